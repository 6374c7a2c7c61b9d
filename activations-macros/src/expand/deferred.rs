//! The test that stands beside a declaration whose claims could not be decided here.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::ext::IdentExt;

use super::Checked;
use crate::analysis::Slope;
use crate::declaration::Kind;
use crate::prove::Standing;

/// A check of what is stated, where the functions that it calls can be run but not seen.
pub(crate) fn check(checked: Checked<'_>) -> Option<TokenStream> {
    let Checked {
        declaration,
        formulas,
        findings,
    } = checked;
    let states = formulas
        .slopes
        .iter()
        .any(|slope| matches!(slope, Slope::Stated(..)))
        || declaration.pullback.is_some()
        || declaration.spec.is_some();
    if !(states && matches!(findings.standing, Standing::Deferred)) {
        return None;
    }
    let (krate, type_name) = (&declaration.krate, &declaration.type_name);
    let name = format_ident!("what_is_stated_of_{}_is_right", declaration.name.unraw());
    let check = match declaration.kind {
        Kind::Gated => quote!(gated),
        _ => quote!(element_wise),
    };
    Some(quote! {
        #[cfg(test)]
        #[::core::prelude::v1::test]
        fn #name() {
            #krate::__private::deferred::#check::<#type_name>();
        }
    })
}
