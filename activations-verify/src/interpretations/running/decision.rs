//! Masks of numbers with an error bound: an outcome, and whether it is certain.

use std::ops::{BitAnd, BitOr, Not};

use super::Decision;

impl BitAnd for Decision {
    type Output = Self;
    fn bitand(self, other: Self) -> Self {
        let decides_alone = |d: Self| d.certain && !d.outcome;
        Self {
            outcome: self.outcome & other.outcome,
            certain: self.certain & other.certain | decides_alone(self) | decides_alone(other),
        }
    }
}

impl Not for Decision {
    type Output = Self;
    fn not(self) -> Self {
        Self {
            outcome: !self.outcome,
            ..self
        }
    }
}

impl BitOr for Decision {
    type Output = Self;
    fn bitor(self, other: Self) -> Self {
        !(!self & !other)
    }
}
