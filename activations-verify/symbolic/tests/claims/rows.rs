//! Gradients of functions of a row, for every length of the row.

use activations_symbolic::{
    Arena, Mismatch, RowClaim, Verdict, check_row_equal, check_row_vjp, derive_row_vjp,
};

use crate::notation::{parse, scope};

pub(crate) const SOFTMAX: &str = "(x - x.max()).exp() / (x - x.max()).exp().sum()";
pub(crate) const SOFTMAX_PLUS_ONE: &str = "(x - x.max().max(0.0)).exp() / ((x - x.max().max(0.0)).exp().sum() + (-x.max().max(0.0)).exp())";
pub(crate) const LOG_SOFTMAX: &str = "x - x.max() - (x - x.max()).exp().sum().ln()";
pub(crate) const RMS_NORM: &str = "x / ((x * x).mean() + eps).sqrt()";
pub(crate) const LAYER_NORM: &str =
    "(x - x.mean()) / (((x - x.mean()) * (x - x.mean())).mean() + eps).sqrt()";

fn check(parameters: &[&str], forward: &str, vjp: &str) -> (Arena, Verdict) {
    let mut arena = Arena::new();
    let scope = scope(&mut arena, &["x"], parameters);
    let [input, output, cotangent] = ["x", "y", "dy"].map(|name| arena.symbol(name));
    let (forward, vjp) = (parse(&mut arena, forward), parse(&mut arena, vjp));
    let claim = RowClaim {
        scope: &scope,
        input,
        forward,
        output,
        cotangent,
        vjp,
    };
    let verdict = check_row_vjp(&mut arena, &claim);
    (arena, verdict)
}

