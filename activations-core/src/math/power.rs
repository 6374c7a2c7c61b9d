//! xⁿ, xᵖ and √(x² + y²).

use super::{Float, exactly};
use crate::kernels::lanes::{Lanes, Scalar};

/// Up to this exponent xⁿ is a product: two roundings for x³ and x⁴, at most four.
const PRODUCTS: u32 = 8;

/// xⁿ; 1 for n = 0. A small power is multiplied out, a great one goes lane by lane.
#[inline(always)]
pub(crate) fn powi<L: Lanes<Scalar: Float>>(x: L, n: i32) -> L {
    if n.unsigned_abs() > PRODUCTS {
        return powf(x, f64::from(n));
    }
    let mut power = exactly::<L>(1.0);
    let mut square = x;
    let mut left = n.unsigned_abs();
    while left > 0 {
        if left & 1 == 1 {
            power = power * square;
        }
        left >>= 1;
        square = square * square;
    }
    if n < 0 {
        exactly::<L>(1.0) / power
    } else {
        power
    }
}

/// xᵖ, lane by lane in `f64`: for exponents that no root or product covers.
#[inline(always)]
pub(crate) fn powf<L: Lanes<Scalar: Float>>(x: L, p: f64) -> L {
    x.map(|x| L::Scalar::from_f64(libm::pow(x.to_f64(), p)))
}

/// √(x² + y²) = m·√(1 + (k/m)²) with k ≤ m, which overflows only where the result does. NaN wins over ∞.
#[inline(always)]
pub(crate) fn hypot<L: Lanes<Scalar: Float>>(x: L, y: L) -> L {
    let (x, y) = (x.abs(), y.abs());
    let (less, more) = (x.min(y), x.max(y));
    let zero = exactly::<L>(0.0);
    let infinity = L::splat(L::Scalar::from_f64(f64::INFINITY));
    let one = exactly::<L>(1.0);
    let ratio = less / more;
    // 0/0 and ∞/∞ stand for a length that is `more` already.
    let extreme = more.eq(zero) | more.eq(infinity);
    let length = L::select(extreme, more, more * ratio.fma(ratio, one).sqrt());
    let sum = x + y;
    L::select(sum.is_nan(), sum, length)
}
