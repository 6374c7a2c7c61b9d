//! The functions of [`crate::Function`] that std lacks, in plain `f64`, to about 1e-15.
//!
//! These serve tests and messages. They share no code with the kernels of the core crate, nor with
//! the enclosures of the refutation.

use core::f64::consts::{FRAC_1_SQRT_2, FRAC_2_SQRT_PI};

/// e^(−x²), the rounding error of x² carried along.
pub(crate) fn gaussian(x: f64) -> f64 {
    let square = x * x;
    if square > 800.0 {
        return 0.0;
    }
    let error = x.mul_add(x, -square);
    (-square).exp() * (1.0 - error)
}

/// σ(x) = 1/(1 + e⁻ˣ), by the branch that does not overflow.
pub(crate) fn sigmoid(x: f64) -> f64 {
    if x < 0.0 {
        let e = x.exp();
        e / (1.0 + e)
    } else {
        1.0 / (1.0 + (-x).exp())
    }
}

/// ln(1 + eˣ)
pub(crate) fn softplus(x: f64) -> f64 {
    if x.is_nan() {
        x
    } else {
        x.max(0.0) + (-x.abs()).exp().ln_1p()
    }
}

/// erf x
pub(crate) fn erf(x: f64) -> f64 {
    if x.abs() < 1.5 {
        small_erf(x)
    } else {
        (1.0 - large_erfc(x.abs())).copysign(x)
    }
}

/// erfc x, with full relative accuracy in the right tail.
pub(crate) fn erfc(x: f64) -> f64 {
    if x.is_nan() {
        x
    } else if x < -1.5 {
        2.0 - large_erfc(-x)
    } else if x < 1.0 {
        1.0 - small_erf(x)
    } else {
        large_erfc(x)
    }
}

/// Φ(x) = erfc(−x/√2)/2
pub(crate) fn normal_cdf(x: f64) -> f64 {
    // The tail amplifies the rounding of x/√2 by x²; it is made good to first order.
    let u = -x * FRAC_1_SQRT_2;
    let half = 0.5 * erfc(u);
    if !(1.0..40.0).contains(&u) {
        return half;
    }
    // u² should be x²/2: u = √(x²/2)·(1 + δ) with δ = (u² − x²/2)/x².
    let square = x * x;
    let residue = u.mul_add(u, -0.5 * square) - 0.5 * x.mul_add(x, -square);
    half + 0.5 * FRAC_2_SQRT_PI * gaussian(u) * (residue / square) * u
}

/// φ(x) = e^(−x²/2)/√(2π)
pub(crate) fn normal_pdf(x: f64) -> f64 {
    let square = x * x;
    if square > 1600.0 {
        return 0.0;
    }
    let error = x.mul_add(x, -square);
    let frac_1_sqrt_2pi = 0.5 * FRAC_2_SQRT_PI * FRAC_1_SQRT_2;
    (-0.5 * square).exp() * (1.0 - 0.5 * error) * frac_1_sqrt_2pi
}

/// erf by 2/√π·e^(−x²)·Σ 2ⁿx²ⁿ⁺¹/(2n+1)!!, whose terms have one sign.
fn small_erf(x: f64) -> f64 {
    let square = x * x;
    let (mut term, mut sum) = (x, x);
    for n in 1..60 {
        term *= 2.0 * square / f64::from(2 * n + 1);
        sum += term;
    }
    FRAC_2_SQRT_PI * gaussian(x) * sum
}

/// erfc for x ≥ 1 by the continued fraction e^(−x²)/√π / (x + ½/(x + 1/(x + 3⁄2/(x + …)))).
fn large_erfc(x: f64) -> f64 {
    // n levels leave about e^(−2x√(2n)): 1e-17 takes n ≈ 200/x².
    let levels = (20.0 + 250.0 / (x * x)) as u32;
    let fraction = (1..=levels)
        .rev()
        .fold(x, |tail, n| x + 0.5 * f64::from(n) / tail);
    0.5 * FRAC_2_SQRT_PI * gaussian(x) / fraction
}

#[cfg(test)]
mod tests {
    use super::{erf, erfc, gaussian, normal_cdf, normal_pdf, sigmoid, softplus};

    #[track_caller]
    fn near(value: f64, exact: f64) {
        assert!(
            ((value - exact) / exact).abs() < 2e-15,
            "expected {exact:e}, found {value:e}"
        );
    }

    #[test]
    fn values_agree_with_published_digits() {
        near(erf(0.5), 0.520_499_877_813_046_537_7);
        near(erf(1.0), 0.842_700_792_949_714_869_3);
        near(erf(-2.0), -0.995_322_265_018_952_734_2);
        near(erfc(0.5), 0.479_500_122_186_953_462_3);
        near(erfc(1.0), 0.157_299_207_050_285_130_7);
        near(erfc(1.25), 7.709_987_174_354_178e-2);
        near(erfc(2.0), 4.677_734_981_047_265_8e-3);
        near(erfc(5.0), 1.537_459_794_428_034_9e-12);
        near(erfc(10.0), 2.088_487_583_762_545e-45);
        near(erfc(-1.0), 1.842_700_792_949_714_9);
        near(normal_cdf(-1.0), 0.158_655_253_931_457_05);
        near(normal_cdf(-5.0), 2.866_515_718_791_939e-7);
        near(normal_cdf(-10.0), 7.619_853_024_160_527e-24);
        near(normal_cdf(1.0), 0.841_344_746_068_542_9);
        near(normal_pdf(0.0), 0.398_942_280_401_432_7);
        near(normal_pdf(10.0), 7.694_598_626_706_419_6e-23);
        near(gaussian(3.0), 1.234_098_040_866_795_5e-4);
        near(sigmoid(-40.0), 4.248_354_255_291_589e-18);
        near(softplus(1.0), 1.313_261_687_518_222_8);
    }

    #[test]
    fn tails_and_non_numbers() {
        assert_eq!(erf(f64::INFINITY), 1.0);
        assert_eq!(erfc(f64::INFINITY), 0.0);
        assert_eq!(erfc(f64::NEG_INFINITY), 2.0);
        assert_eq!(erf(0.0), 0.0);
        assert_eq!(normal_cdf(f64::NEG_INFINITY), 0.0);
        assert_eq!(normal_cdf(f64::INFINITY), 1.0);
        assert_eq!(normal_pdf(f64::INFINITY), 0.0);
        assert_eq!(gaussian(1e300), 0.0);
        assert_eq!(softplus(-800.0), 0.0);
        assert_eq!(softplus(f64::INFINITY), f64::INFINITY);
        for f in [
            erf, erfc, gaussian, normal_cdf, normal_pdf, sigmoid, softplus,
        ] {
            assert!(f(f64::NAN).is_nan());
        }
    }
}
