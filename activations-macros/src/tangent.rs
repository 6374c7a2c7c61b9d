//! Directional derivatives of row-wise formulas: forward mode, on symbolic expressions.

use std::collections::HashMap;

use activations_symbolic::{Arena, Expr, Node, Reduction, Relation, Symbol, differentiate};

/// The derivative of `out` along `direction`, as `input` moves.
///
/// The derivative of a reduction is the reduction of the derivatives. That of the greatest element
/// is the mean over the positions that attain it, or nothing where `maxima_fixed` says that the
/// output does not depend on it.
pub(crate) fn along(
    arena: &mut Arena,
    out: Expr,
    input: Symbol,
    direction: Expr,
    maxima_fixed: bool,
) -> Expr {
    let zero = arena.integer(0);
    let mut tangents: HashMap<Expr, Expr> = HashMap::new();
    for part in arena.reachable(&[out]) {
        let node = arena.node(part);
        let of = |e: Expr| tangents[&e];
        let here = match node {
            Node::Variable(symbol) if symbol == input => direction,
            Node::Reduce(Reduction::Max, _) if maxima_fixed => zero,
            Node::Add(a, b) => arena.add(of(a), of(b)),
            Node::Sub(a, b) => arena.sub(of(a), of(b)),
            Node::Neg(a) => arena.neg(of(a)),
            Node::Reduce(reduction, a) => match of(a) {
                still if still == zero => zero,
                moved => reduced(arena, part, reduction, a, moved),
            },
            Node::Select(condition, yes, no) => {
                let (yes, no) = (of(yes), of(no));
                if yes == no {
                    yes
                } else {
                    arena.select(condition, yes, no)
                }
            }
            // (a/b)′ = (a′ − (a/b)·b′)/b: no b² that could overflow.
            Node::Div(a, b) => {
                let (da, db) = (of(a), of(b));
                let change = scaled(arena, part, db);
                let above = arena.sub(da, change);
                if above == zero {
                    zero
                } else {
                    arena.div(above, b)
                }
            }
            _ => {
                let operands: Vec<Expr> = node.operands().collect();
                let mut sum = zero;
                for (i, operand) in operands.into_iter().enumerate() {
                    let moved = tangents[&operand];
                    if moved != zero {
                        let slope = partial(arena, part, i);
                        let term = scaled(arena, slope, moved);
                        sum = arena.add(sum, term);
                    }
                }
                sum
            }
        };
        tangents.insert(part, here);
    }
    tangents[&out]
}

/// The derivative of a reduction of `a`, which moves along `moved`.
fn reduced(arena: &mut Arena, e: Expr, reduction: Reduction, a: Expr, moved: Expr) -> Expr {
    if reduction != Reduction::Max {
        return arena.reduce(reduction, moved);
    }
    let (zero, one) = (arena.integer(0), arena.integer(1));
    let attained = arena.compare(Relation::Eq, a, e);
    let at = |arena: &mut Arena, value: Expr| {
        let there = arena.select(attained, value, zero);
        arena.reduce(Reduction::Sum, there)
    };
    let (sum, count) = (at(arena, moved), at(arena, one));
    arena.div(sum, count)
}

/// a·b, which is 0 where b is the literal 0.
fn scaled(arena: &mut Arena, a: Expr, b: Expr) -> Expr {
    let zero = arena.integer(0);
    if a == zero || b == zero {
        zero
    } else {
        arena.mul(a, b)
    }
}

/// The derivative of a step by its operand number `index`, the operands held apart.
fn partial(arena: &mut Arena, e: Expr, index: usize) -> Expr {
    let operands: Vec<Expr> = arena.node(e).operands().collect();
    let stand_ins: Vec<Symbol> = operands.iter().map(|_| arena.fresh("u")).collect();
    let apart: Vec<Expr> = stand_ins
        .iter()
        .map(|symbol| arena.variable(*symbol))
        .collect();
    let step = match (arena.node(e), apart.as_slice()) {
        (Node::Mul(..), [a, b]) => arena.mul(*a, *b),
        (Node::Max(..), [a, b]) => arena.max(*a, *b),
        (Node::Min(..), [a, b]) => arena.min(*a, *b),
        (Node::Hypot(..), [a, b]) => arena.hypot(*a, *b),
        (Node::Powi(_, n), [a]) => arena.powi(*a, n),
        (Node::Powf(_, c), [a]) => arena.powf(*a, c),
        (Node::Call(f, _), [a]) => arena.call(f, *a),
        _ => e,
    };
    let slope = differentiate(arena, step, stand_ins[index]);
    let back = apart.into_iter().zip(operands).collect();
    arena.replace(slope, &back)
}
