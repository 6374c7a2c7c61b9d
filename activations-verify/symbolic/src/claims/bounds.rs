//! Numbers between which symbols and parts of expressions lie.

use super::facts::Facts;
use super::signs::Signs;
use crate::interval::Interval;
use crate::{Arena, Expr, Node, Number, Symbol, enclose};

/// Adds the numbers between which an atom lies, outwards to three decimals.
pub(super) fn bracket(
    arena: &mut Arena,
    facts: &mut Facts,
    atom: Expr,
    bounds: &[(Symbol, Interval)],
) {
    let Ok(value) = enclose(arena, atom, bounds) else {
        return;
    };
    let (lo, hi) = value.to_f64();
    let mut assume = |end: f64, signs: Signs| {
        if end.abs() < 1e9
            && let Some(end) = Number::ratio(end as i128, 1000)
        {
            let end = arena.number(end);
            let difference = arena.sub(atom, end);
            facts.assume(arena, difference, signs);
        }
    };
    assume((lo * 1e3).floor(), Signs::NOT_NEGATIVE);
    assume((hi * 1e3).ceil(), Signs::NOT_POSITIVE);
}

/// The numbers between which the facts on single symbols hold them.
pub(super) fn bounds(arena: &mut Arena, facts: &Facts) -> Vec<(Symbol, Interval)> {
    let mut bounds: Vec<(Symbol, Interval)> = Vec::new();
    for (polynomial, signs) in facts.iter() {
        let [atom] = polynomial.atoms()[..] else {
            continue;
        };
        let Node::Variable(symbol) = arena.node(atom) else {
            continue;
        };
        let Some((slope, rest)) = polynomial.linear_in(atom) else {
            continue;
        };
        let (Some(slope), Some(rest)) = (slope.as_constant(), rest.as_constant()) else {
            continue;
        };
        let root = -(Interval::number(rest) / Interval::number(slope));
        let signs = if slope.is_negative() { -*signs } else { *signs };
        let bound = if signs.within(Signs::NOT_NEGATIVE) && signs.within(Signs::NOT_POSITIVE) {
            root
        } else if signs.within(Signs::NOT_NEGATIVE) {
            Interval::between(root.lo(), f64::INFINITY)
        } else if signs.within(Signs::NOT_POSITIVE) {
            Interval::between(f64::NEG_INFINITY, root.hi())
        } else {
            continue;
        };
        match bounds.iter_mut().find(|known| known.0 == symbol) {
            Some(known) => known.1 = known.1.intersection(bound).unwrap_or(known.1),
            None => bounds.push((symbol, bound)),
        }
    }
    bounds
}
