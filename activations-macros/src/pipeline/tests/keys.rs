//! What is wrong with the keys of the attribute.

use super::assert_mistakes;

/// The mistakes of an attribute on a function of two arguments.
#[track_caller]
fn keys(attribute: &str, expected: &[&str]) {
    let item = "fn f<R: Real>(x: R, alpha: R) -> R { x * alpha }";
    assert_mistakes(attribute, item, expected);
}

#[test]
fn keys_are_known_and_well_formed() {
    keys(
        "derivatve = 1.0",
        &["derivatve: unknown key `derivatve`; write `derivative`"],
    );
    keys(
        "slope = 1.0",
        &["slope: unknown key `slope`; the keys are..."],
    );
    keys(
        "grad = 1.0",
        &["grad: unknown key `grad`; write `derivative`"],
    );
    keys(
        "derivative",
        &["derivative: write `derivative = y * (1.0 - y)`"],
    );
    keys(
        "derivative =",
        &["derivative: expected a value; write `derivative = y * (1.0 - y)`"],
    );
    keys(
        "derivative = ,",
        &["derivative: expected a value; write `derivative = y * (1.0 - y)`"],
    );
    keys(
        "derivative = 1.0, derivative = 2.0",
        &[
            "derivative: duplicate key `derivative`",
            "derivative: two inputs have two derivatives; write `derivative(x = EXPR, alpha = EXPR)`, or `params(alpha = 1.0)` for a parameter",
        ],
    );
    keys(
        "derivative = 1.0 2.0",
        &[
            "derivative: two inputs have two derivatives; write `derivative(x = EXPR, alpha = EXPR)`, or `params(alpha = 1.0)` for a parameter",
            "2.0: expected a comma before the next key",
        ],
    );
    keys(
        "derivative = 1.0 +",
        &[
            "derivative: two inputs have two derivatives; write `derivative(x = EXPR, alpha = EXPR)`, or `params(alpha = 1.0)` for a parameter",
            "+: unexpected end of input, expected an expression",
        ],
    );
    keys(
        "derivative = alpha",
        &[
            "derivative: two inputs have two derivatives; write `derivative(x = EXPR, alpha = EXPR)`, or `params(alpha = 1.0)` for a parameter",
        ],
    );
    keys(
        "params(alpha = 1.0), derivative = y.foo(), spec = z, params2(3), 5, , = 4",
        &[
            "params2: unknown key `params2`; write `params`",
            "5: expected a key; the keys are...",
            ",: expected a key; the keys are...",
            "=: expected a key; the keys are...",
            "foo: `Real` has no method `foo`; its methods are...",
            "z: unknown name `z`; the names here are `x` and `alpha`",
        ],
    );
}

#[test]
fn parameters_are_arguments_with_defaults_in_their_domain() {
    keys("params", &["params: write `params(alpha = 0.01)`"]);
    keys("params = 3", &["=: write `params(alpha = 0.01)`"]);
    keys(
        "params()",
        &["params: `params` is empty; write `params(alpha = 0.01)`"],
    );
    keys(
        "params(alpha)",
        &["alpha: expected `name = value`; write `params(alpha = 0.01)`"],
    );
    keys(
        "params(alpha = )",
        &["alpha: expected `name = value`; write `params(alpha = 0.01)`"],
    );
    keys(
        "params(alpha = x)",
        &["x: a default is a number such as `-1.5`, or a fraction such as `1.0 / 6.0`"],
    );
    keys(
        "params(alpha = \"a\")",
        &["\"a\": a default is a number such as `-1.5`, or a fraction such as `1.0 / 6.0`"],
    );
    keys(
        "params(alfa = 1.0)",
        &["alfa: the function has no argument `alfa`; its arguments are `x` and `alpha`"],
    );
    keys(
        "params(beta = 1.0)",
        &["beta: the function has no argument `beta`; its arguments are `x` and `alpha`"],
    );
    keys(
        "params(alpha = 1.0, alpha = 2.0)",
        &["alpha: duplicate parameter `alpha`"],
    );
    keys(
        "params(alpha = 1.0 where)",
        &["alpha: expected a condition after `where`"],
    );
    keys(
        "params(alpha = 1.0 where x > 0.0)",
        &["x: unknown name `x`; the names here are `alpha`"],
    );
    keys(
        "params(alpha = 1.0 where alpha)",
        &["alpha: expected a comparison such as `x > 0.0`, or several joined by `&&` and `||`"],
    );
    keys(
        "params(alpha = -1.0 where alpha > 0.0)",
        &["alpha > 0.0: the default `alpha = -1` does not satisfy this condition"],
    );
    keys(
        "params(alpha = 1.0 where g(alpha) > 0.0)",
        &["g: a condition calls no function; write its formula"],
    );
    keys(
        "params(new = 1.0)",
        &["new: a parameter may not be called `new`, as a method of activations is"],
    );
}

