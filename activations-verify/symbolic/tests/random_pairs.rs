//! The decision against rigorous enclosures, on random formulas, simplified ones and mutants.
//!
//! `ACTIVATIONS_CASES=100000` sets the number of formulas; a few thousand are the default.

#[path = "support/formulas.rs"]
mod formulas;
#[path = "support/mutants.rs"]
mod mutants;
#[path = "support/random.rs"]
mod random;

use activations_symbolic::decide::{Decision, is_zero};
use activations_symbolic::interval::Interval;
use activations_symbolic::{Arena, Expr, Number, Symbol, differentiate, enclose, print, simplify};
use formulas::formula;
use mutants::mutate;
use random::{Random, SMOOTH};

fn cases(default: u64) -> u64 {
    std::env::var("ACTIVATIONS_CASES")
        .ok()
        .and_then(|text| text.parse().ok())
        .unwrap_or(default)
}

/// How the values of two formulas compare at random points, by enclosures with outward rounding.
#[derive(Debug, PartialEq)]
enum Values {
    /// They agree to ten digits wherever they have values.
    Same,
    /// They certainly differ at a point.
    Different,
    /// No point tells.
    Silent,
}

fn compare(
    a: &Arena,
    difference: Expr,
    u: Expr,
    symbols: &[Symbol],
    random: &mut Random,
) -> Values {
    let mut result = Values::Silent;
    for _ in 0..4 {
        let mut point = Vec::new();
        for &symbol in symbols {
            let value = Number::ratio(random.below(256) as i128 - 96, 64).unwrap();
            point.push((symbol, <Interval>::number(value)));
        }
        let (Ok(difference), Ok(value)) = (enclose(a, difference, &point), enclose(a, u, &point))
        else {
            continue;
        };
        if !difference.contains_zero() {
            return Values::Different;
        }
        let (lo, hi) = difference.to_f64();
        let scale = value.to_f64().0.abs();
        if hi - lo < 1e-10 * scale {
            result = Values::Same;
        }
    }
    result
}

#[derive(Debug, Default)]
struct Tally {
    proved: u64,
    distinguished: u64,
    undecided: u64,
    missed: u64,
    wrong: u64,
}

impl Tally {
    fn count(&mut self, a: &Arena, (u, v): (Expr, Expr), decision: &Decision, values: &Values) {
        match (decision, values) {
            (Decision::Zero { .. }, Values::Different) => {
                eprintln!(
                    "proved but wrong: {} = {}",
                    print::rust(a, u),
                    print::rust(a, v)
                );
                self.wrong += 1;
            }
            (Decision::Zero { .. }, _) => self.proved += 1,
            (Decision::NonZero, Values::Same) => self.missed += 1,
            (Decision::NonZero, _) => self.distinguished += 1,
            (Decision::Unknown(_), _) => self.undecided += 1,
        }
    }
}

/// Decides u = v, compares with values, and tells whether an identity was missed.
fn check(
    a: &mut Arena,
    (u, v): (Expr, Expr),
    symbols: &[Symbol],
    random: &mut Random,
    tally: &mut Tally,
) -> bool {
    let difference = a.sub(u, v);
    let decision = is_zero(a, difference, &[]);
    let values = compare(a, difference, u, symbols, random);
    tally.count(a, (u, v), &decision, &values);
    decision == Decision::NonZero && values == Values::Same
}

#[test]
fn no_two_different_formulas_are_proved_equal() {
    let mut random = Random(3);
    let (mut simplified, mut mutants) = (Tally::default(), Tally::default());
    for case in 0..cases(1_500) {
        let mut a = Arena::new();
        let symbols = [a.symbol("x"), a.symbol("b")];
        let size = 1 + (case % 10) as usize;
        let mut e = formula(&mut a, &mut random, &symbols, &SMOOTH, size);
        if case % 3 == 0 {
            e = differentiate(&mut a, e, symbols[0]);
        }
        let simple = simplify(&mut a, e);
        if check(&mut a, (e, simple), &symbols, &mut random, &mut simplified) {
            eprintln!(
                "missed: {} = {}",
                print::rust(&a, e),
                print::rust(&a, simple)
            );
        }
        let mutant = mutate(&mut a, &mut random, simple);
        if check(&mut a, (e, mutant), &symbols, &mut random, &mut mutants) {
            eprintln!(
                "mutant missed: {} = {}",
                print::rust(&a, e),
                print::rust(&a, mutant)
            );
        }
    }
    eprintln!("simplified {simplified:?}\nmutants {mutants:?}");
    assert_eq!(simplified.wrong + mutants.wrong, 0);
    // The control: both outcomes occur often, so that each could have been wrong.
    let total = cases(1_500);
    assert!(simplified.proved > total * 9 / 10, "{simplified:?}");
    assert!(mutants.distinguished > total / 2, "{mutants:?}");
}
