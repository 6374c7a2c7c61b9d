//! The claims about rows: the Jacobian is one and the same by differences, dual numbers and VJP, and it
//! has the symmetries that the forward has.

use activations_core::{Dual, Real};

use super::expected::Model;
use super::line::Line;
use super::slope::{Opinion, measure};
use super::tally::Tally;
use crate::inputs::{Random, moderate};
use crate::interpretations::{DoubleDouble, Pair, Running};
use crate::plan::Plan;
use crate::report::{Comparison, Finding};
use crate::subject::Subject;

type Number = Running<Pair>;

/// A square matrix, row by row.
type Matrix = Vec<Vec<Number>>;

/// The Jacobian three ways, at ordinary rows, ties, dominated rows and rows of one.
pub(super) fn check(subject: &Subject, plan: &Plan) -> Tally {
    if !subject.is_row_wise() {
        return Tally::inapplicable(
            "it acts on elements, whose Jacobian is diagonal: see `independence`",
        );
    }
    if subject.definitions().is_none() {
        return Tally::inapplicable(
            "it is written by hand: see `derivative`, which covers each entry",
        );
    }
    let mut tally = Tally::default();
    let variants = subject.variants();
    for case in plan.cases(20) {
        tally.case();
        let variant = &variants[case as usize % variants.len()];
        let mut random = Random::new(
            plan.seed_value(),
            &format!("{} jacobian", subject.name()),
            case,
        );
        let x = row(&mut random);
        three_ways(variant, &x, case, &mut tally);
        symmetries(variant, &x, case, &mut tally);
        hidden_entry(variant, &x, case, &mut tally);
    }
    tally
}

/// A row as rows are: random, tied, dominated by one entry, or of one.
fn row(random: &mut Random) -> Vec<f64> {
    let length = 1 + random.below(5);
    let mut x: Vec<f64> = (0..length).map(|_| moderate(random)).collect();
    match random.below(4) {
        0 => {
            let first = x[0];
            x.fill(first);
        }
        1 => x[random.below(length)] += 60.0,
        _ => {}
    }
    x
}

fn unit(length: usize, i: usize) -> Vec<f64> {
    (0..length).map(|j| f64::from(i == j)).collect()
}

fn exactly(values: &[f64]) -> Vec<Number> {
    values
        .iter()
        .map(|x| Running::exact(DoubleDouble::from(*x)))
        .collect()
}

/// Entry (i, j) is ∂y_i/∂x_j by the VJP of unit cotangents.
fn by_vjp(subject: &Subject, x: &[f64]) -> Option<Matrix> {
    let definitions = subject.definitions()?;
    let (row, parameters) = (exactly(x), exactly(subject.parameters()));
    let y = definitions.plain.eval_row(&[&row], &parameters);
    let vjp = |i| {
        definitions.derivatives[0].eval_row(&[&row, &y, &exactly(&unit(x.len(), i))], &parameters)
    };
    Some((0..x.len()).map(vjp).collect())
}

/// The same by dual numbers, column by column.
fn by_duals(subject: &Subject, x: &[f64]) -> Option<Matrix> {
    let definitions = subject.definitions()?;
    let parameters: Vec<_> = exactly(subject.parameters())
        .into_iter()
        .map(Dual::fixed)
        .collect();
    let column = |j: usize| {
        let tangents = exactly(&unit(x.len(), j));
        let row: Vec<_> = exactly(x)
            .into_iter()
            .zip(tangents)
            .map(|(x, dx)| Dual::new(x, dx))
            .collect();
        definitions.plain.eval_row(&[&row], &parameters)
    };
    let columns: Vec<Vec<_>> = (0..x.len()).map(column).collect();
    Some(
        (0..x.len())
            .map(|i| columns.iter().map(|column| column[i].tangent).collect())
            .collect(),
    )
}

fn compare(expected: Number, found: Number) -> Comparison {
    Comparison {
        expected: expected.value().hi(),
        found: found.value().hi(),
        error: (expected.value() - found.value()).hi().abs(),
        allowance: expected.error() + found.error(),
    }
}

fn three_ways(subject: &Subject, x: &[f64], case: u64, tally: &mut Tally) {
    let (Some(vjp), Some(duals)) = (by_vjp(subject, x), by_duals(subject, x)) else {
        return;
    };
    for i in 0..x.len() {
        let dy = unit(x.len(), i);
        // In f64, through the public interface.
        let found = &subject.gradients(&[x.to_vec()], &dy)[0];
        let expected =
            Model::of(subject).map(|model| model.gradients(&[x.to_vec()], &dy).swap_remove(0));
        for (j, line) in Line::through(subject, x, &dy, false)
            .into_iter()
            .enumerate()
        {
            let finding = |claim: &str, comparison: Comparison| {
                Finding::new(case, claim)
                    .comparing(comparison)
                    .note(format!("entry ({i}, {j}) for the row {x:?}"))
            };
            let comparison = compare(duals[i][j], vjp[i][j]);
            if !comparison.holds() {
                tally.findings([finding(
                    "the Jacobian by VJP is not that by dual numbers",
                    comparison,
                )]);
            }
            if let Opinion::Differ(comparison) = measure::<Pair>(&line) {
                tally.findings([finding(
                    "the Jacobian by VJP is not that by differences",
                    comparison,
                )]);
            }
            if let Some(comparison) = expected.as_ref().map(|row| row[j].compare(found[j]))
                && comparison.allowance.is_finite()
                && !comparison.holds()
            {
                tally.findings([finding(
                    "the Jacobian by `vjp` is not that of the definition",
                    comparison,
                )]);
            }
        }
    }
}

