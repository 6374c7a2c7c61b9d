//! Numbers of 106 bits: the unevaluated sum of two doubles.
//!
//! Arithmetic keeps 103 bits and every function at least 100 of them, relative to the result, with these
//! exceptions: `sin`, `cos` and `tan` have an absolute error of 2⁻¹⁰⁰ and are resolved for |x| < 2⁴⁰
//! only; a real power loses log₂|a·ln x| bits; and below about 10⁻²⁹⁰ the second double sinks into the
//! subnormals and precision falls to 2⁻¹⁰⁷⁴ absolute. Infinities, NaN and zeros of both signs behave as
//! those of f64.

mod arithmetic;
mod decimal;
mod error_function;
mod exponential;
mod logarithm;
mod real;
mod trigonometric;

/// ln 2 as a sum of doubles, 159 bits of it.
const LN_2: [f64; 3] = [
    std::f64::consts::LN_2,
    2.3190468138462996e-17,
    5.707708438416212e-34,
];

const ONE: DoubleDouble = DoubleDouble { hi: 1.0, lo: 0.0 };

/// The number `hi + lo`, where `hi` is the sum rounded to a double.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub struct DoubleDouble {
    hi: f64,
    lo: f64,
}

impl DoubleDouble {
    /// The leading double: the value rounded to f64.
    pub fn hi(self) -> f64 {
        self.hi
    }

    /// What the leading double leaves out.
    pub fn lo(self) -> f64 {
        self.lo
    }

    fn magnitude(self) -> Self {
        if self.hi.is_sign_negative() {
            -self
        } else {
            self
        }
    }

    fn with_sign(self, of: Self) -> Self {
        if self.hi.is_sign_negative() == of.hi.is_sign_negative() {
            self
        } else {
            -self
        }
    }
}

impl From<f64> for DoubleDouble {
    #[inline]
    fn from(hi: f64) -> Self {
        Self { hi, lo: 0.0 }
    }
}
