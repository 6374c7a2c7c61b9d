//! The language of definitions: every form means what it means in Rust.
#![deny(warnings)]

use core::f64::consts::{self, LN_2, PI};

use activations_core::ndarray::array;
use activations_core::{Activation, Real};
use activations_macros::derive_activation;

#[derive_activation]
fn precedence<R: Real>(x: R) -> R {
    -x.powi(2) - (1.0 - (x - 2.0)) * (-x).powi(2) / (4.0 / (1.0 + x * x)) - -x
}

#[derive_activation]
fn numbers<R: Real>(x: R) -> R {
    1_000.5 * x + 2 * x - 0.5e-1 * x + 1e2 * x - 0x10 * x + 5e-324 + 3.0.max(1.0)
}

#[derive_activation]
fn constants<R: Real>(x: R) -> R {
    use core::f64::consts::SQRT_2;
    PI * x + consts::TAU + ::core::f64::consts::E - core::f64::consts::FRAC_PI_2 * LN_2 + SQRT_2
}

#[derive_activation(jumps = "a staircase")]
fn branches<R: Real>(x: R) -> R {
    let sign = if x < 0.0 { -1.0 } else { 1.0 };
    if x.abs() >= 2.0 && !(x > 3.0 || x <= -5.0) {
        let x = x * 2.0;
        sign * x
    } else if x >= 0.0 {
        { x + 1.0 }
    } else {
        let t: R = {
            let a = 3.0;
            a * a
        };
        t
    }
}

#[derive_activation]
fn equality<R: Real>(x: R) -> R {
    if x == 0.0 {
        0.0
    } else if x != 1.0 {
        x.abs()
    } else {
        x
    }
}

#[derive_activation]
fn methods<R: Real>(x: R) -> R {
    let t = x.mul_add(2.0, 1.0).clamp(-3.0, 3.0).hypot(1.0).finite();
    t.powf(1.5)
        + t.powf(-0.5)
        + t.powi(-2)
        + x.min(0.5).max(-x)
        + 2.0.recip()
        + x.abs().sqrt().exp_m1()
}

#[derive_activation]
fn nothing_but_a_number<R: Real>(_x: R) -> R {
    1.0
}

#[test]
fn lifted_functions_compute_what_they_say() {
    for x in [-5.0_f64, -2.5, -0.3, 0.0, 0.7, 2.0, 2.5, 3.5] {
        let expected = -x.powi(2) - (1.0 - (x - 2.0)) * (-x).powi(2) / (4.0 / (1.0 + x * x)) - -x;
        assert_eq!(precedence(x), expected);

        let expected = 1000.5 * x + 2.0 * x - 0.05 * x + 100.0 * x - 16.0 * x + 5e-324 + 3.0;
        assert_eq!(numbers(x), expected);

        let expected = PI * x + consts::TAU + consts::E - consts::FRAC_PI_2 * LN_2 + consts::SQRT_2;
        assert_eq!(constants(x), expected);

        let sign = if x < 0.0 { -1.0 } else { 1.0 };
        let expected = if x.abs() >= 2.0 && !(x > 3.0 || x <= -5.0) {
            sign * (x * 2.0)
        } else if x >= 0.0 {
            x + 1.0
        } else {
            9.0
        };
        assert_eq!(branches(x), expected);

        assert_eq!(equality(x), x.abs());

        let t = (2.0 * x + 1.0).clamp(-3.0, 3.0).hypot(1.0);
        let expected = t.powf(1.5)
            + t.powf(-0.5)
            + t.powi(-2)
            + x.min(0.5).max(-x)
            + 0.5
            + x.abs().sqrt().exp_m1();
        assert!((methods(x) - expected).abs() <= 1e-14 * expected.abs());
        assert_eq!(nothing_but_a_number(x), 1.0);
    }
    // The kernels run the same functions.
    assert_eq!(Precedence.forward(&array![0.7]), array![precedence(0.7)]);
    assert_eq!(Numbers.forward(&array![0.5_f32]), array![numbers(0.5_f32)]);
    assert_eq!(Branches.forward(&array![2.5]), array![branches(2.5)]);
    assert_eq!(Equality.forward(&array![-2.5]), array![2.5]);
    assert_eq!(Constants.forward(&array![1.0]), array![constants(1.0)]);
    assert_eq!(Methods.forward(&array![1.0]), array![methods(1.0)]);
    assert_eq!(
        NothingButANumber.vjp(&array![1.0], &array![3.0]).unwrap(),
        array![0.0]
    );
}
