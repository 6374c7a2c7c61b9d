//! Activations that nobody proved, for tests of the tests: definitions with whatever derivative they are
//! given, and right ones with errors planted in their array code.

// Each test file uses its own part of this.
#![allow(dead_code, unreachable_pub, unused_imports)]

mod elements;
mod planted;
mod rows;

pub use elements::Elements;
pub use planted::{Bug, Planted};
pub use rows::Rows;

use activations_core::{Real, Trace};
use activations_verify::{Check, Finding, Plan, Verifiable, verify};

/// A number as a trace.
pub fn n(value: f64) -> Trace {
    Trace::from_f64(value)
}

/// What a check finds wrong with an activation; it must find something.
#[track_caller]
pub fn caught<Interface>(activation: &impl Verifiable<Interface>, check: Check) -> Finding {
    let report = verify(activation, &Plan::default().strict().only(check));
    let finding = report.findings().next().map(|(_, finding)| finding.clone());
    finding.unwrap_or_else(|| panic!("`{}` found nothing wrong", check.name()))
}

/// The same, where the finding must be about what was planted: its text contains `words`.
#[track_caller]
pub fn caught_saying<Interface>(
    activation: &impl Verifiable<Interface>,
    check: Check,
    words: &str,
) -> Finding {
    let finding = caught(activation, check);
    assert!(
        finding.to_string().contains(words),
        "expected `{words}` in:\n{finding}"
    );
    finding
}

/// Every check passes.
#[track_caller]
pub fn accepted<Interface>(activation: &impl Verifiable<Interface>) {
    let report = verify(activation, &Plan::default());
    assert!(report.passed(), "{report}");
}

/// One check passes.
#[track_caller]
pub fn accepted_by<Interface>(activation: &impl Verifiable<Interface>, check: Check) {
    let report = verify(activation, &Plan::default().strict().only(check));
    assert!(report.passed(), "{report}");
}
