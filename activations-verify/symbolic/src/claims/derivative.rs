//! Deciding that a stated derivative is the derivative.

use super::case::Case;
use super::cases::{Survey, survey};
use super::counterexample::{disagreement, refuted_at, undefined_at};
use super::definedness::find_hole;
use super::degenerate::{Bounded, Unexplained, explained};
use super::fuel::Fuel;
use super::identity::vanishes;
use super::joins::{Join, join};
use super::line::{Line, Piece, Stop, lay_out};
use super::locate::{Change, locate};
use super::repair;
use super::rounded;
use super::scope::{DerivativeClaim, Scope, Setting, of_rows};
use super::verdict::{Kink, Mismatch, Proof, Reason, Slope, Verdict};
use crate::{Arena, Expr, differentiate, evaluate, print, simplify};

/// Decides whether a stated derivative is the derivative of its forward, for every input of the
/// domain and every parameter that the declaration allows.
///
/// The line of the variable is divided where branches of either formula change. On every open
/// piece the identity is proved and everything is shown to have a value; where pieces meet, the
/// forward must be continuous (unless the claim says that it may jump) and the derivative must
/// take a value between the one-sided slopes. Where thresholds or signs depend on parameters,
/// their range is divided into cases first.
///
/// ```
/// use activations_symbolic::{Arena, DerivativeClaim, Scope, check_derivative};
///
/// let mut a = Arena::new();
/// let (x, y) = (a.symbol("x"), a.symbol("y"));
/// let scope = Scope { inputs: vec![x], ..Scope::default() };
/// let v = a.variable(x);
/// let forward = a.call(activations_symbolic::Function::Tanh, v);
/// let output = a.variable(y);
/// let one = a.integer(1);
/// let wrong = a.sub(one, output); // 1 − y
/// let claim =
///     DerivativeClaim { scope: &scope, forward, output: y, wrt: x, derivative: wrong, jumps: false };
/// assert!(check_derivative(&mut a, &claim).is_refuted());
/// let square = a.mul(output, output);
/// let right = a.sub(one, square); // 1 − y²
/// assert!(check_derivative(&mut a, &DerivativeClaim { derivative: right, ..claim }).is_proved());
/// ```
pub fn check_derivative(arena: &mut Arena, claim: &DerivativeClaim<'_>) -> Verdict {
    let attempt = arena.attempt(|arena| {
        let mut verdict = decide(arena, claim, &Fuel::for_decision());
        if let Verdict::Proved(proof) = &mut verdict {
            proof.notes = rounded::remarks(arena, claim);
        }
        verdict
    });
    let mut verdict = attempt.unwrap_or(Verdict::Undecided(Reason::TooLarge));
    if let Verdict::Refuted(counterexample) = &mut verdict
        && is_of_derivative(&counterexample.what)
    {
        let fuel = Fuel::for_repair();
        let mut proves = |arena: &mut Arena, claim: &DerivativeClaim<'_>| {
            decide(arena, claim, &fuel).is_proved()
        };
        let repair =
            arena.attempt(|arena| repair::find(arena, claim, counterexample, &fuel, &mut proves));
        counterexample.repair = repair.unwrap_or(None);
    }
    verdict
}

/// Whether another derivative could repair it.
fn is_of_derivative(what: &Mismatch) -> bool {
    matches!(
        what,
        Mismatch::Derivative | Mismatch::KinkValue | Mismatch::Undefined { .. }
    )
}

/// What was found in a case where nothing is wrong.
struct Examined {
    kinks: Vec<Kink>,
    pieces: Vec<Bounded>,
    unexplained: Vec<Unexplained>,
}

fn decide(arena: &mut Arena, claim: &DerivativeClaim<'_>, fuel: &Fuel) -> Verdict {
    if let Some(reason) = of_rows(arena, &[claim.forward, claim.derivative]) {
        return Verdict::Undecided(reason);
    }
    let setting = Setting {
        scope: claim.scope,
        variable: claim.wrt,
    };
    let whole = Case::of_scope(
        arena,
        claim.scope,
        claim.wrt,
        claim.forward,
        claim.derivative,
        fuel,
    );
    let examine = |arena: &mut Arena, case: &Case| examine(arena, claim, case);
    let Survey { examined, mut lost } = match survey(arena, claim.scope, whole, examine) {
        Ok(survey) => survey,
        Err(counterexample) => return Verdict::Refuted(counterexample),
    };
    let (full, thin): (Vec<_>, Vec<_>) = examined
        .into_iter()
        .partition(|(case, _)| case.fixed.is_empty());
    for (case, examined) in &thin {
        for value in &examined.unexplained {
            let neighbours = full
                .iter()
                .map(|(case, examined)| (case, examined.pieces.as_slice()));
            if explained(arena, case, claim.wrt, value, neighbours) {
                continue;
            }
            let Unexplained { at, slopes, taken } = value;
            match refuted_at(
                arena,
                setting,
                case,
                *at,
                slopes,
                *taken,
                Mismatch::KinkValue,
            ) {
                Stop::Refuted(counterexample) => return Verdict::Refuted(counterexample),
                Stop::Lost(reason) => lost = Some(reason),
                Stop::Divide(_) => {}
            }
        }
    }
    match lost {
        Some(reason) => Verdict::Undecided(reason),
        None => {
            // The case of the defaults comes first, and its kinks are the ones to show.
            let shown = full.into_iter().chain(thin).next();
            let kinks = shown
                .map(|(_, examined)| examined.kinks)
                .unwrap_or_default();
            Verdict::Proved(Proof {
                kinks,
                notes: Vec::new(),
            })
        }
    }
}

