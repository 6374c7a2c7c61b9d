//! Generators of the field, and arithmetic of quotients modulo their relations.

use std::collections::BTreeMap;

use num_rational::BigRational;
use num_traits::{One, Signed, ToPrimitive, Zero};

use super::Fraction;
use super::factors::primes;
use super::polynomial::{Exponent, Monomial, Polynomial, power};

/// What is known of the generators met so far.
#[derive(Debug, Default)]
pub(crate) struct Generators {
    names: Vec<String>,
    /// gᵈ = polynomial, for roots and sines.
    relations: BTreeMap<usize, (i64, Polynomial)>,
    /// Arguments of exponentials, with their generators.
    exponentials: Vec<(Fraction, usize)>,
    /// Polynomials, primes as constants included, with the generators of their logarithms.
    logarithms: Vec<(Polynomial, usize)>,
    /// Names, arguments and generators of odd functions.
    odd: Vec<(&'static str, Fraction, usize)>,
    /// Angles with the generators of their cosine and sine.
    angles: Vec<(Fraction, usize, usize)>,
    /// Degrees, radicands and generators of roots.
    roots: Vec<(u32, Polynomial, usize)>,
}

impl Generators {
    /// The generator with this name.
    pub(crate) fn named(&mut self, name: &str) -> usize {
        let found = self.names.iter().position(|known| known == name);
        found.unwrap_or_else(|| {
            self.names.push(name.to_owned());
            self.names.len() - 1
        })
    }

    fn fresh(&mut self, kind: &str) -> usize {
        let name = format!("{kind} {}", self.names.len());
        self.named(&name)
    }

    /// A polynomial with all relations applied.
    pub(super) fn reduced(&self, mut polynomial: Polynomial) -> Polynomial {
        for (&generator, (degree, replacement)) in self.relations.iter().rev() {
            let excess = |monomial: &Monomial| {
                let exponent = monomial
                    .get(&generator)
                    .copied()
                    .unwrap_or_else(Exponent::zero);
                exponent >= Exponent::from_integer(*degree)
            };
            while let Some(monomial) = polynomial.terms.keys().find(|m| excess(m)).cloned() {
                let Some(coefficient) = polynomial.terms.remove(&monomial) else {
                    break;
                };
                let mut rest = monomial;
                let lower = rest[&generator] - Exponent::from_integer(*degree);
                rest.insert(generator, lower);
                rest.retain(|_, exponent| !exponent.is_zero());
                let term = Polynomial::term(coefficient, rest);
                polynomial = polynomial.add(&term.times(replacement));
            }
        }
        polynomial
    }

    fn fraction(&self, above: Polynomial, below: Polynomial) -> Fraction {
        let (above, below) = (self.reduced(above), self.reduced(below));
        // Powers of single generators cancel; anything more would need a greatest common divisor.
        let (c, m, below_rest) = below.content();
        if c.is_zero()
            || m.keys()
                .any(|generator| self.relations.contains_key(generator))
        {
            return Fraction { above, below };
        }
        let (d, n, above_rest) = above.content();
        if above_rest == below_rest {
            let monomial = super::polynomial::multiply(&n, &power(&m, -Exponent::one()));
            let (up, down): (Monomial, Monomial) = monomial
                .into_iter()
                .partition(|(_, exponent)| exponent.is_positive());
            let down = power(&down, -Exponent::one());
            return Fraction {
                above: Polynomial::term(d / c, up),
                below: Polynomial::term(BigRational::one(), down),
            };
        }
        let shared: Monomial = m
            .iter()
            .filter_map(|(&generator, &exponent)| {
                let least = exponent.min(n.get(&generator).copied().unwrap_or_else(Exponent::zero));
                (!least.is_zero()).then_some((generator, least))
            })
            .collect();
        let inverse = Polynomial::term(c.recip(), power(&shared, -Exponent::one()));
        Fraction {
            above: above.times(&inverse),
            below: below.times(&inverse),
        }
    }

    pub(crate) fn add(&self, u: &Fraction, v: &Fraction) -> Fraction {
        if u.below == v.below {
            return self.fraction(u.above.add(&v.above), u.below.clone());
        }
        let above = u.above.times(&v.below).add(&v.above.times(&u.below));
        self.fraction(above, u.below.times(&v.below))
    }

    pub(crate) fn sub(&self, u: &Fraction, v: &Fraction) -> Fraction {
        self.add(
            u,
            &Fraction {
                above: v.above.negated(),
                below: v.below.clone(),
            },
        )
    }

    pub(crate) fn mul(&self, u: &Fraction, v: &Fraction) -> Fraction {
        self.fraction(u.above.times(&v.above), u.below.times(&v.below))
    }

