//! The built-in activations: values, special values, names, parameters, second derivatives.

mod far_apart;
mod names;
mod parameters;
mod reference;
mod second;
mod sparsemax;
mod special;
