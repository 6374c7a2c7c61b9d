//! Array code that is wrong: axes, aliases, tails, strides.

use std::fmt;

use activations_core::ndarray::{ArrayView2, ArrayViewMut2, Axis};
use activations_core::{Activation, Declaration, Kernel, Kind, LogSoftmax, Saved, Softmax};
use activations_verify::{Check, Number};

use crate::support::{Bug, Planted, caught};

/// 43: ggml and Liger: dx is written over dy while dy is still needed.
#[test]
fn gradient_over_its_cotangent() {
    let finding = caught(&Planted::new(Softmax, Bug::AliasedGradient), Check::Layouts);
    assert!(finding.claim.contains("inplace"), "{finding}");
}

/// 60: CTranslate2: lanes beyond the end of the row enter the reduction.
#[test]
fn lanes_beyond_the_row() {
    caught(&Lanes, Check::Forward);
}

/// 61: torch-autograd: log-softmax by the maximum of the whole array instead of each row's; SKaiNet:
/// the wrong axis.
#[test]
fn another_axis() {
    caught(&GlobalMaximum, Check::Layouts);
    caught(&GlobalMaximum, Check::Independence);
    caught(&Planted::new(LogSoftmax, Bug::WrongAxis), Check::Layouts);
}

/// 62: torch on MPS: a transposed cotangent is read as if it were contiguous.
#[test]
fn strides_that_are_not_read() {
    let finding = caught(&Planted::new(Softmax, Bug::IgnoredStrides), Check::Layouts);
    assert!(finding.to_string().contains("dy"), "{finding}");
}

/// 47: entmax: a squeeze of all axes of length 1 takes the statistics of rows of one for those of a row.
#[test]
fn squeezed_axes() {
    caught(
        &Sparsemax {
            threshold: Threshold::Squeezed,
        },
        Check::Layouts,
    );
}

/// 48: Keras: the threshold of sparsemax from all partial sums, not from the k-th.
#[test]
fn keras_sparsemax() {
    // [0.3, 0.1, 0.6] lies on the simplex, so it is its own projection.
    let x = [0.3, 0.1, 0.6];
    let project = |threshold| row_of::<f64>(threshold, &x);
    let close = |a: &[f64], b: &[f64]| a.iter().zip(b).all(|(a, b)| (a - b).abs() < 1e-12);
    assert!(close(&project(Threshold::Right), &x));
    assert!(!close(&project(Threshold::AllSums), &x));
    caught(
        &Sparsemax {
            threshold: Threshold::AllSums,
        },
        Check::Derivative,
    );
    crate::support::accepted(&Sparsemax {
        threshold: Threshold::Right,
    });
}

/// Implements the two required traits of a row-wise activation written by hand, from its rows.
macro_rules! by_hand {
    ($type:ident, $name:literal, |$self:ident, $x:ident| $forward:expr, |$s:ident, $xs:ident, $dys:ident| $vjp:expr) => {
        by_hand!($type, |$self, $x| $forward, |$s, $xs, $dys| $vjp, f32);
        by_hand!($type, |$self, $x| $forward, |$s, $xs, $dys| $vjp, f64);

        impl Activation for $type {
            fn declaration(&self) -> &'static Declaration {
                static DECLARATION: Declaration =
                    Declaration::new($name, stringify!($type), Kind::RowWise);
                &DECLARATION
            }

            fn definitions(&self) -> Option<activations_core::Definitions> {
                self.right()
            }
        }
    };
    ($type:ident, |$self:ident, $x:ident| $forward:expr, |$s:ident, $xs:ident, $dys:ident| $vjp:expr, $number:ident) => {
        impl Kernel<$number> for $type {
            fn forward_rows(&self, $x: ArrayView2<'_, $number>, mut y: ArrayViewMut2<'_, $number>) {
                let $self = self;
                let rows: Vec<Vec<$number>> = $forward;
                for (row, mut y) in rows.into_iter().zip(y.axis_iter_mut(Axis(0))) {
                    y.iter_mut().zip(row).for_each(|(y, value)| *y = value);
                }
            }

            fn vjp_rows(
                &self,
                saved: Saved<'_, $number>,
                $dys: ArrayView2<'_, $number>,
                mut dx: ArrayViewMut2<'_, $number>,
            ) {
                let $xs = match saved {
                    Saved::Input(x) | Saved::Both(x, _) => x,
                    _ => unreachable!("both are kept"),
                };
                let $s = self;
                let rows: Vec<Vec<$number>> = $vjp;
                for (row, mut dx) in rows.into_iter().zip(dx.axis_iter_mut(Axis(0))) {
                    dx.iter_mut().zip(row).for_each(|(dx, value)| *dx = value);
                }
            }

            fn jvp_rows(
                &self,
                x: ArrayView2<'_, $number>,
                dx: ArrayView2<'_, $number>,
                dy: ArrayViewMut2<'_, $number>,
            ) {
                // The Jacobians here are symmetric.
                Kernel::<$number>::vjp_rows(self, Saved::Input(x), dx, dy);
            }
        }
    };
}

/// Softmax whose sum runs over whole vectors of 8: zeros beyond the end add e^(0 − m) each.
#[derive(Clone, Debug)]
struct Lanes;

impl Lanes {
    fn right(&self) -> Option<activations_core::Definitions> {
        Softmax.definitions()
    }
}

