//! `gradient_tests!` as a user writes it.

use activations_core::{LeakyRelu, Sigmoid, Softmax, Swiglu};

activations_verify::gradient_tests!(
    Sigmoid,
    Softmax,
    Swiglu,
    steep = LeakyRelu::new(0.9).unwrap(),
);
