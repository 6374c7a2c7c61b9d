//! sinh x, cosh x, tanh x and what it lacks of x, arsinh x.

use super::exponential::Reduced;
use super::logarithm::ln_1p_pair;
use super::{Float, Format, Tables, exactly, polynomial, polynomial_pair, product, residual};
use crate::kernels::lanes::Lanes;

/// tanh x: an odd polynomial near 0; beyond, 1 − 2/(1 + e^(2|x|)), where the quotient is less than ½
/// and so are its errors.
#[inline(always)]
pub(crate) fn tanh<L: Lanes<Scalar: Float>>(x: L) -> L {
    let small = L::splat(L::Scalar::SMALL);
    let a = small.max(x.abs());
    let one = exactly::<L>(1.0);
    let parts = Reduced::new(L::splat(L::Scalar::TANH_FULL).min(a + a));
    let power = parts.power(0);
    let denominator = power.fma(parts.above_one(), power + one);
    let far = one - exactly::<L>(2.0) / denominator;
    let square = a * a;
    let near = polynomial(square, L::Scalar::TANH).fma(a * square, a);
    let magnitude = L::select(a.lt(L::splat(L::Scalar::TANH_EDGE)), near, far);
    // Up to `SMALL` the result is x itself.
    L::select(a.le(small), x, magnitude.copysign(x))
}

/// x − tanh x: x³ times a polynomial in x² up to 1; beyond, (|x| − 1) + 2/(1 + e^(2|x|)), where nothing
/// cancels.
#[inline(always)]
pub(crate) fn minus_tanh<L: Lanes<Scalar: Float>>(x: L) -> L {
    let a = x.abs();
    let one = exactly::<L>(1.0);
    let parts = Reduced::new(L::splat(L::Scalar::TANH_FULL).min(a + a));
    let power = parts.power(0);
    let denominator = power.fma(parts.above_one(), power + one);
    let far = (a - one) + exactly::<L>(2.0) / denominator;
    // Held where the cube is finite; the other branch stands beyond 1.
    let held = one.min(a);
    let (square, lost) = product(held, held);
    let (cube, low) = product(held, square);
    let (factor, rest) = polynomial_pair(square, L::Scalar::TANH_REST);
    let near = cube.fma(factor, cube.fma(rest, held.fma(lost, low) * factor));
    L::select(a.lt(one), near, far).copysign(x)
}

/// ½·eᵃ as a sum of two, and ½·e⁻ᵃ, for a ≥ 0.
#[inline(always)]
fn halves<L: Lanes<Scalar: Float>>(a: L) -> (L, L, L) {
    let parts = Reduced::new(L::splat(L::Scalar::SINH_FULL).min(a));
    let (p, p_low) = parts.mantissa_pair();
    let power = parts.power(-2);
    let (up, up_low) = ((p + p) * power, (p_low + p_low) * power);
    // Nothing subnormal for the sake of a number that does not count.
    let down = exactly::<L>(0.25) / L::splat(L::Scalar::HUGE).min(up);
    (up, up_low, down)
}

/// sinh x: an odd polynomial up to 1, ½·(eˣ − e⁻ˣ) beyond.
#[inline(always)]
pub(crate) fn sinh<L: Lanes<Scalar: Float>>(x: L) -> L {
    let small = L::splat(L::Scalar::SMALL);
    let a = small.max(x.abs());
    let (up, up_low, down) = halves(a);
    let square = a * a;
    let near = polynomial(square, L::Scalar::SINH).fma(a * square, a);
    let high = up - down;
    let far = L::select(
        a.lt(L::splat(L::Scalar::EXP_M1_HIGH)),
        high + (((up - high) - down) + up_low),
        up,
    );
    let magnitude = L::select(a.lt(exactly(1.0)), near, far);
    L::select(a.le(small), x, magnitude.copysign(x))
}

/// cosh x = ½·(eˣ + e⁻ˣ)
#[inline(always)]
pub(crate) fn cosh<L: Lanes<Scalar: Float>>(x: L) -> L {
    let a = L::splat(L::Scalar::SMALL).max(x.abs());
    let (up, up_low, down) = halves(a);
    let high = up + down;
    let near = high + (((up - high) + down) + up_low);
    L::select(a.lt(L::splat(L::Scalar::EXP_M1_HIGH)), near, up)
}

/// arsinh x = ln(1 + a + a²/(1 + √(1 + a²))) with the sign of x, a = |x|.
#[inline(always)]
pub(crate) fn asinh<L: Lanes<Scalar: Float>>(x: L) -> L {
    let small = L::splat(L::Scalar::SMALL);
    let huge = L::splat(L::Scalar::HUGE);
    let one = exactly::<L>(1.0);
    let a = small.max(x.abs());
    let held = huge.min(a);
    let (square, lost) = product(held, held);
    let root = (one + square).sqrt();
    let bottom = one + root;
    let bottom_low = root - (bottom - one);
    let reciprocal = one / bottom;
    let beyond = square * reciprocal;
    let left = bottom_low.fma(-beyond, residual(square, beyond, bottom) + lost);
    let sum = held + beyond;
    let low = left.fma(reciprocal, beyond - (sum - held));
    let result = ln_1p_pair(sum, low);
    let large = huge.le(a);
    let result = if L::any(large) {
        let ln_2 = L::splat(L::Scalar::LN_2_HIGH) + L::splat(L::Scalar::LN_2_LOW);
        L::select(large, a.ln_apart() + ln_2, result)
    } else {
        result
    };
    L::select(a.le(small), x, result.copysign(x))
}
