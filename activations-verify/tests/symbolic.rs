//! Definitions written down as formulas, against the formula written by hand and against its values.

use activations_core::{Constant, Literal, Real};
use activations_symbolic::{Arena, Expr, Function, evaluate, print};
use activations_verify::interpretations::Symbolic;

fn traced(definition: impl FnOnce(Symbolic) -> Symbolic) -> (Arena, Option<Expr>) {
    let mut arena = Arena::new();
    let symbol = arena.symbol("x");
    let x = arena.variable(symbol);
    let formula = Symbolic::trace(&mut arena, &[x], |v| definition(v[0]));
    (arena, formula)
}

fn text(definition: impl FnOnce(Symbolic) -> Symbolic) -> String {
    let (arena, formula) = traced(definition);
    print::rust(&arena, formula.expect("a real formula"))
}

fn gelu_tanh<R: Real>(x: R) -> R {
    let half = Literal::new("0.5", 0.5, 0.5);
    let cubic = Literal::new("0.044715", 0.044715, 0.044715);
    let scale = (R::literal(Literal::new("2.0", 2.0, 2.0)) / R::constant(Constant::Pi)).sqrt();
    R::literal(half)
        * x
        * (R::literal(Literal::new("1.0", 1.0, 1.0))
            + (scale * (x + R::literal(cubic) * x * x * x)).tanh())
}

fn elu<R: Real>(x: R) -> R {
    R::select(x.gt(R::from_f64(0.0)), x, x.exp_m1())
}

/// As generated code wraps a body that declares the limit 0 at −∞.
fn with_limit<R: Real>(x: R) -> R {
    let body = x * x.sigmoid();
    R::select(x.eq(R::from_f64(f64::NEG_INFINITY)), R::from_f64(0.0), body).propagate_nan(x)
}

#[test]
fn a_definition_reads_as_it_was_written() {
    assert_eq!(text(|x| x * x.sigmoid()), "x * x.sigmoid()");
    assert_eq!(text(elu), "if x > 0.0 { x } else { x.exp_m1() }");
    assert!(text(gelu_tanh).contains("0.044715"), "{}", text(gelu_tanh));
}

#[test]
fn declared_limits_leave_the_body() {
    assert_eq!(text(with_limit), "x * x.sigmoid()");
}

#[test]
fn what_is_no_real_number_has_no_formula() {
    assert_eq!(traced(|_| Symbolic::from_f64(f64::NAN)).1, None);
    assert_eq!(traced(|x| x + Symbolic::from_f64(f64::INFINITY)).1, None);
}

/// The formula has the value of the definition, by the evaluator of the symbolic crate.
#[test]
fn the_formula_has_the_values_of_the_definition() {
    for x in [-3.5, -1.0, -0.2, 0.4, 1.0, 2.75] {
        for (formula, value) in [
            (traced(gelu_tanh), gelu_tanh(x)),
            (traced(elu), elu(x)),
            (traced(|x| x.max(-x).min(x * x)), x.abs().min(x * x)),
            (
                traced(|x| x.hypot(Symbolic::from_f64(2.0)).powi(3)),
                x.hypot(2.0).powi(3),
            ),
        ] {
            let (mut arena, formula) = formula;
            let symbol = arena.symbol("x");
            let found = evaluate(&arena, formula.expect("a real formula"), &[(symbol, x)]);
            assert!(
                (found - value).abs() <= 1e-14 * value.abs(),
                "{found} for {value} at {x}"
            );
        }
    }
}

/// Every function of the algebra becomes the function of the same name.
#[test]
fn functions_keep_their_names() {
    macro_rules! check {
        ($($method:ident)*) => {$(
            let (mut arena, formula) = traced(|x| x.$method());
            let symbol = arena.symbol("x");
            let x = arena.variable(symbol);
            let function = Function::from_method(stringify!($method)).expect("a known function");
            let expected = arena.call(function, x);
            assert_eq!(formula, Some(expected), stringify!($method));
        )*};
    }
    check! {
        abs signum recip sqrt exp exp_m1 ln ln_1p sin cos tan atan sinh cosh tanh asinh
        sigmoid softplus log_sigmoid erf erfc normal_cdf normal_pdf gaussian
    }
    for constant in Constant::ALL {
        let (_, formula) = traced(|_| Symbolic::constant(*constant));
        assert!(formula.is_some(), "{}", constant.name());
    }
}
