//! Gated activations: any layout, the second input broadcast, its gradient summed back, the halves of
//! one array.

use crate::arranged::{Layout, Stored, layout, numbers};
use crate::by_hand::Gate;
use activations_core::ndarray::{Array, Array1, Array2, ArrayD, Axis, Dimension, Zip, array};
use activations_core::{AnyGated, Gated};
use proptest::prelude::*;

#[derive(Clone, Debug)]
struct Case {
    shape: Vec<usize>,
    /// The shape of b: some axes are 1, and some of the leading ones are absent.
    narrow: Vec<usize>,
    layouts: [Layout; 3],
    narrow_layouts: [Layout; 2],
}

fn case() -> impl Strategy<Value = Case> {
    let shape = prop::collection::vec(
        prop_oneof![1 => Just(0_usize), 3 => Just(1), 12 => 2..5_usize],
        0..5,
    );
    shape
        .prop_flat_map(|shape| {
            let n = shape.len();
            let keep = prop::collection::vec(prop::bool::weighted(0.6), n);
            (Just(shape), keep, 0..=n)
        })
        .prop_flat_map(|(shape, keep, absent)| {
            let n = shape.len();
            let narrow: Vec<usize> = (shape.iter().zip(keep))
                .map(|(&length, keep)| if keep { length } else { 1 })
                .skip(absent)
                .collect();
            let m = narrow.len();
            let layouts = [layout(n), layout(n), layout(n)];
            (Just(shape), Just(narrow), layouts, [layout(m), layout(m)])
        })
        .prop_map(|(shape, narrow, layouts, narrow_layouts)| Case {
            shape,
            narrow,
            layouts,
            narrow_layouts,
        })
}

/// The sum of all elements that broadcasting made of one.
fn summed<D: Dimension>(wide: &ArrayD<f64>, shape: D) -> Array<f64, D> {
    let mut narrow = wide.clone();
    while narrow.ndim() > shape.ndim() {
        narrow = narrow.sum_axis(Axis(0));
    }
    for axis in 0..shape.ndim() {
        if shape[axis] == 1 {
            narrow = narrow.sum_axis(Axis(axis)).insert_axis(Axis(axis));
        }
    }
    narrow.into_dimensionality().unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, ..ProptestConfig::default() })]

    #[test]
    fn every_layout_and_every_broadcast(case in case()) {
        let gate = AnyGated::new(Gate);
        let [a, b, dy] = [numbers(&case.shape, 3.0), numbers(&case.narrow, -9.0), numbers(&case.shape, 20.0)];
        let wide = b.broadcast(case.shape.clone()).unwrap().to_owned();
        let expected = Zip::from(&a).and(&wide).map_collect(|a, b| (a + 1.0) * b);
        let expected_da = Zip::from(&dy).and(&wide).map_collect(|dy, b| dy * b);
        let wide_db = Zip::from(&dy).and(&a).map_collect(|dy, a| dy * (a + 1.0));
        let expected_db = summed(&wide_db, b.raw_dim());

        let a = Stored::new(&a, &case.layouts[0]);
        let dy = Stored::new(&dy, &case.layouts[1]);
        let b = Stored::new(&b, &case.narrow_layouts[0]);
        let mut out = Stored::new(&expected.mapv(|_| 7.0), &case.layouts[2]);
        let mut db = Stored::new(&expected_db.mapv(|_| 7.0), &case.narrow_layouts[1]);

        prop_assert_eq!(&gate.forward(&a.view(), &b.view()).unwrap(), &expected);
        gate.forward_into(&a.view(), &b.view(), &mut out.view_mut()).unwrap();
        prop_assert_eq!(out.values(), expected);
        let (found_da, found_db) = gate.vjp(&a.view(), &b.view(), &dy.view()).unwrap();
        prop_assert_eq!(&found_da, &expected_da);
        prop_assert_eq!(&found_db, &expected_db);
        gate.vjp_into(&a.view(), &b.view(), &dy.view(), &mut out.view_mut(), &mut db.view_mut()).unwrap();
        prop_assert_eq!(out.values(), expected_da);
        prop_assert_eq!(db.values(), expected_db);
    }
}

