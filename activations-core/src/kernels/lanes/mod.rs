//! `Lanes`: one register of floating-point numbers, the only thing that a backend has to provide.
//!
//! Everything above (`math`, the loops, the declared bodies) is generic over it. All generic code is
//! `#[inline(always)]` and free of target features; only the outermost loop of a call carries
//! `#[target_feature]`, and inlining brings the whole body under it.

use std::ops::{Add, BitAnd, BitOr, BitXor, Div, Mul, Neg, Not, Sub};

mod portable;
mod two;
#[cfg(target_arch = "x86_64")]
mod x86;

#[cfg(target_arch = "x86_64")]
pub use x86::{F32x4, F64x2, F64x4};

/// Two AVX registers of `f32`.
#[cfg(target_arch = "x86_64")]
pub type F32x16 = two::Two<x86::F32x8>;

/// Lanes of floating-point numbers.
///
/// Every operation acts lane by lane and rounds as IEEE 754 says, except where the method tells
/// otherwise. The same operation gives the same bits in every backend, with one exception:
/// [`Lanes::fma`] rounds once where [`Lanes::FUSED`] is true and twice elsewhere.
pub trait Lanes:
    Copy
    + 'static
    + Add<Output = Self>
    + Sub<Output = Self>
    + Mul<Output = Self>
    + Div<Output = Self>
    + Neg<Output = Self>
{
    /// The number in one lane.
    type Scalar: Scalar<Bits = <Self::Bits as BitLanes>::Scalar>;
    /// The same register as unsigned integers of the number's width.
    type Bits: BitLanes;
    /// One truth value a lane.
    type Mask: Copy
        + BitAnd<Output = Self::Mask>
        + BitOr<Output = Self::Mask>
        + Not<Output = Self::Mask>;

    /// How many lanes there are.
    const N: usize;
    /// Whether [`Lanes::fma`] rounds once.
    const FUSED: bool;

    /// The same number in every lane.
    fn splat(value: Self::Scalar) -> Self;
    /// Reads `N` numbers; no alignment is asked for.
    ///
    /// # Safety
    /// `from` is valid for reads of `N` numbers.
    unsafe fn load(from: *const Self::Scalar) -> Self;
    /// Writes `N` numbers; no alignment is asked for.
    ///
    /// # Safety
    /// `to` is valid for writes of `N` numbers.
    unsafe fn store(self, to: *mut Self::Scalar);

    /// `self · factor + summand`, see [`Lanes::FUSED`].
    fn fma(self, factor: Self, summand: Self) -> Self;
    /// The square root, correctly rounded.
    fn sqrt(self) -> Self;
    /// The number without its sign bit.
    fn abs(self) -> Self;
    /// The smaller one; `other` where either is NaN or both are zeros.
    fn min(self, other: Self) -> Self;
    /// The larger one; `other` where either is NaN or both are zeros.
    fn max(self, other: Self) -> Self;

    /// `self < other`; false with NaN.
    fn lt(self, other: Self) -> Self::Mask;
    /// `self ≤ other`; false with NaN.
    fn le(self, other: Self) -> Self::Mask;
    /// `self = other`; false with NaN.
    fn eq(self, other: Self) -> Self::Mask;
    /// `yes` where the mask holds and `no` elsewhere, bit for bit.
    fn select(mask: Self::Mask, yes: Self, no: Self) -> Self;
    /// Whether the mask holds in any lane.
    fn any(mask: Self::Mask) -> bool;
    /// A mask from truth values, lane by lane.
    fn mask_from(lane: impl Fn(usize) -> bool) -> Self::Mask;

    /// `self`·eˣ by a call, for what rarely needs it: inlined everywhere it would fill the programs.
    fn times_exp_apart(self, x: Self) -> Self;
    /// eˣ by a call, as [`Lanes::times_exp_apart`].
    fn exp_apart(self) -> Self;
    /// ln x by a call, as [`Lanes::times_exp_apart`].
    fn ln_apart(self) -> Self;

    /// Asks for the cache line at an address, which need not be valid.
    #[inline(always)]
    fn prefetch(address: *const Self::Scalar) {
        let _ = address;
    }

    /// The bits of each number.
    fn to_bits(self) -> Self::Bits;
    /// The numbers that have these bits.
    fn from_bits(bits: Self::Bits) -> Self;

    /// The same bit pattern in every lane.
    #[inline(always)]
    fn splat_bits(bits: <Self::Bits as BitLanes>::Scalar) -> Self {
        Self::from_bits(Self::Bits::splat(bits))
    }

    /// The same integer in every lane, wrapped where it is negative.
    #[inline(always)]
    fn integer(value: i64) -> Self::Bits {
        Self::Bits::splat(Self::Scalar::integer(value))
    }

    /// `self` where the mask holds, +0 elsewhere.
    #[inline(always)]
    fn keep(self, mask: Self::Mask) -> Self {
        Self::select(mask, self, Self::splat(Self::Scalar::ZERO))
    }

    /// Whether each lane is NaN.
    #[inline(always)]
    fn is_nan(self) -> Self::Mask {
        !self.eq(self)
    }

    /// The magnitude of `self` with the sign of `sign`.
    #[inline(always)]
    fn copysign(self, sign: Self) -> Self {
        let bit = Self::Bits::splat(Self::Scalar::SIGN);
        Self::from_bits(self.abs().to_bits() | (sign.to_bits() & bit))
    }

    /// The lanes as an array whose first `N` entries count.
    #[inline(always)]
    fn to_array(self) -> [Self::Scalar; MAX_LANES] {
        let mut array = [Self::Scalar::ZERO; MAX_LANES];
        // SAFETY: the array has `MAX_LANES ≥ N` entries.
        unsafe { self.store(array.as_mut_ptr()) };
        array
    }

    /// The first `N` entries of an array.
    #[inline(always)]
    fn from_array(array: [Self::Scalar; MAX_LANES]) -> Self {
        // SAFETY: the array has `MAX_LANES ≥ N` entries.
        unsafe { Self::load(array.as_ptr()) }
    }

    /// Reads the numbers of a slice shorter than `N`; `fill` in the remaining lanes.
    #[inline(always)]
    fn load_partial(from: &[Self::Scalar], fill: Self::Scalar) -> Self {
        let mut array = [fill; MAX_LANES];
        for (lane, value) in array.iter_mut().take(Self::N).zip(from) {
            *lane = *value;
        }
        Self::from_array(array)
    }

    /// Writes as many numbers as the slice holds.
    #[inline(always)]
    fn store_partial(self, to: &mut [Self::Scalar]) {
        for (value, lane) in to.iter_mut().zip(self.to_array().iter().take(Self::N)) {
            *value = *lane;
        }
    }

    /// A function of one number applied to each lane in turn: for rare lanes only.
    #[inline(always)]
    fn map(self, f: impl Fn(Self::Scalar) -> Self::Scalar) -> Self {
        let mut array = self.to_array();
        for lane in array.iter_mut().take(Self::N) {
            *lane = f(*lane);
        }
        Self::from_array(array)
    }
}

