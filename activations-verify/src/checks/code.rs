//! The claims: the array code computes the declared function, and its VJP the stated derivative.
//!
//! Through the public interface, in f32 and f64, at ordinary inputs, at thresholds and one step beside
//! them, in both tails and far out, with cotangents of either sign.

use super::expected::{Expected, Model};
use super::tally::Tally;
use crate::formula::Formula;
use crate::inputs::{Random, anywhere, moderate};
use crate::number::Number;
use crate::plan::Plan;
use crate::report::Finding;
use crate::subject::Subject;

/// The error, relative to the array's greatest element, that must be visible at 19 of 20 elements.
const LIMIT: f64 = 1e-3;

/// y is right.
pub(super) fn forward(subject: &Subject, plan: &Plan) -> Tally {
    each_array(
        subject,
        plan,
        "forward",
        &forward_of::<f32>,
        &forward_of::<f64>,
    )
}

/// The gradient is right.
pub(super) fn vjp(subject: &Subject, plan: &Plan) -> Tally {
    each_array(subject, plan, "vjp", &vjp_of::<f32>, &vjp_of::<f64>)
}

type Inspect<'a> = &'a dyn Fn(&Subject, &Model<'_>, &mut Random, u64, &mut Tally);

fn each_array(
    subject: &Subject,
    plan: &Plan,
    check: &str,
    in_f32: Inspect<'_>,
    in_f64: Inspect<'_>,
) -> Tally {
    let mut tally = Tally::default();
    let variants = subject.variants();
    if subject.definitions().is_none() {
        return Tally::inapplicable(
            "it is written by hand: there is no definition to compare with",
        );
    }
    for case in plan.cases(32) {
        let variant = &variants[case as usize / 2 % variants.len()];
        // With parameters that f32 has, both element types compute the same function.
        let rounded = variant.with_rounded_parameters::<f32>();
        let variant = if case % 2 == 0 { &rounded } else { variant };
        let Some(model) = Model::of(variant) else {
            continue;
        };
        let mut random = Random::new(
            plan.seed_value(),
            &format!("{} {check}", subject.name()),
            case,
        );
        let inspect = if case % 2 == 0 { in_f32 } else { in_f64 };
        inspect(variant, &model, &mut random, case, &mut tally);
        if tally.is_hopeless() {
            break;
        }
    }
    if !plan.is_repetition() {
        tally.require_sight(LIMIT, "array code");
    }
    tally
}

/// Inputs for one call: as many arrays as the activation takes.
fn inputs<T: Number>(subject: &Subject, random: &mut Random) -> Vec<Vec<T>> {
    let landmarks = Formula::of(subject).map_or(Vec::new(), |formula| formula.constants());
    let length = if subject.is_row_wise() {
        *random.one_of(&[1, 2, 3, 7, 16, 33])
    } else {
        65
    };
    let mut element = || -> T {
        match random.below(8) {
            0 if !landmarks.is_empty() => {
                let at = T::narrow(random.sign() * random.one_of(&landmarks));
                [at, at.next(), at.previous()][random.below(3)]
            }
            1 | 2 if !subject.is_row_wise() => T::narrow(anywhere(random, &landmarks)),
            _ => T::narrow(moderate(random)),
        }
    };
    (0..subject.inputs())
        .map(|_| (0..length).map(|_| subject.inside(&mut element)).collect())
        .collect()
}

fn forward_of<T: Number>(
    subject: &Subject,
    model: &Model<'_>,
    random: &mut Random,
    case: u64,
    tally: &mut Tally,
) {
    let inputs = inputs::<T>(subject, random);
    let found = subject.forward(&inputs);
    let claim = format!("forward in {} is not the declared function", T::NAME);
    let compare = Compare {
        subject,
        inputs: &inputs,
        case,
        claim,
    };
    compare.elements(&model.forward(&inputs), &found, tally);
}

fn vjp_of<T: Number>(
    subject: &Subject,
    model: &Model<'_>,
    random: &mut Random,
    case: u64,
    tally: &mut Tally,
) {
    let inputs = inputs::<T>(subject, random);
    let dy: Vec<T> = inputs[0]
        .iter()
        .map(|_| T::narrow(random.magnitude(0.1, 10.0)))
        .collect();
    let found = subject.gradients(&inputs, &dy);
    let expected = model.gradients(&inputs, &dy);
    parameters_of(subject, model, &inputs, &dy, case, tally);
    if let Some([y, dx]) = subject.pullback(&inputs[0], &dy)
        && let Some(expected) = model.pullback(&inputs[0], &y, &dy)
    {
        let claim = format!(
            "a training step in {} does not take the stated `pullback`",
            T::NAME
        );
        Compare {
            subject,
            inputs: &inputs,
            case,
            claim,
        }
        .elements(&expected, &dx, tally);
    }
    for ((expected, found), by) in expected.iter().zip(&found).zip(subject.variables()) {
        let claim = format!(
            "the gradient by `{by}` in {} is not dy times the stated derivative",
            T::NAME
        );
        Compare {
            subject,
            inputs: &inputs,
            case,
            claim,
        }
        .elements(expected, found, tally);
    }
}

/// Σ dy·∂f/∂parameter, which the array code computes in f64.
fn parameters_of<T: Number>(
    subject: &Subject,
    model: &Model<'_>,
    inputs: &[Vec<T>],
    dy: &[T],
    case: u64,
    tally: &mut Tally,
) {
    let found = subject.parameter_gradients(inputs, dy);
    for (i, (expected, found)) in model
        .parameter_gradients(inputs, dy)
        .into_iter()
        .zip(found)
        .enumerate()
    {
        let comparison = expected.compare(found);
        if comparison.allowance.is_finite() && !comparison.holds() {
            let by = subject.variables()[subject.inputs() + i];
            let claim = format!(
                "`vjp_params` by `{by}` in {} is not the sum of dy times the derivative",
                T::NAME
            );
            let note = format!("over {} elements", dy.len());
            tally.findings([Finding::new(case, claim).comparing(comparison).note(note)]);
        }
    }
}

struct Compare<'a, T> {
    subject: &'a Subject,
    inputs: &'a [Vec<T>],
    case: u64,
    claim: String,
}

impl<T: Number> Compare<'_, T> {
    fn elements(&self, expected: &[Expected], found: &[T], tally: &mut Tally) {
        // A wrong lane or branch is wrong on the scale of the array, not of the one element.
        let size = |e: &Expected| {
            if e.allowance.is_finite() {
                e.value.hi().abs()
            } else {
                0.0
            }
        };
        let scale = expected.iter().map(size).fold(0.0, f64::max);
        for (i, (expected, found)) in expected.iter().zip(found).enumerate() {
            let comparison = expected.compare(*found);
            tally.case();
            if !comparison.allowance.is_finite() || expected.value.hi().is_nan() {
                tally.sight().blind();
            } else if comparison.holds() {
                let at = || self.inputs.iter().map(|x| x[i].widen()).collect();
                if found.widen().is_finite() && self.subject.has_default_parameters() {
                    tally.error(comparison.error / T::ulp(comparison.expected), at, T::NAME);
                }
                tally.sight().sharp(comparison.allowance, scale);
            } else {
                let inputs: Vec<f64> = self.inputs.iter().map(|x| x[i].widen()).collect();
                let length = self.inputs[0].len();
                let finding = Finding::new(self.case, self.claim.clone())
                    .at(self.subject.named(&inputs))
                    .comparing(comparison)
                    .note(format!("at element {i} of {length}"));
                tally.findings([finding]);
            }
        }
    }
}
