//! The claims: at a kink the derivative takes a value between the slopes that meet there, the kinks are
//! those declared, and the forward has no jump that is not declared.

use activations_core::{Kind, KinkDeclaration, Proof};

use super::line::Line;
use super::opaque;
use super::survey::{self, Break};
use super::tally::Tally;
use crate::formula::Formula;
use crate::inputs::{Random, moderate};
use crate::interpretations::Pair;
use crate::plan::Plan;
use crate::report::{Comparison, Finding, hex};
use crate::subject::Subject;

/// The value taken at every kink is a slope between those that meet there.
pub(super) fn kinks(subject: &Subject, plan: &Plan, breaks: &Breaks<'_>) -> Tally {
    let mut tally = breaks.tally();
    for seen in &breaks.seen {
        let Some(is_kink) = seen.place.slopes.differ() else {
            tally.findings([
                seen.finding("inconclusive: the slopes that meet here could not be told apart")
            ]);
            continue;
        };
        let slopes = seen.place.slopes;
        let outside = slopes.outside(seen.taken);
        let allowance = slopes.allowance() + seen.taken_error;
        if outside > allowance || outside.is_nan() {
            let nearest = if (seen.taken - slopes.left).abs() < (seen.taken - slopes.right).abs() {
                slopes.left
            } else {
                slopes.right
            };
            let claim = if is_kink {
                "the derivative at a kink is none of the slopes between the two that meet there"
            } else {
                "the derivative where two branches meet is not the slope there"
            };
            let comparison = Comparison {
                expected: nearest,
                found: seen.taken,
                error: outside,
                allowance,
            };
            let finding = seen.finding(claim).comparing(comparison);
            tally.findings([finding.note(format!(
                "slopes from the left and from the right: {}",
                slopes.text()
            ))]);
        }
        if is_kink && seen.is_default {
            tally.remark(format!(
                "kink at {}: slopes {}, takes {}",
                // From values alone it is known to six decimals.
                survey::short(seen.place.at, 6),
                slopes.text(),
                survey::short(seen.taken, 9)
            ));
        }
    }
    if subject.definitions().is_some()
        && subject.declaration().kind == Kind::ElementWise
        && !plan.is_repetition()
    {
        against_declared(subject, &mut tally);
    }
    tally
}

/// Every jump is declared.
pub(super) fn continuity(subject: &Subject, breaks: &Breaks<'_>) -> Tally {
    let mut tally = breaks.tally();
    let declared = subject.declaration().jumps;
    for seen in &breaks.seen {
        let values = seen.place.values;
        match values.differ() {
            None => tally.findings([
                seen.finding("inconclusive: the values that meet here could not be told apart")
            ]),
            Some(false) => {}
            Some(true) => match declared {
                Some(reason) => {
                    tally.remark(format!(
                        "jumps at {} from {} to {}: {reason}",
                        seen.place.at, values.left, values.right
                    ));
                }
                None => {
                    let claim = "the forward jumps, which is not declared";
                    let from_left = format!("{:?} ({})", values.left, hex(values.left));
                    let from_right = format!("{:?} ({})", values.right, hex(values.right));
                    tally.findings([seen.finding(claim).note(format!(
                        "from the left it tends to {from_left}\n  from the right to     {from_right}\n  \
                         they differ by {:.3e}, allowed {:.3e}",
                        values.gap(),
                        values.allowance()
                    ))]);
                }
            },
        }
    }
    tally
}

/// What was found along the lines of a subject, at its own parameters and at others.
pub(super) struct Breaks<'a> {
    cases: u64,
    seen: Vec<Seen<'a>>,
}

impl Breaks<'_> {
    fn tally(&self) -> Tally {
        let mut tally = Tally::default();
        (0..self.cases).for_each(|_| tally.case());
        tally
    }
}

/// A break, and the derivative that is given at it.
struct Seen<'a> {
    subject: &'a Subject,
    case: u64,
    is_default: bool,
    place: Break,
    taken: f64,
    taken_error: f64,
    inputs: Vec<(&'static str, f64)>,
}

impl Seen<'_> {
    fn finding(&self, claim: &str) -> Finding {
        let finding = Finding::new(self.case, claim).at(self.inputs.iter().copied());
        if self.subject.is_row_wise() {
            finding.note("along the first element of a row")
        } else {
            finding
        }
    }
}