#[test]
fn a_sum_over_many_elements_is_accurate() {
    // 300 000 terms of 0.1f32: an f32 sum is off in the third digit.
    let a = Array2::from_elem((300, 1000), 0.1_f32 - 1.0);
    let (_, db) = Gate
        .vjp(&a, &array![1.0], &Array2::ones((300, 1000)))
        .unwrap();
    let term = f64::from(0.1_f32 - 1.0) + 1.0;
    assert_eq!(db, array![(300_000.0 * f64::from(term as f32)) as f32]);
}

#[test]
fn halves_of_one_array() {
    let ab = array![[1.0, 2.0, 10.0, 20.0], [3.0, 4.0, 30.0, 40.0]];
    let dy = array![[1.0, 1.0], [2.0, 2.0]];
    let expected = array![[20.0, 60.0], [120.0, 200.0]];
    let expected_dab = array![[10.0, 20.0, 2.0, 3.0], [60.0, 80.0, 8.0, 10.0]];
    assert_eq!(Gate.forward_split(&ab, Axis(1)).unwrap(), expected);
    assert_eq!(Gate.vjp_split(&ab, Axis(1), &dy).unwrap(), expected_dab);
    assert_eq!(Gate.forward_split(&ab.t(), Axis(0)).unwrap(), expected.t());
    assert_eq!(
        Gate.vjp_split(&ab.t(), Axis(0), &dy.t()).unwrap(),
        expected_dab.t()
    );
    let mut y = Array2::zeros((2, 2));
    Gate.forward_split_into(&ab, Axis(1), &mut y).unwrap();
    assert_eq!(y, expected);
    let mut dab = Array2::zeros((2, 4));
    Gate.vjp_split_into(&ab, Axis(1), &dy, &mut dab).unwrap();
    assert_eq!(dab, expected_dab);
    assert_eq!(
        Gate.forward_split(&Array1::<f64>::zeros(0), Axis(0))
            .unwrap()
            .len(),
        0
    );
}

#[test]
fn shapes_that_do_not_fit() {
    let (a, b) = (Array2::<f64>::zeros((2, 3)), Array2::<f64>::zeros((2, 3)));
    let mut full = Array2::from_elem((2, 3), 7.0);
    let message = |error: activations_core::ShapeError| error.to_string();
    assert_eq!(
        message(Gate.forward(&a, &Array1::zeros(2)).unwrap_err()),
        "gate: expected `b` of a shape that broadcasts to [2, 3], found [2]"
    );
    assert_eq!(
        message(
            Gate.forward_into(&a, &b, &mut Array2::zeros((3, 2)))
                .unwrap_err()
        ),
        "gate: expected `y` of shape [2, 3], found [3, 2]"
    );
    assert_eq!(
        message(Gate.vjp(&a, &b, &Array2::zeros((3, 2))).unwrap_err()),
        "gate: expected `dy` of shape [2, 3], found [3, 2]"
    );
    let mut narrow = Array1::from_elem(3, 7.0);
    assert_eq!(
        message(
            Gate.vjp_into(&a, &b.row(0), &b, &mut full, &mut Array1::zeros(2))
                .unwrap_err()
        ),
        "gate: expected `db` of shape [3], found [2]"
    );
    assert_eq!(
        message(
            Gate.vjp_into(&a, &b.row(0), &b, &mut Array2::zeros((3, 3)), &mut narrow)
                .unwrap_err()
        ),
        "gate: expected `da` of shape [2, 3], found [3, 3]"
    );
    assert_eq!(full, Array2::from_elem((2, 3), 7.0));
    assert_eq!(narrow, Array1::from_elem(3, 7.0));
    assert_eq!(
        message(Gate.forward_split(&a, Axis(2)).unwrap_err()),
        "gate: expected an axis of an array of shape [2, 3], found axis 2"
    );
    assert_eq!(
        message(Gate.vjp_split(&a, Axis(1), &b).unwrap_err()),
        "gate: expected an even length along axis 1, found 3 in shape [2, 3]"
    );
    assert_eq!(
        message(Gate.vjp_split(&a, Axis(0), &b).unwrap_err()),
        "gate: expected `dy` of shape [1, 3], found [2, 3]"
    );
}
