//! Any layout, as blocks of rows: the order in which arrays of one shape are walked together.

use std::ops::Range;

use ndarray::{
    ArrayBase, ArrayRef, ArrayView2, ArrayViewD, ArrayViewMut2, ArrayViewMutD, Axis, Dimension,
    Ix2, IxDyn, RawData,
};

/// Calls `f` with blocks that together are the whole of the arrays, which have one shape.
///
/// With a `row` axis each row of a block is a whole row along that axis. Without one a block is any
/// set of elements. Contiguous arrays of one layout are one block, found without allocating. There is
/// at least one array; the first output, or without one the first input, is walked in its own order.
pub(super) fn for_each_block<T, D, const I: usize, const O: usize>(
    row: Option<usize>,
    inputs: [&ArrayRef<T, D>; I],
    outputs: [&mut ArrayRef<T, D>; O],
    mut f: impl FnMut([ArrayView2<'_, T>; I], [ArrayViewMut2<'_, T>; O]),
) where
    D: Dimension,
{
    let lead: &ArrayRef<T, D> = match outputs.first() {
        Some(y) => y,
        None => inputs[0],
    };
    if lead.is_empty() {
        return;
    }
    let fits = |array: &ArrayRef<T, D>| match row {
        Some(_) => array.is_standard_layout(),
        None => same_layout(array, lead),
    };
    let last = row.is_none_or(|row| row + 1 == lead.ndim());
    if last && inputs.iter().all(|x| fits(x)) && outputs.iter().all(|y| fits(y)) {
        let columns = row.map_or(lead.len(), |row| lead.shape()[row]);
        let shape = (lead.len() / columns, columns);
        return f(
            inputs.map(|x| {
                let slice = x
                    .as_slice_memory_order()
                    .expect("`fits` found it contiguous");
                ArrayView2::from_shape(shape, slice).expect("rows · columns is the length")
            }),
            outputs.map(|y| {
                let slice = y
                    .as_slice_memory_order_mut()
                    .expect("`fits` found it contiguous");
                ArrayViewMut2::from_shape(shape, slice).expect("rows · columns is the length")
            }),
        );
    }
    let strides = (outputs.iter().map(|y| y.strides())).chain(inputs.iter().map(|x| x.strides()));
    let walk = Walk::new(row, lead.shape(), &strides.collect::<Vec<_>>());
    let shape = walk.arrange(lead.view().into_dyn()).shape().to_vec();
    let inputs = inputs.map(|x| walk.arrange(x.view().into_dyn()));
    let mut outputs = outputs.map(|y| walk.arrange(y.view_mut().into_dyn()));
    for at in positions(&shape) {
        f(
            inputs.each_ref().map(|x| block(x, &at)),
            outputs.each_mut().map(|y| block_mut(y, &at)),
        );
    }
}

/// Whether both are contiguous with the same element at the same place.
///
/// Equal shapes and two contiguous slices do not make this so: one may be in C and one in F order.
fn same_layout<T, D: Dimension>(a: &ArrayRef<T, D>, b: &ArrayRef<T, D>) -> bool {
    let strides = a.shape().iter().zip(a.strides().iter().zip(b.strides()));
    a.as_slice_memory_order().is_some()
        && b.as_slice_memory_order().is_some()
        && strides
            .filter(|(length, _)| **length > 1)
            .all(|(_, (a, b))| a == b)
}

/// An order of axes that suits several arrays of one shape at once.
pub(super) struct Walk {
    /// Axes walked backwards, because the lead's stride is negative.
    flipped: Vec<usize>,
    /// The axes longer than 1, outermost first, then the others.
    order: Vec<usize>,
    /// How many of `order` are longer than 1.
    long: usize,
    /// Places in `order` whose axis is merged into the next one, innermost first.
    merged: Vec<usize>,
}

