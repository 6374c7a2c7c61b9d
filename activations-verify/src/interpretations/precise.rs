//! Numbers of 256 bits, over `dashu-float`: the oracle of the `spec` check and of doubtful cases.
//!
//! Every operation and function is right to at least 250 bits, relative to the result. Exponents have
//! 63 bits, so nothing that a double can ask for overflows but exponentials of huge arguments; those
//! become ±∞ or 0. Infinities, NaN and signed zeros behave as those of f64.

mod error_function;
mod real;
mod store;

use std::fmt;
use std::ops::{Add, Div, Mul, Neg, Sub};

use dashu_base::{Abs, Approximation, Sign};
use dashu_float::round::mode::HalfEven;
use dashu_float::{Context, FBig, FpError, Repr};

use store::Handle;

/// The precision of every result, in bits.
const BITS: usize = 256;

const CONTEXT: Context<HalfEven> = Context::new(BITS);

type Big = FBig<HalfEven, 2>;

type Outcome = Result<Big, FpError>;

/// A number of 256 bits. It is a handle into a store of the thread, so it is `Copy` and stays on its
/// thread's side of [`Precise::scope`].
#[derive(Clone, Copy)]
pub struct Precise(Kind);

#[derive(Clone, Copy)]
enum Kind {
    NotANumber,
    Infinite { negative: bool },
    Finite(Handle),
}

impl Precise {
    /// Runs `run` and frees the numbers made in it. A number that leaves the scope must not be used:
    /// that panics.
    pub fn scope<T>(run: impl FnOnce() -> T) -> T {
        store::scope(run)
    }

    /// The nearest double.
    pub fn to_f64(self) -> f64 {
        match self.0 {
            Kind::NotANumber => f64::NAN,
            Kind::Infinite { negative } => infinity(negative),
            Kind::Finite(handle) => FBig::<HalfEven, 2>::from_repr_const(store::get(handle))
                .to_f64()
                .value(),
        }
    }

    /// The decimal `text`, as a Rust float literal without suffix.
    pub fn parse(text: &str) -> Option<Self> {
        let decimal = text.parse::<dashu_float::DBig>().ok()?;
        let number: Big = decimal
            .with_base_and_precision::<2>(BITS)
            .value()
            .with_rounding();
        Some(Self::finite_number(number.into_repr()))
    }

    fn finite_number(repr: Repr<2>) -> Self {
        Self(Kind::Finite(store::put(repr)))
    }

    fn from_outcome(outcome: Outcome) -> Self {
        let negative = |sign| sign == Sign::Negative;
        match outcome {
            Ok(number) if number.repr().is_infinite() => Self(Kind::Infinite {
                negative: negative(number.repr().sign()),
            }),
            Ok(number) => Self::finite_number(number.with_precision(BITS).value().into_repr()),
            Err(FpError::Overflow(sign)) => Self(Kind::Infinite {
                negative: negative(sign),
            }),
            Err(FpError::Underflow(sign)) => Self::finite_number(Repr::zero_with_sign(sign)),
            Err(_) => Self(Kind::NotANumber),
        }
    }

    /// A double with the sign and kind (NaN, infinite, zero, other) of the value.
    fn proxy(self) -> f64 {
        match self.0 {
            Kind::NotANumber => f64::NAN,
            Kind::Infinite { negative } => infinity(negative),
            Kind::Finite(handle) => {
                let repr = store::get(handle);
                let magnitude = if repr.significand().is_zero() {
                    0.0
                } else {
                    1.0
                };
                if repr.sign() == Sign::Negative {
                    -magnitude
                } else {
                    magnitude
                }
            }
        }
    }

    /// An operation of two numbers; where one is not finite, what f64 does with numbers like these.
    fn binary(
        self,
        other: Self,
        like: fn(f64, f64) -> f64,
        operation: impl FnOnce(&Repr<2>, &Repr<2>) -> dashu_float::FpResult<Big>,
    ) -> Self {
        match (self.0, other.0) {
            (Kind::Finite(a), Kind::Finite(b)) => {
                let result = operation(&store::get(a), &store::get(b));
                Self::from_outcome(result.map(Approximation::value))
            }
            _ => {
                let value = like(self.proxy(), other.proxy());
                if value.is_nan() {
                    Self(Kind::NotANumber)
                } else if value.is_infinite() {
                    Self(Kind::Infinite {
                        negative: value < 0.0,
                    })
                } else {
                    // Only x/±∞ is finite here: a zero.
                    Self::finite_number(if value.is_sign_negative() {
                        Repr::neg_zero()
                    } else {
                        Repr::zero()
                    })
                }
            }
        }
    }

    fn magnitude(self) -> Self {
        match self.0 {
            Kind::NotANumber => self,
            Kind::Infinite { .. } => Self(Kind::Infinite { negative: false }),
            Kind::Finite(handle) => {
                let number = FBig::<HalfEven, 2>::from_repr_const(store::get(handle));
                Self::finite_number(number.abs().into_repr())
            }
        }
    }
}

fn infinity(negative: bool) -> f64 {
    if negative {
        f64::NEG_INFINITY
    } else {
        f64::INFINITY
    }
}

impl From<f64> for Precise {
    fn from(value: f64) -> Self {
        match Repr::<2>::try_from(value) {
            Ok(repr) if repr.is_finite() => Self::finite_number(repr),
            _ if value.is_nan() => Self(Kind::NotANumber),
            _ => Self(Kind::Infinite {
                negative: value < 0.0,
            }),
        }
    }
}

impl fmt::Display for Precise {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Kind::Finite(handle) => {
                let number = FBig::<HalfEven, 2>::from_repr_const(store::get(handle));
                fmt::Display::fmt(&number.with_base_and_precision::<10>(40).value(), f)
            }
            _ => fmt::Display::fmt(&self.proxy(), f),
        }
    }
}

impl fmt::Debug for Precise {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Neg for Precise {
    type Output = Self;
    fn neg(self) -> Self {
        match self.0 {
            Kind::NotANumber => self,
            Kind::Infinite { negative } => Self(Kind::Infinite {
                negative: !negative,
            }),
            Kind::Finite(handle) => {
                let number = FBig::<HalfEven, 2>::from_repr_const(store::get(handle));
                Self::finite_number((-number).into_repr())
            }
        }
    }
}

impl Add for Precise {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        self.binary(other, |a, b| a + b, |a, b| CONTEXT.add(a, b))
    }
}

impl Sub for Precise {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        self.binary(other, |a, b| a - b, |a, b| CONTEXT.sub(a, b))
    }
}

impl Mul for Precise {
    type Output = Self;
    fn mul(self, other: Self) -> Self {
        self.binary(other, |a, b| a * b, |a, b| CONTEXT.mul(a, b))
    }
}

impl Div for Precise {
    type Output = Self;
    fn div(self, other: Self) -> Self {
        self.binary(other, |a, b| a / b, |a, b| CONTEXT.div(a, b))
    }
}
