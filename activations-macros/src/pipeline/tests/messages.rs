//! The rarer messages, so that every one has a test.

use super::assert_mistakes;

#[test]
fn methods_of_other_libraries_are_answered_with_ours() {
    for (method, instead) in [
        ("log2()", "`x.ln() * LOG2_E`"),
        ("log10()", "`x.ln() * LOG10_E`"),
        (
            "pow(2.0)",
            "`powi` with an integer or `powf` with a decimal",
        ),
        ("gt(x)", "the comparison, in the condition of an `if`"),
        ("acosh()", "its formula in `ln`, `sqrt` and `atan`"),
    ] {
        let name = method.split('(').next().unwrap_or_default();
        assert_mistakes(
            "",
            &format!("fn f<R: Real>(x: R) -> R {{ x.{method} }}"),
            &[&format!(
                "{name}: `Real` has no method `{name}`; write {instead}"
            )],
        );
    }
}

#[test]
fn names_and_signatures_that_mean_something_elsewhere() {
    assert_mistakes(
        "derivative = y",
        "fn f<R: Real>(x: R) -> R { x.exp() + y }",
        &["y: `y`, the output, is known in a derivative only"],
    );
    assert_mistakes(
        "",
        "fn f<R: Real>(#[inline] x: R) -> R { x }",
        &["#[inline]: the arguments of a definition have no attributes"],
    );
    assert_mistakes(
        "",
        "fn f<V: Row>(x: V, tau: f64) -> V { x / tau }",
        &["f64: expected `V` for a row, or `V::Scalar` for a parameter..."],
    );
    assert_mistakes(
        "",
        "fn f<R: Real>(x: R, ...) -> R { x }",
        &["...: a definition takes a fixed number of arguments"],
    );
}

#[test]
fn what_cannot_be_derived_has_to_be_stated() {
    assert_mistakes(
        "",
        "fn f<V: Row>(x: V) -> V { x - x.max() }",
        &["f: the gradient of this row cannot be derived; write `vjp = EXPR` in `x`, `y` and `dy`"],
    );
    // At 0 the rules for `abs` and `min` give −4, the slopes are −1 and −2.
    assert_mistakes(
        "",
        "fn f<R: Real>(x: R) -> R { x.abs() + 3.0 * (-x).min(0.0) }",
        &[
            "f: the derived derivative of `f` is wrong: at x = 0 the slopes from both sides are -2 and -1, the given expression is -4\nhelp: state it as `derivative = EXPR`",
        ],
    );
}
