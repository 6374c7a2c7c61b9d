//! Reads a declaration: tokens to [`Declaration`], with every mistake recorded at its token.

mod block;
mod condition;
mod expression;
pub(crate) mod keys;
mod literal;
mod method;
mod names;
mod refusal;
mod roles;
mod scope;
mod signature;
mod values;

use proc_macro2::{Ident, TokenStream};
use syn::ItemFn;
use syn::ext::IdentExt;

pub(crate) use self::keys::Keys;
pub(crate) use self::roles::Roles;
pub(crate) use self::signature::{Algebra, Argument, Signature};
use self::values::Values;
use crate::declaration::Declaration;
use crate::errors::Errors;
use crate::validate;

/// What is known of a declaration before its expressions are read: enough for a stand-in.
pub(crate) struct Outline {
    pub(crate) item: ItemFn,
    pub(crate) keys: Keys,
    pub(crate) signature: Signature,
    pub(crate) roles: Roles,
    pub(crate) type_name: Ident,
    pub(crate) krate: syn::Path,
}

/// Reads names and roles; never fails, because a stand-in needs them whatever else is wrong.
pub(crate) fn outline(attribute: TokenStream, item: ItemFn, errors: &mut Errors) -> Outline {
    let keys = Keys::read(attribute, errors);
    let signature = signature::read(&item, errors);
    let roles = roles::read(&signature, &keys, &item.sig.ident, errors);
    let type_name = roles::type_name(&item.sig.ident, &keys, errors);
    let krate = keys.krate(errors);
    Outline {
        item,
        keys,
        signature,
        roles,
        type_name,
        krate,
    }
}

/// Reads the expressions; nothing when a mistake was recorded, here or before.
pub(crate) fn declaration(outline: &Outline, errors: &mut Errors) -> Option<Declaration> {
    let Outline {
        item,
        keys,
        signature,
        roles,
        ..
    } = outline;
    validate::unproved_is_of_something_stated(keys, errors);
    validate::keys_fit_the_kind(keys, roles, errors);
    let mut values = Values { outline, errors };
    let body = values.body();
    let derivatives = values.derivatives();
    let pullback = values.pullback();
    let vjp = values.expression("vjp", &["y", "dy"]);
    let spec = values.expression("spec", &[]);
    let domain = values.domain();
    let limits = values.limits();
    let masked = values.masked();
    let jumps = keys.reason("jumps", errors);
    let unproved = keys.reason("unproved", errors);
    let also = keys.also(&item.sig.ident.unraw().to_string(), errors);
    if errors.count() > 0 {
        return None;
    }
    let (generic, _) = signature.generic.clone()?;
    Some(Declaration {
        kind: roles.kind?,
        attributes: item.attrs.clone(),
        visibility: item.vis.clone(),
        name: item.sig.ident.clone(),
        type_name: outline.type_name.clone(),
        generic,
        signature: item.sig.clone(),
        arguments: signature.arguments.clone(),
        inputs: roles.inputs.clone(),
        parameters: roles.parameters.clone(),
        body: body?,
        derivatives,
        pullback,
        vjp,
        spec,
        domain,
        limits,
        jumps,
        unproved,
        also,
        masked,
        krate: outline.krate.clone(),
    })
}
