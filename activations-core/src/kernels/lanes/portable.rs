//! One lane: `f32` and `f64` themselves. The path of every target, and what a scalar function runs.

use std::num::Wrapping;

use super::{BitLanes, Lanes};
use crate::math;

/// Whether the target multiplies and adds in one instruction. Elsewhere `mul_add` would be a call of
/// the C library for each number.
const FUSED: bool = cfg!(any(target_feature = "fma", target_arch = "aarch64"));

macro_rules! one_lane {
    ($float:ident, $bits:ident) => {
        impl Lanes for $float {
            type Scalar = $float;
            type Bits = Wrapping<$bits>;
            type Mask = bool;
            const N: usize = 1;
            const FUSED: bool = FUSED;

            #[inline(always)]
            fn splat(value: $float) -> Self {
                value
            }
            #[inline(always)]
            unsafe fn load(from: *const $float) -> Self {
                // SAFETY: the caller's promise, for one number.
                unsafe { from.read_unaligned() }
            }
            #[inline(always)]
            unsafe fn store(self, to: *mut $float) {
                // SAFETY: the caller's promise, for one number.
                unsafe { to.write_unaligned(self) }
            }
            #[inline(always)]
            fn fma(self, factor: Self, summand: Self) -> Self {
                if FUSED {
                    self.mul_add(factor, summand)
                } else {
                    self * factor + summand
                }
            }
            #[inline(always)]
            fn sqrt(self) -> Self {
                $float::sqrt(self)
            }
            #[inline(always)]
            fn abs(self) -> Self {
                $float::abs(self)
            }
            #[inline(always)]
            fn min(self, other: Self) -> Self {
                if self < other { self } else { other }
            }
            #[inline(always)]
            fn max(self, other: Self) -> Self {
                if self > other { self } else { other }
            }
            #[inline(always)]
            fn lt(self, other: Self) -> bool {
                self < other
            }
            #[inline(always)]
            fn le(self, other: Self) -> bool {
                self <= other
            }
            #[inline(always)]
            fn eq(self, other: Self) -> bool {
                self == other
            }
            #[inline(always)]
            fn select(mask: bool, yes: Self, no: Self) -> Self {
                if mask { yes } else { no }
            }
            #[inline(always)]
            fn any(mask: bool) -> bool {
                mask
            }
            #[inline(always)]
            fn mask_from(lane: impl Fn(usize) -> bool) -> bool {
                lane(0)
            }
            #[cold]
            fn times_exp_apart(self, x: Self) -> Self {
                math::times_exp(self, x)
            }
            #[cold]
            fn exp_apart(self) -> Self {
                math::exp(self)
            }
            #[cold]
            fn ln_apart(self) -> Self {
                math::ln(self)
            }
            #[inline(always)]
            fn to_bits(self) -> Wrapping<$bits> {
                Wrapping($float::to_bits(self))
            }
            #[inline(always)]
            fn from_bits(bits: Wrapping<$bits>) -> Self {
                $float::from_bits(bits.0)
            }
        }

        impl BitLanes for Wrapping<$bits> {
            type Scalar = $bits;

            #[inline(always)]
            fn splat(value: $bits) -> Self {
                Wrapping(value)
            }
            #[inline(always)]
            fn shl_mantissa(self) -> Self {
                self << ($float::MANTISSA_DIGITS as usize - 1)
            }
            #[inline(always)]
            fn shr_mantissa(self) -> Self {
                self >> ($float::MANTISSA_DIGITS as usize - 1)
            }
            #[inline(always)]
            fn shl_sign(self) -> Self {
                self << ($bits::BITS as usize - 1)
            }
        }
    };
}
one_lane!(f32, u32);
one_lane!(f64, u64);
