//! The audit: how far the array code is from the exact values, in units in the last place.
//!
//! [`audit`] runs the forward and the derivatives of an activation through its public interface, with
//! each set of instructions that the processor has, and compares every result with the declared function
//! in 106 bits. That value carries a bound on its own error; where the bound could change a maximum, the
//! input is done again in 256 bits. What is found is kept in a [`Ratchet`], which may only improve.

mod bits;
mod exact;
mod inputs;
mod measure;
mod ratchet;
mod scale;

use activations_core::__private::Level;

use crate::subject::Subject;

pub use bits::Bits;
pub use inputs::Sampling;
pub use measure::{Figures, Violation, Worst};
pub use ratchet::{Ratchet, Record};

use exact::Oracle;
use inputs::Inputs;

/// How often the neighbours of the worst inputs are looked at.
const ROUNDS: usize = 64;

/// What was measured of one function of an activation.
#[derive(Clone, Debug)]
pub struct Measurement {
    /// The activation's name.
    pub activation: &'static str,
    /// The element type.
    pub element: &'static str,
    /// The set of instructions.
    pub level: String,
    /// `forward`, or `d/d` and the name of an input.
    pub function: String,
    /// What was found.
    pub figures: Figures,
}

/// Measures the forward and the derivative by each input, with every set of instructions present.
///
/// `advance` is told how many inputs have been done since it was last called; together they are
/// [`Sampling::count`]. An activation written by hand without definitions has nothing to be compared
/// with: the result is empty.
pub fn audit<T: Bits>(
    subject: &Subject,
    sampling: &Sampling,
    advance: &dyn Fn(u64),
) -> Vec<Measurement> {
    let Some(oracle) = Oracle::of(subject) else {
        return Vec::new();
    };
    let levels = Level::all();
    let functions = functions(subject);
    let mut figures = vec![vec![Figures::default(); functions.len()]; levels.len()];
    let inputs = Inputs::new(subject, sampling);
    let look = |inputs: &Inputs<'_>, figures: &mut [Vec<Figures>], advance: &dyn Fn(u64)| {
        for run in inputs.runs::<T>() {
            figures.iter_mut().flatten().for_each(Figures::begin_run);
            for block in run {
                let exact = oracle.functions(&block);
                for (level, figures) in levels.iter().zip(&mut *figures) {
                    let found = level.during(|| found(subject, &block));
                    for ((exact, found), figures) in exact.iter().zip(&found).zip(figures) {
                        exact.compare(&oracle, &block, found, figures);
                    }
                }
                advance(block.inputs[0].len() as u64);
            }
        }
    };
    look(&inputs, &mut figures, advance);
    // Where an error is great, its neighbours' may be greater; not for ever, as along a tail they grow on.
    let mut seen = Vec::new();
    for _ in 0..ROUNDS {
        let worst = figures.iter().flatten().map(|f| f.scaled.at.clone());
        let worst: Vec<_> = worst.filter(|at| !seen.contains(at)).collect();
        let Some(inputs) = inputs.around(&worst) else {
            break;
        };
        look(&inputs, &mut figures, &|_| {});
        seen.extend(worst);
    }
    figures.iter_mut().flatten().for_each(Figures::close);
    let mut measured = Vec::new();
    for (level, figures) in levels.iter().zip(figures) {
        for (function, figures) in functions.iter().zip(figures) {
            measured.push(Measurement {
                activation: subject.name(),
                element: T::NAME,
                level: format!("{level:?}").to_lowercase(),
                function: function.clone(),
                figures,
            });
        }
    }
    measured
}

/// `forward`, and `d/dx` for each input x.
fn functions(subject: &Subject) -> Vec<String> {
    let names = subject.declaration().inputs.iter();
    let derivatives = names.map(|name| format!("d/d{name}"));
    std::iter::once("forward".to_owned())
        .chain(derivatives)
        .collect()
}

/// The same by the code.
fn found<T: Bits>(subject: &Subject, block: &inputs::Block<T>) -> Vec<Vec<T>> {
    let mut found = vec![subject.forward(&block.inputs)];
    found.extend(subject.gradients(&block.inputs, &block.cotangent));
    found
}
