//! sin x, cos x, tan x, arctan x.
//!
//! x = n·π/2 + r with |r| ≤ π/4. Up to some thousands of quadrants π/2 is subtracted in parts; beyond,
//! which is rare, each such lane is reduced by itself with as many digits of 2/π as it needs.

use super::quadrant::reduce_far;
use super::{Float, Format, Tables, exactly, polynomial, residual};
use crate::kernels::lanes::{BitLanes, Lanes, MAX_LANES, Scalar};

/// x = n·π/2 + r + low, where n counts modulo 4 or not, and low is what r has lost.
#[derive(Clone, Copy)]
struct Remainder<L> {
    n: L,
    r: L,
    low: L,
}

#[inline(always)]
fn reduce<L: Lanes<Scalar: Float>>(x: L) -> Remainder<L> {
    let shifter = L::splat(L::Scalar::SHIFTER);
    let n = x.fma(L::splat(L::Scalar::FRAC_2_PI), shifter) - shifter;
    let times = |part: usize| n * L::splat(L::Scalar::FRAC_PI_2[part]);
    // The products are exact, the last one apart; so is the first difference. Of the next two it is
    // known what they lose: where the greater operand is not on the left, they lose nothing.
    let first = x - times(0);
    let second = first - times(1);
    let third = second - times(2);
    let lost = ((first - second) - times(1)) + ((second - third) - times(2)) - times(3);
    let r = third + lost;
    let near = Remainder {
        n,
        r,
        low: lost - (r - third),
    };
    let far = L::splat(L::Scalar::QUADRANTS).lt(x.abs());
    if L::any(far) {
        select(far, reduce_lanes(x), near)
    } else {
        near
    }
}

#[inline(always)]
fn select<L: Lanes>(mask: L::Mask, yes: Remainder<L>, no: Remainder<L>) -> Remainder<L> {
    Remainder {
        n: L::select(mask, yes.n, no.n),
        r: L::select(mask, yes.r, no.r),
        low: L::select(mask, yes.low, no.low),
    }
}

/// The remainders of large numbers, one after the other.
#[inline(always)]
fn reduce_lanes<L: Lanes<Scalar: Float>>(x: L) -> Remainder<L> {
    let numbers = x.to_array();
    let zeros = [L::Scalar::ZERO; MAX_LANES];
    let (mut n, mut r, mut low) = (zeros, zeros, zeros);
    for lane in 0..L::N {
        let (quadrant, rest, lost) = reduce_far(numbers[lane].to_f64());
        n[lane] = L::Scalar::from_f64(quadrant);
        r[lane] = L::Scalar::from_f64(rest);
        low[lane] = L::Scalar::from_f64((rest - r[lane].to_f64()) + lost);
    }
    Remainder {
        n: L::from_array(n),
        r: L::from_array(r),
        low: L::from_array(low),
    }
}

/// Whether n is odd, and the sign of (−1)^⌊n/2⌋ as a sign bit.
#[inline(always)]
fn quadrant<L: Lanes<Scalar: Float>>(n: L) -> (L::Mask, L::Bits) {
    let shifter = L::splat(L::Scalar::SHIFTER);
    let one = exactly::<L>(1.0);
    let odd = L::from_bits((n + shifter).to_bits().shl_sign() | one.to_bits()).lt(exactly(0.0));
    let half = (n - one.keep(odd)) * exactly(0.5);
    (odd, (half + shifter).to_bits().shl_sign())
}

/// sin and cos of r + low for |r| ≤ π/4, each as a sum of two.
#[inline(always)]
fn sin_cos<L: Lanes<Scalar: Float>>(Remainder { r, low, .. }: Remainder<L>) -> [(L, L); 2] {
    // A number so small that r² would be subnormal has the same two values.
    let square = L::splat(L::Scalar::SMALL).max(r.abs());
    let square = square * square;
    // 1 − r²/2 and what it loses.
    let half = square * exactly(0.5);
    let one = exactly::<L>(1.0);
    let high = one - half;
    let lost = (one - high) - half;
    let rest = polynomial(square, L::Scalar::SIN).fma(r * square, low * high);
    let curve = polynomial(square, L::Scalar::COS).fma(square * square, lost - r * low);
    [(r, rest), (high, curve)]
}

