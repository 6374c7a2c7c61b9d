//! The built-in activations: their declarations, and nothing else about them anywhere.

use crate::__private::{Entry, GatedEntry};

/// The families, each with its activations of one array.
pub(crate) const ACTIVATIONS: &[&[Entry]] = &[];

/// The families, each with its activations of two arrays.
pub(crate) const GATED: &[&[GatedEntry]] = &[];
