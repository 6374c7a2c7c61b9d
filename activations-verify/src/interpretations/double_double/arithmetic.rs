//! The four operations and the square root on pairs of doubles.
//!
//! The sums and products are those of Joldes, Muller and Popescu, "Tight and rigorous error bounds
//! for basic building blocks of double-word arithmetic" (2017); with u = 2⁻⁵³ their relative errors
//! are at most 3u² + 13u³ (sum), 5u² (product), 10u² (quotient) and 4u² (square root).

use std::ops::{Add, Div, Mul, Neg, Sub};

use super::DoubleDouble;

/// `a + b` rounded, and what the rounding lost.
#[inline]
fn two_sum(a: f64, b: f64) -> (f64, f64) {
    let s = a + b;
    let from_b = s - a;
    let from_a = s - from_b;
    (s, (a - from_a) + (b - from_b))
}

/// `a · b` rounded, and what the rounding lost.
#[inline]
pub(super) fn two_product(a: f64, b: f64) -> (f64, f64) {
    let p = a * b;
    (p, a.mul_add(b, -p))
}

impl DoubleDouble {
    /// The pair `hi + lo` with |lo| ≤ |hi| made canonical. Where `hi` is an infinity, a NaN or a zero
    /// of either sign, it is the value.
    #[inline]
    pub(super) fn quick(hi: f64, lo: f64) -> Self {
        let s = hi + lo;
        if lo == 0.0 || !s.is_finite() {
            return Self::from(if hi.is_finite() { s } else { hi });
        }
        Self {
            hi: s,
            lo: lo - (s - hi),
        }
    }

    /// `self · 2^exponent`, exact but for underflow.
    pub(super) fn scaled(self, exponent: i32) -> Self {
        // Three factors reach from the largest number to the least subnormal one.
        let step = exponent / 3;
        [step, step, exponent - 2 * step]
            .into_iter()
            .fold(self, |value, e| {
                let factor = f64::from_bits(((1023 + i64::from(e)) as u64) << 52);
                Self::quick(value.hi * factor, value.lo * factor)
            })
    }

    /// The square root; NaN below zero.
    pub(super) fn root(self) -> Self {
        let s = self.hi.sqrt();
        if s == 0.0 || !s.is_finite() {
            return Self::from(s);
        }
        // The square of s must be exact as a pair.
        if self.hi < 1e-250 {
            return self.scaled(200).root().scaled(-100);
        }
        let rest = self.lo + (-s).mul_add(s, self.hi);
        Self::quick(s, rest / (2.0 * s))
    }

    #[inline]
    pub(super) fn times(self, factor: f64) -> Self {
        self * Self::from(factor)
    }

    #[inline]
    pub(super) fn plus(self, summand: f64) -> Self {
        self + Self::from(summand)
    }
}

impl Neg for DoubleDouble {
    type Output = Self;
    #[inline]
    fn neg(self) -> Self {
        Self {
            hi: -self.hi,
            lo: -self.lo,
        }
    }
}

impl Add for DoubleDouble {
    type Output = Self;
    #[inline]
    fn add(self, other: Self) -> Self {
        let (s, s_low) = two_sum(self.hi, other.hi);
        if !s.is_finite() {
            return Self::from(s);
        }
        let (t, t_low) = two_sum(self.lo, other.lo);
        let upper = Self::quick(s, s_low + t);
        Self::quick(upper.hi, upper.lo + t_low)
    }
}

impl Sub for DoubleDouble {
    type Output = Self;
    #[inline]
    fn sub(self, other: Self) -> Self {
        self + -other
    }
}

impl Mul for DoubleDouble {
    type Output = Self;
    #[inline]
    fn mul(self, other: Self) -> Self {
        let (p, p_low) = two_product(self.hi, other.hi);
        if p == 0.0 || !p.is_finite() {
            return Self::from(p);
        }
        let cross = self
            .lo
            .mul_add(other.hi, self.hi.mul_add(other.lo, self.lo * other.lo));
        Self::quick(p, p_low + cross)
    }
}

impl Div for DoubleDouble {
    type Output = Self;
    fn div(self, other: Self) -> Self {
        let q = self.hi / other.hi;
        if q == 0.0 || !q.is_finite() || other.hi.is_infinite() {
            return Self::from(q);
        }
        // The remainders below must neither overflow nor vanish among the subnormals.
        if self.hi.abs() > f64::MAX * 0.25 {
            return (self.scaled(-4) / other).scaled(4);
        }
        if self.hi.abs() < 1e-250 && other.hi.abs() < 1e50 {
            return (self.scaled(160) / other).scaled(-160);
        }
        let rest = self - other.times(q);
        let second = rest.hi / other.hi;
        let third = (rest - other.times(second)).hi / other.hi;
        Self::quick(q, second).plus(third)
    }
}
