//! What is wrong with a claim: the point at which it fails, both values, and a repair, whose text is
//! the symbolic crate's.

use super::assert_mistakes;

#[test]
fn wrong_derivatives_are_refuted_at_a_point() {
    assert_mistakes(
        "derivative = 1.0 - y",
        "fn my_tanh<R: Real>(x: R) -> R { x.tanh() }",
        &[
            "1.0 - y: the stated derivative of `my_tanh` is wrong: at x = 1 the slope is 0.419974341614…, the given expression is 0.238405844044…\nhelp: ...",
        ],
    );
    assert_mistakes(
        "derivative = y * (1.0 + y)",
        "fn f<R: Real>(x: R) -> R { 1.0 / (1.0 + (-x).exp()) }",
        &[
            "y * (1.0 + y): the stated derivative of `f` is wrong: at x = 1 the slope is 0.196611933241…, the given expression is 1.26550522402…\nhelp: ...",
        ],
    );
    assert_mistakes(
        "derivative = 2.0 * y * (1.0 - y)",
        "fn f<R: Real>(x: R) -> R { 1.0 / (1.0 + (-x).exp()) }",
        &[
            "2.0 * y * (1.0 - y): the stated derivative of `f` is wrong: at x = 1 the slope is 0.196611933241…, the given expression is 0.393223866483…\nhelp: ...",
        ],
    );
    assert_mistakes(
        "derivative = x * (1.0 - x)",
        "fn f<R: Real>(x: R) -> R { 1.0 / (1.0 + (-x).exp()) }",
        &[
            "x * (1.0 - x): the stated derivative of `f` is wrong: at x = 1 the slope is 0.196611933241…, the given expression is 0\nhelp: ...",
        ],
    );
    assert_mistakes(
        "derivative = if x > 0.0 { 0.0 } else { 1.0 }",
        "fn f<R: Real>(x: R) -> R { if x > 0.0 { x } else { 0.0 } }",
        &[
            "if x > 0.0 { 0.0 } else { 1.0 }: the stated derivative of `f` is wrong: at x = -1 the slope is 0, the given expression is 1\nhelp: ...",
        ],
    );
    assert_mistakes(
        "derivative = 0.5 * (x * 0.7978845608).erf()",
        "fn f<R: Real>(x: R) -> R { 0.5 * x * (1.0 + (x * core::f64::consts::FRAC_1_SQRT_2).erf()) }",
        &[
            "0.5 * (x * 0.7978845608).erf(): the stated derivative of `f` is wrong: at x = 1 the slope is 1.08331547059…, the given expression is 0.370420088920…\nhelp: ...",
        ],
    );
}

#[test]
fn what_a_training_step_computes_is_a_derivative() {
    assert_mistakes(
        "derivative = 1.0 - y * y, pullback = (1.0 - y) * (1.0 + y)",
        "fn f<R: Real>(x: R) -> R { x.tanh() }",
        &[],
    );
    assert_mistakes(
        "pullback = 1.0 - y",
        "fn f<R: Real>(x: R) -> R { x.tanh() }",
        &[
            "1.0 - y: the stated `pullback` of `f` is wrong: at x = 1 the slope is 0.419974341614…, the given expression is 0.238405844044…\nhelp: ...",
        ],
    );
    assert_mistakes(
        "pullback",
        "fn f<R: Real>(x: R) -> R { x * x }",
        &["pullback: write `pullback = y * (1.0 - y)`"],
    );
    assert_mistakes(
        "pullback = 2.0 * x",
        "fn f<R: Real>(x: R) -> R { x * x }",
        &[
            "2.0 * x: expected an expression in `y`, the output; one in the input alone is the `derivative`",
        ],
    );
    assert_mistakes(
        "pullback = y",
        "fn f<R: Real>(a: R, b: R) -> R { a * b }",
        &[
            "pullback: `pullback` is for definitions of one input that act on each element; remove it",
        ],
    );
}

