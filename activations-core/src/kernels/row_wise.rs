//! Row-wise loops: one row at a time, one element at a time.

use ndarray::{Array2, ArrayView1, ArrayView2, ArrayViewMut1, ArrayViewMut2};

use super::{Saved, Sum};
use crate::__private::{RowDefinition, RowEngine, Slots};
use crate::{Dual, Element, Real, Reduction, Tape};

/// One row. What a pass does not read may be any row of the right length.
struct Row<'a, T> {
    x: ArrayView1<'a, T>,
    y: ArrayView1<'a, T>,
    dy: ArrayView1<'a, T>,
    out: ArrayViewMut1<'a, T>,
}

impl<T: Element + Real> Row<'_, T> {
    fn slots(&self, i: usize) -> Slots<T> {
        Slots {
            x: self.x[i],
            y: self.y[i],
            dy: self.dy[i],
            out: self.out[i],
        }
    }
}

/// The reductions of one pass.
struct Totals<T, const K: usize> {
    kinds: [Reduction; K],
    totals: [T; K],
}

impl<T: Real, const K: usize> Totals<T, K> {
    fn new(kinds: [Reduction; K]) -> Self {
        let totals = kinds.map(|kind| match kind {
            Reduction::Max => T::from_f64(f64::NEG_INFINITY),
            Reduction::Sum | Reduction::Mean => T::from_f64(0.0),
        });
        Self { kinds, totals }
    }

    fn add(&mut self, terms: [T; K]) {
        for ((kind, total), term) in self.kinds.iter().zip(&mut self.totals).zip(terms) {
            *total = match kind {
                Reduction::Max => total.max(term),
                Reduction::Sum | Reduction::Mean => *total + term,
            };
        }
    }

    fn finish(mut self, length: T) -> [T; K] {
        for (kind, total) in self.kinds.iter().zip(&mut self.totals) {
            if let Reduction::Mean = kind {
                *total = *total / length;
            }
        }
        self.totals
    }
}

impl<T: Element + Real> RowEngine for Row<'_, T> {
    type R = T;

    fn length(&self) -> T {
        T::from_f64(self.out.len() as f64)
    }

    fn reduce<const K: usize>(
        &mut self,
        kinds: [Reduction; K],
        f: impl Fn(Slots<T>) -> [T; K],
    ) -> [T; K] {
        let mut totals = Totals::new(kinds);
        for i in 0..self.out.len() {
            totals.add(f(self.slots(i)));
        }
        totals.finish(self.length())
    }

    fn store<const K: usize>(
        &mut self,
        kinds: [Reduction; K],
        f: impl Fn(Slots<T>) -> (T, [T; K]),
    ) -> [T; K] {
        let mut totals = Totals::new(kinds);
        for i in 0..self.out.len() {
            let (out, terms) = f(self.slots(i));
            self.out[i] = out;
            totals.add(terms);
        }
        totals.finish(self.length())
    }
}

/// y = f(x)
pub fn forward<D, T>(definition: &D, x: ArrayView2<'_, T>, mut y: ArrayViewMut2<'_, T>)
where
    D: RowDefinition,
    T: Element + Real,
{
    for (x, out) in x.rows().into_iter().zip(y.rows_mut()) {
        definition.forward(&mut Row {
            x,
            y: x,
            dy: x,
            out,
        });
    }
}

/// x = f(x)
pub fn forward_inplace<D, T>(definition: &D, xy: ArrayViewMut2<'_, T>)
where
    D: RowDefinition,
    T: Element + Real,
{
    forward(definition, xy.to_owned().view(), xy);
}

/// dx = Jᵀ dy
pub fn vjp<D, T>(
    definition: &D,
    saved: Saved<'_, T>,
    dy: ArrayView2<'_, T>,
    mut dx: ArrayViewMut2<'_, T>,
) where
    D: RowDefinition,
    T: Element + Real,
{
    let recomputed;
    let (x, y) = match &saved {
        Saved::Nothing => (dy, dy),
        Saved::Input(x) if D::DECLARATION.keeps.output() => {
            recomputed = output(definition, *x);
            (*x, recomputed.view())
        }
        Saved::Input(x) => (*x, *x),
        Saved::Output(y) => (*y, *y),
        Saved::Both(x, y) => (*x, *y),
    };
    for (((x, y), dy), out) in x
        .rows()
        .into_iter()
        .zip(y.rows())
        .zip(dy.rows())
        .zip(dx.rows_mut())
    {
        definition.vjp(&mut Row { x, y, dy, out });
    }
}

/// dy = Jᵀ dy
pub fn vjp_inplace<D, T>(definition: &D, saved: Saved<'_, T>, dy: ArrayViewMut2<'_, T>)
where
    D: RowDefinition,
    T: Element + Real,
{
    vjp(definition, saved, dy.to_owned().view(), dy);
}

/// dy = J dx
pub fn jvp<D, T>(
    definition: &D,
    x: ArrayView2<'_, T>,
    dx: ArrayView2<'_, T>,
    mut dy: ArrayViewMut2<'_, T>,
) where
    D: RowDefinition,
    T: Element + Real,
{
    let y = output(definition, x);
    for (((x, y), dy), out) in x
        .rows()
        .into_iter()
        .zip(y.rows())
        .zip(dx.rows())
        .zip(dy.rows_mut())
    {
        definition.jvp(&mut Row { x, y, dy, out });
    }
}

fn output<D, T>(definition: &D, x: ArrayView2<'_, T>) -> Array2<T>
where
    D: RowDefinition,
    T: Element + Real,
{
    let mut y = x.to_owned();
    forward(definition, x, y.view_mut());
    y
}

/// Adds Σ dy · ∂f/∂parameter to each sum, by dual numbers over the definition as written, in `f64`.
pub fn vjp_params<D, T>(
    definition: &D,
    x: ArrayView2<'_, T>,
    dy: ArrayView2<'_, T>,
    sums: &mut [Sum],
) where
    D: RowDefinition,
    T: Element + Real,
{
    let values = definition.parameters();
    let tape = Tape::row(1, values.len(), |rows, p| D::plain(rows[0], p));
    for (index, sum) in sums.iter_mut().enumerate() {
        let mut parameters: Vec<_> = values.iter().map(|&p| Dual::fixed(p)).collect();
        parameters[index] = Dual::variable(values[index]);
        for (x, dy) in x.rows().into_iter().zip(dy.rows()) {
            let row: Vec<_> = x.iter().map(|x| Dual::fixed(x.widen())).collect();
            for (y, dy) in tape.eval_row(&[&row], &parameters).iter().zip(dy) {
                sum.add(dy.widen() * y.tangent);
            }
        }
    }
}
