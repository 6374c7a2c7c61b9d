//! The logarithm and what is made of it: ln, ln_1p, softplus, log_sigmoid, asinh.

use super::exponential::{exp_at, odd};
use super::{Bound, Interval};

impl<B: Bound> Interval<B> {
    /// ln x of what is positive; `None` where none of it is.
    pub fn ln(self) -> Option<Self> {
        (self.hi > B::ZERO).then(|| self.increasing(ln_at))
    }

    /// ln(1 + x) of what is above −1; `None` where none of it is.
    pub fn ln_1p(self) -> Option<Self> {
        (self.hi > -B::ONE).then(|| self.increasing(ln_1p_at))
    }

    /// ln(1 + eˣ).
    pub fn softplus(self) -> Self {
        // max(x, 0) + ln(1 + e^{−|x|}).
        self.increasing(|x| {
            if x < B::ZERO {
                ln_1p_of(exp_at(x))
            } else {
                Self::point(x) + ln_1p_of(exp_at(-x))
            }
        })
    }

    /// ln σ(x) = −ln(1 + e⁻ˣ).
    pub fn log_sigmoid(self) -> Self {
        -(-self).softplus()
    }

    /// ln(x + √(x² + 1)).
    pub fn asinh(self) -> Self {
        // Of x ≥ 0: ln(1 + (x + x²/(1 + √(1 + x²)))), where nothing cancels.
        self.increasing(|x| {
            odd(x, |x| {
                if !x.is_finite() {
                    return Self {
                        lo: B::ZERO,
                        hi: B::INFINITY,
                    };
                }
                let x = Self::point(x);
                let square = x.square();
                let root = (Self::ONE + square).sqrt().unwrap_or(Self::ONE);
                ln_1p_of(x + square / (Self::ONE + root))
            })
        })
    }
}

/// ln(1 + x) of an interval that is not negative.
fn ln_1p_of<B: Bound>(x: Interval<B>) -> Interval<B> {
    Interval {
        lo: ln_1p_at(x.lo).lo,
        hi: ln_1p_at(x.hi).hi,
    }
}

/// ln x = k·ln 2 + 2·artanh((m − 1)/(m + 1)) with x = 2^k·m, 0.7 < m < 1.5.
fn ln_at<B: Bound>(x: B) -> Interval<B> {
    if x <= B::ZERO {
        return Interval {
            lo: -B::INFINITY,
            hi: -B::HUGE,
        };
    }
    if !x.is_finite() {
        return Interval {
            lo: B::HUGE,
            hi: B::INFINITY,
        };
    }
    let mut k = x.log2_floor();
    let mut m = x.scale_down(-k);
    if m.approximately() > 1.4 {
        k += 1;
        m = m.scale_down(-1);
    }
    let m = Interval::point(m);
    let mantissa = artanh_series((m - Interval::ONE) / (m + Interval::ONE)).scale(1);
    mantissa + Interval::integer(i128::from(k)) * Interval::ln_2()
}

/// ln(1 + x); near 0 as 2·artanh(x/(2 + x)).
fn ln_1p_at<B: Bound>(x: B) -> Interval<B> {
    if x <= -B::ONE || x.approximately().abs() > 0.4 {
        let sum = Interval::ONE + Interval::point(x);
        return Interval {
            lo: ln_at(sum.lo).lo,
            hi: ln_at(sum.hi).hi,
        };
    }
    let x = Interval::point(x);
    artanh_series(x / (x + Interval::integer(2))).scale(1)
}

/// s + s³/3 + s⁵/5 + … for |s| ≤ 0.3: each term is less than a tenth of the one before.
fn artanh_series<B: Bound>(s: Interval<B>) -> Interval<B> {
    odd_powers(s, s.square())
}

/// Σ s·qⁿ/(2n + 1) for |q| < 0.1.
pub(super) fn odd_powers<B: Bound>(s: Interval<B>, q: Interval<B>) -> Interval<B> {
    Interval::series(s, 1, |term, index| {
        let index = i128::from(index);
        term * q * Interval::integer(2 * index - 1) / Interval::integer(2 * index + 1)
    })
}
