//! Sigmoid, ReLU and tanh.

use activations_core::ndarray::array;
use activations_core::{Activation, Real, Relu, Sigmoid, Tanh, Trace};
use activations_verify::Check;
use activations_verify::interpretations::Symbolic;

use crate::support::{Elements, accepted_by, caught};
use crate::{batch, close, decide, decide_equal, n, proved, refuted, slope};

// ---- sigmoid ----------------------------------------------------------------------------------------

fn sigma<R: Real>(z: R) -> R {
    n::<R>(1.0) / (n::<R>(1.0) + (-z).exp())
}

/// p = σ(z) = 1/(1 + exp(−z))
#[test]
fn sigmoid_is_its_definition() {
    proved(&decide_equal(Symbolic::sigmoid, sigma));
    assert_eq!(
        Sigmoid.forward(&array![0.0, f64::NEG_INFINITY, f64::INFINITY]),
        array![0.5, 0.0, 1.0]
    );
}

/// dp/dz by the quotient rule, as a product, and as p(1 − p)
#[test]
fn sigmoid_derivative_in_its_three_forms() {
    let one = n::<Symbolic>;
    proved(&decide(sigma, |z, _| {
        let e = (-z).exp();
        ((one(1.0) + e) * one(0.0) - one(1.0) * -e) / (one(1.0) + e).powi(2)
    }));
    proved(&decide(sigma, |z, _| sigma(z) * (one(1.0) - sigma(z))));
    proved(&decide(sigma, |_, p| p * (one(1.0) - p)));
    for z in [-3.0, -0.5, 0.0, 0.7, 2.5] {
        let p = sigma(z);
        assert!((slope(sigma, z) - p * (1.0 - p)).abs() < 1e-15);
    }
}

/// dL/dz = dL/dp ⊙ p ⊙ (1 − p)
#[test]
fn sigmoid_of_several_points() {
    let (z, dp) = (batch(4, 3, 1), batch(4, 3, 2));
    let p = Sigmoid.forward(&z);
    close(&p, &z.mapv(sigma));
    close(&Sigmoid.vjp(&z, &dp).unwrap(), &(&dp * &p * (1.0 - &p)));
}

// ---- ReLU -------------------------------------------------------------------------------------------

/// z = max(0, x), and dz/dx is 0 for x < 0 and 1 for x > 0
#[test]
fn relu_and_its_slopes() {
    assert_eq!(Relu.forward(&array![-1.5, 0.0, 2.5]), array![0.0, 0.0, 2.5]);
    for (x, right) in [(-1.5, 0.0), (-0.1, 0.0), (0.1, 1.0), (2.5, 1.0)] {
        assert_eq!(
            slope(|x| n::<crate::Running<crate::Pair>>(0.0).max(x), x),
            right
        );
    }
}

/// dL/dx = dL/dz ⊙ (x > 0)
#[test]
fn relu_of_several_points() {
    let (x, dz) = (batch(4, 3, 3), batch(4, 3, 4));
    let mask = x.mapv(|x| f64::from(x > 0.0));
    assert_eq!(Relu.vjp(&x, &dz).unwrap(), &dz * &mask);
}

/// A slip, or a choice made twice: the cases give 1 at x = 0 ("otherwise"), the mask (x > 0) gives 0.
/// Both lie between the slopes that meet there, so both are accepted; the catalogue takes 0, as PyTorch
/// and JAX do. What lies outside is not.
#[test]
fn relu_at_zero() {
    let taking = |at_zero: f64| {
        let ramp = move |x: Trace| {
            Trace::select(
                x.lt(n(0.0)),
                n(0.0),
                Trace::select(x.gt(n(0.0)), n(1.0), n(at_zero)),
            )
        };
        Elements::new(|x| x.max(n(0.0)), move |x, _| ramp(x)).kinks(&[("0", 0.0, 1.0, at_zero)])
    };
    accepted_by(&taking(1.0), Check::Kinks);
    accepted_by(&taking(0.0), Check::Kinks);
    caught(&taking(1.5), Check::Kinks);
    caught(&taking(-0.5), Check::Kinks);
    assert_eq!(Relu.vjp(&array![0.0], &array![1.0]).unwrap(), array![0.0]);
}

// ---- tanh -------------------------------------------------------------------------------------------

fn quotient<R: Real>(x: R) -> R {
    (x.exp() - (-x).exp()) / (x.exp() + (-x).exp())
}

/// z = tanh(x) = (exp(x) − exp(−x))/(exp(x) + exp(−x))
#[test]
fn tanh_is_its_definition() {
    proved(&decide_equal(Symbolic::tanh, quotient));
}

/// A slip: the third form is written (exp(2x) − 1)/(exp(2x) − 1), which is 1 wherever it is anything. The
/// denominator is exp(2x) + 1.
#[test]
fn tanh_in_its_third_form() {
    let one = n::<Symbolic>;
    let twice = |x: Symbolic| (one(2.0) * x).exp();
    let text = decide_equal(Symbolic::tanh, |x| {
        (twice(x) - one(1.0)) / (twice(x) - one(1.0))
    });
    refuted(&text);
    proved(&decide_equal(Symbolic::tanh, |x| {
        (twice(x) - one(1.0)) / (twice(x) + one(1.0))
    }));
}

/// dz/dx = ((e^x + e^−x)² − (e^x − e^−x)²)/(e^x + e^−x)² = 1 − tanh²(x)
///
/// A slip: the text writes dz/dz on the left, which is 1.
#[test]
fn tanh_derivative() {
    let one = n::<Symbolic>;
    let (sum, difference) = (
        |x: Symbolic| x.exp() + (-x).exp(),
        |x: Symbolic| x.exp() - (-x).exp(),
    );
    proved(&decide(quotient, |x, _| {
        (sum(x).powi(2) - difference(x).powi(2)) / sum(x).powi(2)
    }));
    proved(&decide(quotient, |x, _| one(1.0) - x.tanh().powi(2)));
    proved(&decide(quotient, |_, z| one(1.0) - z * z));
    // z by z
    refuted(&decide(quotient, |_, _| one(1.0)));
}

/// dL/dX = dL/dz ⊙ (1 − tanh²(x)) = dL/dz ⊙ (1 − z²)
#[test]
fn tanh_of_several_points() {
    let (x, dz) = (batch(4, 3, 5), batch(4, 3, 6));
    let z = Tanh.forward(&x);
    close(&z, &x.mapv(quotient));
    close(&Tanh.vjp(&x, &dz).unwrap(), &(&dz * (1.0 - &z * &z)));
}
