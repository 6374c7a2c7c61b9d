//! Feature `rayon`: large arrays are shared among threads, small ones are not, and no bit depends on it.

use std::collections::HashSet;
use std::sync::Mutex;
use std::thread::{self, ThreadId};
use std::time::{Duration, Instant};

use activations_core::ndarray::{Array1, Array2, Axis, s};
use activations_core::{
    Activation, Gated, Gelu, LogSoftmax, Real, Sigmoid, Softmax, Swiglu, derive_activation,
};
use rayon::{ThreadPool, ThreadPoolBuilder};

fn pool(threads: usize) -> ThreadPool {
    ThreadPoolBuilder::new()
        .num_threads(threads)
        .build()
        .expect("a pool of threads")
}

/// Neither a multiple of anything nor small.
const LARGE: usize = 500_009;

fn numbers(length: usize) -> Array1<f32> {
    Array1::from_shape_fn(length, |i| (i * 7919 % 20_011) as f32 / 1000.0 - 10.0)
}

#[test]
fn elements_have_the_same_bits() {
    let x = numbers(LARGE);
    let dy = x.mapv(|x| 1.5 - x);
    // Each piece is too small to be shared.
    let apart = |f: &dyn Fn(usize, usize) -> Array1<f32>| -> Vec<u32> {
        let starts = (0..LARGE).step_by(10_007);
        let parts = starts.map(|at| f(at, LARGE.min(at + 10_007)));
        parts.flat_map(|part| part.mapv(f32::to_bits)).collect()
    };
    let forward = apart(&|from, to| Gelu.forward(&x.slice(s![from..to])));
    let vjp = apart(&|from, to| {
        let part = s![from..to];
        Sigmoid.vjp(&x.slice(part), &dy.slice(part)).unwrap()
    });
    let gated = apart(&|from, to| {
        let part = s![from..to];
        Swiglu.forward(&x.slice(part), &dy.slice(part)).unwrap()
    });
    for threads in [1, 2, 3] {
        pool(threads).install(|| {
            assert_eq!(Gelu.forward(&x).mapv(f32::to_bits).to_vec(), forward);
            let mut inplace = x.clone();
            Gelu.forward_inplace(&mut inplace);
            assert_eq!(inplace.mapv(f32::to_bits).to_vec(), forward);
            let mut spread = Array2::from_elem((LARGE, 2), 7.0);
            Gelu.forward_into(&x, &mut spread.slice_mut(s![.., 1]))
                .unwrap();
            assert_eq!(spread.column(1).mapv(f32::to_bits).to_vec(), forward);
            assert!(spread.column(0).iter().all(|y| *y == 7.0));
            let dx = Sigmoid.vjp(&x, &dy).unwrap();
            assert_eq!(dx.mapv(f32::to_bits).to_vec(), vjp);
            let y = Swiglu.forward(&x, &dy).unwrap();
            assert_eq!(y.mapv(f32::to_bits).to_vec(), gated);
        });
    }
}

#[test]
fn rows_have_the_same_bits() {
    for (rows, columns) in [(50_003, 10), (601, 1000), (11, 100_001)] {
        let x = numbers(rows * columns).into_shape_with_order((rows, columns));
        let x = x.unwrap();
        let dy = x.mapv(|x| 1.5 - x);
        let mut y = Vec::new();
        let mut dx = Vec::new();
        for (x, dy) in x.outer_iter().zip(dy.outer_iter()) {
            y.extend(Softmax.forward(&x).mapv(f32::to_bits));
            dx.extend(LogSoftmax.vjp(&x, &dy).unwrap().mapv(f32::to_bits));
        }
        let turned = x.t().as_standard_layout().into_owned();
        for threads in [1, 2, 3] {
            pool(threads).install(|| {
                let found = Softmax.forward(&x).mapv(f32::to_bits);
                assert!(found.iter().eq(&y), "{rows}×{columns}");
                let found = Softmax.along(Axis(0)).forward(&turned);
                assert!(
                    found.t().mapv(f32::to_bits).iter().eq(&y),
                    "{rows}×{columns}"
                );
                let found = LogSoftmax.vjp(&x, &dy).unwrap().mapv(f32::to_bits);
                assert!(found.iter().eq(&dx), "{rows}×{columns}");
            });
        }
    }
}

/// The threads that the function below has run on, and how many it waits for.
static SEEN: Mutex<(Option<HashSet<ThreadId>>, usize)> = Mutex::new((None, 0));

/// x, after it has waited for as many threads as it is told to.
fn noted<R: Real>(x: R) -> R {
    // The tests beside this one are in no pool of threads, or do not come here.
    if rayon::current_thread_index().is_none() {
        return x;
    }
    let start = Instant::now();
    loop {
        let mut seen = SEEN.lock().expect("no panic while it is locked");
        let (threads, expected) = &mut *seen;
        let Some(threads) = threads else { return x };
        threads.insert(thread::current().id());
        if threads.len() >= *expected || start.elapsed() > Duration::from_secs(10) {
            return x;
        }
        drop(seen);
        thread::yield_now();
    }
}

#[derive_activation(derivative = 1.0)]
fn noting<R: Real>(x: R) -> R {
    noted(x)
}

#[test]
fn large_arrays_are_shared_and_small_ones_are_not() {
    for (length, expected) in [(1, 1), (100_000, 1), (LARGE, 2)] {
        *SEEN.lock().unwrap() = (Some(HashSet::new()), expected);
        let x = numbers(length);
        pool(2).install(|| Noting.forward(&x));
        let threads = SEEN.lock().unwrap().0.take().map(|threads| threads.len());
        assert_eq!(threads, Some(expected), "{length} numbers");
    }
}
