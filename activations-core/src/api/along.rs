//! An activation along a chosen axis.

use ndarray::{ArrayView2, ArrayViewMut2, Axis};

use super::delegate::delegate_kernel;
use super::{Activation, AnyActivation, Element, ParameterError};
use crate::{Declaration, Definitions, Kernel, Saved, Sum};

/// A row-wise activation along an axis of one's choice, from
/// [`Activation::along`]: itself an [`Activation`], with the same methods.
///
/// For an element-wise activation the axis has no influence, but must exist all the same.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Along<A> {
    inner: A,
    axis: Axis,
}

impl<A> Along<A> {
    pub(super) fn new(activation: A, axis: Axis) -> Self {
        Self {
            inner: activation,
            axis,
        }
    }
}

impl<A: Activation> Activation for Along<A> {
    fn declaration(&self) -> &'static Declaration {
        self.inner.declaration()
    }

    fn parameters(&self) -> Vec<f64> {
        self.inner.parameters()
    }

    fn with_parameters(&self, values: &[f64]) -> Option<Result<AnyActivation, ParameterError>> {
        let inner = self.inner.with_parameters(values)?;
        Some(inner.map(|inner| AnyActivation::new(inner.along(self.axis))))
    }

    fn definitions(&self) -> Option<Definitions> {
        self.inner.definitions()
    }

    fn axis(&self) -> Option<Axis> {
        Some(self.axis)
    }

    fn vjp_derivative(
        &self,
        x: ArrayView2<'_, f64>,
        dy: ArrayView2<'_, f64>,
        tangent: ArrayView2<'_, f64>,
        out: ArrayViewMut2<'_, f64>,
    ) {
        self.inner.vjp_derivative(x, dy, tangent, out);
    }
}

impl<T: Element, A: Kernel<T>> Kernel<T> for Along<A> {
    delegate_kernel!();
}
