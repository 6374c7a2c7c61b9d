//! What the methods of `Gated` share: broadcasting the second input, and summing its gradient back.

use ndarray::{Array, ArrayRef, ArrayView, ArrayView2, ArrayViewMut2, Dimension, Zip, s};

use super::walk::{Walk, block, block_mut, for_each_block, positions};
use super::{Element, ShapeError};
use crate::{GatedKernel, Sum};

/// How many elements of db are computed at a time before they are summed.
const CHUNK: usize = 4096;

/// b in a's shape.
pub(super) fn broadcast<'a, T, D: Dimension, E: Dimension>(
    activation: &'static str,
    b: &'a ArrayRef<T, E>,
    a: &ArrayRef<T, D>,
) -> Result<ArrayView<'a, T, D>, ShapeError> {
    b.broadcast(a.raw_dim())
        .ok_or_else(|| ShapeError::Broadcast {
            activation,
            argument: "b",
            expected: a.shape().to_vec(),
            found: b.shape().to_vec(),
        })
}

/// y = f(a, b)
pub(super) fn forward<T: Element, D: Dimension>(
    kernel: &dyn GatedKernel<T>,
    a: &ArrayRef<T, D>,
    b: &ArrayRef<T, D>,
    y: &mut ArrayRef<T, D>,
) {
    for_each_block(None, [a, b], [y], |[a, b], [y]| {
        kernel.forward_rows(a, b, y)
    });
}

/// Σ dy · ∂f/∂parameter
pub(super) fn vjp_params<T: Element, D: Dimension>(
    kernel: &dyn GatedKernel<T>,
    a: &ArrayRef<T, D>,
    b: &ArrayRef<T, D>,
    dy: &ArrayRef<T, D>,
    sums: &mut [Sum],
) {
    for_each_block(None, [a, b, dy], [], |[a, b, dy], []| {
        kernel.vjp_params_rows(a, b, dy, sums)
    });
}

/// da and db, where b has been broadcast to a's shape, and db has the shape that b had.
pub(super) fn vjp<T: Element, D: Dimension, E: Dimension>(
    kernel: &dyn GatedKernel<T>,
    a: &ArrayRef<T, D>,
    b: &ArrayRef<T, D>,
    dy: &ArrayRef<T, D>,
    da: &mut ArrayRef<T, D>,
    db: &mut ArrayRef<T, E>,
) {
    if db.shape() == a.shape() {
        let mut db = db
            .view_mut()
            .into_dimensionality::<D>()
            .expect("a's shape, in axes too");
        return for_each_block(None, [a, b, dy], [da, &mut *db], |[a, b, dy], [da, db]| {
            kernel.vjp_rows(a, b, dy, da, db);
        });
    }
    let mut sums: Array<Sum, E> = Array::default(db.raw_dim());
    if !a.is_empty() {
        vjp_and_sum(kernel, a, b, dy, da, &mut sums);
    }
    Zip::from(db)
        .and(&sums)
        .for_each(|db, sum| *db = T::narrow(sum.value()));
}

/// dy · the second of the tangents, added up in the shape that b has.
pub(super) fn sum_to<T: Element, D: Dimension, E: Dimension>(
    tangents: &ArrayRef<[f64; 3], D>,
    dy: &ArrayRef<T, D>,
    by_b: &mut ArrayRef<T, E>,
) {
    let mut sums: Array<Sum, E> = Array::default(by_b.raw_dim());
    // Cells, because a broadcast view has many places for one sum.
    let places = sums.cell_view();
    let places = places
        .broadcast(tangents.raw_dim())
        .expect("the shape of b, which broadcasts");
    Zip::from(places)
        .and(tangents)
        .and(dy)
        .for_each(|place, tangents, dy| {
            let mut sum = place.get();
            sum.add(dy.widen() * tangents[1]);
            place.set(sum);
        });
    Zip::from(by_b)
        .and(&sums)
        .for_each(|by_b, sum| *by_b = T::narrow(sum.value()));
}

/// da, and db added up in `sums`. Each chunk of db is computed in full and then summed, so that no
/// array of a's size is needed for it.
fn vjp_and_sum<T: Element, D: Dimension, E: Dimension>(
    kernel: &dyn GatedKernel<T>,
    a: &ArrayRef<T, D>,
    b: &ArrayRef<T, D>,
    dy: &ArrayRef<T, D>,
    da: &mut ArrayRef<T, D>,
    sums: &mut ArrayRef<Sum, E>,
) {
    // Cells, because a broadcast view has many places for one sum.
    let sums = sums.cell_view();
    let sums = sums
        .broadcast(a.raw_dim())
        .expect("the shape of b, which broadcasts");
    let strides = [
        da.strides(),
        a.strides(),
        b.strides(),
        dy.strides(),
        sums.strides(),
    ];
    let walk = Walk::new(None, a.shape(), &strides);
    let sums = walk.arrange(sums.into_dyn());
    let inputs = [a, b, dy].map(|x| walk.arrange(x.view().into_dyn()));
    let mut da = walk.arrange(da.view_mut().into_dyn());
    let shape = da.shape().to_vec();
    let [rows, columns] = [shape[shape.len() - 2], shape[shape.len() - 1]];
    let width = columns.min(CHUNK);
    let height = rows.min(CHUNK / width);
    let mut chunk = vec![T::ZERO; height * width];

    for at in positions(&shape) {
        let [a, b, dy] = inputs.each_ref().map(|x| block(x, &at));
        let mut da = block_mut(&mut da, &at);
        let sums = block(&sums, &at);
        for i in (0..rows).step_by(height) {
            for j in (0..columns).step_by(width) {
                let part = s![i..(i + height).min(rows), j..(j + width).min(columns)];
                let sums = sums.slice(part);
                let db = &mut chunk[..sums.len()];
                let db = ArrayViewMut2::from_shape(sums.dim(), db).expect("as long as the part");
                kernel.vjp_rows(
                    a.slice(part),
                    b.slice(part),
                    dy.slice(part),
                    da.slice_mut(part),
                    db,
                );
                let db = ArrayView2::from_shape(sums.dim(), &chunk).expect("as long as the part");
                Zip::from(sums).and(db).for_each(|cell, term| {
                    let mut sum = cell.get();
                    sum.add(term.widen());
                    cell.set(sum);
                });
            }
        }
    }
}
