//! Values and gradients of every built-in against 50 digits: the file reference.tsv, which reference.py
//! beside it writes from the formulas of the papers.

use std::collections::BTreeSet;

use activations_core::ndarray::{Array1, ArrayView1, s};
use activations_core::{
    Activation, AnyActivation, Element, Gated, Kind, all, all_gated, by_name, gated_by_name,
};

/// A number, or the interval between the slopes of both sides of a kink.
type Known = (f64, f64);

/// What one line of the file says: of an activation with its parameters, at some inputs.
#[derive(Clone, Debug)]
struct Line {
    name: &'static str,
    parameters: Vec<f64>,
    inputs: Vec<Vec<f64>>,
    dy: Vec<f64>,
    y: Vec<Known>,
    gradients: Vec<Vec<Known>>,
    by_parameters: Vec<Vec<Known>>,
}

fn number(text: &str) -> f64 {
    text.parse().expect("a number")
}

fn known(text: &str) -> Known {
    let (least, most) = text.split_once("..").unwrap_or((text, text));
    (number(least), number(most))
}

fn arrays<T>(text: &str, entry: fn(&str) -> T) -> Vec<Vec<T>> {
    let arrays = text.split(';').filter(|array| !array.is_empty());
    arrays
        .map(|array| array.split(' ').map(entry).collect())
        .collect()
}

fn lines() -> Vec<Line> {
    let read = |line: &'static str| {
        let fields: Vec<&str> = line.split('\t').collect();
        let [name, parameters, inputs, dy, y, gradients, by_parameters] = fields[..] else {
            panic!("expected seven fields, found {line}");
        };
        let inputs = arrays(inputs, number);
        // Elements have the cotangent 1.
        let ones = vec![1.0; inputs[0].len()];
        Line {
            name,
            parameters: arrays(parameters, number).pop().unwrap_or_default(),
            dy: arrays(dy, number).pop().unwrap_or(ones),
            inputs,
            y: arrays(y, known).remove(0),
            gradients: arrays(gradients, known),
            by_parameters: arrays(by_parameters, known),
        }
    };
    include_str!("reference.tsv")
        .lines()
        .skip(1)
        .map(read)
        .collect()
}

/// What ours gives for a line: value, gradients by inputs, gradients by parameters.
fn ours<T: Element>(line: &Line) -> Vec<Vec<f64>> {
    let array = |values: &[f64]| -> Array1<T> { values.iter().map(|v| T::narrow(*v)).collect() };
    let wide = |values: Array1<T>| -> Vec<f64> { values.iter().map(|v| v.widen()).collect() };
    let inputs: Vec<Array1<T>> = line.inputs.iter().map(|input| array(input)).collect();
    let dy = array(&line.dy);
    if let [a, b] = inputs.as_slice() {
        let gated = gated_by_name(line.name).unwrap();
        let (da, db) = gated.vjp(a, b, &dy).unwrap();
        return [gated.forward(a, b).unwrap(), da, db].map(wide).into();
    }
    let activation = activation(line);
    let x = &inputs[0];
    let dx = activation.vjp(x, &dy).unwrap();
    if activation.declaration().kind == Kind::ElementWise {
        assert_eq!(activation.jvp(x, &dy).unwrap(), dx, "{}", line.name);
        let (_, pullback) = activation.pullback(x.clone());
        if activation.declaration().pullback.is_none() {
            assert_eq!(pullback.apply(&dy).unwrap(), dx, "{}", line.name);
        }
    }
    let mut found = vec![wide(activation.forward(x)), wide(dx)];
    let count = line.by_parameters.first().map_or(0, Vec::len);
    let parts = (0..count).map(|i| if count == 1 { s![..] } else { s![i..=i] });
    let by_parameters: Vec<Vec<f64>> = parts
        .map(|part| {
            activation
                .vjp_params(&x.slice(part), &dy.slice(part))
                .unwrap()
        })
        .collect();
    found.extend(
        (0..line.by_parameters.len()).map(|p| by_parameters.iter().map(|by| by[p]).collect()),
    );
    found
}

fn activation(line: &Line) -> AnyActivation {
    let activation = by_name(line.name).unwrap();
    let parameters = activation.with_parameters(&line.parameters);
    parameters
        .expect("it is declared")
        .expect("parameters in their domain")
}

/// How far results may be off: in rounding errors of 2⁻⁵³ (of 2⁻²⁴ in `f32`), and in least numbers, since
/// what is subnormal has fewer digits.
type Bound = (f64, f64);
const ALL_DIGITS: Bound = (16.0, 4.0);
/// In `f64` a relative error of 4e-13.
const FEWER: Bound = (3600.0, 4096.0);

