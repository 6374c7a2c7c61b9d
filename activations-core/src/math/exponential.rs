//! eˣ and eˣ − 1, and the parts of them that other functions are made of.
//!
//! x = n·ln 2 + r with |r| ≤ ½ ln 2, so that eˣ = 2ⁿ·eʳ.

use super::{
    Float, Format, Tables, clamp, exactly, polynomial, residual, sum, times_nothing, times_pair,
    too_great,
};
use crate::kernels::lanes::{BitLanes, Lanes};

/// x = n·ln 2 + r.
#[derive(Clone, Copy)]
pub(super) struct Reduced<L> {
    /// n in the lowest bits of a large number.
    shifted: L,
    /// n.
    n: L,
    /// x − n·(the leading bits of ln 2), exactly.
    rough: L,
    /// r.
    pub(super) r: L,
    /// What r has lost of x, but for the last bits of n·ln 2.
    left: L,
}

impl<L: Lanes<Scalar: Float>> Reduced<L> {
    /// Takes x apart. |x| is at most some 2¹⁰ (`f32`: 2⁷).
    #[inline(always)]
    pub(super) fn new(x: L) -> Self {
        let shifter = L::splat(L::Scalar::SHIFTER);
        let shifted = x.fma(L::splat(L::Scalar::LOG2_E), shifter);
        let n = shifted - shifter;
        let rough = n.fma(-L::splat(L::Scalar::LN_2_HIGH), x);
        let r = n.fma(-L::splat(L::Scalar::LN_2_LOW), rough);
        Self {
            shifted,
            n,
            rough,
            r,
            left: rough - r,
        }
    }

    /// The same with `summand` added to x, which is far greater.
    #[inline(always)]
    pub(super) fn plus(self, summand: L) -> Self {
        let small = self.n.fma(-L::splat(L::Scalar::LN_2_LOW), summand);
        let r = self.rough + small;
        Self {
            r,
            left: (self.rough - r) + summand,
            ..self
        }
    }

    /// What r has lost to rounding.
    #[inline(always)]
    fn lost(self) -> L {
        self.n.fma(-L::splat(L::Scalar::LN_2_LOW), self.left)
    }

    /// 2ⁿ⁺ᵏ, for −bias < n + k ≤ bias + 1, where it ends at ∞.
    #[inline(always)]
    pub(super) fn power(self, k: i64) -> L {
        let exponent = self.shifted.to_bits() + L::integer(L::Scalar::BIAS + k);
        L::from_bits(exponent.shl_mantissa())
    }

    /// (eʳ − 1)/r
    #[inline(always)]
    fn slope(self) -> L {
        polynomial(self.r, L::Scalar::EXP)
    }

    /// eʳ
    #[inline(always)]
    pub(super) fn mantissa(self) -> L {
        self.slope().fma(self.r, exactly(1.0))
    }

    /// eʳ as a sum of two, with what r has lost.
    #[inline(always)]
    pub(super) fn mantissa_pair(self) -> (L, L) {
        let (one, slope) = (exactly::<L>(1.0), self.slope());
        let high = slope.fma(self.r, one);
        let low = slope.fma(self.r, one - high);
        (high, self.lost().fma(high, low))
    }

    /// eʳ − 1
    #[inline(always)]
    pub(super) fn above_one(self) -> L {
        self.slope() * self.r
    }

    /// eʳ − 1 as a sum of two, with what r has lost.
    #[inline(always)]
    pub(super) fn above_one_pair(self) -> (L, L) {
        let (slope, lost) = (self.slope(), self.lost());
        let high = slope * self.r;
        let low = lost.fma(high, lost);
        (high, low - residual(high, slope, self.r))
    }

    /// p·2ⁿ for n ≤ bias and |p| < 2⁶⁴, rounded once where it is subnormal.
    #[inline(always)]
    pub(super) fn scale(self, p: L) -> L {
        self.unless_deep(p, p * self.power(0))
    }

