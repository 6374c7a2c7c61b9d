//! Gradients that are right at the default parameters, and wrong at others.

use activations_core::{LeakyRelu, Real, Trace};
use activations_verify::Check;

use crate::support::{Elements, accepted, accepted_by, caught, n};
use crate::witness;

fn select(condition: <Trace as Real>::Mask, yes: Trace, no: Trace) -> Trace {
    Trace::select(condition, yes, no)
}

/// 5: torch, in-place leaky ReLU: the sign of y stands for that of x, which it is not for α < 0.
#[test]
fn torch_leaky_relu_from_its_output() {
    let with_default = |alpha: f64| {
        Elements::with_parameters(
            &[("alpha", alpha)],
            |x, p| select(x.gt(n(0.0)), x, p[0] * x),
            |_, y, p| select(y.gt(n(0.0)), n(1.0), p[0]),
        )
    };
    witness(&with_default(-1.0), -1.0, -1.0, 1.0, 0.0);
    let finding = caught(&with_default(0.01), Check::Derivative);
    let alpha = finding
        .inputs
        .iter()
        .find(|(name, _)| *name == "alpha")
        .map(|(_, alpha)| *alpha);
    assert!(alpha.is_some_and(|alpha| alpha < 0.0), "{finding}");
    // Where negative slopes are refused, the output does tell.
    accepted_by(
        &with_default(0.01).allowing(|p| p[0] > 0.0),
        Check::Derivative,
    );
    accepted(&LeakyRelu::default());
}

/// 8: torch, softplus backward with a threshold on βy, and a slope for it.
#[test]
fn torch_softplus_threshold() {
    let softplus = |x: Trace, p: &[Trace]| {
        let (beta, threshold) = (p[0], p[1]);
        select((beta * x).gt(threshold), x, (beta * x).softplus() / beta)
    };
    let with = |beta: f64, threshold: f64, from_output: bool| {
        Elements::with_parameters(
            &[("beta", beta), ("threshold", threshold)],
            softplus,
            move |x, y, p| {
                let (beta, threshold) = (p[0], p[1]);
                let argument = if from_output { beta * y } else { beta * x };
                let smooth = if from_output {
                    -(-beta * y).exp_m1()
                } else {
                    (beta * x).sigmoid()
                };
                select(argument.gt(threshold), n(1.0), smooth)
            },
        )
        .allowing(|p| p[0] > 0.0 && p[1] > 0.0)
    };
    witness(&with(3.0, 1.0, true), 0.2736, 0.694406, 1.0, 1e-6);
    // β = 1 and threshold 20 hide it from everything that tries the defaults only.
    caught(&with(1.0, 20.0, true), Check::Derivative);
    accepted_by(&with(1.0, 20.0, false), Check::Derivative);
}

/// 57: torch, RReLU: a guard that takes two nearly equal bounds for none at all.
#[test]
fn torch_rrelu_guard() {
    let with = |guarded: bool| {
        Elements::with_parameters(
            &[("lower", 0.125), ("upper", 1.0 / 3.0)],
            |x, p| select(x.ge(n(0.0)), x, (p[0] + p[1]) * n(0.5) * x),
            move |x, _, p| {
                let slope = (p[0] + p[1]) * n(0.5);
                let slope = if guarded {
                    select((p[1] - p[0]).gt(n(1e-6)), slope, n(1.0))
                } else {
                    slope
                };
                select(x.ge(n(0.0)), n(1.0), slope)
            },
        )
        .allowing(|p| p[0] <= p[1])
    };
    let finding = caught(&with(true), Check::Derivative);
    let bound = |name: &str| {
        finding
            .inputs
            .iter()
            .find(|(n, _)| *n == name)
            .map(|(_, value)| *value)
    };
    let gap = bound("upper")
        .zip(bound("lower"))
        .map(|(upper, lower)| upper - lower);
    assert!(
        gap.is_some_and(|gap| (0.0..1e-6).contains(&gap)),
        "{finding}"
    );
    accepted_by(&with(false), Check::Derivative);
}
