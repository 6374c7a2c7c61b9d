//! Parameters: defaults, domains, their gradients.

use activations_core::ndarray::{Array1, Array3, ArrayD, array};
use activations_core::{Activation, Elu, Gated, HardTanh, LeakyRelu, Prelu, Softshrink, all};

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

/// Elements of a sum that a debug build takes in a second, and an optimised one too.
const MANY: usize = if cfg!(debug_assertions) {
    1 << 20
} else {
    1 << 24
};

/// Cotangents whose sum is `MANY`: ones, between a number that swallows them and its opposite.
fn swallowing() -> Array1<f64> {
    let mut dy = Array1::ones(MANY);
    dy[0] = 1e17;
    dy[MANY - 1] = -1e17;
    dy[1] = 2.0;
    dy[2] = 2.0;
    dy
}

#[test]
fn gradients_are_summed_accurately_over_millions_of_elements() {
    let (x, dy) = (Array1::from_elem(MANY, -1.0), swallowing());
    // A plain sum in f64 is far off, which is why this one is a test.
    assert!((dy.iter().sum::<f64>() - MANY as f64).abs() > 1000.0);
    let of_alpha = LeakyRelu::default().vjp_params(&x, &dy).unwrap();
    assert_eq!(of_alpha, [-(MANY as f64)]);

    // A slope for each of two channels of (N, C, W); the gradient of each is the sum over N and W.
    let shape = (2, 2, MANY / 4);
    let x = x.into_shape_with_order(shape).unwrap();
    let mut dy = Array3::ones(shape);
    for channel in 0..2 {
        let size = 1e17 * (1.0 - 2.0 * channel as f64);
        dy[[0, channel, 0]] = size;
        dy[[1, channel, MANY / 4 - 1]] = -size;
    }
    let slope = array![[0.25], [0.5]];
    let (dx, dslope) = Prelu.vjp(&x, &slope, &dy).unwrap();
    let expected = -((MANY / 2 - 2) as f64);
    assert_eq!(dslope, array![[expected], [expected]]);
    assert_eq!((dx[[1, 0, 0]], dx[[1, 1, 0]]), (0.25, 0.5));

    // In f32, where each term is rounded before it is added: 0.1f32 squared, no digit of the sum lost.
    let x = Array1::from_elem(MANY, -0.1_f32);
    let term = f64::from(0.1_f32 * 0.1_f32);
    let (_, dslope) = Prelu.vjp(&x, &array![0.5_f32], &x).unwrap();
    assert_eq!(dslope, array![(term * MANY as f64) as f32]);
    let found = LeakyRelu::default().vjp_params(&x, &x).unwrap()[0];
    let exact = f64::from(0.1_f32) * f64::from(0.1_f32) * MANY as f64;
    assert!((found - exact).abs() <= f64::EPSILON * exact);
}

#[test]
fn a_slope_is_reduced_over_exactly_the_dimensions_it_is_broadcast_over() {
    let x = Array3::from_shape_fn((2, 3, 4), |(i, j, k)| -((12 * i + 4 * j + k + 1) as f64));
    let dy = Array3::from_shape_fn((2, 3, 4), |(i, j, k)| {
        (1 + i + 2 * j * j + 3 * k * i) as f64
    });
    // The gradient by each element's own slope is x·dy, as all of x is negative.
    let terms = &x * &dy;
    for shape in [
        vec![],
        vec![1],
        vec![4],
        vec![3, 1],
        vec![3, 4],
        vec![2, 1, 1],
        vec![1, 3, 1],
        vec![2, 3, 4],
    ] {
        let slope = ArrayD::from_elem(shape.clone(), 0.5);
        let (dx, dslope) = Prelu.vjp(&x, &slope, &dy).unwrap();
        assert_eq!(dx, 0.5 * &dy);
        assert_eq!(dslope.shape(), shape);
        let mut expected = ArrayD::zeros(shape);
        for (at, term) in terms.indexed_iter() {
            let at = [at.0, at.1, at.2];
            let skipped = 3 - expected.ndim();
            let place: Vec<usize> = (0..expected.ndim())
                .map(|axis| {
                    if expected.shape()[axis] == 1 {
                        0
                    } else {
                        at[skipped + axis]
                    }
                })
                .collect();
            expected[place.as_slice()] += term;
        }
        assert_eq!(dslope, expected);
    }
    assert!(Prelu.vjp(&x, &array![0.5, 0.5], &dy).is_err());
}

#[test]
fn parameters_outside_of_their_domain_are_refused_by_every_built_in() {
    let mut refused = 0;
    for activation in all() {
        let declaration = activation.declaration();
        for (i, parameter) in declaration.parameters.iter().enumerate() {
            let with = |value: f64| {
                let mut values = activation.parameters();
                values[i] = value;
                activation
                    .with_parameters(&values)
                    .expect("built-ins can be built anew")
            };
            for value in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
                let error = with(value).unwrap_err();
                assert_eq!(
                    (error.activation, error.parameter),
                    (declaration.name, parameter.name)
                );
            }
            // Where there is a domain, some number is outside; where there is none, all are inside.
            let outside = [-1e300, -1.0, 0.0, 1e300].map(|value| with(value).is_err());
            let mut domains = declaration
                .parameters
                .iter()
                .map(|parameter| parameter.domain);
            let has_domain = domains.any(|domain| domain.contains(parameter.name));
            assert_eq!(outside.contains(&true), has_domain, "{declaration:?}");
            refused += usize::from(outside.contains(&true));
        }
    }
    assert!(refused >= 10);
}
