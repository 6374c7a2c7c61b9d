//! Sets of signs: what is known of the sign of a quantity.

use core::ops::{BitAnd, BitOr, Neg};

use crate::Relation;
use crate::interval::{Bound, Interval};

/// The signs that a quantity can still have; knowledge grows by intersection.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Signs(u8);

impl Signs {
    pub(super) const NEGATIVE: Signs = Signs(1);
    pub(super) const ZERO: Signs = Signs(2);
    pub(super) const POSITIVE: Signs = Signs(4);
    pub(super) const ANY: Signs = Signs(7);
    pub(super) const NOT_NEGATIVE: Signs = Signs(6);
    pub(super) const NOT_POSITIVE: Signs = Signs(3);
    pub(super) const NOT_ZERO: Signs = Signs(5);

    /// Whether every sign in `self` is also in `other`.
    pub(super) fn within(self, other: Signs) -> bool {
        self.0 & !other.0 == 0
    }

    /// Whether just one sign is left; none left means that the assumptions contradict each other.
    pub(super) fn is_known(self) -> bool {
        self.0.count_ones() <= 1
    }

    pub(super) fn has_zero(self) -> bool {
        self.0 & 2 != 0
    }

    fn singles(self) -> impl Iterator<Item = i8> {
        [(1, -1), (2, 0), (4, 1)]
            .into_iter()
            .filter(move |s| self.0 & s.0 != 0)
            .map(|s| s.1)
    }

    fn single(sign: i8) -> Signs {
        match sign {
            0 => Signs::ZERO,
            1.. => Signs::POSITIVE,
            _ => Signs::NEGATIVE,
        }
    }

    /// The signs of a product, and of a quotient by what is not 0.
    pub(super) fn times(self, other: Signs) -> Signs {
        let mut all = Signs(0);
        for a in self.singles() {
            for b in other.singles() {
                all = all | Signs::single(a * b);
            }
        }
        all
    }

    /// The signs of a sum.
    pub(super) fn plus(self, other: Signs) -> Signs {
        let mut all = Signs(0);
        for a in self.singles() {
            for b in other.singles() {
                all = all
                    | if a * b < 0 {
                        Signs::ANY
                    } else {
                        Signs::single(a + b)
                    };
            }
        }
        all
    }

    /// The signs of |x|.
    pub(super) fn abs(self) -> Signs {
        self.singles()
            .fold(Signs(0), |all, sign| all | Signs::single(sign.abs()))
    }

    /// The signs that a number in the interval can have.
    pub(super) fn of<B: Bound>(value: Interval<B>) -> Signs {
        let negative = if value.lo() < B::ZERO {
            Signs::NEGATIVE
        } else {
            Signs(0)
        };
        let zero = if value.contains_zero() {
            Signs::ZERO
        } else {
            Signs(0)
        };
        let positive = if value.hi() > B::ZERO {
            Signs::POSITIVE
        } else {
            Signs(0)
        };
        negative | zero | positive
    }

    /// The signs of a − b for which a ∼ b holds.
    pub(super) fn satisfying(relation: Relation) -> Signs {
        match relation {
            Relation::Lt => Signs::NEGATIVE,
            Relation::Le => Signs::NOT_POSITIVE,
            Relation::Gt => Signs::POSITIVE,
            Relation::Ge => Signs::NOT_NEGATIVE,
            Relation::Eq => Signs::ZERO,
            Relation::Ne => Signs::NOT_ZERO,
        }
    }

    /// The other signs.
    pub(super) fn complement(self) -> Signs {
        Signs(!self.0 & 7)
    }
}

impl BitAnd for Signs {
    type Output = Signs;
    fn bitand(self, other: Signs) -> Signs {
        Signs(self.0 & other.0)
    }
}

impl BitOr for Signs {
    type Output = Signs;
    fn bitor(self, other: Signs) -> Signs {
        Signs(self.0 | other.0)
    }
}

impl Neg for Signs {
    type Output = Signs;
    fn neg(self) -> Signs {
        self.times(Signs::NEGATIVE)
    }
}

#[cfg(test)]
mod tests {
    use super::Signs;

    #[test]
    fn signs_follow_the_rules_of_arithmetic() {
        let (n, z, p) = (Signs::NEGATIVE, Signs::ZERO, Signs::POSITIVE);
        assert_eq!(n.times(n), p);
        assert_eq!(Signs::ANY.times(z), z);
        assert_eq!(Signs::NOT_NEGATIVE.times(n), Signs::NOT_POSITIVE);
        assert_eq!(p.plus(z), p);
        assert_eq!(p.plus(n), Signs::ANY);
        assert_eq!(Signs::NOT_NEGATIVE.plus(p), p);
        assert_eq!(
            Signs::NOT_NEGATIVE.plus(Signs::NOT_NEGATIVE),
            Signs::NOT_NEGATIVE
        );
        assert_eq!(-Signs::NOT_NEGATIVE, Signs::NOT_POSITIVE);
        assert_eq!(Signs::NOT_ZERO.abs(), p);
        assert_eq!(Signs::ANY.abs(), Signs::NOT_NEGATIVE);
        assert_eq!(p.complement(), Signs::NOT_POSITIVE);
    }
}
