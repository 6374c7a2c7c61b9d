//! A sum that keeps what rounding drops.

/// A compensated sum in `f64`, by Neumaier's form of Kahan's method.
///
/// The error is that of one rounding, plus n·2⁻¹⁰⁶ of the sum of magnitudes: a parameter's gradient
/// does not depend on how many elements it is summed over, nor, visibly, on their order.
///
/// ```
/// use activations_core::Sum;
///
/// let mut sum = Sum::default();
/// for term in [1e100, 1.0, -1e100] {
///     sum.add(term);
/// }
/// assert_eq!(sum.value(), 1.0);
/// ```
#[derive(Clone, Copy, Debug, Default)]
pub struct Sum {
    sum: f64,
    rest: f64,
}

impl Sum {
    /// Adds a term.
    #[inline]
    pub fn add(&mut self, term: f64) {
        let sum = self.sum + term;
        // The greater of the two addends has lost nothing; what the lesser has lost is recovered.
        self.rest += if self.sum.abs() >= term.abs() {
            (self.sum - sum) + term
        } else {
            (term - sum) + self.sum
        };
        self.sum = sum;
    }

    /// The value of the sum. Infinite and NaN terms count as in an ordinary sum.
    #[inline]
    pub fn value(self) -> f64 {
        // Once the sum is infinite the rest is ∞ − ∞.
        if self.sum.is_finite() {
            self.sum + self.rest
        } else {
            self.sum
        }
    }
}
