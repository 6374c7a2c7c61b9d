//! Assumptions on signs, and what follows from them by linear arithmetic.

use std::collections::BTreeSet;

use super::fuel::Fuel;
use super::polynomial::{Monomial, Polynomial};
use super::signs::Signs;
use crate::{Arena, Expr, Number};

/// More inequalities than this end an elimination without a result.
const MAX_ROWS: usize = 160;

/// What is assumed: each polynomial has one of the signs beside it.
#[derive(Clone, Debug)]
pub(super) struct Facts {
    known: Vec<(Polynomial, Signs)>,
    pub(super) fuel: Fuel,
}

/// `polynomial` ≥ 0, or > 0.
#[derive(Clone)]
struct Row {
    polynomial: Polynomial,
    strict: bool,
}

impl Facts {
    /// No assumptions.
    pub(super) fn none(fuel: &Fuel) -> Facts {
        Facts {
            known: Vec::new(),
            fuel: fuel.clone(),
        }
    }

    /// Adds an assumption; one that is too large to be used is left out, which loses knowledge but
    /// proves nothing wrong.
    pub(super) fn assume(&mut self, arena: &mut Arena, e: Expr, signs: Signs) {
        if let Some(polynomial) = Polynomial::of(arena, e) {
            self.assume_polynomial(polynomial, signs);
        }
    }

    pub(super) fn assume_polynomial(&mut self, polynomial: Polynomial, signs: Signs) {
        if signs != Signs::ANY
            && !self
                .known
                .iter()
                .any(|fact| fact.0 == polynomial && fact.1 == signs)
        {
            self.known.push((polynomial, signs));
        }
    }

    /// The polynomials that something is assumed of.
    pub(super) fn iter(&self) -> impl Iterator<Item = &(Polynomial, Signs)> {
        self.known.iter()
    }

    /// Whether the assumptions contradict each other, as far as linear arithmetic can see.
    pub(super) fn contradictory(&self) -> bool {
        infeasible(self.rows(), &self.fuel)
    }

    /// The signs that the polynomial can have under the assumptions.
    pub(super) fn signs(&self, polynomial: &Polynomial) -> Signs {
        if let Some(value) = polynomial.as_constant() {
            return match (value.is_zero(), value.is_negative()) {
                (true, _) => Signs::ZERO,
                (_, true) => Signs::NEGATIVE,
                _ => Signs::POSITIVE,
            };
        }
        let Some(opposite) = polynomial.scaled(Number::from(-1)) else {
            return Signs::ANY;
        };
        let mut left = Signs::ANY;
        for (known, signs) in &self.known {
            if known == polynomial {
                left = left & *signs;
            } else if *known == opposite {
                left = left & -*signs;
            }
        }
        let rows = self.rows();
        let impossible = |more: &[(&Polynomial, bool)]| {
            let more = more.iter().map(|&(polynomial, strict)| Row {
                polynomial: polynomial.clone(),
                strict,
            });
            infeasible(rows.iter().cloned().chain(more).collect(), &self.fuel)
        };
        for (signs, more) in [
            (Signs::POSITIVE, [(polynomial, true)].as_slice()),
            (Signs::NEGATIVE, &[(&opposite, true)]),
            (Signs::ZERO, &[(polynomial, false), (&opposite, false)]),
        ] {
            if !left.is_known() && (left & signs) == signs && impossible(more) {
                left = left & signs.complement();
            }
        }
        left
    }

    fn rows(&self) -> Vec<Row> {
        let mut rows = Vec::new();
        let mut enter = |polynomial: &Polynomial, sign: i64, strict: bool| {
            if let Some(polynomial) = polynomial.scaled(Number::from(sign)) {
                rows.push(Row { polynomial, strict });
            }
        };
        for (polynomial, signs) in &self.known {
            match *signs {
                Signs::POSITIVE => enter(polynomial, 1, true),
                Signs::NOT_NEGATIVE => enter(polynomial, 1, false),
                Signs::NEGATIVE => enter(polynomial, -1, true),
                Signs::NOT_POSITIVE => enter(polynomial, -1, false),
                Signs::ZERO => {
                    enter(polynomial, 1, false);
                    enter(polynomial, -1, false);
                }
                // Says nothing that an inequality could say.
                _ => {}
            }
        }
        rows
    }
}

