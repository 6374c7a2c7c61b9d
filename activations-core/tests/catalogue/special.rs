//! NaN, infinities, zeros, kinks and the largest numbers.

use std::f64::consts::PI;

use activations_core::ndarray::{Array1, array};
use activations_core::{
    Activation, AnyActivation, Arctan, BentIdentity, Element, Gaussian, Gelu, GeluTanh,
    HardSigmoid, HardSwish, HardTanh, Isru, Keeps, Kind, LeakyRelu, Lisht, LogSigmoid, LogSoftmax,
    Logcosh, Mish, Phish, QuickGelu, Relu, Relu6, Selu, Serf, Sigmoid, Silu, Snake, Softmax,
    SoftmaxPlusOne, Softplus, Softshrink, Softsign, Squareplus, Swiglu, Tanh, Telu, all, all_gated,
};
use activations_core::{Gated, Prelu};

fn slope<A: Activation>(activation: &A, x: f64) -> f64 {
    activation.vjp(&array![x], &array![1.0]).unwrap()[0]
}

#[test]
fn nan_in_nan_out_in_value_and_gradient() {
    fn check<T: Element>() {
        for activation in all() {
            let x: Array1<T> = array![T::narrow(f64::NAN)];
            let y = activation.forward(&x);
            assert!(y[0].widen().is_nan(), "{activation:?} hides a NaN");
            if activation.declaration().keeps == Keeps::Nothing {
                // The slope is a constant, wherever it is taken.
                continue;
            }
            let one = array![T::narrow(1.0)];
            let dx = activation.vjp(&x, &one).unwrap();
            assert!(
                dx[0].widen().is_nan(),
                "{activation:?} hides a NaN in its gradient"
            );
            let (_, pullback) = activation.pullback(x);
            assert!(
                pullback.apply(&one).unwrap()[0].widen().is_nan(),
                "{activation:?}, pullback"
            );
        }
        for gated in all_gated() {
            let (nan, one): (Array1<T>, Array1<T>) =
                (array![T::narrow(f64::NAN)], array![T::narrow(1.0)]);
            for (a, b) in [(&nan, &one), (&one, &nan), (&nan, &nan)] {
                // prelu does not read its slope where x is positive.
                let hidden = gated.declaration().name == "prelu" && !a[0].widen().is_nan();
                let y = gated.forward(a, b).unwrap();
                assert!(y[0].widen().is_nan() || hidden, "{gated:?} hides a NaN");
            }
        }
    }
    check::<f32>();
    check::<f64>();
}

/// Where an infinity is the right answer, since value or slope exceeds the greatest number; and where
/// there is no value.
fn overflows(activation: &AnyActivation, x: f64, max: f64) -> bool {
    match activation.declaration().name {
        "relu_squared" => x > max.sqrt(),
        "exponential" => x > max.ln(),
        "selu" => x > max / 1.0507,
        "bent_identity" => x > max / 1.5,
        "log1mexp" => x < 1.0 / max,
        _ => false,
    }
}

#[test]
fn no_finite_input_gives_nan_or_a_false_infinity() {
    fn check<T: Element>(max: T, tiny: T) {
        let mut points = vec![max, tiny, T::narrow(0.0)];
        for k in -40..130 {
            points.push(T::narrow(1.37 * 2.0_f64.powi(k)));
        }
        points.retain(|x| x.widen().is_finite());
        let negative: Vec<T> = points.iter().map(|x| T::narrow(-x.widen())).collect();
        points.extend(negative);
        for activation in all() {
            for &x in &points {
                let x = array![x];
                let y = activation.forward(&x)[0].widen();
                assert!(
                    y.is_finite() || overflows(&activation, x[0].widen(), max.widen()),
                    "{activation:?} at {x}: {y}"
                );
                let dx = activation.vjp(&x, &array![T::narrow(1.0)]).unwrap()[0].widen();
                assert!(
                    dx.is_finite() || overflows(&activation, x[0].widen(), max.widen()),
                    "{activation:?} slope at {x}: {dx}"
                );
            }
        }
    }
    check::<f32>(f32::MAX, f32::from_bits(1));
    check::<f64>(f64::MAX, f64::from_bits(1));
}

