//! A plot in text, eight dots to a character, drawn from the definition at the default parameters.

use activations_symbolic::evaluate;

use crate::analysis::Formulas;

/// The inputs at the left and at the right end.
const ENDS: [f64; 2] = [-4.0, 4.0];
/// Outputs beyond these are not shown.
const BOUND: f64 = 4.0;
/// The size in characters, each two dots wide and four high.
const COLUMNS: usize = 36;
const ROWS: usize = 9;
/// Braille patterns: the bit of each dot, by column and row of the character.
const DOTS: [[u32; 4]; 2] = [[0x01, 0x02, 0x04, 0x40], [0x08, 0x10, 0x20, 0x80]];

/// The lines of a plot of an element-wise definition; none where there is nothing to draw.
pub(super) fn of(formulas: &Formulas, jumps: bool) -> Vec<String> {
    let Some(body) = formulas.body else {
        return Vec::new();
    };
    let parameters = formulas.scope.parameters.iter();
    let mut at: Vec<_> = parameters
        .map(|parameter| (parameter.symbol, parameter.default.to_f64()))
        .collect();
    at.push((formulas.scope.inputs[0], f64::NAN));
    let last = at.len() - 1;
    draw(jumps, |x| {
        at[last].1 = x;
        evaluate(&formulas.arena, body, &at)
    })
}

fn draw(jumps: bool, mut f: impl FnMut(f64) -> f64) -> Vec<String> {
    let step = (ENDS[1] - ENDS[0]) / (2 * COLUMNS) as f64;
    let values: Vec<f64> = (0..2 * COLUMNS)
        .map(|i| f(ENDS[0] + (i as f64 + 0.5) * step))
        .collect();
    let shown = |y: f64| y.abs() <= BOUND;
    let range = values.iter().copied().filter(|y| shown(*y));
    let (low, high) = range.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), y| {
        (low.min(y), high.max(y))
    });
    if low >= high {
        return Vec::new();
    }
    let dots = (4 * ROWS - 1) as f64;
    let row = |y: f64| shown(y).then(|| ((high - y) / (high - low) * dots).round() as usize);

    let mut cells = [[0u32; COLUMNS]; ROWS];
    let mut before: Option<usize> = None;
    for (i, y) in values.into_iter().enumerate() {
        let here = row(y);
        if let Some(here) = here {
            // A steep line has no gaps; a jump has one.
            let from = before.filter(|_| !jumps).unwrap_or(here);
            let (first, end) = if from < here {
                (from + 1, here + 1)
            } else {
                (here, from.max(here + 1))
            };
            for dot in first..end {
                cells[dot / 4][i / 2] |= DOTS[i % 2][dot % 4];
            }
        }
        before = here;
    }
    let label = |row: usize| match row {
        0 => number(high),
        _ if row + 1 == ROWS => number(low),
        _ => String::new(),
    };
    let pattern = |bits: &u32| char::from_u32(0x2800 + bits).unwrap_or(' ');
    let mut lines: Vec<String> = cells
        .iter()
        .enumerate()
        .map(|(i, cells)| {
            let cells: String = cells.iter().map(pattern).collect();
            format!("{:>5} │{cells}", label(i))
        })
        .collect();
    lines.push(format!("      └{}", "─".repeat(COLUMNS)));
    let half = COLUMNS / 2;
    lines.push(format!(
        "      {:<half$}{:<half$}{}",
        number(ENDS[0]),
        "0",
        number(ENDS[1])
    ));
    lines
}

/// A number with at most two decimals.
fn number(value: f64) -> String {
    let text = format!("{value:.2}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" {
        "0".to_owned()
    } else {
        text.replace('-', "−")
    }
}

#[cfg(test)]
mod tests {
    use super::{COLUMNS, ROWS, draw};

    /// Row by row, which characters have a dot.
    fn inked(lines: &[String]) -> Vec<Vec<bool>> {
        let cells = |line: &String| line.chars().skip(7).map(|c| c != '\u{2800}').collect();
        lines[..ROWS].iter().map(cells).collect()
    }

    #[test]
    fn a_line_runs_from_corner_to_corner() {
        let lines = draw(false, |x| x);
        let inked = inked(&lines);
        assert!(inked[0][COLUMNS - 1] && inked[ROWS - 1][0]);
        assert!(!inked[0][0] && !inked[ROWS - 1][COLUMNS - 1]);
        // Each column has its dots, and no more than a line needs.
        for column in 0..COLUMNS {
            let count = inked.iter().filter(|row| row[column]).count();
            assert!((1..=2).contains(&count), "{lines:#?}");
        }
    }

    #[test]
    fn a_step_is_drawn_as_what_it_is() {
        let step = |x: f64| if x > 0.1 { 1.0 } else { 0.0 };
        let between = |lines: Vec<String>| inked(&lines)[ROWS / 2].contains(&true);
        assert!(between(draw(false, step)));
        assert!(!between(draw(true, step)));
    }

    #[test]
    fn what_has_no_value_is_left_out() {
        assert!(draw(false, |_| f64::NAN).is_empty());
        assert!(draw(false, |_| 1.0).is_empty());
        let lines = draw(false, |x| if x > 0.0 { x.ln() } else { f64::NAN });
        assert!(
            inked(&lines)
                .iter()
                .all(|row| !row[..COLUMNS / 2].contains(&true))
        );
    }
}
