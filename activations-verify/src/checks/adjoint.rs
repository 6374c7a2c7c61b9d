//! The claims: VJP and JVP are adjoint, and the VJP is linear in the cotangent.

use activations_core::Activation;
use activations_core::ndarray::Array1;

use super::expected::Model;
use super::tally::Tally;
use crate::inputs::{Random, moderate};
use crate::interpretations::DoubleDouble;
use crate::number::Number;
use crate::plan::Plan;
use crate::report::{Comparison, Finding};
use crate::subject::{Arrays, Subject};

/// What must be visible: one wrong entry of a Jacobian among dozens.
const LIMIT: f64 = 1e-3;

/// ⟨J·v, w⟩ = ⟨v, Jᵀ·w⟩ for signed, non-uniform v and w.
pub(super) fn adjoint(subject: &Subject, plan: &Plan) -> Tally {
    let Arrays::One(activation) = subject.arrays() else {
        return Tally::inapplicable("activations of two arrays have no JVP");
    };
    let mut tally = Tally::default();
    for case in plan.cases(48) {
        tally.case();
        products::<f32>(subject, activation, plan, case, &mut tally);
        products::<f64>(subject, activation, plan, case, &mut tally);
    }
    if !plan.is_repetition() {
        tally.require_sight(LIMIT, "array code");
    }
    tally
}

fn products<T: Number>(
    subject: &Subject,
    activation: &impl Activation,
    plan: &Plan,
    case: u64,
    tally: &mut Tally,
) {
    let mut random = Random::new(
        plan.seed_value(),
        &format!("{} adjoint", subject.name()),
        case,
    );
    let length = 1 + random.below(9);
    let x: Vec<T> = (0..length)
        .map(|_| subject.inside(|| T::narrow(moderate(&mut random))))
        .collect();
    let mut direction = || -> Vec<T> {
        (0..length)
            .map(|_| T::narrow(random.magnitude(0.1, 10.0)))
            .collect()
    };
    let (v, w) = (direction(), direction());
    let array = |values: &[T]| Array1::from(values.to_vec());
    let fits = "arrays of one length";
    let pushed = activation.jvp(&array(&x), &array(&v)).expect(fits).to_vec();
    let pulled = activation.vjp(&array(&x), &array(&w)).expect(fits).to_vec();
    let (left, right) = (product(&pushed, &w), product(&v, &pulled));
    let inputs = [x.clone()];
    let (of_pushed, of_pulled) = match Model::of(subject) {
        Some(model) => {
            let pushed = if subject.is_row_wise() {
                model.tangents(&inputs, &v)
            } else {
                model.gradients(&inputs, &v).swap_remove(0)
            };
            let pulled = model.gradients(&inputs, &w).swap_remove(0);
            let allowances = |expected: Vec<super::expected::Expected>| {
                expected.iter().map(|e| e.allowance).collect()
            };
            (allowances(pushed), allowances(pulled))
        }
        None => (roundings(&pushed), roundings(&pulled)),
    };
    let weighted = |allowances: &Vec<f64>, weights: &[T]| -> f64 {
        allowances
            .iter()
            .zip(weights)
            .map(|(a, w)| a * w.widen().abs())
            .sum()
    };
    let allowance = weighted(&of_pushed, &w) + weighted(&of_pulled, &v);
    let comparison = Comparison {
        expected: right.hi(),
        found: left.hi(),
        error: (left - right).hi().abs(),
        allowance,
    };
    if !allowance.is_finite() {
        tally.sight().blind();
    } else if comparison.holds() {
        let size = pulled
            .iter()
            .zip(&v)
            .map(|(a, b)| (a.widen() * b.widen()).abs())
            .sum();
        tally.sight().sharp(allowance, size);
    } else {
        let claim = format!(
            "JVP and VJP in {} are not adjoint: ⟨J·v, w⟩ is not ⟨v, Jᵀ·w⟩",
            T::NAME
        );
        let note = format!("x = {x:?}, v = {v:?}, w = {w:?}");
        tally.findings([Finding::new(case, claim).comparing(comparison).note(note)]);
    }
}

fn product<T: Number>(a: &[T], b: &[T]) -> DoubleDouble {
    let term = |(a, b): (&T, &T)| DoubleDouble::from(a.widen()) * DoubleDouble::from(b.widen());
    a.iter()
        .zip(b)
        .map(term)
        .fold(DoubleDouble::from(0.0), |sum, term| sum + term)
}

