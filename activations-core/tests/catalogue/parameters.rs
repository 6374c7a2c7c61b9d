//! Parameters: defaults, domains, their gradients.

use activations_core::ndarray::{Array1, array};
use activations_core::{Activation, Elu, HardTanh, LeakyRelu, Softshrink};

#[test]
fn defaults() {
    assert_eq!(LeakyRelu::default().alpha(), 0.01);
    assert_eq!(Elu::default().alpha(), 1.0);
    assert_eq!(
        (HardTanh::default().lo(), HardTanh::default().hi()),
        (-1.0, 1.0)
    );
    assert_eq!(Softshrink::default().lambda(), 0.5);
    assert_eq!(HardTanh::new(-2.0, 5.0).unwrap().parameters(), [-2.0, 5.0]);
}

#[test]
fn domains() {
    let error = Softshrink::new(-0.5).unwrap_err();
    assert_eq!(
        error.to_string(),
        "softshrink: expected `lambda` with lambda > 0.0, found -0.5"
    );
    assert_eq!((error.parameter, error.value), ("lambda", -0.5));
    assert!(HardTanh::new(1.0, 1.0).is_err());
    assert!(HardTanh::new(f64::NEG_INFINITY, 1.0).is_err());
    assert!(LeakyRelu::new(f64::NAN).is_err());
    assert!(LeakyRelu::new(-1.0).is_ok());
}

/// A central difference of L = Σ dy·f over the parameter, in f64.
fn difference(
    x: &Array1<f64>,
    dy: &Array1<f64>,
    at: f64,
    f: impl Fn(f64) -> Box<dyn Fn(&Array1<f64>) -> Array1<f64>>,
) -> f64 {
    let h = 2.0_f64.powi(-17);
    let loss = |p: f64| (f(p)(x) * dy).sum();
    (loss(at + h) - loss(at - h)) / (2.0 * h)
}

#[test]
fn gradients() {
    let x = array![-3.0, -1.25, -0.3, 0.2, 0.7, 2.5];
    let dy = array![1.0, -2.0, 0.5, 3.0, -1.0, 2.0];
    // The differences are exact for a piecewise linear function of the parameter, but for rounding.
    let close = |found: f64, expected: f64| {
        assert!(
            (found - expected).abs() <= 1e-9,
            "expected {expected}, found {found}"
        );
    };
    close(
        LeakyRelu::new(0.2).unwrap().vjp_params(&x, &dy).unwrap()[0],
        difference(&x, &dy, 0.2, |p| {
            Box::new(move |x| LeakyRelu::new(p).unwrap().forward(x))
        }),
    );
    close(
        Elu::new(0.7).unwrap().vjp_params(&x, &dy).unwrap()[0],
        difference(&x, &dy, 0.7, |p| {
            Box::new(move |x| Elu::new(p).unwrap().forward(x))
        }),
    );
    close(
        Softshrink::new(0.5).unwrap().vjp_params(&x, &dy).unwrap()[0],
        difference(&x, &dy, 0.5, |p| {
            Box::new(move |x| Softshrink::new(p).unwrap().forward(x))
        }),
    );
    let both = HardTanh::new(-1.5, 0.5)
        .unwrap()
        .vjp_params(&x, &dy)
        .unwrap();
    close(both[0], 1.0);
    close(both[1], 1.0);
    assert_eq!(
        LeakyRelu::default()
            .vjp_params(&array![1.0_f32], &array![1.0])
            .unwrap(),
        [0.0]
    );
}

#[test]
fn a_gradient_is_summed_accurately() {
    // In an f32 sum the ones would be lost beside 2^30.
    let mut x = Array1::from_elem(1001, -1.0_f32);
    x[0] = -(2.0_f32.powi(30));
    let dy = Array1::ones(1001);
    let expected = -(2.0_f64.powi(30) + 1000.0);
    assert_eq!(
        LeakyRelu::default().vjp_params(&x, &dy).unwrap(),
        [expected]
    );
}
