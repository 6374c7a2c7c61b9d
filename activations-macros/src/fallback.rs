//! What stands in for a declaration with a mistake: the function and the type, so that the mistake is
//! one message and not one for every use.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{FnArg, ItemFn, Pat};

use crate::declaration::Kind;
use crate::expand::local;
use crate::read::{Algebra, Outline};

/// The function and the type of a declaration that could be read only in outline.
pub(crate) fn stand_in(outline: &Outline) -> TokenStream {
    let Outline {
        item,
        type_name,
        krate,
        roles,
        ..
    } = outline;
    let function = function(item);
    if item.sig.receiver().is_some() {
        // It stands in an `impl`, where no type can be declared.
        return function;
    }
    let visibility = &item.vis;
    let names: Vec<_> = roles
        .parameters
        .iter()
        .map(|parameter| &parameter.name)
        .collect();
    let number = quote!(::core::primitive::f64);
    let inherent = (!names.is_empty()).then(|| {
        quote! {
            // There is a mistake to report, and nothing that follows from it.
            #[allow(unused_variables, dead_code)]
            impl #type_name {
                #[doc(hidden)]
                #visibility fn new(
                    #(#names: #number),*
                ) -> #krate::__private::Result<Self, #krate::ParameterError> {
                    #krate::__private::Result::Ok(Self)
                }
                #(
                    #[doc(hidden)]
                    #visibility fn #names(&self) -> #number { 0.0 }
                )*
            }
        }
    });
    let text = type_name.to_string();
    let (kind, definition) = definition(outline);
    quote! {
        #function

        #[doc(hidden)]
        // As above; the name may be the mistake.
        #[allow(non_camel_case_types, dead_code)]
        #[derive(
            ::core::clone::Clone,
            ::core::marker::Copy,
            ::core::fmt::Debug,
            ::core::cmp::PartialEq,
            ::core::default::Default,
        )]
        #visibility struct #type_name;

        #inherent

        impl #krate::__private::Declared for #type_name {
            const DECLARATION: &'static #krate::Declaration =
                &#krate::Declaration::new(#text, #text, #krate::Kind::#kind);
        }

        #definition
    }
}

/// The function with its signature and without its body.
pub(crate) fn function(item: &ItemFn) -> TokenStream {
    let mut item = item.clone();
    for input in &mut item.sig.inputs {
        if let FnArg::Typed(typed) = input {
            // A repeated or unused name would be reported again.
            *typed.pat = Pat::Wild(syn::PatWild {
                attrs: Vec::new(),
                underscore_token: Default::default(),
            });
        }
    }
    let ItemFn {
        attrs, vis, sig, ..
    } = &item;
    quote! {
        #(#attrs)*
        // There is a mistake to report, and nothing that follows from it.
        #[allow(dead_code)]
        #vis #sig { ::core::panic!("this declaration has errors") }
    }
}

/// A definition of the kind that is most likely meant.
fn definition(outline: &Outline) -> (TokenStream, TokenStream) {
    let Outline {
        type_name,
        krate,
        signature,
        roles,
        ..
    } = outline;
    let row = matches!(signature.generic, Some((_, Algebra::Row)));
    let kind = roles.kind.unwrap_or(if row {
        Kind::RowWise
    } else {
        Kind::ElementWise
    });
    let (r, v, e) = (local("R"), local("V"), local("E"));
    let (a, b, engine) = (local("a"), local("b"), local("engine"));
    match kind {
        Kind::ElementWise => (
            quote!(ElementWise),
            quote! {
                impl #krate::__private::Definition for #type_name {
                    fn plain<#r: #krate::Real>(#a: #r, _: &[#r]) -> #r { #a }
                    fn forward<#r: #krate::Real>(&self, #a: #r) -> #r { #a }
                    fn derivative<#r: #krate::Real>(&self, #a: #r, _: #r) -> #r { #a }
                    fn vjp<#r: #krate::Real>(&self, #a: #r, _: #r, _: #r) -> #r { #a }
                }
                #krate::__private::element_wise! { #type_name }
            },
        ),
        Kind::Gated => (
            quote!(Gated),
            quote! {
                impl #krate::__private::GatedDefinition for #type_name {
                    fn plain<#r: #krate::Real>(#a: #r, _: #r, _: &[#r]) -> #r { #a }
                    fn forward<#r: #krate::Real>(&self, #a: #r, _: #r) -> #r { #a }
                    fn partials<#r: #krate::Real>(&self, #a: #r, #b: #r, _: #r) -> [#r; 2] {
                        [#a, #b]
                    }
                    fn vjp<#r: #krate::Real>(&self, #a: #r, #b: #r, _: #r, _: #r) -> [#r; 2] {
                        [#a, #b]
                    }
                }
                #krate::__private::gated! { #type_name }
            },
        ),
        Kind::RowWise => (
            quote!(RowWise),
            quote! {
                impl #krate::__private::RowDefinition for #type_name {
                    const FORWARD_READS_AFTER_STORE: ::core::primitive::bool = false;
                    const VJP_READS_AFTER_STORE: ::core::primitive::bool = false;
                    fn plain<#v: #krate::Row>(
                        #a: #v, _: &[<#v as #krate::Row>::Scalar],
                    ) -> #v { #a }
                    fn plain_vjp<#v: #krate::Row>(
                        #a: #v, _: #v, _: #v, _: &[<#v as #krate::Row>::Scalar],
                    ) -> #v { #a }
                    fn forward<#e: #krate::__private::RowEngine>(&self, #engine: &mut #e) {}
                    fn vjp<#e: #krate::__private::RowEngine>(&self, #engine: &mut #e) {}
                    fn jvp<#e: #krate::__private::RowEngine>(&self, #engine: &mut #e) {}
                }
                #krate::__private::row_wise! { #type_name }
            },
        ),
    }
}
