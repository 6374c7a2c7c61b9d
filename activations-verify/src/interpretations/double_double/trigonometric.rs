//! sin, cos, tan and atan.

use super::exponential::INVERSE_FACTORIALS;
use super::{DoubleDouble, ONE, arithmetic::two_product};

/// π/2 as a sum of doubles, 212 bits of it.
const HALF_PI: [f64; 4] = [
    std::f64::consts::FRAC_PI_2,
    6.123233995736766e-17,
    -1.4973849048591698e-33,
    5.562271104316826e-50,
];

/// `x − k·π/2` with |result| ≤ π/4 up to rounding, and k modulo 4.
///
/// k·HALF_PI[i] is exact as a pair while k is, that is for |x| < 2⁵³; the absolute error of the
/// remainder stays below 2⁻¹⁰² for |x| < 2⁴⁰. Beyond 2⁵³ the function's value is not resolved.
fn reduce(x: DoubleDouble) -> (u8, DoubleDouble) {
    let k = (x.hi * std::f64::consts::FRAC_2_PI).round();
    let r = HALF_PI.iter().fold(x, |r, part| {
        let (p, p_low) = two_product(k, *part);
        r.plus(-p).plus(-p_low)
    });
    ((k.rem_euclid(4.0)) as u8, r)
}

/// Σ (−1)ⁿ r^{2n+first}/(2n+first)! for |r| ≤ π/4; 0.79³⁰/30! < 2⁻¹¹⁷.
fn series(r: DoubleDouble, first: usize) -> DoubleDouble {
    let square = -(r * r);
    let mut tail = INVERSE_FACTORIALS[28 + first];
    for n in (0..14).rev() {
        tail = INVERSE_FACTORIALS[2 * n + first] + square * tail;
    }
    if first == 1 { r * tail } else { tail }
}

impl DoubleDouble {
    /// (sin x, cos x); NaN at ±∞.
    pub(super) fn sine_cosine(self) -> (Self, Self) {
        if !self.hi.is_finite() {
            return (Self::from(f64::NAN), Self::from(f64::NAN));
        }
        if self.hi == 0.0 {
            return (self, ONE);
        }
        let (quadrant, r) = reduce(self);
        let (s, c) = (series(r, 1), series(r, 0));
        match quadrant {
            0 => (s, c),
            1 => (c, -s),
            2 => (-s, -c),
            _ => (-c, s),
        }
    }

    /// The inverse of tan, in [−π/2, π/2].
    ///
    /// One step from the double-precision value y: atan x = y + atan t with
    /// t = (x cos y − sin y)/(cos y + x sin y), where |t| < 2⁻⁵⁰ and so atan t = t − t³/3.
    pub(super) fn arc_tangent(self) -> Self {
        if self.hi.is_nan() || self.hi == 0.0 {
            return self;
        }
        if self.hi.abs() > 1.0 {
            let right_angle = Self {
                hi: HALF_PI[0],
                lo: HALF_PI[1],
            };
            return (right_angle - (ONE / self.magnitude()).arc_tangent()).with_sign(self);
        }
        let start = Self::from(self.hi.atan());
        let (s, c) = start.sine_cosine();
        let t = (self * c - s) / (c + self * s);
        start + (t - t * t * t / Self::from(3.0))
    }
}
