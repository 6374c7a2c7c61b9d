//! Exponentials: new free elements, or expressed by earlier ones.

use super::Obstacle;
use super::echelon::{Echelon, Relation};
use super::field::Field;
use super::pass::{Pass, Samples, Stop};
use super::points::Stream;
use super::program::{At, Op};

/// What is known of exponentials and logarithms so far.
#[derive(Debug, Default)]
pub(super) struct Generators {
    /// Arguments of exponentials: 1, those of free exponentials, and free logarithms.
    arguments: Echelon,
    /// The exponential of each of those.
    bases: Vec<Base>,
    /// Exponentials whose argument is an irrational multiple of others, with that argument.
    irrational: Vec<(Vec<u64>, Vec<u64>)>,
    /// Arguments and logarithms that are no sums of others, though their derivatives are.
    pub(super) irrational_logarithms: Vec<(Vec<u64>, Samples)>,
    /// Logarithmic derivatives of positive quantities.
    pub(super) rates: Echelon,
    /// Those quantities.
    pub(super) positives: Vec<Positive>,
    /// Logarithms of primes, and of integers too large to be factored.
    pub(super) primes: Vec<(u128, Vec<u64>)>,
    /// The least common denominator of all exponents.
    denominator: u64,
}

#[derive(Clone, Debug)]
pub(super) struct Base {
    pub(super) values: Vec<u64>,
    /// Whether it was drawn as a square, so that it has roots of every degree.
    pub(super) square: bool,
    /// Whether it is a number.
    pub(super) constant: bool,
}

/// A positive quantity with its logarithm.
#[derive(Clone, Debug)]
pub(super) struct Positive {
    pub(super) value: Vec<u64>,
    /// Its logarithmic derivative.
    pub(super) rate: Vec<u64>,
    pub(super) logarithm: Samples,
    /// Whether it was drawn as a square.
    pub(super) square: bool,
}

impl Positive {
    /// A positive square whose logarithm is not asked for.
    pub(super) fn unnamed(value: Vec<u64>, rate: Vec<u64>) -> Positive {
        Positive {
            value,
            rate,
            logarithm: Samples::default(),
            square: true,
        }
    }
}

/// The largest degree of a step in the free elements, when exponents of exponentials are counted.
const MAX_DEGREE: f64 = 1e12;
/// The largest common denominator of exponents: it bounds the degrees of the roots involved.
const MAX_DENOMINATOR: u64 = 1 << 31;

/// Marks in the structure: a free element, a multiple of an irrational argument, such an argument.
pub(super) const NEW: i64 = i64::MIN;
const MULTIPLE: i64 = i64::MIN + 1;
const IRRATIONAL: i64 = i64::MIN + 2;

/// A fraction n/d with d > 0.
pub(super) type Fraction = (i64, i64);

