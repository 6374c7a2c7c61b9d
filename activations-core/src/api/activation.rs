//! The trait `Activation`: forward, VJP and JVP over arrays of any shape and layout.

use std::fmt::Debug;

use ndarray::{
    ArcArray, Array, ArrayRef, ArrayView2, ArrayViewMut2, Axis, Dimension, aview_mut1, aview1,
};

use super::run::{self, Kept, check_shape, like, row_axis};
use super::{Along, AnyActivation, Element, ParameterError, Pullback, ShapeError, masked, second};
use crate::{Declaration, Definitions, Kernel, Sum};

/// An activation function of one array.
///
/// Element-wise and row-wise activations alike; `T` is `f32` or `f64` and `D` any dimension. Row-wise
/// ones act along the last axis, or along that of [`along`](Activation::along); an array without axes
/// is a row of one.
///
/// Arrays may have any layout: any memory order, slices, reversed axes, broadcast views as inputs.
/// Shapes are checked before anything is written. On contiguous arrays the `_into` and `_inplace`
/// forms do not allocate.
///
/// NaN in, NaN out, in values and in gradients. Where a derivative's branch is the literal 0, the
/// gradient is 0 whatever `dy` is; elsewhere `dx = dy · f′` as IEEE multiplies.
///
/// ```
/// use activations_core::ndarray::array;
/// use activations_core::{Activation, Softmax};
///
/// let x = array![[0.0, 0.0], [-1000.0, 1000.0]];
/// assert_eq!(Softmax.forward(&x), array![[0.5, 0.5], [0.0, 1.0]]);
///
/// let dy = array![[1.0, 0.0], [1.0, 0.0]];
/// assert_eq!(Softmax.vjp(&x, &dy)?, array![[0.25, -0.25], [0.0, 0.0]]);
/// # Ok::<(), activations_core::ShapeError>(())
/// ```
///
/// # By hand
///
/// The macro implements this for a declaration. By hand, for what no declaration can say, it takes a
/// [`Declaration`] and the loops of [`Kernel`], which has an example; everything else is provided.
pub trait Activation: Kernel<f32> + Kernel<f64> + Debug + Send + Sync {
    /// What the activation is: name, formula, what its derivative reads.
    fn declaration(&self) -> &'static Declaration;

    /// The values of its parameters, in declared order.
    fn parameters(&self) -> Vec<f64> {
        Vec::new()
    }

    /// The same activation with other values of its parameters, which an error refuses when they lie
    /// outside of their domain. None for a hand-written one that does not offer it.
    fn with_parameters(&self, values: &[f64]) -> Option<Result<AnyActivation, ParameterError>> {
        let _ = values;
        None
    }

    /// Its functions, recorded, for checks at other number types. None for a hand-written one.
    fn definitions(&self) -> Option<Definitions> {
        None
    }

    /// The axis along which rows lie, where it is not the last.
    fn axis(&self) -> Option<Axis> {
        None
    }

    /// The change of the VJP of `dy` along a tangent of x, by which [`vjp_vjp`](Activation::vjp_vjp)
    /// runs; dy · f″ · tangent for elements. By default from the recorded definitions; a hand-written
    /// activation that has none panics there.
    fn vjp_derivative(
        &self,
        x: ArrayView2<'_, f64>,
        dy: ArrayView2<'_, f64>,
        tangent: ArrayView2<'_, f64>,
        out: ArrayViewMut2<'_, f64>,
    ) {
        let definitions = self
            .definitions()
            .expect("`vjp_derivative` of an activation without definitions");
        second::by_tapes(&definitions, &self.parameters(), [x, dy, tangent], out);
    }

    /// y = f(x), in a new array of x's shape and memory order.
    ///
    /// ```
    /// use activations_core::ndarray::array;
    /// use activations_core::{Activation, Relu};
    ///
    /// assert_eq!(Relu.forward(&array![-1.5, 0.0, 2.5]), array![0.0, 0.0, 2.5]);
    /// ```
    ///
    /// # Panics
    ///
    /// When [`along`](Activation::along) named an axis that x does not have.
    #[track_caller]
    #[must_use = "`forward` returns the result in a new array"]
    fn forward<T: Element, D: Dimension>(&self, x: &ArrayRef<T, D>) -> Array<T, D>
    where
        Self: Sized,
    {
        let mut y = like(x);
        match self.forward_into(x, &mut y) {
            Ok(()) => y,
            Err(error) => panic!("{error}"),
        }
    }

