//! Sine, cosine, tangent and arc tangent.

use super::exponential::odd;
use super::logarithm::odd_powers;
use super::{Bound, Interval};

/// Beyond this the reduction by multiples of π/2 is not worth its digits: \[−1, 1\] is returned.
const FAR: f64 = 1e6;

impl<B: Bound> Interval<B> {
    /// sin x.
    pub fn sin(self) -> Self {
        self.wave(0)
    }

    /// cos x = sin(x + π/2).
    pub fn cos(self) -> Self {
        self.wave(1)
    }

    /// tan x; the whole line where a pole may lie inside.
    pub fn tan(self) -> Self {
        if self.lo == self.hi {
            return self.sin() / self.cos();
        }
        // Between two poles tan increases.
        if self.cos().contains_zero() {
            return Self::entire();
        }
        self.increasing(|x| Self::point(x).tan())
    }

    /// arctan x.
    pub fn atan(self) -> Self {
        self.increasing(|x| odd(x, atan_at))
    }

    /// sin(x + `quarters`·π/2).
    fn wave(self, quarters: i32) -> Self {
        let all = Self {
            lo: -B::ONE,
            hi: B::ONE,
        };
        if !(self.lo.approximately().abs() < FAR && self.hi.approximately().abs() < FAR) {
            return all;
        }
        let from = quadrant(self.lo);
        let to = quadrant(self.hi);
        if to - from > 4 {
            return all;
        }
        let mut hull = wave_at(self.lo, from, quarters).hull(wave_at(self.hi, to, quarters));
        // Between the ends the extremes lie at whole multiples of π/2; `from` is not above the
        // first of them and `to` not below the last.
        for k in from..=to {
            let offset = Self::point(self.lo).minus_multiple_of_half_pi(k);
            let end = Self::point(self.hi).minus_multiple_of_half_pi(k);
            if offset.lo <= B::ZERO && end.hi >= B::ZERO {
                hull = hull.hull(extreme(k + quarters));
            }
        }
        hull.intersection(all).unwrap_or(all)
    }
}

/// The multiple of π/2 nearest to x, or a neighbour of it.
fn quadrant<B: Bound>(x: B) -> i32 {
    (x.approximately() * std::f64::consts::FRAC_2_PI).round() as i32
}

/// sin(k·π/2).
fn extreme<B: Bound>(k: i32) -> Interval<B> {
    match k.rem_euclid(4) {
        0 | 2 => Interval::ZERO,
        1 => Interval::ONE,
        _ => -Interval::ONE,
    }
}

/// sin(x + quarters·π/2), reduced by k·π/2 to |r| < 0.8.
fn wave_at<B: Bound>(x: B, k: i32, quarters: i32) -> Interval<B> {
    let r = Interval::point(x).minus_multiple_of_half_pi(k);
    let turn = (k + quarters).rem_euclid(4);
    let value = if turn % 2 == 0 {
        sin_series(r)
    } else {
        cos_series(r)
    };
    if turn >= 2 { -value } else { value }
}

/// r − r³/6 + … for |r| ≤ 0.8: the ratio of terms is at most 0.11.
fn sin_series<B: Bound>(r: Interval<B>) -> Interval<B> {
    let square = r.square();
    Interval::series(r, 1, |term, index| {
        let n = 2 * i128::from(index);
        -(term * square) / Interval::integer(n * (n + 1))
    })
}

/// 1 − r²/2 + … for |r| ≤ 0.8: the ratio of terms is at most 0.32.
fn cos_series<B: Bound>(r: Interval<B>) -> Interval<B> {
    let square = r.square();
    Interval::series(Interval::ONE, 1, |term, index| {
        let n = 2 * i128::from(index);
        -(term * square) / Interval::integer(n * (n - 1))
    })
}

/// arctan of x ≥ 0, by arctan x = 2·arctan(x/(1 + √(1 + x²))) twice, and from π/2 where x > 1.
fn atan_at<B: Bound>(x: B) -> Interval<B> {
    if x > B::ONE {
        let rest = if x.is_finite() {
            half_angles(Interval::ONE / Interval::point(x))
        } else {
            Interval::ZERO
        };
        return Interval::pi().scale(-1) - rest;
    }
    half_angles(Interval::point(x))
}

fn half_angles<B: Bound>(x: Interval<B>) -> Interval<B> {
    let halve = |x: Interval<B>| {
        let root = (Interval::ONE + x.square()).sqrt().unwrap_or(Interval::ONE);
        x / (Interval::ONE + root)
    };
    // |x| ≤ 1 becomes |s| ≤ tan(π/16) < 0.2.
    let s = halve(halve(x));
    odd_powers(s, -s.square()).scale(2)
}
