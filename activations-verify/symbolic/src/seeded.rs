//! The test of the tester: rules of the prover that are made wrong, and the second path that sees it.
//!
//! Each fault makes the prover prove something false. Differences of plain values, which know no
//! rule of differentiation, and the exact path, which knows nothing of samples, must refuse it.

use std::cell::Cell;

use crate::decide::{Decision, is_zero};
use crate::hashing::QuickMap;
use crate::{
    Arena, DerivativeClaim, Expr, Function, Node, Scope, Symbol, check_derivative, evaluate,
};

// From outside of the crate its enums may grow, and their matches need a last arm.
#[allow(unreachable_patterns)]
#[path = "../tests/exact/mod.rs"]
mod exact;
#[path = "../tests/support/parse.rs"]
mod parse;

use parse::parse;

/// A wrong rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    /// tanh′ = 1 + tanh²
    TanhPlus,
    /// (f∘u)′ = f′(u)
    ChainForgotten,
    /// (u·v)′ = u′·v′
    ProductOfSlopes,
    /// (u/v)′ = u′/v
    QuotientHalf,
    /// erf′ = e^(−x²)
    ErfUnscaled,
    /// Every symbol is the variable.
    WrongVariable,
    /// cosh u is written out as sinh u.
    CoshAsSinh,
    /// ln(1 + u) is written out as ln u.
    LnShifted,
    /// Every sum is positive.
    SumsPositive,
    /// Every part has a value everywhere.
    NothingUndefined,
    /// Any value will do where pieces meet.
    KinksIgnored,
}

thread_local! {
    static SEEDED: Cell<Option<Fault>> = const { Cell::new(None) };
}

/// Whether this rule is wrong now.
pub(crate) fn is(fault: Fault) -> bool {
    SEEDED.get() == Some(fault)
}

/// What stands in for a function when formulas are written out.
pub(crate) fn function(f: Function) -> Function {
    match f {
        Function::Cosh if is(Fault::CoshAsSinh) => Function::Sinh,
        Function::Ln1p if is(Fault::LnShifted) => Function::Ln,
        f => f,
    }
}

/// The slope by a wrong rule, where there is one for the step.
pub(crate) fn slope(a: &mut Arena, e: Expr, slopes: &QuickMap<Expr, Expr>) -> Option<Option<Expr>> {
    let of = |u: Expr| slopes.get(&u).copied();
    let fault = SEEDED.get()?;
    Some(match (fault, a.node(e)) {
        (Fault::TanhPlus, Node::Call(Function::Tanh, u)) => of(u).map(|du| {
            let (one, square) = (a.integer(1), a.mul(e, e));
            let sum = a.add(one, square);
            a.mul(sum, du)
        }),
        (Fault::ChainForgotten, Node::Call(Function::Exp, u)) => of(u).map(|_| e),
        (Fault::ProductOfSlopes, Node::Mul(u, v)) if u != v => match (of(u), of(v)) {
            (Some(du), Some(dv)) => Some(a.mul(du, dv)),
            _ => return None,
        },
        (Fault::QuotientHalf, Node::Div(u, v)) => of(u).map(|du| a.div(du, v)),
        (Fault::ErfUnscaled, Node::Call(Function::Erf, u)) => of(u).map(|du| {
            let outer = a.call(Function::Gaussian, u);
            a.mul(outer, du)
        }),
        (Fault::WrongVariable, Node::Variable(_)) => Some(a.integer(1)),
        _ => return None,
    })
}

/// Runs with one rule wrong.
fn with<T>(fault: Option<Fault>, run: impl FnOnce() -> T) -> T {
    let before = SEEDED.replace(fault);
    let result = run();
    SEEDED.set(before);
    result
}

/// Wrong derivatives by x that are proved with the fault.
const DERIVATIVES: [(Fault, &str, &str); 8] = [
    (Fault::TanhPlus, "tanh(x)", "1 + y^2"),
    (Fault::ChainForgotten, "exp(2*x)", "y"),
    (Fault::ProductOfSlopes, "x*tanh(x)", "cosh(x)^-2"),
    (Fault::QuotientHalf, "x/(1 + x^2)", "1/(1 + x^2)"),
    (Fault::ErfUnscaled, "erf(x)", "exp(-x^2)"),
    (Fault::WrongVariable, "x*b", "x + b"),
    (Fault::NothingUndefined, "ln(x)", "1/x"),
    (Fault::KinksIgnored, "abs(x)", "2*signum(x) - x/abs(x)"),
];

