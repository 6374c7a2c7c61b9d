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
    type Number = Running<Wide>;
    Precise::scope(|| {
        let exact = |x: &f64| Number::exact(Precise::from(*x));
        let inputs: Vec<Number> = inputs.iter().map(exact).collect();
        let parameters: Vec<Number> = subject.parameters().iter().map(exact).collect();
        let Some(definitions) = subject.definitions() else {
            return Vec::new();
        };
        let Some(spec) = &definitions.spec else {
            return Vec::new();
        };
        let (expected, found) = if subject.is_row_wise() {
            (
                spec.eval_row(&[&inputs], &parameters),
                definitions.plain.eval_row(&[&inputs], &parameters),
            )
        } else {
            let at: Vec<Number> = inputs.iter().chain(&parameters).copied().collect();
            (vec![spec.eval(&at)], vec![definitions.plain.eval(&at)])
        };
        let pair = |(expected, found): (&Number, &Number)| {
            if !(expected.error() + found.error()).is_finite() {
                return far::compare(|| Some((expected.value(), found.value())), 0.0);
            }
            let error = (expected.value() - found.value()).abs().to_f64();
            let allowance = expected.error() + found.error();
            let (expected, found) = (expected.value().to_f64(), found.value().to_f64());
            Comparison {
                expected,
                found,
                error,
                allowance,
            }
        };
        expected.iter().zip(&found).map(pair).collect()
    })
}
