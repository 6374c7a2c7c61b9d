//! The path that a definition takes: on which side every comparison in it falls.
//!
//! Two inputs with the same [`Path`] are treated by the same smooth formula, as far as the definition
//! says; where the path changes between neighbours, there may be a kink or a jump. That is how kinks are
//! found without being declared.

use std::cell::{Cell, RefCell};
use std::cmp::Ordering;
use std::ops::{Add, Div, Mul, Neg, Sub};

use activations_core::{Constant, Literal, Real};

use super::{Double, DoubleDouble, Running};

thread_local! {
    static PATH: Cell<u64> = const { Cell::new(0) };
    /// Whether a comparison could not be decided.
    static UNDECIDED: Cell<bool> = const { Cell::new(false) };
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
        Self::with_result(run).0
    }

    /// The path and the value, rounded to a double.
    pub fn with_value(run: impl FnOnce() -> Branching) -> (Self, f64) {
        let (path, result) = Self::with_result(run);
        (path, result.value())
    }

    /// The path, as far as doubles with error bounds can tell it, which is far quicker; None where they
    /// cannot, or the result is not finite.
    pub fn quick(run: impl FnOnce() -> Branching<Running<Double>>) -> Option<Self> {
        UNDECIDED.set(false);
        let (path, result) = Self::with_result(run);
        let is_known = !UNDECIDED.get() && result.0.error().is_finite();
        (is_known && result.value().is_finite()).then_some(path)
    }

    fn with_result<N: Sided>(run: impl FnOnce() -> Branching<N>) -> (Self, Branching<N>) {
        PATH.set(0xcbf2_9ce4_8422_2325);
        let result = run();
        (Self(PATH.get()), result)
    }
}

/// The literals, constants and parameters that were used while `run` ran.
pub fn constants_of(run: impl FnOnce()) -> Vec<f64> {
    CONSTANTS.set(Some(Vec::new()));
    run();
    CONSTANTS.take().unwrap_or_default()
}

/// A number of which can be told on which side of another it lies.
pub trait Sided: Real {
    /// The number, rounded to a double.
    fn nearest(self) -> f64;

    /// How it compares with `other`, None with NaN; and whether that is certain.
    fn side(self, other: Self) -> (Option<Ordering>, bool);
}

impl Sided for DoubleDouble {
    fn nearest(self) -> f64 {
        self.hi()
    }

    fn side(self, other: Self) -> (Option<Ordering>, bool) {
        (self.partial_cmp(&other), true)
    }
}

impl Sided for Running<Double> {
    fn nearest(self) -> f64 {
        self.value()
    }

    fn side(self, other: Self) -> (Option<Ordering>, bool) {
        (
            self.value().partial_cmp(&other.value()),
            self.lt(other).is_certain(),
        )
    }
}

/// A number whose comparisons are noted. It has 106 bits, so that the path is the one that exact
/// arithmetic takes: in doubles `slope * x + 0.5` may reach 1 a few steps away from where it does.
/// Or it is a double with an error bound, which says when it cannot tell.
#[derive(Clone, Copy, Debug)]
pub struct Branching<N = DoubleDouble>(N);

impl<N: Sided> Branching<N> {
    /// The number, rounded to a double.
    pub fn value(self) -> f64 {
        self.0.nearest()
    }

    fn constant_used(value: N) -> Self {
        CONSTANTS.with_borrow_mut(|constants| {
            if let Some(constants) = constants {
                constants.push(value.nearest());
            }
        });
        Self(value)
    }

    /// Notes on which side of `other` the number lies.
    fn note(self, other: Self) -> Option<Ordering> {
        let (side, is_certain) = self.0.side(other.0);
        if !is_certain {
            UNDECIDED.set(true);
        }
        let mark = side.map_or(7, |ordering| ordering as i8 as u8);
        PATH.set((PATH.get() ^ u64::from(mark)).wrapping_mul(0x0000_0100_0000_01b3));
        side
    }
}

impl<N: Sided> From<f64> for Branching<N> {
    fn from(value: f64) -> Self {
        Self(N::from_f64(value))
    }
}

impl<N: Sided> Neg for Branching<N> {
    type Output = Self;
    fn neg(self) -> Self {
        Self(-self.0)
    }
}

macro_rules! operators {
    ($($operator:ident $method:ident)*) => {
        $(impl<N: Sided> $operator for Branching<N> {
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

impl<N: Sided> Real for Branching<N> {
    type Mask = bool;

    fn literal(literal: Literal) -> Self {
        Self::constant_used(N::literal(literal))
    }

    fn constant(constant: Constant) -> Self {
        Self::constant_used(N::constant(constant))
    }

    fn from_f64(value: f64) -> Self {
        Self::constant_used(N::from_f64(value))
    }

    fn lt(self, other: Self) -> bool {
        self.note(other) == Some(Ordering::Less)
    }

    fn le(self, other: Self) -> bool {
        matches!(self.note(other), Some(Ordering::Less | Ordering::Equal))
    }

    fn eq(self, other: Self) -> bool {
        self.note(other) == Some(Ordering::Equal)
    }

    fn is_nan(self) -> bool {
        self.value().is_nan()
    }

    fn select(mask: bool, yes: Self, no: Self) -> Self {
        if mask { yes } else { no }
    }

    fn abs(self) -> Self {
        self.note(Self::from(0.0));
        Self(Real::abs(self.0))
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
