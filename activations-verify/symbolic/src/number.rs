//! Exact rational numbers with checked arithmetic: what a literal means.

mod natural;
mod parse;
mod round;

use core::cmp::Ordering;
use core::fmt;

use natural::Natural;
pub use parse::ParseNumberError;

/// An exact rational number.
///
/// It is `numerator / denominator · 2^twos · 5^fives` with 128-bit parts coprime to each other and
/// to 10, so that both 1e-300 and 2⁻¹⁰⁷⁴ fit and every value has one representation: equality and
/// hashing are those of the value. Arithmetic is checked; what does not fit is `None`.
///
/// ```
/// use activations_symbolic::Number;
///
/// let c = Number::parse("0.044715").unwrap();
/// let three = Number::from(3);
/// assert_eq!(c.checked_mul(three), Some(Number::parse("0.134145").unwrap()));
/// assert_eq!(c.to_string(), "0.044715");
/// assert_eq!(c.to_f64(), 0.044715);
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Number {
    numerator: i128,
    denominator: i128,
    twos: i32,
    fives: i32,
}

/// Bound on the exponents of 2 and 5: beyond every `f64`, and small enough to print.
const MAX_EXPONENT: i32 = 2400;

impl Number {
    /// 0
    pub const ZERO: Number = Number {
        numerator: 0,
        denominator: 1,
        twos: 0,
        fives: 0,
    };
    /// 1
    pub const ONE: Number = Number {
        numerator: 1,
        denominator: 1,
        twos: 0,
        fives: 0,
    };
    /// 2
    pub const TWO: Number = Number {
        numerator: 1,
        denominator: 1,
        twos: 1,
        fives: 0,
    };

    /// The fraction `numerator / denominator`, or `None` when the denominator is 0 or the
    /// parts do not fit.
    pub fn ratio(numerator: i128, denominator: i128) -> Option<Number> {
        Number::scaled(numerator, denominator, 0, 0)
    }

    /// `numerator / denominator · 2^twos · 5^fives` in canonical form.
    fn scaled(numerator: i128, denominator: i128, twos: i32, fives: i32) -> Option<Number> {
        if denominator == 0 {
            return None;
        }
        if numerator == 0 {
            return Some(Number::ZERO);
        }
        let (mut n, mut d) = (numerator.checked_abs()?, denominator.checked_abs()?);
        let g = gcd(n, d);
        n /= g;
        d /= g;
        let mut two = n.trailing_zeros() as i32 - d.trailing_zeros() as i32;
        n >>= n.trailing_zeros();
        d >>= d.trailing_zeros();
        let mut five = 0;
        while n % 5 == 0 {
            n /= 5;
            five += 1;
        }
        while d % 5 == 0 {
            d /= 5;
            five -= 1;
        }
        two = two.checked_add(twos)?;
        five = fives.checked_add(five)?;
        if two.abs() > MAX_EXPONENT || five.abs() > MAX_EXPONENT {
            return None;
        }
        let numerator = if (numerator < 0) == (denominator < 0) {
            n
        } else {
            -n
        };
        Some(Number {
            numerator,
            denominator: d,
            twos: two,
            fives: five,
        })
    }

    /// The exact value of a finite `f64`; `None` for NaN and ±∞.
    pub fn from_f64(value: f64) -> Option<Number> {
        if !value.is_finite() {
            return None;
        }
        let bits = value.to_bits();
        let exponent = ((bits >> 52) & 0x7ff) as i32;
        let fraction = (bits & ((1 << 52) - 1)) as i128;
        let (mantissa, shift) = if exponent == 0 {
            (fraction, -1074)
        } else {
            (fraction | 1 << 52, exponent - 1075)
        };
        Number::scaled(if value < 0.0 { -mantissa } else { mantissa }, 1, shift, 0)
    }

    /// Whether the value is 0.
    pub fn is_zero(self) -> bool {
        self.numerator == 0
    }

    /// Whether the value is below 0.
    pub fn is_negative(self) -> bool {
        self.numerator < 0
    }

