//! Activation functions declared once, with batched forward and VJP code over ndarray.
//!
//! ```
//! use activations_core::ndarray::array;
//! use activations_core::prelude::*;
//! use activations_core::{Gelu, Softmax};
//!
//! // A built-in one: any shape and layout, f32 or f64.
//! let x = array![[0.0, 0.0], [3.0, 3.0]];
//! assert_eq!(Softmax.forward(&x), array![[0.5, 0.5], [0.5, 0.5]]);
//! assert_eq!(Gelu.vjp(&x.row(0), &array![1.0, 2.0])?, array![0.5, 1.0]);
//!
//! // One's own: a function and its derivative, which is proved as it compiles.
//! #[derive_activation(derivative = 1.0 - y * y)]
//! fn squash<R: Real>(x: R) -> R {
//!     x.tanh()
//! }
//! assert_eq!(Squash.vjp(&array![0.0_f32], &array![3.0])?, array![3.0]);
//! # Ok::<(), activations_core::ShapeError>(())
//! ```
//!
//! * [`Activation`] and [`Gated`] are what an activation can do; [`by_name`] finds a built-in one, and
//!   [`AnyActivation`] holds any.
//! * [`derive_activation`] is the attribute of a declaration, [`Real`] and [`Row`] are what its body is
//!   written in.
//! * [`Declaration`] is what a declaration says, as data; [`Definitions`] are its functions, for checks
//!   at other number types.
//!
//! The loops of a declared activation are compiled in the crate of the declaration. In a debug build
//! those of the built-in ones are fast with one line in the manifest of the program:
//!
//! ```toml
//! [profile.dev.package.activations-core]
//! opt-level = 3
//! ```
//!
//! They take the widest registers that the processor has, of AVX2 with FMA and SSE2, asked at run time,
//! and one number at a time on processors other than x86-64. With feature `rayon` (off by default) the
//! threads of its pool share arrays of a quarter of a million elements and more. An element, or a row,
//! has the same result whatever its place, the layout, and the number of threads. With feature `half`
//! (off by default) arrays may be of `f16` and `bf16` too, which are computed in `f32` and rounded once.

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
mod math;

pub use activations_macros::derive_activation;
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
#[cfg(feature = "half")]
pub use half;
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
