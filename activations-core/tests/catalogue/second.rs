//! Second derivatives.

use activations_core::ndarray::{Array1, Array2, Axis, array};
use activations_core::{
    Activation, AnyGated, Element, Gated, Gelu, Glu, Identity, LeakyRelu, Prelu, Relu, ShapeError,
    Sigmoid, Silu, Softmax, Softplus, Sparsemax, Swiglu, Tanh, all,
};

/// f″ in both element types, against values of mpmath 1.3 at 50 digits, within a few roundings.
fn check(activation: impl Activation, table: &[(f64, f64)]) {
    fn check_as<T: Element>(activation: &impl Activation, table: &[(f64, f64)], unit: f64) {
        let x: Array1<T> = table.iter().map(|row| T::narrow(row.0)).collect();
        let (dy, ddx) = (x.mapv(|_| T::narrow(2.0)), x.mapv(|_| T::narrow(-0.5)));
        let (by_x, by_dy) = activation.vjp_vjp(&x, &dy, &ddx).unwrap();
        for (found, (x, expected)) in by_x.iter().zip(table) {
            let expected = T::narrow(*expected).widen();
            let error = (found.widen() + expected).abs();
            // Beside its zero a second derivative is a difference of terms of its ordinary size.
            let near_zero = if x.abs() < 1e-3 { f64::EPSILON } else { 0.0 };
            assert!(
                error <= unit * expected.abs() + near_zero,
                "{activation:?} at {x}: expected {expected:e}, found {found:e}",
                found = -found.widen()
            );
        }
        assert_eq!(by_dy, activation.jvp(&x, &ddx).unwrap());
    }
    check_as::<f64>(&activation, table, 1e-14);
    check_as::<f32>(&activation, table, 6e-8);
}

#[test]
fn values() {
    check(Sigmoid, SIGMOID);
    check(Tanh, TANH);
    check(Silu, SILU);
    check(Gelu, GELU);
    check(Softplus::new(2.0).unwrap(), SOFTPLUS);
    check(Relu, &[(-1.0, 0.0), (0.0, 0.0), (2.0, 0.0)]);
    check(LeakyRelu::new(0.5).unwrap(), &[(-1.0, 0.0), (2.0, 0.0)]);
    check(Identity, &[(-1.0, 0.0), (2.0, 0.0)]);
}

const SIGMOID: &[(f64, f64)] = &[
    (-30.0, 9.3576229688366720006e-14),
    (-8.5, 0.00020330284728565273862),
    (-3.25, 0.03325101263211399415),
    (-1.0, 0.090857747672948409442),
    (-0.375, 0.044741825488317371894),
    (-9.5367431640625e-07, 1.1920928955074510993e-7),
    (0.625, -0.068742868536535769021),
    (2.0, -0.079962501056153062524),
    (4.5, -0.010627456437087364021),
    (12.0, -6.1440613500339863396e-6),
];
const TANH: &[(f64, f64)] = &[
    (-30.0, 7.0052086101572162708e-26),
    (-8.5, 3.3119496265774863217e-7),
    (-3.25, 0.011955427025649715735),
    (-1.0, 0.63970000844922450019),
    (-0.375, 0.6246742646251552716),
    (-9.5367431640625e-07, 1.9073486328101870354e-6),
    (0.625, -0.76803093442710247617),
    (2.0, -0.13621868742711304117),
    (4.5, -0.00098679120863799621448),
    (12.0, -3.0201076349672256949e-10),
];
const SILU: &[(f64, f64)] = &[
    (-30.0, -2.6201344312742331341e-12),
    (-8.5, -0.0013213030108884365904),
    (-3.25, -0.036198609403714224726),
    (-1.0, 0.30236611881001529563),
    (-0.375, 0.4660476179477857827),
    (-9.5367431640625e-07, 0.49999999999977262632),
    (0.625, 0.41121911704850595364),
    (2.0, 0.05006216869470690965),
    (4.5, -0.026091094522442669592),
    (12.0, -0.000061440462497741485425),
];
const GELU: &[(f64, f64)] = &[
    (-30.0, -1.3233342291209356721e-193),
    (-8.5, -5.7367805312478589027e-15),
    (-3.25, -0.017373723990629261665),
    (-1.0, 0.2419707245191433498),
    (-0.375, 0.6914180651641015694),
    (-9.5367431640625e-07, 0.7978845608021396841),
    (0.625, 0.52813405876075982044),
    (2.0, -0.1079819330263761039),
    (4.5, -0.00029170327520102490843),
    (12.0, -3.04786490464154569e-30),
];
const SOFTPLUS: &[(f64, f64)] = &[
    (-30.0, 1.7513021525393040677e-26),
    (-8.5, 8.2798747520070032753e-8),
    (-3.25, 0.0029978574171380991342),
    (-1.0, 0.2099871708070130347),
    (-0.375, 0.43578998752362805896),
    (-9.5367431640625e-07, 0.49999999999954525265),
    (0.625, 0.34620957398499403482),
    (2.0, 0.035325412426582232843),
    (4.5, 0.00024675869952969781566),
    (12.0, 7.5502690879881298702e-11),
];

