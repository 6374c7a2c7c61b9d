//! Claims about activations, decided end to end.

mod catalogue;
mod equality;
mod hostile;
mod limits;
mod mutants;
mod notation;
mod other_forms;
mod random;
mod refutation;
mod repairs;
mod rounded;
mod rows;
