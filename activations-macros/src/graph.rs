//! Walks over the parts of symbolic expressions.

use std::collections::HashMap;

use activations_symbolic::{Arena, Cond, Condition, Expr, Node, Symbol};

/// The operands of a step, those of its condition included.
pub(crate) fn operands(arena: &Arena, e: Expr) -> Vec<Expr> {
    let node = arena.node(e);
    let mut operands: Vec<Expr> = node.operands().collect();
    if let Node::Select(condition, ..) = node {
        compared(arena, condition, &mut operands);
    }
    operands
}

/// Appends the expressions that a condition compares.
fn compared(arena: &Arena, condition: Cond, into: &mut Vec<Expr>) {
    match arena.condition(condition) {
        Condition::Compare(_, a, b) => into.extend([a, b]),
        Condition::And(a, b) | Condition::Or(a, b) => {
            compared(arena, a, into);
            compared(arena, b, into);
        }
        Condition::Not(a) => compared(arena, a, into),
    }
}

/// Whether NaN in every variable of `through` certainly makes the value NaN.
///
/// A branch may ignore the variable, and so may a power with exponent 0; everything else in the
/// algebra passes NaN on.
pub(crate) fn passes_nan(arena: &Arena, e: Expr, through: &[Symbol]) -> bool {
    let mut passes = HashMap::new();
    for part in arena.reachable(&[e]) {
        let known = |operand: Expr| passes.get(&operand).copied().unwrap_or(false);
        let here = match arena.node(part) {
            Node::Variable(symbol) => through.contains(&symbol),
            Node::Select(_, yes, no) => known(yes) && known(no),
            node => node.operands().any(known),
        };
        passes.insert(part, here);
    }
    passes[&e]
}
