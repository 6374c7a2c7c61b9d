//! The gradient of Σⱼ dyⱼ·yⱼ along a row, derived in reverse.

use std::collections::{HashMap, HashSet};

use crate::{Arena, Expr, Node, Reduction, Symbol, differentiate};

/// The right gradient.
pub(super) struct Gradient {
    /// Its entry at the index of the row, where every maximum is held fixed.
    pub(super) along_row: Expr,
    /// What each maximum contributes: the derivative by the maximum.
    pub(super) of_maxima: Vec<Expr>,
}

/// Derives the gradient of `forward` by `input`, with cotangent `dy`.
pub(super) fn gradient(arena: &mut Arena, input: Symbol, forward: Expr, dy: Expr) -> Gradient {
    let parts = arena.reachable(&[forward]);
    let mut is_row: HashMap<Expr, bool> = HashMap::new();
    // A row's maximum, and the larger or smaller one of it and something else that is no row.
    let mut maxima: HashSet<Expr> = HashSet::new();
    for &part in &parts {
        let node = arena.node(part);
        let row = match node {
            Node::Variable(symbol) => symbol == input,
            Node::Reduce(..) => false,
            _ => node.operands().any(|operand| is_row[&operand]),
        };
        is_row.insert(part, row);
        let maximum = match node {
            Node::Reduce(Reduction::Max, _) => true,
            Node::Max(a, b) | Node::Min(a, b) => maxima.contains(&a) || maxima.contains(&b),
            _ => false,
        };
        if maximum && !row {
            maxima.insert(part);
        }
    }
    // A row of one value repeated takes the sum of all cotangents.
    let seed = if is_row[&forward] {
        dy
    } else {
        arena.reduce(Reduction::Sum, dy)
    };
    let mut adjoints: HashMap<Expr, Expr> = HashMap::from([(forward, seed)]);
    let mut of_maxima = Vec::new();
    let x = arena.variable(input);
    for &part in parts.iter().rev() {
        let Some(&adjoint) = adjoints.get(&part) else {
            continue;
        };
        if maxima.contains(&part) {
            of_maxima.push(adjoint);
            continue;
        }
        let node = arena.node(part);
        if let Node::Reduce(reduction, a) = node {
            let share = match reduction {
                Reduction::Mean => {
                    let one = arena.integer(1);
                    let length = arena.reduce(Reduction::Sum, one);
                    arena.div(adjoint, length)
                }
                Reduction::Sum | Reduction::Max => adjoint,
            };
            enter(arena, &mut adjoints, a, share);
            continue;
        }
        let operands: Vec<Expr> = node.operands().collect();
        for (i, &operand) in operands.iter().enumerate() {
            if operands[..i].contains(&operand) || !depends(arena, operand, input) {
                continue;
            }
            let slope = partial(arena, part, operand);
            let product = arena.mul(adjoint, slope);
            let share = if is_row[&part] && !is_row[&operand] {
                arena.reduce(Reduction::Sum, product)
            } else {
                product
            };
            enter(arena, &mut adjoints, operand, share);
        }
    }
    let zero = arena.integer(0);
    Gradient {
        along_row: adjoints.get(&x).copied().unwrap_or(zero),
        of_maxima,
    }
}

fn depends(arena: &Arena, e: Expr, input: Symbol) -> bool {
    arena.symbols(e).contains(&input)
}

fn enter(arena: &mut Arena, adjoints: &mut HashMap<Expr, Expr>, part: Expr, share: Expr) {
    let sum = match adjoints.get(&part) {
        Some(&so_far) => arena.add(so_far, share),
        None => share,
    };
    adjoints.insert(part, sum);
}

/// The derivative of one step by one of its operands, all of whose occurrences count.
fn partial(arena: &mut Arena, step: Expr, operand: Expr) -> Expr {
    let symbol = arena.fresh("u");
    let variable = arena.variable(symbol);
    // Only the operand itself is replaced, not what it is made of elsewhere in the step.
    let other = arena.fresh("v");
    let held = arena.variable(other);
    let mut known = HashMap::from([(operand, variable)]);
    let others: Vec<Expr> = arena
        .node(step)
        .operands()
        .filter(|&o| o != operand)
        .collect();
    for &o in &others {
        known.insert(o, held);
    }
    let template = arena.replace(step, &known);
    let slope = differentiate(arena, template, symbol);
    let slope = arena.substitute(slope, symbol, operand);
    others
        .first()
        .map_or(slope, |&o| arena.substitute(slope, other, o))
}
