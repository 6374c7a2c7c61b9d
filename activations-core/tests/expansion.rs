//! The seam between macro and core: four declarations expanded by hand, one of each kind.
//!
//! This is what the macro emits, and it is checked here without the macro: each expansion must give a
//! working activation, with known values and gradients.

// What is expanded is as public as the declaration was; here nothing is.
#[allow(unreachable_pub)]
mod expanded {
    pub mod leaky_relu;
    pub mod sigmoid;
    pub mod softmax;
    pub mod swiglu;
}

use activations_core::ndarray::{Array1, Axis, array};
use activations_core::{Activation, AnyActivation, Gated, Real};
use expanded::leaky_relu::LeakyRelu;
use expanded::sigmoid::{Sigmoid, sigmoid};
use expanded::softmax::Softmax;
use expanded::swiglu::{Swiglu, swiglu};

/// Within 1e-15: a handful of roundings of 1.1e-16 each, which 1 − y amplifies up to eightfold here.
fn close(found: &Array1<f64>, expected: &[f64]) {
    assert_eq!(found.len(), expected.len());
    for (f, e) in found.iter().zip(expected) {
        assert!(
            (f - e).abs() <= 1e-15 * e.abs(),
            "expected {expected:?}, found {found}"
        );
    }
}

// Expected values: mpmath 1.3, 40 digits.

#[test]
fn element_wise() {
    let x = array![-1.0, 0.0, 2.0];
    close(
        &Sigmoid.forward(&x),
        &[0.2689414213699951207, 0.5, 0.8807970779778824441],
    );
    let dy = array![1.0, -2.0, 3.0];
    let expected = [0.1966119332414818525, -0.5, 0.314980756210519552];
    close(&Sigmoid.vjp(&x, &dy).unwrap(), &expected);
    close(&Sigmoid.jvp(&x, &dy).unwrap(), &expected);
    let (y, pullback) = Sigmoid.pullback(x);
    assert_eq!(pullback.output().unwrap().as_ptr(), y.as_ptr());
    assert!(pullback.input().is_none());
    close(&pullback.apply(&dy).unwrap(), &expected);
    assert_eq!(sigmoid(0.0_f64), 0.5);
}

#[test]
fn element_wise_with_a_parameter() {
    let activation = LeakyRelu::new(0.25).unwrap();
    assert_eq!(activation.alpha(), 0.25);
    assert_eq!(LeakyRelu::default().alpha(), 0.01);
    let x = array![-4.0_f32, 0.0, 2.0, f32::NAN];
    let y = activation.forward(&x);
    assert_eq!(
        y.slice(activations_core::ndarray::s![..3]),
        array![-1.0, 0.0, 2.0]
    );
    assert!(y[3].is_nan());
    let dx = activation.vjp(&x, &array![1.0, 1.0, 1.0, 1.0]).unwrap();
    assert_eq!(
        dx.slice(activations_core::ndarray::s![..3]),
        array![0.25, 0.25, 1.0]
    );
    assert!(dx[3].is_nan());
    let x = array![-4.0_f32, 0.0, 2.0];
    assert_eq!(
        activation.vjp_params(&x, &array![3.0, 1.0, 1.0]).unwrap(),
        [-12.0]
    );
    assert_eq!(
        LeakyRelu::new(-0.5).unwrap_err().to_string(),
        "leaky_relu: expected `alpha` with alpha >= 0.0, found -0.5"
    );
    assert_eq!(
        LeakyRelu::new(f64::INFINITY).unwrap_err().to_string(),
        "leaky_relu: expected a finite `alpha`, found inf"
    );
}

#[test]
fn other_parameters_give_the_same_activation_elsewhere() {
    let any = AnyActivation::new(LeakyRelu::default());
    let steep = any.with_parameters(&[0.5]).unwrap().unwrap();
    assert_eq!(steep.parameters(), [0.5]);
    assert_eq!(steep.forward(&array![-2.0]), array![-1.0]);
    let refused = any.with_parameters(&[-0.5]).unwrap().unwrap_err();
    assert_eq!(refused.parameter, "alpha");
    let plain = Sigmoid.with_parameters(&[]).unwrap().unwrap();
    assert_eq!(plain.parameters(), [] as [f64; 0]);
}

#[test]
fn row_wise() {
    let x = array![[0.0, 1.0, 2.0], [5.0, 5.0, 5.0]];
    let y = Softmax.forward(&x);
    let expected = [
        0.09003057317038045799,
        0.2447284710547976443,
        0.6652409557748218977,
    ];
    close(&y.row(0).to_owned(), &expected);
    close(&y.row(1).to_owned(), &[1.0 / 3.0; 3]);
    let dy = array![[1.0, 0.0, 0.0], [1.0, 1.0, 1.0]];
    let dx = Softmax.vjp(&x, &dy).unwrap();
    let [a, b, c] = expected;
    close(&dx.row(0).to_owned(), &[a * (1.0 - a), -a * b, -a * c]);
    let across = Softmax
        .along(Axis(0))
        .vjp(&x.t().to_owned(), &dy.t())
        .unwrap();
    assert_eq!(across, dx.t());
    assert_eq!(Softmax.jvp(&x, &dy).unwrap(), dx);
}

#[test]
fn gated() {
    let (a, b) = (array![1.0, -2.0], array![3.0, 0.5]);
    close(
        &Swiglu.forward(&a, &b).unwrap(),
        &[2.193175735890014638, -0.1192029220221175559],
    );
    let (da, db) = Swiglu.vjp(&a, &b, &array![1.0, 1.0]).unwrap();
    close(&da, &[2.783011535614460195, -0.04539212439244773938]);
    close(&db, &[0.7310585786300048793, -0.2384058440442351118]);
    let (_, db) = Swiglu.vjp(&a, &array![2.0], &array![1.0, 1.0]).unwrap();
    close(&db, &[0.4926527345857697676]);
    assert_eq!(swiglu(1.0, 3.0), Real::sigmoid(1.0_f64) * 3.0);
}

#[test]
fn definitions_are_recorded() {
    let softplus_slope = AnyActivation::new(Sigmoid).definitions().unwrap();
    assert_eq!(softplus_slope.plain.eval(&[0.0_f64]), 0.5);
    assert_eq!(softplus_slope.derivatives[0].eval(&[0.0_f64, 0.5]), 0.25);
    let leaky = LeakyRelu::default().definitions().unwrap();
    assert_eq!(leaky.plain.eval(&[-2.0_f64, 0.5]), -1.0);
    assert_eq!(leaky.forward.eval(&[-100.0_f64]), -1.0);
    assert_eq!(leaky.parameters[0].eval(&[-2.0_f64, 0.0]), -2.0);
    let softmax = Softmax.definitions().unwrap();
    assert_eq!(softmax.plain.eval_row(&[&[1.0_f64, 1.0]], &[]), [0.5, 0.5]);
    let gated = Swiglu.definitions().unwrap();
    assert_eq!(gated.derivatives[1].eval(&[0.0_f64, 1.0, 0.0]), 0.0);
}
