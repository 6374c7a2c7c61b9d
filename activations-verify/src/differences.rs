//! Slopes from values alone, with an error estimate in place of a tolerance.
//!
//! A function is handed over as something that takes and returns [`Running`] numbers, so every value
//! comes with a bound on its rounding error. The slope is taken with a high-order stencil at a series of
//! halved steps. The difference of two neighbouring steps bounds the truncation error of the smaller
//! one, and the values' bounds give the rounding error; the step with the least sum of both is used,
//! and that sum is the estimate's own error.

mod central;
mod noise;
mod one_sided;
mod stencil;

pub use central::central;
pub use noise::noise;
pub use one_sided::{OneSided, Side, one_sided};

use crate::interpretations::{Precision, Running};

/// A slope, or a value, and how far it may be off.
#[derive(Clone, Copy, Debug)]
pub struct Estimate<P: Precision> {
    /// The estimate.
    pub value: P::Value,
    /// Truncation and rounding error together; ∞ where no step gave anything.
    pub error: f64,
    /// The step that was used.
    pub step: f64,
}

impl<P: Precision> Estimate<P> {
    /// Nothing known.
    fn unknown() -> Self {
        Self {
            value: <P::Value as activations_core::Real>::from_f64(f64::NAN),
            error: f64::INFINITY,
            step: 0.0,
        }
    }

    /// Whether another measurement of the same slope cannot be reconciled with this one.
    ///
    /// Values at equal distances cannot tell a wave from a slower one, of which a whole number of
    /// periods less lies between them. Such an estimate may be steady over several halvings and wrong:
    /// finer steps, or steps in no simple ratio to these, contradict it.
    pub fn contradicts(self, other: Running<P>) -> bool {
        P::to_f64(self.value - other.value()).abs() > 8.0 * (self.error + other.error())
    }

    /// The estimate as a number with an error bound.
    pub fn running(self) -> Running<P> {
        Running::within(self.value, self.error)
    }

    /// The better of this estimate and the one that two neighbouring steps give, the finer of which is
    /// `fine`.
    fn improved(self, coarse: Running<P>, fine: Running<P>, step: f64) -> Self {
        let error = P::to_f64(coarse.value() - fine.value()).abs() + fine.error();
        if error < self.error {
            Self {
                value: fine.value(),
                error,
                step,
            }
        } else {
            self
        }
    }
}

/// `x` cut to its 21 leading bits, so that small multiples of it are exact.
fn few_bits_of(x: f64) -> f64 {
    if x < f64::MIN_POSITIVE {
        x
    } else {
        f64::from_bits(x.to_bits() & !((1 << 32) - 1))
    }
}
