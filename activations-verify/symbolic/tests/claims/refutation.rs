//! Wrong derivatives are refuted, at a point where enclosures of the two sides are disjoint.

use crate::notation::{Declared, of_x};
use activations_symbolic::{Arena, Counterexample, Mismatch, Verdict};

fn refuted(declared: Declared<'_>) -> (Arena, Counterexample) {
    match declared.check() {
        (arena, Verdict::Refuted(counterexample)) => (arena, *counterexample),
        (_, other) => panic!("{declared:?}\nshould be refuted, not {other:?}"),
    }
}

/// The point as text, such as `x = 1, alpha = 2`.
fn point(arena: &Arena, counterexample: &Counterexample) -> String {
    let coordinates = counterexample.point.iter();
    let text: Vec<String> = coordinates
        .map(|(symbol, value)| format!("{} = {value}", arena.name(*symbol)))
        .collect();
    text.join(", ")
}

#[test]
fn a_wrong_formula_is_shown_at_a_friendly_point() {
    let (arena, found) = refuted(of_x("x.tanh()", "1.0 - y"));
    assert_eq!(found.what, Mismatch::Derivative);
    assert_eq!(point(&arena, &found), "x = 1");
    assert_eq!(found.slope.to_string(), "0.419974341614…");
    assert_eq!(found.given.to_string(), "0.238405844044…");
}

#[test]
fn derivatives_that_shipped_wrong_are_refuted() {
    // dfdx: the exact GELU with √2 missing.
    refuted(of_x(
        "x * x.normal_cdf()",
        "x.normal_cdf() + 0.5 * x * FRAC_2_SQRT_PI * (-x * x / 2.0).exp()",
    ));
}
