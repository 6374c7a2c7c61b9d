//! Row-wise declarations: as written and in passes they are one function, stated or derived.
#![deny(warnings)]

use activations_core::ndarray::{Array2, array};
use activations_core::{Activation, Keeps, Proof, Real, Row};
use activations_macros::derive_activation;

#[derive_activation(
    vjp = (dy - (dy * y).sum()) * y,
    spec = x.exp() / x.exp().sum(),
)]
fn stated_softmax<V: Row>(x: V) -> V {
    let e = (x - x.max()).exp();
    e / e.sum()
}

#[derive_activation]
fn derived_softmax<V: Row>(x: V) -> V {
    let e = (x - x.max()).exp();
    e / e.sum()
}

#[derive_activation(vjp = dy - y.exp() * dy.sum(), masked = -inf)]
fn stated_log_softmax<V: Row>(x: V) -> V {
    let z = x - x.max();
    z - z.exp().sum().ln()
}

#[derive_activation]
fn derived_log_softmax<V: Row>(x: V) -> V {
    let z = x - x.max();
    z - z.exp().sum().ln()
}

#[derive_activation(params(eps = 0.00001 where eps > 0.0))]
fn layer_norm<V: Row>(x: V, eps: V::Scalar) -> V {
    let centred = x - x.mean();
    centred / ((centred * centred).mean() + eps).sqrt()
}

#[derive_activation(
    params(tau = 2.0 where tau > 0.0),
    vjp = (dy - (dy * y).sum()) * y / tau,
)]
fn tempered<V: Row>(x: V, tau: V::Scalar) -> V {
    let e = ((x - x.max()) / tau).exp();
    e / e.sum()
}

const ROWS: [[f64; 5]; 2] = [[0.5, -1.0, 2.0, 0.25, -3.0], [1.5, 1.5, -2.0, 0.75, 4.0]];
const DY: [[f64; 5]; 2] = [[1.0, -2.0, 0.5, 0.0, 3.0], [-1.0, 0.25, 2.0, 1.0, -0.5]];

fn close(a: &Array2<f64>, b: &Array2<f64>) -> bool {
    a.iter()
        .zip(b)
        .all(|(a, b)| (a - b).abs() <= 1e-12 * (1.0 + b.abs()))
}

/// The gradient and the directional derivative against differences of the forward.
fn assert_consistent(activation: &impl Activation) {
    let (x, dy) = (Array2::from(ROWS.to_vec()), Array2::from(DY.to_vec()));
    let dx = activation.vjp(&x, &dy).unwrap();
    let mut expected = x.clone();
    for (i, j) in (0..2).flat_map(|i| (0..5).map(move |j| (i, j))) {
        let along = |step: f64| {
            let mut moved = x.clone();
            moved[[i, j]] += step;
            (activation.forward(&moved) * &dy).sum()
        };
        // Fourth order with a step of 1e-3: an error of about 1e-12 for functions of this size.
        let h = 1e-3;
        expected[[i, j]] =
            (8.0 * (along(h) - along(-h)) - (along(2.0 * h) - along(-2.0 * h))) / (12.0 * h);
    }
    let near = |a: &Array2<f64>, b: &Array2<f64>| {
        a.iter()
            .zip(b)
            .all(|(a, b)| (a - b).abs() <= 1e-9 * (1.0 + b.abs()))
    };
    assert!(
        near(&dx, &expected),
        "{activation:?}: {dx} against {expected}"
    );
    // ⟨dy, J·v⟩ = ⟨Jᵀ·dy, v⟩ for any v; here v is the input itself.
    let along = activation.jvp(&x, &x).unwrap();
    let (left, right) = ((along * &dy).sum(), (dx * &x).sum());
    assert!(
        (left - right).abs() <= 1e-12 * (1.0 + right.abs()),
        "{left} against {right}"
    );
}

#[test]
fn gradients_and_directional_derivatives_agree_with_the_forward() {
    assert_consistent(&StatedSoftmax);
    assert_consistent(&DerivedSoftmax);
    assert_consistent(&StatedLogSoftmax);
    assert_consistent(&DerivedLogSoftmax);
    assert_consistent(&LayerNorm::default());
    assert_consistent(&Tempered::default());
    assert_consistent(&Tempered::new(0.5).unwrap());
}

#[test]
fn a_derived_gradient_is_the_stated_one() {
    let (x, dy) = (Array2::from(ROWS.to_vec()), Array2::from(DY.to_vec()));
    assert!(close(
        &DerivedSoftmax.vjp(&x, &dy).unwrap(),
        &StatedSoftmax.vjp(&x, &dy).unwrap()
    ));
    assert!(close(
        &DerivedLogSoftmax.vjp(&x, &dy).unwrap(),
        &StatedLogSoftmax.vjp(&x, &dy).unwrap()
    ));
    assert_eq!(StatedSoftmax.declaration().proof, Proof::Proved);
    assert_eq!(DerivedSoftmax.declaration().proof, Proof::Derived);
    assert_eq!(StatedSoftmax.declaration().keeps, Keeps::Output);
}

/// The function and the gradient as written are recorded; the passes are what runs.
#[test]
fn the_passes_are_the_formulas_as_written() {
    fn assert_same(activation: &impl Activation) {
        let definitions = activation.definitions().unwrap();
        let parameters = activation.parameters();
        for (row, cotangent) in ROWS.iter().zip(&DY) {
            let y = definitions.plain.eval_row(&[row.as_slice()], &parameters);
            let x = Array2::from(vec![*row]);
            let dy = Array2::from(vec![*cotangent]);
            let passes = activation.forward(&x);
            assert!(close(
                &passes,
                &Array2::from_shape_vec((1, 5), y.clone()).unwrap()
            ));
            let gradient = definitions.derivatives[0].eval_row(
                &[row.as_slice(), y.as_slice(), cotangent.as_slice()],
                &parameters,
            );
            let passes = activation.vjp(&x, &dy).unwrap();
            assert!(close(
                &passes,
                &Array2::from_shape_vec((1, 5), gradient).unwrap()
            ));
        }
    }
    assert_same(&StatedSoftmax);
    assert_same(&DerivedSoftmax);
    assert_same(&DerivedLogSoftmax);
    assert_same(&LayerNorm::default());
    assert_same(&Tempered::default());
}

#[test]
fn in_place_forms_give_the_same() {
    let (x, dy) = (Array2::from(ROWS.to_vec()), Array2::from(DY.to_vec()));
    for activation in [
        activations_core::AnyActivation::new(DerivedSoftmax),
        activations_core::AnyActivation::new(DerivedLogSoftmax),
        activations_core::AnyActivation::new(LayerNorm::default()),
    ] {
        let mut y = x.clone();
        activation.forward_inplace(&mut y);
        assert_eq!(y, activation.forward(&x));
        let mut dx = dy.clone();
        activation.vjp_inplace(&x, &mut dx).unwrap();
        assert_eq!(dx, activation.vjp(&x, &dy).unwrap());
    }
}

#[test]
fn nan_and_masks_reach_the_whole_row() {
    let y = StatedSoftmax.forward(&array![[0.0, f64::NAN], [0.0, 0.0]]);
    assert!(y[[0, 0]].is_nan() && y[[0, 1]].is_nan());
    assert_eq!(y.row(1), array![0.5, 0.5]);
    let mask = array![[true, false], [true, true]];
    let y = StatedLogSoftmax
        .forward_masked(&array![[3.0, 1.0], [0.0, 0.0]], &mask)
        .unwrap();
    assert_eq!((y[[0, 0]], y[[0, 1]]), (0.0, f64::NEG_INFINITY));
}
