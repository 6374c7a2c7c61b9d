//! The claim: the second input of a gated activation broadcasts, its gradient is summed back, and the
//! split form is the same as two arrays.

use activations_core::Gated;
use activations_core::ndarray::{ArrayD, Axis, IxDyn, concatenate};

use super::super::tally::Tally;
use crate::inputs::{Random, moderate};
use crate::interpretations::DoubleDouble;
use crate::number::Number;
use crate::plan::Plan;
use crate::report::{Comparison, Finding};
use crate::subject::{Arrays, Subject};

pub(in super::super) fn check(subject: &Subject, plan: &Plan) -> Tally {
    let Arrays::Two(gated) = subject.arrays() else {
        return Tally::inapplicable("it takes one array");
    };
    let mut tally = Tally::default();
    for case in plan.cases(32) {
        tally.case();
        let name = format!("{} broadcast", subject.name());
        broadcast::<f32>(
            gated,
            Random::new(plan.seed_value(), &name, case),
            case,
            &mut tally,
        );
        broadcast::<f64>(
            gated,
            Random::new(plan.seed_value(), &name, case),
            case,
            &mut tally,
        );
        split::<f64>(
            gated,
            Random::new(plan.seed_value(), &name, case),
            case,
            &mut tally,
        );
    }
    tally
}

const FITS: &str = "arrays that broadcast";

/// Against the same call with the second input written out.
pub(super) fn broadcast<T: Number>(
    gated: &impl Gated,
    mut random: Random,
    case: u64,
    tally: &mut Tally,
) {
    let shape: Vec<usize> = (0..1 + random.below(3))
        .map(|_| 1 + random.below(5))
        .collect();
    // Trailing axes of the first input's shape, some of them of length 1.
    let from = random.below(shape.len() + 1);
    let short: Vec<usize> = shape[from..]
        .iter()
        .map(|n| if random.once_in(2) { 1 } else { *n })
        .collect();
    let mut array = |shape: &[usize]| {
        ArrayD::from_shape_simple_fn(IxDyn(shape), || T::narrow(moderate(&mut random)))
    };
    let (a, b, dy) = (array(&shape), array(&short), array(&shape));
    let wide = b.broadcast(IxDyn(&shape)).expect(FITS).to_owned();
    let text = format!("a of shape {shape:?}, b of shape {short:?}, {}", T::NAME);
    let (y, right) = (
        gated.forward(&a, &b).expect(FITS),
        gated.forward(&a, &wide).expect(FITS),
    );
    let (da, db) = gated.vjp(&a, &b, &dy).expect(FITS);
    let (right_da, wide_db) = gated.vjp(&a, &wide, &dy).expect(FITS);
    for (what, found, right) in [("y", y, right), ("da", da, right_da)] {
        if let Some((found, right)) = found.iter().zip(&right).find(|(a, b)| !a.same(**b)) {
            let claim = format!("{what} differs when b is broadcast");
            let comparison = Comparison::new(right.widen(), found.widen(), 0.0);
            tally.findings([Finding::new(case, claim)
                .comparing(comparison)
                .note(text.clone())]);
        }
    }
    // Each entry of db is the sum over the places it was broadcast to.
    for (index, found) in db.indexed_iter() {
        let skipped = shape.len() - short.len();
        let here = |wide: &IxDyn| {
            (0..short.len()).all(|axis| short[axis] == 1 || wide[skipped + axis] == index[axis])
        };
        let terms = wide_db
            .indexed_iter()
            .filter(|(wide, _)| here(wide))
            .map(|(_, term)| term.widen());
        let (sum, size) = terms.fold((DoubleDouble::from(0.0), 0.0), |(sum, size), term| {
            (sum + DoubleDouble::from(term), size + term.abs())
        });
        let terms = wide_db.len() / db.len().max(1);
        let comparison =
            Comparison::new(sum.hi(), found.widen(), (1.0 + terms as f64) * T::ulp(size));
        if !comparison.holds() {
            let finding = Finding::new(
                case,
                "the gradient by a broadcast input is not the sum over its places",
            );
            return tally.findings([finding.comparing(comparison).note(text)]);
        }
    }
}

/// Against two arrays.
fn split<T: Number>(gated: &impl Gated, mut random: Random, case: u64, tally: &mut Tally) {
    let shape: Vec<usize> = (0..1 + random.below(3))
        .map(|_| 1 + random.below(5))
        .collect();
    let axis = Axis(random.below(shape.len()));
    let mut array =
        || ArrayD::from_shape_simple_fn(IxDyn(&shape), || T::narrow(moderate(&mut random)));
    let (a, b, dy) = (array(), array(), array());
    let both = concatenate(axis, &[a.view(), b.view()]).expect("arrays of one shape");
    let (da, db) = gated.vjp(&a, &b, &dy).expect(FITS);
    let right = concatenate(axis, &[da.view(), db.view()]).expect("arrays of one shape");
    let found = gated.vjp_split(&both, axis, &dy).expect("an even length");
    let y = gated.forward_split(&both, axis).expect("an even length");
    if y != gated.forward(&a, &b).expect(FITS) || found != right {
        let claim = "the split form differs from that of two arrays";
        tally.findings([
            Finding::new(case, claim).note(format!("halves of shape {shape:?} along {axis:?}"))
        ]);
    }
}
