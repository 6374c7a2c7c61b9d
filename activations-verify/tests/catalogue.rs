//! Every built-in activation passes every check.

use activations_core::{all, all_gated};
use activations_verify::{Plan, Subject, verify_subject};

fn built_in() -> impl Iterator<Item = Subject> {
    all().map(Subject::one).chain(all_gated().map(Subject::two))
}

#[test]
fn every_built_in_passes() {
    assert!(built_in().count() >= 19);
    for subject in built_in() {
        let report = verify_subject(&subject, &Plan::default().strict());
        assert!(report.passed(), "{report}");
    }
}