impl Walk {
    /// The walk over `shape`, which is not empty. The first strides are the lead's.
    pub(super) fn new(row: Option<usize>, shape: &[usize], strides: &[&[isize]]) -> Self {
        let lead = strides[0];
        let is_row = |axis: usize| row == Some(axis);
        let (mut order, short): (Vec<usize>, Vec<usize>) =
            (0..shape.len()).partition(|&axis| shape[axis] > 1 || is_row(axis));
        let flipped = order
            .iter()
            .copied()
            .filter(|&a| lead[a] < 0 && !is_row(a))
            .collect();
        // The longest strides outermost; a row innermost, whatever its stride.
        order.sort_by_key(|&a| (is_row(a), std::cmp::Reverse(lead[a].unsigned_abs())));
        let long = order.len();

        // An axis merges into the next inner one when a step along it is a whole length of that one,
        // in every array. Flipping changes both signs alike, or makes the signs of one array differ.
        let sign = |axis: usize| {
            if lead[axis] < 0 && !is_row(axis) {
                -1
            } else {
                1
            }
        };
        let step = |strides: &[isize], axis: usize| strides[axis] * sign(axis);
        let merged: Vec<usize> = (1..long)
            .rev()
            .filter(|&inner| {
                let (a, b) = (order[inner - 1], order[inner]);
                !is_row(b)
                    && strides
                        .iter()
                        .all(|s| step(s, a) == step(s, b) * shape[b] as isize)
            })
            .map(|inner| inner - 1)
            .collect();

        order.extend(short);
        Self {
            flipped,
            order,
            long,
            merged,
        }
    }

    /// The array with its axes in this order: those outside of a block, then a block's two.
    pub(super) fn arrange<S: RawData>(&self, array: ArrayBase<S, IxDyn>) -> ArrayBase<S, IxDyn> {
        let mut array = array;
        for &axis in &self.flipped {
            array.invert_axis(Axis(axis));
        }
        let mut array = array.permuted_axes(self.order.as_slice());
        for axis in (self.long..self.order.len()).rev() {
            array = array.index_axis_move(Axis(axis), 0);
        }
        for &place in &self.merged {
            // Innermost first, so that the places further out have not moved.
            let merged = array.merge_axes(Axis(place), Axis(place + 1));
            debug_assert!(merged, "the strides were checked");
            array = array.index_axis_move(Axis(place), 0);
        }
        while array.ndim() < 2 {
            array = array.insert_axis(Axis(0));
        }
        array
    }
}

/// Rows and columns of the pieces of at most `size` elements that make up a block: parts of rows, or
/// whole rows, which may be longer.
pub(super) fn cuts(
    (rows, columns): (usize, usize),
    whole_rows: bool,
    size: usize,
) -> impl Iterator<Item = (Range<usize>, Range<usize>)> {
    let width = if whole_rows {
        columns
    } else {
        columns.min(size)
    };
    let height = (size / width.max(1)).max(1);
    let starts = move |length: usize, step: usize| (0..length).step_by(step.max(1));
    starts(rows, height).flat_map(move |row| {
        starts(columns, width).map(move |column| {
            let (end, last) = ((row + height).min(rows), (column + width).min(columns));
            (row..end, column..last)
        })
    })
}

/// The indices along the axes outside of a block, for each block of arrays arranged to `shape`.
pub(super) fn positions(shape: &[usize]) -> impl Iterator<Item = Vec<usize>> {
    let outer = shape[..shape.len() - 2].to_vec();
    (0..outer.iter().product()).map(move |flat: usize| {
        let mut rest = flat;
        let mut at = vec![0; outer.len()];
        for (index, length) in at.iter_mut().zip(&outer).rev() {
            *index = rest % length;
            rest /= length;
        }
        at
    })
}

/// The block of an arranged array at a position of the walk.
pub(super) fn block<'a, T>(array: &'a ArrayViewD<'_, T>, at: &[usize]) -> ArrayView2<'a, T> {
    let view = at
        .iter()
        .fold(array.view(), |view, &i| view.index_axis_move(Axis(0), i));
    view.into_dimensionality::<Ix2>()
        .expect("`arrange` leaves two axes inside the position's")
}

/// The same of an output.
pub(super) fn block_mut<'a, T>(
    array: &'a mut ArrayViewMutD<'_, T>,
    at: &[usize],
) -> ArrayViewMut2<'a, T> {
    let view = at.iter().fold(array.view_mut(), |view, &i| {
        view.index_axis_move(Axis(0), i)
    });
    view.into_dimensionality::<Ix2>()
        .expect("`arrange` leaves two axes inside the position's")
}
