//! Numbers that can end an interval: arithmetic rounded towards −∞, here for `f64`.

use std::fmt::Debug;
use std::ops::Neg;

/// A number type whose operations can be rounded towards −∞.
///
/// Negation is exact, so that rounding towards +∞ is `-((-a) ∘ b)`, and only one direction has to
/// be right. No value is ever NaN, and 0 · ∞ is 0, as the arithmetic of intervals wants it.
pub trait Bound: Copy + PartialEq + PartialOrd + Neg<Output = Self> + Debug {
    /// Bits of the significand.
    const PRECISION: i32;
    /// The least `k` for which eˣ with x ≈ k·ln 2 is taken to be no more than [`Bound::TINY`].
    const LEAST_POWER: f64;
    /// The greatest `k` for which eˣ with x ≈ k·ln 2 is computed.
    const GREATEST_POWER: f64;
    /// 0.
    const ZERO: Self;
    /// 1.
    const ONE: Self;
    /// +∞, only ever an upper end.
    const INFINITY: Self;
    /// A finite number not above any e^x with x ≥ (GREATEST_POWER − 1)·ln 2.
    const HUGE: Self;
    /// A positive number not below any e^x with x ≤ (LEAST_POWER + 1)·ln 2.
    const TINY: Self;

    /// The greatest number that is at most `mantissa`·2^`exponent`.
    fn from_parts_down(mantissa: u128, exponent: i32) -> Self;
    /// The least number that is at least `mantissa`·2^`exponent`.
    fn from_parts_up(mantissa: u128, exponent: i32) -> Self;
    /// An `f64` other than NaN, which every bound type holds exactly.
    fn from_f64(value: f64) -> Self;
    /// The number nearby, with saturation, to steer a computation but never to decide one.
    fn approximately(self) -> f64;
    /// The greatest `f64` that is not above.
    fn to_f64_down(self) -> f64;
    /// Whether it is neither +∞ nor −∞.
    fn is_finite(self) -> bool;
    /// The sum, rounded down.
    fn add_down(self, other: Self) -> Self;
    /// The product, rounded down.
    fn mul_down(self, other: Self) -> Self;
    /// The quotient by a number that is not 0, rounded down.
    fn div_down(self, other: Self) -> Self;
    /// The square root of a number that is not negative, rounded down.
    fn sqrt_down(self) -> Self;
    /// The square root of a number that is not negative, rounded up.
    fn sqrt_up(self) -> Self;
    /// `self`·2^`power`, rounded down.
    fn scale_down(self, power: i32) -> Self;
    /// ⌊log₂ self⌋ of a positive finite number.
    fn log2_floor(self) -> i32;
}

/// Beyond this, or below its reciprocal, the error terms of a product may leave the range of f64.
const SAFE: f64 = f64::from_bits((1023 + 900) << 52);

/// a·b − p exactly, for a product p = fl(a·b) well inside the range.
///
/// Veltkamp's splitting and Dekker's product: all of it is exact, with no need of a fused
/// multiply-add, whose emulation on old targets is not to be trusted here.
fn product_error(a: f64, b: f64, p: f64) -> f64 {
    let (ah, al) = split(a);
    let (bh, bl) = split(b);
    ((ah * bh - p) + ah * bl + al * bh) + al * bl
}

fn split(a: f64) -> (f64, f64) {
    let c = 134_217_729.0 * a; // 2^27 + 1
    let high = c - (c - a);
    (high, a - high)
}

/// Whether a product of factors like these has an exact error term.
fn safe_product(a: f64, b: f64, p: f64) -> bool {
    a.abs() < SAFE && b.abs() < SAFE && p.abs() < SAFE && p.abs() > SAFE.recip()
}

/// One step down where the exact result may lie below the rounded one.
fn lower(value: f64, exact_or_above: bool) -> f64 {
    if exact_or_above {
        value
    } else {
        value.next_down()
    }
}

/// A result known to be positive is at least 0, however far it was stepped down.
fn keep_sign(value: f64, positive: bool) -> f64 {
    if positive { value.max(0.0) } else { value }
}

/// `square` − `root`² exactly, where that can be had.
fn root_remainder(square: f64, root: f64) -> Option<f64> {
    if square == 0.0 || square.is_infinite() {
        return Some(0.0);
    }
    let back = root * root;
    safe_product(root, root, back).then(|| (square - back) - product_error(root, root, back))
}

