//! Loops over blocks of rows.

mod kernel;
mod sum;

mod elements;
mod loops;
mod parameters;
mod place;
mod rows;
mod split;
mod transpose;

// Generic kernels, which other crates instantiate, name these in their bounds. Nothing outside can.
#[expect(unreachable_pub)]
pub(crate) mod dispatch;
// As `dispatch`, whose types have these lanes.
#[expect(unreachable_pub)]
pub(crate) mod lanes;

pub(crate) mod element_wise;
pub(crate) mod gated;
pub(crate) mod row_wise;

pub use kernel::{GatedKernel, Kernel, Saved};
pub use sum::Sum;
