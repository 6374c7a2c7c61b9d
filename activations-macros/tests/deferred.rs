//! Declarations that call functions which the macro cannot see into.
#![deny(warnings)]

use activations_core::ndarray::array;
use activations_core::{Activation, Proof, Real};
use activations_macros::derive_activation;

/// An ordinary generic function, which no attribute has seen.
fn gate<R: Real>(x: R) -> R {
    x.sigmoid()
}

/// The check of this one runs as `what_is_stated_of_stated_is_right`.
#[derive_activation(
    params(beta = 1.0 where beta > 0.0),
    derivative = gate(beta * x) * (1.0 + beta * x * gate(-beta * x)),
    spec = x / (1.0 + (-beta * x).exp()),
)]
fn stated<R: Real>(x: R, beta: R) -> R {
    x * gate(beta * x)
}

#[derive_activation]
fn derived<R: Real>(x: R) -> R {
    x * gate(x)
}

/// Both the derivative and the partial by the parameter come from dual numbers.
#[derive_activation(params(beta = 2.0))]
fn scaled<R: Real>(x: R, beta: R) -> R {
    x * gate(beta * x)
}

#[derive_activation(derivative(a = b, b = a))]
fn gated<R: Real>(a: R, b: R) -> R {
    identity(a) * b
}

fn identity<R: Real>(x: R) -> R {
    x
}

#[test]
fn derivatives_are_those_of_the_function() {
    let x = array![-2.0, 0.0, 0.5, 3.0];
    let dy = array![1.0, 1.0, 1.0, 1.0];
    let by_hand = Stated::default().vjp(&x, &dy).unwrap();
    let by_dual_numbers = Derived.vjp(&x, &dy).unwrap();
    for (a, b) in by_hand.iter().zip(&by_dual_numbers) {
        assert!((a - b).abs() < 1e-14, "{a} against {b}");
    }
    assert_eq!(Stated::default().declaration().proof, Proof::Deferred);
    assert_eq!(Derived.declaration().proof, Proof::Derived);
}

#[test]
fn partials_by_parameters_are_those_of_the_function() {
    let (x, dy) = (array![-0.5, 1.5], array![1.0, -2.0]);
    let of = |beta: f64| (Scaled::new(beta).unwrap().forward(&x) * &dy).sum();
    let by_dual_numbers = Scaled::default().vjp_params(&x, &dy).unwrap()[0];
    let difference = (of(2.0 + 1e-5) - of(2.0 - 1e-5)) / 2e-5;
    assert!(
        (by_dual_numbers - difference).abs() < 1e-9,
        "{by_dual_numbers}, {difference}"
    );
}
