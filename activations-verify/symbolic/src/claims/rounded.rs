//! Literals that are well-known constants, rounded.

use super::scope::DerivativeClaim;
use crate::interval::{Interval, Wide};
use crate::{Arena, Constant, Expr, Function, Node, Number, Symbol, differentiate, enclose, print};

/// Fewer digits than this are a number of their own.
const MIN_DIGITS: usize = 7;
/// The effect of a rounding is given for inputs up to this size, from so many boxes.
const REACH: i32 = 16;
const BOXES: i32 = 128;

const NAMED: [Constant; 12] = [
    Constant::Pi,
    Constant::E,
    Constant::Ln2,
    Constant::Ln10,
    Constant::Log2E,
    Constant::Log10E,
    Constant::Sqrt2,
    Constant::Frac1Sqrt2,
    Constant::Frac1Pi,
    Constant::Frac2Pi,
    Constant::Frac2SqrtPi,
    Constant::FracPi2,
];

/// A literal that is a constant rounded.
#[derive(Clone, Copy, Debug)]
pub(super) struct Rounded {
    pub(super) literal: Expr,
    pub(super) constant: Expr,
    /// Digits behind the point.
    digits: usize,
    /// Not less than what it is off by.
    error: f64,
}

/// The rounded constants of some formulas.
pub(super) fn rounded(arena: &mut Arena, formulas: &[Expr]) -> Vec<Rounded> {
    let mut found = Vec::new();
    for literal in arena.reachable(formulas) {
        if let Node::Number(value) = arena.node(literal)
            && let Some(digits) = digits_behind_the_point(value)
            && let Some((constant, error)) = nearest(arena, value, digits)
        {
            found.push(Rounded {
                literal,
                constant,
                digits,
                error,
            });
        }
    }
    found
}

/// A remark for every literal of the claim that is a rounded constant, with the size of what the
/// rounding does to the derivative.
pub(super) fn remarks(arena: &mut Arena, claim: &DerivativeClaim<'_>) -> Vec<String> {
    let mut remarks = Vec::new();
    for found in rounded(arena, &[claim.forward, claim.derivative]) {
        let Rounded {
            literal,
            constant,
            digits,
            error,
        } = found;
        let mut remark = format!(
            "`{}` is {} rounded to {digits} digits",
            print::rust(arena, literal),
            print::formula(arena, constant)
        );
        if let Some(effect) = effect(arena, claim, literal, error) {
            let variable = arena.name(claim.wrt);
            remark += &format!(
                ", which shifts the derivative by at most {effect:.1e} for |{variable}| ≤ {REACH}"
            );
        }
        remarks.push(remark);
    }
    remarks
}

/// How many digits a decimal of enough significant digits has behind its point.
fn digits_behind_the_point(literal: Number) -> Option<usize> {
    let text = literal.abs().to_string();
    let (whole, fraction) = text.split_once('.')?;
    let is_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let significant = whole.trim_start_matches('0').len() + fraction.len();
    (is_digits(whole) && is_digits(fraction) && significant >= MIN_DIGITS).then_some(fraction.len())
}

/// The constant that the literal is to its last digit, and how far it is off.
fn nearest(arena: &mut Arena, literal: Number, digits: usize) -> Option<(Expr, f64)> {
    let half_unit = {
        let unit = Interval::<Wide>::integer(10).powi(-i32::try_from(digits).ok()?);
        unit * Interval::rational(1, 2)
    };
    known(arena).into_iter().find_map(|constant| {
        let value = enclose::<Wide>(arena, constant, &[]).ok()?;
        let error = (Interval::number(literal.abs()) - value).abs();
        let (_, size) = error.to_f64();
        (error.hi() <= half_unit.lo()).then_some((constant, size))
    })
}

/// The constants that are looked for.
fn known(arena: &mut Arena) -> Vec<Expr> {
    let mut known: Vec<Expr> = NAMED
        .iter()
        .map(|&constant| arena.constant(constant))
        .collect();
    let pi = arena.constant(Constant::Pi);
    for (numerator, denominator) in [(2, 1), (1, 2), (1, 1)] {
        // √(2/π), √(1/(2π)), √(1/π)
        let (numerator, denominator) = (arena.integer(numerator), arena.integer(denominator));
        let below = arena.mul(denominator, pi);
        let ratio = arena.div(numerator, below);
        known.push(arena.call(Function::Sqrt, ratio));
    }
    known.push(arena.call(Function::Sqrt, pi));
    known
}

/// An upper bound of what a change of a literal by `error` does to the derivative, at the
/// defaults.
fn effect(
    arena: &mut Arena,
    claim: &DerivativeClaim<'_>,
    literal: Expr,
    error: f64,
) -> Option<f64> {
    let symbol = arena.fresh("c");
    let variable = arena.variable(symbol);
    let derivative = arena.substitute(claim.derivative, claim.output, claim.forward);
    let derivative = arena.replace(derivative, &[(literal, variable)].into());
    let by_literal = differentiate(arena, derivative, symbol);
    let mut at: Vec<(Symbol, Interval)> = claim
        .scope
        .parameters
        .iter()
        .map(|parameter| (parameter.symbol, Interval::number(parameter.default)))
        .collect();
    at.push((symbol, Interval::number(arena.as_number(literal)?)));
    at.push((claim.wrt, Interval::ZERO));
    let mut largest = 0.0f64;
    for i in 0..BOXES {
        let end = |i: i32| f64::from(REACH) * (f64::from(2 * i) / f64::from(BOXES) - 1.0);
        if let Some(known) = at.iter_mut().rev().find(|known| known.0 == claim.wrt) {
            known.1 = Interval::between(end(i), end(i + 1));
        }
        let slope = enclose(arena, by_literal, &at).ok()?.abs();
        largest = largest.max(slope.hi());
    }
    let effect = largest * error;
    effect.is_finite().then_some(effect)
}
