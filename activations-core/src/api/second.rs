//! The derivative of a VJP: the walk of `Activation::vjp_vjp`, and its loop where there is no faster one.

use ndarray::{Array, Array2, ArrayRef, ArrayView2, ArrayViewMut2, Dimension, Zip, s};

use super::run::{self, check_shape, row_axis};
use super::walk::{cuts, for_each_block};
use super::{Activation, Element, Gated, ShapeError};
use crate::{Definitions, Dual, Kernel};

/// How many elements are widened at a time.
const CHUNK: usize = 4096;

/// The gradients of ddx · vjp(x, dy) by x and by dy. The second is that of a linear function, J(x)·ddx.
pub(super) fn vjp_vjp<T: Element, D: Dimension>(
    activation: &dyn Activation,
    kernel: &dyn Kernel<T>,
    [x, dy, ddx]: [&ArrayRef<T, D>; 3],
    by_x: &mut ArrayRef<T, D>,
    by_dy: &mut ArrayRef<T, D>,
) -> Result<(), ShapeError> {
    let declaration = activation.declaration();
    let row = row_axis(declaration, activation.axis(), x.shape())?;
    let check = |argument, found| check_shape(declaration.name, argument, x.shape(), found);
    check("dy", dy.shape())?;
    check("ddx", ddx.shape())?;
    check("by_x", by_x.shape())?;
    check("by_dy", by_dy.shape())?;
    along(activation, row, [x, dy, ddx], by_x);
    run::jvp(kernel, row, x, ddx, by_dy);
    Ok(())
}

/// The change of Jᵀ(x)·dy along the tangent ddx of x: the Hessian of dy·f(x) times ddx, and since it is
/// symmetric, the gradient by x. Elements are widened to `f64` chunk by chunk, so that an activation has
/// one such loop and not one for each element type.
fn along<T: Element, D: Dimension>(
    activation: &dyn Activation,
    row: Option<usize>,
    inputs: [&ArrayRef<T, D>; 3],
    out: &mut ArrayRef<T, D>,
) {
    for_each_block(row, inputs, [out], |inputs, [mut out]| {
        for (rows, columns) in cuts(out.dim(), row.is_some(), CHUNK) {
            let part = s![rows, columns];
            let [x, dy, ddx] = inputs.map(|input| input.slice(part).mapv(Element::widen));
            let mut wide = Array2::zeros(x.raw_dim());
            activation.vjp_derivative(x.view(), dy.view(), ddx.view(), wide.view_mut());
            Zip::from(out.slice_mut(part))
                .and(&wide)
                .for_each(|out, &wide| *out = T::narrow(wide));
        }
    });
}

/// [`Gated::tangents`] at each element of a pair, along those of another.
pub(super) fn tangents<T: Element, D: Dimension>(
    gated: &dyn Gated,
    [a, b]: [&ArrayRef<T, D>; 2],
    [da, db]: [&ArrayRef<T, D>; 2],
) -> Array<[f64; 3], D> {
    Zip::from(a)
        .and(b)
        .and(da)
        .and(db)
        .map_collect(|a, b, da, db| {
            gated.tangents([a.widen(), b.widen()], [da.widen(), db.widen()])
        })
}

/// The gradients by a and by dy of a VJP of two inputs.
pub(super) fn from_tangents<T: Element, D: Dimension>(
    tangents: &ArrayRef<[f64; 3], D>,
    dy: &ArrayRef<T, D>,
    by_a: &mut ArrayRef<T, D>,
    by_dy: &mut ArrayRef<T, D>,
) {
    Zip::from(tangents).and(dy).and(by_a).and(by_dy).for_each(
        |[along_a, _, along_y], dy, by_a, by_dy| {
            *by_a = T::narrow(dy.widen() * along_a);
            *by_dy = T::narrow(*along_y);
        },
    );
}

/// [`Gated::tangents`] of any recorded activation.
pub(super) fn tangents_by_tapes(
    definitions: &Definitions,
    at: [f64; 2],
    along: [f64; 2],
) -> [f64; 3] {
    let [a, b] = [0, 1].map(|i| Dual::new(at[i], along[i]));
    let y = definitions.forward.eval(&[a, b]);
    let [by_a, by_b] = [0, 1].map(|i| definitions.derivatives[i].eval(&[a, b, y]));
    [
        by_a.tangent,
        by_b.tangent,
        by_a.value * along[0] + by_b.value * along[1],
    ]
}

/// The loop for any recorded activation, by dual numbers over its recorded derivative.
pub(crate) fn by_tapes(
    definitions: &Definitions,
    parameters: &[f64],
    [x, dy, tangent]: [ArrayView2<'_, f64>; 3],
    mut out: ArrayViewMut2<'_, f64>,
) {
    let derivative = &definitions.derivatives[0];
    if derivative.rows() == 0 {
        return Zip::from(out)
            .and(x)
            .and(dy)
            .and(tangent)
            .for_each(|out, &x, dy, tangent| {
                let x = Dual::variable(x);
                let y = definitions.forward.eval(&[x]);
                *out = dy * derivative.eval(&[x, y]).tangent * tangent;
            });
    }
    let parameters: Vec<_> = parameters.iter().map(|&p| Dual::fixed(p)).collect();
    for (i, mut out) in out.rows_mut().into_iter().enumerate() {
        let tangents = x.row(i).into_iter().zip(tangent.row(i));
        let x: Vec<_> = tangents.map(|(&x, &dx)| Dual::new(x, dx)).collect();
        let dy: Vec<_> = dy.row(i).iter().map(|&dy| Dual::fixed(dy)).collect();
        let y = definitions.forward.eval_row(&[&x], &parameters);
        let dx = derivative.eval_row(&[&x, &y, &dy], &parameters);
        out.iter_mut()
            .zip(dx)
            .for_each(|(out, dx)| *out = dx.tangent);
    }
}
