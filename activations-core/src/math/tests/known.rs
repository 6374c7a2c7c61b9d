//! Values that are known exactly, or to more digits than a double holds (mpmath, 2000 bits).

use crate::Real;
use crate::math;

/// Exact values at which nothing may be rounded away.
#[test]
fn exact_values() {
    fn of<R: Real + PartialEq + std::fmt::Debug>() {
        let number = R::from_f64;
        let (zero, half, one) = (number(0.0), number(0.5), number(1.0));
        assert_eq!(zero.exp(), one);
        assert_eq!(one.ln(), zero);
        assert_eq!(zero.sigmoid(), half);
        assert_eq!(zero.normal_cdf(), half);
        assert_eq!(zero.erfc(), one);
        assert_eq!(zero.gaussian(), one);
        assert_eq!(zero.cosh(), one);
        assert_eq!(zero.cos(), one);
        assert_eq!(number(40.0).tanh(), one);
        assert_eq!(number(-40.0).erf(), -one);
        assert_eq!(number(-50.0).exp_m1(), -one);
        assert_eq!(number(3.0).powi(4), number(81.0));
        assert_eq!(number(2.0).powi(-3), number(0.125));
        assert_eq!(number(-2.0).powi(31), number(-2_147_483_648.0));
        assert_eq!(number(7.0).powi(0), one);
        assert_eq!(number(3.0).hypot(number(-4.0)), number(5.0));
        assert_eq!(number(-2.5).signum(), -one);
    }
    of::<f32>();
    of::<f64>();
}

#[test]
fn limits() {
    let infinity = f64::INFINITY;
    type Unary = fn(f64) -> f64;
    let cases: [(Unary, f64, f64); 18] = [
        (math::exp, 0.0, infinity),
        (math::exp_m1, -1.0, infinity),
        (math::sigmoid, 0.0, 1.0),
        (math::sigmoid_slope, 0.0, 0.0),
        (math::minus_tanh, f64::NEG_INFINITY, f64::INFINITY),
        (math::softplus, 0.0, infinity),
        (math::log_sigmoid, -infinity, 0.0),
        (math::tanh, -1.0, 1.0),
        (math::erf, -1.0, 1.0),
        (math::erfc, 2.0, 0.0),
        (math::normal_cdf, 0.0, 1.0),
        (math::normal_pdf, 0.0, 0.0),
        (math::gaussian, 0.0, 0.0),
        (
            math::atan,
            -std::f64::consts::FRAC_PI_2,
            std::f64::consts::FRAC_PI_2,
        ),
        (math::sinh, -infinity, infinity),
        (math::cosh, infinity, infinity),
        (math::asinh, -infinity, infinity),
        (|x| math::powi(x, 3), -infinity, infinity),
    ];
    for (i, (f, left, right)) in cases.into_iter().enumerate() {
        assert_eq!((f(-infinity), f(infinity)), (left, right), "function {i}");
        assert!(f(f64::NAN).is_nan(), "function {i}");
    }
    for f in [math::ln, math::ln_1p, math::sin, math::cos, math::tan] as [Unary; 5] {
        assert!(f(-infinity).is_nan() && f(f64::NAN).is_nan());
    }
    assert_eq!((math::ln(0.0), math::ln(-0.0)), (-infinity, -infinity));
    assert!(math::ln(-5e-324).is_nan() && math::ln_1p(-1.0_f64.next_up()).is_nan());
    assert_eq!(math::ln_1p(-1.0), -infinity);
    assert_eq!(
        (math::ln(infinity), math::ln_1p(infinity)),
        (infinity, infinity)
    );
}

/// Arguments whose remainder modulo π/2 takes hundreds of digits of π.
#[test]
fn great_angles() {
    let hardest = f64::from_bits(0x7506_ac5b_262c_a1ff);
    let cases = [
        (
            1e22,
            -0.852200849767188802,
            0.523214785395138946,
            -1.62877822560689888,
        ),
        (
            f64::MAX,
            0.00496195478918406179,
            -0.999987689426559937,
            -0.00496201587444489490,
        ),
        (
            -3.5e100,
            0.326041522289415899,
            0.945355449417413744,
            0.344887758874551119,
        ),
        (
            123_456_789.25,
            0.994035282475211899,
            -0.109058962008748677,
            -9.11465930141047127,
        ),
        // The double that is nearest to a multiple of π/2.
        (
            hardest,
            1.0,
            -4.68716592425462761e-19,
            -2.13348538575370384e18,
        ),
    ];
    for (x, sin, cos, tan) in cases {
        for (name, found, expected) in [
            ("sin", math::sin(x), sin),
            ("cos", math::cos(x), cos),
            ("tan", math::tan(x), tan),
        ] {
            let off: f64 = (found / expected - 1.0).abs() / f64::EPSILON;
            assert!(
                off < 2.5,
                "{name}({x:e}): expected {expected:e}, found {found:e}"
            );
        }
    }
}

/// Numbers and pairs of numbers far from 1.
#[test]
fn lengths_neither_overflow_nor_vanish() {
    assert_eq!(math::hypot(3e300, 4e300), 5e300);
    assert_eq!(math::hypot(3e-300, -4e-300), 5e-300);
    assert_eq!(math::hypot(0.0, -0.0), 0.0);
    assert_eq!(math::hypot(f64::INFINITY, 1.0), f64::INFINITY);
    assert_eq!(math::hypot(f64::INFINITY, -f64::INFINITY), f64::INFINITY);
    assert!(math::hypot(f64::INFINITY, f64::NAN).is_nan());
    assert!(math::hypot(f64::NAN, 0.0).is_nan());
}

#[test]
fn powers_that_are_not_products() {
    assert_eq!(math::powf(9.0, 0.5), 3.0);
    assert_eq!(math::powf(-8.0_f32, 3.0), -512.0);
    assert!(math::powf(-8.0_f64, 0.5).is_nan());
    assert_eq!(math::powi(1.5, 20), 3_325.256_730_079_651_f64);
}

/// The greater and the lesser, where they tie or there is none.
#[test]
fn extremes_of_two() {
    let (one, nan) = (1.0_f64, f64::NAN);
    assert!(Real::max(nan, one).is_nan() && Real::max(one, nan).is_nan());
    assert!(Real::min(nan, one).is_nan() && Real::min(one, nan).is_nan());
    assert!(
        Real::max(-0.0_f64, 0.0).is_sign_negative(),
        "at a tie the first"
    );
    assert!(
        Real::min(-0.0_f64, 0.0).is_sign_negative(),
        "at a tie the first"
    );
    assert!(
        Real::max(0.0_f64, -0.0).is_sign_positive(),
        "at a tie the first"
    );
    assert_eq!(f64::INFINITY.finite(), f64::MAX);
    assert!(nan.finite().is_nan());
}
