//! The weights of the stencils, as exact rationals, and the points that they are laid on.

use activations_core::Real;

use crate::interpretations::{Precision, Running};

/// Half the order of the central stencil: 2p points, error O(h^2p).
///
/// f64 gains nothing beyond order 8, where rounding takes over; 106 bits carry order 16.
pub(super) fn half_order<P: Precision>() -> usize {
    if P::ROUNDING > 1e-20 { 4 } else { 8 }
}

fn integer<P: Precision>(n: f64) -> Running<P> {
    Running::exact(P::Value::from_f64(n))
}

/// The weight of f(x + kh) − f(x − kh) in f′(x)·h, for k = 1 … p: (−1)^{k+1} p!²/(k (p − k)! (p + k)!).
pub(super) fn central_weights<P: Precision>(p: usize) -> Vec<Running<P>> {
    let mut ratio = integer::<P>(1.0); // p!²/((p − k)!(p + k)!), built up factor by factor
    (1..=p)
        .map(|k| {
            ratio = -(ratio * integer((p - k + 1) as f64) / integer((p + k) as f64));
            -ratio / integer(k as f64)
        })
        .collect()
}

/// The weights of f(kh), k = 1 … n, in the value and in h times the slope at 0 of the polynomial through
/// these points: (−1)^{k+1} C(n, k), and that times −(H_n − 1/k).
pub(super) fn one_sided_weights<P: Precision>(n: usize) -> Vec<[Running<P>; 2]> {
    let inverse = |k: usize| integer::<P>(1.0) / integer(k as f64);
    let harmonic = (1..=n).fold(integer(0.0), |sum, k| sum + inverse(k));
    let mut binomial = -integer::<P>(1.0);
    (1..=n)
        .map(|k| {
            binomial = -(binomial * integer((n - k + 1) as f64) / integer(k as f64));
            [binomial, -binomial * (harmonic - inverse(k))]
        })
        .collect()
}

/// The point x + offset. What its rounding loses goes into the number's error.
pub(super) fn node<P: Precision>(x: f64, offset: f64) -> Running<P> {
    let exact = P::Value::from_f64(x) + P::Value::from_f64(offset);
    // 0 where the sum is exact, as it is with pairs: Knuth's two-sum.
    let sum = x + offset;
    let moved = sum - x;
    let lost = (x - (sum - moved)) + (offset - moved);
    let lost = if P::ROUNDING > 1e-20 { lost.abs() } else { 0.0 };
    Running::within(exact, lost)
}

/// Whether `step` is too small to be added to `x`.
pub(super) fn vanishes<P: Precision>(step: f64, x: f64) -> bool {
    let bits = if P::ROUNDING > 1e-20 { 52 } else { 96 };
    step < x.abs() * 2f64.powi(-bits) || step < f64::MIN_POSITIVE
}

#[cfg(test)]
mod tests {
    use super::{central_weights, one_sided_weights};
    use crate::interpretations::{Double, Pair};

    #[test]
    fn weights_are_the_published_ones() {
        // Fornberg's table for the first derivative, order 8.
        let weights = central_weights::<Double>(4);
        let expected = [4.0 / 5.0, -1.0 / 5.0, 4.0 / 105.0, -1.0 / 280.0];
        for (weight, expected) in weights.iter().zip(expected) {
            assert!((weight.value() - expected).abs() < 1e-15, "{weight:?}");
        }
    }

    /// A stencil of n points is exact for polynomials up to degree n − 1; here for tⁿ⁻¹ and below.
    #[test]
    fn one_sided_stencils_reproduce_polynomials() {
        for n in [8, 16] {
            let weights = one_sided_weights::<Pair>(n);
            for degree in 0..n as i32 {
                let moment = |i: usize| {
                    let terms = weights
                        .iter()
                        .zip(1..)
                        .map(|(w, k)| w[i].value().hi() * f64::from(k).powi(degree));
                    terms.sum::<f64>()
                };
                let size: f64 = weights
                    .iter()
                    .zip(1..)
                    .map(|(w, k)| (w[1].value().hi() * f64::from(k).powi(degree)).abs())
                    .sum();
                let tolerance = 1e-14 * size;
                assert!(
                    (moment(0) - f64::from(degree == 0)).abs() <= tolerance,
                    "value, degree {degree}"
                );
                assert!(
                    (moment(1) - f64::from(degree == 1)).abs() <= tolerance,
                    "slope, degree {degree}"
                );
            }
        }
    }
}
