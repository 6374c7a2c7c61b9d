//! Claims about activations, decided end to end.

mod catalogue;
mod equality;
#[path = "../exact/mod.rs"]
mod exact;
mod fixed_rows;
mod hostile;
mod limits;
mod mutants;
mod notation;
mod other_forms;
mod random;
mod refutation;
#[path = "../support/regions.rs"]
mod regions;
mod repairs;
mod rounded;
mod rows;
#[path = "../support/unrolled.rs"]
mod unrolled;
