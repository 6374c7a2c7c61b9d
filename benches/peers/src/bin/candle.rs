//! candle, on its CPU device.

use std::error::Error;

use benches::protocol::{Introduction, Language, Pass, Task};
use benches::serve::{Implementation, Way, repeated, serve};
use candle_core::{Device, Result, Tensor, Var};
use candle_nn::ops;

struct Candle;

type Function = fn(&Tensor) -> Result<Tensor>;

/// The call as a user writes it, and as code.
fn function(name: &str, pass: Pass) -> Option<(&'static str, Function)> {
    Some(match (name, pass) {
        ("relu", _) => ("x.relu()", Tensor::relu),
        ("sigmoid", _) => ("ops::sigmoid(x)", ops::sigmoid),
        ("tanh", _) => ("x.tanh()", Tensor::tanh),
        ("silu", _) => ("x.silu()", Tensor::silu),
        ("gelu", _) => ("x.gelu_erf()", Tensor::gelu_erf),
        ("gelu_tanh", _) => ("x.gelu()", Tensor::gelu),
        ("softplus", _) => ("(x.exp() + 1).log()", |x| (x.exp()? + 1.0)?.log()),
        ("mish", _) => ("ops::mish(x)", ops::mish),
        ("elu", _) => ("x.elu(1.0)", |x| x.elu(1.0)),
        // The faster of the two softmaxes has no gradient, and does not say so.
        ("softmax", Pass::Forward) => ("ops::softmax_last_dim(x)", ops::softmax_last_dim),
        ("softmax", Pass::Vjp) => ("ops::softmax(x, 1)", |x| ops::softmax(x, 1)),
        ("log_softmax", _) => ("ops::log_softmax(x, 1)", |x| ops::log_softmax(x, 1)),
        _ => return None,
    })
}

impl Implementation for Candle {
    fn introduction(&self) -> Introduction {
        Introduction {
            version: "0.11.1".into(),
            language: Language::Rust,
            notes: vec![
                "CPU device, default features; every call allocates its output".into(),
                "VJP is y.backward() on a graph built before the time: it starts from ones, which it allocates, and \
                 takes no other dy"
                    .into(),
                "no softplus of its own: composed as a user would".into(),
            ],
        }
    }

    fn prepare(
        &self,
        task: &Task,
        x: Vec<f32>,
        dy: Vec<f32>,
    ) -> std::result::Result<Vec<Box<dyn Way>>, String> {
        let (how, function) = function(&task.function, task.pass).ok_or("no such function")?;
        let tensor = |numbers| Tensor::from_vec(numbers, (task.rows, task.columns), &Device::Cpu);
        let way = tensor(x).and_then(|x| match task.pass {
            Pass::Forward => forward(how, function, x),
            Pass::Vjp => vjp(how, function, Var::from_tensor(&x)?, tensor(dy)?),
        });
        way.map(|way| vec![way]).map_err(|error| error.to_string())
    }
}

fn forward(how: &str, function: Function, x: Tensor) -> Result<Box<dyn Way>> {
    function(&x)?;
    let call = move |x: &mut Tensor| function(x).expect("computed before");
    Ok(repeated(how, x, call, |_, y| numbers(&y)))
}

fn vjp(how: &str, function: Function, x: Var, dy: Tensor) -> Result<Box<dyn Way>> {
    let y = function(&x)?;
    // What a user does who has a dy. It costs a product more, and so is not what is timed.
    let of_dy = y.mul(&dy)?;
    if of_dy.backward()?.get(&x).is_none() {
        return Err(candle_core::Error::Msg("gives no gradient".into()));
    }
    let call = |y: &mut Tensor| y.backward().expect("computed before");
    Ok(repeated(
        format!("{how}.backward()"),
        y,
        call,
        move |_, _| {
            let gradients = of_dy.backward().expect("computed before");
            numbers(gradients.get(&x).expect("found before"))
        },
    ))
}

fn numbers(tensor: &Tensor) -> Vec<f32> {
    tensor
        .flatten_all()
        .and_then(|flat| flat.to_vec1())
        .expect("an array of f32 on the CPU")
}

fn main() -> std::result::Result<(), Box<dyn Error>> {
    Ok(serve(&Candle)?)
}
