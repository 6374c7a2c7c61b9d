//! What the compiler reports best is left to it, at the user's tokens.
use activations_core::prelude::*;

#[derive_activation]
fn unknown_function<R: Real>(x: R) -> R {
    unknown(x) //~ unknown: cannot find function `unknown` in this scope
}

#[derive_activation(derivative = FRAC_1_PI)] //~ FRAC_1_PI: cannot find value `FRAC_1_PI` in this scope
fn unknown_constant<R: Real>(x: R) -> R {
    core::f64::consts::FRAC_1_PI * x
}

fn main() {}