#[test]
fn no_input_of_ordinary_size_gives_nan() {
    // Where x³ is infinite, the derivative of gelu_tanh's derivative comes to ∞ · 0.
    let points = [
        0.0_f64, 1e-300, 1e-8, 0.5, 1.0, 3.0, 6.0, 40.0, 700.0, 1e4, 1e10, 1e50, 1e100,
    ];
    for activation in all() {
        for x in points.iter().flat_map(|x| [*x, -*x]) {
            if activation.forward(&array![x])[0].is_nan() {
                continue;
            }
            let (by_x, _) = activation
                .vjp_vjp(&array![x], &array![1.0], &array![1.0])
                .unwrap();
            assert!(!by_x[0].is_nan(), "{activation:?} at {x:e}");
        }
    }
}

#[test]
fn a_row_has_the_hessian_of_its_components() {
    // ∂²s_i/∂x_j∂x_k = s_i·((δ_ij − s_j)(δ_ik − s_k) − s_j·(δ_jk − s_k)), summed with dy_i and ddx_k.
    let x = array![[0.25, -1.0, 0.5], [3.0, 3.0, -2.0]];
    let (dy, ddx) = (
        array![[1.0, -2.0, 0.5], [0.0, 1.5, 1.0]],
        array![[0.5, 1.0, -1.0], [2.0, 0.0, 1.0]],
    );
    let (by_x, by_dy) = Softmax.vjp_vjp(&x, &dy, &ddx).unwrap();
    let s = Softmax.forward(&x);
    let d = |a: usize, b: usize| if a == b { 1.0 } else { 0.0 };
    let expected = Array2::from_shape_fn((2, 3), |(r, j)| {
        let term = |i: usize, k: usize| {
            let second =
                (d(i, j) - s[[r, j]]) * (d(i, k) - s[[r, k]]) - s[[r, j]] * (d(j, k) - s[[r, k]]);
            dy[[r, i]] * ddx[[r, k]] * s[[r, i]] * second
        };
        (0..3)
            .flat_map(|i| (0..3).map(move |k| (i, k)))
            .map(|(i, k)| term(i, k))
            .sum::<f64>()
    });
    assert!(
        (&by_x - &expected).iter().all(|error| error.abs() < 1e-15),
        "{by_x} {expected}"
    );
    assert_eq!(by_dy, Softmax.jvp(&x, &ddx).unwrap());
    // Along the other axis it is that of the transpose.
    let turned = Softmax.along(Axis(0));
    let (of_transpose, _) = turned.vjp_vjp(&x.t(), &dy.t(), &ddx.t()).unwrap();
    assert_eq!(of_transpose.t(), by_x);
    // A projection on a polytope is made of flat pieces.
    assert_eq!(
        Sparsemax.vjp_vjp(&x, &dy, &ddx).unwrap().0,
        Array2::zeros((2, 3))
    );
}

