//! Rounded constants are recognised, with what the rounding does.

use activations_symbolic::Verdict;

use crate::notation::of_x;

const FORWARD: &str = "0.5 * x * (1.0 + (0.7978845608 * (x + 0.044715 * x.powi(3))).tanh())";
const DERIVATIVE: &str = "0.5 * (1.0 + (0.7978845608 * (x + 0.044715 * x.powi(3))).tanh()) \
    + 0.5 * x * (1.0 - (0.7978845608 * (x + 0.044715 * x.powi(3))).tanh().powi(2)) \
    * 0.7978845608 * (1.0 + 0.134145 * x * x)";

#[test]
fn a_constant_rounded_on_both_sides_is_proved_with_a_remark() {
    let (_, verdict) = of_x(FORWARD, DERIVATIVE).check();
    let Verdict::Proved(proof) = verdict else {
        panic!("{verdict:?}")
    };
    let [note] = proof.notes.as_slice() else {
        panic!("{:?}", proof.notes)
    };
    assert!(
        note.starts_with("`0.7978845608` is √(2/π) rounded to 10 digits"),
        "{note}"
    );
    assert!(
        note.contains("which shifts the derivative by at most"),
        "{note}"
    );
}

#[test]
fn a_constant_rounded_on_one_side_is_refuted_and_repaired() {
    let exact = FORWARD.replace("0.7978845608", "(2.0 / PI).sqrt()");
    let (_, verdict) = of_x(&exact, DERIVATIVE).check();
    let Verdict::Refuted(found) = verdict else {
        panic!("{verdict:?}")
    };
    assert!(found.difference.lo.abs() < 1e-9, "{found:?}");
    let repair = found.repair.expect("the constant itself is right");
    assert_eq!(
        repair.message.replace("std::f64::consts::", ""),
        "`0.7978845608` stands where `(2.0 / PI).sqrt()` belongs"
    );
}

#[test]
fn literals_of_their_own_are_left_alone() {
    let (_, verdict) = of_x("(1.702 * x).tanh()", "1.702 * (1.0 - y * y)").check();
    let Verdict::Proved(proof) = verdict else {
        panic!("{verdict:?}")
    };
    assert!(proof.notes.is_empty(), "{:?}", proof.notes);
    // The last digit is not that of π.
    let (_, verdict) = of_x("3.1415927 * x + 3.1415928", "3.1415927").check();
    let Verdict::Proved(proof) = verdict else {
        panic!("{verdict:?}")
    };
    assert_eq!(proof.notes.len(), 1, "{:?}", proof.notes);
}
