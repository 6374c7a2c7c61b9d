//! e^(a − b), whose exponent is more than one number.

use super::oracle;
use super::sweep::Report;
use crate::Real;
use crate::math::{exp, exp_difference};

/// Differences of either sign, most of which no `f32` holds.
fn pairs() -> impl Iterator<Item = (f32, f32)> {
    let greatest = (0..60).map(|i| -150.0 + 5.31 * i as f32);
    greatest.flat_map(|b| (0..3000).map(move |i| (b + 85.0 - 0.0619 * i as f32, b)))
}

fn report(of: impl Fn(f32, f32) -> f32) -> Report {
    let mut report = Report::default();
    for (a, b) in pairs() {
        report.compare(a, of(a, b), oracle::exp(f64::from(a) - f64::from(b)));
    }
    report
}

/// One number at a time takes the same steps as lanes do.
#[test]
fn nothing_of_the_difference_is_lost() {
    let (found, rounded) = (report(exp_difference), report(|a: f32, b: f32| exp(a - b)));
    println!("{found}\nby the rounded difference: {rounded}");
    assert_eq!(found.wrong, 0, "{found}");
    assert!(found.worst <= 1.1, "{found}");
    assert!(rounded.worst > 20.0, "{rounded}");
}

#[test]
fn special_differences() {
    let (infinity, nan, max) = (f32::INFINITY, f32::NAN, f32::MAX);
    for (a, b, expected) in [
        (3.7, 3.7, 1.0),
        (0.0, -0.0, 1.0),
        (1e-45, 0.0, 1.0),
        (-infinity, 5.0, 0.0),
        (-infinity, -max, 0.0),
        (-max, max, 0.0),
        (-1e30, 0.1, 0.0),
        (-104.0, 0.0, 0.0),
        (infinity, 5.0, infinity),
        (max, -max, infinity),
        (5.0, infinity, 0.0),
        (infinity, infinity, nan),
        (-infinity, -infinity, nan),
        (nan, 0.0, nan),
        (0.0, nan, nan),
    ] {
        let found = exp_difference(a, b);
        assert!(
            found == expected || found.is_nan() && expected.is_nan(),
            "e^({a:e} - {b:e}): expected {expected:e}, found {found:e}"
        );
        let wide = exp_difference(f64::from(a), f64::from(b));
        let expected = Real::exp(f64::from(a) - f64::from(b));
        assert!(wide == expected || wide.is_nan() && expected.is_nan());
    }
}
