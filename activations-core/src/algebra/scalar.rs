//! The algebra on single numbers: `Real` for `f64`, and for `f32` by way of `f64`.

use std::f64::consts::{FRAC_1_SQRT_2, FRAC_2_SQRT_PI};

use super::{Constant, Literal, Real};

/// 1/√2 − FRAC_1_SQRT_2: what the double leaves out.
const FRAC_1_SQRT_2_REST: f64 = -4.833646656726457e-17;

/// 1/√(2π)
const FRAC_1_SQRT_TAU: f64 = 0.398942280401432677939946059934;

/// e^(−scale·x²) for scale 1 or ½, with what x² loses to rounding put back.
///
/// x² = s + r exactly, by a fused multiply-add; e^(−s−r) = e^(−s)·(1 − r) to first order, and
/// |r| ≤ ulp(s)/2 keeps the second order below 2⁻⁸⁰ wherever the result is not 0. Without r the
/// relative error would be r itself, some hundred ulps in the tails.
#[inline]
fn exp_of_minus_square(x: f64, scale: f64) -> f64 {
    let s = x * x;
    if s > 2000.0 {
        return 0.0;
    }
    let r = x.mul_add(x, -s);
    let e = (-scale * s).exp();
    (-scale * r).mul_add(e, e)
}

/// Φ(x) = ½·erfc(t) with t = −x/√2, where the rounding of t matters: erfc decays like e^(−t²), so an
/// error δ in t becomes a relative error of about 2tδ. δ is known, and erfc′ is elementary.
#[inline]
fn normal_cdf(x: f64) -> f64 {
    // Beyond these Φ is 0 or 1 in every bit, and the products below could overflow.
    if x < -40.0 {
        return 0.0;
    }
    if x > 40.0 {
        return 1.0;
    }
    let t = -x * FRAC_1_SQRT_2;
    let rest = (-x).mul_add(FRAC_1_SQRT_2, -t) - x * FRAC_1_SQRT_2_REST;
    0.5 * (libm::erfc(t) - rest * FRAC_2_SQRT_PI * exp_of_minus_square(t, 1.0))
}

#[inline]
fn sigmoid(x: f64) -> f64 {
    // The exponential of a negative number in either case: nothing overflows, and the left tail is
    // e^x with its own relative precision.
    let e = (-x.abs()).exp();
    if x >= 0.0 {
        1.0 / (1.0 + e)
    } else {
        e / (1.0 + e)
    }
}

impl Real for f64 {
    type Mask = bool;

    #[inline(always)]
    fn literal(literal: Literal) -> Self {
        literal.f64()
    }

    #[inline(always)]
    fn constant(constant: Constant) -> Self {
        constant.f64()
    }

    #[inline(always)]
    fn from_f64(value: f64) -> Self {
        value
    }

    #[inline(always)]
    fn lt(self, other: Self) -> bool {
        self < other
    }

    #[inline(always)]
    fn le(self, other: Self) -> bool {
        self <= other
    }

    #[inline(always)]
    fn eq(self, other: Self) -> bool {
        self == other
    }

    #[inline(always)]
    fn select(mask: bool, yes: Self, no: Self) -> Self {
        if mask { yes } else { no }
    }

    #[inline(always)]
    fn finite(self) -> Self {
        // `f64::clamp` keeps NaN.
        self.clamp(f64::MIN, f64::MAX)
    }

    #[inline]
    fn abs(self) -> Self {
        self.abs()
    }

    #[inline]
    fn signum(self) -> Self {
        self.signum()
    }

    #[inline]
    fn recip(self) -> Self {
        1.0 / self
    }

    #[inline]
    fn powi(self, n: i32) -> Self {
        // `f64::powi` multiplies repeatedly and loses an ulp a step; `powf` does not.
        self.powf(f64::from(n))
    }

    #[inline]
    fn powf(self, p: Literal) -> Self {
        self.powf(p.f64())
    }

    #[inline]
    fn sqrt(self) -> Self {
        self.sqrt()
    }

    #[inline]
    fn hypot(self, other: Self) -> Self {
        // IEEE hypot(∞, NaN) is ∞; here NaN always wins.
        if self.is_nan() || other.is_nan() {
            self + other
        } else {
            self.hypot(other)
        }
    }