    /// y = f(x), written to `y`.
    ///
    /// ```
    /// use activations_core::ndarray::{Array1, array};
    /// use activations_core::{Activation, Relu};
    ///
    /// let mut y = Array1::zeros(3);
    /// Relu.forward_into(&array![-1.5, 0.0, 2.5], &mut y)?;
    /// assert_eq!(y, array![0.0, 0.0, 2.5]);
    /// # Ok::<(), activations_core::ShapeError>(())
    /// ```
    fn forward_into<T: Element, D: Dimension>(
        &self,
        x: &ArrayRef<T, D>,
        y: &mut ArrayRef<T, D>,
    ) -> Result<(), ShapeError>
    where
        Self: Sized,
    {
        let declaration = self.declaration();
        let row = row_axis(declaration, self.axis(), x.shape())?;
        check_shape(declaration.name, "y", x.shape(), y.shape())?;
        run::forward(T::kernel(self), row, x, y);
        Ok(())
    }

    /// x = f(x).
    ///
    /// # Panics
    ///
    /// When [`along`](Activation::along) named an axis that x does not have.
    #[track_caller]
    fn forward_inplace<T: Element, D: Dimension>(&self, x: &mut ArrayRef<T, D>)
    where
        Self: Sized,
    {
        let row = match row_axis(self.declaration(), self.axis(), x.shape()) {
            Ok(row) => row,
            Err(error) => panic!("{error}"),
        };
        run::forward_inplace(T::kernel(self), row, x);
    }

    /// dL/dx, given x and dy = dL/dy. Stateless: what the derivative reads is computed from x.
    ///
    /// ```
    /// use activations_core::ndarray::array;
    /// use activations_core::{Activation, Relu};
    ///
    /// assert_eq!(Relu.vjp(&array![-1.0, 2.0], &array![10.0, 10.0])?, array![0.0, 10.0]);
    /// # Ok::<(), activations_core::ShapeError>(())
    /// ```
    fn vjp<T: Element, D: Dimension>(
        &self,
        x: &ArrayRef<T, D>,
        dy: &ArrayRef<T, D>,
    ) -> Result<Array<T, D>, ShapeError>
    where
        Self: Sized,
    {
        let mut dx = like(x);
        self.vjp_into(x, dy, &mut dx)?;
        Ok(dx)
    }

    /// dL/dx as [`vjp`](Activation::vjp), written to `dx`.
    fn vjp_into<T: Element, D: Dimension>(
        &self,
        x: &ArrayRef<T, D>,
        dy: &ArrayRef<T, D>,
        dx: &mut ArrayRef<T, D>,
    ) -> Result<(), ShapeError>
    where
        Self: Sized,
    {
        let declaration = self.declaration();
        let row = row_axis(declaration, self.axis(), x.shape())?;
        check_shape(declaration.name, "dy", x.shape(), dy.shape())?;
        check_shape(declaration.name, "dx", x.shape(), dx.shape())?;
        run::vjp(T::kernel(self), row, Kept::Input(x), dy, dx);
        Ok(())
    }

    /// dL/dx as [`vjp`](Activation::vjp), written over `dy`.
    fn vjp_inplace<T: Element, D: Dimension>(
        &self,
        x: &ArrayRef<T, D>,
        dy: &mut ArrayRef<T, D>,
    ) -> Result<(), ShapeError>
    where
        Self: Sized,
    {
        let declaration = self.declaration();
        let row = row_axis(declaration, self.axis(), x.shape())?;
        check_shape(declaration.name, "dy", x.shape(), dy.shape())?;
        run::vjp_inplace(T::kernel(self), row, Kept::Input(x), dy);
        Ok(())
    }

