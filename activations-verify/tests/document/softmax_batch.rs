//! Softmax of several data points: the tensor ∂s/∂z of shape N × k × N × k, its zeros, its reduction.

use activations_core::ndarray::{Array2, Array3, Array4, Axis, s as slice};
use activations_core::{Activation, Row, Softmax, TraceRow};
use activations_verify::Check;

use crate::support::{Rows, accepted_by, caught};
use crate::{Pair, Running, batch, close, exactly, slope};

// N and k differ, so that no index can be taken for another.
const N: usize = 3;
const K: usize = 4;

/// ∂s_ij/∂z_lm for all i, j, l, m, measured from the values of the whole batch.
fn tensor(z: &Array2<f64>) -> Array4<f64> {
    let tape = Softmax.definitions().expect("a declared activation").plain;
    Array4::from_shape_fn((N, K, N, K), |(i, j, l, m)| {
        let output = |x: Running<Pair>| {
            let row: Vec<_> = (0..K)
                .map(|component| {
                    if (i, component) == (l, m) {
                        x
                    } else {
                        exactly(z[(i, component)])
                    }
                })
                .collect();
            tape.eval_row(&[&row], &[])[j]
        };
        slope(output, z[(l, m)])
    })
}

/// dL/dz by the public interface for L = s_ij: the same tensor, entry by entry.
fn tensor_by_vjp(z: &Array2<f64>) -> Array4<f64> {
    let mut tensor = Array4::zeros((N, K, N, K));
    for i in 0..N {
        for j in 0..K {
            let mut unit = Array2::zeros((N, K));
            unit[(i, j)] = 1.0;
            tensor
                .slice_mut(slice![i, j, .., ..])
                .assign(&Softmax.vjp(z, &unit).unwrap());
        }
    }
    tensor
}

/// The derivative of a matrix by a matrix is a matrix of matrices, of shape N × k × N × k
///
/// A slip: the text writes ∂s_ij/∂z with rows z_11 … z_1k to z_k1 … z_nk. z has N rows of k components,
/// so the last row is z_N1 … z_Nk; and k is used both as a size and as an index.
#[test]
fn shape() {
    let z = batch(N, K, 9);
    let tensor = tensor(&z);
    assert_eq!(tensor.shape(), [N, K, N, K]);
    assert_eq!(tensor.slice(slice![0, 0, .., ..]).shape(), z.shape());
    // With k rows, as the text has it, it would not even be of z's shape.
    assert_ne!(z.nrows(), K);
    close(&tensor_by_vjp(&z), &tensor);
}

/// ds_ij/dz_lk = 0 for i ≠ l: one data point does not influence another
#[test]
fn blocks_of_zeros() {
    let tensor = tensor_by_vjp(&batch(N, K, 10));
    for ((i, _, l, _), entry) in tensor.indexed_iter() {
        assert!(i == l || *entry == 0.0);
    }
}

/// Within a data point: −s_ij s_im off the diagonal, s_ij(1 − s_ij) on it
///
/// A slip: the text differentiates by z_ik, and has exp(z_ij) exp(z_il) above the line and s_ij s_il for
/// the result. The index of the second factor is the one that is differentiated by.
#[test]
fn entries() {
    let z = batch(N, K, 11);
    let (tensor, s) = (tensor(&z), Softmax.forward(&z));
    for ((i, j, l, m), entry) in tensor.indexed_iter().filter(|((i, _, l, _), _)| i == l) {
        let right = if j == m {
            s[(i, j)] * (1.0 - s[(i, j)])
        } else {
            -s[(i, j)] * s[(l, m)]
        };
        assert!((entry - right).abs() < 4e-16);
        if j != m {
            // Any other component in place of m gives another number.
            for other in (0..K).filter(|other| *other != m) {
                assert!((entry + s[(i, j)] * s[(i, other)]).abs() > 1e-6);
            }
        }
    }
}

/// A slip, twice: the denominator is Σ_l exp(z_il), and not Σ_l z_il.
#[test]
fn denominator() {
    let softmax = |z: TraceRow| {
        let e = (z - Row::max(z)).exp();
        e / e.sum()
    };
    let vjp = |_, s: TraceRow, ds: TraceRow| (ds - (ds * s).sum()) * s;
    let text = Rows::new(softmax, vjp).spec(|z| z.exp() / z.sum());
    caught(&text, Check::Spec);
    accepted_by(
        &Rows::new(softmax, vjp).spec(|z| z.exp() / z.exp().sum()),
        Check::Spec,
    );
}

/// Only the i-th row of ∂s_ij/∂z is not 0, so that summing over its rows loses nothing
///
/// A slip: the text gives the reduced tensor as N × p × p. No p occurs; it is N × k × k.
#[test]
fn reduction() {
    let z = batch(N, K, 12);
    let (tensor, s) = (tensor_by_vjp(&z), Softmax.forward(&z));
    let reduced: Array3<f64> = tensor.sum_axis(Axis(2));
    assert_eq!(reduced.shape(), [N, K, K]);
    for i in 0..N {
        let row = s.row(i);
        let column = row.insert_axis(Axis(1));
        let j = Array2::from_diag(&row) - column.dot(&column.t());
        close(&reduced.slice(slice![i, .., ..]).to_owned(), &j);
        for j in 0..K {
            close(
                &tensor.slice(slice![i, j, i, ..]).to_owned(),
                &reduced.slice(slice![i, j, ..]).to_owned(),
            );
        }
    }
}

/// dL/dz_ij = Σ_l dL/ds_il · ds_il/dz_ij in all its forms, up to
/// dL/dz = (dL/ds − (dL/ds ⊙ s)1_k) ⊙ s, with the second term broadcast
#[test]
fn vector_jacobian_product() {
    let (z, ds) = (batch(N, K, 13), batch(N, K, 14));
    let s = Softmax.forward(&z);
    // The full product: over every entry of the tensor.
    let tensor = tensor(&z);
    let full = Array2::from_shape_fn((N, K), |(l, m)| {
        let terms = ds
            .indexed_iter()
            .map(|((i, j), ds)| ds * tensor[(i, j, l, m)]);
        terms.sum::<f64>()
    });
    let by_row = Array2::from_shape_fn((N, K), |(i, j)| {
        (0..K)
            .map(|l| ds[(i, l)] * tensor[(i, l, i, j)])
            .sum::<f64>()
    });
    close(&by_row, &full);
    let entries = Array2::from_shape_fn((N, K), |(i, j)| {
        let others = (0..K)
            .filter(|l| *l != j)
            .map(|l| ds[(i, l)] * s[(i, l)] * s[(i, j)]);
        ds[(i, j)] * s[(i, j)] * (1.0 - s[(i, j)]) - others.sum::<f64>()
    });
    close(&entries, &full);
    let with_sum = Array2::from_shape_fn((N, K), |(i, j)| {
        let sum: f64 = (0..K).map(|l| ds[(i, l)] * s[(i, l)]).sum();
        ds[(i, j)] * s[(i, j)] - s[(i, j)] * sum
    });
    close(&with_sum, &full);
    // (dL/ds ⊙ s)1_k is a column of N numbers, which broadcasts.
    let ones = Array2::ones((K, 1));
    let column = (&ds * &s).dot(&ones);
    assert_eq!(column.shape(), [N, 1]);
    close(&((&ds - &column) * &s), &full);
    close(&Softmax.vjp(&z, &ds).unwrap(), &full);
}
