//! Symbolic derivatives against numerical ones, and simplified forms against their originals.

#[path = "support/formulas.rs"]
mod formulas;
#[path = "support/mutants.rs"]
mod mutants;
#[path = "support/random.rs"]
mod random;

use activations_symbolic::{
    Arena, Expr, Function, Symbol, differentiate, evaluate, print, simplify,
};
use formulas::formula;
use mutants::mutate;
use random::{Random, SMOOTH};

/// A slope and how far it can be trusted.
struct Slope {
    value: f64,
    error: f64,
}

/// Central differences of order 8 at shrinking steps; the two that agree best tell the error.
fn central_difference(a: &Arena, e: Expr, wrt: Symbol, at: &[(Symbol, f64)]) -> Option<Slope> {
    const WEIGHTS: [f64; 4] = [4.0 / 5.0, -1.0 / 5.0, 4.0 / 105.0, -1.0 / 280.0];
    let value = |shift: f64| {
        let shifted: Vec<_> = at
            .iter()
            .map(|&(s, v)| (s, if s == wrt { v + shift } else { v }))
            .collect();
        evaluate(a, e, &shifted)
    };
    let mut best: Option<Slope> = None;
    let mut previous = f64::NAN;
    for level in 0..6 {
        let h = 0.02 * 0.5f64.powi(level);
        let (mut sum, mut largest) = (0.0, 0.0f64);
        for (k, weight) in WEIGHTS.iter().enumerate() {
            let shift = h * (k + 1) as f64;
            let (right, left) = (value(shift), value(-shift));
            sum += weight * (right - left);
            largest = largest.max(right.abs()).max(left.abs());
        }
        let slope = sum / h;
        // The values themselves carry the rounding of some tens of operations.
        let error = (slope - previous).abs() + 1e-13 * largest / h;
        previous = slope;
        if error.is_finite() && best.as_ref().is_none_or(|best| error < best.error) {
            best = Some(Slope {
                value: slope,
                error,
            });
        }
    }
    best
}

/// Whether a symbolic slope agrees with the numerical one.
fn agrees(symbolic: f64, numerical: &Slope) -> bool {
    let scale = numerical.value.abs().max(1e-3);
    (symbolic - numerical.value).abs() <= 20.0 * numerical.error + 1e-9 * scale
}

/// Uniform in [lo, hi).
fn between(random: &mut Random, lo: f64, hi: f64) -> f64 {
    lo + (hi - lo) * (random.bits() >> 11) as f64 / (1u64 << 53) as f64
}

fn points(random: &mut Random, symbols: &[Symbol]) -> Vec<(Symbol, f64)> {
    symbols
        .iter()
        .map(|&s| (s, between(random, -1.5, 2.5)))
        .collect()
}

#[test]
fn slopes_agree_with_central_differences() {
    let mut random = Random(1);
    let (mut decided, mut caught, mut wrong) = (0, 0, 0);
    for case in 0..1000 {
        let mut a = Arena::new();
        let symbols = [a.symbol("x"), a.symbol("b")];
        let f = formula(&mut a, &mut random, &symbols, &SMOOTH, 1 + case % 9);
        let raw = differentiate(&mut a, f, symbols[0]);
        let slope = simplify(&mut a, raw);
        for _ in 0..2 {
            let at = points(&mut random, &symbols);
            let Some(numerical) = central_difference(&a, f, symbols[0], &at) else {
                continue;
            };
            // A difference that cannot see a change of 1e-4 decides nothing.
            if numerical.error > 5e-6 * numerical.value.abs().max(1e-3) {
                continue;
            }
            for candidate in [raw, slope] {
                let value = evaluate(&a, candidate, &at);
                if value.is_finite() && !agrees(value, &numerical) {
                    let (text, given) = (print::rust(&a, f), print::rust(&a, candidate));
                    eprintln!("d/dx {text}\n is not {given} at {at:?}");
                    wrong += 1;
                }
            }
            let off = 1.001 * evaluate(&a, raw, &at);
            if off.abs() > 1e-2 {
                decided += 1;
                caught += usize::from(!agrees(off, &numerical));
            }
        }
    }
    assert_eq!(wrong, 0);
    // The check itself can fail: a slope that is off by a thousandth is noticed every time.
    assert!(decided > 500, "only {decided} points decide");
    assert_eq!(decided, caught);
}