    /// Whether the value is an integer.
    pub fn is_integer(self) -> bool {
        self.denominator == 1 && self.twos >= 0 && self.fives >= 0
    }

    /// Whether a finite decimal writes the value exactly.
    pub fn is_decimal(self) -> bool {
        self.denominator == 1
    }

    /// The value as an `i32`, if it is one.
    pub fn to_i32(self) -> Option<i32> {
        self.to_ratio()
            .filter(|ratio| ratio.1 == 1)
            .and_then(|ratio| i32::try_from(ratio.0).ok())
    }

    /// Numerator and positive denominator in lowest terms, if both fit.
    pub fn to_ratio(self) -> Option<(i128, i128)> {
        let scale = |part: i128, two: i32, five: i32| {
            part.checked_mul(power(2, two.max(0))?)?
                .checked_mul(power(5, five.max(0))?)
        };
        Some((
            scale(self.numerator, self.twos, self.fives)?,
            scale(self.denominator, -self.twos, -self.fives)?,
        ))
    }

    /// The parts of the canonical form: numerator, denominator, exponent of 2, exponent of 5.
    pub(crate) fn parts(self) -> (i128, i128, i32, i32) {
        (self.numerator, self.denominator, self.twos, self.fives)
    }

    /// −x
    #[must_use]
    pub fn negated(self) -> Number {
        Number {
            numerator: -self.numerator,
            ..self
        }
    }

    /// |x|
    #[must_use]
    pub fn abs(self) -> Number {
        Number {
            numerator: self.numerator.abs(),
            ..self
        }
    }

    /// x + y, or `None` when it does not fit.
    pub fn checked_add(self, other: Number) -> Option<Number> {
        if self.is_zero() {
            return Some(other);
        }
        if other.is_zero() {
            return Some(self);
        }
        let (twos, fives) = (self.twos.min(other.twos), self.fives.min(other.fives));
        let g = gcd(self.denominator, other.denominator);
        let term = |x: Number, cofactor: i128| {
            x.numerator
                .checked_mul(power(2, x.twos - twos)?)?
                .checked_mul(power(5, x.fives - fives)?)?
                .checked_mul(cofactor)
        };
        let sum =
            term(self, other.denominator / g)?.checked_add(term(other, self.denominator / g)?)?;
        Number::scaled(
            sum,
            (self.denominator / g).checked_mul(other.denominator)?,
            twos,
            fives,
        )
    }

    /// x − y, or `None` when it does not fit.
    pub fn checked_sub(self, other: Number) -> Option<Number> {
        self.checked_add(other.negated())
    }

    /// x·y, or `None` when it does not fit.
    pub fn checked_mul(self, other: Number) -> Option<Number> {
        if self.is_zero() || other.is_zero() {
            return Some(Number::ZERO);
        }
        let g = gcd(self.numerator, other.denominator);
        let h = gcd(other.numerator, self.denominator);
        Number::scaled(
            (self.numerator / g).checked_mul(other.numerator / h)?,
            (self.denominator / h).checked_mul(other.denominator / g)?,
            self.twos.checked_add(other.twos)?,
            self.fives.checked_add(other.fives)?,
        )
    }

    /// 1/x, or `None` for 0.
    pub fn checked_recip(self) -> Option<Number> {
        if self.is_zero() {
            return None;
        }
        let sign = self.numerator.signum();
        Some(Number {
            numerator: self.denominator * sign,
            denominator: self.numerator * sign,
            twos: -self.twos,
            fives: -self.fives,
        })
    }

    /// x/y, or `None` when y is 0 or the quotient does not fit.
    pub fn checked_div(self, other: Number) -> Option<Number> {
        self.checked_mul(other.checked_recip()?)
    }

    /// xⁿ, or `None` when it does not fit; x⁰ is 1.
    pub fn checked_powi(self, exponent: i32) -> Option<Number> {
        let base = if exponent < 0 {
            self.checked_recip()?
        } else {
            self
        };
        let n = exponent.unsigned_abs();
        if base.is_zero() {
            return Some(if n == 0 { Number::ONE } else { base });
        }
        let exponent = i32::try_from(n).ok()?;
        Number::scaled(
            base.numerator.checked_pow(n)?,
            base.denominator.checked_pow(n)?,
            base.twos.checked_mul(exponent)?,
            base.fives.checked_mul(exponent)?,
        )
    }

