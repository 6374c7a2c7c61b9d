//! Bounds with 128 bits, for differences that f64 cannot see.

use core::cmp::Ordering;
use core::ops::Neg;

use super::Bound;

/// A software number ±mantissa·2^exponent of 128 bits, rounded towards −∞.
///
/// All of it is integer arithmetic, so that nothing depends on the platform's floating point.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Wide {
    negative: bool,
    /// 0, or with its top bit set.
    mantissa: u128,
    /// `INFINITE` for ±∞, 0 for 0.
    exponent: i32,
}

const TOP: u128 = 1 << 127;
const INFINITE: i32 = i32::MAX;
/// Finite numbers have exponents within ± this.
const RANGE: i32 = 1 << 28;

impl Wide {
    const fn power_of_two(power: i32) -> Wide {
        Wide {
            negative: false,
            mantissa: TOP,
            exponent: power - 127,
        }
    }

    /// ±(high + low·2⁻¹²⁸ + a positive bit more if `more`)·2^exponent, rounded down.
    fn rounded(negative: bool, high: u128, low: u128, more: bool, exponent: i64) -> Wide {
        let (high, low, exponent) = if high == 0 {
            (low, 0, exponent - 128)
        } else {
            (high, low, exponent)
        };
        if high == 0 {
            return if negative && more {
                -Self::TINY
            } else {
                Self::ZERO
            };
        }
        let shift = high.leading_zeros();
        let mut mantissa = high << shift;
        let mut rest = low;
        if shift > 0 {
            mantissa |= low >> (128 - shift);
            rest = low << shift;
        }
        let mut exponent = exponent - i64::from(shift);
        if negative && (rest != 0 || more) {
            mantissa = mantissa.wrapping_add(1);
            if mantissa == 0 {
                mantissa = TOP;
                exponent += 1;
            }
        }
        match i32::try_from(exponent) {
            Ok(exponent) if (-RANGE..=RANGE).contains(&exponent) => Wide {
                negative,
                mantissa,
                exponent,
            },
            _ if exponent > 0 && negative => -Self::INFINITY,
            _ if exponent > 0 => Wide {
                negative,
                mantissa: u128::MAX,
                exponent: RANGE,
            },
            _ if negative => Wide {
                negative,
                mantissa: TOP,
                exponent: -RANGE,
            },
            _ => Self::ZERO,
        }
    }

    fn is_zero(self) -> bool {
        self.mantissa == 0
    }

    fn abs_cmp(self, other: Wide) -> Ordering {
        match (self.is_zero(), other.is_zero()) {
            (true, true) => Ordering::Equal,
            (true, false) => Ordering::Less,
            (false, true) => Ordering::Greater,
            _ => (self.exponent, self.mantissa).cmp(&(other.exponent, other.mantissa)),
        }
    }
}

impl PartialOrd for Wide {
    fn partial_cmp(&self, other: &Wide) -> Option<Ordering> {
        Some(match (self.negative, other.negative) {
            (false, false) => self.abs_cmp(*other),
            (true, true) => other.abs_cmp(*self),
            (true, false) => Ordering::Less,
            (false, true) => Ordering::Greater,
        })
    }
}

impl Neg for Wide {
    type Output = Wide;
    fn neg(self) -> Wide {
        Wide {
            negative: !self.negative && !self.is_zero(),
            ..self
        }
    }
}

/// a·b = high·2¹²⁸ + low.
fn product(a: u128, b: u128) -> (u128, u128) {
    const LOW: u128 = u64::MAX as u128;
    let (a1, a0, b1, b0) = (a >> 64, a & LOW, b >> 64, b & LOW);
    let (low, middle) = (a0 * b0, a1 * b0);
    let middle = middle + (low >> 64);
    let other = a0 * b1 + (middle & LOW);
    (
        a1 * b1 + (middle >> 64) + (other >> 64),
        other << 64 | low & LOW,
    )
}

