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

/// How often the argument is halved before the series.
const HALVINGS: i32 = 6;

/// Terms of the series: |r| ≤ ½ ln 2 · 2⁻⁶ < 0.0055, and 0.0055¹²/13! < 2⁻¹¹⁴.
const TERMS: usize = 12;

/// e^r − 1 for |r| ≤ ½ ln 2, with a relative error below 2⁻¹⁰².
///
/// The doubling e^{2r} − 1 = E·(2 + E) keeps the error relative: an error of E is doubled and so is E.
fn reduced_exp_m1(r: DoubleDouble) -> DoubleDouble {
    let small = r.scaled(-HALVINGS);
    let mut tail = INVERSE_FACTORIALS[TERMS];
    for n in (1..TERMS).rev() {
        tail = INVERSE_FACTORIALS[n] + small * tail;
    }
    let mut e = small * tail;
    for _ in 0..HALVINGS {
        e = e * e.plus(2.0);
    }
    e
}

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
        (reduced_exp_m1(r) + ONE).scaled(k)
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
