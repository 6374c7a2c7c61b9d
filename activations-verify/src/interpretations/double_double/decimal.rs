//! Reading a decimal to 106 bits.

use activations_core::Literal;

use super::{DoubleDouble, ONE};

/// Digits that are looked at: 38 fit a u128, and 10⁻³⁸ lies below 106 bits.
const DIGITS: usize = 38;

/// The powers of ten that are doubles.
const POWERS: [f64; 23] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
];

impl DoubleDouble {
    /// The decimal of a literal.
    pub(super) fn of_literal(literal: Literal) -> Self {
        Self::short(literal.text(), literal.f64())
            .or_else(|| Self::parse(literal.text()))
            .unwrap_or_else(|| Self::from(literal.f64()))
    }

    /// A decimal of at most 15 digits, as nearly all are, by the double nearest to it: what that leaves
    /// out, times a power of ten, is a double that one fused operation gives. (Definitions are evaluated
    /// by the million, and a division of pairs is dear.)
    fn short(text: &str, nearest: f64) -> Option<Self> {
        let (mut whole, mut places) = (0u64, None);
        for byte in text.bytes() {
            match byte {
                b'.' if places.is_none() => places = Some(0),
                b'0'..=b'9' if whole < 100_000_000_000_000 => {
                    whole = 10 * whole + u64::from(byte - b'0');
                    places = places.map(|places| places + 1);
                }
                _ => return None,
            }
        }
        let scale = *POWERS.get(places.unwrap_or(0))?;
        let rest = nearest.mul_add(-scale, whole as f64);
        Some(Self {
            hi: nearest,
            lo: rest / scale,
        })
    }

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

#[cfg(test)]
mod tests {
    use super::DoubleDouble;

    #[test]
    fn short_decimals_are_what_long_division_gives() {
        for text in [
            "0",
            "2",
            "0.5",
            "0.044715",
            "1.702",
            "123456.789",
            "0.000000000000001",
            "3.",
        ] {
            let short = DoubleDouble::short(text, text.parse().expect("a number")).expect(text);
            let long = DoubleDouble::parse(text).expect(text);
            let off = (short - long).hi().abs();
            assert!(
                off <= 2f64.powi(-104) * long.hi(),
                "{text}: {short:?}, {long:?}"
            );
        }
        for text in [
            "1e-3",
            "0.1234567890123456",
            "-1",
            "0.00000000000000000000001",
        ] {
            assert!(DoubleDouble::short(text, 0.0).is_none(), "{text}");
        }
    }
}
