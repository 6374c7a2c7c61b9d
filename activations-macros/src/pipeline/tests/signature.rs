//! What the signature of a definition may not have.

use super::assert_mistakes;

#[test]
fn a_definition_is_generic_over_one_algebra() {
    assert_mistakes(
        "",
        "struct X;",
        &["struct X;: expected a function; write `fn name<R: Real>(x: R) -> R { … }`"],
    );
    assert_mistakes(
        "",
        "fn f(x: f64) -> f64 { x }",
        &[
            "f: a definition is generic; write `fn f<R: Real>(x: R) -> R`, or `<V: Row>(x: V) -> V` for rows",
        ],
    );
    assert_mistakes(
        "",
        "fn f<R>(x: R) -> R { x }",
        &["R: expected a bound; write `R: Real`, or `R: Row` for rows"],
    );
    assert_mistakes(
        "",
        "fn f<R: Float>(x: R) -> R { x }",
        &["Float: the only bound of a definition is `Real`, or `Row` for rows"],
    );
    assert_mistakes(
        "",
        "fn f<R: Real + Copy>(x: R) -> R { x }",
        &["Copy: the only bound of a definition is `Real`, or `Row` for rows"],
    );
    assert_mistakes(
        "",
        "fn f<R>(x: R) -> R where R: Real + Debug, x: Y { x }",
        &[
            "x: Y: a definition needs no other bounds; remove this one",
            "Debug: the only bound of a definition is `Real`, or `Row` for rows",
        ],
    );
    assert_mistakes(
        "",
        "fn f<R: Real, S>(x: R) -> R { x }",
        &["S: a definition has one generic parameter, `R: Real` or `V: Row`; remove this one"],
    );
    assert_mistakes(
        "",
        "fn f<'a, R: Real, const N: usize>(x: R) -> R { x }",
        &[
            "'a: a definition has one generic parameter, `R: Real` or `V: Row`; remove this one",
            "const N: usize: a definition has one generic parameter, `R: Real` or `V: Row`; remove this one",
        ],
    );
    assert_mistakes(
        "",
        "fn f(x: impl Real) -> f64 { x }",
        &[
            "f: a definition is generic; write `fn f<R: Real>(x: R) -> R`, or `<V: Row>(x: V) -> V` for rows",
        ],
    );
}

#[test]
fn a_definition_is_an_ordinary_function() {
    assert_mistakes(
        "",
        "const unsafe extern \"C\" fn f<R: Real>(x: R) -> R { x }",
        &[
            "const: a definition is not `const`; remove the word",
            "unsafe: a definition is not `unsafe`; remove the word",
            "extern \"C\": a definition is not `extern`; remove the word",
        ],
    );
    assert_mistakes(
        "",
        "async fn f<R: Real>(x: R) -> R { x }",
        &["async: a definition is not `async`; remove the word"],
    );
    assert_mistakes(
        "",
        "fn f<R: Real>(self) -> R { 1.0 }",
        &["self: a definition is a free function; write `x: R`"],
    );
}

#[test]
fn attributes_cover_all_that_is_generated() {
    assert_mistakes(
        "",
        "#[cfg(unix)] #[derive_activation(spec = x)] #[inline] fn f<R: Real>(x: R) -> R { x }",
        &[
            "#[cfg(unix)]: write `cfg` above `derive_activation`, where it covers all that is generated",
            "#[derive_activation(spec = x)]: a function is declared once; remove this attribute",
        ],
    );
}

