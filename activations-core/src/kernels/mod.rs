//! Loops over blocks of rows.

mod kernel;
mod sum;

pub(crate) mod element_wise;
pub(crate) mod gated;
pub(crate) mod row_wise;

pub use kernel::{GatedKernel, Kernel, Saved};
pub use sum::Sum;
