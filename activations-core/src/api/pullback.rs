//! The backward half of a training step, made by its forward half.

use ndarray::{ArcArray, Array, ArrayRef, Dimension};

use super::run::{self, Kept, check_shape, like, row_axis};
use super::{Activation, Element, ShapeError};

/// Takes cotangents back through one forward call, from [`Activation::pullback`].
///
/// It holds the input, the output, both or neither, whichever its derivative reads, shared with the
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
        run::vjp(T::kernel(&self.activation), row, self.kept(), dy, dx);
        Ok(())
    }

    /// dL/dx, written over `dy`.
    pub fn apply_inplace(&self, dy: &mut ArrayRef<T, D>) -> Result<(), ShapeError> {
        self.check("dy", dy)?;
        let row = self.row()?;
        run::vjp_inplace(T::kernel(&self.activation), row, self.kept(), dy);
        Ok(())
    }

    fn kept(&self) -> Kept<'_, T, D> {
        match (&self.input, &self.output) {
            (None, None) => Kept::Nothing,
            (Some(x), None) => Kept::Input(x),
            (None, Some(y)) => Kept::Output(y),
            (Some(x), Some(y)) => Kept::Both(x, y),
        }
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
