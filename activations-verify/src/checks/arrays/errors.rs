//! The claim: wrong shapes are refused with both shapes in the message, and nothing is written.

use activations_core::ndarray::{Array2, Axis};
use activations_core::{Activation, Gated, ShapeError};

use super::super::tally::Tally;
use crate::report::Finding;
use crate::subject::{Arrays, Subject};

/// What outputs hold before, and must hold after.
const FILL: f64 = -77.25;

pub(in super::super) fn check(subject: &Subject) -> Tally {
    let mut judge = Judge {
        name: subject.name(),
        tally: Tally::default(),
    };
    match subject.arrays() {
        Arrays::One(activation) => of_one(activation, &mut judge),
        Arrays::Two(gated) => of_two(gated, &mut judge),
    }
    judge.tally
}

/// What the message of an error must name.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Names {
    BothShapes,
    TheActivation,
}
use Names::{BothShapes, TheActivation};

/// What came of the calls so far.
pub(super) struct Judge {
    pub(super) name: &'static str,
    pub(super) tally: Tally,
}

impl Judge {
    /// A call with arrays that do not fit, and the outputs that it had.
    fn refused(
        &mut self,
        call: &str,
        names: Names,
        result: Result<(), ShapeError>,
        outputs: &[&Array2<f64>],
    ) {
        self.tally.case();
        match result {
            Ok(()) => self.found(format!("`{call}` accepts arrays that do not fit"), None),
            Err(error) => {
                let text = error.to_string();
                let both = text.contains("[3, 4]") && text.contains("[4, 3]");
                if !text.contains(self.name) || names == BothShapes && !both {
                    let claim = format!(
                        "the error of `{call}` does not name the activation and both shapes"
                    );
                    self.found(claim, Some(text));
                }
            }
        }
        if outputs
            .iter()
            .any(|output| output.iter().any(|value| *value != FILL))
        {
            self.found(
                format!("`{call}` writes to an output although it fails"),
                None,
            );
        }
    }

    fn found(&mut self, claim: String, note: Option<String>) {
        let finding = Finding::new(None, claim);
        self.tally
            .findings([note.into_iter().fold(finding, Finding::note)]);
    }
}

/// An output of the right shape, and one of another.
fn outputs() -> (Array2<f64>, Array2<f64>) {
    (
        Array2::from_elem((3, 4), FILL),
        Array2::from_elem((4, 3), FILL),
    )
}

/// An input, and one that does not fit it.
fn inputs() -> (Array2<f64>, Array2<f64>) {
    (
        Array2::from_elem((3, 4), 0.5),
        Array2::from_elem((4, 3), 0.5),
    )
}

pub(super) fn of_one(activation: &(impl Activation + Clone), judge: &mut Judge) {
    let (x, other) = inputs();
    let (mut fits, mut wrong) = outputs();
    let result = activation.forward_into(&x, &mut wrong);
    judge.refused("forward_into", BothShapes, result, &[&wrong]);
    judge.refused("vjp", BothShapes, activation.vjp(&x, &other).map(drop), &[]);
    let result = activation.vjp_into(&x, &other, &mut fits);
    judge.refused("vjp_into, dy", BothShapes, result, &[&fits]);
    let result = activation.vjp_into(&x, &x, &mut wrong);
    judge.refused("vjp_into, dx", BothShapes, result, &[&wrong]);
    let result = activation.vjp_inplace(&x, &mut wrong);
    judge.refused("vjp_inplace", BothShapes, result, &[&wrong]);
    judge.refused("jvp", BothShapes, activation.jvp(&x, &other).map(drop), &[]);
    judge.refused(
        "vjp_params",
        BothShapes,
        activation.vjp_params(&x, &other).map(drop),
        &[],
    );
    let (_, pullback) = activation.pullback(x.clone());
    judge.refused("apply", BothShapes, pullback.apply(&other).map(drop), &[]);
    let result = pullback.apply_into(&other, &mut fits);
    judge.refused("apply_into", BothShapes, result, &[&fits]);
    let result = pullback.apply_inplace(&mut wrong);
    judge.refused("apply_inplace", BothShapes, result, &[&wrong]);
    let mask = Array2::from_elem((4, 3), true);
    let result = activation.forward_masked(&x, &mask).map(drop);
    judge.refused("forward_masked", BothShapes, result, &[]);
    let result = activation.vjp_masked(&x, &x, &mask).map(drop);
    judge.refused("vjp_masked", BothShapes, result, &[]);
    let beyond = activation.clone().along(Axis(2));
    let result = beyond.forward_into(&x, &mut fits);
    judge.refused(
        "along(Axis(2)).forward_into",
        TheActivation,
        result,
        &[&fits],
    );
    judge.refused(
        "along(Axis(2)).vjp",
        TheActivation,
        beyond.vjp(&x, &x).map(drop),
        &[],
    );
    let shorter = activation.forward_slice(&[0.5; 3], &mut [FILL; 2]);
    judge.refused("forward_slice", TheActivation, shorter, &[]);
}

fn of_two(gated: &impl Gated, judge: &mut Judge) {
    let (x, other) = inputs();
    let ((mut da, mut wrong), (mut db, _)) = (outputs(), outputs());
    judge.refused(
        "forward",
        BothShapes,
        gated.forward(&x, &other).map(drop),
        &[],
    );
    let result = gated.forward_into(&x, &x, &mut wrong);
    judge.refused("forward_into, y", BothShapes, result, &[&wrong]);
    judge.refused(
        "vjp, dy",
        BothShapes,
        gated.vjp(&x, &x, &other).map(drop),
        &[],
    );
    let result = gated.vjp_into(&x, &x, &other, &mut da, &mut db);
    judge.refused("vjp_into, dy", BothShapes, result, &[&da, &db]);
    let result = gated.vjp_into(&x, &x, &x, &mut da, &mut wrong);
    judge.refused("vjp_into, db", BothShapes, result, &[&da, &wrong]);
    judge.refused(
        "vjp_params",
        BothShapes,
        gated.vjp_params(&x, &other, &x).map(drop),
        &[],
    );
    let odd = gated.forward_split(&x, Axis(0)).map(drop);
    judge.refused("forward_split", TheActivation, odd, &[]);
    let beyond = gated.forward_split(&x, Axis(2)).map(drop);
    judge.refused("forward_split, axis", TheActivation, beyond, &[]);
}
