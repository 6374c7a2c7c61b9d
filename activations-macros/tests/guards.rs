//! What the generated code adds to a definition: NaN that is not hidden, zeros that are kept,
//! domains, limits, and the choice of what a training step keeps.
#![deny(warnings)]

use activations_core::ndarray::{Array1, array};
use activations_core::{Activation, Gated, Keeps, Real};
use activations_macros::{derive_activation, family};

const INF: f64 = f64::INFINITY;

/// Both branches hide a NaN: a comparison with it is false, and the other branch does not read it.
#[derive_activation(derivative = if x > 0.0 { 1.0 } else { 0.0 })]
fn from_input<R: Real>(x: R) -> R {
    if x > 0.0 { x } else { 0.0 }
}

#[derive_activation(derivative = if y > 0.0 { 1.0 } else { 0.0 })]
fn from_output<R: Real>(x: R) -> R {
    if x > 0.0 { x } else { 0.0 }
}

/// The branches of the derivative are within a block and within each other.
#[derive_activation(derivative = {
    let inside = 1.0 - x.abs();
    if inside > 0.0 { if x > 0.0 { 1.0 } else { 2.0 } } else { 0.0 }
})]
fn nested<R: Real>(x: R) -> R {
    let held = x.clamp(-1.0, 1.0);
    if held > 0.0 { held } else { 2.0 * held }
}

/// Derived: the slope of `max` is a branch, and its other side the literal 0.
#[derive_activation]
fn derived<R: Real>(x: R) -> R {
    x.max(0.0)
}

#[derive_activation(
    derivative = x.sigmoid() * (-x).sigmoid(),
    pullback = y * (1.0 - y)
)]
fn stated_apart<R: Real>(x: R) -> R {
    x.sigmoid()
}

#[derive_activation]
fn both_halves<R: Real>(a: R, b: R) -> R {
    if a > 0.0 { a * b } else { 0.0 }
}

fn gradient(activation: &(impl Activation + Clone), x: f64, dy: f64) -> f64 {
    let dx = activation.vjp(&array![x], &array![dy]).unwrap()[0];
    // What a training step keeps gives the same gradient as the input itself.
    let (_, pullback) = activation.pullback(array![x]);
    let kept = pullback.apply(&array![dy]).unwrap()[0];
    assert_eq!(
        dx.to_bits(),
        kept.to_bits(),
        "{activation:?} at {x}: {dx} against {kept}"
    );
    dx
}

#[test]
fn a_branch_hides_no_nan() {
    for activation in [&FromInput as &dyn Fn1, &FromOutput, &Nested, &Derived] {
        assert!(activation.value(f64::NAN).is_nan());
        assert!(activation.slope(f64::NAN, 1.0).is_nan());
        assert!(activation.slope(f64::NAN, 0.0).is_nan());
    }
    let nan = array![f64::NAN];
    let one = array![1.0];
    assert!(BothHalves.forward(&nan, &one).unwrap()[0].is_nan());
    assert!(BothHalves.forward(&one, &nan).unwrap()[0].is_nan());
    let (da, db) = BothHalves.vjp(&nan, &one, &one).unwrap();
    assert!(da[0].is_nan() && db[0].is_nan());
}

#[test]
fn a_literal_zero_is_zero_whatever_comes_back() {
    for activation in [&FromInput as &dyn Fn1, &FromOutput, &Derived] {
        for dy in [INF, -INF, f64::NAN, 1e300] {
            assert_eq!(activation.slope(-1.0, dy), 0.0);
        }
        assert_eq!(activation.slope(1.0, INF), INF);
        assert!(activation.slope(1.0, f64::NAN).is_nan());
    }
    assert_eq!(Nested.slope(3.0, INF), 0.0);
    assert_eq!(Nested.slope(-0.5, 3.0), 6.0);
}

trait Fn1 {
    fn value(&self, x: f64) -> f64;
    fn slope(&self, x: f64, dy: f64) -> f64;
}

impl<A: Activation + Clone> Fn1 for A {
    fn value(&self, x: f64) -> f64 {
        self.forward(&array![x])[0]
    }

    fn slope(&self, x: f64, dy: f64) -> f64 {
        gradient(self, x, dy)
    }
}

#[derive_activation(domain = x > 0.0)]
fn logarithm<R: Real>(x: R) -> R {
    x.ln()
}

/// The derivative reads the output alone, which is NaN outside of the domain.
#[derive_activation(domain = x > 0.0, derivative = (-y).exp())]
fn logarithm_of_output<R: Real>(x: R) -> R {
    x.ln()
}

/// The derivative reads nothing, and holds in the domain only.
#[derive_activation(domain = x > bound, params(bound = 1.0), derivative = 2.0)]
fn bounded<R: Real>(x: R, bound: R) -> R {
    2.0 * (x - bound)
}

