//! What a tape holds: one operation a step, its operands by number.

use super::super::functions::for_each_function;
use super::super::{Constant, Literal, Real};
use crate::declaration::Reduction;

/// A value of the tape, by its place among the values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Value(pub(super) u32);

/// A mask of the tape, by its place among the masks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Mask(pub(super) u32);

/// One step. Values and masks are numbered apart, each in the order of recording.
#[derive(Clone, Copy, Debug)]
pub(super) enum Operation {
    RowInput(usize),
    ScalarInput(usize),
    Literal(Literal),
    Constant(Constant),
    Number(f64),
    Unary(Unary, Value),
    Binary(Binary, Value, Value),
    MulAdd(Value, Value, Value),
    Select(Mask, Value, Value),
    Reduce(Reduction, Value),
    Compare(Relation, Value, Value),
    IsNan(Value),
    And(Mask, Mask),
    Or(Mask, Mask),
    Not(Mask),
}

#[derive(Clone, Copy, Debug)]
pub(super) enum Unary {
    Neg,
    Finite,
    MinusTanh,
    Powi(i32),
    Powf(Literal),
    Function(Function),
}

#[derive(Clone, Copy, Debug)]
pub(super) enum Binary {
    Add,
    Sub,
    Mul,
    Div,
    Max,
    Min,
    Hypot,
    PropagateNan,
}

#[derive(Clone, Copy, Debug)]
pub(super) enum Relation {
    Lt,
    Le,
    Eq,
}

macro_rules! function {
    (; $($variant:ident $method:ident $meaning:literal;)*) => {
        /// A one-argument method of `Real`.
        #[derive(Clone, Copy, Debug)]
        pub(super) enum Function {
            $($variant,)*
        }

        impl Function {
            pub(super) fn apply<R: Real>(self, x: R) -> R {
                match self {
                    $(Function::$variant => x.$method(),)*
                }
            }
        }
    };
}

for_each_function!(function! {});

impl Unary {
    pub(super) fn apply<R: Real>(self, x: R) -> R {
        match self {
            Unary::Neg => -x,
            Unary::Finite => x.finite(),
            Unary::MinusTanh => x.minus_tanh(),
            Unary::Powi(n) => x.powi(n),
            Unary::Powf(p) => x.powf(p),
            Unary::Function(function) => function.apply(x),
        }
    }
}

impl Binary {
    pub(super) fn apply<R: Real>(self, a: R, b: R) -> R {
        match self {
            Binary::Add => a + b,
            Binary::Sub => a - b,
            Binary::Mul => a * b,
            Binary::Div => a / b,
            Binary::Max => a.max(b),
            Binary::Min => a.min(b),
            Binary::Hypot => a.hypot(b),
            Binary::PropagateNan => a.propagate_nan(b),
        }
    }
}

impl Relation {
    pub(super) fn apply<R: Real>(self, a: R, b: R) -> R::Mask {
        match self {
            Relation::Lt => a.lt(b),
            Relation::Le => a.le(b),
            Relation::Eq => a.eq(b),
        }
    }
}
