//! Formulas with one part changed.

use std::collections::HashMap;

use activations_symbolic::{Arena, Expr, Node, Number};

use crate::random::{Random, SMOOTH};

/// The formula with one part changed.
pub(crate) fn mutate(a: &mut Arena, random: &mut Random, e: Expr) -> Expr {
    let part = random.pick(&a.reachable(&[e]));
    let changed = match a.node(part) {
        Node::Number(value) => {
            let step = random.pick(&["1", "-1", "0.000001", "-0.1"]);
            let step = Number::parse(step).unwrap();
            let sum = value.checked_add(step).unwrap_or(Number::TWO);
            a.number(sum)
        }
        Node::Add(u, v) => a.sub(u, v),
        Node::Sub(u, v) if random.below(2) == 0 => a.sub(v, u),
        Node::Sub(u, v) => a.add(u, v),
        Node::Mul(u, v) => a.div(u, v),
        Node::Div(u, v) if random.below(2) == 0 => a.div(v, u),
        Node::Div(u, v) => a.mul(u, v),
        Node::Neg(u) => u,
        Node::Powi(u, n) => a.powi(u, n + 1),
        Node::Call(f, u) => {
            let other = random.pick(&SMOOTH);
            if other == f {
                a.neg(part)
            } else {
                a.call(other, u)
            }
        }
        _ => {
            let two = a.integer(2);
            a.mul(two, part)
        }
    };
    a.replace(e, &HashMap::from([(part, changed)]))
}
