//! The element types of arrays, with what the checks need to know of them.

use activations_core::{Element, Real};

use crate::interpretations::{Double, Precision, Single};

/// An element type: `f32` or `f64`.
pub trait Number: Element + Real<Mask = bool> {
    /// How its arithmetic rounds.
    type Precision: Precision<Value = f64>;

    /// Its name.
    const NAME: &'static str;
    /// The most elements that a vector of it has on any processor.
    const LANES: usize;
    /// Its least subnormal number.
    const TINIEST: f64;
    /// Its least normal number.
    const LEAST_NORMAL: f64;
    /// Its greatest finite number.
    const GREATEST: f64;

    /// The unit in the last place of a real number of this size.
    fn ulp(value: f64) -> f64;

    /// Whether two numbers are the same in every bit, or both NaN.
    fn same(self, other: Self) -> bool;

    /// The neighbour towards +∞.
    fn next(self) -> Self;

    /// The neighbour towards −∞.
    fn previous(self) -> Self;
}

macro_rules! number {
    ($type:ident $precision:ident $lanes:literal) => {
        impl Number for $type {
            type Precision = $precision;
            const NAME: &'static str = stringify!($type);
            const LANES: usize = $lanes;
            const TINIEST: f64 = $type::from_bits(1) as f64;
            const LEAST_NORMAL: f64 = $type::MIN_POSITIVE as f64;
            const GREATEST: f64 = $type::MAX as f64;

            fn ulp(value: f64) -> f64 {
                let below = value.abs().clamp(Self::LEAST_NORMAL, Self::GREATEST) as $type;
                let exponent = below.to_bits() >> ($type::MANTISSA_DIGITS - 1);
                let least = f64::from($type::EPSILON) * Self::LEAST_NORMAL;
                // In two factors, of which neither overflows.
                let binades = exponent as i32 - 1;
                least * 2f64.powi(binades / 2) * 2f64.powi(binades - binades / 2)
            }

            fn same(self, other: Self) -> bool {
                self.to_bits() == other.to_bits() || self != self && other != other
            }

            fn next(self) -> Self {
                self.next_up()
            }

            fn previous(self) -> Self {
                self.next_down()
            }
        }
    };
}

// 512 bits.
number!(f32 Single 16);
number!(f64 Double 8);

#[cfg(test)]
mod tests {
    use super::Number;

    #[test]
    fn units_in_the_last_place() {
        for x in [1.0, 1.5, 0.3, 1e-30, 3e38, 1e-41, 0.0] {
            let single = x as f32;
            let next = f64::from(single.abs().next_up()) - f64::from(single.abs());
            assert_eq!(f32::ulp(f64::from(single)), next.min(2f64.powi(104)), "{x}");
            assert_eq!(f64::ulp(x), x.next_up() - x, "{x}");
        }
    }
}
