//! All mistakes of a declaration are reported together, each once.
use activations_core::ndarray::array;
use activations_core::prelude::*;

#[derive_activation(
    derivatve = y * (1.0 - y), //~ derivatve: unknown key `derivatve`; write `derivative`
    params(alfa = 0.1), //~ alfa: the function has no argument `alfa`
    limits(inf = x), //~ x: expected a number, `inf` or `-inf`
)]
fn several<R: Real>(x: R, alpha: R) -> R {
    let t = x.expp(); //~ expp: `Real` has no method `expp`; write `exp`
    let mut s = 1.0; //~ mut: a definition may not contain mutation
    for i in 0..3 { //~ for i in 0..3 {: a definition may not contain a loop
        s += x;
    }
    match x { //~ match x {: a definition may not contain `match`
        _ => t * s + alpha,
    }
}

#[derive_activation]
fn concrete(x: f64) -> f64 { //~ concrete: a definition is generic; write `fn concrete<R: Real>(x: R) -> R`
    x
}

#[derive_activation]
fn reserved<R: Real>(y: R) -> R { //~ y: `y` and `dy` stand for the output and its cotangent
    y
}

#[derive_activation]
struct NoFunction; //~ struct NoFunction;: expected a function

fn main() {
    let x = array![0.0, 1.0];
    let _ = Several::default().forward(&x);
    let _ = Concrete.forward(&x);
    let _ = Reserved.vjp(&x, &x);
    let _ = (concrete(1.0), reserved(1.0));
    let _ = NoFunction;
}
