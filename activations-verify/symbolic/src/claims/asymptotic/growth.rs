//! The scale that functions are compared with: tᵃ·(ln t)ᵇ·e^{p(t)}, and what lies beyond it.

use std::collections::{BTreeMap, BTreeSet};

use crate::{Arena, Expr, Number};

/// tᵃ·(ln t)ᵇ·e^{p(t)}, with p a sum of positive powers of t.
#[derive(Clone, Debug)]
pub(super) struct Growth {
    /// p: the coefficient of each power of t.
    pub(super) exponent: BTreeMap<Number, Expr>,
    /// a
    pub(super) power: Number,
    /// b
    pub(super) logs: i32,
    /// 1 or −1 for a factor that grows or decays faster than all of the scale, such as exp(eᵗ);
    /// all that is known of two of these is which way they go.
    pub(super) beyond: i32,
}

impl Growth {
    /// 1
    pub(super) fn constant() -> Growth {
        Growth::power(Number::ZERO)
    }

    /// tᵃ
    pub(super) fn power(power: Number) -> Growth {
        Growth {
            exponent: BTreeMap::new(),
            power,
            logs: 0,
            beyond: 0,
        }
    }

    /// ln t
    pub(super) fn logarithm() -> Growth {
        Growth {
            logs: 1,
            ..Growth::constant()
        }
    }

    /// Whether it is a power of t with nothing else, and which.
    pub(super) fn as_power(&self) -> Option<Number> {
        (self.exponent.is_empty() && self.logs == 0 && self.beyond == 0).then_some(self.power)
    }

    pub(super) fn times(&self, other: &Growth, arena: &mut Arena) -> Option<Growth> {
        let mut exponent = self.exponent.clone();
        for (&power, &coefficient) in &other.exponent {
            let sum = match exponent.get(&power) {
                Some(&present) => arena.add(present, coefficient),
                None => coefficient,
            };
            exponent.insert(power, sum);
        }
        Some(Growth {
            exponent,
            power: self.power.checked_add(other.power)?,
            logs: self.logs.checked_add(other.logs)?,
            beyond: match (self.beyond, other.beyond) {
                (a, b) if a * b < 0 => return None,
                (0, b) => b,
                (a, _) => a,
            },
        })
    }

    pub(super) fn raised(&self, to: Number, arena: &mut Arena) -> Option<Growth> {
        let factor = arena.number(to);
        let scale =
            |(&power, &coefficient): (&Number, &Expr)| (power, arena.mul(factor, coefficient));
        let exponent = self.exponent.iter().map(scale).collect();
        let logs = match to.to_i32() {
            Some(n) => self.logs.checked_mul(n)?,
            None if self.logs == 0 => 0,
            None => return None,
        };
        {
            let beyond = if to.is_negative() {
                -self.beyond
            } else {
                self.beyond
            };
            Some(Growth {
                exponent,
                power: self.power.checked_mul(to)?,
                logs,
                beyond,
            })
        }
    }

    /// The differences of the coefficients of p, the highest power first.
    pub(super) fn exponent_differences(&self, other: &Growth, arena: &mut Arena) -> Vec<Expr> {
        let powers: BTreeSet<Number> = self
            .exponent
            .keys()
            .chain(other.exponent.keys())
            .copied()
            .collect();
        let zero = arena.integer(0);
        let get = |growth: &Growth, power| growth.exponent.get(power).copied().unwrap_or(zero);
        let difference = |power| arena.sub(get(self, power), get(other, power));
        powers.iter().rev().map(difference).collect()
    }
}
