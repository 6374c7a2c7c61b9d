//! Wrong versions of right derivatives: none may be proved, and most are repaired.
//!
//! One mutant in nine is decided; with the environment variable `ALL_MUTANTS` every one is.

use std::collections::BTreeMap;

use activations_symbolic::{
    Arena, Constant, DerivativeClaim, Expr, Function, Node, Number, Relation, Verdict,
    check_derivative, evaluate, print,
};

use crate::catalogue::declarations;
use crate::notation::Read;

fn steps(arena: &Arena, whole: Expr) -> Vec<(Vec<usize>, Expr)> {
    let mut steps = vec![(Vec::new(), whole)];
    let mut next = 0;
    while next < steps.len() {
        let (path, e) = steps[next].clone();
        for (i, operand) in arena.node(e).operands().enumerate() {
            steps.push((path.iter().copied().chain([i]).collect(), operand));
        }
        next += 1;
    }
    steps
}

/// A literal with its last digit changed by one.
fn last_digit(value: Number) -> Option<Number> {
    let text = value.to_string();
    let last = text.chars().last()?.to_digit(10)?;
    let changed = if last == 9 { 8 } else { last + 1 };
    Number::parse(&format!("{}{changed}", &text[..text.len() - 1])).ok()
}

/// The mutants of one step, by operator.
fn mutants(arena: &mut Arena, e: Expr, x: Expr, y: Expr) -> Vec<(&'static str, Expr)> {
    let (one, two) = (arena.integer(1), arena.integer(2));
    let slightly = Number::parse("1.000001").expect("a literal");
    let slightly = arena.number(slightly);
    let mut all = vec![
        ("sign", arena.neg(e)),
        ("factor 2", arena.mul(two, e)),
        ("plus 1", arena.add(e, one)),
        ("1 minus", arena.sub(one, e)),
        ("times 1.000001", arena.mul(slightly, e)),
        ("square", arena.mul(e, e)),
    ];
    match arena.node(e) {
        Node::Add(a, b) => {
            all.extend([("+ to -", arena.sub(a, b)), ("+ to *", arena.mul(a, b))]);
            all.extend([("drop left", b), ("drop right", a)]);
        }
        Node::Sub(a, b) => {
            all.extend([("- to +", arena.add(a, b)), ("swap -", arena.sub(b, a))]);
            all.extend([("drop left", b), ("drop right", a)]);
        }
        Node::Mul(a, b) => {
            all.extend([("* to /", arena.div(a, b)), ("* to +", arena.add(a, b))]);
            all.extend([("drop left", b), ("drop right", a)]);
        }
        Node::Div(a, b) => {
            all.extend([("/ to *", arena.mul(a, b)), ("swap /", arena.div(b, a))]);
            all.push(("drop divisor", a));
        }
        Node::Neg(a) => all.push(("drop -", a)),
        Node::Powi(a, n) => {
            all.extend([
                ("power + 1", arena.powi(a, n + 1)),
                ("power - 1", arena.powi(a, n - 1)),
            ]);
        }
        Node::Call(f, a) => {
            all.push(("drop function", a));
            for other in [
                Function::Exp,
                Function::Tanh,
                Function::Sigmoid,
                Function::NormalPdf,
            ] {
                if other != f {
                    all.push(("swap function", arena.call(other, a)));
                }
            }
        }
        Node::Number(value) => {
            for (name, changed) in [
                ("literal + 1", value.checked_add(Number::ONE)),
                ("literal last digit", last_digit(value)),
                (
                    "literal * 1.001",
                    value.checked_mul(Number::parse("1.001").expect("a literal")),
                ),
                (
                    "literal + 1e-9",
                    value.checked_mul(Number::parse("1.000000001").expect("a literal")),
                ),
            ] {
                all.extend(changed.map(|changed| (name, arena.number(changed))));
            }
        }
        Node::Constant(_) => {
            let pi = arena.constant(Constant::Pi);
            all.push(("swap constant", pi));
        }
        Node::Variable(_) if e == x => {
            all.extend([("x to y", y), ("x to 1", one), ("x to -x", arena.neg(x))]);
        }
        Node::Variable(_) if e == y => all.extend([("y to x", x), ("y to 1", one)]),
        Node::Select(condition, a, b) => {
            all.extend([("swap branches", arena.select(condition, b, a))]);
            all.extend([("drop branch", a), ("drop branch", b)]);
            if let activations_symbolic::Condition::Compare(relation, left, right) =
                arena.condition(condition)
            {
                for text in ["1", "0.1", "0.001", "-0.000001"] {
                    let shift = match text.strip_prefix('-') {
                        Some(text) => Number::parse(text).expect("a literal").negated(),
                        None => Number::parse(text).expect("a literal"),
                    };
                    let shift = arena.number(shift);
                    let moved = arena.add(right, shift);
                    let moved = arena.compare(relation, left, moved);
                    all.push(("threshold", arena.select(moved, a, b)));
                }
                let flipped = match relation {
                    Relation::Gt => Relation::Ge,
                    Relation::Ge => Relation::Gt,
                    Relation::Lt => Relation::Le,
                    other => other,
                };
                let flipped = arena.compare(flipped, left, right);
                all.push(("open or closed", arena.select(flipped, a, b)));
            }
        }
        _ => {}
    }
    all
}

