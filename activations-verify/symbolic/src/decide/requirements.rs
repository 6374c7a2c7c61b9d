//! What must hold for an expression to have a value.

use crate::{Arena, Expr, Function, Node};

/// A condition under which a part of an expression has a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Requirement {
    /// A denominator: not 0.
    NonZero(Expr),
    /// The cosine of this is not 0: a tangent.
    NonZeroCosine(Expr),
    /// An argument of a logarithm, or the base of a negative power that is not an integer: above 0.
    Positive(Expr),
    /// An argument of `ln_1p`: above −1.
    AboveMinusOne(Expr),
    /// What is under a root: not below 0.
    NonNegative(Expr),
}

/// The requirements of all parts of an expression, each once; literals are left out where they
/// satisfy theirs.
pub fn requirements(arena: &Arena, e: Expr) -> Vec<Requirement> {
    let mut found: Vec<Requirement> = Vec::new();
    for part in arena.reachable(&[e]) {
        let (requirement, of) = match arena.node(part) {
            Node::Div(_, u) | Node::Call(Function::Recip, u) => (Requirement::NonZero(u), u),
            Node::Powi(u, n) if n < 0 => (Requirement::NonZero(u), u),
            Node::Powf(u, exponent) if exponent.is_negative() => (Requirement::Positive(u), u),
            Node::Powf(u, _) | Node::Call(Function::Sqrt, u) => (Requirement::NonNegative(u), u),
            Node::Call(Function::Ln, u) => (Requirement::Positive(u), u),
            Node::Call(Function::Ln1p, u) => (Requirement::AboveMinusOne(u), u),
            Node::Call(Function::Tan, u) => (Requirement::NonZeroCosine(u), u),
            _ => continue,
        };
        let harmless = arena
            .as_number(of)
            .is_some_and(|value| !value.is_zero() && !value.is_negative());
        if !harmless && !found.contains(&requirement) {
            found.push(requirement);
        }
    }
    found
}