/// Without a definition: n roundings of the greatest number.
fn roundings<T: Number>(values: &[T]) -> Vec<f64> {
    let greatest = values.iter().map(|v| v.widen().abs()).fold(0.0, f64::max);
    // Zeros are exact.
    let unit = if greatest == 0.0 {
        0.0
    } else {
        T::ulp(greatest)
    };
    vec![8.0 * unit * values.len() as f64; values.len()]
}

/// The gradient for −dy and for 2·dy is, in every bit, minus and twice that for dy; that for a sum is the
/// sum of the gradients.
pub(super) fn linearity(subject: &Subject, plan: &Plan) -> Tally {
    let mut tally = Tally::default();
    for case in plan.cases(24) {
        tally.case();
        multiples::<f32>(subject, plan, case, &mut tally);
        multiples::<f64>(subject, plan, case, &mut tally);
    }
    tally
}

fn multiples<T: Number>(subject: &Subject, plan: &Plan, case: u64, tally: &mut Tally) {
    let mut random = Random::new(
        plan.seed_value(),
        &format!("{} linearity", subject.name()),
        case,
    );
    let length = 1 + random.below(9);
    let inputs: Vec<Vec<T>> = (0..subject.inputs())
        .map(|_| {
            (0..length)
                .map(|_| T::narrow(moderate(&mut random)))
                .collect()
        })
        .collect();
    // Whole numbers, so that sums of cotangents are exact.
    let mut whole = || -> Vec<f64> {
        (0..length)
            .map(|_| random.sign() * (1 + random.below(9)) as f64)
            .collect()
    };
    let (first, second) = (whole(), whole());
    let gradients = |dy: &dyn Fn(usize) -> f64| {
        let dy: Vec<T> = (0..length).map(|i| T::narrow(dy(i))).collect();
        subject.gradients(&inputs, &dy)
    };
    let once = gradients(&|i| first[i]);
    let note = format!("inputs {inputs:?}, dy {first:?}");
    for factor in [-1.0, 2.0, 0.25] {
        let scaled = gradients(&|i| factor * first[i]);
        for (once, scaled) in once.iter().flatten().zip(scaled.iter().flatten()) {
            let comparison = Comparison::new(factor * once.widen(), scaled.widen(), T::TINIEST);
            if !comparison.holds() {
                let claim = format!(
                    "the gradient in {} for {factor}·dy is not {factor} times that for dy",
                    T::NAME
                );
                return tally
                    .findings([Finding::new(case, claim).comparing(comparison).note(note)]);
            }
        }
    }
    let other = gradients(&|i| second[i]);
    let sum = gradients(&|i| first[i] + second[i]);
    let allowances: Vec<f64> = match Model::of(subject) {
        Some(model) => {
            let allowed = |dy: &[f64]| -> Vec<f64> {
                let dy: Vec<T> = dy.iter().map(|x| T::narrow(*x)).collect();
                model
                    .gradients(&inputs, &dy)
                    .iter()
                    .flatten()
                    .map(|e| e.allowance)
                    .collect()
            };
            let both: Vec<f64> = first.iter().zip(&second).map(|(a, b)| a + b).collect();
            let parts = [allowed(&first), allowed(&second), allowed(&both)];
            (0..parts[0].len())
                .map(|i| parts.iter().map(|part| part[i]).sum())
                .collect()
        }
        None => sum
            .iter()
            .flat_map(|of_input| {
                let rest = roundings(of_input);
                let parts = roundings(&once[0]).into_iter().zip(roundings(&other[0]));
                rest.into_iter()
                    .zip(parts)
                    .map(|(a, (b, c))| a + b + c)
                    .collect::<Vec<_>>()
            })
            .collect(),
    };
    let added = once
        .iter()
        .flatten()
        .zip(other.iter().flatten())
        .map(|(a, b)| a.widen() + b.widen());
    for ((added, sum), allowance) in added.zip(sum.iter().flatten()).zip(allowances) {
        let comparison = Comparison::new(added, sum.widen(), allowance);
        if !comparison.holds() && allowance.is_finite() {
            let claim = format!(
                "the gradient in {} for a sum of cotangents is not the sum of the gradients",
                T::NAME
            );
            return tally.findings([Finding::new(case, claim).comparing(comparison).note(note)]);
        }
    }
}