/// ⌊a·2¹²⁸/b⌋ = high·2¹²⁸ + low, and whether there is a remainder; b is not 0.
fn quotient(a: u128, b: u128) -> (u128, u128, bool) {
    if b << 64 == 0 {
        // A divisor of 64 bits, as small numbers are: a·2⁶⁴ by it, limb by limb.
        let divisor = b >> 64;
        let (high, rest) = (a / divisor, a % divisor);
        let (low, rest) = ((rest << 64) / divisor, (rest << 64) % divisor);
        return (high >> 64, high << 64 | low, rest != 0);
    }
    let (high, mut rest) = (a / b, a % b);
    let mut low = 0;
    for _ in 0..128 {
        let carry = rest & TOP != 0;
        rest <<= 1;
        low <<= 1;
        if carry || rest >= b {
            rest = rest.wrapping_sub(b);
            low |= 1;
        }
    }
    (high, low, rest != 0)
}

impl Bound for Wide {
    const PRECISION: i32 = 128;
    const LEAST_POWER: f64 = -1e6;
    const GREATEST_POWER: f64 = 1e6;
    const ZERO: Wide = Wide {
        negative: false,
        mantissa: 0,
        exponent: 0,
    };
    const ONE: Wide = Wide::power_of_two(0);
    const INFINITY: Wide = Wide {
        negative: false,
        mantissa: TOP,
        exponent: INFINITE,
    };
    const HUGE: Wide = Wide::power_of_two(999_990);
    const TINY: Wide = Wide::power_of_two(-999_990);

    fn from_parts_down(mantissa: u128, exponent: i32) -> Wide {
        Wide::rounded(false, mantissa, 0, false, i64::from(exponent))
    }

    fn from_parts_up(mantissa: u128, exponent: i32) -> Wide {
        -Wide::rounded(true, mantissa, 0, false, i64::from(exponent))
    }

    fn from_f64(value: f64) -> Wide {
        if value.is_infinite() {
            return if value < 0.0 {
                -Self::INFINITY
            } else {
                Self::INFINITY
            };
        }
        let bits = value.abs().to_bits();
        let (field, fraction) = ((bits >> 52) as i32, u128::from(bits & ((1 << 52) - 1)));
        let size = match field {
            0 => Wide::from_parts_down(fraction, -1074),
            _ => Wide::from_parts_down(fraction | 1 << 52, field - 1075),
        };
        if value < 0.0 { -size } else { size }
    }

    fn approximately(self) -> f64 {
        let size = match self.exponent {
            INFINITE => f64::INFINITY,
            exponent => f64::from_parts_down(self.mantissa, exponent),
        };
        if self.negative { -size } else { size }
    }

    fn to_f64_down(self) -> f64 {
        match (self.exponent, self.negative) {
            (INFINITE, false) => f64::INFINITY,
            (INFINITE, true) => f64::NEG_INFINITY,
            (exponent, false) => f64::from_parts_down(self.mantissa, exponent),
            (exponent, true) => -f64::from_parts_up(self.mantissa, exponent),
        }
    }

    fn is_finite(self) -> bool {
        self.exponent != INFINITE
    }

