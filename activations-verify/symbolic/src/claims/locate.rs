//! Where a quantity changes its sign: at a place on the line, or at a value of the parameters.

use super::polynomial::Polynomial;
use super::quadratic::Quadratic;
use super::sign::{Oracle, quotient};
use crate::{Arena, Expr, Function, Node, Number, Symbol};

/// Levels of products, powers and inverse functions that are looked through.
const MAX_LEVELS: u32 = 32;

/// What the sign of a quantity hangs on.
#[derive(Clone, Copy, Debug)]
pub(super) enum Change {
    /// The variable passes this place, which is free of it.
    At(Expr),
    /// It passes one of these places, or both.
    AtEither([Expr; 2]),
    /// The sign of this quantity, which is free of the variable.
    Case(Expr),
    /// It could not be told.
    Unknown,
}

/// Finds what has to be known next for the sign of `e`, a quantity whose sign `oracle` does not
/// know, along the line of `variable`.
pub(super) fn locate(arena: &mut Arena, oracle: &mut Oracle, e: Expr, variable: Symbol) -> Change {
    let mut at = e;
    for _ in 0..MAX_LEVELS {
        let next = match arena.node(at) {
            Node::Neg(a) | Node::Powi(a, _) | Node::Powf(a, _) => a,
            Node::Mul(a, b) | Node::Div(a, b) => {
                if oracle.signs(arena, a).is_known() {
                    b
                } else {
                    a
                }
            }
            Node::Call(
                Function::ExpM1
                | Function::Ln1p
                | Function::Sinh
                | Function::Tanh
                | Function::Asinh
                | Function::Atan
                | Function::Erf
                | Function::Recip
                | Function::Sqrt
                | Function::Abs
                | Function::Signum,
                a,
            ) => a,
            Node::Call(Function::Ln, a) => {
                let one = arena.integer(1);
                arena.sub(a, one)
            }
            _ => match of_sum(arena, oracle, at, variable) {
                Ok(change) => return change,
                Err(next) => next,
            },
        };
        if next == at {
            break;
        }
        at = next;
    }
    Change::Unknown
}

/// What a sum's sign hangs on, or the simpler quantity that has to be looked at instead.
fn of_sum(
    arena: &mut Arena,
    oracle: &mut Oracle,
    e: Expr,
    variable: Symbol,
) -> Result<Change, Expr> {
    let x = arena.variable(variable);
    let Some(polynomial) = Polynomial::of(arena, e) else {
        return Ok(Change::Unknown);
    };
    // A factor of all terms.
    let atoms = polynomial.atoms();
    for &atom in &atoms {
        let everywhere = polynomial
            .terms
            .keys()
            .all(|m| m.iter().any(|factor| factor.0 == atom));
        if everywhere && atom != e && !oracle.signs(arena, atom).is_known() {
            return Err(atom);
        }
    }
    let depends = |arena: &Arena, e: Expr| arena.symbols(e).contains(&variable);
    if !atoms.iter().any(|&atom| depends(arena, atom)) {
        if let Some(next) = oracle.next_quantity(arena, e) {
            return Err(next);
        }
        let quantity = polynomial.expr(arena);
        if arena.symbols(quantity).is_empty() {
            // Nothing can be assumed of a number.
            return Ok(Change::Unknown);
        }
        return Ok(Change::Case(quantity));
    }
    let only_x = atoms.iter().all(|&atom| atom == x || !depends(arena, atom));
    if only_x {
        let Some((slope, rest)) = polynomial.linear_in(x) else {
            return Ok(of_quadratic(arena, oracle, &polynomial, x));
        };
        if slope.as_constant().is_none() {
            let slope = slope.expr(arena);
            if !oracle.signs(arena, slope).is_known() {
                return Ok(Change::Case(slope));
            }
        }
        let root = rest
            .scaled(Number::from(-1))
            .and_then(|rest| quotient(arena, &rest, &slope));
        return Ok(root.map_or(Change::Unknown, Change::At));
    }
    oracle
        .next_quantity(arena, e)
        .map_or(Ok(Change::Unknown), Err)
}

/// Where a quadratic changes its sign.
fn of_quadratic(arena: &mut Arena, oracle: &mut Oracle, sum: &Polynomial, x: Expr) -> Change {
    let Some(quadratic) = Quadratic::of(sum, x) else {
        return Change::Unknown;
    };
    for decisive in [&quadratic.leading, &quadratic.discriminant] {
        let quantity = decisive.expr(arena);
        if !oracle.signs(arena, quantity).is_known() {
            return Change::Case(quantity);
        }
    }
    quadratic
        .roots(arena)
        .map_or(Change::Unknown, Change::AtEither)
}
