//! Two registers as one: twice the lanes.
//!
//! A function is a chain in which each step waits for the last; two chains side by side keep the
//! processor busy, and share what is fetched for a step: the constants, of which there are more than
//! registers.

use std::ops::{Add, BitAnd, BitOr, BitXor, Div, Mul, Neg, Not, Sub};

use super::{BitLanes, Lanes};

/// The first lanes, then the others.
#[derive(Clone, Copy, Debug)]
pub struct Two<R>(R, R);

macro_rules! operators {
    ($($trait:ident $method:ident;)*) => {$(
        impl<R: $trait<Output = R>> $trait for Two<R> {
            type Output = Self;
            #[inline(always)]
            fn $method(self, other: Self) -> Self {
                Self(self.0.$method(other.0), self.1.$method(other.1))
            }
        }
    )*};
}
operators! {
    Add add; Sub sub; Mul mul; Div div; BitAnd bitand; BitOr bitor; BitXor bitxor;
}

impl<R: Neg<Output = R>> Neg for Two<R> {
    type Output = Self;
    #[inline(always)]
    fn neg(self) -> Self {
        Self(-self.0, -self.1)
    }
}

impl<R: Not<Output = R>> Not for Two<R> {
    type Output = Self;
    #[inline(always)]
    fn not(self) -> Self {
        Self(!self.0, !self.1)
    }
}

/// Methods that act on each register alone.
macro_rules! each {
    ($(fn $method:ident($($argument:ident: $type:ty),*) -> $result:ty;)*) => {$(
        #[inline(always)]
        fn $method(self $(, $argument: $type)*) -> $result {
            Two(self.0.$method($($argument.0),*), self.1.$method($($argument.1),*))
        }
    )*};
}

impl<L: Lanes> Lanes for Two<L> {
    type Scalar = L::Scalar;
    type Bits = Two<L::Bits>;
    type Mask = Two<L::Mask>;
    const N: usize = 2 * L::N;
    const FUSED: bool = L::FUSED;

    #[inline(always)]
    fn splat(value: L::Scalar) -> Self {
        Self(L::splat(value), L::splat(value))
    }
    #[inline(always)]
    unsafe fn load(from: *const L::Scalar) -> Self {
        // SAFETY: the caller's promise, for each half of the numbers.
        unsafe { Self(L::load(from), L::load(from.add(L::N))) }
    }
    #[inline(always)]
    unsafe fn store(self, to: *mut L::Scalar) {
        // SAFETY: the caller's promise, for each half of the numbers.
        unsafe {
            self.0.store(to);
            self.1.store(to.add(L::N));
        }
    }
    each! {
        fn fma(factor: Self, summand: Self) -> Self;
        fn sqrt() -> Self;
        fn abs() -> Self;
        fn min(other: Self) -> Self;
        fn max(other: Self) -> Self;
        fn lt(other: Self) -> Self::Mask;
        fn le(other: Self) -> Self::Mask;
        fn eq(other: Self) -> Self::Mask;
        fn times_exp_apart(x: Self) -> Self;
        fn exp_apart() -> Self;
        fn ln_apart() -> Self;
        fn keep(mask: Self::Mask) -> Self;
        fn to_bits() -> Self::Bits;
    }
    #[inline(always)]
    fn select(mask: Self::Mask, yes: Self, no: Self) -> Self {
        Self(
            L::select(mask.0, yes.0, no.0),
            L::select(mask.1, yes.1, no.1),
        )
    }
    #[inline(always)]
    fn any(mask: Self::Mask) -> bool {
        L::any(mask.0 | mask.1)
    }
    #[inline(always)]
    fn mask_from(lane: impl Fn(usize) -> bool) -> Self::Mask {
        Two(L::mask_from(&lane), L::mask_from(|i| lane(L::N + i)))
    }
    #[inline(always)]
    fn prefetch(address: *const L::Scalar) {
        L::prefetch(address);
    }
    #[inline(always)]
    fn from_bits(bits: Self::Bits) -> Self {
        Self(L::from_bits(bits.0), L::from_bits(bits.1))
    }
}

impl<B: BitLanes> BitLanes for Two<B> {
    type Scalar = B::Scalar;

    #[inline(always)]
    fn splat(value: B::Scalar) -> Self {
        Self(B::splat(value), B::splat(value))
    }
    each! {
        fn shl_mantissa() -> Self;
        fn shr_mantissa() -> Self;
        fn shl_sign() -> Self;
    }
}
