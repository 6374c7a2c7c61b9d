//! `gradient_tests!` as a user writes it, and that a wrong gradient fails it.

use activations_core::prelude::*;
use activations_core::{LeakyRelu, Sigmoid, Softmax, Swiglu};
use activations_verify::{Check, Plan, verify};

activations_verify::gradient_tests!(
    Sigmoid,
    Softmax,
    Swiglu,
    steep = LeakyRelu::new(0.9).unwrap(),
);

/// Off by a factor of √2 in one term, as a library shipped it.
#[derive_activation(
    derivative = x.normal_cdf() + x * x.normal_pdf() * core::f64::consts::SQRT_2,
    unproved = "a wrong gradient, to be found"
)]
pub fn wrong_gelu<R: Real>(x: R) -> R {
    x * x.normal_cdf()
}

#[test]
fn a_wrong_gradient_is_found_and_located() {
    let report = verify(&WrongGelu, &Plan::default().only(Check::Derivative));
    assert!(!report.passed());
    let text = report.to_string();
    assert!(
        text.contains("wrong_gelu") && text.contains("expected"),
        "{text}"
    );
}
