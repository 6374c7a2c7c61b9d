//! The trait `Gated`: activations of two arrays, and of the two halves of one.

use std::fmt::Debug;

use ndarray::{Array, ArrayRef, Axis, Dimension};

use super::run::{check_axis, check_shape, like};
use super::{AnyGated, Element, ParameterError, ShapeError, pairs, second};
use crate::{Declaration, Definitions, GatedKernel, Sum};

/// An activation function of two arrays, element by element.
///
/// The second array broadcasts to the shape of the first, and its gradient is summed back to its own
/// shape: so a learned parameter per channel is simply an input of shape (C, 1, 1). The `_split` forms
/// take one array whose two halves along an axis are the inputs.
///
/// As with [`Activation`](crate::Activation), layouts are arbitrary, shapes are checked before
/// anything is written, and NaN in means NaN out.
///
/// ```
/// use activations_core::ndarray::array;
/// use activations_core::{Gated, Prelu};
///
/// let x = array![[-1.0, 2.0], [-3.0, -4.0]];
/// let slope = array![[0.5], [0.1]];
/// assert_eq!(Prelu.forward(&x, &slope)?, array![[-0.5, 2.0], [-3.0 * 0.1, -4.0 * 0.1]]);
///
/// let dy = array![[1.0, 1.0], [1.0, 1.0]];
/// let (dx, dslope) = Prelu.vjp(&x, &slope, &dy)?;
/// assert_eq!(dx, array![[0.5, 1.0], [0.1, 0.1]]);
/// assert_eq!(dslope, array![[-1.0], [-7.0]]);
/// # Ok::<(), activations_core::ShapeError>(())
/// ```
pub trait Gated: GatedKernel<f32> + GatedKernel<f64> + Debug + Send + Sync {
    /// What the activation is: name, formula, inputs.
    fn declaration(&self) -> &'static Declaration;

    /// The values of its parameters, in declared order.
    fn parameters(&self) -> Vec<f64> {
        Vec::new()
    }

    /// The same activation with other values of its parameters, which an error refuses when they lie
    /// outside of their domain. None for a hand-written one that does not offer it.
    fn with_parameters(&self, values: &[f64]) -> Option<Result<AnyGated, ParameterError>> {
        let _ = values;
        None
    }

    /// Its functions, recorded, for checks at other number types. None for a hand-written one.
    fn definitions(&self) -> Option<Definitions> {
        None
    }

    /// Along the tangent (da, db) of (a, b) the changes of ∂f/∂a, of ∂f/∂b, and of f, by which
    /// [`vjp_vjp`](Gated::vjp_vjp) runs. By default from the recorded definitions; a hand-written
    /// activation that has none panics there.
    fn tangents(&self, at: [f64; 2], along: [f64; 2]) -> [f64; 3] {
        let definitions = self
            .definitions()
            .expect("`tangents` of an activation without definitions");
        second::tangents_by_tapes(&definitions, at, along)
    }

    /// y = f(a, b), in a new array of a's shape and memory order.
    fn forward<T: Element, D: Dimension, E: Dimension>(
        &self,
        a: &ArrayRef<T, D>,
        b: &ArrayRef<T, E>,
    ) -> Result<Array<T, D>, ShapeError>
    where
        Self: Sized,
    {
        let mut y = like(a);
        self.forward_into(a, b, &mut y)?;
        Ok(y)
    }

    /// y = f(a, b), written to `y`.
    fn forward_into<T: Element, D: Dimension, E: Dimension>(
        &self,
        a: &ArrayRef<T, D>,
        b: &ArrayRef<T, E>,
        y: &mut ArrayRef<T, D>,
    ) -> Result<(), ShapeError>
    where
        Self: Sized,
    {
        let name = self.declaration().name;
        let b = pairs::broadcast(name, b, a)?;
        check_shape(name, "y", a.shape(), y.shape())?;
        pairs::forward(T::gated_kernel(self), a, &b, y);
        Ok(())
    }