#[test]
fn outside_of_the_domain_everything_is_nan() {
    for x in [-1.0, 0.0, -INF] {
        assert!(Logarithm.value(x).is_nan() && Logarithm.slope(x, 1.0).is_nan());
        assert!(LogarithmOfOutput.value(x).is_nan() && LogarithmOfOutput.slope(x, 1.0).is_nan());
    }
    assert_eq!(Logarithm.slope(4.0, 1.0), 0.25);
    assert!((LogarithmOfOutput.slope(4.0, 1.0) - 0.25).abs() < 1e-15);
    let bounded = Bounded::default();
    assert!(bounded.value(1.0).is_nan() && bounded.slope(0.5, 1.0).is_nan());
    assert_eq!((bounded.value(1.5), bounded.slope(1.5, 1.0)), (1.0, 2.0));
    assert_eq!(bounded.declaration().domain, Some("x > bound"));
}

/// ∞/∞ at both ends.
#[derive_activation(
    params(alpha = 1.0 where alpha > 0.0),
    derivative = alpha / ((alpha + x.abs()) * (alpha + x.abs())),
    limits(-inf = -1.0, inf = 1.0),
)]
fn softsign<R: Real>(x: R, alpha: R) -> R {
    x / (alpha + x.abs())
}

#[test]
fn limits_hold_with_parameters() {
    let softsign = Softsign::new(3.0).unwrap();
    assert_eq!((softsign.value(-INF), softsign.value(INF)), (-1.0, 1.0));
    assert_eq!(
        (softsign.slope(-INF, 1.0), softsign.slope(INF, 1.0)),
        (0.0, 0.0)
    );
    assert!(softsign.value(f64::NAN).is_nan());
    assert_eq!(softsign.declaration().limits, [Some(-1.0), Some(1.0)]);
}

#[derive_activation(derivative = y + x * 0.0)]
fn exponential<R: Real>(x: R) -> R {
    x.exp()
}

#[test]
fn what_the_derivative_reads_is_kept() {
    assert_eq!(FromInput.declaration().keeps, Keeps::Input);
    assert_eq!(FromOutput.declaration().keeps, Keeps::Output);
    // The pullback, not the derivative, decides; it alone is computed from the output.
    assert_eq!(StatedApart.declaration().keeps, Keeps::Output);
    assert_eq!(StatedApart.declaration().pullback, Some("y·(1 − y)"));
    let (x, dy) = (array![40.0], array![2.0]);
    let (_, pullback) = StatedApart.pullback(x.clone());
    assert_eq!(pullback.apply(&dy).unwrap(), array![0.0]);
    assert_eq!(
        StatedApart.vjp(&x, &dy).unwrap(),
        array![2.0 * (-40.0_f64).exp()]
    );
    assert_eq!(Exponential.declaration().keeps, Keeps::Both);
    assert_eq!(Bounded::default().declaration().keeps, Keeps::Input);
    assert_eq!(Identity.declaration().keeps, Keeps::Nothing);
    assert_eq!(gradient(&Identity, 3.0, 2.0), 2.0);
}

#[derive_activation]
fn identity<R: Real>(x: R) -> R {
    x
}

/// α·x² + β, with the partial by β stated and the others derived.
#[derive_activation(params(alpha = 1.5, beta = 0.5), derivative(beta = 1.0))]
fn parabola<R: Real>(x: R, alpha: R, beta: R) -> R {
    alpha * x * x + beta
}

#[test]
fn parameters_have_derivatives_in_their_order() {
    let x = array![1.0, 2.0, 3.0];
    let dy = array![1.0, 10.0, 100.0];
    let sums = Parabola::default().vjp_params(&x, &dy).unwrap();
    assert_eq!(Array1::from(sums), array![1.0 + 40.0 + 900.0, 111.0]);
    assert_eq!(Parabola::default().declaration().derivatives.len(), 3);
    assert_eq!(
        Parabola::new(2.0, -1.0).unwrap().forward(&array![3.0]),
        array![17.0]
    );
}

#[family]
mod listed {
    use activations_core::Real;
    use activations_macros::derive_activation;

    #[derive_activation(name = Renamed)]
    pub(super) fn one<R: Real>(x: R) -> R {
        x + x
    }

    #[derive_activation(params(beta = 1.0))]
    pub(super) fn two<R: Real>(x: R, beta: R) -> R {
        x * beta
    }

    #[activations_macros::derive_activation]
    pub(super) fn three<R: Real>(a: R, b: R) -> R {
        helper(a) * b
    }

    fn helper<R: Real>(x: R) -> R {
        x
    }
}

#[test]
fn a_family_lists_its_members() {
    assert_eq!((listed::ALL.len(), listed::GATED.len()), (2, 1));
    assert_eq!(listed::Renamed.forward(&array![1.0]), array![2.0]);
    assert_eq!(listed::Two::default().forward(&array![1.0]), array![1.0]);
    assert_eq!(
        listed::Three.forward(&array![2.0], &array![3.0]).unwrap(),
        array![6.0]
    );
}
