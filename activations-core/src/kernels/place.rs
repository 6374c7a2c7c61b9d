//! Where the elements of a block lie in memory.

use std::mem::MaybeUninit;
use std::ops::Range;

use ndarray::{ArrayView2, ArrayViewMut2};

use super::transpose::transpose;

/// A pointer to the first element of a block, and its strides in elements.
#[derive(Clone, Copy, Debug)]
pub struct Place<T> {
    first: *mut T,
    row: isize,
    column: isize,
}

// SAFETY: a place is no more than an address; what is done there is what its `unsafe` users promise,
// and numbers may be touched from any thread.
unsafe impl<T: Sync> Sync for Place<T> {}

impl<T: Copy> Place<T> {
    /// A block that is only read.
    pub(crate) fn read(block: &ArrayView2<'_, T>) -> Self {
        let [row, column] = block.strides() else {
            unreachable!("a block has two axes")
        };
        Self {
            first: block.as_ptr().cast_mut(),
            row: *row,
            column: *column,
        }
    }

    /// A block that is written, and may be read too.
    pub(crate) fn write(block: &mut ArrayViewMut2<'_, T>) -> Self {
        let first = block.as_mut_ptr();
        let [row, column] = block.strides() else {
            unreachable!("a block has two axes")
        };
        Self {
            first,
            row: *row,
            column: *column,
        }
    }

    /// One row of neighbours.
    #[cfg(test)]
    pub(crate) fn row(first: *mut T) -> Self {
        Self {
            first,
            row: 0,
            column: 1,
        }
    }

    /// Rows for columns.
    pub(crate) fn turned(self) -> Self {
        Self {
            row: self.column,
            column: self.row,
            ..self
        }
    }

    /// Whether rows are of neighbours.
    pub(crate) fn along_rows(&self) -> bool {
        self.column == 1
    }

    /// Whether a row of this length begins where the one before ends.
    pub(crate) fn gapless(&self, columns: usize) -> bool {
        self.row == columns as isize
    }

    /// Whether columns are of neighbours, and rows are not.
    pub(crate) fn along_columns(&self) -> bool {
        self.row == 1 && self.column != 1
    }

    /// A position of the block.
    pub(crate) fn at(self, row: usize, column: usize) -> *mut T {
        self.first
            .wrapping_offset(row as isize * self.row + column as isize * self.column)
    }

    /// Copies positions `start…`, row after row, to a buffer.
    ///
    /// # Safety
    /// The block is valid for reading at these positions.
    pub(crate) unsafe fn gather(self, columns: usize, start: usize, buffer: &mut [MaybeUninit<T>]) {
        let (mut row, mut column) = (start / columns, start % columns);
        let mut left = buffer;
        while !left.is_empty() {
            let (run, rest) = left.split_at_mut(left.len().min(columns - column));
            let mut pointer = self.at(row, column);
            for number in run {
                // SAFETY: the caller's promise.
                number.write(unsafe { pointer.read() });
                pointer = pointer.wrapping_offset(self.column);
            }
            (row, column, left) = (row + 1, 0, rest);
        }
    }

    /// Copies a filled buffer to positions `start…`, row after row.
    ///
    /// # Safety
    /// The block is valid for writing at these positions, and the buffer is initialised.
    pub(crate) unsafe fn scatter(self, columns: usize, start: usize, buffer: &[MaybeUninit<T>]) {
        let (mut row, mut column) = (start / columns, start % columns);
        let mut left = buffer;
        while !left.is_empty() {
            let (run, rest) = left.split_at(left.len().min(columns - column));
            let mut pointer = self.at(row, column);
            for number in run {
                // SAFETY: the caller's promise.
                unsafe { pointer.write(number.assume_init()) };
                pointer = pointer.wrapping_offset(self.column);
            }
            (row, column, left) = (row + 1, 0, rest);
        }
    }

    /// Copies these columns of a row; the numbers behind them up to `filled` are the last one.
    ///
    /// # Safety
    /// The row is valid for reading there, and there are any; `to` has room for `filled` numbers.
    pub(crate) unsafe fn gather_row(
        self,
        row: usize,
        columns: Range<usize>,
        filled: usize,
        to: *mut T,
    ) {
        for i in 0..filled {
            let column = (columns.start + i).min(columns.end - 1);
            // SAFETY: the caller's promise.
            unsafe { to.add(i).write(self.at(row, column).read()) };
        }
    }

    /// Copies these columns of a row back.
    ///
    /// # Safety
    /// The row is valid for writing there; `from` holds as many numbers.
    pub(crate) unsafe fn scatter_row(self, row: usize, columns: Range<usize>, from: *const T) {
        for (i, column) in columns.enumerate() {
            // SAFETY: the caller's promise.
            unsafe { self.at(row, column).write(from.add(i).read()) };
        }
    }

    /// Copies rows `row…` side by side: `lanes` numbers for each position, the last row repeated.
    ///
    /// # Safety
    /// The rows are valid for reading, 1 to `lanes` of them; `to` has room for `columns · lanes`.
    pub(crate) unsafe fn gather_rows(
        self,
        row: usize,
        rows: usize,
        columns: usize,
        lanes: usize,
        to: *mut T,
    ) {
        if self.along_rows() {
            let (from, step) = (self.at(row, 0), lanes as isize);
            // SAFETY: the caller's promise.
            unsafe { transpose(from, self.row, to, step, (rows, columns)) };
        } else {
            for i in 0..columns {
                for lane in 0..rows {
                    // SAFETY: the caller's promise.
                    unsafe {
                        to.add(i * lanes + lane)
                            .write(self.at(row + lane, i).read())
                    };
                }
            }
        }
        for i in 0..columns {
            for lane in rows..lanes {
                // SAFETY: `to` has room; the rows before this lane have been copied.
                unsafe {
                    to.add(i * lanes + lane)
                        .write(to.add(i * lanes + rows - 1).read())
                };
            }
        }
    }

    /// Copies such rows back.
    ///
    /// # Safety
    /// The rows are valid for writing, at most `lanes`; `from` holds `columns · lanes` numbers.
    pub(crate) unsafe fn scatter_rows(
        self,
        row: usize,
        rows: usize,
        columns: usize,
        lanes: usize,
        from: *const T,
    ) {
        if self.along_rows() {
            let (to, step) = (self.at(row, 0), lanes as isize);
            // SAFETY: the caller's promise.
            unsafe { transpose(from, step, to, self.row, (columns, rows)) };
            return;
        }
        for i in 0..columns {
            for lane in 0..rows {
                // SAFETY: the caller's promise.
                unsafe {
                    self.at(row + lane, i)
                        .write(from.add(i * lanes + lane).read())
                };
            }
        }
    }
}
