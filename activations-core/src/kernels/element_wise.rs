//! Element-wise loops.

use ndarray::{ArrayView2, ArrayViewMut2, Zip};

use super::{Saved, Sum};
use crate::__private::Definition;
use crate::{Element, Real};

/// y = f(x)
pub fn forward<D, T>(definition: &D, x: ArrayView2<'_, T>, y: ArrayViewMut2<'_, T>)
where
    D: Definition,
    T: Element + Real,
{
    let definition = *definition;
    Zip::from(y)
        .and(x)
        .for_each(|y, &x| *y = definition.forward(x));
}

/// x = f(x)
pub fn forward_inplace<D, T>(definition: &D, xy: ArrayViewMut2<'_, T>)
where
    D: Definition,
    T: Element + Real,
{
    let definition = *definition;
    Zip::from(xy).for_each(|xy| *xy = definition.forward(*xy));
}

/// dx = dy · f′
pub fn vjp<D, T>(
    definition: &D,
    saved: Saved<'_, T>,
    dy: ArrayView2<'_, T>,
    mut dx: ArrayViewMut2<'_, T>,
) where
    D: Definition,
    T: Element + Real,
{
    dx.assign(&dy);
    vjp_inplace(definition, saved, dx);
}

/// dy = dy · f′
pub fn vjp_inplace<D, T>(definition: &D, saved: Saved<'_, T>, dy: ArrayViewMut2<'_, T>)
where
    D: Definition,
    T: Element + Real,
{
    let definition = *definition;
    let dy = Zip::from(dy);
    match saved {
        // What a derivative does not read may be any number.
        Saved::Nothing => dy.for_each(|dy| *dy = definition.vjp(*dy, *dy, *dy)),
        Saved::Input(x) if D::DECLARATION.keeps.output() => {
            dy.and(x)
                .for_each(|dy, &x| *dy = definition.vjp(x, definition.forward(x), *dy));
        }
        Saved::Input(x) => dy.and(x).for_each(|dy, &x| *dy = definition.vjp(x, x, *dy)),
        Saved::Output(y) => dy.and(y).for_each(|dy, &y| *dy = definition.vjp(y, y, *dy)),
        Saved::Both(x, y) => dy
            .and(x)
            .and(y)
            .for_each(|dy, &x, &y| *dy = definition.vjp(x, y, *dy)),
    }
}

/// dy = f′ · dx
pub fn jvp<D, T>(
    definition: &D,
    x: ArrayView2<'_, T>,
    dx: ArrayView2<'_, T>,
    dy: ArrayViewMut2<'_, T>,
) where
    D: Definition,
    T: Element + Real,
{
    // The Jacobian is diagonal, and so its own transpose.
    vjp(definition, Saved::Input(x), dx, dy);
}

/// Adds Σ dy · ∂f/∂parameter to each sum, every term in `f64`.
pub fn vjp_params<D, T>(
    definition: &D,
    x: ArrayView2<'_, T>,
    dy: ArrayView2<'_, T>,
    sums: &mut [Sum],
) where
    D: Definition,
    T: Element + Real,
{
    let definition = *definition;
    for (index, sum) in sums.iter_mut().enumerate() {
        Zip::from(x).and(dy).for_each(|&x, &dy| {
            let x = x.widen();
            sum.add(dy.widen() * definition.parameter_derivative(x, definition.forward(x), index));
        });
    }
}
