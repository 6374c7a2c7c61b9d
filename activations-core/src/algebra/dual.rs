//! Forward-mode differentiation: a value together with its slope along one direction.

use std::ops::{Add, Div, Mul, Neg, Sub};

use super::{Constant, Literal, Real};

/// `value + tangent·ε` with ε² = 0: run a function on it and the tangent is its derivative.
///
/// Every method uses the slope that [`Real`] states for it, so a stabilised primitive such as
/// `softplus` is differentiated as what it means and not as how it is computed. Comparisons look at
/// the value, and `select` takes value and tangent together from one side.
///
/// ```
/// use activations_core::{Dual, Real};
///
/// let y = Dual::variable(0.0).sigmoid();
/// assert_eq!((y.value, y.tangent), (0.5, 0.25));
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Dual<R> {
    /// The value.
    pub value: R,
    /// The derivative of the value along the direction of differentiation.
    pub tangent: R,
}

impl<R: Real> Dual<R> {
    /// A value with a tangent.
    #[inline(always)]
    pub fn new(value: R, tangent: R) -> Self {
        Self { value, tangent }
    }

    /// A value that does not depend on the variable.
    #[inline(always)]
    pub fn fixed(value: R) -> Self {
        Self::new(value, R::from_f64(0.0))
    }

    /// The variable itself: tangent 1.
    #[inline(always)]
    pub fn variable(value: R) -> Self {
        Self::new(value, R::from_f64(1.0))
    }

    /// The chain rule: a function whose value and slope at `self.value` are given.
    #[inline(always)]
    fn chain(self, value: R, slope: R) -> Self {
        Self::new(value, self.tangent * slope)
    }
}

impl<R: Real> Add for Dual<R> {
    type Output = Self;
    #[inline(always)]
    fn add(self, other: Self) -> Self {
        Self::new(self.value + other.value, self.tangent + other.tangent)
    }
}

impl<R: Real> Sub for Dual<R> {
    type Output = Self;
    #[inline(always)]
    fn sub(self, other: Self) -> Self {
        Self::new(self.value - other.value, self.tangent - other.tangent)
    }
}

impl<R: Real> Mul for Dual<R> {
    type Output = Self;
    #[inline(always)]
    fn mul(self, other: Self) -> Self {
        Self::new(
            self.value * other.value,
            self.tangent * other.value + self.value * other.tangent,
        )
    }
}

impl<R: Real> Div for Dual<R> {
    type Output = Self;
    #[inline(always)]
    fn div(self, other: Self) -> Self {
        // (a/b)′ = (a′ − (a/b)·b′)/b: no b² that could overflow.
        let value = self.value / other.value;
        Self::new(value, (self.tangent - value * other.tangent) / other.value)
    }
}

impl<R: Real> Neg for Dual<R> {
    type Output = Self;
    #[inline(always)]
    fn neg(self) -> Self {
        Self::new(-self.value, -self.tangent)
    }
}

impl<R: Real> Real for Dual<R> {
    type Mask = R::Mask;

    #[inline(always)]
    fn literal(literal: Literal) -> Self {
        Self::fixed(R::literal(literal))
    }

    #[inline(always)]
    fn constant(constant: Constant) -> Self {
        Self::fixed(R::constant(constant))
    }

    #[inline(always)]
    fn from_f64(value: f64) -> Self {
        Self::fixed(R::from_f64(value))
    }

    #[inline(always)]
    fn lt(self, other: Self) -> R::Mask {
        self.value.lt(other.value)
    }

    #[inline(always)]
    fn le(self, other: Self) -> R::Mask {
        self.value.le(other.value)
    }

    #[inline(always)]
    fn eq(self, other: Self) -> R::Mask {
        self.value.eq(other.value)
    }

    #[inline(always)]
    fn is_nan(self) -> R::Mask {
        self.value.is_nan()
    }

    #[inline(always)]
    fn select(mask: R::Mask, yes: Self, no: Self) -> Self {
        Self::new(
            R::select(mask, yes.value, no.value),
            R::select(mask, yes.tangent, no.tangent),
        )
    }

    #[inline(always)]
    fn propagate_nan(self, from: Self) -> Self {
        // The tangent too: a gradient must not hide a NaN that the value shows.
        Self::new(
            self.value.propagate_nan(from.value),
            self.tangent.propagate_nan(from.value),
        )
    }

    #[inline(always)]
    fn finite(self) -> Self {
        // What is held on its way to ∞ has a tangent that is held too: times a slope of 0 it is 0.
        let value = self.value.finite();
        let held = self.value.ne(value);
        let tangent = R::select(held, self.tangent.finite(), self.tangent);
        Self::new(value, tangent)
    }

    #[inline(always)]
    fn abs(self) -> Self {
        self.chain(self.value.abs(), self.value.signum())
    }

    #[inline(always)]
    fn signum(self) -> Self {
        Self::fixed(self.value.signum()).propagate_nan(self)
    }

    #[inline(always)]
    fn recip(self) -> Self {
        let y = self.value.recip();
        self.chain(y, -(y * y))
    }