#[test]
fn right_gradients_are_proved_for_every_length() {
    let eps: &[&str] = &["eps = 0.00001 where eps > 0"];
    let cases: &[(&[&str], &str, &str)] = &[
        (&[], SOFTMAX, "(dy - (dy * y).sum()) * y"),
        (&[], SOFTMAX, "dy * y - y * (y * dy).sum()"),
        (&[], "x.exp() / x.exp().sum()", "(dy - (dy * y).sum()) * y"),
        (&[], LOG_SOFTMAX, "dy - y.exp() * dy.sum()"),
        (
            &[],
            "-x - (-x).max() - (-x - (-x).max()).exp().sum().ln()",
            "(-x - (-x).max()).exp() / (-x - (-x).max()).exp().sum() * dy.sum() - dy",
        ),
        (
            &[],
            "(-x - (-x).max()).exp() / (-x - (-x).max()).exp().sum()",
            "((dy * y).sum() - dy) * y",
        ),
        (
            &[],
            "(x - x.max()).exp() / ((x - x.max()).exp().sum() + (-x.max()).exp())",
            "(dy - (dy * y).sum()) * y",
        ),
        (&[], SOFTMAX_PLUS_ONE, "(dy - (dy * y).sum()) * y"),
        (
            &["tau = 1 where tau > 0"],
            "((x - x.max()) / tau).exp() / ((x - x.max()) / tau).exp().sum()",
            "(dy - (dy * y).sum()) * y / tau",
        ),
        (
            eps,
            RMS_NORM,
            "(dy - y * (dy * y).mean()) / ((x * x).mean() + eps).sqrt()",
        ),
        (
            eps,
            "x / ((x * x).sum() + eps).sqrt()",
            "(dy - y * (dy * y).sum()) / ((x * x).sum() + eps).sqrt()",
        ),
        (
            eps,
            LAYER_NORM,
            "(dy - dy.mean() - y * (dy * y).mean()) / (((x - x.mean()) * (x - x.mean())).mean() + eps).sqrt()",
        ),
    ];
    let mut failures = Vec::new();
    for &(parameters, forward, vjp) in cases {
        let (_, verdict) = check(parameters, forward, vjp);
        if !verdict.is_proved() {
            failures.push(format!("{forward}, {vjp}: {verdict:?}"));
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

#[test]
fn other_forms_of_a_variance_are_right_where_they_are_and_wrong_elsewhere() {
    let eps: &[&str] = &["eps = 0.00001 where eps > 0"];
    let with = |variance: &str| {
        let vjp = format!("(dy - dy.mean() - y * (dy * y).mean()) / ({variance} + eps).sqrt()");
        check(eps, LAYER_NORM, &vjp).1
    };
    // What is added to one factor of the square falls out, for Σ(x − mean) is 0.
    for right in [
        "((x - 1.000001 * x.mean()) * (x - x.mean())).mean()",
        "(x * (x - x.mean())).mean()",
        "((x - 7.0) * (x - x.mean())).mean()",
        "(x * x).mean() - x.mean() * x.mean()",
        "((x * x).sum() - x.sum() * x.mean()) / (x * 0.0 + 1.0).sum()",
        "(x - x.mean() / 3.0).powi(2).mean() - (x.mean() * 2.0 / 3.0).powi(2)",
    ] {
        let verdict = with(right);
        assert!(verdict.is_proved(), "{right}: {verdict:?}");
    }
    for wrong in [
        "((x - 1.000001 * x.mean()) * (x - 1.000001 * x.mean())).mean()",
        "((x - 1.000001 * x.mean()) * (x - 0.999999 * x.mean())).mean()",
        "((1.000001 * x - x.mean()) * (x - x.mean())).mean()",
        "(x * x).mean() - 0.999999 * x.mean() * x.mean()",
        "(x * x).mean() - x.mean()",
        "(x * (x - x.mean())).sum()",
    ] {
        let verdict = with(wrong);
        assert!(verdict.is_refuted(), "{wrong}: {verdict:?}");
    }
    // A quantity that only sometimes is a variance can be negative.
    let claim = [
        "x / ((x * x).mean() - x.sum() * x.mean() + eps).sqrt()",
        "dy",
    ];
    assert!(!check(eps, claim[0], claim[1]).1.is_proved());
}

#[test]
fn the_maximum_may_be_held_fixed() {
    let (_, verdict) = check(&[], SOFTMAX, "(dy - (dy * y).sum()) * y");
    let Verdict::Proved(proof) = verdict else {
        panic!("{verdict:?}")
    };
    assert_eq!(
        proof.notes,
        ["the row's maximum may be treated as a constant"]
    );
    // Without the shift there is none; and where the maximum does count, nothing is proved.
    let (_, verdict) = check(&[], "x - x.max()", "dy");
    assert!(verdict.is_refuted(), "{verdict:?}");
}

#[test]
fn wrong_gradients_are_refuted_on_a_short_row() {
    let eps: &[&str] = &["eps = 0.00001 where eps > 0"];
    let cases: &[(&[&str], &str, &str)] = &[
        (&[], SOFTMAX, "dy * y * (1.0 - y)"),
        (&[], SOFTMAX, "dy"),
        (&[], SOFTMAX, "dy * y"),
        (&[], SOFTMAX, "(dy + (dy * y).sum()) * y"),
        (&[], SOFTMAX, "(dy - dy.sum()) * y"),
        (&[], SOFTMAX, "(dy - (dy * y).mean()) * y"),
        (&[], SOFTMAX, "(dy - (dy * x).sum()) * y"),
        (&[], LOG_SOFTMAX, "dy - (dy * y).sum()"),
        (&[], LOG_SOFTMAX, "dy - y.exp() * dy.mean()"),
        // The 1 of softmax+1 forgotten in the shift.
        (
            &[],
            "(x - x.max()).exp() / ((x - x.max()).exp().sum() + 1.0)",
            "(dy - (dy * y).sum()) * y",
        ),
        // As if e⁻ᵐ did not go with the shift m, and the shift counted.
        (
            &[],
            "(x - x.max().max(0.0)).exp() / ((x - x.max().max(0.0)).exp().sum() + 1.0)",
            "(dy - (dy * y).sum()) * y",
        ),
        (
            eps,
            RMS_NORM,
            "(dy - y * (dy * y).sum()) / ((x * x).mean() + eps).sqrt()",
        ),
        (eps, RMS_NORM, "dy / ((x * x).mean() + eps).sqrt()"),
        (
            eps,
            LAYER_NORM,
            "(dy - y * (dy * y).mean()) / (((x - x.mean()) * (x - x.mean())).mean() + eps).sqrt()",
        ),
        (
            &["tau = 2 where tau > 0"],
            "(x / tau).exp() / (x / tau).exp().sum()",
            "(dy - (dy * y).sum()) * y",
        ),
    ];
    for &(parameters, forward, vjp) in cases {
        let (arena, verdict) = check(parameters, forward, vjp);
        let Verdict::Refuted(found) = verdict else {
            panic!("{forward}, {vjp}: {verdict:?}")
        };
        assert!(
            matches!(found.what, Mismatch::Row { .. }),
            "{forward}, {vjp}: {found:?}"
        );
        assert_eq!(arena.name(found.point[0].0), "x[0]");
        assert!(found.slope.hi < found.given.lo || found.given.hi < found.slope.lo);
    }
}

#[test]
fn a_norm_without_a_value_at_zero_is_not_proved() {
    let (_, verdict) = check(
        &[],
        "x / (x * x).sum().sqrt()",
        "(dy - y * (dy * y).sum()) / (x * x).sum().sqrt()",
    );
    assert!(!verdict.is_proved(), "{verdict:?}");
}

#[test]
fn shifted_rows_equal_their_textbook_formulas() {
    let equal = |left: &str, right: &str| {
        let mut arena = Arena::new();
        let scope = scope(&mut arena, &["x"], &[]);
        let input = arena.symbol("x");
        let (left, right) = (parse(&mut arena, left), parse(&mut arena, right));
        check_row_equal(&mut arena, &scope, input, left, right)
    };
    let pairs = [
        (SOFTMAX, "x.exp() / x.exp().sum()"),
        (LOG_SOFTMAX, "(x.exp() / x.exp().sum()).ln()"),
        (LOG_SOFTMAX, "x - x.exp().sum().ln()"),
        (
            "(x - x.max()).exp() / ((x - x.max()).exp().sum() + (-x.max()).exp())",
            "x.exp() / (1.0 + x.exp().sum())",
        ),
        (SOFTMAX_PLUS_ONE, "x.exp() / (1.0 + x.exp().sum())"),
    ];
    for (left, right) in pairs {
        let verdict = equal(left, right);
        assert!(verdict.is_proved(), "{left} = {right}: {verdict:?}");
    }
    let wrong = [
        (
            "(x - x.max()).exp() / ((x - x.max()).exp().sum() + 1.0)",
            "x.exp() / (1.0 + x.exp().sum())",
        ),
        (SOFTMAX, "x.exp() / x.exp().mean()"),
        (LOG_SOFTMAX, "x - x.exp().ln().sum()"),
    ];
    for (left, right) in wrong {
        let verdict = equal(left, right);
        assert!(verdict.is_refuted(), "{left} = {right}: {verdict:?}");
    }
}

#[test]
fn a_derived_gradient_is_proved_like_a_stated_one() {
    let eps: &[&str] = &["eps = 0.00001 where eps > 0"];
    let cases: [(&[&str], &str); 4] = [
        (&[], SOFTMAX),
        (&[], LOG_SOFTMAX),
        (eps, RMS_NORM),
        (eps, LAYER_NORM),
    ];
    for (parameters, forward) in cases {
        let mut arena = Arena::new();
        let scope = scope(&mut arena, &["x"], parameters);
        let [input, output, cotangent] = ["x", "y", "dy"].map(|name| arena.symbol(name));
        let forward = parse(&mut arena, forward);
        let vjp =
            derive_row_vjp(&mut arena, &scope, input, forward, cotangent).expect("a gradient");
        let claim = RowClaim {
            scope: &scope,
            input,
            forward,
            output,
            cotangent,
            vjp,
        };
        let verdict = check_row_vjp(&mut arena, &claim);
        assert!(verdict.is_proved(), "{verdict:?}");
    }
}

#[test]
fn a_wrong_gradient_comes_with_a_right_one() {
    let eps: &[&str] = &["eps = 0.00001 where eps > 0"];
    let cases: &[(&[&str], &str, &str, &str)] = &[
        (
            &[],
            SOFTMAX,
            "(dy + (dy * y).sum()) * y",
            "(dy - (dy * y).sum()) * y",
        ),
        (
            &[],
            SOFTMAX,
            "((dy * y).sum() - dy) * y",
            "-(((dy * y).sum() - dy) * y)",
        ),
        (
            &[],
            SOFTMAX,
            "(dy - dy.sum()) * y",
            "(dy - (dy * y).sum()) * y",
        ),
        (
            &[],
            SOFTMAX,
            "(dy - (dy * y).mean()) * y",
            "(dy - (dy * y).sum()) * y",
        ),
        (
            &[],
            LOG_SOFTMAX,
            "dy - y.exp() * dy.mean()",
            "dy - y.exp() * dy.sum()",
        ),
        (
            eps,
            RMS_NORM,
            "(dy - y * (dy * y).sum()) / ((x * x).mean() + eps).sqrt()",
            "(dy - y * (dy * y).mean()) / ((x * x).mean() + eps).sqrt()",
        ),
    ];
    for &(parameters, forward, wrong, right) in cases {
        let (mut arena, verdict) = check(parameters, forward, wrong);
        let Verdict::Refuted(found) = verdict else {
            panic!("{forward}, {wrong}: {verdict:?}")
        };
        let repair = found.repair.expect("a repair");
        let text = repair.code.expect("code");
        let (code, right) = (parse(&mut arena, &text), parse(&mut arena, right));
        assert_eq!(code, right, "{forward}, {wrong}: {text}");
    }
    // Where no edit helps, the gradient that was derived is offered, and it is proved by itself.
    for (parameters, forward) in [
        (&[][..], SOFTMAX),
        (&[], LOG_SOFTMAX),
        (eps, RMS_NORM),
        (eps, LAYER_NORM),
    ] {
        let (_, verdict) = check(parameters, forward, "x * x * dy.sin()");
        let Verdict::Refuted(found) = verdict else {
            panic!("{forward}: {verdict:?}")
        };
        let code = found.repair.expect("a repair").code.expect("code");
        assert!(!code.contains("1.0.sum()"), "{code}");
        let (_, verdict) = check(parameters, forward, &code);
        assert!(verdict.is_proved(), "{forward}, {code}: {verdict:?}");
    }
    // A function that hangs on which entry is the largest has no gradient to offer.
    let (_, verdict) = check(&[], "x - x.max()", "dy");
    let Verdict::Refuted(found) = verdict else {
        panic!("{verdict:?}")
    };
    assert!(found.repair.is_none(), "{found:?}");
}
