//! Slopes from values against slopes known in closed form: the error estimate must cover the error, and
//! must be small enough to be worth having.

use activations_core::Real;
use activations_verify::differences::{Side, central, noise, one_sided};
use activations_verify::inputs::Random;
use activations_verify::interpretations::{Double, Pair, Precise, Precision, Running};

/// A function and its slope, both in `Real`, over a range.
macro_rules! cases {
    ($($name:ident: $lo:literal $hi:literal |$x:ident| $f:expr => $slope:expr;)*) => {
        const NAMES: &[(&str, f64, f64)] = &[$((stringify!($name), $lo, $hi)),*];

        fn value<R: Real>(name: &str, x: R) -> R {
            match name { $(stringify!($name) => { let $x = x; $f })* _ => unreachable!() }
        }

        fn slope<R: Real>(name: &str, x: R) -> R {
            match name { $(stringify!($name) => { let $x = x; $slope })* _ => unreachable!() }
        }
    };
}

fn number<R: Real>(x: f64) -> R {
    R::from_f64(x)
}

cases! {
    exp: -20.0 20.0 |x| x.exp() => x.exp();
    sine: -20.0 20.0 |x| x.sin() => x.cos();
    fast_sine: -2.0 2.0 |x| (x * number(64.0)).sin() => (x * number(64.0)).cos() * number(64.0);
    tangent: -9.0 9.0 |x| x.tanh() => x.cosh().powi(-2);
    steep: -1.0 1.0 |x| (x * number(256.0)).sigmoid()
        => number::<R>(256.0) * (x * number(256.0)).sigmoid() * (x * number(-256.0)).sigmoid();
    silu: -30.0 30.0 |x| x * x.sigmoid() => x.sigmoid() * (number::<R>(1.0) + x * (-x).sigmoid());
    gelu: -9.0 9.0 |x| x * x.normal_cdf() => x.normal_cdf() + x * x.normal_pdf();
    cube: -1e3 1e3 |x| x.powi(3) => number::<R>(3.0) * x * x;
    logarithm: 1e-3 1e3 |x| x.ln() => x.recip();
}

fn estimates_are_covered<P: Precision>(
    name: &str,
    close: f64,
    to_precise: impl Fn(P::Value) -> Precise,
) {
    let mut random = Random::new(7, name, 0);
    for &(function, lo, hi) in NAMES {
        let mut worst = 0.0f64;
        for _ in 0..40 {
            let x = random.within(lo, hi);
            let reach = (0.1 * x.abs().max(1.0))
                .min(x - lo.min(x - 1.0))
                .min(if lo > 0.0 { x * 0.5 } else { 1e9 });
            let estimate = central::<P>(|x| value(function, x), x, reach);
            Precise::scope(|| {
                let exact = slope(function, Precise::from(x));
                let off = (to_precise(estimate.value) - exact).to_f64().abs();
                assert!(
                    off <= estimate.error,
                    "{function} at {x}: off by {off:e}, estimate {estimate:?}"
                );
                let scale = exact
                    .to_f64()
                    .abs()
                    .max(value(function, x).abs() / x.abs().max(1.0));
                worst = worst.max(estimate.error / scale);
            });
        }
        assert!(
            worst < close,
            "{function}: relative error estimate {worst:e}"
        );
    }
}

#[test]
fn double_estimates_cover_their_errors() {
    estimates_are_covered::<Double>("double", 1e-9, Precise::from);
}

#[test]
fn pair_estimates_cover_their_errors() {
    estimates_are_covered::<Pair>("pair", 1e-22, |x| {
        Precise::from(x.hi()) + Precise::from(x.lo())
    });
}

#[test]
fn one_sided_limits_of_a_kink_and_a_jump() {
    // x² + 2x + 3 on the right of 1, −x on the left.
    fn f<P: Precision>(x: Running<P>) -> Running<P> {
        let right = x * x + number::<Running<P>>(2.0) * x + number(3.0);
        Running::select(x.gt(number(1.0)), right, -x)
    }
    let left = one_sided::<Pair>(f, 1.0, Side::Left, 0.5);
    let right = one_sided::<Pair>(f, 1.0, Side::Right, 0.5);
    for (estimate, expected) in [
        (left.value, -1.0),
        (left.slope, -1.0),
        (right.value, 6.0),
        (right.slope, 4.0),
    ] {
        assert!(
            (estimate.value.hi() - expected).abs() <= estimate.error,
            "{estimate:?}, expected {expected}"
        );
        assert!(estimate.error < 1e-20, "{estimate:?}");
    }
    let double = one_sided::<Double>(f, 1.0, Side::Right, 0.5);
    assert!(
        (double.slope.value - 4.0).abs() <= double.slope.error && double.slope.error < 1e-9,
        "{double:?}"
    );
}

/// Across a kink nothing converges, and the estimate says so.
#[test]
fn a_kink_within_reach_is_not_overlooked() {
    let estimate = central::<Pair>(|x| x.abs(), 0.1, 0.5);
    assert!(
        (estimate.value.hi() - 1.0).abs() <= estimate.error,
        "{estimate:?}"
    );
    let on_it = central::<Pair>(|x| x.max(number(0.0)), 0.0, 0.5);
    // The central difference of a ramp at its foot is ½ at every step: no estimate can tell.
    assert_eq!(on_it.value.hi(), 0.5);
}

#[test]
fn noise_is_found() {
    assert!(noise(|x| x.tanh(), 0.7) < 1e-14);
    // Computed in f32 inside.
    let found = noise(|x| f64::from(x.tanh() as f32), 0.7);
    assert!(
        found > 2f64.powi(-26) && found < 2f64.powi(-18),
        "{found:e}"
    );
}
