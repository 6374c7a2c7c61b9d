//! An activation declared outside of the crate, and what is known of it for one declaration.

use activations_core::ndarray::{Axis, array};
use activations_core::prelude::*;
use activations_core::{AnyActivation, Keeps, Kind, Proof, all};

/// x above `knee`, and its square root's worth of it below: a line with a soft left side.
#[derive_activation(
    derivative = if x > knee { 1.0 } else { (x - knee).exp() },
    params(knee = 0.5),
    spec = if x > knee { x } else { knee - 1.0 + (x - knee).exp() },
    also("soft_left"),
)]
fn one_place<R: Real>(x: R, knee: R) -> R {
    if x > knee {
        x
    } else {
        knee + (x - knee).exp_m1()
    }
}

#[test]
fn one_declaration_is_all_there_is_to_write() {
    let activation = OnePlace::default();
    let declaration = activation.declaration();
    assert_eq!(
        (declaration.name, declaration.type_name),
        ("one_place", "OnePlace")
    );
    assert_eq!(
        (declaration.kind, declaration.keeps),
        (Kind::ElementWise, Keeps::Input)
    );
    assert_eq!(declaration.also, ["soft_left"]);
    assert_eq!(declaration.proof, Proof::Proved);
    assert_eq!(declaration.parameters[0].name, "knee");
    assert!(declaration.formula.contains("knee") && declaration.spec.is_some());
    assert_eq!(declaration.derivatives.len(), 2);
    // C¹ at the knee: no kink.
    assert!(declaration.kinks.is_empty());

    // Everything that a built-in can do.
    let x = array![[0.5, 2.0], [0.5, -1e9]];
    assert_eq!(activation.forward(&x), array![[0.5, 2.0], [0.5, -0.5]]);
    assert_eq!(
        activation.vjp(&x, &x).unwrap(),
        array![[0.5, 2.0], [0.5, 0.0]]
    );
    assert_eq!(
        activation.along(Axis(0)).forward(&x),
        activation.forward(&x)
    );
    assert_eq!(activation.vjp_params(&x, &x.mapv(|_| 1.0)).unwrap(), [1.0]);
    let (by_x, _) = activation.vjp_vjp(&x, &x, &x.mapv(|_| 1.0)).unwrap();
    assert_eq!(by_x, array![[0.5, 0.0], [0.5, 0.0]]);
    let (y, pullback) = activation.pullback(x.clone());
    assert_eq!(y, activation.forward(&x));
    assert_eq!(pullback.apply(&x).unwrap(), activation.vjp(&x, &x).unwrap());
    assert!(OnePlace::new(f64::NAN).is_err());

    // A model can hold it beside built-ins, and what looks at built-ins can look at it.
    let mut held: Vec<AnyActivation> = all().collect();
    held.push(AnyActivation::new(activation));
    let last = held.last().unwrap();
    assert_eq!(last.declaration(), declaration);
    let moved = last.with_parameters(&[2.0]).unwrap().unwrap();
    assert_eq!(moved.forward(&array![2.0_f32]), array![2.0]);
    assert_eq!(last.definitions().unwrap().forward.eval(&[0.5_f64]), 0.5);
}
