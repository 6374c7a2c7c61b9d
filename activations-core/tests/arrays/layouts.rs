//! Every memory layout of every array gives what the plain arrays give.
//!
//! The activations are written by hand, and are exact: a wrong pairing of elements, a row walked
//! backwards or along another axis changes a value, and no rounding can be blamed for it.

use crate::arranged::{Layout, Stored, layout, numbers};
use crate::by_hand::{RunningSum, Square};
use activations_core::ndarray::{Array2, ArrayD, Axis, IxDyn, ShapeBuilder, Zip, arr0, array};
use activations_core::{Activation, AnyActivation};
use proptest::prelude::*;

#[derive(Clone, Debug)]
struct Case {
    shape: Vec<usize>,
    layouts: [Layout; 3],
    /// Axes along which the input is a broadcast of one element.
    broadcast: Vec<bool>,
    axis: usize,
}

fn case() -> impl Strategy<Value = Case> {
    prop::collection::vec(
        prop_oneof![1 => Just(0_usize), 3 => Just(1), 12 => 2..5_usize],
        0..5,
    )
    .prop_flat_map(|shape| {
        let n = shape.len();
        let broadcast = prop::collection::vec(prop::bool::weighted(0.15), n);
        (
            Just(shape),
            [layout(n), layout(n), layout(n)],
            broadcast,
            0..n.max(1),
        )
    })
    .prop_map(|(shape, layouts, broadcast, axis)| Case {
        shape,
        layouts,
        broadcast,
        axis,
    })
}

/// The running sums along an axis by their definition.
fn running_sums(x: &ArrayD<f64>, axis: usize, backwards: bool) -> ArrayD<f64> {
    ArrayD::from_shape_fn(x.raw_dim(), |at: IxDyn| {
        if x.ndim() == 0 {
            return x[at];
        }
        let range = if backwards {
            at[axis]..x.shape()[axis]
        } else {
            0..at[axis] + 1
        };
        let mut from = at.clone();
        range.fold(0.0, |sum, i| {
            from[axis] = i;
            sum + x[&from]
        })
    })
}

