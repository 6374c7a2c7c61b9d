//! e^(−x²) and what is made of it: erf, erfc, the normal distribution.
//!
//! A tail is its exponential times 1/(slope·a + over(a)/under(a)), where over and under are polynomials.
//! As one fraction that is under/(slope·a·under + over): for large a the errors of under cancel, and
//! over counts for little.

use super::exponential::Reduced;
use super::{
    Float, Format, Tables, exactly, polynomial, polynomial_pair, product, residual, times_nothing,
    times_pair, too_great,
};
use crate::kernels::lanes::{Lanes, Scalar};

/// e^(−x²) or e^(−x²/2) in parts, the square's last bits in r.
#[inline(always)]
fn of_square<L: Lanes<Scalar: Float>>(x: L, factor: f64) -> Reduced<L> {
    let (high, low) = product(x, x);
    let factor = L::splat(L::Scalar::from_f64(factor));
    Reduced::new(-(high * factor)).plus(-(low * factor))
}

/// |x|, but neither so small that its square is subnormal nor beyond `full`.
#[inline(always)]
fn magnitude<L: Lanes<Scalar: Float>>(x: L, full: L::Scalar) -> L {
    L::splat(full).min(L::splat(L::Scalar::SMALL).max(x.abs()))
}

/// Which tail.
struct Tail<S: 'static> {
    slope: S,
    slope_low: S,
    over: &'static [S],
    under: &'static [S],
}

#[inline(always)]
fn of_erfc<S: Float>() -> Tail<S> {
    Tail {
        slope: S::ERFC_SLOPE,
        slope_low: S::ERFC_SLOPE_LOW,
        over: S::ERFC_OVER,
        under: S::ERFC_UNDER,
    }
}

#[inline(always)]
fn of_normal<S: Float>() -> Tail<S> {
    Tail {
        slope: S::NORMAL_SLOPE,
        slope_low: S::NORMAL_SLOPE_LOW,
        over: S::NORMAL_OVER,
        under: S::NORMAL_UNDER,
    }
}

impl<S: Float> Tail<S> {
    /// (1 + u)·under/(slope·a·under + over), where each operation rounds.
    #[inline(always)]
    fn roughly<L: Lanes<Scalar = S>>(self, a: L, u: L) -> L {
        let under = polynomial(a, self.under);
        let bottom = (a * L::splat(self.slope)).fma(under, polynomial(a, self.over));
        under.fma(u, under) / bottom
    }

    /// The same for 1 + u = p + p_low, as a sum of two: what the operations have lost, the last steps of
    /// the polynomials among them, comes back through the residual of the division.
    #[inline(always)]
    fn closely<L: Lanes<Scalar = S>>(self, a: L, (p, p_low): (L, L)) -> (L, L) {
        let (under, under_low) = polynomial_pair(a, self.under);
        let (over, over_low) = polynomial_pair(a, self.over);
        let slope = L::splat(self.slope);
        let (top, lost) = product(under, p);
        let top_low = under_low.fma(p, under.fma(p_low, lost));
        let (steep, lost) = product(a, slope);
        let steep_low = a.fma(L::splat(self.slope_low), lost);
        let (whole, whole_low) = product(steep, under);
        let bottom = whole + over;
        let low = steep.fma(under_low, steep_low.fma(under, whole_low));
        let bottom_low = ((whole - bottom) + over) + (over_low + low);
        let reciprocal = exactly::<L>(1.0) / bottom;
        let quotient = top * reciprocal;
        let left = residual(top, quotient, bottom) + top_low;
        (quotient, bottom_low.fma(-quotient, left) * reciprocal)
    }
}

/// e^(−x²)
#[inline(always)]
pub(crate) fn gaussian<L: Lanes<Scalar: Float>>(x: L) -> L {
    let parts = of_square(magnitude(x, L::Scalar::GAUSSIAN_EMPTY), 1.0);
    parts.scale(parts.mantissa())
}

/// φ(x) = sum·2ⁿ, as a sum of two.
#[inline(always)]
fn density<L: Lanes<Scalar: Float>>(x: L) -> ((L, L), Reduced<L>) {
    let parts = of_square(magnitude(x, L::Scalar::NORMAL_EMPTY), 0.5);
    let (p, p_low) = parts.mantissa_pair();
    let factor = L::splat(L::Scalar::NORMAL_PDF_HIGH);
    let (high, lost) = product(factor, p);
    let low = factor.fma(p_low, p.fma(L::splat(L::Scalar::NORMAL_PDF_LOW), lost));
    ((high, low), parts)
}

