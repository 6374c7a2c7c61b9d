//! Wrong claims, each used as if it were right: the claim is the one error.
use activations_core::ndarray::array;
use activations_core::prelude::*;

#[derive_activation(
    derivative = 1.0 - y, //~ 1.0 - y: the stated derivative of `my_tanh` is wrong: at x = 1 the slope is 0.4199743
)]
fn my_tanh<R: Real>(x: R) -> R {
    x.tanh()
}

#[derive_activation(
    derivative = 1.0 - y * y,
    pullback = 1.0 - x * y, //~ 1.0 - x * y: the stated `pullback` of `my_kept_tanh` is wrong: at x = 1 the slope is 0.4199743
)]
fn my_kept_tanh<R: Real>(x: R) -> R {
    x.tanh()
}

#[derive_activation(
    params(alpha = 1.0),
    derivative = if y > 0.0 { 1.0 } else { y + alpha }, //~ if y > 0.0 { 1.0 } else { y + alpha }: the stated derivative of `my_elu` is wrong: at x = -1, alpha = -1
)]
fn my_elu<R: Real>(x: R, alpha: R) -> R {
    if x > 0.0 { x } else { alpha * x.exp_m1() }
}

#[derive_activation(derivative(
    a = a * b.sigmoid() * (-b).sigmoid(), //~ a * b.sigmoid() * (-b).sigmoid(): the stated derivative of `my_glu` by `a` is wrong
    b = b.sigmoid(), //~ b.sigmoid(): the stated derivative of `my_glu` by `b` is wrong
))]
fn my_glu<R: Real>(a: R, b: R) -> R {
    a * b.sigmoid()
}

#[derive_activation(
    vjp = dy * y * (1.0 - y), //~ dy * y * (1.0 - y): the stated `vjp` of `my_softmax` is wrong: at x = [1, 2], dy = [1, 0]
)]
fn my_softmax<V: Row>(x: V) -> V {
    let e = (x - x.max()).exp();
    e / e.sum()
}

#[derive_activation(
    spec = (1.0 + x.exp()).ln() + 1.0, //~ (1.0 + x.exp()).ln() + 1.0: the `spec` of `my_softplus` is wrong
    limits(
        -inf = 1.0, //~ 1.0: the value of `my_softplus` at -inf is wrong: the limit is 0, the given value is 1
        inf = inf,
    ),
)]
fn my_softplus<R: Real>(x: R) -> R {
    x.softplus()
}

#[derive_activation]
fn my_step<R: Real>(x: R) -> R {
    if x > 0.0 { 1.0 } else { 0.0 } //~ if x > 0.0 { 1.0 } else { 0.0 }: `my_step` jumps at x = 0, from 0 to 1
}

fn main() {
    let x = array![0.0, 1.0];
    let _ = MyTanh.forward(&x);
    let _ = MyKeptTanh.pullback(x.clone());
    let _ = MyElu::new(0.5).unwrap().vjp(&x, &x).unwrap();
    let _ = MyElu::default().alpha();
    let _ = MyGlu.forward(&x, &x).unwrap();
    let _ = MySoftmax.along(activations_core::ndarray::Axis(0)).forward(&x);
    let _ = MySoftplus.pullback(x.clone());
    let _: f64 = my_tanh(1.0) + my_kept_tanh(1.0) + my_elu(1.0, 1.0) + my_glu(1.0, 1.0) + my_step(2.0);
    let _ = activations_core::AnyActivation::new(MyStep);
}