/// Surveys the lines of a subject. Two checks ask for it, so it is done once for both.
pub(super) fn breaks<'a>(subject: &'a Subject, plan: &Plan) -> Breaks<'a> {
    let mut breaks = Breaks {
        cases: 0,
        seen: Vec::new(),
    };
    let variants = subject.variants();
    // Once each at the default parameters and at a dozen others; along each input of a gated one.
    let lines = if subject.inputs() > 1 || subject.is_row_wise() {
        3
    } else {
        1
    };
    let count = variants.len().min(13) as u64 * lines;
    for case in plan
        .cases(count)
        .filter(|case| *case < count || plan.is_repetition())
    {
        let variant = &variants[(case / lines) as usize % variants.len()];
        let mut random = Random::new(
            plan.seed_value(),
            &format!("{} kinks", subject.name()),
            case,
        );
        breaks.cases += 1;
        let length = if subject.is_row_wise() {
            3
        } else {
            subject.inputs()
        };
        let inputs: Vec<f64> = (0..length).map(|_| moderate(&mut random)).collect();
        let dy: Vec<f64> = inputs.iter().map(|_| random.magnitude(0.1, 10.0)).collect();
        let is_default = case < lines;
        if variant.definitions().is_none() {
            for (place, taken, named) in opaque::breaks(variant, &inputs, &dy) {
                breaks.seen.push(Seen {
                    subject,
                    case,
                    is_default,
                    place,
                    taken: taken.value(),
                    taken_error: taken.error(),
                    inputs: named,
                });
            }
            continue;
        }
        let landmarks =
            Formula::of(variant).map_or_else(|| inputs.clone(), |formula| formula.constants());
        let along = if subject.is_row_wise() { 1 } else { usize::MAX };
        for line in Line::through(variant, &inputs, &dy, false)
            .into_iter()
            .take(along)
        {
            for place in survey::of_line(&line, &landmarks) {
                let here = line.at_variable(place.at);
                let taken = here.stated::<Pair>();
                let inputs = here.named();
                breaks.seen.push(Seen {
                    subject,
                    case,
                    is_default,
                    place,
                    taken: taken.value().hi(),
                    taken_error: taken.error(),
                    inputs,
                });
            }
        }
    }
    breaks
}

/// The kinks at the default parameters are those that the declaration lists, with their slopes.
fn against_declared(subject: &Subject, tally: &mut Tally) {
    let declaration = subject.declaration();
    if subject
        .parameters()
        .iter()
        .ne(declaration.parameters.iter().map(|p| &p.default))
        // Nobody has located them: those that are found are remarked on.
        || matches!(declaration.proof, Proof::Unproved(_)) && declaration.kinks.is_empty()
    {
        return;
    }
    let Some(formula) = Formula::of(subject) else {
        return;
    };
    let Some(line) = Line::through(subject, &[0.0], &[1.0], false).pop() else {
        return;
    };
    let found: Vec<(Break, f64)> = survey::of_line(&line, &formula.constants())
        .into_iter()
        .filter(|place| place.slopes.differ() == Some(true))
        .map(|place| {
            (
                place,
                line.at_variable(place.at).stated::<Pair>().value().hi(),
            )
        })
        .collect();
    // Where a kink is no double, the derivative beside it is one of those that meet.
    let is_double = |x: f64| {
        let here = line.path(x);
        line.path(x.next_down()) != here && line.path(x.next_up()) != here
    };
    let matches = |kink: &KinkDeclaration, (place, taken): &(Break, f64)| {
        // Slopes are declared as doubles.
        let rounding = |a: f64| f64::EPSILON * a.abs();
        let close = |a: f64, b: f64| (a - b).abs() <= place.slopes.allowance() + rounding(a);
        close(kink.left, place.slopes.left)
            && close(kink.right, place.slopes.right)
            && (close(kink.taken, *taken)
                || !is_double(place.at) && place.slopes.outside(kink.taken) == 0.0)
    };
    for kink in declaration
        .kinks
        .iter()
        .filter(|kink| kink.left != kink.right)
    {
        if !found.iter().any(|seen| matches(kink, seen)) {
            tally.findings([
                Finding::new(None, "a kink is declared that is not there").note(format!(
                    "declared at {}: slopes {}|{}, takes {}",
                    kink.at, kink.left, kink.right, kink.taken
                )),
            ]);
        }
    }
    for seen in &found {
        if !declaration.kinks.iter().any(|kink| matches(kink, seen)) {
            let (place, taken) = seen;
            let finding = Finding::new(None, "a kink is not among those declared")
                .at([(formula.name(0), place.at)]);
            tally
                .findings([finding.note(format!("slopes {}, takes {taken}", place.slopes.text()))]);
        }
    }
}
