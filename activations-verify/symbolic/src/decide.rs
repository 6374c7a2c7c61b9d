//! Whether an expression without branches is identically zero, by exact modular arithmetic.
//!
//! The expression is evaluated at random points of prime fields. Exponentials, logarithms, error
//! functions and angles are random elements there, after the relations between them have been
//! discovered by linear algebra on the samples: e^(2x) is the square of e^x, ln(x²) is twice ln x,
//! e^(2 ln(1 + eˣ)) is rational. Every relation is one that holds between the real functions, so
//! what vanishes at all points vanishes as a function.
//!
//! # What is certain
//!
//! A function that is not zero has a sample of 0 with a probability of at most degree/p < 2⁻²⁰, at
//! each of at least twelve points modulo each of at least two primes; a wrong relation passes its
//! spare points with one of 2⁻²⁴⁰; and all primes must find the same relations. The error is
//! below 2⁻¹⁰⁰ for an expression that was not built against the primes. To build one, its author
//! has to choose as many bits as the product of the primes has; the number of primes grows with
//! the literals and the steps of the expression, so that there are never enough of them. Choices
//! are derived from a hash of the expression: the same one always gets the same answer.
//!
//! `NonZero` is no refutation: a relation that was not discovered looks the same.

mod circular;
mod desugar;
mod echelon;
mod field;
mod generators;
mod logarithms;
mod pass;
mod points;
mod positive;
mod program;
mod requirements;
mod roots;

use core::fmt;
use core::hash::{Hash, Hasher};

use crate::hashing::{Mixer, mix};
use crate::{Arena, Expr};
use field::{Field, PRIMES};
use pass::{Pass, Stop};
use points::Points;
use positive::positive_sums;
use program::Program;
pub use requirements::{Requirement, requirements};

/// The answer to "is this zero wherever it has a value".
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Decision {
    /// Zero wherever all the requirements hold.
    Zero {
        /// What must hold for the expression to have a value, parts that always hold left out.
        requires: Vec<Requirement>,
    },
    /// Not zero, as far as the relations between its parts are known.
    NonZero,
    /// Not decided.
    Unknown(Obstacle),
}

/// Why an expression was not decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Obstacle {
    /// A part with branches: abs, signum, max, min or a select.
    Branch(Expr),
    /// A reduction of a row.
    Row(Expr),
    /// The root of a square, whose sign depends on the order of the reals.
    Root,
    /// Too many steps, literals, generators or too high powers.
    TooLarge,
    /// No point was found where the expression has a value.
    NoPoints,
    /// The primes did not find the same relations.
    Disagreement,
}

impl fmt::Display for Obstacle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Obstacle::Branch(_) => "a part has branches",
            Obstacle::Row(_) => "a part is a reduction of a row",
            Obstacle::Root => "the sign of a root of a square depends on more than is assumed",
            Obstacle::TooLarge => "the formula is too large to be decided",
            Obstacle::NoPoints => "no point was found where the formula has a value",
            Obstacle::Disagreement => "a factor between two arguments has too many digits",
        })
    }
}

/// Points a prime, to begin with.
const POINTS: usize = 12;
/// The most points.
const MAX_POINTS: usize = 96;
/// Passes over the steps until every point can be used.
const MAX_PASSES: usize = 80;
/// Fractions are first recognised up to 2³⁰, where every one is unique, and if the primes then
/// disagree because a factor was irrational, up to this.
const NARROW: u64 = 4096;
const WIDE: u64 = 1 << 30;
/// The most primes used for one expression.
const MAX_PRIMES: u64 = 24;

/// Whether `e` is zero for all values of its variables for which it has a value and `positive`
/// are positive.
///
/// Assumptions serve to take roots: √(x²) is x where x is assumed to be positive. Parts with
/// branches must have been resolved before.
///
/// ```
/// use activations_symbolic::{Arena, Function, decide};
///
/// let mut a = Arena::new();
/// let x = a.symbol("x");
/// let x = a.variable(x);
/// let tanh = a.call(Function::Tanh, x);
/// let cosh = a.call(Function::Cosh, x);
/// let (one, square, rest) = (a.integer(1), a.powi(tanh, 2), a.powi(cosh, -2));
/// let left = a.sub(one, square);
/// let difference = a.sub(left, rest);
/// assert!(matches!(decide::is_zero(&a, difference, &[]), decide::Decision::Zero { .. }));
/// assert_eq!(decide::is_zero(&a, left, &[]), decide::Decision::NonZero);
/// ```
pub fn is_zero(arena: &Arena, e: Expr, positive: &[Expr]) -> Decision {
    let mut decided = decide_with_or_without_slopes(arena, e, positive);
    if decided == Err(Stop::Obstacle(Obstacle::Root)) {
        let sums = positive_sums(arena, e, positive);
        if !sums.is_empty() {
            decided = decide_with_or_without_slopes(arena, e, &[positive, &sums].concat());
        }
    }
    match decided {
        Ok(true) => Decision::Zero {
            requires: requirements(arena, e),
        },
        Ok(false) => Decision::NonZero,
        Err(Stop::Obstacle(obstacle)) => Decision::Unknown(obstacle),
        // The primes ran out, or points did.
        Err(_) => Decision::Unknown(Obstacle::TooLarge),
    }
}

