//! erf, erfc, the normal distribution, and e^{−x²} with the square carried exactly.
//!
//! erfc comes from the integral erfc z = (z e^{−z²}/π) ∫ e^{−t²}/(t² + z²) dt over the real line, by the
//! trapezoidal rule with step h. The integrand is analytic but for poles at ±iz, so the rule is off by
//! about e^{−(π/h)²} and by the pole's residue, 2/(e^{2πz/h} − 1), which is known and taken away
//! (Hunter and Regan, 1972). With h = 11/32 the first is e^{−83.5} < 2⁻¹²⁰.

use std::f64::consts::{FRAC_1_SQRT_2, PI};
use std::sync::LazyLock;

use super::arithmetic::two_product;
use super::{DoubleDouble, ONE};

const STEP: f64 = 11.0 / 32.0;

/// e^{−(nh)²} for n = 1 … 26; the next is e^{−86}.
static NODES: LazyLock<[DoubleDouble; 26]> = LazyLock::new(|| {
    std::array::from_fn(|n| {
        let t = (n + 1) as f64 * STEP;
        DoubleDouble::from(-t * t).exponential()
    })
});

/// (−1)ⁿ/(n!·(2n + 1)); ½⁵²/(26!·53) < 2⁻¹⁴⁵.
static SERIES: LazyLock<[DoubleDouble; 26]> = LazyLock::new(|| {
    let mut factorial = ONE;
    std::array::from_fn(|n| {
        factorial = factorial.times(n.max(1) as f64);
        let term = ONE / factorial.times((2 * n + 1) as f64);
        if n % 2 == 0 { term } else { -term }
    })
});

const PI_PAIR: DoubleDouble = DoubleDouble {
    hi: PI,
    lo: 1.2246467991473532e-16,
};
const FRAC_1_SQRT_2_PAIR: DoubleDouble = DoubleDouble {
    hi: FRAC_1_SQRT_2,
    lo: -4.833646656726457e-17,
};
const FRAC_2_SQRT_PI: DoubleDouble = DoubleDouble {
    hi: std::f64::consts::FRAC_2_SQRT_PI,
    lo: 1.533545961316588e-17,
};
const FRAC_1_SQRT_TAU: DoubleDouble = DoubleDouble {
    hi: 0.398_942_280_401_432_7,
    lo: -2.49232720227773e-17,
};

/// e^{−s·x²} for s = 1 or ½, with x² carried to 160 bits.
///
/// The relative error of e^{−v} is the absolute error of v, so for x = 27 a square rounded to 106 bits
/// would lose nine of them.
fn gaussian_of(x: DoubleDouble, halvings: i32) -> DoubleDouble {
    if x.hi.is_nan() || x.hi.abs() > 1e3 {
        return DoubleDouble::from((-x.hi * x.hi).exp());
    }
    let (square, rest) = two_product(x.hi, x.hi);
    let (cross, cross_low) = two_product(2.0 * x.hi, x.lo);
    let small = DoubleDouble::from(rest)
        .plus(cross)
        .plus(x.lo * x.lo + cross_low);
    let large = DoubleDouble::from(-square).scaled(-halvings).exponential();
    large * (-small).scaled(-halvings).exponential()
}

/// erfc z for z ≥ ½, where `decay` is e^{−z²}.
fn complement(z: DoubleDouble, decay: DoubleDouble) -> DoubleDouble {
    if decay.hi == 0.0 {
        return decay;
    }
    let square = z * z;
    let mut sum = ONE / square.scaled(1);
    for (n, node) in NODES.iter().enumerate() {
        let t = (n + 1) as f64 * STEP;
        sum = sum + *node / square.plus(t * t);
    }
    let integral = z * decay * sum.times(2.0 * STEP) / PI_PAIR;
    // The pole lies inside the strip only for z < π/h; there its share is more than 2⁻¹²⁰ of the whole.
    if z.hi < PI / STEP {
        let residue = ((z * PI_PAIR).scaled(1) / DoubleDouble::from(STEP)).exponential_m1();
        integral - DoubleDouble::from(2.0) / residue
    } else {
        integral
    }
}

/// erf x for |x| ≤ ½.
fn small_erf(x: DoubleDouble) -> DoubleDouble {
    let square = x * x;
    let mut tail = SERIES[25];
    for n in (0..25).rev() {
        tail = SERIES[n] + square * tail;
    }
    FRAC_2_SQRT_PI * x * tail
}

/// erfc z given e^{−z²}, for every z.
fn complement_everywhere(z: DoubleDouble, decay: DoubleDouble) -> DoubleDouble {
    if z.hi.is_nan() {
        z
    } else if z.hi.abs() < 0.5 {
        ONE - small_erf(z)
    } else if z.hi > 0.0 {
        complement(z, decay)
    } else {
        DoubleDouble::from(2.0) - complement(-z, decay)
    }
}

impl DoubleDouble {
    /// e^{−x²}.
    pub(super) fn gauss(self) -> Self {
        gaussian_of(self, 0)
    }

    /// (2/√π) ∫₀^x e^{−t²} dt.
    pub(super) fn error_function(self) -> Self {
        if self.hi.is_nan() {
            return self;
        }
        if self.hi.abs() < 0.5 {
            return small_erf(self);
        }
        let x = self.magnitude();
        (ONE - complement(x, x.gauss())).with_sign(self)
    }

    /// 1 − erf x.
    pub(super) fn complementary_error_function(self) -> Self {
        complement_everywhere(self, self.gauss())
    }

    /// The standard normal density e^{−x²/2}/√(2π).
    pub(super) fn normal_density(self) -> Self {
        FRAC_1_SQRT_TAU * gaussian_of(self, 1)
    }

    /// The standard normal distribution function ½·erfc(−x/√2).
    pub(super) fn normal_distribution(self) -> Self {
        complement_everywhere(-self * FRAC_1_SQRT_2_PAIR, gaussian_of(self, 1)).scaled(-1)
    }
}
