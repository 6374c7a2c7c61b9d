//! The claim: the definition is its textbook formula, in 256-bit arithmetic.
//!
//! Both are evaluated with error bounds, so cancellation in the textbook formula is seen for what it is
//! and not mistaken for a difference. Where a bound would be beyond the exponents of doubles, as that of
//! e^6000 is, the values alone decide.

use activations_core::Real;

use super::far;
use super::tally::Tally;
use crate::formula::Formula;
use crate::inputs::{Random, anywhere, moderate};
use crate::interpretations::{Precise, Running, Wide};
use crate::plan::Plan;
use crate::report::{Comparison, Finding};
use crate::subject::Subject;

/// What must be visible at 19 of 20 ordinary points: 2⁻¹⁰⁰.
const LIMIT: f64 = 7.9e-31;

/// Bounds below this are those of numbers too small for bounds in doubles.
const SUNK: f64 = 1e-238;

pub(super) fn check(subject: &Subject, plan: &Plan) -> Tally {
    if subject
        .definitions()
        .is_none_or(|definitions| definitions.spec.is_none())
    {
        return Tally::inapplicable("no textbook formula is declared");
    }
    let mut tally = Tally::default();
    let variants = subject.variants();
    for case in plan.cases(48) {
        let variant = &variants[case as usize % variants.len()];
        let is_moderate = case / variants.len() as u64 % 4 != 3;
        let mut random = Random::new(plan.seed_value(), &format!("{} spec", subject.name()), case);
        tally.case();
        let landmarks = Formula::of(variant).map_or(Vec::new(), |formula| formula.constants());
        let length = if subject.is_row_wise() {
            1 + random.below(6)
        } else {
            variant.inputs()
        };
        let inputs: Vec<f64> = (0..length)
            .map(|_| {
                variant.inside(|| {
                    if is_moderate {
                        moderate(&mut random)
                    } else {
                        anywhere(&mut random, &landmarks)
                    }
                })
            })
            .collect();
        for (i, comparison) in compare(variant, &inputs).into_iter().enumerate() {
            if !comparison.allowance.is_finite() {
                if is_moderate {
                    tally.sight().blind();
                }
            } else if !comparison.holds() {
                let finding = Finding::new(case, "the definition is not its textbook formula")
                    .comparing(comparison);
                let finding = if subject.is_row_wise() {
                    finding.note(format!("element {i} of the row {inputs:?}"))
                } else {
                    finding.at(variant.named(&inputs))
                };
                tally.findings([finding]);
            } else if is_moderate {
                tally
                    .sight()
                    .sharp(comparison.allowance, comparison.found.abs());
            }
        }
        if tally.is_hopeless() {
            break;
        }
    }
    if !plan.is_repetition() {
        tally.require_sight(LIMIT, "256 bits");
    }
    tally
}

/// Textbook formula and definition, element by element.
fn compare(subject: &Subject, inputs: &[f64]) -> Vec<Comparison> {
    Precise::scope(|| {
        let pair = |(i, (expected, found)): (usize, (Running<Wide>, Running<Wide>))| {
            let allowance = expected.error() + found.error();
            let is_sunk =
                0.0 < allowance && allowance < SUNK && allowance >= found.value().to_f64().abs();
            if !allowance.is_finite() || is_sunk {
                // By the values alone: they are beyond what bounds can be kept for.
                let values = || values::<Precise>(subject, inputs).into_iter().nth(i);
                return far::compare(values, 0.0);
            }
            Comparison {
                expected: expected.value().to_f64(),
                found: found.value().to_f64(),
                error: (expected.value() - found.value()).abs().to_f64(),
                allowance,
            }
        };
        let bounded = values::<Running<Wide>>(subject, inputs);
        bounded.into_iter().enumerate().map(pair).collect()
    })
}

/// Pairs of what the textbook formula and the definition give.
fn values<R: Real>(subject: &Subject, inputs: &[f64]) -> Vec<(R, R)> {
    let numbers = |values: &[f64]| -> Vec<R> { values.iter().map(|x| R::from_f64(*x)).collect() };
    let (inputs, parameters) = (numbers(inputs), numbers(subject.parameters()));
    let Some(definitions) = subject.definitions() else {
        return Vec::new();
    };
    let Some(spec) = &definitions.spec else {
        return Vec::new();
    };
    let plain = &definitions.plain;
    if subject.is_row_wise() {
        let expected = spec.eval_row(&[&inputs], &parameters);
        let found = plain.eval_row(&[&inputs], &parameters);
        return expected.into_iter().zip(found).collect();
    }
    let at: Vec<R> = inputs.iter().chain(&parameters).copied().collect();
    vec![(spec.eval(&at), plain.eval(&at))]
}
