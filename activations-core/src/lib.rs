//! Activation functions declared once, with batched forward and VJP code over ndarray.

#[doc(hidden)]
#[path = "private/mod.rs"]
pub mod __private;
// Expanded declarations name this crate by its path, here as anywhere.
extern crate self as activations_core;

mod algebra;
mod api;
mod catalogue;
mod declaration;
mod definitions;
mod kernels;

pub use algebra::{Constant, Dual, Literal, Real, Row, Tape, Trace, TraceMask, TraceRow};
pub use api::{
    Activation, Along, AnyActivation, AnyGated, Element, Gated, ParameterError, Pullback,
    ShapeError, UnknownActivation, all, all_gated, by_name, gated_by_name,
};
pub use catalogue::*;
pub use declaration::{
    Declaration, Keeps, Kind, KinkDeclaration, ParameterDeclaration, Proof, Reduction,
};
pub use definitions::Definitions;
pub use kernels::{GatedKernel, Kernel, Saved, Sum};
pub use ndarray;

/// What a declaration and its use need: the attribute, the algebras, and the traits of activations.
pub mod prelude {
    pub use activations_macros::derive_activation;

    pub use crate::{Activation, Gated, Real, Row};
}

/// The examples of the README, compiled and run.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
mod readme {}