    #[inline(always)]
    fn powi(self, n: i32) -> Self {
        let slope = if n == 0 {
            R::from_f64(0.0)
        } else {
            R::from_f64(f64::from(n)) * self.value.powi(n.saturating_sub(1))
        };
        self.chain(self.value.powi(n), slope)
    }

    #[inline(always)]
    fn powf(self, p: Literal) -> Self {
        // p·xᵖ/x, but at 0, where that would be 0/0, the limit of p·xᵖ⁻¹ itself.
        let y = self.value.powf(p);
        let at_zero = match p.f64() {
            p if p > 1.0 || p == 0.0 => 0.0,
            1.0 => 1.0,
            p if p > 0.0 => f64::INFINITY,
            _ => f64::NEG_INFINITY,
        };
        let slope = R::select(
            self.value.eq(R::from_f64(0.0)),
            R::from_f64(at_zero),
            R::literal(p) * y / self.value,
        );
        self.chain(y, slope)
    }

    #[inline(always)]
    fn sqrt(self) -> Self {
        let y = self.value.sqrt();
        self.chain(y, R::from_f64(0.5) / y)
    }

    #[inline(always)]
    fn hypot(self, other: Self) -> Self {
        let h = self.value.hypot(other.value);
        let zero = R::from_f64(0.0);
        // ∞/∞ is 1 in the direction of the infinite leg.
        let slope = |leg: R| R::select(h.eq(zero), zero, leg.finite() / h.finite());
        Self::new(
            h,
            self.tangent * slope(self.value) + other.tangent * slope(other.value),
        )
    }

    #[inline(always)]
    fn exp(self) -> Self {
        let y = self.value.exp();
        self.chain(y, y)
    }

    #[inline(always)]
    fn exp_m1(self) -> Self {
        self.chain(self.value.exp_m1(), self.value.exp())
    }

    #[inline(always)]
    fn ln(self) -> Self {
        self.chain(self.value.ln(), self.value.recip())
    }

    #[inline(always)]
    fn ln_1p(self) -> Self {
        self.chain(self.value.ln_1p(), (R::from_f64(1.0) + self.value).recip())
    }

    #[inline(always)]
    fn sin(self) -> Self {
        self.chain(self.value.sin(), self.value.cos())
    }

    #[inline(always)]
    fn cos(self) -> Self {
        self.chain(self.value.cos(), -self.value.sin())
    }

    #[inline(always)]
    fn tan(self) -> Self {
        let y = self.value.tan();
        self.chain(y, R::from_f64(1.0) + y * y)
    }

    #[inline(always)]
    fn atan(self) -> Self {
        self.chain(
            self.value.atan(),
            (R::from_f64(1.0) + self.value * self.value).recip(),
        )
    }

    #[inline(always)]
    fn sinh(self) -> Self {
        self.chain(self.value.sinh(), self.value.cosh())
    }

    #[inline(always)]
    fn cosh(self) -> Self {
        self.chain(self.value.cosh(), self.value.sinh())
    }

    #[inline(always)]
    fn tanh(self) -> Self {
        // sech² x = 4·σ(2x)·σ(−2x); 1 − y² would have no digits left in the tails.
        let u = self.value + self.value;
        self.chain(
            self.value.tanh(),
            R::from_f64(4.0) * (u.sigmoid() * (-u).sigmoid()),
        )
    }

    #[inline(always)]
    fn minus_tanh(self) -> Self {
        let y = self.value.tanh();
        self.chain(self.value.minus_tanh(), y * y)
    }

    #[inline(always)]
    fn asinh(self) -> Self {
        self.chain(
            self.value.asinh(),
            self.value.hypot(R::from_f64(1.0)).recip(),
        )
    }

    #[inline(always)]
    fn sigmoid(self) -> Self {
        let y = self.value.sigmoid();
        self.chain(y, y * (-self.value).sigmoid())
    }

    #[inline(always)]
    fn softplus(self) -> Self {
        self.chain(self.value.softplus(), self.value.sigmoid())
    }

    #[inline(always)]
    fn log_sigmoid(self) -> Self {
        self.chain(self.value.log_sigmoid(), (-self.value).sigmoid())
    }

    #[inline(always)]
    fn erf(self) -> Self {
        let slope = R::constant(Constant::Frac2SqrtPi) * self.value.gaussian();
        self.chain(self.value.erf(), slope)
    }

    #[inline(always)]
    fn erfc(self) -> Self {
        let slope = R::constant(Constant::Frac2SqrtPi) * self.value.gaussian();
        self.chain(self.value.erfc(), -slope)
    }

    #[inline(always)]
    fn normal_cdf(self) -> Self {
        self.chain(self.value.normal_cdf(), self.value.normal_pdf())
    }

    #[inline(always)]
    fn normal_pdf(self) -> Self {
        // `finite` because the limit at ±∞ is 0 and not ∞·0; likewise below.
        let y = self.value.normal_pdf();
        self.chain(y, -(self.value.finite() * y))
    }

    #[inline(always)]
    fn gaussian(self) -> Self {
        let y = self.value.gaussian();
        self.chain(y, R::from_f64(-2.0) * self.value.finite() * y)
    }
}
