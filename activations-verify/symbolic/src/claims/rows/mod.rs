//! Deciding the gradient of a function of a whole row, for every length of the row.

mod adjoint;
mod defined;
mod derive;
mod normal;
mod refute;
mod repair;
mod unroll;

use super::case::Case;
use super::fuel::Fuel;
use super::sample::Point;
use super::scope::Scope;
use super::verdict::{Proof, Reason, Repair, Verdict};
use crate::{Arena, Expr, Symbol, differentiate, print};
use adjoint::{Gradient, gradient};
use defined::first_undefined;
pub use derive::derive_row_vjp;
use normal::Normal;
use refute::{Entries, refute};
use unroll::{entry, unroll};

/// The claim that `vjp` is the gradient of Σⱼ dyⱼ·yⱼ with respect to the row x, where y is the
/// value of `forward`.
#[derive(Clone, Copy, Debug)]
pub struct RowClaim<'a> {
    /// The parameters and their domains; they are scalars of the row.
    pub scope: &'a Scope,
    /// The row that the function is of.
    pub input: Symbol,
    /// The function, with reductions along the row.
    pub forward: Expr,
    /// The name under which `vjp` may use the value of `forward`.
    pub output: Symbol,
    /// The name of dy in `vjp`.
    pub cotangent: Symbol,
    /// The stated gradient.
    pub vjp: Expr,
}

/// Decides whether a stated gradient is right for rows of every length.
///
/// The right gradient is derived in reverse, with the sums along the row as further unknowns. Each
/// sum of either gradient is multiplied out and what does not depend on the index is taken out of
/// it, so that equal sums become equal unknowns; what is left to decide is one identity. Where a
/// row's maximum is subtracted, its own gradient is shown to vanish, so that the choice at ties
/// does not matter. A wrong gradient is refuted on a short row of numbers.
pub fn check_row_vjp(arena: &mut Arena, claim: &RowClaim<'_>) -> Verdict {
    let attempt = arena.attempt(|arena| decide(arena, claim));
    let mut verdict = attempt.unwrap_or(Verdict::Undecided(Reason::TooLarge));
    if let Verdict::Refuted(counterexample) = &mut verdict {
        let point = &counterexample.point;
        let repair = arena.attempt(|arena| repair(arena, claim, point));
        counterexample.repair = repair.unwrap_or(None);
    }
    verdict
}

/// A gradient that is proved instead of the stated one.
fn repair(arena: &mut Arena, claim: &RowClaim<'_>, point: &Point) -> Option<Repair> {
    let fuel = Fuel::for_repair();
    let (case, gradient) = ground(arena, claim, &fuel);
    let Gradient {
        along_row,
        of_maxima,
    } = gradient;
    let mut oracle = case.oracle(arena);
    let mut normal = Normal::new(arena, &[claim.input, claim.cotangent]);
    if !of_maxima
        .iter()
        .all(|&of_maximum| normal.vanishes(arena, &mut oracle, of_maximum))
    {
        return None;
    }
    let mut proves = |arena: &mut Arena, vjp: Expr| {
        let vjp = arena.substitute(vjp, claim.output, claim.forward);
        let difference = arena.sub(along_row, vjp);
        normal.vanishes(arena, &mut oracle, difference)
            && first_undefined(arena, &mut oracle, &mut normal, vjp).is_none()
    };
    repair::find(arena, claim, point, along_row, &fuel, &mut proves)
}

/// What a gradient is decided by: the declared domain, and the gradient that is derived.
fn ground(arena: &mut Arena, claim: &RowClaim<'_>, fuel: &Fuel) -> (Case, Gradient) {
    let case = Case::of_scope(
        arena,
        claim.scope,
        claim.input,
        claim.forward,
        claim.vjp,
        fuel,
    );
    let dy = arena.variable(claim.cotangent);
    let gradient = gradient(arena, claim.input, claim.forward, dy);
    (case, gradient)
}

