//! The text of what is wrong with a claim: where, what it should be, what it is, and a repair.

use activations_symbolic::{Counterexample, Mismatch, Reason, Repair};

use crate::analysis::Formulas;
use crate::declaration::Declaration;

/// The message for a refuted derivative; `slot` counts inputs, then parameters.
pub(super) fn refuted(
    declaration: &Declaration,
    formulas: &Formulas,
    slot: usize,
    stated: bool,
    counterexample: &Counterexample,
) -> String {
    let name = &declaration.name;
    let at = point(formulas, counterexample);
    let Counterexample {
        slope,
        given,
        what,
        repair,
        ..
    } = counterexample;
    let which = derivative(declaration, slot, stated);
    let problem = match what {
        Mismatch::Jump => {
            return format!(
                "`{name}` jumps at {at}, from {slope} to {given}; make its branches meet, or write \
                 `jumps = \"reason\"`"
            );
        }
        Mismatch::ForwardUndefined { part } => {
            return format!(
                "`{name}` has no value at {at}, where `{part}` is undefined; write \
                 `domain = CONDITION` for the inputs that it is meant for"
            );
        }
        Mismatch::KinkValue => format!(
            "{which} is wrong: at {at} the slopes from both sides lie {}, the given expression is \
             {given}",
            between(slope.lo, slope.hi)
        ),
        Mismatch::Undefined { part } => {
            format!("{which} has no value at {at}, where `{part}` is undefined")
        }
        _ => format!(
            "{which} is wrong: at {at} the slope is {slope}, the given expression is {given}"
        ),
    };
    let repair = if stated {
        repair.as_ref().map(help)
    } else {
        Some("help: state it as `derivative = EXPR`".to_owned())
    };
    match repair {
        Some(help) => format!("{problem}\n{help}"),
        None => problem,
    }
}

/// The message for a claim that could not be decided.
pub(super) fn undecided(declaration: &Declaration, reason: &Reason) -> String {
    let name = &declaration.name;
    format!(
        "the stated derivative of `{name}` could not be proved: {reason}\n\
         help: to accept it on the evidence of tests alone, write `unproved = \"reason\"`"
    )
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

/// "x = 1, alpha = 0.01"
fn point(formulas: &Formulas, counterexample: &Counterexample) -> String {
    let coordinates = counterexample
        .point
        .iter()
        .map(|(symbol, value)| format!("{} = {value}", formulas.arena.name(*symbol)));
    coordinates.collect::<Vec<_>>().join(", ")
}

fn between(lo: f64, hi: f64) -> String {
    if lo == hi {
        format!("at {lo}")
    } else {
        format!("between {lo} and {hi}")
    }
}

/// The repair, which was proved before it was offered.
fn help(repair: &Repair) -> String {
    match &repair.code {
        Some(code) => format!("help: {}; write `{code}`", repair.message),
        None => format!("help: {}", repair.message),
    }
}
