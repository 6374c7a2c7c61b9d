//! Exact values where doubles end: the definition and its stated derivatives in 256 bits.

use super::expected::Model;
use crate::Number;
use crate::formula::Formula;
use crate::interpretations::Precise;
use crate::subject::Subject;

/// A function of one input of a subject, the others fixed: its forward, or its gradient for dy = 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Quantity {
    Forward,
    Gradient,
}

impl Quantity {
    pub(super) const BOTH: [Self; 2] = [Self::Forward, Self::Gradient];

    pub(super) fn text(self) -> &'static str {
        match self {
            Self::Forward => "the forward",
            Self::Gradient => "the gradient",
        }
    }
}

/// Forward and gradient of an element-wise or gated activation along one of its inputs.
#[derive(Clone, Debug)]
pub(super) struct Extremes<'a> {
    subject: &'a Subject,
    others: Vec<f64>,
    input: usize,
}

impl<'a> Extremes<'a> {
    /// Along input number `input`; `others` has a value for it, too, which does not count.
    pub(super) fn along(subject: &'a Subject, others: Vec<f64>, input: usize) -> Self {
        Self {
            subject,
            others,
            input,
        }
    }

    /// Whose they are.
    pub(super) fn subject(&self) -> &'a Subject {
        self.subject
    }

    /// The inputs with `x` in its place.
    pub(super) fn inputs(&self, x: f64) -> Vec<f64> {
        let mut inputs = self.others.clone();
        inputs[self.input] = x;
        inputs
    }

    /// The right value at a finite x, as a double; None if there is no definition to tell it.
    pub(super) fn exact(&self, quantity: Quantity, x: f64) -> Option<f64> {
        let formula = Formula::of(self.subject)?;
        Some(Precise::scope(|| {
            let at: Vec<Precise> = formula
                .complete(&self.inputs(x))
                .into_iter()
                .map(Precise::from)
                .collect();
            let y = formula.value(&at);
            match quantity {
                Quantity::Forward => y.to_f64(),
                Quantity::Gradient => formula
                    .partial(self.input, &at[..formula.inputs()], y)
                    .to_f64(),
            }
        }))
    }

    /// What the public interface gives in an element type.
    pub(super) fn found<T: Number>(&self, quantity: Quantity, x: f64) -> f64 {
        let inputs: Vec<Vec<T>> = self
            .inputs(x)
            .into_iter()
            .map(|x| vec![T::narrow(x)])
            .collect();
        match quantity {
            Quantity::Forward => self.subject.forward(&inputs)[0].widen(),
            Quantity::Gradient => {
                self.subject.gradients(&inputs, &[T::narrow(1.0)])[self.input][0].widen()
            }
        }
    }

    /// The limit for x → ±∞, if there is one: ±∞ where the values grow without bound.
    pub(super) fn limit(&self, quantity: Quantity, sign: f64) -> Option<f64> {
        // Ever further out; slow functions such as ln x still grow by a constant from each to the next.
        let far = |exponent: i32| {
            let x = sign * 10f64.powi(exponent);
            self.exact(quantity, x)
                .unwrap_or_else(|| self.found::<f64>(quantity, x))
        };
        let [a, b, c] = [24, 48, 96].map(far);
        if (c - b).abs() <= 1e-13 * c.abs() || b.abs().max(c.abs()) < 1e-15 {
            Some(if c.abs() < 1e-15 { 0.0 } else { c })
        } else if a.signum() == c.signum() && a.abs() < b.abs() && b.abs() < c.abs() {
            Some(f64::INFINITY.copysign(c))
        } else {
            (b == c).then_some(c)
        }
    }

    /// How far the public interface may be from a limit in an element type: what the formulas have lost
    /// far out, where that can be told, as a part of the value may not depend on x at all. At least the
    /// four units in the last place that a function of `Real` is granted.
    pub(super) fn allowance<T: Number>(&self, quantity: Quantity, sign: f64, limit: f64) -> f64 {
        let granted = 4.0 * T::ulp(limit);
        let Some(model) = Model::of(self.subject) else {
            return granted;
        };
        let lost = |x: f64| {
            let at: Vec<Vec<T>> = (self.inputs(sign * x).into_iter())
                .map(|x| vec![T::narrow(x)])
                .collect();
            match quantity {
                Quantity::Forward => model.forward(&at)[0].allowance,
                Quantity::Gradient => {
                    model.gradients(&at, &[T::narrow(1.0)])[self.input][0].allowance
                }
            }
        };
        // Less far out where the first is beyond the range, or has lost half of its digits.
        let mut told = [1e30, 1e15, 1e6, 1e3].into_iter().map(lost);
        let half = limit.abs() * T::ulp(1.0).sqrt();
        told.find(|lost| *lost <= half)
            .map_or(granted, |lost| lost.max(granted))
    }
}
