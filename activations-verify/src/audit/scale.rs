//! Numbers that know the size of the terms they are the sum of.

use std::ops::{Add, Div, Mul, Neg, Sub};

use activations_core::{Constant, Literal, Real};

/// A number, and the size of the largest of the terms that it was added up from.
///
/// Where terms cancel, rounding any of them leaves an error of that size: 1 − x for x near 1 has the
/// scale 1. A product has the product of the scales. A function forgets how its argument came about.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scale {
    value: f64,
    largest: f64,
}

impl Scale {
    /// The size of the largest term.
    pub(super) fn largest(self) -> f64 {
        self.largest
    }

    fn new(value: f64, largest: f64) -> Self {
        // NaN, from ∞·0, stands for no term at all.
        Self {
            value,
            largest: largest.max(value.abs()),
        }
    }
}

impl From<f64> for Scale {
    fn from(value: f64) -> Self {
        Self::new(value, value.abs())
    }
}

impl Neg for Scale {
    type Output = Self;
    fn neg(self) -> Self {
        Self {
            value: -self.value,
            ..self
        }
    }
}

impl Add for Scale {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self::new(self.value + other.value, self.largest.max(other.largest))
    }
}

impl Sub for Scale {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        self + -other
    }
}

impl Mul for Scale {
    type Output = Self;
    fn mul(self, other: Self) -> Self {
        Self::new(self.value * other.value, self.largest * other.largest)
    }
}

impl Div for Scale {
    type Output = Self;
    fn div(self, other: Self) -> Self {
        Self::new(self.value / other.value, self.largest / other.value.abs())
    }
}

macro_rules! functions {
    ($($method:ident)*) => {
        $(fn $method(self) -> Self {
            Self::from(Real::$method(self.value))
        })*
    };
}

impl Real for Scale {
    type Mask = bool;

    fn literal(literal: Literal) -> Self {
        Self::from(literal.f64())
    }

    fn constant(constant: Constant) -> Self {
        Self::from(constant.f64())
    }

    fn from_f64(value: f64) -> Self {
        Self::from(value)
    }

    fn lt(self, other: Self) -> bool {
        self.value < other.value
    }

    fn le(self, other: Self) -> bool {
        self.value <= other.value
    }

    fn eq(self, other: Self) -> bool {
        self.value == other.value
    }

    fn select(mask: bool, yes: Self, no: Self) -> Self {
        if mask { yes } else { no }
    }

    fn abs(self) -> Self {
        Self {
            value: self.value.abs(),
            ..self
        }
    }

    fn finite(self) -> Self {
        Self::new(Real::finite(self.value), self.largest.min(f64::MAX))
    }

    fn powi(self, n: i32) -> Self {
        Self::from(Real::powi(self.value, n))
    }

    fn powf(self, p: Literal) -> Self {
        Self::from(Real::powf(self.value, p))
    }

    fn hypot(self, other: Self) -> Self {
        Self::from(Real::hypot(self.value, other.value))
    }

    functions! {
        signum sqrt exp exp_m1 ln ln_1p sin cos tan atan sinh cosh tanh minus_tanh asinh
        sigmoid softplus log_sigmoid erf erfc normal_cdf normal_pdf gaussian
    }
}

#[cfg(test)]
mod tests {
    use activations_core::Real;

    use super::Scale;

    #[test]
    fn terms_that_cancel_are_remembered() {
        let (one, x) = (Scale::from(1.0), Scale::from(0.75));
        let rest = one - x;
        assert_eq!((rest.value, rest.largest()), (0.25, 1.0));
        assert_eq!((rest * x).largest(), 0.75);
        assert_eq!((rest / x).largest(), 1.0 / 0.75);
        assert_eq!((one - one).exp().largest(), 1.0);
        assert_eq!((-rest).abs().largest(), 1.0);
    }
}
