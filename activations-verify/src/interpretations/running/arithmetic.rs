//! The four operations of numbers with an error bound.

use std::ops::{Add, Div, Mul, Neg, Sub};

use super::{Precision, Running};

impl<P: Precision> Neg for Running<P> {
    type Output = Self;
    fn neg(self) -> Self {
        Self {
            value: -self.value,
            ..self
        }
    }
}

impl<P: Precision> Add for Running<P> {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        let value = self.value + other.value;
        if self.is_infinite() || other.is_infinite() {
            let certain = self.error + other.error == 0.0 && P::to_f64(value).is_infinite();
            return Self::overflow(value, certain);
        }
        Self::result(value, self.error + other.error, P::ROUNDING)
    }
}

impl<P: Precision> Sub for Running<P> {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        self + -other
    }
}

/// `size · error`, where no error is no error, whatever the size.
pub(super) fn spread(size: f64, error: f64) -> f64 {
    if error == 0.0 { 0.0 } else { size * error }
}

impl<P: Precision> Mul for Running<P> {
    type Output = Self;
    fn mul(self, other: Self) -> Self {
        let value = self.value * other.value;
        if self.is_infinite() || other.is_infinite() {
            // More than half of the range, times at least 1.
            let certain =
                self.error() + other.error() > 0.0 && self.nearest().min(other.nearest()) >= 1.0;
            return Self::overflow(value, certain);
        }
        let passed_on = spread(self.size(), other.error) + spread(other.farthest(), self.error);
        let sunk = Self::sunk(value, self.size().min(other.size()));
        Self::result(value, passed_on + sunk, P::ROUNDING)
    }
}

impl<P: Precision> Div for Running<P> {
    type Output = Self;
    fn div(self, other: Self) -> Self {
        let value = self.value / other.value;
        if self.is_infinite() {
            return Self::unknown();
        }
        if other.is_infinite() {
            // The exact divisor is at least half of the largest number.
            let passed_on = if other.error == 0.0 {
                self.farthest() / P::LARGEST * 2.0
            } else {
                f64::INFINITY
            };
            return Self::result(value, passed_on, 0.0);
        }
        let passed_on = if self.error == 0.0 && other.error == 0.0 {
            0.0
        } else {
            (self.error + spread(P::to_f64(value).abs(), other.error)) / other.nearest()
        };
        let sunk = Self::sunk(value, self.size());
        Self::result(value, passed_on + sunk, P::ROUNDING)
    }
}
