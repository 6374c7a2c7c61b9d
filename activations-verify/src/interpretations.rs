//! Number types in which a declaration is run to find out whether it is right.

mod branches;
mod double_double;
mod precise;
mod running;
mod symbolic;

pub use branches::{Branching, Path, Sided, constants_of};
pub use double_double::DoubleDouble;
pub use precise::Precise;
pub use running::{Decision, Double, Pair, Precision, Running, Single, Wide};
pub use symbolic::{Symbolic, Truth};
