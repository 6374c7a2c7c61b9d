//! Whether quotients, logarithms and roots have a value everywhere on a piece of the line.

use super::case::Case;
use super::counterexample::points_on;
use super::joins::sign_of_value;
use super::line::{Piece, Stop};
use super::locate::{Change, locate};
use super::sample::{self, Point};
use super::scope::Setting;
use super::sign::Oracle;
use super::signs::Signs;
use super::verdict::Reason;
use crate::{Arena, Expr, Function, Node, enclose, print};

/// A part that has a value only where a quantity has certain signs.
#[derive(Clone, Copy, Debug)]
pub(super) struct Partial {
    pub(super) part: Expr,
    pub(super) quantity: Expr,
    pub(super) required: Signs,
}

/// A part without a value, and where.
pub(super) struct Hole {
    pub(super) part: Expr,
    pub(super) point: Point,
}

/// The parts of an expression that have no value for some arguments.
pub(super) fn partial_parts(arena: &mut Arena, e: Expr) -> Vec<Partial> {
    #[cfg(test)]
    if crate::seeded::is(crate::seeded::Fault::NothingUndefined) {
        return Vec::new();
    }
    let mut found = Vec::new();
    for part in arena.reachable(&[e]) {
        let (quantity, required) = match arena.node(part) {
            Node::Div(_, b) | Node::Call(Function::Recip, b) => (b, Signs::NOT_ZERO),
            Node::Powi(a, n) if n < 0 => (a, Signs::NOT_ZERO),
            Node::Powf(a, exponent) if exponent.is_negative() => (a, Signs::POSITIVE),
            Node::Powf(a, _) | Node::Call(Function::Sqrt, a) => (a, Signs::NOT_NEGATIVE),
            Node::Call(Function::Ln, a) => (a, Signs::POSITIVE),
            Node::Call(Function::Ln1p, a) => {
                let one = arena.integer(1);
                (arena.add(one, a), Signs::POSITIVE)
            }
            Node::Call(Function::Tan, a) => (arena.call(Function::Cos, a), Signs::NOT_ZERO),
            _ => continue,
        };
        if arena
            .as_number(quantity)
            .is_none_or(|value| value.is_zero() || value.is_negative())
        {
            found.push(Partial {
                part,
                quantity,
                required,
            });
        }
    }
    found
}

/// Whether all parts have a value, as far as the oracle can see.
pub(super) fn is_defined(arena: &mut Arena, oracle: &mut Oracle, e: Expr) -> bool {
    first_undefined(arena, oracle, e).is_none()
}

/// A part that is not certain to have a value.
pub(super) fn first_undefined(arena: &mut Arena, oracle: &mut Oracle, e: Expr) -> Option<Expr> {
    let parts = partial_parts(arena, e);
    let mut fails = |partial: &Partial| {
        let signs = oracle.signs(arena, partial.quantity);
        !signs.within(partial.required)
    };
    parts
        .into_iter()
        .find(|partial| fails(partial))
        .map(|partial| partial.part)
}

/// A part that certainly has no value.
pub(super) fn certainly_undefined(arena: &mut Arena, oracle: &mut Oracle, e: Expr) -> Option<Expr> {
    let parts = partial_parts(arena, e);
    let mut fails = |partial: &Partial| {
        let signs = sign_of_value(arena, oracle, partial.quantity);
        signs.within(partial.required.complement())
    };
    parts
        .into_iter()
        .find(|partial| fails(partial))
        .map(|partial| partial.part)
}

/// Shows that `e` has a value all over the piece: `Ok(None)`; or finds a hole.
pub(super) fn find_hole(
    arena: &mut Arena,
    setting: Setting<'_>,
    case: &Case,
    piece: &mut Piece,
    e: Expr,
) -> Result<Option<Hole>, Stop> {
    for partial in partial_parts(arena, e) {
        if piece
            .oracle
            .signs(arena, partial.quantity)
            .within(partial.required)
        {
            continue;
        }
        let hole = look_for_hole(arena, setting, case, piece, partial)?;
        return match hole {
            Some(hole) => Ok(Some(hole)),
            None => Err(Stop::Lost(Reason::Definedness {
                part: print::rust(arena, partial.part),
            })),
        };
    }
    Ok(None)
}

/// A point at which one part certainly has no value.
fn look_for_hole(
    arena: &mut Arena,
    setting: Setting<'_>,
    case: &Case,
    piece: &mut Piece,
    Partial {
        part,
        quantity,
        required,
    }: Partial,
) -> Result<Option<Hole>, Stop> {
    let points = points_on(arena, setting, case, piece);
    for point in &points {
        let missing = enclose(arena, part, &sample::intervals(point));
        if missing.is_err_and(|no| no.certain) {
            return Ok(Some(Hole {
                part,
                point: point.clone(),
            }));
        }
    }
    let places = match locate(arena, &mut piece.oracle, quantity, setting.variable) {
        Change::Case(quantity) => return Err(Stop::Divide(quantity)),
        // What may be 0 has a value there, too.
        Change::At(place) if required != Signs::NOT_NEGATIVE => vec![place],
        Change::AtEither(places) if required != Signs::NOT_NEGATIVE => places.to_vec(),
        _ => return Ok(None),
    };
    let mut hole = None;
    for place in places {
        // It may be a place that only has to be known of before the sign can be.
        let here = arena.substitute(quantity, setting.variable, place);
        let mut oracle = case.oracle(arena);
        let signs = sign_of_value(arena, &mut oracle, here);
        if hole.is_none()
            && signs.within(required.complement())
            && is_inside(arena, setting, case, piece, place)?
        {
            hole = Some(place);
        }
    }
    let Some(place) = hole else { return Ok(None) };
    let Some(mut point) = points.into_iter().next() else {
        return Ok(None);
    };
    point.retain(|known| known.0 != setting.variable);
    Ok(sample::nearby(arena, place, &point).map(|value| {
        point.push((setting.variable, value));
        Hole { part, point }
    }))
}

/// Whether a place lies strictly inside a piece.
fn is_inside(
    arena: &mut Arena,
    setting: Setting<'_>,
    case: &Case,
    piece: &Piece,
    place: Expr,
) -> Result<bool, Stop> {
    let mut oracle = case.oracle(arena);
    let ends = [
        piece.lo.map(|lo| (place, lo)),
        piece.hi.map(|hi| (hi, place)),
    ];
    for (a, b) in ends.into_iter().flatten() {
        let difference = arena.sub(a, b);
        let signs = oracle.signs(arena, difference);
        if signs == Signs::POSITIVE {
            continue;
        }
        return match locate(arena, &mut oracle, difference, setting.variable) {
            Change::Case(quantity) if !signs.is_known() => Err(Stop::Divide(quantity)),
            _ => Ok(false),
        };
    }
    Ok(true)
}
