//! A bound on the work that one claim may cost.

use std::cell::Cell;
use std::rc::Rc;

/// What is left of the work that may be done, in steps of the kind that takes about a microsecond
/// in an unoptimised build; all parts of one claim share it.
#[derive(Clone, Debug)]
pub(super) struct Fuel(Rc<Cell<u32>>);

impl Fuel {
    /// For deciding one claim.
    pub(super) fn for_decision() -> Fuel {
        Fuel(Rc::new(Cell::new(400_000)))
    }

    /// For finding a repair, with all the proofs that it takes.
    pub(super) fn for_repair() -> Fuel {
        Fuel(Rc::new(Cell::new(400_000)))
    }

    /// Takes some of it; `false` when there is none left.
    pub(super) fn spend(&self, steps: usize) -> bool {
        let left = self
            .0
            .get()
            .saturating_sub(u32::try_from(steps).unwrap_or(u32::MAX));
        self.0.set(left);
        left > 0
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.get() == 0
    }
}
