//! The claims about arrays: results do not depend on where elements lie, nor on how many there are.

mod call;
mod case;
#[cfg(test)]
mod controls;
pub(super) mod errors;
mod layout;
pub(super) mod masks;
pub(super) mod pairs;
mod reference;

use activations_core::Activation;

use super::tally::Tally;
use crate::inputs::{Random, ordinary};
use crate::number::Number;
use crate::plan::Plan;
use crate::report::{Comparison, Finding};
use crate::subject::{Arrays, Subject};

use case::Case;

/// Every method on arrays of any shape, order, stride and direction, in place and with broadcast inputs,
/// gives what each element or row gives alone.
pub(super) fn layouts(subject: &Subject, plan: &Plan) -> Tally {
    let mut tally = Tally::default();
    for case in plan.cases(240) {
        tally.case();
        if case % 2 == 0 {
            one_layout::<f32>(subject, plan, case, &mut tally);
        } else {
            one_layout::<f64>(subject, plan, case, &mut tally);
        }
        if tally.is_hopeless() {
            break;
        }
    }
    tally
}

fn one_layout<T: Number>(subject: &Subject, plan: &Plan, case: u64, tally: &mut Tally) {
    let mut random = Random::new(
        plan.seed_value(),
        &format!("{} layouts", subject.name()),
        case,
    );
    let seed = random.bits();
    let call = Case::draw::<T>(subject, &mut random);
    if let Some(finding) = call.wrong::<T>(subject, seed) {
        let finding = call.minimal::<T>(subject, seed, finding);
        tally.findings([Finding {
            case: Some(case),
            ..finding
        }]);
    }
}

/// Every length from 0 to one more than two vectors: full vectors, tails, and both at odd addresses.
pub(super) fn lengths(subject: &Subject, plan: &Plan) -> Tally {
    let mut tally = Tally::default();
    let longest = 2 * f32::LANES as u64 + 1;
    for case in plan.cases(longest + 1).filter(|case| *case <= longest) {
        tally.case();
        one_length::<f32>(subject, plan, case, &mut tally);
        if case <= 2 * f64::LANES as u64 + 1 {
            one_length::<f64>(subject, plan, case, &mut tally);
        }
    }
    tally
}

fn one_length<T: Number>(subject: &Subject, plan: &Plan, case: u64, tally: &mut Tally) {
    let mut random = Random::new(
        plan.seed_value(),
        &format!("{} lengths", subject.name()),
        case,
    );
    let length = case as usize;
    let inputs: Vec<Vec<T>> = (0..subject.inputs())
        .map(|_| {
            (0..length)
                .map(|_| T::narrow(ordinary(&mut random)))
                .collect()
        })
        .collect();
    let dy: Vec<T> = (0..length)
        .map(|_| T::narrow(random.magnitude(0.1, 10.0)))
        .collect();
    let views: Vec<_> = inputs
        .iter()
        .map(|x| activations_core::ndarray::ArrayView1::from(x).into_dyn())
        .collect();
    let cotangent = activations_core::ndarray::ArrayView1::from(&dy).into_dyn();
    let mut compare = |method: call::Method, found: Vec<Vec<T>>, how: &str| {
        let reference = reference::Reference::of(subject, method, None, &views, &cotangent);
        let found: Vec<_> = found
            .into_iter()
            .map(|x| activations_core::ndarray::Array1::from(x).into_dyn())
            .collect();
        if let Some((_, index, comparison)) = reference.first_difference(&found) {
            let claim = format!("`{how}` in {} depends on the length", T::NAME);
            let note = format!("element {} of {length}", index[0]);
            tally.findings([Finding::new(case, claim).comparing(comparison).note(note)]);
        }
    };
    compare(
        call::Method::Forward,
        vec![subject.forward(&inputs)],
        "forward",
    );
    compare(call::Method::Vjp, subject.gradients(&inputs, &dy), "vjp");
    if let Arrays::One(activation) = subject.arrays() {
        for offset in [0, 1, 3] {
            // An address that no vector is aligned to.
            let shifted = |x: &[T]| [vec![T::ZERO; offset], x.to_vec()].concat();
            let (x, dy, mut out) = (
                shifted(&inputs[0]),
                shifted(&dy),
                vec![T::ZERO; length + offset],
            );
            let (x, dy) = (&x[offset..], &dy[offset..]);
            let fits = "slices of one length";
            activation.forward_slice(x, &mut out[offset..]).expect(fits);
            compare(
                call::Method::Forward,
                vec![out[offset..].to_vec()],
                "forward_slice",
            );
            activation.vjp_slice(x, dy, &mut out[offset..]).expect(fits);
            compare(call::Method::Vjp, vec![out[offset..].to_vec()], "vjp_slice");
        }
    }
}

/// One part of a batch does not influence another: elements of an element-wise activation, rows of a
/// row-wise one.
pub(super) fn independence(subject: &Subject, plan: &Plan) -> Tally {
    let mut tally = Tally::default();
    for case in plan.cases(24) {
        tally.case();
        one_change::<f32>(subject, plan, case, &mut tally);
        one_change::<f64>(subject, plan, case, &mut tally);
    }
    tally
}

fn one_change<T: Number>(subject: &Subject, plan: &Plan, case: u64, tally: &mut Tally) {
    use activations_core::Gated;
    use activations_core::ndarray::Array2;
    let mut random = Random::new(
        plan.seed_value(),
        &format!("{} independence", subject.name()),
        case,
    );
    let shape = (1 + random.below(5), 1 + random.below(2 * T::LANES));
    let mut array = || Array2::from_shape_simple_fn(shape, || T::narrow(ordinary(&mut random)));
    let (x, b, dy) = (array(), array(), array());
    let place = (random.below(shape.0), random.below(shape.1));
    // NaN and infinities leak through sums and products that ordinary numbers would hide in.
    let intruder = T::narrow(*random.one_of(&[f64::NAN, f64::INFINITY, 1e30, -3.0]));
    let mut changed = x.clone();
    changed[place] = intruder;
    let run = |x: &Array2<T>| match subject.arrays() {
        Arrays::One(activation) => (
            activation.forward(x),
            activation.vjp(x, &dy).expect("arrays of one shape"),
        ),
        Arrays::Two(gated) => {
            let fits = "arrays of one shape";
            (
                gated.forward(x, &b).expect(fits),
                gated.vjp(x, &b, &dy).expect(fits).0,
            )
        }
    };
    let (before, after) = (run(&x), run(&changed));
    for (what, before, after) in [
        ("y", before.0, after.0),
        ("the gradient", before.1, after.1),
    ] {
        for (index, value) in before.indexed_iter() {
            let concerned = if subject.is_row_wise() {
                index.0 == place.0
            } else {
                index == place
            };
            if !concerned && !value.same(after[index]) {
                let claim = format!("{what} in {} depends on another part of the batch", T::NAME);
                let comparison = Comparison::new(value.widen(), after[index].widen(), 0.0);
                let note = format!(
                    "shape {shape:?}: {index:?} changes with x at {place:?} set to {intruder}"
                );
                tally.findings([Finding::new(case, claim).comparing(comparison).note(note)]);
                return;
            }
        }
    }
}
