//! The element types of arrays, and which of an activation's loops each one takes.

use std::fmt::{Debug, Display};

use crate::{Activation, Gated, GatedKernel, Kernel};

mod sealed {
    /// Keeps the list of element types here: `Activation` names each of them in its supertraits.
    pub trait Sealed {}
    impl Sealed for f32 {}
    impl Sealed for f64 {}
    #[cfg(feature = "half")]
    impl Sealed for half::f16 {}
    #[cfg(feature = "half")]
    impl Sealed for half::bf16 {}
}

/// An element type of the arrays that activations take: `f32`, `f64`, and with feature `half` the
/// [`f16`](https://docs.rs/half/2/half/struct.f16.html) and `bf16` of the crate `half`.
///
/// Sealed: every activation has loops for every element type. Those of 16 bits compute in `f32` and round
/// the result; what a derivative reads of the output has been rounded too.
pub trait Element:
    sealed::Sealed + Copy + PartialEq + PartialOrd + Debug + Display + Send + Sync + 'static
{
    /// Zero.
    const ZERO: Self;

    /// The value as an `f64`, which is exact.
    fn widen(self) -> f64;

    /// The nearest value of this type.
    fn narrow(value: f64) -> Self;

    #[doc(hidden)]
    fn kernel<A: Activation>(activation: &A) -> &dyn Kernel<Self>;

    #[doc(hidden)]
    fn gated_kernel<G: Gated>(gated: &G) -> &dyn GatedKernel<Self>;
}

macro_rules! element {
    ($type:ident) => {
        impl Element for $type {
            const ZERO: Self = 0.0;

            #[inline(always)]
            fn widen(self) -> f64 {
                f64::from(self)
            }

            #[inline(always)]
            fn narrow(value: f64) -> Self {
                value as $type
            }

            fn kernel<A: Activation>(activation: &A) -> &dyn Kernel<Self> {
                activation
            }

            fn gated_kernel<G: Gated>(gated: &G) -> &dyn GatedKernel<Self> {
                gated
            }
        }
    };
}

element!(f32);
element!(f64);

#[cfg(feature = "half")]
macro_rules! half_element {
    ($type:ident) => {
        impl Element for half::$type {
            const ZERO: Self = half::$type::ZERO;

            #[inline]
            fn widen(self) -> f64 {
                self.to_f64()
            }

            #[inline]
            fn narrow(value: f64) -> Self {
                half::$type::from_f32(super::half::to_odd(value))
            }

            fn kernel<A: Activation>(activation: &A) -> &dyn Kernel<Self> {
                super::half::ByF32::of(activation)
            }

            fn gated_kernel<G: Gated>(gated: &G) -> &dyn GatedKernel<Self> {
                super::half::ByF32::of(gated)
            }
        }
    };
}

#[cfg(feature = "half")]
half_element!(f16);
#[cfg(feature = "half")]
half_element!(bf16);
