//! Is it true: checks of activations declared with `activations-core`.
//!
//! [`verify`] runs the [`checks`] that a [`Plan`] names on an activation, declared or written by hand,
//! and returns a [`Report`].

// The command line names the library as everyone else does.
#[cfg(feature = "cli")]
extern crate self as activations_verify;

pub mod audit;
pub mod checks;
#[cfg(feature = "cli")]
mod cli;
pub mod differences;
mod formula;
mod formulas;
mod gradient_tests;
pub mod inputs;
pub mod interpretations;
pub mod mutants;
mod number;
mod plan;
mod report;
mod subject;

pub use checks::{Check, verify, verify_subject};
#[cfg(feature = "cli")]
pub use cli::{command_line, command_line_of};
pub use formulas::Formulas;
#[doc(hidden)]
pub use gradient_tests::__private;
pub use number::Number;
pub use plan::Plan;
pub use report::{
    Comparison, Decided, Finding, Outcome, Report, Status, Worst, hex, repeat_command,
};
pub use subject::{Arrays, OneArray, Subject, TwoArrays, Verifiable};
