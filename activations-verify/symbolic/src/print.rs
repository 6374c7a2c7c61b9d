//! Text of expressions, in Rust's syntax and as formulas.

mod formula;
mod rust;

use std::collections::HashMap;

use crate::{Arena, Cond, Expr};

/// The tree size from which an expression is not written out but as `…`.
const MAX_WEIGHT: u32 = 4_000;

/// The expression in Rust's syntax, as a definition is written.
///
/// Literals carry a point, constants their path, and parentheses stand only where they are needed.
/// An expression that would fill pages is `…`.
///
/// ```
/// use activations_symbolic::{Arena, Function, Number, print};
///
/// let mut a = Arena::new();
/// let symbol = a.symbol("x");
/// let x = a.variable(symbol);
/// let minus = a.neg(x);
/// let e = a.call(Function::Exp, minus);
/// let one = a.integer(1);
/// let sum = a.add(one, e);
/// let sigmoid = a.div(one, sum);
/// assert_eq!(print::rust(&a, sigmoid), "1.0 / (1.0 + (-x).exp())");
/// assert_eq!(print::formula(&a, sigmoid), "1/(1 + e⁻ˣ)");
/// ```
pub fn rust(arena: &Arena, e: Expr) -> String {
    text(arena, &[e], rust::piece)
        .remove(&e)
        .map_or_else(omitted, |piece| piece.text)
}

/// The condition in Rust's syntax, such as `x > 0.0 && y <= 1.0`.
pub fn rust_condition(arena: &Arena, c: Cond) -> String {
    let mut compared = Vec::new();
    arena.compared(c, &mut compared);
    rust::condition(arena, c, &text(arena, &compared, rust::piece)).text
}

/// The expression as a formula in Unicode text, such as `1/(1 + e⁻ˣ)`.
///
/// Parameters with the name of a Greek letter are printed as that letter. An expression that
/// would fill pages is `…`.
pub fn formula(arena: &Arena, e: Expr) -> String {
    text(arena, &[e], formula::piece)
        .remove(&e)
        .map_or_else(omitted, |piece| piece.text)
}

/// The condition as a formula, such as `x > 0 and y ≤ 1`.
pub fn formula_condition(arena: &Arena, c: Cond) -> String {
    let mut compared = Vec::new();
    arena.compared(c, &mut compared);
    formula::condition(arena, c, &text(arena, &compared, formula::piece)).text
}

fn omitted() -> String {
    "…".to_owned()
}

/// How strongly the outermost operator of a text binds.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Binding {
    /// `if`, and connectives of conditions
    Weakest,
    /// `+`, `-`
    Sum,
    /// `*`, `/`
    Product,
    /// unary `-`
    Sign,
    /// powers in formulas
    Power,
    /// names, literals, calls, anything in parentheses
    Atom,
}

/// The text of a part.
#[derive(Clone)]
struct Piece {
    text: String,
    binding: Binding,
}

impl Piece {
    fn new(binding: Binding, text: impl Into<String>) -> Piece {
        Piece {
            text: text.into(),
            binding,
        }
    }

    /// The text, in parentheses if it binds less than `least`.
    fn at(&self, least: Binding) -> String {
        if self.binding < least {
            format!("({})", self.text)
        } else {
            self.text.clone()
        }
    }
}

/// The texts of the parts of an expression that are done.
type Pieces = HashMap<Expr, Piece>;

/// The texts of all parts of some expressions, in the style that `piece` has for one node.
fn text(arena: &Arena, roots: &[Expr], piece: fn(&Arena, Expr, &Pieces) -> Piece) -> Pieces {
    let mut pieces = Pieces::new();
    for part in arena.reachable(roots) {
        let done = if arena.weight(part) > MAX_WEIGHT {
            Piece::new(Binding::Atom, omitted())
        } else {
            piece(arena, part, &pieces)
        };
        pieces.insert(part, done);
    }
    pieces
}

#[cfg(test)]
mod tests;
