//! The algebras as a user meets them: generic functions without where-clauses, run on every type.

use activations_core::{Dual, Literal, Real, Row, Tape, Trace};

/// Every combination of row, scalar and literal, with no bound but `V: Row`.
fn combinations<V: Row>(x: V, tau: V::Scalar) -> V {
    let two = V::literal(Literal::new("2.0", 2.0, 2.0));
    let row = (x + x) - (x * x) / x;
    let right = row + tau - two * tau + (row / tau) * two;
    let left = tau + (two - right) * (tau / (tau * row));
    let scalar = tau + two - tau * two / tau + -tau;
    -left + (scalar - row.sum()) / (x.max() + two)
}

fn softmax<V: Row>(x: V) -> V {
    let e = (x - x.max()).exp();
    e / e.sum()
}

fn softmax_temperature<V: Row>(x: V, tau: V::Scalar) -> V {
    let scaled = x / tau;
    let e = (scaled - scaled.max()).exp();
    e / e.sum()
}

fn close(found: &[f64], expected: &[f64]) {
    assert_eq!(found.len(), expected.len());
    for (f, e) in found.iter().zip(expected) {
        assert!(
            (f - e).abs() <= 4e-16 * e.abs().max(1e-300),
            "expected {expected:?}, found {found:?}"
        );
    }
}

#[test]
fn rows_scalars_and_literals_combine_in_every_order() {
    let tape = Tape::row(1, 1, |rows, scalars| combinations(rows[0], scalars[0]));
    let (x, tau) = ([1.0, 2.0, 4.0], 0.5);
    let sum: f64 = x.iter().sum();
    let expected = x.map(|row| {
        let right = row + tau - 2.0 * tau + row / tau * 2.0;
        let left = tau + (2.0 - right) * (tau / (tau * row));
        -left + ((tau + 2.0 - tau * 2.0 / tau - tau) - sum) / (4.0 + 2.0)
    });
    close(&tape.eval_row(&[&x], &[tau]), &expected);
}

#[test]
fn softmax_of_a_row() {
    let tape = Tape::row(1, 0, |rows, _| softmax(rows[0]));
    // mpmath, 40 digits: exp(k)/(1 + e + e²)
    close(
        &tape.eval_row(&[&[0.0, 1.0, 2.0]], &[]),
        &[
            0.09003057317038045799,
            0.2447284710547976443,
            0.6652409557748218977,
        ],
    );
    assert_eq!(tape.eval_row::<f64>(&[&[]], &[]), []);
    assert_eq!(tape.eval_row(&[&[7.0_f32]], &[]), [1.0]);
}

#[test]
fn a_parameter_is_a_scalar_of_the_row() {
    let tape = Tape::row(1, 1, |rows, scalars| {
        softmax_temperature(rows[0], scalars[0])
    });
    let plain = Tape::row(1, 0, |rows, _| softmax(rows[0]));
    close(
        &tape.eval_row(&[&[0.0, 0.5, 1.0]], &[0.5]),
        &plain.eval_row(&[&[0.0, 1.0, 2.0]], &[]),
    );
}

#[test]
fn the_jacobian_of_softmax_by_dual_numbers() {
    let tape = Tape::row(1, 0, |rows, _| softmax(rows[0]));
    let row = [Dual::variable(0.0), Dual::fixed(1.0), Dual::fixed(2.0)];
    let column: Vec<f64> = tape
        .eval_row(&[&row], &[])
        .iter()
        .map(|y| y.tangent)
        .collect();
    let s = tape.eval_row(&[&[0.0, 1.0, 2.0]], &[]);
    close(&column, &[s[0] * (1.0 - s[0]), -s[0] * s[1], -s[0] * s[2]]);
}

#[test]
fn a_tape_keeps_both_branches() {
    fn relu<R: Real>(x: R) -> R {
        R::select(x.gt(R::from_f64(0.0)), x, R::from_f64(0.0)).propagate_nan(x)
    }
    let tape = Tape::scalar(1, |inputs| relu(inputs[0]));
    assert_eq!(tape.eval(&[2.0_f64]), 2.0);
    assert_eq!(tape.eval(&[-2.0_f32]), 0.0);
    assert!(tape.eval(&[f64::NAN]).is_nan());
    assert_eq!(tape.eval(&[Dual::variable(3.0_f64)]).tangent, 1.0);
    assert_eq!(tape.eval(&[Dual::variable(-3.0_f64)]).tangent, 0.0);
}

#[test]
fn tapes_nest_and_survive_a_panic() {
    let outer = Tape::scalar(1, |outer| {
        let inner = Tape::scalar(1, |inner| inner[0] + inner[0]);
        outer[0] * Trace::from_f64(inner.eval(&[3.0_f64]))
    });
    assert_eq!(outer.eval(&[2.0_f64]), 12.0);
    let broken = std::panic::catch_unwind(|| Tape::scalar(1, |_| panic!("a mistake in a body")));
    assert!(broken.is_err());
    assert_eq!(Tape::scalar(1, |x| -x[0]).eval(&[1.0_f64]), -1.0);
}

#[test]
#[should_panic(expected = "found another's")]
fn a_trace_of_another_recording_is_refused() {
    Tape::scalar(1, |outer| {
        let _ = Tape::scalar(1, |inner| inner[0] + outer[0]);
        outer[0]
    });
}
