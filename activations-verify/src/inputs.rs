//! Where a check looks: random numbers, and the points at which activations go wrong.

mod points;
mod random;

pub use points::{anywhere, moderate, ordinary};
pub use random::Random;
