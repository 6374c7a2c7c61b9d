//! The backward half of a training step, made by its forward half.

use ndarray::{ArcArray, Array, ArrayRef, Dimension};

use super::run::{check_shape, like, row_axis};
use super::walk::for_each_block;
use super::{Activation, Element, ShapeError};
use crate::Saved;

/// Takes cotangents back through one forward call, from [`Activation::pullback`].
///
/// It holds the input, the output, both or neither, whichever the derivative reads, shared with the
/// caller's arrays. Since it was made by the forward call there is no array to confuse; changing y or
/// x afterwards copies them first, as an `ArcArray` does, and leaves the pullback as it was.
#[derive(Clone, Debug)]
pub struct Pullback<A, T, D: Dimension> {
    activation: A,
    shape: D,
    input: Option<ArcArray<T, D>>,
    output: Option<ArcArray<T, D>>,
}

impl<A: Activation, T: Element, D: Dimension> Pullback<A, T, D> {
    pub(super) fn new(activation: A, x: ArcArray<T, D>, y: ArcArray<T, D>) -> Self {
        let keeps = activation.declaration().keeps;
        Self {
            shape: x.raw_dim(),
            input: keeps.input().then_some(x),
            output: keeps.output().then_some(y),
            activation,
        }
    }

    /// The input, if the derivative reads it.
    pub fn input(&self) -> Option<&ArcArray<T, D>> {
        self.input.as_ref()
    }

    /// The output, if the derivative reads it.
    pub fn output(&self) -> Option<&ArcArray<T, D>> {
        self.output.as_ref()
    }

    /// dL/dx, given dy = dL/dy.
    pub fn apply(&self, dy: &ArrayRef<T, D>) -> Result<Array<T, D>, ShapeError> {
        let mut dx = like(dy);
        self.apply_into(dy, &mut dx)?;
        Ok(dx)
    }

    /// dL/dx, written to `dx`.
    pub fn apply_into(
        &self,
        dy: &ArrayRef<T, D>,
        dx: &mut ArrayRef<T, D>,
    ) -> Result<(), ShapeError> {
        self.check("dy", dy)?;
        self.check("dx", dx)?;
        let row = self.row()?;
        let kernel = T::kernel(&self.activation);
        match (&self.input, &self.output) {
            (None, None) => for_each_block(row, [dy], [dx], |[dy], [dx]| {
                kernel.vjp_rows(Saved::Nothing, dy, dx);
            }),
            (Some(x), None) => for_each_block(row, [x, dy], [dx], |[x, dy], [dx]| {
                kernel.vjp_rows(Saved::Input(x), dy, dx);
            }),
            (None, Some(y)) => for_each_block(row, [y, dy], [dx], |[y, dy], [dx]| {
                kernel.vjp_rows(Saved::Output(y), dy, dx);
            }),
            (Some(x), Some(y)) => for_each_block(row, [x, y, dy], [dx], |[x, y, dy], [dx]| {
                kernel.vjp_rows(Saved::Both(x, y), dy, dx);
            }),
        }
        Ok(())
    }

    /// dL/dx, written over `dy`.
    pub fn apply_inplace(&self, dy: &mut ArrayRef<T, D>) -> Result<(), ShapeError> {
        self.check("dy", dy)?;
        let row = self.row()?;
        let kernel = T::kernel(&self.activation);
        match (&self.input, &self.output) {
            (None, None) => for_each_block(row, [], [dy], |[], [dy]| {
                kernel.vjp_rows_inplace(Saved::Nothing, dy);
            }),
            (Some(x), None) => for_each_block(row, [x], [dy], |[x], [dy]| {
                kernel.vjp_rows_inplace(Saved::Input(x), dy);
            }),
            (None, Some(y)) => for_each_block(row, [y], [dy], |[y], [dy]| {
                kernel.vjp_rows_inplace(Saved::Output(y), dy);
            }),
            (Some(x), Some(y)) => for_each_block(row, [x, y], [dy], |[x, y], [dy]| {
                kernel.vjp_rows_inplace(Saved::Both(x, y), dy);
            }),
        }
        Ok(())
    }

    fn check(&self, argument: &'static str, array: &ArrayRef<T, D>) -> Result<(), ShapeError> {
        let activation = self.activation.declaration().name;
        check_shape(activation, argument, self.shape.slice(), array.shape())
    }

    fn row(&self) -> Result<Option<usize>, ShapeError> {
        row_axis(
            self.activation.declaration(),
            self.activation.axis(),
            self.shape.slice(),
        )
    }
}
