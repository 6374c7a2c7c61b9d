//! Loops of gated activations.

use ndarray::{ArrayView2, ArrayViewMut2, Zip};

use super::Sum;
use crate::__private::GatedDefinition;
use crate::{Element, Real};

/// y = f(a, b)
pub fn forward<D, T>(
    definition: &D,
    a: ArrayView2<'_, T>,
    b: ArrayView2<'_, T>,
    y: ArrayViewMut2<'_, T>,
) where
    D: GatedDefinition,
    T: Element + Real,
{
    let definition = *definition;
    Zip::from(y)
        .and(a)
        .and(b)
        .for_each(|y, &a, &b| *y = definition.forward(a, b));
}

/// da = dy · ∂f/∂a and db = dy · ∂f/∂b
pub fn vjp<D, T>(
    definition: &D,
    a: ArrayView2<'_, T>,
    b: ArrayView2<'_, T>,
    dy: ArrayView2<'_, T>,
    da: ArrayViewMut2<'_, T>,
    db: ArrayViewMut2<'_, T>,
) where
    D: GatedDefinition,
    T: Element + Real,
{
    let definition = *definition;
    Zip::from(da)
        .and(db)
        .and(a)
        .and(b)
        .and(dy)
        .for_each(|da, db, &a, &b, &dy| {
            // Few gates read their output; the compiler drops it for the others.
            let y = definition.forward(a, b);
            [*da, *db] = definition.vjp(a, b, y, dy);
        });
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
    T: Element + Real,
{
    let definition = *definition;
    for (index, sum) in sums.iter_mut().enumerate() {
        Zip::from(a).and(b).and(dy).for_each(|&a, &b, &dy| {
            let (a, b) = (a.widen(), b.widen());
            let y = definition.forward(a, b);
            sum.add(dy.widen() * definition.parameter_derivative(a, b, y, index));
        });
    }
}
