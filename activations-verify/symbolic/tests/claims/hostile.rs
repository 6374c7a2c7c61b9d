//! Formulas made to be difficult end in a verdict, without a panic, each within a second.

use std::sync::OnceLock;
use std::time::{Duration, Instant};

use activations_symbolic::{
    Arena, Cond, DerivativeClaim, Expr, Function, Infinity, LimitValue, Node, Relation, RowClaim,
    Scope, Symbol, Verdict, check_derivative, check_equal, check_limit, check_row_vjp,
    differentiate,
};

struct Setting {
    a: Arena,
    scope: Scope,
    x: Symbol,
    y: Symbol,
}

fn setting() -> Setting {
    let mut a = Arena::new();
    let (x, y) = (a.symbol("x"), a.symbol("y"));
    let scope = Scope {
        inputs: vec![x],
        ..Scope::default()
    };
    Setting { a, scope, x, y }
}

/// Runs a check, which must not cost more than a second.
fn bounded(check: impl FnOnce() -> Verdict) -> Verdict {
    let before = worked();
    let verdict = check();
    let took = worked().saturating_sub(before);
    assert!(took < Duration::from_secs(1), "{took:?} for {verdict:?}");
    verdict
}

/// How long this thread has worked, where the system tells it: what else the machine does is not
/// counted.
fn worked() -> Duration {
    static START: OnceLock<Instant> = OnceLock::new();
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanoseconds = told.and_then(|text| text.split_whitespace().next()?.parse().ok());
    let elapsed = || START.get_or_init(Instant::now).elapsed();
    nanoseconds.map_or_else(elapsed, Duration::from_nanos)
}

/// All verdicts on a function and its own derivative.
fn decide_all(setting: &mut Setting, forward: Expr) -> Vec<Verdict> {
    let Setting { a, scope, x, y } = setting;
    let derivative = differentiate(a, forward, *x);
    let claim = DerivativeClaim {
        scope,
        forward,
        output: *y,
        wrt: *x,
        derivative,
        jumps: false,
    };
    let twice = a.add(derivative, derivative);
    let wrong = DerivativeClaim {
        derivative: twice,
        ..claim
    };
    let dy = a.symbol("dy");
    let rows = RowClaim {
        scope,
        input: *x,
        forward,
        output: *y,
        cotangent: dy,
        vjp: derivative,
    };
    let down = LimitValue::Infinite(Infinity::Negative);
    let checks: [&dyn Fn(&mut Arena) -> Verdict; 5] = [
        &|a| check_derivative(a, &claim),
        &|a| check_derivative(a, &wrong),
        &|a| check_equal(a, scope, forward, derivative),
        &|a| check_limit(a, scope, forward, Infinity::Positive, down),
        &|a| check_row_vjp(a, &rows),
    ];
    let verdicts: Vec<Verdict> = checks.iter().map(|check| bounded(|| check(a))).collect();
    assert!(
        verdicts[0].is_proved() || !verdicts[1].is_proved() || derivative_is_zero(a, derivative)
    );
    verdicts
}

fn derivative_is_zero(a: &Arena, derivative: Expr) -> bool {
    matches!(a.node(derivative), Node::Number(value) if value.is_zero())
}

/// e ↦ step(e), so many times.
fn iterate(
    a: &mut Arena,
    start: Expr,
    times: usize,
    step: impl Fn(&mut Arena, Expr, usize) -> Expr,
) -> Expr {
    (0..times).fold(start, |e, i| step(a, e, i))
}

#[test]
fn deep_compositions() {
    for f in [Function::Tanh, Function::Abs, Function::Erf] {
        let mut setting = setting();
        let x = setting.a.variable(setting.x);
        let deep = iterate(&mut setting.a, x, 400, |a, e, _| a.call(f, e));
        decide_all(&mut setting, deep);
    }
}

#[test]
fn deep_arithmetic() {
    let mut setting = setting();
    let x = setting.a.variable(setting.x);
    let horner = iterate(&mut setting.a, x, 200, |a, e, i| {
        let (product, c) = (a.mul(e, x), a.integer(i as i64 - 3));
        a.add(product, c)
    });
    decide_all(&mut setting, horner);
    let squares = iterate(&mut setting.a, x, 300, |a, e, _| a.mul(e, e));
    decide_all(&mut setting, squares);
    let quotients = iterate(&mut setting.a, x, 200, |a, e, _| {
        let one = a.integer(1);
        let sum = a.add(one, e);
        a.div(x, sum)
    });
    decide_all(&mut setting, quotients);
}

#[test]
fn many_branches() {
    let mut setting = setting();
    let x = setting.a.variable(setting.x);
    let maxima = iterate(&mut setting.a, x, 150, |a, e, i| {
        let c = a.integer(i as i64);
        let line = a.sub(x, c);
        let steeper = a.mul(c, line);
        a.max(e, steeper)
    });
    decide_all(&mut setting, maxima);
    let steps = iterate(&mut setting.a, x, 60, |a, e, i| {
        let c = a.integer(i as i64 * 7 % 31);
        let condition = a.compare(Relation::Gt, x, c);
        a.select(condition, c, e)
    });
    decide_all(&mut setting, steps);
    // Every parameter a threshold: their orders are too many to divide.
    let Setting { a, scope, .. } = &mut setting;
    let mut e = x;
    for i in 0..12 {
        let symbol = a.symbol(&format!("p{i}"));
        scope.parameters.push(activations_symbolic::Parameter {
            symbol,
            default: activations_symbolic::Number::ONE,
            domain: None,
        });
        let p = a.variable(symbol);
        e = a.max(e, p);
    }
    decide_all(&mut setting, e);
}

#[test]
fn deep_conditions() {
    let mut setting = setting();
    let x = setting.a.variable(setting.x);
    let a = &mut setting.a;
    let mut condition: Cond = a.compare(Relation::Gt, x, x);
    for i in 0..200 {
        let c = a.integer(i % 5);
        let other = a.compare(Relation::Lt, x, c);
        condition = if i % 2 == 0 {
            a.or(condition, other)
        } else {
            a.and(condition, other)
        };
        condition = a.not(condition);
    }
    let zero = a.integer(0);
    let e = a.select(condition, x, zero);
    decide_all(&mut setting, e);
}

#[test]
fn extreme_powers_and_literals() {
    for exponent in [i32::MAX, i32::MIN, i32::MIN + 1, 65_537, -1] {
        let mut setting = setting();
        let x = setting.a.variable(setting.x);
        let power = setting.a.powi(x, exponent);
        decide_all(&mut setting, power);
    }
    for literal in [
        "1e-300",
        "1e300",
        "340282366920938463463374607431768211455",
        "1e-2000",
    ] {
        let mut setting = setting();
        let x = setting.a.variable(setting.x);
        let Ok(value) = activations_symbolic::Number::parse(literal) else {
            continue;
        };
        let c = setting.a.number(value);
        let product = setting.a.mul(c, x);
        let e = setting.a.call(Function::Exp, product);
        let threshold = setting.a.max(e, c);
        decide_all(&mut setting, threshold);
    }
}

#[test]
fn nothing_defined_anywhere() {
    let mut setting = setting();
    let x = setting.a.variable(setting.x);
    let a = &mut setting.a;
    let zero = a.sub(x, x);
    let nowhere = a.div(x, zero);
    let minus_one = a.integer(-1);
    let no_log = a.call(Function::Ln, minus_one);
    for e in [nowhere, no_log] {
        let verdicts = decide_all(&mut setting, e);
        assert!(!verdicts[0].is_proved(), "{:?}", verdicts[0]);
    }
}
