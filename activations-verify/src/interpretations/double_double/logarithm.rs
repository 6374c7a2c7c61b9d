//! ln x, ln(1 + x), and what is made of them: softplus, asinh, powers.

use std::sync::LazyLock;

use super::{DoubleDouble, LN_2, ONE};

/// Terms of the series of atanh: 0.172⁴⁸/49 < 2⁻¹²⁷.
const TERMS: usize = 24;

/// 1/(2n + 1).
static INVERSE_ODD: LazyLock<[DoubleDouble; TERMS]> =
    LazyLock::new(|| std::array::from_fn(|n| ONE / DoubleDouble::from((2 * n + 1) as f64)));

/// 2·atanh(s) = ln((1 + s)/(1 − s)) for |s| ≤ 0.172, relative error below 2⁻¹⁰².
fn twice_atanh(s: DoubleDouble) -> DoubleDouble {
    let square = s * s;
    let mut tail = INVERSE_ODD[TERMS - 1];
    for n in (0..TERMS - 1).rev() {
        tail = INVERSE_ODD[n] + square * tail;
    }
    s.scaled(1) * tail
}

impl DoubleDouble {
    /// ln x; −∞ at 0, NaN below.
    pub(super) fn logarithm(self) -> Self {
        if self.hi.is_nan() || self.hi <= 0.0 || self.hi.is_infinite() {
            return Self::from(self.hi.ln());
        }
        if self.hi < f64::MIN_POSITIVE {
            return self.scaled(120).logarithm() - Self::ln_2().times(120.0);
        }
        // x = m·2^k with m in [√½, √2]: the exponent of x/√½ gives k.
        let k = exponent_of(self.hi * std::f64::consts::SQRT_2);
        let m = self.scaled(-k);
        let of_m = twice_atanh((m - ONE) / (m + ONE));
        if k == 0 {
            of_m
        } else {
            Self::ln_2().times(f64::from(k)) + of_m
        }
    }

    /// ln(1 + x).
    pub(super) fn logarithm_1p(self) -> Self {
        if self.hi == 0.0 {
            return self;
        }
        if self.hi > -0.28 && self.hi < 0.4 {
            return twice_atanh(self / self.plus(2.0));
        }
        self.plus(1.0).logarithm()
    }

    /// ln(1 + e^x).
    pub(super) fn soft_plus(self) -> Self {
        let tail = (-self.magnitude()).exponential().logarithm_1p();
        if self.hi > 0.0 { self + tail } else { tail }
    }

    /// The inverse of sinh: ln(|x| + √(x² + 1)) with the sign of x.
    pub(super) fn inverse_hyperbolic_sine(self) -> Self {
        if self.hi == 0.0 || !self.hi.is_finite() {
            return self;
        }
        let x = self.magnitude();
        let y = if x.hi > 1e80 {
            x.logarithm() + Self::ln_2()
        } else {
            let square = x * x;
            (x + square / (ONE + (ONE + square).root())).logarithm_1p()
        };
        y.with_sign(self)
    }

    /// x^n by squaring.
    pub(super) fn integer_power(self, n: i32) -> Self {
        let mut left = n.unsigned_abs();
        let mut square = self;
        let mut product = ONE;
        while left > 0 {
            if left & 1 == 1 {
                product = product * square;
            }
            left >>= 1;
            if left > 0 {
                square = square * square;
            }
        }
        if n < 0 { ONE / product } else { product }
    }

    /// x^a = e^{a·ln x}; the relative error grows as |a·ln x|.
    pub(super) fn real_power(self, a: Self) -> Self {
        if a.hi == 0.0 {
            return ONE;
        }
        if self.hi == 0.0 {
            return Self::from(0f64.powf(a.hi));
        }
        (a * self.logarithm()).exponential()
    }

    /// √(x² + y²) without overflow on the way.
    pub(super) fn hypotenuse(self, other: Self) -> Self {
        let (x, y) = (self.magnitude(), other.magnitude());
        let largest = x.hi.max(y.hi);
        if largest == 0.0 || x.hi.is_infinite() || y.hi.is_infinite() {
            return Self::from(x.hi.hypot(y.hi));
        }
        if x.hi.is_nan() || y.hi.is_nan() {
            return Self::from(f64::NAN);
        }
        let k = if largest < f64::MIN_POSITIVE {
            -1022
        } else {
            exponent_of(largest)
        };
        let (x, y) = (x.scaled(-k), y.scaled(-k));
        (x * x + y * y).root().scaled(k)
    }

    fn ln_2() -> Self {
        Self {
            hi: LN_2[0],
            lo: LN_2[1],
        }
    }
}

/// The binary exponent of a normal number.
fn exponent_of(x: f64) -> i32 {
    ((x.to_bits() >> 52) & 0x7ff) as i32 - 1023
}
