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

/// Compares the stated derivative along a line with the slope of its values.
pub(super) fn measure<P: Precision>(line: &Line<'_>) -> Opinion {
    let reach = line.reach();
    if reach == 0.0 {
        return Opinion::Unusable;
    }
    let measured = central::<P>(|x| line.value(x), line.at(), reach);
    judge(line.stated(), measured, line.size())
}