/// Right derivatives, for the control.
const RIGHT: [(&str, &str); 7] = [
    ("tanh(x)", "1 - y^2"),
    ("exp(2*x)", "2*y"),
    ("x*tanh(x)", "tanh(x) + x*cosh(x)^-2"),
    ("x/(1 + x^2)", "(1 - x^2)/(1 + x^2)^2"),
    ("erf(x)", "FRAC_2_SQRT_PI*exp(-x^2)"),
    ("x*b", "b"),
    ("abs(x)", "signum(x)"),
];

/// Two different formulas that are taken for one with the fault.
const IDENTITIES: [(Fault, &str, &str); 3] = [
    (Fault::CoshAsSinh, "cosh(x)", "(exp(x) - exp(-x))/2"),
    (Fault::LnShifted, "ln_1p(exp(x))", "x"),
    (Fault::SumsPositive, "sqrt((x + b)^2)", "x + b"),
];

fn proves(forward: &str, derivative: &str) -> bool {
    let mut a = Arena::new();
    let [x, b, output] = ["x", "b", "y"].map(|name| a.symbol(name));
    let scope = Scope {
        inputs: vec![x, b],
        ..Scope::default()
    };
    let claim = DerivativeClaim {
        scope: &scope,
        forward: parse(&mut a, forward),
        output,
        wrt: x,
        derivative: parse(&mut a, derivative),
        jumps: false,
    };
    check_derivative(&mut a, &claim).is_proved()
}

/// Whether differences of the forward's values refuse the derivative.
fn differences_refuse(forward: &str, derivative: &str) -> bool {
    let mut a = Arena::new();
    let [x, b, y] = ["x", "b", "y"].map(|name| a.symbol(name));
    let (forward, derivative) = (parse(&mut a, forward), parse(&mut a, derivative));
    let value = |e: Expr, at: f64, more: &[(Symbol, f64)]| {
        let mut point = vec![(x, at), (b, 0.7)];
        point.extend_from_slice(more);
        evaluate(&a, e, &point)
    };
    let refuses = |at: f64| {
        let here = value(forward, at, &[]);
        let slope = |h: f64| (value(forward, at + h, &[]) - here) / h;
        let (left, right) = (slope(-1e-6), slope(1e-6));
        let stated = value(derivative, at, &[(y, here)]);
        let between = left.min(right) - 1e-4..left.max(right) + 1e-4;
        !(here.is_finite() && between.contains(&stated))
    };
    [-2.3, -0.6, 0.0, 0.4, 1.9].into_iter().any(refuses)
}

#[test]
fn differences_refuse_what_a_wrong_rule_proves() {
    for (fault, forward, derivative) in DERIVATIVES {
        let case = format!("{fault:?}: {forward}, {derivative}");
        assert!(with(Some(fault), || proves(forward, derivative)), "{case}");
        assert!(!with(None, || proves(forward, derivative)), "{case}");
        assert!(differences_refuse(forward, derivative), "{case}");
    }
    for (forward, derivative) in RIGHT {
        assert!(proves(forward, derivative), "{forward}, {derivative}");
        assert!(
            !differences_refuse(forward, derivative),
            "{forward}, {derivative}"
        );
    }
}

#[test]
fn exact_expansion_refuses_what_a_wrong_rule_proves() {
    for (fault, left, right) in IDENTITIES {
        let mut a = Arena::new();
        let (left, right) = (parse(&mut a, left), parse(&mut a, right));
        let difference = a.sub(left, right);
        let modular = |fault: Option<Fault>| with(fault, || is_zero(&a, difference, &[]));
        let proved = matches!(modular(Some(fault)), Decision::Zero { .. });
        assert!(proved, "{fault:?}: {:?}", modular(Some(fault)));
        assert!(!matches!(modular(None), Decision::Zero { .. }), "{fault:?}");
        assert_ne!(exact::is_zero(&a, difference), Some(true), "{fault:?}");
    }
    // The control: the exact path does prove what is right.
    let mut a = Arena::new();
    let (left, right) = (
        parse(&mut a, "cosh(x)"),
        parse(&mut a, "(exp(x) + exp(-x))/2"),
    );
    let difference = a.sub(left, right);
    assert_eq!(exact::is_zero(&a, difference), Some(true));
}
