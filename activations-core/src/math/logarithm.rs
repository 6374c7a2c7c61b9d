//! ln x and ln(1 + x).
//!
//! x = 2ᵉ·(1 + f) with −¼ ≤ f < ½, so that ln x = e·ln 2 + ln(1 + f).

use super::{Float, Format, Tables, exactly, polynomial, sum};
use crate::kernels::lanes::{BitLanes, Lanes, Scalar};

/// The exponent e of a positive normal number, as a number and in the place of the exponent.
#[inline(always)]
fn exponent<L: Lanes<Scalar: Float>>(x: L) -> (L, L::Bits) {
    // Counted from ¾, so that the rest comes out in [¾, 1½); the offset keeps it positive.
    let offset = L::Scalar::BIAS + 1;
    let three_quarters = exactly::<L>(0.75).to_bits();
    let raw = (x.to_bits() - three_quarters + L::integer(offset).shl_mantissa()).shr_mantissa();
    // A small integer in the lowest bits of `INTEGERS` is the sum of the two.
    let integers = L::splat(L::Scalar::INTEGERS);
    let number = L::from_bits(raw | integers.to_bits())
        - (integers + L::splat(L::Scalar::from_f64(offset as f64)));
    (number, (raw - L::integer(offset)).shl_mantissa())
}

/// e·ln 2 + ln(1 + f) + below, which is small.
#[inline(always)]
fn combine<L: Lanes<Scalar: Float>>(e: L, f: L, below: L) -> L {
    // e·LN_2_HIGH is exact, and 0 or greater than f: the sum and what it loses are exact.
    let whole = e * L::splat(L::Scalar::LN_2_HIGH);
    let high = whole + f;
    let low = (f - (high - whole)) + below;
    let curve = polynomial(f, L::Scalar::LN_1P) * (f * f);
    high + (low + e.fma(L::splat(L::Scalar::LN_2_LOW), curve))
}

/// ln x
#[inline(always)]
pub(crate) fn ln<L: Lanes<Scalar: Float>>(x: L) -> L {
    let infinity = L::splat(L::Scalar::from_f64(f64::INFINITY));
    let normal = L::splat(L::Scalar::NORMAL).le(x) & x.lt(infinity);
    let (e, bits) = exponent(x);
    let m = L::from_bits(x.to_bits() - bits);
    let result = combine(e, m - exactly(1.0), exactly(0.0));
    if !L::any(!normal) {
        return result;
    }
    // Subnormal numbers: the bits are an integer; INTEGERS·(1 + …) minus INTEGERS makes it a number.
    let integers = L::splat(L::Scalar::INTEGERS);
    let units = L::from_bits(x.to_bits() | integers.to_bits()) - integers;
    let (e, bits) = exponent(units);
    let e = e - L::splat(L::Scalar::from_f64(L::Scalar::DEEPEST as f64));
    let m = L::from_bits(units.to_bits() - bits);
    let zero = exactly::<L>(0.0);
    let below = combine(e, m - exactly(1.0), exactly(0.0));
    // ∞ stays; NaN and what is negative become NaN, by a difference that no number survives.
    #[allow(clippy::eq_op)]
    let outside = L::select(infinity.le(x), infinity, (x - x) / zero);
    let outside = L::select(x.eq(zero), -infinity, outside);
    let subnormal = zero.lt(x) & x.lt(infinity);
    L::select(normal, result, L::select(subnormal, below, outside))
}

/// ln(1 + x)
///
/// With 1 + x = 2ᵉ·(1 + f), f = 2⁻ᵉ·x + (2⁻ᵉ − 1), which is exact wherever the last bits of x matter.
#[inline(always)]
pub(crate) fn ln_1p<L: Lanes<Scalar: Float>>(x: L) -> L {
    let one = exactly::<L>(1.0);
    let tiny = x.abs().lt(L::splat(L::Scalar::SMALL));
    let usual = (-one).lt(x) & x.lt(L::splat(L::Scalar::HUGE));
    let held = L::select(tiny, exactly(0.0), x);
    let (e, bits) = exponent(held + one);
    let scale = L::from_bits(one.to_bits() - bits);
    let result = combine(e, held.fma(scale, scale - one), exactly(0.0));
    let result = if L::any(!usual) {
        L::select(usual, result, (x + one).ln_apart())
    } else {
        result
    };
    L::select(tiny, x, result)
}

/// ln(1 + x + low) for 0 < x and a low that x has lost, both finite.
#[inline(always)]
pub(super) fn ln_1p_pair<L: Lanes<Scalar: Float>>(x: L, low: L) -> L {
    let one = exactly::<L>(1.0);
    let (e, bits) = exponent(x + one);
    let scale = L::from_bits(one.to_bits() - bits);
    let f = x.fma(scale, scale - one);
    combine(e, f, relative(low * scale, f))
}

/// low/(1 + f) to a few bits.
#[inline(always)]
fn relative<L: Lanes>(low: L, f: L) -> L {
    let one = exactly::<L>(1.0);
    low * f.fma(f - one, one)
}

/// m + ln(1 + z + low) for m ≥ 0, 0 < z ≤ 1 and a low that z has lost.
///
/// 1 + z is 1 + f or 2·(1 + f). Everything but the curve below f is added exactly.
#[inline(always)]
pub(super) fn plus_ln_1p<L: Lanes<Scalar: Float>>(m: L, z: L, low: L) -> L {
    let (half, one) = (exactly::<L>(0.5), exactly::<L>(1.0));
    let double = half.lt(z);
    let e = one.keep(double);
    let scale = L::select(double, half, one);
    let f = (z - e) * scale;
    let (whole, whole_low) = sum(m, e * L::splat(L::Scalar::LN_2_HIGH));
    let (high, high_low) = sum(whole, f);
    let lost = relative(low * scale, f) + (whole_low + high_low);
    let curve = polynomial(f, L::Scalar::LN_1P).fma(f * f, lost);
    high + e.fma(L::splat(L::Scalar::LN_2_LOW), curve)
}
