//! A function of a row of a fixed length as functions of its entries.

use std::collections::HashMap;

use crate::{Arena, Expr, Node, Reduction, Symbol};

/// The symbol of one entry of a row, such as `x[0]`.
pub(super) fn entry(arena: &mut Arena, row: Symbol, index: usize) -> Symbol {
    let name = format!("{}[{index}]", arena.name(row));
    arena.symbol(&name)
}

/// The entries of `e` on a row of this length; `rows` gives the entries of each row variable.
pub(super) fn unroll(
    arena: &mut Arena,
    e: Expr,
    length: usize,
    rows: &[(Symbol, Vec<Symbol>)],
) -> Vec<Expr> {
    // Reductions are replaced from the inside out, so that what is left is element-wise.
    let mut known: HashMap<Expr, Expr> = HashMap::new();
    for part in arena.reachable(&[e]) {
        if let Node::Reduce(reduction, a) = arena.node(part) {
            let inner = arena.replace(a, &known);
            let entries: Vec<Expr> = (0..length)
                .map(|index| at_entry(arena, inner, rows, index))
                .collect();
            let reduced = reduce(arena, reduction, &entries);
            known.insert(part, reduced);
        }
    }
    let outer = arena.replace(e, &known);
    (0..length)
        .map(|index| at_entry(arena, outer, rows, index))
        .collect()
}

fn at_entry(arena: &mut Arena, e: Expr, rows: &[(Symbol, Vec<Symbol>)], index: usize) -> Expr {
    let mut at = e;
    for (row, entries) in rows {
        let entry = arena.variable(entries[index]);
        at = arena.substitute(at, *row, entry);
    }
    at
}

fn reduce(arena: &mut Arena, reduction: Reduction, entries: &[Expr]) -> Expr {
    let mut result = entries[0];
    for &entry in &entries[1..] {
        result = match reduction {
            Reduction::Max => arena.max(result, entry),
            Reduction::Sum | Reduction::Mean => arena.add(result, entry),
        };
    }
    if reduction == Reduction::Mean {
        let length = arena.integer(entries.len() as i64);
        result = arena.div(result, length);
    }
    result
}
