//! `Real` for numbers with an error bound.

use std::f64::consts::FRAC_2_SQRT_PI;

use activations_core::{Constant, Literal, Real};

use super::arithmetic::spread;
use super::{Decision, DoubleDouble, Precision, Running};

impl<P: Precision> Running<P> {
    fn compare(self, other: Self, of: fn(P::Value, P::Value) -> bool) -> Decision {
        let reach = self.error + other.error;
        let gap = P::to_f64(self.value - other.value).abs();
        // A NaN gap is a comparison with NaN or of infinities, which no error sways.
        Decision {
            outcome: of(self.value, other.value),
            certain: reach == 0.0 || gap > reach || gap.is_nan(),
        }
    }

    /// The error of a maximum or minimum: that of the number which it surely is, or of either.
    fn error_of_one(self, other: Self, is_self: Decision) -> f64 {
        let either = self.error.max(other.error);
        match is_self {
            _ if either.is_infinite() => either,
            Decision { certain: false, .. } => either,
            Decision { outcome: true, .. } => self.error,
            Decision { outcome: false, .. } => other.error,
        }
    }

    /// A function that grows so slowly that its value at half of the range is not its limit at ∞.
    fn slow(self, of: fn(P::Value) -> P::Value, slope: f64) -> Self {
        if self.is_infinite() {
            Self::unknown()
        } else {
            self.function(of, slope)
        }
    }

    /// A function that grows like e^|x|: an error of less than ½ in its argument changes it by less than
    /// a factor of 2, also beyond the range, where the slope is no help.
    fn exponential(self, of: fn(P::Value) -> P::Value, slope: f64) -> Self {
        let value = of(self.value);
        if P::to_f64(value).abs() > P::LARGEST * (1.0 - P::ROUNDING) {
            return Self::overflow(value, self.error < 0.5);
        }
        self.function(of, slope)
    }

    /// A function with |slope| ≤ `slope` in reach of the argument.
    fn function(self, of: fn(P::Value) -> P::Value, slope: f64) -> Self {
        self.function_with(of(self.value), slope, P::FUNCTION)
    }

    fn function_with(self, value: P::Value, slope: f64, relative: f64) -> Self {
        let passed_on = if self.error == 0.0 {
            0.0
        } else {
            self.error * slope
        };
        Self::result(value, passed_on + Self::sunk(value, self.size()), relative)
    }

    /// What a result of 0 has lost where it is not exactly 0, because no operand is.
    pub(super) fn sunk(value: P::Value, least_operand: f64) -> f64 {
        if P::to_f64(value) == 0.0 && least_operand > 0.0 {
            P::TINY
        } else {
            0.0
        }
    }

    /// The density-like e^{−t²} at the argument in reach that is nearest to 0.
    fn bell(self) -> f64 {
        (-self.nearest() * self.nearest()).exp()
    }

    fn sigmoid_slope(self) -> f64 {
        let e = (-self.nearest()).exp();
        e / ((1.0 + e) * (1.0 + e))
    }

    /// sin or cos: slopes up to 1. Their error is an absolute one beyond π/4, because near a zero of
    /// the function the digits of π run out.
    fn circular(self, value: P::Value) -> Self {
        let own = match self.size() {
            x if x < std::f64::consts::FRAC_PI_4 => 0.0,
            x if x < P::CIRCLE => P::FUNCTION,
            _ => 2.0,
        };
        Self::result(value, (self.error + own).min(2.0), P::FUNCTION)
    }

    /// An argument as f64, moved by its error towards the side of `sign`.
    fn pushed(self, sign: f64) -> f64 {
        P::to_f64(self.value) + sign * self.error
    }
}

fn sigmoid(x: f64) -> f64 {
    1.0 / (1.0 + (-x).exp())
}

impl<P: Precision> Real for Running<P> {
    type Mask = Decision;

    fn literal(literal: Literal) -> Self {
        let value = P::Value::literal(literal);
        // What the decimal leaves beyond its double, and what the modelled arithmetic rounds off that.
        let rest = DoubleDouble::literal(literal).lo();
        let rounded = P::rounding_of(literal.f64());
        let error = if rest == 0.0 {
            rounded
        } else {
            (P::ROUNDING * literal.f64().abs()).max(rounded)
        };
        Self { value, error }
    }

    fn constant(constant: Constant) -> Self {
        Self {
            value: P::Value::constant(constant),
            error: P::ROUNDING * constant.f64().abs(),
        }
    }

    fn from_f64(value: f64) -> Self {
        Self::rounded(value)
    }

    fn lt(self, other: Self) -> Decision {
        self.compare(other, P::Value::lt)
    }

    fn le(self, other: Self) -> Decision {
        self.compare(other, P::Value::le)
    }

    fn eq(self, other: Self) -> Decision {
        self.compare(other, P::Value::eq)
    }

    fn is_nan(self) -> Decision {
        Decision {
            outcome: P::to_f64(self.value).is_nan(),
            certain: true,
        }
    }

    fn select(mask: Decision, yes: Self, no: Self) -> Self {
        let (taken, other) = if mask.outcome { (yes, no) } else { (no, yes) };
        if mask.certain {
            return taken;
        }
        let gap = P::to_f64(taken.value - other.value).abs();
        Self {
            value: taken.value,
            error: taken.error.max(gap + other.error),
        }
    }

