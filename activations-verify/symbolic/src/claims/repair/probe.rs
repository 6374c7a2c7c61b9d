//! Points at which a candidate is compared in numbers before anything is proved.

use crate::claims::case::Case;
use crate::claims::fuel::Fuel;
use crate::claims::sample;
use crate::claims::scope::DerivativeClaim;
use crate::claims::verdict::{Counterexample, Mismatch};
use crate::{Arena, Expr, Node, Number, Symbol, differentiate, evaluate, evaluate_condition};

/// Values of the variable, away from the places where branches usually meet.
const INPUTS: [f64; 14] = [
    0.37, -0.41, 1.13, -1.21, 2.61, -2.57, 4.7, -4.3, 0.06, -0.07, 7.9, -8.2, 12.3, -13.1,
];
/// Points on either side of every literal, which may be a threshold.
const BESIDE: [f64; 2] = [-0.0031, 0.0029];
/// Assignments of everything else, and points in all.
const MAX_ASSIGNMENTS: usize = 3;
const MAX_POINTS: usize = 48;

/// A point, with the output there, and the slope of the forward.
struct Point {
    at: Vec<(Symbol, f64)>,
    slope: f64,
}

/// Points of the claim's domain with the right slopes in `f64`.
pub(super) struct Probe {
    points: Vec<Point>,
    fuel: Fuel,
}

impl Probe {
    /// `None` where no point has a slope. The counterexample is the first point, because it tells
    /// a repair from what is stated.
    pub(super) fn new(
        arena: &mut Arena,
        claim: &DerivativeClaim<'_>,
        counterexample: &Counterexample,
        fuel: &Fuel,
    ) -> Option<Probe> {
        let slope = differentiate(arena, claim.forward, claim.wrt);
        let case = Case::of_scope(
            arena,
            claim.scope,
            claim.wrt,
            claim.forward,
            claim.derivative,
            fuel,
        );
        let assignments = sample::assignments(arena, claim.scope, &case, claim.wrt);
        let mut inputs = INPUTS.to_vec();
        for part in arena.reachable(&[claim.forward, claim.derivative]) {
            if let Node::Number(value) = arena.node(part) {
                for side in BESIDE {
                    inputs.extend([value.to_f64() + side, -value.to_f64() + side]);
                }
            }
        }
        let mut points = Vec::new();
        let mut enter = |mut at: Vec<(Symbol, f64)>| {
            if points.len() == MAX_POINTS {
                return;
            }
            let slope = evaluate(arena, slope, &at);
            let output = evaluate(arena, claim.forward, &at);
            if slope.is_finite() && output.is_finite() {
                at.push((claim.output, output));
                points.push(Point { at, slope });
            }
        };
        let in_f64 = |point: &[(Symbol, Number)]| -> Vec<(Symbol, f64)> {
            point
                .iter()
                .map(|known| (known.0, known.1.to_f64()))
                .collect()
        };
        if counterexample.what == Mismatch::Derivative {
            enter(in_f64(&counterexample.point));
        }
        for assignment in assignments.into_iter().take(MAX_ASSIGNMENTS) {
            let others = in_f64(&assignment);
            // A parameter may be a threshold too.
            let near = others
                .iter()
                .flat_map(|known| BESIDE.map(|side| known.1 + side));
            let near: Vec<f64> = near.flat_map(|value| [value, -value]).collect();
            for &input in inputs.iter().chain(&near) {
                let mut at = others.clone();
                at.push((claim.wrt, input));
                if case
                    .domain
                    .iter()
                    .all(|&c| evaluate_condition(arena, c, &at))
                {
                    enter(at);
                }
            }
        }
        (!points.is_empty()).then_some(Probe {
            points,
            fuel: fuel.clone(),
        })
    }

    /// The work that is left for finding a repair.
    pub(super) fn fuel(&self) -> &Fuel {
        &self.fuel
    }

    /// Whether the candidate agrees with the slope at every point, as far as `f64` can tell.
    pub(super) fn fits(&self, arena: &Arena, candidate: Expr) -> bool {
        let steps = arena.size(candidate);
        self.points.iter().all(|point| {
            self.fuel.spend(steps) && agree(evaluate(arena, candidate, &point.at), point.slope)
        })
    }

    /// Whether two formulas agree at every point.
    pub(super) fn same(&self, arena: &Arena, a: Expr, b: Expr) -> bool {
        let value = |e: Expr, point: &Point| evaluate(arena, e, &point.at);
        self.points
            .iter()
            .all(|point| agree(value(a, point), value(b, point)))
    }

    /// slope/given where that is one number, other than 1, at every point.
    pub(super) fn constant_ratio(&self, arena: &Arena, given: Expr) -> Option<f64> {
        let value = |point: &Point| evaluate(arena, given, &point.at);
        // Where the slope is largest, the ratio has the most digits.
        let steepest = self
            .points
            .iter()
            .max_by(|a, b| a.slope.abs().total_cmp(&b.slope.abs()))?;
        let ratio = steepest.slope / value(steepest);
        let everywhere = |point: &Point| agree(ratio * value(point), point.slope);
        (ratio.is_finite() && ratio != 0.0 && self.points.iter().all(everywhere)).then_some(ratio)
    }

    /// A number c with which `with(c)` agrees with the slope, found at one point after another.
    pub(super) fn solve(
        &self,
        arena: &mut Arena,
        with: &mut dyn FnMut(&mut Arena, f64) -> Option<Expr>,
        start: f64,
    ) -> Option<f64> {
        // Points at which the candidate depends on c at all.
        let point = self.points.iter().find(|point| {
            let mut value =
                |c: f64| with(arena, c).map_or(f64::NAN, |e| evaluate(arena, e, &point.at));
            let (a, b) = (value(start), value(start + 1.0));
            a.is_finite() && b.is_finite() && !agree(a, b)
        })?;
        let mut error = |arena: &mut Arena, c: f64| -> Option<f64> {
            let e = with(arena, c)?;
            Some(evaluate(arena, e, &point.at) - point.slope)
        };
        // The secant method; most formulas are linear in each literal, and then it is exact.
        let (mut a, mut b) = (start, start + start.abs().max(1.0) * 0.125);
        let (mut of_a, mut of_b) = (error(arena, a)?, error(arena, b)?);
        for _ in 0..12 {
            if of_b == 0.0 || of_a == of_b {
                break;
            }
            let next = b - of_b * (b - a) / (of_b - of_a);
            if !next.is_finite() || next == b {
                break;
            }
            (a, of_a) = (b, of_b);
            b = next;
            of_b = error(arena, b)?;
        }
        b.is_finite().then_some(b)
    }
}

/// Whether two values are the same but for rounding.
fn agree(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-9 * (a.abs() + b.abs()) + 1e-12
}
