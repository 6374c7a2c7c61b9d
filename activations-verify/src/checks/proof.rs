//! The claim: the stated derivative equals that of the definition, by exact algebra.
//!
//! The definition is traced into a formula, calls of other functions included, and decided at this
//! activation's parameters for every input. This is the proof of declarations that the macro could not
//! see into, and a second run of those that it proved.

use activations_core::Proof;
use activations_symbolic::{Arena, DerivativeClaim, Expr, Scope, Verdict, check_derivative, print};

use super::tally::Tally;
use crate::formula::Formula;
use crate::interpretations::Symbolic;
use crate::report::Finding;
use crate::subject::Subject;

pub(super) fn check(subject: &Subject) -> Tally {
    let Some(formula) = Formula::of(subject) else {
        return Tally::inapplicable("there is no definition of elements to trace");
    };
    let mut tally = Tally::default();
    for input in 0..formula.inputs() {
        tally.case();
        one(subject, &formula, input, &mut tally);
    }
    tally
}

fn one(subject: &Subject, formula: &Formula<'_>, input: usize, tally: &mut Tally) {
    let name = subject.variables()[input];
    let mut arena = Arena::new();
    let symbols: Vec<_> = subject
        .declaration()
        .inputs
        .iter()
        .map(|name| arena.symbol(name))
        .collect();
    let inputs: Vec<Expr> = symbols
        .iter()
        .map(|symbol| arena.variable(*symbol))
        .collect();
    let output = arena.symbol("y");
    let y = arena.variable(output);
    let forward = Symbolic::trace(&mut arena, &inputs, |inputs| {
        formula.value(&formula.complete(inputs))
    });
    let with_output: Vec<Expr> = inputs.iter().copied().chain([y]).collect();
    let derivative = Symbolic::trace(&mut arena, &with_output, |traced| {
        let (y, inputs) = traced.split_last().expect("inputs and output");
        formula.partial(input, inputs, *y)
    });
    let (Some(forward), Some(derivative)) = (forward, derivative) else {
        return undecided(
            subject,
            name,
            "the definition is not a formula of real numbers",
            tally,
        );
    };
    let scope = Scope {
        inputs: symbols.clone(),
        ..Scope::default()
    };
    let claim = DerivativeClaim {
        scope: &scope,
        forward,
        output,
        wrt: symbols[input],
        derivative,
        jumps: subject.declaration().jumps.is_some(),
    };
    match check_derivative(&mut arena, &claim) {
        Verdict::Proved(proof) => proof.notes.into_iter().for_each(|note| tally.remark(note)),
        Verdict::Undecided(reason) => undecided(subject, name, &reason.to_string(), tally),
        Verdict::Refuted(counterexample) => {
            let point: Vec<String> = counterexample
                .point
                .iter()
                .map(|(symbol, value)| format!("{} = {value}", arena.name(*symbol)))
                .collect();
            let finding = Finding::new(0, format!("the stated derivative by `{name}` is refuted"))
                .note(format!(
                    "at {}: expected {}, found {}",
                    point.join(", "),
                    counterexample.slope,
                    counterexample.given
                ))
                .note(format!("definition {}", print::formula(&arena, forward)))
                .note(format!("stated     {}", print::formula(&arena, derivative)));
            tally.findings([finding]);
        }
    }
}

/// What could not be decided needs an `unproved` in the declaration, which is then reported as such.
fn undecided(subject: &Subject, name: &str, reason: &str, tally: &mut Tally) {
    let text = format!("the derivative by `{name}` is not proved: {reason}");
    match subject.declaration().proof {
        Proof::Deferred => tally.findings([Finding::new(0, text)
            .note("to accept a derivative that is only tested, write `unproved = \"reason\"`")]),
        Proof::Unproved(why) => tally.remark(format!("{text}; declared so: {why}")),
        Proof::Proved | Proof::Derived => tally.remark(text),
    }
}
