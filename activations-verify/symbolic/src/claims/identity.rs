//! Whether an expression without branches is zero wherever it has a value.

use super::polynomial::Polynomial;
use super::sign::Oracle;
use crate::decide::{Decision, is_zero};
use crate::{Arena, Expr};

/// Whether `e` is zero for all values of its symbols that the oracle's assumptions allow.
pub(super) fn vanishes(arena: &mut Arena, oracle: &mut Oracle, e: Expr) -> bool {
    // Most values at places are sums that cancel.
    if Polynomial::of(arena, e).is_some_and(|polynomial| polynomial.terms.is_empty()) {
        return true;
    }
    if !oracle.fuel().spend(30 * arena.size(e)) {
        return false;
    }
    let positive = oracle.positive(arena, e);
    matches!(is_zero(arena, e, &positive), Decision::Zero { .. })
}
