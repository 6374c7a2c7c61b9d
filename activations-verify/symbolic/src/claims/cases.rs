//! Dividing the range of the parameters until every part can be decided.

use super::case::Case;
use super::line::Stop;
use super::scope::Scope;
use super::signs::Signs;
use super::verdict::{Counterexample, Reason};
use crate::{Arena, Expr, evaluate, print};

/// The most cases that the parameters' range is divided into, and how often one is divided.
const MAX_CASES: usize = 48;
const MAX_DIVISIONS: u32 = 8;

/// The cases in which nothing is wrong, those that hold the defaults first.
pub(super) struct Survey<T> {
    pub(super) examined: Vec<(Case, T)>,
    /// Why some case could not be decided.
    pub(super) lost: Option<Reason>,
}

/// Decides a claim case by case, and stops at the first counterexample.
pub(super) fn survey<T>(
    arena: &mut Arena,
    scope: &Scope,
    whole: Case,
    mut examine: impl FnMut(&mut Arena, &Case) -> Result<T, Stop>,
) -> Result<Survey<T>, Box<Counterexample>> {
    let mut found = Survey {
        examined: Vec::new(),
        lost: None,
    };
    let mut open = vec![whole];
    let mut cases = 0;
    while let Some(case) = open.pop() {
        cases += 1;
        if cases > MAX_CASES || case.facts.fuel.is_empty() {
            found.lost.get_or_insert(Reason::TooLarge);
            break;
        }
        match examine(arena, &case) {
            Ok(examined) => found.examined.push((case, examined)),
            Err(Stop::Refuted(counterexample)) => return Err(counterexample),
            Err(Stop::Lost(reason)) => {
                found.lost.get_or_insert(reason);
            }
            Err(Stop::Divide(quantity)) if case.divisions < MAX_DIVISIONS => {
                open.extend(divide(arena, scope, &case, quantity));
            }
            Err(Stop::Divide(quantity)) => {
                let quantity = print::rust(arena, quantity);
                found.lost.get_or_insert(Reason::Condition { quantity });
            }
        }
    }
    Ok(found)
}

/// The cases of a quantity's sign, that of the defaults last.
fn divide(arena: &mut Arena, scope: &Scope, case: &Case, quantity: Expr) -> Vec<Case> {
    let at_defaults = evaluate(arena, quantity, &scope.defaults());
    let mut signs = [Signs::ZERO, Signs::NEGATIVE, Signs::POSITIVE];
    signs.sort_by_key(|&signs| match signs {
        Signs::ZERO => at_defaults == 0.0,
        Signs::NEGATIVE => at_defaults < 0.0,
        _ => at_defaults > 0.0,
    });
    signs
        .into_iter()
        .filter_map(|signs| case.divided(arena, quantity, signs))
        .collect()
}