    /// dL/da and dL/db, given dy = dL/dy; the second summed to b's shape, in `f64`.
    // The two gradients; a named pair would say less.
    #[allow(clippy::type_complexity)]
    fn vjp<T: Element, D: Dimension, E: Dimension>(
        &self,
        a: &ArrayRef<T, D>,
        b: &ArrayRef<T, E>,
        dy: &ArrayRef<T, D>,
    ) -> Result<(Array<T, D>, Array<T, E>), ShapeError>
    where
        Self: Sized,
    {
        let (mut da, mut db) = (like(a), like(b));
        self.vjp_into(a, b, dy, &mut da, &mut db)?;
        Ok((da, db))
    }

    /// dL/da and dL/db as [`vjp`](Gated::vjp), written to `da` and `db`.
    fn vjp_into<T: Element, D: Dimension, E: Dimension>(
        &self,
        a: &ArrayRef<T, D>,
        b: &ArrayRef<T, E>,
        dy: &ArrayRef<T, D>,
        da: &mut ArrayRef<T, D>,
        db: &mut ArrayRef<T, E>,
    ) -> Result<(), ShapeError>
    where
        Self: Sized,
    {
        let name = self.declaration().name;
        let wide = pairs::broadcast(name, b, a)?;
        check_shape(name, "dy", a.shape(), dy.shape())?;
        check_shape(name, "da", a.shape(), da.shape())?;
        check_shape(name, "db", b.shape(), db.shape())?;
        pairs::vjp(T::gated_kernel(self), a, &wide, dy, da, db);
        Ok(())
    }

    /// The VJP of the VJP. For (da, db) = vjp(a, b, dy), dda = dL/d(da) and ddb = dL/d(db): dL/da, dL/db
    /// and dL/d(dy), which are for each element
    ///
    /// - dy · (∂²f/∂a² · dda + ∂²f/∂a∂b · ddb),
    /// - dy · (∂²f/∂a∂b · dda + ∂²f/∂b² · ddb), summed to b's shape,
    /// - ∂f/∂a · dda + ∂f/∂b · ddb, which is also the change of y along the tangents dda and ddb.
    ///
    /// Computed in `f64`, by dual numbers over the declared derivatives, as
    /// [`Activation::vjp_vjp`](crate::Activation::vjp_vjp) is, and with an array of them in between; dda
    /// has the shape of a, ddb that of b.
    ///
    /// ```
    /// use activations_core::ndarray::array;
    /// use activations_core::{Bilinear, Gated};
    ///
    /// // f = a·b has no curvature but the mixed one, which is 1.
    /// let (a, b, dy) = (array![2.0, -1.0], array![0.5, 4.0], array![1.0, 3.0]);
    /// let (dda, ddb) = (array![1.0, 2.0], array![-1.0, 0.5]);
    /// let (by_a, by_b, by_dy) = Bilinear.vjp_vjp(&a, &b, &dy, &dda, &ddb)?;
    /// assert_eq!((by_a, by_b), (&dy * &ddb, &dy * &dda));
    /// assert_eq!(by_dy, &b * &dda + &a * &ddb);
    /// # Ok::<(), activations_core::ShapeError>(())
    /// ```
    // The three gradients, in the order of the arguments.
    #[allow(clippy::type_complexity)]
    fn vjp_vjp<T: Element, D: Dimension, E: Dimension>(
        &self,
        a: &ArrayRef<T, D>,
        b: &ArrayRef<T, E>,
        dy: &ArrayRef<T, D>,
        dda: &ArrayRef<T, D>,
        ddb: &ArrayRef<T, E>,
    ) -> Result<(Array<T, D>, Array<T, E>, Array<T, D>), ShapeError>
    where
        Self: Sized,
    {
        let name = self.declaration().name;
        let wide = pairs::broadcast(name, b, a)?;
        check_shape(name, "dy", a.shape(), dy.shape())?;
        check_shape(name, "dda", a.shape(), dda.shape())?;
        check_shape(name, "ddb", b.shape(), ddb.shape())?;
        let tangents = second::tangents(self, [a, &wide], [dda, &pairs::broadcast(name, ddb, a)?]);
        let (mut by_a, mut by_b, mut by_dy) = (like(a), like(b), like(a));
        second::from_tangents(&tangents, dy, &mut by_a, &mut by_dy);
        pairs::sum_to(&tangents, dy, &mut by_b);
        Ok((by_a, by_b, by_dy))
    }

