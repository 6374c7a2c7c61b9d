//! The algebra on numbers and on lanes of numbers: every method by `math`, one body for all.

use super::{Constant, Literal, Real};
use crate::kernels::lanes::{Lanes, Scalar};
use crate::math;

#[cfg(target_arch = "x86_64")]
use crate::kernels::lanes::{F32x4, F32x16, F64x2, F64x4};

/// Functions of `math` as methods, each compiled once for the lanes as the attributes say: inlined into
/// every loop, or called.
macro_rules! by_math {
    ($lanes:ident $how:tt; $($method:ident $arguments:tt)*) => {
        $(by_math! { @ $lanes $how $method $arguments })*
    };
    (@ $lanes:ident { $(#[$how:meta])* } $method:ident ($($x:ident)?)) => {
        #[inline(always)]
        fn $method(self $(, $x: Self)?) -> Self {
            $(#[$how])*
            unsafe fn function(a: $lanes $(, $x: $lanes)?) -> $lanes {
                math::$method(a $(, $x)?)
            }
            // SAFETY: the processor has what these lanes need, see `x86_lanes!`.
            unsafe { function(self $(, $x)?) }
        }
    };
}

macro_rules! real {
    ($(#[$how:meta])* $lanes:ident of $float:ident) => {
        impl Real for $lanes {
            type Mask = <Self as Lanes>::Mask;

            #[inline(always)]
            fn literal(literal: Literal) -> Self {
                Lanes::splat(literal.$float())
            }

            #[inline(always)]
            fn constant(constant: Constant) -> Self {
                Lanes::splat(constant.$float())
            }

            #[inline(always)]
            fn from_f64(value: f64) -> Self {
                Lanes::splat(<$float as Scalar>::from_f64(value))
            }

            #[inline(always)]
            fn lt(self, other: Self) -> Self::Mask {
                Lanes::lt(self, other)
            }

            #[inline(always)]
            fn le(self, other: Self) -> Self::Mask {
                Lanes::le(self, other)
            }

            #[inline(always)]
            fn eq(self, other: Self) -> Self::Mask {
                Lanes::eq(self, other)
            }

            #[inline(always)]
            fn select(mask: Self::Mask, yes: Self, no: Self) -> Self {
                Lanes::select(mask, yes, no)
            }

            #[inline(always)]
            fn finite(self) -> Self {
                math::clamp(self, $float::MIN, $float::MAX)
            }

            #[inline(always)]
            fn abs(self) -> Self {
                Lanes::abs(self)
            }

            #[inline(always)]
            fn signum(self) -> Self {
                let one: Self = Lanes::splat(1.0);
                Lanes::copysign(one, self).propagate_nan(self)
            }

            #[inline(always)]
            fn max(self, other: Self) -> Self {
                // The lanes' own takes its second operand where they tie or one is NaN.
                Lanes::max(other, self).propagate_nan(other)
            }

            #[inline(always)]
            fn min(self, other: Self) -> Self {
                Lanes::min(other, self).propagate_nan(other)
            }

            #[inline(always)]
            fn powi(self, n: i32) -> Self {
                math::powi(self, n)
            }

            #[inline(always)]
            fn powf(self, p: Literal) -> Self {
                math::powf(self, p.f64())
            }

            #[inline(always)]
            fn sqrt(self) -> Self {
                Lanes::sqrt(self)
            }

            #[inline(always)]
            fn hypot(self, other: Self) -> Self {
                math::hypot(self, other)
            }

            #[inline(always)]
            fn mul_add(self, a: Self, b: Self) -> Self {
                Lanes::fma(self, a, b)
            }

            by_math! {
                $lanes { $(#[$how])* };
                exp() exp_difference(x) exp_m1() ln() ln_1p() sin() cos() tan() atan() sinh() cosh() tanh() minus_tanh() asinh()
                sigmoid() sigmoid_slope() softplus() log_sigmoid() erf() erfc() normal_cdf() normal_pdf() gaussian()
                times_exp(x) times_sigmoid(x) times_normal_cdf(x) times_normal_pdf(x)
                times_tanh_cdf(x)
            }
        }
    };
}

// Only where speed counts most is a function worth a copy in every loop of every activation: such
// copies are what the crate takes long to compile for.
#[cfg(target_arch = "x86_64")]
real! {
    #[inline(always)]
    F32x16 of f32
}
#[cfg(target_arch = "x86_64")]
real! {
    #[inline(never)]
    #[target_feature(enable = "avx2,fma")]
    F64x4 of f64
}
#[cfg(target_arch = "x86_64")]
real! {
    #[inline(never)]
    F32x4 of f32
}
#[cfg(target_arch = "x86_64")]
real! {
    #[inline(never)]
    F64x2 of f64
}
real! {
    #[cfg_attr(not(target_arch = "x86_64"), inline(always))]
    f32 of f32
}
real! {
    #[cfg_attr(not(target_arch = "x86_64"), inline(always))]
    f64 of f64
}
