//! Where a function of one variable stops being smooth, found without being told.
//!
//! Twice: from the comparisons that a definition makes, to the last bit; and from values alone, which
//! also sees what no comparison announces.

use crate::differences::noise;
use crate::interpretations::Path;

/// Points between which the path of a definition is looked at: everywhere that thresholds usually are,
/// and further out ever more thinly.
fn grid(landmarks: &[f64]) -> Vec<f64> {
    let mut grid: Vec<f64> = (-128..=128).map(|i| f64::from(i) / 8.0).collect();
    for exponent in -8..=9 {
        let x = 10f64.powi(exponent) * 1.7;
        grid.extend([x, -x]);
    }
    let beside = |x: f64| [x.next_down(), x, x.next_up()];
    grid.extend(
        landmarks
            .iter()
            .flat_map(|x| [beside(*x), beside(-*x)].concat()),
    );
    // One zero, not two.
    grid.iter_mut().for_each(|x| *x += 0.0);
    grid.retain(|x| x.is_finite());
    grid.sort_by(f64::total_cmp);
    grid.dedup();
    grid
}

/// A double's place in the order of all doubles.
fn place(x: f64) -> i64 {
    let bits = x.to_bits() as i64;
    if bits < 0 { i64::MIN - bits } else { bits }
}

fn at_place(place: i64) -> f64 {
    f64::from_bits((if place < 0 { i64::MIN - place } else { place }) as u64)
}

/// The points at which the outcome of a comparison changes.
pub(super) fn by_comparisons(path: impl Fn(f64) -> Option<Path>, landmarks: &[f64]) -> Vec<f64> {
    let grid = grid(landmarks);
    let mut steps: Vec<(f64, f64)> = Vec::new();
    for pair in grid.windows(2) {
        split(
            &path,
            (pair[0], path(pair[0])),
            (pair[1], path(pair[1])),
            &mut steps,
        );
    }
    // x < c, x = c and x > c are three outcomes: two steps that share c. Where c is no double, the
    // outcome changes between two of them.
    let mut breaks: Vec<f64> = Vec::new();
    for (i, (below, above)) in steps.iter().enumerate() {
        let shared = steps.get(i + 1).is_some_and(|next| next.0 == *above);
        if breaks.last() != Some(below) && (shared || breaks.last() != Some(above)) {
            breaks.push(*above);
        }
    }
    breaks
}

type Seen = (f64, Option<Path>);

/// Neighbouring doubles between which the path changes. Where the middle differs from both ends, both
/// halves are looked at.
fn split(path: &impl Fn(f64) -> Option<Path>, low: Seen, high: Seen, steps: &mut Vec<(f64, f64)>) {
    if low.1 == high.1 || low.1.is_none() || high.1.is_none() || steps.len() > 256 {
        return;
    }
    let (below, above) = (place(low.0), place(high.0));
    if above - below <= 1 {
        steps.push((low.0, high.0));
        return;
    }
    let middle = at_place(below + (above - below) / 2);
    let middle = (middle, path(middle));
    split(path, low, middle, steps);
    split(path, middle, high, steps);
}

/// The places at which values show a kink or a jump: intervals that cannot be made smooth by halving.
pub(super) fn by_values(f: impl Fn(f64) -> f64) -> Vec<(f64, f64)> {
    let mut rough: Vec<(f64, f64)> = Vec::new();
    let width = 0.25;
    for i in -48..48 {
        let middle = (f64::from(i) + 0.5) * width;
        // Cells overlap, so that no break lies on a border only.
        let (low, high) = (middle - 0.6 * width, middle + 0.6 * width);
        // The middle of three: noise cannot be told next to a break, nor where the function is flat.
        let relative = |x: f64| noise(&f, x) / f(x).abs().max(f64::MIN_POSITIVE);
        let mut grains = [low, middle, high].map(relative);
        grains.sort_by(f64::total_cmp);
        halve(&f, low, high, grains[1], &mut rough);
    }
    rough.sort_by(|a, b| a.0.total_cmp(&b.0));
    rough.dedup_by(|next, kept| {
        let overlaps = next.0 <= kept.1;
        if overlaps {
            kept.1 = kept.1.max(next.1);
        }
        overlaps
    });
    rough
}

/// The narrowest interval that is still looked at.
const NARROW: f64 = 1e-6;