    /// `scaled`, or where n is so low that it might be subnormal, p·2ⁿ in integers.
    #[inline(always)]
    fn unless_deep(self, p: L, scaled: L) -> L {
        let deep = self.n.lt(L::splat(L::Scalar::SHALLOW));
        if !L::any(deep) {
            return scaled;
        }
        // In units of the smallest subnormal number u the result is p·2ⁿ/u, a number like any other;
        // rounded to an integer it is the result's bit pattern. From `INTEGERS` on it is an integer
        // already, the result is normal, and only the exponent has to be put right.
        let units = p.abs() * self.power(L::Scalar::DEEPEST);
        let integers = L::splat(L::Scalar::INTEGERS);
        let subnormal = (units + integers).to_bits() - integers.to_bits();
        let normal = units.to_bits() - L::integer(L::Scalar::DEEPEST).shl_mantissa();
        let below = L::select(
            units.lt(integers),
            L::from_bits(subnormal),
            L::from_bits(normal),
        );
        L::select(deep, below.copysign(p), scaled)
    }
}

/// a·eˣ, also where eˣ is subnormal or 0 and the product is not; for |a| up to 2⁶⁴.
#[inline(always)]
pub(crate) fn times_exp<L: Lanes<Scalar: Float>>(a: L, x: L) -> L {
    let held = clamp(x, L::Scalar::TIMES_EXP_LOW, L::Scalar::EXP_M1_HIGH);
    let parts = Reduced::new(held + L::splat(L::Scalar::NEGLIGIBLE));
    let result = parts.scale(times_pair(a, parts.mantissa_pair()));
    let plain = L::splat(L::Scalar::EXP_M1_HIGH).lt(x) | too_great(a);
    if L::any(plain) {
        let result = L::select(plain, a * exp(x), result);
        L::select(x.eq(exactly(f64::NEG_INFINITY)), times_nothing(a), result)
    } else {
        result
    }
}

/// eˣ
#[inline(always)]
pub(crate) fn exp<L: Lanes<Scalar: Float>>(x: L) -> L {
    let x = clamp(x, L::Scalar::EXP_LOW, L::Scalar::EXP_HIGH);
    // The sum keeps a subnormal x out of the arithmetic.
    of_parts(Reduced::new(x + L::splat(L::Scalar::NEGLIGIBLE)))
}

/// e^(a − b), with what the difference loses to rounding: of a − b = −80 that would be 2⁻¹⁹ in `f32`, and
/// the exponential off by 32 ulp.
#[inline(always)]
pub(crate) fn exp_difference<L: Lanes<Scalar: Float>>(a: L, b: L) -> L {
    let (difference, lost) = sum(a, -b);
    let held = clamp(difference, L::Scalar::EXP_LOW, L::Scalar::EXP_HIGH);
    // Greater than this, or NaN, only where the difference is held or infinite, and any number will do.
    let bound = exactly::<L>(1.0 / 1024.0);
    let lost = lost.max(-bound).min(bound);
    of_parts(Reduced::new(held + L::splat(L::Scalar::NEGLIGIBLE)).plus(lost))
}

#[inline(always)]
fn of_parts<L: Lanes<Scalar: Float>>(parts: Reduced<L>) -> L {
    let p = parts.mantissa();
    // 2ⁿ itself would overflow for the largest n.
    parts.unless_deep(p, (p + p) * parts.power(-1))
}

/// eˣ − 1
///
/// With eʳ = 1 + r + w the result is (2ⁿ − 1) + 2ⁿ·r + 2ⁿ·w. The first three numbers are added exactly,
/// as a sum and what it loses; only w, at most a fifth of r, carries errors of its own.
#[inline(always)]
pub(crate) fn exp_m1<L: Lanes<Scalar: Float>>(x: L) -> L {
    let tiny = x.abs().lt(L::splat(L::Scalar::SMALL));
    let held = clamp(x, L::Scalar::EXP_M1_LOW, L::Scalar::EXP_M1_HIGH);
    let parts = Reduced::new(L::select(tiny, exactly(0.0), held));
    let r = parts.r;
    let lost = parts.lost();
    let w = polynomial(r, L::Scalar::EXP_M1).fma(r * r, lost.fma(r, lost));
    let power = parts.power(0);
    let base = power - exactly(1.0);
    let high = power.fma(r, base);
    let low = power.fma(r, base - high) + ((power - base) - exactly(1.0));
    let result = high + power.fma(w, low);
    let large = L::splat(L::Scalar::EXP_M1_HIGH).lt(x);
    let result = if L::any(large) {
        L::select(large, x.exp_apart(), result)
    } else {
        result
    };
    L::select(tiny, x, result)
}
