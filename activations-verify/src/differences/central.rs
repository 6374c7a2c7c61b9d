//! The slope inside a smooth piece.

use crate::interpretations::{Precision, Running};

use super::stencil::{central_weights, half_order, node, vanishes};
use super::{Estimate, few_bits_of};

/// Halvings of the step after which nothing more is gained.
const LEVELS: usize = 48;

/// The slope of `f` at `x`, from values within `reach` of it, where `f` must be one smooth piece.
///
/// The first step is as wide as `reach` allows. The series ends when rounding alone exceeds what has
/// been reached: it doubles with every halving, so that nothing better follows.
pub fn central<P: Precision>(
    f: impl Fn(Running<P>) -> Running<P>,
    x: f64,
    reach: f64,
) -> Estimate<P> {
    let p = half_order::<P>();
    let weights = central_weights::<P>(p);
    let mut step = few_bits_of(reach / p as f64);
    let mut best = Estimate::unknown();
    let mut coarse: Option<Running<P>> = None;
    // f(x + kh) − f(x − kh) of the level before; at half the step they are those of 2k.
    let mut differences: Vec<Running<P>> = Vec::new();
    for _ in 0..LEVELS {
        if vanishes::<P>(step, x) {
            break;
        }
        let at = |k: usize| f(node(x, k as f64 * step)) - f(node(x, -(k as f64) * step));
        differences = (1..=p)
            .map(|k| {
                let known = (k % 2 == 0).then(|| differences.get(k / 2 - 1)).flatten();
                known.copied().unwrap_or_else(|| at(k))
            })
            .collect();
        let sum = weights
            .iter()
            .zip(&differences)
            .map(|(w, d)| *w * *d)
            .reduce(|a, b| a + b);
        let Some(sum) = sum else { break };
        let slope = sum / Running::exact(activations_core::Real::from_f64(step));
        if let Some(coarse) = coarse {
            if best.contradicts(slope) {
                best = Estimate::unknown();
            }
            best = best.improved(coarse, slope, step);
            if slope.error() > 4.0 * best.error {
                break;
            }
        }
        coarse = Some(slope);
        step *= 0.5;
    }
    best
}
