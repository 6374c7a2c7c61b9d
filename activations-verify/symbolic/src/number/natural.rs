//! Just enough natural numbers of any size to round, compare and print a `Number` exactly.

use core::cmp::Ordering;
use core::fmt;

/// A natural number: base 2³² digits, least first, no leading zeros.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Natural(Vec<u32>);

impl From<u128> for Natural {
    fn from(value: u128) -> Natural {
        let mut natural = Natural((0..4).map(|i| (value >> (32 * i)) as u32).collect());
        natural.trim();
        natural
    }
}

impl Natural {
    fn trim(&mut self) {
        while self.0.last() == Some(&0) {
            self.0.pop();
        }
    }

    fn multiply(&mut self, factor: u32) {
        let mut carry = 0u64;
        for digit in &mut self.0 {
            carry += u64::from(*digit) * u64::from(factor);
            *digit = carry as u32;
            carry >>= 32;
        }
        if carry > 0 {
            self.0.push(carry as u32);
        }
    }

    /// Multiplies by 2^twos · 5^fives.
    pub(super) fn scale(&mut self, twos: u32, fives: u32) {
        // 5¹³ is the largest power of 5 in a digit.
        for _ in 0..fives / 13 {
            self.multiply(5u32.pow(13));
        }
        self.multiply(5u32.pow(fives % 13));
        self.shift_left(twos);
    }

    /// The number times 2^bits where `bits` is positive, else the number itself.
    pub(super) fn shifted(&self, bits: i32) -> Natural {
        let mut shifted = self.clone();
        shifted.shift_left(bits.max(0) as u32);
        shifted
    }

    fn shift_left(&mut self, bits: u32) {
        if self.0.is_empty() {
            return;
        }
        self.multiply(1 << (bits % 32));
        self.0.splice(0..0, (0..bits / 32).map(|_| 0));
    }

    pub(super) fn times(&self, other: &Natural) -> Natural {
        let mut digits = vec![0u32; self.0.len() + other.0.len()];
        for (i, &a) in self.0.iter().enumerate() {
            let mut carry = 0u64;
            for (j, &b) in other.0.iter().enumerate() {
                carry += u64::from(digits[i + j]) + u64::from(a) * u64::from(b);
                digits[i + j] = carry as u32;
                carry >>= 32;
            }
            digits[i + other.0.len()] = carry as u32;
        }
        let mut product = Natural(digits);
        product.trim();
        product
    }

    /// The number of bits.
    pub(super) fn bits(&self) -> u32 {
        let top = self.0.last().map_or(0, |digit| 32 - digit.leading_zeros());
        top + 32 * (self.0.len() as u32).saturating_sub(1)
    }

    /// Subtracts a number that is not larger.
    fn subtract(&mut self, other: &Natural) {
        let mut borrow = 0i64;
        for (i, digit) in self.0.iter_mut().enumerate() {
            borrow += i64::from(*digit) - i64::from(other.0.get(i).copied().unwrap_or(0));
            *digit = borrow as u32;
            borrow >>= 32;
        }
        self.trim();
    }

    /// The quotient, which must be below 2⁶⁴, and the remainder; `divisor` is not 0.
    pub(super) fn divide(mut self, divisor: &Natural) -> (u64, Natural) {
        let mut quotient = 0u64;
        let excess = self.bits().saturating_sub(divisor.bits());
        for shift in (0..=excess).rev() {
            let mut part = divisor.clone();
            part.shift_left(shift);
            quotient <<= 1;
            if self >= part {
                self.subtract(&part);
                quotient |= 1;
            }
        }
        (quotient, self)
    }
}

impl PartialOrd for Natural {
    fn partial_cmp(&self, other: &Natural) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Natural {
    fn cmp(&self, other: &Natural) -> Ordering {
        let lengths = self.0.len().cmp(&other.0.len());
        lengths.then_with(|| self.0.iter().rev().cmp(other.0.iter().rev()))
    }
}

impl fmt::Display for Natural {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut rest = self.0.clone();
        let mut groups = Vec::new();
        while !rest.is_empty() {
            let mut remainder = 0u64;
            for digit in rest.iter_mut().rev() {
                remainder = remainder << 32 | u64::from(*digit);
                *digit = (remainder / 1_000_000_000) as u32;
                remainder %= 1_000_000_000;
            }
            groups.push(remainder);
            while rest.last() == Some(&0) {
                rest.pop();
            }
        }
        write!(f, "{}", groups.pop().unwrap_or(0))?;
        groups
            .iter()
            .rev()
            .try_for_each(|group| write!(f, "{group:09}"))
    }
}
