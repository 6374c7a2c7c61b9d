//! e^(−x²) and what is made of it: erf, erfc, the normal distribution.
//!
//! A tail is its exponential times 1/(slope·a + over(a)/under(a)), where over and under are polynomials.
//! As one fraction that is under/(slope·a·under + over): for large a the errors of under cancel, and
//! over counts for little.

use super::exponential::Reduced;
use super::{Float, Format, Tables, exactly, polynomial, product, residual};
use crate::kernels::lanes::{Lanes, Scalar};

/// e^(−x²) or e^(−x²/2) in parts, the square's last bits in r.
#[inline(always)]
fn of_square<L: Lanes<Scalar: Float>>(x: L, factor: f64) -> Reduced<L> {
    let (high, low) = product(x, x);
    let factor = L::splat(L::Scalar::from_f64(factor));
    let mut parts = Reduced::new(-(high * factor));
    parts.r = parts.r - low * factor;
    parts
}

/// |x|, but neither so small that its square is subnormal nor beyond `full`.
#[inline(always)]
fn magnitude<L: Lanes<Scalar: Float>>(x: L, full: L::Scalar) -> L {
    L::splat(full).min(L::splat(L::Scalar::SMALL).max(x.abs()))
}

/// Which tail.
struct Tail<S: 'static> {
    slope: S,
    over: &'static [S],
    under: &'static [S],
}

#[inline(always)]
fn of_erfc<S: Float>() -> Tail<S> {
    Tail {
        slope: S::ERFC_SLOPE,
        over: S::ERFC_OVER,
        under: S::ERFC_UNDER,
    }
}

#[inline(always)]
fn of_normal<S: Float>() -> Tail<S> {
    Tail {
        slope: S::NORMAL_SLOPE,
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

    /// The same, and what the operations at the top have lost is put back through the residual of the
    /// division. For a of ½ and more: slope·a·under must not be less than over.
    #[inline(always)]
    fn closely<L: Lanes<Scalar = S>>(self, a: L, u: L) -> L {
        let under = polynomial(a, self.under);
        let over = polynomial(a, self.over);
        let slope = L::splat(self.slope);
        let top = under.fma(u, under);
        let top_low = under.fma(u, under - top);
        let (steep, steep_low) = product(a, slope);
        let (whole, whole_low) = product(steep, under);
        let bottom = whole + over;
        let bottom_low = ((whole - bottom) + over) + steep_low.fma(under, whole_low);
        let reciprocal = exactly::<L>(1.0) / bottom;
        let quotient = top * reciprocal;
        let left = residual(top, quotient, bottom) + top_low;
        bottom_low.fma(-quotient, left).fma(reciprocal, quotient)
    }
}

/// e^(−x²)
#[inline(always)]
pub(crate) fn gaussian<L: Lanes<Scalar: Float>>(x: L) -> L {
    let parts = of_square(magnitude(x, L::Scalar::GAUSSIAN_EMPTY), 1.0);
    parts.scale(parts.mantissa())
}

/// φ(x) = e^(−x²/2)/√(2π)
#[inline(always)]
pub(crate) fn normal_pdf<L: Lanes<Scalar: Float>>(x: L) -> L {
    let parts = of_square(magnitude(x, L::Scalar::NORMAL_PDF_EMPTY), 0.5);
    let high = L::splat(L::Scalar::NORMAL_PDF_HIGH);
    let low = L::splat(L::Scalar::NORMAL_PDF_LOW);
    parts.scale(high + parts.above_one().fma(high, low))
}

/// erf x: an odd polynomial up to 1, and 1 − erfc beyond, where erfc and its errors are small.
#[inline(always)]
pub(crate) fn erf<L: Lanes<Scalar: Float>>(x: L) -> L {
    let one = exactly::<L>(1.0);
    let a = magnitude(x, L::Scalar::ERF_FULL);
    let squared = a * a;
    let near = polynomial(squared, L::Scalar::ERF).fma(x, x);
    let parts = Reduced::new(-squared);
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
    let right = parts.scale(of_erfc().closely(a, parts.above_one()));
    let far = L::select(x.lt(exactly(0.0)), exactly::<L>(2.0) - right, right);
    L::select(a.lt(exactly(0.4765625)), near, far)
}

/// Φ(x): ½ + an odd polynomial near 0, the tail beyond, as in [`erfc`].
#[inline(always)]
pub(crate) fn normal_cdf<L: Lanes<Scalar: Float>>(x: L) -> L {
    let a = magnitude(x, L::Scalar::NORMAL_EMPTY);
    let near = polynomial(a * a, L::Scalar::NORMAL_NEAR).fma(x, exactly(0.5));
    let parts = of_square(a, 0.5);
    let left = parts.scale(of_normal().closely(a, parts.above_one()));
    let far = L::select(x.lt(exactly(0.0)), left, exactly::<L>(1.0) - left);
    L::select(a.lt(exactly(0.671875)), near, far)
}
