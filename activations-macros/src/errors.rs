//! Collects the mistakes of a declaration, so that all of them are reported together.

use std::fmt::Display;

use quote::ToTokens;

/// Every mistake found so far.
#[derive(Default)]
#[must_use]
pub(crate) struct Errors {
    found: Option<syn::Error>,
    count: usize,
}

impl Errors {
    /// Records a mistake at `tokens`: lower case, no final stop, saying what to write instead.
    pub(crate) fn at(&mut self, tokens: impl ToTokens, message: impl Display) {
        self.push(syn::Error::new_spanned(tokens, message));
    }

    /// Records a mistake that carries its own span.
    pub(crate) fn push(&mut self, error: syn::Error) {
        self.count += 1;
        match &mut self.found {
            Some(found) => found.combine(error),
            None => self.found = Some(error),
        }
    }

    /// The value, if there was no mistake; the mistake recorded otherwise.
    pub(crate) fn keep<T>(&mut self, result: syn::Result<T>) -> Option<T> {
        result.map_err(|error| self.push(error)).ok()
    }

    /// How many were recorded so far.
    pub(crate) fn count(&self) -> usize {
        self.count
    }

    /// All mistakes as one error, or nothing.
    pub(crate) fn finish(self) -> syn::Result<()> {
        match self.found {
            Some(error) => Err(error),
            None => Ok(()),
        }
    }
}
