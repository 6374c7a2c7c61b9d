//! Activation functions declared once, with batched forward and VJP code over ndarray.

mod algebra;
mod declaration;

pub use algebra::{Constant, Dual, Literal, Real, Row, Tape, Trace, TraceMask, TraceRow};
pub use declaration::{
    Declaration, Keeps, Kind, KinkDeclaration, ParameterDeclaration, Proof, Reduction,
};
pub use ndarray;