/// Whether `f64` tells a mutant from the right derivative somewhere.
fn differs(arena: &Arena, read: &Read, mutant: Expr) -> bool {
    let settings = [(1.0, 0.7), (0.3, 1.9), (2.5, -0.4)];
    let inputs = (-60..60).map(|i| f64::from(i) * 0.133 + 0.0107);
    inputs.into_iter().any(|x| {
        settings.iter().enumerate().any(|(i, &(scale, other))| {
            let mut at = vec![(read.wrt, x)];
            for &input in read.scope.inputs.iter().filter(|&&input| input != read.wrt) {
                at.push((input, other));
            }
            for parameter in read
                .scope
                .parameters
                .iter()
                .filter(|p| p.symbol != read.wrt)
            {
                let default = parameter.default.to_f64();
                at.push((
                    parameter.symbol,
                    if i == 0 { default } else { default * scale },
                ));
            }
            if let Some(domain) = read.scope.domain
                && !activations_symbolic::evaluate_condition(arena, domain, &at)
            {
                return false;
            }
            at.push((read.output, evaluate(arena, read.forward, &at)));
            let (right, wrong) = (
                evaluate(arena, read.derivative, &at),
                evaluate(arena, mutant, &at),
            );
            right.is_finite() && (right - wrong).abs() > 1e-7 * (right.abs() + wrong.abs())
        })
    })
}

#[test]
fn no_mutant_that_differs_is_proved() {
    let (mut generated, mut refuted, mut undecided, mut equivalent) = (0, 0, 0, 0);
    let mut repaired = 0;
    let stride = if std::env::var_os("ALL_MUTANTS").is_some() {
        1
    } else {
        9
    };
    let mut turn = 0;
    let mut by_reason: BTreeMap<String, usize> = BTreeMap::new();
    let mut slowest = (std::time::Duration::ZERO, String::new());
    for (name, declared) in declarations() {
        let mut arena = Arena::new();
        let read = declared.read(&mut arena);
        let (x, y) = (arena.variable(read.wrt), arena.variable(read.output));
        for (path, e) in steps(&arena, read.derivative) {
            for (operator, new) in mutants(&mut arena, e, x, y) {
                let mutant = arena.replace_at(read.derivative, &path, new);
                turn += 1;
                if mutant == read.derivative || turn % stride != 0 {
                    continue;
                }
                generated += 1;
                let mut own = arena.clone();
                let claim = DerivativeClaim {
                    derivative: mutant,
                    ..read.claim()
                };
                let start = std::time::Instant::now();
                let verdict = check_derivative(&mut own, &claim);
                let text = print::rust(&arena, mutant);
                let time = start.elapsed();
                if time > slowest.0 {
                    slowest = (time, format!("{name}: {text}"));
                }
                match verdict {
                    Verdict::Proved(_) => {
                        equivalent += 1;
                        assert!(
                            !differs(&arena, &read, mutant),
                            "{name}, {operator}: `{text}` was proved"
                        );
                    }
                    Verdict::Refuted(found) => {
                        refuted += 1;
                        if found.repair.is_some() {
                            repaired += 1;
                        } else {
                            println!("no repair: {name}, {operator}: {text}");
                        }
                    }
                    Verdict::Undecided(reason) => {
                        undecided += 1;
                        *by_reason
                            .entry(format!("{name}, {operator}: {text}: {reason}"))
                            .or_default() += 1;
                    }
                }
            }
        }
    }
    for (reason, count) in &by_reason {
        println!("{count} undecided: {reason}");
    }
    println!(
        "{generated} mutants: {refuted} refuted ({repaired} repaired), {equivalent} equivalent, {undecided} undecided; slowest {slowest:?}"
    );
    assert!(generated > 250);
    assert!(repaired * 10 >= refuted * 9);
}
