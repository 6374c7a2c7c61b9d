//! Random points of a field, and what has been learnt at them.

use std::collections::{BTreeSet, HashSet};

use super::Obstacle;
use super::field::Field;
use super::pass::Stop;
use super::program::At;
use crate::hashing::mix;

/// What survives a restart: which points are used, and what has been learnt of roots.
#[derive(Clone, Debug)]
pub(super) struct Points {
    pub(super) field: Field,
    seed: u64,
    /// How often each point was drawn.
    draws: Vec<u32>,
    /// Quantities under even roots that were seen not to be squares.
    pub(super) not_squares: HashSet<(At, usize)>,
    /// How many operations on samples are still allowed.
    budget: u64,
}

/// The most times a point is drawn.
const MAX_DRAWS: u32 = 1_000;
/// The operations on samples allowed for one prime.
const BUDGET: u64 = 1_500_000;

impl Points {
    pub(super) fn new(field: Field, seed: u64, count: usize) -> Points {
        Points {
            field,
            seed,
            draws: vec![0; count],
            not_squares: HashSet::new(),
            budget: BUDGET,
        }
    }

    pub(super) fn count(&self) -> usize {
        self.draws.len()
    }

    pub(super) fn double(&mut self) {
        self.draws.resize(2 * self.draws.len(), 0);
    }

    /// Takes operations off the budget.
    pub(super) fn spend(&mut self, operations: u64) -> Result<(), Stop> {
        match self.budget.checked_sub(operations) {
            Some(budget) => {
                self.budget = budget;
                Ok(())
            }
            None => Err(Stop::Obstacle(Obstacle::TooLarge)),
        }
    }

    /// Draws a point anew; false if that has been tried too often.
    pub(super) fn redraw(&mut self, point: usize) -> bool {
        self.draws[point] += 1;
        self.draws[point] < MAX_DRAWS
    }

    /// The bases of exponentials, by number, that were made squares because a root was taken.
    pub(super) fn rooted_bases(&self) -> BTreeSet<usize> {
        self.not_squares
            .iter()
            .filter_map(|key| key.1.checked_sub(1))
            .collect()
    }

    /// The sample of a stream at one point, not 0.
    pub(super) fn sample(&self, stream: u64, point: usize) -> u64 {
        let draw = u64::from(self.draws[point]) << 32 | point as u64;
        self.field
            .sample(mix(self.seed ^ mix(stream)).wrapping_add(draw))
    }
}

/// Streams of random samples: variables, directions and generators do not share any.
#[derive(Clone, Copy)]
pub(super) enum Stream {
    Variable(usize),
    Direction(usize),
    RootPi,
    RootPiDirection,
    /// The derivative that e is given, as if it were a variable.
    EulerDirection,
    Euler,
    Prime(u128),
    Generator(At),
}

impl Stream {
    pub(super) fn code(self) -> u64 {
        let tagged = |tag: u64, value: u64| mix(value) ^ tag << 56;
        match self {
            Stream::Variable(i) => tagged(1, i as u64),
            Stream::Direction(i) => tagged(2, i as u64),
            Stream::RootPi => tagged(3, 0),
            Stream::RootPiDirection => tagged(4, 0),
            Stream::EulerDirection => tagged(5, 0),
            Stream::Euler => tagged(6, 0),
            Stream::Prime(q) => tagged(7, mix(q as u64) ^ (q >> 64) as u64),
            Stream::Generator(at) => tagged(8, at as u64),
        }
    }
}
