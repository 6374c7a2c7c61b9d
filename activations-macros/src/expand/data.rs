//! The declaration as a constant, for documents, tables and the verifier.

use activations_symbolic::{Expr, print};
use proc_macro2::TokenStream;
use quote::quote;

use super::Checked;
use super::code::float;
use super::item::domain_text;
use crate::declaration::Kind;
use crate::prove::Standing;
use crate::term::word;

/// The value of type `Declaration`.
pub(crate) fn declaration(checked: Checked<'_>) -> TokenStream {
    let Checked {
        declaration,
        formulas,
        findings,
    } = checked;
    let krate = &declaration.krate;
    let name = word(&declaration.name);
    let type_name = declaration.type_name.to_string();
    let kind = match declaration.kind {
        Kind::ElementWise => quote!(ElementWise),
        Kind::Gated => quote!(Gated),
        Kind::RowWise => quote!(RowWise),
    };
    let also = &declaration.also;
    let inputs = declaration.inputs.iter().map(word);
    let arena = &formulas.arena;
    let text = |formula: Option<Expr>| {
        formula.map_or_else(String::new, |formula| print::formula(arena, formula))
    };
    let formula = text(formulas.body);
    let slopes = formulas.slopes.iter().map(|slope| slope.formula());
    let derivatives = slopes.chain(formulas.vjp.map(Some)).map(text);
    let parameters = declaration
        .parameters
        .iter()
        .enumerate()
        .map(|(i, parameter)| {
            let name = word(&parameter.name);
            let default = float(parameter.default.to_f64());
            let domain = domain_text(formulas, i);
            quote!(#krate::ParameterDeclaration { name: #name, default: #default, domain: #domain })
        });
    let pullback = formulas.pullback.as_ref().map(|slope| {
        let text = text(slope.formula());
        quote!(#text)
    });
    let pullback = option(krate, pullback);
    let reads = formulas.reads(declaration);
    let keeps = match (reads.input, reads.output) {
        (false, false) => quote!(Nothing),
        (true, false) => quote!(Input),
        (false, true) => quote!(Output),
        (true, true) => quote!(Both),
    };
    let kinks = findings.kinks.iter().map(|kink| {
        let at = &kink.at_text;
        let [left, right, taken] =
            [&kink.left, &kink.right, &kink.taken].map(|slope| float(slope.value));
        quote! {
            #krate::KinkDeclaration { at: #at, left: #left, right: #right, taken: #taken }
        }
    });
    let limits = declaration.limits.iter().map(|limit| {
        option(
            krate,
            limit.as_ref().map(|limit| float(limit.value.to_f64())),
        )
    });
    let jumps = option(
        krate,
        declaration.jumps.as_ref().map(|reason| quote!(#reason)),
    );
    let proof = match &findings.standing {
        Standing::Proved => quote!(Proved),
        Standing::Deferred => quote!(Deferred),
        Standing::Derived => quote!(Derived),
        Standing::Unproved(reason) => quote!(Unproved(#reason)),
    };
    let spec = option(
        krate,
        formulas.spec.map(|spec| {
            let text = text(Some(spec));
            quote!(#text)
        }),
    );
    let domain = option(
        krate,
        formulas.scope.domain.map(|domain| {
            let text = print::formula_condition(arena, domain);
            quote!(#text)
        }),
    );
    let masked = float(declaration.masked.map_or(0.0, |masked| masked.to_f64()));
    quote! {
        #krate::Declaration {
            also: &[#(#also),*],
            inputs: &[#(#inputs),*],
            formula: #formula,
            derivatives: &[#(#derivatives),*],
            pullback: #pullback,
            parameters: &[#(#parameters),*],
            keeps: #krate::Keeps::#keeps,
            kinks: &[#(#kinks),*],
            limits: [#(#limits),*],
            jumps: #jumps,
            proof: #krate::Proof::#proof,
            spec: #spec,
            domain: #domain,
            masked: #masked,
            ..#krate::Declaration::new(#name, #type_name, #krate::Kind::#kind)
        }
    }
}

fn option(krate: &syn::Path, value: Option<TokenStream>) -> TokenStream {
    match value {
        Some(value) => quote!(#krate::__private::Option::Some(#value)),
        None => quote!(#krate::__private::Option::None),
    }
}
