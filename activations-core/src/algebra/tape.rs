//! The recording interpretation: a generic function run once, and evaluated at any number type.

mod evaluate;
mod operation;
mod record;
mod row;
mod scalar;

pub use row::TraceRow;
pub use scalar::{Trace, TraceMask};

use operation::{Operation, Value};
use record::Begun;

/// A generic function, recorded.
///
/// A function generic over [`Real`](super::Real) cannot be called through `dyn`; its tape can. The
/// verifier records a definition once and evaluates it at number types that the activation has never
/// heard of. A `select` records both branches, so the tape is the whole function.
///
/// ```
/// use activations_core::{Dual, Real, Tape};
///
/// fn silu<R: Real>(x: R) -> R {
///     x * x.sigmoid()
/// }
///
/// let tape = Tape::scalar(1, |inputs| silu(inputs[0]));
/// assert_eq!(tape.eval(&[0.0_f64]), 0.0);
/// assert_eq!(tape.eval(&[Dual::variable(0.0_f64)]).tangent, 0.5);
/// ```
#[derive(Clone, Debug)]
pub struct Tape {
    operations: Vec<Operation>,
    /// How many of the operations make a value, and how many a mask.
    values: usize,
    masks: usize,
    rows: usize,
    scalars: usize,
    output: Value,
}

impl Tape {
    /// Records a function of `inputs` scalars.
    ///
    /// # Panics
    ///
    /// When a value of another recording reaches this one.
    pub fn scalar(inputs: usize, f: impl FnOnce(&[Trace]) -> Trace) -> Self {
        let begun = Begun::new(0, inputs);
        let output = f(&begun.scalars).value();
        begun.finish(output)
    }

    /// Records a function of `rows` rows and `scalars` scalars, which returns a row.
    ///
    /// # Panics
    ///
    /// When a value of another recording reaches this one.
    pub fn row(
        rows: usize,
        scalars: usize,
        f: impl FnOnce(&[TraceRow], &[Trace]) -> TraceRow,
    ) -> Self {
        let begun = Begun::new(rows, scalars);
        let output = f(&begun.rows, &begun.scalars).value();
        begun.finish(output)
    }

    /// How many rows it takes; 0 for a function of scalars.
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// How many scalars it takes.
    pub fn scalars(&self) -> usize {
        self.scalars
    }
}