/// Whether two formulas have the same value at a point; `None` where rounding hides it.
fn same_value(a: &Arena, (u, v): (Expr, Expr), at: &[(Symbol, f64)]) -> Option<bool> {
    let (expected, found) = (evaluate(a, u, at), evaluate(a, v, at));
    // Cancellation may cost a formula its digits; neighbours tell how many.
    let noise = |e: Expr, value: f64| -> f64 {
        let moved = at.iter().map(|&(moved, _)| {
            let near: Vec<_> = at
                .iter()
                .map(|&(s, x)| (s, if s == moved { x * (1.0 + 1e-12) } else { x }))
                .collect();
            (evaluate(a, e, &near) - value).abs()
        });
        moved.sum()
    };
    let allowed = 100.0 * noise(u, expected) + 1e-9 * expected.abs().max(1e-3);
    let tells = expected.is_finite() && expected.abs() < 1e100 && allowed < 1e-3 * expected.abs();
    tells.then(|| (expected - found).abs() <= allowed)
}

#[test]
fn simplified_forms_have_the_same_values() {
    let mut random = Random(2);
    let (mut compared, mut changed, mut noticed) = (0, 0, 0);
    for case in 0..2500 {
        let mut a = Arena::new();
        let symbols = [a.symbol("x"), a.symbol("b")];
        let functions = [&SMOOTH[..], &[Function::Abs]].concat();
        let e = formula(&mut a, &mut random, &symbols, &functions, 1 + case % 12);
        let simple = simplify(&mut a, e);
        let mutant = mutate(&mut a, &mut random, simple);
        for _ in 0..4 {
            let at = points(&mut random, &symbols);
            let Some(same) = same_value(&a, (e, simple), &at) else {
                continue;
            };
            let (text, form) = (print::rust(&a, e), print::rust(&a, simple));
            assert!(same, "{text} became {form} at {at:?}");
            compared += 1;
            changed += usize::from(mutant != simple);
            noticed += usize::from(same_value(&a, (e, mutant), &at) == Some(false));
        }
    }
    assert!(compared > 5_000, "only {compared} values compared");
    // The check can fail: nearly every changed form is noticed.
    assert!(
        noticed * 10 > changed * 9,
        "{noticed} of {changed} changes noticed"
    );
}

#[test]
fn selects_and_maxima_are_differentiated_by_branch() {
    use activations_symbolic::Relation;
    let mut a = Arena::new();
    let s = a.symbol("x");
    let x = a.variable(s);
    let zero = a.integer(0);
    let square = a.powi(x, 2);
    let positive = a.compare(Relation::Gt, x, zero);
    let branches = a.select(positive, square, x);
    let largest = a.max(square, x);
    let smallest = a.min(square, x);
    for (e, slopes) in [
        (branches, [1.0, 1.0, 4.0]),
        // At the tie x = 0 both take the slope of their first argument.
        (largest, [-6.0, 0.0, 4.0]),
        (smallest, [1.0, 0.0, 1.0]),
    ] {
        let slope = differentiate(&mut a, e, s);
        for (at, expected) in [-3.0, 0.0, 2.0].into_iter().zip(slopes) {
            assert_eq!(evaluate(&a, slope, &[(s, at)]), expected);
        }
    }
}

#[test]
fn hostile_expressions_come_back_at_once() {
    let mut a = Arena::new();
    let s = a.symbol("x");
    let x = a.variable(s);
    // 2^200 factors, 10⁹ as an exponent, a tower of 400 functions, a sum of 5,000 terms.
    let mut doubling = x;
    for _ in 0..200 {
        doubling = a.mul(doubling, doubling);
    }
    let huge = a.powi(x, 1_000_000_000);
    let huge = a.powi(huge, 1_000_000_000);
    let least = a.powi(x, i32::MIN);
    let mut tower = x;
    for _ in 0..400 {
        tower = a.call(Function::Sigmoid, tower);
    }
    let mut terms = Vec::new();
    for i in 0..4096 {
        let i = a.integer(i);
        terms.push(a.add(x, i));
    }
    while terms.len() > 1 {
        terms = terms
            .chunks(2)
            .map(|pair| a.mul(pair[0], pair[1]))
            .collect();
    }
    for e in [doubling, huge, least, tower, terms[0]] {
        let slope = a.attempt(|a| differentiate(a, e, s));
        if let Ok(slope) = slope {
            simplify(&mut a, slope);
        }
        simplify(&mut a, e);
        assert_eq!(a.limit(), Ok(()));
    }
}
