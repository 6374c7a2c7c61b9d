//! The recordings in progress on this thread.
//!
//! `R::literal(…)` has no value at hand to find its tape by, so the tape being recorded is the one on
//! top of a stack that belongs to the thread. A handle carries the number of its recording, and a
//! handle that has left its recording is refused instead of being read as some other value.

use std::cell::{Cell, RefCell};

use super::operation::{Mask, Operation, Value};
use super::{Tape, Trace, TraceRow};

struct Recording {
    id: u64,
    operations: Vec<Operation>,
    values: u32,
    masks: u32,
}

thread_local! {
    static STACK: RefCell<Vec<Recording>> = const { RefCell::new(Vec::new()) };
    static NEXT: Cell<u64> = const { Cell::new(0) };
}

/// Takes the recording off the stack also when the recorded function panics.
struct Entered;

impl Entered {
    fn new() -> Self {
        let id = NEXT.replace(NEXT.get() + 1);
        let recording = Recording {
            id,
            operations: Vec::new(),
            values: 0,
            masks: 0,
        };
        STACK.with_borrow_mut(|stack| stack.push(recording));
        Entered
    }

    fn finish(self) -> Recording {
        STACK.with_borrow_mut(|stack| {
            std::mem::forget(self);
            stack
                .pop()
                .expect("`new` pushed the recording that is taken off here")
        })
    }
}

impl Drop for Entered {
    fn drop(&mut self) {
        STACK.with_borrow_mut(|stack| stack.pop());
    }
}

/// A recording that has its inputs and waits for what is made of them.
pub(super) struct Begun {
    pub(super) rows: Vec<TraceRow>,
    pub(super) scalars: Vec<Trace>,
    entered: Entered,
}

impl Begun {
    pub(super) fn new(rows: usize, scalars: usize) -> Self {
        let entered = Entered::new();
        Self {
            rows: (0..rows)
                .map(|i| TraceRow::new(value(Operation::RowInput(i))))
                .collect(),
            scalars: (0..scalars)
                .map(|i| Trace::new(value(Operation::ScalarInput(i))))
                .collect(),
            entered,
        }
    }

    pub(super) fn finish(self, output: Value) -> Tape {
        let recording = self.entered.finish();
        Tape {
            operations: recording.operations,
            values: recording.values as usize,
            masks: recording.masks as usize,
            rows: self.rows.len(),
            scalars: self.scalars.len(),
            output,
        }
    }
}

fn with_top<T>(f: impl FnOnce(&mut Recording) -> T) -> T {
    STACK.with_borrow_mut(|stack| {
        f(stack
            .last_mut()
            .expect("expected a recording in progress, found a trace outside of one"))
    })
}

// Calls, all four: inlined, they would be most of what each definition is compiled to.

/// The number of the recording in progress.
#[inline(never)]
pub(super) fn current() -> u64 {
    with_top(|recording| recording.id)
}

/// Panics unless `id` is the recording in progress.
#[inline(never)]
pub(super) fn check(id: u64) {
    assert_eq!(
        id,
        current(),
        "expected a trace of the recording in progress, found another's"
    );
}

/// Appends an operation that makes a value.
#[inline(never)]
pub(super) fn value(operation: Operation) -> Value {
    with_top(|recording| {
        recording.operations.push(operation);
        recording.values += 1;
        Value(recording.values - 1)
    })
}

/// Appends an operation that makes a mask.
#[inline(never)]
pub(super) fn mask(operation: Operation) -> Mask {
    with_top(|recording| {
        recording.operations.push(operation);
        recording.masks += 1;
        Mask(recording.masks - 1)
    })
}