/// Whether no real values of the monomials satisfy all rows: Fourier and Motzkin's elimination.
///
/// Monomials count as independent unknowns, of which even ones are known not to be negative. A
/// row that does not fit is left out, so `true` is always right and `false` may be too cautious.
fn infeasible(mut rows: Vec<Row>, fuel: &Fuel) -> bool {
    let unknowns = |rows: &[Row]| -> BTreeSet<Monomial> {
        let all = rows.iter().flat_map(|row| row.polynomial.terms.keys());
        all.filter(|monomial| !monomial.is_empty())
            .cloned()
            .collect()
    };
    for monomial in unknowns(&rows) {
        if monomial.iter().all(|factor| factor.1 % 2 == 0) {
            let mut square = Polynomial::default();
            square.terms.insert(monomial, Number::ONE);
            rows.push(Row {
                polynomial: square,
                strict: false,
            });
        }
    }
    loop {
        if rows.iter().any(violated) {
            return true;
        }
        let size: usize = rows.iter().map(|row| row.polynomial.terms.len()).sum();
        if rows.len() > MAX_ROWS || !fuel.spend(10 * size) {
            return false;
        }
        let cost = |monomial: &Monomial| {
            let signs = rows
                .iter()
                .filter_map(|row| row.polynomial.terms.get(monomial));
            let negative = signs.clone().filter(|c| c.is_negative()).count();
            negative * (signs.count() - negative)
        };
        let Some(next) = unknowns(&rows).into_iter().min_by_key(cost) else {
            return false;
        };
        rows = eliminate(rows, &next);
    }
}

/// Whether the row is a false statement about a constant.
fn violated(row: &Row) -> bool {
    let value = row.polynomial.as_constant();
    value.is_some_and(|value| value.is_negative() || row.strict && value.is_zero())
}

/// The consequences of the rows that do not speak of one unknown.
fn eliminate(rows: Vec<Row>, unknown: &Monomial) -> Vec<Row> {
    let coefficient = |row: &Row| row.polynomial.terms.get(unknown).copied();
    let (with, mut without): (Vec<Row>, Vec<Row>) =
        rows.into_iter().partition(|row| coefficient(row).is_some());
    without.retain(|row| row.polynomial.as_constant().is_none() || violated(row));
    let (negative, positive): (Vec<&Row>, Vec<&Row>) = with
        .iter()
        .partition(|row| coefficient(row).is_some_and(Number::is_negative));
    for above in positive {
        for below in &negative {
            without.extend(combine(above, below, unknown));
        }
    }
    without
}

fn combine(above: &Row, below: &Row, unknown: &Monomial) -> Option<Row> {
    let scale = |row: &Row| {
        let size = row.polynomial.terms.get(unknown)?.abs();
        row.polynomial.scaled(size.checked_recip()?)
    };
    let polynomial = scale(above)?.plus(&scale(below)?)?;
    Some(Row {
        polynomial,
        strict: above.strict || below.strict,
    })
}

#[cfg(test)]
mod tests {
    use super::{Facts, Fuel, Polynomial, Signs};
    use crate::{Arena, Expr};

    fn setting() -> (Arena, [Expr; 3]) {
        let mut arena = Arena::new();
        let variables = ["lo", "hi", "x"].map(|name| arena.symbol(name));
        let variables = variables.map(|symbol| arena.variable(symbol));
        (arena, variables)
    }

    fn signs(arena: &mut Arena, facts: &Facts, e: Expr) -> Signs {
        let polynomial = Polynomial::of(arena, e).expect("it is small");
        facts.signs(&polynomial)
    }

    #[test]
    fn order_is_transitive() {
        let (mut arena, [lo, hi, x]) = setting();
        let mut facts = Facts::none(&Fuel::for_decision());
        let width = arena.sub(hi, lo);
        let beyond = arena.sub(x, hi);
        facts.assume(&mut arena, width, Signs::POSITIVE);
        facts.assume(&mut arena, beyond, Signs::NOT_NEGATIVE);
        let above = arena.sub(x, lo);
        assert_eq!(signs(&mut arena, &facts, above), Signs::POSITIVE);
        let twice = arena.add(above, beyond);
        assert_eq!(signs(&mut arena, &facts, twice), Signs::POSITIVE);
        assert_eq!(signs(&mut arena, &facts, x), Signs::ANY);
        assert!(!facts.contradictory());
        let back = arena.sub(lo, x);
        facts.assume(&mut arena, back, Signs::NOT_NEGATIVE);
        assert!(facts.contradictory());
    }

    #[test]
    fn weak_bounds_meet_in_zero() {
        let (mut arena, [_, _, x]) = setting();
        let mut facts = Facts::none(&Fuel::for_decision());
        facts.assume(&mut arena, x, Signs::NOT_NEGATIVE);
        assert_eq!(signs(&mut arena, &facts, x), Signs::NOT_NEGATIVE);
        let opposite = arena.neg(x);
        facts.assume(&mut arena, opposite, Signs::NOT_NEGATIVE);
        assert_eq!(signs(&mut arena, &facts, x), Signs::ZERO);
    }

    #[test]
    fn squares_are_not_negative() {
        let (mut arena, [_, _, x]) = setting();
        let square = arena.mul(x, x);
        let one = arena.integer(1);
        let sum = arena.add(square, one);
        let facts = Facts::none(&Fuel::for_decision());
        assert_eq!(signs(&mut arena, &facts, sum), Signs::POSITIVE);
    }
}
