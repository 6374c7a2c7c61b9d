//! Formulas without branches, as they are around a point of numbers.

use std::collections::HashMap;

use activations_symbolic::{Arena, Expr, Function, Node, Symbol, evaluate, evaluate_condition};

/// The formula with the branches that are taken at a point: nothing is decided but numbers compared.
pub(crate) fn around(a: &mut Arena, e: Expr, point: &[(Symbol, f64)]) -> Expr {
    let mut known: HashMap<Expr, Expr> = HashMap::new();
    for part in a.reachable(&[e]) {
        let value = |u: Expr| evaluate(a, u, point);
        let taken = match a.node(part) {
            Node::Select(c, yes, _) if evaluate_condition(a, c, point) => (yes, 1),
            Node::Select(_, _, no) => (no, 1),
            Node::Max(u, v) if value(u) >= value(v) => (u, 1),
            Node::Min(u, v) if value(u) <= value(v) => (u, 1),
            Node::Max(_, v) | Node::Min(_, v) => (v, 1),
            Node::Call(Function::Abs, u) => (u, if value(u) < 0.0 { -1 } else { 1 }),
            Node::Call(Function::Signum, u) => {
                let sign = a.integer(if value(u) < 0.0 { -1 } else { 1 });
                (sign, 1)
            }
            _ => continue,
        };
        let new = a.replace(taken.0, &known);
        let new = if taken.1 < 0 { a.neg(new) } else { new };
        known.insert(part, new);
    }
    a.replace(e, &known)
}
