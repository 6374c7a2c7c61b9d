//! Parameters at which pieces of the line shrink to a point.
//!
//! Soft shrinkage with λ = 0 is the identity, and still its derivative takes 0 at 0, as it does on
//! the whole middle piece for every λ > 0. Such a value is a limit of slopes nearby, so it counts
//! as one of the slopes that meet there.

use super::case::Case;
use super::joins::sign_of_value;
use super::signs::Signs;
use crate::{Arena, Expr, Symbol};

/// A piece of a case of full dimension, with its ends and slope.
#[derive(Debug)]
pub(super) struct Bounded {
    pub(super) lo: Expr,
    pub(super) hi: Expr,
    pub(super) slope: Expr,
}

/// A value that no slope of its own case explains.
#[derive(Debug)]
pub(super) struct Unexplained {
    pub(super) at: Expr,
    pub(super) slopes: Vec<Expr>,
    pub(super) taken: Expr,
}

/// Whether the value lies between slopes of the pieces that vanish at its place.
pub(super) fn explained<'a>(
    arena: &mut Arena,
    case: &Case,
    variable: Symbol,
    value: &Unexplained,
    full: impl Iterator<Item = (&'a Case, &'a [Bounded])>,
) -> bool {
    let mut oracle = case.oracle(arena);
    let mut slopes = value.slopes.clone();
    for (neighbour, pieces) in full {
        let borders = neighbour.facts.iter().all(|(polynomial, signs)| {
            let e = polynomial.expr(arena);
            let e = case.adopt(arena, e);
            oracle.signs(arena, e).within(*signs | Signs::ZERO)
        });
        if !borders {
            continue;
        }
        for piece in pieces {
            let shrinks = [piece.lo, piece.hi].into_iter().all(|end| {
                let end = case.adopt(arena, end);
                let distance = arena.sub(end, value.at);
                sign_of_value(arena, &mut oracle, distance) == Signs::ZERO
            });
            if shrinks {
                let slope = case.adopt(arena, piece.slope);
                slopes.push(arena.substitute(slope, variable, value.at));
            }
        }
    }
    let signs: Vec<Signs> = slopes
        .into_iter()
        .map(|slope| {
            let difference = arena.sub(slope, value.taken);
            sign_of_value(arena, &mut oracle, difference)
        })
        .collect();
    let some = |wanted: Signs| signs.iter().any(|signs| signs.within(wanted));
    some(Signs::NOT_NEGATIVE) && some(Signs::NOT_POSITIVE)
}
