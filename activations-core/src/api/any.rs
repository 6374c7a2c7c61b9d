//! Any activation behind one type, so that a model can hold one it learns of at run time.

use std::fmt;
use std::sync::Arc;

use ndarray::{ArrayView2, ArrayViewMut2, Axis};

use super::delegate::delegate_kernel;
use super::{Activation, Element, Gated, ParameterError};
use crate::{Declaration, Definitions, GatedKernel, Kernel, Saved, Sum};

/// Any [`Activation`], built-in or one's own. A clone shares it.
///
/// ```
/// use activations_core::ndarray::array;
/// use activations_core::{Activation, AnyActivation, LeakyRelu, by_name};
///
/// let hidden = AnyActivation::new(LeakyRelu::new(0.5)?);
/// let output = by_name("sigmoid")?;
/// let y = output.forward(&hidden.forward(&array![0.0_f32]));
/// assert_eq!(y, array![0.5]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone)]
pub struct AnyActivation {
    inner: Arc<dyn Activation>,
}

impl AnyActivation {
    /// The given activation behind this type.
    pub fn new(activation: impl Activation + 'static) -> Self {
        Self {
            inner: Arc::new(activation),
        }
    }
}

impl fmt::Debug for AnyActivation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.inner.fmt(f)
    }
}

impl Activation for AnyActivation {
    fn declaration(&self) -> &'static Declaration {
        self.inner.declaration()
    }

    fn parameters(&self) -> Vec<f64> {
        self.inner.parameters()
    }

    fn with_parameters(&self, values: &[f64]) -> Option<Result<AnyActivation, ParameterError>> {
        self.inner.with_parameters(values)
    }

    fn definitions(&self) -> Option<Definitions> {
        self.inner.definitions()
    }

    fn axis(&self) -> Option<Axis> {
        self.inner.axis()
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

impl<T: Element> Kernel<T> for AnyActivation
where
    dyn Activation: Kernel<T>,
{
    delegate_kernel!();
}

/// Any [`Gated`] activation. A clone shares it.
#[derive(Clone)]
pub struct AnyGated {
    inner: Arc<dyn Gated>,
}

impl AnyGated {
    /// The given activation behind this type.
    pub fn new(gated: impl Gated + 'static) -> Self {
        Self {
            inner: Arc::new(gated),
        }
    }
}

impl fmt::Debug for AnyGated {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.inner.fmt(f)
    }
}

impl Gated for AnyGated {
    fn declaration(&self) -> &'static Declaration {
        self.inner.declaration()
    }

    fn parameters(&self) -> Vec<f64> {
        self.inner.parameters()
    }

    fn with_parameters(&self, values: &[f64]) -> Option<Result<AnyGated, ParameterError>> {
        self.inner.with_parameters(values)
    }

    fn definitions(&self) -> Option<Definitions> {
        self.inner.definitions()
    }

    fn tangents(&self, at: [f64; 2], along: [f64; 2]) -> [f64; 3] {
        self.inner.tangents(at, along)
    }
}

impl<T: Element> GatedKernel<T> for AnyGated
where
    dyn Gated: GatedKernel<T>,
{
    fn forward_rows(&self, a: ArrayView2<'_, T>, b: ArrayView2<'_, T>, y: ArrayViewMut2<'_, T>) {
        self.inner.forward_rows(a, b, y);
    }

    fn vjp_rows(
        &self,
        a: ArrayView2<'_, T>,
        b: ArrayView2<'_, T>,
        dy: ArrayView2<'_, T>,
        da: ArrayViewMut2<'_, T>,
        db: ArrayViewMut2<'_, T>,
    ) {
        self.inner.vjp_rows(a, b, dy, da, db);
    }

    fn vjp_params_rows(
        &self,
        a: ArrayView2<'_, T>,
        b: ArrayView2<'_, T>,
        dy: ArrayView2<'_, T>,
        sums: &mut [Sum],
    ) {
        self.inner.vjp_params_rows(a, b, dy, sums);
    }
}
