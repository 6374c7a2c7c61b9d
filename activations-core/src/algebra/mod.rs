//! What a declaration is written in: the algebras of scalars and rows, and their number types.

mod constant;
mod dual;
mod functions;
mod literal;
mod real;
mod row;
mod scalar;
mod tape;

pub use constant::Constant;
pub use dual::Dual;
pub use literal::Literal;
pub use real::Real;
pub use row::Row;
pub use tape::{Tape, Trace, TraceMask, TraceRow};
