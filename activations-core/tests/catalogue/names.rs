//! Finding a built-in by its name.

use std::collections::HashSet;

use activations_core::ndarray::array;
use activations_core::{Activation, Gated, Kind, all, all_gated, by_name, gated_by_name};

#[test]
fn every_name_finds_its_own() {
    let mut seen = HashSet::new();
    for activation in all() {
        let declaration = activation.declaration();
        assert!(declaration.kind != Kind::Gated);
        for name in [declaration.name].iter().chain(declaration.also) {
            assert!(seen.insert(*name), "two activations are called {name}");
            assert_eq!(by_name(name).unwrap().declaration().name, declaration.name);
            assert!(gated_by_name(name).is_err());
        }
    }
    for gated in all_gated() {
        let declaration = gated.declaration();
        assert!(declaration.kind == Kind::Gated);
        for name in [declaration.name].iter().chain(declaration.also) {
            assert!(seen.insert(*name), "two activations are called {name}");
            assert_eq!(
                gated_by_name(name).unwrap().declaration().name,
                declaration.name
            );
            assert!(by_name(name).is_err());
        }
    }
}

#[test]
fn what_is_found_is_ready_to_use() {
    let activation = by_name("leaky_relu").unwrap();
    assert_eq!(activation.parameters(), [0.01]);
    assert_eq!(activation.forward(&array![-100.0_f32]), array![-1.0]);
    assert_eq!(format!("{activation:?}"), "LeakyRelu { alpha: 0.01 }");
}

#[test]
fn an_unknown_name_lists_near_ones() {
    let error = by_name("LeakyReLU").unwrap_err();
    assert_eq!(error.name(), "LeakyReLU");
    assert_eq!(error.near()[0], "leaky_relu");
    assert_eq!(by_name("sotfmax").unwrap_err().near()[0], "softmax");
    assert_eq!(
        by_name("nothing like it").unwrap_err().to_string(),
        "expected the name of a built-in activation, found `nothing like it`"
    );
    assert_eq!(
        by_name("swiglu")
            .unwrap_err()
            .to_string()
            .split(';')
            .next()
            .unwrap(),
        "expected the name of a built-in activation, found `swiglu`, which `gated_by_name` finds"
    );
    assert!(by_name("").is_err());
}
