//! Points at which a claim fails, with rigorous enclosures of both sides.

use super::case::Case;
use super::line::{Piece, Stop};
use super::sample::{self, Point};
use super::scope::{Scope, Setting};
use super::verdict::{Counterexample, Enclosure, Mismatch, Reason};
use crate::interval::{Bound, Interval, Wide};
use crate::{Arena, Expr, Number, Symbol, enclose, print};

/// The enclosure of what has no value.
pub(super) const NOTHING: Enclosure = Enclosure {
    lo: f64::NEG_INFINITY,
    hi: f64::INFINITY,
};

impl<B: Bound> From<Interval<B>> for Enclosure {
    fn from(value: Interval<B>) -> Enclosure {
        let (lo, hi) = value.to_f64();
        // No negative zeros.
        Enclosure {
            lo: lo + 0.0,
            hi: hi + 0.0,
        }
    }
}

/// Points on a piece, at the defaults first.
pub(super) fn points_on(
    arena: &mut Arena,
    setting: Setting<'_>,
    case: &Case,
    piece: &Piece,
) -> Vec<Point> {
    let mut points = Vec::new();
    for assignment in sample::assignments(arena, setting.scope, case, setting.variable) {
        let at = sample::intervals(&assignment);
        for value in sample::between(arena, piece.lo, piece.hi, &at) {
            let mut point = assignment.clone();
            point.push((setting.variable, value));
            points.push(point);
        }
    }
    points
}

/// The first point of a piece at which the two sides certainly differ.
pub(super) fn disagreement(
    arena: &mut Arena,
    setting: Setting<'_>,
    case: &Case,
    piece: &Piece,
    (slope, given): (Expr, Expr),
    what: &Mismatch,
) -> Option<Counterexample> {
    let points = points_on(arena, setting, case, piece);
    let steps = arena.size(slope) + arena.size(given);
    let fuel = &case.facts.fuel;
    let differ = |point: &Point| {
        let sides = fuel
            .spend(10 * steps)
            .then(|| compare::<f64>(arena, slope, given, point));
        Some((point.clone(), sides??))
    };
    let differ_narrowly = |point: &Point| {
        let sides = fuel
            .spend(100 * steps)
            .then(|| compare::<Wide>(arena, slope, given, point));
        Some((point.clone(), sides??))
    };
    let found = points.iter().find_map(differ);
    let found = found.or_else(|| points.iter().take(MAX_WIDE).find_map(differ_narrowly));
    let (point, sides) = found?;
    let what = match sides.undefined {
        Some(part) => Mismatch::Undefined {
            part: print::rust(arena, part),
        },
        None => what.clone(),
    };
    let Difference {
        slope,
        given,
        difference,
        ..
    } = sides;
    let point = ordered(setting.scope, &point);
    Some(Counterexample {
        point,
        slope,
        given,
        difference,
        what,
        repair: None,
    })
}

/// Points that are compared in 128 bits where `f64` saw no difference.
const MAX_WIDE: usize = 8;

/// Two sides that certainly differ.
pub(super) struct Difference {
    pub(super) slope: Enclosure,
    pub(super) given: Enclosure,
    pub(super) difference: Enclosure,
    /// The part of the given side that has no value.
    pub(super) undefined: Option<Expr>,
}

/// Encloses both sides at a point, and returns them if they differ.
pub(super) fn compare<B: Bound>(
    arena: &Arena,
    slope: Expr,
    given: Expr,
    point: &Point,
) -> Option<Difference> {
    let at: Vec<(Symbol, Interval<B>)> = point
        .iter()
        .map(|&(symbol, value)| (symbol, Interval::number(value)))
        .collect();
    let slope = enclose(arena, slope, &at).ok()?;
    match enclose(arena, given, &at) {
        Ok(given) if given.disjoint(slope) => Some(Difference {
            slope: slope.into(),
            given: given.into(),
            difference: (given - slope).into(),
            undefined: None,
        }),
        Err(no) if no.certain => Some(Difference {
            slope: slope.into(),
            given: NOTHING,
            difference: NOTHING,
            undefined: Some(no.part),
        }),
        _ => None,
    }
}

/// A failure at a place, shown for the friendliest parameters of the case.
pub(super) fn refuted_at(
    arena: &mut Arena,
    setting: Setting<'_>,
    case: &Case,
    at: Expr,
    slopes: &[Expr],
    given: Expr,
    what: Mismatch,
) -> Stop {
    let lost = Stop::Lost(Reason::Breakpoint {
        at: print::rust(arena, at),
    });
    let assignments = sample::assignments(arena, setting.scope, case, setting.variable);
    let Some(mut point) = assignments.into_iter().next() else {
        return lost;
    };
    let bindings = sample::intervals(&point);
    let value = |e: Expr| enclose(arena, e, &bindings).ok();
    let slope = slopes
        .iter()
        .filter_map(|&e| value(e))
        .reduce(|a, b| a.hull(b));
    let given = value(given);
    let difference = slope.zip(given).map(|(slope, given)| given - slope);
    let Some(place) = sample::nearby(arena, at, &point) else {
        return lost;
    };
    point.push((setting.variable, place));
    let enclosure = |value: Option<Interval>| value.map_or(NOTHING, Enclosure::from);
    Stop::Refuted(Box::new(Counterexample {
        point: ordered(setting.scope, &point),
        slope: enclosure(slope),
        given: enclosure(given),
        difference: enclosure(difference),
        what,
        repair: None,
    }))
}

/// A point at which a part has no value.
pub(super) fn undefined_at(
    setting: Setting<'_>,
    point: &[(Symbol, Number)],
    what: Mismatch,
) -> Stop {
    Stop::Refuted(Box::new(Counterexample {
        point: ordered(setting.scope, point),
        slope: NOTHING,
        given: NOTHING,
        difference: NOTHING,
        what,
        repair: None,
    }))
}

/// The point in declared order.
fn ordered(scope: &Scope, point: &[(Symbol, Number)]) -> Point {
    let value = |symbol| point.iter().find(|known| known.0 == symbol).copied();
    scope.symbols().filter_map(value).collect()
}