/// φ(x) = e^(−x²/2)/√(2π)
#[inline(always)]
pub(crate) fn normal_pdf<L: Lanes<Scalar: Float>>(x: L) -> L {
    let ((high, low), parts) = density(x);
    parts.scale(high + low)
}

/// erf x: an odd polynomial up to 1, and 1 − erfc beyond, where erfc and its errors are small.
#[inline(always)]
pub(crate) fn erf<L: Lanes<Scalar: Float>>(x: L) -> L {
    let one = exactly::<L>(1.0);
    let a = magnitude(x, L::Scalar::ERF_FULL);
    let squared = a * a;
    let near = polynomial(squared, L::Scalar::ERF).fma(x, x);
    let parts = of_square(a, 1.0);
    let far = one - of_erfc().roughly(a, parts.above_one()) * parts.power(0);
    L::select(a.lt(one), near, far.copysign(x))
}

/// erfc x: 1 − erf x near 0, where each rounding of the fraction would count twice; the tail beyond,
/// reflected at 0.
#[inline(always)]
pub(crate) fn erfc<L: Lanes<Scalar: Float>>(x: L) -> L {
    let one = exactly::<L>(1.0);
    let a = magnitude(x, L::Scalar::ERFC_EMPTY);
    let near = one - polynomial(a * a, L::Scalar::ERF).fma(x, x);
    let parts = of_square(a, 1.0);
    let (high, low) = of_erfc().closely(a, parts.mantissa_pair());
    let right = parts.scale(high + low);
    let far = L::select(x.lt(exactly(0.0)), exactly::<L>(2.0) - right, right);
    L::select(a.lt(exactly(0.4765625)), near, far)
}

/// Φ(x) = sum·2ⁿ in a left tail, as a sum of two.
struct Normal<L: Lanes> {
    sum: (L, L),
    parts: Reduced<L>,
    /// Where the factor 2ⁿ counts.
    left: L::Mask,
}

/// ½ + an odd polynomial near 0, the tail beyond, as in [`erfc`].
#[inline(always)]
fn normal<L: Lanes<Scalar: Float>>(x: L) -> Normal<L> {
    let (half, one) = (exactly::<L>(0.5), exactly::<L>(1.0));
    let a = magnitude(x, L::Scalar::NORMAL_EMPTY);
    let slope = polynomial(a * a, L::Scalar::NORMAL_NEAR);
    let middle = slope.fma(x, half);
    let middle_low = slope.fma(x, half - middle);
    let parts = of_square(a, 0.5);
    let (tail, tail_low) = of_normal().closely(a, parts.mantissa_pair());
    let rest = parts.scale(tail + tail_low);
    let right = one - rest;
    let right_low = (one - right) - rest;
    let (near, negative) = (a.lt(exactly(0.671875)), x.lt(exactly(0.0)));
    let choose = |middle, left, right| L::select(near, middle, L::select(negative, left, right));
    Normal {
        sum: (
            choose(middle, tail, right),
            choose(middle_low, tail_low, right_low),
        ),
        parts,
        left: negative & !near,
    }
}

/// Φ(x)
#[inline(always)]
pub(crate) fn normal_cdf<L: Lanes<Scalar: Float>>(x: L) -> L {
    let Normal {
        sum: (high, low),
        parts,
        left,
    } = normal(x);
    let sum = high + low;
    L::select(left, parts.scale(sum), sum)
}

/// a·Φ(x), also where Φ(x) is subnormal or 0 and the product is not; for |a| up to 2⁶⁴.
#[inline(always)]
pub(crate) fn times_normal_cdf<L: Lanes<Scalar: Float>>(a: L, x: L) -> L {
    let Normal { sum, parts, left } = normal(x);
    let product = times_pair(a, sum);
    let result = L::select(left, parts.scale(product), product);
    let great = too_great(a);
    if L::any(great) {
        let plain = L::select(left, parts.scale(sum.0), sum.0);
        let result = L::select(great, a * plain, result);
        L::select(x.eq(exactly(f64::NEG_INFINITY)), times_nothing(a), result)
    } else {
        result
    }
}

/// a·φ(x), also where φ(x) is subnormal or 0 and the product is not; for |a| up to 2⁶⁴.
#[inline(always)]
pub(crate) fn times_normal_pdf<L: Lanes<Scalar: Float>>(a: L, x: L) -> L {
    let (sum, parts) = density(x);
    let product = times_pair(a, sum);
    let result = parts.scale(product);
    let great = too_great(a);
    if L::any(great) {
        let result = L::select(great, a * parts.scale(sum.0), result);
        L::select(x.abs().eq(exactly(f64::INFINITY)), times_nothing(a), result)
    } else {
        result
    }
}
