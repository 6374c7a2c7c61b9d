//! The README's first example: declare an activation, use it on arrays.

use activations_core::ndarray::array;
use activations_core::prelude::*;

/// The logistic function.
#[derive_activation(derivative = y * (1.0 - y))]
pub fn logistic<R: Real>(x: R) -> R {
    1.0 / (1.0 + (-x).exp())
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let x = array![[0.0, 2.0], [-2.0, 40.0]]; // any shape, any layout, f32 or f64
    let dy = array![[1.0, 1.0], [-1.0, 8.0]];

    let y = Logistic.forward(&x); // [[0.5, 0.8807970779778825], [0.11920292202211755, 1.0]]
    let dx = Logistic.vjp(&x, &dy)?; // dL/dx = dL/dy · y · (1 − y): [[0.25, 0.1049935854035065], …]

    // A training step keeps what the derivative reads, here the output alone, without copying it.
    let (shared, pullback) = Logistic.pullback(x);
    assert_eq!(shared, y);
    assert_eq!(pullback.apply(&dy)?, dx);

    println!("{y}\n{dx}");
    Ok(())
}
