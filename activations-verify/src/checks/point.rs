//! A random point of a subject's inputs.

use crate::formula::Formula;
use crate::inputs::{Random, anywhere, moderate};
use crate::subject::Subject;

/// Inputs, one for each array, or the elements of a row; and cotangents, signed and non-uniform.
#[derive(Clone, Debug)]
pub(super) struct Point {
    pub(super) inputs: Vec<f64>,
    pub(super) dy: Vec<f64>,
}

impl Point {
    /// Draws a point: a moderate one, or one anywhere.
    pub(super) fn draw(subject: &Subject, is_moderate: bool, random: &mut Random) -> Self {
        let landmarks = Formula::of(subject).map_or(Vec::new(), |formula| formula.constants());
        let length = if subject.is_row_wise() {
            1 + random.below(5)
        } else {
            subject.inputs()
        };
        let mut input = || {
            if is_moderate {
                moderate(random)
            } else {
                anywhere(random, &landmarks)
            }
        };
        let inputs: Vec<f64> = (0..length).map(|_| subject.inside(&mut input)).collect();
        let dy = inputs.iter().map(|_| random.magnitude(0.1, 10.0)).collect();
        Self { inputs, dy }
    }
}