#[test]
fn any_layout_and_length() {
    // Longer than what is widened at a time, and backwards in memory.
    let x = Array1::linspace(-3.0, 3.0, 10_007);
    let (dy, ddx) = (x.mapv(|x| x + 0.5), x.mapv(|x| 1.0 - x));
    let (whole, _) = Silu.vjp_vjp(&x, &dy, &ddx).unwrap();
    let mut backwards = x.clone();
    backwards.invert_axis(Axis(0));
    let reversed = |array: &Array1<f64>| array.iter().rev().copied().collect::<Array1<f64>>();
    let (mut by_x, mut by_dy) = (x.clone(), x.clone());
    by_x.invert_axis(Axis(0));
    Silu.vjp_vjp_into(
        &backwards,
        &reversed(&dy),
        &reversed(&ddx),
        &mut by_x,
        &mut by_dy,
    )
    .unwrap();
    assert_eq!(reversed(&by_x.to_owned()), whole);
    let (empty, _) = Silu
        .vjp_vjp(
            &Array1::<f32>::zeros(0),
            &Array1::zeros(0),
            &Array1::zeros(0),
        )
        .unwrap();
    assert!(empty.is_empty());
}

#[test]
fn shapes_are_checked_before_anything_is_written() {
    let (x, short) = (array![1.0, 2.0], array![1.0]);
    let message = |error: ShapeError| error.to_string();
    let error = |argument: &str| format!("silu: expected `{argument}` of shape [2], found [1]");
    assert_eq!(
        message(Silu.vjp_vjp(&x, &short, &x).unwrap_err()),
        error("dy")
    );
    assert_eq!(
        message(Silu.vjp_vjp(&x, &x, &short).unwrap_err()),
        error("ddx")
    );
    let (mut whole, mut part) = (x.clone(), short.clone());
    let into = Silu.vjp_vjp_into(&x, &x, &x, &mut whole, &mut part);
    assert_eq!(message(into.unwrap_err()), error("by_dy"));
    assert_eq!(whole, x);
    let into = Silu.vjp_vjp_into(&x, &x, &x, &mut part, &mut whole);
    assert_eq!(message(into.unwrap_err()), error("by_x"));
}

#[test]
fn a_hessian_vector_product_of_a_layer() {
    // L = ½·|tanh x|²: the gradient is y·y′, and along v it changes by (y′² + y·y″)·v.
    let (x, v) = (array![0.3, -1.25, 2.0], array![1.0, -0.5, 2.0]);
    let y = Tanh.forward(&x);
    let moved_y = Tanh.jvp(&x, &v).unwrap();
    let (curved, _) = Tanh.vjp_vjp(&x, &y, &v).unwrap();
    let found = Tanh.vjp(&x, &moved_y).unwrap() + curved;
    let expected = Array1::from_iter(x.iter().zip(&v).map(|(x, v): (&f64, &f64)| {
        let y = x.tanh();
        let slope = 1.0 - y * y;
        (slope * slope - 2.0 * y * y * slope) * v
    }));
    assert!(
        (&found - &expected).iter().all(|error| error.abs() < 1e-14),
        "{found} {expected}"
    );
}

