//! σ(x) = 1/(1 + e⁻ˣ), softplus x = ln(1 + eˣ), ln σ(x).

use super::exponential::Reduced;
use super::{Float, Format, Tables, clamp, exactly, polynomial, residual};
use crate::kernels::lanes::{Lanes, Scalar};

/// σ(x)
///
/// With e⁻ˣ = 2ⁿ·(1 + u) the denominator is (1 + 2ⁿ) + 2ⁿ·u, kept as a sum and what it loses; the
/// quotient is then corrected by its residual. What remains is the error of u, and one rounding.
#[inline(always)]
pub(crate) fn sigmoid<L: Lanes<Scalar: Float>>(x: L) -> L {
    let edge = L::Scalar::SIGMOID_EDGE;
    let one = exactly::<L>(1.0);
    // The difference keeps a subnormal x out of the arithmetic.
    let against = L::splat(L::Scalar::NEGLIGIBLE) - x;
    let parts = Reduced::new(clamp(against, L::Scalar::from_f64(-edge.to_f64()), edge));
    let u = parts.above_one();
    let power = parts.power(0);
    let whole = power + one;
    let high = power.fma(u, whole);
    let low = power.fma(u, whole - high) + (one - (whole - power));
    let quotient = one / high;
    let left_over = low.fma(-quotient, residual(one, quotient, high));
    let result = quotient.fma(left_over, quotient);
    let left = x.lt(-L::splat(edge));
    if L::any(left) {
        L::select(left, x.exp_apart(), result)
    } else {
        result
    }
}

/// ln(1 + eˣ) = max(x, 0) + ln(1 + z) with z = e^(−|x|)
#[inline(always)]
pub(crate) fn softplus<L: Lanes<Scalar: Float>>(x: L) -> L {
    let edge = L::splat(L::Scalar::SOFTPLUS_EDGE);
    let down = edge.min(x.abs() + L::splat(L::Scalar::NEGLIGIBLE));
    let parts = Reduced::new(-down);
    let z = parts.mantissa() * parts.power(0);
    let logarithm = polynomial(z, L::Scalar::LN_1P_UNIT).fma(z * z, z);
    let result = exactly::<L>(0.0).max(x) + logarithm;
    let left = x.lt(-edge);
    if L::any(left) {
        L::select(left, x.exp_apart(), result)
    } else {
        result
    }
}

/// ln σ(x) = −softplus(−x)
#[inline(always)]
pub(crate) fn log_sigmoid<L: Lanes<Scalar: Float>>(x: L) -> L {
    -softplus(-x)
}
