//! The handles to a recorded scalar and a recorded mask, and `Real` on them.

use std::marker::PhantomData;
use std::ops::{Add, BitAnd, BitOr, Div, Mul, Neg, Not, Sub};

use super::super::functions::for_each_function;
use super::super::{Constant, Literal, Real};
use super::operation::{Binary, Function, Mask, Operation, Relation, Unary, Value};
use super::record;

/// A scalar of the recording in progress, see [`Tape`](super::Tape).
///
/// It is a number of a value on a tape, valid only inside the function being recorded, on its thread;
/// anywhere else its use panics.
#[derive(Clone, Copy, Debug)]
pub struct Trace {
    value: Value,
    recording: u64,
    thread: PhantomData<*const ()>,
}

impl Trace {
    pub(super) fn new(value: Value) -> Self {
        Self {
            value,
            recording: record::current(),
            thread: PhantomData,
        }
    }

    pub(super) fn value(self) -> Value {
        record::check(self.recording);
        self.value
    }

    fn unary(self, operation: Unary) -> Self {
        Self::new(record::value(Operation::Unary(operation, self.value())))
    }

    fn binary(self, operation: Binary, other: Self) -> Self {
        Self::new(record::value(Operation::Binary(
            operation,
            self.value(),
            other.value(),
        )))
    }

    fn compare(self, relation: Relation, other: Self) -> TraceMask {
        TraceMask::new(Operation::Compare(relation, self.value(), other.value()))
    }
}

/// The outcome of a comparison of [`Trace`]s.
#[derive(Clone, Copy, Debug)]
pub struct TraceMask {
    mask: Mask,
    recording: u64,
    thread: PhantomData<*const ()>,
}

impl TraceMask {
    fn new(operation: Operation) -> Self {
        let mask = record::mask(operation);
        Self {
            mask,
            recording: record::current(),
            thread: PhantomData,
        }
    }

    fn mask(self) -> Mask {
        record::check(self.recording);
        self.mask
    }
}

impl BitAnd for TraceMask {
    type Output = Self;
    fn bitand(self, other: Self) -> Self {
        Self::new(Operation::And(self.mask(), other.mask()))
    }
}

impl BitOr for TraceMask {
    type Output = Self;
    fn bitor(self, other: Self) -> Self {
        Self::new(Operation::Or(self.mask(), other.mask()))
    }
}

impl Not for TraceMask {
    type Output = Self;
    fn not(self) -> Self {
        Self::new(Operation::Not(self.mask()))
    }
}

macro_rules! operators {
    ($($operator:ident $method:ident)*) => {
        $(
            impl $operator for Trace {
                type Output = Self;
                fn $method(self, other: Self) -> Self {
                    self.binary(Binary::$operator, other)
                }
            }
        )*
    };
}

operators! { Add add Sub sub Mul mul Div div }

impl Neg for Trace {
    type Output = Self;
    fn neg(self) -> Self {
        self.unary(Unary::Neg)
    }
}

macro_rules! methods {
    (; $($variant:ident $method:ident $meaning:literal;)*) => {
        $(
            fn $method(self) -> Self {
                self.unary(Unary::Function(Function::$variant))
            }
        )*
    };
}

impl Real for Trace {
    type Mask = TraceMask;

    fn literal(literal: Literal) -> Self {
        Self::new(record::value(Operation::Literal(literal)))
    }

    fn constant(constant: Constant) -> Self {
        Self::new(record::value(Operation::Constant(constant)))
    }

    fn from_f64(value: f64) -> Self {
        Self::new(record::value(Operation::Number(value)))
    }

    fn lt(self, other: Self) -> TraceMask {
        self.compare(Relation::Lt, other)
    }

    fn le(self, other: Self) -> TraceMask {
        self.compare(Relation::Le, other)
    }

    fn eq(self, other: Self) -> TraceMask {
        self.compare(Relation::Eq, other)
    }

    fn is_nan(self) -> TraceMask {
        TraceMask::new(Operation::IsNan(self.value()))
    }

    fn select(mask: TraceMask, yes: Self, no: Self) -> Self {
        Self::new(record::value(Operation::Select(
            mask.mask(),
            yes.value(),
            no.value(),
        )))
    }

    fn propagate_nan(self, from: Self) -> Self {
        self.binary(Binary::PropagateNan, from)
    }

    fn finite(self) -> Self {
        self.unary(Unary::Finite)
    }

    fn minus_tanh(self) -> Self {
        self.unary(Unary::MinusTanh)
    }

    fn max(self, other: Self) -> Self {
        self.binary(Binary::Max, other)
    }

    fn min(self, other: Self) -> Self {
        self.binary(Binary::Min, other)
    }

    fn powi(self, n: i32) -> Self {
        self.unary(Unary::Powi(n))
    }

    fn powf(self, p: Literal) -> Self {
        self.unary(Unary::Powf(p))
    }

    fn hypot(self, other: Self) -> Self {
        self.binary(Binary::Hypot, other)
    }

    fn mul_add(self, a: Self, b: Self) -> Self {
        Self::new(record::value(Operation::MulAdd(
            self.value(),
            a.value(),
            b.value(),
        )))
    }

    for_each_function!(methods! {});
}
