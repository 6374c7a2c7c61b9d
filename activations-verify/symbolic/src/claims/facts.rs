//! Assumptions on signs, and what follows from them by linear arithmetic.

use super::fuel::Fuel;
use super::linear::System;
use super::polynomial::Polynomial;
use super::signs::Signs;
use crate::{Arena, Expr};

/// What is assumed: each polynomial has one of the signs beside it.
#[derive(Clone, Debug)]
pub(super) struct Facts {
    known: Vec<(Polynomial, Signs)>,
    pub(super) fuel: Fuel,
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
        self.system().contradictory(&self.fuel)
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
        let mut signs = self.system().signs(polynomial, &self.fuel);
        // That something is not 0 is no inequality.
        for (known, assumed) in &self.known {
            if *assumed == Signs::NOT_ZERO && signs.has_zero() && proportional(known, polynomial) {
                signs = signs & Signs::NOT_ZERO;
            }
        }
        signs
    }

    fn system(&self) -> System<'_> {
        let mut system = System::default();
        for (polynomial, signs) in &self.known {
            system.assume(polynomial, *signs);
        }
        system
    }
}

/// Whether one polynomial is a multiple of the other.
fn proportional(a: &Polynomial, b: &Polynomial) -> bool {
    let Some((_, &x)) = a.terms.first_key_value() else {
        return b.terms.is_empty();
    };
    let first = b.terms.first_key_value();
    let ratio = first.and_then(|(_, &y)| y.checked_div(x));
    ratio.is_some_and(|ratio| a.scaled(ratio).is_some_and(|scaled| scaled == *b))
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
