//! On contiguous arrays the `_into` and `_inplace` forms do not allocate.

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;

use crate::by_hand::{Gate, RunningSum, Square};
use activations_core::ndarray::{Array2, ShapeBuilder};
use activations_core::{Activation, Gated};

/// The system's allocator, counting the allocations of each thread.
struct Counting;

thread_local! {
    static COUNT: Cell<usize> = const { Cell::new(0) };
}

// SAFETY: every call goes to the system's allocator with the arguments it came with.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        COUNT.set(COUNT.get() + 1);
        // SAFETY: the caller keeps the contract of `alloc`, which is the same there.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        // SAFETY: `pointer` came from `System.alloc` with this layout.
        unsafe { System.dealloc(pointer, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

fn allocations(f: impl FnOnce()) -> usize {
    let before = COUNT.get();
    f();
    COUNT.get() - before
}

#[test]
fn the_count_counts() {
    assert_eq!(allocations(|| drop(std::hint::black_box(vec![1]))), 1);
    assert_eq!(allocations(|| ()), 0);
}

#[test]
fn contiguous_arrays_need_no_memory() {
    for x in [Array2::<f32>::ones((8, 9)), Array2::ones((8, 9).f())] {
        let (dy, mut out) = (x.clone(), x.clone());
        let (_, pullback) = Square.pullback(x.clone());
        assert_eq!(
            allocations(|| Square.forward_into(&x, &mut out).unwrap()),
            0
        );
        assert_eq!(
            allocations(|| Square.vjp_into(&x, &dy, &mut out).unwrap()),
            0
        );
        assert_eq!(
            allocations(|| pullback.apply_into(&dy, &mut out).unwrap()),
            0
        );
        assert_eq!(
            allocations(|| Gate.forward_into(&x, &dy, &mut out).unwrap()),
            0
        );
        let mut db = x.clone();
        assert_eq!(
            allocations(|| Gate.vjp_into(&x, &dy, &dy, &mut out, &mut db).unwrap()),
            0
        );
    }
    let x = Array2::<f64>::ones((8, 9));
    let (dy, mut out) = (x.clone(), x.clone());
    assert_eq!(
        allocations(|| RunningSum.forward_into(&x, &mut out).unwrap()),
        0
    );
    assert_eq!(
        allocations(|| RunningSum.vjp_into(&x, &dy, &mut out).unwrap()),
        0
    );
    let (x, mut y) = ([1.0_f64; 5], [0.0; 5]);
    assert_eq!(allocations(|| Square.forward_slice(&x, &mut y).unwrap()), 0);
}
