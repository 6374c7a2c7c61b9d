//! A right activation with an error planted in its array code.

use activations_core::ndarray::{Array2, ArrayView2, ArrayViewMut2, Axis};
use activations_core::{Activation, AnyActivation, Declaration, Definitions, Kernel, Saved, Sum};
use activations_verify::Number;

/// What is wrong with the loops.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bug {
    /// The last element of a row that fills no whole vector of 8 is left as it was.
    SkippedTail,
    /// In a row of at least one vector its first two results are swapped.
    SwappedLanes,
    /// The tail of a row takes the other slope at x = 3.
    OtherBranchInTail,
    /// In-place gradients read dy after it has been overwritten.
    AliasedGradient,
    /// dy is read in memory order, whatever its strides.
    IgnoredStrides,
    /// Every row takes something from the first one.
    RowLeak,
    /// Square blocks are worked along their columns.
    WrongAxis,
    /// dx does not depend on dy.
    IgnoredCotangent,
    /// dx = dy − y² instead of dy·(1 − y²).
    AffineCotangent,
    /// NaN comes out as 0.
    HiddenNan,
    /// Great inputs overflow on the way.
    Overflow,
    /// The gradient in f32 is off by one part in a thousand.
    SlackInSingle,
    /// The JVP is twice what it should be.
    DoubledTangent,
    /// Gradients by parameters miss the last element.
    ShortSum,
    /// The second derivative is off by one part in a million.
    SlackInSecond,
}

/// The activation with the bug.
#[derive(Clone, Debug)]
pub struct Planted {
    right: AnyActivation,
    bug: Bug,
}

impl Planted {
    pub fn new(right: impl Activation + 'static, bug: Bug) -> Self {
        Self {
            right: AnyActivation::new(right),
            bug,
        }
    }
}

impl Activation for Planted {
    fn declaration(&self) -> &'static Declaration {
        self.right.declaration()
    }

    fn parameters(&self) -> Vec<f64> {
        self.right.parameters()
    }

    fn definitions(&self) -> Option<Definitions> {
        self.right.definitions()
    }

    fn vjp_derivative(
        &self,
        x: ArrayView2<'_, f64>,
        dy: ArrayView2<'_, f64>,
        tangent: ArrayView2<'_, f64>,
        mut out: ArrayViewMut2<'_, f64>,
    ) {
        self.right.vjp_derivative(x, dy, tangent, out.view_mut());
        if self.bug == Bug::SlackInSecond {
            out.mapv_inplace(|by_x| by_x * (1.0 + 1e-6));
        }
    }
}

/// What forward and gradient have in common: the input is `x`, the right result is in `out`.
fn spoil<T: Number>(bug: Bug, x: ArrayView2<'_, T>, out: &mut ArrayViewMut2<'_, T>) {
    let (rows, columns) = x.dim();
    match bug {
        Bug::SkippedTail if columns % 8 != 0 => {
            for row in 0..rows {
                out[(row, columns - 1)] = x[(row, columns - 1)];
            }
        }
        Bug::SwappedLanes if columns >= 8 => {
            for row in 0..rows {
                out.swap((row, 0), (row, 1));
            }
        }
        Bug::RowLeak => {
            for row in 1..rows {
                let leak = x[(0, 0)] * T::narrow(1e-3);
                out.row_mut(row).mapv_inplace(|y| y + leak);
            }
        }
        Bug::HiddenNan => out.mapv_inplace(|y| if y.is_nan() { T::ZERO } else { y }),
        Bug::Overflow => {
            for (y, x) in out.iter_mut().zip(x) {
                *y = *y + T::ZERO * (*x * *x * *x);
            }
        }
        _ => {}
    }
}

macro_rules! kernel {
    ($type:ident, $is_single:literal) => {
        impl Kernel<$type> for Planted {
            fn forward_rows(&self, x: ArrayView2<'_, $type>, mut y: ArrayViewMut2<'_, $type>) {
                if self.bug == Bug::WrongAxis && x.nrows() == x.ncols() {
                    return Kernel::<$type>::forward_rows(
                        &self.right,
                        x.t(),
                        y.view_mut().reversed_axes(),
                    );
                }
                Kernel::<$type>::forward_rows(&self.right, x, y.view_mut());
                spoil(self.bug, x, &mut y);
            }

            fn vjp_rows(
                &self,
                saved: Saved<'_, $type>,
                dy: ArrayView2<'_, $type>,
                mut dx: ArrayViewMut2<'_, $type>,
            ) {
                let memory_order;
                let dy = match (self.bug, dy.as_slice_memory_order()) {
                    (Bug::IgnoredStrides, Some(slice)) => {
                        memory_order = Array2::from_shape_vec(dy.dim(), slice.to_vec())
                            .expect("as many elements");
                        memory_order.view()
                    }
                    _ => dy,
                };
                Kernel::<$type>::vjp_rows(&self.right, saved, dy, dx.view_mut());
                let Saved::Input(x) = saved else { return };
                match self.bug {
                    Bug::IgnoredCotangent => {
                        let ones = Array2::ones(dy.dim());
                        Kernel::<$type>::vjp_rows(&self.right, saved, ones.view(), dx.view_mut());
                    }
                    Bug::AffineCotangent => {
                        let mut y = x.to_owned();
                        Kernel::<$type>::forward_rows(&self.right, x, y.view_mut());
                        for ((dx, dy), y) in dx.iter_mut().zip(dy).zip(&y) {
                            *dx = dy - y * y;
                        }
                    }
                    Bug::OtherBranchInTail => {
                        let tail = x.ncols() / 8 * 8;
                        for ((at, dx), (x, dy)) in dx.indexed_iter_mut().zip(x.iter().zip(dy)) {
                            if at.1 >= tail && *x == 3.0 {
                                *dx = 1.5 * dy;
                            }
                        }
                    }
                    Bug::SlackInSingle if $is_single => dx.mapv_inplace(|dx| dx * 1.001),
                    _ => spoil(self.bug, x, &mut dx),
                }
            }

            fn vjp_rows_inplace(&self, saved: Saved<'_, $type>, mut dy: ArrayViewMut2<'_, $type>) {
                let copy = dy.to_owned();
                Kernel::<$type>::vjp_rows(self, saved, copy.view(), dy.view_mut());
                if self.bug == Bug::AliasedGradient {
                    // A second reduction, over what has been overwritten.
                    for mut row in dy.axis_iter_mut(Axis(0)) {
                        let again = row.sum();
                        row.mapv_inplace(|dx| dx - 0.1 * again);
                    }
                }
            }

            fn jvp_rows(
                &self,
                x: ArrayView2<'_, $type>,
                dx: ArrayView2<'_, $type>,
                mut dy: ArrayViewMut2<'_, $type>,
            ) {
                Kernel::<$type>::jvp_rows(&self.right, x, dx, dy.view_mut());
                if self.bug == Bug::DoubledTangent {
                    dy.mapv_inplace(|dy| 2.0 * dy);
                }
            }

            fn vjp_params_rows(
                &self,
                x: ArrayView2<'_, $type>,
                dy: ArrayView2<'_, $type>,
                sums: &mut [Sum],
            ) {
                let last = if self.bug == Bug::ShortSum {
                    x.ncols().saturating_sub(1)
                } else {
                    x.ncols()
                };
                let part = activations_core::ndarray::s![.., ..last];
                Kernel::<$type>::vjp_params_rows(&self.right, x.slice(part), dy.slice(part), sums);
            }
        }
    };
}

kernel!(f32, true);
kernel!(f64, false);