fn halve(f: &impl Fn(f64) -> f64, low: f64, high: f64, grain: f64, rough: &mut Vec<(f64, f64)>) {
    if rough.len() > 64 || is_smooth(f, low, high, grain) {
        return;
    }
    if high - low < NARROW {
        rough.push((low, high));
        return;
    }
    let width = high - low;
    halve(f, low, low + 0.6 * width, grain, rough);
    halve(f, high - 0.6 * width, high, grain, rough);
}

/// Whether the values in an interval leave nothing but noise in their tenth differences, as those of a
/// smooth function do once the interval is short.
fn is_smooth(f: &impl Fn(f64) -> f64, low: f64, high: f64, grain: f64) -> bool {
    const NODES: usize = 14;
    const ORDER: usize = 10;
    let step = (high - low) / (NODES - 1) as f64;
    let mut table: Vec<f64> = (0..NODES).map(|i| f(low + i as f64 * step)).collect();
    if table.iter().all(|value| value.is_nan()) {
        // Outside of a domain there is nothing to be smooth.
        return true;
    }
    let steepest = table
        .windows(2)
        .map(|pair| (pair[1] - pair[0]).abs() / step)
        .fold(0.0, f64::max);
    // The values' noise, that of the nodes, which are rounded to doubles, and that of subnormals.
    let greatest = table
        .iter()
        .fold(0.0f64, |greatest, value| greatest.max(value.abs()));
    let rounding = f64::EPSILON * low.abs().max(high.abs()) * steepest;
    let noise = grain * greatest + rounding + f64::MIN_POSITIVE;
    for _ in 0..ORDER {
        table = table.windows(2).map(|pair| pair[1] - pair[0]).collect();
    }
    // The binomial coefficients of order 10 add up to 2¹⁰.
    let limit = 2.0 * 1024.0 * noise;
    table.iter().all(|difference| difference.abs() <= limit)
}

#[cfg(test)]
mod tests {
    use super::{at_place, by_comparisons, by_values, place};
    use crate::interpretations::{Branching, Path};
    use activations_core::Real;

    fn breaks(f: impl Fn(Branching) -> Branching) -> Vec<f64> {
        by_comparisons(|x| Some(Path::of(|| f(Branching::from(x)))), &[])
    }

    #[test]
    fn doubles_are_ordered_by_place() {
        for x in [-1.5, -5e-324, 0.0, 5e-324, 2.0, f64::MAX] {
            assert_eq!(at_place(place(x)), x);
        }
        assert_eq!(place(-5e-324) + 1, place(0.0));
    }

    #[test]
    fn comparisons_give_breaks_to_the_last_bit() {
        assert_eq!(breaks(|x| x.max(Real::from_f64(0.0))), [0.0]);
        assert_eq!(
            breaks(|x| x.max(Real::from_f64(-1.25)).min(Real::from_f64(1.3))),
            [-1.25, 1.3]
        );
        // A threshold that is no double: the square of the first double past it exceeds 2.
        let [low, high] = breaks(|x| (x * x).max(Real::from_f64(2.0)))[..] else {
            panic!("two breaks")
        };
        assert!((high - 2f64.sqrt()).abs() < 1e-15 && (low + 2f64.sqrt()).abs() < 1e-15);
        assert!(breaks(|x| x.exp() * x).is_empty());
    }

    /// A window far narrower than the grid, which only its threshold gives away.
    #[test]
    fn landmarks_find_narrow_pieces() {
        let window = |x: Branching| {
            let inside = x.gt(Real::from_f64(0.3)) & x.lt(Real::from_f64(0.300_000_1));
            Branching::select(inside, -x, x)
        };
        let path = |x: f64| Some(Path::of(|| window(Branching::from(x))));
        assert_eq!(
            by_comparisons(path, &[0.3, 0.300_000_1]),
            [0.3, 0.300_000_1]
        );
    }

    #[test]
    fn values_show_kinks_and_jumps_that_no_comparison_announces() {
        let only = |f: &dyn Fn(f64) -> f64| {
            let [(low, high)] = by_values(f)[..] else {
                panic!("one break, found {:?}", by_values(f))
            };
            (low + high) / 2.0
        };
        assert!((only(&|x| ((x - 1.2345) * (x - 1.2345)).sqrt()) - 1.2345).abs() < 1e-5);
        assert!((only(&|x| (x + 7.7).floor().signum() * 1e-3 + x.tanh()) + 7.7).abs() < 1e-5);
        assert_eq!(by_values(f64::tanh), []);
        assert_eq!(by_values(|x| 1.0 / (1.0 + (-80.0 * x).exp())), []);
        assert_eq!(by_values(|x| f64::from(x.sin() as f32)), []);
    }
}
