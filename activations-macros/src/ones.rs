//! Sums less one, summed so that the one cancels before anything has been rounded.

use std::collections::HashMap;

use activations_symbolic::{Arena, Expr, Node, Number, Reduction, Relation};

/// The formula with each `a.sum() - 1.0` as Σ(a where a ≠ 1) + (#(a = 1) − 1).
///
/// Of the terms e^(x − max x) the greatest is exactly 1, and the others may all be less than the
/// rounding error of 1: they are lost in the sum, and so are the digits of ln(sum) next to 0. Where the
/// ones are counted apart, the count less one is exact and the others keep theirs.
pub(crate) fn counted_apart(arena: &mut Arena, formula: Expr) -> Expr {
    let mut replaced = HashMap::new();
    for part in arena.reachable(&[formula]) {
        let Node::Sub(sum, one) = arena.node(part) else {
            continue;
        };
        let Node::Reduce(Reduction::Sum, term) = arena.node(sum) else {
            continue;
        };
        if arena.as_number(one) == Some(Number::ONE) {
            let zero = arena.integer(0);
            let is_one = arena.compare(Relation::Eq, term, one);
            let others = arena.select(is_one, zero, term);
            let counted = arena.select(is_one, one, zero);
            let [others, count] = [others, counted].map(|term| arena.reduce(Reduction::Sum, term));
            let rest = arena.sub(count, one);
            replaced.insert(part, arena.add(others, rest));
        }
    }
    arena.replace(formula, &replaced)
}
