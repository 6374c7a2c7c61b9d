//! What the array code must give: the declared functions in 106 bits, and how far arithmetic of the
//! element type may be off.
//!
//! The allowance is not set by hand. It is the error bound that the same formulas accumulate when each
//! operation rounds as the element type does and each function of `Real` is within four units in the
//! last place.

use activations_core::{Definitions, Dual, Real, Tape};

use crate::interpretations::{Double, DoubleDouble, Pair, Precision, Running};
use crate::number::Number;
use crate::report::Comparison;
use crate::subject::Subject;

/// A right value and how far the code may be from it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Expected {
    pub(super) value: DoubleDouble,
    pub(super) allowance: f64,
    /// Whether it is surely beyond the range of the type, and nothing but an infinity is right.
    overflows: bool,
}

impl Expected {
    fn new<P: Precision>(exact: Running<Pair>, modelled: Running<P>) -> Self {
        let least = (exact.value().hi().abs() - exact.error()).max(0.0);
        let overflows = exact.surely_overflows() || least > 2.0 * P::LARGEST;
        Self {
            value: exact.value(),
            allowance: exact.error() + modelled.error(),
            overflows,
        }
    }

    /// What was found against what is right. An infinite value is right where the exact one is beyond
    /// the type's range.
    pub(super) fn compare<T: Number>(&self, found: T) -> Comparison {
        let found = found.widen();
        let expected = self.value.hi();
        let sign_agrees = found.signum() == expected.signum();
        if self.overflows {
            // Next to the end of the range the arithmetic need not be beyond it yet.
            let is_huge = sign_agrees && found.abs() > T::GREATEST / 2.0;
            return Comparison {
                expected,
                found,
                error: if is_huge { 0.0 } else { f64::INFINITY },
                allowance: 0.0,
            };
        }
        let may_overflow = expected.abs() + self.allowance >= T::GREATEST * (1.0 - f64::EPSILON);
        let error = if found == expected || may_overflow && found.is_infinite() && sign_agrees {
            0.0
        } else {
            (self.value - DoubleDouble::from(found)).abs().hi()
        };
        Comparison {
            expected,
            found,
            error,
            allowance: self.allowance,
        }
    }
}

/// The declared functions of a subject, at the inputs of one array call.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Model<'a> {
    definitions: &'a Definitions,
    parameters: &'a [f64],
    row_wise: bool,
}

impl<'a> Model<'a> {
    /// None for an activation written by hand.
    pub(crate) fn of(subject: &'a Subject) -> Option<Self> {
        Some(Self {
            definitions: subject.definitions()?,
            parameters: subject.parameters(),
            row_wise: subject.is_row_wise(),
        })
    }

    /// y, element by element; the inputs of a row-wise activation are one row.
    pub(super) fn forward<T: Number>(&self, inputs: &[Vec<T>]) -> Vec<Expected> {
        let exact = self.values::<Running<Pair>>(&exactly(inputs));
        let modelled = self.values::<Running<T::Precision>>(&exactly(inputs));
        exact
            .into_iter()
            .zip(modelled)
            .map(|(e, m)| Expected::new(e, m))
            .collect()
    }

    /// The gradient by each input.
    pub(super) fn gradients<T: Number>(&self, inputs: &[Vec<T>], dy: &[T]) -> Vec<Vec<Expected>> {
        let exact = self.vjp::<Running<Pair>>(&exactly(inputs), &exactly(&[dy.to_vec()])[0]);
        let modelled =
            self.vjp::<Running<T::Precision>>(&exactly(inputs), &exactly(&[dy.to_vec()])[0]);
        let zip = |(e, m): (Vec<_>, Vec<_>)| {
            e.into_iter()
                .zip(m)
                .map(|(e, m)| Expected::new(e, m))
                .collect()
        };
        exact.into_iter().zip(modelled).map(zip).collect()
    }

    /// dL/dx as a training step computes it from x and the y that it got, where that is stated apart.
    pub(super) fn pullback<T: Number>(&self, x: &[T], y: &[T], dy: &[T]) -> Option<Vec<Expected>> {
        let tape = self.definitions.pullback.as_ref()?;
        let [x, y, dy] = [x, y, dy].map(|array| array.to_vec());
        let at = (
            exactly(&[x.clone(), y.clone(), dy.clone()]),
            exactly(&[x, y, dy]),
        );
        let value = |i: usize| {
            let exact: Running<Pair> = tape.eval(&entry(&at.0, i));
            let modelled: Running<T::Precision> = tape.eval(&entry(&at.1, i));
            Expected::new(exact, modelled)
        };
        Some((0..at.0[0].len()).map(value).collect())
    }