    /// |x| as a pair of naturals, numerator and denominator.
    fn naturals(self) -> (Natural, Natural) {
        let part = |value: i128, twos: i32, fives: i32| {
            let mut natural = Natural::from(value.unsigned_abs());
            natural.scale(twos.max(0) as u32, fives.max(0) as u32);
            natural
        };
        (
            part(self.numerator, self.twos, self.fives),
            part(self.denominator, -self.twos, -self.fives),
        )
    }
}

impl From<i64> for Number {
    fn from(value: i64) -> Number {
        Number::ratio(i128::from(value), 1).unwrap_or(Number::ZERO)
    }
}

impl PartialOrd for Number {
    fn partial_cmp(&self, other: &Number) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Number {
    fn cmp(&self, other: &Number) -> Ordering {
        let signs = self.numerator.signum().cmp(&other.numerator.signum());
        if signs != Ordering::Equal || self == other {
            return signs;
        }
        let ((a, b), (c, d)) = (self.naturals(), other.naturals());
        let magnitudes = a.times(&d).cmp(&c.times(&b));
        if self.is_negative() {
            magnitudes.reverse()
        } else {
            magnitudes
        }
    }
}

impl fmt::Display for Number {
    /// A decimal where one is exact (`0.044715`, `1e-300`), else a fraction (`1/3`).
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(decimal) = self.decimal() {
            return f.pad(&decimal);
        }
        let (n, d) = self.naturals();
        let sign = if self.is_negative() { "-" } else { "" };
        f.pad(&format!("{sign}{n}/{d}"))
    }
}

impl fmt::Debug for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Number {
    /// The exact decimal text, if there is one: plain up to 20 places, else with an exponent.
    pub(crate) fn decimal(self) -> Option<String> {
        if !self.is_decimal() {
            return None;
        }
        let exponent = self.twos.min(self.fives);
        let mut natural = Natural::from(self.numerator.unsigned_abs());
        natural.scale(
            (self.twos - exponent) as u32,
            (self.fives - exponent) as u32,
        );
        let digits = natural.to_string();
        let sign = if self.is_negative() { "-" } else { "" };
        let point = digits.len() as i32 + exponent;
        let text = if exponent >= 0 && point <= 20 {
            format!("{digits}{}", "0".repeat(exponent as usize))
        } else if exponent < 0 && 0 < point && point <= 40 {
            let (whole, fraction) = digits.split_at(point as usize);
            format!("{whole}.{fraction}")
        } else if exponent < 0 && -8 < point && point <= 0 {
            format!("0.{}{digits}", "0".repeat(-point as usize))
        } else {
            let (first, rest) = digits.split_at(1);
            let point_and_rest = if rest.is_empty() {
                String::new()
            } else {
                format!(".{rest}")
            };
            format!("{first}{point_and_rest}e{}", point - 1)
        };
        Some(format!("{sign}{text}"))
    }
}

/// base^exponent for exponent ≥ 0, if it fits.
fn power(base: i128, exponent: i32) -> Option<i128> {
    base.checked_pow(u32::try_from(exponent).ok()?)
}

/// The greatest common divisor of two magnitudes; gcd(0, n) = |n|.
fn gcd(a: i128, b: i128) -> i128 {
    let (mut a, mut b) = (a.unsigned_abs(), b.unsigned_abs());
    while b != 0 {
        if let (Ok(mut s), Ok(mut t)) = (u64::try_from(a), u64::try_from(b)) {
            while t != 0 {
                (s, t) = (t, s % t);
            }
            return i128::from(s);
        }
        (a, b) = (b, a % b);
    }
    // Only gcd(i128::MIN, 0 or itself) does not fit, and no part of a `Number` is i128::MIN.
    i128::try_from(a).unwrap_or(1)
}

#[cfg(test)]
mod tests;
