//! The error function and the normal distribution.

use super::exponential::odd;
use super::{Bound, Interval};

impl<B: Bound> Interval<B> {
    /// erf x = 2/√π ∫₀ˣ e^{−t²} dt.
    pub fn erf(self) -> Self {
        self.increasing(|x| {
            odd(x, |x| {
                if x.approximately() < 1.5 {
                    erf_series(x)
                } else {
                    Self::ONE - erfc_fraction(x)
                }
            })
        })
    }

    /// erfc x = 1 − erf x.
    pub fn erfc(self) -> Self {
        (-self).increasing(|x| erfc_at(-x))
    }

    /// e^{−x²}.
    pub fn gaussian(self) -> Self {
        (-self.square()).exp()
    }

    /// Φ(x) = erfc(−x/√2)/2.
    pub fn normal_cdf(self) -> Self {
        (-self * Self::sqrt_half()).erfc().scale(-1)
    }

    /// φ(x) = e^{−x²/2}/√(2π).
    pub fn normal_pdf(self) -> Self {
        (-self.square().scale(-1)).exp() * Self::sqrt_half() / Self::sqrt_pi()
    }

    /// 1/√2.
    fn sqrt_half() -> Self {
        Self::ONE.scale(-1).sqrt().unwrap_or(Self::ONE)
    }

    /// √π.
    fn sqrt_pi() -> Self {
        Self::pi().sqrt().unwrap_or(Self::ONE)
    }
}

fn erfc_at<B: Bound>(x: B) -> Interval<B> {
    let near = x.approximately();
    if near < -1.5 {
        Interval::integer(2) - erfc_fraction(-x)
    } else if near < 1.5 {
        Interval::ONE - odd(x, erf_series)
    } else {
        erfc_fraction(x)
    }
}

/// 2/√π·e^{−x²}·Σ 2ⁿ·x^{2n+1}/(2n + 1)!! of 0 ≤ x < 2; all terms have one sign.
///
/// The ratio of terms 2x²/(2n + 1) is at most 8/17 from n = 8 on.
fn erf_series<B: Bound>(x: B) -> Interval<B> {
    let x = Interval::point(x);
    let double_square = x.square().scale(1);
    let sum = Interval::series(x, 8, |term, index| {
        term * double_square / Interval::integer(2 * i128::from(index) + 1)
    });
    (-x.square()).exp() * sum.scale(1) / Interval::sqrt_pi()
}

/// erfc of x > 1 by e^{−x²}/√π · 1/(x + ½/(x + 1/(x + 1½/(x + …)))).
///
/// All elements are positive, so the convergents lie alternately above and below the value: the
/// tail behind any depth is some number in [0, ∞], and starting the evaluation from its two ends
/// encloses what the fraction can be.
///
/// A depth of about (PRECISION·ln 2/(2√2·x))² gives all digits where x is small; where x is large
/// each step gives a few.
fn erfc_fraction<B: Bound>(x: B) -> Interval<B> {
    if !x.is_finite() {
        return Interval::ZERO;
    }
    let at = Interval::point(x);
    let near = f64::from(B::PRECISION) * 0.25 / x.approximately();
    let depth = i128::from(B::PRECISION / 4) + (near * near) as i128;
    // The tail (n/2)/(x + …) lies between 0 and n/(2x).
    let mut tail = Interval::ZERO.hull(Interval::integer(depth).scale(-1) / at);
    for n in (1..depth).rev() {
        tail = Interval::integer(n).scale(-1) / (at + tail);
    }
    (-at.square()).exp() / Interval::sqrt_pi() / (at + tail)
}
