//! Softmax of one data point.

use activations_core::ndarray::{Array1, Array2};
use activations_core::{Activation, Row, Softmax, TraceRow};
use activations_verify::Check;

use crate::support::{Rows, accepted_by, caught};
use crate::{batch, close, jacobian};

/// A point z of k = 4 components, s = softmax(z), and the Jacobian measured from values.
fn point() -> (Array1<f64>, Array1<f64>, Array2<f64>) {
    let z = batch(1, 4, 7).row(0).to_owned();
    let tape = Softmax.definitions().expect("a declared activation").plain;
    let measured = jacobian(&tape, &z.to_vec()).concat();
    let s = Softmax.forward(&z);
    (
        z,
        s,
        Array2::from_shape_vec((4, 4), measured).expect("4 × 4"),
    )
}

/// s = (exp(z_1)/Σ exp(z_i), …, exp(z_k)/Σ exp(z_i))ᵀ, of the dimensions of z
#[test]
fn definition() {
    let (z, s, _) = point();
    let e = z.mapv(f64::exp);
    close(&s, &(&e / e.sum()));
    assert!((s.sum() - 1.0).abs() < 1e-15);
}

/// ds_j/dz_i = −exp(z_j)exp(z_i)/(Σ exp(z_i))² = −s_j s_i off the diagonal
///
/// Two slips: the text calls the variable x here (∂s_1/∂x_1), and the products those "of the y values".
/// They are derivatives by z, and products of values of s: of neither x nor y is there any.
#[test]
fn off_the_diagonal() {
    let (z, s, measured) = point();
    let e = z.mapv(f64::exp);
    let total = e.sum();
    for ((j, i), slope) in measured.indexed_iter().filter(|((j, i), _)| i != j) {
        assert!((slope + e[j] * e[i] / (total * total)).abs() < 1e-16);
        assert!((slope + s[j] * s[i]).abs() < 1e-16);
        // Products of other values, for instance of those of z, are not it.
        assert!((slope + z[j] * z[i]).abs() > 1e-3);
    }
    // By the input x of a layer before, say z = 2x, the derivative is another.
    let by_x = 2.0 * measured[(0, 1)];
    assert!((by_x + s[0] * s[1]).abs() > 1e-3);
}

/// ds_i/dz_i = s_i(1 − s_i) = s_i − s_i²
#[test]
fn on_the_diagonal() {
    let (z, s, measured) = point();
    let e = z.mapv(f64::exp);
    let total = e.sum();
    for i in 0..z.len() {
        let quotient = (total * e[i] - e[i] * e[i]) / (total * total);
        for form in [
            quotient,
            e[i] / total * (1.0 - e[i] / total),
            s[i] * (1.0 - s[i]),
            s[i] - s[i] * s[i],
        ] {
            assert!((measured[(i, i)] - form).abs() < 4e-16, "{form}");
        }
    }
}

/// ds/dz = diag(s) − s sᵀ = J, with all that follows: symmetric, rows and columns that add up to 0, no
/// negative eigenvalue
#[test]
fn jacobian_as_a_matrix() {
    let (_, s, measured) = point();
    let column = s.view().insert_axis(activations_core::ndarray::Axis(1));
    let j = Array2::from_diag(&s) - column.dot(&column.t());
    close(&j, &measured);
    close(&j, &j.t().to_owned());
    for row in j.rows() {
        // A few roundings of numbers of at most ¼.
        assert!(row.sum().abs() < 2.0 * f64::EPSILON);
    }
    // vᵀJv is the variance of v under the probabilities s.
    for seed in 0..20 {
        let v = batch(1, 4, 100 + seed).row(0).to_owned();
        let mean = v.dot(&s);
        let variance = v.mapv(|v| (v - mean) * (v - mean)).dot(&s);
        assert!((v.dot(&j.dot(&v)) - variance).abs() < 1e-14);
        assert!(variance >= 0.0);
    }
}

/// dL/dz = Jᵀ·dL/ds, entry by entry, with the common c = sᵀ·dL/ds, and as (dL/ds − c) ⊙ s
#[test]
fn vector_jacobian_product() {
    let (z, s, measured) = point();
    let ds = batch(1, 4, 8).row(0).to_owned();
    let full = measured.t().dot(&ds);
    let k = z.len();
    let entries = (0..k).map(|i| {
        let others = (0..k).filter(|j| *j != i).map(|j| s[i] * s[j] * ds[j]);
        s[i] * (1.0 - s[i]) * ds[i] - others.sum::<f64>()
    });
    close(&Array1::from_iter(entries), &full);
    let common: f64 = (0..k).map(|j| ds[j] * s[j]).sum();
    close(
        &Array1::from_iter((0..k).map(|i| s[i] * ds[i] - s[i] * common)),
        &full,
    );
    let c = s.dot(&ds);
    assert!((c - common).abs() < 1e-15);
    close(
        &Array1::from_iter((0..k).map(|i| s[i] * (ds[i] - c))),
        &full,
    );
    close(&((&ds - c) * &s), &full);
    close(&Softmax.vjp(&z, &ds).unwrap(), &full);
}

/// The same statement about every row, and of what it is not: c has to be taken away, and from dL/ds.
#[test]
fn verifier_on_the_product() {
    let softmax = |x: TraceRow| {
        let e = (x - Row::max(x)).exp();
        e / e.sum()
    };
    let right = Rows::new(softmax, |_, s, ds| (ds - (ds * s).sum()) * s);
    for check in [Check::Derivative, Check::Jacobian, Check::Dual] {
        accepted_by(&right, check);
    }
    let without_c = Rows::new(softmax, |_, s, ds| ds * s);
    let sign = Rows::new(softmax, |_, s, ds| (ds + (ds * s).sum()) * s);
    let without_s = Rows::new(softmax, |_, s, ds| (ds - ds.sum()) * s);
    let mean = Rows::new(softmax, |_, s, ds| (ds - (ds * s).mean()) * s);
    for wrong in [without_c, sign, without_s, mean] {
        caught(&wrong, Check::Jacobian);
    }
}
