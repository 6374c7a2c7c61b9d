//! How the elementary functions are computed: once, for any lanes of `f32` or `f64`.
//!
//! Rules of this module. Everything is `#[inline(always)]`, generic over [`Lanes`], and free of
//! branches, except for one kind: where a whole case is rare (subnormal results, huge arguments) it is
//! computed only if any lane needs it. No intermediate result is subnormal unless the argument itself
//! is handed through: a processor may take a hundred cycles for one. The processor's rounding mode and
//! flags are never touched.
//!
//! Coefficients are our own fits, made by the scripts in `fit/`; each table carries the error that its
//! coefficients leave.

mod circular;
mod exponential;
mod gaussian;
mod hyperbolic;
mod logarithm;
mod power;
mod quadrant;
mod sigmoid;
mod tables;

pub(crate) use circular::{atan, cos, sin, tan};
pub(crate) use exponential::{exp, exp_difference, exp_m1, times_exp};
pub(crate) use gaussian::{
    erf, erfc, gaussian, normal_cdf, normal_pdf, times_normal_cdf, times_normal_pdf,
};
pub(crate) use hyperbolic::{asinh, cosh, minus_tanh, sinh, tanh};
pub(crate) use logarithm::{ln, ln_1p};
pub(crate) use power::{hypot, powf, powi};
pub(crate) use sigmoid::{
    log_sigmoid, sigmoid, sigmoid_slope, softplus, times_sigmoid, times_tanh_cdf,
};
pub(crate) use tables::{Format, Tables};

use crate::kernels::lanes::{Lanes, Scalar};

/// A number that the functions of this module know how to compute.
pub(crate) trait Float: Scalar + Tables {}
impl<S: Scalar + Tables> Float for S {}

/// The polynomial with these coefficients, lowest first.
#[inline(always)]
fn polynomial<L: Lanes>(x: L, coefficients: &[L::Scalar]) -> L {
    let Some((last, lower)) = coefficients.split_last() else {
        return L::splat(L::Scalar::ZERO);
    };
    let mut sum = L::splat(*last);
    for coefficient in lower.iter().rev() {
        sum = sum.fma(x, L::splat(*coefficient));
    }
    sum
}

/// The polynomial as a sum of two: the second is what the last step has lost.
#[inline(always)]
fn polynomial_pair<L: Lanes<Scalar: Float>>(x: L, coefficients: &[L::Scalar]) -> (L, L) {
    let Some((first, rest)) = coefficients.split_first() else {
        return (L::splat(L::Scalar::ZERO), L::splat(L::Scalar::ZERO));
    };
    let (term, lost) = product(x, polynomial(x, rest));
    let (high, low) = sum(L::splat(*first), term);
    (high, low + lost)
}

/// a + b = high + low, both parts exact, by Knuth: whichever is greater.
#[inline(always)]
pub(crate) fn sum<L: Lanes>(a: L, b: L) -> (L, L) {
    let high = a + b;
    let of_b = high - a;
    (high, (a - (high - of_b)) + (b - of_b))
}

/// A number in every lane that both widths hold exactly.
#[inline(always)]
fn exactly<L: Lanes>(value: f64) -> L {
    L::splat(L::Scalar::from_f64(value))
}

/// x held between two numbers; NaN stays.
#[inline(always)]
pub(crate) fn clamp<L: Lanes>(x: L, low: L::Scalar, high: L::Scalar) -> L {
    L::splat(high).min(L::splat(low).max(x))
}

/// a·b = high + low, both parts exact.
#[inline(always)]
fn product<L: Lanes<Scalar: Float>>(a: L, b: L) -> (L, L) {
    let high = a * b;
    if L::FUSED {
        return (high, a.fma(b, -high));
    }
    // By Dekker: halves have so few bits that their products are exact.
    let (a1, a2) = halves(a);
    let (b1, b2) = halves(b);
    (high, ((a1 * b1 - high) + a1 * b2 + a2 * b1) + a2 * b2)
}

/// x as a sum of two numbers of half the precision, by Veltkamp.
#[inline(always)]
fn halves<L: Lanes<Scalar: Float>>(x: L) -> (L, L) {
    let scaled = x * L::splat(L::Scalar::SPLITTER);
    let top = scaled - (scaled - x);
    (top, x - top)
}

/// a·(high + low), where high is positive and low far smaller: rounded once, or nearly so. For |a| < 2⁶⁴.
#[inline(always)]
fn times_pair<L: Lanes<Scalar: Float>>(a: L, (high, low): (L, L)) -> L {
    let (whole, lost) = product(a, high);
    // A zero keeps its sign.
    (whole + a.fma(low, lost)).copysign(a)
}

/// Whether a number is so great that it must not be taken apart, or NaN. As a factor it stands by itself.
#[inline(always)]
fn too_great<L: Lanes<Scalar: Float>>(a: L) -> L::Mask {
    !a.abs().lt(exactly(18_446_744_073_709_551_616.0))
}

/// a times a factor of 0 at an infinite argument: 0, since the factor went there faster than whatever a was
/// made of went to infinity.
#[inline(always)]
fn times_nothing<L: Lanes>(a: L) -> L {
    L::select(a.eq(a), exactly::<L>(0.0).copysign(a), a)
}

/// a − b·c for a product that is nearly a: rounded once.
#[inline(always)]
fn residual<L: Lanes<Scalar: Float>>(a: L, b: L, c: L) -> L {
    if L::FUSED {
        return b.fma(-c, a);
    }
    let (high, low) = product(b, c);
    (a - high) - low
}

#[cfg(test)]
mod tests;
