//! burn, on its pure-Rust CPU backend.

use std::error::Error;

use benches::protocol::{Introduction, Language, Pass, Task};
use benches::serve::{Implementation, Way, rebuilt, repeated, serve};
use burn::tensor::{Device, Tensor, TensorData, activation};

struct Burn;

type Function = fn(Tensor<2>) -> Tensor<2>;

/// The call as a user writes it, and as code.
fn function(name: &str) -> Option<(&'static str, Function)> {
    Some(match name {
        "relu" => ("relu(x)", activation::relu),
        "sigmoid" => ("sigmoid(x)", activation::sigmoid),
        "tanh" => ("tanh(x)", activation::tanh),
        "silu" => ("silu(x)", activation::silu),
        "gelu" => ("gelu(x)", activation::gelu),
        "gelu_tanh" => ("gelu_approximate(x)", activation::gelu_approximate),
        "softplus" => ("softplus(x, 1.0)", |x| activation::softplus(x, 1.0)),
        "mish" => ("mish(x)", activation::mish),
        "elu" => ("elu(x, 1.0)", |x| activation::elu(x, 1.0)),
        "softmax" => ("softmax(x, 1)", |x| activation::softmax(x, 1)),
        "log_softmax" => ("log_softmax(x, 1)", |x| activation::log_softmax(x, 1)),
        _ => return None,
    })
}

impl Implementation for Burn {
    fn introduction(&self) -> Introduction {
        Introduction {
            version: "0.22.1".into(),
            language: Language::Rust,
            notes: vec![
                "backend flex with vectors, one thread; every call allocates its output".into(),
                "VJP is y.backward() on a graph built before the time, anew for each call since it is consumed: it \
                 starts from ones, which it allocates, and takes no other dy"
                    .into(),
            ],
        }
    }

    fn prepare(&self, task: &Task, x: Vec<f32>, dy: Vec<f32>) -> Result<Vec<Box<dyn Way>>, String> {
        let (how, function) = function(&task.function).ok_or("no such function")?;
        let shape = [task.rows, task.columns];
        let tensor =
            |numbers, device| Tensor::<2>::from_data(TensorData::new(numbers, shape), &device);
        Ok(vec![match task.pass {
            Pass::Forward => {
                let call = move |x: &mut Tensor<2>| function(x.clone());
                repeated(how, tensor(x, Device::flex()), call, |_, y| numbers(y))
            }
            Pass::Vjp => {
                let x = tensor(x, Device::flex().autodiff()).require_grad();
                let dy = tensor(dy, Device::flex().autodiff());
                let leaf = x.clone();
                rebuilt(
                    format!("{how}.backward()"),
                    move || function(x.clone()),
                    |y: Tensor<2>| y.backward(),
                    // What a user does who has a dy. It costs a product more, and so is not what is timed.
                    move |_| {
                        let mut gradients = (function(leaf.clone()) * dy.clone()).backward();
                        numbers(leaf.grad_remove(&mut gradients).expect("a gradient"))
                    },
                )
            }
        }])
    }
}

fn numbers(tensor: Tensor<2>) -> Vec<f32> {
    tensor.into_data().try_into_vec().expect("an array of f32")
}

fn main() -> Result<(), Box<dyn Error>> {
    Ok(serve(&Burn)?)
}
