//! Functions of a row of a fixed length, entry by entry.

use std::collections::HashMap;

use activations_symbolic::{Arena, Expr, Node, Reduction, Symbol, differentiate};

/// A row's symbol and those of its entries.
pub(crate) type Row = (Symbol, Vec<Symbol>);

/// The entries of rows of a length.
pub(crate) fn rows(a: &mut Arena, symbols: &[Symbol], length: usize) -> Vec<Row> {
    let mut rows = Vec::new();
    for &symbol in symbols {
        let name = a.name(symbol).to_owned();
        let entries = (0..length).map(|i| a.symbol(&format!("{name}_{i}")));
        rows.push((symbol, entries.collect()));
    }
    rows
}

/// The entries of a formula.
pub(crate) fn unrolled(a: &mut Arena, e: Expr, rows: &[Row]) -> Vec<Expr> {
    let length = rows[0].1.len();
    let mut known: HashMap<Expr, Expr> = HashMap::new();
    for part in a.reachable(&[e]) {
        let Node::Reduce(reduction, inner) = a.node(part) else {
            continue;
        };
        let inner = a.replace(inner, &known);
        let mut entries = (0..length)
            .map(|i| at(a, inner, rows, i))
            .collect::<Vec<_>>();
        let mut reduced = entries.remove(0);
        for entry in entries {
            reduced = match reduction {
                Reduction::Max => a.max(reduced, entry),
                Reduction::Sum | Reduction::Mean => a.add(reduced, entry),
            };
        }
        if reduction == Reduction::Mean {
            let length = a.integer(length as i64);
            reduced = a.div(reduced, length);
        }
        known.insert(part, reduced);
    }
    let outer = a.replace(e, &known);
    (0..length).map(|i| at(a, outer, rows, i)).collect()
}

fn at(a: &mut Arena, e: Expr, rows: &[Row], i: usize) -> Expr {
    let mut e = e;
    for (row, entries) in rows {
        let entry = a.variable(entries[i]);
        e = a.substitute(e, *row, entry);
    }
    e
}

/// For each entry of x, the derivative of Σ dy·y by it, less the stated one: what must be zero.
///
/// `rows` are those of x and dy.
pub(crate) fn claims(a: &mut Arena, rows: &[Row], forward: Expr, vjp: Expr) -> Vec<Expr> {
    let mut objective = a.integer(0);
    let outputs = unrolled(a, forward, rows);
    for (&dy, y) in rows[1].1.iter().zip(outputs) {
        let dy = a.variable(dy);
        let product = a.mul(dy, y);
        objective = a.add(objective, product);
    }
    let given = unrolled(a, vjp, rows);
    let mut differences = Vec::new();
    for (&x, given) in rows[0].1.iter().zip(given) {
        let slope = differentiate(a, objective, x);
        differences.push(a.sub(slope, given));
    }
    differences
}
