//! Whether an expression without branches is zero wherever it has a value.

use crate::interval::Interval;
use crate::{Arena, Expr, Number, Symbol, enclose};

/// Whether `e` is zero for all values of its symbols.
pub(super) fn vanishes(arena: &mut Arena, e: Expr) -> bool {
    let symbols: Vec<Symbol> = arena.symbols(e).into_iter().collect();
    let value = |i: i128, k: usize| Number::ratio(37 * i + 11 * (k as i128) - 90, 53);
    let mut seen = 0;
    for i in 0..8 {
        let at: Vec<(Symbol, Interval)> = symbols
            .iter()
            .enumerate()
            .filter_map(|(k, &symbol)| Some((symbol, Interval::number(value(i, k)?))))
            .collect();
        match enclose(arena, e, &at) {
            Ok(value) if !value.contains_zero() => return false,
            Ok(_) => seen += 1,
            Err(_) => {}
        }
    }
    seen > 0
}
