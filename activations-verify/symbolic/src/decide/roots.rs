//! Whether even roots are new elements, or were understood as positive ones.
//!
//! Modulo p the root of a square is one of its two roots, and nothing tells which one the real
//! root is: √(x²) would be x at half of the points. So every quantity under an even root must
//! have been seen not to be a square, and then its root is a free algebraic element, for whose
//! conjugates an identity holds alike; or it must be a monomial in positive elements, and then its
//! root is that monomial's. Anything else is an obstacle, never a majority vote.

use super::Obstacle;
use super::echelon::{Echelon, Relation};
use super::generators::{Generators, Positive};
use super::pass::{Pass, Samples, Stop, Suspect};
use super::program::Op;

impl Pass<'_> {
    /// Accounts for every even root whose radicand was a square at all points.
    pub(super) fn explain_roots(&mut self) -> Result<(), Stop> {
        let mut suspects = self.suspicious_steps();
        suspects.append(&mut self.suspects);
        if suspects.is_empty() {
            return Ok(());
        }
        // The relation to be found is one between squares, so they alone are admitted.
        let mut squares: Option<Generators> = None;
        for suspect in suspects {
            if self.is_rational(&suspect) {
                continue;
            }
            if !self.program.slopes {
                return Err(Stop::NeedSlopes);
            }
            let known = match squares.take() {
                Some(known) => known,
                None => self.squares_known()?,
            };
            let ordinary = std::mem::replace(&mut self.generators, known);
            let explained = self.is_monomial(&suspect.radicand);
            squares = Some(std::mem::replace(&mut self.generators, ordinary));
            if !explained? {
                return Err(Stop::Obstacle(Obstacle::Root));
            }
        }
        Ok(())
    }

    /// The even roots of which no point has shown that the radicand is not a square.
    fn suspicious_steps(&self) -> Vec<Suspect> {
        let mut suspects = Vec::new();
        for (at, &step) in self.program.steps.iter().enumerate() {
            // A literal is a known number: that it has a root is all there is to know.
            if let Op::Power(a, _, root) = step
                && root.is_multiple_of(2)
                && !matches!(self.program.steps[a], Op::Number(_))
                && !self.is_independent_root(at)
            {
                suspects.push(Suspect {
                    constant: self.program.constant[a],
                    radicand: self.samples(a),
                });
            }
        }
        suspects
    }

    /// Whether a radicand is a positive rational number; all primes must agree on which.
    fn is_rational(&mut self, suspect: &Suspect) -> bool {
        if !suspect.constant {
            return false;
        }
        let value = suspect.radicand.values.first().copied().unwrap_or(0);
        // Most elements are a fraction of this size, but not of the same one modulo two primes.
        match self.field.fraction(value, super::WIDE) {
            Some((n, d)) if n >= 0 => {
                self.structure.extend([n, d]);
                true
            }
            _ => false,
        }
    }

    /// All elements that were drawn as squares and are positive.
    fn squares_known(&mut self) -> Result<Generators, Stop> {
        let mut found: Vec<Samples> = Vec::new();
        for at in 0..self.program.steps.len() {
            let square = match self.program.steps[at] {
                Op::RootPi | Op::Positive(_) => true,
                Op::Power(_, _, root) => root.is_multiple_of(2) && self.is_independent_root(at),
                _ => false,
            };
            if square {
                found.push(self.samples(at));
            }
        }
        // Arguments of logarithms of which an exponential took a root.
        for base in self.points.rooted_bases() {
            let samples = self.base_samples(base);
            if !samples.slopes.is_empty() {
                found.push(samples);
            }
        }
        let mut known = Generators::default();
        let mut rates = Echelon::default();
        let ordinary = self
            .generators
            .positives
            .iter()
            .filter(|positive| positive.square);
        let mut candidates: Vec<Positive> = ordinary.cloned().collect();
        for samples in found {
            let rate = self.rate(&samples)?;
            candidates.push(Positive::unnamed(samples.values, rate));
        }
        for candidate in candidates {
            match rates.relate(&self.field, &candidate.rate, true) {
                Relation::Full => return Err(Stop::MorePoints),
                Relation::Dependent(_) => {}
                Relation::Independent => known.positives.push(candidate),
            }
        }
        known.rates = rates;
        Ok(known)
    }

    /// Whether a quantity is a monomial in the positives of `self.generators`.
    fn is_monomial(&mut self, quantity: &Samples) -> Result<bool, Stop> {
        if quantity.slopes.is_empty() {
            return Ok(false);
        }
        let rate = self.rate(quantity)?;
        Ok(
            match self.generators.rates.relate(&self.field, &rate, false) {
                Relation::Full => return Err(Stop::MorePoints),
                Relation::Independent => false,
                Relation::Dependent(coefficients) => match self.monomial(quantity, &coefficients) {
                    None => false,
                    Some(monomial) => {
                        self.record(&monomial.exponents)?;
                        self.record(&[monomial.constant])?;
                        true
                    }
                },
            },
        )
    }
}
