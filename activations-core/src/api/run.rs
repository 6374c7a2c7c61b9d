//! What the methods of `Activation` share: checks before anything is written, and new outputs.

use ndarray::{Array, ArrayRef, Axis, Dimension};

use super::{Element, ShapeError};
use crate::{Declaration, Kind};

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
