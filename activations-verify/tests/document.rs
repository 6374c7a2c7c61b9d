//! The text that this project implements, "Gradients for Common Activation Functions": each of its
//! equations, for one data point and for several, and each of its slips.
//!
//! An equation is checked against slopes that are measured from values in 106 bits, and against the
//! public array interface. A slip is stated, its form is shown to be rejected, and the right form checked.

#[path = "document/element_wise.rs"]
mod element_wise;
#[path = "document/softmax.rs"]
mod softmax;
#[path = "document/softmax_batch.rs"]
mod softmax_batch;
mod support;

use activations_core::ndarray::{Array2, ArrayD, Dimension};
use activations_core::{Real, Tape};
use activations_symbolic::{Arena, DerivativeClaim, Scope, Verdict, check_derivative, check_equal};
use activations_verify::differences::central;
use activations_verify::inputs::Random;
use activations_verify::interpretations::{DoubleDouble, Pair, Running, Symbolic};

/// A number without error, in the arithmetic of the measurements.
fn exactly(x: f64) -> Running<Pair> {
    Running::exact(DoubleDouble::from(x))
}

/// The slope of a function at x, from its values.
fn slope(f: impl Fn(Running<Pair>) -> Running<Pair>, x: f64) -> f64 {
    let estimate = central::<Pair>(f, x, 0.05);
    assert!(estimate.error < 1e-17, "{estimate:?}");
    estimate.value.hi()
}

/// The Jacobian ∂y_i/∂z_j of a row function, from its values.
fn jacobian(tape: &Tape, z: &[f64]) -> Vec<Vec<f64>> {
    let entry = |i: usize, j: usize| {
        let output = |x: Running<Pair>| {
            let mut row: Vec<_> = z.iter().map(|z| exactly(*z)).collect();
            row[j] = x;
            tape.eval_row(&[&row], &[])[i]
        };
        slope(output, z[j])
    };
    (0..z.len())
        .map(|i| (0..z.len()).map(|j| entry(i, j)).collect())
        .collect()
}

/// Whether `derivative`, in x and y, is proved to be the derivative of `forward`.
fn decide(
    forward: impl FnOnce(Symbolic) -> Symbolic,
    derivative: impl FnOnce(Symbolic, Symbolic) -> Symbolic,
) -> Verdict {
    let mut arena = Arena::new();
    let (x, y) = (arena.symbol("x"), arena.symbol("y"));
    let (of_x, of_y) = (arena.variable(x), arena.variable(y));
    let scope = Scope {
        inputs: vec![x],
        ..Scope::default()
    };
    let real = "a formula of real numbers";
    let forward = Symbolic::trace(&mut arena, &[of_x], |v| forward(v[0])).expect(real);
    let derivative =
        Symbolic::trace(&mut arena, &[of_x, of_y], |v| derivative(v[0], v[1])).expect(real);
    let claim = DerivativeClaim {
        scope: &scope,
        forward,
        output: y,
        wrt: x,
        derivative,
        jumps: false,
    };
    check_derivative(&mut arena, &claim)
}

/// Whether two formulas in x are proved to be one function.
fn decide_equal(
    left: impl FnOnce(Symbolic) -> Symbolic,
    right: impl FnOnce(Symbolic) -> Symbolic,
) -> Verdict {
    let mut arena = Arena::new();
    let x = arena.symbol("x");
    let of_x = arena.variable(x);
    let scope = Scope {
        inputs: vec![x],
        ..Scope::default()
    };
    let real = "a formula of real numbers";
    let left = Symbolic::trace(&mut arena, &[of_x], |v| left(v[0])).expect(real);
    let right = Symbolic::trace(&mut arena, &[of_x], |v| right(v[0])).expect(real);
    check_equal(&mut arena, &scope, left, right)
}

#[track_caller]
fn proved(verdict: &Verdict) {
    assert!(matches!(verdict, Verdict::Proved(_)), "{verdict:?}");
}

#[track_caller]
fn refuted(verdict: &Verdict) {
    assert!(matches!(verdict, Verdict::Refuted(_)), "{verdict:?}");
}

/// A number in any algebra.
fn n<R: Real>(x: f64) -> R {
    R::from_f64(x)
}

/// A batch of N data points with k components.
fn batch(rows: usize, columns: usize, seed: u64) -> Array2<f64> {
    let mut random = Random::new(seed, "document", 0);
    Array2::from_shape_simple_fn((rows, columns), || 1.5 * random.normal())
}

/// Equal to within a few roundings of numbers of this size.
#[track_caller]
fn close<D: Dimension>(
    found: &activations_core::ndarray::Array<f64, D>,
    expected: &activations_core::ndarray::Array<f64, D>,
) {
    assert_eq!(found.shape(), expected.shape());
    let scale = expected.iter().fold(0.0f64, |scale, x| scale.max(x.abs()));
    let (found, expected): (ArrayD<f64>, ArrayD<f64>) =
        (found.clone().into_dyn(), expected.clone().into_dyn());
    for (index, right) in expected.indexed_iter() {
        let off = (found[&index] - right).abs();
        assert!(
            off <= 16.0 * f64::EPSILON * scale,
            "at {index:?}: {} for {right}",
            found[&index]
        );
    }
}
