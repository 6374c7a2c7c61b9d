//! Formulas that a wrong derivative is usually taken for.

use std::collections::HashMap;

use super::Search;
use super::constant::recognise;
use super::message::Message;
use crate::claims::case::Case;
use crate::claims::line::lay_out;
use crate::claims::rounded::rounded;
use crate::claims::scope::DerivativeClaim;
use crate::claims::verdict::Repair;
use crate::{Arena, Expr, Node, Number, Relation, differentiate, in_terms_of_output, simplify};

/// Inner functions whose slopes are tried as factors.
const MAX_INNER: usize = 12;

/// A constant factor, or one in the parameters.
pub(super) fn factors(arena: &mut Arena, search: &mut Search<'_>) -> Option<Repair> {
    let given = search.claim.derivative;
    if let Some(ratio) = search.probe.constant_ratio(arena, given) {
        let (derivative, message) = by_factor(arena, given, ratio)?;
        return search.accept(arena, derivative, message);
    }
    search.claim.scope.parameters.iter().find_map(|parameter| {
        let value = arena.variable(parameter.symbol);
        let missing = arena.mul(value, given);
        let surplus = arena.div(given, value);
        let found = search.accept(arena, missing, Message::FactorMissing(value));
        found.or_else(|| search.accept(arena, surplus, Message::FactorTooMuch(value)))
    })
}

/// A formula times a number, and what was wrong with it.
pub(in crate::claims) fn by_factor(
    arena: &mut Arena,
    given: Expr,
    ratio: f64,
) -> Option<(Expr, Message)> {
    let factor = recognise(arena, ratio)?;
    let surplus = recognise(arena, 1.0 / ratio).filter(|&e| is_whole(arena, e));
    Some(if arena.as_number(factor) == Some(Number::from(-1)) {
        (negated(arena, given), Message::SignFlipped)
    } else if let Some(surplus) = surplus {
        (
            scaled(arena, factor, given),
            Message::FactorTooMuch(surplus),
        )
    } else {
        (scaled(arena, factor, given), Message::FactorMissing(factor))
    })
}

fn is_whole(arena: &Arena, e: Expr) -> bool {
    arena.as_number(e).is_some_and(Number::is_integer)
}

/// −e, without a minus sign where that can be.
fn negated(arena: &mut Arena, e: Expr) -> Expr {
    match arena.node(e) {
        Node::Sub(a, b) => arena.sub(b, a),
        _ => arena.neg(e),
    }
}

/// factor·e, taken together with a literal that the product begins with.
fn scaled(arena: &mut Arena, factor: Expr, e: Expr) -> Expr {
    match arena.node(e) {
        Node::Number(_) => arena.mul(factor, e),
        Node::Mul(a, b) if begins_with_literal(arena, a) => {
            let first = scaled(arena, factor, a);
            arena.mul(first, b)
        }
        _ => arena.mul(factor, e),
    }
}

fn begins_with_literal(arena: &Arena, mut e: Expr) -> bool {
    while let Node::Mul(a, _) = arena.node(e) {
        e = a;
    }
    arena.as_number(e).is_some()
}

/// One quantity taken for another all over the formula, and forgotten inner slopes.
pub(super) fn confusions(arena: &mut Arena, search: &mut Search<'_>) -> Option<Repair> {
    let claim = search.claim;
    let given = claim.derivative;
    let (x, y) = (arena.variable(claim.wrt), arena.variable(claim.output));
    let all_x = arena.substitute(given, claim.output, x);
    let all_y = arena.substitute(given, claim.wrt, y);
    let swapped = arena.replace(given, &HashMap::from([(x, y), (y, x)]));
    [
        (all_x, Message::StandsFor { wrong: y, right: x }),
        (all_y, Message::StandsFor { wrong: x, right: y }),
        (swapped, Message::SymbolsSwapped(claim.wrt, claim.output)),
    ]
    .into_iter()
    .find_map(|(derivative, message)| search.accept(arena, derivative, message))
    .or_else(|| rounded_constants(arena, search))
    .or_else(|| inner_slopes(arena, search))
    .or_else(|| other_functions(arena, search))
}

/// A constant that is rounded wherever it stands.
fn rounded_constants(arena: &mut Arena, search: &mut Search<'_>) -> Option<Repair> {
    let given = search.claim.derivative;
    rounded(arena, &[given]).into_iter().find_map(|found| {
        let (wrong, right) = (found.literal, found.constant);
        let derivative = arena.replace(given, &HashMap::from([(wrong, right)]));
        search.accept(arena, derivative, Message::StandsFor { wrong, right })
    })
}

