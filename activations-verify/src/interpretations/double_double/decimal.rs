//! Reading a decimal to 106 bits.

use super::{DoubleDouble, ONE};

/// Digits that are looked at: 38 fit a u128, and 10⁻³⁸ lies below 106 bits.
const DIGITS: usize = 38;

impl DoubleDouble {
    /// The decimal `text`, as a Rust float literal without suffix: `0.044715`, `1e-3`, `2`.
    pub fn parse(text: &str) -> Option<Self> {
        let (mantissa, exponent) = match text.split_once(['e', 'E']) {
            Some((mantissa, exponent)) => (mantissa, exponent.parse::<i32>().ok()?),
            None => (text, 0),
        };
        let (negative, mantissa) = match mantissa.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, mantissa),
        };
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let digits = || whole.bytes().chain(fraction.bytes()).filter(|b| *b != b'_');
        if digits().next().is_none() || digits().any(|b| !b.is_ascii_digit()) {
            return None;
        }
        let leading_zeros = digits().take_while(|b| *b == b'0').count();
        let kept = digits().skip(leading_zeros).take(DIGITS);
        let value = kept.fold(0u128, |value, b| value * 10 + u128::from(b - b'0'));
        let dropped = digits().skip(leading_zeros).count().saturating_sub(DIGITS);
        let places = fraction.bytes().filter(|b| *b != b'_').count();
        let power = exponent
            .checked_add(i32::try_from(dropped).ok()?)?
            .checked_sub(i32::try_from(places).ok()?)?;
        let hi = value as f64;
        // The rest fits i128: `hi` is within 2⁷⁵ of the value, and neither reaches 2¹²⁷.
        let integer = Self::quick(hi, (value as i128 - hi as i128) as f64);
        let ten = Self::from(10.0);
        let scaled = match power {
            0 => integer,
            1.. => integer * ten.integer_power(power),
            // In two steps, because 10⁻³³⁰ itself is no double.
            _ => {
                let half = power / 2;
                integer * (ONE / ten.integer_power(-half)) / ten.integer_power(half - power)
            }
        };
        Some(if negative { -scaled } else { scaled })
    }
}
