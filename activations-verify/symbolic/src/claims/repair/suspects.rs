//! Formulas that a wrong derivative is usually taken for.

use std::collections::HashMap;

use super::constant::recognise;
use super::probe::Probe;
use super::{Accept, Candidate};
use crate::claims::case::Case;
use crate::claims::line::lay_out;
use crate::claims::scope::DerivativeClaim;
use crate::claims::verdict::Repair;
use crate::{Arena, Expr, Node, Number, Relation, differentiate, print, simplify};

/// A constant factor, or one in the parameters.
pub(super) fn factors(
    arena: &mut Arena,
    claim: &DerivativeClaim<'_>,
    probe: &Probe,
    accept: Accept<'_>,
) -> Option<Repair> {
    let given = claim.derivative;
    if let Some(ratio) = probe.constant_ratio(arena, given) {
        let factor = recognise(arena, ratio)?;
        let surplus = recognise(arena, 1.0 / ratio).filter(|&e| is_whole(arena, e));
        let (derivative, message) = if arena.as_number(factor) == Some(Number::from(-1)) {
            (negated(arena, given), "the sign is flipped".to_owned())
        } else if let Some(surplus) = surplus {
            let message = format!("the factor `{}` is too much", print::rust(arena, surplus));
            (scaled(arena, factor, given), message)
        } else {
            let message = format!("the factor `{}` is missing", print::rust(arena, factor));
            (scaled(arena, factor, given), message)
        };
        return accept(
            arena,
            Candidate {
                derivative,
                message,
            },
        );
    }
    for parameter in &claim.scope.parameters {
        let name = arena.name(parameter.symbol).to_owned();
        let value = arena.variable(parameter.symbol);
        let missing = arena.mul(value, given);
        let surplus = arena.div(given, value);
        for (derivative, message) in [
            (missing, format!("the factor `{name}` is missing")),
            (surplus, format!("the factor `{name}` is too much")),
        ] {
            let found = accept(
                arena,
                Candidate {
                    derivative,
                    message,
                },
            );
            if found.is_some() {
                return found;
            }
        }
    }
    None
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
pub(super) fn confusions(
    arena: &mut Arena,
    claim: &DerivativeClaim<'_>,
    probe: &Probe,
    accept: Accept<'_>,
) -> Option<Repair> {
    let given = claim.derivative;
    let (x, y) = (arena.variable(claim.wrt), arena.variable(claim.output));
    let (name, output) = (
        arena.name(claim.wrt).to_owned(),
        arena.name(claim.output).to_owned(),
    );
    let mut candidates = Vec::new();
    let stands_for = |wrong: &str, right: &str| format!("`{wrong}` stands where `{right}` belongs");
    let replaced = arena.substitute(given, claim.output, x);
    candidates.push((replaced, stands_for(&output, &name)));
    let replaced = arena.substitute(given, claim.wrt, y);
    candidates.push((replaced, stands_for(&name, &output)));
    let swapped = arena.replace(given, &HashMap::from([(x, y), (y, x)]));
    candidates.push((swapped, format!("`{name}` and `{output}` are swapped")));
    for (derivative, message) in candidates {
        let found = accept(
            arena,
            Candidate {
                derivative,
                message,
            },
        );
        if found.is_some() {
            return found;
        }
    }
    for part in arena.reachable(&[claim.forward]) {
        let Node::Call(_, inner) = arena.node(part) else {
            continue;
        };
        let slope = differentiate(arena, inner, claim.wrt);
        let slope = simplify(arena, slope);
        if arena.as_number(slope).is_some() {
            continue;
        }
        let message = format!(
            "the slope `{}` of the inner function `{}` is missing",
            print::rust(arena, slope),
            print::rust(arena, inner)
        );
        let derivative = arena.mul(given, slope);
        let found = accept(
            arena,
            Candidate {
                derivative,
                message,
            },
        );
        if found.is_some() {
            return found;
        }
    }
    partials(arena, claim, probe, accept)
}

/// A derivative by another input or parameter.
fn partials(
    arena: &mut Arena,
    claim: &DerivativeClaim<'_>,
    probe: &Probe,
    accept: Accept<'_>,
) -> Option<Repair> {
    for other in claim.scope.symbols().filter(|&symbol| symbol != claim.wrt) {
        let partial = differentiate(arena, claim.forward, other);
        if probe.same(arena, partial, claim.derivative) {
            let message = format!(
                "this is the derivative by `{}`, not by `{}`",
                arena.name(other),
                arena.name(claim.wrt)
            );
            let derivative = own_derivative(arena, claim);
            return accept(
                arena,
                Candidate {
                    derivative,
                    message,
                },
            );
        }
    }
    if probe.same(arena, claim.forward, claim.derivative) {
        let message = "this is the function itself".to_owned();
        let derivative = own_derivative(arena, claim);
        return accept(
            arena,
            Candidate {
                derivative,
                message,
            },
        );
    }
    None
}

/// The stated formula at −x, or the derivative that differentiation gives.
pub(super) fn own(
    arena: &mut Arena,
    claim: &DerivativeClaim<'_>,
    _probe: &Probe,
    accept: Accept<'_>,
) -> Option<Repair> {
    let x = arena.variable(claim.wrt);
    let opposite = arena.neg(x);
    let derivative = arena.substitute(claim.derivative, claim.wrt, opposite);
    let name = arena.name(claim.wrt);
    let message = format!("`{name}` stands where `-{name}` belongs");
    let found = accept(
        arena,
        Candidate {
            derivative,
            message,
        },
    );
    if found.is_some() {
        return found;
    }
    let message = "another formula is right".to_owned();
    let derivative = own_derivative(arena, claim);
    let found = accept(
        arena,
        Candidate {
            derivative,
            message: message.clone(),
        },
    );
    if found.is_some() {
        return found;
    }
    let derivative = piece_by_piece(arena, claim)?;
    accept(
        arena,
        Candidate {
            derivative,
            message,
        },
    )
}

/// The slopes of the pieces between the places where branches change, as one chain of `if`.
///
/// What rules of differentiation give for `max` and `abs` at such a place need not lie between the
/// slopes that meet there; the slope from the left always does.
fn piece_by_piece(arena: &mut Arena, claim: &DerivativeClaim<'_>) -> Option<Expr> {
    let whole = Case::of_scope(arena, claim.scope, claim.wrt, claim.forward, claim.forward);
    let line = lay_out(arena, &whole, claim.wrt, claim.output).ok()?;
    let x = arena.variable(claim.wrt);
    let mut chain = None;
    for piece in line.pieces.into_iter().flatten() {
        let slope = differentiate(arena, piece.forward, claim.wrt);
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
