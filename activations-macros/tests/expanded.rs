//! The expansions that are written out in `tests/expanded` compile and run as they stand.
#![deny(warnings)]

use activations_core::ndarray::array;
use activations_core::{Activation, Gated, Real, Row};

// Included, and so left by the formatter as the unit test that keeps them writes them.
include!("expanded/leaky_relu.rs");
include!("expanded/silu.rs");
include!("expanded/swiglu.rs");
include!("expanded/softmax.rs");

#[test]
fn they_run() {
    let x = array![-2.0, 0.0, 3.0];
    assert_eq!(
        LeakyRelu::new(0.5).unwrap().forward(&x),
        array![-1.0, 0.0, 3.0]
    );
    assert_eq!(
        Silu.forward(&array![f64::NEG_INFINITY, 0.0]),
        array![0.0, 0.0]
    );
    assert_eq!(
        Swiglu.forward(&array![0.0], &array![3.0]).unwrap(),
        array![0.0]
    );
    assert_eq!(Softmax.forward(&array![[1.0, 1.0]]), array![[0.5, 0.5]]);
}
