//! Names, numbers and methods of a definition.

use super::assert_mistakes;

/// The mistakes of a body of an element-wise definition.
#[track_caller]
fn body(body: &str, expected: &[&str]) {
    assert_mistakes("", &format!("fn f<R: Real>(x: R) -> R {body}"), expected);
}

#[test]
fn literals_are_numbers_that_f64_holds() {
    body("{ \"a\" }", &["\"a\": expected a number"]);
    body("{ 'c' }", &["'c': expected a number"]);
    body(
        "{ 1.0f64 * x }",
        &["1.0f64: write `1.0` without the suffix; a definition is generic"],
    );
    body(
        "{ 1e999 * x }",
        &["1e999: expected at most 36 significant digits and an exponent of at most 700"],
    );
    body(
        "{ 1e-400 * x }",
        &["1e-400: expected a magnitude that `f64` can hold"],
    );
}

#[test]
fn names_are_those_in_sight() {
    body("{ z }", &["z: unknown name `z`; the names here are `x`"]);
    body("{ xx }", &["xx: unknown name `xx`; the names here are `x`"]);
    body(
        "{ ALPHA * x }",
        &[
            "ALPHA: the value of `ALPHA` is not visible here; write its decimal, or a constant of `core::f64::consts`",
        ],
    );
    body(
        "{ consts::ALPHA * x }",
        &[
            "consts::ALPHA: the value of this path is not visible here; write its decimal, or a constant of `core::f64::consts`",
        ],
    );
    body(
        "{ core::f32::consts::PI * x }",
        &["core::f32::consts::PI: write `core::f64::consts::PI`; it is exact in every number type"],
    );
    body(
        "{ let (a, b) = x; x }",
        &["(a, b): expected one name; write a `let` for each number"],
    );
    body(
        "{ let a; x }",
        &["a: expected a value; write `let name = value;`"],
    );
    body(
        "{ let y = x; x }",
        &["y: `y` and `dy` stand for the output and its cotangent; choose another name"],
    );
    body(
        "{ let a = x else { x }; x }",
        &["else: a `let` of a definition has no `else`"],
    );
    body(
        "{ let a = x.foo(); let b = a.bar(z); a + b + w }",
        &[
            "foo: `Real` has no method `foo`; its methods are...",
            "z: unknown name `z`; the names here are `x` and `a`",
            "w: unknown name `w`; the names here are `x`, `a` and `b`",
        ],
    );
}

#[test]
fn methods_are_those_of_real() {
    body(
        "{ R::exp(x) }",
        &["R::exp: write this as a method, such as `x.exp()`"],
    );
    body(
        "{ f64::exp(x) }",
        &["f64::exp: write this as a method, such as `x.exp()`"],
    );
    body(
        "{ <R as Real>::exp(x) }",
        &["<R as Real>::exp: write this as a method, such as `x.exp()`"],
    );
    body(
        "{ x.foo() }",
        &["foo: `Real` has no method `foo`; its methods are..."],
    );
    body(
        "{ x.exp2() }",
        &["exp2: `Real` has no method `exp2`; write `(x * LN_2).exp()`"],
    );
    body(
        "{ x.log1p() }",
        &["log1p: `Real` has no method `log1p`; write `ln_1p`"],
    );
    body(
        "{ x.tahn() }",
        &["tahn: `Real` has no method `tahn`; write `tanh`"],
    );
    body("{ x.max() }", &["max: `max` takes 1 argument, found 0"]);
    body(
        "{ x.max(1.0, 2.0) }",
        &["max: `max` takes 1 argument, found 2"],
    );
    body("{ x.exp(1.0) }", &["exp: `exp` takes 0 arguments, found 1"]);
    body(
        "{ x.sum() }",
        &["sum: `sum` is a method of rows; write `<V: Row>(x: V) -> V` to use it"],
    );
    body(
        "{ x.powi(2.0) }",
        &[
            "2.0: the exponent of `powi` is an integer literal; write `powf` for a decimal, or `(p * x.ln()).exp()` for a variable `p`",
        ],
    );
    body(
        "{ x.powi(x) }",
        &[
            "x: the exponent of `powi` is an integer literal; write `powf` for a decimal, or `(p * x.ln()).exp()` for a variable `p`",
        ],
    );
    body(
        "{ x.powf(x) }",
        &[
            "x: the exponent of `powf` is a decimal literal; write `(p * x.ln()).exp()` for a variable `p`",
        ],
    );
    body(
        "{ x.exp::<f64>() }",
        &["::<f64>: a method of a definition takes no generic arguments"],
    );
}

#[test]
fn what_is_understood_is_accepted() {
    body("{ 0.1234567890123456789012345678901234567890 * x }", &[]);
    body("{ 2 * x }", &[]);
    body("{ 0x10 * x }", &[]);
    body("{ 1_000.5 * x }", &[]);
    body("{ (1.0 + x * x).powi(-2) }", &[]);
    body("{ (1.0 + x * x).powf(-0.5) }", &[]);
    body("{ use core::f64::consts::PI; x * PI }", &[]);
}

/// The mistakes of a body of a row-wise definition.
#[track_caller]
fn row(body: &str, expected: &[&str]) {
    assert_mistakes(
        "vjp = dy",
        &format!("fn f<V: Row>(x: V) -> V {body}"),
        expected,
    );
}

#[test]
fn rows_have_methods_of_their_own() {
    row(
        "{ x.max(x) }",
        &[
            "max: `max` of a row is its greatest element and takes no argument; write `maximum` for the greater of two rows",
        ],
    );
    row(
        "{ x.max() }",
        &["x.max(): expected a row, found one number for the whole row"],
    );
    row(
        "{ x.exp() / x.foo() }",
        &["foo: a row has no method `foo`; its methods are..."],
    );
    row(
        "{ x.sum().sum() * x }",
        &["sum: `sum` is a method of rows, and this is a number"],
    );
    row(
        "{ if x > 0.0 { x } else { x } }",
        &["if: a row-wise definition has no `if`; write `maximum`, `minimum` or `abs`"],
    );
    row(
        "{ g(x) }",
        &[
            "g: a row-wise definition calls no function, for its steps must be seen to be split into passes; write them here",
        ],
    );
    row(
        "{ x.maximum(0.0) }",
        &["0.0: `maximum` takes a row here, found a number"],
    );
    row(
        "{ x.hypot(x) }",
        &["hypot: `hypot` is a method of numbers, and this is a row"],
    );
    row(
        "{ x * x.sum().finite() }",
        &["finite: `finite` is no step of a row's passes; it is for element-wise definitions"],
    );
    row(
        "{ x * x.sum().maximum(x) }",
        &["maximum: `maximum` is a method of rows, and this is a number"],
    );
}
