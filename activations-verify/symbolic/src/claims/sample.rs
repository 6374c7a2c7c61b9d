//! Friendly points: inputs and parameters at which a wrong claim is shown to be wrong.

use super::case::Case;
use super::scope::Scope;
use super::signs::Signs;
use crate::interval::Interval;
use crate::{Arena, Expr, Node, Number, Symbol, enclose};

/// Values to try, the friendliest first, as fractions.
const FRIENDLY: [(i128, i128); 24] = [
    (1, 1),
    (-1, 1),
    (2, 1),
    (-2, 1),
    (1, 2),
    (-1, 2),
    (3, 1),
    (-3, 1),
    (1, 4),
    (-1, 4),
    (3, 2),
    (-3, 2),
    (5, 1),
    (-5, 1),
    (3, 4),
    (-3, 4),
    (8, 1),
    (-8, 1),
    (1, 16),
    (-1, 16),
    (12, 1),
    (-12, 1),
    (25, 1),
    (-25, 1),
];
/// Values of a symbol other than the variable that are combined with each other.
const COMBINED: usize = 9;
/// Combinations that are tried, and that are returned.
const MAX_TRIED: usize = 700;
const MAX_FOUND: usize = 8;

/// A value for every symbol.
pub(super) type Point = Vec<(Symbol, Number)>;

/// The point as intervals.
pub(super) fn intervals(point: &[(Symbol, Number)]) -> Vec<(Symbol, Interval)> {
    point
        .iter()
        .map(|&(symbol, value)| (symbol, Interval::number(value)))
        .collect()
}

/// Values of all symbols but the variable that satisfy the case's facts, defaults first.
pub(super) fn assignments(
    arena: &mut Arena,
    scope: &Scope,
    case: &Case,
    variable: Symbol,
) -> Vec<Point> {
    let free = |symbol: Symbol| symbol != variable && case.fixed.iter().all(|f| f.0 != symbol);
    let oracle = case.oracle(arena);
    let bound = |symbol: Symbol| {
        oracle
            .bounds()
            .iter()
            .find(|bound| bound.0 == symbol)
            .map_or(Interval::entire(), |b| b.1)
    };
    let mut choices: Vec<(Symbol, Vec<Number>)> = Vec::new();
    for symbol in scope.symbols().filter(|&symbol| free(symbol)) {
        let default = scope
            .parameters
            .iter()
            .find(|p| p.symbol == symbol)
            .map(|p| p.default);
        let mut values: Vec<Number> = default.into_iter().collect();
        let others = inside(bound(symbol).lo(), bound(symbol).hi());
        values.extend(
            others
                .into_iter()
                .filter(|&value| Some(value) != default)
                .take(COMBINED),
        );
        choices.push((symbol, values));
    }
    let facts: Vec<(Expr, Signs)> = case
        .facts
        .iter()
        .map(|fact| (fact.0.clone(), fact.1))
        .collect::<Vec<_>>()
        .into_iter()
        .map(|(polynomial, signs)| (polynomial.expr(arena), signs))
        .collect();
    let mut found = Vec::new();
    for indices in
        Combinations::new(choices.iter().map(|choice| choice.1.len()).collect()).take(MAX_TRIED)
    {
        let mut point: Point = choices
            .iter()
            .zip(&indices)
            .map(|(choice, &i)| (choice.0, choice.1[i]))
            .collect();
        let determined = case.fixed.iter().rev().all(|&(symbol, value)| {
            symbol == variable
                || exact(arena, value, &point).is_some_and(|value| {
                    point.push((symbol, value));
                    true
                })
        });
        let at = intervals(&point);
        let holds = |&(e, signs): &(Expr, Signs)| {
            enclose(arena, e, &at).is_ok_and(|value| Signs::of(value).within(signs))
        };
        if determined && facts.iter().all(holds) {
            found.push(point);
            if found.len() == MAX_FOUND {
                break;
            }
        }
    }
    found
}

/// Tuples of indices in the order of their sums, so that the first choices come first.
struct Combinations {
    lengths: Vec<usize>,
    next: Option<Vec<usize>>,
}

impl Combinations {
    fn new(lengths: Vec<usize>) -> Combinations {
        Combinations {
            next: Some(vec![0; lengths.len()]),
            lengths,
        }
    }

    /// The first tuple with this sum whose entries before `from` are those of `prefix`.
    fn fill(&self, tuple: &mut [usize], from: usize, mut sum: usize) -> bool {
        // As much as fits at the end: the first in lexicographic order.
        for i in (from..tuple.len()).rev() {
            tuple[i] = sum.min(self.lengths[i] - 1);
            sum -= tuple[i];
        }
        sum == 0
    }

    fn following(&self, tuple: &[usize]) -> Option<Vec<usize>> {
        let sum: usize = tuple.iter().sum();
        let mut behind = 0;
        for i in (0..tuple.len()).rev() {
            if behind > 0 && tuple[i] + 1 < self.lengths[i] {
                let mut next = tuple.to_vec();
                next[i] += 1;
                if self.fill(&mut next, i + 1, behind - 1) {
                    return Some(next);
                }
            }
            behind += tuple[i];
        }
        let mut next = vec![0; tuple.len()];
        self.fill(&mut next, 0, sum + 1).then_some(next)
    }
}