    /// The directional derivative dy = J·dx, for a tangent dx of x.
    ///
    /// ```
    /// use activations_core::ndarray::array;
    /// use activations_core::{Activation, Softmax};
    ///
    /// // Softmax does not change when all of a row moves together.
    /// let moved = Softmax.jvp(&array![0.0, 0.0], &array![1.0, 1.0])?;
    /// assert_eq!(moved, array![0.0, 0.0]);
    /// # Ok::<(), activations_core::ShapeError>(())
    /// ```
    fn jvp<T: Element, D: Dimension>(
        &self,
        x: &ArrayRef<T, D>,
        dx: &ArrayRef<T, D>,
    ) -> Result<Array<T, D>, ShapeError>
    where
        Self: Sized,
    {
        let declaration = self.declaration();
        let row = row_axis(declaration, self.axis(), x.shape())?;
        check_shape(declaration.name, "dx", x.shape(), dx.shape())?;
        let mut dy = like(x);
        run::jvp(T::kernel(self), row, x, dx, &mut dy);
        Ok(dy)
    }

    /// The VJP of the VJP. For dx = vjp(x, dy) and ddx = dL/d(dx): dL/dx, which is dy · f″(x) · ddx for
    /// elements, and dL/d(dy), which is f′(x) · ddx.
    ///
    /// With it a loss may contain a gradient, as a gradient penalty does; the first of the two, with a
    /// tangent of x for ddx, is what a Hessian-vector product needs. Computed in `f64`, by dual numbers
    /// over the declared derivative; on a kink it is that of the branch which the derivative takes.
    ///
    /// ```
    /// use activations_core::ndarray::array;
    /// use activations_core::{Activation, Tanh};
    ///
    /// // The penalty P = ½·Σ dx² of a gradient dx = vjp(x, dy): dP/d(dx) = dx.
    /// let (x, dy) = (array![0.0, 1.0], array![1.0, 1.0]);
    /// let dx = Tanh.vjp(&x, &dy)?;
    /// let (by_x, by_dy) = Tanh.vjp_vjp(&x, &dy, &dx)?;
    /// let expected = -2.0 * x.mapv(f64::tanh) * &dx * &dx; // tanh″ = −2·tanh·tanh′
    /// assert!((by_x - expected).iter().all(|error| error.abs() < 1e-15));
    /// assert_eq!(by_dy, &dx * &dx);
    /// # Ok::<(), activations_core::ShapeError>(())
    /// ```
    // The two gradients; a named pair would say less.
    #[allow(clippy::type_complexity)]
    fn vjp_vjp<T: Element, D: Dimension>(
        &self,
        x: &ArrayRef<T, D>,
        dy: &ArrayRef<T, D>,
        ddx: &ArrayRef<T, D>,
    ) -> Result<(Array<T, D>, Array<T, D>), ShapeError>
    where
        Self: Sized,
    {
        let (mut by_x, mut by_dy) = (like(x), like(x));
        self.vjp_vjp_into(x, dy, ddx, &mut by_x, &mut by_dy)?;
        Ok((by_x, by_dy))
    }

    /// dL/dx and dL/d(dy) as [`vjp_vjp`](Activation::vjp_vjp), written to `by_x` and `by_dy`.
    fn vjp_vjp_into<T: Element, D: Dimension>(
        &self,
        x: &ArrayRef<T, D>,
        dy: &ArrayRef<T, D>,
        ddx: &ArrayRef<T, D>,
        by_x: &mut ArrayRef<T, D>,
        by_dy: &mut ArrayRef<T, D>,
    ) -> Result<(), ShapeError>
    where
        Self: Sized,
    {
        second::vjp_vjp(self, T::kernel(self), [x, dy, ddx], by_x, by_dy)
    }

    /// y = f(x), with what takes a cotangent back through this very call.
    ///
    /// The pullback shares memory with x and y, and holds only what the derivative reads. An array
    /// passed by value is not copied.
    ///
    /// ```
    /// use activations_core::ndarray::array;
    /// use activations_core::{Activation, Relu};
    ///
    /// let (y, pullback) = Relu.pullback(array![-1.0, 2.0]);
    /// assert_eq!(y, array![0.0, 2.0]);
    /// assert_eq!(pullback.apply(&array![10.0, 10.0])?, array![0.0, 10.0]);
    /// # Ok::<(), activations_core::ShapeError>(())
    /// ```
    ///
    /// # Panics
    ///
    /// When [`along`](Activation::along) named an axis that x does not have.
    #[track_caller]
    fn pullback<T: Element, D: Dimension>(
        &self,
        x: impl Into<ArcArray<T, D>>,
    ) -> (ArcArray<T, D>, Pullback<Self, T, D>)
    where
        Self: Sized + Clone,
    {
        let x = x.into();
        let y = self.forward(&x).into_shared();
        let pullback = Pullback::new(self.clone(), x, y.clone());
        (y, pullback)
    }

