//! The named constants of `core::f64::consts`, carried as what they mean.

use std::f32::consts as f32s;
use std::f64::consts as f64s;

macro_rules! constants {
    ($($(#[$doc:meta])* $variant:ident = $name:ident;)*) => {
        /// A named constant: exact in an exact number type, correctly rounded in the others.
        ///
        /// A definition writes `core::f64::consts::PI`; the macro turns it into
        /// `R::constant(Constant::Pi)`, so that a 200-bit number gets 200 bits of π.
        ///
        /// ```
        /// use activations_core::Constant;
        ///
        /// assert_eq!(Constant::Frac1Sqrt2.name(), "FRAC_1_SQRT_2");
        /// assert_eq!(Constant::Frac1Sqrt2.f64(), core::f64::consts::FRAC_1_SQRT_2);
        /// ```
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Constant {
            $($(#[$doc])* $variant,)*
        }

        impl Constant {
            /// Every constant, in the order of declaration.
            pub const ALL: &[Constant] = &[$(Constant::$variant),*];

            /// The name in `core::f64::consts`.
            pub const fn name(self) -> &'static str {
                match self { $(Constant::$variant => stringify!($name),)* }
            }

            /// The nearest `f64`.
            pub const fn f64(self) -> f64 {
                match self { $(Constant::$variant => f64s::$name,)* }
            }

            /// The nearest `f32`.
            pub const fn f32(self) -> f32 {
                match self { $(Constant::$variant => f32s::$name,)* }
            }
        }
    };
}

constants! {
    /// π
    Pi = PI;
    /// e
    E = E;
    /// ln 2
    Ln2 = LN_2;
    /// ln 10
    Ln10 = LN_10;
    /// log₂ e
    Log2E = LOG2_E;
    /// log₁₀ e
    Log10E = LOG10_E;
    /// log₂ 10
    Log2Of10 = LOG2_10;
    /// log₁₀ 2
    Log10Of2 = LOG10_2;
    /// √2
    Sqrt2 = SQRT_2;
    /// 1/√2
    Frac1Sqrt2 = FRAC_1_SQRT_2;
    /// 1/π
    Frac1Pi = FRAC_1_PI;
    /// 2/π
    Frac2Pi = FRAC_2_PI;
    /// 2/√π
    Frac2SqrtPi = FRAC_2_SQRT_PI;
    /// π/2
    FracPi2 = FRAC_PI_2;
    /// π/3
    FracPi3 = FRAC_PI_3;
    /// π/4
    FracPi4 = FRAC_PI_4;
    /// π/6
    FracPi6 = FRAC_PI_6;
    /// π/8
    FracPi8 = FRAC_PI_8;
    /// 2π
    Tau = TAU;
}
