//! From tokens to tokens: read, analyse, decide, expand; on a mistake, all of them and a stand-in.

use proc_macro2::{Group, TokenStream, TokenTree};
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
    if let Err(error) = bounds::check(&attribute).and_then(|()| bounds::check_item(&item)) {
        return Err((bounded_stand_in(attribute, item), error));
    }
    let item: ItemFn = match syn::parse2(item.clone()) {
        Ok(item) => item,
        Err(error) => {
            let is_function =
                |token: TokenTree| matches!(token, TokenTree::Ident(word) if word == "fn");
            let error = if item.clone().into_iter().any(is_function) {
                error
            } else {
                let message = "expected a function; write `fn name<R: Real>(x: R) -> R { … }`";
                syn::Error::new_spanned(&item, message)
            };
            return Err((item, error));
        }
    };
    let mut errors = Errors::default();
    let outline = read::outline(attribute, item, &mut errors);
    let code = code(&outline, &mut errors);
    match (code, errors.finish()) {
        (Some(code), Ok(())) => Ok(code),
        (_, Err(error)) => Err((fallback::stand_in(&outline), error)),
        (None, Ok(())) => {
            let message = "this declaration could not be read";
            Err((
                fallback::stand_in(&outline),
                syn::Error::new_spanned(&outline.type_name, message),
            ))
        }
    }
}

/// What stands in for a declaration that is too large: the part that is not is read in outline.
fn bounded_stand_in(attribute: TokenStream, item: TokenStream) -> TokenStream {
    let attribute = if bounds::check(&attribute).is_ok() {
        attribute
    } else {
        TokenStream::new()
    };
    let mut tokens: Vec<TokenTree> = item.into_iter().collect();
    if let Some(TokenTree::Group(body)) = tokens.last_mut() {
        *body = Group::new(body.delimiter(), TokenStream::new());
    }
    let item: TokenStream = tokens.into_iter().collect();
    let function = bounds::check_item(&item).and_then(|()| syn::parse2::<ItemFn>(item));
    let Ok(function) = function else {
        return TokenStream::new();
    };
    let mut mistakes = Errors::default();
    let outline = read::outline(attribute, function, &mut mistakes);
    // The size is the one mistake to report; the others may be consequences.
    let _ = mistakes.finish();
    fallback::stand_in(&outline)
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

#[cfg(test)]
mod tests;
