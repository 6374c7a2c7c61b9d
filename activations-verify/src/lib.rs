//! Is it true: checks of activations declared with `activations-core`.

pub mod differences;
pub mod inputs;
pub mod interpretations;
