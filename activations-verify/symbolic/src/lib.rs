//! What is true of an activation: expressions, derivatives, decisions, refutations.

pub mod interval;
