//! Deciding that two formulas give one function.

use super::case::Case;
use super::cases::survey;
use super::counterexample::{disagreement, refuted_at, undefined_at};
use super::definedness::find_hole;
use super::fuel::Fuel;
use super::identity::vanishes;
use super::joins::sign_of_value;
use super::line::{Line, Piece, Stop, lay_out};
use super::scope::{Scope, Setting, of_rows};
use super::signs::Signs;
use super::verdict::{Mismatch, Proof, Reason, Verdict};
use crate::{Arena, Expr, print};

/// Decides whether two formulas have the same value for every input of the domain and every
/// parameter that the declaration allows.
///
/// Both must have a value everywhere: a stabilised form is no substitute for a textbook form that
/// is undefined somewhere.
pub fn check_equal(arena: &mut Arena, scope: &Scope, left: Expr, right: Expr) -> Verdict {
    let attempt = arena.attempt(|arena| decide(arena, scope, left, right));
    attempt.unwrap_or(Verdict::Undecided(Reason::TooLarge))
}

fn decide(arena: &mut Arena, scope: &Scope, left: Expr, right: Expr) -> Verdict {
    if let Some(reason) = of_rows(arena, &[left, right]) {
        return Verdict::Undecided(reason);
    }
    let no_input = arena.fresh("x");
    let variable = scope.inputs.first().copied().unwrap_or(no_input);
    let whole = Case::of_scope(arena, scope, variable, left, right, &Fuel::for_decision());
    let setting = Setting { scope, variable };
    match survey(arena, scope, whole, |arena, case| {
        examine(arena, setting, case)
    }) {
        Err(counterexample) => Verdict::Refuted(counterexample),
        Ok(survey) => match survey.lost {
            Some(reason) => Verdict::Undecided(reason),
            None => Verdict::Proved(Proof::default()),
        },
    }
}

fn examine(arena: &mut Arena, setting: Setting<'_>, case: &Case) -> Result<(), Stop> {
    let no_output = arena.fresh("y");
    let Line { pieces, places } = lay_out(arena, case, setting.variable, no_output)?;
    for mut piece in pieces.into_iter().flatten() {
        examine_piece(arena, setting, case, &mut piece)?;
    }
    let mut oracle = case.oracle(arena);
    for place in places.into_iter().flatten() {
        for &right in &place.derivatives {
            let difference = arena.sub(place.forward, right);
            match sign_of_value(arena, &mut oracle, difference) {
                Signs::ZERO => {}
                signs if signs.has_zero() => {
                    let at = print::rust(arena, place.at);
                    return Err(Stop::Lost(Reason::Breakpoint { at }));
                }
                _ => {
                    let left = [place.forward];
                    let what = Mismatch::Value;
                    return Err(refuted_at(
                        arena, setting, case, place.at, &left, right, what,
                    ));
                }
            }
        }
    }
    Ok(())
}

fn examine_piece(
    arena: &mut Arena,
    setting: Setting<'_>,
    case: &Case,
    piece: &mut Piece,
) -> Result<(), Stop> {
    let (left, right) = (piece.forward, piece.derivative);
    let difference = arena.sub(left, right);
    let identical = vanishes(arena, &mut piece.oracle, difference);
    if !identical
        && let Some(found) =
            disagreement(arena, setting, case, piece, (left, right), &Mismatch::Value)
    {
        return Err(Stop::Refuted(Box::new(found)));
    }
    for (e, of_left) in [(left, true), (right, false)] {
        if let Some(hole) = find_hole(arena, setting, case, piece, e)? {
            let part = print::rust(arena, hole.part);
            let what = match of_left {
                true => Mismatch::ForwardUndefined { part },
                false => Mismatch::Undefined { part },
            };
            return Err(undefined_at(setting, &hole.point, what));
        }
    }
    if !identical {
        return Err(Stop::Lost(Reason::Identity {
            region: piece.text(arena, setting.variable),
        }));
    }
    Ok(())
}
