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

/// Wrong derivatives of right forwards, by what they get wrong.
#[test]
fn derivatives_that_shipped_wrong_are_refuted() {
    let with = |parameters, forward, derivative| Declared {
        parameters,
        ..of_x(forward, derivative)
    };
    let cases = [
        (
            "exact gelu with 2/√π for 1/√(2π)",
            of_x(
                "x * x.normal_cdf()",
                "x.normal_cdf() + 0.5 * x * FRAC_2_SQRT_PI * (-x * x / 2.0).exp()",
            ),
        ),
        (
            "hard sigmoid saturated at 1",
            of_x(
                "(x / 6.0 + 0.5).clamp(0.0, 1.0)",
                "if x > -3.0 && x < 3.0 { 1.0 / 6.0 } else { 1.0 }",
            ),
        ),
        (
            "gelu with the slope of its tanh form",
            of_x(
                "x * x.normal_cdf()",
                "0.5 * (1.0 + ((2.0 / PI).sqrt() * (x + 0.044715 * x.powi(3))).tanh()) + 0.5 * x * (1.0 - ((2.0 / PI).sqrt() * (x + 0.044715 * x.powi(3))).tanh().powi(2)) * (2.0 / PI).sqrt() * (1.0 + 0.134145 * x * x)",
            ),
        ),
        (
            "leaky relu from y for a negative slope",
            with(
                &["alpha = 0.01"],
                "if x > 0.0 { x } else { alpha * x }",
                "if y > 0.0 { 1.0 } else { alpha }",
            ),
        ),
        (
            "softplus threshold on y",
            with(
                &["beta = 1 where beta > 0"],
                "(beta * x).softplus() / beta",
                "if beta * y > 20.0 { 1.0 } else { 1.0 - (-beta * y).exp() }",
            ),
        ),
        (
            "hard swish with the cotangent for x",
            of_x(
                "x * (x + 3.0).max(0.0).min(6.0) / 6.0",
                "((x + 3.0).clamp(0.0, 6.0) + (if x > -3.0 && x < 3.0 { 1.0 } else { 0.0 })) / 6.0",
            ),
        ),
        (
            "hard swish with 0.3333 for 1/3",
            of_x(
                "x * (x + 3.0).max(0.0).min(6.0) / 6.0",
                "if x <= -3.0 { 0.0 } else if x >= 3.0 { 1.0 } else { 0.3333 * x + 0.5 }",
            ),
        ),
        (
            "selu from y with λ(y + α)",
            of_x(
                "if x > 0.0 { 1.05 * x } else { 1.05 * 1.67 * x.exp_m1() }",
                "if x > 0.0 { 1.05 } else { 1.05 * (y + 1.67) }",
            ),
        ),
        (
            "mish with ω short of e³ˣ",
            of_x(
                "x * x.softplus().tanh()",
                "x.exp() * (4.0 * (x + 1.0) + 4.0 * (2.0 * x).exp() + x.exp() * (4.0 * x + 6.0)) / (2.0 * x.exp() + (2.0 * x).exp() + 2.0).powi(2)",
            ),
        ),
        (
            "softsign of y for x",
            of_x("x / (1.0 + x.abs())", "(1.0 + y.abs()).powi(-2)"),
        ),
        ("tanh, 1 − y", of_x("x.tanh()", "1.0 - y")),
        ("tanh, y − y²", of_x("x.tanh()", "1.0 * y - y * y")),
    ];
    for (what, declared) in cases {
        let (arena, found) = refuted(declared);
        assert_eq!(
            found.what,
            Mismatch::Derivative,
            "{what} at {}",
            point(&arena, &found)
        );
        assert!(
            found.slope.hi < found.given.lo || found.given.hi < found.slope.lo,
            "{what}"
        );
    }
}

#[test]
fn elu_from_y_needs_its_domain() {
    let declared = Declared {
        parameters: &["alpha = 1"],
        ..of_x(
            "if x > 0.0 { x } else { alpha * x.exp_m1() }",
            "if y > 0.0 { 1.0 } else { y + alpha }",
        )
    };
    let (arena, found) = refuted(declared);
    assert_eq!(found.what, Mismatch::Derivative);
    assert_eq!(point(&arena, &found), "x = -1, alpha = -1");
    let (_, verdict) = Declared {
        parameters: &["alpha = 1 where alpha >= 0"],
        ..declared
    }
    .check();
    assert!(verdict.is_proved(), "{verdict:?}");
}

#[test]
fn a_value_outside_of_the_slopes_at_a_kink_is_refuted() {
    // The automatic derivative of the |x|-based softplus.
    let (arena, found) = refuted(of_x(
        "x.softplus()",
        "if x == 0.0 { 0.0 } else { x.sigmoid() }",
    ));
    assert_eq!(found.what, Mismatch::KinkValue);
    assert_eq!(point(&arena, &found), "x = 0");
    assert_eq!((found.slope.lo, found.given.lo), (0.5, 0.0));
    let (_, found) = refuted(of_x(
        "x.max(0.0)",
        "if x > 0.0 { 1.0 } else if x < 0.0 { 0.0 } else { 2.0 }",
    ));
    assert_eq!(found.what, Mismatch::KinkValue);
    assert_eq!(
        (found.slope.lo, found.slope.hi, found.given.lo),
        (0.0, 1.0, 2.0)
    );
}

