//! The function in its place, and the type with its parameters.

use activations_symbolic::print;
use proc_macro2::TokenStream;
use quote::quote;

use super::code::{float, local};
use super::{Checked, data};
use crate::analysis::Formulas;
use crate::declaration::{Declaration, Kind};
use crate::describe;
use crate::emit::Emitter;
use crate::lift::Target;
use crate::term::{Term, word};

/// The function as it was declared, its body lifted.
pub(crate) fn function(declaration: &Declaration) -> TokenStream {
    let Declaration {
        attributes,
        visibility,
        signature,
        generic,
        krate,
        ..
    } = declaration;
    let target = match declaration.kind {
        Kind::RowWise => Target::row(krate, generic),
        Kind::ElementWise | Kind::Gated => Target::real(krate, generic),
    };
    let body = match &declaration.body.term {
        Term::Block(block) => {
            let (statements, value) = (target.statements(block), target.term(&block.value));
            quote!(#statements #value)
        }
        term => target.term(term),
    };
    // Kernels are compiled for wider vectors than their crate; what they call must be inlined.
    let inline = attributes
        .iter()
        .all(|attribute| !attribute.path().is_ident("inline"));
    let inline = inline.then(|| quote!(#[inline(always)]));
    quote! {
        #(#attributes)*
        #inline
        #visibility #signature {
            #body
        }
    }
}

/// The type, its constructor and its getters.
pub(crate) fn type_definition(checked: Checked<'_>) -> TokenStream {
    let Checked {
        declaration,
        formulas,
        findings,
    } = checked;
    let Declaration {
        visibility,
        type_name,
        parameters,
        ..
    } = declaration;
    let documentation = describe::of_type(declaration, formulas, findings);
    let derives = quote! {
        #[derive(
            ::core::clone::Clone,
            ::core::marker::Copy,
            ::core::fmt::Debug,
            ::core::cmp::PartialEq,
        )]
    };
    if parameters.is_empty() {
        return quote! {
            #(#[doc = #documentation])*
            #derives
            #[derive(::core::default::Default)]
            #visibility struct #type_name;
        };
    }
    let names: Vec<_> = parameters.iter().map(|parameter| &parameter.name).collect();
    let defaults = parameters
        .iter()
        .map(|parameter| float(parameter.default.to_f64()));
    let inherent = inherent(declaration, formulas);
    quote! {
        #(#[doc = #documentation])*
        #derives
        #visibility struct #type_name {
            #(#names: ::core::primitive::f64,)*
        }

        #[automatically_derived]
        impl ::core::default::Default for #type_name {
            fn default() -> Self {
                Self { #(#names: #defaults,)* }
            }
        }

        #inherent
    }
}

/// `new`, which checks, and a getter for each parameter. That nobody calls one of them is no mistake of
/// the declaration.
fn inherent(declaration: &Declaration, formulas: &Formulas) -> TokenStream {
    let Declaration {
        visibility,
        type_name,
        parameters,
        krate,
        ..
    } = declaration;
    let activation = word(&declaration.name);
    let names: Vec<_> = parameters.iter().map(|parameter| &parameter.name).collect();
    let error = |i: usize| {
        let name = &names[i];
        let (text, domain) = (word(name), domain_text(formulas, i));
        quote! {
            return #krate::__private::Result::Err(
                #krate::ParameterError::new(#activation, #text, #name, #domain)
            );
        }
    };
    let checks = (0..names.len()).map(|i| {
        let (name, error) = (&names[i], error(i));
        quote!(if !::core::primitive::f64::is_finite(#name) { #error })
    });
    // Only when every parameter is a number is there a point in comparing them.
    let target = Target::real(krate, quote!(::core::primitive::f64));
    let mut emitter = Emitter::new(&formulas.arena, &target);
    for (parameter, name) in formulas.scope.parameters.iter().zip(&names) {
        emitter.name_symbol(parameter.symbol, name);
    }
    let domains = formulas
        .scope
        .parameters
        .iter()
        .enumerate()
        .filter_map(|(i, parameter)| {
            let condition = emitter.condition(parameter.domain?);
            let error = error(i);
            Some(quote!(if !#condition { #error }))
        });
    let constructor = describe::of_constructor(declaration, formulas);
    let getters = names.iter().map(|name| {
        let documentation = format!(" The parameter `{name}`.");
        quote! {
            #[doc = #documentation]
            #[inline]
            #[must_use]
            #visibility const fn #name(&self) -> ::core::primitive::f64 {
                self.#name
            }
        }
    });
    quote! {
        // Not every parameter is asked for, and the style is not the declaring crate's.
        #[allow(dead_code, clippy::all)]
        impl #type_name {
            #(#[doc = #constructor])*
            #visibility fn new(
                #(#names: ::core::primitive::f64),*
            ) -> #krate::__private::Result<Self, #krate::ParameterError> {
                #(#checks)*
                #(#domains)*
                #krate::__private::Result::Ok(Self { #(#names),* })
            }

            #(#getters)*
        }
    }
}

/// The domain of parameter number `i` as text, empty where any finite number will do.
pub(crate) fn domain_text(formulas: &Formulas, i: usize) -> String {
    let domain = formulas.scope.parameters[i].domain;
    domain.map_or_else(String::new, |domain| {
        print::rust_condition(&formulas.arena, domain)
    })
}

/// What the declaration is, and the values of the parameters.
pub(crate) fn declared(checked: Checked<'_>) -> TokenStream {
    let Declaration {
        krate,
        type_name,
        parameters,
        ..
    } = checked.declaration;
    let data = data::declaration(checked);
    let names = parameters.iter().map(|parameter| &parameter.name);
    let places = 0..parameters.len();
    let values = (!parameters.is_empty()).then(|| {
        let values = local("values");
        quote! {
            fn parameters(&self) -> #krate::__private::Vec<::core::primitive::f64> {
                let #values = [#(self.#names),*];
                <[::core::primitive::f64]>::to_vec(&#values)
            }

            fn with_parameters(
                &self,
                #values: &[::core::primitive::f64],
            ) -> #krate::__private::Result<Self, #krate::ParameterError> {
                Self::new(#(#values[#places]),*)
            }
        }
    });
    quote! {
        #[automatically_derived]
        impl #krate::__private::Declared for #type_name {
            const DECLARATION: &'static #krate::Declaration = &#data;
            #values
        }
    }
}
