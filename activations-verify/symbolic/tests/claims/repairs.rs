//! Repairs of wrong derivatives, each of which was proved.

use activations_symbolic::{Repair, Verdict};

use crate::notation::{Declared, of_x};

fn repair(declared: Declared<'_>) -> Repair {
    let (_, verdict) = declared.check();
    let Verdict::Refuted(found) = verdict else {
        panic!("{declared:?}: {verdict:?}")
    };
    let repair = found
        .repair
        .unwrap_or_else(|| panic!("{declared:?}: no repair"));
    let code = repair.code.clone().expect("a formula to write");
    let (_, verdict) = Declared {
        derivative: &code,
        ..declared
    }
    .check();
    assert!(verdict.is_proved(), "{code} was offered, but {verdict:?}");
    repair
}

#[test]
fn repairs_say_what_is_wrong() {
    let with = |parameters, forward, derivative| Declared {
        parameters,
        ..of_x(forward, derivative)
    };
    let cases = [
        (of_x("x.tanh()", "y * y - 1.0"), "the sign is flipped"),
        (
            of_x("x.tanh()", "1.0 - y"),
            "`y` stands where `y * y` belongs",
        ),
        (
            of_x("x.sigmoid()", "2.0 * y * (1.0 - y)"),
            "the factor `2.0` is too much",
        ),
        (
            of_x("(1.702 * x).sigmoid()", "y * (1.0 - y)"),
            "the factor `1.702` is missing",
        ),
        (
            of_x("(x * x).tanh()", "1.0 - y * y"),
            "the slope `2.0 * x` of the inner function `x * x` is missing",
        ),
        (
            of_x("x.sigmoid()", "x * (1.0 - x)"),
            "`x` stands where `y` belongs",
        ),
        (
            of_x("x / (1.0 + x.abs())", "(1.0 + y.abs()).powi(-2)"),
            "`y` stands where `x` belongs",
        ),
        (
            of_x(
                "x.max(0.0).min(6.0)",
                "if x > 0.0 && x < 5.0 { 1.0 } else { 0.0 }",
            ),
            "`x > 0.0 && x < 5.0` stands where `x > 0.0 && x < 6.0` belongs",
        ),
        (
            of_x("x.max(0.0)", "if x > 0.0 { 0.0 } else { 1.0 }"),
            "the branches of `if x > 0.0` are swapped",
        ),
        (of_x("x.tanh()", "x.tanh()"), "this is the function itself"),
        (
            with(&["beta = 1"], "(beta * x).tanh()", "1.0 - y * y"),
            "the factor `beta` is missing",
        ),
        (
            of_x(
                "x * x.normal_cdf()",
                "x.normal_cdf() + 0.5 * x * FRAC_2_SQRT_PI * (-x * x / 2.0).exp()",
            ),
            "",
        ),
        (
            of_x(
                "if x > 0.0 { 1.05 * x } else { 1.05 * 1.67 * x.exp_m1() }",
                "if x > 0.0 { 1.05 } else { 1.05 * (y + 1.67) }",
            ),
            "",
        ),
        (
            Declared {
                inputs: &["a", "b"],
                wrt: "a",
                ..of_x("a * a.sigmoid() * b", "a * a.sigmoid()")
            },
            "this is the derivative by `b`, not by `a`",
        ),
    ];
    for (declared, message) in cases {
        let found = repair(declared);
        println!(
            "{}: {} -> {}: {:?}",
            declared.forward, declared.derivative, found.message, found.code
        );
        assert!(
            found.message.contains(message),
            "{}: {found:?}",
            declared.derivative
        );
    }
}

#[test]
fn repairs_read_as_one_would_write_them() {
    let code = |forward, derivative| repair(of_x(forward, derivative)).code.expect("a formula");
    assert_eq!(code("x.sigmoid()", "y * (1.0 + y)"), "y * (1.0 - y)");
    // From the output, as what stands there is.
    let code = code("x.tanh()", "y.cosh()");
    assert!(code.contains('y') && !code.contains('x'), "{code}");
}