#[test]
fn arguments_are_names_of_the_generic_type() {
    assert_mistakes(
        "",
        "fn f<R: Real>() -> R { 1.0 }",
        &["f: expected an argument; write `fn name<R: Real>(x: R) -> R`"],
    );
    assert_mistakes(
        "",
        "fn f<R: Real>(mut x: R) -> R { x }",
        &["mut: a definition may not contain mutation; remove `mut`"],
    );
    assert_mistakes(
        "",
        "fn f<R: Real>((a, b): (R, R)) -> R { a }",
        &["(a, b): expected a name; write `x: R`"],
    );
    assert_mistakes(
        "",
        "fn f<R: Real>(x: f64) -> R { x }",
        &["f64: expected the generic type; write `x: R`"],
    );
    assert_mistakes(
        "",
        "fn f<R: Real>(x: &R) -> R { x }",
        &["&R: expected the generic type; write `x: R`"],
    );
    assert_mistakes(
        "",
        "fn f<R: Real>(x: R, x: R) -> R { x }",
        &["x: duplicate argument `x`"],
    );
    assert_mistakes(
        "",
        "fn f<R: Real>(y: R) -> R { y }",
        &["y: `y` and `dy` stand for the output and its cotangent; name the argument otherwise"],
    );
    assert_mistakes(
        "",
        "fn f<R: Real>(x: R, dy: R) -> R { x }",
        &["dy: `y` and `dy` stand for the output and its cotangent; name the argument otherwise"],
    );
}

#[test]
fn the_output_has_the_generic_type() {
    assert_mistakes(
        "",
        "fn f<R: Real>(x: R) -> f64 { x }",
        &["f64: a definition returns a number; write `-> R`"],
    );
    assert_mistakes(
        "",
        "fn f<R: Real>(x: R) { x }",
        &["f: a definition returns a number; write `-> R`"],
    );
    assert_mistakes(
        "vjp = dy",
        "fn f<V: Row>(x: V) -> V::Scalar { x.sum() }",
        &["V::Scalar: a row-wise definition returns a row; write `-> V`"],
    );
    assert_mistakes(
        "vjp = dy",
        "fn f<V: Row>(x: V) -> V { x.sum() }",
        &["x.sum(): expected a row, found one number for the whole row"],
    );
    assert_mistakes(
        "vjp = dy.sum()",
        "fn f<V: Row>(x: V) -> V { x }",
        &["dy.sum(): expected a row, found one number for the whole row"],
    );
}

#[test]
fn inputs_are_one_or_two() {
    assert_mistakes(
        "",
        "fn f<R: Real>(a: R, b: R, c: R) -> R { a * b * c }",
        &["c: an activation has one or two inputs; write `params(c = 1.0)` for a parameter"],
    );
    assert_mistakes(
        "params(x = 1.0)",
        "fn f<R: Real>(x: R) -> R { x }",
        &["f: every argument is a parameter; one of them must be the input"],
    );
    assert_mistakes(
        "vjp = dy",
        "fn f<V: Row>(x: V, tau: V::Scalar) -> V { x * tau }",
        &["tau: a row-wise activation has one input; write `params(tau = 1.0)` for a parameter"],
    );
    assert_mistakes(
        "vjp = dy",
        "fn f<V: Row>(x: V, z: V) -> V { x * z }",
        &["V: a row-wise definition takes one row; write `V::Scalar`"],
    );
    assert_mistakes(
        "vjp = dy",
        "fn f<V: Row>(x: V::Scalar) -> V { x }",
        &["V::Scalar: the first argument is the row; write `V`"],
    );
}

#[test]
fn the_type_has_a_name_of_its_own() {
    assert_mistakes(
        "",
        "fn Sigmoid<R: Real>(x: R) -> R { x }",
        &["Sigmoid: the type needs a name of its own; write `name = TypeName`"],
    );
    assert_mistakes(
        "name = f",
        "fn f<R: Real>(x: R) -> R { x }",
        &["f: the type and the function are both values; give the type a name of its own"],
    );
    for name in ["_1relu", "__", "self_"] {
        let item = format!("fn {name}<R: Real>(x: R) -> R {{ x }}");
        let message = format!("{name}: the type needs a name of its own; write `name = TypeName`");
        assert_mistakes("", &item, &[&message]);
    }
    assert_mistakes("name = Fine", "fn _1relu<R: Real>(x: R) -> R { x }", &[]);
}
