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

pub(super) fn recording(
    rows: usize,
    scalars: usize,
    f: impl FnOnce(&[TraceRow], &[Trace]) -> Value,
) -> Tape {
    let entered = Entered::new();
    let row_inputs: Vec<TraceRow> = (0..rows)
        .map(|i| TraceRow::new(value(Operation::RowInput(i))))
        .collect();
    let scalar_inputs: Vec<Trace> = (0..scalars)
        .map(|i| Trace::new(value(Operation::ScalarInput(i))))
        .collect();
    let output = f(&row_inputs, &scalar_inputs);
    let recording = entered.finish();
    Tape {
        operations: recording.operations,
        values: recording.values as usize,
        masks: recording.masks as usize,
        rows,
        scalars,
        output,
    }
}

fn with_top<T>(f: impl FnOnce(&mut Recording) -> T) -> T {
    STACK.with_borrow_mut(|stack| {
        f(stack
            .last_mut()
            .expect("expected a recording in progress, found a trace outside of one"))
    })
}

/// The number of the recording in progress.
pub(super) fn current() -> u64 {
    with_top(|recording| recording.id)
}

/// Panics unless `id` is the recording in progress.
pub(super) fn check(id: u64) {
    assert_eq!(
        id,
        current(),
        "expected a trace of the recording in progress, found another's"
    );
}

/// Appends an operation that makes a value.
pub(super) fn value(operation: Operation) -> Value {
    with_top(|recording| {
        recording.operations.push(operation);
        recording.values += 1;
        Value(recording.values - 1)
    })
}

/// Appends an operation that makes a mask.
pub(super) fn mask(operation: Operation) -> Mask {
    with_top(|recording| {
        recording.operations.push(operation);
        recording.masks += 1;
        Mask(recording.masks - 1)
    })
}
