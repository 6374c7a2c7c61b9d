//! Changes that make a wrong derivative right, each proved before it is offered.

mod constant;
mod edits;
mod message;
mod probe;
mod suspects;

use std::collections::HashMap;

use super::fuel::Fuel;
use super::scope::DerivativeClaim;
use super::verdict::{Counterexample, Repair};
use crate::{Arena, Expr, MAX_NODES, Node, print};
pub(super) use edits::{Vocabulary, message, steps};
pub(super) use message::Message;
use probe::Probe;
pub(super) use suspects::by_factor;

/// How many candidates that agree in numbers are given to the proof.
const MAX_PROOFS: usize = 12;
/// How many of these our own derivative has, whatever the edits before it took: where only the value at a
/// kink is wrong, every edit that is none agrees in numbers.
const OWN_PROOFS: usize = 3;

/// A search for repairs of one claim.
struct Search<'a> {
    claim: &'a DerivativeClaim<'a>,
    probe: Probe,
    proofs_left: usize,
    proves: &'a mut dyn FnMut(&mut Arena, &DerivativeClaim<'_>) -> bool,
}

impl Search<'_> {
    /// The repair that a candidate is, if it agrees in numbers and is proved.
    fn accept(&mut self, arena: &mut Arena, derivative: Expr, message: Message) -> Option<Repair> {
        if self.proofs_left == 0 || !self.probe.fits(arena, derivative) {
            return None;
        }
        self.proofs_left -= 1;
        let repaired = DerivativeClaim {
            derivative,
            ..*self.claim
        };
        (self.proves)(arena, &repaired).then(|| offer(arena, derivative, message))
    }

    /// Whether there is no room or no time for more candidates; a part of the room is left for the
    /// proofs.
    fn is_exhausted(&self, latest: Expr) -> bool {
        self.proofs_left == 0 || self.probe.fuel().is_empty() || latest.index() > MAX_NODES / 2
    }
}

/// A formula that was proved, as it is shown.
pub(super) fn offer(arena: &mut Arena, derivative: Expr, message: Message) -> Repair {
    let derivative = without_added_negatives(arena, derivative);
    Repair {
        message: message.text(arena),
        code: Some(print::rust(arena, derivative)),
    }
}

/// The same formula with a − b in place of a + −b.
fn without_added_negatives(arena: &mut Arena, e: Expr) -> Expr {
    let mut known: HashMap<Expr, Expr> = HashMap::new();
    for part in arena.reachable(&[e]) {
        let sum = match arena.node(part) {
            Node::Add(a, b) => Some((a, b)),
            _ => None,
        };
        if let Some((a, b)) = sum
            && let Node::Neg(subtracted) = arena.node(b)
        {
            let [a, b] = [a, subtracted].map(|operand| arena.replace(operand, &known));
            let difference = arena.sub(a, b);
            known.insert(part, difference);
        }
    }
    arena.replace(e, &known)
}

/// Looks for a repair of a derivative that was refuted; `proves` decides a claim.
///
/// What explains most comes first: a constant factor, a formula taken for another, then single
/// edits of what is written, and where none of these helps, our own derivative.
pub(super) fn find(
    arena: &mut Arena,
    claim: &DerivativeClaim<'_>,
    counterexample: &Counterexample,
    fuel: &Fuel,
    proves: &mut dyn FnMut(&mut Arena, &DerivativeClaim<'_>) -> bool,
) -> Option<Repair> {
    let probe = Probe::new(arena, claim, counterexample, fuel)?;
    let mut search = Search {
        claim,
        probe,
        proofs_left: MAX_PROOFS,
        proves,
    };
    suspects::factors(arena, &mut search)
        .or_else(|| suspects::confusions(arena, &mut search))
        .or_else(|| edits::edits(arena, &mut search))
        .or_else(|| {
            search.proofs_left = search.proofs_left.max(OWN_PROOFS);
            suspects::own(arena, &mut search)
        })
}
