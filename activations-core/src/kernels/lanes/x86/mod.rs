//! The x86-64 backends: AVX2 with FMA, and SSE2, which every x86-64 processor has. Each lane type is
//! a table that says which instruction does what.
//!
//! An AVX-512 backend is one more file beside these two, and one more level in `dispatch`.

/// A lane type from its table: left of each `=` an operation of [`super::Lanes`], right of it the
/// intrinsic. Only the two that touch memory ask anything of their caller.
macro_rules! x86_lanes {
    (
        $(#[$doc:meta])*
        $name:ident($reg:ident), $mask_name:ident, $bits_name:ident($int:ident);
        $n:literal lanes of $float:ident, $bits:ident; features = $features:literal; fused = $fused:literal;
        load = $load:ident; store = $store:ident; splat = $splat:ident;
        add = $add:ident; sub = $sub:ident; mul = $mul:ident; div = $div:ident;
        min = $min:ident; max = $max:ident; sqrt = $sqrt:ident;
        fma($fa:ident, $fb:ident, $fc:ident) = $fma:expr;
        lt($la:ident, $lb:ident) = $lt:expr;
        le($ea:ident, $eb:ident) = $le:expr;
        eq($qa:ident, $qb:ident) = $eq:expr;
        select($sm:ident, $sy:ident, $sn:ident) = $select:expr;
        and = $and:ident; or = $or:ident; xor = $xor:ident; andnot = $andnot:ident;
        movemask = $movemask:ident; to_bits = $to_bits:ident; from_bits = $from_bits:ident;
        isplat($iv:ident) = $isplat:expr;
        iadd = $iadd:ident; isub = $isub:ident; iand = $iand:ident; ior = $ior:ident;
        ixor = $ixor:ident; shl = $shl:ident; shr = $shr:ident;
    ) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug)]
        pub struct $name($reg);

        #[doc = concat!("Truth values beside [`", stringify!($name), "`]: all bits of a lane or none.")]
        #[derive(Clone, Copy, Debug)]
        pub struct $mask_name($reg);

        #[doc = concat!("The bits of [`", stringify!($name), "`].")]
        #[derive(Clone, Copy, Debug)]
        pub struct $bits_name($int);

        // Every `unsafe` block below that says "registers": the intrinsic acts on registers only, so
        // all it needs is a processor that has it. These types are not nameable outside the crate,
        // and inside it only `dispatch` names them, after it has asked the processor.
        x86_lanes!(@operator $name, Add, add, $add);
        x86_lanes!(@operator $name, Sub, sub, $sub);
        x86_lanes!(@operator $name, Mul, mul, $mul);
        x86_lanes!(@operator $name, Div, div, $div);
        x86_lanes!(@operator $mask_name, BitAnd, bitand, $and);
        x86_lanes!(@operator $mask_name, BitOr, bitor, $or);
        x86_lanes!(@operator $bits_name, Add, add, $iadd);
        x86_lanes!(@operator $bits_name, Sub, sub, $isub);
        x86_lanes!(@operator $bits_name, BitAnd, bitand, $iand);
        x86_lanes!(@operator $bits_name, BitOr, bitor, $ior);
        x86_lanes!(@operator $bits_name, BitXor, bitxor, $ixor);

        impl Neg for $name {
            type Output = Self;
            #[inline(always)]
            fn neg(self) -> Self {
                // SAFETY: registers, see the head of the macro.
                Self(unsafe { $xor(self.0, $splat(-0.0)) })
            }
        }

        impl Not for $mask_name {
            type Output = Self;
            #[inline(always)]
            fn not(self) -> Self {
                let ones = $bits_name::splat($bits::MAX);
                // SAFETY: registers, see the head of the macro.
                Self(unsafe { $xor(self.0, $from_bits(ones.0)) })
            }
        }

        impl Lanes for $name {
            type Scalar = $float;
            type Bits = $bits_name;
            type Mask = $mask_name;
            const N: usize = $n;
            const FUSED: bool = $fused;

            #[inline(always)]
            fn splat(value: $float) -> Self {
                // SAFETY: registers, see the head of the macro.
                Self(unsafe { $splat(value) })
            }
            #[inline(always)]
            unsafe fn load(from: *const $float) -> Self {
                // SAFETY: registers, and the caller's promise: N numbers to read.
                Self(unsafe { $load(from) })
            }
            #[inline(always)]
            unsafe fn store(self, to: *mut $float) {
                // SAFETY: registers, and the caller's promise: room for N numbers.
                unsafe { $store(to, self.0) }
            }
            #[inline(always)]
            fn fma(self, factor: Self, summand: Self) -> Self {
                let ($fa, $fb, $fc) = (self.0, factor.0, summand.0);
                // SAFETY: registers, see the head of the macro.
                Self(unsafe { $fma })
            }
            #[inline(always)]
            fn sqrt(self) -> Self {
                // SAFETY: registers, see the head of the macro.
                Self(unsafe { $sqrt(self.0) })
            }
            #[inline(always)]
            fn abs(self) -> Self {
                // SAFETY: registers, see the head of the macro.
                Self(unsafe { $andnot($splat(-0.0), self.0) })
            }
            #[inline(always)]
            fn min(self, other: Self) -> Self {
                // SAFETY: registers, see the head of the macro.
                Self(unsafe { $min(self.0, other.0) })
            }
            #[inline(always)]
            fn max(self, other: Self) -> Self {
                // SAFETY: registers, see the head of the macro.
                Self(unsafe { $max(self.0, other.0) })
            }
            #[inline(always)]
            fn lt(self, other: Self) -> $mask_name {
                let ($la, $lb) = (self.0, other.0);
                // SAFETY: registers, see the head of the macro.
                $mask_name(unsafe { $lt })
            }
            #[inline(always)]
            fn le(self, other: Self) -> $mask_name {
                let ($ea, $eb) = (self.0, other.0);
                // SAFETY: registers, see the head of the macro.
                $mask_name(unsafe { $le })
            }
            #[inline(always)]
            fn eq(self, other: Self) -> $mask_name {
                let ($qa, $qb) = (self.0, other.0);
                // SAFETY: registers, see the head of the macro.
                $mask_name(unsafe { $eq })
            }
            #[inline(always)]
            fn select(mask: $mask_name, yes: Self, no: Self) -> Self {
                let ($sm, $sy, $sn) = (mask.0, yes.0, no.0);
                // SAFETY: registers, see the head of the macro.
                Self(unsafe { $select })
            }
            #[inline(always)]
            fn keep(self, mask: $mask_name) -> Self {
                // SAFETY: registers, see the head of the macro.
                Self(unsafe { $and(self.0, mask.0) })
            }
            #[inline(always)]
            fn any(mask: $mask_name) -> bool {
                // SAFETY: registers, see the head of the macro.
                unsafe { $movemask(mask.0) != 0 }
            }
            #[inline(always)]
            fn mask_from(lane: impl Fn(usize) -> bool) -> $mask_name {
                let words: [$bits; $n] =
                    std::array::from_fn(|i| if lane(i) { $bits::MAX } else { 0 });
                // SAFETY: the array has N entries of the width that is read.
                $mask_name(unsafe { $load(words.as_ptr().cast()) })
            }
            #[inline(always)]
            fn times_exp_apart(self, x: Self) -> Self {
                #[cold]
                #[inline(never)]
                #[target_feature(enable = $features)]
                fn times_exp(a: $name, x: $name) -> $name {
                    math::times_exp(a, x)
                }
                // SAFETY: the processor has what these lanes need, see the head of the macro.
                unsafe { times_exp(self, x) }
            }
            #[inline(always)]
            fn exp_apart(self) -> Self {
                #[cold]
                #[inline(never)]
                #[target_feature(enable = $features)]
                fn exp(x: $name) -> $name {
                    math::exp(x)
                }
                // SAFETY: the processor has what these lanes need, see the head of the macro.
                unsafe { exp(self) }
            }
            #[inline(always)]
            fn ln_apart(self) -> Self {
                #[cold]
                #[inline(never)]
                #[target_feature(enable = $features)]
                fn ln(x: $name) -> $name {
                    math::ln(x)
                }
                // SAFETY: the processor has what these lanes need, see the head of the macro.
                unsafe { ln(self) }
            }
            #[inline(always)]
            fn prefetch(address: *const $float) {
                // SAFETY: a hint reads nothing and never faults; SSE is x86-64's baseline.
                unsafe { _mm_prefetch::<_MM_HINT_T0>(address.cast()) }
            }
            #[inline(always)]
            fn to_bits(self) -> $bits_name {
                // SAFETY: registers, see the head of the macro.
                $bits_name(unsafe { $to_bits(self.0) })
            }
            #[inline(always)]
            fn from_bits(bits: $bits_name) -> Self {
                // SAFETY: registers, see the head of the macro.
                Self(unsafe { $from_bits(bits.0) })
            }
        }

        impl BitLanes for $bits_name {
            type Scalar = $bits;

            #[inline(always)]
            fn splat($iv: $bits) -> Self {
                // SAFETY: registers, see the head of the macro.
                Self(unsafe { $isplat })
            }
            #[inline(always)]
            fn shl_mantissa(self) -> Self {
                // SAFETY: registers, see the head of the macro.
                Self(unsafe { $shl::<{ $float::MANTISSA_DIGITS as i32 - 1 }>(self.0) })
            }
            #[inline(always)]
            fn shr_mantissa(self) -> Self {
                // SAFETY: registers, see the head of the macro.
                Self(unsafe { $shr::<{ $float::MANTISSA_DIGITS as i32 - 1 }>(self.0) })
            }
            #[inline(always)]
            fn shl_sign(self) -> Self {
                // SAFETY: registers, see the head of the macro.
                Self(unsafe { $shl::<{ $bits::BITS as i32 - 1 }>(self.0) })
            }
        }
    };
    (@operator $name:ident, $trait:ident, $method:ident, $intrinsic:ident) => {
        impl $trait for $name {
            type Output = Self;
            #[inline(always)]
            fn $method(self, other: Self) -> Self {
                // SAFETY: registers, see the head of the macro.
                Self(unsafe { $intrinsic(self.0, other.0) })
            }
        }
    };
}

mod avx2;
mod sse2;

pub use avx2::{F32x8, F64x4};
pub use sse2::{F32x4, F64x2};