impl Iterator for Combinations {
    type Item = Vec<usize>;
    fn next(&mut self) -> Option<Vec<usize>> {
        let current = self.next.take()?;
        self.next = self.following(&current);
        Some(current)
    }
}

/// Values of the variable strictly between two places.
pub(super) fn between(
    arena: &Arena,
    lo: Option<Expr>,
    hi: Option<Expr>,
    at: &[(Symbol, Interval)],
) -> Vec<Number> {
    let end = |e: Option<Expr>| e.map(|e| enclose(arena, e, at).unwrap_or(Interval::entire()));
    let (lo, hi) = (end(lo), end(hi));
    let above = lo.map_or(f64::NEG_INFINITY, |lo| lo.hi());
    let below = hi.map_or(f64::INFINITY, |hi| hi.lo());
    inside(above, below)
}

/// Numbers strictly between two others, the friendliest first; at least one.
fn inside(above: f64, below: f64) -> Vec<Number> {
    let inside = |value: &Number| {
        let value = Interval::<f64>::number(*value);
        value.lo() > above && value.hi() < below
    };
    let mut values: Vec<Number> = FRIENDLY
        .iter()
        .filter_map(|&(n, d)| Number::ratio(n, d))
        .filter(inside)
        .collect();
    let inner: &[f64] = match (above.is_finite(), below.is_finite()) {
        (true, true) => &[0.5, 0.25, 0.75, 0.125, 0.9],
        (true, false) => &[1.0, 0.5, 2.0, 7.0],
        (false, true) => &[-1.0, -0.5, -2.0, -7.0],
        (false, false) => &[],
    };
    for &step in inner {
        let value = match (above.is_finite(), below.is_finite()) {
            (true, true) => above + (below - above) * step,
            (true, false) => above + step,
            _ => below + step,
        };
        // As few digits as will do.
        let mut candidates = (0..=17).filter_map(|digits| decimal(value, digits));
        values.extend(candidates.find(inside));
    }
    values
}

/// A number rounded to so many digits behind the point.
fn decimal(value: f64, digits: usize) -> Option<Number> {
    let size = Number::parse(&format!("{:.digits$}", value.abs())).ok()?;
    Some(if value < 0.0 { size.negated() } else { size })
}

/// The value of a rational expression, exactly.
pub(super) fn exact(arena: &Arena, e: Expr, point: &[(Symbol, Number)]) -> Option<Number> {
    let parts = arena.reachable(&[e]);
    let mut values: Vec<Option<Number>> = Vec::with_capacity(parts.len());
    for &part in &parts {
        let get = |e: Expr| {
            parts
                .binary_search(&e)
                .ok()
                .and_then(|i| values.get(i).copied().flatten())
        };
        let value = match arena.node(part) {
            Node::Number(value) => Some(value),
            Node::Variable(symbol) => point
                .iter()
                .find(|known| known.0 == symbol)
                .map(|known| known.1),
            Node::Add(a, b) => get(a).zip(get(b)).and_then(|(a, b)| a.checked_add(b)),
            Node::Sub(a, b) => get(a).zip(get(b)).and_then(|(a, b)| a.checked_sub(b)),
            Node::Mul(a, b) => get(a).zip(get(b)).and_then(|(a, b)| a.checked_mul(b)),
            Node::Div(a, b) => get(a).zip(get(b)).and_then(|(a, b)| a.checked_div(b)),
            Node::Neg(a) => get(a).map(Number::negated),
            Node::Powi(a, n) => get(a).and_then(|a| a.checked_powi(n)),
            _ => None,
        };
        values.push(value);
    }
    values.last().copied().flatten()
}

/// An exact value, or the nearest decimal of some digits where there is no exact one.
pub(super) fn nearby(arena: &Arena, e: Expr, point: &[(Symbol, Number)]) -> Option<Number> {
    exact(arena, e, point).or_else(|| {
        let value = enclose(arena, e, &intervals(point)).ok()?;
        Number::from_f64((value.lo() + value.hi()) / 2.0)
    })
}

#[cfg(test)]
mod tests {
    use super::Combinations;

    #[test]
    fn combinations_come_in_order_of_their_sum_and_each_once() {
        let all: Vec<Vec<usize>> = Combinations::new(vec![3, 2, 2]).collect();
        assert_eq!(all.len(), 12);
        assert_eq!(all[0], [0, 0, 0]);
        let sums: Vec<usize> = all.iter().map(|tuple| tuple.iter().sum()).collect();
        assert!(sums.is_sorted(), "{all:?}");
        let distinct: std::collections::BTreeSet<_> = all.iter().collect();
        assert_eq!(distinct.len(), 12);
        assert_eq!(Combinations::new(vec![]).count(), 1);
    }
}
