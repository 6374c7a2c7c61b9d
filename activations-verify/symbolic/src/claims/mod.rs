//! Claims about functions, and how each is decided.

mod asymptotic;
mod bounds;
mod case;
mod cases;
mod counterexample;
mod definedness;
mod degenerate;
mod derivative;
mod equal;
mod facts;
mod fuel;
mod identity;
mod inverse;
mod joins;
mod limit;
mod line;
mod linear;
mod locate;
mod polynomial;
mod quadratic;
mod repair;
mod resolve;
mod rounded;
mod rows;
mod sample;
mod scope;
mod sign;
mod signs;
mod verdict;

pub use derivative::check_derivative;
pub use equal::check_equal;
pub use limit::{Infinity, LimitValue, check_limit};
pub use rows::{RowClaim, check_row_equal, check_row_vjp, derive_row_vjp};
pub use scope::{DerivativeClaim, Parameter, Scope};
pub use verdict::{
    Counterexample, Enclosure, Kink, Mismatch, Proof, Reason, Repair, Slope, Verdict,
};