    /// The gradient of each parameter, in declared order: Σ dy · ∂f/∂parameter over all elements,
    /// summed accurately in `f64`. Empty for an activation without parameters.
    ///
    /// ```
    /// use activations_core::ndarray::array;
    /// use activations_core::{Activation, LeakyRelu};
    ///
    /// // Where x ≤ 0 the slope by alpha is x.
    /// let gradient = LeakyRelu::default().vjp_params(&array![-2.0, 5.0], &array![3.0, 1.0])?;
    /// assert_eq!(gradient, [-6.0]);
    /// # Ok::<(), activations_core::ShapeError>(())
    /// ```
    fn vjp_params<T: Element, D: Dimension>(
        &self,
        x: &ArrayRef<T, D>,
        dy: &ArrayRef<T, D>,
    ) -> Result<Vec<f64>, ShapeError>
    where
        Self: Sized,
    {
        let declaration = self.declaration();
        let row = row_axis(declaration, self.axis(), x.shape())?;
        check_shape(declaration.name, "dy", x.shape(), dy.shape())?;
        let mut sums = vec![Sum::default(); declaration.parameters.len()];
        if !sums.is_empty() {
            run::vjp_params(T::kernel(self), row, x, dy, &mut sums);
        }
        Ok(sums.into_iter().map(Sum::value).collect())
    }

    /// y = f(x) on slices. A slice is one row.
    fn forward_slice<T: Element>(&self, x: &[T], y: &mut [T]) -> Result<(), ShapeError>
    where
        Self: Sized,
    {
        self.forward_into(&aview1(x), &mut aview_mut1(y))
    }

    /// dL/dx on slices, as [`vjp_into`](Activation::vjp_into). A slice is one row.
    fn vjp_slice<T: Element>(&self, x: &[T], dy: &[T], dx: &mut [T]) -> Result<(), ShapeError>
    where
        Self: Sized,
    {
        self.vjp_into(&aview1(x), &aview1(dy), &mut aview_mut1(dx))
    }

    /// y = f(x) where the mask is true, as if the other elements were not there.
    ///
    /// The mask broadcasts to x's shape. A hidden element is not read, and its output is what
    /// [`Declaration::masked`] says: 0, or −∞ for a logarithm of a probability. A row that is hidden
    /// as a whole has only such outputs.
    ///
    /// ```
    /// use activations_core::ndarray::array;
    /// use activations_core::{Activation, Softmax};
    ///
    /// let causal = array![[true, false], [true, true]];
    /// let y = Softmax.forward_masked(&array![[3.0, f64::NAN], [1.0, 1.0]], &causal)?;
    /// assert_eq!(y, array![[1.0, 0.0], [0.5, 0.5]]);
    /// # Ok::<(), activations_core::ShapeError>(())
    /// ```
    fn forward_masked<T: Element, D: Dimension, E: Dimension>(
        &self,
        x: &ArrayRef<T, D>,
        mask: &ArrayRef<bool, E>,
    ) -> Result<Array<T, D>, ShapeError>
    where
        Self: Sized,
    {
        masked::forward(self, T::kernel(self), x, mask)
    }

    /// dL/dx of [`forward_masked`](Activation::forward_masked); 0 where the mask is false.
    fn vjp_masked<T: Element, D: Dimension, E: Dimension>(
        &self,
        x: &ArrayRef<T, D>,
        dy: &ArrayRef<T, D>,
        mask: &ArrayRef<bool, E>,
    ) -> Result<Array<T, D>, ShapeError>
    where
        Self: Sized,
    {
        masked::vjp(self, T::kernel(self), x, dy, mask)
    }

    /// The same activation along another axis.
    ///
    /// An axis that the array lacks is an error, and a panic in methods that return no `Result`.
    ///
    /// ```
    /// use activations_core::ndarray::{Axis, array};
    /// use activations_core::{Activation, Softmax};
    ///
    /// let y = Softmax.along(Axis(0)).forward(&array![[0.0, 0.0], [0.0, 1000.0]]);
    /// assert_eq!(y, array![[0.5, 0.0], [0.5, 1.0]]);
    /// ```
    fn along(self, axis: Axis) -> Along<Self>
    where
        Self: Sized,
    {
        Along::new(self, axis)
    }
}
