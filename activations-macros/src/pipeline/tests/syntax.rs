//! Forms of Rust that a definition may not contain.

use super::assert_mistakes;

/// The mistakes of a body of an element-wise definition.
#[track_caller]
fn body(body: &str, expected: &[&str]) {
    assert_mistakes("", &format!("fn f<R: Real>(x: R) -> R {body}"), expected);
}

#[test]
fn values_are_not_lost() {
    body(
        "{ x.exp(); }",
        &[";: remove this `;`: the last expression is the value"],
    );
    body(
        "{ }",
        &["}: expected an expression, the value of the block"],
    );
    body(
        "{ let t = x; }",
        &["}: expected an expression, the value of the block"],
    );
    body(
        "{ x.exp(); x }",
        &["x.exp(): this value is lost; bind it by `let`"],
    );
    body(
        "{ if x > 0.0 { x } else { x } x }",
        &["if x > 0.0 { x } else { x }: this value is lost; bind it by `let`"],
    );
}

#[test]
fn mutation_is_refused() {
    body(
        "{ let mut t = x; t }",
        &["mut: a definition may not contain mutation; bind the new value by `let`"],
    );
    body(
        "{ let t = x; t = t * 2.0; t }",
        &["t = t * 2.0: a definition may not contain mutation; bind the new value by `let`"],
    );
    body(
        "{ let t = x; t += 2.0; t }",
        &["+=: a definition may not contain mutation; bind the new value by `let`"],
    );
}

#[test]
fn control_flow_is_refused() {
    body(
        "{ for i in 0..3 {} x }",
        &[
            "for i in 0..3 {}: a definition may not contain a loop; write the steps one after the other, each bound by `let`",
        ],
    );
    body(
        "{ loop { break; } x }",
        &[
            "loop { break; }: a definition may not contain a loop; write the steps one after the other, each bound by `let`",
        ],
    );
    body(
        "{ while x > 0.0 { } x }",
        &[
            "while x > 0.0 { }: a definition may not contain a loop; write the steps one after the other, each bound by `let`",
        ],
    );
    body(
        "{ match x { _ => x } }",
        &["match x { _ => x }: a definition may not contain `match`; write `if` and `else`"],
    );
    body(
        "{ return x; }",
        &["return x: a definition may not contain an early exit; the last expression is the value"],
    );
    body(
        "{ return x }",
        &["return x: a definition may not contain an early exit; the last expression is the value"],
    );
    body(
        "{ if x > 0.0 { return x; } x }",
        &["return x: a definition may not contain an early exit; the last expression is the value"],
    );
    body(
        "{ if let y = x { x } else { x } }",
        &["let y = x: a definition may not contain `if let`; write a comparison"],
    );
}

#[test]
fn if_has_two_sides_and_a_comparison() {
    body(
        "{ !x }",
        &[
            "!x: a definition may not contain `!` outside of a condition; write it in the condition of an `if`",
        ],
    );
    body(
        "{ if x > 0.0 { x } }",
        &["if: `if` needs an `else`: both sides have a value"],
    );
    body(
        "{ if x { x } else { x } }",
        &["x: expected a comparison such as `x > 0.0`, or several joined by `&&` and `||`"],
    );
    body(
        "{ if true { x } else { x } }",
        &["true: expected a comparison such as `x > 0.0`, or several joined by `&&` and `||`"],
    );
    body(
        "{ x > 0.0 }",
        &[">: a comparison is not a number; write it in the condition of an `if`"],
    );
    body(
        "{ x && x }",
        &["&&: `&&` and `||` join comparisons; write them in the condition of an `if`"],
    );
    body(
        "{ true }",
        &["true: a definition has no `bool`; write a comparison"],
    );
}

#[test]
fn only_numbers_are_values() {
    body(
        "{ let g = |t| t; x }",
        &["|t| t: a definition may not contain a closure; bind the value by `let`"],
    );
    body(
        "{ x as f64 }",
        &[
            "x as f64: a definition may not contain a cast; every number of a definition has its generic type already",
        ],
    );
    body(
        "{ &x }",
        &[
            "&x: a definition may not contain a reference; values are `Copy`, so write the name alone",
        ],
    );
    body(
        "{ x ** 2 }",
        &["* 2: `**` is not a power; write `.powi(2)`, or `.powf(0.5)` for a fraction"],
    );
    body(
        "{ *x }",
        &["*x: a definition may not contain `*`; values are `Copy`, so write the name alone"],
    );
    body(
        "{ (x, x) }",
        &[
            "(x, x): a definition may not contain a compound value; bind each number by a `let` of its own",
        ],
    );
    body(
        "{ x.0 }",
        &[
            "x.0: a definition may not contain access to a part; every value is one number; write its name alone",
        ],
    );
    body(
        "{ x[0] }",
        &[
            "x[0]: a definition may not contain access to a part; every value is one number; write its name alone",
        ],
    );
    body(
        "{ [x] }",
        &[
            "[x]: a definition may not contain a compound value; bind each number by a `let` of its own",
        ],
    );
    body(
        "{ x? }",
        &[
            "x?: a definition may not contain `?`; every step has a value; outside its domain it is NaN",
        ],
    );
    body(
        "{ x..x }",
        &["x..x: a definition may not contain a range; write two comparisons joined by `&&`"],
    );
}

#[test]
fn no_macros_items_or_attributes() {
    body(
        "{ (|t| t)(x) }",
        &["(|t| t): expected the name of a function"],
    );
    body(
        "{ println!(\"a\"); x }",
        &["println!(\"a\");: a definition may not contain a macro; write the expression itself"],
    );
    body(
        "{ vec![x] }",
        &["vec![x]: a definition may not contain a macro; write the expression itself"],
    );
    body(
        "{ unsafe { x } }",
        &["unsafe { x }: a definition may not contain `unsafe`; write the expression itself"],
    );
    body(
        "{ async { x } }",
        &["async { x }: a definition may not contain `async`; write the expression itself"],
    );
    body(
        "{ const A: f64 = 1.0; x }",
        &["const A: f64 = 1.0;: a definition may not contain items; write `let name = 0.5;`"],
    );
    body(
        "{ fn g() {} x }",
        &["fn g() {}: a definition may not contain items; write `let name = 0.5;`"],
    );
    body(
        "{ #[allow(unused)] let a = x; a }",
        &["#[allow(unused)]: a definition has no attributes inside its body"],
    );
    body(
        "{ 'a: { x } }",
        &[
            "'a: { x }: a definition may not contain this; write arithmetic, methods of `Real`, `let`, and `if` with `else`",
        ],
    );
}

#[test]
fn operators_are_those_of_arithmetic() {
    body(
        "{ x ^ 2 }",
        &["^: `^` is not a power; write `.powi(2)`, or `.powf(0.5)` for a fraction"],
    );
    body(
        "{ x % 2.0 }",
        &["%: `%` is not part of a definition; it jumps at every multiple"],
    );
    body(
        "{ x << 2 }",
        &["<<: an operation on bits is not part of a definition"],
    );
}
