//! A path is read by its last word, so the compiler checks that it names the constant of std.
use activations_core::prelude::*;

mod other {
    pub const PI: f64 = 3.0;
}

#[derive_activation]
fn not_pi<R: Real>(x: R) -> R {
    x * other::PI //~ other: evaluation panicked: this is not `core::f64::consts::PI`
}

fn main() {}