    pub(crate) fn div(&self, u: &Fraction, v: &Fraction) -> Option<Fraction> {
        (!v.above.is_zero())
            .then(|| self.fraction(u.above.times(&v.below), u.below.times(&v.above)))
    }

    pub(crate) fn powi(&self, u: &Fraction, n: i32) -> Option<Fraction> {
        let base = if n < 0 {
            self.div(&Fraction::integer(1), u)?
        } else {
            u.clone()
        };
        if n.unsigned_abs() > 200 {
            return None;
        }
        let power = |p: &Polynomial| self.reduced(p.powi(n.unsigned_abs()));
        Some(self.fraction(power(&base.above), power(&base.below)))
    }

    fn equal(&self, u: &Fraction, v: &Fraction) -> bool {
        self.sub(u, v).above.is_zero()
    }

    /// eᵘ
    pub(crate) fn exp(&mut self, u: &Fraction) -> Option<Fraction> {
        if u.above.is_zero() {
            return Some(Fraction::integer(1));
        }
        if self.exponentials.is_empty() {
            let euler = self.named("e");
            self.exponentials.push((Fraction::integer(1), euler));
        }
        let logarithms: Vec<Fraction> = self
            .logarithms
            .iter()
            .map(|known| Fraction::whole(Polynomial::generator(known.1)))
            .collect();
        let vectors: Vec<Fraction> = self
            .exponentials
            .iter()
            .map(|known| known.0.clone())
            .chain(logarithms)
            .collect();
        let Some(solution) = self.combination(u, &vectors) else {
            let generator = self.fresh("exp");
            self.exponentials.push((u.clone(), generator));
            return Some(Fraction::whole(Polynomial::generator(generator)));
        };
        let mut product = Fraction::integer(1);
        for (k, q) in solution.iter().enumerate().filter(|(_, q)| !q.is_zero()) {
            let (n, d) = (q.numer().to_i64()?, q.denom().to_i64()?);
            let factor = match self.exponentials.get(k) {
                Some(&(_, generator)) => self.rational_power(generator, Exponent::new(n, d)),
                None => {
                    let p = self.logarithms[k - self.exponentials.len()].0.clone();
                    let root = self.root(&Fraction::whole(p), u32::try_from(d).ok()?)?;
                    self.powi(&root, i32::try_from(n).ok()?)?
                }
            };
            product = self.mul(&product, &factor);
        }
        Some(product)
    }

    fn rational_power(&self, generator: usize, exponent: Exponent) -> Fraction {
        let monomial = Monomial::from([(generator, exponent.abs())]);
        let power = Fraction::whole(Polynomial::term(BigRational::one(), monomial));
        if exponent.is_positive() {
            power
        } else {
            Fraction {
                above: power.below,
                below: power.above,
            }
        }
    }

    /// ln v: of the primes of its constant, of its single generators, and of its polynomials.
    pub(crate) fn ln(&mut self, v: &Fraction) -> Option<Fraction> {
        let above = self.ln_polynomial(&v.above)?;
        let below = self.ln_polynomial(&v.below)?;
        Some(self.sub(&above, &below))
    }

    fn ln_polynomial(&mut self, p: &Polynomial) -> Option<Fraction> {
        let (constant, monomial, mut rest) = p.content();
        let mut sum = Fraction::integer(0);
        let mut push = |generators: &Generators, ln: Fraction, n: Exponent| {
            let n = BigRational::new((*n.numer()).into(), (*n.denom()).into());
            let scaled = generators.mul(&Fraction::whole(Polynomial::constant(n)), &ln);
            sum = generators.add(&sum, &scaled);
        };
        // The sign belongs to the polynomial: ln(−x) is not ln(−1) + ln x.
        if constant.is_negative() {
            rest = rest.negated();
        }
        for (prime, n) in primes(&constant.abs())? {
            let ln = self.ln_factor(&Polynomial::constant(BigRational::from_integer(prime)));
            push(self, ln, Exponent::from_integer(n));
        }
        for (generator, exponent) in monomial {
            let known = self.exponentials.iter().find(|known| known.1 == generator);
            let ln = match known {
                Some(known) => known.0.clone(),
                None => self.ln_factor(&Polynomial::generator(generator)),
            };
            push(self, ln, exponent);
        }
        for k in 0..self.logarithms.len() {
            let (factor, generator) = self.logarithms[k].clone();
            while factor.terms.len() > 1
                && let Some(quotient) = rest.divided(&factor)
            {
                rest = quotient;
                push(
                    self,
                    Fraction::whole(Polynomial::generator(generator)),
                    Exponent::one(),
                );
            }
        }
        if rest != Polynomial::one() {
            let ln = self.ln_factor(&rest);
            push(self, ln, Exponent::one());
        }
        Some(sum)
    }

