//! Formulas that are right, and lose everything in floating point.

use activations_core::{Elu, GeluTanh, Real, Sigmoid, Silu, Softplus, Tanh, Trace};
use activations_verify::Check;

use crate::support::{Elements, accepted_by, caught, n};

fn select(condition: <Trace as Real>::Mask, yes: Trace, no: Trace) -> Trace {
    Trace::select(condition, yes, no)
}

const LAMBDA: f64 = 1.050_700_987_355_480_5;
const ALPHA: f64 = 1.673_263_242_354_377_2;

/// 9: softplus from its output: (z − 1)/z with z = e^y, which is 1 − e^{−y}, is 0 in f32 from x = −17
/// down.
#[test]
fn softplus_from_its_output() {
    let wrong = Elements::new(|x| x.softplus(), |_, y| n(1.0) - (-y).exp());
    let finding = caught(&wrong, Check::Tails);
    let comparison = finding.comparison.expect("two gradients");
    assert!(comparison.expected < 1e-3, "{finding}");
    accepted_by(
        &Elements::new(|x| x.softplus(), |_, y| -(-y).exp_m1()),
        Check::Tails,
    );
    accepted_by(&Softplus::default(), Check::Tails);
}

/// 17: candle and Paddle: σ as y/x, which is NaN at 0.
#[test]
fn sigmoid_as_a_quotient() {
    let wrong = Elements::new(
        |x| x * x.sigmoid(),
        |x, y| {
            let s = y / x;
            s + y * (n(1.0) - s)
        },
    );
    let finding = caught(&wrong, Check::Special);
    assert!(finding.inputs.iter().any(|(_, x)| *x == 0.0), "{finding}");
    accepted_by(&Silu, Check::Special);
}

/// 18: candle, silu: σ·(1 − y) + y is 0 instead of 1 for large x.
#[test]
fn silu_from_its_output() {
    let wrong = Elements::new(|x| x * x.sigmoid(), |x, y| x.sigmoid() * (n(1.0) - y) + y);
    caught(&wrong, Check::Tails);
    accepted_by(&Silu, Check::Tails);
}

/// 19: candle, jax, mxnet, tinygrad: a masked e^x is 0·∞ for large x.
#[test]
fn a_masked_exponential() {
    let mask = |x: Trace| select(x.gt(n(0.0)), n(1.0), n(0.0));
    let wrong = Elements::new(
        move |x| select(x.gt(n(0.0)), x, x.exp_m1()),
        move |x, _| mask(x) + (n(1.0) - mask(x)) * x.exp(),
    );
    let finding = caught(&wrong, Check::Special);
    assert!(finding.to_string().contains("NaN"), "{finding}");
    accepted_by(&Elu::default(), Check::Special);
}

/// 50: TF, SELU, and jax, expm1, from the output: y + λα is 0 in f32 from x = −18 down.
#[test]
fn exponential_from_its_output() {
    let selu = |x: Trace| n(LAMBDA) * select(x.gt(n(0.0)), x, n(ALPHA) * x.exp_m1());
    let wrong = Elements::new(selu, |x, y| {
        select(x.gt(n(0.0)), n(LAMBDA), y + n(LAMBDA * ALPHA))
    });
    caught(&wrong, Check::Tails);
    let plus_one = Elements::new(|x| x.exp_m1(), |_, y| y + n(1.0));
    caught(&plus_one, Check::Tails);
}

/// 52: sigmoid as s·(1 − s), which has no right tail.
#[test]
fn sigmoid_from_its_output() {
    let wrong = Elements::new(|x| x.sigmoid(), |_, y| y * (n(1.0) - y));
    let finding = caught(&wrong, Check::Tails);
    assert!(finding.inputs[0].1 > 5.0, "{finding}");
    accepted_by(&Sigmoid, Check::Tails);
    accepted_by(&Tanh, Check::Tails);
}

/// 66: candle and burn, GELU by tanh: x³ overflows, and ∞·0 is NaN (in f16 from x = 41, in f32 from 7e12).
#[test]
fn gelu_with_an_overflowing_cube() {
    let scale = (2.0 / std::f64::consts::PI).sqrt();
    let inner = move |x: Trace| n(scale) * (x + n(0.044715) * x * x * x);
    let wrong = Elements::new(
        move |x| n(0.5) * x * (n(1.0) + inner(x).tanh()),
        move |x, _| {
            let t = inner(x).tanh();
            let slope = n(scale) * (n(1.0) + n(3.0 * 0.044715) * x * x);
            n(0.5) * (n(1.0) + t) + n(0.5) * x * (n(1.0) - t * t) * slope
        },
    );
    let finding = caught(&wrong, Check::Special);
    assert!(finding.to_string().contains("NaN"), "{finding}");
    accepted_by(&GeluTanh, Check::Special);
}

/// 69: torch, softplus backward: z/(z + 1) is ∞/∞ where e^x overflows before a threshold of 200.
#[test]
fn softplus_with_an_overflowing_exponential() {
    let wrong = Elements::new(
        |x| x.softplus(),
        |x, _| {
            let z = x.exp();
            select(x.gt(n(200.0)), n(1.0), z / (z + n(1.0)))
        },
    );
    let finding = caught(&wrong, Check::Special);
    assert!(finding.to_string().contains("f32"), "{finding}");
    accepted_by(&Softplus::default(), Check::Special);
}
