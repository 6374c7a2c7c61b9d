//! Whether roots, logarithms and quotients of a function of a row have a value on every row.

use super::normal::Normal;
use crate::claims::definedness::{Partial, partial_parts};
use crate::claims::polynomial::Polynomial;
use crate::claims::sign::Oracle;
use crate::claims::signs::Signs;
use crate::{Arena, Expr};

/// A part that is not certain to have a value on every row.
pub(super) fn first_undefined(
    arena: &mut Arena,
    oracle: &mut Oracle,
    normal: &mut Normal,
    e: Expr,
) -> Option<Expr> {
    let parts = partial_parts(arena, e);
    let mut fails = |partial: &Partial| {
        !oracle
            .signs(arena, partial.quantity)
            .within(partial.required)
            && !signs(arena, oracle, normal, partial.quantity).within(partial.required)
    };
    parts
        .into_iter()
        .find(|partial| fails(partial))
        .map(|partial| partial.part)
}

/// The signs of a quantity with its sums multiplied out, of which more is known then: the square of
/// a row's mean is at most the mean of its squares.
fn signs(arena: &mut Arena, oracle: &Oracle, normal: &mut Normal, quantity: Expr) -> Signs {
    let Some(polynomial) = normal.polynomial(arena, quantity) else {
        return Signs::ANY;
    };
    let quantity = polynomial.expr(arena);
    let known = facts(arena, normal, quantity);
    oracle.assuming(arena, known).signs(arena, quantity)
}

/// The length is positive, and Σu² − (Σu)²/k is not negative, for every Σu² that occurs; by itself,
/// and as many times as sums and means of it have the length k as a factor.
fn facts(arena: &mut Arena, normal: &mut Normal, quantity: Expr) -> Vec<(Polynomial, Signs)> {
    let length = normal.length();
    let mut facts = vec![(length.clone(), Signs::POSITIVE)];
    for part in arena.reachable(&[quantity]) {
        let variance = normal.variance(arena, part);
        let Some(variance) = variance else { continue };
        for power in -1..=1 {
            let factor = length.power(arena, power);
            let scaled = factor.and_then(|factor| variance.times(&factor));
            facts.extend(scaled.map(|scaled| (scaled, Signs::NOT_NEGATIVE)));
        }
    }
    facts
}
