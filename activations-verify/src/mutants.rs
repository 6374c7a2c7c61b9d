//! How well wrong derivatives are caught: every stated derivative, made wrong in every way.
//!
//! A mutant that the prover proves is equivalent, and then no other layer may tell it from the right
//! derivative: a disagreement is an error of the verifier itself. Every other mutant should be caught by
//! each layer alone.

mod operators;
mod parts;
mod probes;
mod values;

use std::time::{Duration, Instant};

use activations_symbolic::{Arena, Expr, Symbol, Verdict, print};

use crate::formulas::Formulas;
use crate::inputs::Random;
use crate::interpretations::{Pair, Precise, Precision, Wide};
use crate::subject::Subject;
use operators::{Names, mutants};
use probes::{Killed, Place, Probe, Spot};
use values::values;

/// Points at which a mutant that was proved is compared with the right derivative in 256 bits.
const DENSE: usize = 48;
/// Points that are looked at, in 106 and in 256 bits, for one that tells a mutant from the right
/// derivative where the usual ones did not: parameters vary there, too.
const HUNTED: usize = 1_500;
const HUNTED_CLOSELY: usize = 16;

/// What became of the mutants of one activation.
#[derive(Clone, Debug, Default)]
pub struct Score {
    /// The activation.
    pub name: &'static str,
    /// Mutants made.
    pub generated: usize,
    /// Those that the prover proved to be right.
    pub equivalent: usize,
    /// Those that the prover refuted with a counterexample.
    pub refuted: usize,
    /// Refuted ones for which it found a proved repair.
    pub repaired: usize,
    /// Those that it refused without one.
    pub undecided: usize,
    /// Those that finite differences alone catch, of the ones that are not equivalent.
    pub by_differences: usize,
    /// Those that dual numbers alone catch, likewise.
    pub by_duals: usize,
    /// Wrong ones that a layer lets through.
    pub survivors: Vec<Survivor>,
    /// What cannot be: layers that contradict each other, and right derivatives that are refused.
    pub disagreements: Vec<String>,
    /// The longest that the prover took for one mutant, repair included.
    pub slowest: Duration,
}

/// A wrong derivative that a layer lets through.
#[derive(Clone, Debug)]
pub struct Survivor {
    /// The layer.
    pub layer: &'static str,
    /// What the derivative is by.
    pub wrt: String,
    /// How the mutant was made.
    pub operator: &'static str,
    /// The mutant.
    pub formula: String,
}

impl Score {
    /// The mutants that are wrong.
    pub fn wrong(&self) -> usize {
        self.generated - self.equivalent
    }

    /// Adds another activation's score.
    pub fn add(&mut self, other: &Score) {
        self.generated += other.generated;
        self.equivalent += other.equivalent;
        self.refuted += other.refuted;
        self.repaired += other.repaired;
        self.undecided += other.undecided;
        self.by_differences += other.by_differences;
        self.by_duals += other.by_duals;
        self.survivors.extend(other.survivors.iter().cloned());
        self.disagreements
            .extend(other.disagreements.iter().cloned());
        self.slowest = self.slowest.max(other.slowest);
    }
}

/// Makes every `stride`-th mutant of an activation's derivatives, and tries all layers on each.
///
/// None for an activation whose derivatives were not stated, or cannot be written as formulas.
pub fn score(subject: &Subject, seed: u64, stride: usize) -> Option<Score> {
    Formulas::of(subject).map(|formulas| score_of(subject, &formulas, seed, stride))
}

fn score_of(subject: &Subject, formulas: &Formulas, seed: u64, stride: usize) -> Score {
    let mut score = Score {
        name: subject.name(),
        ..Score::default()
    };
    let mut turn = seed as usize;
    for &(wrt, derivative) in &formulas.derivatives {
        let name = format!("{} mutants {}", subject.name(), formulas.arena.name(wrt));
        let mut random = Random::new(seed, &name, 0);
        let place = Place {
            subject,
            formulas,
            wrt,
        };
        let trial = Trial {
            subject,
            formulas,
            wrt,
            derivative,
            probes: place.probes(&mut random),
        };
        trial.right_one(&mut score);
        trial.wrong_ones(stride, &mut turn, &mut random, &mut score);
    }
    score
}

/// One stated derivative, and what is known of it.
struct Trial<'a> {
    subject: &'a Subject,
    formulas: &'a Formulas,
    wrt: Symbol,
    derivative: Expr,
    probes: Vec<Probe<Pair>>,
}

