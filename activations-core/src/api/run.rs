//! What the methods of `Activation` share: checks before anything is written, new outputs, loops.

use ndarray::{Array, ArrayRef, Axis, Dimension};

use super::walk::for_each_block;
use super::{Element, ShapeError};
use crate::{Declaration, Kernel, Kind, Saved, Sum};

/// The axis along which rows lie; none for an activation that takes elements one by one, nor for an
/// array without axes, whose one element is a row.
pub(super) fn row_axis(
    declaration: &Declaration,
    axis: Option<Axis>,
    shape: &[usize],
) -> Result<Option<usize>, ShapeError> {
    if let Some(axis) = axis {
        check_axis(declaration.name, axis, shape)?;
    }
    Ok(match declaration.kind {
        Kind::RowWise => axis.map(Axis::index).or(shape.len().checked_sub(1)),
        Kind::ElementWise | Kind::Gated => None,
    })
}

pub(super) fn check_axis(
    activation: &'static str,
    axis: Axis,
    shape: &[usize],
) -> Result<(), ShapeError> {
    if axis.index() < shape.len() {
        Ok(())
    } else {
        Err(ShapeError::Axis {
            activation,
            axis: axis.index(),
            shape: shape.to_vec(),
        })
    }
}

pub(super) fn check_shape(
    activation: &'static str,
    argument: &'static str,
    expected: &[usize],
    found: &[usize],
) -> Result<(), ShapeError> {
    if expected == found {
        Ok(())
    } else {
        Err(ShapeError::Mismatch {
            activation,
            argument,
            expected: expected.to_vec(),
            found: found.to_vec(),
        })
    }
}

/// An array of zeros of the shape and, as far as it has one, the memory order of `x`, so that both
/// are walked as one contiguous run.
pub(super) fn like<T: Element, D: Dimension>(x: &ArrayRef<T, D>) -> Array<T, D> {
    if x.is_standard_layout() {
        return Array::from_elem(x.raw_dim(), T::ZERO);
    }
    let mut order: Vec<usize> = (0..x.ndim()).collect();
    order.sort_by_key(|&axis| std::cmp::Reverse(x.strides()[axis].unsigned_abs()));
    let mut shape = x.raw_dim();
    let mut place = x.raw_dim();
    for (i, &axis) in order.iter().enumerate() {
        shape[i] = x.shape()[axis];
        place[axis] = i;
    }
    Array::from_elem(shape, T::ZERO).permuted_axes(place)
}

// The loops below know the activation only as a `dyn Kernel`, so that a program has one of each for
// an element type and a dimension, however many activations it uses.

/// The arrays that a backward pass has of the forward.
pub(super) enum Kept<'a, T, D> {
    Nothing,
    Input(&'a ArrayRef<T, D>),
    Output(&'a ArrayRef<T, D>),
    Both(&'a ArrayRef<T, D>, &'a ArrayRef<T, D>),
}

pub(super) fn forward<T: Element, D: Dimension>(
    kernel: &dyn Kernel<T>,
    row: Option<usize>,
    x: &ArrayRef<T, D>,
    y: &mut ArrayRef<T, D>,
) {
    for_each_block(row, [x], [y], |[x], [y]| kernel.forward_rows(x, y));
}

pub(super) fn forward_inplace<T: Element, D: Dimension>(
    kernel: &dyn Kernel<T>,
    row: Option<usize>,
    x: &mut ArrayRef<T, D>,
) {
    for_each_block(row, [], [x], |[], [x]| kernel.forward_rows_inplace(x));
}

pub(super) fn vjp<T: Element, D: Dimension>(
    kernel: &dyn Kernel<T>,
    row: Option<usize>,
    kept: Kept<'_, T, D>,
    dy: &ArrayRef<T, D>,
    dx: &mut ArrayRef<T, D>,
) {
    match kept {
        Kept::Nothing => for_each_block(row, [dy], [dx], |[dy], [dx]| {
            kernel.vjp_rows(Saved::Nothing, dy, dx);
        }),
        Kept::Input(x) => for_each_block(row, [x, dy], [dx], |[x, dy], [dx]| {
            kernel.vjp_rows(Saved::Input(x), dy, dx);
        }),
        Kept::Output(y) => for_each_block(row, [y, dy], [dx], |[y, dy], [dx]| {
            kernel.vjp_rows(Saved::Output(y), dy, dx);
        }),
        Kept::Both(x, y) => for_each_block(row, [x, y, dy], [dx], |[x, y, dy], [dx]| {
            kernel.vjp_rows(Saved::Both(x, y), dy, dx);
        }),
    }
}

pub(super) fn vjp_inplace<T: Element, D: Dimension>(
    kernel: &dyn Kernel<T>,
    row: Option<usize>,
    kept: Kept<'_, T, D>,
    dy: &mut ArrayRef<T, D>,
) {
    match kept {
        Kept::Nothing => for_each_block(row, [], [dy], |[], [dy]| {
            kernel.vjp_rows_inplace(Saved::Nothing, dy);
        }),
        Kept::Input(x) => for_each_block(row, [x], [dy], |[x], [dy]| {
            kernel.vjp_rows_inplace(Saved::Input(x), dy);
        }),
        Kept::Output(y) => for_each_block(row, [y], [dy], |[y], [dy]| {
            kernel.vjp_rows_inplace(Saved::Output(y), dy);
        }),
        Kept::Both(x, y) => for_each_block(row, [x, y], [dy], |[x, y], [dy]| {
            kernel.vjp_rows_inplace(Saved::Both(x, y), dy);
        }),
    }
}

pub(super) fn jvp<T: Element, D: Dimension>(
    kernel: &dyn Kernel<T>,
    row: Option<usize>,
    x: &ArrayRef<T, D>,
    dx: &ArrayRef<T, D>,
    dy: &mut ArrayRef<T, D>,
) {
    for_each_block(row, [x, dx], [dy], |[x, dx], [dy]| {
        kernel.jvp_rows(x, dx, dy)
    });
}

pub(super) fn vjp_params<T: Element, D: Dimension>(
    kernel: &dyn Kernel<T>,
    row: Option<usize>,
    x: &ArrayRef<T, D>,
    dy: &ArrayRef<T, D>,
    sums: &mut [Sum],
) {
    for_each_block(row, [x, dy], [], |[x, dy], []| {
        kernel.vjp_params_rows(x, dy, sums)
    });
}
