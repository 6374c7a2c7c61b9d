//! How many units in the last place the functions are off, and what they return at special arguments.

mod differences;
mod known;
mod oracle;
mod products;
mod sweep;

use crate::kernels::dispatch::Level;
use crate::kernels::lanes::Lanes;
use sweep::{Function, patterns, sweep};

/// The sets of instructions to test, and whether they multiply and add in one step.
fn levels() -> Vec<(Level, bool)> {
    let mut levels = vec![(Level::Portable, <f32 as Lanes>::FUSED)];
    #[cfg(target_arch = "x86_64")]
    levels.extend([(Level::Sse2, false), (Level::Avx2, true)]);
    let wanted = std::env::var("LEVEL").ok();
    let wanted = |level: &Level| {
        wanted
            .as_ref()
            .is_none_or(|name| format!("{level:?}") == *name)
    };
    levels.retain(|(level, _)| level.present() && wanted(level));
    levels
}

/// A test for each function: the most that it may be off with FMA and without.
///
/// `STRIDE=1 LEVEL=Avx2 cargo test --release -p activations-core --lib math -- --nocapture` looks at every
/// input, with one set of instructions.
macro_rules! functions {
    ($($name:ident: $fused:literal, $split:literal;)*) => {$(
        mod $name {
            use super::*;

            struct ThisOne;

            impl Function for ThisOne {
                #[inline(always)]
                fn lanes<L: Lanes<Scalar: crate::math::Float>>(x: L) -> L {
                    crate::math::$name(x)
                }
                fn oracle(x: f64) -> f64 {
                    oracle::$name(x)
                }
            }

            #[test]
            fn is_accurate() {
                for (level, fused) in levels() {
                    let report = sweep::<ThisOne>(level, patterns(1009));
                    println!("{:12} {level:?}: {report}", stringify!($name));
                    assert_eq!(report.wrong, 0, "{level:?}: {report}");
                    let budget = if fused { $fused } else { $split };
                    assert!(report.worst <= budget, "{level:?}: {report}");
                }
            }

            /// One number at a time and four at a time are the same arithmetic.
            #[test]
            fn is_one_function() {
                let digests: Vec<_> = levels()
                    .into_iter()
                    .filter(|(_, fused)| !fused)
                    .map(|(level, _)| sweep::digest::<ThisOne>(level, patterns(20_011)))
                    .collect();
                assert!(digests.windows(2).all(|pair| pair[0] == pair[1]));
            }
        }
    )*};
}

functions! {
    exp: 1.0, 1.2;
    exp_m1: 1.0, 1.0;
    ln: 1.0, 1.0;
    ln_1p: 1.0, 1.0;
    sigmoid: 1.0, 1.1;
    sigmoid_slope: 1.0, 1.1;
    softplus: 1.0, 1.1;
    log_sigmoid: 1.0, 1.1;
    tanh: 1.0, 1.1;
    minus_tanh: 1.5, 2.0;
    erf: 1.02, 1.2;
    // All inputs: 1.0682 and 1.0242 (erf 1.0184); what is left is rounding inside of the fraction.
    erfc: 1.07, 1.1;
    normal_cdf: 1.03, 1.1;
    normal_pdf: 1.0, 1.0;
    gaussian: 1.0, 1.2;
    sin: 1.0, 1.0;
    cos: 1.0, 1.0;
    tan: 1.0, 1.0;
    atan: 1.0, 1.0;
    sinh: 1.0, 1.0;
    cosh: 1.0, 1.0;
    asinh: 1.0, 1.0;
}

#[test]
fn the_measure_measures() {
    let mut report = sweep::Report::default();
    report.compare(1.0, 1.0, 1.0);
    report.compare(-0.0, -0.0, -0.0);
    report.compare(f32::NAN, f32::NAN, f64::NAN);
    report.compare(9.0, f32::INFINITY, 1e39);
    assert_eq!((report.worst, report.wrong, report.misrounded), (0.0, 0, 0));
    report.compare(2.0, 1.0_f32.next_up(), 1.0);
    assert_eq!((report.worst, report.at, report.misrounded), (1.0, 2.0, 1));
    report.compare(3.0, 1.0_f32.next_down(), 1.0);
    assert_eq!(
        report.worst, 1.0,
        "below a power of two the steps are halved"
    );
    let subnormal = f64::from(f32::from_bits(5));
    report.compare(4.0, f32::from_bits(8), subnormal);
    assert_eq!((report.worst, report.at), (3.0, 4.0));
    for (y, exact) in [
        (f32::NAN, 1.0),
        (f32::INFINITY, 1.0),
        (1.0, f64::NAN),
        (0.0, -0.0),
        (-1.0, 1.0),
        (f32::MAX, 1e39),
    ] {
        let wrong = report.wrong;
        report.compare(5.0, y, exact);
        assert_eq!(report.wrong, wrong + 1, "{y} for {exact}");
    }
}
