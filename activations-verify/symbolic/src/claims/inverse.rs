//! Where a monotone function passes a threshold.

use super::signs::Signs;
use crate::{Arena, Expr, Function, Number};

/// Where f(u) = t, for an increasing f.
pub(super) enum Inverse {
    /// The threshold lies above every value of f.
    Above,
    /// The threshold lies below every value of f.
    Below,
    /// f(u) − t has the sign of u minus this.
    At(Expr),
    /// The signs of this quantity have to be known first.
    Needs(Expr),
    /// f has no inverse that can be written.
    Unknown,
}

/// Solves f(u) = t for u; `signs` tells the signs of an expression in t.
pub(super) fn invert(
    arena: &mut Arena,
    f: Function,
    threshold: Expr,
    signs: &mut dyn FnMut(&mut Arena, Expr) -> Signs,
) -> Inverse {
    // The values of f lie strictly between these.
    let (least, greatest) = match f {
        Function::Exp | Function::Softplus => (Some(0), None),
        Function::ExpM1 => (Some(-1), None),
        Function::Sigmoid | Function::NormalCdf => (Some(0), Some(1)),
        Function::Tanh | Function::Erf => (Some(-1), Some(1)),
        Function::LogSigmoid => (None, Some(0)),
        Function::Ln | Function::Ln1p | Function::Sinh | Function::Asinh => (None, None),
        _ => return Inverse::Unknown,
    };
    let mut beyond = |arena: &mut Arena, value: Number| {
        let value = arena.number(value);
        let difference = arena.sub(threshold, value);
        (signs(arena, difference), difference)
    };
    if let Some(least) = least {
        match beyond(arena, Number::from(least)) {
            (signs, _) if signs.within(Signs::NOT_POSITIVE) => return Inverse::Below,
            (Signs::POSITIVE, _) => {}
            (_, difference) => return Inverse::Needs(difference),
        }
    }
    if let Some(greatest) = greatest {
        match beyond(arena, Number::from(greatest)) {
            (signs, _) if signs.within(Signs::NOT_NEGATIVE) => return Inverse::Above,
            (Signs::NEGATIVE, _) => {}
            (_, difference) => return Inverse::Needs(difference),
        }
    }
    if let Some((value, at)) = centre(f)
        && beyond(arena, value).0 == Signs::ZERO
    {
        return Inverse::At(arena.integer(at));
    }
    let one = arena.integer(1);
    let t = threshold;
    Inverse::At(match f {
        Function::Exp => arena.call(Function::Ln, t),
        Function::ExpM1 => arena.call(Function::Ln1p, t),
        Function::Ln => arena.call(Function::Exp, t),
        Function::Ln1p => arena.call(Function::ExpM1, t),
        Function::Sinh => arena.call(Function::Asinh, t),
        Function::Asinh => arena.call(Function::Sinh, t),
        Function::Softplus => {
            let grown = arena.call(Function::ExpM1, t);
            arena.call(Function::Ln, grown)
        }
        Function::LogSigmoid => {
            // t = −softplus(−u), so u = −ln(e^{−t} − 1).
            let opposite = arena.neg(t);
            let grown = arena.call(Function::ExpM1, opposite);
            let ln = arena.call(Function::Ln, grown);
            arena.neg(ln)
        }
        Function::Sigmoid => {
            let rest = arena.sub(one, t);
            let odds = arena.div(t, rest);
            arena.call(Function::Ln, odds)
        }
        Function::Tanh => {
            let (above, below) = (arena.add(one, t), arena.sub(one, t));
            let odds = arena.div(above, below);
            let ln = arena.call(Function::Ln, odds);
            let two = arena.integer(2);
            arena.div(ln, two)
        }
        // No elementary inverse.
        _ => return Inverse::Unknown,
    })
}

/// A value of f and the whole number where f takes it.
fn centre(f: Function) -> Option<(Number, i64)> {
    match f {
        Function::ExpM1
        | Function::Ln1p
        | Function::Tanh
        | Function::Erf
        | Function::Sinh
        | Function::Asinh => Some((Number::ZERO, 0)),
        Function::Exp => Some((Number::ONE, 0)),
        Function::Ln => Some((Number::ZERO, 1)),
        Function::Sigmoid | Function::NormalCdf => Some((Number::ratio(1, 2)?, 0)),
        _ => None,
    }
}
