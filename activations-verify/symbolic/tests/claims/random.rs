//! Random piecewise functions: what is proved agrees with numbers, what is right is not refuted.

use activations_symbolic::interval::Interval;
use activations_symbolic::{
    Arena, DerivativeClaim, Expr, Function, Mismatch, Number, Parameter, Relation, Scope, Symbol,
    Verdict, check_derivative, differentiate, enclose, evaluate, print,
};

/// SplitMix64.
struct Random(u64);

impl Random {
    fn below(&mut self, n: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) % n
    }
}

const FUNCTIONS: [Function; 14] = [
    Function::Exp,
    Function::ExpM1,
    Function::Tanh,
    Function::Sigmoid,
    Function::Softplus,
    Function::Abs,
    Function::Sqrt,
    Function::Ln1p,
    Function::Erf,
    Function::NormalCdf,
    Function::Atan,
    Function::Cosh,
    Function::Signum,
    Function::Recip,
];

fn formula(a: &mut Arena, random: &mut Random, leaves: &[Expr], size: u64) -> Expr {
    if size == 0 {
        return match random.below(3) {
            0 => {
                let value = Number::ratio(i128::from(random.below(9)) - 4, 2).expect("2 is not 0");
                a.number(value)
            }
            _ => leaves[random.below(leaves.len() as u64) as usize],
        };
    }
    let half = size / 2;
    match random.below(12) {
        0..=1 => {
            let (u, v) = pair(a, random, leaves, half);
            a.add(u, v)
        }
        2..=4 => {
            let (u, v) = pair(a, random, leaves, half);
            a.mul(u, v)
        }
        5 => {
            let (u, v) = pair(a, random, leaves, half);
            a.sub(u, v)
        }
        6 => {
            let (u, v) = pair(a, random, leaves, half);
            if random.below(2) == 0 {
                a.max(u, v)
            } else {
                a.min(u, v)
            }
        }
        7 => {
            let (u, v) = pair(a, random, leaves, half);
            let (left, right) = pair(a, random, leaves, half / 2);
            let relation =
                [Relation::Gt, Relation::Ge, Relation::Lt, Relation::Le][random.below(4) as usize];
            let condition = a.compare(relation, left, right);
            a.select(condition, u, v)
        }
        8 => {
            let (u, v) = pair(a, random, leaves, half);
            a.div(u, v)
        }
        _ => {
            let u = formula(a, random, leaves, size - 1);
            a.call(FUNCTIONS[random.below(FUNCTIONS.len() as u64) as usize], u)
        }
    }
}

fn pair(a: &mut Arena, random: &mut Random, leaves: &[Expr], size: u64) -> (Expr, Expr) {
    (
        formula(a, random, leaves, size),
        formula(a, random, leaves, size),
    )
}

/// A value, and how far it can be trusted.
type Known = Option<(f64, f64)>;

/// The slope of a function by a central difference.
fn measured(at: f64, value: impl Fn(f64) -> Known) -> Known {
    let slope = |h: f64| {
        let steps = [(1.0, 8.0), (-1.0, -8.0), (2.0, -1.0), (-2.0, 1.0)];
        let mut sum = (0.0, 0.0);
        for (step, weight) in steps {
            let (value, error) = value(at + step * h)?;
            sum.0 += weight * value;
            sum.1 += f64::abs(weight) * error;
        }
        Some((sum.0 / (12.0 * h), sum.1 / (12.0 * h)))
    };
    let (coarse, fine) = (slope(1e-3)?, slope(5e-4)?);
    let error = (coarse.0 - fine.0).abs() + coarse.1 + fine.1;
    // Rough places, kinks among them, tell nothing.
    (error.is_finite() && error < 1e-4 * (1.0 + fine.0.abs())).then_some((fine.0, error))
}

/// The value in `f64`, whose last digits are taken to be wrong.
fn rounded(a: &Arena, e: Expr, at: [(Symbol, f64); 2]) -> Known {
    let value = evaluate(a, e, &at);
    Some((value, 1e-15 * value.abs()))
}