fn padded<T: Number>(x: &[T]) -> Vec<T> {
    let m = x.iter().copied().fold(
        T::narrow(f64::NEG_INFINITY),
        |a, b| if b > a { b } else { a },
    );
    let padding = x.len().div_ceil(8) * 8 - x.len();
    let e: Vec<T> = x.iter().map(|x| (*x - m).exp()).collect();
    let beyond = (0..padding).map(|_| (T::ZERO - m).exp());
    let sum = e.iter().copied().chain(beyond).fold(T::ZERO, |a, b| a + b);
    e.into_iter().map(|e| e / sum).collect()
}

fn softmax_vjp<T: Number>(y: &[T], dy: &[T]) -> Vec<T> {
    let dot = y
        .iter()
        .zip(dy)
        .fold(T::ZERO, |sum, (y, dy)| sum + *y * *dy);
    y.iter().zip(dy).map(|(y, dy)| *y * (*dy - dot)).collect()
}

by_hand!(
    Lanes,
    "lanes",
    |_me, x| x
        .rows()
        .into_iter()
        .map(|row| padded(&row.to_vec()))
        .collect(),
    |_me, x, dy| x
        .rows()
        .into_iter()
        .zip(dy.rows())
        .map(|(x, dy)| softmax_vjp(&padded(&x.to_vec()), &dy.to_vec()))
        .collect()
);

/// Log-softmax shifted by the maximum of the whole block, without the logarithm of what that leaves.
#[derive(Clone, Debug)]
struct GlobalMaximum;

impl GlobalMaximum {
    fn right(&self) -> Option<activations_core::Definitions> {
        LogSoftmax.definitions()
    }
}

fn by_global_maximum<T: Number>(x: ArrayView2<'_, T>) -> Vec<Vec<T>> {
    let m = x.iter().copied().fold(
        T::narrow(f64::NEG_INFINITY),
        |a, b| if b > a { b } else { a },
    );
    let row = |row: Vec<T>| {
        // In so few digits that the shift matters.
        let round = |x: T| T::narrow((x.widen() * 1024.0).round() / 1024.0);
        let sum = row
            .iter()
            .fold(T::ZERO, |sum, x| sum + round((*x - m).exp()));
        row.iter().map(|x| *x - m - sum.ln()).collect()
    };
    x.rows().into_iter().map(|x| row(x.to_vec())).collect()
}

by_hand!(
    GlobalMaximum,
    "global_maximum",
    |_me, x| by_global_maximum(x),
    |_me, x, dy| by_global_maximum(x)
        .into_iter()
        .zip(dy.rows())
        .map(|(y, dy)| {
            let total = dy.sum();
            y.iter()
                .zip(dy)
                .map(|(y, dy)| *dy - y.exp() * total)
                .collect()
        })
        .collect()
);

/// The projection onto the simplex, by a threshold τ: y = max(x − τ, 0).
#[derive(Clone)]
struct Sparsemax {
    threshold: Threshold,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Threshold {
    /// (the k-th partial sum of the sorted row − 1)/k
    Right,
    /// (all partial sums − 1)/k
    AllSums,
    /// The right one of the first row, for every row of one element.
    Squeezed,
}

impl fmt::Debug for Sparsemax {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Sparsemax({:?})", self.threshold)
    }
}

impl Sparsemax {
    fn right(&self) -> Option<activations_core::Definitions> {
        None
    }
}

fn row_of<T: Number>(threshold: Threshold, x: &[T]) -> Vec<T> {
    let mut sorted: Vec<f64> = x.iter().map(|x| x.widen()).collect();
    if sorted.iter().any(|x| x.is_nan()) {
        return vec![T::narrow(f64::NAN); x.len()];
    }
    sorted.sort_by(|a, b| b.total_cmp(a));
    let mut sums = Vec::new();
    for x in &sorted {
        sums.push(sums.last().copied().unwrap_or(0.0) + x);
    }
    let support = (1..=sorted.len())
        .filter(|k| 1.0 + *k as f64 * sorted[k - 1] > sums[k - 1])
        .max()
        .unwrap_or(1);
    let total = match threshold {
        Threshold::AllSums => sums[..support].iter().sum::<f64>(),
        _ => sums.get(support - 1).copied().unwrap_or(0.0),
    };
    let tau = (total - 1.0) / support as f64;
    x.iter()
        .map(|x| T::narrow((x.widen() - tau).max(0.0)))
        .collect()
}

fn sparsemax<T: Number>(threshold: Threshold, x: ArrayView2<'_, T>) -> Vec<Vec<T>> {
    let mut rows: Vec<Vec<T>> = x
        .rows()
        .into_iter()
        .map(|x| row_of(threshold, &x.to_vec()))
        .collect();
    if threshold == Threshold::Squeezed && x.ncols() == 1 && x.nrows() > 1 {
        let shift = x[(0, 0)] - rows[0][0];
        for (row, x) in rows.iter_mut().zip(x.column(0)) {
            row[0] = *x - shift;
        }
    }
    rows
}

fn sparsemax_vjp<T: Number>(y: &[T], dy: &[T]) -> Vec<T> {
    let support = || y.iter().zip(dy).filter(|(y, _)| **y > T::ZERO);
    let mean = support().map(|(_, dy)| dy.widen()).sum::<f64>() / support().count().max(1) as f64;
    let entry = |(y, dy): (&T, &T)| match *y {
        y if y.widen().is_nan() => y,
        y if y > T::ZERO => T::narrow(dy.widen() - mean),
        _ => T::ZERO,
    };
    y.iter().zip(dy).map(entry).collect()
}

by_hand!(
    Sparsemax,
    "sparsemax",
    |me, x| sparsemax(me.threshold, x),
    |me, x, dy| sparsemax(me.threshold, x)
        .into_iter()
        .zip(dy.rows())
        .map(|(y, dy)| sparsemax_vjp(&y, &dy.to_vec()))
        .collect()
);
