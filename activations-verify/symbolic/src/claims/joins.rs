//! Where pieces meet: continuity, one-sided slopes, and the value that a derivative takes there.

use super::definedness::{certainly_undefined, is_defined};
use super::identity::vanishes;
use super::line::{Piece, Place};
use super::sign::Oracle;
use super::signs::Signs;
use crate::{Arena, Expr, Symbol, evaluate};

/// What was found where two pieces meet, or where one meets the end of the domain.
#[derive(Debug)]
pub(super) enum Join {
    /// The function has one slope there, and the derivative takes it.
    Smooth,
    /// Two slopes, and the derivative takes a value between.
    Kink {
        left: Expr,
        right: Expr,
        taken: Expr,
    },
    /// The forward's value on one side and the other differ.
    Jump { from: Expr, to: Expr },
    /// The derivative takes none of the values between the slopes.
    Outside { slopes: Vec<Expr>, taken: Expr },
    /// The derivative has no value there.
    Undefined { part: Expr },
    /// It could not be decided; the quantity's sign would help.
    Unknown(Option<Expr>),
}

/// The piece on one side of a place, with the slope of its forward.
pub(super) type Side<'a> = (&'a Piece, Expr);

/// Compares what the neighbours of a place continue to with what is taken at the place.
pub(super) fn join(
    arena: &mut Arena,
    oracle: &mut Oracle,
    variable: Symbol,
    place: &Place,
    sides: [Option<Side<'_>>; 2],
    jumps: bool,
) -> Join {
    #[cfg(test)]
    if crate::seeded::is(crate::seeded::Fault::KinksIgnored) {
        return Join::Smooth;
    }
    let mut found = Vec::new();
    for (piece, slope) in sides.into_iter().flatten() {
        let value = arena.substitute(piece.forward, variable, place.at);
        let slope = arena.substitute(slope, variable, place.at);
        if !is_defined(arena, oracle, value) || !is_defined(arena, oracle, slope) {
            return Join::Unknown(None);
        }
        found.push((value, slope));
    }
    if !jumps {
        for window in found
            .iter()
            .map(|side| side.0)
            .chain([place.forward])
            .collect::<Vec<_>>()
            .windows(2)
        {
            let difference = arena.sub(window[1], window[0]);
            match sign_of_value(arena, oracle, difference) {
                Signs::ZERO => {}
                signs if signs.within(Signs::NOT_ZERO) => {
                    return Join::Jump {
                        from: window[0],
                        to: window[1],
                    };
                }
                _ => return Join::Unknown(Some(difference)),
            }
        }
    }
    let slopes: Vec<Expr> = found.iter().map(|side| side.1).collect();
    let mut result = Join::Smooth;
    for &taken in &place.derivatives {
        if let Some(part) = certainly_undefined(arena, oracle, taken) {
            return Join::Undefined { part };
        }
        if !is_defined(arena, oracle, taken) {
            return Join::Unknown(None);
        }
        match compare(arena, oracle, &slopes, taken) {
            Join::Smooth => {}
            kink @ Join::Kink { .. } => result = kink,
            other => return other,
        }
    }
    result
}

fn compare(arena: &mut Arena, oracle: &mut Oracle, slopes: &[Expr], taken: Expr) -> Join {
    let (&left, &right) = match slopes {
        [] => return Join::Smooth,
        [only] => (only, only),
        [left, right, ..] => (left, right),
    };
    let gap = arena.sub(right, left);
    let smooth = left == right || sign_of_value(arena, oracle, gap) == Signs::ZERO;
    let (from_left, to_right) = (arena.sub(taken, left), arena.sub(right, taken));
    let first = sign_of_value(arena, oracle, from_left);
    let second = if smooth {
        -first
    } else {
        sign_of_value(arena, oracle, to_right)
    };
    let between = |signs: Signs| first.within(signs) && second.within(signs);
    // One of the two slopes itself lies between them, whatever the other is.
    let either = first == Signs::ZERO || second == Signs::ZERO;
    if either || between(Signs::NOT_NEGATIVE) || between(Signs::NOT_POSITIVE) {
        return if smooth {
            Join::Smooth
        } else {
            Join::Kink { left, right, taken }
        };
    }
    if first.times(second) == Signs::NEGATIVE {
        return Join::Outside {
            slopes: slopes.to_vec(),
            taken,
        };
    }
    Join::Unknown(Some(if first.is_known() {
        to_right
    } else {
        from_left
    }))
}

/// The signs of an expression that is free of the variable, exact zeros included.
pub(super) fn sign_of_value(arena: &mut Arena, oracle: &mut Oracle, e: Expr) -> Signs {
    // What is 0 somewhere is 0 mostly, and then that is the cheaper question.
    let somewhere = (0u8..).map(|i| 0.7 + f64::from(i) / 3.0);
    let point: Vec<_> = arena.symbols(e).into_iter().zip(somewhere).collect();
    let seems_zero = evaluate(arena, e, &point).abs() < 1e-9;
    if seems_zero && vanishes(arena, oracle, e) {
        return Signs::ZERO;
    }
    let signs = oracle.signs(arena, e);
    if !seems_zero && signs.has_zero() && !signs.is_known() && vanishes(arena, oracle, e) {
        Signs::ZERO
    } else {
        signs
    }
}
