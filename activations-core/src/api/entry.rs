//! A built-in activation, before it is built.

use super::{Activation, AnyActivation, AnyGated, Gated};
use crate::__private::Declared;
use crate::Declaration;

/// An [`Activation`] of the catalogue.
#[derive(Clone, Copy, Debug)]
pub struct Entry {
    pub(super) declaration: &'static Declaration,
    pub(super) build: fn() -> AnyActivation,
}

impl Entry {
    /// The entry of type `A`, built with its default parameters.
    pub const fn of<A: Activation + Declared + Default>() -> Self {
        Self {
            declaration: A::DECLARATION,
            build: || AnyActivation::new(A::default()),
        }
    }
}

/// A [`Gated`] activation of the catalogue.
#[derive(Clone, Copy, Debug)]
pub struct GatedEntry {
    pub(super) declaration: &'static Declaration,
    pub(super) build: fn() -> AnyGated,
}

impl GatedEntry {
    /// The entry of type `G`, built with its default parameters.
    pub const fn of<G: Gated + Declared + Default>() -> Self {
        Self {
            declaration: G::DECLARATION,
            build: || AnyGated::new(G::default()),
        }
    }
}