    /// The gradient of each parameter, in declared order, summed accurately in `f64`.
    fn vjp_params<T: Element, D: Dimension, E: Dimension>(
        &self,
        a: &ArrayRef<T, D>,
        b: &ArrayRef<T, E>,
        dy: &ArrayRef<T, D>,
    ) -> Result<Vec<f64>, ShapeError>
    where
        Self: Sized,
    {
        let declaration = self.declaration();
        let b = pairs::broadcast(declaration.name, b, a)?;
        check_shape(declaration.name, "dy", a.shape(), dy.shape())?;
        let mut sums = vec![Sum::default(); declaration.parameters.len()];
        if !sums.is_empty() {
            pairs::vjp_params(T::gated_kernel(self), a, &b, dy, &mut sums);
        }
        Ok(sums.into_iter().map(Sum::value).collect())
    }

    /// y = f(a, b) where a and b are the first and second half of `ab` along an axis. y is half as
    /// long there.
    ///
    /// ```
    /// use activations_core::ndarray::{Axis, array};
    /// use activations_core::{Gated, Swiglu};
    ///
    /// // silu(0)·7 and silu(0)·8
    /// assert_eq!(Swiglu.forward_split(&array![0.0, 0.0, 7.0, 8.0], Axis(0))?, array![0.0, 0.0]);
    ///
    /// let error = Swiglu.forward_split(&array![1.0, 2.0, 3.0], Axis(0)).unwrap_err();
    /// assert_eq!(
    ///     error.to_string(),
    ///     "swiglu: expected an even length along axis 0, found 3 in shape [3]"
    /// );
    /// # Ok::<(), activations_core::ShapeError>(())
    /// ```
    fn forward_split<T: Element, D: Dimension>(
        &self,
        ab: &ArrayRef<T, D>,
        axis: Axis,
    ) -> Result<Array<T, D>, ShapeError>
    where
        Self: Sized,
    {
        let half = half(self.declaration().name, ab, axis)?;
        let (a, b) = ab.view().split_at(axis, half);
        self.forward(&a, &b)
    }

    /// y = f(a, b) as [`forward_split`](Gated::forward_split), written to `y`.
    fn forward_split_into<T: Element, D: Dimension>(
        &self,
        ab: &ArrayRef<T, D>,
        axis: Axis,
        y: &mut ArrayRef<T, D>,
    ) -> Result<(), ShapeError>
    where
        Self: Sized,
    {
        let half = half(self.declaration().name, ab, axis)?;
        let (a, b) = ab.view().split_at(axis, half);
        self.forward_into(&a, &b, y)
    }

    /// dL/d(ab) of [`forward_split`](Gated::forward_split), given dy = dL/dy.
    fn vjp_split<T: Element, D: Dimension>(
        &self,
        ab: &ArrayRef<T, D>,
        axis: Axis,
        dy: &ArrayRef<T, D>,
    ) -> Result<Array<T, D>, ShapeError>
    where
        Self: Sized,
    {
        let mut dab = like(ab);
        self.vjp_split_into(ab, axis, dy, &mut dab)?;
        Ok(dab)
    }

    /// dL/d(ab) as [`vjp_split`](Gated::vjp_split), written to `dab`.
    fn vjp_split_into<T: Element, D: Dimension>(
        &self,
        ab: &ArrayRef<T, D>,
        axis: Axis,
        dy: &ArrayRef<T, D>,
        dab: &mut ArrayRef<T, D>,
    ) -> Result<(), ShapeError>
    where
        Self: Sized,
    {
        let name = self.declaration().name;
        let half = half(name, ab, axis)?;
        check_shape(name, "dab", ab.shape(), dab.shape())?;
        let (a, b) = ab.view().split_at(axis, half);
        let (mut da, mut db) = dab.view_mut().split_at(axis, half);
        self.vjp_into(&a, &b, dy, &mut da, &mut db)
    }
}

/// Half the length along an axis.
fn half<T, D: Dimension>(
    activation: &'static str,
    ab: &ArrayRef<T, D>,
    axis: Axis,
) -> Result<usize, ShapeError> {
    check_axis(activation, axis, ab.shape())?;
    let length = ab.len_of(axis);
    if length.is_multiple_of(2) {
        Ok(length / 2)
    } else {
        Err(ShapeError::Odd {
            activation,
            axis: axis.index(),
            shape: ab.shape().to_vec(),
        })
    }
}
