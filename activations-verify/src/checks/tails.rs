//! The claim: values and gradients keep at least half of their digits, far into the tails.
//!
//! A derivative written in terms of the output may be right and still worthless: 1 − y² is 0 in f32 from
//! x = 9 on, where sech² x is 6·10⁻⁸. Held against the exact derivative of the definition, by dual
//! numbers in 106 bits, such a loss shows. Next to a zero of the value, what counts is x times the slope.

use activations_core::Dual;

use super::tally::Tally;
use crate::formula::Formula;
use crate::inputs::{Random, ordinary};
use crate::interpretations::DoubleDouble;
use crate::number::Number;
use crate::plan::Plan;
use crate::report::{Comparison, Finding};
use crate::subject::Subject;

/// Held by the built-in activations; a remark for others, as a derivative in terms of the output is a
/// fair choice where the tails do not matter.
pub(super) fn check(subject: &Subject, plan: &Plan) -> Tally {
    if Formula::of(subject).is_none() {
        return Tally::inapplicable("there is no definition of elements to take exact digits from");
    }
    let mut tally = Tally::default();
    for case in plan.cases(48) {
        let lost = [
            one::<f32>(subject, plan, case, &mut tally),
            one::<f64>(subject, plan, case, &mut tally),
        ];
        for finding in lost.into_iter().flatten() {
            if plan.is_strict() {
                tally.findings([finding]);
            } else if let Some(comparison) = finding.comparison {
                let at = finding.inputs.first().map_or(f64::NAN, |(_, x)| *x);
                let Comparison {
                    expected, found, ..
                } = comparison;
                tally.remark(format!(
                    "{}: at {at} {found:e} for {expected:e}",
                    finding.claim
                ));
            }
        }
    }
    tally
}

/// What is most wrong at a point of growing distance from 0.
fn one<T: Number>(subject: &Subject, plan: &Plan, case: u64, tally: &mut Tally) -> Option<Finding> {
    let formula = Formula::of(subject)?;
    let mut random = Random::new(
        plan.seed_value(),
        &format!("{} tails", subject.name()),
        case,
    );
    // In small steps from where f32 begins to lose digits to where f64 has none left; and far beyond.
    let x = match case % 4 {
        3 => random.magnitude(1e2, 1e9),
        _ => random.sign() * 2.0 * 1.1f64.powf(case as f64 * 1.2 + random.unit()),
    };
    let x = T::narrow(x);
    let others = (1..subject.inputs()).map(|_| T::narrow(ordinary(&mut random)));
    let inputs: Vec<Vec<T>> = std::iter::once(x).chain(others).map(|x| vec![x]).collect();
    let exact: Vec<f64> = inputs.iter().map(|x| x[0].widen()).collect();
    tally.case();
    let forward = (
        subject.forward(&inputs)[0],
        jet(&formula, &exact, 0).map(|jet| [jet[0], jet[1]]),
    );
    let by = |input: usize| {
        let gradient = subject.gradients(&inputs, &[T::narrow(1.0)])[input][0];
        (
            gradient,
            jet(&formula, &exact, input).map(|jet| [jet[1], jet[2]]),
        )
    };
    let names = subject.variables();
    let gradients = (0..subject.inputs())
        .map(|input| (format!("the gradient by `{}`", names[input]), by(input)));
    for (what, (found, exact_value)) in
        std::iter::once(("the forward".to_owned(), forward)).chain(gradients)
    {
        let Some([value, slope]) = exact_value else {
            continue;
        };
        let sane = value.is_finite() && value.abs() > T::LEAST_NORMAL && value.abs() < T::GREATEST;
        let scale = value.abs().max((x.widen() * slope).abs());
        let comparison = Comparison::new(value, found.widen(), scale * T::ulp(1.0).sqrt());
        if sane && !comparison.holds() {
            let claim = format!(
                "{what} in {} has lost more than half of its digits",
                T::NAME
            );
            return Some(
                Finding::new(case, claim)
                    .at(subject.named(&exact))
                    .comparing(comparison),
            );
        }
    }
    None
}

/// The value of the definition along an input, its slope and its curvature; None where 106 bits overflow.
fn jet(formula: &Formula<'_>, inputs: &[f64], input: usize) -> Option<[f64; 3]> {
    type Number = Dual<Dual<DoubleDouble>>;
    let fixed = |x: f64| Number::fixed(Dual::fixed(DoubleDouble::from(x)));
    let mut at: Vec<Number> = formula.complete(inputs).into_iter().map(fixed).collect();
    at[input] = Number::new(
        Dual::variable(at[input].value.value),
        Dual::fixed(DoubleDouble::from(1.0)),
    );
    let y = formula.value(&at);
    let jet = [
        y.value.value.hi(),
        y.value.tangent.hi(),
        y.tangent.tangent.hi(),
    ];
    jet.iter().all(|x| x.is_finite()).then_some(jet)
}
