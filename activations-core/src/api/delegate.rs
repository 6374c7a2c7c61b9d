//! The loops of a type that holds an activation in its field `inner`: those of the activation.

macro_rules! delegate_kernel {
    () => {
        fn forward_rows(&self, x: ArrayView2<'_, T>, y: ArrayViewMut2<'_, T>) {
            self.inner.forward_rows(x, y);
        }

        fn forward_rows_inplace(&self, xy: ArrayViewMut2<'_, T>) {
            self.inner.forward_rows_inplace(xy);
        }

        fn vjp_rows(&self, saved: Saved<'_, T>, dy: ArrayView2<'_, T>, dx: ArrayViewMut2<'_, T>) {
            self.inner.vjp_rows(saved, dy, dx);
        }

        fn vjp_rows_inplace(&self, saved: Saved<'_, T>, dy: ArrayViewMut2<'_, T>) {
            self.inner.vjp_rows_inplace(saved, dy);
        }

        fn jvp_rows(&self, x: ArrayView2<'_, T>, dx: ArrayView2<'_, T>, dy: ArrayViewMut2<'_, T>) {
            self.inner.jvp_rows(x, dx, dy);
        }

        fn vjp_params_rows(&self, x: ArrayView2<'_, T>, dy: ArrayView2<'_, T>, sums: &mut [Sum]) {
            self.inner.vjp_params_rows(x, dy, sums);
        }
    };
}

pub(super) use delegate_kernel;
