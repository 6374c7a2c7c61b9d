//! No false alarm: the built-in activations pass whatever the seed.
//!
//! Two seeds run here, beside the default one of the other tests. `ACTIVATIONS_SEEDS=1000 cargo test --release -p activations-verify --test seeds`
//! runs as many as one likes, `ACTIVATIONS_SEEDS=500..1000` those, and every alarm of all of them is told.

use std::ops::Range;

use activations_core::{all, all_gated};
use activations_verify::{Plan, Subject, repeat_command, verify_subject};
use rayon::prelude::*;

#[test]
fn no_seed_raises_a_false_alarm() {
    let seeds = match std::env::var("ACTIVATIONS_SEEDS") {
        Ok(text) => range(&text),
        Err(_) => 1..3,
    };
    assert!(!seeds.is_empty(), "expected at least one seed");
    let subjects: Vec<Subject> = all()
        .map(Subject::one)
        .chain(all_gated().map(Subject::two))
        .collect();
    let first = seeds.start;
    let alarms: Vec<String> = seeds
        .into_par_iter()
        .flat_map_iter(|seed| {
            let plan = Plan::default().strict().seed(seed);
            // The rest is the same for every seed.
            let drawing = |subject| {
                plan.clone()
                    .retain(|check| seed == first || check.draws(subject))
            };
            let found = |subject| alarms(subject, &drawing(subject));
            subjects.iter().flat_map(found).collect::<Vec<_>>()
        })
        .collect();
    assert!(alarms.is_empty(), "{}", alarms.join("\n"));
}

/// The first so many, or from one to another.
fn range(text: &str) -> Range<u64> {
    let number = |text: &str| {
        text.parse()
            .expect("a number of seeds, or two with `..` between")
    };
    match text.split_once("..") {
        Some((first, end)) => number(first)..number(end),
        None => 1..number(text) + 1,
    }
}

/// What a plan finds fault with, each with a command that repeats it.
fn alarms(subject: &Subject, plan: &Plan) -> Vec<String> {
    let report = verify_subject(subject, plan);
    let text = |(check, finding): (_, &activations_verify::Finding)| {
        let repeat = repeat_command(subject.name(), check, report.seed, finding.case);
        format!("{}: {finding}\n  repeat    {repeat}", subject.name())
    };
    report.findings().map(text).collect()
}
