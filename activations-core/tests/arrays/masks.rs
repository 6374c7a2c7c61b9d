//! Masked forms: the shown elements of a row are the row.

use activations_core::ndarray::{Array2, Axis, arr0, array};
use activations_core::{Activation, Declaration, Element, Kernel, Kind, Saved};

use crate::by_hand::{RunningSum, Square};

const NAN: f64 = f64::NAN;

#[test]
fn hidden_elements_are_not_read_and_count_for_nothing() {
    let x = array![
        [1.0, NAN, 10.0, 100.0],
        [NAN, NAN, NAN, NAN],
        [1.0, 2.0, 3.0, 4.0]
    ];
    let mask = array![
        [true, false, true, true],
        [false, false, false, false],
        [false, true, false, true]
    ];
    assert_eq!(
        RunningSum.forward_masked(&x, &mask).unwrap(),
        array![[1.0, 0.0, 11.0, 111.0], [0.0; 4], [0.0, 2.0, 0.0, 6.0]]
    );
    assert_eq!(
        RunningSum
            .vjp_masked(&x, &Array2::ones((3, 4)), &mask)
            .unwrap(),
        array![[3.0, 0.0, 2.0, 1.0], [0.0; 4], [0.0, 2.0, 0.0, 1.0]]
    );
    assert_eq!(
        RunningSum
            .along(Axis(0))
            .forward_masked(&x.t(), &mask.t())
            .unwrap(),
        RunningSum.forward_masked(&x, &mask).unwrap().t()
    );
}

#[test]
fn a_mask_broadcasts() {
    let x = array![[[1.0, 2.0], [3.0, 4.0]], [[5.0, 6.0], [7.0, 8.0]]];
    let causal = array![[true, false], [true, true]];
    assert_eq!(
        RunningSum.forward_masked(&x, &causal).unwrap(),
        array![[[1.0, 0.0], [3.0, 7.0]], [[5.0, 0.0], [7.0, 15.0]]]
    );
    assert_eq!(
        RunningSum.forward_masked(&x, &arr0(false)).unwrap(),
        x.mapv(|_| 0.0)
    );
    assert_eq!(
        RunningSum.forward_masked(&arr0(3.0), &arr0(true)).unwrap(),
        arr0(3.0)
    );
}

#[test]
fn an_element_wise_activation_takes_a_mask_too() {
    let (x, mask) = (array![NAN, -3.0], array![false, true]);
    assert_eq!(Square.forward_masked(&x, &mask).unwrap(), array![0.0, 9.0]);
    assert_eq!(
        Square.vjp_masked(&x, &array![1.0, 2.0], &mask).unwrap(),
        array![0.0, -12.0]
    );
}

/// The identity, whose hidden outputs are −∞.
#[derive(Debug)]
struct Open;

static OPEN: Declaration = Declaration {
    masked: f64::NEG_INFINITY,
    ..Declaration::new("open", "Open", Kind::RowWise)
};

type View<'a, T> = activations_core::ndarray::ArrayView2<'a, T>;
type ViewMut<'a, T> = activations_core::ndarray::ArrayViewMut2<'a, T>;

impl<T: Element> Kernel<T> for Open {
    fn forward_rows(&self, x: View<'_, T>, mut y: ViewMut<'_, T>) {
        y.assign(&x);
    }

    fn vjp_rows(&self, _: Saved<'_, T>, dy: View<'_, T>, mut dx: ViewMut<'_, T>) {
        dx.assign(&dy);
    }

    fn jvp_rows(&self, _: View<'_, T>, dx: View<'_, T>, mut dy: ViewMut<'_, T>) {
        dy.assign(&dx);
    }
}

impl Activation for Open {
    fn declaration(&self) -> &'static Declaration {
        &OPEN
    }
}

#[test]
fn what_a_hidden_output_is_the_declaration_says() {
    let (x, mask) = (array![1.0_f32, 2.0], array![true, false]);
    assert_eq!(
        Open.forward_masked(&x, &mask).unwrap(),
        array![1.0, f32::NEG_INFINITY]
    );
    assert_eq!(
        Open.vjp_masked(&x, &array![5.0, 5.0], &mask).unwrap(),
        array![5.0, 0.0]
    );
}
