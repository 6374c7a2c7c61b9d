//! The path that a definition takes: on which side every comparison in it falls.
//!
//! Two inputs with the same [`Path`] are treated by the same smooth formula, as far as the definition
//! says; where the path changes between neighbours, there may be a kink or a jump. That is how kinks are
//! found without being declared.

use std::cell::{Cell, RefCell};
use std::ops::{Add, Div, Mul, Neg, Sub};

use activations_core::{Constant, Literal, Real};

use super::DoubleDouble;

thread_local! {
    static PATH: Cell<u64> = const { Cell::new(0) };
    /// Collects constants while it is there.
    static CONSTANTS: RefCell<Option<Vec<f64>>> = const { RefCell::new(None) };
}

/// A fingerprint of the outcomes of all comparisons of one evaluation, those inside `max`, `min`, `abs`
/// and `signum` included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Path(u64);

impl Path {
    /// The path taken while `run` ran.
    pub fn of(run: impl FnOnce() -> Branching) -> Self {
        PATH.set(0xcbf2_9ce4_8422_2325);
        let _ = run();
        Self(PATH.get())
    }
}

/// The literals, constants and parameters that were used while `run` ran.
pub fn constants_of(run: impl FnOnce()) -> Vec<f64> {
    CONSTANTS.set(Some(Vec::new()));
    run();
    CONSTANTS.take().unwrap_or_default()
}

/// A number whose comparisons are noted. It has 106 bits, so that the path is the one that exact
/// arithmetic takes: in doubles `slope * x + 0.5` may reach 1 a few steps away from where it does.
#[derive(Clone, Copy, Debug)]
pub struct Branching(DoubleDouble);

impl Branching {
    /// The number, rounded to a double.
    pub fn value(self) -> f64 {
        self.0.hi()
    }

    fn constant_used(value: DoubleDouble) -> Self {
        CONSTANTS.with_borrow_mut(|constants| {
            if let Some(constants) = constants {
                constants.push(value.hi());
            }
        });
        Self(value)
    }

    /// Notes on which side of `other` the number lies.
    fn note(self, other: Self) {
        let side = match self.0.partial_cmp(&other.0) {
            Some(ordering) => ordering as i8 as u8,
            None => 7,
        };
        PATH.set((PATH.get() ^ u64::from(side)).wrapping_mul(0x0000_0100_0000_01b3));
    }
}

impl From<f64> for Branching {
    fn from(value: f64) -> Self {
        Self(value.into())
    }
}

impl Neg for Branching {
    type Output = Self;
    fn neg(self) -> Self {
        Self(-self.0)
    }
}

macro_rules! operators {
    ($($operator:ident $method:ident)*) => {
        $(impl $operator for Branching {
            type Output = Self;
            fn $method(self, other: Self) -> Self {
                Self(self.0.$method(other.0))
            }
        })*
    };
}

operators! { Add add Sub sub Mul mul Div div }

macro_rules! functions {
    ($($method:ident)*) => {
        $(fn $method(self) -> Self {
            Self(Real::$method(self.0))
        })*
    };
}

impl Real for Branching {
    type Mask = bool;

    fn literal(literal: Literal) -> Self {
        Self::constant_used(DoubleDouble::literal(literal))
    }

    fn constant(constant: Constant) -> Self {
        Self::constant_used(DoubleDouble::constant(constant))
    }

    fn from_f64(value: f64) -> Self {
        Self::constant_used(value.into())
    }

    fn lt(self, other: Self) -> bool {
        self.note(other);
        self.0 < other.0
    }

    fn le(self, other: Self) -> bool {
        self.note(other);
        self.0 <= other.0
    }

    fn eq(self, other: Self) -> bool {
        self.note(other);
        self.0 == other.0
    }

    fn is_nan(self) -> bool {
        self.value().is_nan()
    }

    fn select(mask: bool, yes: Self, no: Self) -> Self {
        if mask { yes } else { no }
    }

    fn abs(self) -> Self {
        self.note(Self::from(0.0));
        Self(self.0.abs())
    }

    fn signum(self) -> Self {
        self.note(Self::from(0.0));
        Self(Real::signum(self.0))
    }

    fn powi(self, n: i32) -> Self {
        Self(Real::powi(self.0, n))
    }

    fn powf(self, p: Literal) -> Self {
        Self(Real::powf(self.0, p))
    }

    fn hypot(self, other: Self) -> Self {
        Self(Real::hypot(self.0, other.0))
    }

    functions! {
        finite sqrt exp exp_m1 ln ln_1p sin cos tan atan sinh cosh tanh asinh
        sigmoid softplus log_sigmoid erf erfc normal_cdf normal_pdf gaussian
    }
}
