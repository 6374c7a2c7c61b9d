//! Value and slope at the end of a smooth piece, from inside it.

use crate::interpretations::{Precision, Running};

use super::stencil::{half_order, node, one_sided_weights, vanishes};
use super::{Estimate, few_bits_of};

const LEVELS: usize = 48;

/// From which side.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// From smaller arguments.
    Left,
    /// From greater arguments.
    Right,
}

/// The limits of a function and of its slope at one side of a point.
#[derive(Clone, Copy, Debug)]
pub struct OneSided<P: Precision> {
    /// The limit of the function.
    pub value: Estimate<P>,
    /// The slope of the function continued to the point.
    pub slope: Estimate<P>,
}

/// The one-sided limits of `f` at `x`, from values within `reach` of it on that side, where `f` must be
/// one smooth piece. `f` is not evaluated at `x`, which may belong to another piece.
pub fn one_sided<P: Precision>(
    f: impl Fn(Running<P>) -> Running<P>,
    x: f64,
    side: Side,
    reach: f64,
) -> OneSided<P> {
    let n = 2 * half_order::<P>();
    let weights = one_sided_weights::<P>(n);
    let sign = if side == Side::Left { -1.0 } else { 1.0 };
    let mut step = few_bits_of(reach / n as f64);
    let mut best = OneSided {
        value: Estimate::unknown(),
        slope: Estimate::unknown(),
    };
    let mut coarse: Option<[Running<P>; 2]> = None;
    let mut values: Vec<Running<P>> = Vec::new();
    for _ in 0..LEVELS {
        if vanishes::<P>(step, x) {
            break;
        }
        values = (1..=n)
            .map(|k| {
                let known = (k % 2 == 0).then(|| values.get(k / 2 - 1)).flatten();
                known
                    .copied()
                    .unwrap_or_else(|| f(node(x, sign * k as f64 * step)))
            })
            .collect();
        let sum = |i: usize| {
            weights
                .iter()
                .zip(&values)
                .map(|(w, v)| w[i] * *v)
                .reduce(|a, b| a + b)
        };
        let (Some(value), Some(rise)) = (sum(0), sum(1)) else {
            break;
        };
        let slope = rise / Running::exact(activations_core::Real::from_f64(sign * step));
        if let Some([coarse_value, coarse_slope]) = coarse {
            best.value = best.value.improved(coarse_value, value, step);
            best.slope = best.slope.improved(coarse_slope, slope, step);
            if slope.error() > 16.0 * best.slope.error && value.error() > 16.0 * best.value.error {
                break;
            }
        }
        coarse = Some([value, slope]);
        step *= 0.5;
    }
    best
}
