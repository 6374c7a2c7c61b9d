//! Logarithms: related by their derivatives, and those relations checked on values.

use super::Obstacle;
use super::echelon::Relation;
use super::generators::{Base, Fraction, NEW, lcm};
use super::pass::{Pass, Samples, Stop};
use super::points::Stream;
use super::program::At;
use crate::Number;

/// Powers that are tried to make a constant factor rational.
const POWERS: [u64; 5] = [1, 2, 3, 4, 6];
/// The largest common power in a relation between logarithms.
const MAX_POWER: u64 = 1 << 16;
/// Constants in such relations are recognised up to this numerator and denominator.
const CONSTANT: u64 = 1 << 24;
/// Divisors that are tried on an integer before its rest is taken as it is.
const DIVISORS: u128 = 1_000;

/// vᵗ = c·Π gᵏ over the positive quantities known.
pub(super) struct Monomial {
    /// The exponents k/t.
    pub(super) exponents: Vec<Fraction>,
    pub(super) power: u64,
    /// c
    pub(super) constant: Fraction,
}

impl Pass<'_> {
    /// ln v
    pub(super) fn logarithm(&mut self, at: At, v: &Samples) -> Result<Samples, Stop> {
        let rate = self.rate(v)?;
        let coefficients = match self.generators.rates.relate(&self.field, &rate, false) {
            Relation::Full => return Err(Stop::MorePoints),
            Relation::Independent => {
                let free = self.free_logarithm(at, v, rate)?;
                self.add_positive(v, &free, false)?;
                return Ok(free);
            }
            Relation::Dependent(coefficients) => coefficients,
        };
        if let Some(monomial) = self.monomial(v, &coefficients) {
            return self.ln_monomial(&monomial);
        }
        // It varies like a known quantity, but by a factor that is no rational number.
        let known = self
            .generators
            .irrational_logarithms
            .iter()
            .find(|known| known.0 == v.values);
        if let Some((_, logarithm)) = known {
            return Ok(logarithm.clone());
        }
        let free = self.free_logarithm(at, v, rate)?;
        self.generators
            .irrational_logarithms
            .push((v.values.clone(), free.clone()));
        Ok(free)
    }

    /// A free element as ln v, and v as its exponential.
    fn free_logarithm(&mut self, at: At, v: &Samples, rate: Vec<u64>) -> Result<Samples, Stop> {
        let values = self.stream(Stream::Generator(at));
        let base = Base {
            values: v.values.clone(),
            square: false,
            constant: false,
        };
        self.add_argument(&values, base)?;
        self.structure.push(NEW);
        Ok(Samples {
            values,
            slopes: rate,
        })
    }

    /// v as a monomial in the positive quantities, given the relation of its derivative to theirs.
    pub(super) fn monomial(&self, v: &Samples, coefficients: &[u64]) -> Option<Monomial> {
        let exponents = self.fractions(coefficients)?;
        let mut denominators = exponents.iter().map(|exponent| exponent.1.unsigned_abs());
        let common = denominators.try_fold(1, lcm)?;
        POWERS
            .iter()
            .map(|factor| factor * common)
            .take_while(|&t| t <= MAX_POWER)
            .find_map(|power| {
                let constant = self.constant_factor(v, &exponents, power)?;
                let constant = self.field.fraction(constant, self.bound.min(CONSTANT))?;
                let positive = constant.0 > 0;
                positive.then(|| Monomial {
                    exponents: exponents.clone(),
                    power,
                    constant,
                })
            })
    }

    /// vᵗ/Π gᵏ, if it is the same at all points.
    fn constant_factor(&self, v: &Samples, exponents: &[Fraction], power: u64) -> Option<u64> {
        let f = &self.field;
        let mut constant = None;
        for i in 0..self.count() {
            let mut factor = f.pow(v.values[i], power);
            for (known, &(n, d)) in self.generators.positives.iter().zip(exponents) {
                if n != 0 {
                    let exponent = n.checked_mul((power / d.unsigned_abs()) as i64)?;
                    factor = f.mul(factor, f.powi(known.value[i], exponent.checked_neg()?)?);
                }
            }
            if *constant.get_or_insert(factor) != factor {
                return None;
            }
        }
        constant
    }

    /// ln of a monomial: Σ exponent·ln g + (ln c)/t
    fn ln_monomial(&mut self, monomial: &Monomial) -> Result<Samples, Stop> {
        self.record(&monomial.exponents)?;
        self.record(&[monomial.constant])?;
        let f = self.field;
        let (n, d) = monomial.constant;
        let constant = Number::ratio(i128::from(n), i128::from(d)).unwrap_or(Number::ONE);
        let ln_constant = self.ln_number(constant)?;
        let share = f.inverse(monomial.power).unwrap_or(0);
        let mut sum = self.without_slopes(ln_constant.values);
        for value in &mut sum.values {
            *value = f.mul(*value, share);
        }
        for (known, &(n, d)) in self.generators.positives.iter().zip(&monomial.exponents) {
            let Some(inverse) = f.inverse(f.integer(d)) else {
                continue;
            };
            let exponent = f.mul(f.integer(n), inverse);
            for i in 0..sum.values.len() {
                let (ln, slope) = (known.logarithm.values[i], known.logarithm.slopes[i]);
                sum.values[i] = f.add(sum.values[i], f.mul(exponent, ln));
                sum.slopes[i] = f.add(sum.slopes[i], f.mul(exponent, slope));
            }
        }
        Ok(sum)
    }

    /// ln of a positive number, by its prime factors.
    pub(super) fn ln_number(&mut self, value: Number) -> Result<Samples, Stop> {
        let (numerator, denominator, twos, fives) = value.parts();
        if numerator <= 0 {
            return Err(Stop::Obstacle(Obstacle::NoPoints));
        }
        let mut powers = vec![(2, i64::from(twos)), (5, i64::from(fives))];
        factor(numerator.unsigned_abs(), 1, &mut powers);
        factor(denominator.unsigned_abs(), -1, &mut powers);
        let f = self.field;
        let mut sum = vec![0; self.count()];
        for (prime, power) in powers {
            if power != 0 {
                let ln = self.ln_prime(prime)?;
                for (entry, value) in sum.iter_mut().zip(ln.values) {
                    *entry = f.add(*entry, f.mul(f.integer(power), value));
                }
            }
        }
        Ok(self.without_slopes(sum))
    }

    /// The free element that is ln of a prime number, or of an integer taken as one.
    pub(super) fn ln_prime(&mut self, prime: u128) -> Result<Samples, Stop> {
        if let Some((_, known)) = self.generators.primes.iter().find(|known| known.0 == prime) {
            return Ok(self.without_slopes(known.clone()));
        }
        let element = Number::ratio(prime as i128, 1).and_then(|value| self.field.number(value));
        let Some(element) = element else {
            return Err(Stop::BadPrime);
        };
        let values = self.stream(Stream::Prime(prime));
        let constant = vec![element; self.count()];
        self.add_argument(
            &values,
            Base {
                values: constant,
                square: false,
                constant: true,
            },
        )?;
        self.generators.primes.push((prime, values.clone()));
        Ok(self.without_slopes(values))
    }
}

/// Appends the prime factors of n, to the power `sign`; what small divisors leave counts as one.
fn factor(mut n: u128, sign: i64, powers: &mut Vec<(u128, i64)>) {
    let mut divisor = 3;
    while divisor < DIVISORS && divisor * divisor <= n {
        let mut power = 0;
        while n.is_multiple_of(divisor) {
            n /= divisor;
            power += sign;
        }
        if power != 0 {
            powers.push((divisor, power));
        }
        divisor += 2;
    }
    if n > 1 {
        powers.push((n, sign));
    }
}
