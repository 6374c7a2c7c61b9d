//! Points at which a claim fails, with rigorous enclosures of both sides.

use super::case::Case;
use super::line::{Piece, Stop};
use super::sample::{self, Point};
use super::scope::{Scope, Setting};
use super::verdict::{Counterexample, Enclosure, Mismatch, Reason};
use crate::interval::Interval;
use crate::{Arena, Expr, Number, Symbol, enclose, print};

/// The enclosure of what has no value.
pub(super) const NOTHING: Enclosure = Enclosure {
    lo: f64::NEG_INFINITY,
    hi: f64::INFINITY,
};

impl From<Interval> for Enclosure {
    fn from(value: Interval) -> Enclosure {
        // No negative zeros.
        Enclosure {
            lo: value.lo() + 0.0,
            hi: value.hi() + 0.0,
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

/// The first point at which the two sides certainly differ.
pub(super) fn disagreement(
    arena: &Arena,
    setting: Setting<'_>,
    points: &[Point],
    slope: Expr,
    given: Expr,
    what: &Mismatch,
) -> Option<Counterexample> {
    points.iter().find_map(|point| {
        let at = sample::intervals(point);
        let slope = enclose(arena, slope, &at).ok()?;
        let (given, what) = match enclose(arena, given, &at) {
            Ok(given) if given.disjoint(slope) => (given.into(), what.clone()),
            Err(no) if no.certain => (
                NOTHING,
                Mismatch::Undefined {
                    part: print::rust(arena, no.part),
                },
            ),
            _ => return None,
        };
        let point = ordered(setting.scope, point);
        Some(Counterexample {
            point,
            slope: slope.into(),
            given,
            what,
            repair: None,
        })
    })
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
    let (slope, given) = (slope.map_or(NOTHING, Enclosure::from), value(given));
    let given = given.map_or(NOTHING, Enclosure::from);
    let Some(place) = sample::nearby(arena, at, &point) else {
        return lost;
    };
    point.push((setting.variable, place));
    let point = ordered(setting.scope, &point);
    Stop::Refuted(Box::new(Counterexample {
        point,
        slope,
        given,
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
        what,
        repair: None,
    }))
}

/// The point in declared order.
fn ordered(scope: &Scope, point: &[(Symbol, Number)]) -> Point {
    let value = |symbol| point.iter().find(|known| known.0 == symbol).copied();
    scope.symbols().filter_map(value).collect()
}
