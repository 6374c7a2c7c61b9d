//! Products with a function that may be subnormal or 0 where the product is not.

use super::oracle;
use super::sweep::Report;
use crate::Real;
use crate::math::{times_exp, times_normal_cdf, times_normal_pdf, times_sigmoid, times_tanh_cdf};

type Product = (&'static str, fn(f32, f32) -> f32, fn(f64) -> f64);

const PRODUCTS: [Product; 5] = [
    ("exp", times_exp, oracle::exp),
    ("sigmoid", times_sigmoid, oracle::sigmoid),
    ("normal_cdf", times_normal_cdf, oracle::normal_cdf),
    ("normal_pdf", times_normal_pdf, oracle::normal_pdf),
    ("tanh_cdf", times_tanh_cdf, oracle::tanh_cdf),
];

/// Factors of either sign, up to the greatest that are taken apart. Smaller ones make subnormal products
/// of functions that are not. Without FMA a product that is subnormal is rounded twice.
fn factors() -> impl Iterator<Item = f32> {
    let magnitudes = (0..16).map(|i| 1.37_f32 * 2_f32.powi(8 * i - 60));
    magnitudes.flat_map(|a| [a, -a])
}

/// Arguments of the functions: dense where they sink into the subnormals.
fn arguments() -> impl Iterator<Item = f32> {
    let tails = (0..2000).map(|i| -160.0 + 0.0811 * i as f32);
    let near = (0..2000).map(|i| -18.0 + 0.01807 * i as f32);
    tails.chain(near).chain([-1e30, -1e10, 1e-30, 0.0])
}

/// One number at a time takes the same steps as lanes do.
#[test]
fn products_are_rounded_once() {
    for (name, product, function) in PRODUCTS {
        let mut report = Report::default();
        for x in arguments() {
            for a in factors().chain([x]).filter(|a| a.abs() < 1.8e19) {
                let exact = f64::from(a) * function(f64::from(x));
                // A product that is too small for f64 is one for f32.
                report.compare(x, product(a, x), exact);
            }
        }
        println!("{name}: {report}");
        assert_eq!(report.wrong, 0, "{name}: {report}");
        assert!(report.worst <= 1.6, "{name}: {report}");
    }
}

/// Beyond, and at what is no number, the product is the plain one.
#[test]
fn great_factors_stand_by_themselves() {
    for (name, product, function) in PRODUCTS {
        for a in [1e20_f32, -f32::MAX, f32::INFINITY, f32::NAN, 0.0, -0.0] {
            for x in [
                1.5_f32,
                -1.5,
                80.0,
                -3e38,
                f32::INFINITY,
                f32::NEG_INFINITY,
                f32::NAN,
            ] {
                let plain = f64::from(a) * function(f64::from(x));
                let factor_is_gone = function(f64::from(x)) == 0.0
                    && (x.is_infinite() || name == "tanh_cdf" && x < 0.0);
                if factor_is_gone && !a.is_nan() {
                    assert_eq!(product(a, x), 0.0, "an overflow that does not count");
                    continue;
                }
                let (plain, found) = (plain as f32, product(a, x));
                let alike = plain == found && plain.is_sign_negative() == found.is_sign_negative()
                    || plain.is_nan() && found.is_nan()
                    || (f64::from(found) / f64::from(plain) - 1.0).abs() < 4e-7;
                assert!(
                    alike,
                    "{a:e} times {name}({x:e}): expected {plain:e}, found {found:e}"
                );
            }
        }
    }
}

/// The default of the trait means the same.
#[test]
fn the_meaning_is_the_product() {
    for (a, x) in [(3.0_f64, -2.0_f64), (-0.25, 1.5)] {
        let near = |found: f64, plain: f64| assert!((found / plain - 1.0).abs() < 1e-15);
        near(a.times_exp(x), a * Real::exp(x));
        near(a.times_sigmoid(x), a * x.sigmoid());
        near(a.times_normal_cdf(x), a * x.normal_cdf());
        near(a.times_normal_pdf(x), a * x.normal_pdf());
        near(a.times_tanh_cdf(x), a * oracle::tanh_cdf(x));
    }
}