#[test]
fn a_wave_stays_a_number_where_its_angle_overflows() {
    let snake = Snake::new(3.0).unwrap();
    for x in [f64::MAX, -f64::MAX, f64::INFINITY, f64::NEG_INFINITY] {
        assert_eq!(snake.forward(&array![x]), array![x]);
        assert!((0.0..=2.0).contains(&slope(&snake, x)));
        let by_a = snake.vjp_params(&array![x], &array![1.0]).unwrap()[0];
        assert!(x.is_infinite() || by_a.is_finite());
    }
    assert!(snake.forward(&array![f64::NAN])[0].is_nan());
}

#[test]
fn values_at_infinity_are_the_limits() {
    const INF: f64 = f64::INFINITY;
    fn check<A: Activation + 'static>(activation: A, values: [f64; 2], slopes: [f64; 2]) {
        let x = array![-INF, INF];
        assert_eq!(
            activation.forward(&x),
            Array1::from(values.to_vec()),
            "{activation:?}"
        );
        let dx = activation.vjp(&x, &array![1.0, 1.0]).unwrap();
        assert_eq!(dx, Array1::from(slopes.to_vec()), "{activation:?} slope");
    }
    check(Sigmoid, [0.0, 1.0], [0.0, 0.0]);
    check(Tanh, [-1.0, 1.0], [0.0, 0.0]);
    check(Softplus::default(), [0.0, INF], [0.0, 1.0]);
    check(Relu, [0.0, INF], [0.0, 1.0]);
    check(LeakyRelu::default(), [-INF, INF], [0.01, 1.0]);
    check(Relu6, [0.0, 6.0], [0.0, 0.0]);
    check(HardTanh::default(), [-1.0, 1.0], [0.0, 0.0]);
    check(HardSwish, [0.0, INF], [0.0, 1.0]);
    check(Softshrink::default(), [-INF, INF], [1.0, 1.0]);
    check(Silu, [0.0, INF], [0.0, 1.0]);
    check(Gelu, [0.0, INF], [0.0, 1.0]);
    check(Mish, [0.0, INF], [0.0, 1.0]);
    check(GeluTanh, [0.0, INF], [0.0, 1.0]);
    check(QuickGelu, [0.0, INF], [0.0, 1.0]);
    check(Serf, [0.0, INF], [0.0, 1.0]);
    check(Lisht, [INF, INF], [-1.0, 1.0]);
    check(Telu, [0.0, INF], [0.0, 1.0]);
    check(Phish, [0.0, INF], [0.0, 1.0]);
    check(LogSigmoid, [-INF, 0.0], [1.0, 0.0]);
    check(Softsign, [-1.0, 1.0], [0.0, 0.0]);
    check(Arctan, [-PI / 2.0, PI / 2.0], [0.0, 0.0]);
    check(HardSigmoid::default(), [0.0, 1.0], [0.0, 0.0]);
    check(Squareplus::default(), [0.0, INF], [0.0, 1.0]);
    check(Isru::new(4.0).unwrap(), [-0.5, 0.5], [0.0, 0.0]);
    check(Logcosh, [INF, INF], [-1.0, 1.0]);
    check(Gaussian, [0.0, 0.0], [0.0, 0.0]);
    check(BentIdentity, [-INF, INF], [0.5, 1.5]);
    let (lambda, alpha) = (
        1.0507009873554804934193349852946,
        1.6732632423543772848170429916717,
    );
    check(Selu, [-lambda * alpha, INF], [0.0, lambda]);
}

#[test]
fn kinks_take_the_documented_side() {
    for zero in [0.0, -0.0] {
        assert_eq!(slope(&Relu, zero), 0.0);
        assert_eq!(slope(&LeakyRelu::new(0.25).unwrap(), zero), 0.25);
        assert_eq!(slope(&Relu6, zero), 0.0);
        let (dx, _) = Prelu
            .vjp(&array![zero], &array![0.3], &array![1.0])
            .unwrap();
        assert_eq!(dx, array![0.3]);
    }
    assert_eq!(slope(&Relu6, 6.0), 0.0);
    assert_eq!(
        (
            slope(&HardTanh::default(), -1.0),
            slope(&HardTanh::default(), 1.0)
        ),
        (0.0, 0.0)
    );
    assert_eq!(
        (slope(&HardSwish, -3.0), slope(&HardSwish, 3.0)),
        (0.0, 1.0)
    );
    assert_eq!(slope(&Softshrink::default(), 0.5), 0.0);
    assert_eq!(slope(&Softshrink::default(), -0.5), 0.0);
    assert_eq!(
        slope(&Selu, 0.0),
        1.0507009873554804934193349852946 * 1.6732632423543772848170429916717
    );
}

