//! Activations over ndarray: shapes, layouts, axes, masks, errors.

mod activation;
mod along;
mod any;
mod by_name;
mod delegate;
mod element;
pub(crate) mod entry;
mod error;
mod gated;
#[cfg(feature = "half")]
mod half;
mod masked;
mod pairs;
mod pullback;
mod run;
pub(crate) mod second;
mod walk;

pub use activation::Activation;
pub use along::Along;
pub use any::{AnyActivation, AnyGated};
pub use by_name::{all, all_gated, by_name, gated_by_name};
pub use element::Element;
pub use error::{ParameterError, ShapeError, UnknownActivation};
pub use gated::Gated;
pub use pullback::Pullback;
