//! What generated code calls. Not part of the public interface: it changes with the macro.

pub mod deferred;
mod definition;
mod definitions;
mod implement;
mod row;

pub use std::option::Option;
pub use std::result::Result;
pub use std::vec::Vec;

pub use definition::{Declared, Definition, GatedDefinition};
pub use row::{RowDefinition, RowEngine, Slots};

pub use crate::api::entry::{Entry, GatedEntry};
// For the audit, which measures each set of instructions.
pub use crate::kernels::dispatch::Level;
pub use crate::{
    __element_wise as element_wise, __for_each_function as for_each_function, __gated as gated,
    __row_wise as row_wise,
};

/// The kernels of element-wise activations, under the names that `implement` calls.
pub mod element_wise {
    pub use super::definitions::of_elements as definitions;
    pub use crate::kernels::element_wise::*;
}

/// The same for gated ones.
pub mod gated {
    pub use super::definitions::of_pairs as definitions;
    pub use crate::kernels::gated::*;
}

/// The same for row-wise ones.
pub mod row_wise {
    pub use super::definitions::of_rows as definitions;
    pub use crate::kernels::row_wise::*;
}
