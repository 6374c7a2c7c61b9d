//! Wrong gradients that compile, as a user may write them: `gradient_tests!` finds each, and says what
//! leads to the cause.

mod support;

use std::panic::{AssertUnwindSafe, catch_unwind};

use activations_core::{Real, derive_activation};
use activations_verify::{__private::require, Check, Verifiable};
use support::{Elements, Rows, n};

/// What the claims that fail say, as the tests of `gradient_tests!` would.
fn failures<Interface>(activation: &impl Verifiable<Interface>) -> Vec<(Check, String)> {
    let one = |check: &Check| {
        let run = AssertUnwindSafe(|| require(activation, *check, "a_crate::tests::mine"));
        let payload = catch_unwind(run).err()?;
        let text = payload.downcast_ref::<String>().expect("a message");
        Some((*check, text.clone()))
    };
    Check::ALL.iter().filter_map(one).collect()
}

/// The claim fails, and its message has all these words and a command.
#[track_caller]
fn found<Interface>(activation: &impl Verifiable<Interface>, check: Check, words: &[&str]) {
    let failures = failures(activation);
    let Some((_, text)) = failures.iter().find(|(failed, _)| *failed == check) else {
        panic!("`{}` found nothing; found {failures:?}", check.name());
    };
    let command = format!("cargo test tests::mine::{}", check.name());
    for word in words
        .iter()
        .copied()
        .chain([command.as_str(), "ACTIVATIONS_CASE="])
    {
        assert!(text.contains(word), "expected `{word}` in:\n{text}");
    }
}

/// The waves above 0. Where they are cut cannot be decided, so the derivative is tested only.
#[derive_activation(
    derivative = if x.sin() > 0.0 { 0.999_999 * x.cos() } else { 0.0 },
    unproved = "the breaks are endless",
)]
pub fn half_wave<R: Real>(x: R) -> R {
    if x.sin() > 0.0 { x.sin() } else { 0.0 }
}

#[test]
fn a_factor_behind_unproved() {
    let words = [
        "stated derivative by `x` is not the slope",
        "expected",
        "found",
        "allowed",
    ];
    found(&HalfWave, Check::Derivative, &words);
    found(&HalfWave, Check::Dual, &["by `x`"]);
}

#[test]
fn a_parameter_that_is_left_out() {
    let steep = Elements::with_parameters(
        &[("b", 1.0)],
        |x, p| (x * p[0]).sigmoid(),
        |x, _, p| p[0] * (x * p[0]).sigmoid() * (-x * p[0]).sigmoid(),
    );
    let wrong = steep.by_parameter(|x, y, _| x * y);
    found(
        &wrong,
        Check::Parameters,
        &["stated derivative by `b`", "expected", "found"],
    );
}

#[test]
fn a_slope_written_by_hand() {
    let swapped = Elements::new(|x| x.tanh(), |x, _| n(1.0) - x * x).opaque();
    found(
        &swapped,
        Check::Derivative,
        &["gradient by `x` is not the slope"],
    );
}

#[test]
fn a_cotangent_that_is_forgotten_by_hand() {
    let forgotten =
        Elements::new(|x| x.tanh(), |_, y| n(1.0) - y * y).vjp(|_, y, _| n(1.0) - y * y);
    found(
        &forgotten,
        Check::Vjp,
        &["is not dy times the stated derivative"],
    );
    found(
        &forgotten.opaque(),
        Check::Linearity,
        &["times that for dy"],
    );
}

#[test]
fn a_row_whose_entries_forget_each_other() {
    use activations_core::Row;
    let diagonal = Rows::new(
        |x| x.exp() / x.exp().sum(),
        |_, y, dy| dy * y * (-y + n(1.0)),
    );
    found(&diagonal, Check::Jacobian, &["entry (", "for the row"]);
    found(&diagonal, Check::Derivative, &["of the row"]);
}

#[test]
fn a_slope_at_a_kink_that_is_none() {
    let kink = Elements::new(
        |x| x.max(n(0.0)),
        |x, _| {
            let at_zero = activations_core::Trace::select(x.lt(n(0.0)), n(0.0), n(2.0));
            activations_core::Trace::select(x.gt(n(0.0)), n(1.0), at_zero)
        },
    );
    found(
        &kink.opaque(),
        Check::Kinks,
        &["slopes from the left and from the right: 0|"],
    );
}
