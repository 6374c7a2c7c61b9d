//! The rules that hold between keys, one function each.

use crate::declaration::Kind;
use crate::errors::Errors;
use crate::read::{Keys, Roles};

/// Where nothing is stated there is nothing to leave unproved.
pub(crate) fn unproved_is_of_something_stated(keys: &Keys, errors: &mut Errors) {
    let stated = ["derivative", "pullback", "vjp", "spec", "limits"]
        .iter()
        .any(|key| keys.get(key).is_some());
    if let Some(raw) = keys.get("unproved")
        && !stated
    {
        errors.at(
            &raw.key,
            "`unproved` is for what is stated, and a derived derivative states nothing",
        );
    }
}

/// Each kind of activation has keys of its own.
pub(crate) fn keys_fit_the_kind(keys: &Keys, roles: &Roles, errors: &mut Errors) {
    let Some(kind) = roles.kind else { return };
    match kind {
        Kind::ElementWise => {}
        Kind::Gated => one_partial_for_each_input(keys, roles, errors),
        Kind::RowWise => rows_state_a_vjp(keys, roles, errors),
    }
    let mut refuse = |key: &str, message: &str| {
        if let Some(raw) = keys.get(key) {
            errors.at(&raw.key, message);
        }
    };
    if kind != Kind::RowWise {
        refuse(
            "vjp",
            "`vjp` is for row-wise definitions; write `derivative = EXPR`",
        );
        refuse("masked", "`masked` is for row-wise definitions; remove it");
    }
    if kind != Kind::ElementWise {
        refuse(
            "limits",
            "`limits` is for definitions of one input that act on each element; remove it",
        );
        refuse(
            "domain",
            "`domain` is for definitions of one input that act on each element; remove it",
        );
        refuse(
            "pullback",
            "`pullback` is for definitions of one input that act on each element; remove it",
        );
    }
    if kind == Kind::RowWise {
        refuse(
            "jumps",
            "`jumps` is for definitions that act on each element; remove it",
        );
    }
}

/// With two inputs a single derivative would not say by which.
fn one_partial_for_each_input(keys: &Keys, roles: &Roles, errors: &mut Errors) {
    if let Some(raw) = keys.get("derivative")
        && !raw.list
        && !raw.value.is_empty()
        && let [a, b] = roles.inputs.as_slice()
    {
        errors.at(
            &raw.key,
            format!(
                "two inputs have two derivatives; write `derivative({a} = EXPR, {b} = EXPR)`, or \
                 `params({b} = 1.0)` for a parameter"
            ),
        );
    }
}

/// The derivative of a row is a matrix; what is declared is its product with `dy`.
fn rows_state_a_vjp(keys: &Keys, _roles: &Roles, errors: &mut Errors) {
    if let Some(raw) = keys.get("derivative") {
        errors.at(
            &raw.key,
            "the derivative of a row is a matrix; write `vjp = EXPR` in `x`, `y` and `dy`",
        );
    }
}
