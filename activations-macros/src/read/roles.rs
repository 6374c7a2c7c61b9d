//! Which arguments are inputs and which are parameters, and so what kind of activation this is.

use activations_symbolic::Number;
use proc_macro2::{Ident, Span};
use quote::{ToTokens, format_ident};
use syn::Expr;
use syn::ext::IdentExt;

use super::expression::Reader;
use super::keys::{self, Entry, Keys};
use super::scope::{Scope, Shape};
use super::signature::{Algebra, Argument, Signature};
use super::{literal, names};
use crate::declaration::{Kind, Parameter, Requirement};
use crate::errors::Errors;
use crate::term::word;

/// Methods that a getter of the same name would hide.
const TAKEN: [&str; 11] = [
    "new",
    "clone",
    "forward",
    "vjp",
    "jvp",
    "pullback",
    "along",
    "axis",
    "parameters",
    "declaration",
    "definitions",
];

/// Inputs, parameters, and the kind that follows.
pub(crate) struct Roles {
    /// Absent when the signature or `params` leaves it in doubt.
    pub(crate) kind: Option<Kind>,
    pub(crate) inputs: Vec<Ident>,
    pub(crate) parameters: Vec<Parameter>,
}

/// Reads `params(…)` against the arguments.
pub(crate) fn read(
    signature: &Signature,
    keys: &Keys,
    function: &Ident,
    errors: &mut Errors,
) -> Roles {
    let before = errors.count();
    let mut parameters = parameters(signature, keys, errors);
    let certain = signature.certain && errors.count() == before;
    let is_parameter = |argument: &Argument| parameters.iter().any(|p| p.name == argument.name);
    let (stated, inputs): (Vec<&Argument>, Vec<&Argument>) = signature
        .arguments
        .iter()
        .partition(|argument| is_parameter(argument));
    // `new` takes them in the order of the function, however `params` lists them.
    let order: Vec<String> = stated
        .iter()
        .map(|argument| argument.name.to_string())
        .collect();
    parameters.sort_by_key(|p| order.iter().position(|name| p.name == name));
    let inputs: Vec<Ident> = inputs
        .into_iter()
        .map(|argument| argument.name.clone())
        .collect();
    let algebra = signature.generic.as_ref().map(|(_, algebra)| *algebra);
    let kind = match algebra {
        Some(algebra) if certain => kind(algebra, &inputs, function, errors),
        _ => None,
    };
    Roles {
        kind,
        inputs,
        parameters,
    }
}

fn kind(algebra: Algebra, inputs: &[Ident], function: &Ident, errors: &mut Errors) -> Option<Kind> {
    match (algebra, inputs) {
        (_, []) => {
            errors.at(
                function,
                "every argument is a parameter; one of them must be the input",
            );
            None
        }
        (Algebra::Real, [_]) => Some(Kind::ElementWise),
        (Algebra::Real, [_, _]) => Some(Kind::Gated),
        (Algebra::Row, [_]) => Some(Kind::RowWise),
        (algebra, inputs) => {
            let allowed = if algebra == Algebra::Row { 1 } else { 2 };
            for extra in &inputs[allowed..] {
                let message = match algebra {
                    Algebra::Real => "an activation has one or two inputs",
                    Algebra::Row => "a row-wise activation has one input",
                };
                errors.at(
                    extra,
                    format!("{message}; write `params({extra} = 1.0)` for a parameter"),
                );
            }
            None
        }
    }
}

fn parameters(signature: &Signature, keys: &Keys, errors: &mut Errors) -> Vec<Parameter> {
    let Some(raw) = keys.get("params") else {
        return Vec::new();
    };
    let entries = keys::entries(raw, errors);
    let names: Vec<Option<Ident>> = entries
        .iter()
        .map(|entry| parameter_name(entry, signature, errors))
        .collect();
    let known: Vec<Ident> = names.iter().flatten().cloned().collect();
    let mut parameters: Vec<Parameter> = Vec::new();
    for (entry, name) in entries.into_iter().zip(names) {
        let default = default(&entry, &raw.key, errors);
        let domain = domain(&entry, &raw.key, &known, errors);
        let Some(name) = name else { continue };
        if parameters.iter().any(|parameter| parameter.name == name) {
            errors.at(&name, format!("duplicate parameter `{name}`"));
            continue;
        }
        // A refused default is replaced by 0, so that the roles of the arguments stay known.
        parameters.push(Parameter {
            name,
            default: default.unwrap_or(Number::ZERO),
            domain,
        });
    }
    parameters
}

