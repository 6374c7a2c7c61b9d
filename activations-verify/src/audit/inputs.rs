//! Which inputs are looked at: a sample of the whole range, or all of it, and every number near places
//! where something happens.

use std::ops::Range;

use super::Bits;
use crate::formula::Formula;
use crate::inputs::{Random, moderate};
use crate::subject::Subject;

/// Where functions saturate, sink into the subnormals or leave a type's range.
const KNEES: [f64; 22] = [
    0.5, 1.0, 2.0, 4.0, 5.5, 8.3, 9.1, 10.0, 12.8, 13.2, 14.2, 16.7, 17.4, 20.1, 26.5, 38.5, 43.7,
    61.0, 88.4, 89.0, 103.3, 745.1,
];

/// Elements in one call.
const BLOCK: u64 = 2048;

/// Elements in a row.
const ROW: usize = 16;

/// How dense the sample is.
#[derive(Clone, Debug, PartialEq)]
pub struct Sampling {
    /// How many numbers of the whole line are looked at; twice as many again where functions bend. At
    /// 2³² and more it is every number there is, of an `f32`; at 0 only the neighbours of notable ones.
    /// Of a row-wise activation, in how many elements.
    pub count: u64,
    /// How many neighbours on either side of a notable number.
    pub window: u64,
    /// Which part of the inputs, and of how many.
    pub part: (u64, u64),
    /// Further notable numbers: for each a value of every input.
    pub known: Vec<Vec<f64>>,
}

impl Default for Sampling {
    fn default() -> Self {
        Self {
            count: 1 << 16,
            window: 512,
            part: (1, 1),
            known: Vec::new(),
        }
    }
}

impl Sampling {
    /// Every number of an `f32`.
    pub const EXHAUSTIVE: u64 = 1 << 32;

    /// How many inputs that is for an activation.
    pub fn inputs<T: Bits>(&self, subject: &Subject) -> u64 {
        let runs = Inputs::new(subject, self).ranges::<T>();
        let places: u64 = runs.iter().map(|(range, step)| steps(range, *step)).sum();
        places * if subject.is_row_wise() { ROW as u64 } else { 1 }
    }
}

fn steps(range: &Range<i64>, step: u64) -> u64 {
    range.end.abs_diff(range.start).div_ceil(step)
}

/// The arrays of one call.
#[derive(Clone, Debug)]
pub(super) struct Block<T> {
    pub(super) inputs: Vec<Vec<T>>,
    pub(super) cotangent: Vec<T>,
}

/// The inputs of an activation.
pub(super) struct Inputs<'a> {
    subject: &'a Subject,
    sampling: &'a Sampling,
    notable: Vec<Vec<f64>>,
    line: bool,
}

impl<'a> Inputs<'a> {
    pub(super) fn new(subject: &'a Subject, sampling: &'a Sampling) -> Self {
        let thresholds = Formula::of(subject).map_or(Vec::new(), |formula| formula.constants());
        let knees = KNEES.iter().flat_map(|x| [*x, -*x]);
        let notable = thresholds
            .into_iter()
            .chain(knees)
            .chain([0.0, f64::MAX, f64::MIN])
            .map(|x| vec![x]);
        Self {
            subject,
            sampling,
            notable: notable.chain(sampling.known.iter().cloned()).collect(),
            line: true,
        }
    }

    /// The neighbours of some inputs; a row has none.
    pub(super) fn around(&self, notable: &[Vec<f64>]) -> Option<Self> {
        let notable: Vec<_> = notable
            .iter()
            .filter(|at| !at.is_empty())
            .cloned()
            .collect();
        (!notable.is_empty() && !self.subject.is_row_wise()).then_some(Self {
            notable,
            line: false,
            ..*self
        })
    }

    /// Places in order, with steps: each range is gone through from its start.
    fn ranges<T: Bits>(&self) -> Vec<(Range<i64>, u64)> {
        let mut ranges = Vec::new();
        if self.subject.is_row_wise() {
            // Numbers of rows, of which fewer are the first of more.
            let rows = (self.sampling.count / ROW as u64).max(32);
            return vec![self.cut((0..rows as i64, 1))];
        }
        let (low, high) = (-1 - T::GREATEST_PLACE, T::GREATEST_PLACE);
        let all = (
            low..high + 1,
            (high.abs_diff(low) / self.sampling.count.max(1)) | 1,
        );
        let every = all.1 == 1;
        if self.line && self.sampling.count > 0 {
            let (near, far) = (T::narrow(1e-7).place(), T::narrow(256.0).place());
            let step = (far.abs_diff(near) / self.sampling.count) | 1;
            ranges.push(all);
            if !every {
                ranges.extend([(-1 - far..-near, step), (near..far, step)]);
            }
        }
        if !every {
            let window = self.sampling.window as i64;
            let mut centres: Vec<i64> = self
                .notable
                .iter()
                .map(|x| T::narrow(x[0]).place().clamp(low, high))
                .collect();
            centres.sort_unstable();
            centres.dedup();
            let around = |c: i64| {
                (c.saturating_sub(window).max(low))..(c.saturating_add(window).min(high) + 1)
            };
            ranges.extend(centres.into_iter().map(|c| (around(c), 1)));
        }
        ranges
            .into_iter()
            .map(|range| self.cut(range))
            .filter(|(range, _)| !range.is_empty())
            .collect()
    }

    /// The part of a range that is asked for.
    fn cut(&self, (range, step): (Range<i64>, u64)) -> (Range<i64>, u64) {
        let (part, parts) = self.sampling.part;
        let steps = u128::from(steps(&range, step));
        let at = |part: u64| {
            let done = steps * u128::from(part) / u128::from(parts);
            let place = i128::from(range.start) + done as i128 * i128::from(step);
            place.min(range.end.into()) as i64
        };
        (at(part - 1)..at(part), step)
    }

    /// The runs: neighbours within one are in order.
    pub(super) fn runs<T: Bits>(
        &self,
    ) -> impl Iterator<Item = impl Iterator<Item = Block<T>> + '_> + '_ {
        self.ranges::<T>().into_iter().map(move |(range, step)| {
            // Of the line of `f64` only unsigned numbers can tell the length.
            let at = move |i: u64| range.start.wrapping_add_unsigned(i * step);
            let total = steps(&range, step);
            let length = if self.subject.is_row_wise() { 1 } else { BLOCK };
            (0..total.div_ceil(length)).map(move |block| {
                let places = block * length..total.min((block + 1) * length);
                self.block(places.map(at))
            })
        })
    }

    /// A row, by its number; or the first input along the line, and others that are drawn for its place,
    /// so that the same place always has the same ones.
    fn block<T: Bits>(&self, mut places: impl Iterator<Item = i64>) -> Block<T> {
        let random = |place: i64| Random::new(place as u64, self.subject.name(), 0);
        let draw = |random: &mut Random| T::narrow(moderate(random));
        if self.subject.is_row_wise() {
            let mut random = random(places.next().unwrap_or_default());
            let mut row = || (0..ROW).map(|_| draw(&mut random)).collect::<Vec<T>>();
            return Block {
                inputs: vec![row()],
                cotangent: row(),
            };
        }
        let mut inputs = vec![Vec::new(); self.subject.inputs()];
        for place in places {
            inputs[0].push(T::at_place(place));
            if inputs.len() > 1 {
                let mut random = random(place);
                inputs[1..]
                    .iter_mut()
                    .for_each(|input| input.push(draw(&mut random)));
            }
        }
        let cotangent = vec![T::narrow(1.0); inputs[0].len()];
        Block { inputs, cotangent }
    }
}
