//! The built-in activations: values, special values, names, parameters.

mod names;
mod parameters;
mod special;
mod values;
