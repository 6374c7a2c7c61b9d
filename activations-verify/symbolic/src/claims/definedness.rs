//! Whether quotients, logarithms and roots have a value everywhere on a piece of the line.

use super::case::Case;
use super::line::{Piece, Stop};
use super::locate::{Change, locate};
use super::sample::{self, Point};
use super::sign::Oracle;
use super::signs::Signs;
use super::verdict::Reason;
use crate::{Arena, Expr, Function, Node, Symbol, enclose, print};

/// A part that has a value only where a quantity has certain signs.
#[derive(Clone, Copy, Debug)]
struct Partial {
    part: Expr,
    quantity: Expr,
    required: Signs,
}

/// A part without a value, and where.
pub(super) struct Hole {
    pub(super) part: Expr,
    pub(super) point: Point,
}

/// The parts of an expression that have no value for some arguments.
fn partial_parts(arena: &mut Arena, e: Expr) -> Vec<Partial> {
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
            .is_none_or(|value| value.is_zero())
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
    partial_parts(arena, e)
        .into_iter()
        .find(|partial| {
            !oracle
                .signs(arena, partial.quantity)
                .within(partial.required)
        })
        .map(|partial| partial.part)
}

/// Shows that `e` has a value all over the piece: `Ok(None)`; or finds a hole.
pub(super) fn find_hole(
    arena: &mut Arena,
    case: &Case,
    piece: &mut Piece,
    variable: Symbol,
    e: Expr,
    points: &[Point],
) -> Result<Option<Hole>, Stop> {
    for Partial {
        part,
        quantity,
        required,
    } in partial_parts(arena, e)
    {
        if piece.oracle.signs(arena, quantity).within(required) {
            continue;
        }
        for point in points {
            let missing = enclose(arena, part, &sample::intervals(point));
            if missing.is_err_and(|no| no.certain) {
                return Ok(Some(Hole {
                    part,
                    point: point.clone(),
                }));
            }
        }
        match locate(arena, &mut piece.oracle, quantity, variable) {
            Change::Case(quantity) => return Err(Stop::Divide(quantity)),
            Change::At(place) if is_inside(arena, case, piece, place) => {
                if let Some(point) = points.first() {
                    let mut point = point.clone();
                    point.retain(|known| known.0 != variable);
                    if let Some(value) = sample::nearby(arena, place, &point) {
                        point.push((variable, value));
                        return Ok(Some(Hole { part, point }));
                    }
                }
            }
            _ => {}
        }
        return Err(Stop::Lost(Reason::Definedness {
            part: print::rust(arena, part),
        }));
    }
    Ok(None)
}

/// Whether a place certainly lies strictly inside a piece.
fn is_inside(arena: &mut Arena, case: &Case, piece: &Piece, place: Expr) -> bool {
    let mut oracle = case.oracle(arena);
    let mut positive = |a: Expr, b: Expr| {
        let difference = arena.sub(a, b);
        oracle.signs(arena, difference) == Signs::POSITIVE
    };
    piece.lo.is_none_or(|lo| positive(place, lo)) && piece.hi.is_none_or(|hi| positive(hi, place))
}
