//! Random piecewise functions: what is proved agrees with numbers, what is right is not refuted.

use activations_symbolic::{
    Arena, DerivativeClaim, Expr, Function, Mismatch, Number, Parameter, Relation, Scope, Symbol,
    Verdict, check_derivative, differentiate, evaluate, print,
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

/// The slope by a central difference, and how far it can be trusted.
fn measured(
    a: &Arena,
    forward: Expr,
    x: Symbol,
    alpha: Symbol,
    at: (f64, f64),
) -> Option<(f64, f64)> {
    let value = |x_value: f64| evaluate(a, forward, &[(x, x_value), (alpha, at.1)]);
    let slope = |h: f64| {
        (8.0 * (value(at.0 + h) - value(at.0 - h))
            - (value(at.0 + 2.0 * h) - value(at.0 - 2.0 * h)))
            / (12.0 * h)
    };
    let (coarse, fine) = (slope(1e-3), slope(5e-4));
    let size = (-2..=2)
        .map(|i| value(at.0 + f64::from(i) * 1e-3).abs())
        .fold(0.0, f64::max);
    let error = (coarse - fine).abs() + 1e-11 * size;
    // Rough places, kinks among them, tell nothing.
    (error.is_finite() && error < 1e-4 * (1.0 + fine.abs())).then_some((fine, error))
}

#[test]
fn verdicts_on_random_functions_agree_with_numbers() {
    let mut random = Random(7);
    let cases = std::env::var("ACTIVATIONS_CASES");
    let rounds: usize = cases.ok().and_then(|text| text.parse().ok()).unwrap_or(200);
    let [mut proved, mut refuted, mut undecided] = [0; 3];
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
                        let at = (f64::from(i) * 0.217 + 0.031, value);
                        let Some((slope, error)) = measured(&a, forward, x, alpha, at) else {
                            continue;
                        };
                        let stated = evaluate(&a, derivative, &[(x, at.0), (alpha, at.1)]);
                        if !stated.is_finite() {
                            // An overflow on the way.
                            continue;
                        }
                        assert!(
                            (stated - slope).abs() <= 64.0 * error + 1e-6 * (1.0 + slope.abs()),
                            "{text} at {at:?}: {stated} was proved, {slope} ± {error} was measured"
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
    println!("{proved} proved, {refuted} refuted, {undecided} undecided, slowest {slowest:?}");
    assert!(
        proved * 10 > rounds * 3 && refuted * 10 > rounds * 3,
        "{proved} proved, {refuted} refuted"
    );
}