    #[inline]
    fn exp(self) -> Self {
        self.exp()
    }

    #[inline]
    fn exp_m1(self) -> Self {
        self.exp_m1()
    }

    #[inline]
    fn ln(self) -> Self {
        self.ln()
    }

    #[inline]
    fn ln_1p(self) -> Self {
        self.ln_1p()
    }

    #[inline]
    fn sin(self) -> Self {
        self.sin()
    }

    #[inline]
    fn cos(self) -> Self {
        self.cos()
    }

    #[inline]
    fn tan(self) -> Self {
        self.tan()
    }

    #[inline]
    fn atan(self) -> Self {
        self.atan()
    }

    #[inline]
    fn sinh(self) -> Self {
        self.sinh()
    }

    #[inline]
    fn cosh(self) -> Self {
        self.cosh()
    }

    #[inline]
    fn tanh(self) -> Self {
        self.tanh()
    }

    #[inline]
    fn asinh(self) -> Self {
        self.asinh()
    }

    #[inline]
    fn sigmoid(self) -> Self {
        sigmoid(self)
    }

    #[inline]
    fn softplus(self) -> Self {
        // ln(1 + e^x) = max(x, 0) + ln(1 + e^(−|x|)), whose exponential is at most 1.
        Real::max(self, 0.0) + (-self.abs()).exp().ln_1p()
    }

    #[inline]
    fn log_sigmoid(self) -> Self {
        Real::min(self, 0.0) - (-self.abs()).exp().ln_1p()
    }

    #[inline]
    fn erf(self) -> Self {
        libm::erf(self)
    }

    #[inline]
    fn erfc(self) -> Self {
        libm::erfc(self)
    }

    #[inline]
    fn normal_cdf(self) -> Self {
        normal_cdf(self)
    }

    #[inline]
    fn normal_pdf(self) -> Self {
        FRAC_1_SQRT_TAU * exp_of_minus_square(self, 0.5)
    }

    #[inline]
    fn gaussian(self) -> Self {
        exp_of_minus_square(self, 1.0)
    }
}

/// `f32` functions by way of `f64`: the wide result is some 2⁻²⁹ of an `f32` ulp off, so rounding it
/// is correct but for the rarest of ties.
macro_rules! through_f64 {
    ($($method:ident)*) => {
        $(
            #[inline]
            fn $method(self) -> Self {
                Real::$method(f64::from(self)) as f32
            }
        )*
    };
}

impl Real for f32 {
    type Mask = bool;

    #[inline(always)]
    fn literal(literal: Literal) -> Self {
        literal.f32()
    }

    #[inline(always)]
    fn constant(constant: Constant) -> Self {
        constant.f32()
    }

    #[inline(always)]
    fn from_f64(value: f64) -> Self {
        value as f32
    }

    #[inline(always)]
    fn lt(self, other: Self) -> bool {
        self < other
    }

    #[inline(always)]
    fn le(self, other: Self) -> bool {
        self <= other
    }

    #[inline(always)]
    fn eq(self, other: Self) -> bool {
        self == other
    }

    #[inline(always)]
    fn select(mask: bool, yes: Self, no: Self) -> Self {
        if mask { yes } else { no }
    }

    #[inline(always)]
    fn finite(self) -> Self {
        self.clamp(f32::MIN, f32::MAX)
    }

    #[inline]
    fn powi(self, n: i32) -> Self {
        Real::powi(f64::from(self), n) as f32
    }

    #[inline]
    fn powf(self, p: Literal) -> Self {
        // The exponent with all its digits: 0.1 as an f32 is another function.
        Real::powf(f64::from(self), p) as f32
    }

    #[inline]
    fn hypot(self, other: Self) -> Self {
        Real::hypot(f64::from(self), f64::from(other)) as f32
    }

    through_f64! {
        abs signum recip sqrt exp exp_m1 ln ln_1p sin cos tan atan sinh cosh tanh asinh
        sigmoid softplus log_sigmoid erf erfc normal_cdf normal_pdf gaussian
    }
}
