//! Claims about activations, decided end to end.

mod catalogue;
mod equality;
mod limits;
mod mutants;
mod notation;
mod refutation;
mod repairs;
mod rows;
