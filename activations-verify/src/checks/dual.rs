//! The claim: each stated derivative is what dual numbers give.
//!
//! Forward-mode differentiation of the definition in 106 bits: a second opinion that shares neither
//! stencil nor step with the finite differences, and no rule with the stated derivative. It reaches where
//! differences do not, far into the tails. Where the exponents of doubles end, 256 bits go on.

use super::far;
use super::line::Line;
use super::point::Point;
use super::tally::Tally;
use crate::inputs::Random;
use crate::interpretations::{Pair, Precise, Running};
use crate::plan::Plan;
use crate::report::{Comparison, Finding};
use crate::subject::Subject;

/// The relative error that must be seen at 19 of 20 points: 2⁻⁴⁰.
const LIMIT: f64 = 1.0 / (1u64 << 40) as f64;

pub(super) fn check(subject: &Subject, plan: &Plan) -> Tally {
    if subject.definitions().is_none() {
        return Tally::inapplicable("it is written by hand: dual numbers cannot run it");
    }
    let mut tally = Tally::default();
    let variants = subject.variants();
    for case in plan.cases(if subject.is_row_wise() { 48 } else { 192 }) {
        let variant = &variants[case as usize % variants.len()];
        let mut random = Random::new(plan.seed_value(), &format!("{} dual", subject.name()), case);
        let point = Point::draw(variant, false, &mut random);
        tally.case();
        for by_parameters in [false, true] {
            for line in Line::through(variant, &point.inputs, &point.dy, by_parameters) {
                look(&line, case, &mut tally);
            }
        }
        if tally.is_hopeless() {
            break;
        }
    }
    if !plan.is_repetition() {
        tally.require_sight(LIMIT, "106 bits");
    }
    tally
}

fn look(line: &Line<'_>, case: u64, tally: &mut Tally) {
    // At a kink each rule takes a side of its own.
    if line.reach() == 0.0 {
        return;
    }
    let (expected, stated) = (line.tangent::<Running<Pair>>(), line.stated::<Pair>());
    let comparison = Comparison {
        expected: expected.value().hi(),
        found: stated.value().hi(),
        error: (stated.value() - expected.value()).hi().abs(),
        allowance: expected.error() + stated.error(),
    };
    let comparison = if comparison.allowance.is_finite() {
        comparison
    } else {
        far::compare(
            || Some((line.tangent::<Precise>(), line.formula::<Precise>()?)),
            line.size(),
        )
    };
    if !comparison.allowance.is_finite() {
        tally.sight().blind();
    } else if comparison.holds() {
        let size = comparison.expected.abs().max(line.size());
        tally.sight().sharp(comparison.allowance, size);
    } else {
        let claim = format!(
            "the stated derivative by `{}` is not what dual numbers give",
            line.variable()
        );
        let finding = Finding::new(case, claim)
            .at(line.named())
            .comparing(comparison);
        tally.findings([line.context().into_iter().fold(finding, Finding::note)]);
    }
}
