//! Reads the function: its generic parameter, its arguments, and what its signature may not have.

use proc_macro2::Ident;
use quote::ToTokens;
use syn::{
    FnArg, GenericParam, Generics, ItemFn, Pat, Path, ReturnType, Safety, Type, TypeParamBound,
    WherePredicate,
};

use super::scope::RESERVED;
use crate::errors::Errors;
use crate::term::word;

/// What the bound of the generic parameter says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Algebra {
    /// `R: Real`
    Real,
    /// `V: Row`
    Row,
}

/// The function's signature, as far as it could be read.
pub(crate) struct Signature {
    /// The generic parameter and its algebra; absent when the function is not generic as it should be.
    pub(crate) generic: Option<(Ident, Algebra)>,
    pub(crate) arguments: Vec<Argument>,
    /// Whether every argument has a name.
    pub(crate) names_known: bool,
    /// Whether nothing is wrong with the types.
    pub(crate) certain: bool,
}

/// `name: R`
#[derive(Clone)]
pub(crate) struct Argument {
    pub(crate) name: Ident,
    pub(crate) ty: Type,
    /// Whether the type is that of a row.
    pub(crate) row: bool,
}

/// Reads the signature and records what is wrong with it.
pub(crate) fn read(item: &ItemFn, errors: &mut Errors) -> Signature {
    refuse_qualifiers(item, errors);
    refuse_attributes(item, errors);
    let start = errors.count();
    let generic = generic(&item.sig.generics, item, errors);
    let mut arguments: Vec<Argument> = Vec::new();
    let mut names_known = true;
    for input in &item.sig.inputs {
        if let Some(argument) = argument(input, generic.as_ref(), errors) {
            if arguments.iter().any(|known| known.name == argument.name) {
                errors.at(
                    &argument.name,
                    format!("duplicate argument `{}`", argument.name),
                );
            } else {
                arguments.push(argument);
            }
        } else {
            names_known = false;
        }
    }
    if item.sig.inputs.is_empty() {
        errors.at(
            &item.sig.ident,
            "expected an argument; write `fn name<R: Real>(x: R) -> R`",
        );
    }
    if let Some((name, algebra)) = &generic {
        check_output(&item.sig.output, name, *algebra, &item.sig.ident, errors);
        check_first(&arguments, name, *algebra, errors);
    }
    Signature {
        generic,
        arguments,
        names_known,
        certain: errors.count() == start,
    }
}

/// A definition is an ordinary function: it may not be `const`, `async`, `unsafe` or `extern`.
fn refuse_qualifiers(item: &ItemFn, errors: &mut Errors) {
    let mut refuse = |token: &dyn ToTokens, word: &str| {
        errors.at(
            token.to_token_stream(),
            format!("a definition is not `{word}`; remove the word"),
        );
    };
    if let Some(token) = &item.sig.constness {
        refuse(token, "const");
    }
    if let Some(token) = &item.sig.asyncness {
        refuse(token, "async");
    }
    match &item.sig.safety {
        Safety::Unsafe(token) => refuse(token, "unsafe"),
        Safety::Safe(token) => refuse(token, "safe"),
        _ => {}
    }
    if let Some(abi) = &item.sig.abi {
        refuse(abi, "extern");
    }
    if let Some(variadic) = &item.sig.variadic {
        errors.at(variadic, "a definition takes a fixed number of arguments");
    }
}

/// What is generated beside the function has to be there when the function is, and once.
fn refuse_attributes(item: &ItemFn, errors: &mut Errors) {
    for attribute in &item.attrs {
        let last = attribute
            .path()
            .segments
            .last()
            .map(|last| last.ident.to_string());
        match last.as_deref() {
            Some("cfg") => errors.at(
                attribute,
                "write `cfg` above `derive_activation`, where it covers all that is generated",
            ),
            Some("derive_activation") => {
                errors.at(
                    attribute,
                    "a function is declared once; remove this attribute",
                );
            }
            _ => {}
        }
    }
}

/// The one generic parameter, bounded by `Real` or `Row` and by nothing else.
fn generic(generics: &Generics, item: &ItemFn, errors: &mut Errors) -> Option<(Ident, Algebra)> {
    let mut found = None;
    let before = errors.count();
    for parameter in &generics.params {
        match parameter {
            GenericParam::Type(ty) if found.is_none() => found = Some(ty),
            other => errors.at(
                other,
                "a definition has one generic parameter, `R: Real` or `V: Row`; remove this one",
            ),
        }
    }
    let Some(ty) = found else {
        if errors.count() == before {
            let name = &item.sig.ident;
            let shown =
                format!("write `fn {name}<R: Real>(x: R) -> R`, or `<V: Row>(x: V) -> V` for rows");
            errors.at(name, format!("a definition is generic; {shown}"));
        }
        return None;
    };
    let mut bounds: Vec<&TypeParamBound> = ty.bounds.iter().collect();
    if let Some(clause) = &generics.where_clause {
        for predicate in &clause.predicates {
            match predicate {
                WherePredicate::Type(bounded) if is_path_to(&bounded.bounded_ty, &ty.ident) => {
                    bounds.extend(&bounded.bounds);
                }
                other => errors.at(other, "a definition needs no other bounds; remove this one"),
            }
        }
    }
    let mut algebra = None;
    for bound in bounds {
        match algebra_of(bound) {
            Some(found) if algebra.is_none() => algebra = Some(found),
            _ => errors.at(
                bound,
                "the only bound of a definition is `Real`, or `Row` for rows",
            ),
        }
    }
    if algebra.is_none() && errors.count() == before {
        errors.at(
            ty,
            format!(
                "expected a bound; write `{0}: Real`, or `{0}: Row` for rows",
                ty.ident
            ),
        );
    }
    Some((ty.ident.clone(), algebra?))
}