/// sin(x + shift·π/2)
#[inline(always)]
fn shifted<L: Lanes<Scalar: Float>>(x: L, shift: f64) -> L {
    let remainder = reduce(x);
    let (odd, sign) = quadrant(remainder.n + exactly(shift));
    let [sin, cos] = sin_cos(remainder);
    let result = L::select(odd, cos.0, sin.0) + L::select(odd, cos.1, sin.1);
    L::from_bits(result.to_bits() ^ sign)
}

/// sin x
#[inline(always)]
pub(crate) fn sin<L: Lanes<Scalar: Float>>(x: L) -> L {
    let tiny = x.abs().le(L::splat(L::Scalar::SMALL));
    L::select(tiny, x, shifted(x, 0.0))
}

/// cos x
#[inline(always)]
pub(crate) fn cos<L: Lanes<Scalar: Float>>(x: L) -> L {
    shifted(x, 1.0)
}

/// tan x: sin r/cos r, or −cos r/sin r in odd quadrants.
#[inline(always)]
pub(crate) fn tan<L: Lanes<Scalar: Float>>(x: L) -> L {
    let tiny = x.abs().le(L::splat(L::Scalar::SMALL));
    let remainder = reduce(x);
    let (odd, _) = quadrant(remainder.n);
    let [sin, cos] = sin_cos(remainder).map(|(high, rest)| {
        let value = high + rest;
        (value, rest - (value - high))
    });
    let top = (L::select(odd, -cos.0, sin.0), L::select(odd, -cos.1, sin.1));
    let bottom = (L::select(odd, sin.0, cos.0), L::select(odd, sin.1, cos.1));
    let reciprocal = exactly::<L>(1.0) / bottom.0;
    let quotient = top.0 * reciprocal;
    let left = residual(top.0, quotient, bottom.0) + top.1;
    let result = bottom.1.fma(-quotient, left).fma(reciprocal, quotient);
    L::select(tiny, x, result)
}

/// arctan x, |x| turned back by 0, π/4 or π/2 so that at most tan(π/8) is left; one division for all.
#[inline(always)]
pub(crate) fn atan<L: Lanes<Scalar: Float>>(x: L) -> L {
    let small = L::splat(L::Scalar::SMALL);
    let one = exactly::<L>(1.0);
    let a = L::splat(L::Scalar::HUGE).min(small.max(x.abs()));
    let middle = exactly::<L>(0.4140625).lt(a);
    let large = exactly::<L>(2.4140625).lt(a);
    let top = L::select(large, -one, L::select(middle, a - one, a));
    let bottom = L::select(large, a, L::select(middle, a + one, one));
    let eighths = L::select(large, exactly(2.0), one.keep(middle));
    // The quotient and what it loses, with what a − 1 and a + 1 have lost.
    let between = middle & !large;
    let top_low = (a - (top + one)).keep(between);
    let bottom_low = (a - (bottom - one)).keep(between);
    let reciprocal = one / bottom;
    let t = top * reciprocal;
    let t_low = bottom_low.fma(-t, residual(top, t, bottom) + top_low) * reciprocal;
    let square = small.max(t.abs());
    let square = square * square;
    let curve = polynomial(square, L::Scalar::ATAN) * (t * square);
    let low = eighths.fma(L::splat(L::Scalar::FRAC_PI_4_LOW), curve + t_low);
    // What they turn by is greater than t, or 0.
    let turn = eighths * L::splat(L::Scalar::FRAC_PI_4_HIGH);
    let high = turn + t;
    let magnitude = high + ((t - (high - turn)) + low);
    L::select(a.le(small), x, magnitude.copysign(x))
}
