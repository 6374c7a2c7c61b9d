//! Where the digits of [`Precise`](super::Precise) numbers live: a store per thread, so that the
//! numbers themselves are `Copy`.

use std::cell::RefCell;

use dashu_float::{ConstCache, Repr};

/// Names a number of this thread's store.
///
/// The stamp is unique in the thread's life, so a handle that outlived its scope is noticed and never
/// reads another number.
#[derive(Clone, Copy, Debug)]
pub(super) struct Handle {
    index: u32,
    stamp: u32,
}

#[derive(Default)]
struct Store {
    numbers: Vec<(u32, Repr<2>)>,
    stamps: u32,
}

thread_local! {
    static STORE: RefCell<Store> = RefCell::default();
    static CONSTANTS: RefCell<ConstCache> = const { RefCell::new(ConstCache::new()) };
}

pub(super) fn put(number: Repr<2>) -> Handle {
    STORE.with_borrow_mut(|store| {
        let index = u32::try_from(store.numbers.len()).expect("fewer than 2³² numbers in a scope");
        store.stamps = store.stamps.wrapping_add(1);
        store.numbers.push((store.stamps, number));
        Handle {
            index,
            stamp: store.stamps,
        }
    })
}

/// # Panics
///
/// If the scope in which the number was made has ended, or it belongs to another thread.
pub(super) fn get(handle: Handle) -> Repr<2> {
    STORE.with_borrow(|store| match store.numbers.get(handle.index as usize) {
        Some((stamp, number)) if *stamp == handle.stamp => number.clone(),
        _ => panic!("a `Precise` number was used outside the scope it was made in"),
    })
}

/// Frees the numbers made while `run` ran.
pub(super) fn scope<T>(run: impl FnOnce() -> T) -> T {
    struct Release(usize);
    impl Drop for Release {
        fn drop(&mut self) {
            STORE.with_borrow_mut(|store| store.numbers.truncate(self.0));
        }
    }
    let _release = Release(STORE.with_borrow(|store| store.numbers.len()));
    run()
}

/// Runs `f` with the digits of π and ln 2 computed so far on this thread.
pub(super) fn with_constants<T>(f: impl FnOnce(&mut ConstCache) -> T) -> T {
    CONSTANTS.with_borrow_mut(f)
}