/// The value by an enclosure, which sees what `f64` cancels.
fn enclosed(a: &Arena, e: Expr, at: [(Symbol, f64); 2]) -> Known {
    let point = at.map(|(symbol, value)| (symbol, Interval::point(value)));
    let (lo, hi) = enclose(a, e, &point).ok()?.to_f64();
    Some((0.5 * (lo + hi), hi - lo))
}

/// Whether two values differ by more than their errors.
fn differ(stated: Known, slope: Known) -> bool {
    let (Some(stated), Some(slope)) = (stated, slope) else {
        return false;
    };
    // What is not finite is an overflow on the way.
    stated.0.is_finite()
        && (stated.0 - slope.0).abs() > stated.1 + 64.0 * slope.1 + 1e-6 * (1.0 + slope.0.abs())
}

#[test]
fn verdicts_on_random_functions_agree_with_numbers() {
    let mut random = Random(7);
    let cases = std::env::var("ACTIVATIONS_CASES");
    let rounds: usize = cases.ok().and_then(|text| text.parse().ok()).unwrap_or(200);
    let [mut proved, mut refuted, mut undecided, mut compared] = [0; 4];
    let mut slowest = std::time::Duration::ZERO;
    for round in 0..rounds {
        let mut a = Arena::new();
        let [x, y, alpha] = ["x", "y", "alpha"].map(|name| a.symbol(name));
        let leaves = [x, x, alpha].map(|symbol| a.variable(symbol));
        let size = 2 + random.below(7);
        let forward = formula(&mut a, &mut random, &leaves, size);
        let own = differentiate(&mut a, forward, x);
        let wrong = random.below(3) == 0;
        let derivative = if wrong {
            let factor = a.number(Number::parse("1.0625").expect("a literal"));
            a.mul(own, factor)
        } else {
            own
        };
        let parameter = Parameter {
            symbol: alpha,
            default: Number::ONE,
            domain: None,
        };
        let scope = Scope {
            inputs: vec![x],
            parameters: vec![parameter],
            domain: None,
        };
        let claim = DerivativeClaim {
            scope: &scope,
            forward,
            output: y,
            wrt: x,
            derivative,
            jumps: true,
        };
        let text = format!(
            "{round}: {}, {}",
            print::rust(&a, forward),
            print::rust(&a, derivative)
        );
        let start = std::time::Instant::now();
        let verdict = check_derivative(&mut a, &claim);
        slowest = slowest.max(start.elapsed());
        match verdict {
            Verdict::Proved(_) => {
                proved += 1;
                for i in -40..40 {
                    for value in [1.0, 0.3, -1.7, 2.2] {
                        let x_value = f64::from(i) * 0.217 + 0.031;
                        let at = |x_value: f64| [(x, x_value), (alpha, value)];
                        let stated = rounded(&a, derivative, at(x_value));
                        let slope = measured(x_value, |x| rounded(&a, forward, at(x)));
                        compared += usize::from(slope.is_some());
                        if !differ(stated, slope) {
                            continue;
                        }
                        // Where `f64` has lost all digits, only enclosures can tell.
                        let stated = enclosed(&a, derivative, at(x_value));
                        let slope = measured(x_value, |x| enclosed(&a, forward, at(x)));
                        assert!(
                            !differ(stated, slope),
                            "{text} at {x_value}, {value}: {stated:?} was proved, {slope:?} was measured"
                        );
                    }
                }
            }
            Verdict::Refuted(found) => {
                refuted += 1;
                // The slope that differentiation gives is wrong at most where branches meet.
                if !wrong {
                    assert!(
                        found.what != Mismatch::Derivative,
                        "{text} was refuted: {found:?}"
                    );
                }
            }
            Verdict::Undecided(_) => undecided += 1,
        }
    }
    println!(
        "{proved} proved, {refuted} refuted, {undecided} undecided, {compared} points, slowest {slowest:?}"
    );
    assert!(
        compared > 10 * rounds && proved * 10 > rounds * 3 && refuted * 10 > rounds * 3,
        "{proved} proved, {refuted} refuted, {compared} points"
    );
}
