//! σ(x) = 1/(1 + e⁻ˣ), multiples of it and its slope, softplus x = ln(1 + eˣ), ln σ(x).

use super::exponential::Reduced;
use super::logarithm::plus_ln_1p;
use super::{Float, Format, clamp, exactly, product, residual, times_pair, too_great};
use crate::kernels::lanes::{Lanes, Scalar};

/// σ(x) = quotient·(1 + rest), for |x| up to the edge.
///
/// With e⁻ˣ = 2ⁿ·(1 + u) the denominator is (1 + 2ⁿ) + 2ⁿ·u, kept as a sum and what it loses; the rest
/// is the residual of the quotient. What remains is the error of u's slope, and one rounding.
#[inline(always)]
fn quotient<L: Lanes<Scalar: Float>>(x: L) -> (L, L) {
    let edge = L::Scalar::SIGMOID_EDGE;
    let one = exactly::<L>(1.0);
    // The difference keeps a subnormal x out of the arithmetic.
    let against = L::splat(L::Scalar::NEGLIGIBLE) - x;
    let parts = Reduced::new(clamp(against, L::Scalar::from_f64(-edge.to_f64()), edge));
    let (u, u_low) = parts.above_one_pair();
    let power = parts.power(0);
    let whole = power + one;
    let high = power.fma(u, whole);
    let low = power.fma(u, whole - high) + power.fma(u_low, one - (whole - power));
    let quotient = one / high;
    (quotient, low.fma(-quotient, residual(one, quotient, high)))
}

/// σ(x)
#[inline(always)]
pub(crate) fn sigmoid<L: Lanes<Scalar: Float>>(x: L) -> L {
    let (quotient, rest) = quotient(x);
    let result = quotient.fma(rest, quotient);
    let left = x.lt(-L::splat(L::Scalar::SIGMOID_EDGE));
    if L::any(left) {
        L::select(left, x.exp_apart(), result)
    } else {
        result
    }
}

/// a·σ(x), also where σ(x) is subnormal or 0 and the product is not; for |a| up to 2⁶⁴.
#[inline(always)]
pub(crate) fn times_sigmoid<L: Lanes<Scalar: Float>>(a: L, x: L) -> L {
    let (quotient, rest) = quotient(x);
    let great = too_great(a);
    let result = times_pair(a, (quotient, quotient * rest));
    let left = x.lt(-L::splat(L::Scalar::SIGMOID_EDGE));
    if L::any(left | great) {
        let result = L::select(great, a * quotient, result);
        L::select(left, a.times_exp_apart(x), result)
    } else {
        result
    }
}

/// σ(x)·σ(−x) = e/(1 + e)² with e = e^(−|x|): one exponential and one division for both.
#[inline(always)]
pub(crate) fn sigmoid_slope<L: Lanes<Scalar: Float>>(x: L) -> L {
    let edge = L::splat(L::Scalar::SIGMOID_EDGE);
    let one = exactly::<L>(1.0);
    let a = x.abs();
    let parts = Reduced::new(-edge.min(a + L::splat(L::Scalar::NEGLIGIBLE)));
    let ((p, p_low), power) = (parts.mantissa_pair(), parts.power(0));
    let (e, e_low) = (p * power, p_low * power);
    let sum = one + e;
    let sum_low = (e - (sum - one)) + e_low;
    let (square, lost) = product(sum, sum);
    let square_low = (sum + sum).fma(sum_low, lost);
    let reciprocal = one / square;
    let quotient = e * reciprocal;
    let left = residual(e, quotient, square) + e_low;
    let result = square_low.fma(-quotient, left).fma(reciprocal, quotient);
    let far = edge.lt(a);
    if L::any(far) {
        L::select(far, (-a).exp_apart(), result)
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
    let power = parts.power(0);
    let (z, z_low) = parts.mantissa_pair();
    let (z, z_low) = (z * power, z_low * power);
    let result = plus_ln_1p(exactly::<L>(0.0).max(x), z, z_low);
    // There it is x, and at ∞ the sums above are none.
    let result = L::select(edge.lt(x), x, result);
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
