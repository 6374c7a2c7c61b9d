//! Slopes of an activation written by hand, of which only values are known.
//!
//! Its public f64 forward is differenced and its public f64 gradient is held against the result. The
//! noise of both is estimated from their values, and so the power is less than with a definition at
//! hand; it is stated all the same.

use super::point::Point;
use super::slope::{Opinion, judge};
use super::survey::{self, Break};
use super::tally::Tally;
use crate::differences::{central, noise};
use crate::inputs::Random;
use crate::interpretations::{Double, Running};
use crate::plan::Plan;
use crate::report::Finding;
use crate::subject::Subject;

/// The relative error that must be seen at 19 of 20 points: 2⁻²⁴.
const LIMIT: f64 = 1.0 / (1u64 << 24) as f64;

/// By each input.
pub(super) fn derivative(subject: &Subject, plan: &Plan) -> Tally {
    let mut tally = Tally::default();
    for case in plan.cases(96) {
        let mut random = Random::new(
            plan.seed_value(),
            &format!("{} derivative", subject.name()),
            case,
        );
        let point = Point::draw(subject, true, &mut random);
        tally.case();
        let slots = point.inputs.len();
        for slot in 0..slots {
            let value = |x: f64| {
                let mut inputs = point.inputs.clone();
                inputs[slot] = x;
                weighted(subject, &inputs, &point.dy)
            };
            let stated = |x: f64| {
                let mut inputs = point.inputs.clone();
                inputs[slot] = x;
                gradient(subject, &inputs, &point.dy, slot)
            };
            let by = subject.variables()[if subject.is_row_wise() { 0 } else { slot }];
            let claim = format!("the gradient by `{by}` is not the slope of the forward");
            let finding = Finding::new(case, claim);
            let finding = if subject.is_row_wise() {
                finding.note(format!(
                    "element {slot} of the row {:?} with cotangent {:?}",
                    point.inputs, point.dy
                ))
            } else {
                finding.at(subject.named(&point.inputs))
            };
            look(&mut tally, value, stated, point.inputs[slot], finding);
        }
    }
    if !plan.is_repetition() {
        tally.require_sight(LIMIT, "f64");
    }
    tally
}

/// By each parameter.
pub(super) fn parameters(subject: &Subject, plan: &Plan) -> Tally {
    if subject.with_parameters(subject.parameters()).is_none() {
        return Tally::inapplicable(
            "it is written by hand and cannot be built with other parameters",
        );
    }
    let mut tally = Tally::default();
    for case in plan.cases(96) {
        let mut random = Random::new(
            plan.seed_value(),
            &format!("{} parameters", subject.name()),
            case,
        );
        let point = Point::draw(subject, true, &mut random);
        tally.case();
        for slot in 0..subject.parameters().len() {
            let with = |p: f64| {
                let mut values = subject.parameters().to_vec();
                values[slot] = p;
                subject.with_parameters(&values)
            };
            let value =
                |p: f64| with(p).map_or(f64::NAN, |s| weighted(&s, &point.inputs, &point.dy));
            let stated = |p: f64| {
                with(p).map_or(f64::NAN, |s| {
                    s.parameter_gradients(
                        &columns(&s, &point.inputs),
                        &point.dy[..rows(&s, &point)],
                    )[slot]
                })
            };
            let by = subject.variables()[subject.inputs() + slot];
            let claim = format!("the gradient by `{by}` is not the slope of the forward");
            let finding = Finding::new(case, claim).at(subject.named(&point.inputs));
            look(
                &mut tally,
                value,
                stated,
                subject.parameters()[slot],
                finding,
            );
        }
    }
    if !plan.is_repetition() {
        tally.require_sight(LIMIT, "f64");
    }
    tally
}

/// How many cotangents a call takes: one for each element of a row, one otherwise.
fn rows(subject: &Subject, point: &Point) -> usize {
    if subject.is_row_wise() {
        point.dy.len()
    } else {
        1
    }
}

/// The point as the arrays of one call.
fn columns(subject: &Subject, inputs: &[f64]) -> Vec<Vec<f64>> {
    if subject.is_row_wise() {
        vec![inputs.to_vec()]
    } else {
        inputs.iter().map(|x| vec![*x]).collect()
    }
}

/// Σ dy·y.
fn weighted(subject: &Subject, inputs: &[f64], dy: &[f64]) -> f64 {
    let y = subject.forward(&columns(subject, inputs));
    y.iter().zip(dy).map(|(y, dy)| y * dy).sum()
}

fn gradient(subject: &Subject, inputs: &[f64], dy: &[f64], slot: usize) -> f64 {
    if subject.is_row_wise() {
        subject.gradients(&columns(subject, inputs), dy)[0][slot]
    } else {
        subject.gradients(&columns(subject, inputs), &dy[..1])[slot][0]
    }
}

/// What is known of the noise of a function, from one place of it.
struct Noisy<F> {
    value: F,
    grain: f64,
}

impl<F: Fn(f64) -> f64> Noisy<F> {
    fn around(value: F, x: f64) -> Self {
        let grain = noise(&value, x) / value(x).abs().max(f64::MIN_POSITIVE);
        Self {
            value,
            grain: grain.clamp(4.0 * f64::EPSILON, 1.0),
        }
    }

    fn at(&self, x: f64) -> Running<Double> {
        let y = (self.value)(x);
        Running::within(y, y.abs() * self.grain)
    }
}

fn look(
    tally: &mut Tally,
    value: impl Fn(f64) -> f64,
    stated: impl Fn(f64) -> f64,
    x: f64,
    finding: Finding,
) {
    let forward = Noisy::around(&value, x);
    let measured = central::<Double>(|t| forward.at(t.value()), x, (x.abs() / 64.0).max(1.0));
    let stated = Running::within(stated(x), noise(&stated, x));
    match judge(stated, measured, value(x).abs() / x.abs().max(1.0)) {
        Opinion::Agree { allowance, size } => tally.sight().sharp(allowance, size),
        Opinion::Differ(comparison) => tally.findings([finding.comparing(comparison)]),
        Opinion::Unclear | Opinion::Unusable => tally.sight().blind(),
    }
}

/// A break, the gradient that is given at it, and the inputs by name.
type Seen = (Break, Running<Double>, Vec<(&'static str, f64)>);

/// The breaks along the first element of the inputs, or along each input of a gated activation, with the
/// gradient that is given at each.
pub(super) fn breaks(subject: &Subject, inputs: &[f64], dy: &[f64]) -> Vec<Seen> {
    let slots = if subject.is_row_wise() {
        1
    } else {
        inputs.len()
    };
    let mut seen = Vec::new();
    for slot in 0..slots {
        let moved = |x: f64| {
            let mut inputs = inputs.to_vec();
            inputs[slot] = x;
            inputs
        };
        let value = |x: f64| weighted(subject, &moved(x), dy);
        let forward = Noisy::around(value, inputs[slot]);
        for place in survey::of_values(|x| forward.at(x)) {
            let taken = gradient(subject, &moved(place.at), dy, slot);
            let error = 4.0 * f64::EPSILON * taken.abs();
            let named = subject.named(&moved(place.at)[..subject.inputs()]);
            seen.push((place, Running::within(taken, error), named));
        }
    }
    seen
}