#[test]
fn derivatives_are_by_arguments_and_in_their_names() {
    keys("params(alpha = 1.0/6.0), derivative = alpha", &[]);
    keys(
        "derivative(x = 1.0, x = 2.0)",
        &["x: duplicate derivative by `x`"],
    );
    keys(
        "derivative(z = 1.0)",
        &["z: expected an argument, one of `x` and `alpha`; found `z`"],
    );
    keys(
        "params(alpha = 1.0), derivative = |x, y| y",
        &["|x, y| y: a definition may not contain a closure; bind the value by `let`"],
    );
    keys(
        "params(alpha = 1.0), derivative = dy",
        &["dy: `dy` is known in `vjp` only; a derivative is multiplied by it later"],
    );
    keys(
        "params(alpha = 1.0), derivative = {let y = x; y}",
        &["y: `y` and `dy` stand for the output and its cotangent; choose another name"],
    );
}

#[test]
fn limits_are_numbers_at_two_ends() {
    keys(
        "params(alpha = 1.0 where alpha > 0.0), limits(inf = inf)",
        &[],
    );
    keys(
        "params(alpha = 1.0), limits(foo = 1.0)",
        &["foo: expected an end; write `limits(-inf = 0.0, inf = inf)`"],
    );
    keys(
        "params(alpha = 1.0), limits(inf = y)",
        &["y: expected a number, `inf` or `-inf`"],
    );
    keys(
        "params(alpha = 1.0), limits(inf = 1.0, inf = 2.0)",
        &["inf: duplicate limit"],
    );
    keys(
        "params(alpha = 1.0), limits()",
        &["limits: `limits` is empty; write `limits(-inf = 0.0, inf = inf)`"],
    );
    keys(
        "limits(inf = 1.0)",
        &["limits: `limits` is for definitions of one input that act on each element; remove it"],
    );
}

#[test]
fn words_and_texts_are_what_they_should_be() {
    keys(
        "params(alpha = 1.0), also(\"f\")",
        &["\"f\": duplicate name `f`"],
    );
    keys(
        "params(alpha = 1.0), also(g)",
        &["g: expected string literal"],
    );
    keys(
        "params(alpha = 1.0), also(\"g\", \"g\", \"\")",
        &["\"g\": duplicate name `g`", "\"\": a name may not be empty"],
    );
    keys(
        "params(alpha = 1.0), jumps = \"\"",
        &["\"\": `jumps` states a reason; the text may not be empty"],
    );
    keys(
        "params(alpha = 1.0), jumps = 3",
        &["3: write `jumps = \"reason\"`"],
    );
    keys(
        "params(alpha = 1.0), derivative = alpha, unproved = \" \"",
        &["\" \": `unproved` states a reason; the text may not be empty"],
    );
    keys(
        "params(alpha = 1.0), name = 3",
        &["3: write `name = TypeName`"],
    );
    keys(
        "params(alpha = 1.0), name = a::b",
        &[":: write `name = TypeName`"],
    );
    keys(
        "params(alpha = 1.0), crate = 3",
        &["3: write `crate = path::to::activations_core`"],
    );
    keys(
        "params(alpha = 1.0), vjp = dy",
        &["vjp: `vjp` is for row-wise definitions; write `derivative = EXPR`"],
    );
    keys(
        "params(alpha = 1.0), masked = 1.0",
        &["masked: `masked` is for row-wise definitions; remove it"],
    );
    keys(
        "params(alpha = 1.0), domain = x",
        &["x: expected a comparison such as `x > 0.0`, or several joined by `&&` and `||`"],
    );
}

#[test]
fn nothing_stated_is_nothing_unproved() {
    keys(
        "params(alpha = 1.0), unproved = \"reason\"",
        &["unproved: `unproved` is for what is stated, and a derived derivative states nothing"],
    );
}

#[test]
fn each_kind_has_keys_of_its_own() {
    let row = "fn f<V: Row>(x: V) -> V { x }";
    assert_mistakes(
        "derivative = y, domain = x > 0.0, limits(inf = 0.0), jumps = \"a\"",
        row,
        &[
            "derivative: the derivative of a row is a matrix; write `vjp = EXPR` in `x`, `y` and `dy`",
            "limits: `limits` is for definitions of one input that act on each element; remove it",
            "domain: `domain` is for definitions of one input that act on each element; remove it",
            "jumps: `jumps` is for definitions that act on each element; remove it",
        ],
    );
    assert_mistakes(
        "params(x = 1.0), vjp = dy",
        row,
        &["x: `x` is the row; a parameter has the type `V::Scalar`"],
    );
}