/// What is known to have fewer digits, of a built-in its value (0), its slope (1), its slope by the first
/// parameter (2), and why.
const FEWER_DIGITS: [(&str, &[usize], &str); 5] = [
    ("gelu_tanh", &[1], "an error of the argument grows with it"),
    ("geglu_tanh", &[1], "as in gelu_tanh"),
    ("quick_gelu", &[0, 1], "as in gelu_tanh"),
    ("swish", &[1, 2], "σ′ may be subnormal where x·σ′ is not"),
    ("snake", &[1], "the slope is 0 in places"),
];

/// The relative errors that are too great, each with what it is of: the value is 0, then come the
/// gradients.
fn off<T: Element>(line: &Line, (units, least_numbers): Bound) -> Vec<(usize, String)> {
    let all_known = std::iter::once(&line.y)
        .chain(&line.gradients)
        .chain(&line.by_parameters);
    let (epsilon, least_number) = grains::<T>();
    let mut off = Vec::new();
    let found = ours::<T>(line);
    assert_eq!(found.len(), all_known.clone().count(), "{}", line.name);
    let is_row = line.dy.iter().any(|dy| *dy != 1.0);
    for (quantity, (found, known)) in found.iter().zip(all_known).enumerate() {
        assert_eq!(found.len(), known.len(), "{}", line.name);
        // The gradient of a row is a difference of terms as large as the greatest of them.
        let scale = match is_row && quantity > 0 {
            true => ArrayView1::from(&line.dy).fold(0.0, |scale: f64, dy| scale.max(dy.abs())),
            false => 0.0,
        };
        for (i, (&found, &(least, most))) in found.iter().zip(known).enumerate() {
            let [least, most] = [least, most].map(|x| T::narrow(x).widen());
            let allowance =
                units * epsilon / 2.0 * found.abs().max(scale) + least_numbers * least_number;
            let inside = found == least || (least - allowance..=most + allowance).contains(&found);
            if !inside {
                let at: Vec<f64> = line
                    .inputs
                    .iter()
                    .map(|input| input[i.min(input.len() - 1)])
                    .collect();
                let text = format!(
                    "{} {:?} at {at:?}: expected {least:e}..{most:e}, found {found:e} ({quantity})",
                    line.name, line.parameters
                );
                off.push((quantity, text));
            }
        }
    }
    off
}

/// The distance of 1 to the next number, and the least positive number.
fn grains<T: Element>() -> (f64, f64) {
    if size_of::<T>() == 4 {
        (f32::EPSILON.into(), f32::from_bits(1).into())
    } else {
        (f64::EPSILON, f64::from_bits(1))
    }
}

#[test]
fn all_agree_with_50_digits() {
    let lines = lines();
    let named: BTreeSet<&str> = lines.iter().map(|line| line.name).collect();
    let built_in: BTreeSet<&str> = (all().map(|a| a.declaration().name))
        .chain(all_gated().map(|g| g.declaration().name))
        .collect();
    assert_eq!(
        named, built_in,
        "reference.py has a formula for each built-in, and no other"
    );
    let mut objections = Vec::new();
    let mut known = BTreeSet::new();
    for line in &lines {
        let is_known = |(quantity, _): &(usize, String)| {
            let of =
                |known: &(&str, &[usize], &str)| known.0 == line.name && known.1.contains(quantity);
            FEWER_DIGITS.iter().any(of)
        };
        for off in [off::<f64>, off::<f32>] {
            let (fewer, wrong): (Vec<_>, Vec<_>) =
                off(line, ALL_DIGITS).into_iter().partition(is_known);
            known.extend(fewer.iter().map(|(quantity, _)| (line.name, *quantity)));
            objections.extend(wrong);
            objections.extend(off(line, FEWER));
        }
    }
    let objections: Vec<String> = objections.into_iter().map(|(_, text)| text).collect();
    assert!(objections.is_empty(), "{}", objections.join("\n"));
    let listed = (FEWER_DIGITS.iter())
        .flat_map(|(name, quantities, _)| quantities.iter().map(|quantity| (*name, *quantity)));
    assert_eq!(known, listed.collect(), "all of the others have all digits");
}

#[test]
fn another_function_does_not_agree() {
    let lines = lines();
    let of = |name| lines.iter().find(|line| line.name == name).unwrap();
    for (right, wrong) in [
        ("gelu", "gelu_tanh"),
        ("softmax", "softmin"),
        ("swiglu", "glu"),
        ("elu", "celu"),
    ] {
        let wrong = Line {
            name: wrong,
            ..of(right).clone()
        };
        assert!(!off::<f64>(&wrong, FEWER).is_empty() && !off::<f32>(&wrong, FEWER).is_empty());
    }
}
