//! From tokens to tokens: read, analyse, decide, expand; on a mistake, all of them and a stand-in.

use proc_macro2::TokenStream;
use quote::quote;
use syn::ItemFn;

use crate::analysis::Formulas;
use crate::errors::Errors;
use crate::expand::{self, Checked};
use crate::{bounds, fallback, prove, read};

/// The code of a declaration, or its mistakes together with a stand-in.
pub(crate) fn expand(attribute: TokenStream, item: TokenStream) -> TokenStream {
    let (stand_in, errors) = match checked(attribute, item) {
        Ok(code) => return code,
        Err(failure) => failure,
    };
    let errors = errors.into_compile_error();
    quote!(#errors #stand_in)
}

/// The code of a declaration, or what stands in for it and what is wrong.
pub(crate) fn checked(
    attribute: TokenStream,
    item: TokenStream,
) -> Result<TokenStream, (TokenStream, syn::Error)> {
    let bounded = bounds::check(&attribute).and_then(|()| bounds::check(&item));
    bounded.map_err(|error| (TokenStream::new(), error))?;
    let item: ItemFn = match syn::parse2(item.clone()) {
        Ok(item) => item,
        Err(_) => {
            let message = "expected a function; write `fn name<R: Real>(x: R) -> R { … }`";
            return Err((item.clone(), syn::Error::new_spanned(item, message)));
        }
    };
    let mut errors = Errors::default();
    let outline = read::outline(attribute, item, &mut errors);
    let code = code(&outline, &mut errors);
    match (code, errors.finish()) {
        (Some(code), Ok(())) => Ok(code),
        (_, Err(error)) => Err((fallback::stand_in(&outline), error)),
        (None, Ok(())) => unreachable!("a declaration without mistakes has code"),
    }
}

fn code(outline: &read::Outline, errors: &mut Errors) -> Option<TokenStream> {
    let declaration = read::declaration(outline, errors)?;
    let mut formulas = errors.keep(Formulas::of(&declaration))?;
    let findings = prove::decide(&declaration, &mut formulas, errors);
    if errors.count() > 0 {
        return None;
    }
    Some(expand::tokens(Checked {
        declaration: &declaration,
        formulas: &formulas,
        findings: &findings,
    }))
}
