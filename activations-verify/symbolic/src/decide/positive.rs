//! Sums that are positive by the look of them, whose squares then have a known root.

use crate::hashing::QuickMap;
use crate::{Arena, Expr, Function, Node};

/// More assumptions than this make points too rare.
const MAX_SUMS: usize = 3;

/// What the form of an expression tells of its sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sign {
    Positive,
    NotNegative,
    Unknown,
}

/// Sums in `e` that are positive wherever they have a value, as 1 + eˣ is, given that those of
/// `positive` are.
pub(super) fn positive_sums(arena: &Arena, e: Expr, positive: &[Expr]) -> Vec<Expr> {
    let mut signs: QuickMap<Expr, Sign> = QuickMap::default();
    let mut sums = Vec::new();
    for part in arena.reachable(&[e]) {
        let sign = if positive.contains(&part) {
            Sign::Positive
        } else {
            sign(arena, part, &signs)
        };
        signs.insert(part, sign);
        if sign == Sign::Positive && matches!(arena.node(part), Node::Add(..)) {
            sums.push(part);
        }
    }
    sums.truncate(MAX_SUMS);
    sums
}

fn sign(arena: &Arena, e: Expr, signs: &QuickMap<Expr, Sign>) -> Sign {
    #[cfg(test)]
    if crate::seeded::is(crate::seeded::Fault::SumsPositive) {
        return Sign::Positive;
    }
    let of = |u: Expr| signs[&u];
    match arena.node(e) {
        Node::Number(value) if value.is_negative() => Sign::Unknown,
        Node::Number(value) if value.is_zero() => Sign::NotNegative,
        Node::Number(_) | Node::Constant(_) => Sign::Positive,
        Node::Add(u, v) => match (of(u), of(v)) {
            (Sign::Unknown, _) | (_, Sign::Unknown) => Sign::Unknown,
            (Sign::NotNegative, Sign::NotNegative) => Sign::NotNegative,
            _ => Sign::Positive,
        },
        Node::Mul(u, v) | Node::Div(u, v) => match (of(u), of(v)) {
            (Sign::Positive, Sign::Positive) => Sign::Positive,
            (Sign::Unknown, _) | (_, Sign::Unknown) => Sign::Unknown,
            _ => Sign::NotNegative,
        },
        Node::Powi(u, n) if of(u) == Sign::Unknown && n % 2 == 0 => Sign::NotNegative,
        Node::Powi(u, _) | Node::Powf(u, _) => of(u),
        Node::Hypot(..) => Sign::NotNegative,
        Node::Call(f, u) => match f {
            Function::Exp
            | Function::Cosh
            | Function::Sigmoid
            | Function::Softplus
            | Function::Erfc
            | Function::NormalCdf
            | Function::NormalPdf
            | Function::Gaussian => Sign::Positive,
            Function::Sqrt | Function::Recip => of(u),
            _ => Sign::Unknown,
        },
        _ => Sign::Unknown,
    }
}