impl Pass<'_> {
    /// The samples of a step that depends on relations between points.
    pub(super) fn generator(&mut self, at: At) -> Result<Samples, Stop> {
        if self.generators.bases.is_empty() {
            self.start()?;
        }
        match self.program.steps[at] {
            Op::LnPrime(q) => self.ln_prime(u128::from(q)),
            Op::Exp(a) => self.exponential(at, &self.samples(a)),
            Op::Ln(a) => match self.program.steps[a] {
                Op::Number(value) => self.ln_number(value),
                _ => self.logarithm(at, &self.samples(a)),
            },
            _ => self.odd_or_circular(at),
        }
    }

    /// Enters 1 as the first argument, and e as its exponential.
    ///
    /// e is treated as if it varied, with a random derivative, so that logarithms tell it from
    /// rational numbers.
    fn start(&mut self) -> Result<(), Stop> {
        let ones = vec![1; self.count()];
        let values = self.squares(Stream::Euler);
        let rate = if self.program.slopes {
            self.stream(Stream::EulerDirection)
        } else {
            Vec::new()
        };
        let slopes = products(&self.field, &values, &rate);
        let logarithm = self.without_slopes(ones.clone());
        self.add_argument(
            &ones,
            Base {
                values: values.clone(),
                square: true,
                constant: false,
            },
        )?;
        self.add_positive(&Samples { values, slopes }, &logarithm, true)
    }

    pub(super) fn without_slopes(&self, values: Vec<u64>) -> Samples {
        let slopes = if self.program.slopes {
            vec![0; values.len()]
        } else {
            Vec::new()
        };
        Samples { values, slopes }
    }

    /// Enters an argument that is known to be independent, and its exponential.
    pub(super) fn add_argument(&mut self, argument: &[u64], base: Base) -> Result<(), Stop> {
        match self
            .generators
            .arguments
            .relate(&self.field, argument, true)
        {
            Relation::Independent => {
                self.generators.bases.push(base);
                Ok(())
            }
            _ => Err(Stop::MorePoints),
        }
    }

    /// Enters a positive quantity by its logarithmic derivative, if that is a new one.
    pub(super) fn add_positive(
        &mut self,
        quantity: &Samples,
        logarithm: &Samples,
        square: bool,
    ) -> Result<(), Stop> {
        if !self.program.slopes {
            return Ok(());
        }
        let rate = self.rate(quantity)?;
        match self.generators.rates.relate(&self.field, &rate, true) {
            Relation::Full => return Err(Stop::MorePoints),
            Relation::Dependent(_) => {}
            Relation::Independent => self.generators.positives.push(Positive {
                value: quantity.values.clone(),
                rate,
                logarithm: logarithm.clone(),
                square,
            }),
        }
        Ok(())
    }

    /// The derivative over the value; points where the value is 0 are of no use.
    pub(super) fn rate(&mut self, quantity: &Samples) -> Result<Vec<u64>, Stop> {
        let f = self.field;
        let mut rate = Vec::with_capacity(self.count());
        for i in 0..self.count() {
            match f.inverse(quantity.values[i]) {
                Some(inverse) => rate.push(f.mul(quantity.slopes[i], inverse)),
                None => self.spoil(i),
            }
        }
        if self.is_spoilt() {
            Err(self.redraw_bad())
        } else {
            Ok(rate)
        }
    }

    /// eᵘ
    fn exponential(&mut self, at: At, u: &Samples) -> Result<Samples, Stop> {
        if u.values.iter().all(|&value| value == 0) {
            return Ok(self.without_slopes(vec![1; self.count()]));
        }
        let coefficients = match self
            .generators
            .arguments
            .relate(&self.field, &u.values, false)
        {
            Relation::Full => return Err(Stop::MorePoints),
            Relation::Independent => {
                let free = self.free_exponential(at, u);
                let values = free.values.clone();
                self.add_argument(
                    &u.values,
                    Base {
                        values,
                        square: true,
                        constant: false,
                    },
                )?;
                self.add_positive(&free, u, true)?;
                self.structure.push(NEW);
                return Ok(free);
            }
            Relation::Dependent(coefficients) => coefficients,
        };
        let Some(fractions) = self.fractions(&coefficients) else {
            return self.irrational_exponential(at, u);
        };
        self.record(&fractions)?;
        let values = self.product_of_bases(at, &fractions)?;
        let f = self.field;
        let euler = coefficients.first().copied().unwrap_or(0);
        let slopes = if self.program.slopes {
            let rate = self.stream(Stream::EulerDirection);
            (0..self.count())
                .map(|i| f.mul(values[i], f.add(u.slopes[i], f.mul(euler, rate[i]))))
                .collect()
        } else {
            Vec::new()
        };
        Ok(Samples { values, slopes })
    }

    /// Coefficients as fractions, if all of them are small ones.
    pub(super) fn fractions(&self, coefficients: &[u64]) -> Option<Vec<Fraction>> {
        coefficients
            .iter()
            .map(|&c| self.field.fraction(c, self.bound))
            .collect()
    }

    /// Notes a discovered relation, and the roots that it takes.
    pub(super) fn record(&mut self, fractions: &[Fraction]) -> Result<(), Stop> {
        for &(n, d) in fractions {
            self.structure.extend([n, d]);
            self.long |= n.unsigned_abs().max(d.unsigned_abs()) > super::NARROW;
            if n.unsigned_abs() as f64 * self.program.degree() > MAX_DEGREE {
                return Err(Stop::Obstacle(Obstacle::TooLarge));
            }
            let known = self.generators.denominator.max(1);
            let common = lcm(known, d.unsigned_abs()).filter(|&lcm| lcm <= MAX_DENOMINATOR);
            let Some(common) = common else {
                return Err(Stop::Obstacle(Obstacle::TooLarge));
            };
            self.generators.denominator = common;
        }
        Ok(())
    }

    /// Π base^(n/d)
    fn product_of_bases(&mut self, at: At, fractions: &[Fraction]) -> Result<Vec<u64>, Stop> {
        let f = self.field;
        let mut product = vec![1; self.count()];
        for (k, &(n, d)) in fractions.iter().enumerate() {
            if n == 0 {
                continue;
            }
            let base = self.generators.bases[k].clone();
            for (i, entry) in product.iter_mut().enumerate() {
                let power = if d == 1 {
                    f.powi(base.values[i], n)
                } else {
                    let of = (base.values[i], 0);
                    let root = (n, d.unsigned_abs());
                    self.root_power((at, k + 1), i, of, root, base.constant)?
                        .map(|p| p.0)
                };
                match power {
                    Some(power) => *entry = f.mul(*entry, power),
                    None => self.spoil(i),
                }
            }
            if self.is_spoilt() {
                return Err(self.redraw_bad());
            }
            if d % 2 == 0 && !base.square && !base.constant {
                let radicand = self.base_samples(k);
                self.suspect((at, k + 1), radicand, false);
            }
        }
        Ok(product)
    }

    /// The base of an exponential with its derivative, if it is a positive quantity that is known.
    pub(super) fn base_samples(&self, base: usize) -> Samples {
        let values = self
            .generators
            .bases
            .get(base)
            .map_or_else(Vec::new, |base| base.values.clone());
        let known = self
            .generators
            .positives
            .iter()
            .find(|known| known.value == values);
        let slopes = known.map_or_else(Vec::new, |known| {
            products(&self.field, &values, &known.rate)
        });
        Samples { values, slopes }
    }

    /// A free square, as the exponential of u.
    fn free_exponential(&self, at: At, u: &Samples) -> Samples {
        let values = self.squares(Stream::Generator(at));
        let slopes = products(&self.field, &values, &u.slopes);
        Samples { values, slopes }
    }

    /// An exponential whose argument is a multiple of others, but not by small fractions.
    fn irrational_exponential(&mut self, at: At, u: &Samples) -> Result<Samples, Stop> {
        let f = self.field;
        for k in 0..self.generators.irrational.len() {
            let (argument, value) = &self.generators.irrational[k];
            let ratio = constant_ratio(&f, &u.values, argument);
            let Some((n, d)) = ratio.and_then(|ratio| f.fraction(ratio, super::NARROW)) else {
                continue;
            };
            let root = |&base: &u64| f.root_power(base, n, d.unsigned_abs());
            if let Some(values) = value.iter().map(root).collect::<Option<Vec<u64>>>() {
                let slopes = products(&f, &values, &u.slopes);
                self.structure.push(MULTIPLE);
                self.structure.push(k as i64);
                self.record(&[(n, d)])?;
                return Ok(Samples { values, slopes });
            }
        }
        let samples = self.free_exponential(at, u);
        self.generators
            .irrational
            .push((u.values.clone(), samples.values.clone()));
        self.structure.push(IRRATIONAL);
        Ok(samples)
    }
}

pub(super) fn products(f: &Field, a: &[u64], b: &[u64]) -> Vec<u64> {
    a.iter().zip(b).map(|(&a, &b)| f.mul(a, b)).collect()
}

/// a/b, if it is the same at all points.
fn constant_ratio(f: &Field, a: &[u64], b: &[u64]) -> Option<u64> {
    let ratio = f.mul(*a.first()?, f.inverse(*b.first()?)?);
    a.iter()
        .zip(b)
        .all(|(&a, &b)| f.mul(ratio, b) == a)
        .then_some(ratio)
}

/// The least common multiple, if it fits.
pub(super) fn lcm(a: u64, b: u64) -> Option<u64> {
    let (mut g, mut r) = (a, b);
    while r != 0 {
        (g, r) = (r, g % r);
    }
    (a / g.max(1)).checked_mul(b)
}
