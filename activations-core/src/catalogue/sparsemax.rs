//! Sparsemax, by hand: its threshold is found by sorting, which no declaration can say.

use ndarray::{ArrayView1, ArrayView2, ArrayViewMut1, ArrayViewMut2, Zip};

use crate::__private::{Declared, Entry};
use crate::{
    Activation, AnyActivation, Declaration, Element, Keeps, Kernel, Kind, ParameterError, Proof,
    Saved,
};

/// Sparsemax of each row: the probabilities nearest to the row, of which many are exactly 0.
///
/// Like a softmax it sums to 1 and keeps the order of the entries, but entries far enough below the
/// greatest one get no weight and no gradient. A row of −∞ alone, or one with an entry ∞, is NaN, as its
/// softmax. Masked entries are 0, and so is a row that is hidden as a whole.
///
/// Martins, Astudillo 2016, "From softmax to sparsemax: a sparse model of attention and multi-label
/// classification", <https://arxiv.org/abs/1602.02068>.
///
/// * y = `max(x − τ, 0)` with the τ for which `Σ y = 1`
/// * dL/dx = `S·(dy − mean(dy over S))`, where S is 1 for y > 0 and 0 elsewhere
/// * a training step keeps the output
/// * a kink where an entry enters or leaves S; there it counts as outside
/// * its second derivative is 0
/// * written by hand and tested, not proved
///
/// ```
/// use activations_core::ndarray::array;
/// use activations_core::{Activation, Sparsemax};
///
/// let y = Sparsemax.forward(&array![[0.0, 0.5, -1.0], [9.0, 1.0, 1.0]]);
/// assert_eq!(y, array![[0.25, 0.75, 0.0], [1.0, 0.0, 0.0]]);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Sparsemax;

/// What the built-ins of this file are.
pub(super) const ALL: &[Entry] = &[Entry::of::<Sparsemax>()];

impl Declared for Sparsemax {
    const DECLARATION: &'static Declaration = &Declaration {
        formula: "max(x − τ, 0), where τ makes the sum 1",
        derivatives: &["S·(dy − mean(dy over S)), where S = {y > 0}"],
        keeps: Keeps::Output,
        proof: Proof::Unproved("written by hand: its threshold is found by sorting"),
        ..Declaration::new("sparsemax", "Sparsemax", Kind::RowWise)
    };
}

impl Activation for Sparsemax {
    fn declaration(&self) -> &'static Declaration {
        Self::DECLARATION
    }

    fn with_parameters(&self, values: &[f64]) -> Option<Result<AnyActivation, ParameterError>> {
        Some(Declared::with_parameters(self, values).map(AnyActivation::new))
    }

    fn vjp_derivative(
        &self,
        _: ArrayView2<'_, f64>,
        _: ArrayView2<'_, f64>,
        _: ArrayView2<'_, f64>,
        mut out: ArrayViewMut2<'_, f64>,
    ) {
        out.fill(0.0);
    }
}

impl<T: Element> Kernel<T> for Sparsemax {
    fn forward_rows(&self, x: ArrayView2<'_, T>, mut y: ArrayViewMut2<'_, T>) {
        let mut near = Vec::new();
        for (x, y) in x.rows().into_iter().zip(y.rows_mut()) {
            project(x, y, &mut near);
        }
    }

    fn vjp_rows(&self, saved: Saved<'_, T>, dy: ArrayView2<'_, T>, mut dx: ArrayViewMut2<'_, T>) {
        let y = match saved {
            Saved::Output(y) | Saved::Both(_, y) => y,
            Saved::Input(x) => {
                self.forward_rows(x, dx.view_mut());
                return centre_over_support(dy, dx);
            }
            Saved::Nothing => unreachable!("the declaration says that the output is kept"),
        };
        dx.assign(&y);
        centre_over_support(dy, dx);
    }

    fn jvp_rows(&self, x: ArrayView2<'_, T>, dx: ArrayView2<'_, T>, dy: ArrayViewMut2<'_, T>) {
        // The Jacobian is symmetric.
        self.vjp_rows(Saved::Input(x), dx, dy);
    }
}

/// y = max(x − τ, 0), with what is within 1 of the greatest entry in `near`.
fn project<T: Element>(x: ArrayView1<'_, T>, y: ArrayViewMut1<'_, T>, near: &mut Vec<f64>) {
    // From the greatest entry on, so that nothing of it cancels: τ lies between −1 and 0 then, and what
    // is below −1 has no weight.
    let greatest = x.iter().fold(f64::NEG_INFINITY, |greatest, x| {
        let x = x.widen();
        if x > greatest || x.is_nan() {
            x
        } else {
            greatest
        }
    });
    near.clear();
    near.extend(x.iter().map(|x| x.widen() - greatest).filter(|x| *x > -1.0));
    near.sort_unstable_by(|a, b| b.total_cmp(a));
    let mut sum = 0.0;
    let mut threshold = f64::NAN;
    for (i, x) in near.iter().enumerate() {
        let count = (i + 1) as f64;
        sum += x;
        if 1.0 + count * x <= sum {
            break;
        }
        threshold = (sum - 1.0) / count;
    }
    Zip::from(y).and(x).for_each(|y, x| {
        let above = x.widen() - greatest - threshold;
        *y = T::narrow(if above <= 0.0 { 0.0 } else { above });
    });
}

/// dx = dy less its mean over the support, where dx holds the output; 0 outside of the support.
fn centre_over_support<T: Element>(dy: ArrayView2<'_, T>, mut dx: ArrayViewMut2<'_, T>) {
    for (dy, dx) in dy.rows().into_iter().zip(dx.rows_mut()) {
        // A row of NaN is all inside, and so stays NaN.
        let is_inside = |y: T| y != T::ZERO;
        let (mut count, mut sum) = (0.0, 0.0);
        Zip::from(&dx).and(dy).for_each(|&y, dy| {
            if is_inside(y) {
                count += 1.0;
                sum += dy.widen();
            }
        });
        Zip::from(dx).and(dy).for_each(|dx, dy| {
            let y = dx.widen();
            *dx = match is_inside(*dx) {
                true if y.is_nan() => *dx,
                true => T::narrow(dy.widen() - sum / count),
                false => T::ZERO,
            };
        });
    }
}
