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

#[test]
fn the_names_of_model_configurations_are_known() {
    // `ACT2FN` of transformers 4.57, but for a clipped one, a normal law and a learned one; `keras.activations`
    // of Keras 3; `jax.nn`; the functions of `torch.nn.functional`; operators of ONNX in snake case.
    let names = "gelu gelu_accurate gelu_fast gelu_new gelu_python gelu_pytorch_tanh gelu_python_tanh \
        leaky_relu linear mish quick_gelu relu relu2 relu6 sigmoid silu swish tanh \
        celu elu exponential hard_shrink hard_sigmoid hard_silu hard_swish hard_tanh log_sigmoid \
        log_softmax selu soft_shrink softmax softplus softsign sparse_plus sparse_sigmoid sparsemax \
        squareplus tanh_shrink threshold identity log1mexp soft_sign \
        hardshrink hardsigmoid hardswish hardtanh logsigmoid softmin softshrink tanhshrink rms_norm \
        layer_norm thresholded_relu shrink standardize gelu_sigmoid logcosh lisht trelu";
    for name in names.split_whitespace() {
        assert!(by_name(name).is_ok(), "{name}");
    }
    for name in [
        "glu",
        "swiglu",
        "geglu",
        "reglu",
        "bilinear",
        "prelu",
        "geglu_tanh",
    ] {
        assert!(gated_by_name(name).is_ok(), "{name}");
    }
    // One name, one function: these are the same one with the parameter that the name implies.
    let x = array![-2.0, 0.5, 3.0];
    for (name, same) in [
        ("swish", "silu"),
        ("gelu_new", "gelu_tanh"),
        ("relu2", "relu_squared"),
    ] {
        let [y, expected] = [name, same].map(|name| by_name(name).unwrap().forward(&x));
        assert_eq!(y, expected, "{name}");
    }
}

#[test]
fn iteration_tells_all_that_is_declared() {
    let mut kinked = 0;
    for activation in all() {
        let declaration = activation.declaration();
        assert!(!declaration.formula.is_empty() && !declaration.derivatives.is_empty());
        assert_eq!(activation.parameters().len(), declaration.parameters.len());
        for (parameter, value) in declaration.parameters.iter().zip(activation.parameters()) {
            assert_eq!(parameter.default, value, "{}", declaration.name);
        }
        for kink in declaration.kinks {
            let between = [kink.left.min(kink.right), kink.left.max(kink.right)];
            assert!(
                between[0] <= kink.taken && kink.taken <= between[1],
                "{declaration:?}"
            );
            kinked += 1;
        }
    }
    assert!(kinked >= 15);
}
