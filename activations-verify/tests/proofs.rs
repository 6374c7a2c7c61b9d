//! Every claim of every built-in, traced from its compiled code and proved.

use activations_core::{Proof, all, all_gated};
use activations_symbolic::Verdict;
use activations_verify::{Formulas, Subject};

#[test]
fn what_the_built_ins_declare_is_proved_of_what_was_compiled() {
    let subjects = all().map(Subject::one).chain(all_gated().map(Subject::two));
    let (mut proved, mut failures) = (0, Vec::new());
    for subject in subjects {
        let declaration = subject.declaration();
        let Some(formulas) = Formulas::of(&subject) else {
            // Written by hand, or defined in a domain, which a traced formula does not have.
            let is_by_hand = matches!(declaration.proof, Proof::Unproved(_));
            assert!(
                is_by_hand || declaration.domain.is_some(),
                "{}",
                subject.name()
            );
            continue;
        };
        for (claim, verdict) in formulas.proofs() {
            match verdict {
                Verdict::Proved(_) => proved += 1,
                // Accepted, with its reason, when it was compiled.
                Verdict::Undecided(_) if matches!(declaration.proof, Proof::Unproved(_)) => {}
                verdict => failures.push(format!("{}, {claim}: {verdict:?}", subject.name())),
            }
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
    assert!(proved >= 35, "{proved}");
}