    fn ln_factor(&mut self, factor: &Polynomial) -> Fraction {
        let known = self.logarithms.iter().find(|known| known.0 == *factor);
        let generator = match known {
            Some(known) => known.1,
            None => {
                let generator = self.fresh("ln");
                self.logarithms.push((factor.clone(), generator));
                generator
            }
        };
        Fraction::whole(Polynomial::generator(generator))
    }

    /// v^(1/d): of the primes of its constant, of exponentials and √π, and of the rest.
    pub(crate) fn root(&mut self, v: &Fraction, d: u32) -> Option<Fraction> {
        if d == 1 {
            return Some(v.clone());
        }
        if v.above.is_zero() {
            return Some(v.clone());
        }
        // (a/b)^(1/d) = (a·b^(d−1))^(1/d)/b
        let radicand = self.reduced(v.above.times(&v.below.powi(d - 1)));
        let (constant, monomial, mut rest) = radicand.content();
        if constant.is_negative() {
            return None;
        }
        let mut root = Fraction::whole(Polynomial::one());
        for (prime, n) in primes(&constant)? {
            let prime = Polynomial::constant(BigRational::from_integer(prime));
            let factor = self.simple_root(&prime, d);
            let factor = self.powi(&Fraction::whole(factor), i32::try_from(n).ok()?)?;
            root = self.mul(&root, &factor);
        }
        let root_pi = self.named("root of pi");
        for (generator, exponent) in monomial {
            let positive =
                generator == root_pi || self.exponentials.iter().any(|known| known.1 == generator);
            if positive {
                let exponent = exponent / Exponent::from_integer(d.into());
                root = self.mul(&root, &self.rational_power(generator, exponent));
            } else {
                let exponent = u32::try_from(exponent.to_integer()).ok()?;
                rest = rest.times(&Polynomial::generator(generator).powi(exponent));
            }
        }
        if rest != Polynomial::one() {
            let factor = Fraction::whole(self.simple_root(&rest, d));
            root = self.mul(&root, &factor);
        }
        self.div(&root, &Fraction::whole(v.below.clone()))
    }

    fn simple_root(&mut self, radicand: &Polynomial, d: u32) -> Polynomial {
        let known = self
            .roots
            .iter()
            .find(|known| known.0 == d && known.1 == *radicand);
        let generator = match known {
            Some(known) => known.2,
            None => {
                let generator = self.fresh("root");
                self.roots.push((d, radicand.clone(), generator));
                self.relations
                    .insert(generator, (d.into(), radicand.clone()));
                generator
            }
        };
        Polynomial::generator(generator)
    }

    /// A function that is odd and otherwise free.
    pub(crate) fn odd(&mut self, name: &'static str, u: &Fraction) -> Fraction {
        if u.above.is_zero() {
            return Fraction::integer(0);
        }
        let minus = self.sub(&Fraction::integer(0), u);
        for (known, argument, generator) in &self.odd {
            let value = Polynomial::generator(*generator);
            if *known == name && self.equal(argument, u) {
                return Fraction::whole(value);
            }
            if *known == name && self.equal(argument, &minus) {
                return Fraction::whole(value.negated());
            }
        }
        let generator = self.fresh(name);
        self.odd.push((name, u.clone(), generator));
        Fraction::whole(Polynomial::generator(generator))
    }

    /// Cosine and sine, of integer combinations of known angles too.
    pub(crate) fn circle(&mut self, u: &Fraction) -> Option<(Fraction, Fraction)> {
        let known: Vec<Fraction> = self.angles.iter().map(|known| known.0.clone()).collect();
        let Some(solution) = self.combination(u, &known) else {
            let (cos, sin) = (self.fresh("cos"), self.fresh("sin"));
            let square = Polynomial::generator(cos).powi(2).negated();
            self.relations
                .insert(sin, (2, Polynomial::one().add(&square)));
            self.angles.push((u.clone(), cos, sin));
            let generator = |g| Fraction::whole(Polynomial::generator(g));
            return Some((generator(cos), generator(sin)));
        };
        let (mut cosine, mut sine) = (Fraction::integer(1), Fraction::integer(0));
        for (k, q) in solution.iter().enumerate() {
            let n = q
                .is_integer()
                .then(|| q.to_i64())
                .flatten()
                .filter(|n| n.abs() < 50)?;
            let (_, cos, sin) = self.angles[k];
            let c = Fraction::whole(Polynomial::generator(cos));
            let s = Polynomial::generator(sin);
            let s = Fraction::whole(if n < 0 { s.negated() } else { s });
            for _ in 0..n.abs() {
                let (cc, ss) = (self.mul(&cosine, &c), self.mul(&sine, &s));
                let (sc, cs) = (self.mul(&sine, &c), self.mul(&cosine, &s));
                (cosine, sine) = (self.sub(&cc, &ss), self.add(&sc, &cs));
            }
        }
        Some((cosine, sine))
    }
}
