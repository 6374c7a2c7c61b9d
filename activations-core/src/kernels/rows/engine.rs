//! The engine of row-wise passes: the only code of rows that is compiled for each activation.

use super::totals::{BLOCK, Totals};
use crate::__private::{RowEngine, Slots};
use crate::kernels::dispatch::{Level, Number, Simd, Task};
use crate::kernels::lanes::{Lanes, Scalar};
use crate::{Real, Reduction};

/// What is done with each row.
pub(crate) trait Job: Copy + Sync {
    /// The passes; always `#[inline(always)]`.
    fn run<E: RowEngine>(self, engine: &mut E);
}

/// How a row lies in the registers that an engine sees.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lie {
    /// One row: the lanes of a register are neighbouring positions.
    Along,
    /// As many rows as there are lanes: a register is one position of each.
    Across,
}

/// Where the registers of a row or a group of rows begin. What a job does not read is any of the
/// others.
#[derive(Clone, Copy, Debug)]
pub struct Lines<T> {
    pub(super) x: *const T,
    pub(super) y: *const T,
    pub(super) dy: *const T,
    pub(super) out: *mut T,
}

impl<T> Lines<T> {
    pub(super) fn of(x: *mut T, y: *mut T, dy: *mut T, out: *mut T) -> Self {
        Self { x, y, dy, out }
    }
}

/// A [`Job`] without its type.
pub trait Passes<T>: Sync {
    /// Does the job for one row, or a group of rows.
    ///
    /// # Safety
    /// Each of `lines` is valid for reading `length` registers (across), or the whole registers of
    /// `length` numbers (along), and then each of `last` for one register, which counts in part, if
    /// there is a rest; `out` also for writing. `out` is disjoint from each other line, or the same as
    /// one that the job does not read after it has stored.
    unsafe fn run(&self, level: Level, lie: Lie, lines: Lines<T>, last: Lines<T>, length: usize);
}

/// A job as [`Passes`].
pub(crate) struct Each<J>(pub(crate) J);

impl<T: Number, J: Job> Passes<T> for Each<J> {
    unsafe fn run(&self, level: Level, lie: Lie, lines: Lines<T>, last: Lines<T>, length: usize) {
        level.run(Row {
            job: self.0,
            lie,
            lines,
            last,
            length,
        });
    }
}

struct Row<T, J> {
    job: J,
    lie: Lie,
    lines: Lines<T>,
    last: Lines<T>,
    length: usize,
}

impl<T: Number, J: Job> Task for Row<T, J> {
    type Output = ();

    #[inline(always)]
    fn run<S: Simd>(self) {
        self.job.run(&mut Engine::<T::Lanes<S>>::new(
            self.lie,
            self.lines,
            self.last,
            self.length,
        ));
    }
}

struct Engine<L: Lanes> {
    lie: Lie,
    lines: Lines<L::Scalar>,
    /// The register that counts in part.
    last: Lines<L::Scalar>,
    length: usize,
    /// Registers of a line all of whose lanes count.
    whole: usize,
    /// How many lanes of a further one do.
    rest: usize,
}

impl<L: Lanes<Scalar: Real> + Real> Engine<L> {
    #[inline(always)]
    fn new(lie: Lie, lines: Lines<L::Scalar>, last: Lines<L::Scalar>, length: usize) -> Self {
        let (whole, rest) = match lie {
            Lie::Along => (length / L::N, length % L::N),
            Lie::Across => (length, 0),
        };
        Self {
            lie,
            lines,
            last,
            length,
            whole,
            rest,
        }
    }

    #[inline(always)]
    fn pass<const K: usize, const STORES: bool>(
        &mut self,
        kinds: [Reduction; K],
        f: impl Fn(Slots<L>) -> (L, [L; K]),
    ) -> [L; K] {
        let rest = L::splat(<L::Scalar as Scalar>::from_f64(self.rest as f64));
        let rest = Lanes::lt(L::from_array(L::Scalar::INDICES), rest);
        let count = self.whole + usize::from(self.rest > 0);
        let mut totals = Totals::new(kinds);
        let mut start = 0;
        while start < count {
            // A register that counts in part is a block of its own.
            let in_part = start == self.whole;
            let (end, Lines { x, y, dy, out }) = if in_part {
                (count, self.last)
            } else {
                (self.whole.min(start + BLOCK), self.lines)
            };
            for register in start..end {
                let at = if in_part { 0 } else { register * L::N };
                // SAFETY: `register < whole` in the lines or 0 in the last, which `Passes` was
                // promised.
                let slots = unsafe {
                    Slots {
                        x: L::load(x.add(at)),
                        y: L::load(y.add(at)),
                        dy: L::load(dy.add(at)),
                        out: L::load(out.add(at)),
                    }
                };
                let (stored, terms) = f(slots);
                totals.add(in_part.then_some(rest), terms);
                if STORES {
                    // SAFETY: as above; `out` is valid for writing.
                    unsafe { stored.store(out.add(at)) };
                }
            }
            totals.flush();
            start = end;
        }
        totals.finish(self.length(), self.lie == Lie::Along)
    }
}

impl<L: Lanes<Scalar: Real> + Real> RowEngine for Engine<L> {
    type R = L;

    #[inline(always)]
    fn length(&self) -> L {
        <L as Real>::from_f64(self.length as f64)
    }

    #[inline(always)]
    fn reduce<const K: usize>(
        &mut self,
        kinds: [Reduction; K],
        f: impl Fn(Slots<L>) -> [L; K],
    ) -> [L; K] {
        self.pass::<K, false>(
            kinds,
            #[inline(always)]
            |at| (at.x, f(at)),
        )
    }

    #[inline(always)]
    fn store<const K: usize>(
        &mut self,
        kinds: [Reduction; K],
        f: impl Fn(Slots<L>) -> (L, [L; K]),
    ) -> [L; K] {
        self.pass::<K, true>(kinds, f)
    }
}
