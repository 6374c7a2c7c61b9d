//! Every kind of declaration, through the public interface of the core crate.
#![deny(warnings)]

use activations_core::ndarray::array;
use activations_core::{Activation, Gated, Real, Row};
use activations_macros::derive_activation;

#[derive_activation(derivative = y * (1.0 - y), also("logistic"))]
fn my_sigmoid<R: Real>(x: R) -> R {
    1.0 / (1.0 + (-x).exp())
}

#[derive_activation(
    derivative = if x > 0.0 { 1.0 } else { alpha },
    params(alpha = 0.01 where alpha >= 0.0),
)]
fn my_leaky_relu<R: Real>(x: R, alpha: R) -> R {
    if x > 0.0 { x } else { alpha * x }
}

#[derive_activation(limits(-inf = 0.0, inf = inf))]
fn my_silu<R: Real>(x: R) -> R {
    x * x.sigmoid()
}

#[derive_activation(vjp = (dy - (dy * y).sum()) * y)]
fn my_softmax<V: Row>(x: V) -> V {
    let e = (x - x.max()).exp();
    e / e.sum()
}

#[derive_activation]
fn my_swiglu<R: Real>(a: R, b: R) -> R {
    a * a.sigmoid() * b
}

#[test]
fn an_element_wise_one_runs() {
    let y = MySigmoid.forward(&array![0.0, f64::INFINITY, f64::NEG_INFINITY]);
    assert_eq!(y, array![0.5, 1.0, 0.0]);
    let dx = MySigmoid.vjp(&array![0.0_f32], &array![2.0]).unwrap();
    assert_eq!(dx, array![0.5]);
}

#[test]
fn a_parameter_is_checked_and_used() {
    let steep = MyLeakyRelu::new(0.5).unwrap();
    assert_eq!(steep.alpha(), 0.5);
    assert_eq!(steep.forward(&array![-2.0, 3.0]), array![-1.0, 3.0]);
    assert_eq!(MyLeakyRelu::default().alpha(), 0.01);
    let error = MyLeakyRelu::new(-1.0).unwrap_err();
    assert_eq!(
        error.to_string(),
        "my_leaky_relu: expected `alpha` with alpha >= 0.0, found -1"
    );
    assert!(MyLeakyRelu::new(f64::NAN).is_err());
}

#[test]
fn limits_are_guaranteed() {
    let x = array![f64::NEG_INFINITY, f64::INFINITY, f64::NAN];
    let y = MySilu.forward(&x);
    assert_eq!((y[0], y[1]), (0.0, f64::INFINITY));
    assert!(y[2].is_nan());
    let dx = MySilu.vjp(&x, &array![1.0, 1.0, 1.0]).unwrap();
    assert_eq!((dx[0], dx[1]), (0.0, 1.0));
    assert!(dx[2].is_nan());
}

#[test]
fn a_row_wise_one_runs() {
    let y = MySoftmax.forward(&array![[0.0, 0.0], [-1000.0, 1000.0]]);
    assert_eq!(y, array![[0.5, 0.5], [0.0, 1.0]]);
    let dx = MySoftmax
        .vjp(&array![[0.0, 0.0]], &array![[1.0, 0.0]])
        .unwrap();
    assert_eq!(dx, array![[0.25, -0.25]]);
    let dy = MySoftmax
        .jvp(&array![[0.0, 0.0]], &array![[1.0, 0.0]])
        .unwrap();
    assert_eq!(dy, array![[0.25, -0.25]]);
}

#[test]
fn a_gated_one_runs() {
    let y = MySwiglu
        .forward(&array![0.0, 1.0], &array![3.0, 0.0])
        .unwrap();
    assert_eq!(y, array![0.0, 0.0]);
    let (da, db) = MySwiglu
        .vjp(&array![0.0], &array![3.0], &array![1.0])
        .unwrap();
    assert_eq!((da, db), (array![1.5], array![0.0]));
}
