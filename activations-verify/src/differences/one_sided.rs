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
///
/// Where all nodes lie beyond a short stretch at x in which the function moves, they agree on what is not
/// its limit. Nearer ones contradict them: then the search starts anew from these.
pub fn one_sided<P: Precision>(
    f: impl Fn(Running<P>) -> Running<P>,
    x: f64,
    side: Side,
    reach: f64,
) -> OneSided<P> {
    let stencil = Stencil::new(f, x, side);
    let mut reach = reach;
    loop {
        let found = stencil.search(reach);
        let nearer = [-10, -20, -30].map(|k| found.value.step * 2f64.powi(k));
        let is_contradicted = nearer.into_iter().any(|step| {
            !vanishes::<P>(step, x)
                && (stencil.limits(&stencil.values(step, &[]), step)).is_some_and(
                    |[value, slope]| {
                        found.value.contradicts(value) || found.slope.contradicts(slope)
                    },
                )
        });
        if !is_contradicted {
            return found;
        }
        reach *= 2f64.powi(-5);
    }
}

/// A function on one side of a point.
struct Stencil<P: Precision, F> {
    f: F,
    x: f64,
    sign: f64,
    weights: Vec<[Running<P>; 2]>,
}

impl<P: Precision, F: Fn(Running<P>) -> Running<P>> Stencil<P, F> {
    fn new(f: F, x: f64, side: Side) -> Self {
        Self {
            f,
            x,
            sign: if side == Side::Left { -1.0 } else { 1.0 },
            weights: one_sided_weights::<P>(2 * half_order::<P>()),
        }
    }

    /// The values at the nodes, of which every other one is among those of twice the step.
    fn values(&self, step: f64, of_twice: &[Running<P>]) -> Vec<Running<P>> {
        (1..=self.weights.len())
            .map(|k| {
                let known = (k % 2 == 0).then(|| of_twice.get(k / 2 - 1)).flatten();
                known
                    .copied()
                    .unwrap_or_else(|| (self.f)(node(self.x, self.sign * k as f64 * step)))
            })
            .collect()
    }

    /// Value and slope at the point.
    fn limits(&self, values: &[Running<P>], step: f64) -> Option<[Running<P>; 2]> {
        let sum = |i: usize| {
            self.weights
                .iter()
                .zip(values)
                .map(|(w, v)| w[i] * *v)
                .reduce(|a, b| a + b)
        };
        let step = Running::exact(activations_core::Real::from_f64(self.sign * step));
        Some([sum(0)?, sum(1)? / step])
    }

    /// The best of a series of halved steps.
    fn search(&self, reach: f64) -> OneSided<P> {
        let mut step = few_bits_of(reach / self.weights.len() as f64);
        let mut best = OneSided {
            value: Estimate::unknown(),
            slope: Estimate::unknown(),
        };
        let mut coarse: Option<[Running<P>; 2]> = None;
        let mut values: Vec<Running<P>> = Vec::new();
        for _ in 0..LEVELS {
            if vanishes::<P>(step, self.x) {
                break;
            }
            values = self.values(step, &values);
            let Some([value, slope]) = self.limits(&values, step) else {
                break;
            };
            if let Some([coarse_value, coarse_slope]) = coarse {
                best.value = best.value.improved(coarse_value, value, step);
                best.slope = best.slope.improved(coarse_slope, slope, step);
                if slope.error() > 16.0 * best.slope.error
                    && value.error() > 16.0 * best.value.error
                {
                    break;
                }
            }
            coarse = Some([value, slope]);
            step *= 0.5;
        }
        best
    }
}

#[cfg(test)]
mod tests {
    use activations_core::Real;

    use super::{Side, one_sided};
    use crate::interpretations::{Pair, Precision, Running};

    /// All nodes within 1 of the point but the nearest lie where the step is 0 or 1 in all its digits.
    #[test]
    fn a_step_far_narrower_than_the_reach_is_not_a_jump() {
        let number = |x: f64| Running::<Pair>::exact(<Pair as Precision>::Value::from_f64(x));
        for steepness in [1.0, 1e3, 1e6] {
            for side in [Side::Left, Side::Right] {
                let step = |x: Running<Pair>| (number(steepness) * x).sigmoid();
                let found = one_sided::<Pair>(step, 0.0, side, 1.0);
                let [value, slope] = [found.value, found.slope].map(|of| Pair::to_f64(of.value));
                assert!((value - 0.5).abs() < 1e-15, "{side:?}: {value}");
                assert!(
                    (slope / steepness - 0.25).abs() < 1e-12,
                    "{side:?}: {slope}"
                );
            }
        }
    }
}
