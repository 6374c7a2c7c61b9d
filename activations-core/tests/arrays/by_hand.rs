//! Activations written by hand, without the macro: what anyone can put behind the traits.

use activations_core::ndarray::{ArrayView2, ArrayViewMut2, Zip};
use activations_core::{
    Activation, Declaration, Element, Gated, GatedKernel, Keeps, Kernel, Kind, Saved,
};

/// x², element by element. Its derivative reads the input.
#[derive(Clone, Debug)]
pub(crate) struct Square;

static SQUARE: Declaration = Declaration {
    formula: "x²",
    derivatives: &["2·x"],
    keeps: Keeps::Input,
    ..Declaration::new("square", "Square", Kind::ElementWise)
};

impl<T: Element> Kernel<T> for Square {
    fn forward_rows(&self, x: ArrayView2<'_, T>, y: ArrayViewMut2<'_, T>) {
        Zip::from(y)
            .and(x)
            .for_each(|y, x| *y = T::narrow(x.widen() * x.widen()));
    }

    fn vjp_rows(&self, saved: Saved<'_, T>, dy: ArrayView2<'_, T>, dx: ArrayViewMut2<'_, T>) {
        let Saved::Input(x) = saved else {
            panic!("expected the input, found {saved:?}")
        };
        Zip::from(dx).and(x).and(dy).for_each(|dx, x, dy| {
            *dx = T::narrow(2.0 * x.widen() * dy.widen());
        });
    }

    fn jvp_rows(&self, x: ArrayView2<'_, T>, dx: ArrayView2<'_, T>, dy: ArrayViewMut2<'_, T>) {
        self.vjp_rows(Saved::Input(x), dx, dy);
    }
}

impl Activation for Square {
    fn declaration(&self) -> &'static Declaration {
        &SQUARE
    }
}

/// The running sum of a row, y_i = Σ_{j ≤ i} x_j. It tells one order of a row from another, which a
/// softmax does not, and its derivative is a constant, so it keeps nothing.
#[derive(Clone, Debug)]
pub(crate) struct RunningSum;

static RUNNING_SUM: Declaration = Declaration {
    keeps: Keeps::Nothing,
    ..Declaration::new("running_sum", "RunningSum", Kind::RowWise)
};

fn running<'a, T: Element>(from: impl Iterator<Item = &'a T>, to: impl Iterator<Item = &'a mut T>) {
    let mut sum = 0.0;
    for (x, y) in from.zip(to) {
        sum += x.widen();
        *y = T::narrow(sum);
    }
}

impl<T: Element> Kernel<T> for RunningSum {
    fn forward_rows(&self, x: ArrayView2<'_, T>, mut y: ArrayViewMut2<'_, T>) {
        for (x, mut y) in x.rows().into_iter().zip(y.rows_mut()) {
            running(x.iter(), y.iter_mut());
        }
    }

    fn vjp_rows(&self, _: Saved<'_, T>, dy: ArrayView2<'_, T>, mut dx: ArrayViewMut2<'_, T>) {
        for (dy, mut dx) in dy.rows().into_iter().zip(dx.rows_mut()) {
            running(dy.iter().rev(), dx.iter_mut().rev());
        }
    }

    fn jvp_rows(&self, _: ArrayView2<'_, T>, dx: ArrayView2<'_, T>, dy: ArrayViewMut2<'_, T>) {
        self.forward_rows(dx, dy);
    }
}

impl Activation for RunningSum {
    fn declaration(&self) -> &'static Declaration {
        &RUNNING_SUM
    }
}

/// (a + 1)·b, pair by pair.
#[derive(Clone, Debug)]
pub(crate) struct Gate;

static GATE: Declaration = Declaration::new("gate", "Gate", Kind::Gated);

impl<T: Element> GatedKernel<T> for Gate {
    fn forward_rows(&self, a: ArrayView2<'_, T>, b: ArrayView2<'_, T>, y: ArrayViewMut2<'_, T>) {
        Zip::from(y).and(a).and(b).for_each(|y, a, b| {
            *y = T::narrow((a.widen() + 1.0) * b.widen());
        });
    }

    fn vjp_rows(
        &self,
        a: ArrayView2<'_, T>,
        b: ArrayView2<'_, T>,
        dy: ArrayView2<'_, T>,
        da: ArrayViewMut2<'_, T>,
        db: ArrayViewMut2<'_, T>,
    ) {
        Zip::from(da)
            .and(db)
            .and(a)
            .and(b)
            .and(dy)
            .for_each(|da, db, a, b, dy| {
                *da = T::narrow(dy.widen() * b.widen());
                *db = T::narrow(dy.widen() * (a.widen() + 1.0));
            });
    }
}

impl Gated for Gate {
    fn declaration(&self) -> &'static Declaration {
        &GATE
    }
}
