//! Two values where no bound on their errors can be kept, because it would be beyond the exponents of
//! doubles: in 256 bits alone.

use activations_core::Real;

use crate::interpretations::Precise;
use crate::report::Comparison;

/// How far two formulas of the same value may be apart in 256 bits, relative to its size: 2⁻¹⁰⁰. Two that
/// differ do not come so close by accident, and two that do not would have to lose 150 bits.
const APART: f64 = 1.0 / (1u128 << 100) as f64;

/// What is right and what was found; of something as large as `size` at least, or as they are
/// themselves. An infinite allowance if they cannot be told.
pub(super) fn compare(
    values: impl FnOnce() -> Option<(Precise, Precise)>,
    size: f64,
) -> Comparison {
    let unknown = Comparison::new(f64::NAN, f64::NAN, f64::INFINITY);
    Precise::scope(|| {
        let Some((right, found)) = values() else {
            return unknown;
        };
        // As parts of the greatest, which need not be a double itself.
        let greatest = right.abs().max(found.abs()).max(Precise::from(size));
        let part = |x: Precise| (x / greatest).to_f64();
        let error = if right.eq(found) {
            0.0
        } else {
            part((right - found).abs())
        };
        if error.is_nan() {
            return unknown;
        }
        // Where the values themselves are no doubles, as if they were the nearest ones.
        let scale = greatest.to_f64().clamp(f64::MIN_POSITIVE, f64::MAX);
        Comparison {
            expected: right.to_f64(),
            found: found.to_f64(),
            error: error * scale,
            allowance: APART * scale,
        }
    })
}