#[test]
fn a_flat_branch_gives_zero_for_any_cotangent() {
    let dy = array![f64::INFINITY, f64::NAN, -1.0];
    let x = array![-1.0, -2.0, -3.0];
    assert_eq!(Relu.vjp(&x, &dy).unwrap(), array![0.0, 0.0, 0.0]);
    let (_, pullback) = Relu.pullback(x);
    assert_eq!(pullback.apply(&dy).unwrap(), array![0.0, 0.0, 0.0]);
    let above = Relu
        .vjp(&array![1.0, 1.0], &array![f64::INFINITY, f64::NAN])
        .unwrap();
    assert!(above[0] == f64::INFINITY && above[1].is_nan());
}

#[test]
fn tails_keep_their_digits() {
    // mpmath 1.3, 40 digits; each is 0 or has no digit right in the usual formula, in f32.
    let near = |found: f32, expected: f64| {
        let error = (f64::from(found) - expected).abs() / expected.abs();
        assert!(error < 1e-6, "expected {expected:e}, found {found:e}");
    };
    let slope =
        |activation: &dyn Fn(&Array1<f32>) -> Array1<f32>, x: f32| activation(&array![x])[0];
    let one = array![1.0_f32];
    near(
        slope(&|x| Sigmoid.vjp(x, &one).unwrap(), 30.0),
        9.3576229688384233e-14,
    );
    near(
        slope(&|x| Tanh.vjp(x, &one).unwrap(), 20.0),
        1.6993417021166356e-17,
    );
    near(slope(&|x| Gelu.forward(x), -6.0), -5.9195258702261888e-9);
    near(
        slope(&|x| Selu.vjp(x, &one).unwrap(), -30.0),
        1.6451630773416185e-13,
    );
    near(
        slope(&|x| Softplus::default().forward(x), -60.0),
        8.7565107626965286e-27,
    );
}

#[test]
fn rows_with_infinities() {
    const INF: f64 = f64::INFINITY;
    assert_eq!(
        Softmax.forward(&array![-INF, 0.0, 0.0]),
        array![0.0, 0.5, 0.5]
    );
    assert!(
        Softmax
            .forward(&array![-INF, -INF])
            .iter()
            .all(|y| y.is_nan())
    );
    assert_eq!(
        SoftmaxPlusOne.forward(&array![-INF, -INF]),
        array![0.0, 0.0]
    );
    let y = LogSoftmax.forward(&array![-INF, 3.0]);
    assert_eq!(y, array![-INF, 0.0]);
    let dx = LogSoftmax
        .vjp(&array![-INF, 3.0], &array![1.0, 2.0])
        .unwrap();
    assert_eq!(dx, array![1.0, -1.0]);
    // A probability that would round to 0 still has its logarithm.
    assert_eq!(
        LogSoftmax.forward(&array![0.0_f32, 1000.0]),
        array![-1000.0, 0.0]
    );
    let masked = LogSoftmax
        .forward_masked(&array![1.0, 5.0], &array![true, false])
        .unwrap();
    assert_eq!(masked, array![0.0, -INF]);
    let masked = Softmax
        .forward_masked(&array![1.0, 5.0], &array![false, false])
        .unwrap();
    assert_eq!(masked, array![0.0, 0.0]);
    for activation in all().filter(|a| a.declaration().kind == Kind::RowWise) {
        assert!(
            activation
                .forward(&array![1.0, f64::NAN, 2.0])
                .iter()
                .all(|y| y.is_nan())
        );
    }
}

#[test]
fn a_closed_gate_lets_nothing_through() {
    let y = Swiglu
        .forward(&array![0.0, -2000.0], &array![5.0, 5.0])
        .unwrap();
    assert_eq!(y, array![0.0, 0.0]);
}

/// What the documentation says that it costs to keep the output alone.
#[test]
fn a_training_step_knows_no_more_than_the_rounded_output() {
    for (activation, x) in [
        (AnyActivation::new(Sigmoid), 17.4_f32),
        (AnyActivation::new(Tanh), 9.1),
    ] {
        let (_, pullback) = activation.pullback(array![x, x - 2.0]);
        let ones = array![1.0, 1.0];
        let step = pullback.apply(&ones).unwrap();
        assert!(step[0] == 0.0 && step[1] > 0.0, "{activation:?}: {step}");
        assert!(activation.vjp(&array![x, x], &ones).unwrap()[0] > 0.0);
    }
}
