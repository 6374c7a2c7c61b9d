//! Numbers of 16 bits: their loops are those of `f32`, between two conversions, a block at a time.

mod convert;

use ndarray::{ArrayView2, ArrayViewMut2, s};

use super::walk::cuts;
use super::{Activation, Gated};
use crate::{GatedKernel, Kernel, Kind, Saved, Sum};

pub(super) use convert::{Half, to_odd};

/// Numbers converted at a time: few enough that all blocks of a call stay in the first-level cache.
const BLOCK: usize = 1024;

/// An activation whose loops for `f32` serve for `T`.
#[derive(Debug)]
#[repr(transparent)]
pub(super) struct ByF32<A>(A);

impl<A> ByF32<A> {
    pub(super) fn of(activation: &A) -> &Self {
        // SAFETY: transparent, it is its activation and nothing else.
        unsafe { &*std::ptr::from_ref(activation).cast() }
    }
}

impl<A: Activation> ByF32<A> {
    fn work(&self) -> Work<'_> {
        Work {
            kernel: &self.0,
            whole_rows: self.0.declaration().kind == Kind::RowWise,
        }
    }
}

impl<T: Half, A: Activation> Kernel<T> for ByF32<A> {
    fn forward_rows(&self, x: ArrayView2<'_, T>, y: ArrayViewMut2<'_, T>) {
        self.work().forward(Some(x), y);
    }

    fn forward_rows_inplace(&self, xy: ArrayViewMut2<'_, T>) {
        self.work().forward(None, xy);
    }

    fn vjp_rows(&self, saved: Saved<'_, T>, dy: ArrayView2<'_, T>, dx: ArrayViewMut2<'_, T>) {
        self.work().vjp(saved, Some(dy), dx);
    }

    fn vjp_rows_inplace(&self, saved: Saved<'_, T>, dy: ArrayViewMut2<'_, T>) {
        self.work().vjp(saved, None, dy);
    }

    fn jvp_rows(&self, x: ArrayView2<'_, T>, dx: ArrayView2<'_, T>, mut dy: ArrayViewMut2<'_, T>) {
        let work = self.work();
        let [mut a, mut b, mut c] = [const { Wide::new() }; 3];
        for (rows, columns) in cuts(x.dim(), work.whole_rows, BLOCK) {
            let part = s![rows, columns];
            let (x, dx) = (a.widen(x.slice(part)), b.widen(dx.slice(part)));
            let mut out = c.room(x.dim());
            work.kernel.jvp_rows(x.view(), dx.view(), out.view_mut());
            narrow(out.view(), dy.slice_mut(part));
        }
    }

    fn vjp_params_rows(&self, x: ArrayView2<'_, T>, dy: ArrayView2<'_, T>, sums: &mut [Sum]) {
        let work = self.work();
        let [mut a, mut b] = [const { Wide::new() }; 2];
        for (rows, columns) in cuts(x.dim(), work.whole_rows, BLOCK) {
            let part = s![rows, columns];
            let (x, dy) = (a.widen(x.slice(part)), b.widen(dy.slice(part)));
            work.kernel.vjp_params_rows(x.view(), dy.view(), sums);
        }
    }
}

/// The loops of `f32`, without the type of the activation.
struct Work<'a> {
    kernel: &'a dyn Kernel<f32>,
    /// Whether a row must not be cut.
    whole_rows: bool,
}

impl Work<'_> {
    /// y = f(x), or in place.
    fn forward<T: Half>(&self, x: Option<ArrayView2<'_, T>>, mut y: ArrayViewMut2<'_, T>) {
        let mut wide = Wide::new();
        for (rows, columns) in cuts(y.dim(), self.whole_rows, BLOCK) {
            let part = s![rows, columns];
            let mut block = match &x {
                Some(x) => wide.widen(x.slice(part)),
                None => wide.widen(y.slice(part)),
            };
            self.kernel.forward_rows_inplace(block.view_mut());
            narrow(block.view(), y.slice_mut(part));
        }
    }

    /// dx = Jᵀ dy, or in place.
    fn vjp<T: Half>(
        &self,
        saved: Saved<'_, T>,
        dy: Option<ArrayView2<'_, T>>,
        mut dx: ArrayViewMut2<'_, T>,
    ) {
        let [mut a, mut b, mut c] = [const { Wide::new() }; 3];
        for (rows, columns) in cuts(dx.dim(), self.whole_rows, BLOCK) {
            let part = s![rows, columns];
            let mut block = match &dy {
                Some(dy) => a.widen(dy.slice(part)),
                None => a.widen(dx.slice(part)),
            };
            let (first, second);
            let saved = match &saved {
                Saved::Nothing => Saved::Nothing,
                Saved::Input(x) => {
                    first = b.widen(x.slice(part));
                    Saved::Input(first.view())
                }
                Saved::Output(y) => {
                    first = b.widen(y.slice(part));
                    Saved::Output(first.view())
                }
                Saved::Both(x, y) => {
                    (first, second) = (b.widen(x.slice(part)), c.widen(y.slice(part)));
                    Saved::Both(first.view(), second.view())
                }
            };
            self.kernel.vjp_rows_inplace(saved, block.view_mut());
            narrow(block.view(), dx.slice_mut(part));
        }
    }
}