/// The argument that an entry names.
fn parameter_name(entry: &Entry, signature: &Signature, errors: &mut Errors) -> Option<Ident> {
    let name: Ident = errors.keep(syn::parse2(entry.name.clone()))?;
    if TAKEN.contains(&word(&name).as_str()) {
        let message =
            format!("a parameter may not be called `{name}`, as a method of activations is");
        errors.at(&name, message);
        return None;
    }
    let Some(argument) = signature
        .arguments
        .iter()
        .find(|argument| argument.name == name)
    else {
        if signature.names_known {
            let arguments: Vec<String> = signature
                .arguments
                .iter()
                .map(|argument| argument.name.to_string())
                .collect();
            let known = || arguments.iter().map(String::as_str);
            let message = match names::nearest(&name.to_string(), known()) {
                Some(meant) => format!("the function has no argument `{name}`; write `{meant}`"),
                None => format!(
                    "the function has no argument `{name}`; its arguments are {}",
                    names::list(known())
                ),
            };
            errors.at(&name, message);
        }
        return None;
    };
    if argument.row {
        errors.at(
            &name,
            format!("`{name}` is the row; a parameter has the type `V::Scalar`"),
        );
        return None;
    }
    Some(name)
}

/// The default: a number, or a fraction of numbers.
fn default(entry: &Entry, key: &Ident, errors: &mut Errors) -> Option<Number> {
    let expr: Expr = errors.keep(keys::parse(entry.value.clone(), key))?;
    constant(&expr, errors)
}

fn constant(expr: &Expr, errors: &mut Errors) -> Option<Number> {
    if let Some(number) = literal::signed(expr) {
        return errors.keep(number).map(|literal| literal.value);
    }
    if let Expr::Binary(binary) = expr
        && let syn::BinOp::Div(_) = binary.op
        && let (Some(above), Some(below)) = (
            literal::signed(&binary.left),
            literal::signed(&binary.right),
        )
    {
        let (above, below) = (errors.keep(above)?, errors.keep(below)?);
        if let Some(ratio) = above.value.checked_div(below.value) {
            return Some(ratio);
        }
    }
    errors.at(
        expr,
        "a default is a number such as `-1.5`, or a fraction such as `1.0 / 6.0`",
    );
    None
}

fn domain(entry: &Entry, key: &Ident, known: &[Ident], errors: &mut Errors) -> Option<Requirement> {
    let tokens = entry.condition.clone()?;
    let expr: Expr = errors.keep(keys::parse(tokens, key))?;
    let names = known
        .iter()
        .map(|name| (word(name), Some(Shape::Number)))
        .collect();
    let condition = Reader::new(errors, Scope::new(names, true), false).requirement(&expr)?;
    Some(Requirement {
        condition,
        source: expr.to_token_stream(),
    })
}

/// The type's name: the one stated, or the function's in UpperCamelCase.
pub(crate) fn type_name(function: &Ident, keys: &Keys, errors: &mut Errors) -> Ident {
    let text = function.unraw().to_string();
    let camel: String = text
        .split('_')
        .flat_map(|word| {
            let mut letters = word.chars();
            let first = letters.next().into_iter().flat_map(char::to_uppercase);
            first.chain(letters).collect::<Vec<_>>()
        })
        .collect();
    let stated = keys.parse_word::<Ident>("name", errors);
    if let Some(name) = stated {
        if name != *function {
            return name;
        }
        let message = "the type and the function are both values; give the type a name of its own";
        errors.at(&name, message);
    } else if camel != text && syn::parse_str::<Ident>(&camel).is_ok() {
        return Ident::new(&camel, function.span());
    } else {
        errors.at(
            function,
            "the type needs a name of its own; write `name = TypeName`",
        );
    }
    format_ident!("{text}Activation", span = Span::call_site())
}