#[test]
fn kinks_take_a_value_between_the_slopes() {
    assert_mistakes(
        "derivative = if x > 0.0 { 1.0 } else { 0.0 }",
        "fn f<R: Real>(x: R) -> R { if x > 0.0 { x } else { 0.0 } }",
        &[],
    );
    assert_mistakes(
        "derivative = if x > 0.0 { 1.0 } else { if x == 0.0 { 2.0 } else { 0.0 } }",
        "fn f<R: Real>(x: R) -> R { x.max(0.0) }",
        &[
            "if x > 0.0 { 1.0 } else { if x == 0.0 { 2.0 } else { 0.0 } }: the stated derivative of `f` is wrong: at x = 0 the slopes from both sides are 0 and 1, the given expression is 2\nhelp: another formula is right; write `if x >= 0.0 { 1.0 } else { 0.0 }`",
        ],
    );
}

#[test]
fn jumps_are_declared() {
    assert_mistakes(
        "",
        "fn f<R: Real>(x: R) -> R { if x > 0.0 { x } else { 1.0 } }",
        &[
            "if x > 0.0 { x } else { 1.0 }: `f` jumps at x = 0, from 1 to 0; make its branches meet, or write `jumps = \"reason\"`",
        ],
    );
    assert_mistakes(
        "jumps = \"threshold\"",
        "fn f<R: Real>(x: R) -> R { if x > 0.0 { x } else { 1.0 } }",
        &[],
    );
}

#[test]
fn the_forward_has_a_value_in_its_domain() {
    assert_mistakes(
        "",
        "fn f<R: Real>(x: R) -> R { x.ln() }",
        &[
            "x.ln(): `f` has no value at x = -1, where `x.ln()` is undefined; write `domain = CONDITION` for the inputs that it is meant for",
        ],
    );
    assert_mistakes(
        "domain = x > 0.0",
        "fn f<R: Real>(x: R) -> R { x.ln() }",
        &[],
    );
    assert_mistakes(
        "",
        "fn f<R: Real>(x: R) -> R { 1.0 / x }",
        &[
            "1.0 / x: `f` has no value at x = 0, where `1.0 / x` is undefined; write `domain = CONDITION` for the inputs that it is meant for",
        ],
    );
}

#[test]
fn a_wrong_body_is_one_mistake() {
    assert_mistakes(
        "derivative = 1.0 / x, spec = x.ln(), limits(inf = inf, -inf = inf)",
        "fn f<R: Real>(x: R) -> R { x.ln() }",
        &["x.ln(): `f` has no value at x = -1, where `x.ln()` is undefined; write ..."],
    );
}

#[test]
fn parameters_of_the_domain_refute_a_form_that_needs_others() {
    assert_mistakes(
        "params(alpha = 1.0), derivative = if y > 0.0 { 1.0 } else { y + alpha }",
        "fn elu<R: Real>(x: R, alpha: R) -> R { if x > 0.0 { x } else { alpha * x.exp_m1() } }",
        &[
            "if y > 0.0 { 1.0 } else { y + alpha }: the stated derivative of `elu` is wrong: at x = -1, alpha = -1 the slope is -0.367879441171…, the given expression is 1\nhelp: ...",
        ],
    );
    assert_mistakes(
        "params(alpha = 1.0 where alpha >= 0.0), derivative = if y > 0.0 { 1.0 } else { y + alpha }",
        "fn elu<R: Real>(x: R, alpha: R) -> R { if x > 0.0 { x } else { alpha * x.exp_m1() } }",
        &[],
    );
}

