//! The built-in activations: values, special values, names, parameters, second derivatives.

mod names;
mod parameters;
mod second;
mod sparsemax;
mod special;
mod values;