/// The slope of an inner function, forgotten as a factor.
fn inner_slopes(arena: &mut Arena, search: &mut Search<'_>) -> Option<Repair> {
    let inner = |e: Expr| match arena.node(e) {
        Node::Call(_, inner) => Some(inner),
        _ => None,
    };
    let parts = arena.reachable(&[search.claim.forward]);
    let inner: Vec<Expr> = parts
        .into_iter()
        .filter_map(inner)
        .take(MAX_INNER)
        .collect();
    inner.into_iter().find_map(|of| {
        let slope = differentiate(arena, of, search.claim.wrt);
        let slope = simplify(arena, slope);
        if arena.as_number(slope).is_some() {
            return None;
        }
        let derivative = arena.mul(search.claim.derivative, slope);
        search.accept(arena, derivative, Message::SlopeMissing { slope, of })
    })
}

/// The derivative by another input or parameter, or the function itself.
fn other_functions(arena: &mut Arena, search: &mut Search<'_>) -> Option<Repair> {
    let claim = search.claim;
    let wrt = claim.wrt;
    for other in claim.scope.symbols().filter(|&symbol| symbol != wrt) {
        let partial = differentiate(arena, claim.forward, other);
        if search.probe.same(arena, partial, claim.derivative) {
            let derivative = own_derivative(arena, claim);
            return search.accept(arena, derivative, Message::DerivativeBy { other, wrt });
        }
    }
    if search.probe.same(arena, claim.forward, claim.derivative) {
        let derivative = own_derivative(arena, claim);
        return search.accept(arena, derivative, Message::FunctionItself);
    }
    None
}

/// The stated formula at −x, or the derivative that differentiation gives.
pub(super) fn own(arena: &mut Arena, search: &mut Search<'_>) -> Option<Repair> {
    let claim = search.claim;
    let x = arena.variable(claim.wrt);
    let opposite = arena.neg(x);
    let mirrored = arena.substitute(claim.derivative, claim.wrt, opposite);
    let derivative = own_derivative(arena, claim);
    search
        .accept(
            arena,
            mirrored,
            Message::StandsFor {
                wrong: x,
                right: opposite,
            },
        )
        .or_else(|| search.accept(arena, derivative, Message::AnotherFormula))
        .or_else(|| {
            let derivative = piece_by_piece(arena, search)?;
            search.accept(arena, derivative, Message::AnotherFormula)
        })
}

/// The slopes of the pieces between the places where branches change, as one chain of `if`.
///
/// What rules of differentiation give for `max` and `abs` at such a place need not lie between the
/// slopes that meet there; the slope from the left always does.
fn piece_by_piece(arena: &mut Arena, search: &Search<'_>) -> Option<Expr> {
    let DerivativeClaim {
        scope,
        forward,
        wrt,
        output,
        ..
    } = *search.claim;
    let whole = Case::of_scope(arena, scope, wrt, forward, forward, search.probe.fuel());
    let line = lay_out(arena, &whole, wrt, output).ok()?;
    let x = arena.variable(wrt);
    let mut chain = None;
    for piece in line.pieces.into_iter().flatten() {
        let slope = differentiate(arena, piece.forward, wrt);
        let slope = simplify(arena, slope);
        chain = Some(match (chain, piece.lo) {
            (Some(before), Some(place)) if before != slope => {
                let beyond = arena.compare(Relation::Gt, x, place);
                arena.select(beyond, slope, before)
            }
            (Some(before), _) => before,
            (None, _) => slope,
        });
    }
    chain
}

fn own_derivative(arena: &mut Arena, claim: &DerivativeClaim<'_>) -> Expr {
    let slope = differentiate(arena, claim.forward, claim.wrt);
    let slope = simplify(arena, slope);
    // Who wrote it by the output alone wants to keep the output alone.
    let read = arena.symbols(claim.derivative);
    if read.contains(&claim.output)
        && !read.contains(&claim.wrt)
        && let Some(by_output) =
            in_terms_of_output(arena, slope, claim.forward, claim.wrt, claim.output)
    {
        return by_output;
    }
    // The forward's value is at hand under its name.
    let output = arena.variable(claim.output);
    let forward = simplify(arena, claim.forward);
    if matches!(arena.node(forward), Node::Variable(_) | Node::Number(_)) {
        return slope;
    }
    arena.replace(
        slope,
        &HashMap::from([(forward, output), (claim.forward, output)]),
    )
}
