//! Wrong gradients that really shipped. Each is planted here as it was, and found by the layer that can
//! see it; the right form is accepted. The witness of each is derived anew: the slope of the forward at
//! that input, measured from its values in 106 bits.

#[path = "known_bugs/formulas.rs"]
mod formulas;
#[path = "known_bugs/kinks.rs"]
mod kinks;
#[path = "known_bugs/numerics.rs"]
mod numerics;
#[path = "known_bugs/parameters.rs"]
mod parameters;
#[path = "known_bugs/structure.rs"]
mod structure;
mod support;

use activations_core::{Activation, Definitions};
use activations_verify::differences::central;
use activations_verify::interpretations::{Pair, Precision, Running};

type Number = Running<Pair>;

fn exactly(x: f64) -> Number {
    Running::exact(<Pair as Precision>::Value::from(x))
}

/// The slope of an activation's forward, from its values.
fn slope(activation: &impl Activation, x: f64) -> f64 {
    let tape = definitions(activation).forward;
    let estimate = central::<Pair>(|x| tape.eval(&[x]), x, 0.01);
    assert!(
        estimate.error <= 1e-15 * estimate.value.hi().abs().max(1e-10),
        "{estimate:?}"
    );
    estimate.value.hi()
}

/// The derivative that it states.
fn stated(activation: &impl Activation, x: f64) -> f64 {
    let definitions = definitions(activation);
    let y = definitions.forward.eval(&[exactly(x)]);
    definitions.derivatives[0]
        .eval(&[exactly(x), y])
        .value()
        .hi()
}

fn definitions(activation: &impl Activation) -> Definitions {
    activation.definitions().expect("a declared activation")
}

/// The witness: the slope there is `right`, and what is stated is `wrong`, both to the digits given.
#[track_caller]
fn witness(activation: &impl Activation, x: f64, right: f64, wrong: f64, digits: f64) {
    let (measured, given) = (slope(activation, x), stated(activation, x));
    assert!(
        (measured - right).abs() <= digits,
        "slope at {x}: {measured}"
    );
    assert!((given - wrong).abs() <= digits, "stated at {x}: {given}");
}