impl<T: Half, G: Gated> GatedKernel<T> for ByF32<G> {
    fn forward_rows(
        &self,
        a: ArrayView2<'_, T>,
        b: ArrayView2<'_, T>,
        mut y: ArrayViewMut2<'_, T>,
    ) {
        let kernel: &dyn GatedKernel<f32> = &self.0;
        let [mut wide_a, mut wide_b, mut wide_y] = [const { Wide::new() }; 3];
        for (rows, columns) in cuts(a.dim(), false, BLOCK) {
            let part = s![rows, columns];
            let (a, b) = (wide_a.widen(a.slice(part)), wide_b.widen(b.slice(part)));
            let mut out = wide_y.room(a.dim());
            kernel.forward_rows(a.view(), b.view(), out.view_mut());
            narrow(out.view(), y.slice_mut(part));
        }
    }

    fn vjp_rows(
        &self,
        a: ArrayView2<'_, T>,
        b: ArrayView2<'_, T>,
        dy: ArrayView2<'_, T>,
        mut da: ArrayViewMut2<'_, T>,
        mut db: ArrayViewMut2<'_, T>,
    ) {
        let kernel: &dyn GatedKernel<f32> = &self.0;
        let mut wide = [const { Wide::new() }; 5];
        for (rows, columns) in cuts(a.dim(), false, BLOCK) {
            let part = s![rows, columns];
            let [wide_a, wide_b, wide_dy, wide_da, wide_db] = &mut wide;
            let (a, b) = (wide_a.widen(a.slice(part)), wide_b.widen(b.slice(part)));
            let dy = wide_dy.widen(dy.slice(part));
            let (mut by_a, mut by_b) = (wide_da.room(a.dim()), wide_db.room(a.dim()));
            kernel.vjp_rows(
                a.view(),
                b.view(),
                dy.view(),
                by_a.view_mut(),
                by_b.view_mut(),
            );
            narrow(by_a.view(), da.slice_mut(part));
            narrow(by_b.view(), db.slice_mut(part));
        }
    }

    fn vjp_params_rows(
        &self,
        a: ArrayView2<'_, T>,
        b: ArrayView2<'_, T>,
        dy: ArrayView2<'_, T>,
        sums: &mut [Sum],
    ) {
        let kernel: &dyn GatedKernel<f32> = &self.0;
        let [mut wide_a, mut wide_b, mut wide_dy] = [const { Wide::new() }; 3];
        for (rows, columns) in cuts(a.dim(), false, BLOCK) {
            let part = s![rows, columns];
            let (a, b) = (wide_a.widen(a.slice(part)), wide_b.widen(b.slice(part)));
            let dy = wide_dy.widen(dy.slice(part));
            kernel.vjp_params_rows(a.view(), b.view(), dy.view(), sums);
        }
    }
}

/// Memory for one block: on the heap only where a row is longer than a block.
struct Wide {
    stack: [f32; BLOCK],
    heap: Vec<f32>,
}

impl Wide {
    const fn new() -> Self {
        Self {
            stack: [0.0; BLOCK],
            heap: Vec::new(),
        }
    }

    /// A block of this shape, of any numbers.
    fn room(&mut self, shape: (usize, usize)) -> ArrayViewMut2<'_, f32> {
        let length = shape.0 * shape.1;
        let numbers = if length <= BLOCK {
            &mut self.stack[..length]
        } else {
            self.heap.resize(length, 0.0);
            &mut self.heap[..]
        };
        ArrayViewMut2::from_shape(shape, numbers).expect("as many numbers as the shape has")
    }

    /// A block as `f32`.
    fn widen<T: Half>(&mut self, from: ArrayView2<'_, T>) -> ArrayViewMut2<'_, f32> {
        let mut to = self.room(from.dim());
        for (from, mut to) in from.rows().into_iter().zip(to.rows_mut()) {
            match (from.as_slice(), to.as_slice_mut()) {
                (Some(from), Some(to)) => T::widen_all(from, to),
                _ => to.zip_mut_with(&from, |to, from| {
                    T::widen_all(&[*from], std::slice::from_mut(to))
                }),
            }
        }
        to
    }
}

/// A block back in 16 bits.
fn narrow<T: Half>(from: ArrayView2<'_, f32>, mut to: ArrayViewMut2<'_, T>) {
    for (from, mut to) in from.rows().into_iter().zip(to.rows_mut()) {
        match (from.as_slice(), to.as_slice_mut()) {
            (Some(from), Some(to)) => T::narrow_all(from, to),
            _ => to.zip_mut_with(&from, |to, from| {
                T::narrow_all(&[*from], std::slice::from_mut(to))
            }),
        }
    }
}
