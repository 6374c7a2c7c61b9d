//! Intervals with outward rounding: every result contains every value that its operands allow.

mod bound;
mod error_function;
mod exponential;
mod logarithm;
mod series;
mod trigonometric;
mod wide;

pub use bound::Bound;
pub use wide::Wide;

use std::ops::{Add, Div, Mul, Neg, Sub};

/// A closed interval \[`lo`, `hi`\], whose ends may be infinite.
///
/// An operation's result contains f(x) for all x of its operands where f is defined. What it
/// returns is never empty and never NaN; where nothing is known it is [`Interval::entire`].
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Interval<B = f64> {
    lo: B,
    hi: B,
}

impl<B: Bound> Interval<B> {
    /// 0.
    pub const ZERO: Self = Self {
        lo: B::ZERO,
        hi: B::ZERO,
    };
    /// 1.
    pub const ONE: Self = Self {
        lo: B::ONE,
        hi: B::ONE,
    };

    /// The interval of one number.
    pub fn point(value: B) -> Self {
        Self {
            lo: value,
            hi: value,
        }
    }

    /// The interval between two numbers, in either order.
    pub fn between(a: B, b: B) -> Self {
        if a <= b {
            Self { lo: a, hi: b }
        } else {
            Self { lo: b, hi: a }
        }
    }

    /// The whole line.
    pub fn entire() -> Self {
        Self {
            lo: -B::INFINITY,
            hi: B::INFINITY,
        }
    }

    /// A whole number.
    pub fn integer(value: i128) -> Self {
        let positive = Self {
            lo: B::from_parts_down(value.unsigned_abs(), 0),
            hi: B::from_parts_up(value.unsigned_abs(), 0),
        };
        if value < 0 { -positive } else { positive }
    }

    /// numerator/denominator; the whole line where the denominator is 0.
    pub fn rational(numerator: i128, denominator: i128) -> Self {
        Self::integer(numerator) / Self::integer(denominator)
    }

    /// The lower end.
    pub fn lo(self) -> B {
        self.lo
    }

    /// The upper end.
    pub fn hi(self) -> B {
        self.hi
    }

    /// The distance between the ends, rounded up.
    pub fn width(self) -> B {
        -self.lo.add_down(-self.hi)
    }

    /// The ends as `f64`, rounded outwards.
    pub fn to_f64(self) -> (f64, f64) {
        (self.lo.to_f64_down(), -(-self.hi).to_f64_down())
    }

    /// Whether the number lies inside, the ends included.
    pub fn contains(self, value: B) -> bool {
        self.lo <= value && value <= self.hi
    }

    /// Whether 0 lies inside.
    pub fn contains_zero(self) -> bool {
        self.contains(B::ZERO)
    }

    /// Whether every number of it is greater than 0.
    pub fn is_positive(self) -> bool {
        self.lo > B::ZERO
    }

    /// Whether every number of it is less than 0.
    pub fn is_negative(self) -> bool {
        self.hi < B::ZERO
    }

    /// Whether the two have no number in common.
    pub fn disjoint(self, other: Self) -> bool {
        self.hi < other.lo || other.hi < self.lo
    }

    /// Whether both ends are finite.
    pub fn is_bounded(self) -> bool {
        self.lo.is_finite() && self.hi.is_finite()
    }

    /// The least interval that contains both.
    pub fn hull(self, other: Self) -> Self {
        Self {
            lo: least(self.lo, other.lo),
            hi: greatest(self.hi, other.hi),
        }
    }

    /// The numbers in both, where there are any.
    pub fn intersection(self, other: Self) -> Option<Self> {
        let both = Self {
            lo: greatest(self.lo, other.lo),
            hi: least(self.hi, other.hi),
        };
        (both.lo <= both.hi).then_some(both)
    }

    /// |x|.
    pub fn abs(self) -> Self {
        if self.lo >= B::ZERO {
            self
        } else if self.hi <= B::ZERO {
            -self
        } else {
            Self {
                lo: B::ZERO,
                hi: greatest(-self.lo, self.hi),
            }
        }
    }

    /// −1, 0 or 1, and what lies between where the sign is not known.
    pub fn signum(self) -> Self {
        let of = |value: B| match value {
            _ if value > B::ZERO => B::ONE,
            _ if value < B::ZERO => -B::ONE,
            _ => B::ZERO,
        };
        Self {
            lo: of(self.lo),
            hi: of(self.hi),
        }
    }

    /// The greater of two.
    pub fn max(self, other: Self) -> Self {
        Self {
            lo: greatest(self.lo, other.lo),
            hi: greatest(self.hi, other.hi),
        }
    }

    /// The lesser of two.
    pub fn min(self, other: Self) -> Self {
        Self {
            lo: least(self.lo, other.lo),
            hi: least(self.hi, other.hi),
        }
    }