#[test]
fn every_partial_is_checked() {
    assert_mistakes(
        "params(alpha = 1.0), derivative(x = alpha, alpha = 2.0 * x)",
        "fn f<R: Real>(x: R, alpha: R) -> R { x * alpha }",
        &[
            "2.0 * x: the stated derivative of `f` by `alpha` is wrong: at x = 1, alpha = 1 the slope is 1, the given expression is 2\nhelp: ...",
        ],
    );
    assert_mistakes(
        "derivative(a = a, b = b)",
        "fn f<R: Real>(a: R, b: R) -> R { a * b }",
        &[
            "a: the stated derivative of `f` by `a` is wrong: at a = -1, b = 1 the slope is 1, the given expression is -1\nhelp: ...",
            "b: the stated derivative of `f` by `b` is wrong: at a = 1, b = -1 the slope is 1, the given expression is -1\nhelp: ...",
        ],
    );
    assert_mistakes(
        "derivative(b = b)",
        "fn f<R: Real>(a: R, b: R) -> R { a * b }",
        &[
            "b: the stated derivative of `f` by `b` is wrong: at a = 1, b = -1 the slope is 1, the given expression is -1\nhelp: ...",
        ],
    );
}

#[test]
fn the_spec_is_the_same_function() {
    assert_mistakes(
        "spec = x.exp() / (1.0 + x.exp())",
        "fn f<R: Real>(x: R) -> R { x.sigmoid() }",
        &[],
    );
    assert_mistakes(
        "spec = x.exp() / (2.0 + x.exp())",
        "fn f<R: Real>(x: R) -> R { x.sigmoid() }",
        &[
            "x.exp() / (2.0 + x.exp()): the `spec` of `f` is wrong: at x = 1 the body is 0.731058578630…, the given expression is 0.576116884766…",
        ],
    );
    assert_mistakes(
        "spec = (1.0 + x.exp()).ln()",
        "fn f<R: Real>(x: R) -> R { x.softplus() }",
        &[],
    );
}

#[test]
fn what_cannot_be_seen_is_left_to_tests() {
    assert_mistakes(
        "derivative = g(x)",
        "fn f<R: Real>(x: R) -> R { x.exp() }",
        &[],
    );
    assert_mistakes(
        "derivative = x.exp()",
        "fn f<R: Real>(x: R) -> R { g(x) }",
        &[],
    );
}

#[test]
fn limits_are_decided() {
    assert_mistakes(
        "limits(-inf = 0.0, inf = inf)",
        "fn f<R: Real>(x: R) -> R { x * x.sigmoid() }",
        &[],
    );
    assert_mistakes(
        "limits(-inf = 1.0, inf = -inf)",
        "fn f<R: Real>(x: R) -> R { x * x.sigmoid() }",
        &[
            "1.0: the value of `f` at -inf is wrong: the limit is 0, the given value is 1",
            "-inf: the value of `f` at inf is wrong: the limit is inf, the given value is -inf",
        ],
    );
    assert_mistakes(
        "limits(-inf = -1.0, inf = 1.0)",
        "fn f<R: Real>(x: R) -> R { x / (1.0 + x.abs()) }",
        &[],
    );
    assert_mistakes(
        "limits(inf = 1.0)",
        "fn f<R: Real>(x: R) -> R { x.sin() }",
        &[
            "1.0: the value of `f` at inf could not be proved: `sin` far out lies outside what can be decided\nhelp: to accept it on the evidence of tests alone, write `unproved = \"reason\"`",
        ],
    );
}

