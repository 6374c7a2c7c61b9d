//! The claim: masked entries are as if they were not there.

use activations_core::Activation;
use activations_core::ndarray::{Array1, Array2, Axis};

use super::super::tally::Tally;
use super::call::Method;
use super::reference::{allowed, alone_of};
use crate::inputs::{Random, moderate};
use crate::number::Number;
use crate::plan::Plan;
use crate::report::{Comparison, Finding};
use crate::subject::{Arrays, Subject};

/// `forward_masked` and `vjp_masked` give on the entries left what these give alone, and a constant
/// elsewhere, whatever is hidden there.
pub(in super::super) fn check(subject: &Subject, plan: &Plan) -> Tally {
    let Arrays::One(activation) = subject.arrays() else {
        return Tally::inapplicable("activations of two arrays take no mask");
    };
    let mut tally = Tally::default();
    for case in plan.cases(32) {
        tally.case();
        one::<f32>(subject, activation, plan, case, &mut tally);
        one::<f64>(subject, activation, plan, case, &mut tally);
    }
    tally
}

pub(super) fn one<T: Number>(
    subject: &Subject,
    activation: &impl Activation,
    plan: &Plan,
    case: u64,
    tally: &mut Tally,
) {
    let mut random = Random::new(
        plan.seed_value(),
        &format!("{} masks", subject.name()),
        case,
    );
    let shape = (1 + random.below(4), 1 + random.below(T::LANES + 2));
    // Rows of all and of none among them.
    let share = *random.one_of(&[0.0, 0.3, 0.8, 1.0]);
    let mask = Array2::from_shape_simple_fn(shape, || random.unit() < share);
    let hidden = T::narrow(*random.one_of(&[f64::NAN, f64::INFINITY, 1e30]));
    let x = mask.map(|kept| {
        if *kept {
            T::narrow(moderate(&mut random))
        } else {
            hidden
        }
    });
    let dy = mask.map(|kept| {
        if *kept {
            T::narrow(random.magnitude(0.1, 10.0))
        } else {
            hidden
        }
    });
    let fits = "a mask of the array's shape";
    let y = activation.forward_masked(&x, &mask).expect(fits);
    let dx = activation.vjp_masked(&x, &dy, &mask).expect(fits);
    let masked = T::narrow(subject.declaration().masked);
    for (method, found, elsewhere) in [(Method::Forward, y, masked), (Method::Vjp, dx, T::ZERO)] {
        for (i, mask) in mask.axis_iter(Axis(0)).enumerate() {
            let kept = |row: &Array2<T>| -> Vec<T> {
                let pairs = row.row(i).into_iter().zip(mask);
                pairs.filter(|(_, kept)| **kept).map(|(x, _)| *x).collect()
            };
            let alone = right(subject, method, &kept(&x), &kept(&dy));
            let mut left = alone.into_iter();
            for (j, (found, kept)) in found.row(i).into_iter().zip(mask).enumerate() {
                let (value, allowance) = if *kept {
                    left.next().unwrap_or((T::ZERO, 0.0))
                } else {
                    (elsewhere, 0.0)
                };
                let comparison = Comparison::new(value.widen(), found.widen(), allowance);
                if !(value.same(*found) || comparison.holds()) {
                    let claim = format!(
                        "masked {} in {} is not as if hidden entries were not there",
                        method.name(),
                        T::NAME
                    );
                    let note = format!(
                        "entry ({i}, {j}) of shape {shape:?}, row mask {:?}",
                        Array1::from_iter(mask)
                    );
                    return tally
                        .findings([Finding::new(case, claim).comparing(comparison).note(note)]);
                }
            }
        }
    }
}

/// The values of the entries that are left, each with its allowance.
fn right<T: Number>(subject: &Subject, method: Method, x: &[T], dy: &[T]) -> Vec<(T, f64)> {
    if x.is_empty() {
        return Vec::new();
    }
    let value = alone_of(subject, method, &[x.to_vec()], dy).swap_remove(0);
    let allowances = if subject.is_row_wise() {
        allowed(subject, method, &[x.to_vec()], dy, &value)
    } else {
        vec![0.0; value.len()]
    };
    value.into_iter().zip(allowances).collect()
}
