//! Arrays and axes that do not fit: a typed error naming activation and shapes, and nothing written.

use crate::by_hand::{RunningSum, Square};
use activations_core::ndarray::{Array1, Array2, Axis, arr0, array};
use activations_core::{Activation, AnyActivation, ShapeError};

fn message(error: ShapeError) -> String {
    error.to_string()
}

#[test]
fn every_argument_is_checked_before_anything_is_written() {
    let (x, other) = (Array2::<f32>::ones((2, 3)), Array2::<f32>::ones((3, 2)));
    let mut out = Array2::from_elem((2, 3), 7.0_f32);
    let mut wrong = Array2::from_elem((3, 2), 7.0_f32);

    let expected =
        |argument| format!("square: expected `{argument}` of shape [2, 3], found [3, 2]");
    assert_eq!(
        message(Square.forward_into(&x, &mut wrong).unwrap_err()),
        expected("y")
    );
    assert_eq!(message(Square.vjp(&x, &other).unwrap_err()), expected("dy"));
    assert_eq!(
        message(Square.vjp_into(&x, &other, &mut out).unwrap_err()),
        expected("dy")
    );
    assert_eq!(
        message(Square.vjp_into(&x, &x, &mut wrong).unwrap_err()),
        expected("dx")
    );
    assert_eq!(
        message(Square.vjp_inplace(&x, &mut wrong).unwrap_err()),
        expected("dy")
    );
    assert_eq!(message(Square.jvp(&x, &other).unwrap_err()), expected("dx"));
    assert_eq!(
        message(Square.vjp_params(&x, &other).unwrap_err()),
        expected("dy")
    );

    let (_, pullback) = Square.pullback(x.clone());
    assert_eq!(message(pullback.apply(&other).unwrap_err()), expected("dy"));
    assert_eq!(
        message(pullback.apply_into(&other, &mut out).unwrap_err()),
        expected("dy")
    );
    assert_eq!(
        message(pullback.apply_into(&x, &mut wrong).unwrap_err()),
        expected("dx")
    );
    assert_eq!(
        message(pullback.apply_inplace(&mut wrong).unwrap_err()),
        expected("dy")
    );

    let shown = array![true, false];
    let mask = "square: expected `mask` of a shape that broadcasts to [2, 3], found [2]";
    assert_eq!(
        message(Square.forward_masked(&x, &shown).unwrap_err()),
        mask
    );
    assert_eq!(
        message(Square.vjp_masked(&x, &x, &shown).unwrap_err()),
        mask
    );
    assert_eq!(
        message(Square.vjp_masked(&x, &other, &array![true]).unwrap_err()),
        expected("dy")
    );

    assert_eq!(out, Array2::from_elem((2, 3), 7.0));
    assert_eq!(wrong, Array2::from_elem((3, 2), 7.0));
}

#[test]
fn slices_are_checked_too() {
    let mut y = [7.0; 2];
    let error = Square.forward_slice(&[1.0, 2.0, 3.0], &mut y).unwrap_err();
    assert_eq!(
        message(error),
        "square: expected `y` of shape [3], found [2]"
    );
    let error = Square.vjp_slice(&[1.0, 2.0], &[1.0], &mut y).unwrap_err();
    assert_eq!(
        message(error),
        "square: expected `dy` of shape [2], found [1]"
    );
    assert_eq!(y, [7.0; 2]);
    Square.vjp_slice(&[1.0, 2.0], &[1.0, 10.0], &mut y).unwrap();
    assert_eq!(y, [2.0, 40.0]);
}

#[test]
fn an_axis_that_does_not_exist_is_an_error() {
    let x = Array2::<f64>::ones((2, 3));
    let along = RunningSum.along(Axis(2));
    let expected = "running_sum: expected an axis of an array of shape [2, 3], found axis 2";
    assert_eq!(
        message(along.forward_into(&x, &mut x.clone()).unwrap_err()),
        expected
    );
    assert_eq!(message(along.vjp(&x, &x).unwrap_err()), expected);
    assert_eq!(
        message(along.vjp_inplace(&x, &mut x.clone()).unwrap_err()),
        expected
    );
    assert_eq!(message(along.jvp(&x, &x).unwrap_err()), expected);
    assert_eq!(message(along.vjp_params(&x, &x).unwrap_err()), expected);
    let shown = array![[true]];
    assert_eq!(
        message(along.forward_masked(&x, &shown).unwrap_err()),
        expected
    );
    assert_eq!(
        message(along.vjp_masked(&x, &x, &shown).unwrap_err()),
        expected
    );
    // Also where it has no influence, and through a type that hides the activation.
    let any = AnyActivation::new(Square.along(Axis(2)));
    let error = any.vjp(&x, &x).unwrap_err();
    assert!(matches!(
        error,
        ShapeError::Axis {
            activation: "square",
            axis: 2,
            ..
        }
    ));
    let error = RunningSum
        .along(Axis(0))
        .vjp(&arr0(1.0), &arr0(1.0))
        .unwrap_err();
    assert_eq!(
        message(error),
        "running_sum: expected an axis of an array of shape [], found axis 0"
    );
}

#[test]
#[should_panic(expected = "running_sum: expected an axis of an array of shape [3], found axis 1")]
fn and_a_panic_where_there_is_no_result() {
    let _ = RunningSum.along(Axis(1)).forward(&Array1::<f64>::ones(3));
}

#[test]
#[should_panic(expected = "expected an axis of an array of shape [3], found axis 1")]
fn in_place_too() {
    RunningSum
        .along(Axis(1))
        .forward_inplace(&mut Array1::<f64>::ones(3));
}
