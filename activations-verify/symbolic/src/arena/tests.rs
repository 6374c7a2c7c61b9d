//! Identity, limits and rewriting of expressions, and their values.

use super::{Arena, Expr, LimitError, MAX_DEPTH, MAX_NODES, Node, Relation, Symbol};
use crate::{Function, Number, evaluate, evaluate_condition};

fn variable(a: &mut Arena, name: &str) -> Expr {
    let symbol = a.symbol(name);
    a.variable(symbol)
}

#[test]
fn equal_formulas_are_equal_handles() {
    let mut a = Arena::new();
    let x = variable(&mut a, "x");
    let (one, also_one) = (a.integer(1), a.number(Number::parse("1.0").unwrap()));
    assert_eq!(one, also_one);
    assert_eq!(a.add(x, one), a.add(x, also_one));
    assert_ne!(a.add(x, one), a.add(one, x));
}

#[test]
fn builders_fold_literals_and_neutral_elements_only() {
    let mut a = Arena::new();
    let x = variable(&mut a, "x");
    let (zero, one, two) = (a.integer(0), a.integer(1), a.integer(2));
    let minus = a.neg(x);
    assert_eq!(a.add(zero, x), x);
    assert_eq!(a.sub(x, zero), x);
    assert_eq!(a.sub(zero, x), minus);
    assert_eq!(a.mul(one, x), x);
    assert_eq!(a.div(x, one), x);
    assert_eq!(a.neg(minus), x);
    assert_eq!(a.powi(x, 1), x);
    assert_eq!(a.powf(x, Number::TWO), a.powi(x, 2));
    assert_eq!(a.div(one, two), a.number(Number::parse("0.5").unwrap()));
    // These would lose a NaN or an infinity.
    let nothing = a.mul(zero, x);
    assert_eq!(a.node(nothing), Node::Mul(zero, x));
    let difference = a.sub(x, x);
    assert_eq!(a.node(difference), Node::Sub(x, x));
    let division = a.div(one, zero);
    assert_eq!(a.node(division), Node::Div(one, zero));
    let huge = a.powi(two, i32::MAX);
    assert_eq!(a.node(huge), Node::Powi(two, i32::MAX));
}

#[test]
fn a_deep_expression_meets_the_limit_and_is_undone() {
    let mut a = Arena::new();
    let x = variable(&mut a, "x");
    let chain = |a: &mut Arena, levels: usize| (0..levels).fold(x, |e, _| a.call(Function::Sin, e));
    let at_limit = a.attempt(|a| chain(a, MAX_DEPTH - 1)).unwrap();
    assert_eq!(
        (a.depth(at_limit), a.size(at_limit)),
        (MAX_DEPTH, MAX_DEPTH)
    );
    assert_eq!(a.attempt(|a| chain(a, MAX_DEPTH)), Err(LimitError::Depth));
    assert_eq!(a.limit(), Ok(()));
    // What the failed attempt made is gone from the index too.
    let y = a.call(Function::Cos, x);
    assert_eq!(a.node(y), Node::Call(Function::Cos, x));
    assert_eq!(evaluate(&a, y, &[(Symbol(1), 0.0)]), 1.0);
    chain(&mut a, 10_000);
    assert_eq!(a.limit(), Err(LimitError::Depth));
}

#[test]
fn a_wide_expression_meets_the_limit() {
    let mut a = Arena::new();
    let x = variable(&mut a, "x");
    let error = a.attempt(|a| {
        for i in 0..MAX_NODES as i64 {
            let i = a.integer(i);
            a.add(x, i);
        }
    });
    assert_eq!(error, Err(LimitError::Nodes));
}

#[test]
fn a_long_condition_meets_the_limit() {
    let mut a = Arena::new();
    let x = variable(&mut a, "x");
    let mut c = a.compare(Relation::Lt, x, x);
    let error = a.attempt(|a| {
        for _ in 0..20 {
            c = a.and(c, c);
        }
    });
    assert_eq!(error, Err(LimitError::Condition));
    assert_eq!(a.limit(), Ok(()));
}

#[test]
fn shared_parts_count_once() {
    let mut a = Arena::new();
    let mut e = variable(&mut a, "x");
    for _ in 0..40 {
        e = a.mul(e, e);
    }
    assert_eq!((a.size(e), a.weight(e)), (41, u32::MAX));
    let x = a.symbol("x");
    assert_eq!(evaluate(&a, e, &[(x, 1.0)]), 1.0);
}

#[test]
fn substitution_reaches_conditions() {
    let mut a = Arena::new();
    let (x, t) = (variable(&mut a, "x"), variable(&mut a, "t"));
    let (sx, st) = (a.symbol("x"), a.symbol("t"));
    let c = a.compare(Relation::Gt, x, t);
    let minus = a.neg(t);
    let e = a.select(c, x, minus);
    assert_eq!(evaluate(&a, e, &[(sx, 2.0), (st, 3.0)]), -3.0);
    assert!(!evaluate_condition(&a, c, &[(sx, 2.0), (st, 3.0)]));
    let half = a.number(Number::parse("0.5").unwrap());
    let at_half = a.substitute(e, st, half);
    assert_eq!(a.symbols(at_half).into_iter().collect::<Vec<_>>(), [sx]);
    assert_eq!(evaluate(&a, at_half, &[(sx, 2.0)]), 2.0);
    let shifted = a.add(x, half);
    let c = a.substitute_condition(c, sx, shifted);
    assert!(evaluate_condition(&a, c, &[(sx, 2.0), (st, 2.25)]));
    assert!(a.condition_symbols(c).contains(&st));
}

#[test]
fn fresh_symbols_are_new() {
    let mut a = Arena::new();
    let s = a.symbol("s");
    let first = a.fresh("s");
    let second = a.fresh("s");
    assert!(s != first && first != second);
    assert!(a.name(first).starts_with("s′") && a.name(first) != a.name(second));
}

#[test]
fn nan_passes_max_and_min() {
    let mut a = Arena::new();
    let x = variable(&mut a, "x");
    let s = a.symbol("x");
    let zero = a.integer(0);
    for e in [a.max(x, zero), a.min(zero, x)] {
        assert!(evaluate(&a, e, &[(s, f64::NAN)]).is_nan());
        assert!(evaluate(&a, e, &[]).is_nan());
        assert_eq!(evaluate(&a, e, &[(s, 0.0)]), 0.0);
    }
}
