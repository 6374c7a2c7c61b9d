//! The exponential and what is made of it: exp, exp_m1, sinh, cosh, tanh, sigmoid.

use super::{Bound, Interval};

impl<B: Bound> Interval<B> {
    /// eˣ.
    pub fn exp(self) -> Self {
        self.increasing(exp_at)
    }

    /// eˣ − 1.
    pub fn exp_m1(self) -> Self {
        self.increasing(exp_m1_at)
    }

    /// (eˣ − e⁻ˣ)/2.
    pub fn sinh(self) -> Self {
        // With m = eˣ − 1 of x ≥ 0: (m + m/(m + 1))/2, where nothing cancels.
        self.increasing(|x| {
            odd(x, |x| {
                let m = exp_m1_at(x);
                if x.is_finite() {
                    (m + m / (m + Self::ONE)).scale(-1)
                } else {
                    m
                }
            })
        })
    }

    /// (eˣ + e⁻ˣ)/2.
    pub fn cosh(self) -> Self {
        self.abs().increasing(|x| {
            let e = exp_at(x);
            (e + Self::ONE / e).scale(-1)
        })
    }

    /// sinh x / cosh x.
    pub fn tanh(self) -> Self {
        // With m = e^{2x} − 1 of x ≥ 0: m/(m + 2), written for large m as 1 − 2/(m + 2).
        let two = Self::integer(2);
        self.increasing(|x| {
            odd(x, |x| {
                let m = exp_m1_at(double(x));
                let tanh = if x < B::ONE {
                    m / (m + two)
                } else {
                    Self::ONE - two / (m + two)
                };
                tanh.min(Self::ONE)
            })
        })
    }

    /// 1/(1 + e⁻ˣ).
    pub fn sigmoid(self) -> Self {
        self.increasing(|x| {
            if x < B::ZERO {
                let e = exp_at(x);
                e / (Self::ONE + e)
            } else {
                Self::ONE / (Self::ONE + exp_at(-x))
            }
        })
    }
}

/// An odd function from its values at x ≥ 0.
pub(super) fn odd<B: Bound>(x: B, f: impl Fn(B) -> Interval<B>) -> Interval<B> {
    if x < B::ZERO { -f(-x) } else { f(x) }
}

/// 2x, which no rounding touches.
fn double<B: Bound>(x: B) -> B {
    if x.is_finite() { x.scale_down(1) } else { x }
}

/// eˣ = 2^k·e^r with r = x − k·ln 2, |r| ≤ 0.35.
pub(super) fn exp_at<B: Bound>(x: B) -> Interval<B> {
    match reduce(x) {
        Reduced::Tiny => Interval {
            lo: B::ZERO,
            hi: if x.is_finite() { B::TINY } else { B::ZERO },
        },
        Reduced::Huge => Interval {
            lo: B::HUGE,
            hi: B::INFINITY,
        },
        Reduced::Power(k, r) => {
            let scaled = taylor(r, Interval::ONE).scale(k);
            Interval {
                lo: super::greatest(scaled.lo, B::ZERO),
                hi: scaled.hi,
            }
        }
    }
}

/// eˣ − 1; near 0 by the series without its first term.
pub(super) fn exp_m1_at<B: Bound>(x: B) -> Interval<B> {
    match reduce(x) {
        Reduced::Power(0, r) => taylor(r, Interval::ZERO),
        _ => (exp_at(x) - Interval::ONE).max(-Interval::ONE),
    }
}

/// `start` + r + r²/2 + … for |r| ≤ 0.4: each term is at most a fifth of the one before.
fn taylor<B: Bound>(r: Interval<B>, start: Interval<B>) -> Interval<B> {
    start
        + Interval::series(r, 1, |term, index| {
            term * r / Interval::integer(i128::from(index) + 1)
        })
}

enum Reduced<B> {
    Tiny,
    Huge,
    Power(i32, Interval<B>),
}

/// k and x − k·ln 2; any k would be right, the one nearest to x/ln 2 makes the series short.
fn reduce<B: Bound>(x: B) -> Reduced<B> {
    let k = (x.approximately() * std::f64::consts::LOG2_E).round();
    if k < B::LEAST_POWER {
        Reduced::Tiny
    } else if k > B::GREATEST_POWER {
        Reduced::Huge
    } else {
        let k = k as i32;
        Reduced::Power(k, Interval::point(x).minus_multiple_of_ln_2(k))
    }
}
