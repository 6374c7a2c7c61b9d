//! Kernels of gated activations.

use ndarray::{ArrayView2, ArrayViewMut2};

use super::Sum;
use super::dispatch::Number;
use super::loops::{Body, Loop};
use super::place::Place;
use crate::__private::GatedDefinition;
use crate::{Dual, Real};

/// y = f(a, b)
#[derive(Clone, Copy)]
struct Forward<D>(D);

impl<D: GatedDefinition> Body<2, 1> for Forward<D> {
    #[inline(always)]
    fn at<R: Real>(self, [a, b]: [R; 2]) -> [R; 1] {
        [self.0.forward(a, b)]
    }
}

/// da = dy · ∂f/∂a and db = dy · ∂f/∂b
#[derive(Clone, Copy)]
struct Vjp<D>(D);

impl<D: GatedDefinition> Body<3, 2> for Vjp<D> {
    #[inline(always)]
    fn at<R: Real>(self, [a, b, dy]: [R; 3]) -> [R; 2] {
        // Few gates read their output; the compiler drops it for the others.
        let y = self.0.forward(a, b);
        self.0.vjp(a, b, y, dy)
    }
}

/// dy · ∂f/∂parameter
#[derive(Clone, Copy)]
struct Parameter<D>(D, usize);

impl<D: GatedDefinition> Body<3, 1> for Parameter<D> {
    #[inline(always)]
    fn at<R: Real>(self, [a, b, dy]: [R; 3]) -> [R; 1] {
        let y = self.0.forward(a, b);
        [dy * self.0.parameter_derivative(a, b, y, self.1)]
    }
}

/// The changes of both partial derivatives, and of f, along a tangent.
pub fn tangents<D: GatedDefinition>(definition: &D, at: [f64; 2], along: [f64; 2]) -> [f64; 3] {
    let [a, b] = [0, 1].map(|i| Dual::new(at[i], along[i]));
    let y = definition.forward(a, b);
    let [by_a, by_b] = definition.partials(a, b, y);
    [
        by_a.tangent,
        by_b.tangent,
        by_a.value * along[0] + by_b.value * along[1],
    ]
}

/// y = f(a, b)
pub fn forward<D, T>(
    definition: &D,
    a: ArrayView2<'_, T>,
    b: ArrayView2<'_, T>,
    mut y: ArrayViewMut2<'_, T>,
) where
    D: GatedDefinition,
    T: Number,
{
    assert!(
        a.dim() == y.dim() && b.dim() == y.dim(),
        "blocks of one shape"
    );
    let inputs = [Place::read(&a), Place::read(&b)];
    let outputs = [Place::write(&mut y)];
    // SAFETY: the views are valid for their shape, and y is borrowed mutably.
    unsafe { T::for_each(&Loop(Forward(*definition)), y.dim(), inputs, outputs) }
}

/// da = dy · ∂f/∂a and db = dy · ∂f/∂b
pub fn vjp<D, T>(
    definition: &D,
    a: ArrayView2<'_, T>,
    b: ArrayView2<'_, T>,
    dy: ArrayView2<'_, T>,
    mut da: ArrayViewMut2<'_, T>,
    mut db: ArrayViewMut2<'_, T>,
) where
    D: GatedDefinition,
    T: Number,
{
    let shape = dy.dim();
    let same = [a.dim(), b.dim(), da.dim(), db.dim()]
        .iter()
        .all(|dim| *dim == shape);
    assert!(same, "blocks of one shape");
    let inputs = [Place::read(&a), Place::read(&b), Place::read(&dy)];
    let outputs = [Place::write(&mut da), Place::write(&mut db)];
    // SAFETY: the views are valid for their shape; da and db are borrowed mutably.
    unsafe { T::for_each(&Loop(Vjp(*definition)), shape, inputs, outputs) }
}

/// Adds Σ dy · ∂f/∂parameter to each sum, every term in `f64`.
pub fn vjp_params<D, T>(
    definition: &D,
    a: ArrayView2<'_, T>,
    b: ArrayView2<'_, T>,
    dy: ArrayView2<'_, T>,
    sums: &mut [Sum],
) where
    D: GatedDefinition,
    T: Number,
{
    for (index, sum) in sums.iter_mut().enumerate() {
        T::accumulate(&Loop(Parameter(*definition, index)), &[a, b, dy], sum);
    }
}
