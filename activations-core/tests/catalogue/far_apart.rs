//! Softmax and its logarithm where entries are far apart.

use activations_core::ndarray::Array1;
use activations_core::{Activation, AnyActivation, Element, LogSoftmax, Softmax};

/// The distance between the element below |x| and the one above it, at `x`; that of the subnormals at
/// the least.
fn ulp<T: Element>(x: f64) -> f64 {
    let (digits, least) = if size_of::<T>() == 4 {
        (23, -149)
    } else {
        (52, -1074)
    };
    let exponent = if x == 0.0 {
        least
    } else {
        x.abs().log2().floor() as i32 - digits
    };
    // In two steps: 2^least alone underflows on the way in `powi`.
    2.0_f64.powi(exponent.max(least) / 2)
        * 2.0_f64.powi(exponent.max(least) - exponent.max(least) / 2)
}

/// Every entry to its own last digits: the logarithm of a probability next to 1, and probabilities whose
/// exponent no `f32` holds.
#[test]
fn softmax_far_apart() {
    fn check<T: Element>(x: [f64; 3], logarithms: [f64; 3], probabilities: [f64; 3]) {
        let x: Array1<T> = x.iter().map(|x| T::narrow(*x)).collect();
        for (found, expected) in [
            (AnyActivation::new(LogSoftmax).forward(&x), logarithms),
            (AnyActivation::new(Softmax).forward(&x), probabilities),
        ] {
            for (found, expected) in found.iter().zip(expected) {
                let error = (found.widen() - expected).abs() / ulp::<T>(expected);
                assert!(
                    error <= 2.0,
                    "{x}: expected {expected:e}, found {found}, off by {error} ulp"
                );
            }
        }
    }
    // mpmath
    let far = [
        -2.0611536245627349498e-9,
        -20.000000002061153625,
        -40.000000002061153625,
    ];
    let likely = [
        0.99999999793884637756,
        2.0611536181902035727e-9,
        4.2483542465350782326e-18,
    ];
    check::<f32>([0.0, -20.0, -40.0], far, likely);
    check::<f64>([0.0, -20.0, -40.0], far, likely);
    let x = [80.3_f32, 0.1, -7.7].map(f64::from);
    let logarithms = [
        -1.4782882870867526264e-35,
        -80.200003050267696381,
        -88.000002861022949219,
    ];
    let probabilities = [1.0, 1.477682828629445527e-35, 6.0545845730709945623e-39];
    check::<f32>(x, logarithms, probabilities);
    check::<f64>(x, logarithms, probabilities);
}
