//! Values and slopes against 40 digits: mpmath 1.3 at 60 digits, the slope by a central difference of
//! step 1e-40 at 120 digits, printed with 20.

mod curves;
mod exponential;
mod hard;
mod rectifiers;
mod sigmoidal;
mod smooth;

use activations_core::ndarray::{Array1, array};
use activations_core::{Activation, AnyActivation, Element, LogSoftmax, Softmax};

/// The distance between the element below |x| and the one above it, at `x`; that of the subnormals at
/// the least.
fn ulp<T: Element>(x: f64) -> f64 {
    let (digits, least) = if size_of::<T>() == 4 {
        (23, -149)
    } else {
        (52, -1074)
    };
    let exponent = if x == 0.0 {
        least
    } else {
        x.abs().log2().floor() as i32 - digits
    };
    // In two steps: 2^least alone underflows on the way in `powi`.
    2.0_f64.powi(exponent.max(least) / 2)
        * 2.0_f64.powi(exponent.max(least) - exponent.max(least) / 2)
}

/// Every table entry in f64 and f32, through forward, vjp, jvp and pullback, within `ulps`.
fn check(activation: impl Activation + 'static, table: &[(f64, f64, f64)], ulps: f64) {
    // One type for all of them: the methods are compiled once.
    let activation = AnyActivation::new(activation);
    check_as::<f64>(&activation, table, ulps);
    check_as::<f32>(&activation, table, ulps);
}

fn check_as<T: Element>(activation: &AnyActivation, table: &[(f64, f64, f64)], ulps: f64) {
    let x: Array1<T> = table.iter().map(|row| T::narrow(row.0)).collect();
    let ones = x.mapv(|_| T::narrow(1.0));
    let near = |what: &str,
                found: &Array1<T>,
                expected: &dyn Fn(&(f64, f64, f64)) -> f64,
                ulps: f64| {
        for (found, row) in found.iter().zip(table) {
            let expected = expected(row);
            let error = (found.widen() - expected).abs() / ulp::<T>(expected);
            assert!(
                error <= ulps,
                "{activation:?} {what} at {}: expected {expected:e}, found {found}, off by {error} ulp",
                row.0
            );
        }
    };
    near("forward", &activation.forward(&x), &|row| row.1, ulps);
    // The slope has about twice as many steps as the value.
    let slope = activation.vjp(&x, &ones).unwrap();
    near("vjp", &slope, &|row| row.2, 2.0 * ulps);
    assert_eq!(activation.jvp(&x, &ones).unwrap(), slope);
    let (_, pullback) = activation.pullback(x.clone());
    let step = pullback.apply(&ones).unwrap();
    if activation.declaration().pullback.is_none() {
        assert_eq!(step, slope);
    } else {
        // Of y rounded, which here is never beyond ±1.
        let near = |step: &T, slope: &T| (step.widen() - slope.widen()).abs() <= ulp::<T>(1.0);
        assert!(step.iter().zip(&slope).all(|(a, b)| near(a, b)), "{step}");
    }
    // A cotangent of any size and sign is a factor.
    let dy = x.mapv(|_| T::narrow(-4.0));
    near(
        "vjp of -4",
        &activation.vjp(&x, &dy).unwrap(),
        &|row| -4.0 * row.2,
        2.0 * ulps,
    );
}

#[test]
fn softmax_and_its_logarithm() {
    // mpmath: e^x/Σe^x, its logarithm, and the products with the Jacobian for dy = (1, −2, 0.5).
    let x = array![1.0, -0.5, 2.25];
    let dy = array![1.0, -2.0, 0.5];
    // Sums that cancel are right to the last digits of their terms, not of what is left.
    let close = |found: Array1<f64>, expected: [f64; 3]| {
        let scale = expected.into_iter().map(f64::abs).fold(0.0, f64::max);
        for (f, e) in found.iter().zip(expected) {
            assert!(
                (f - e).abs() <= 8.0 * ulp::<f64>(scale),
                "expected {expected:?}, found {found}"
            );
        }
    };
    close(
        Softmax.forward(&x),
        [
            0.21215778154411105661,
            0.047338799772673090341,
            0.74050341868321585305,
        ],
    );
    close(
        Softmax.vjp(&x, &dy).unwrap(),
        [
            0.10868166548902413239,
            -0.1177662418922552371,
            0.0090845764032311047122,
        ],
    );
    close(
        Softmax.jvp(&x, &dy).unwrap(),
        [
            0.10868166548902413239,
            -0.1177662418922552371,
            0.0090845764032311047122,
        ],
    );
    close(
        LogSoftmax.forward(&x),
        [
            -1.5504250285621643069,
            -3.0504250285621643069,
            -0.30042502856216430685,
        ],
    );
    close(
        LogSoftmax.vjp(&x, &dy).unwrap(),
        [
            1.1060788907720555283,
            -1.9763306001136634548,
            0.87025170934160792652,
        ],
    );
    close(
        LogSoftmax.jvp(&x, &dy).unwrap(),
        [
            0.51226810865962719755,
            -2.4877318913403728025,
            0.012268108659627197547,
        ],
    );
}

/// Every entry to its own last digits: the logarithm of a probability next to 1, and probabilities whose
/// exponent no `f32` holds.
#[test]
fn softmax_far_apart() {
    fn check<T: Element>(x: [f64; 3], logarithms: [f64; 3], probabilities: [f64; 3]) {
        let x: Array1<T> = x.iter().map(|x| T::narrow(*x)).collect();
        for (found, expected) in [
            (AnyActivation::new(LogSoftmax).forward(&x), logarithms),
            (AnyActivation::new(Softmax).forward(&x), probabilities),
        ] {
            for (found, expected) in found.iter().zip(expected) {
                let error = (found.widen() - expected).abs() / ulp::<T>(expected);
                assert!(
                    error <= 2.0,
                    "{x}: expected {expected:e}, found {found}, off by {error} ulp"
                );
            }
        }
    }
    // mpmath
    let far = [
        -2.0611536245627349498e-9,
        -20.000000002061153625,
        -40.000000002061153625,
    ];
    let likely = [
        0.99999999793884637756,
        2.0611536181902035727e-9,
        4.2483542465350782326e-18,
    ];
    check::<f32>([0.0, -20.0, -40.0], far, likely);
    check::<f64>([0.0, -20.0, -40.0], far, likely);
    let x = [80.3_f32, 0.1, -7.7].map(f64::from);
    let logarithms = [
        -1.4782882870867526264e-35,
        -80.200003050267696381,
        -88.000002861022949219,
    ];
    let probabilities = [1.0, 1.477682828629445527e-35, 6.0545845730709945623e-39];
    check::<f32>(x, logarithms, probabilities);
    check::<f64>(x, logarithms, probabilities);
}
