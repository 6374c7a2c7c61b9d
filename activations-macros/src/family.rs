//! The hidden attribute `#[family]`: a module of declarations lists what it declares.
//!
//! An attribute sees the contents of an inline module, so a declaration in the catalogue is the one
//! place that names its activation.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{Attribute, Item, ItemFn, ItemMod, Meta, Path};

use crate::declaration::Kind;
use crate::errors::Errors;
use crate::read::{self, Outline};

/// The module with `ALL`, its activations of one array, and `GATED`, those of two.
pub(crate) fn expand(attribute: TokenStream, item: TokenStream) -> TokenStream {
    listed(attribute, item.clone()).unwrap_or_else(|error| {
        let error = error.into_compile_error();
        quote!(#error #item)
    })
}

fn listed(attribute: TokenStream, item: TokenStream) -> syn::Result<TokenStream> {
    let krate: Path = if attribute.is_empty() {
        syn::parse_quote!(::activations_core)
    } else {
        syn::parse2(attribute)?
    };
    let ItemMod {
        attrs,
        vis,
        ident,
        content,
        ..
    } = syn::parse2(item)?;
    let Some((_, items)) = content else {
        let message = "expected a module with its contents; an attribute cannot see a file";
        return Err(syn::Error::new_spanned(ident, message));
    };
    let (mut all, mut gated) = (Vec::new(), Vec::new());
    for outline in items.iter().filter_map(outline) {
        let list = if outline.roles.kind == Some(Kind::Gated) {
            &mut gated
        } else {
            &mut all
        };
        list.push(outline.type_name);
    }
    Ok(quote! {
        #(#attrs)*
        #vis mod #ident {
            #(#items)*

            /// The activations of one array that this module declares.
            // A family may be of one kind only, and its other list is not read.
            #[allow(dead_code)]
            pub(crate) const ALL: &[#krate::__private::Entry] =
                &[#(#krate::__private::Entry::of::<#all>()),*];

            /// The activations of two arrays that this module declares.
            // As `ALL`.
            #[allow(dead_code)]
            pub(crate) const GATED: &[#krate::__private::GatedEntry] =
                &[#(#krate::__private::GatedEntry::of::<#gated>()),*];
        }
    })
}

/// The outline of a declaration; its mistakes are reported when it is expanded itself.
fn outline(item: &Item) -> Option<Outline> {
    let Item::Fn(function) = item else {
        return None;
    };
    let declares = |attribute: &&Attribute| {
        let last = attribute.path().segments.last();
        last.is_some_and(|last| last.ident == "derive_activation")
    };
    let attribute = function.attrs.iter().find(declares)?;
    let keys = match &attribute.meta {
        Meta::List(list) => list.tokens.clone(),
        _ => TokenStream::new(),
    };
    let mut mistakes = Errors::default();
    let outline = read::outline(keys, ItemFn::clone(function), &mut mistakes);
    let _ = mistakes.finish();
    Some(outline)
}

#[cfg(test)]
mod tests {
    use super::expand;

    fn expanded(item: &str) -> String {
        expand("".parse().expect("tokens"), item.parse().expect("tokens")).to_string()
    }

    #[test]
    fn a_module_lists_what_it_declares() {
        let code = expanded(
            "mod m { #[derive_activation] fn one<R: Real>(x: R) -> R { x } \
             #[derive_activation(params(c = 1.0), name = Other)] fn two<R: Real>(x: R, c: R) -> R { c * x } \
             #[derive_activation] fn pair<R: Real>(a: R, b: R) -> R { a * b } fn helper() {} }",
        );
        assert!(code.contains("Entry :: of :: < One > ()"), "{code}");
        assert!(code.contains("Entry :: of :: < Other > ()"), "{code}");
        assert!(code.contains("GatedEntry :: of :: < Pair > ()"), "{code}");
        assert!(!code.contains("Helper"), "{code}");
    }

    #[test]
    fn a_file_is_not_seen() {
        let code = expanded("mod m;");
        assert!(
            code.contains("expected a module with its contents"),
            "{code}"
        );
    }
}
