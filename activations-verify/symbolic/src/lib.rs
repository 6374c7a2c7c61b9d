//! What is true of an activation: expressions, derivatives, decisions, refutations.
//!
//! A scalar formula is an [`Expr`], a handle into an [`Arena`]. Literals are exact rationals
//! ([`Number`]), constants are symbols ([`Constant::Pi`] is π, not a rounded `f64`), and nothing
//! is ever rounded except by [`evaluate()`].
//!
//! ```
//! use activations_symbolic::{Arena, Function, derivative, print};
//!
//! let mut a = Arena::new();
//! let symbol = a.symbol("x");
//! let x = a.variable(symbol);
//! let y = a.call(Function::Tanh, x);
//! let product = a.mul(x, y);
//! let slope = derivative(&mut a, product, symbol);
//! assert_eq!(print::rust(&a, slope), "x.tanh() + x * x.cosh().recip().powi(2)");
//! ```
//!
//! Everything is bounded: expressions are at most [`MAX_DEPTH`] deep, an arena holds at most
//! [`MAX_NODES`] nodes, and arithmetic is checked, so no input can overflow the stack or hang.

// The parts of the tests that `seeded` shares name the crate as its users do.
#[cfg(test)]
extern crate self as activations_symbolic;

mod arena;
mod build;
mod claims;
mod constant;
pub mod decide;
mod differentiate;
mod enclose;
mod evaluate;
mod function;
mod graph;
mod hashing;
pub mod interval;
mod number;
mod output_form;
pub mod print;
#[cfg(test)]
mod seeded;
mod simplify;
mod special;

pub use arena::{
    Arena, Cond, Condition, Expr, LimitError, MAX_CONDITION, MAX_DEPTH, MAX_NODES, Node, Reduction,
    Relation, Symbol,
};
pub use claims::{
    Counterexample, DerivativeClaim, Enclosure, Infinity, Kink, LimitValue, Mismatch, Parameter,
    Proof, Reason, Repair, RowClaim, Scope, Slope, Verdict, check_derivative, check_equal,
    check_limit, check_row_equal, check_row_vjp, derive_row_vjp,
};
pub use constant::Constant;
pub use differentiate::differentiate;
pub use enclose::{NoValue, enclose};
pub use evaluate::{evaluate, evaluate_condition};
pub use function::Function;
pub use number::{Number, ParseNumberError};
pub use output_form::in_terms_of_output;
pub use simplify::{derivative, simplify};
