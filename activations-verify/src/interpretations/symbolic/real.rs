//! `Real` for formulas.

use std::ops::{Add, BitAnd, BitOr, Div, Mul, Neg, Not, Sub};

use activations_core::__private::for_each_function;
use activations_core::{Constant, Literal, Real};
use activations_symbolic as symbolic;
use activations_symbolic::{Arena, Expr, Function, Number, Relation};

use super::{Kind, STANDING, Symbolic, Truth, with_arena};

impl Not for Truth {
    type Output = Self;
    fn not(self) -> Self {
        match self {
            Truth::Open(c) => Truth::Open(with_arena(|arena| arena.not(c))),
            Truth::Settled(truth) => Truth::Settled(!truth),
        }
    }
}

impl BitAnd for Truth {
    type Output = Self;
    fn bitand(self, other: Self) -> Self {
        match (self, other) {
            (Truth::Settled(true), rest) | (rest, Truth::Settled(true)) => rest,
            (Truth::Settled(false), _) | (_, Truth::Settled(false)) => Truth::Settled(false),
            (Truth::Open(a), Truth::Open(b)) => Truth::Open(with_arena(|arena| arena.and(a, b))),
        }
    }
}

impl BitOr for Truth {
    type Output = Self;
    fn bitor(self, other: Self) -> Self {
        match (self, other) {
            (Truth::Settled(false), rest) | (rest, Truth::Settled(false)) => rest,
            (Truth::Settled(true), _) | (_, Truth::Settled(true)) => Truth::Settled(true),
            (Truth::Open(a), Truth::Open(b)) => Truth::Open(with_arena(|arena| arena.or(a, b))),
        }
    }
}

impl Symbolic {
    fn call(self, function: Function) -> Self {
        self.unary(|arena, x| arena.call(function, x))
    }

    /// Between real formulas the comparison stays open; against an infinity it is settled by which one.
    fn compare(self, relation: Relation, other: Self, of: fn(f64, f64) -> bool) -> Truth {
        let stand_in = |kind| match kind {
            Kind::Real(_) => 0.0,
            Kind::Infinite { negative: false } => f64::INFINITY,
            Kind::Infinite { negative: true } => f64::NEG_INFINITY,
            Kind::Nothing => f64::NAN,
        };
        match (self.0, other.0) {
            (Kind::Real(a), Kind::Real(b)) => {
                Truth::Open(with_arena(|arena| arena.compare(relation, a, b)))
            }
            (a, b) => Truth::Settled(of(stand_in(a), stand_in(b))),
        }
    }
}

impl Neg for Symbolic {
    type Output = Self;
    fn neg(self) -> Self {
        match self.0 {
            Kind::Infinite { negative } => Self(Kind::Infinite {
                negative: !negative,
            }),
            _ => self.unary(Arena::neg),
        }
    }
}

macro_rules! operators {
    ($($operator:ident $method:ident)*) => {
        $(impl $operator for Symbolic {
            type Output = Self;
            fn $method(self, other: Self) -> Self {
                self.binary(other, Arena::$method)
            }
        })*
    };
}

operators! { Add add Sub sub Mul mul Div div }

macro_rules! functions {
    (; $($variant:ident $method:ident $meaning:literal;)*) => {
        $(fn $method(self) -> Self {
            self.call(Function::$variant)
        })*
    };
}

fn same_name(constant: Constant) -> Option<symbolic::Constant> {
    symbolic::Constant::from_name(constant.name())
}

impl Real for Symbolic {
    type Mask = Truth;

    fn literal(literal: Literal) -> Self {
        Self::number(Number::parse(literal.text()).ok())
    }

    fn constant(constant: Constant) -> Self {
        match same_name(constant) {
            Some(constant) => Self(Kind::Real(with_arena(|arena| arena.constant(constant)))),
            None => Self(Kind::Nothing),
        }
    }

    fn from_f64(value: f64) -> Self {
        let standing = STANDING.with_borrow(|standing| {
            let found = standing.iter().find(|known| known.0 == value);
            found.map(|known| known.1)
        });
        if let Some(formula) = standing {
            return Self(Kind::Real(formula));
        }
        if value.is_infinite() {
            Self(Kind::Infinite {
                negative: value < 0.0,
            })
        } else {
            Self::number(Number::from_f64(value))
        }
    }

    fn lt(self, other: Self) -> Truth {
        self.compare(Relation::Lt, other, <f64 as Real>::lt)
    }

    fn le(self, other: Self) -> Truth {
        self.compare(Relation::Le, other, <f64 as Real>::le)
    }

    fn gt(self, other: Self) -> Truth {
        self.compare(Relation::Gt, other, <f64 as Real>::gt)
    }

    fn ge(self, other: Self) -> Truth {
        self.compare(Relation::Ge, other, <f64 as Real>::ge)
    }

    fn eq(self, other: Self) -> Truth {
        self.compare(Relation::Eq, other, <f64 as Real>::eq)
    }

    fn ne(self, other: Self) -> Truth {
        self.compare(Relation::Ne, other, <f64 as Real>::ne)
    }

    /// A real number is none.
    fn is_nan(self) -> Truth {
        Truth::Settled(self.0 == Kind::Nothing)
    }

    fn select(mask: Truth, yes: Self, no: Self) -> Self {
        match mask {
            Truth::Settled(true) => yes,
            Truth::Settled(false) => no,
            Truth::Open(condition) => {
                yes.binary(no, |arena, yes, no| arena.select(condition, yes, no))
            }
        }
    }

    fn finite(self) -> Self {
        self
    }

    fn max(self, other: Self) -> Self {
        self.binary(other, Arena::max)
    }

    fn min(self, other: Self) -> Self {
        self.binary(other, Arena::min)
    }

    fn powi(self, n: i32) -> Self {
        self.unary(|arena, x| arena.powi(x, n))
    }

    fn powf(self, p: Literal) -> Self {
        match Number::parse(p.text()) {
            Ok(exponent) => self.unary(|arena, x| arena.powf(x, exponent)),
            Err(_) => Self(Kind::Nothing),
        }
    }

    fn hypot(self, other: Self) -> Self {
        self.binary(other, |arena: &mut Arena, a: Expr, b: Expr| {
            arena.hypot(a, b)
        })
    }

    for_each_function!(functions! {});
}
