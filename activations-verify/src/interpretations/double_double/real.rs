//! `Real` for pairs of doubles.

use activations_core::{Constant, Literal, Real};

use super::DoubleDouble;

/// What the nearest double leaves out of a constant. (Split from 400-bit values by mpmath; the test
/// `constants` derives each of them again with 300-bit arithmetic.)
fn rest(constant: Constant) -> f64 {
    match constant {
        Constant::Pi => 1.2246467991473532e-16,
        Constant::E => 1.4456468917292502e-16,
        Constant::Ln2 => 2.3190468138462996e-17,
        Constant::Ln10 => -2.1707562233822494e-16,
        Constant::Log2E => 2.0355273740931033e-17,
        Constant::Log10E => 1.098319650216765e-17,
        Constant::Log2Of10 => 1.661617516973592e-16,
        Constant::Log10Of2 => -2.8037281277851704e-18,
        Constant::Sqrt2 => -9.667293313452913e-17,
        Constant::Frac1Sqrt2 => -4.833646656726457e-17,
        Constant::Frac1Pi => -1.9678676675182486e-17,
        Constant::Frac2Pi => -3.935735335036497e-17,
        Constant::Frac2SqrtPi => 1.533545961316588e-17,
        Constant::FracPi2 => 6.123233995736766e-17,
        Constant::FracPi3 => -1.072081766451091e-16,
        Constant::FracPi4 => 3.061616997868383e-17,
        Constant::FracPi6 => -5.360408832255455e-17,
        Constant::FracPi8 => 1.5308084989341915e-17,
        Constant::Tau => 2.4492935982947064e-16,
    }
}

impl Real for DoubleDouble {
    type Mask = bool;

    fn literal(literal: Literal) -> Self {
        Self::of_literal(literal)
    }

    fn constant(constant: Constant) -> Self {
        Self {
            hi: constant.f64(),
            lo: rest(constant),
        }
    }

    fn from_f64(value: f64) -> Self {
        Self::from(value)
    }

    fn lt(self, other: Self) -> bool {
        self < other
    }

    fn le(self, other: Self) -> bool {
        self <= other
    }

    fn eq(self, other: Self) -> bool {
        self == other
    }

    fn select(mask: bool, yes: Self, no: Self) -> Self {
        if mask { yes } else { no }
    }

    fn finite(self) -> Self {
        if self.hi.is_infinite() {
            Self::from(self.hi.clamp(f64::MIN, f64::MAX))
        } else {
            self
        }
    }

    fn abs(self) -> Self {
        self.magnitude()
    }

    fn signum(self) -> Self {
        Self::from(self.hi.signum())
    }

    fn powi(self, n: i32) -> Self {
        self.integer_power(n)
    }

    fn powf(self, p: Literal) -> Self {
        self.real_power(Self::literal(p))
    }

    fn sqrt(self) -> Self {
        self.root()
    }

    fn hypot(self, other: Self) -> Self {
        self.hypotenuse(other)
    }

    fn minus_tanh(self) -> Self {
        // 20 steps leave 1e-49.
        super::super::minus_tanh(self, 20)
    }

    fn exp(self) -> Self {
        self.exponential()
    }

    fn exp_m1(self) -> Self {
        self.exponential_m1()
    }

    fn ln(self) -> Self {
        self.logarithm()
    }

    fn ln_1p(self) -> Self {
        self.logarithm_1p()
    }

    fn sin(self) -> Self {
        self.sine_cosine().0
    }

    fn cos(self) -> Self {
        self.sine_cosine().1
    }

    fn tan(self) -> Self {
        let (sine, cosine) = self.sine_cosine();
        sine / cosine
    }

    fn atan(self) -> Self {
        self.arc_tangent()
    }

    fn sinh(self) -> Self {
        self.hyperbolic_sine()
    }

    fn cosh(self) -> Self {
        self.hyperbolic_cosine()
    }

    fn tanh(self) -> Self {
        self.hyperbolic_tangent()
    }

    fn asinh(self) -> Self {
        self.inverse_hyperbolic_sine()
    }

    fn sigmoid(self) -> Self {
        self.logistic()
    }

    fn softplus(self) -> Self {
        self.soft_plus()
    }

    fn log_sigmoid(self) -> Self {
        -(-self).soft_plus()
    }

    fn erf(self) -> Self {
        self.error_function()
    }

    fn erfc(self) -> Self {
        self.complementary_error_function()
    }

    fn normal_cdf(self) -> Self {
        self.normal_distribution()
    }

    fn normal_pdf(self) -> Self {
        self.normal_density()
    }

    fn gaussian(self) -> Self {
        self.gauss()
    }
}
