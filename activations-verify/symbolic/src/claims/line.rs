//! The line of the variable, divided where branches change.

use super::case::Case;
use super::joins::sign_of_value;
use super::locate::{Change, locate};
use super::resolve::{NeedSign, Resolver};
use super::sign::Oracle;
use super::signs::Signs;
use super::verdict::{Counterexample, Reason};
use crate::{Arena, Expr, Symbol, print};

/// More places than this on one line are not looked at.
const MAX_PLACES: usize = 16;

/// Why a case could not be decided as it is.
#[derive(Debug)]
pub(super) enum Stop {
    /// The sign of this quantity has to be assumed first.
    Divide(Expr),
    /// No way on.
    Lost(Reason),
    /// The claim is wrong.
    Refuted(Box<Counterexample>),
}

/// An open interval on which no branch changes.
#[derive(Debug)]
pub(super) struct Piece {
    pub(super) lo: Option<Expr>,
    pub(super) hi: Option<Expr>,
    /// Both without branches.
    pub(super) forward: Expr,
    pub(super) derivative: Expr,
    /// Knows that the variable lies inside.
    pub(super) oracle: Oracle,
}

impl Piece {
    /// The interval as text.
    pub(super) fn text(&self, arena: &Arena, variable: Symbol) -> String {
        let name = arena.name(variable);
        let text = |e: Expr| print::rust(arena, e);
        match (self.lo, self.hi) {
            (None, None) => "the whole line".to_owned(),
            (Some(lo), None) => format!("{name} > {}", text(lo)),
            (None, Some(hi)) => format!("{name} < {}", text(hi)),
            (Some(lo), Some(hi)) => format!("{} < {name} < {}", text(lo), text(hi)),
        }
    }
}

/// A place where branches may meet.
#[derive(Debug)]
pub(super) struct Place {
    pub(super) at: Expr,
    /// What the forward gives at the place itself.
    pub(super) forward: Expr,
    /// What the stated derivative gives there; two values where it hangs on the sign of zero.
    pub(super) derivatives: Vec<Expr>,
}

/// All of the line that lies in the domain: `None` stands for what does not.
#[derive(Debug)]
pub(super) struct Line {
    /// One more than places.
    pub(super) pieces: Vec<Option<Piece>>,
    pub(super) places: Vec<Option<Place>>,
}

/// Divides the line until on every piece all branches are chosen.
pub(super) fn lay_out(
    arena: &mut Arena,
    case: &Case,
    variable: Symbol,
    output: Symbol,
) -> Result<Line, Stop> {
    let mut places: Vec<Expr> = Vec::new();
    let mut pieces: Vec<Option<Option<Piece>>> = vec![None];
    let mut order = case.oracle(arena);
    while let Some(next) = pieces.iter().position(Option::is_none) {
        let lo = next.checked_sub(1).map(|i| places[i]);
        let hi = places.get(next).copied();
        let mut oracle = case.oracle_between(arena, variable, lo, hi);
        match resolve_piece(arena, case, output, &mut oracle) {
            Ok(resolved) => {
                pieces[next] = Some(resolved.map(|(forward, derivative)| Piece {
                    lo,
                    hi,
                    forward,
                    derivative,
                    oracle,
                }));
            }
            Err(NeedSign(quantity)) => {
                let candidates = match locate(arena, &mut oracle, quantity, variable) {
                    Change::At(place) => vec![place],
                    Change::AtEither(places) => places.to_vec(),
                    Change::Case(quantity) => return Err(Stop::Divide(quantity)),
                    Change::Unknown => Vec::new(),
                };
                let mut inserted = None;
                for place in candidates {
                    inserted = insertion_point(arena, &mut order, &places, place, variable)?
                        .map(|i| (i, place));
                    if inserted.is_some() {
                        break;
                    }
                }
                // Where all are known, they did not help.
                let Some((i, place)) = inserted.filter(|_| places.len() < MAX_PLACES) else {
                    let quantity = print::rust(arena, quantity);
                    return Err(Stop::Lost(Reason::Condition { quantity }));
                };
                places.insert(i, place);
                // The piece that the place divides becomes two.
                pieces[i] = None;
                pieces.insert(i, None);
            }
        }
    }
    let pieces: Vec<Option<Piece>> = pieces.into_iter().flatten().collect();
    let places = places
        .into_iter()
        .map(|at| resolve_place(arena, case, variable, output, at))
        .collect::<Result<_, Stop>>()?;
    Ok(Line { pieces, places })
}

/// The branches that are taken where the oracle knows enough; `None` outside of the domain.
fn resolve_piece(
    arena: &mut Arena,
    case: &Case,
    output: Symbol,
    oracle: &mut Oracle,
) -> Result<Option<(Expr, Expr)>, NeedSign> {
    let mut resolver = Resolver::new(oracle, 1);
    for &condition in &case.domain {
        if !resolver.holds(arena, condition)? {
            return Ok(None);
        }
    }
    let forward = resolver.resolve(arena, case.forward)?;
    let derivative = arena.substitute(case.derivative, output, forward);
    Ok(Some((forward, resolver.resolve(arena, derivative)?)))
}

/// Where among the places, which are in increasing order, a new one belongs; `None` if it is one
/// of them.
fn insertion_point(
    arena: &mut Arena,
    order: &mut Oracle,
    places: &[Expr],
    new: Expr,
    variable: Symbol,
) -> Result<Option<usize>, Stop> {
    for (i, &place) in places.iter().enumerate() {
        let difference = arena.sub(new, place);
        match sign_of_value(arena, order, difference) {
            Signs::NEGATIVE => return Ok(Some(i)),
            Signs::POSITIVE => {}
            Signs::ZERO => return Ok(None),
            _ => {
                return Err(match locate(arena, order, difference, variable) {
                    Change::Case(quantity) => Stop::Divide(quantity),
                    _ => Stop::Lost(Reason::Condition {
                        quantity: print::rust(arena, difference),
                    }),
                });
            }
        }
    }
    Ok(Some(places.len()))
}

/// The values at one place, taken just as the formulas give them.
fn resolve_place(
    arena: &mut Arena,
    case: &Case,
    variable: Symbol,
    output: Symbol,
    at: Expr,
) -> Result<Option<Place>, Stop> {
    let mut oracle = case.oracle(arena);
    let mut found = |arena: &mut Arena| -> Result<Option<Place>, NeedSign> {
        let mut place = None;
        for signum_at_zero in [1, -1] {
            let mut resolver = Resolver::new(&mut oracle, signum_at_zero);
            for &condition in &case.domain {
                let condition = arena.substitute_condition(condition, variable, at);
                if !resolver.holds(arena, condition)? {
                    return Ok(None);
                }
            }
            let forward = arena.substitute(case.forward, variable, at);
            let forward = resolver.resolve(arena, forward)?;
            let derivative = arena.substitute(case.derivative, output, forward);
            let derivative = arena.substitute(derivative, variable, at);
            let derivative = resolver.resolve(arena, derivative)?;
            let place = place.get_or_insert(Place {
                at,
                forward,
                derivatives: Vec::new(),
            });
            if !place.derivatives.contains(&derivative) {
                place.derivatives.push(derivative);
            }
        }
        Ok(place)
    };
    found(arena).map_err(|NeedSign(quantity)| {
        match locate(arena, &mut oracle, quantity, variable) {
            Change::Case(quantity) => Stop::Divide(quantity),
            _ => Stop::Lost(Reason::Condition {
                quantity: print::rust(arena, quantity),
            }),
        }
    })
}
