//! Correct rounding of an exact number to `f64`.

use core::cmp::Ordering;

use super::Number;

impl Number {
    /// The nearest `f64`, ties to even; ±∞ beyond the largest.
    ///
    /// ```
    /// # use activations_symbolic::Number;
    /// assert_eq!(Number::parse("1e400").unwrap().to_f64(), f64::INFINITY);
    /// ```
    pub fn to_f64(self) -> f64 {
        // One division of exact operands is correctly rounded.
        const EXACT: i128 = 1 << 53;
        if let Some((n, d)) = self.to_ratio()
            && n.abs() <= EXACT
            && d <= EXACT
        {
            return n as f64 / d as f64;
        }
        let (below, rest) = self.truncated();
        let nearest = match rest {
            Rest::Less => below,
            Rest::Half if below.to_bits().is_multiple_of(2) => below,
            // The bit patterns of positive floats are consecutive, ∞ after the largest.
            Rest::Half | Rest::More => f64::from_bits(below.to_bits() + 1),
        };
        if self.is_negative() {
            -nearest
        } else {
            nearest
        }
    }

    /// The tightest `f64` bounds: equal when the value is representable.
    ///
    /// ```
    /// # use activations_symbolic::Number;
    /// let (lo, hi) = Number::parse("0.1").unwrap().bounds();
    /// assert!(lo.next_up() == hi && (lo == 0.1 || hi == 0.1));
    /// assert_eq!(Number::from(-3).bounds(), (-3.0, -3.0));
    /// ```
    pub fn bounds(self) -> (f64, f64) {
        let (below, _) = self.truncated();
        let exact = below.is_finite() && Number::from_f64(below) == Some(self.abs());
        let above = if exact { below } else { below.next_up() };
        if self.is_negative() {
            (-above, -below)
        } else {
            (below, above)
        }
    }

    /// The largest finite `f64` not above |x|, and how the rest compares with half a step.
    fn truncated(self) -> (f64, Rest) {
        if self.is_zero() {
            return (0.0, Rest::Less);
        }
        let (n, d) = self.naturals();
        // 2^k ≤ |x| < 2^(k+1)
        let mut k = n.bits() as i32 - d.bits() as i32;
        if n.shifted(-k) < d.shifted(k) {
            k -= 1;
        }
        if k >= 1024 {
            return (f64::MAX, Rest::More);
        }
        let last_place = (k - 52).max(-1074);
        let divisor = d.shifted(last_place);
        let (quotient, rest) = n.shifted(-last_place).divide(&divisor);
        let rest = match rest.shifted(1).cmp(&divisor) {
            Ordering::Less => Rest::Less,
            Ordering::Equal => Rest::Half,
            Ordering::Greater => Rest::More,
        };
        let exponent = (last_place + 1074) as u64;
        // The implicit bit of a normal number adds 1 to its exponent field.
        (f64::from_bits((exponent << 52) + quotient), rest)
    }
}

/// How a rest compares with half of a step.
enum Rest {
    Less,
    Half,
    More,
}
