//! Derivatives in the form a person would write, and the values they keep in the tails.

use super::derivative;
use crate::{Arena, Constant, Expr, Function, Number, Symbol, evaluate, print};

/// Builds a formula of x.
type Build = fn(&mut Arena, Expr) -> Expr;

fn derived(build: Build) -> (Arena, Symbol, Expr) {
    let mut a = Arena::new();
    let symbol = a.symbol("x");
    let x = a.variable(symbol);
    let f = build(&mut a, x);
    let slope = derivative(&mut a, f, symbol);
    (a, symbol, slope)
}

fn number(a: &mut Arena, text: &str) -> Expr {
    a.number(Number::parse(text).unwrap())
}

fn composed_sigmoid(a: &mut Arena, x: Expr) -> Expr {
    let (minus, one) = (a.neg(x), a.integer(1));
    let e = a.call(Function::Exp, minus);
    let sum = a.add(one, e);
    a.div(one, sum)
}

fn gelu(a: &mut Arena, x: Expr) -> Expr {
    let (half, one, root) = (
        number(a, "0.5"),
        a.integer(1),
        a.constant(Constant::Frac1Sqrt2),
    );
    let inner = a.mul(x, root);
    let erf = a.call(Function::Erf, inner);
    let sum = a.add(one, erf);
    let left = a.mul(half, x);
    a.mul(left, sum)
}

fn gelu_tanh(a: &mut Arena, x: Expr) -> Expr {
    let (half, one, c) = (number(a, "0.5"), a.integer(1), number(a, "0.044715"));
    let ratio = a.constant(Constant::Frac2Pi);
    let root = a.call(Function::Sqrt, ratio);
    let cube = a.powi(x, 3);
    let scaled = a.mul(c, cube);
    let inner = a.add(x, scaled);
    let inner = a.mul(root, inner);
    let tanh = a.call(Function::Tanh, inner);
    let sum = a.add(one, tanh);
    let left = a.mul(half, x);
    a.mul(left, sum)
}

fn mish(a: &mut Arena, x: Expr) -> Expr {
    let softplus = a.call(Function::Softplus, x);
    let tanh = a.call(Function::Tanh, softplus);
    a.mul(x, tanh)
}

fn softsign(a: &mut Arena, x: Expr) -> Expr {
    let (one, abs) = (a.integer(1), a.call(Function::Abs, x));
    let sum = a.add(one, abs);
    a.div(x, sum)
}

fn squareplus(a: &mut Arena, x: Expr) -> Expr {
    let (square, four, two) = (a.powi(x, 2), a.integer(4), a.integer(2));
    let sum = a.add(square, four);
    let root = a.call(Function::Sqrt, sum);
    let sum = a.add(x, root);
    a.div(sum, two)
}

fn isru(a: &mut Arena, x: Expr) -> Expr {
    let (one, square) = (a.integer(1), a.powi(x, 2));
    let sum = a.add(one, square);
    let root = a.call(Function::Sqrt, sum);
    a.div(x, root)
}

#[test]
fn derivatives_read_as_a_person_would_write_them() {
    let cases: [(Build, &str); 20] = [
        (
            |a, x| a.call(Function::Sigmoid, x),
            "x.sigmoid() * (-x).sigmoid()",
        ),
        (composed_sigmoid, "x.sigmoid() * (-x).sigmoid()"),
        (|a, x| a.call(Function::Tanh, x), "x.cosh().recip().powi(2)"),
        (|a, x| a.call(Function::Softplus, x), "x.sigmoid()"),
        (|a, x| a.call(Function::LogSigmoid, x), "(-x).sigmoid()"),
        (gelu, "x.normal_cdf() + x * x.normal_pdf()"),
        (
            gelu_tanh,
            concat!(
                "(2.0 * std::f64::consts::FRAC_2_PI.sqrt() * x * (1.0 + 0.044715 * x.powi(2))).sigmoid() * ",
                "(1.0 + x * (-2.0 * std::f64::consts::FRAC_2_PI.sqrt() * x * (1.0 + 0.044715 * x.powi(2))).sigmoid() * ",
                "std::f64::consts::FRAC_2_PI.sqrt() * (2.0 + 0.26829 * x.powi(2)))"
            ),
        ),
        (
            mish,
            "x.softplus().tanh() + x * x.softplus().cosh().recip().powi(2) * x.sigmoid()",
        ),
        (
            |a, x| {
                let abs = a.call(Function::Abs, x);
                a.mul(x, abs)
            },
            "2.0 * x.abs()",
        ),
        (softsign, "1.0 / (1.0 + x.abs()).powi(2)"),
        (squareplus, "0.5 * (1.0 + x / (x.powi(2) + 4.0).sqrt())"),
        (isru, "1.0 / ((1.0 + x.powi(2)).sqrt() * (1.0 + x.powi(2)))"),
        (
            |a, x| a.call(Function::Gaussian, x),
            "-2.0 * x * x.gaussian()",
        ),
        (|a, x| a.call(Function::Atan, x), "1.0 / (1.0 + x.powi(2))"),
        (|a, x| a.call(Function::Recip, x), "-1.0 / x.powi(2)"),
        (|a, x| a.powi(x, 3), "3.0 * x.powi(2)"),
        (
            |a, x| {
                let six = a.integer(6);
                a.div(x, six)
            },
            "1.0 / 6.0",
        ),
        (
            |a, x| {
                let c = number(a, "0.01");
                a.mul(c, x)
            },
            "0.01",
        ),
        (
            |a, x| {
                let y = a.call(Function::Tanh, x);
                a.sub(x, y)
            },
            "x.tanh().powi(2)",
        ),
        (
            |a, x| {
                let e = a.call(Function::Exp, x);
                let y = a.call(Function::Erf, e);
                a.sub(y, y)
            },
            "0.0",
        ),
    ];
    for (build, text) in cases {
        let (a, _, slope) = derived(build);
        assert_eq!(print::rust(&a, slope), text);
    }
}

#[test]
fn tails_keep_their_digits() {
    // σ′(−x) = σ′(x) ≈ e^(−x), tanh′ ≈ 4e^(−2x), gelu′(−12) ≈ 12·φ(12)
    let near = |value: f64, exact: f64| {
        assert!((value / exact - 1.0).abs() < 1e-13, "{value:e}, {exact:e}")
    };
    let (a, x, slope) = derived(composed_sigmoid);
    near(evaluate(&a, slope, &[(x, 700.0)]), (-700f64).exp());
    near(evaluate(&a, slope, &[(x, -700.0)]), (-700f64).exp());
    assert_eq!(evaluate(&a, slope, &[(x, -1e300)]), 0.0);
    let (a, x, slope) = derived(|a, x| a.call(Function::Tanh, x));
    near(evaluate(&a, slope, &[(x, 30.0)]), 4.0 * (-60f64).exp());
    assert_eq!(evaluate(&a, slope, &[(x, 1e9)]), 0.0);
    let (a, x, slope) = derived(gelu);
    let exact = -2.557_895_661_674_895_6e-31;
    near(evaluate(&a, slope, &[(x, -12.0)]), exact);
    assert_eq!(evaluate(&a, slope, &[(x, 1e200)]), 1.0);
}
