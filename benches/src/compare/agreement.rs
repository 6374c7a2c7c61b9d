//! Whether two results are the same function: nothing is timed before they are compared.

/// How far two results may lie apart, as a share of the greatest value.
///
/// Single precision and other people's polynomials stay below 1e-6; GELU and its approximation by
/// tanh, the most alike of functions that are often taken for one another, differ by 6e-5 of the
/// greatest value where that is 8.
pub(super) const TOLERANCE: f64 = 2e-5;

/// The greatest difference between two results as a share of `scale`, and where it is.
///
/// Infinite when the lengths differ, or when one is NaN or infinite where the other is not.
pub(super) fn difference(expected: &[f32], found: &[f32], scale: f64) -> (f64, usize) {
    if expected.len() != found.len() {
        return (f64::INFINITY, expected.len().min(found.len()));
    }
    let apart = |(expected, found): (&f32, &f32)| {
        if expected.to_bits() == found.to_bits() || (expected.is_nan() && found.is_nan()) {
            return 0.0;
        }
        let apart = (f64::from(*expected) - f64::from(*found)).abs() / scale;
        if apart.is_nan() { f64::INFINITY } else { apart }
    };
    let differences = expected.iter().zip(found).map(apart).enumerate();
    let (at, greatest) = differences
        .max_by(|(_, a), (_, b)| a.total_cmp(b))
        .unwrap_or((0, 0.0));
    (greatest, at)
}

/// The greatest magnitude of a result; 1 where it has none.
pub(super) fn scale(result: &[f32]) -> f64 {
    let greatest = result
        .iter()
        .map(|value| f64::from(value.abs()))
        .fold(0.0, f64::max);
    if greatest > 0.0 && greatest.is_finite() {
        greatest
    } else {
        1.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_results_do_not_differ() {
        let result = [1.0, -0.0, f32::NAN, f32::INFINITY];
        assert_eq!(difference(&result, &result, 1.0).0, 0.0);
        assert_eq!(difference(&[], &[], 1.0).0, 0.0);
    }

    #[test]
    fn the_greatest_difference_is_found() {
        let (greatest, at) = difference(&[1.0, 2.0, 3.0], &[1.0, 2.5, 3.25], 2.0);
        assert_eq!((greatest, at), (0.25, 1));
    }

    #[test]
    fn nan_infinity_and_length_are_differences() {
        assert_eq!(difference(&[1.0], &[f32::NAN], 1.0).0, f64::INFINITY);
        assert_eq!(
            difference(&[f32::INFINITY], &[f32::MAX], 1.0).0,
            f64::INFINITY
        );
        assert_eq!(difference(&[1.0, 2.0], &[1.0], 1.0).0, f64::INFINITY);
    }

    #[test]
    fn the_scale_is_the_greatest_magnitude() {
        assert_eq!(scale(&[1.0, -4.0, 2.0]), 4.0);
        assert_eq!(scale(&[0.0]), 1.0);
        assert_eq!(scale(&[f32::INFINITY]), 1.0);
    }

    #[test]
    fn gelu_is_told_from_its_approximation() {
        let x = crate::data::normal(1, 2.0, 4096);
        let gelu = |x: &f32| {
            let x = f64::from(*x);
            // Φ by the integral of its density, in steps small enough for single precision.
            let steps = 2_000;
            let width = x / f64::from(steps);
            let density = |t: f64| (-0.5 * t * t).exp() / std::f64::consts::TAU.sqrt();
            let sum: f64 = (0..steps)
                .map(|i| density((f64::from(i) + 0.5) * width) * width)
                .sum();
            (x * (0.5 + sum)) as f32
        };
        let approximation = |x: &f32| {
            let x = f64::from(*x);
            let inner = (2.0 / std::f64::consts::PI).sqrt() * (x + 0.044715 * x.powi(3));
            (0.5 * x * (1.0 + inner.tanh())) as f32
        };
        let expected: Vec<f32> = x.iter().map(gelu).collect();
        let found: Vec<f32> = x.iter().map(approximation).collect();
        let (apart, _) = difference(&expected, &found, scale(&expected));
        assert!(apart > 2.0 * TOLERANCE, "{apart}");
    }
}