/// Lanes of unsigned integers; additions and subtractions wrap.
pub trait BitLanes:
    Copy
    + Add<Output = Self>
    + Sub<Output = Self>
    + BitAnd<Output = Self>
    + BitOr<Output = Self>
    + BitXor<Output = Self>
{
    /// The integer in one lane.
    type Scalar: Copy;

    /// The same integer in every lane.
    fn splat(value: Self::Scalar) -> Self;
    /// Shifted left by the width of the mantissa: an integer becomes an exponent.
    fn shl_mantissa(self) -> Self;
    /// Shifted right by the width of the mantissa, filling with zeros.
    fn shr_mantissa(self) -> Self;
    /// The lowest bit moved to the place of the sign, the others dropped.
    fn shl_sign(self) -> Self;
}

/// A number that lanes are made of: `f32` or `f64`.
pub trait Scalar: Copy + PartialEq + PartialOrd + std::fmt::Debug + 'static {
    /// The unsigned integer of the same width.
    type Bits: Copy + PartialEq + std::fmt::Debug;
    /// +0.
    const ZERO: Self;
    /// The bit of the sign.
    const SIGN: Self::Bits;
    /// 0, 1, 2, …
    const INDICES: [Self; MAX_LANES];
    /// An integer in the width of the number, wrapped where it is negative.
    fn integer(value: i64) -> Self::Bits;
    /// From an f64, correctly rounded.
    fn from_f64(value: f64) -> Self;
    /// To an f64, exactly.
    fn to_f64(self) -> f64;
}

macro_rules! scalar {
    ($float:ident, $bits:ident) => {
        impl Scalar for $float {
            type Bits = $bits;
            const ZERO: Self = 0.0;
            const SIGN: $bits = 1 << ($bits::BITS - 1);
            const INDICES: [Self; MAX_LANES] = [
                0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0, 10.0, 11.0, 12.0, 13.0, 14.0,
                15.0,
            ];
            #[inline(always)]
            fn integer(value: i64) -> $bits {
                value as $bits
            }
            #[inline(always)]
            fn from_f64(value: f64) -> Self {
                value as $float
            }
            #[inline(always)]
            fn to_f64(self) -> f64 {
                f64::from(self)
            }
        }
    };
}
scalar!(f32, u32);
scalar!(f64, u64);

/// The most lanes that any backend has: a 512-bit register of `f32`.
pub const MAX_LANES: usize = 16;

#[cfg(test)]
mod tests;