#[test]
fn the_gradient_of_a_row_is_decided_for_every_length() {
    assert_mistakes(
        "vjp = (dy - (dy * y).sum()) * y",
        "fn f<V: Row>(x: V) -> V { let e = (x - x.max()).exp(); e / e.sum() }",
        &[],
    );
    assert_mistakes(
        "vjp = dy * y * (1.0 - y)",
        "fn f<V: Row>(x: V) -> V { let e = (x - x.max()).exp(); e / e.sum() }",
        &[
            "dy * y * (1.0 - y): the stated `vjp` of `f` is wrong: at x = [1, 2], dy = [1, 0] entry 1 of the gradient is -0.196611933241…, the given expression is 0\nhelp: another formula is right; write `(dy - (dy * y).sum()) * y`",
        ],
    );
    assert_mistakes(
        "vjp = (dy - (dy * y).sum()) * y",
        "fn f<V: Row>(x: V) -> V { let e = (x - x.max()).exp(); e / (e.sum() + 1.0) }",
        &[
            "(dy - (dy * y).sum()) * y: the stated `vjp` of `f` is wrong: at x = [1, 2], dy = [1, 0] entry 1 of the gradient is -0.131224927077…, the given expression is -0.0656124635383…",
        ],
    );
    assert_mistakes(
        "params(tau = 1.0 where tau > 0.0), vjp = (dy - (dy * y).sum()) * y",
        "fn f<V: Row>(x: V, tau: V::Scalar) -> V { let e = ((x - x.max()) / tau).exp(); e / e.sum() }",
        &[
            "(dy - (dy * y).sum()) * y: the stated `vjp` of `f` is wrong: at x = [1, 2], dy = [1, 0], tau = 2 entry 0 of the gradient is 0.117501856101…, the given expression is 0.235003712202…\nhelp: `y` stands where `y / tau` belongs; write `(dy - (dy * y).sum()) * (y / tau)`",
        ],
    );
    assert_mistakes(
        "params(tau = 1.0 where tau > 0.0), vjp = (dy - (dy * y).sum()) * y / tau",
        "fn f<V: Row>(x: V, tau: V::Scalar) -> V { let e = ((x - x.max()) / tau).exp(); e / e.sum() }",
        &[],
    );
    assert_mistakes(
        "vjp = dy - y.exp() * dy.sum(), masked = -inf",
        "fn f<V: Row>(x: V) -> V { let z = x - x.max(); z - z.exp().sum().ln() }",
        &[],
    );
    assert_mistakes(
        "vjp = dy - (y * dy).sum()",
        "fn f<V: Row>(x: V) -> V { let z = x - x.max(); z - z.exp().sum().ln() }",
        &[
            "dy - (y * dy).sum(): the stated `vjp` of `f` is wrong: at x = [1, 2], dy = [1, 0] entry 0 of the gradient is 0.731058578630…, the given expression is 2.31326168752…\nhelp: another formula is right; write `dy - y.exp() * dy.sum()`",
        ],
    );
    assert_mistakes(
        "params(eps = 0.00001 where eps > 0.0), vjp = (dy - y * (dy * y).mean()) / ((x * x).mean() + eps).sqrt()",
        "fn rms<V: Row>(x: V, eps: V::Scalar) -> V { x / ((x * x).mean() + eps).sqrt() }",
        &[],
    );
}

#[test]
fn the_spec_of_a_row_is_the_same_function() {
    assert_mistakes(
        "spec = x.exp() / x.exp().sum(), vjp = (dy - (dy * y).sum()) * y",
        "fn f<V: Row>(x: V) -> V { let e = (x - x.max()).exp(); e / e.sum() }",
        &[],
    );
    assert_mistakes(
        "spec = x.exp() / x.exp().mean(), vjp = (dy - (dy * y).sum()) * y",
        "fn f<V: Row>(x: V) -> V { let e = (x - x.max()).exp(); e / e.sum() }",
        &[
            "x.exp() / x.exp().mean(): the `spec` of `f` is wrong: at x = [1, 2] entry 0 of the body is 0.268941421370…, the given expression is 0.537882842740…",
        ],
    );
    assert_mistakes(
        "spec = x.exp() / x.exp().sum() + 1.0, vjp = (dy - (dy * y).sum()) * y",
        "fn f<V: Row>(x: V) -> V { let e = (x - x.max()).exp(); e / e.sum() }",
        &[
            "x.exp() / x.exp().sum() + 1.0: the `spec` of `f` is wrong: at x = [1, 2] entry 0 of the body is 0.268941421370…, the given expression is 1.26894142137…",
        ],
    );
    assert_mistakes(
        "spec = (x-1.0).exp() / x.exp().sum(), vjp = (dy - (dy * y).sum()) * y",
        "fn f<V: Row>(x: V) -> V { let e = (x - x.max()).exp(); e / e.sum() }",
        &[
            "(x-1.0).exp() / x.exp().sum(): the `spec` of `f` is wrong: at x = [1, 2] entry 0 of the body is 0.268941421370…, the given expression is 0.0989380198014…",
        ],
    );
}