impl Trial<'_> {
    /// The layers must let the derivative itself through, and must have seen something.
    fn right_one(&self, score: &mut Score) {
        let arena = &self.formulas.arena;
        let (name, wrt) = (self.subject.name(), arena.name(self.wrt));
        let killed = self.killed(arena, self.derivative);
        if killed.by_differences || killed.by_duals {
            let found = format!("{name} by {wrt}: the right derivative is refused: {killed:?}");
            score.disagreements.push(found);
        }
        if self.probes.iter().filter(|probe| probe.is_smooth()).count() < 8 {
            let found = format!("{name} by {wrt}: too few points to tell anything");
            score.disagreements.push(found);
        }
    }

    fn wrong_ones(&self, stride: usize, turn: &mut usize, random: &mut Random, score: &mut Score) {
        let formulas = self.formulas;
        let mut arena = formulas.arena.clone();
        let names = Names {
            input: self.wrt,
            output: formulas.output,
            cotangent: formulas.is_row_wise().then_some(formulas.cotangent),
        };
        let all = mutants(&mut arena, self.derivative, names);
        for mutant in all {
            *turn += 1;
            if !turn.is_multiple_of(stride) {
                continue;
            }
            score.generated += 1;
            let start = Instant::now();
            let verdict = formulas.check(self.wrt, mutant.formula, &mut arena.clone());
            score.slowest = score.slowest.max(start.elapsed());
            let killed = self.killed(&arena, mutant.formula);
            let text = || print::rust(&arena, mutant.formula);
            let describe = |what: &str| {
                format!(
                    "{} by {}, {}: `{}` {what}",
                    self.subject.name(),
                    arena.name(self.wrt),
                    mutant.operator,
                    text()
                )
            };
            if verdict.is_proved() {
                score.equivalent += 1;
                let differs = self.differs(&arena, mutant.formula, random);
                if killed.by_differences || killed.by_duals || differs == Some(true) {
                    let found = format!("was proved, but {killed:?}, 256 bits differ: {differs:?}");
                    score.disagreements.push(describe(&found));
                }
                continue;
            }
            let killed = if killed.by_all() {
                killed
            } else {
                self.hunt(&arena, mutant.formula, killed, random)
            };
            let mut survives = |layer: &'static str| {
                score.survivors.push(Survivor {
                    layer,
                    wrt: arena.name(self.wrt).to_owned(),
                    operator: mutant.operator,
                    formula: text(),
                });
            };
            if !killed.by_differences {
                survives("finite differences");
            }
            if !killed.by_duals {
                survives("dual numbers");
            }
            score.by_differences += usize::from(killed.by_differences);
            score.by_duals += usize::from(killed.by_duals);
            match verdict {
                Verdict::Refuted(found) => {
                    score.refuted += 1;
                    score.repaired += usize::from(found.repair.is_some());
                }
                _ => {
                    score.undecided += 1;
                    let caught = killed.by_differences || killed.by_duals;
                    if !caught && self.differs(&arena, mutant.formula, random) == Some(false) {
                        score.survivors.push(Survivor {
                            layer: "right, but refused",
                            wrt: arena.name(self.wrt).to_owned(),
                            operator: mutant.operator,
                            formula: text(),
                        });
                    }
                }
            }
        }
    }

    fn killed(&self, arena: &Arena, formula: Expr) -> Killed {
        let mut killed = Killed::default();
        for probe in &self.probes {
            probe.judge(arena, formula, &mut killed);
            if killed.by_all() {
                break;
            }
        }
        killed
    }

    /// Looks for a point that tells a formula from the derivative, and asks the layers there.
    fn hunt(&self, arena: &Arena, formula: Expr, killed: Killed, random: &mut Random) -> Killed {
        let mut killed = killed;
        for (i, count) in [HUNTED, HUNTED_CLOSELY].into_iter().enumerate() {
            for _ in 0..count {
                let crowd = crowd(random);
                let variant = self.vary(random, crowd);
                let place = self.place(&variant);
                let spot = self.draw(&place, random, crowd);
                if i == 0 {
                    self.ask::<Pair>(&place, &spot, arena, formula, &mut killed);
                } else {
                    Precise::scope(|| {
                        self.ask::<Wide>(&place, &spot, arena, formula, &mut killed);
                    });
                }
                if killed.by_all() {
                    return killed;
                }
            }
        }
        killed
    }

    /// Asks the layers where a formula differs from the derivative.
    fn ask<P: Precision>(
        &self,
        place: &Place<'_>,
        spot: &Spot,
        arena: &Arena,
        formula: Expr,
        killed: &mut Killed,
    ) {
        if self.equal::<P>(place, spot, arena, formula) == Some(false)
            && let Some(probe) = place.measure::<P>(spot)
        {
            probe.judge(arena, formula, killed);
        }
    }

    /// Whether a formula has the derivative's values at a spot; none where these are not known.
    fn equal<P: Precision>(
        &self,
        place: &Place<'_>,
        spot: &Spot,
        arena: &Arena,
        formula: Expr,
    ) -> Option<bool> {
        let at = place.bindings::<P>(spot);
        let (a, b) = (
            values(arena, formula, &at),
            values(arena, self.derivative, &at),
        );
        let y = at.iter().filter(|known| known.0 == self.formulas.output);
        let known = y
            .flat_map(|known| &known.1)
            .chain(&b)
            .all(|b| b.error().is_finite() && P::to_f64(b.value()).is_finite());
        let length = a.len().max(b.len());
        let pairs = a.iter().cycle().zip(b.iter().cycle()).take(length);
        known.then(|| {
            pairs.into_iter().all(|(a, b)| {
                let off = P::to_f64(a.value() - b.value()).abs();
                off <= 4.0 * (a.error() + b.error())
            })
        })
    }

    /// Whether a formula differs from the derivative in 256 bits, somewhere off the breaks; none where
    /// there were too few points to tell.
    fn differs(&self, arena: &Arena, formula: Expr, random: &mut Random) -> Option<bool> {
        let mut compared = 0;
        for _ in 0..DENSE {
            let variant = self.vary(random, None);
            let place = self.place(&variant);
            let spot = self.draw(&place, random, None);
            let equal = Precise::scope(|| self.equal::<Wide>(&place, &spot, arena, formula));
            match equal {
                Some(false) => return Some(true),
                Some(true) => compared += 1,
                None => {}
            }
        }
        (compared > DENSE / 4).then_some(false)
    }

    fn place<'b>(&'b self, variant: &'b Subject) -> Place<'b> {
        Place {
            subject: variant,
            formulas: self.formulas,
            wrt: self.wrt,
        }
    }

    fn draw(&self, place: &Place<'_>, random: &mut Random, crowd: Option<f64>) -> Spot {
        let scale = *random.one_of(&[0.3, 1.0, 3.0]);
        let length = 1 + random.below(4);
        let mut spot = place.spot(scale, length, random);
        if let (Spot::Scalar { at, .. }, Some(distance)) = (&mut spot, crowd)
            && let Some(&parameter) = place.subject.parameters().first()
        {
            at[0] = parameter * (1.0 + distance * random.normal());
        }
        spot
    }

    /// The activation with random parameters, where its domain allows them; in a crowd they are as
    /// close to each other as its share says.
    fn vary(&self, random: &mut Random, crowd: Option<f64>) -> Subject {
        let own = self.subject.parameters();
        if own.is_empty() {
            return self.subject.clone();
        }
        let drawn = (0..4).find_map(|_| {
            let centre = 2.0 * random.normal();
            let mut value = |&own: &f64| match (crowd, random.below(3)) {
                (Some(share), _) => centre * (1.0 + share * random.normal()),
                (None, 0) => own,
                (None, 1) => own * random.normal().exp(),
                (None, _) => 2.0 * random.normal(),
            };
            let values: Vec<f64> = own.iter().map(&mut value).collect();
            self.subject.with_parameters(&values)
        });
        drawn.unwrap_or_else(|| self.subject.clone())
    }
}

/// Now and then, how close inputs and parameters are to be, as a share of themselves.
fn crowd(random: &mut Random) -> Option<f64> {
    random.once_in(3).then(|| random.magnitude(1e-8, 0.1).abs())
}

#[cfg(test)]
mod tests {
    use activations_core::{AnyActivation, Silu};

    use super::{Formulas, Subject, score_of};

    #[test]
    fn a_wrong_derivative_does_not_pass_for_the_right_one() {
        let silu = Subject::one(AnyActivation::new(Silu));
        let mut formulas = Formulas::of(&silu).unwrap();
        assert_eq!(
            score_of(&silu, &formulas, 0, 100_000).disagreements,
            [""; 0]
        );
        let (_, derivative) = &mut formulas.derivatives[0];
        *derivative = formulas.arena.neg(*derivative);
        let found = score_of(&silu, &formulas, 0, 100_000).disagreements;
        assert!(
            found[0].starts_with("silu by x: the right derivative is refused"),
            "{found:?}"
        );
    }
}
