//! The exact values, with a bound on their error, and the comparison with what the code gives.

use activations_core::Real;

use super::Bits;
use super::inputs::Block;
use super::measure::Figures;
use super::scale::Scale;
use crate::checks::Model;
use crate::interpretations::{DoubleDouble, Pair, Precise, Precision, Running, Wide};
use crate::subject::Subject;

/// The bound on an exact value, in units in the last place of the element type, that is never worth a
/// second look.
const SHARP: f64 = 1e-9;

/// The bound that is too coarse to say anything.
const BLUNT: f64 = 0.01;

/// The declared functions of a subject.
pub(super) struct Oracle<'a> {
    model: Model<'a>,
    row_wise: bool,
}

/// One function at the inputs of a block.
pub(super) struct Exact {
    /// 0 the forward, then the derivative by each input.
    function: usize,
    values: Vec<Running<Pair>>,
}

impl<'a> Oracle<'a> {
    pub(super) fn of(subject: &'a Subject) -> Option<Self> {
        Some(Self {
            model: Model::of(subject)?,
            row_wise: subject.is_row_wise(),
        })
    }

    /// The forward and the derivatives at the inputs of a block.
    pub(super) fn functions<T: Bits>(&self, block: &Block<T>) -> Vec<Exact> {
        let exactly = |x: f64| Running::exact(DoubleDouble::from(x));
        let values = self.all(block, exactly);
        values
            .into_iter()
            .enumerate()
            .map(|(function, values)| Exact { function, values })
            .collect()
    }

    fn all<T: Bits, R: Real>(&self, block: &Block<T>, number: impl Fn(f64) -> R) -> Vec<Vec<R>> {
        let array = |x: &Vec<T>| x.iter().map(|x| number(x.widen())).collect::<Vec<R>>();
        let inputs: Vec<Vec<R>> = block.inputs.iter().map(array).collect();
        let mut all = vec![self.model.values(&inputs)];
        all.extend(self.model.vjp(&inputs, &array(&block.cotangent)));
        all
    }

    /// The part of a block that element `i` depends on, and its place there.
    fn around<T: Bits>(&self, block: &Block<T>, i: usize) -> (Block<T>, usize) {
        if self.row_wise {
            return (block.clone(), i);
        }
        let one = |array: &Vec<T>| vec![array[i]];
        (
            Block {
                inputs: block.inputs.iter().map(one).collect(),
                cotangent: one(&block.cotangent),
            },
            0,
        )
    }
}

/// How far a result is from an exact value, and how far that may itself be off.
#[derive(Clone, Copy)]
struct Gap {
    /// As a double, which may have vanished.
    exact: f64,
    zero: bool,
    negative: bool,
    off: f64,
    bound: f64,
}

impl Gap {
    fn new<P: Precision>(exact: Running<P>, found: f64) -> Self {
        let value = exact.value();
        let off = P::to_f64(value - P::Value::from_f64(found)).abs();
        Self {
            exact: P::to_f64(value),
            zero: value.eq(P::Value::from_f64(0.0)),
            negative: P::to_f64(value.signum()) < 0.0,
            off,
            bound: exact.error(),
        }
    }

    fn in_units<T: Bits>(self) -> (f64, f64) {
        let unit = T::ulp(self.exact);
        (self.off / unit, self.bound / unit)
    }
}

impl Exact {
    /// Compares the results of a block.
    pub(super) fn compare<T: Bits>(
        &self,
        oracle: &Oracle<'_>,
        block: &Block<T>,
        found: &[T],
        figures: &mut Figures,
    ) {
        for (i, (exact, found)) in self.values.iter().zip(found).enumerate() {
            let at = || {
                block
                    .inputs
                    .iter()
                    .map(|x| x[i].widen())
                    .collect::<Vec<f64>>()
            };
            figures.inputs += 1;
            let mut gap = Gap::new(*exact, found.widen());
            let (off, bound) = gap.in_units::<T>();
            // Also where one of the two is NaN.
            let settled = bound < SHARP && off.is_finite() || bound < BLUNT && off + bound < 0.5;
            if !settled {
                gap = self.again(oracle, block, i, *found);
            }
            let (off, bound) = gap.in_units::<T>();
            let at_scale = || T::ulp(self.scale(oracle, block, i).max(gap.exact.abs()));
            if (bound > BLUNT || bound.is_nan()) && !gap.exact.is_infinite() {
                // Terms that cancel to nothing: only on their scale can anything be said.
                let scale = at_scale();
                if gap.bound / scale <= BLUNT {
                    figures.scaled.meet(gap.off / scale, at);
                } else {
                    figures.unresolved.note(at);
                }
            } else if gap.exact.is_nan() || found.widen().is_nan() || overflows(gap, *found) {
                if !agree(gap, *found) {
                    figures.not_finite.note(at);
                }
            } else if sign_differs(gap, *found) {
                figures.sign.note(at);
            } else {
                let scaled = if off > figures.scaled.ulps {
                    gap.off / at_scale()
                } else {
                    off
                };
                figures.take(*found, gap.exact, (off, scaled), at);
            }
        }
    }

    /// The comparison in 256 bits.
    fn again<T: Bits>(&self, oracle: &Oracle<'_>, block: &Block<T>, i: usize, found: T) -> Gap {
        let (part, i) = oracle.around(block, i);
        Precise::scope(|| {
            let number = |x: f64| Running::<Wide>::exact(Precise::from(x));
            Gap::new(oracle.all(&part, number)[self.function][i], found.widen())
        })
    }

    /// The size of the largest term of the value.
    fn scale<T: Bits>(&self, oracle: &Oracle<'_>, block: &Block<T>, i: usize) -> f64 {
        let (part, i) = oracle.around(block, i);
        oracle.all(&part, Scale::from)[self.function][i].largest()
    }
}

/// Whether an infinity is involved.
fn overflows<T: Bits>(gap: Gap, found: T) -> bool {
    found.widen().is_infinite() || gap.exact.abs() > T::GREATEST
}

/// An infinity is right where rounding the exact value gives one; what is nearly one may be either.
fn agree<T: Bits>(gap: Gap, found: T) -> bool {
    let (found, exact) = (found.widen(), gap.exact);
    if exact.is_nan() || found.is_nan() {
        return exact.is_nan() && found.is_nan();
    }
    let least = T::GREATEST - T::ulp(T::GREATEST);
    found.is_sign_negative() == exact.is_sign_negative()
        && found.abs() >= least
        && exact.abs() >= least
}

/// Zeros have a sign, too: that of the exact zero. What is too small for the type may become either.
fn sign_differs<T: Bits>(gap: Gap, found: T) -> bool {
    let vanished = found.widen() == 0.0 && !gap.zero;
    !vanished && found.widen().is_sign_negative() != gap.negative
}
