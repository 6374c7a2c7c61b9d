//! Every break of a line, measured from both sides.

use super::breaks;
use super::line::Line;
use crate::differences::{OneSided, Side, one_sided};
use crate::interpretations::{Double, Pair, Precision, Running};

/// Two limits and how far they must be apart to differ.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sides {
    pub(super) left: f64,
    pub(super) right: f64,
    gap: f64,
    allowance: f64,
}

impl Sides {
    /// Whether the limits differ; None where they could not be told.
    pub(super) fn differ(&self) -> Option<bool> {
        self.allowance
            .is_finite()
            .then_some(self.gap > self.allowance)
    }

    /// How far a value that should be one of the limits, or between them, lies outside.
    pub(super) fn outside(&self, value: f64) -> f64 {
        let (low, high) = (self.left.min(self.right), self.left.max(self.right));
        (low - value).max(value - high).max(0.0)
    }

    /// The limits as a person reads them.
    pub(super) fn text(&self) -> String {
        format!("{}|{}", short(self.left, 9), short(self.right, 9))
    }

    /// How far the limits are apart, told before they were rounded to doubles.
    pub(super) fn gap(&self) -> f64 {
        self.gap
    }

    pub(super) fn allowance(&self) -> f64 {
        self.allowance
    }
}

/// A number to so many decimals, and 0 without a sign.
pub(super) fn short(x: f64, decimals: i32) -> f64 {
    let unit = 10f64.powi(decimals);
    (x * unit).round() / unit + 0.0
}

/// A place at which the function may have two values or two slopes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Break {
    pub(super) at: f64,
    pub(super) values: Sides,
    pub(super) slopes: Sides,
}

/// The breaks of a recorded definition along a line: where a comparison changes its outcome, and where
/// values show one that no comparison announces.
pub(super) fn of_line(line: &Line<'_>, landmarks: &[f64]) -> Vec<Break> {
    let mut announced = breaks::by_comparisons(|x| line.path(x), landmarks);
    announced.extend(breaks::by_comparisons(|x| line.stated_path(x), landmarks));
    announced.sort_by(f64::total_cmp);
    announced.dedup();
    let mut found: Vec<Break> = announced
        .iter()
        .map(|at| {
            let side = |side| {
                let reach = reach(line, *at, side, &announced);
                one_sided::<Pair>(|x| line.value(x), *at, side, reach)
            };
            compare(*at, side(Side::Left), side(Side::Right), at.next_up() - at)
        })
        .collect();
    let known = |low: f64, high: f64| {
        announced
            .iter()
            .any(|at| (low - 1e-5..high + 1e-5).contains(at))
    };
    let mut hidden = breaks::by_values(|x| line.value(x));
    hidden.retain(|(low, high)| !known(*low, *high));
    let ends: Vec<f64> = announced.iter().copied().chain(ends(&hidden)).collect();
    let value = |x| line.value(x);
    found.extend(
        hidden
            .into_iter()
            .filter_map(|rough| unannounced::<Pair>(value, rough, &ends)),
    );
    found
}

/// The breaks of a function of which only values are known, with their noise.
pub(super) fn of_values(value: impl Fn(f64) -> Running<Double>) -> Vec<Break> {
    let hidden = breaks::by_values(|x| value(x).value());
    let ends = ends(&hidden);
    let value = |x: Running<Double>| value(x.value());
    hidden
        .into_iter()
        .filter_map(|rough| unannounced::<Double>(value, rough, &ends))
        .collect()
}

fn ends(intervals: &[(f64, f64)]) -> Vec<f64> {
    intervals
        .iter()
        .flat_map(|(low, high)| [*low, *high])
        .collect()
}

/// The distance on one side of a break within which the function is one smooth piece: at most up to the
/// next of all breaks.
fn reach(line: &Line<'_>, at: f64, side: Side, breaks: &[f64]) -> f64 {
    let sign = if side == Side::Left { -1.0 } else { 1.0 };
    let widest = (at.abs() / 64.0).max(1.0);
    // Breaks that are nearer than that are one, which rounding has split.
    let smallest = widest * 2f64.powi(-40);
    let gaps = breaks.iter().map(|other| sign * (other - at));
    let mut reach = gaps.filter(|gap| *gap > smallest).fold(widest, f64::min);
    while reach > smallest {
        let path = |k: i32| line.path(at + sign * f64::from(k) / 16.0 * reach);
        let first = path(1);
        if first.is_some() && (2..=16).all(|k| path(k) == first) {
            return reach;
        }
        reach *= 0.5;
    }
    0.0
}

/// The limits from both sides. The place is known to within `blur`, which moves values by the slope and
/// slopes by an amount of the same relative size.
fn compare<P: Precision>(at: f64, left: OneSided<P>, right: OneSided<P>, blur: f64) -> Break {
    let number = P::to_f64;
    let (before, after) = (number(left.slope.value), number(right.slope.value));
    let steepest = before.abs().max(after.abs());
    let slopes = Sides {
        left: before,
        right: after,
        gap: number(left.slope.value - right.slope.value).abs(),
        allowance: 8.0 * (left.slope.error + right.slope.error) + 2f64.powi(-44) * steepest,
    };
    let values = Sides {
        left: number(left.value.value),
        right: number(right.value.value),
        gap: number(left.value.value - right.value.value).abs(),
        allowance: 8.0 * (left.value.error + right.value.error) + 2.0 * blur * steepest,
    };
    Break { at, values, slopes }
}

/// A break inside an interval, told from the function on both sides of it, up to the ends of other
/// intervals; None if the function turns out to be smooth there.
fn unannounced<P: Precision>(
    value: impl Fn(Running<P>) -> Running<P>,
    (low, high): (f64, f64),
    ends: &[f64],
) -> Option<Break> {
    let gaps = |gap: fn(f64, f64) -> f64, at: f64| {
        let gaps = ends
            .iter()
            .map(move |end| gap(*end, at))
            .filter(|gap| *gap > 0.0);
        gaps.fold(0.05, f64::min)
    };
    let left = one_sided::<P>(&value, low, Side::Left, gaps(|end, at| at - end, low));
    let right = one_sided::<P>(&value, high, Side::Right, gaps(|end, at| end - at, high));
    let middle = (low + high) / 2.0;
    let Break { values, slopes, .. } = compare(middle, left, right, high - low);
    // Over the width of the interval a smooth function's slope changes a little, too.
    let steepest = slopes.left.abs().max(slopes.right.abs());
    let slopes = Sides {
        allowance: slopes.allowance + 1e-3 * steepest,
        ..slopes
    };
    let kinks = slopes.differ()?;
    if values.differ()? {
        return Some(Break {
            at: middle,
            values,
            slopes,
        });
    }
    // Where the two tangents meet.
    let meet = (values.right - values.left + slopes.left * low - slopes.right * high)
        / (slopes.left - slopes.right);
    kinks.then_some(Break {
        at: nice(meet, high - low),
        values,
        slopes,
    })
}

/// The number of fewest decimals within `blur` of `x`: thresholds are usually such.
fn nice(x: f64, blur: f64) -> f64 {
    let rounded = (0..=12).map(|places| {
        let scale = 10f64.powi(places);
        (x * scale).round() / scale
    });
    rounded
        .into_iter()
        .find(|candidate| (candidate - x).abs() <= blur)
        .unwrap_or(x)
}