/// All methods of one activation, with every array in a layout of its own.
fn check<A: Activation + Clone>(
    activation: &A,
    case: &Case,
    forward: impl Fn(&ArrayD<f64>) -> ArrayD<f64>,
    jvp: impl Fn(&ArrayD<f64>, &ArrayD<f64>) -> ArrayD<f64>,
    vjp: impl Fn(&ArrayD<f64>, &ArrayD<f64>) -> ArrayD<f64>,
) {
    let narrow: Vec<usize> = case
        .shape
        .iter()
        .zip(&case.broadcast)
        .map(|(&length, &broadcast)| if broadcast { length.min(1) } else { length })
        .collect();
    let narrow = Stored::new(&numbers(&narrow, 3.0), &case.layouts[0]);
    let view = narrow.view();
    let x = view.broadcast(case.shape.clone()).unwrap();
    let plain = x.to_owned();
    let direction = numbers(&case.shape, -7.0);
    let dy = Stored::new(&direction, &case.layouts[1]);
    let mut out = Stored::new(&numbers(&case.shape, 1000.0), &case.layouts[2]);

    let expected = forward(&plain);
    assert_eq!(activation.forward(&x), expected, "forward");
    activation.forward_into(&x, &mut out.view_mut()).unwrap();
    assert_eq!(out.values(), expected, "forward_into");
    let mut inplace = Stored::new(&plain, &case.layouts[2]);
    activation.forward_inplace(&mut inplace.view_mut());
    assert_eq!(inplace.values(), expected, "forward_inplace");

    let expected = jvp(&plain, &direction);
    assert_eq!(activation.jvp(&x, &dy.view()).unwrap(), expected, "jvp");

    let expected = vjp(&plain, &direction);
    assert_eq!(activation.vjp(&x, &dy.view()).unwrap(), expected, "vjp");
    activation
        .vjp_into(&x, &dy.view(), &mut out.view_mut())
        .unwrap();
    assert_eq!(out.values(), expected, "vjp_into");
    let mut inplace = Stored::new(&direction, &case.layouts[2]);
    activation.vjp_inplace(&x, &mut inplace.view_mut()).unwrap();
    assert_eq!(inplace.values(), expected, "vjp_inplace");

    let (_, pullback) = activation.pullback(x.to_shared());
    assert_eq!(pullback.apply(&dy.view()).unwrap(), expected, "apply");
    pullback
        .apply_into(&dy.view(), &mut out.view_mut())
        .unwrap();
    assert_eq!(out.values(), expected, "apply_into");
    let mut inplace = Stored::new(&direction, &case.layouts[2]);
    pullback.apply_inplace(&mut inplace.view_mut()).unwrap();
    assert_eq!(inplace.values(), expected, "apply_inplace");

    let shown = ArrayD::from_elem(case.shape.clone(), true);
    assert_eq!(
        activation.forward_masked(&x, &shown).unwrap(),
        forward(&plain),
        "forward_masked"
    );
    assert_eq!(
        activation.vjp_masked(&x, &dy.view(), &shown).unwrap(),
        expected,
        "vjp_masked"
    );
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, ..ProptestConfig::default() })]

    #[test]
    fn element_wise(case in case()) {
        let vjp = |x: &ArrayD<f64>, dy: &ArrayD<f64>| Zip::from(x).and(dy).map_collect(|x, dy| 2.0 * x * dy);
        check(&Square, &case, |x| x.mapv(|x| x * x), vjp, vjp);
    }

    #[test]
    fn row_wise(case in case()) {
        let last = case.shape.len().saturating_sub(1);
        check(
            &RunningSum,
            &case,
            |x| running_sums(x, last, false),
            |_, dx| running_sums(dx, last, false),
            |_, dy| running_sums(dy, last, true),
        );
    }

    #[test]
    fn row_wise_along_any_axis(case in case()) {
        prop_assume!(!case.shape.is_empty());
        check(
            &AnyActivation::new(RunningSum).along(Axis(case.axis)),
            &case,
            |x| running_sums(x, case.axis, false),
            |_, dx| running_sums(dx, case.axis, false),
            |_, dy| running_sums(dy, case.axis, true),
        );
    }
}

#[test]
fn one_shape_in_two_memory_orders() {
    let c = array![[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]];
    let mut f = Array2::zeros((2, 3).f());
    Square.forward_into(&c, &mut f).unwrap();
    assert_eq!(f, array![[1.0, 4.0, 9.0], [16.0, 25.0, 36.0]]);
    assert_eq!(f.strides(), [1, 2]);
    assert_eq!(Square.vjp(&f, &c).unwrap(), &f * &c * 2.0);
}

#[test]
fn an_output_has_the_memory_order_of_its_input() {
    let x = ArrayD::<f64>::zeros(IxDyn(&[2, 3, 4]));
    for order in [[0, 1, 2], [2, 1, 0], [1, 2, 0], [2, 0, 1]] {
        let x = x.view().permuted_axes(order.as_slice());
        assert_eq!(Square.forward(&x).strides(), x.strides());
        assert_eq!(Square.vjp(&x, &x).unwrap().strides(), x.strides());
    }
}

#[test]
fn no_axes_is_a_row_of_one_and_no_elements_are_no_work() {
    assert_eq!(RunningSum.forward(&arr0(3.0)), arr0(3.0));
    assert_eq!(Square.vjp(&arr0(3.0_f32), &arr0(2.0)).unwrap(), arr0(12.0));
    assert_eq!(
        RunningSum.forward(&Array2::<f64>::zeros((2, 0))).dim(),
        (2, 0)
    );
    let none: [f32; 0] = [];
    RunningSum.forward_slice(&none, &mut []).unwrap();
}