impl Bound for f64 {
    const PRECISION: i32 = 53;
    const LEAST_POWER: f64 = -1080.0;
    const GREATEST_POWER: f64 = 1022.0;
    const ZERO: Self = 0.0;
    const ONE: Self = 1.0;
    const INFINITY: Self = f64::INFINITY;
    const HUGE: Self = f64::from_bits((1023 + 1000) << 52);
    const TINY: Self = f64::from_bits(1);

    fn from_parts_down(mantissa: u128, exponent: i32) -> Self {
        // `as` rounds to nearest; the way back is exact but for 2^128, which saturates.
        let near = mantissa as f64;
        let above = near as u128 > mantissa
            || near >= 340_282_366_920_938_463_463_374_607_431_768_211_456.0;
        lower(near, !above).scale_down(exponent)
    }

    fn from_parts_up(mantissa: u128, exponent: i32) -> Self {
        let near = mantissa as f64;
        let below = (near as u128) < mantissa;
        -(-if below { near.next_up() } else { near }).scale_down(exponent)
    }

    fn from_f64(value: f64) -> Self {
        value
    }

    fn approximately(self) -> f64 {
        self
    }

    fn to_f64_down(self) -> f64 {
        self
    }

    fn is_finite(self) -> bool {
        self.is_finite()
    }

    fn add_down(self, other: Self) -> Self {
        let sum = self + other;
        if self.is_infinite() || other.is_infinite() {
            // An end at infinity stays there; ∞ − ∞ bounds nothing.
            return if sum.is_nan() { f64::NEG_INFINITY } else { sum };
        }
        // Knuth's two-sum: the error of an addition is exact, subnormals included. An overflow
        // makes it NaN, and then the step down leads from ∞ to the greatest finite number.
        let other_part = sum - self;
        let error = (self - (sum - other_part)) + (other - other_part);
        lower(sum, error >= 0.0)
    }

    fn mul_down(self, other: Self) -> Self {
        if self == 0.0 || other == 0.0 {
            return 0.0;
        }
        let product = self * other;
        if safe_product(self, other, product) {
            lower(product, product_error(self, other, product) >= 0.0)
        } else if self.is_infinite() || other.is_infinite() {
            product
        } else {
            keep_sign(product.next_down(), (self > 0.0) == (other > 0.0))
        }
    }

    fn div_down(self, other: Self) -> Self {
        if self == 0.0 || other.is_infinite() {
            // ∞/∞ bounds nothing.
            return if self.is_infinite() {
                f64::NEG_INFINITY
            } else {
                0.0
            };
        }
        let quotient = self / other;
        let back = quotient * other;
        if safe_product(quotient, other, back) && self.abs() < SAFE {
            // The remainder self − quotient·other is representable, so both differences are exact.
            let remainder = (self - back) - product_error(quotient, other, back);
            lower(
                quotient,
                remainder == 0.0 || (remainder > 0.0) == (other > 0.0),
            )
        } else if self.is_infinite() {
            quotient
        } else {
            keep_sign(quotient.next_down(), (self > 0.0) == (other > 0.0))
        }
    }

    fn sqrt_down(self) -> Self {
        let root = self.sqrt();
        match root_remainder(self, root) {
            Some(remainder) => lower(root, remainder >= 0.0),
            None => root.next_down().max(0.0),
        }
    }

    fn sqrt_up(self) -> Self {
        let root = self.sqrt();
        match root_remainder(self, root) {
            Some(remainder) if remainder <= 0.0 => root,
            _ => root.next_up(),
        }
    }

    fn scale_down(self, power: i32) -> Self {
        if self == 0.0 || self.is_infinite() {
            return self;
        }
        // Two factors, each a normal power of two; what they can round is stepped down.
        let power = power.clamp(-2200, 2200);
        let mut value = self;
        let mut left = power;
        let mut exact = true;
        while left != 0 {
            let step = left.clamp(-1000, 1000);
            let factor = f64::from_bits(((1023 + step) as u64) << 52);
            let scaled = value * factor;
            exact &= scaled.is_finite() && scaled / factor == value;
            value = scaled;
            left -= step;
        }
        lower(value, exact)
    }

    fn log2_floor(self) -> i32 {
        let field = |value: f64| (value.to_bits() >> 52) as i32;
        if self < f64::MIN_POSITIVE {
            field(self * f64::from_bits((1023 + 64) << 52)) - 1023 - 64
        } else {
            field(self) - 1023
        }
    }
}
