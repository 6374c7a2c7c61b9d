//! The built-in activations: their declarations, and nothing else about them anywhere.
//!
//! One file a family, and in it one inline module, whose attribute lists what it declares. A new
//! activation is a function in one of these files. `sparsemax` alone is written by hand.

mod curves;
mod exponential;
mod glu;
mod hard;
mod rectifiers;
mod rows;
mod sigmoidal;
mod smooth;
mod sparsemax;

pub use curves::declared::*;
pub use exponential::declared::*;
pub use glu::declared::*;
pub use hard::declared::*;
pub use rectifiers::declared::*;
pub use rows::declared::*;
pub use sigmoidal::declared::*;
pub use smooth::declared::*;
pub use sparsemax::Sparsemax;

use crate::__private::{Entry, GatedEntry};

/// The activations of one array, by family.
pub(crate) const ACTIVATIONS: &[&[Entry]] = &[
    sigmoidal::declared::ALL,
    rectifiers::declared::ALL,
    hard::declared::ALL,
    exponential::declared::ALL,
    smooth::declared::ALL,
    curves::declared::ALL,
    rows::declared::ALL,
    sparsemax::ALL,
];

/// The activations of two arrays, by family.
pub(crate) const GATED: &[&[GatedEntry]] = &[rectifiers::declared::GATED, glu::declared::GATED];
