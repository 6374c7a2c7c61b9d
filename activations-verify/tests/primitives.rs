//! The functions of `Real` as the batched `f64` code computes them, against numbers of 106 bits.
//!
//! `f32` is measured beside the code itself, in `activations-core/src/math/tests`, where every input is
//! within reach. In `f64` a sample has to do: every binade of every sign, and the range where the
//! functions bend.

use activations_core::__private::Level;
use activations_core::{Activation, Real, derive_activation};
use activations_verify::Number;
use activations_verify::inputs::Random;
use activations_verify::interpretations::{DoubleDouble, Precise};

/// Arguments that are interesting for nearly every function.
const SPECIAL: [f64; 12] = [
    0.0,
    1.0,
    0.5,
    1.5,
    2.0,
    0.75,
    1e-8,
    1e-160,
    5e-324,
    2.2250738585072014e-308,
    20.0,
    36.7368,
];

/// Below this the wide numbers lose their second half.
const RESOLVED: f64 = 1e-285;

/// Arguments in (low, high): each binade, and −40 to 40 more densely.
fn arguments(low: f64, high: f64) -> Vec<f64> {
    let mut random = Random::new(7, "primitives", 0);
    let binades = (0..2046).flat_map(|exponent| [(exponent, 0_u64), (exponent, 1)]);
    let mut all: Vec<f64> = Vec::new();
    for (exponent, sign) in binades {
        for _ in 0..2 {
            let mantissa = random.bits() >> 12;
            all.push(f64::from_bits(sign << 63 | exponent << 52 | mantissa));
        }
    }
    for spread in [1.0, 8.0, 40.0, 750.0] {
        all.extend((0..4000).map(|_| random.within(-spread, spread)));
    }
    all.extend(SPECIAL.iter().flat_map(|x| [*x, -x]));
    all.retain(|x| low < *x && *x < high);
    all
}

/// How far a result is from the exact value, in units in the last place of that.
fn off(result: f64, exact: DoubleDouble) -> f64 {
    ((result - exact.hi()) - exact.lo()).abs() / f64::ulp(exact.hi())
}

macro_rules! primitives {
    ($($name:ident($x:ident) $low:expr, $high:expr $(, $domain:ident = $condition:expr)?;)*) => {$(
        mod $name {
            use super::*;

            #[derive_activation($($domain = $condition)?)]
            fn wrapped<R: Real>($x: R) -> R {
                $x.$name()
            }

            #[test]
            fn is_within_two_units() {
                let x = arguments($low, $high);
                let mut y = vec![0.0; x.len()];
                for level in Level::all() {
                    level.during(|| Wrapped.forward_slice(&x, &mut y)).expect("one length");
                    let worst = worst(
                        &x,
                        &y,
                        |x| Real::$name(x),
                        |x| Precise::scope(|| Real::$name(Precise::from(x)).to_f64()),
                    );
                    println!("{:12} {level:?} {:.3} ulp at {:e}", stringify!($name), worst.0, worst.1);
                    assert!(worst.0 <= 2.0, "{level:?}: {worst:?}");
                }
            }
        }
    )*};
}

/// The greatest error and where it is. What 106 bits do not resolve is compared with the nearest double.
fn worst(
    x: &[f64],
    y: &[f64],
    exact: impl Fn(DoubleDouble) -> DoubleDouble,
    nearest: impl Fn(f64) -> f64,
) -> (f64, f64) {
    let (mut worst, mut measured) = ((0.0, 0.0), 0);
    for (&x, &y) in x.iter().zip(y) {
        let exact = exact(DoubleDouble::from(x));
        if exact.hi().is_infinite() {
            assert_eq!(y, exact.hi(), "at {x:e}");
        } else if exact.hi().abs() < RESOLVED {
            let nearest = nearest(x);
            let off = (y - nearest).abs() / f64::ulp(nearest);
            assert!(off <= 1.0, "at {x:e}: expected {nearest:e}, found {y:e}");
        } else {
            measured += 1;
            let off = off(y, exact);
            if off > worst.0 || off.is_nan() {
                worst = (off, x);
            }
        }
    }
    assert!(measured > 1000, "expected many arguments, found {measured}");
    worst
}

const ALL: f64 = f64::INFINITY;

primitives! {
    exp(x) -ALL, ALL;
    exp_m1(x) -ALL, ALL;
    ln(x) 0.0, ALL, domain = x > 0.0;
    ln_1p(x) -1.0, ALL, domain = x > -1.0;
    sigmoid(x) -ALL, ALL;
    softplus(x) -ALL, ALL;
    log_sigmoid(x) -ALL, ALL;
    tanh(x) -ALL, ALL;
    erf(x) -ALL, ALL;
    erfc(x) -ALL, ALL;
    normal_cdf(x) -ALL, ALL;
    normal_pdf(x) -ALL, ALL;
    gaussian(x) -ALL, ALL;
    // Beyond, the wide numbers do not resolve them.
    sin(x) -1e9, 1e9;
    cos(x) -1e9, 1e9;
    atan(x) -ALL, ALL;
    sinh(x) -ALL, ALL;
    cosh(x) -ALL, ALL;
    asinh(x) -ALL, ALL;
}

/// The measure finds an error of one unit, and none where there is none.
#[test]
fn the_measure_measures() {
    let third = DoubleDouble::from(1.0) / DoubleDouble::from(3.0);
    assert!(off(1.0 / 3.0, third) <= 0.5);
    let up = off((1.0_f64 / 3.0).next_up(), third);
    let down = off((1.0_f64 / 3.0).next_down(), third);
    assert!((up + down - 2.0).abs() < 1e-9, "{up} and {down}");
    assert_eq!(off(1.0_f64.next_up(), DoubleDouble::from(1.0)), 1.0);
}