    /// x², which knows that both factors are the same.
    pub fn square(self) -> Self {
        let a = self.abs();
        Self {
            lo: a.lo.mul_down(a.lo),
            hi: -(-a.hi).mul_down(a.hi),
        }
    }

    /// xⁿ; x⁰ is 1.
    pub fn powi(self, exponent: i32) -> Self {
        if exponent < 0 {
            return Self::ONE / self.power(exponent.unsigned_abs());
        }
        self.power(exponent.unsigned_abs())
    }

    /// Square and multiply; even powers are taken of |x|, so that they are not negative.
    fn power(self, exponent: u32) -> Self {
        let mut base = if exponent.is_multiple_of(2) {
            self.abs()
        } else {
            self
        };
        let mut result = Self::ONE;
        let mut left = exponent;
        if exponent % 2 == 1 && self.lo < B::ZERO && self.hi > B::ZERO {
            // Odd powers are monotone: each end by itself.
            let (below, above) = (Self::point(self.lo), Self::point(self.hi));
            return Self {
                lo: below.power(exponent).lo,
                hi: above.power(exponent).hi,
            };
        }
        while left > 0 {
            if left % 2 == 1 {
                result = result * base;
            }
            left /= 2;
            if left > 0 {
                base = base.square();
            }
        }
        result
    }

    /// √x of what is not negative; `None` where all of it is.
    pub fn sqrt(self) -> Option<Self> {
        if self.hi < B::ZERO {
            return None;
        }
        let lo = greatest(self.lo, B::ZERO);
        let hi = if self.hi.is_finite() {
            self.hi.sqrt_up()
        } else {
            self.hi
        };
        Some(Self {
            lo: lo.sqrt_down(),
            hi,
        })
    }

    /// `self`·2^`power`.
    pub(crate) fn scale(self, power: i32) -> Self {
        Self {
            lo: self.lo.scale_down(power),
            hi: -(-self.hi).scale_down(power),
        }
    }

    /// Applies an increasing function that is given by enclosures of its values.
    fn increasing(self, f: impl Fn(B) -> Self) -> Self {
        let at_lo = f(self.lo);
        if self.lo == self.hi {
            return at_lo;
        }
        Self {
            lo: at_lo.lo,
            hi: f(self.hi).hi,
        }
    }
}

fn least<B: Bound>(a: B, b: B) -> B {
    if a <= b { a } else { b }
}

fn greatest<B: Bound>(a: B, b: B) -> B {
    if a >= b { a } else { b }
}

impl<B: Bound> Neg for Interval<B> {
    type Output = Self;
    fn neg(self) -> Self {
        Self {
            lo: -self.hi,
            hi: -self.lo,
        }
    }
}

impl<B: Bound> Add for Interval<B> {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self {
            lo: self.lo.add_down(other.lo),
            hi: -(-self.hi).add_down(-other.hi),
        }
    }
}

impl<B: Bound> Sub for Interval<B> {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        self + -other
    }
}

impl<B: Bound> Mul for Interval<B> {
    type Output = Self;
    fn mul(self, other: Self) -> Self {
        if self.lo < B::ZERO && self.hi <= B::ZERO {
            return -(-self * other);
        }
        if other.lo < B::ZERO && other.hi <= B::ZERO {
            return -(self * -other);
        }
        let down = |a: B, b: B| a.mul_down(b);
        let up = |a: B, b: B| -(-a).mul_down(b);
        match (self.lo >= B::ZERO, other.lo >= B::ZERO) {
            (true, true) => Self {
                lo: down(self.lo, other.lo),
                hi: up(self.hi, other.hi),
            },
            (true, false) => Self {
                lo: down(self.hi, other.lo),
                hi: up(self.hi, other.hi),
            },
            (false, true) => Self {
                lo: down(self.lo, other.hi),
                hi: up(self.hi, other.hi),
            },
            (false, false) => Self {
                lo: least(down(self.lo, other.hi), down(self.hi, other.lo)),
                hi: greatest(up(self.lo, other.lo), up(self.hi, other.hi)),
            },
        }
    }
}

impl<B: Bound> Div for Interval<B> {
    type Output = Self;
    /// The whole line where the divisor contains 0, but for an end that is 0.
    fn div(self, other: Self) -> Self {
        if other.hi <= B::ZERO {
            return if other.lo < B::ZERO {
                -self / -other
            } else {
                Self::entire()
            };
        }
        if other.lo < B::ZERO {
            return Self::entire();
        }
        // The divisor is positive, or begins at 0, where the quotient leaves every bound.
        let from_zero = other.lo == B::ZERO;
        Self {
            lo: match self.lo >= B::ZERO {
                true => self.lo.div_down(other.hi),
                false if from_zero => -B::INFINITY,
                false => self.lo.div_down(other.lo),
            },
            hi: match self.hi > B::ZERO {
                true if from_zero => B::INFINITY,
                true => -(-self.hi).div_down(other.lo),
                false => -(-self.hi).div_down(other.hi),
            },
        }
    }
}
