//! Ours beside what PyTorch, JAX and ONNX Runtime gave: each value and gradient agrees, or is a
//! difference that differences.tsv names with its reason.
//!
//! `record.tsv` is written by record.py, beside this file, which says how. Neither file is written by
//! this test.

mod record;

use std::collections::BTreeSet;

use activations_core::ndarray::Array1;
use activations_core::{Activation, Element, Gated, by_name, gated_by_name};

use record::{Call, Difference, calls, differences};

/// What ours gives for a call: the output, then the gradient by each input.
fn ours<T: Element>(call: &Call) -> Vec<Vec<f64>> {
    let array = |values: &[f64]| -> Array1<T> { values.iter().map(|v| T::narrow(*v)).collect() };
    let wide = |values: Array1<T>| values.iter().map(|v| v.widen()).collect();
    let inputs: Vec<Array1<T>> = call.inputs.iter().map(|input| array(input)).collect();
    let dy = array(&call.dy);
    let mut found = Vec::new();
    if let [x] = inputs.as_slice() {
        let activation = by_name(&call.ours).expect("a built-in's name");
        let activation = activation
            .with_parameters(&call.parameters)
            .expect("declared, and so with parameters of one's choice")
            .expect("parameters in their domain");
        found.push(wide(activation.forward(x)));
        if !call.gradients.is_empty() {
            found.push(wide(activation.vjp(x, &dy).unwrap()));
        }
    } else {
        let gated = gated_by_name(&call.ours).expect("a built-in's name");
        found.push(wide(gated.forward(&inputs[0], &inputs[1]).unwrap()));
        if !call.gradients.is_empty() {
            let (da, db) = gated.vjp(&inputs[0], &inputs[1], &dy).unwrap();
            found.extend([wide(da), wide(db)]);
        }
    }
    found
}

/// Whether two results agree as far as the digits go that all of these libraries keep: some lose
/// relative accuracy in the tails, none the last digits of an ordinary value.
fn agree(ours: f64, theirs: f64, element: &str) -> bool {
    let unit = if element == "f32" {
        f64::from(f32::EPSILON)
    } else {
        f64::EPSILON
    };
    ours == theirs
        || ours.is_nan() && theirs.is_nan()
        || (ours - theirs).abs() <= 16.0 * unit * theirs.abs().max(1.0)
}

/// Every place where ours and theirs differ.
fn found_differences() -> Vec<(Call, Difference)> {
    let mut found = Vec::new();
    for call in calls() {
        let ours = match call.element.as_str() {
            "f32" => ours::<f32>(&call),
            _ => ours::<f64>(&call),
        };
        let theirs: Vec<&Vec<f64>> = std::iter::once(&call.y).chain(&call.gradients).collect();
        assert_eq!(ours.len(), theirs.len(), "{} of {}", call.text, call.peer);
        for (quantity, (ours, theirs)) in ours.iter().zip(theirs).enumerate() {
            assert_eq!(ours.len(), theirs.len(), "{} of {}", call.text, call.peer);
            for (i, (&ours, &theirs)) in ours.iter().zip(theirs).enumerate() {
                if !agree(ours, theirs, &call.element) {
                    let difference = Difference {
                        peer: call.peer.split(' ').next().unwrap_or_default().to_owned(),
                        text: call.text.clone(),
                        quantity: ["value", "gradient", "gradient by b"][quantity].to_owned(),
                        x: call.inputs[0][i].to_string(),
                        ours: ours.to_string(),
                        theirs: theirs.to_string(),
                    };
                    found.push((call.clone(), difference));
                }
            }
        }
    }
    found
}

#[test]
fn ours_agree_or_differ_for_a_stated_reason() {
    let stated = differences();
    let mut unstated = Vec::new();
    let mut used = BTreeSet::new();
    for (_, difference) in found_differences() {
        match stated.iter().position(|stated| stated.covers(&difference)) {
            Some(i) => {
                used.insert(i);
            }
            None => unstated.push(format!("{difference:?}")),
        }
    }
    assert!(
        unstated.is_empty(),
        "unstated differences:\n{}",
        unstated.join("\n")
    );
    let idle: Vec<_> = (0..stated.len()).filter(|i| !used.contains(i)).collect();
    assert!(
        idle.is_empty(),
        "stated differences that are none: lines {idle:?}"
    );
}

#[test]
fn the_record_covers_what_they_have() {
    let calls = calls();
    for library in ["PyTorch", "JAX", "ONNX"] {
        let of_it = calls.iter().filter(|call| call.peer.starts_with(library));
        let names: BTreeSet<&str> = of_it.map(|call| call.ours.as_str()).collect();
        assert!(names.len() >= 20, "{library}: {names:?}");
    }
    assert!(calls.iter().all(|call| !call.y.is_empty()));
}

#[test]
fn a_wrong_value_is_seen() {
    assert!(agree(1.0, 1.0 + 1e-15, "f64"));
    assert!(!agree(1.0, 1.0 + 1e-13, "f64"));
    assert!(!agree(0.0, f64::NAN, "f32"));
    let gelu = calls()
        .into_iter()
        .find(|call| call.ours == "gelu" && call.element == "f64")
        .unwrap();
    // The two gelus are taken for one another only if nothing is compared.
    let other = Call {
        ours: "gelu_tanh".to_owned(),
        ..gelu.clone()
    };
    let differs = |call: &Call| {
        let found = ours::<f64>(call);
        (found[0].iter().zip(&gelu.y))
            .filter(|(a, b)| !agree(**a, **b, "f64"))
            .count()
    };
    assert!(differs(&other) > 10 && differs(&gelu) <= 1);
}
