//! Sparse polynomials with rational coefficients of any size and rational exponents.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

use num_rational::{BigRational, Ratio};
use num_traits::{One, Zero};

/// An exponent; exponentials have roots of every degree.
pub(crate) type Exponent = Ratio<i64>;

/// Generators, by number, with exponents that are not 0.
pub(crate) type Monomial = BTreeMap<usize, Exponent>;

/// Σ coefficient · monomial, no coefficient 0.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Polynomial {
    pub(crate) terms: BTreeMap<Monomial, BigRational>,
}

/// The product of two monomials.
pub(crate) fn multiply(a: &Monomial, b: &Monomial) -> Monomial {
    let mut product = a.clone();
    for (&generator, exponent) in b {
        let sum = product.entry(generator).or_insert_with(Exponent::zero);
        *sum += exponent;
        if sum.is_zero() {
            product.remove(&generator);
        }
    }
    product
}

/// A monomial to a power.
pub(crate) fn power(a: &Monomial, n: Exponent) -> Monomial {
    a.iter()
        .map(|(&generator, exponent)| (generator, exponent * n))
        .collect()
}

impl Polynomial {
    pub(crate) fn constant(value: BigRational) -> Polynomial {
        Polynomial::term(value, Monomial::new())
    }

    pub(crate) fn one() -> Polynomial {
        Polynomial::constant(BigRational::one())
    }

    pub(crate) fn generator(generator: usize) -> Polynomial {
        Polynomial::term(
            BigRational::one(),
            Monomial::from([(generator, Exponent::one())]),
        )
    }

    pub(crate) fn term(coefficient: BigRational, monomial: Monomial) -> Polynomial {
        let mut polynomial = Polynomial::default();
        polynomial.push(monomial, coefficient);
        polynomial
    }

    pub(crate) fn push(&mut self, monomial: Monomial, coefficient: BigRational) {
        if coefficient.is_zero() {
            return;
        }
        let sum = self
            .terms
            .entry(monomial.clone())
            .or_insert_with(BigRational::zero);
        *sum += coefficient;
        if sum.is_zero() {
            self.terms.remove(&monomial);
        }
    }

    pub(crate) fn is_zero(&self) -> bool {
        self.terms.is_empty()
    }

    pub(crate) fn add(&self, other: &Polynomial) -> Polynomial {
        let mut sum = self.clone();
        for (monomial, coefficient) in &other.terms {
            sum.push(monomial.clone(), coefficient.clone());
        }
        sum
    }

    pub(crate) fn negated(&self) -> Polynomial {
        let terms = self.terms.iter().map(|(m, c)| (m.clone(), -c)).collect();
        Polynomial { terms }
    }

    pub(crate) fn times(&self, other: &Polynomial) -> Polynomial {
        let mut product = Polynomial::default();
        for (a, c) in &self.terms {
            for (b, d) in &other.terms {
                product.push(multiply(a, b), c * d);
            }
        }
        product
    }

    pub(crate) fn powi(&self, n: u32) -> Polynomial {
        (0..n).fold(Polynomial::one(), |power, _| power.times(self))
    }

    /// The polynomial as coefficient · monomial · rest: the monomial has the least exponents that
    /// occur, and the rest has the coefficient 1 first.
    pub(crate) fn content(&self) -> (BigRational, Monomial, Polynomial) {
        let Some((first, leading)) = self.terms.first_key_value() else {
            return (BigRational::zero(), Monomial::new(), Polynomial::one());
        };
        let mut least = first.clone();
        for monomial in self.terms.keys() {
            for (generator, exponent) in least.iter_mut() {
                let other = monomial
                    .get(generator)
                    .copied()
                    .unwrap_or_else(Exponent::zero);
                *exponent = (*exponent).min(other);
            }
            for (&generator, &exponent) in monomial {
                let here = least.entry(generator).or_insert_with(Exponent::zero);
                *here = (*here).min(exponent);
            }
        }
        least.retain(|_, exponent| !exponent.is_zero());
        let inverse = power(&least, -Exponent::one());
        let mut rest = Polynomial::default();
        for (monomial, coefficient) in &self.terms {
            rest.push(multiply(monomial, &inverse), coefficient / leading);
        }
        // The order of terms may change with the monomial taken out.
        let Some(scale) = rest.terms.values().next().cloned() else {
            return (leading.clone(), least, rest);
        };
        let rest_terms = rest
            .terms
            .into_iter()
            .map(|(m, c)| (m, c / &scale))
            .collect();
        (leading * scale, least, Polynomial { terms: rest_terms })
    }

    /// The term that is largest in lexicographic order, which multiplication keeps.
    fn leading(&self) -> Option<(&Monomial, &BigRational)> {
        self.terms.iter().max_by(|a, b| {
            let generators: BTreeSet<usize> = a.0.keys().chain(b.0.keys()).copied().collect();
            let exponent =
                |m: &Monomial, g: &usize| m.get(g).copied().unwrap_or_else(Exponent::zero);
            let differing = generators
                .iter()
                .map(|g| exponent(a.0, g).cmp(&exponent(b.0, g)));
            differing.fold(Ordering::Equal, Ordering::then)
        })
    }

    /// self/divisor, if that is a polynomial of the same kind.
    pub(crate) fn divided(&self, divisor: &Polynomial) -> Option<Polynomial> {
        let (lead, scale) = divisor.leading()?;
        let inverse = power(lead, -Exponent::one());
        let (mut rest, mut quotient) = (self.clone(), Polynomial::default());
        // Each step removes the leading term of the rest.
        for _ in 0..200 {
            let Some((monomial, coefficient)) = rest.leading() else {
                return Some(quotient);
            };
            let monomial = multiply(monomial, &inverse);
            if monomial
                .values()
                .any(|exponent| *exponent < Exponent::zero())
            {
                return None;
            }
            let term = Polynomial::term(coefficient / scale, monomial);
            rest = rest.add(&divisor.times(&term).negated());
            quotient = quotient.add(&term);
        }
        None
    }
}
