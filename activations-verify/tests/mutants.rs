//! A sample of the wrong derivatives of the built-ins: all are caught, by each layer alone.

use activations_core::{all, all_gated};
use activations_verify::Subject;
use activations_verify::mutants::{Score, score};

#[test]
fn a_sample_of_wrong_derivatives_is_caught() {
    let subjects = all().map(Subject::one).chain(all_gated().map(Subject::two));
    let mut total = Score::default();
    for (i, subject) in subjects.enumerate() {
        if let Some(score) = score(&subject, i as u64, 53) {
            total.add(&score);
        }
    }
    println!("{total:#?}");
    assert!(total.generated > 80, "{}", total.generated);
    assert!(total.disagreements.is_empty(), "{:#?}", total.disagreements);
    assert_eq!(
        total.by_differences,
        total.wrong(),
        "{:#?}",
        total.survivors
    );
    assert_eq!(total.refuted + total.undecided, total.wrong());
    assert!(10 * total.repaired >= 9 * total.refuted, "{total:#?}");
}