/// Decides without derivatives, which are cheaper, where that is possible.
fn decide_with_or_without_slopes(arena: &Arena, e: Expr, positive: &[Expr]) -> Result<bool, Stop> {
    match decide(arena, e, positive, false) {
        Err(Stop::NeedSlopes) => decide(arena, e, positive, true),
        decided => decided,
    }
}

fn decide(arena: &Arena, e: Expr, positive: &[Expr], slopes: bool) -> Result<bool, Stop> {
    let program = desugar::program(arena, e, positive, slopes).map_err(Stop::Obstacle)?;
    // Two primes, and one more for every 61 bits that the author was free to choose.
    let needed = 2 + (program.literal_bits + 2 * program.steps.len() as u64) / 61;
    if needed > MAX_PRIMES {
        return Err(Stop::Obstacle(Obstacle::TooLarge));
    }
    let hash = hash(&program);
    for bound in [WIDE, NARROW] {
        match vote(&program, hash, needed, bound)? {
            Vote::Zero => return Ok(true),
            Vote::NonZero => return Ok(false),
            Vote::Disagree => {}
        }
    }
    Err(Stop::Obstacle(Obstacle::Disagreement))
}

enum Vote {
    Zero,
    NonZero,
    /// Relations differ, or rest on fractions that may be irrational numbers.
    Disagree,
}

/// What `needed` primes say.
fn vote(program: &Program, hash: u64, needed: u64, bound: u64) -> Result<Vote, Stop> {
    let mut agreed: Option<Vec<i64>> = None;
    let mut votes = 0;
    for k in 0..PRIMES {
        // Any odd stride visits all of the 32 primes.
        let index =
            (hash as usize % PRIMES + k * (2 * (hash >> 32) as usize % PRIMES + 1)) % PRIMES;
        let found = match sample(program, index, mix(hash ^ index as u64), bound) {
            Err(Stop::BadPrime) => continue,
            found => found?,
        };
        if agreed
            .as_ref()
            .is_some_and(|structure| *structure != found.structure)
        {
            return Ok(Vote::Disagree);
        }
        match found.values.iter().filter(|&&value| value == 0).count() {
            0 if found.long && bound == WIDE => return Ok(Vote::Disagree),
            0 => return Ok(Vote::NonZero),
            zeros if zeros < found.values.len() => return Err(Stop::Obstacle(Obstacle::Root)),
            _ => {}
        }
        agreed = Some(found.structure);
        votes += 1;
        if votes == needed {
            return Ok(Vote::Zero);
        }
    }
    Err(Stop::Obstacle(Obstacle::TooLarge))
}

struct Found {
    values: Vec<u64>,
    structure: Vec<i64>,
    long: bool,
}

/// The values at random points modulo one prime.
fn sample(program: &Program, index: usize, seed: u64, bound: u64) -> Result<Found, Stop> {
    let mut points = Points::new(Field::new(index), seed, POINTS);
    for _ in 0..MAX_PASSES {
        let mut pass = Pass::new(program, &mut points, bound);
        match pass.run() {
            Ok(values) => {
                return Ok(Found {
                    values,
                    structure: pass.structure,
                    long: pass.long,
                });
            }
            Err(Stop::Restart) => {}
            Err(Stop::MorePoints) if points.count() < MAX_POINTS => points.double(),
            Err(Stop::MorePoints) => return Err(Stop::Obstacle(Obstacle::TooLarge)),
            Err(stop) => return Err(stop),
        }
    }
    Err(Stop::Obstacle(Obstacle::NoPoints))
}

/// A hash of the steps, from which primes and points are chosen.
fn hash(program: &Program) -> u64 {
    let mut mixer = Mixer::default();
    program.steps.hash(&mut mixer);
    mixer.finish()
}
