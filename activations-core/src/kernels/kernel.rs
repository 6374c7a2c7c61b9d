//! The interface between arrays and loops: what an activation does to a block of rows.

use ndarray::{ArrayView2, ArrayViewMut2, Axis, s};

use super::Sum;
use crate::Element;

/// An activation's loops for one element type, over blocks of rows.
///
/// The array interface ([`Activation`](crate::Activation)) checks shapes, walks any layout and calls
/// these with two-dimensional blocks. All arrays of a call have one shape; strides are arbitrary, may
/// differ between arrays, and are 0 along a broadcast axis of an input. An element-wise activation
/// takes the block as a set of elements (contiguous data arrive as one long row). A row-wise one acts
/// along each row, `Axis(1)`.
///
/// Declared activations get this from the macro. A hand-written one implements the three methods
/// without a default body, for `f32` and for `f64`.
///
/// ```
/// use activations_core::ndarray::{ArrayView2, ArrayViewMut2, Axis, array};
/// use activations_core::{Activation, Declaration, Element, Keeps, Kernel, Kind, Saved};
///
/// /// Each row backwards.
/// #[derive(Clone, Debug)]
/// struct Reversed;
///
/// static REVERSED: Declaration = Declaration {
///     keeps: Keeps::Nothing,
///     ..Declaration::new("reversed", "Reversed", Kind::RowWise)
/// };
///
/// impl<T: Element> Kernel<T> for Reversed {
///     fn forward_rows(&self, mut x: ArrayView2<'_, T>, mut y: ArrayViewMut2<'_, T>) {
///         x.invert_axis(Axis(1));
///         y.assign(&x);
///     }
///
///     fn vjp_rows(&self, _: Saved<'_, T>, dy: ArrayView2<'_, T>, dx: ArrayViewMut2<'_, T>) {
///         self.forward_rows(dy, dx);
///     }
///
///     fn jvp_rows(&self, _: ArrayView2<'_, T>, dx: ArrayView2<'_, T>, dy: ArrayViewMut2<'_, T>) {
///         self.forward_rows(dx, dy);
///     }
/// }
///
/// impl Activation for Reversed {
///     fn declaration(&self) -> &'static Declaration {
///         &REVERSED
///     }
/// }
///
/// let x = array![[1.0, 2.0], [3.0, 4.0]];
/// assert_eq!(Reversed.forward(&x), array![[2.0, 1.0], [4.0, 3.0]]);
/// assert_eq!(Reversed.along(Axis(0)).forward(&x), array![[3.0, 4.0], [1.0, 2.0]]);
/// ```
pub trait Kernel<T: Element> {
    /// y = f(x)
    fn forward_rows(&self, x: ArrayView2<'_, T>, y: ArrayViewMut2<'_, T>);

    /// x = f(x). By default through a copy of each row.
    fn forward_rows_inplace(&self, mut xy: ArrayViewMut2<'_, T>) {
        for mut row in xy.rows_mut() {
            let x = row.to_owned().insert_axis(Axis(0));
            self.forward_rows(x.view(), row.view_mut().insert_axis(Axis(0)));
        }
    }

    /// dx = dy · f′, from what was kept.
    ///
    /// `saved` is what [`Declaration::keeps`](crate::Declaration::keeps) names, or, in the stateless
    /// `vjp`, the input, whatever is kept.
    fn vjp_rows(&self, saved: Saved<'_, T>, dy: ArrayView2<'_, T>, dx: ArrayViewMut2<'_, T>);

    /// dy = dy · f′. By default through a copy of each row.
    fn vjp_rows_inplace(&self, saved: Saved<'_, T>, mut dy: ArrayViewMut2<'_, T>) {
        for (i, mut row) in dy.rows_mut().into_iter().enumerate() {
            let copy = row.to_owned().insert_axis(Axis(0));
            self.vjp_rows(
                saved.row(i),
                copy.view(),
                row.view_mut().insert_axis(Axis(0)),
            );
        }
    }

    /// dy = f′ · dx, where dx is a tangent of x.
    fn jvp_rows(&self, x: ArrayView2<'_, T>, dx: ArrayView2<'_, T>, dy: ArrayViewMut2<'_, T>);

    /// Adds Σ dy · ∂f/∂parameter to the sum of each parameter. An activation without parameters,
    /// for which `sums` is empty, needs none of this.
    fn vjp_params_rows(&self, x: ArrayView2<'_, T>, dy: ArrayView2<'_, T>, sums: &mut [Sum]) {
        let _ = (x, dy);
        assert!(
            sums.is_empty(),
            "expected `vjp_params_rows` for an activation with parameters"
        );
    }
}

/// The loops of a gated activation, see [`Kernel`].
pub trait GatedKernel<T: Element> {
    /// y = f(a, b)
    fn forward_rows(&self, a: ArrayView2<'_, T>, b: ArrayView2<'_, T>, y: ArrayViewMut2<'_, T>);

    /// da = dy · ∂f/∂a and db = dy · ∂f/∂b
    fn vjp_rows(
        &self,
        a: ArrayView2<'_, T>,
        b: ArrayView2<'_, T>,
        dy: ArrayView2<'_, T>,
        da: ArrayViewMut2<'_, T>,
        db: ArrayViewMut2<'_, T>,
    );

    /// Adds Σ dy · ∂f/∂parameter to the sum of each parameter, as in [`Kernel::vjp_params_rows`].
    fn vjp_params_rows(
        &self,
        a: ArrayView2<'_, T>,
        b: ArrayView2<'_, T>,
        dy: ArrayView2<'_, T>,
        sums: &mut [Sum],
    ) {
        let _ = (a, b, dy);
        assert!(
            sums.is_empty(),
            "expected `vjp_params_rows` for an activation with parameters"
        );
    }
}

/// What a backward pass has of the forward: the block of the input, of the output, of both, or
/// nothing.
#[derive(Clone, Copy, Debug)]
pub enum Saved<'a, T> {
    /// Neither: the derivative is a constant.
    Nothing,
    /// The input.
    Input(ArrayView2<'a, T>),
    /// The output.
    Output(ArrayView2<'a, T>),
    /// The input, then the output.
    Both(ArrayView2<'a, T>, ArrayView2<'a, T>),
}

impl<T> Saved<'_, T> {
    /// Row number `i` alone, as a block of one row.
    pub fn row(&self, i: usize) -> Saved<'_, T> {
        match self {
            Saved::Nothing => Saved::Nothing,
            Saved::Input(x) => Saved::Input(row(x, i)),
            Saved::Output(y) => Saved::Output(row(y, i)),
            Saved::Both(x, y) => Saved::Both(row(x, i), row(y, i)),
        }
    }
}

fn row<'a, T>(block: &'a ArrayView2<'_, T>, i: usize) -> ArrayView2<'a, T> {
    block.slice(s![i..i + 1, ..])
}
