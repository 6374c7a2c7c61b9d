//! A negative control for every check: an error that it must find. A check that finds nothing here would
//! find nothing anywhere.

mod support;

use activations_core::{
    Gelu, HardSwish, LeakyRelu, LogSoftmax, Real, Relu, Row, Sigmoid, Softmax, Tanh,
};
use activations_verify::{Check, Finding};
use support::{Bug, Elements, Planted, Rows, caught, caught_saying, n};

/// Something wrong, and what the check says about it.
fn control(check: Check) -> Option<Finding> {
    let finding = match check {
        Check::Proof => caught_saying(
            &Elements::new(|x| x.tanh(), |_, y| n(1.0) - y),
            check,
            "refuted",
        ),
        // The coefficient of the chain rule, off by two parts in a hundred thousand.
        Check::Derivative => caught_saying(&wrong_gelu_tanh(), check, "`x`"),
        Check::Dual => caught_saying(&wrong_gelu_tanh(), check, "`x`"),
        // σ(bx), and x·σ(bx) by b, without the second factor.
        Check::Parameters => {
            let steep = Elements::with_parameters(
                &[("b", 1.0)],
                |x, p| (x * p[0]).sigmoid(),
                |x, _, p| p[0] * (x * p[0]).sigmoid() * (-x * p[0]).sigmoid(),
            );
            caught_saying(&steep.by_parameter(|x, y, _| x * y), check, "`b`")
        }
        Check::Second => caught_saying(
            &Planted::new(Gelu, Bug::SlackInSecond),
            check,
            "second derivative",
        ),
        Check::Spec => {
            let shifted = Rows::new(
                |x| {
                    let e = (x - Row::max(x)).exp();
                    e / (e.sum() + n(1.0))
                },
                |_, y, dy| (dy - (dy * y).sum()) * y,
            );
            caught(&shifted.spec(|x| x.exp() / (x.exp().sum() + n(1.0))), check)
        }
        Check::Kinks => caught_saying(
            &Elements::new(|x| x.max(n(0.0)), |x, _| slope_of_ramp(x, 1.5)),
            check,
            "kink",
        ),
        Check::Continuity => caught_saying(&jumping(), check, "jumps"),
        Check::Special => caught(&Planted::new(Sigmoid, Bug::Overflow), check),
        Check::Limits => caught(
            &Elements::new(
                |x| x * x.sigmoid(),
                |x, _| x.sigmoid() + x * x.sigmoid() * (-x).sigmoid(),
            ),
            check,
        ),
        Check::Tails => caught(&Elements::new(|x| x.tanh(), |_, y| n(1.0) - y * y), check),
        Check::Forward => caught(&Planted::new(Tanh, Bug::SkippedTail), check),
        Check::Vjp => caught_saying(&Planted::new(Tanh, Bug::SlackInSingle), check, "f32"),
        Check::Adjoint => caught(&Planted::new(Gelu, Bug::DoubledTangent), check),
        Check::Linearity => caught(&Planted::new(Tanh, Bug::AffineCotangent), check),
        Check::Jacobian => {
            let diagonal = Rows::new(
                |x| x.exp() / x.exp().sum(),
                |_, y, dy| dy * y * (-y + n(1.0)),
            );
            caught(&diagonal, check)
        }
        Check::Layouts => caught(&Planted::new(Sigmoid, Bug::IgnoredStrides), check),
        Check::Lengths => caught(&Planted::new(HardSwish, Bug::OtherBranchInTail), check),
        Check::Independence => caught(&Planted::new(LogSoftmax, Bug::RowLeak), check),
        // These three are about what core itself does; their controls are beside them.
        Check::Masks | Check::Broadcast | Check::Errors => return None,
        other => panic!("no control for `{}`", other.name()),
    };
    Some(finding)
}

/// 3·0.044714 for 3·0.044715 in the derivative.
fn wrong_gelu_tanh() -> Elements {
    let scale = (2.0 / std::f64::consts::PI).sqrt();
    let inner = move |x: activations_core::Trace| n(scale) * (x + n(0.044715) * x * x * x);
    Elements::new(
        move |x| n(0.5) * x * (n(1.0) + inner(x).tanh()),
        move |x, _| {
            let t = inner(x).tanh();
            let slope = n(scale) * (n(1.0) + n(3.0 * 0.044714) * x * x);
            n(0.5) * (n(1.0) + t) + n(0.5) * x * (n(1.0) - t * t) * slope
        },
    )
}

