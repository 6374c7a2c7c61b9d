//! σ(x) = 1/(1 + e⁻ˣ), multiples of it and its slope, softplus x = ln(1 + eˣ), ln σ(x).

use super::exponential::Reduced;
use super::logarithm::plus_ln_1p;
use super::{Float, Format, Tables, clamp, exactly, product, residual, sum, too_great};
use crate::kernels::lanes::{Lanes, Scalar};

/// −x as far as the edge, in parts.
#[inline(always)]
fn against<L: Lanes<Scalar: Float>>(x: L) -> Reduced<L> {
    let edge = L::Scalar::SIGMOID_EDGE;
    // The difference keeps a subnormal x out of the arithmetic.
    let against = L::splat(L::Scalar::NEGLIGIBLE) - x;
    Reduced::new(clamp(against, L::Scalar::from_f64(-edge.to_f64()), edge))
}

/// 1 + e⁻ˣ as a sum of two, where the parts are those of −x: with e⁻ˣ = 2ⁿ·(1 + u) it is (1 + 2ⁿ) + 2ⁿ·u.
#[inline(always)]
fn denominator<L: Lanes<Scalar: Float>>(parts: Reduced<L>) -> (L, L) {
    let one = exactly::<L>(1.0);
    let (u, u_low) = parts.above_one_pair();
    let power = parts.power(0);
    let whole = power + one;
    let high = power.fma(u, whole);
    let low = power.fma(u, whole - high) + power.fma(u_low, one - (whole - power));
    (high, low)
}

/// a/(high + low), rounded once or nearly so: what the quotient and the denominator have lost comes back
/// through the residual. For |a| < 2⁶⁴.
#[inline(always)]
fn over<L: Lanes<Scalar: Float>>(a: L, (high, low): (L, L)) -> L {
    let reciprocal = exactly::<L>(1.0) / high;
    let quotient = a * reciprocal;
    let excess = quotient.fma(low, -residual(a, quotient, high));
    // Of a zero nothing is in excess, and less +0 it keeps its sign.
    (-(excess + exactly(0.0))).fma(reciprocal, quotient)
}

/// σ(x)
#[inline(always)]
pub(crate) fn sigmoid<L: Lanes<Scalar: Float>>(x: L) -> L {
    let result = over(exactly(1.0), denominator(against(x)));
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
    let bottom = denominator(against(x));
    let great = too_great(a);
    let result = over(a, bottom);
    let left = x.lt(-L::splat(L::Scalar::SIGMOID_EDGE));
    if L::any(left | great) {
        let result = L::select(great, a / bottom.0, result);
        L::select(left, a.times_exp_apart(x), result)
    } else {
        result
    }
}

/// √(8/π)·(x + 0.044715·x³), held where that counts, as a sum of two.
#[inline(always)]
fn cubic<L: Lanes<Scalar: Float>>(x: L) -> (L, L) {
    let a = L::splat(L::Scalar::TANH_CDF_EMPTY).min(L::splat(L::Scalar::SMALL).max(x.abs()));
    let (square, square_low) = product(a, a);
    let factor = L::splat(L::Scalar::TANH_CDF_CUBIC_HIGH);
    let (term, lost) = product(factor, square);
    let lost = square.fma(L::splat(L::Scalar::TANH_CDF_CUBIC_LOW), lost);
    let term_low = factor.fma(square_low, lost);
    let (slope, lost) = sum(L::splat(L::Scalar::TANH_CDF_HIGH), term);
    let slope_low = lost + (L::splat(L::Scalar::TANH_CDF_LOW) + term_low);
    let (high, lost) = product(a.copysign(x), slope);
    (high, a.copysign(x).fma(slope_low, lost))
}

/// a·½(1 + tanh(√(2/π)·(x + 0.044715·x³))) = a·σ(√(8/π)·(x + 0.044715·x³)), for |a| up to 2⁶⁴.
///
/// Far to the left an error of the argument is one of the result: so it has two parts.
#[inline(always)]
pub(crate) fn times_tanh_cdf<L: Lanes<Scalar: Float>>(a: L, x: L) -> L {
    let (z, low) = cubic(x);
    let bottom = denominator(against(z).plus(-low));
    let great = too_great(a);
    let result = over(a, bottom);
    let left = z.lt(-L::splat(L::Scalar::SIGMOID_EDGE));
    if L::any(left | great) {
        let result = L::select(great, a / bottom.0, result);
        let tail = a.fma(low, a).times_exp_apart(z);
        // Where nothing of it is left an infinite factor is one that has overflowed.
        let empty = x.le(-L::splat(L::Scalar::TANH_CDF_EMPTY)) & a.eq(a);
        let tail = L::select(empty, exactly::<L>(0.0).copysign(a), tail);
        L::select(left, tail, result)
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
    let bottom = one + e;
    let bottom_low = (e - (bottom - one)) + e_low;
    let (square, lost) = product(bottom, bottom);
    let square_low = (bottom + bottom).fma(bottom_low, lost);
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
