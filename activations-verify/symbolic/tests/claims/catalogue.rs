//! Right derivatives of the usual activations are proved.

use crate::notation::{Declared, of_x};
use crate::other_forms::other_forms;
use activations_symbolic::Verdict;

/// Every activation that the prover must accept.
pub(crate) fn declarations() -> Vec<(&'static str, Declared<'static>)> {
    let with = |parameters, forward, derivative| Declared {
        parameters,
        ..of_x(forward, derivative)
    };
    vec![
        ("sigmoid", of_x("1.0 / (1.0 + (-x).exp())", "y * (1.0 - y)")),
        (
            "sigmoid primitive",
            of_x("x.sigmoid()", "x.sigmoid() * (-x).sigmoid()"),
        ),
        ("tanh", of_x("x.tanh()", "1.0 - y * y")),
        ("softplus", of_x("x.softplus()", "x.sigmoid()")),
        (
            "softplus by max",
            of_x("x.max(0.0) + (-x.abs()).exp().ln_1p()", "x.sigmoid()"),
        ),
        (
            "silu",
            of_x(
                "x * x.sigmoid()",
                "x.sigmoid() * (1.0 + x * (-x).sigmoid())",
            ),
        ),
        (
            "mish",
            of_x(
                "x * x.softplus().tanh()",
                "x.softplus().tanh() + x * x.sigmoid() * (1 - x.softplus().tanh().powi(2))",
            ),
        ),
        (
            "gelu",
            of_x("x * x.normal_cdf()", "x.normal_cdf() + x * x.normal_pdf()"),
        ),
        (
            "gelu erf",
            of_x(
                "0.5 * x * (1.0 + (x * FRAC_1_SQRT_2).erf())",
                "x.normal_cdf() + x * (-x * x / 2.0).exp() / (2.0 * PI).sqrt()",
            ),
        ),
        (
            "gelu tanh",
            of_x(
                "0.5 * x * (1.0 + ((2.0 / PI).sqrt() * (x + 0.044715 * x * x * x)).tanh())",
                "0.5 * (1.0 + ((2.0 / PI).sqrt() * (x + 0.044715 * x * x * x)).tanh()) + 0.5 * x * (1.0 - ((2.0 / PI).sqrt() * (x + 0.044715 * x * x * x)).tanh().powi(2)) * (2.0 / PI).sqrt() * (1.0 + 0.134145 * x * x)",
            ),
        ),
        (
            "relu",
            of_x("x.max(0.0)", "if x > 0.0 { 1.0 } else { 0.0 }"),
        ),
        (
            "relu with 1 at 0",
            of_x(
                "if x > 0.0 { x } else { 0.0 }",
                "if x >= 0.0 { 1.0 } else { 0.0 }",
            ),
        ),
        (
            "relu from y",
            of_x("x.max(0.0)", "if y > 0.0 { 1.0 } else { 0.0 }"),
        ),
        (
            "relu squared",
            of_x("x.max(0.0).powi(2)", "2.0 * x.max(0.0)"),
        ),
        ("abs", of_x("x.abs()", "x.signum()")),
        (
            "leaky_relu",
            with(
                &["alpha = 0.01"],
                "if x > 0.0 { x } else { alpha * x }",
                "if x > 0.0 { 1.0 } else { alpha }",
            ),
        ),
        (
            "elu",
            with(
                &["alpha = 1"],
                "if x > 0.0 { x } else { alpha * x.exp_m1() }",
                "if x > 0.0 { 1.0 } else { alpha * x.exp() }",
            ),
        ),
        (
            "elu from y",
            with(
                &["alpha = 1 where alpha >= 0"],
                "if x > 0.0 { x } else { alpha * (x.exp() - 1.0) }",
                "if y > 0.0 { 1.0 } else { y + alpha }",
            ),
        ),
        (
            "selu",
            of_x(
                "if x > 0.0 { 1.0507009873554805 * x } else { 1.0507009873554805 * 1.6732632423543772 * x.exp_m1() }",
                "if x > 0.0 { 1.0507009873554805 } else { y + 1.0507009873554805 * 1.6732632423543772 }",
            ),
        ),
        (
            "relu6",
            of_x(
                "x.max(0.0).min(6.0)",
                "if x > 0.0 && x < 6.0 { 1.0 } else { 0.0 }",
            ),
        ),
        (
            "hard_tanh",
            with(
                &["lo = -1 where lo < hi", "hi = 1"],
                "x.max(lo).min(hi)",
                "if x > lo && x < hi { 1.0 } else { 0.0 }",
            ),
        ),
        (
            "hard_tanh by clamp",
            with(
                &["lo = -1", "hi = 1 where lo < hi"],
                "x.clamp(lo, hi)",
                "if x <= lo || x >= hi { 0.0 } else { 1.0 }",
            ),
        ),
        (
            "hard_swish",
            of_x(
                "x * (x + 3.0).max(0.0).min(6.0) / 6.0",
                "if x <= -3.0 { 0.0 } else if x >= 3.0 { 1.0 } else { x / 3.0 + 0.5 }",
            ),
        ),
        (
            "hard_sigmoid",
            of_x(
                "(x / 6.0 + 0.5).clamp(0.0, 1.0)",
                "if x > -3.0 && x < 3.0 { 1.0 / 6.0 } else { 0.0 }",
            ),
        ),
        (
            "softshrink",
            with(
                &["lambda = 0.5 where lambda >= 0"],
                "if x > lambda { x - lambda } else if x < -lambda { x + lambda } else { 0.0 }",
                "if x.abs() > lambda { 1.0 } else { 0.0 }",
            ),
        ),
        (
            "hardshrink",
            Declared {
                jumps: true,
                ..with(
                    &["lambda = 0.5 where lambda >= 0"],
                    "if x.abs() > lambda { x } else { 0.0 }",
                    "if x.abs() > lambda { 1.0 } else { 0.0 }",
                )
            },
        ),
        (
            "threshold",
            Declared {
                jumps: true,
                ..with(
                    &["theta = 1", "value = 0"],
                    "if x > theta { x } else { value }",
                    "if x > theta { 1.0 } else { 0.0 }",
                )
            },
        ),
        (
            "softsign",
            of_x("x / (1.0 + x.abs())", "(1.0 + x.abs()).powi(-2)"),
        ),
        (
            "celu",
            with(
                &["alpha = 1 where alpha > 0"],
                "x.max(0.0) + (alpha * (x / alpha).exp_m1()).min(0.0)",
                "if x > 0.0 { 1.0 } else { (x / alpha).exp() }",
            ),
        ),
        (
            "celu branches",
            with(
                &["alpha = 1 where alpha > 0"],
                "if x > 0.0 { x } else { alpha * (x / alpha).exp_m1() }",
                "if x > 0.0 { 1.0 } else { (x / alpha).exp() }",
            ),
        ),
        ("log_sigmoid", of_x("x.log_sigmoid()", "(-x).sigmoid()")),
        (
            "log_sigmoid by min",
            of_x("x.min(0.0) - (-x.abs()).exp().ln_1p()", "(-x).sigmoid()"),
        ),
        ("tanhshrink", of_x("x - x.tanh()", "x.tanh().powi(2)")),
        (
            "swish",
            with(
                &["beta = 1"],
                "x * (beta * x).sigmoid()",
                "(beta * x).sigmoid() + beta * x * (beta * x).sigmoid() * (-beta * x).sigmoid()",
            ),
        ),
        (
            "squareplus",
            with(
                &["b = 4 where b > 0"],
                "(x + (x * x + b).sqrt()) / 2.0",
                "0.5 * (1.0 + x / (x * x + b).sqrt())",
            ),
        ),
        (
            "softplus beta",
            with(
                &["beta = 1 where beta > 0"],
                "(beta * x).softplus() / beta",
                "(beta * x).sigmoid()",
            ),
        ),
        ("logcosh", of_x("x.cosh().ln()", "x.tanh()")),
        ("atan", of_x("x.atan()", "1.0 / (1.0 + x * x)")),
        (
            "snake",
            with(
                &["a = 1 where a > 0"],
                "x + (a * x).sin().powi(2) / a",
                "1.0 + (2.0 * a * x).sin()",
            ),
        ),
        (
            "prelu x",
            Declared {
                inputs: &["x", "slope"],
                ..of_x(
                    "if x > 0.0 { x } else { slope * x }",
                    "if x > 0.0 { 1.0 } else { slope }",
                )
            },
        ),
        (
            "prelu slope",
            Declared {
                inputs: &["x", "slope"],
                wrt: "slope",
                ..of_x(
                    "if x > 0.0 { x } else { slope * x }",
                    "if x > 0.0 { 0.0 } else { x }",
                )
            },
        ),
        (
            "swiglu a",
            Declared {
                inputs: &["a", "b"],
                wrt: "a",
                ..of_x(
                    "a * a.sigmoid() * b",
                    "b * a.sigmoid() * (1.0 + a * (-a).sigmoid())",
                )
            },
        ),
        (
            "swiglu b",
            Declared {
                inputs: &["a", "b"],
                wrt: "b",
                ..of_x("a * a.sigmoid() * b", "a * a.sigmoid()")
            },
        ),
        (
            "reglu b",
            Declared {
                inputs: &["a", "b"],
                wrt: "b",
                ..of_x("a * b.max(0.0)", "if b > 0.0 { a } else { 0.0 }")
            },
        ),
        (
            "reglu a",
            Declared {
                inputs: &["a", "b"],
                wrt: "a",
                ..of_x("a * b.max(0.0)", "b.max(0.0)")
            },
        ),
        (
            "elu alpha",
            Declared {
                wrt: "alpha",
                ..with(
                    &["alpha = 1"],
                    "if x > 0.0 { x } else { alpha * x.exp_m1() }",
                    "if x > 0.0 { 0.0 } else { x.exp_m1() }",
                )
            },
        ),
        (
            "ln",
            Declared {
                domain: Some("x > 0"),
                ..of_x("x.ln()", "1.0 / x")
            },
        ),
    ]
}

#[test]
fn right_derivatives_are_proved() {
    let mut failures = Vec::new();
    for (name, declared) in declarations().into_iter().chain(other_forms()) {
        let start = std::time::Instant::now();
        let (arena, verdict) = declared.check();
        let time = start.elapsed();
        match verdict {
            Verdict::Proved(proof) => {
                let kinks: Vec<String> = proof
                    .kinks
                    .iter()
                    .map(|kink| {
                        format!(
                            "{}: {} | {} takes {}",
                            kink.at_text, kink.left.text, kink.right.text, kink.taken.text
                        )
                    })
                    .collect();
                println!("{name}: {time:?}, kinks {kinks:?}");
            }
            Verdict::Refuted(counterexample) => {
                let point: Vec<String> = counterexample
                    .point
                    .iter()
                    .map(|(symbol, value)| format!("{} = {value}", arena.name(*symbol)))
                    .collect();
                failures.push(format!("{name}: {counterexample:?} at {point:?}"));
            }
            Verdict::Undecided(reason) => failures.push(format!("{name}: {reason} ({time:?})")),
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}
