//! No false alarm: the built-in activations pass whatever the seed.
//!
//! Two seeds run here, beside the default one of the other tests. `ACTIVATIONS_SEEDS=1000 cargo test --release -p activations-verify --test seeds`
//! runs as many as one likes.

use std::sync::atomic::{AtomicU64, Ordering};

use activations_core::{all, all_gated};
use activations_verify::{Plan, Subject, verify_subject};

#[test]
fn no_seed_raises_a_false_alarm() {
    let seeds: u64 = std::env::var("ACTIVATIONS_SEEDS")
        .map_or(2, |text| text.parse().expect("a number of seeds"));
    let subjects: Vec<Subject> = all()
        .map(Subject::one)
        .chain(all_gated().map(Subject::two))
        .collect();
    let next = AtomicU64::new(1);
    std::thread::scope(|scope| {
        for _ in 0..std::thread::available_parallelism().map_or(1, usize::from) {
            scope.spawn(|| {
                loop {
                    let seed = next.fetch_add(1, Ordering::Relaxed);
                    if seed > seeds {
                        break;
                    }
                    let plan = Plan::default().strict().seed(seed);
                    for subject in &subjects {
                        let report = verify_subject(subject, &plan);
                        assert!(report.passed(), "seed {seed}: {report}");
                    }
                }
            });
        }
    });
}