#[test]
fn a_gated_unit_is_curved_as_its_formula() {
    // silu(a)·b: ∂²/∂a² = silu″(a)·b, ∂²/∂a∂b = silu′(a), ∂²/∂b² = 0.
    let (a, second): (Vec<f64>, Vec<f64>) = SILU.iter().copied().unzip();
    let (a, second) = (Array1::from(a), Array1::from(second));
    let b = a.mapv(|a| 0.5 * a + 2.0);
    let (dy, dda, ddb) = (a.mapv(|_| -2.0), a.mapv(|_| 3.0), a.mapv(|_| 0.25));
    let (by_a, by_b, by_dy) = Swiglu.vjp_vjp(&a, &b, &dy, &dda, &ddb).unwrap();
    let slope = Silu.vjp(&a, &a.mapv(|_| 1.0)).unwrap();
    near(&by_a, &(-2.0 * (&second * &b * 3.0 + &slope * 0.25)));
    near(&by_b, &(-6.0 * &slope));
    near(&by_dy, &(3.0 * &slope * &b + 0.25 * Silu.forward(&a)));
    // a·σ(b): ∂²/∂a∂b = σ′(b), which at 2x is half of the curvature of softplus with β = 2 at x.
    let (b, second): (Vec<f64>, Vec<f64>) = SOFTPLUS.iter().copied().unzip();
    let (b, second) = (2.0 * Array1::from(b), 0.5 * Array1::from(second));
    let (a, ones, nothing) = (b.mapv(|_| 5.0), b.mapv(|_| 1.0), b.mapv(|_| 0.0));
    let (by_a, by_b, by_dy) = Glu.vjp_vjp(&a, &b, &ones, &ones, &nothing).unwrap();
    assert_eq!(by_a, nothing);
    near(&by_b, &second);
    near(&by_dy, &Sigmoid.forward(&b));
}

#[test]
fn the_curvature_of_a_broadcast_input_is_summed() {
    // prelu: ∂²/∂x∂slope is 1 where x is negative, and nothing else is curved.
    let x = array![[-1.0_f32, 2.0, -3.0], [4.0, 5.0, -6.0]];
    let (slope, dda) = (array![[0.5], [0.25]], x.mapv(|_| 10.0));
    let dy = array![[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]];
    let (by_x, by_slope, by_dy) = Prelu
        .vjp_vjp(&x, &slope, &dy, &dda, &array![[1.0], [-1.0]])
        .unwrap();
    assert_eq!(by_x, array![[1.0, 0.0, 3.0], [0.0, 0.0, -6.0]]);
    assert_eq!(by_slope, array![[40.0], [60.0]]);
    assert_eq!(by_dy, array![[4.0, 10.0, 2.0], [10.0, 10.0, 8.5]]);
    let none = Array2::<f32>::zeros((0, 3));
    let (_, by_row, _) = (Prelu.vjp_vjp(&none, &x.row(0), &none, &none, &x.row(0))).unwrap();
    assert_eq!(by_row, array![0.0, 0.0, 0.0]);
    // Any Gated has it, behind AnyGated too.
    let any = AnyGated::new(Prelu);
    let again = any.vjp_vjp(&x, &slope, &dy, &dda, &array![[1.0], [-1.0]]);
    assert_eq!(again.unwrap(), (by_x, by_slope, by_dy));
}

#[test]
fn shapes_of_a_gated_unit_are_checked() {
    let (x, short) = (array![1.0, 2.0], array![1.0, 2.0, 3.0]);
    let error = |found: Result<_, ShapeError>, argument: &str| {
        let message = found.map(|_: (Array1<f64>, Array1<f64>, Array1<f64>)| ());
        let expected = format!("glu: expected `{argument}` of shape [2], found [3]");
        assert_eq!(message.unwrap_err().to_string(), expected);
    };
    error(Glu.vjp_vjp(&x, &x, &short, &x, &x), "dy");
    error(Glu.vjp_vjp(&x, &x, &x, &short, &x), "dda");
    error(Glu.vjp_vjp(&x, &x, &x, &x, &short), "ddb");
    let error = Glu.vjp_vjp(&x, &short, &x, &x, &short).unwrap_err();
    assert_eq!(error, Glu.forward(&x, &short).unwrap_err());
}

/// To a few of the last digits, as all of these are sums of two terms of one size at most.
fn near(found: &Array1<f64>, expected: &Array1<f64>) {
    for (found, expected) in found.iter().zip(expected) {
        assert!(
            (found - expected).abs() <= 1e-13 * expected.abs(),
            "expected {expected:e}, found {found:e}"
        );
    }
}
