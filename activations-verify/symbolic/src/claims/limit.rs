//! Deciding where a function tends to at the ends of the line.

use super::asymptotic::{Expansion, Tendency};
use super::case::Case;
use super::cases::survey;
use super::counterexample::NOTHING;
use super::definedness::is_defined;
use super::fuel::Fuel;
use super::joins::sign_of_value;
use super::line::{Line, Stop, lay_out};
use super::locate::{Change, locate};
use super::sample;
use super::scope::{Scope, Setting, of_rows};
use super::signs::Signs;
use super::verdict::{Counterexample, Enclosure, Mismatch, Proof, Reason, Verdict};
use crate::{Arena, Expr, Number, enclose, print};

/// An end of the line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Infinity {
    /// −∞
    Negative,
    /// +∞
    Positive,
}

/// The claimed value of a limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LimitValue {
    /// A number, in the parameters.
    Finite(Expr),
    /// ±∞
    Infinite(Infinity),
}

/// Decides whether `forward`, a function of the scope's only input, tends to `value` at an end of
/// the line, for every parameter that the declaration allows.
pub fn check_limit(
    arena: &mut Arena,
    scope: &Scope,
    forward: Expr,
    at: Infinity,
    value: LimitValue,
) -> Verdict {
    let attempt = arena.attempt(|arena| decide(arena, scope, forward, at, value));
    attempt.unwrap_or(Verdict::Undecided(Reason::TooLarge))
}

fn decide(
    arena: &mut Arena,
    scope: &Scope,
    forward: Expr,
    at: Infinity,
    value: LimitValue,
) -> Verdict {
    let &[variable] = scope.inputs.as_slice() else {
        let what = "a limit in more than one input".to_owned();
        return Verdict::Undecided(Reason::Outside { what });
    };
    if let Some(reason) = of_rows(arena, &[forward]) {
        return Verdict::Undecided(reason);
    }
    let setting = Setting { scope, variable };
    // The claimed value travels with the case, so that it sees the same substitutions.
    let carried = match value {
        LimitValue::Finite(e) => e,
        LimitValue::Infinite(_) => arena.integer(0),
    };
    let whole = Case::of_scope(
        arena,
        scope,
        variable,
        forward,
        carried,
        &Fuel::for_decision(),
    );
    let found = survey(arena, scope, whole, |arena, case| {
        examine(arena, setting, case, at, value)
    });
    match found {
        Err(counterexample) => Verdict::Refuted(counterexample),
        Ok(survey) => match survey.lost {
            Some(reason) => Verdict::Undecided(reason),
            None => Verdict::Proved(Proof::default()),
        },
    }
}

fn examine(
    arena: &mut Arena,
    setting: Setting<'_>,
    case: &Case,
    at: Infinity,
    value: LimitValue,
) -> Result<(), Stop> {
    let variable = setting.variable;
    let no_output = arena.fresh("y");
    let Line { mut pieces, .. } = lay_out(arena, case, variable, no_output)?;
    let last = match at {
        Infinity::Negative => pieces.swap_remove(0),
        Infinity::Positive => pieces.pop().flatten(),
    };
    let Some(mut piece) = last else {
        return Err(Stop::Lost(Reason::Outside {
            what: "a limit outside of the domain".to_owned(),
        }));
    };
    if !is_defined(arena, &mut piece.oracle, piece.forward) {
        return Err(Stop::Lost(Reason::Definedness {
            part: print::rust(arena, piece.forward),
        }));
    }
    // As t → ∞ with x = ±t.
    let t = arena.variable(variable);
    let towards = match at {
        Infinity::Negative => arena.neg(t),
        Infinity::Positive => t,
    };
    let forward = arena.substitute(piece.forward, variable, towards);
    let mut oracle = case.oracle(arena);
    let found = Expansion::new(arena, &mut oracle, variable).limit(forward)?;
    let limit = match found {
        Tendency::Zero => Ok(arena.integer(0)),
        Tendency::Constant(c) => Ok(c),
        Tendency::Infinite(sign) => Err(sign),
    };
    let agrees = match (limit, value) {
        (Ok(limit), LimitValue::Finite(_)) => {
            let difference = arena.sub(limit, case.derivative);
            let signs = sign_of_value(arena, &mut oracle, difference);
            if signs.has_zero() && signs != Signs::ZERO {
                return Err(match locate(arena, &mut oracle, difference, variable) {
                    Change::Case(quantity) => Stop::Divide(quantity),
                    _ => Stop::Lost(Reason::Identity {
                        region: piece.text(arena, variable),
                    }),
                });
            }
            signs == Signs::ZERO
        }
        (Err(sign), LimitValue::Infinite(end)) => {
            (sign == Signs::POSITIVE) == (end == Infinity::Positive)
        }
        _ => false,
    };
    if agrees {
        Ok(())
    } else {
        Err(refuted(arena, setting, case, at, limit, value))
    }
}

/// The claimed limit against the true one, with a point far out.
fn refuted(
    arena: &mut Arena,
    setting: Setting<'_>,
    case: &Case,
    at: Infinity,
    limit: Result<Expr, Signs>,
    value: LimitValue,
) -> Stop {
    let infinite = |up: bool| {
        let end = if up { f64::INFINITY } else { f64::NEG_INFINITY };
        Enclosure { lo: end, hi: end }
    };
    let assignments = sample::assignments(arena, setting.scope, case, setting.variable);
    let mut point = assignments.into_iter().next().unwrap_or_default();
    let bindings = sample::intervals(&point);
    let finite = |e: Expr| enclose(arena, e, &bindings).map_or(infinite(true), Enclosure::from);
    let slope = limit.map_or_else(|sign| infinite(sign == Signs::POSITIVE), finite);
    let given = match value {
        LimitValue::Finite(_) => finite(case.derivative),
        LimitValue::Infinite(end) => infinite(end == Infinity::Positive),
    };
    let far = Number::from(if at == Infinity::Positive {
        1000
    } else {
        -1000
    });
    point.push((setting.variable, far));
    let order: Vec<_> = setting.scope.symbols().collect();
    point.sort_by_key(|known| order.iter().position(|&symbol| symbol == known.0));
    let what = Mismatch::Limit;
    Stop::Refuted(Box::new(Counterexample {
        point,
        slope,
        given,
        difference: NOTHING,
        what,
        repair: None,
    }))
}
