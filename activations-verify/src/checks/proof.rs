//! The claim: what is declared follows from the definition, by exact algebra.
//!
//! Definition, derivatives, textbook formula and limits are traced into formulas from what was compiled,
//! calls of other functions included, and decided for every input and parameter that the declaration
//! allows. This is the proof of declarations that the macro could not see into, and a second run of
//! those that it proved.

use activations_core::Proof;
use activations_symbolic::{Counterexample, Expr, Verdict, print};

use super::tally::Tally;
use crate::formulas::Formulas;
use crate::report::{Decided, Finding};
use crate::subject::Subject;

pub(super) fn check(subject: &Subject) -> Tally {
    let mut tally = Tally::default();
    let Some(formulas) = Formulas::of(subject) else {
        if subject.definitions().is_none() || subject.declaration().proof != Proof::Deferred {
            return Tally::inapplicable("what was compiled cannot be traced into formulas");
        }
        undecided(
            subject,
            "the definition is not a formula of real numbers",
            &mut tally,
        );
        return tally;
    };
    let stated = formulas.derivatives.iter().map(|by| Some(by.1));
    let stated = stated.chain(std::iter::repeat(None));
    for ((claim, verdict), stated) in formulas.proofs().into_iter().zip(stated) {
        tally.case();
        tally.decided(Decided {
            claim: claim.clone(),
            proved: verdict.is_proved(),
        });
        match verdict {
            Verdict::Proved(proof) => proof.notes.into_iter().for_each(|note| tally.remark(note)),
            Verdict::Undecided(reason) => {
                undecided(subject, &format!("{claim}: {reason}"), &mut tally);
            }
            Verdict::Refuted(counterexample) => {
                tally.findings([refuted(&formulas, &claim, &counterexample, stated)]);
            }
        }
    }
    tally
}

fn refuted(
    formulas: &Formulas,
    claim: &str,
    counterexample: &Counterexample,
    stated: Option<Expr>,
) -> Finding {
    let arena = &formulas.arena;
    let point: Vec<String> = counterexample
        .point
        .iter()
        .map(|(symbol, value)| format!("{} = {value}", arena.name(*symbol)))
        .collect();
    let mut finding = Finding::new(None, format!("refuted: the stated {claim}"))
        .note(format!(
            "at {}: expected {}, found {}",
            point.join(", "),
            counterexample.slope,
            counterexample.given
        ))
        .note(format!(
            "definition {}",
            print::formula(arena, formulas.forward)
        ));
    if let Some(stated) = stated {
        finding = finding.note(format!("stated     {}", print::formula(arena, stated)));
    }
    match &counterexample.repair {
        None => finding,
        Some(repair) => finding.note(match &repair.code {
            Some(code) => format!("help: {}; write `{code}`", repair.message),
            None => format!("help: {}", repair.message),
        }),
    }
}

/// What could not be decided needs an `unproved` in the declaration, which is then reported as such.
fn undecided(subject: &Subject, what: &str, tally: &mut Tally) {
    let text = format!("not proved: {what}");
    match subject.declaration().proof {
        Proof::Deferred => tally.findings([Finding::new(None, text)
            .note("to accept what is only tested, write `unproved = \"reason\"`")]),
        Proof::Unproved(why) => tally.remark(format!("{text}; declared so: {why}")),
        Proof::Proved | Proof::Derived => tally.remark(text),
    }
}
