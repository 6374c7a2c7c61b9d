//! Claims about activations, decided end to end.

mod catalogue;
mod equality;
mod hostile;
mod limits;
mod mutants;
mod notation;
mod random;
mod refutation;
mod repairs;
mod rounded;
mod rows;
