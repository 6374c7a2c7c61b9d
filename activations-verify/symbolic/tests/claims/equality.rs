//! Stabilised forms are proved equal to their textbook formulas, and wrong ones refuted.

use crate::notation::{parse, scope};
use crate::other_forms::{ISRU, SQUAREPLUS};
use activations_symbolic::{Arena, Mismatch, Verdict, check_equal};

fn compare(parameters: &[&str], left: &str, right: &str) -> (Arena, Verdict) {
    let mut arena = Arena::new();
    let scope = scope(&mut arena, &["x"], parameters);
    let (left, right) = (parse(&mut arena, left), parse(&mut arena, right));
    let verdict = check_equal(&mut arena, &scope, left, right);
    (arena, verdict)
}

#[test]
fn stable_forms_equal_their_textbook_formulas() {
    let pairs: &[(&[&str], &str, &str)] = &[
        (
            &[],
            "x.max(0.0) + (-x.abs()).exp().ln_1p()",
            "(1.0 + x.exp()).ln()",
        ),
        (&[], "x.softplus()", "(1.0 + x.exp()).ln()"),
        (&[], "-(-x).softplus()", "(1.0 / (1.0 + (-x).exp())).ln()"),
        (
            &[],
            "x.abs() + (-2.0 * x.abs()).exp().ln_1p() - LN_2",
            "x.cosh().ln()",
        ),
        (
            &[],
            "0.5 * x * (-x * FRAC_1_SQRT_2).erfc()",
            "x * 0.5 * (1.0 + (x / SQRT_2).erf())",
        ),
        (
            &[],
            "x * x.normal_cdf()",
            "x * 0.5 * (1.0 + (x / SQRT_2).erf())",
        ),
        (
            &[],
            "x * (2.0 * (2.0 / PI).sqrt() * (x + 0.044715 * x.powi(3))).sigmoid()",
            "0.5 * x * (1.0 + ((2.0 / PI).sqrt() * (x + 0.044715 * x.powi(3))).tanh())",
        ),
        (&[], "x.max(0.0)", "(x + x.abs()) / 2.0"),
        (
            &["lo = -1 where lo < hi", "hi = 1"],
            "x.max(lo).min(hi)",
            "if x < lo { lo } else if x > hi { hi } else { x }",
        ),
        (
            &["alpha = 0.2"],
            "if x > 0.0 { x } else { alpha * x }",
            "x.max(0.0) + alpha * x.min(0.0)",
        ),
        (
            &["b = 4 where b > 0"],
            SQUAREPLUS,
            "(x + (x * x + b).sqrt()) / 2.0",
        ),
        (
            &["alpha = 1 where alpha > 0"],
            ISRU,
            "x / (1.0 + alpha * x * x).sqrt()",
        ),
        (
            &[],
            "x.tanh()",
            "(x.exp() - (-x).exp()) / (x.exp() + (-x).exp())",
        ),
    ];
    for (parameters, left, right) in pairs {
        let (_, verdict) = compare(parameters, left, right);
        assert!(verdict.is_proved(), "{left} = {right}: {verdict:?}");
    }
}

#[test]
fn different_functions_are_told_apart() {
    let pairs: &[(&[&str], &str, &str)] = &[
        (&[], "x.max(0.0)", "x.abs()"),
        (
            &[],
            "x.tanh()",
            "(x.exp() - (-x).exp()) / (x.exp() - (-x).exp())",
        ),
        (
            &["alpha = 0.2"],
            "x.max(alpha * x)",
            "if x > 0.0 { x } else { alpha * x }",
        ),
        (&[], "x * x.normal_cdf()", "x * (1.702 * x).sigmoid()"),
    ];
    for (parameters, left, right) in pairs {
        let (_, verdict) = compare(parameters, left, right);
        assert!(verdict.is_refuted(), "{left} = {right}: {verdict:?}");
    }
}

#[test]
fn a_value_at_one_place_counts() {
    let (arena, verdict) = compare(
        &[],
        "if x > 0.0 { 1.0 } else { 0.0 }",
        "if x >= 0.0 { 1.0 } else { 0.0 }",
    );
    let Verdict::Refuted(found) = verdict else {
        panic!("{verdict:?}")
    };
    assert_eq!(found.what, Mismatch::Value);
    assert_eq!((found.slope.lo, found.given.lo), (0.0, 1.0));
    assert_eq!(arena.name(found.point[0].0), "x");
    assert!(found.point[0].1.is_zero());
}

#[test]
fn a_form_with_a_hole_is_not_equal() {
    let (_, verdict) = compare(&[], "x * x / x", "x");
    let Verdict::Refuted(found) = verdict else {
        panic!("{verdict:?}")
    };
    assert_eq!(
        found.what,
        Mismatch::ForwardUndefined {
            part: "x * x / x".to_owned()
        }
    );
}

#[test]
fn a_reduction_is_no_number() {
    let (_, verdict) = compare(&[], "x.sum()", "x.sum()");
    assert!(matches!(verdict, Verdict::Undecided(_)), "{verdict:?}");
}