    fn add_down(self, other: Wide) -> Wide {
        match (self.is_finite(), other.is_finite()) {
            (true, true) => {}
            (false, false) if self.negative != other.negative => return -Self::INFINITY,
            (false, _) => return self,
            (true, false) => return other,
        }
        let (large, small) = if self.abs_cmp(other) == Ordering::Less {
            (other, self)
        } else {
            (self, other)
        };
        if small.is_zero() {
            return large;
        }
        // The smaller one, shifted into 256 bits below the larger one's first.
        let (shifted, lost) = match large.exponent - small.exponent {
            0 => ((small.mantissa, 0), false),
            d @ 1..=127 => ((small.mantissa >> d, small.mantissa << (128 - d)), false),
            128 => ((0, small.mantissa), false),
            d @ 129..=255 => {
                let low = small.mantissa >> (d - 128);
                ((0, low), low << (d - 128) != small.mantissa)
            }
            _ => ((0, 0), true),
        };
        let exponent = i64::from(large.exponent);
        if large.negative == small.negative {
            let (high, carry) = large.mantissa.overflowing_add(shifted.0);
            if !carry {
                return Wide::rounded(large.negative, high, shifted.1, lost, exponent);
            }
            let low = high << 127 | shifted.1 >> 1;
            let more = lost || shifted.1 & 1 != 0;
            return Wide::rounded(large.negative, TOP | high >> 1, low, more, exponent + 1);
        }
        // What was lost is less than one unit of the last of the 256 bits.
        let (low, borrow) = 0u128.overflowing_sub(shifted.1);
        let high = large.mantissa - shifted.0 - u128::from(borrow);
        if !lost {
            return Wide::rounded(large.negative, high, low, false, exponent);
        }
        let (low, borrow) = low.overflowing_sub(1);
        Wide::rounded(
            large.negative,
            high - u128::from(borrow),
            low,
            true,
            exponent,
        )
    }

    fn mul_down(self, other: Wide) -> Wide {
        if self.is_zero() || other.is_zero() {
            return Self::ZERO;
        }
        let negative = self.negative != other.negative;
        if !(self.is_finite() && other.is_finite()) {
            return if negative {
                -Self::INFINITY
            } else {
                Self::INFINITY
            };
        }
        let (high, low) = product(self.mantissa, other.mantissa);
        let exponent = i64::from(self.exponent) + i64::from(other.exponent) + 128;
        Wide::rounded(negative, high, low, false, exponent)
    }

    fn div_down(self, other: Wide) -> Wide {
        let negative = self.negative != other.negative;
        if self.is_zero() || !other.is_finite() {
            // ∞/∞ bounds nothing.
            return if self.is_finite() {
                Self::ZERO
            } else {
                -Self::INFINITY
            };
        }
        if !self.is_finite() {
            return if negative {
                -Self::INFINITY
            } else {
                Self::INFINITY
            };
        }
        let (high, low, more) = quotient(self.mantissa, other.mantissa);
        let exponent = i64::from(self.exponent) - i64::from(other.exponent);
        Wide::rounded(negative, high, low, more, exponent)
    }

    fn sqrt_down(self) -> Wide {
        if self.is_zero() || !self.is_finite() {
            return self;
        }
        // m·2^e = (m·2^128)·2^(e − 128), or half and twice of it where e is odd: the root of the
        // first factor has 128 bits, and the exponent is halved.
        let odd = self.exponent.rem_euclid(2) == 1;
        let (high, low) = if odd {
            (self.mantissa >> 1, self.mantissa << 127)
        } else {
            (self.mantissa, 0)
        };
        let exponent = i64::from(self.exponent) + i64::from(odd) - 128;
        let mut root = 0;
        for bit in (0..128).rev() {
            let larger = root | 1 << bit;
            if product(larger, larger) <= (high, low) {
                root = larger;
            }
        }
        Wide::rounded(false, root, 0, false, exponent / 2)
    }

    fn sqrt_up(self) -> Wide {
        let root = self.sqrt_down();
        if root.mul_down(root) == self && (-root).mul_down(root) == -self {
            return root;
        }
        // One unit of the last place up.
        -Wide::rounded(true, root.mantissa, 0, true, i64::from(root.exponent))
    }

    fn scale_down(self, power: i32) -> Wide {
        if self.is_zero() || !self.is_finite() {
            return self;
        }
        Wide::rounded(
            self.negative,
            self.mantissa,
            0,
            false,
            i64::from(self.exponent) + i64::from(power),
        )
    }

    fn log2_floor(self) -> i32 {
        self.exponent.saturating_add(127)
    }
}

#[cfg(test)]
mod tests;
