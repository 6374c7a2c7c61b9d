//! Limits at the ends of the line are proved, and wrong ones refuted.

use activations_symbolic::{Arena, Infinity, LimitValue, Mismatch, Verdict, check_limit};

use crate::notation::{parse, scope};
use crate::other_forms::{ISRU, SQUAREPLUS};

/// The verdict on a limit written as `inf`, `-inf` or a formula.
fn limit(parameters: &[&str], forward: &str, at: Infinity, value: &str) -> Verdict {
    let mut arena = Arena::new();
    let scope = scope(&mut arena, &["x"], parameters);
    let forward = parse(&mut arena, forward);
    let value = match value {
        "inf" => LimitValue::Infinite(Infinity::Positive),
        "-inf" => LimitValue::Infinite(Infinity::Negative),
        value => LimitValue::Finite(parse(&mut arena, value)),
    };
    check_limit(&mut arena, &scope, forward, at, value)
}

#[test]
fn limits_of_activations_are_proved() {
    let cases: &[(&[&str], &str, &str, &str)] = &[
        (&[], "x * x.sigmoid()", "0", "inf"),
        (&[], "x / (1.0 + (-x).exp())", "0", "inf"),
        (&[], "x * x.softplus().tanh()", "0", "inf"),
        (&[], "x * (1.0 + x.exp()).ln().tanh()", "0", "inf"),
        (&[], "x * x.normal_cdf()", "0", "inf"),
        (&[], "0.5 * x * (1.0 + (x / SQRT_2).erf())", "0", "inf"),
        (&[], "0.5 * x * (-x / SQRT_2).erfc()", "0", "inf"),
        (
            &[],
            "0.5 * x * (1.0 + ((2.0 / PI).sqrt() * (x + 0.044715 * x.powi(3))).tanh())",
            "0",
            "inf",
        ),
        (&[], "x / (1.0 + x.abs())", "-1", "1"),
        (&[], "x / (1.0 + x * x).sqrt()", "-1", "1"),
        (&[], "x * (x + 3.0).max(0.0).min(6.0) / 6.0", "0", "inf"),
        (&[], "x - x.tanh()", "-inf", "inf"),
        (&[], "x.cosh().ln()", "inf", "inf"),
        (&[], "x.cosh().ln() - x.abs()", "-LN_2", "-LN_2"),
        (&[], "x.atan()", "-FRAC_PI_2", "FRAC_PI_2"),
        (&[], "x.asinh()", "-inf", "inf"),
        (
            &[],
            "(x.exp() - (-x).exp()) / (x.exp() + (-x).exp())",
            "-1",
            "1",
        ),
        (
            &["alpha = 1"],
            "if x > 0.0 { x } else { alpha * x.exp_m1() }",
            "-alpha",
            "inf",
        ),
        (
            &["beta = 1 where beta > 0"],
            "x * (beta * x).sigmoid()",
            "0",
            "inf",
        ),
        (
            &["beta = 1 where beta > 0"],
            "(beta * x).softplus() / beta",
            "0",
            "inf",
        ),
        (&["b = 4 where b > 0"], SQUAREPLUS, "0", "inf"),
        (
            &["alpha = 1 where alpha > 0"],
            ISRU,
            "-1.0 / alpha.sqrt()",
            "1.0 / alpha.sqrt()",
        ),
        (
            &["b = 4 where b > 0"],
            "(x + (x * x + b).sqrt()) / 2.0",
            "0",
            "inf",
        ),
        (&[], "x * x.exp().tanh()", "0", "inf"),
        (&[], "x * x.softplus().erf()", "0", "inf"),
        (&[], "x.gaussian()", "0", "0"),
        (&[], "-x.log_sigmoid()", "inf", "0"),
    ];
    let mut failures = Vec::new();
    for &(parameters, forward, low, high) in cases {
        for (at, value) in [(Infinity::Negative, low), (Infinity::Positive, high)] {
            let verdict = limit(parameters, forward, at, value);
            if !verdict.is_proved() {
                failures.push(format!("{forward} at {at:?}: {verdict:?}"));
            }
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

#[test]
fn wrong_limits_are_refuted() {
    let cases: &[(&[&str], &str, &str, &str)] = &[
        (&[], "x * x.sigmoid()", "-inf", "1"),
        (&[], "x.tanh()", "0", "0.5"),
        (&[], "x / (1.0 + x.abs())", "1", "inf"),
        (
            &["alpha = 1"],
            "if x > 0.0 { x } else { alpha * x.exp_m1() }",
            "-1",
            "alpha",
        ),
        (&["beta = 1"], "x * (beta * x).sigmoid()", "0", "inf"),
    ];
    for &(parameters, forward, low, high) in cases {
        for (at, value) in [(Infinity::Negative, low), (Infinity::Positive, high)] {
            let verdict = limit(parameters, forward, at, value);
            let Verdict::Refuted(found) = verdict else {
                panic!("{forward}: {verdict:?}")
            };
            assert_eq!(found.what, Mismatch::Limit);
        }
    }
}
