//! The handle to a recorded row, and `Row` on it.

use std::marker::PhantomData;
use std::ops::{Add, Div, Mul, Neg, Sub};

use super::super::functions::for_each_function;
use super::super::{Literal, Row};
use super::Trace;
use super::operation::{Binary, Function, Operation, Unary, Value};
use super::record;
use crate::declaration::Reduction;

/// A row of the recording in progress, see [`Tape::row`](super::Tape::row).
#[derive(Clone, Copy, Debug)]
pub struct TraceRow {
    value: Value,
    recording: u64,
    thread: PhantomData<*const ()>,
}

impl TraceRow {
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

    fn reduce(self, reduction: Reduction) -> Trace {
        Trace::new(record::value(Operation::Reduce(reduction, self.value())))
    }
}

fn binary(operation: Binary, a: Value, b: Value) -> TraceRow {
    TraceRow::new(record::value(Operation::Binary(operation, a, b)))
}

/// Row with row, row with scalar, scalar with row.
macro_rules! operators {
    ($($operator:ident $method:ident)*) => {
        $(
            impl $operator for TraceRow {
                type Output = TraceRow;
                fn $method(self, other: TraceRow) -> TraceRow {
                    binary(Binary::$operator, self.value(), other.value())
                }
            }

            impl $operator<Trace> for TraceRow {
                type Output = TraceRow;
                fn $method(self, other: Trace) -> TraceRow {
                    binary(Binary::$operator, self.value(), other.value())
                }
            }

            impl $operator<TraceRow> for Trace {
                type Output = TraceRow;
                fn $method(self, other: TraceRow) -> TraceRow {
                    binary(Binary::$operator, self.value(), other.value())
                }
            }
        )*
    };
}

operators! { Add add Sub sub Mul mul Div div }

impl Neg for TraceRow {
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

impl Row for TraceRow {
    type Scalar = Trace;

    fn max(self) -> Trace {
        self.reduce(Reduction::Max)
    }

    fn sum(self) -> Trace {
        self.reduce(Reduction::Sum)
    }

    fn mean(self) -> Trace {
        self.reduce(Reduction::Mean)
    }

    fn maximum(self, other: Self) -> Self {
        binary(Binary::Max, self.value(), other.value())
    }

    fn minimum(self, other: Self) -> Self {
        binary(Binary::Min, self.value(), other.value())
    }

    fn powi(self, n: i32) -> Self {
        self.unary(Unary::Powi(n))
    }

    fn powf(self, p: Literal) -> Self {
        self.unary(Unary::Powf(p))
    }

    for_each_function!(methods! {});
}
