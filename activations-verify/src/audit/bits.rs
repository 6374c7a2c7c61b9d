//! The bit patterns of an element type, in the order of the numbers.

use crate::number::Number;

/// An element type whose numbers can be counted through: −0 has the place −1 and 0 the place 0.
pub trait Bits: Number {
    /// The place of the greatest finite number; the least one's is −1 less this.
    const GREATEST_PLACE: i64;

    /// The number at a place.
    fn at_place(place: i64) -> Self;

    /// Where a number stands.
    fn place(self) -> i64;

    /// The bits, in hexadecimal.
    fn hex(self) -> String;
}

macro_rules! bits {
    ($type:ident $bits:ident $digits:literal) => {
        impl Bits for $type {
            const GREATEST_PLACE: i64 = $type::MAX.to_bits() as i64;

            fn at_place(place: i64) -> Self {
                if place < 0 {
                    -$type::from_bits((-1 - place) as $bits)
                } else {
                    $type::from_bits(place as $bits)
                }
            }

            fn place(self) -> i64 {
                let magnitude = self.abs().to_bits() as i64;
                if self.is_sign_negative() {
                    -1 - magnitude
                } else {
                    magnitude
                }
            }

            fn hex(self) -> String {
                format!(concat!("{:#0", $digits, "x}"), self.to_bits())
            }
        }
    };
}

bits!(f32 u32 10);
bits!(f64 u64 18);

#[cfg(test)]
mod tests {
    use super::Bits;

    #[test]
    fn places_are_in_order() {
        let numbers = [f32::MIN, -1.5, -1e-45, -0.0, 0.0, 1e-45, 2.0, f32::MAX];
        for pair in numbers.windows(2) {
            assert!(pair[0].place() < pair[1].place(), "{pair:?}");
        }
        for x in numbers {
            assert_eq!(f32::at_place(x.place()).to_bits(), x.to_bits());
        }
        assert_eq!(1.0_f64.next_up().place(), 1.0_f64.place() + 1);
        assert_eq!(f64::MAX.place(), f64::GREATEST_PLACE);
        assert_eq!(1.0_f32.hex(), "0x3f800000");
    }
}
