//! Rows of a block, as registers for the passes of a job to act on.
//!
//! A long row goes alone, lanes along it; short ones go as many at a time as there are lanes. Which of
//! the two depends on the length alone, so that a row has the same result wherever it lies. What is not
//! a register already is copied to be one: of one row or one group at a time, never of the array. All
//! of this is compiled once for each element type.

mod engine;
mod totals;

use std::mem::MaybeUninit;
use std::ops::Range;

use super::dispatch::{Level, Number};
use super::loops::line;
use super::place::Place;
use super::split::{PIECE, for_each_piece};
pub(crate) use engine::{Each, Job, Passes};
use engine::{Lie, Lines};

/// The arrays of a call. What the job does not read is left out.
#[derive(Clone, Copy, Debug)]
pub struct Arrays<T> {
    pub(crate) x: Option<Place<T>>,
    pub(crate) y: Option<Place<T>>,
    pub(crate) dy: Option<Place<T>>,
    pub(crate) out: Place<T>,
    /// Whether `out` is the same place as an input that is read after something was stored.
    pub(crate) clashes: bool,
}

/// Rows up to this length go several at a time.
const SHORT: usize = 64;

/// Does the job for every row. Where `output` is given it computes y from x first.
///
/// # Safety
/// Every place is valid for a block of this shape, `out` for writing. The elements of `out` are
/// disjoint from each other and from all other places, except that it may be the very same place as
/// `x` or `dy`, if `clashes` says whether the job reads that one after it has stored.
pub(crate) unsafe fn for_each_row<T: Number>(
    level: Level,
    output: Option<&dyn Passes<T>>,
    job: &dyn Passes<T>,
    (rows, columns): (usize, usize),
    arrays: Arrays<T>,
) {
    if rows * columns == 0 {
        return;
    }
    let lanes = level.lanes::<T>();
    let places = [arrays.x, arrays.y, arrays.dy, Some(arrays.out)];
    let neighbours = places.iter().flatten().all(Place::along_rows);
    let across = columns <= SHORT;
    let direct = !across && neighbours && !arrays.clashes;
    let work = Work {
        level,
        output,
        job,
        columns,
        arrays,
        lanes,
        across,
        direct,
    };
    let group = if across { lanes } else { 1 };
    let piece = (PIECE / columns).max(1).next_multiple_of(group);
    for_each_piece(rows, piece, |rows| {
        // SAFETY: the caller's promise; pieces do not overlap.
        unsafe { work.rows(rows) }
    });
}

/// A job and its arrays.
struct Work<'a, T> {
    level: Level,
    output: Option<&'a dyn Passes<T>>,
    job: &'a dyn Passes<T>,
    columns: usize,
    arrays: Arrays<T>,
    /// Numbers in a register.
    lanes: usize,
    /// Whether rows go as many at a time.
    across: bool,
    /// Whether they are registers as they lie, but for the rest of a row.
    direct: bool,
}

impl<T: Number> Work<'_, T> {
    /// These rows.
    ///
    /// # Safety
    /// The places are valid as [`for_each_row`] says, in these rows.
    unsafe fn rows(&self, rows: Range<usize>) {
        let Self {
            level,
            output,
            job,
            columns,
            arrays,
            lanes,
            across,
            direct,
        } = *self;
        let whole = columns - columns % lanes;
        let (lie, group, size) = if across {
            (Lie::Across, lanes, columns * lanes)
        } else if direct && output.is_none() {
            (Lie::Along, 1, lanes)
        } else {
            (Lie::Along, 1, columns.next_multiple_of(lanes))
        };
        // What has to be copied of a row: all of it, or only what fills no register.
        let copied = if direct { whole..columns } else { 0..columns };
        let filled = if direct { lanes } else { size };
        let mut scratch = Scratch::new(size);
        let [x_copy, y_copy, dy_copy, out_copy] = scratch.lines();
        for row in rows.clone().step_by(group) {
            let group = group.min(rows.end - row);
            // Where a line's registers begin, and the last one, which counts in part.
            let line = |place: Place<T>, copy: *mut T| {
                if direct {
                    [place.at(row, 0), copy]
                } else {
                    [copy, copy.wrapping_add(whole)]
                }
            };
            let out = line(arrays.out, out_copy);
            let read = |place: Option<Place<T>>, copy: *mut T| {
                let Some(place) = place else { return out };
                // SAFETY: these rows are valid for reading, and the copy has room for `filled` numbers.
                unsafe {
                    if across {
                        place.gather_rows(row, group, columns, lanes, copy);
                    } else if !copied.is_empty() {
                        place.gather_row(row, copied.clone(), filled, copy);
                    }
                }
                line(place, copy)
            };
            let x = read(arrays.x, x_copy);
            let dy = read(arrays.dy, dy_copy);
            let mut y = read(arrays.y, y_copy);
            if let Some(output) = output {
                y = [y_copy, y_copy.wrapping_add(whole)];
                let [lines, last] = [0, 1].map(|i| Lines::of(x[i], x[i], x[i], y[i]));
                // SAFETY: each line has whole registers and one more, if there is a rest, and the copy
                // is memory of its own.
                unsafe { output.run(level, lie, lines, last, columns) };
            }
            let [lines, last] = [0, 1].map(|i| Lines::of(x[i], y[i], dy[i], out[i]));
            // SAFETY: as above. `out` is the same as another one only where the caller says that nothing
            // is read after it is stored.
            unsafe { job.run(level, lie, lines, last, columns) };
            // SAFETY: these rows are valid for writing, and the job has filled the copy.
            unsafe {
                if across {
                    arrays
                        .out
                        .scatter_rows(row, group, columns, lanes, out_copy);
                } else {
                    arrays.out.scatter_row(row, copied.clone(), out_copy);
                }
            }
        }
    }
}

/// Numbers that scratch memory holds without asking the system for it: four lines of short rows.
const ON_STACK: usize = 4 * SHORT * 16;

/// Memory for copies of rows: four lines of one size.
struct Scratch<T> {
    stack: Stack<T>,
    heap: Vec<T>,
    size: usize,
}

#[repr(align(64))]
struct Stack<T>([MaybeUninit<T>; ON_STACK]);

impl<T: Number> Scratch<T> {
    fn new(size: usize) -> Self {
        let size = size.next_multiple_of(line::<T>());
        let zero = <T as crate::Element>::ZERO;
        let mut stack = Stack([const { MaybeUninit::uninit() }; ON_STACK]);
        let mut heap = Vec::new();
        // Before the first pass has stored, `out` may be looked at, though it is not used.
        if 4 * size <= ON_STACK {
            stack.0[..4 * size].fill(MaybeUninit::new(zero));
        } else {
            heap = vec![zero; 4 * size];
        }
        Self { stack, heap, size }
    }

    fn lines(&mut self) -> [*mut T; 4] {
        let first: *mut T = if self.heap.is_empty() {
            self.stack.0.as_mut_ptr().cast()
        } else {
            self.heap.as_mut_ptr()
        };
        std::array::from_fn(|i| first.wrapping_add(i * self.size))
    }
}

#[cfg(test)]
mod tests;