fn decide(arena: &mut Arena, claim: &RowClaim<'_>) -> Verdict {
    let (case, gradient) = ground(arena, claim, &Fuel::for_decision());
    let given = arena.substitute(claim.vjp, claim.output, claim.forward);
    let Gradient {
        along_row,
        of_maxima,
    } = gradient;
    let mut oracle = case.oracle(arena);
    let mut normal = Normal::new(arena, &[claim.input, claim.cotangent]);
    let difference = arena.sub(along_row, given);
    let identical = normal.vanishes(arena, &mut oracle, difference);
    let shift_free = of_maxima
        .iter()
        .all(|&of_maximum| normal.vanishes(arena, &mut oracle, of_maximum));
    if !(identical && shift_free) {
        let rows = [claim.input, claim.cotangent];
        let sides = |arena: &mut Arena, length: usize, entries: &[Entries]| {
            let right = slopes(arena, claim, length, entries);
            (right, unroll(arena, given, length, entries))
        };
        if let Some(found) = refute(arena, claim.scope, &case, &rows, &sides) {
            return Verdict::Refuted(Box::new(found));
        }
    }
    for e in [claim.forward, given] {
        if let Some(part) = first_undefined(arena, &mut oracle, &mut normal, e) {
            return Verdict::Undecided(Reason::Definedness {
                part: print::rust(arena, part),
            });
        }
    }
    if !shift_free {
        let what = "a gradient that depends on which entry is the largest".to_owned();
        return Verdict::Undecided(Reason::Outside { what });
    }
    if !identical {
        return Verdict::Undecided(Reason::Identity {
            region: "rows".to_owned(),
        });
    }
    let mut proof = Proof::default();
    if !of_maxima.is_empty() {
        proof
            .notes
            .push("the row's maximum may be treated as a constant".to_owned());
    }
    Verdict::Proved(proof)
}

/// The derivatives of Σⱼ dyⱼ·yⱼ by the entries of a row of some length.
fn slopes(
    arena: &mut Arena,
    claim: &RowClaim<'_>,
    length: usize,
    entries: &[Entries],
) -> Vec<Expr> {
    let forward = unroll(arena, claim.forward, length, entries);
    let mut objective = arena.integer(0);
    for (index, &y) in forward.iter().enumerate() {
        let dy = entry(arena, claim.cotangent, index);
        let dy = arena.variable(dy);
        let product = arena.mul(dy, y);
        objective = arena.add(objective, product);
    }
    (0..length)
        .map(|index| {
            let x = entry(arena, claim.input, index);
            differentiate(arena, objective, x)
        })
        .collect()
}

/// Decides whether two formulas give the same function of a row, for rows of every length and every
/// parameter that the declaration allows.
pub fn check_row_equal(
    arena: &mut Arena,
    scope: &Scope,
    input: Symbol,
    left: Expr,
    right: Expr,
) -> Verdict {
    let attempt = arena.attempt(|arena| decide_equal(arena, scope, input, left, right));
    attempt.unwrap_or(Verdict::Undecided(Reason::TooLarge))
}

fn decide_equal(
    arena: &mut Arena,
    scope: &Scope,
    input: Symbol,
    left: Expr,
    right: Expr,
) -> Verdict {
    let case = Case::of_scope(arena, scope, input, left, right, &Fuel::for_decision());
    let mut oracle = case.oracle(arena);
    let difference = arena.sub(left, right);
    let mut normal = Normal::new(arena, &[input]);
    let identical = normal.vanishes(arena, &mut oracle, difference);
    if !identical {
        let sides = |arena: &mut Arena, length: usize, entries: &[Entries]| {
            let left = unroll(arena, left, length, entries);
            (left, unroll(arena, right, length, entries))
        };
        if let Some(found) = refute(arena, scope, &case, &[input], &sides) {
            return Verdict::Refuted(Box::new(found));
        }
        return Verdict::Undecided(Reason::Identity {
            region: "rows".to_owned(),
        });
    }
    for e in [left, right] {
        if let Some(part) = first_undefined(arena, &mut oracle, &mut normal, e) {
            return Verdict::Undecided(Reason::Definedness {
                part: print::rust(arena, part),
            });
        }
    }
    Verdict::Proved(Proof::default())
}