#[test]
fn a_wrong_threshold_is_refuted_near_it() {
    let (arena, found) = refuted(of_x(
        "x.max(0.0).min(6.0)",
        "if x > 0.0 && x < 6.1 { 1.0 } else { 0.0 }",
    ));
    assert_eq!(found.what, Mismatch::Derivative);
    assert_eq!(point(&arena, &found), "x = 6.05");
}

#[test]
fn a_jump_is_refuted_unless_it_is_allowed() {
    let jumping = of_x(
        "if x > 1.0 { x } else { 0.0 }",
        "if x > 1.0 { 1.0 } else { 0.0 }",
    );
    let (arena, found) = refuted(jumping);
    assert_eq!(found.what, Mismatch::Jump);
    assert_eq!(point(&arena, &found), "x = 1");
    assert_eq!((found.slope.lo, found.given.lo), (0.0, 1.0));
    let (_, verdict) = Declared {
        jumps: true,
        ..jumping
    }
    .check();
    assert!(verdict.is_proved(), "{verdict:?}");
}

#[test]
fn a_derivative_without_a_value_is_refuted() {
    // silu with σ = y/x.
    let (arena, found) = refuted(of_x("x * x.sigmoid()", "y / x + y * (1.0 - y / x)"));
    assert_eq!(
        found.what,
        Mismatch::Undefined {
            part: "y / x".to_owned()
        }
    );
    assert_eq!(point(&arena, &found), "x = 0");
    let (_, found) = refuted(of_x("x.ln()", "1.0 / x"));
    assert!(
        matches!(found.what, Mismatch::ForwardUndefined { .. }),
        "{found:?}"
    );
    let celu = Declared {
        parameters: &["alpha = 1"],
        ..of_x(
            "if x > 0.0 { x } else { alpha * (x / alpha).exp_m1() }",
            "if x > 0.0 { 1.0 } else { (x / alpha).exp() }",
        )
    };
    let (arena, found) = refuted(celu);
    assert!(
        matches!(found.what, Mismatch::ForwardUndefined { .. }),
        "{found:?}"
    );
    assert!(
        point(&arena, &found).contains("alpha = 0"),
        "{}",
        point(&arena, &found)
    );
}

#[test]
fn a_partial_by_the_wrong_input_is_refuted() {
    let gated = |wrt, derivative| Declared {
        inputs: &["a", "b"],
        wrt,
        ..of_x("a * a.sigmoid() * b", derivative)
    };
    refuted(gated("a", "a * a.sigmoid()"));
    refuted(gated("b", "b * a.sigmoid() * (1.0 + a * (-a).sigmoid())"));
}

/// Always positive, though no rule sees it: nothing is undefined there, and to say so would refuse what is
/// right.
#[test]
fn what_cannot_be_shown_to_be_positive_is_not_said_to_vanish() {
    for positive in [
        "x.exp() - x",
        "x.exp() - 2.0 * x",
        "x.cosh() - x",
        "x * x.exp() + 1.0",
        "x.softplus() - 0.5 * x",
        "(x * x).exp() - x * x",
        "x * x - x * x.tanh() + 0.1",
        "2.0 - x.sin() - x.cos()",
    ] {
        for forward in [
            format!("({positive}).ln()"),
            format!("({positive}).sqrt()"),
            format!("1.0 / ({positive})"),
        ] {
            let (_, verdict) = of_x(&forward, "1.0").check();
            let holes = |found: &Counterexample| {
                matches!(
                    found.what,
                    Mismatch::ForwardUndefined { .. } | Mismatch::Undefined { .. }
                )
            };
            assert!(
                !matches!(&verdict, Verdict::Refuted(found) if holes(found)),
                "{forward}: {verdict:?}"
            );
        }
    }
    for vanishing in [
        "x.exp() - 2.0",
        "x * x - 2.0",
        "(x - 1.0) * x.exp()",
        "x.tanh() - 0.5",
    ] {
        let (_, found) = refuted(of_x(&format!("1.0 / ({vanishing})"), "1.0"));
        assert!(
            matches!(
                found.what,
                Mismatch::ForwardUndefined { .. } | Mismatch::Derivative
            ),
            "{vanishing}: {found:?}"
        );
    }
    let slope = "-x.exp() / (x.exp() - 2.0).powi(2)";
    let (_, found) = refuted(of_x("1.0 / (x.exp() - 2.0)", slope));
    assert!(
        matches!(found.what, Mismatch::ForwardUndefined { .. }),
        "{found:?}"
    );
}
