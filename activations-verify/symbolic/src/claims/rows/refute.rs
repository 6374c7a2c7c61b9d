//! Short rows of numbers on which two functions of a row certainly differ.

use super::unroll::entry;
use crate::claims::case::Case;
use crate::claims::counterexample::{Difference, compare};
use crate::claims::sample::{self, Point};
use crate::claims::scope::Scope;
use crate::claims::verdict::{Counterexample, Mismatch};
use crate::{Arena, Expr, Number, Symbol, print};

/// Rows that tell most wrong gradients from right ones: of both signs, without symmetries. The
/// first entries are of the input, the second of the cotangent.
const ROWS: [[&[i64]; 2]; 4] = [
    [&[1, 2], &[1, 0]],
    [&[1, -1], &[2, -1]],
    [&[2, -1, 1], &[1, -3, 2]],
    [&[1], &[2]],
];

/// A row variable and the symbols of its entries.
pub(super) type Entries = (Symbol, Vec<Symbol>);

/// Both sides on a row of a length, entry by entry.
pub(super) type Sides = (Vec<Expr>, Vec<Expr>);

/// Looks for a row on which the two sides that `sides` gives differ.
pub(super) fn refute(
    arena: &mut Arena,
    scope: &Scope,
    case: &Case,
    rows: &[Symbol],
    sides: &dyn Fn(&mut Arena, usize, &[Entries]) -> Sides,
) -> Option<Counterexample> {
    let &input = rows.first()?;
    let assignments = sample::assignments(arena, scope, case, input);
    for values in ROWS {
        let length = values[0].len();
        let entries: Vec<Entries> = rows
            .iter()
            .map(|&row| {
                (
                    row,
                    (0..length).map(|index| entry(arena, row, index)).collect(),
                )
            })
            .collect();
        let (right, given) = sides(arena, length, &entries);
        for parameters in &assignments {
            let mut point = Point::new();
            for ((_, symbols), values) in entries.iter().zip(values) {
                let values = values.iter().map(|&value| Number::from(value));
                point.extend(symbols.iter().copied().zip(values));
            }
            point.extend(parameters.iter().copied());
            for index in 0..length {
                let Some(found) = compare::<f64>(arena, right[index], given[index], &point) else {
                    continue;
                };
                let what = match found.undefined {
                    Some(part) => Mismatch::Undefined {
                        part: print::rust(arena, part),
                    },
                    None => Mismatch::Row { index },
                };
                let Difference {
                    slope,
                    given,
                    difference,
                    ..
                } = found;
                return Some(Counterexample {
                    point,
                    slope,
                    given,
                    difference,
                    what,
                    repair: None,
                });
            }
        }
    }
    None
}
