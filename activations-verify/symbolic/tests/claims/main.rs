//! Claims about activations, decided end to end.

mod catalogue;
mod equality;
mod notation;
mod refutation;
