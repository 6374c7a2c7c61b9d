//! Right derivatives in forms that are not the usual ones.

use crate::notation::{Declared, of_x};

const HARD_SIGMOID: [&str; 2] = ["slope = 0.2 where slope > 0", "offset = 0.5"];
/// Forms without cancellation, in which the root of a parameter is squared again.
pub(crate) const SQUAREPLUS: &str = "if x > 0.0 { 0.5 * x + 0.5 * x.hypot(b.sqrt()) } else { 0.25 * b / (0.5 * x.hypot(b.sqrt()) - 0.5 * x) }";
pub(crate) const ISRU: &str = "if x.abs() > 1.0 { x.signum() / alpha.sqrt().hypot(x.recip()) } else { x / (alpha.sqrt() * x).hypot(1.0) }";

/// Derivatives in other forms: from the output, by parameters, with conditions on the output.
pub(crate) fn other_forms() -> Vec<(&'static str, Declared<'static>)> {
    let with = |parameters, forward, derivative| Declared {
        parameters,
        ..of_x(forward, derivative)
    };
    let by = |wrt, parameters, forward, derivative| Declared {
        wrt,
        parameters,
        ..of_x(forward, derivative)
    };
    vec![
        (
            "tanh from y by factors",
            of_x("x.tanh()", "(1.0 - y) * (1.0 + y)"),
        ),
        (
            "softplus from y",
            with(
                &["beta = 1 where beta > 0"],
                "(beta * x).softplus() / beta",
                "-(-beta * y).exp_m1()",
            ),
        ),
        ("log_sigmoid from y", of_x("x.log_sigmoid()", "-y.exp_m1()")),
        (
            "softsign from y",
            of_x("x / (1.0 + x.abs())", "(1.0 - y.abs()).powi(2)"),
        ),
        (
            "tanhshrink from x and y",
            of_x("x - x.tanh()", "(x - y).powi(2)"),
        ),
        (
            "squareplus from y",
            with(
                &["b = 4 where b > 0"],
                "(x + (x * x + b).sqrt()) / 2.0",
                "y * y / (y * y + b / 4.0)",
            ),
        ),
        (
            "squareplus by b",
            by(
                "b",
                &["b = 4 where b > 0"],
                "(x + (x * x + b).sqrt()) / 2.0",
                "1.0 / (4.0 * (x * x + b).sqrt())",
            ),
        ),
        (
            "relu6 from y",
            of_x(
                "x.max(0.0).min(6.0)",
                "if y > 0.0 && y < 6.0 { 1.0 } else { 0.0 }",
            ),
        ),
        (
            "hard_tanh from y",
            with(
                &["lo = -1 where lo < hi", "hi = 1"],
                "x.clamp(lo, hi)",
                "if y > lo && y < hi { 1.0 } else { 0.0 }",
            ),
        ),
        (
            "leaky_relu from y",
            with(
                &["a = 0.01 where a > 0"],
                "x.max(0.0) + a * x.min(0.0)",
                "if y > 0.0 { 1.0 } else { a }",
            ),
        ),
        (
            "celu from y",
            with(
                &["alpha = 1 where alpha > 0"],
                "if x > 0.0 { x } else { alpha * (x / alpha).exp_m1() }",
                "if y > 0.0 { 1.0 } else { y / alpha + 1.0 }",
            ),
        ),
        (
            "celu by alpha",
            by(
                "alpha",
                &["alpha = 1 where alpha > 0"],
                "if x > 0.0 { x } else { alpha * (x / alpha).exp_m1() }",
                "if x > 0.0 { 0.0 } else { (x / alpha).exp_m1() - x / alpha * (x / alpha).exp() }",
            ),
        ),
        (
            "softshrink from y",
            with(
                &["lambda = 0.5 where lambda >= 0"],
                "x.signum() * (x.abs() - lambda).max(0.0)",
                "if y != 0.0 { 1.0 } else { 0.0 }",
            ),
        ),
        (
            "hardshrink from y",
            Declared {
                jumps: true,
                ..with(
                    &["lambda = 0.5 where lambda >= 0"],
                    "if x.abs() > lambda { x } else { 0.0 }",
                    "if y != 0.0 { 1.0 } else { 0.0 }",
                )
            },
        ),
        (
            "thresholded_relu from y",
            Declared {
                jumps: true,
                ..with(
                    &["theta = 1 where theta > 0"],
                    "if x > theta { x } else { 0.0 }",
                    "if y != 0.0 { 1.0 } else { 0.0 }",
                )
            },
        ),
        (
            "hard_sigmoid from y",
            of_x(
                "(x / 6.0 + 0.5).max(0.0).min(1.0)",
                "if y > 0.0 && y < 1.0 { 1.0 / 6.0 } else { 0.0 }",
            ),
        ),
        (
            "relu squared from y",
            of_x("x.max(0.0).powi(2)", "2.0 * y.sqrt()"),
        ),
        (
            "sparse_plus",
            of_x(
                "if x <= -1.0 { 0.0 } else if x < 1.0 { (x + 1.0).powi(2) / 4.0 } else { x }",
                "((x + 1.0) / 2.0).clamp(0.0, 1.0)",
            ),
        ),
        (
            "sparse_plus from y",
            of_x(
                "if x <= -1.0 { 0.0 } else if x < 1.0 { (x + 1.0).powi(2) / 4.0 } else { x }",
                "y.sqrt().min(1.0)",
            ),
        ),
        (
            "mish, rational",
            of_x(
                "x * x.softplus().tanh()",
                "x.exp() * (4.0 * (x + 1.0) + 4.0 * (2.0 * x).exp() + (3.0 * x).exp() + x.exp() * (4.0 * x + 6.0)) / (2.0 * x.exp() + (2.0 * x).exp() + 2.0).powi(2)",
            ),
        ),
        (
            "serf",
            of_x(
                "x * x.softplus().erf()",
                "x.softplus().erf() + x * FRAC_2_SQRT_PI * x.softplus().gaussian() * x.sigmoid()",
            ),
        ),
        (
            "telu",
            of_x(
                "x * x.exp().tanh()",
                "x.exp().tanh() + x * x.exp() * x.exp().cosh().powi(-2)",
            ),
        ),
        (
            "lisht",
            of_x("x * x.tanh()", "x.tanh() + x / x.cosh().powi(2)"),
        ),
        (
            "hardmish",
            of_x(
                "0.5 * x * (x + 2.0).max(0.0).min(2.0)",
                "if x <= -2.0 { 0.0 } else if x < 0.0 { x + 1.0 } else { 1.0 }",
            ),
        ),
        (
            "quick gelu",
            of_x(
                "x * (1.702 * x).sigmoid()",
                "(1.702 * x).sigmoid() * (1.0 + 1.702 * x * (-1.702 * x).sigmoid())",
            ),
        ),
        ("gaussian", of_x("(-x * x).exp()", "-2.0 * x * y")),
        (
            "log1mexp",
            Declared {
                domain: Some("x > 0"),
                ..of_x(
                    "if x < LN_2 { (-(-x).exp_m1()).ln() } else { (-(-x).exp()).ln_1p() }",
                    "1.0 / x.exp_m1()",
                )
            },
        ),
        (
            "isru",
            with(
                &["a = 1 where a > 0"],
                "x / (1.0 + a * x * x).sqrt()",
                "(1.0 / (1.0 + a * x * x).sqrt()).powi(3)",
            ),
        ),
        (
            "isru from x and y",
            Declared {
                domain: Some("x != 0"),
                ..with(
                    &["a = 1 where a > 0"],
                    "x / (1.0 + a * x * x).sqrt()",
                    "(y / x).powi(3)",
                )
            },
        ),
        (
            "bent identity",
            of_x(
                "((x * x + 1.0).sqrt() - 1.0) / 2.0 + x",
                "x / (2.0 * (x * x + 1.0).sqrt()) + 1.0",
            ),
        ),
        (
            "swish by beta",
            by(
                "beta",
                &["beta = 1"],
                "x * (beta * x).sigmoid()",
                "x * x * (beta * x).sigmoid() * (-beta * x).sigmoid()",
            ),
        ),
        (
            "softplus by beta",
            by(
                "beta",
                &["beta = 1 where beta > 0"],
                "(beta * x).softplus() / beta",
                "(x * (beta * x).sigmoid() - y) / beta",
            ),
        ),
        (
            "snake by a",
            by(
                "a",
                &["a = 1 where a > 0"],
                "x + (a * x).sin().powi(2) / a",
                "x * (2.0 * a * x).sin() / a - (a * x).sin().powi(2) / (a * a)",
            ),
        ),
        (
            "softshrink by lambda",
            by(
                "lambda",
                &["lambda = 0.5 where lambda >= 0"],
                "if x > lambda { x - lambda } else if x < -lambda { x + lambda } else { 0.0 }",
                "if x > lambda { -1.0 } else if x < -lambda { 1.0 } else { 0.0 }",
            ),
        ),
        (
            "hard_tanh by lo",
            by(
                "lo",
                &["lo = -1 where lo < hi", "hi = 1"],
                "x.max(lo).min(hi)",
                "if x < lo { 1.0 } else { 0.0 }",
            ),
        ),
        (
            "shrink",
            Declared {
                jumps: true,
                ..with(
                    &["bias = 0", "lambda = 0.5 where lambda >= 0"],
                    "if x < -lambda { x + bias } else if x > lambda { x - bias } else { 0.0 }",
                    "if x.abs() > lambda { 1.0 } else { 0.0 }",
                )
            },
        ),
        (
            "stanh",
            with(
                &["a = 1.7159 where a > 0", "b = 0.6667"],
                "a * (b * x).tanh()",
                "b * (a - y * y / a)",
            ),
        ),
        (
            "elish",
            of_x(
                "if x >= 0.0 { x * x.sigmoid() } else { x.exp_m1() * x.sigmoid() }",
                "if x >= 0.0 { x.sigmoid() * (1.0 + x * (-x).sigmoid()) } else { x.sigmoid() * (x.exp() + x.exp_m1() * (-x).sigmoid()) }",
            ),
        ),
        (
            "pelu",
            with(
                &["a = 1 where a > 0", "b = 1 where b > 0"],
                "if x >= 0.0 { a / b * x } else { a * (x / b).exp_m1() }",
                "if x >= 0.0 { a / b } else { a / b * (x / b).exp() }",
            ),
        ),
        (
            "max of absolute",
            of_x(
                "x.abs().max(1.0)",
                "if x > 1.0 { 1.0 } else if x < -1.0 { -1.0 } else { 0.0 }",
            ),
        ),
        (
            "quadratic threshold",
            of_x(
                "if x * x > 4.0 { x * x } else { 4.0 }",
                "if x * x > 4.0 { 2.0 * x } else { 0.0 }",
            ),
        ),
        (
            "maxout",
            Declared {
                inputs: &["a", "b"],
                wrt: "a",
                ..of_x("a.max(b)", "if a > b { 1.0 } else { 0.0 }")
            },
        ),
        (
            "geglu a",
            Declared {
                inputs: &["a", "b"],
                wrt: "a",
                ..of_x(
                    "a * a.normal_cdf() * b",
                    "b * (a.normal_cdf() + a * a.normal_pdf())",
                )
            },
        ),
        (
            "hard_sigmoid",
            with(
                &HARD_SIGMOID,
                "(slope * x + offset).max(0.0).min(1.0)",
                "if y > 0.0 && y < 1.0 { slope } else { 0.0 }",
            ),
        ),
        (
            "hard_sigmoid by slope",
            by(
                "slope",
                &HARD_SIGMOID,
                "(slope * x + offset).max(0.0).min(1.0)",
                "if y > 0.0 && y < 1.0 { x } else { 0.0 }",
            ),
        ),
        (
            "hard_sigmoid by offset",
            by(
                "offset",
                &HARD_SIGMOID,
                "(slope * x + offset).max(0.0).min(1.0)",
                "if y > 0.0 && y < 1.0 { 1.0 } else { 0.0 }",
            ),
        ),
        (
            "squareplus, stable",
            with(
                &["b = 4 where b > 0"],
                SQUAREPLUS,
                "(if x > 0.0 { 0.5 * x + 0.5 * x.hypot(b.sqrt()) } else { 0.25 * b / (0.5 * x.hypot(b.sqrt()) - 0.5 * x) }) / x.hypot(b.sqrt())",
            ),
        ),
        (
            "squareplus, stable, by b",
            by(
                "b",
                &["b = 4 where b > 0"],
                SQUAREPLUS,
                "0.25 / x.hypot(b.sqrt())",
            ),
        ),
        (
            "isru, stable",
            with(
                &["alpha = 1 where alpha > 0"],
                ISRU,
                "(alpha.sqrt() * x).hypot(1.0).powi(-3)",
            ),
        ),
        (
            "isru, stable, by alpha",
            by(
                "alpha",
                &["alpha = 1 where alpha > 0"],
                ISRU,
                "-0.5 * y * y * y",
            ),
        ),
        (
            "aria",
            with(
                &["beta = 2"],
                "(1.0 + (-beta * x).exp()).powf(-1.5) * x",
                "(1.0 + (-beta * x).exp()).powf(-1.5) + 1.5 * beta * x * (-beta * x).exp() * (1.0 + (-beta * x).exp()).powf(-2.5)",
            ),
        ),
    ]
}
