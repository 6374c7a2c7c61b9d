//! Claims about activations, decided end to end.

mod catalogue;
mod equality;
mod limits;
mod notation;
mod refutation;
mod rows;
