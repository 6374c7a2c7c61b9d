//! Where a check looks: random numbers, and the points at which activations go wrong.

mod random;

pub use random::Random;
