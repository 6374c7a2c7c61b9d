//! e^x and what is made of it: e^x − 1, the hyperbolic functions, the logistic function.

use std::sync::LazyLock;

use super::{DoubleDouble, LN_2, ONE};

/// 1/n! for n = 0 … 30.
pub(super) static INVERSE_FACTORIALS: LazyLock<[DoubleDouble; 31]> = LazyLock::new(|| {
    let mut table = [ONE; 31];
    let mut factorial = ONE;
    for (n, entry) in table.iter_mut().enumerate().skip(2) {
        factorial = factorial.times(n as f64);
        *entry = ONE / factorial;
    }
    table
});

/// Terms of the series: 2⁻⁷ ^12/13! < 2⁻¹¹⁶.
const TERMS: usize = 12;

/// The terms that are computed in pairs. The rest is 2⁻⁵⁴ of the sum, to which doubles add 53 bits.
const IN_PAIRS: usize = 6;

/// e^s − 1 for |s| ≤ 2⁻⁷, with a relative error below 2⁻¹⁰³.
fn series(s: DoubleDouble) -> DoubleDouble {
    let mut rest = INVERSE_FACTORIALS[TERMS].hi;
    for n in (IN_PAIRS + 1..TERMS).rev() {
        rest = INVERSE_FACTORIALS[n].hi + s.hi * rest;
    }
    let mut tail = DoubleDouble::from(rest);
    for n in (1..=IN_PAIRS).rev() {
        tail = INVERSE_FACTORIALS[n] + s * tail;
    }
    s * tail
}

/// e^r − 1 for |r| ≤ ½ ln 2, with a relative error below 2⁻¹⁰².
///
/// The doubling e^{2r} − 1 = E·(2 + E) keeps the error relative: an error of E is doubled and so is E.
fn reduced_exp_m1(r: DoubleDouble) -> DoubleDouble {
    const HALVINGS: i32 = 6;
    let mut e = series(r.scaled(-HALVINGS));
    for _ in 0..HALVINGS {
        e = e * e.plus(2.0);
    }
    e
}

/// The greatest j for which e^{j/64} is wanted: ½ ln 2 · 64, rounded up.
const GREATEST: i32 = 23;

/// e^{j/64} for |j| ≤ 23.
static POWERS: LazyLock<[DoubleDouble; 2 * GREATEST as usize + 1]> = LazyLock::new(|| {
    let exponent = |i: usize| (i as f64 - f64::from(GREATEST)) / 64.0;
    std::array::from_fn(|i| reduced_exp_m1(exponent(i).into()) + ONE)
});

/// `x = k·ln 2 + r` with |r| ≤ ½ ln 2 up to rounding.
fn reduce(x: DoubleDouble) -> (i32, DoubleDouble) {
    let k = (x.hi * std::f64::consts::LOG2_E).round();
    // k has 11 bits: k·LN_2[0] and k·LN_2[1] are exact as pairs, and what LN_2 leaves out is 2⁻¹⁶¹.
    let r = LN_2
        .iter()
        .fold(x, |r, part| r - DoubleDouble::from(*part).times(k));
    (k as i32, r)
}

impl DoubleDouble {
    /// e^x.
    pub(super) fn exponential(self) -> Self {
        if self.hi.is_nan() {
            return self;
        }
        if self.hi > 709.79 {
            return Self::from(f64::INFINITY);
        }
        if self.hi < -745.2 {
            return Self::from(0.0);
        }
        let (k, r) = reduce(self);
        let nearest = (r.hi * 64.0).round();
        let power = POWERS[(nearest as i32 + GREATEST) as usize];
        (power + power * series(r.plus(-nearest / 64.0))).scaled(k)
    }

    /// e^x − 1.
    pub(super) fn exponential_m1(self) -> Self {
        // e^x − 1 = x·(1 + x/2 + …); the series would divide a subnormal x down to 0.
        if self.hi.is_nan() || self.hi.abs() < 1e-280 {
            return self;
        }
        if self.hi.abs() < 0.34 {
            return reduced_exp_m1(self);
        }
        self.exponential() - ONE
    }

    /// (e^x − e^{−x})/2.
    pub(super) fn hyperbolic_sine(self) -> Self {
        if self.hi.abs() < 0.34 {
            let e = reduced_exp_m1(self);
            return if e.hi == 0.0 {
                self
            } else {
                (e + e / (e + ONE)).scaled(-1)
            };
        }
        // e^x overflows before its half does.
        let x = self.magnitude();
        let half = x.scaled(-1).exponential();
        (half.scaled(-1) * half - (-x).exponential().scaled(-1)).with_sign(self)
    }

    /// (e^x + e^{−x})/2.
    pub(super) fn hyperbolic_cosine(self) -> Self {
        let x = self.magnitude();
        let half = x.scaled(-1).exponential();
        half.scaled(-1) * half + (-x).exponential().scaled(-1)
    }

    /// tanh x = E/(E + 2) with E = e^{2|x|} − 1.
    pub(super) fn hyperbolic_tangent(self) -> Self {
        if self.hi.is_nan() || self.hi == 0.0 {
            return self;
        }
        let x = self.magnitude();
        let t = if x.hi > 1.0 {
            let e = x.scaled(1).exponential();
            ONE - Self::from(2.0) / (e + ONE)
        } else {
            let e = x.scaled(1).exponential_m1();
            e / e.plus(2.0)
        };
        t.with_sign(self)
    }

    /// 1/(1 + e^{−x}).
    pub(super) fn logistic(self) -> Self {
        if self.hi >= 0.0 {
            ONE / (ONE + (-self).exponential())
        } else {
            let e = self.exponential();
            e / (ONE + e)
        }
    }
}
