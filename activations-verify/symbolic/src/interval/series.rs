//! Sums of power series with their remainders, and the two constants that everything rests on.

use super::{Bound, Interval};

impl<B: Bound> Interval<B> {
    /// π = 0xc90fdaa2…·2^−126, the first 128 bits (checked against Machin's formula in the tests).
    pub fn pi() -> Self {
        Self::leading_bits(0xc90f_daa2_2168_c234_c4c6_628b_80dc_1cd1, -126)
    }

    /// ln 2 = 0xb17217f7…·2^−128, the first 128 bits (checked against its series in the tests).
    pub fn ln_2() -> Self {
        Self::leading_bits(0xb172_17f7_d1cf_79ab_c9e3_b398_03f2_f6af, -128)
    }

    /// A number whose binary expansion begins with these bits and does not end with them.
    fn leading_bits(bits: u128, exponent: i32) -> Self {
        Self {
            lo: B::from_parts_down(bits, exponent),
            hi: B::from_parts_up(bits + 1, exponent),
        }
    }

    /// k·ln 2 taken from `self`.
    ///
    /// The leading 32 bits of ln 2 times |k| < 2²¹ are exact, so the difference keeps all its
    /// digits; the rest of ln 2 is so small that its rounding does not show.
    pub(super) fn minus_multiple_of_ln_2(self, k: i32) -> Self {
        let leading = Self::leading_part(0xb172_17f7, -32);
        let rest = Self::leading_bits(0xd1cf_79ab_c9e3_b398_03f2_f6af_40f3_4326, -160);
        let k = Self::integer(i128::from(k));
        self - k * leading - k * rest
    }

    /// k·π/2 taken from `self`, by the same splitting.
    pub(super) fn minus_multiple_of_half_pi(self, k: i32) -> Self {
        let leading = Self::leading_part(0xc90f_daa2, -31);
        let rest = Self::leading_bits(0x2168_c234_c4c6_628b_80dc_1cd1_2902_4e08, -159);
        let k = Self::integer(i128::from(k));
        self - k * leading - k * rest
    }

    fn leading_part(bits: u32, exponent: i32) -> Self {
        Self {
            lo: B::from_parts_down(u128::from(bits), exponent),
            hi: B::from_parts_up(u128::from(bits), exponent),
        }
    }

    /// The sum of a series from its first term and the rule `next(term, index)` on.
    ///
    /// The caller vouches that from term number `settled` on no term is larger than half the one
    /// before; then all that is left out is at most twice the first term left out.
    pub(super) fn series(first: Self, settled: u32, next: impl Fn(Self, u32) -> Self) -> Self {
        let mut sum = first;
        let mut term = first;
        let mut index = 1;
        loop {
            term = next(term, index);
            let size = term.abs().hi;
            if size == B::ZERO {
                return sum;
            }
            let small = sum.abs().hi.scale_down(-B::PRECISION - 3);
            if index >= settled && size <= small || index > 2000 {
                let rest = -(-size).scale_down(1);
                return sum
                    + Self {
                        lo: -rest,
                        hi: rest,
                    };
            }
            sum = sum + term;
            index += 1;
        }
    }
}