/// How far a row is moved to see whether that changes anything.
const STEP: f64 = 0.375;

/// What holds for the forward at a row must show in the gradient: if all outputs always add up to the
/// same, a uniform cotangent gives 0; if adding a constant to the row changes nothing, every gradient
/// adds up to 0; if the Jacobian is symmetric, so is that by VJP.
///
/// A change of the forward too small for 106 bits to show is one that the gradient may show.
fn symmetries(subject: &Subject, x: &[f64], case: u64, tally: &mut Tally) {
    let Some(definitions) = subject.definitions() else {
        return;
    };
    let (Some(vjp), Some(duals)) = (by_vjp(subject, x), by_duals(subject, x)) else {
        return;
    };
    let parameters = exactly(subject.parameters());
    let y = |row: &[Number]| definitions.plain.eval_row(&[row], &parameters);
    let zero = Running::exact(DoubleDouble::from(0.0));
    let sum = |values: &[Number]| values.iter().fold(zero, |sum, value| sum + *value);
    // How far two numbers that are the same, as far as can be told, may be apart.
    let gap = |a: Number, b: Number| {
        let comparison = compare(a, b);
        comparison.holds().then_some(comparison.allowance)
    };
    // The slope of a change that small, were it far steeper here than on the average of the step.
    let slope = |gap: f64| 64.0 * gap / STEP;
    let row = exactly(x);
    let moved: Vec<Number> = row.iter().map(|x| *x + Running::from_f64(STEP)).collect();
    let stretched: Vec<Number> = row
        .iter()
        .zip(1..)
        .map(|(x, k)| *x * Running::from_f64(1.0 + 0.1 * f64::from(k)))
        .collect();
    let mut require = |claim: &str, value: Number, hidden: f64| {
        let comparison = compare(zero, value);
        let allowance = comparison.allowance + hidden;
        let comparison = Comparison {
            allowance,
            ..comparison
        };
        if !comparison.holds() {
            let finding = Finding::new(case, claim).comparing(comparison);
            tally.findings([finding.note(format!("for the row {x:?}"))]);
        }
    };
    let (before, after) = (y(&row), y(&moved));
    let total = sum(&before);
    if let Some(moving) = gap(total, sum(&after))
        && let Some(stretching) = gap(total, sum(&y(&stretched)))
    {
        for j in 0..x.len() {
            let column: Vec<Number> = vjp.iter().map(|of_output| of_output[j]).collect();
            require(
                "the outputs always add up to the same, but a uniform cotangent has a gradient",
                sum(&column),
                slope(moving.max(stretching)),
            );
        }
    }
    let gaps: Option<Vec<f64>> = before
        .iter()
        .zip(&after)
        .map(|(a, b)| gap(*a, *b))
        .collect();
    for (of_output, gap) in vjp.iter().zip(gaps.into_iter().flatten()) {
        require(
            "adding a constant to the row changes nothing, but a gradient does not add up to 0",
            sum(of_output),
            slope(gap),
        );
    }
    let pairs = || (0..x.len()).flat_map(|i| (0..i).map(move |j| (i, j)));
    let gaps: Option<Vec<f64>> = pairs()
        .map(|(i, j)| gap(duals[i][j], duals[j][i]))
        .collect();
    for ((i, j), gap) in pairs().zip(gaps.into_iter().flatten()) {
        require(
            "the Jacobian is symmetric, but that by VJP is not",
            vjp[i][j] - vjp[j][i],
            gap,
        );
    }
}

/// An entry of −∞ is an entry far below the others: the rest of the row is as without it. Where the
/// definition itself comes to ∞ − ∞ or ∞/∞, as a norm does, nothing is claimed.
fn hidden_entry(subject: &Subject, x: &[f64], case: u64, tally: &mut Tally) {
    if x.len() < 2 {
        return;
    }
    let mut far = x.to_vec();
    far[0] = -1e9;
    let mut gone = x.to_vec();
    gone[0] = f64::NEG_INFINITY;
    let has_no_value = subject.definitions().is_some_and(|definitions| {
        let y = definitions.plain.eval_row(&[&gone], subject.parameters());
        y.iter().any(|y| y.is_nan())
    });
    if has_no_value {
        tally.remark("a row with an entry −∞ has no value by its definition".to_owned());
        return;
    }
    let dy: Vec<f64> = (0..x.len()).map(|i| 1.5 - i as f64).collect();
    let (far_y, gone_y) = (
        subject.forward(&[far.clone()]),
        subject.forward(&[gone.clone()]),
    );
    let (far_dx, gone_dx) = (
        subject.gradients(&[far], &dy),
        subject.gradients(&[gone.clone()], &dy),
    );
    for (what, far, gone) in [
        ("y", &far_y, &gone_y),
        ("the gradient", &far_dx[0], &gone_dx[0]),
    ] {
        for (i, (far, found)) in far.iter().zip(gone).enumerate() {
            // What falls with the entry falls to −∞ with it.
            let expected = if far.abs() > 1e8 {
                f64::NEG_INFINITY.copysign(*far)
            } else {
                *far
            };
            let comparison = Comparison::new(expected, *found, 1e-7 * expected.abs().min(1.0));
            if !comparison.holds() {
                let claim = format!("{what} of a row with an entry −∞ is not what it tends to");
                tally.findings([Finding::new(case, claim)
                    .comparing(comparison)
                    .note(format!("entry {i} for the row {gone:?}", gone = x))]);
                return;
            }
        }
    }
}