    fn finite(self) -> Self {
        Self {
            value: self.value.finite(),
            ..self
        }
    }

    fn abs(self) -> Self {
        Self {
            value: self.value.abs(),
            ..self
        }
    }

    fn signum(self) -> Self {
        let certain = self.error == 0.0 || self.nearest() > 0.0;
        Self {
            value: self.value.signum(),
            error: if certain { 0.0 } else { 2.0 },
        }
    }

    fn max(self, other: Self) -> Self {
        Self {
            value: self.value.max(other.value),
            error: self.error_of_one(other, other.lt(self)),
        }
    }

    fn min(self, other: Self) -> Self {
        Self {
            value: self.value.min(other.value),
            error: self.error_of_one(other, self.lt(other)),
        }
    }

    fn powi(self, n: i32) -> Self {
        let base = if n < 1 {
            self.nearest()
        } else {
            self.farthest()
        };
        let factor = f64::from(n).abs();
        let slope = if n == 0 {
            0.0
        } else {
            factor * base.powi(n - 1)
        };
        self.function_with(self.value.powi(n), slope, P::FUNCTION * factor.max(1.0))
    }

    fn powf(self, p: Literal) -> Self {
        if self.is_infinite() {
            return Self::unknown();
        }
        let exponent = p.f64();
        let base = if exponent < 1.0 {
            self.nearest()
        } else {
            self.farthest()
        };
        let slope = exponent.abs() * base.powf(exponent - 1.0);
        let amplified = 1.0 + (exponent * self.size().ln()).abs();
        let amplified = if amplified.is_finite() {
            amplified
        } else {
            1.0
        };
        self.function_with(self.value.powf(p), slope, P::FUNCTION * amplified)
    }

    fn sqrt(self) -> Self {
        if self.is_infinite() {
            return Self::unknown();
        }
        let value = self.value.sqrt();
        // √a − √(a − e) = e/(√a + √(a − e)), also where a − e is cut off at 0.
        let slope = 1.0 / (P::to_f64(value) + self.nearest().sqrt());
        self.function_with(value, slope, P::FUNCTION)
    }

    fn hypot(self, other: Self) -> Self {
        if self.is_infinite() || other.is_infinite() {
            return Self::unknown();
        }
        let value = self.value.hypot(other.value);
        Self::result(value, self.error + other.error, P::FUNCTION)
    }

    fn exp(self) -> Self {
        self.exponential(P::Value::exp, self.pushed(1.0).exp())
    }

    fn exp_m1(self) -> Self {
        self.exponential(P::Value::exp_m1, self.pushed(1.0).exp())
    }

    fn ln(self) -> Self {
        self.slow(P::Value::ln, 1.0 / self.pushed(-1.0).max(0.0))
    }

    fn ln_1p(self) -> Self {
        self.slow(P::Value::ln_1p, 1.0 / (1.0 + self.pushed(-1.0)).max(0.0))
    }

    fn sin(self) -> Self {
        self.circular(self.value.sin())
    }

    fn cos(self) -> Self {
        self.circular(self.value.cos())
    }

    fn tan(self) -> Self {
        let value = self.value.tan();
        let slope = 1.0 + P::to_f64(value) * P::to_f64(value);
        // Within a tenth of the distance to the pole the slope grows by less than a quarter.
        let passed_on = if self.error * slope.sqrt() < 0.1 {
            self.error * slope * 1.25
        } else {
            f64::INFINITY
        };
        Self::result(value, passed_on + P::FUNCTION * slope, P::FUNCTION)
    }

    fn atan(self) -> Self {
        self.function(
            P::Value::atan,
            1.0 / (1.0 + self.nearest() * self.nearest()),
        )
    }

    fn sinh(self) -> Self {
        self.exponential(P::Value::sinh, self.farthest().cosh())
    }

    fn cosh(self) -> Self {
        self.exponential(P::Value::cosh, self.farthest().sinh())
    }

    fn tanh(self) -> Self {
        self.function(P::Value::tanh, self.nearest().cosh().powi(-2))
    }

    fn minus_tanh(self) -> Self {
        self.function(P::Value::minus_tanh, self.farthest().tanh().powi(2))
    }

    fn asinh(self) -> Self {
        self.slow(P::Value::asinh, 1.0 / self.nearest().hypot(1.0))
    }

    fn sigmoid(self) -> Self {
        self.function(P::Value::sigmoid, self.sigmoid_slope())
    }

    fn softplus(self) -> Self {
        self.function(P::Value::softplus, sigmoid(self.pushed(1.0)))
    }

    fn log_sigmoid(self) -> Self {
        self.function(P::Value::log_sigmoid, sigmoid(-self.pushed(-1.0)))
    }

    fn erf(self) -> Self {
        self.function(P::Value::erf, FRAC_2_SQRT_PI * self.bell())
    }

    fn erfc(self) -> Self {
        self.function(P::Value::erfc, FRAC_2_SQRT_PI * self.bell())
    }

    fn normal_cdf(self) -> Self {
        self.function(P::Value::normal_cdf, 0.4 * self.bell().sqrt())
    }

    fn normal_pdf(self) -> Self {
        self.function(
            P::Value::normal_pdf,
            0.4 * spread(self.farthest(), self.bell().sqrt()),
        )
    }

    fn gaussian(self) -> Self {
        self.function(
            P::Value::gaussian,
            2.0 * spread(self.farthest(), self.bell()),
        )
    }
}
