//! Reading Rust's decimal literals exactly.

use core::fmt;

use super::{MAX_EXPONENT, Number};

/// Why a literal is not a [`Number`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ParseNumberError {
    /// Not a decimal literal; hexadecimal, octal and binary ones are not read.
    Syntax,
    /// A type suffix such as `f64`: a definition holds for every number type.
    Suffix,
    /// More digits, or a larger exponent, than are kept exactly.
    Range,
}

impl fmt::Display for ParseNumberError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            ParseNumberError::Syntax => "expected a decimal literal",
            ParseNumberError::Suffix => {
                "expected a literal without a type suffix: the definition holds for every number type"
            }
            ParseNumberError::Range => {
                "expected at most 36 significant digits and an exponent of at most 700"
            }
        })
    }
}

impl std::error::Error for ParseNumberError {}

impl Number {
    /// The exact value of a Rust integer or float literal, with `_` between digits and an
    /// optional leading `-`.
    ///
    /// ```
    /// use activations_symbolic::{Number, ParseNumberError};
    ///
    /// assert_eq!(Number::parse("1_000.5e-1").unwrap().to_string(), "100.05");
    /// assert_eq!(Number::parse("2.0f32"), Err(ParseNumberError::Suffix));
    /// assert_eq!(Number::parse("0x10"), Err(ParseNumberError::Syntax));
    /// ```
    ///
    /// # Errors
    ///
    /// [`ParseNumberError`] says whether the text, a suffix or the size is what cannot be read.
    pub fn parse(text: &str) -> Result<Number, ParseNumberError> {
        let (negative, digits) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        if !digits.starts_with(|c: char| c.is_ascii_digit()) {
            return Err(ParseNumberError::Syntax);
        }
        let literal = digits
            .strip_suffix("f32")
            .or_else(|| digits.strip_suffix("f64"));
        let suffix = ["i8", "i16", "i32", "i64", "i128", "isize"];
        let unsigned = ["u8", "u16", "u32", "u64", "u128", "usize"];
        let suffixed =
            literal.is_some() || suffix.iter().chain(&unsigned).any(|s| digits.ends_with(s));
        if suffixed && !digits.starts_with("0x") {
            return Err(ParseNumberError::Suffix);
        }
        let (mantissa, exponent) = match digits.split_once(['e', 'E']) {
            Some((mantissa, exponent)) => (mantissa, read_exponent(exponent)?),
            None => (digits, 0),
        };
        let (value, places) = read_mantissa(mantissa)?;
        let exponent = exponent
            .checked_sub(places)
            .ok_or(ParseNumberError::Range)?;
        let value = if negative { -value } else { value };
        if exponent.abs() > MAX_EXPONENT {
            return if value == 0 {
                Ok(Number::ZERO)
            } else {
                Err(ParseNumberError::Range)
            };
        }
        let number = Number::scaled(value, 1, exponent, exponent).ok_or(ParseNumberError::Range)?;
        // 2^twos·5^fives with both near the bound would lie far outside of every number type.
        if number.twos.abs().min(number.fives.abs()) > 700 {
            return Err(ParseNumberError::Range);
        }
        Ok(number)
    }
}

/// The digits of a mantissa as an integer, and how many stand behind the point.
fn read_mantissa(text: &str) -> Result<(i128, i32), ParseNumberError> {
    let mut value = 0i128;
    let mut places = 0;
    let mut behind_point = false;
    // Zeros are held back until another digit follows, so that 1.000…0 of any length fits.
    let mut zeros = 0;
    for c in text.chars() {
        match (c, c.to_digit(10)) {
            (_, Some(0)) => {
                zeros += 1;
                places += i32::from(behind_point);
            }
            (_, Some(digit)) => {
                let shift = if value == 0 {
                    1
                } else {
                    power_of_ten(zeros + 1)?
                };
                value = value
                    .checked_mul(shift)
                    .and_then(|v| v.checked_add(i128::from(digit)))
                    .ok_or(ParseNumberError::Range)?;
                zeros = 0;
                places += i32::from(behind_point);
            }
            ('.', _) if !behind_point => behind_point = true,
            ('_', _) => {}
            _ => return Err(ParseNumberError::Syntax),
        }
    }
    if text.len() > 2000 {
        return Err(ParseNumberError::Range);
    }
    // The value lacks its trailing zeros.
    Ok((value, if value == 0 { 0 } else { places - zeros as i32 }))
}

fn power_of_ten(exponent: u32) -> Result<i128, ParseNumberError> {
    10i128.checked_pow(exponent).ok_or(ParseNumberError::Range)
}

fn read_exponent(text: &str) -> Result<i32, ParseNumberError> {
    let digits: String = text.chars().filter(|&c| c != '_').collect();
    let magnitude = digits.trim_start_matches(['+', '-']);
    if magnitude.is_empty() || magnitude.len() + 1 < digits.len() {
        return Err(ParseNumberError::Syntax);
    }
    if !magnitude.bytes().all(|b| b.is_ascii_digit()) {
        return Err(ParseNumberError::Syntax);
    }
    digits.parse().map_err(|_| ParseNumberError::Range)
}
