//! Masks: an activation of those elements of a row that a mask shows.
//!
//! The shown elements are gathered into a row of their own. So a hidden one has no influence at all,
//! which adding a large negative number cannot promise, and any row-wise activation can be masked.

use ndarray::{
    Array, ArrayRef, ArrayView, ArrayView1, ArrayView2, ArrayViewMut1, ArrayViewMut2,
    ArrayViewMutD, Axis, Dimension, Zip,
};

use super::run::{check_shape, row_axis};
use super::{Activation, Element, ShapeError};
use crate::{Kernel, Saved};

/// y = f(x) where the mask is true, the declared value elsewhere.
pub(super) fn forward<T: Element, D: Dimension, E: Dimension>(
    activation: &dyn Activation,
    kernel: &dyn Kernel<T>,
    x: &ArrayRef<T, D>,
    mask: &ArrayRef<bool, E>,
) -> Result<Array<T, D>, ShapeError> {
    let declaration = activation.declaration();
    let row = row_axis(declaration, activation.axis(), x.shape())?;
    let mask = broadcast(declaration.name, mask, x)?;
    let mut y = Array::from_elem(x.raw_dim(), T::narrow(declaration.masked));
    let mut xs = Vec::new();
    for_each_row(row, [x], &mask, &mut y, |[x], mask, mut y| {
        gather(x, mask, &mut xs);
        if !xs.is_empty() {
            kernel.forward_rows_inplace(block_mut(&mut xs));
            scatter(&xs, mask, &mut y);
        }
    });
    Ok(y)
}

/// dx = Jᵀ dy of [`forward`] where the mask is true, 0 elsewhere.
pub(super) fn vjp<T: Element, D: Dimension, E: Dimension>(
    activation: &dyn Activation,
    kernel: &dyn Kernel<T>,
    x: &ArrayRef<T, D>,
    dy: &ArrayRef<T, D>,
    mask: &ArrayRef<bool, E>,
) -> Result<Array<T, D>, ShapeError> {
    let declaration = activation.declaration();
    let row = row_axis(declaration, activation.axis(), x.shape())?;
    check_shape(declaration.name, "dy", x.shape(), dy.shape())?;
    let mask = broadcast(declaration.name, mask, x)?;
    let mut dx = Array::from_elem(x.raw_dim(), T::ZERO);
    let (mut xs, mut dys) = (Vec::new(), Vec::new());
    for_each_row(row, [x, dy], &mask, &mut dx, |[x, dy], mask, mut dx| {
        gather(x, mask, &mut xs);
        gather(dy, mask, &mut dys);
        if !xs.is_empty() {
            kernel.vjp_rows_inplace(Saved::Input(block(&xs)), block_mut(&mut dys));
            scatter(&dys, mask, &mut dx);
        }
    });
    Ok(dx)
}

/// The mask in x's shape.
fn broadcast<'a, T, D: Dimension, E: Dimension>(
    activation: &'static str,
    mask: &'a ArrayRef<bool, E>,
    x: &ArrayRef<T, D>,
) -> Result<ArrayView<'a, bool, D>, ShapeError> {
    mask.broadcast(x.raw_dim())
        .ok_or_else(|| ShapeError::Broadcast {
            activation,
            argument: "mask",
            expected: x.shape().to_vec(),
            found: mask.shape().to_vec(),
        })
}

fn for_each_row<T, D: Dimension, const I: usize>(
    row: Option<usize>,
    inputs: [&ArrayRef<T, D>; I],
    mask: &ArrayRef<bool, D>,
    output: &mut ArrayRef<T, D>,
    mut f: impl FnMut([ArrayView1<'_, T>; I], ArrayView1<'_, bool>, ArrayViewMut1<'_, T>),
) {
    let mut inputs = inputs.map(|x| x.view().into_dyn());
    let mut mask = mask.view().into_dyn();
    let mut output: ArrayViewMutD<'_, T> = output.view_mut().into_dyn();
    if output.ndim() == 0 {
        inputs = inputs.map(|x| x.insert_axis(Axis(0)));
        mask = mask.insert_axis(Axis(0));
        output = output.insert_axis(Axis(0));
    }
    // An element-wise activation may be taken along any axis; the last is as good as another.
    let axis = Axis(row.unwrap_or(output.ndim() - 1));
    let mut lanes = inputs.each_ref().map(|x| x.lanes(axis).into_iter());
    Zip::from(output.lanes_mut(axis))
        .and(mask.lanes(axis))
        .for_each(|y, mask| {
            let rows = lanes
                .each_mut()
                .map(|x| x.next().expect("arrays of one shape"));
            f(rows, mask, y);
        });
}

fn gather<T: Copy>(row: ArrayView1<'_, T>, mask: ArrayView1<'_, bool>, shown: &mut Vec<T>) {
    shown.clear();
    shown.extend(
        row.iter()
            .zip(mask)
            .filter(|(_, shown)| **shown)
            .map(|(x, _)| *x),
    );
}

fn scatter<T: Copy>(shown: &[T], mask: ArrayView1<'_, bool>, row: &mut ArrayViewMut1<'_, T>) {
    let places = row.iter_mut().zip(mask).filter(|(_, shown)| **shown);
    places
        .zip(shown)
        .for_each(|((place, _), value)| *place = *value);
}

fn block<T>(row: &[T]) -> ArrayView2<'_, T> {
    ArrayView1::from(row).insert_axis(Axis(0))
}

fn block_mut<T>(row: &mut [T]) -> ArrayViewMut2<'_, T> {
    ArrayViewMut1::from(row).insert_axis(Axis(0))
}