/// 0 left of 0, 1 right of it, and `at_zero` there.
fn slope_of_ramp(x: activations_core::Trace, at_zero: f64) -> activations_core::Trace {
    type T = activations_core::Trace;
    T::select(
        x.gt(n(0.0)),
        n(1.0),
        T::select(x.lt(n(0.0)), n(0.0), n(at_zero)),
    )
}

/// Jumps from 0 to ½ at 3.
fn jumping() -> Elements {
    type T = activations_core::Trace;
    Elements::new(
        |x| T::select(x.gt(n(3.0)), x - n(2.5), n(0.0)),
        |x, _| T::select(x.gt(n(3.0)), n(1.0), n(0.0)),
    )
}

#[test]
fn every_check_finds_what_it_is_for() {
    for &check in Check::ALL {
        if let Some(finding) = control(check) {
            assert!(!finding.claim.is_empty());
        }
    }
}

#[test]
fn a_wrong_pullback_is_found() {
    let sigmoid = || Elements::new(|x| x.sigmoid(), |x, _| x.sigmoid_slope());
    let wrong = sigmoid().pullback(|_, y, dy| dy * y * (n(1.0) + y));
    caught_saying(&wrong, Check::Proof, "refuted: the stated pullback by x");
    // Its array code takes the derivative from x, which has other digits.
    let unused = sigmoid().pullback(|_, y, dy| dy * y * (n(1.0) - y));
    caught_saying(&unused, Check::Vjp, "does not take the stated `pullback`");
}

#[test]
fn every_planted_bug_is_found() {
    let found = |bug: Bug, check: Check| {
        caught(&Planted::new(Tanh, bug), check);
    };
    found(Bug::SkippedTail, Check::Lengths);
    found(Bug::SkippedTail, Check::Layouts);
    found(Bug::SwappedLanes, Check::Lengths);
    found(Bug::SwappedLanes, Check::Forward);
    found(Bug::AliasedGradient, Check::Layouts);
    found(Bug::IgnoredStrides, Check::Layouts);
    found(Bug::IgnoredCotangent, Check::Linearity);
    found(Bug::IgnoredCotangent, Check::Vjp);
    found(Bug::AffineCotangent, Check::Vjp);
    found(Bug::HiddenNan, Check::Special);
    found(Bug::Overflow, Check::Special);
    caught(&Planted::new(Softmax, Bug::WrongAxis), Check::Layouts);
    caught(&Planted::new(Softmax, Bug::RowLeak), Check::Layouts);
    caught(&Planted::new(Softmax, Bug::AliasedGradient), Check::Layouts);
    caught(
        &Planted::new(LeakyRelu::default(), Bug::ShortSum),
        Check::Vjp,
    );
    caught(&Planted::new(Relu, Bug::DoubledTangent), Check::Adjoint);
}

/// A failing call is reduced: one axis, few elements, no oddity that is not needed.
#[test]
fn a_failing_call_is_reduced_to_its_simplest() {
    let finding = caught(&Planted::new(Tanh, Bug::SkippedTail), Check::Layouts);
    let text = finding.to_string();
    // Each element alone is what it is compared with, so it takes two.
    assert!(text.contains("shape [2]"), "{text}");
    assert!(
        !text.contains("reversed") && !text.contains("rotated"),
        "{text}"
    );
    let finding = caught(&Planted::new(Sigmoid, Bug::IgnoredStrides), Check::Layouts);
    let text = finding.to_string();
    assert!(
        text.contains("dy reversed") || text.contains("dy axes rotated"),
        "{text}"
    );
}

/// Behind the trait alone, with nothing but values to go by.
#[test]
fn wrong_gradients_of_activations_written_by_hand_are_found() {
    let wrong = Elements::new(|x| x.tanh(), |_, y| n(1.0) - y).opaque();
    caught_saying(&wrong, Check::Derivative, "slope");
    let slightly = Elements::new(|x| x.sin(), |x, _| x.cos() * n(1.0 + 1e-6)).opaque();
    caught(&slightly, Check::Derivative);
    caught(&jumping().opaque(), Check::Continuity);
    let at_kink = Elements::new(
        |x| (x - n(1.5)).max(n(0.0)),
        |x, _| slope_of_ramp(x - n(1.5), -0.5),
    )
    .opaque();
    caught(&at_kink, Check::Kinks);
    let right = Elements::new(|x| x.tanh(), |_, y| n(1.0) - y * y).opaque();
    support::accepted(&right);
}