/// Decides one case.
fn examine(arena: &mut Arena, claim: &DerivativeClaim<'_>, case: &Case) -> Result<Examined, Stop> {
    let setting = Setting {
        scope: claim.scope,
        variable: claim.wrt,
    };
    let Line { mut pieces, places } = lay_out(arena, case, claim.wrt, claim.output)?;
    let mut slopes = Vec::new();
    let mut bounded = Vec::new();
    for piece in &mut pieces {
        let slope = piece
            .as_mut()
            .map(|piece| examine_piece(arena, claim, case, piece))
            .transpose()?;
        slopes.push(slope);
        if let (Some(piece), Some(slope)) = (piece, slope)
            && let (Some(lo), Some(hi)) = (piece.lo, piece.hi)
        {
            bounded.push(Bounded { lo, hi, slope });
        }
    }
    let mut examined = Examined {
        kinks: Vec::new(),
        pieces: bounded,
        unexplained: Vec::new(),
    };
    let mut oracle = case.oracle(arena);
    for (i, place) in places.iter().enumerate() {
        let Some(place) = place else { continue };
        let side = |i: usize| pieces[i].as_ref().zip(slopes[i]);
        let sides = [side(i), side(i + 1)];
        let at = place.at;
        match join(arena, &mut oracle, claim.wrt, place, sides, claim.jumps) {
            Join::Smooth => {}
            Join::Kink { left, right, taken } => {
                examined
                    .kinks
                    .push(kink(arena, claim.scope, at, [left, right, taken]));
            }
            Join::Jump { from, to } => {
                return Err(refuted_at(
                    arena,
                    setting,
                    case,
                    at,
                    &[from],
                    to,
                    Mismatch::Jump,
                ));
            }
            Join::Outside { slopes, taken } if case.fixed.is_empty() => {
                return Err(refuted_at(
                    arena,
                    setting,
                    case,
                    at,
                    &slopes,
                    taken,
                    Mismatch::KinkValue,
                ));
            }
            Join::Outside { slopes, taken } => {
                examined.unexplained.push(Unexplained { at, slopes, taken });
            }
            Join::Undefined { part } => {
                let image = |arena: &mut Arena, e: Expr| {
                    let e = case.adopt(arena, e);
                    let e = arena.substitute(e, claim.output, place.forward);
                    arena.substitute(e, claim.wrt, at)
                };
                let written = as_written(arena, claim.derivative, part, image);
                let what = Mismatch::Undefined {
                    part: print::rust(arena, written),
                };
                return Err(refuted_at(arena, setting, case, at, &[], part, what));
            }
            Join::Unknown(quantity) => {
                let change = quantity.map(|q| locate(arena, &mut oracle, q, claim.wrt));
                return Err(match change {
                    Some(Change::Case(quantity)) => Stop::Divide(quantity),
                    _ => Stop::Lost(Reason::Breakpoint {
                        at: print::rust(arena, at),
                    }),
                });
            }
        }
    }
    Ok(examined)
}

/// Shows the identity on one piece, and that all of it has a value; returns the forward's slope.
fn examine_piece(
    arena: &mut Arena,
    claim: &DerivativeClaim<'_>,
    case: &Case,
    piece: &mut Piece,
) -> Result<Expr, Stop> {
    let setting = Setting {
        scope: claim.scope,
        variable: claim.wrt,
    };
    let slope = differentiate(arena, piece.forward, claim.wrt);
    let difference = arena.sub(slope, piece.derivative);
    let identical = vanishes(arena, &mut piece.oracle, difference);
    if !identical
        && let Some(found) = disagreement(
            arena,
            setting,
            case,
            piece,
            (slope, piece.derivative),
            &Mismatch::Derivative,
        )
    {
        return Err(Stop::Refuted(Box::new(found)));
    }
    for (e, of_forward) in [
        (piece.forward, true),
        (slope, true),
        (piece.derivative, false),
    ] {
        if let Some(hole) = find_hole(arena, setting, case, piece, e)? {
            let image = |arena: &mut Arena, e: Expr| {
                let e = case.adopt(arena, e);
                arena.substitute(e, claim.output, piece.forward)
            };
            let whole = if of_forward {
                claim.forward
            } else {
                claim.derivative
            };
            let written = as_written(arena, whole, hole.part, image);
            let part = print::rust(arena, written);
            let what = match of_forward {
                true => Mismatch::ForwardUndefined { part },
                false => Mismatch::Undefined { part },
            };
            return Err(undefined_at(setting, &hole.point, what));
        }
    }
    if !identical {
        return Err(Stop::Lost(Reason::Identity {
            region: piece.text(arena, claim.wrt),
        }));
    }
    Ok(slope)
}

/// The part of a formula as it was written, given what became of it.
fn as_written(
    arena: &mut Arena,
    whole: Expr,
    part: Expr,
    mut image: impl FnMut(&mut Arena, Expr) -> Expr,
) -> Expr {
    let parts = arena.reachable(&[whole]);
    parts
        .into_iter()
        .rev()
        .find(|&e| image(arena, e) == part)
        .unwrap_or(part)
}

fn kink(arena: &mut Arena, scope: &Scope, at: Expr, slopes: [Expr; 3]) -> Kink {
    let defaults = scope.defaults();
    let [left, right, taken] = slopes.map(|e| {
        let e = simplify(arena, e);
        Slope {
            text: print::formula(arena, e),
            value: evaluate(arena, e, &defaults),
        }
    });
    Kink {
        at,
        at_text: print::formula(arena, at),
        left,
        right,
        taken,
    }
}
