//! The algebra of scalars: what every primitive means, whatever number type runs it.

use std::ops::{Add, BitAnd, BitOr, Div, Mul, Neg, Not, Sub};

use super::{Constant, Literal};

/// A number type in which an activation can be run.
///
/// A declaration is one function generic over `Real`; it is run on `f32`, `f64`, SIMD lanes, dual
/// numbers, and on the verifier's numbers, which are more precise, or are formulas. Each method is a
/// real function with an exact mathematical meaning. An implementation rounds that value well; it
/// never changes the meaning.
///
/// # What all methods share
///
/// * NaN in, NaN out, unless the method says otherwise. A number type without NaN never makes one.
/// * Every function is total. Outside a method's domain the result is NaN; at ±∞ it is the limit
///   where there is one.
/// * `-0.0` and `0.0` are equal. A method that tells them apart says so.
/// * `select` takes a whole value from one side, so an unused side may be infinite or NaN.
/// * *Slope* is the derivative that [`Dual`](super::Dual) and the prover use. Where the function
///   has a kink, the slope there is stated.
///
/// The value is what counts: comparisons of dual numbers look at the value part alone, so the path
/// taken never depends on the number type.
///
/// ```
/// use activations_core::{Constant, Real};
///
/// fn degrees<R: Real>(radians: R) -> R {
///     radians * R::from_f64(180.0) / R::constant(Constant::Pi)
/// }
/// assert_eq!(degrees(core::f64::consts::PI), 180.0);
/// assert_eq!(degrees(core::f32::consts::PI), 180.0);
/// ```
pub trait Real:
    Copy
    + Add<Output = Self>
    + Sub<Output = Self>
    + Mul<Output = Self>
    + Div<Output = Self>
    + Neg<Output = Self>
{
    /// The outcome of a comparison: `bool` for scalars, one per lane for vectors.
    type Mask: Copy
        + BitAnd<Output = Self::Mask>
        + BitOr<Output = Self::Mask>
        + Not<Output = Self::Mask>;

    // ---- numbers -------------------------------------------------------------------------------

    /// The decimal `literal`, exact or correctly rounded. Slope 0.
    fn literal(literal: Literal) -> Self;

    /// The named constant, exact or correctly rounded. Slope 0.
    fn constant(constant: Constant) -> Self;

    /// The number `value`, which a narrower type rounds. Carries ±∞, NaN and the sign of zero where
    /// the type has them. Slope 0.
    fn from_f64(value: f64) -> Self;

    // ---- comparison ----------------------------------------------------------------------------

    /// `self < other`; false when either is NaN.
    fn lt(self, other: Self) -> Self::Mask;

    /// `self <= other`; false when either is NaN.
    fn le(self, other: Self) -> Self::Mask;

    /// `self > other`; false when either is NaN.
    #[inline(always)]
    fn gt(self, other: Self) -> Self::Mask {
        other.lt(self)
    }

    /// `self >= other`; false when either is NaN.
    #[inline(always)]
    fn ge(self, other: Self) -> Self::Mask {
        other.le(self)
    }

    /// `self == other`; false when either is NaN.
    fn eq(self, other: Self) -> Self::Mask;

    /// `self != other`; true when either is NaN.
    #[inline(always)]
    fn ne(self, other: Self) -> Self::Mask {
        !self.eq(other)
    }

    /// True where the value is NaN.
    #[inline(always)]
    fn is_nan(self) -> Self::Mask {
        self.ne(self)
    }

    /// `yes` where the mask is true, `no` elsewhere. Both are computed; only one is looked at.
    fn select(mask: Self::Mask, yes: Self, no: Self) -> Self;

    /// `from` where `from` is NaN, `self` elsewhere.
    #[inline(always)]
    fn propagate_nan(self, from: Self) -> Self {
        Self::select(from.is_nan(), from, self)
    }

    /// The value moved into the finite range: ±∞ becomes ±the largest finite number, NaN stays.
    ///
    /// The generated code evaluates a derivative here when the input is infinite, where `x · σ(−x)`
    /// would be `∞ · 0`. A type without infinities returns `self`.
    fn finite(self) -> Self;

    // ---- arithmetic ----------------------------------------------------------------------------

    /// |x|, which is `0.0` at `-0.0`. Slope [`signum`](Real::signum).
    fn abs(self) -> Self;

    /// 1 with the sign of x, as in std: 1 at `0.0`, −1 at `-0.0`. Slope 0.
    fn signum(self) -> Self;

    /// The greater of two; NaN when either is NaN, unlike std. At a tie the first, and its slope.
    #[inline(always)]
    fn max(self, other: Self) -> Self {
        Self::select(self.ge(other), self, other).propagate_nan(self)
    }

    /// The lesser of two; NaN when either is NaN, unlike std. At a tie the first, and its slope.
    #[inline(always)]
    fn min(self, other: Self) -> Self {
        Self::select(self.le(other), self, other).propagate_nan(self)
    }

    /// `self` held between `lo` and `hi`, as `self.max(lo).min(hi)`. Slope 1 at both ends.
    #[inline(always)]
    fn clamp(self, lo: Self, hi: Self) -> Self {
        self.max(lo).min(hi)
    }

    /// 1/x; ±∞ at ±0. Slope −1/x².
    #[inline(always)]
    fn recip(self) -> Self {
        Self::from_f64(1.0) / self
    }

    /// xⁿ; 1 for n = 0, whatever x is, as in std. Slope n·xⁿ⁻¹.
    fn powi(self, n: i32) -> Self;

    /// xᵖ for a constant p; NaN for x < 0 unless p is an integer. Slope p·xᵖ⁻¹.
    fn powf(self, p: Literal) -> Self;

    /// √x; NaN for x < 0, `-0.0` at `-0.0`. Slope 1/(2√x), ∞ at 0.
    fn sqrt(self) -> Self;

    /// √(x² + y²) without overflow on the way. Slopes x/hypot and y/hypot; 0 at the origin.
    fn hypot(self, other: Self) -> Self;

    /// `self · a + b`, rounded once or twice, whichever is faster for the type.
    #[inline(always)]
    fn mul_add(self, a: Self, b: Self) -> Self {
        self * a + b
    }

    // ---- exponential and logarithm -------------------------------------------------------------

    /// eˣ; 0 at −∞. Slope eˣ.
    fn exp(self) -> Self;

    /// eˣ − 1 with no cancellation at small x; −1 at −∞. Slope eˣ.
    fn exp_m1(self) -> Self;

    /// ln x; −∞ at 0, NaN below. Slope 1/x.
    fn ln(self) -> Self;

    /// ln(1 + x) with no cancellation at small x; −∞ at −1, NaN below. Slope 1/(1 + x).
    fn ln_1p(self) -> Self;

    // ---- circular and hyperbolic ---------------------------------------------------------------

    /// sin x; NaN at ±∞. Slope cos x.
    fn sin(self) -> Self;

    /// cos x; NaN at ±∞. Slope −sin x.
    fn cos(self) -> Self;

    /// tan x; NaN at ±∞. Slope 1 + tan² x.
    fn tan(self) -> Self;

    /// arctan x; ±π/2 at ±∞. Slope 1/(1 + x²).
    fn atan(self) -> Self;

    /// sinh x. Slope cosh x.
    fn sinh(self) -> Self;

    /// cosh x. Slope sinh x.
    fn cosh(self) -> Self;

    /// tanh x; ±1 at ±∞. Slope sech² x = 4·σ(2x)·σ(−2x), which keeps its digits in the tails where
    /// 1 − tanh² x has none.
    fn tanh(self) -> Self;

    /// x − tanh x, as one step that keeps its digits at small x, where it is nearly x³/3; ±∞ at ±∞.
    /// Slope tanh² x.
    #[inline(always)]
    fn minus_tanh(self) -> Self {
        self - self.tanh()
    }

    /// arsinh x. Slope 1/√(x² + 1).
    fn asinh(self) -> Self;

    // ---- the steps in which activations lose digits --------------------------------------------

    /// σ(x) = 1/(1 + e⁻ˣ), accurate in both tails; 0 at −∞, 1 at ∞. Slope σ(x)·σ(−x).
    fn sigmoid(self) -> Self;

    /// σ(x)·σ(−x) = ¼·sech²(x/2), the slope of σ, as one step; 0 at ±∞.
    #[inline(always)]
    fn sigmoid_slope(self) -> Self {
        self.sigmoid() * (-self).sigmoid()
    }

    /// ln(1 + eˣ), accurate in the left tail and without overflow; 0 at −∞, ∞ at ∞. Slope σ(x).
    fn softplus(self) -> Self;

    /// ln σ(x) = −softplus(−x); −∞ at −∞, 0 at ∞. Slope σ(−x).
    fn log_sigmoid(self) -> Self;

    /// erf x; ±1 at ±∞. Slope (2/√π)·e^(−x²).
    fn erf(self) -> Self;

    /// erfc x = 1 − erf x, accurate in the right tail; 2 at −∞, 0 at ∞. Slope −(2/√π)·e^(−x²).
    fn erfc(self) -> Self;

    /// Φ(x) = ½·erfc(−x/√2), accurate in the left tail; 0 at −∞, 1 at ∞. Slope φ(x).
    fn normal_cdf(self) -> Self;

    /// φ(x) = e^(−x²/2)/√(2π), the square carried exactly; 0 at ±∞. Slope −x·φ(x).
    fn normal_pdf(self) -> Self;

    /// e^(−x²), the square carried exactly; 0 at ±∞. Slope −2x·e^(−x²).
    fn gaussian(self) -> Self;

    /// e^(`self` − `other`), which numbers and lanes do not round in between. The passes of rows use it
    /// for `(x - x.max()).exp()`.
    #[doc(hidden)]
    #[inline(always)]
    fn exp_difference(self, other: Self) -> Self {
        (self - other).exp()
    }

    // ---- products, whose second factor may be too small for the type where they are not ---------
    //
    // Where that factor is 0 at an infinite x, so is the product for numbers and lanes, also with an
    // infinite `self`: the factor goes to 0 faster than a power of x to infinity.

    /// `self`·eˣ, as one step: it keeps its digits where eˣ alone is subnormal or 0.
    #[inline(always)]
    fn times_exp(self, x: Self) -> Self {
        self * x.exp()
    }

    /// `self`·σ(x), as one step; see [`times_exp`](Real::times_exp).
    #[inline(always)]
    fn times_sigmoid(self, x: Self) -> Self {
        self * x.sigmoid()
    }

    /// `self`·Φ(x), as one step; see [`times_exp`](Real::times_exp).
    #[inline(always)]
    fn times_normal_cdf(self, x: Self) -> Self {
        self * x.normal_cdf()
    }

    /// `self`·½(1 + tanh(√(2/π)·(x + 0.044715·x³))), the usual approximation of `self`·Φ(x), as one step
    /// whose tail keeps its digits; see [`times_exp`](Real::times_exp).
    #[inline(always)]
    fn times_tanh_cdf(self, x: Self) -> Self {
        let cubic = Self::literal(Literal::new("0.044715", 0.044715, 0.044715));
        let root = Self::constant(Constant::Frac2SqrtPi) * Self::constant(Constant::Frac1Sqrt2);
        let factor = (Self::from_f64(2.0) * root * (x + cubic * x * x * x)).sigmoid();
        self * factor
    }

    /// `self`·φ(x), as one step; see [`times_exp`](Real::times_exp).
    #[inline(always)]
    fn times_normal_pdf(self, x: Self) -> Self {
        self * x.normal_pdf()
    }
}
