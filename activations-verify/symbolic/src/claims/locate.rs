//! Where a quantity changes its sign: at a place on the line, or at a value of the parameters.

use super::polynomial::Polynomial;
use super::sign::{Oracle, quotient};
use crate::{Arena, Expr, Function, Node, Number, Symbol};

/// Levels of products, powers and inverse functions that are looked through.
const MAX_LEVELS: u32 = 32;

/// What the sign of a quantity hangs on.
#[derive(Clone, Copy, Debug)]
pub(super) enum Change {
    /// The variable passes this place, which is free of it.
    At(Expr),
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
    if !depends(arena, e) {
        if let Some(next) = oracle.next_quantity(arena, e) {
            return Err(next);
        }
        return Ok(Change::Case(polynomial.expr(arena)));
    }
    let only_x = atoms.iter().all(|&atom| atom == x || !depends(arena, atom));
    if only_x {
        let Some((slope, rest)) = polynomial.linear_in(x) else {
            return Ok(Change::Unknown);
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
