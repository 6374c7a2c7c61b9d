//! Changes that make a wrong derivative right, each proved before it is offered.

mod constant;
mod edits;
mod probe;
mod suspects;

use super::scope::DerivativeClaim;
use super::verdict::{Counterexample, Repair};
use crate::{Arena, Expr, print};
use probe::Probe;

/// How many candidates that agree in numbers are given to the proof.
const MAX_PROOFS: usize = 12;

/// A formula that may be right, and what it says about the stated one.
#[derive(Debug)]
struct Candidate {
    derivative: Expr,
    message: String,
}

/// Looks for a repair of a derivative that was refuted; `proves` decides a claim.
///
/// What explains most comes first: a constant factor, a formula taken for another, then single
/// edits of what is written, and where none of these helps, our own derivative.
pub(super) fn find(
    arena: &mut Arena,
    claim: &DerivativeClaim<'_>,
    counterexample: &Counterexample,
    proves: &mut dyn FnMut(&mut Arena, &DerivativeClaim<'_>) -> bool,
) -> Option<Repair> {
    let probe = Probe::new(arena, claim, counterexample)?;
    let mut proofs = 0;
    let mut accept = |arena: &mut Arena, candidate: Candidate| -> Option<Repair> {
        if proofs == MAX_PROOFS || !probe.fits(arena, candidate.derivative) {
            return None;
        }
        proofs += 1;
        let repaired = DerivativeClaim {
            derivative: candidate.derivative,
            ..*claim
        };
        proves(arena, &repaired).then(|| Repair {
            message: candidate.message,
            code: Some(print::rust(arena, candidate.derivative)),
        })
    };
    for source in [
        suspects::factors,
        suspects::confusions,
        edits::edits,
        suspects::own,
    ] {
        let found = source(arena, claim, &probe, &mut accept);
        if found.is_some() {
            return found;
        }
    }
    None
}

/// Tries one candidate.
type Accept<'a> = &'a mut dyn FnMut(&mut Arena, Candidate) -> Option<Repair>;