fn algebra_of(bound: &TypeParamBound) -> Option<Algebra> {
    let TypeParamBound::Trait(bound) = bound else {
        return None;
    };
    let last = bound.path.segments.last()?;
    if bound.maybe.is_some() || !last.arguments.is_none() {
        return None;
    }
    match last.ident.to_string().as_str() {
        "Real" => Some(Algebra::Real),
        "Row" => Some(Algebra::Row),
        _ => None,
    }
}

fn argument(
    input: &FnArg,
    generic: Option<&(Ident, Algebra)>,
    errors: &mut Errors,
) -> Option<Argument> {
    let FnArg::Typed(typed) = input else {
        errors.at(input, "a definition is a free function; write `x: R`");
        return None;
    };
    if let Some(attribute) = typed.attrs.first() {
        errors.at(
            attribute,
            "the arguments of a definition have no attributes",
        );
    }
    let name = match &*typed.pat {
        Pat::Ident(name) if name.by_ref.is_none() && name.subpat.is_none() => {
            if let Some(token) = name.mutability {
                errors.at(token, "a definition may not contain mutation; remove `mut`");
            }
            name.ident.clone()
        }
        other => {
            errors.at(other, "expected a name; write `x: R`");
            return None;
        }
    };
    if RESERVED.contains(&word(&name).as_str()) {
        let message =
            "`y` and `dy` stand for the output and its cotangent; name the argument otherwise";
        errors.at(&name, message);
        return None;
    }
    let row = match generic {
        None => false,
        Some((generic, Algebra::Real)) => {
            if !is_path_to(&typed.ty, generic) {
                errors.at(
                    &typed.ty,
                    format!("expected the generic type; write `{name}: {generic}`"),
                );
            }
            false
        }
        Some((generic, Algebra::Row)) => {
            let row = is_path_to(&typed.ty, generic);
            if !row && !is_scalar_of(&typed.ty, generic) {
                let message = format!(
                    "expected `{generic}` for a row, or `{generic}::Scalar` for a parameter"
                );
                errors.at(&typed.ty, message);
            }
            row
        }
    };
    Some(Argument {
        name,
        ty: (*typed.ty).clone(),
        row,
    })
}

/// A row-wise definition takes one row, first.
fn check_first(arguments: &[Argument], generic: &Ident, algebra: Algebra, errors: &mut Errors) {
    if algebra != Algebra::Row {
        return;
    }
    for (i, argument) in arguments.iter().enumerate() {
        if i == 0 && !argument.row {
            errors.at(
                &argument.ty,
                format!("the first argument is the row; write `{generic}`"),
            );
        }
        if i > 0 && argument.row {
            let message = format!("a row-wise definition takes one row; write `{generic}::Scalar`");
            errors.at(&argument.ty, message);
        }
    }
}

fn check_output(
    output: &ReturnType,
    generic: &Ident,
    algebra: Algebra,
    name: &Ident,
    errors: &mut Errors,
) {
    let message = match algebra {
        Algebra::Real => format!("a definition returns a number; write `-> {generic}`"),
        Algebra::Row => format!("a row-wise definition returns a row; write `-> {generic}`"),
    };
    match output {
        ReturnType::Type(_, ty) if is_path_to(ty, generic) => {}
        ReturnType::Type(_, ty) => errors.at(ty, message),
        ReturnType::Default => errors.at(name, message),
    }
}

fn is_path_to(ty: &Type, name: &Ident) -> bool {
    matches!(ty, Type::Path(path) if path.qself.is_none() && path.path.is_ident(name))
}

/// `V::Scalar` or `<V as Row>::Scalar`.
fn is_scalar_of(ty: &Type, generic: &Ident) -> bool {
    let Type::Path(path) = ty else { return false };
    let ends = |path: &Path| {
        path.segments
            .last()
            .is_some_and(|last| last.ident == "Scalar")
    };
    let owner = match &path.qself {
        Some(owner) => is_path_to(&owner.ty, generic),
        None => path.path.segments.len() == 2 && path.path.segments[0].ident == *generic,
    };
    owner && ends(&path.path)
}
