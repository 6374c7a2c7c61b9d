//! The recorded functions of an element-wise or gated activation, as functions of all its variables.

use activations_core::{Definitions, Real};

use crate::interpretations::{Branching, constants_of};
use crate::subject::Subject;

/// A definition as a function of its variables: the inputs, then the parameters.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Formula<'a> {
    subject: &'a Subject,
    definitions: &'a Definitions,
    inputs: usize,
    parameters: &'a [f64],
}

impl<'a> Formula<'a> {
    /// The formula of a subject that has one and is not row-wise.
    pub(crate) fn of(subject: &'a Subject) -> Option<Self> {
        if subject.is_row_wise() {
            return None;
        }
        let definitions = subject.definitions()?;
        Some(Self {
            subject,
            definitions,
            inputs: subject.inputs(),
            parameters: subject.parameters(),
        })
    }

    /// The inputs, followed by this activation's parameters.
    pub(crate) fn complete<R: Real>(&self, inputs: &[R]) -> Vec<R> {
        let parameters = self.parameters.iter().map(|p| R::from_f64(*p));
        inputs.iter().copied().chain(parameters).collect()
    }

    /// How many of the variables are inputs.
    pub(crate) fn inputs(&self) -> usize {
        self.inputs
    }

    /// How many variables there are.
    pub(crate) fn variables(&self) -> usize {
        self.inputs + self.parameters.len()
    }

    /// The function as declared, at any variables.
    pub(crate) fn value<R: Real>(&self, at: &[R]) -> R {
        self.definitions.plain.eval(at)
    }

    /// The stated derivative by a variable, at inputs with output y and at this activation's parameters.
    pub(crate) fn partial<R: Real>(&self, variable: usize, inputs: &[R], y: R) -> R {
        let tape = match variable.checked_sub(self.inputs) {
            None => &self.definitions.derivatives[variable],
            Some(parameter) => &self.definitions.parameters[parameter],
        };
        let arguments: Vec<R> = inputs.iter().copied().chain([y]).collect();
        tape.eval(&arguments)
    }

    /// The name of a variable.
    pub(crate) fn name(&self, variable: usize) -> &'static str {
        self.subject.variables()[variable]
    }

    /// Whose formula it is.
    pub(crate) fn subject(&self) -> &'a Subject {
        self.subject
    }

    /// The numbers that occur in the definition and in the stated derivatives: where there are
    /// thresholds, they are among them.
    pub(crate) fn constants(&self) -> Vec<f64> {
        let mut constants = constants_of(|| {
            let inputs: Vec<Branching> = vec![1.0.into(); self.inputs];
            let y = self.value(&self.complete(&inputs));
            for variable in 0..self.variables() {
                self.partial(variable, &inputs, y);
            }
        });
        constants.extend(self.parameters);
        constants.retain(|c| c.is_finite());
        constants.sort_by(f64::total_cmp);
        constants.dedup();
        constants
    }
}
