//! Numbers that carry a bound on their own error: how far an evaluation can be trusted.
//!
//! A [`Running`] is a value and a bound on |value − exact|, where *exact* is what the same formula gives
//! in real arithmetic. Each operation passes on the errors of its operands, by the greatest slope that
//! the function has in reach of them, and adds its own rounding. The precision that is modelled is a
//! type: [`Double`], [`Single`], [`Pair`] or [`Wide`].

mod arithmetic;
mod decision;
mod real;

use std::fmt;

use activations_core::Real;

use super::DoubleDouble;

/// How the arithmetic that is modelled rounds.
pub trait Precision: Copy + fmt::Debug + 'static {
    /// The numbers that are computed with; at least as precise as the arithmetic that is modelled.
    type Value: Real<Mask = bool> + fmt::Debug;

    /// The relative error of one arithmetic operation.
    const ROUNDING: f64;
    /// The relative error that a function of [`Real`] is granted.
    const FUNCTION: f64;
    /// The absolute error where results sink into the subnormals.
    const TINY: f64;
    /// The largest finite number.
    const LARGEST: f64;
    /// From here on the circular functions are not resolved.
    const CIRCLE: f64 = f64::INFINITY;

    /// The value rounded to f64.
    fn to_f64(value: Self::Value) -> f64;

    /// The error of rounding `value` to the arithmetic that is modelled.
    fn rounding_of(value: f64) -> f64;
}

/// f64, each function within four units in the last place.
#[derive(Clone, Copy, Debug)]
pub struct Double;

impl Precision for Double {
    type Value = f64;
    const ROUNDING: f64 = f64::EPSILON / 2.0;
    const FUNCTION: f64 = 4.0 * f64::EPSILON;
    const TINY: f64 = 5e-324;
    const LARGEST: f64 = f64::MAX;

    fn to_f64(value: f64) -> f64 {
        value
    }

    fn rounding_of(_: f64) -> f64 {
        0.0
    }
}

/// f32, each function within four units in the last place. Values are computed in f64.
#[derive(Clone, Copy, Debug)]
pub struct Single;

impl Precision for Single {
    type Value = f64;
    const ROUNDING: f64 = f32::EPSILON as f64 / 2.0;
    const FUNCTION: f64 = 4.0 * f32::EPSILON as f64;
    const TINY: f64 = 1.5e-45;
    const LARGEST: f64 = f32::MAX as f64;

    fn to_f64(value: f64) -> f64 {
        value
    }

    fn rounding_of(value: f64) -> f64 {
        (value - f64::from(value as f32)).abs()
    }
}

/// [`DoubleDouble`], as precise as it says it is.
#[derive(Clone, Copy, Debug)]
pub struct Pair;

impl Precision for Pair {
    type Value = DoubleDouble;
    const ROUNDING: f64 = f64::EPSILON * f64::EPSILON * 2.0;
    const FUNCTION: f64 = f64::EPSILON * f64::EPSILON * 16.0;
    const TINY: f64 = 1e-300;
    const LARGEST: f64 = f64::MAX;
    const CIRCLE: f64 = 1e12;

    fn to_f64(value: DoubleDouble) -> f64 {
        value.hi()
    }

    fn rounding_of(_: f64) -> f64 {
        0.0
    }
}

/// [`Precise`](super::Precise), with six bits to spare.
#[derive(Clone, Copy, Debug)]
pub struct Wide;

impl Precision for Wide {
    type Value = super::Precise;
    const ROUNDING: f64 = 8.64e-78; // 2⁻²⁵⁶
    const FUNCTION: f64 = 5.53e-76; // 2⁻²⁵⁰
    // Nothing sinks, but the bounds are doubles: those of smaller numbers would come to 0.
    const TINY: f64 = 1e-240;
    const LARGEST: f64 = f64::INFINITY;

    fn to_f64(value: super::Precise) -> f64 {
        value.to_f64()
    }

    fn rounding_of(_: f64) -> f64 {
        0.0
    }
}

/// A number and a bound on its error.
#[derive(Clone, Copy, Debug)]
pub struct Running<P: Precision> {
    value: P::Value,
    error: f64,
}

impl<P: Precision> Running<P> {
    /// A value known exactly.
    pub fn exact(value: P::Value) -> Self {
        Self { value, error: 0.0 }
    }

    /// A double that the arithmetic has to round first, such as a parameter.
    pub fn rounded(value: f64) -> Self {
        Self {
            value: P::Value::from_f64(value),
            error: P::rounding_of(value),
        }
    }

    /// A value within `error` of the exact one.
    pub fn within(value: P::Value, error: f64) -> Self {
        Self { value, error }
    }

    /// The computed value.
    pub fn value(self) -> P::Value {
        self.value
    }

    /// The bound on |value − exact|; ∞ where nothing is known, or the value is beyond the range.
    pub fn error(self) -> f64 {
        if self.is_infinite() {
            f64::INFINITY
        } else {
            self.error
        }
    }

    /// Whether the exact value is surely beyond half of the range, and the arithmetic gives an infinity.
    pub(crate) fn surely_overflows(self) -> bool {
        self.is_infinite() && self.error == 0.0
    }

    /// The result of an operation whose operands' errors amount to `passed_on`, and which itself is
    /// within `relative` of its value.
    fn result(value: P::Value, passed_on: f64, relative: f64) -> Self {
        let size = P::to_f64(value).abs();
        if size > P::LARGEST * (1.0 - P::ROUNDING) {
            return Self::overflow(value, passed_on < P::LARGEST / 4.0);
        }
        let own = if size == 0.0 && passed_on == 0.0 {
            0.0
        } else {
            relative * size + P::TINY
        };
        // The bound is itself rounded, a few times. A NaN value makes it NaN.
        let error = (passed_on + own) * (1.0 + 1e-12);
        Self {
            value,
            error: if error.is_nan() { f64::INFINITY } else { error },
        }
    }

    /// An infinity of the sign of `value`. Its error is 0 if the exact value is `certain` to be beyond
    /// half of the range too: the infinity is then what the arithmetic gives, and dividing by it is
    /// harmless.
    fn overflow(value: P::Value, certain: bool) -> Self {
        let infinite = f64::INFINITY.copysign(P::to_f64(value));
        Self {
            value: P::Value::from_f64(infinite),
            error: if certain { 0.0 } else { f64::INFINITY },
        }
    }

    fn unknown() -> Self {
        Self {
            value: P::Value::from_f64(f64::NAN),
            error: f64::INFINITY,
        }
    }

    fn is_infinite(self) -> bool {
        self.size().is_infinite()
    }

    fn size(self) -> f64 {
        P::to_f64(self.value).abs()
    }

    /// The least |t| of the arguments t that the value may stand for.
    fn nearest(self) -> f64 {
        (self.size() - self.error).max(0.0)
    }

    /// The greatest |t|.
    fn farthest(self) -> f64 {
        self.size() + self.error
    }
}

/// The outcome of a comparison of numbers that are known to within their errors.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Decision {
    /// What the computed values say.
    outcome: bool,
    /// Whether the exact values must say the same.
    certain: bool,
}

impl Decision {
    /// Whether the exact values must say the same as the computed ones.
    pub(crate) fn is_certain(self) -> bool {
        self.certain
    }
}
