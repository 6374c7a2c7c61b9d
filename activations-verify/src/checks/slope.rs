//! One slope, stated and measured: do they agree, and could a disagreement have been seen?

use super::line::Line;
use crate::differences::{Estimate, central};
use crate::interpretations::{Precision, Running};
use crate::report::Comparison;

/// How many times its own error an estimate may be off before the stated slope is surely wrong. Within
/// an eighth of that it agrees; in between, neighbours decide.
const SURELY_WRONG: f64 = 64.0;

/// What a point says.
#[derive(Clone, Copy, Debug)]
pub(super) enum Opinion {
    /// Stated and measured agree; an error beyond `allowance` would have been seen.
    Agree { allowance: f64, size: f64 },
    /// They differ.
    Differ(Comparison),
    /// They differ by no more than the estimate might.
    Unclear,
    /// The point has no neighbourhood on which the function is smooth, or no value.
    Unusable,
}

/// Compares a stated slope with a measured one. `size` is what the slope is measured against: its own
/// magnitude, or the mean slope from the origin, whichever is greater.
pub(super) fn judge<P: Precision>(stated: Running<P>, measured: Estimate<P>, size: f64) -> Opinion {
    if !measured.error.is_finite() || !stated.error().is_finite() {
        return Opinion::Unusable;
    }
    let (expected, found) = (P::to_f64(measured.value), P::to_f64(stated.value()));
    let off = P::to_f64(stated.value() - measured.value).abs();
    let allowance = SURELY_WRONG / 8.0 * measured.error + stated.error();
    let comparison = Comparison {
        expected,
        found,
        error: off,
        allowance,
    };
    if off <= allowance {
        Opinion::Agree {
            allowance,
            size: found.abs().max(expected.abs()).max(size),
        }
    } else if off.is_nan() || off > SURELY_WRONG * measured.error + stated.error() {
        Opinion::Differ(comparison)
    } else {
        Opinion::Unclear
    }
}

/// The relative error from which on a measurement is tried again in a smaller neighbourhood: 2⁻³⁴.
const POOR: f64 = 1.0 / (1u64 << 34) as f64;

/// In no simple ratio to 1: 1/√2 to twenty bits.
const OTHER_STEPS: f64 = 741_455.0 / 1_048_576.0;

/// Compares the stated derivative along a line with the slope of its values.
///
/// A slope that differs is measured a second time, with other steps. If that does not give the same, the
/// steps were too wide for the function, and the point has no say.
pub(super) fn measure<P: Precision>(line: &Line<'_>) -> Opinion {
    let reach = line.reach();
    if reach == 0.0 {
        return Opinion::Unusable;
    }
    let slope = |reach| central::<P>(|x| line.value(x), line.at(), reach);
    let (mut reach, mut measured) = (reach, slope(reach));
    // At 0 there may be a pole, as of a parameter that divides. Steps across it see nothing else.
    let this_side = line.at().abs() / 2.0;
    let size = P::to_f64(measured.value).abs().max(line.size());
    let is_poor = measured.error > POOR * size;
    if is_poor && 0.0 < this_side && this_side < reach {
        let nearer = slope(this_side);
        if nearer.error < measured.error {
            (reach, measured) = (this_side, nearer);
        }
    }
    match judge(line.stated(), measured, line.size()) {
        Opinion::Differ(_) if measured.contradicts(slope(OTHER_STEPS * reach).running()) => {
            Opinion::Unusable
        }
        opinion => opinion,
    }
}