    /// J·dx for a row and a tangent of it, by dual numbers.
    pub(super) fn tangents<T: Number>(&self, x: &[Vec<T>], dx: &[T]) -> Vec<Expected> {
        let exact = self.dual::<Pair>(&exactly(x)[0], &exactly(&[dx.to_vec()])[0]);
        let modelled = self.dual::<T::Precision>(&exactly(x)[0], &exactly(&[dx.to_vec()])[0]);
        exact
            .into_iter()
            .zip(modelled)
            .map(|(e, m)| Expected::new(e, m))
            .collect()
    }

    fn dual<P: Precision>(&self, x: &[Running<P>], dx: &[Running<P>]) -> Vec<Running<P>> {
        let row: Vec<Dual<Running<P>>> =
            x.iter().zip(dx).map(|(x, dx)| Dual::new(*x, *dx)).collect();
        self.values(&[row]).into_iter().map(|y| y.tangent).collect()
    }

    /// Σ dy·∂f/∂parameter for each parameter, which array code sums in f64.
    pub(super) fn parameter_gradients<T: Number>(
        &self,
        inputs: &[Vec<T>],
        dy: &[T],
    ) -> Vec<Expected> {
        let exact = self.by_parameters::<Pair>(&exactly(inputs), &exactly(&[dy.to_vec()])[0]);
        let modelled = self.by_parameters::<Double>(&exactly(inputs), &exactly(&[dy.to_vec()])[0]);
        exact
            .into_iter()
            .zip(modelled)
            .map(|(e, m)| Expected::new(e, m))
            .collect()
    }

    fn by_parameters<P: Precision>(
        &self,
        inputs: &[Vec<Running<P>>],
        dy: &[Running<P>],
    ) -> Vec<Running<P>> {
        let sum = |terms: &mut dyn Iterator<Item = Running<P>>| {
            terms
                .reduce(|a, b| a + b)
                .unwrap_or_else(|| Running::from_f64(0.0))
        };
        if !self.row_wise {
            let y = self.values(inputs);
            let term = |tape: &Tape, i: usize| {
                let at: Vec<_> = inputs.iter().map(|x| x[i]).chain([y[i]]).collect();
                dy[i] * tape.eval(&at)
            };
            let tapes = self.definitions.parameters.iter();
            return tapes
                .map(|tape| sum(&mut (0..dy.len()).map(|i| term(tape, i))))
                .collect();
        }
        let row: Vec<_> = inputs[0].iter().map(|x| Dual::fixed(*x)).collect();
        let by = |parameter: usize| {
            let mut parameters: Vec<Dual<_>> =
                self.numbers().into_iter().map(Dual::fixed).collect();
            parameters[parameter].tangent = Running::from_f64(1.0);
            let y = self.definitions.plain.eval_row(&[&row], &parameters);
            sum(&mut y.iter().zip(dy).map(|(y, dy)| *dy * y.tangent))
        };
        (0..self.parameters.len()).map(by).collect()
    }

    fn numbers<R: Real>(&self) -> Vec<R> {
        self.parameters.iter().map(|p| R::from_f64(*p)).collect()
    }

    /// y in any number type.
    pub(crate) fn values<R: Real>(&self, inputs: &[Vec<R>]) -> Vec<R> {
        if self.row_wise {
            return self
                .definitions
                .plain
                .eval_row(&[&inputs[0]], &self.numbers());
        }
        let at =
            |i: usize| -> Vec<R> { inputs.iter().map(|x| x[i]).chain(self.numbers()).collect() };
        (0..inputs[0].len())
            .map(|i| self.definitions.plain.eval(&at(i)))
            .collect()
    }

    /// The gradients in any number type.
    pub(crate) fn vjp<R: Real>(&self, inputs: &[Vec<R>], dy: &[R]) -> Vec<Vec<R>> {
        let y = self.values(inputs);
        let derivatives = &self.definitions.derivatives;
        if self.row_wise {
            return vec![derivatives[0].eval_row(&[&inputs[0], &y, dy], &self.numbers())];
        }
        let by = |derivative: &Tape, i: usize| {
            let at: Vec<R> = inputs.iter().map(|x| x[i]).chain([y[i]]).collect();
            dy[i] * derivative.eval(&at)
        };
        derivatives
            .iter()
            .map(|d| (0..y.len()).map(|i| by(d, i)).collect())
            .collect()
    }
}

/// Entry `i` of each array.
fn entry<R: Real>(arrays: &[Vec<R>], i: usize) -> Vec<R> {
    arrays.iter().map(|array| array[i]).collect()
}

/// Elements as exact numbers of another type.
fn exactly<T: Number, P: Precision>(arrays: &[Vec<T>]) -> Vec<Vec<Running<P>>> {
    let exact = |x: &T| Running::exact(P::Value::from_f64(x.widen()));
    arrays
        .iter()
        .map(|array| array.iter().map(exact).collect())
        .collect()
}
