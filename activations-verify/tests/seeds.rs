//! No false alarm: the built-in activations pass whatever the seed.
//!
//! Two seeds run here, beside the default one of the other tests. `ACTIVATIONS_SEEDS=1000 cargo test --release -p activations-verify --test seeds`
//! runs as many as one likes.

use activations_core::{all, all_gated};
use activations_verify::{Plan, Subject, verify_subject};
use rayon::prelude::*;

#[test]
fn no_seed_raises_a_false_alarm() {
    let seeds: u64 = std::env::var("ACTIVATIONS_SEEDS")
        .map_or(2, |text| text.parse().expect("a number of seeds"));
    assert!(seeds > 0, "expected at least one seed");
    let subjects: Vec<Subject> = all()
        .map(Subject::one)
        .chain(all_gated().map(Subject::two))
        .collect();
    (1..=seeds).into_par_iter().for_each(|seed| {
        let plan = Plan::default().strict().seed(seed);
        for subject in &subjects {
            let report = verify_subject(subject, &plan);
            assert!(report.passed(), "seed {seed}: {report}");
        }
    });
}
