//! The text of what is wrong with a claim: where, what it should be, what it is, and a repair.

use activations_symbolic::{Counterexample, Infinity, Mismatch, Reason, Repair};

use super::Claim;
use crate::analysis::Formulas;
use crate::declaration::Declaration;

/// The message for a refuted claim.
pub(super) fn refuted(
    declaration: &Declaration,
    formulas: &Formulas,
    claim: Claim,
    counterexample: &Counterexample,
) -> String {
    let name = &declaration.name;
    let at = point(formulas, counterexample);
    let what = subject(declaration, claim);
    let Counterexample { slope, given, .. } = counterexample;
    let problem = match &counterexample.what {
        Mismatch::Jump => format!(
            "`{name}` jumps at {at}, from {slope} to {given}; make its branches meet, or write \
             `jumps = \"reason\"`"
        ),
        Mismatch::ForwardUndefined { part } => format!(
            "`{name}` has no value at {at}, where `{part}` is undefined; write \
             `domain = CONDITION` for the inputs that it is meant for"
        ),
        Mismatch::KinkValue => format!(
            "{what} is wrong: at {at} the slopes from both sides are {} and {}, the given \
             expression is {given}",
            slope.lo, slope.hi
        ),
        Mismatch::Undefined { part } => {
            format!("{what} has no value at {at}, where `{part}` is undefined")
        }
        Mismatch::Value => {
            format!("{what} is wrong: at {at} the body is {slope}, the given expression is {given}")
        }
        Mismatch::Limit => {
            format!("{what} is wrong: the limit is {slope}, the given value is {given}")
        }
        Mismatch::Row { index } => {
            let of = if matches!(claim, Claim::Spec) {
                "body"
            } else {
                "gradient"
            };
            format!(
                "{what} is wrong: at {at} entry {index} of the {of} is {slope}, the given \
                 expression is {given}"
            )
        }
        _ => format!(
            "{what} is wrong: at {at} the slope is {slope}, the given expression is {given}"
        ),
    };
    let help = match claim {
        Claim::Derivative {
            stated: false,
            slot,
        } => {
            let repair = counterexample.repair.as_ref();
            let code = repair.and_then(|repair| repair.code.as_deref());
            let code = code.unwrap_or("EXPR");
            Some(match declaration.inputs.as_slice() {
                [_] => format!("help: state it as `derivative = {code}`"),
                inputs => format!("help: state it as `derivative({} = {code})`", inputs[slot]),
            })
        }
        _ => counterexample.repair.as_ref().map(help),
    };
    let of_body = matches!(
        counterexample.what,
        Mismatch::Jump | Mismatch::ForwardUndefined { .. }
    );
    match help.filter(|_| !of_body) {
        Some(help) => format!("{problem}\n{help}"),
        None => problem,
    }
}

/// The message for a claim that could not be decided.
pub(super) fn undecided(declaration: &Declaration, claim: Claim, reason: &Reason) -> String {
    let what = subject(declaration, claim);
    format!(
        "{what} could not be proved: {reason}\n\
         help: to accept it on the evidence of tests alone, write `unproved = \"reason\"`"
    )
}

/// What is claimed, as the subject of a sentence.
fn subject(declaration: &Declaration, claim: Claim) -> String {
    match claim {
        Claim::Derivative { slot, stated } => derivative(declaration, slot, stated),
        Claim::Spec => format!("the `spec` of `{}`", declaration.name),
        Claim::Limit(Infinity::Negative) => format!("the value of `{}` at -inf", declaration.name),
        Claim::Limit(Infinity::Positive) => format!("the value of `{}` at inf", declaration.name),
        Claim::Pullback => format!("the stated `pullback` of `{}`", declaration.name),
        Claim::Vjp => format!("the stated `vjp` of `{}`", declaration.name),
    }
}

/// "the stated derivative of `f` by `alpha`"
fn derivative(declaration: &Declaration, slot: usize, stated: bool) -> String {
    let Declaration {
        name,
        inputs,
        parameters,
        ..
    } = declaration;
    let origin = if stated { "stated" } else { "derived" };
    let mut names = inputs
        .iter()
        .chain(parameters.iter().map(|parameter| &parameter.name));
    let only = inputs.len() == 1 && slot == 0;
    match names.nth(slot).filter(|_| !only) {
        Some(by) => format!("the {origin} derivative of `{name}` by `{by}`"),
        None => format!("the {origin} derivative of `{name}`"),
    }
}

/// "x = 1, alpha = 0.01"; the entries of a row together, as in "x = [1, 2], dy = [1, 0]".
fn point(formulas: &Formulas, counterexample: &Counterexample) -> String {
    let mut values: Vec<(&str, Vec<String>, bool)> = Vec::new();
    for (symbol, value) in &counterexample.point {
        let (name, entry) = match formulas.arena.name(*symbol).split_once('[') {
            Some((row, _)) => (row, true),
            None => (formulas.arena.name(*symbol), false),
        };
        match values.last_mut() {
            Some((last, entries, _)) if *last == name => entries.push(value.to_string()),
            _ => values.push((name, vec![value.to_string()], entry)),
        }
    }
    let shown = values.into_iter().map(|(name, entries, row)| {
        let entries = entries.join(", ");
        if row {
            format!("{name} = [{entries}]")
        } else {
            format!("{name} = {entries}")
        }
    });
    shown.collect::<Vec<_>>().join(", ")
}

/// The repair, which was proved before it was offered.
fn help(repair: &Repair) -> String {
    match &repair.code {
        Some(code) => format!("help: {}; write `{code}`", repair.message),
        None => format!("help: {}", repair.message),
    }
}
