//! A good evaluation form: short to read, cheap, and accurate in the tails.

mod product;
mod recognise;
mod sum;

use crate::hashing::QuickMap;
use crate::{Arena, Expr, Function, Node, Number, Symbol, differentiate};
use product::Product;
use sum::Sum;

/// An expression equal to `e`, in a form that reads well and evaluates accurately.
///
/// Like terms and equal factors are collected, common factors pulled out, fractions joined where
/// that makes them shorter, and compositions replaced by the primitive that computes them without
/// cancellation or overflow: 1/(1 + e⁻ˣ) is `sigmoid`, eˣ − 1 is `exp_m1`, 1 − erf is `erfc`.
///
/// Equal means as real functions, wherever `e` is defined: 0·u is 0 and u/u is 1 here. If the
/// arena has no room for the result, `e` itself is returned.
///
/// ```
/// use activations_symbolic::{Arena, Function, differentiate, print, simplify};
///
/// let mut a = Arena::new();
/// let x = a.symbol("x");
/// let v = a.variable(x);
/// let s = a.call(Function::Sigmoid, v);
/// let silu = a.mul(v, s);
/// let slope = differentiate(&mut a, silu, x);
/// let slope = simplify(&mut a, slope);
/// assert_eq!(print::rust(&a, slope), "x.sigmoid() * (1.0 + x * (-x).sigmoid())");
/// ```
pub fn simplify(arena: &mut Arena, e: Expr) -> Expr {
    let simplified = arena.attempt(|arena| {
        Simplifier {
            a: arena,
            fuel: FUEL,
            nesting: 0,
            overflow: false,
        }
        .expression(e)
    });
    simplified.unwrap_or(e)
}

/// The derivative of `e` in the form in which it is best evaluated: `e` is simplified first, so
/// that the rules of its primitives apply, and then the derivative is.
///
/// ```
/// use activations_symbolic::{Arena, Function, derivative, print};
///
/// let mut a = Arena::new();
/// let symbol = a.symbol("x");
/// let x = a.variable(symbol);
/// let one = a.integer(1);
/// let e = a.call(Function::Exp, x);
/// let sum = a.add(one, e);
/// let softplus = a.call(Function::Ln, sum);
/// let slope = derivative(&mut a, softplus, symbol);
/// assert_eq!(print::rust(&a, slope), "x.sigmoid()");
/// ```
pub fn derivative(arena: &mut Arena, e: Expr, wrt: Symbol) -> Expr {
    let simple = simplify(arena, e);
    let slope = differentiate(arena, simple, wrt);
    simplify(arena, slope)
}

/// Sums and products that are rebuilt before the rest is left as it is.
const FUEL: usize = 20_000;

/// The most terms or factors that are collected into one sum or product.
const MAX_WIDTH: usize = 64;

/// How many rules are applied to a sum one inside of the other.
const MAX_NESTING: usize = 24;

/// One run of [`simplify`].
struct Simplifier<'a> {
    a: &'a mut Arena,
    fuel: usize,
    /// Sums that are being rewritten inside of each other.
    nesting: usize,
    /// Whether a number or an exponent of the node at hand went out of bounds.
    overflow: bool,
}

impl Simplifier<'_> {
    /// Simplifies from the operands up.
    fn expression(&mut self, e: Expr) -> Expr {
        let mut known = QuickMap::default();
        for part in self.a.reachable(&[e]) {
            let rebuilt = self.a.rebuild(part, &|operand| known[&operand]);
            let done = self.node(rebuilt);
            known.insert(part, done);
        }
        known[&e]
    }

    /// Simplifies a node whose operands are simplified; one that does not fit stays as it is.
    fn node(&mut self, e: Expr) -> Expr {
        let outer = std::mem::replace(&mut self.overflow, false);
        let simplified = self.rewrite(e);
        if std::mem::replace(&mut self.overflow, outer) {
            e
        } else {
            simplified
        }
    }

    fn rewrite(&mut self, e: Expr) -> Expr {
        match self.a.node(e) {
            Node::Add(..) | Node::Sub(..) => {
                let sum = Sum::of(self.a, e);
                self.sum(sum)
            }
            Node::Neg(_) | Node::Mul(..) | Node::Div(..) | Node::Powi(..) => self.product_of(e),
            Node::Call(Function::Recip, _) => self.product_of(e),
            Node::Powf(u, c) if Number::ratio(1, 2) == Some(c) => self.call(Function::Sqrt, u),
            Node::Call(f, u) => self.call(f, u),
            Node::Max(u, v) | Node::Min(u, v) | Node::Select(_, u, v) if u == v => u,
            Node::Number(_)
            | Node::Constant(_)
            | Node::Variable(_)
            | Node::Powf(..)
            | Node::Max(..)
            | Node::Min(..)
            | Node::Hypot(..)
            | Node::Select(..)
            | Node::Reduce(..) => e,
        }
    }

    fn product_of(&mut self, e: Expr) -> Expr {
        let product = Product::of(self.a, e);
        self.product(product)
    }

    /// −u, simplified.
    fn negated(&mut self, u: Expr) -> Expr {
        let minus = self.a.neg(u);
        self.node(minus)
    }

    /// Whether there is still fuel for one more step.
    fn burn(&mut self) -> bool {
        self.fuel = self.fuel.saturating_sub(1);
        self.fuel > 0
    }
}

#[cfg(test)]
mod tests;
