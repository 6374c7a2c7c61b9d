//! The value of a formula in any number type, on a number or on a row of them.

use std::collections::HashMap;

use activations_core::__private::for_each_function;
use activations_core::{Constant, Real};
use activations_symbolic::{
    Arena, Cond, Condition, Expr, Function, Node, Number, Reduction, Relation, Symbol,
};

/// Values of a formula's symbols, one for each entry of a row; a scalar is a row of one.
pub(super) type Bindings<R> = Vec<(Symbol, Vec<R>)>;

/// The values of a formula: one, or one for each entry of the row.
pub(super) fn values<R: Real>(arena: &Arena, e: Expr, at: &Bindings<R>) -> Vec<R> {
    let mut known: HashMap<Expr, Vec<R>> = HashMap::new();
    for part in arena.reachable(&[e]) {
        let value = step(arena, part, at, &known);
        known.insert(part, value);
    }
    known.remove(&e).unwrap_or_default()
}

fn step<R: Real>(
    arena: &Arena,
    e: Expr,
    at: &Bindings<R>,
    known: &HashMap<Expr, Vec<R>>,
) -> Vec<R> {
    let map = |a: Expr, f: &dyn Fn(R) -> R| known[&a].iter().map(|&v| f(v)).collect();
    let zip = |a: Expr, b: Expr, f: &dyn Fn(R, R) -> R| spread(&known[&a], &known[&b], f);
    match arena.node(e) {
        Node::Number(value) => vec![number(value)],
        Node::Constant(constant) => {
            let named = Constant::ALL.iter().find(|c| c.name() == constant.name());
            vec![named.map_or_else(nothing, |&constant| R::constant(constant))]
        }
        Node::Variable(symbol) => at
            .iter()
            .find(|binding| binding.0 == symbol)
            .map_or_else(|| vec![nothing()], |binding| binding.1.clone()),
        Node::Add(a, b) => zip(a, b, &|a, b| a + b),
        Node::Sub(a, b) => zip(a, b, &|a, b| a - b),
        Node::Mul(a, b) => zip(a, b, &|a, b| a * b),
        Node::Div(a, b) => zip(a, b, &|a, b| a / b),
        Node::Max(a, b) => zip(a, b, &R::max),
        Node::Min(a, b) => zip(a, b, &R::min),
        Node::Hypot(a, b) => zip(a, b, &R::hypot),
        Node::Neg(a) => map(a, &|a| -a),
        Node::Powi(a, n) => map(a, &|a| a.powi(n)),
        Node::Powf(a, exponent) => map(a, &|a| (number::<R>(exponent) * a.ln()).exp()),
        Node::Call(f, a) => map(a, &|a| call(f, a)),
        Node::Select(condition, a, b) => {
            let length = known[&a].len().max(known[&b].len());
            let entry = |row: &[R], i: usize| row[if row.len() == 1 { 0 } else { i }];
            (0..length)
                .map(|i| {
                    let mask = holds(arena, condition, &|e| entry(&known[&e], i));
                    R::select(mask, entry(&known[&a], i), entry(&known[&b], i))
                })
                .collect()
        }
        Node::Reduce(reduction, a) => {
            // A scalar is summed as often as the row is long.
            let length = at.iter().map(|binding| binding.1.len()).max().unwrap_or(1);
            let ones = vec![R::from_f64(1.0); length];
            let row = spread(&known[&a], &ones, &|a, one| a * one);
            vec![reduce(reduction, &row)]
        }
    }
}

fn nothing<R: Real>() -> R {
    R::from_f64(f64::NAN)
}

fn spread<R: Real>(a: &[R], b: &[R], f: &dyn Fn(R, R) -> R) -> Vec<R> {
    let entry = |row: &[R], i: usize| row[if row.len() == 1 { 0 } else { i }];
    (0..a.len().max(b.len()))
        .map(|i| f(entry(a, i), entry(b, i)))
        .collect()
}

fn reduce<R: Real>(reduction: Reduction, row: &[R]) -> R {
    let all = row.iter().copied();
    let reduced = match reduction {
        Reduction::Max => all.reduce(R::max),
        Reduction::Sum => all.reduce(|a, b| a + b),
        Reduction::Mean => all
            .reduce(|a, b| a + b)
            .map(|sum| sum / R::from_f64(row.len() as f64)),
    };
    reduced.unwrap_or_else(nothing)
}

fn holds<R: Real>(arena: &Arena, condition: Cond, value: &dyn Fn(Expr) -> R) -> R::Mask {
    match arena.condition(condition) {
        Condition::Compare(relation, a, b) => {
            let (a, b) = (value(a), value(b));
            match relation {
                Relation::Lt => a.lt(b),
                Relation::Le => a.le(b),
                Relation::Gt => a.gt(b),
                Relation::Ge => a.ge(b),
                Relation::Eq => a.eq(b),
                Relation::Ne => a.ne(b),
            }
        }
        Condition::And(a, b) => holds(arena, a, value) & holds(arena, b, value),
        Condition::Or(a, b) => holds(arena, a, value) | holds(arena, b, value),
        Condition::Not(a) => !holds(arena, a, value),
    }
}

/// An exact number: a quotient of integers, each built of parts that `f64` holds.
fn number<R: Real>(value: Number) -> R {
    match value.to_ratio() {
        Some((n, 1)) => integer(n),
        Some((n, d)) => integer::<R>(n) / integer(d),
        None => R::from_f64(value.to_f64()),
    }
}

fn integer<R: Real>(value: i128) -> R {
    if value.unsigned_abs() < 1 << 53 {
        return R::from_f64(value as f64);
    }
    let mut rest = value.unsigned_abs();
    let (mut sum, mut unit) = (R::from_f64(0.0), R::from_f64(1.0));
    while rest != 0 {
        let digits = (rest & ((1 << 50) - 1)) as f64;
        sum = sum + R::from_f64(digits) * unit;
        unit = unit * R::from_f64(f64::powi(2.0, 50));
        rest >>= 50;
    }
    if value < 0 { -sum } else { sum }
}

/// Calls the method that a function is named after.
fn call<R: Real>(f: Function, a: R) -> R {
    macro_rules! named {
        (; $($variant:ident $method:ident $meaning:literal;)*) => {
            match f {
                $(Function::$variant => a.$method(),)*
                // Shows at once: the right derivative would be refused.
                _ => nothing(),
            }
        };
    }
    for_each_function!(named! {})
}
