//! Declaration to code.

mod code;
mod data;
mod deferred;
mod item;
mod row;
mod scalar;

use proc_macro2::TokenStream;
use quote::quote;

pub(crate) use self::code::local;
use crate::analysis::Formulas;
use crate::declaration::{Declaration, Kind};
use crate::prove::Findings;

/// Everything that is known when code is written.
#[derive(Clone, Copy)]
pub(crate) struct Checked<'a> {
    pub(crate) declaration: &'a Declaration,
    pub(crate) formulas: &'a Formulas,
    pub(crate) findings: &'a Findings,
}

/// The function, the type, and the definition by which it is an activation.
pub(crate) fn tokens(checked: Checked<'_>) -> TokenStream {
    let Checked {
        declaration,
        formulas,
        ..
    } = checked;
    let function = item::function(declaration);
    let type_definition = item::type_definition(checked);
    let declared = item::declared(checked);
    let definition = match declaration.kind {
        Kind::RowWise => row::definition(checked),
        Kind::ElementWise | Kind::Gated => scalar::definition(declaration, formulas),
    };
    let deferred = deferred::check(checked);
    quote! {
        #function
        #type_definition
        #declared
        #definition
        #deferred
    }
}
