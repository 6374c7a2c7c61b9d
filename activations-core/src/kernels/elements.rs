//! The positions of a block, as runs of neighbouring numbers for a loop to act on.
//!
//! Contiguous arrays are one run and long rows are one each; anything else, and what is left of a run
//! at its end, is copied through small buffers on the stack. All of this is compiled once for each
//! element type. Every number goes through the same arithmetic wherever it lies.

use std::mem::MaybeUninit;
use std::ops::Range;

use super::dispatch::{Level, Number};
use super::loops::{Run, line};
use super::place::Place;
use super::split::{PIECE, for_each_piece};

/// The most inputs that a loop has, and the most results.
const INPUTS: usize = 3;
const RESULTS: usize = 2;

/// Numbers a buffer holds: the buffers of one call stay well inside the first-level cache.
const BUFFER: usize = 256;

/// Rows shorter than this are copied together: a run of its own costs a call's worth of setting up.
const SHORT_ROW: usize = 64;

/// From this length on memory is the bottleneck, and asking for it early pays.
const FAR: usize = 1 << 16;

/// How many bytes early that is: far enough to be there in time, and no more than a page.
const AHEAD: usize = 4096;

/// A buffer that begins with a line of the cache.
#[repr(align(64))]
struct Buffer<T>([MaybeUninit<T>; BUFFER]);

impl<T> Buffer<T> {
    const fn new() -> Self {
        Self([const { MaybeUninit::uninit() }; BUFFER])
    }
}

/// A loop and its arrays.
struct Work<'a, T> {
    level: Level,
    run: &'a dyn Run<T>,
    columns: usize,
    inputs: &'a [Place<T>],
    outputs: &'a [Place<T>],
}

/// The loop at every position of the block.
///
/// # Safety
/// The places are as many as the loop has inputs and results, and valid for a block of this shape, the
/// outputs for writing. An output's elements are disjoint from each other and from all other places,
/// except that an output may be the very same place as an input.
pub(crate) unsafe fn for_each<T: Number>(
    level: Level,
    run: &dyn Run<T>,
    (mut rows, mut columns): (usize, usize),
    inputs: &mut [Place<T>],
    outputs: &mut [Place<T>],
) {
    if rows * columns == 0 {
        return;
    }
    let all = |inputs: &[Place<T>], outputs: &[Place<T>], test: &dyn Fn(&Place<T>) -> bool| {
        inputs.iter().chain(outputs).all(test)
    };
    if columns == 1 || rows > 1 && all(inputs, outputs, &Place::along_columns) {
        for place in inputs.iter_mut().chain(outputs.iter_mut()) {
            *place = place.turned();
        }
        (rows, columns) = (columns, rows);
    }
    let neighbours = all(inputs, outputs, &Place::along_rows);
    if neighbours && all(inputs, outputs, &|place| place.gapless(columns)) {
        (rows, columns) = (1, rows * columns);
    }
    let work = Work {
        level,
        run,
        columns,
        inputs,
        outputs,
    };
    let runs = neighbours && (rows == 1 || columns >= SHORT_ROW);
    for_each_piece(rows * columns, PIECE, |positions| {
        // SAFETY: the caller's promise; pieces do not overlap.
        unsafe {
            if runs {
                work.runs(positions);
            } else {
                work.copies(positions);
            }
        }
    });
}

impl<T: Number> Work<'_, T> {
    /// These positions, counted row after row, where rows are of neighbours.
    ///
    /// # Safety
    /// The places are valid as [`for_each`] says, at these positions.
    unsafe fn runs(&self, positions: Range<usize>) {
        let ahead = if self.columns < FAR {
            0
        } else {
            AHEAD / size_of::<T>()
        };
        let mut start = positions.start;
        while start < positions.end {
            let (row, column) = (start / self.columns, start % self.columns);
            let end = positions.end.min(start - column + self.columns);
            let whole = (end - start) - (end - start) % line::<T>();
            if whole > 0 {
                let mut from = [std::ptr::null(); INPUTS];
                let mut to = [std::ptr::null_mut(); RESULTS];
                for (pointer, place) in from.iter_mut().zip(self.inputs) {
                    *pointer = place.at(row, column).cast_const();
                }
                for (pointer, place) in to.iter_mut().zip(self.outputs) {
                    *pointer = place.at(row, column);
                }
                let (from, to) = (&from[..self.inputs.len()], &to[..self.outputs.len()]);
                // SAFETY: the pointers are the first of `whole` neighbours in these positions, and
                // results are disjoint from all but the same place.
                unsafe { self.run.run(self.level, whole, ahead, from, to) };
            }
            // SAFETY: the rest of this run.
            unsafe { self.copies(start + whole..end) };
            start = end;
        }
    }

    /// These positions, counted row after row, by way of copies.
    ///
    /// # Safety
    /// The places are valid as [`for_each`] says, at these positions.
    unsafe fn copies(&self, positions: Range<usize>) {
        let mut read = [const { Buffer::<T>::new() }; INPUTS];
        let mut written = [const { Buffer::<T>::new() }; RESULTS];
        let mut at = positions.start;
        while at < positions.end {
            let length = BUFFER.min(positions.end - at);
            let filled = length.next_multiple_of(line::<T>());
            for (buffer, place) in read.iter_mut().zip(self.inputs) {
                // SAFETY: the caller's promise.
                unsafe { place.gather(self.columns, at, &mut buffer.0[..length]) };
                // The numbers behind the last one do what the last one does.
                let last = buffer.0[length - 1];
                buffer.0[length..filled].fill(last);
            }
            let from = read.each_ref().map(|buffer| buffer.0.as_ptr().cast::<T>());
            let to = written
                .each_mut()
                .map(|buffer| buffer.0.as_mut_ptr().cast::<T>());
            let (from, to) = (&from[..self.inputs.len()], &to[..self.outputs.len()]);
            // SAFETY: the buffers have room for `filled` numbers; those that are read are filled.
            unsafe { self.run.run(self.level, filled, 0, from, to) };
            for (buffer, place) in written.iter().zip(self.outputs) {
                // SAFETY: the caller's promise; the loop has filled the buffer.
                unsafe { place.scatter(self.columns, at, &buffer.0[..length]) };
            }
            at += length;
        }
    }
}

#[cfg(test)]
mod tests;
