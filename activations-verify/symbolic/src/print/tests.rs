//! Texts against what a person would write.

use super::{formula, formula_condition, rust, rust_condition};
use crate::{Arena, Constant, Expr, Function, Number, Reduction, Relation};

struct Sample {
    a: Arena,
    x: Expr,
    y: Expr,
}

fn sample() -> Sample {
    let mut a = Arena::new();
    let (x, y) = (a.symbol("x"), a.symbol("alpha"));
    let (x, y) = (a.variable(x), a.variable(y));
    Sample { a, x, y }
}

#[test]
fn parentheses_stand_where_they_are_needed_and_nowhere_else() {
    let Sample { mut a, x, y } = sample();
    let one = a.integer(1);
    let sum = a.add(x, y);
    let difference = a.sub(x, y);
    let product = a.mul(x, y);
    let quotient = a.div(x, y);
    let minus = a.neg(x);
    let minus_sum = a.neg(sum);
    let minus_product = a.neg(product);
    let less_one = a.sub(x, one);
    let cases = [
        (a.add(x, sum), "x + (x + alpha)", "x + (x + α)"),
        (a.add(sum, x), "x + alpha + x", "x + α + x"),
        (a.sub(x, difference), "x - (x - alpha)", "x − (x − α)"),
        (a.sub(difference, x), "x - alpha - x", "x − α − x"),
        (a.mul(sum, x), "(x + alpha) * x", "(x + α)·x"),
        (a.mul(x, product), "x * (x * alpha)", "x·(x·α)"),
        (a.div(x, product), "x / (x * alpha)", "x/(x·α)"),
        (a.mul(quotient, x), "x / alpha * x", "(x/α)·x"),
        (a.div(product, x), "x * alpha / x", "x·α/x"),
        (a.mul(minus, x), "-x * x", "−x·x"),
        (a.mul(x, minus), "x * -x", "x·(−x)"),
        (minus_sum, "-(x + alpha)", "−(x + α)"),
        (minus_product, "-(x * alpha)", "−x·α"),
        (a.powi(minus, 2), "(-x).powi(2)", "(−x)²"),
        (a.powi(less_one, -3), "(x - 1.0).powi(-3)", "(x − 1)⁻³"),
        (a.call(Function::Exp, minus), "(-x).exp()", "e⁻ˣ"),
        (
            a.call(Function::Exp, minus_product),
            "(-(x * alpha)).exp()",
            "e^(−x·α)",
        ),
        (a.call(Function::Gaussian, x), "x.gaussian()", "e^(−x²)"),
        (a.call(Function::Sqrt, x), "x.sqrt()", "√x"),
        (
            a.call(Function::Recip, sum),
            "(x + alpha).recip()",
            "1/(x + α)",
        ),
        (
            a.call(Function::Ln1p, sum),
            "(x + alpha).ln_1p()",
            "ln(1 + (x + α))",
        ),
        (a.hypot(x, y), "x.hypot(alpha)", "√(x² + α²)"),
        (a.max(less_one, y), "(x - 1.0).max(alpha)", "max(x − 1, α)"),
        (
            a.reduce(Reduction::Sum, product),
            "(x * alpha).sum()",
            "sum(x·α)",
        ),
    ];
    for (e, code, text) in cases {
        assert_eq!(rust(&a, e), code);
        assert_eq!(formula(&a, e), text);
    }
}

#[test]
fn literals_and_constants() {
    let Sample { mut a, x, .. } = sample();
    let third = a.number(Number::ratio(-1, 3).unwrap());
    let tiny = a.number(Number::parse("1e-300").unwrap());
    let minus_two = a.integer(-2);
    let pi = a.constant(Constant::Pi);
    let ratio = a.constant(Constant::Frac2SqrtPi);
    let root = Number::ratio(1, 3).unwrap();
    let cases = [
        (third, "-1.0 / 3.0", "−1/3"),
        (a.mul(x, third), "x * (-1.0 / 3.0)", "x·(−1/3)"),
        (tiny, "1e-300", "1e−300"),
        (a.add(x, minus_two), "x - 2.0", "x − 2"),
        (a.mul(minus_two, x), "-2.0 * x", "−2·x"),
        (a.call(Function::Exp, minus_two), "(-2.0).exp()", "e⁻²"),
        (a.mul(pi, x), "std::f64::consts::PI * x", "π·x"),
        (
            a.mul(ratio, x),
            "std::f64::consts::FRAC_2_SQRT_PI * x",
            "(2/√π)·x",
        ),
        (a.powf(x, root), "x.powf(1.0 / 3.0)", "x^(1/3)"),
    ];
    for (e, code, text) in cases {
        assert_eq!(rust(&a, e), code);
        assert_eq!(formula(&a, e), text);
    }
}

#[test]
fn selects_and_conditions() {
    let Sample { mut a, x, y } = sample();
    let zero = a.integer(0);
    let one = a.integer(1);
    let positive = a.compare(Relation::Gt, x, zero);
    let below = a.compare(Relation::Le, y, one);
    let both = a.and(positive, below);
    let either = a.or(both, below);
    let neither = a.not(either);
    let inner = a.select(below, one, y);
    let outer = a.select(positive, x, inner);
    let doubled = a.mul(outer, x);
    assert_eq!(
        rust(&a, outer),
        "if x > 0.0 { x } else if alpha <= 1.0 { 1.0 } else { alpha }"
    );
    assert_eq!(rust(&a, inner), "if alpha <= 1.0 { 1.0 } else { alpha }");
    assert!(rust(&a, doubled).starts_with("(if x > 0.0 {"));
    assert_eq!(formula(&a, inner), "1 if α ≤ 1, else α");
    assert_eq!(
        rust_condition(&a, either),
        "(x > 0.0 && alpha <= 1.0) || alpha <= 1.0"
    );
    assert_eq!(
        rust_condition(&a, neither),
        "!((x > 0.0 && alpha <= 1.0) || alpha <= 1.0)"
    );
    assert_eq!(formula_condition(&a, both), "x > 0 and α ≤ 1");
}

#[test]
fn an_expression_of_many_pages_is_cut() {
    let Sample { mut a, mut x, .. } = sample();
    for _ in 0..100 {
        x = a.add(x, x);
    }
    assert_eq!(rust(&a, x), "…");
    let root = a.call(Function::Sqrt, x);
    assert_eq!(formula(&a, root), "…");
}
