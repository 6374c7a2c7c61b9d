//! Is it true: checks of activations declared with `activations-core`.
