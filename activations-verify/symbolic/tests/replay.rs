//! The two paths of the decision, modular and exact, on the identities and their mutants.

mod exact;
#[path = "support/mutants.rs"]
mod mutants;
#[path = "support/parse.rs"]
mod parse;
#[path = "support/random.rs"]
mod random;
#[path = "support/table.rs"]
mod table;

use activations_symbolic::decide::{Decision, is_zero};
use activations_symbolic::{Arena, Expr, differentiate, print};
use mutants::mutate;
use parse::parse;
use random::Random;
use table::{DERIVATIVES, EQUAL};

/// What both paths say, where both decide.
fn both(a: &Arena, e: Expr) -> Option<(bool, bool)> {
    let modular = match is_zero(a, e, &[]) {
        Decision::Zero { .. } => true,
        Decision::NonZero => false,
        Decision::Unknown(_) => return None,
    };
    Some((modular, exact::is_zero(a, e)?))
}

/// The forward, its slope, and the derivative that is stated.
fn parts(a: &mut Arena, (forward, derivative, wrt): (&str, &str, &str)) -> (Expr, Expr, Expr) {
    let (f, d) = (parse(a, forward), parse(a, derivative));
    let wrt = a.symbol(wrt);
    let slope = differentiate(a, f, wrt);
    (f, slope, d)
}

/// slope − derivative, with the forward in place of y.
fn claim(a: &mut Arena, (f, slope, d): (Expr, Expr, Expr)) -> Expr {
    let y = a.symbol("y");
    let d = a.substitute(d, y, f);
    a.sub(slope, d)
}

#[test]
fn every_derivative_is_proved_exactly() {
    for &identity in DERIVATIVES {
        let mut a = Arena::new();
        let parts = parts(&mut a, identity);
        let e = claim(&mut a, parts);
        assert_eq!(exact::is_zero(&a, e), Some(true), "{identity:?}");
    }
}

/// What the exact path does not know: multiples of π as angles, and roots of products.
const OUTSIDE: [&str; 11] = [
    "sqrt(x)*sqrt(b)",
    "sqrt(x^3)",
    "ln(sqrt(x^2 + 1))",
    "ln(sqrt(2)*x)",
    "sin(3*x)",
    "sin(FRAC_PI_6)",
    "cos(PI)",
    "sin(x + FRAC_PI_2)",
    "cos(FRAC_PI_4)",
    "tan(FRAC_PI_3)",
    "x^0.5*x^0.25",
];

#[test]
fn equal_formulas_are_proved_exactly() {
    for &(left, right) in EQUAL {
        let mut a = Arena::new();
        let (u, v) = (parse(&mut a, left), parse(&mut a, right));
        let e = a.sub(u, v);
        let proved = exact::is_zero(&a, e) == Some(true);
        assert_eq!(proved, !OUTSIDE.contains(&left), "{left} = {right}");
    }
}

#[test]
fn the_paths_agree_on_mutants() {
    let cases = std::env::var("ACTIVATIONS_CASES")
        .ok()
        .and_then(|text| text.parse::<usize>().ok());
    let each = cases.map_or(8, |cases| cases / DERIVATIVES.len());
    let mut random = Random(4);
    let (mut compared, mut different) = (0, 0);
    for &identity in DERIVATIVES {
        for _ in 0..each {
            let mut a = Arena::new();
            let (f, slope, d) = parts(&mut a, identity);
            let mutant = mutate(&mut a, &mut random, d);
            let e = claim(&mut a, (f, slope, mutant));
            if let Some((modular, exact)) = both(&a, e) {
                assert_eq!(
                    modular,
                    exact,
                    "{} with {}",
                    identity.0,
                    print::rust(&a, mutant)
                );
                compared += 1;
                different += usize::from(!exact);
            }
        }
    }
    // The control: nearly all mutants are compared, and nearly all of those are wrong.
    let generated = each * DERIVATIVES.len();
    assert!(compared * 100 > generated * 95, "{compared} of {generated}");
    assert!(different * 100 > compared * 95, "{different} of {compared}");
}
