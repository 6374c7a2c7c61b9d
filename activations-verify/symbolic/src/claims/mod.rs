//! Claims about functions, and how each is decided.

mod scope;
mod verdict;

pub use scope::{DerivativeClaim, Parameter, Scope};
pub use verdict::{
    Counterexample, Enclosure, Kink, Mismatch, Proof, Reason, Repair, Slope, Verdict,
};
