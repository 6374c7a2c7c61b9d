//! What a pullback keeps: only what the derivative reads, shared and never copied.

use activations_core::ndarray::{ArcArray1, Array1, array};
use activations_core::{Activation, AnyActivation};

use crate::by_hand::{RunningSum, Square};

#[test]
fn it_shares_the_input_that_it_reads() {
    let x: ArcArray1<f64> = array![1.0, 2.0].into_shared();
    let (_, pullback) = Square.pullback(x.clone());
    assert_eq!(pullback.input().unwrap().as_ptr(), x.as_ptr());
    assert!(pullback.output().is_none());
}

#[test]
fn it_takes_an_array_without_a_copy() {
    let x: Array1<f64> = array![1.0, 2.0];
    let place = x.as_ptr();
    let (_, pullback) = Square.pullback(x);
    assert_eq!(pullback.input().unwrap().as_ptr(), place);
}

#[test]
fn it_keeps_nothing_when_nothing_is_read() {
    let (_, pullback) = AnyActivation::new(RunningSum).pullback(array![1.0_f32, 2.0]);
    assert!(pullback.input().is_none() && pullback.output().is_none());
    assert_eq!(pullback.apply(&array![1.0, 1.0]).unwrap(), array![2.0, 1.0]);
}

#[test]
fn changing_an_array_afterwards_does_not_reach_it() {
    let mut x: ArcArray1<f64> = array![1.0, 2.0].into_shared();
    let (mut y, pullback) = Square.pullback(x.clone());
    x[0] = 100.0;
    y[0] = 100.0;
    assert_eq!(pullback.apply(&array![1.0, 1.0]).unwrap(), array![2.0, 4.0]);
}

#[test]
fn it_outlives_the_call_and_crosses_threads() {
    let (_, pullback) = Square.pullback(array![3.0_f32]);
    let dx = std::thread::spawn(move || pullback.apply(&array![2.0]).unwrap())
        .join()
        .unwrap();
    assert_eq!(dx, array![12.0]);
}
