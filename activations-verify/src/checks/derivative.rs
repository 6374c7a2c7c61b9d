//! The claim: each stated derivative is the slope of the forward.
//!
//! Slopes are measured by finite differences of the declared forward, in f64 and in 106 bits. There is
//! no tolerance: every measurement estimates its own error (see [`crate::differences`]), and the check
//! says how small an error of the derivative it would have seen. Points that could not have seen any
//! count against it.

use super::line::Line;
use super::opaque;
use super::point::Point;
use super::slope::{Opinion, measure};
use super::tally::{Sight, Tally};
use crate::inputs::Random;
use crate::interpretations::{Double, Pair, Precision};
use crate::plan::Plan;
use crate::report::{Comparison, Finding};
use crate::subject::Subject;

/// The relative error that must be seen at 19 of 20 points: 2⁻³⁰.
const LIMIT: f64 = 1.0 / (1u64 << 30) as f64;

/// By each input.
pub(super) fn by_inputs(subject: &Subject, plan: &Plan) -> Tally {
    if subject.definitions().is_none() {
        return opaque::derivative(subject, plan);
    }
    along_lines(subject, plan, "derivative", false)
}

/// By each parameter.
pub(super) fn by_parameters(subject: &Subject, plan: &Plan) -> Tally {
    if subject.parameters().is_empty() {
        return Tally::inapplicable("it has no parameters");
    }
    if subject.definitions().is_none() {
        return opaque::parameters(subject, plan);
    }
    along_lines(subject, plan, "parameters", true)
}

fn along_lines(subject: &Subject, plan: &Plan, check: &str, by_parameters: bool) -> Tally {
    let mut tally = Tally::default();
    let mut in_f64 = Sight::default();
    let variants = subject.variants();
    for case in plan.cases(if subject.is_row_wise() { 24 } else { 96 }) {
        let variant = &variants[case as usize % variants.len()];
        let is_moderate = (case / variants.len() as u64).is_multiple_of(2);
        let mut random = Random::new(
            plan.seed_value(),
            &format!("{} {check}", subject.name()),
            case,
        );
        let point = Point::draw(variant, is_moderate, &mut random);
        tally.case();
        for line in Line::through(variant, &point.inputs, &point.dy, by_parameters) {
            let wrong = look::<Pair>(&line, case, &mut random, is_moderate, tally.sight());
            tally.findings(wrong);
            if is_moderate {
                tally.findings(look::<Double>(&line, case, &mut random, true, &mut in_f64));
            }
        }
        if tally.is_hopeless() {
            break;
        }
    }
    if !plan.is_repetition() {
        tally.require_sight(LIMIT, "106 bits");
        // What doubles cannot see, 106 bits have seen; that they see hardly anything is still wrong.
        tally.findings(in_f64.require(LIMIT, "f64", 4));
        if let Some(power) = in_f64.typical() {
            tally.remark(format!(
                "differences in f64 alone would have shown {power:.0e}"
            ));
        }
    }
    tally
}

/// What is wrong along a line, if anything. Where that is unclear, neighbours decide; a point that stays
/// unclear has seen nothing.
fn look<P: Precision>(
    line: &Line<'_>,
    case: u64,
    random: &mut Random,
    must_count: bool,
    sight: &mut Sight,
) -> Option<Finding> {
    match measure::<P>(line) {
        Opinion::Agree { allowance, size } if must_count => sight.sharp(allowance, size),
        Opinion::Unusable if must_count => sight.blind(),
        Opinion::Agree { .. } | Opinion::Unusable => {}
        Opinion::Differ(comparison) => return Some(finding(line, case, comparison)),
        Opinion::Unclear => {
            let mut settled = None;
            for _ in 0..8 {
                let near = line.moved(|x| x * (1.0 + 1e-3 * random.normal()));
                match measure::<P>(&near) {
                    Opinion::Differ(comparison) => return Some(finding(&near, case, comparison)),
                    Opinion::Agree { allowance, size } => settled = Some((allowance, size)),
                    Opinion::Unclear | Opinion::Unusable => {}
                }
            }
            match settled {
                Some((allowance, size)) => sight.sharp(allowance, size),
                None => sight.blind(),
            }
        }
    }
    None
}

fn finding(line: &Line<'_>, case: u64, comparison: Comparison) -> Finding {
    let claim = format!(
        "the stated derivative by `{}` is not the slope of the forward",
        line.variable()
    );
    let finding = Finding::new(case, claim)
        .at(line.named())
        .comparing(comparison);
    line.context().into_iter().fold(finding, Finding::note)
}
