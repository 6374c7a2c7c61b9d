//! Deciding the gradient of a function of a whole row, for every length of the row.

mod adjoint;
mod normal;
mod unroll;

use super::case::Case;
use super::counterexample::NOTHING;
use super::definedness::{first_undefined, is_defined};
use super::sample::{self, Point};
use super::scope::Scope;
use super::verdict::{Counterexample, Mismatch, Proof, Reason, Verdict};
use crate::{Arena, Expr, Number, Symbol, differentiate, enclose, print};
use adjoint::{Gradient, gradient};
use normal::Normal;
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
    attempt.unwrap_or(Verdict::Undecided(Reason::TooLarge))
}

fn decide(arena: &mut Arena, claim: &RowClaim<'_>) -> Verdict {
    let case = Case::of_scope(arena, claim.scope, claim.input, claim.forward, claim.vjp);
    let given = arena.substitute(claim.vjp, claim.output, claim.forward);
    let dy = arena.variable(claim.cotangent);
    let Gradient {
        along_row,
        of_maxima,
    } = gradient(arena, claim.input, claim.forward, dy);
    let mut oracle = case.oracle(arena);
    let mut normal = Normal::new(arena, &[claim.input, claim.cotangent]);
    let difference = arena.sub(along_row, given);
    let identical = normal.vanishes(arena, &mut oracle, difference);
    let shift_free = of_maxima
        .iter()
        .all(|&of_maximum| normal.vanishes(arena, &mut oracle, of_maximum));
    if !(identical && shift_free)
        && let Some(counterexample) = refute(arena, claim, &case)
    {
        return Verdict::Refuted(Box::new(counterexample));
    }
    for e in [claim.forward, given] {
        if !is_defined(arena, &mut oracle, e) {
            let part = first_undefined(arena, &mut oracle, e).unwrap_or(e);
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

/// Rows that tell most wrong gradients from right ones: of both signs, without symmetries.
const ROWS: [(&[i64], &[i64]); 4] = [
    (&[1, 2], &[1, 0]),
    (&[1, -1], &[2, -1]),
    (&[2, -1, 1], &[1, -3, 2]),
    (&[1], &[2]),
];

/// A row of numbers on which the two gradients certainly differ.
fn refute(arena: &mut Arena, claim: &RowClaim<'_>, case: &Case) -> Option<Counterexample> {
    let assignments = sample::assignments(arena, claim.scope, case, claim.input);
    for (xs, dys) in ROWS {
        let length = xs.len();
        let entries = |arena: &mut Arena, of: Symbol| -> Vec<Symbol> {
            (0..length).map(|index| entry(arena, of, index)).collect()
        };
        let (x, dy) = (entries(arena, claim.input), entries(arena, claim.cotangent));
        let rows = [
            (claim.input, x.as_slice()),
            (claim.cotangent, dy.as_slice()),
        ];
        let forward = unroll(arena, claim.forward, length, &rows);
        let given = arena.substitute(claim.vjp, claim.output, claim.forward);
        let given = unroll(arena, given, length, &rows);
        let mut objective = arena.integer(0);
        for (&y, &dy) in forward.iter().zip(&dy) {
            let dy = arena.variable(dy);
            let product = arena.mul(dy, y);
            objective = arena.add(objective, product);
        }
        for index in 0..length {
            let slope = differentiate(arena, objective, x[index]);
            for parameters in &assignments {
                let whole = |value: &i64| Number::from(*value);
                let mut point: Point = x.iter().copied().zip(xs.iter().map(whole)).collect();
                point.extend(dy.iter().copied().zip(dys.iter().map(whole)));
                point.extend(parameters.iter().copied());
                let at = sample::intervals(&point);
                let Ok(slope) = enclose(arena, slope, &at) else {
                    continue;
                };
                let (given, what) = match enclose(arena, given[index], &at) {
                    Ok(given) if given.disjoint(slope) => (given.into(), Mismatch::Row { index }),
                    Err(no) if no.certain => {
                        let part = print::rust(arena, no.part);
                        (NOTHING, Mismatch::Undefined { part })
                    }
                    _ => continue,
                };
                return Some(Counterexample {
                    point,
                    slope: slope.into(),
                    given,
                    what,
                    repair: None,
                });
            }
        }
    }
    None
}
