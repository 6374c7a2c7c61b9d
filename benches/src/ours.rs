//! Our own library as an implementation, through nothing but its public interface.

use activations_core::{Activation, AnyActivation, Pullback};
use ndarray::{Array2, Ix2, ShapeError};

use crate::functions::by_name;
use crate::protocol::{Introduction, Language, Pass, Task};
use crate::serve::{Implementation, Way, repeated};

/// The activations of this workspace.
#[derive(Clone, Copy, Debug)]
pub struct Ours;

impl Implementation for Ours {
    fn introduction(&self) -> Introduction {
        Introduction {
            version: env!("CARGO_PKG_VERSION").to_owned(),
            language: Language::Rust,
            notes: vec![
                "outputs given beforehand; VJP both as a training step calls it and from x alone"
                    .to_owned(),
            ],
        }
    }

    fn prepare(&self, task: &Task, x: Vec<f32>, dy: Vec<f32>) -> Result<Vec<Box<dyn Way>>, String> {
        let activation = by_name(&task.function).map_err(|error| error.to_string())?;
        let ways = match task.pass {
            Pass::Forward => forward(activation, task, x),
            Pass::Vjp => vjp(activation, task, x, dy),
        };
        ways.map_err(|error| error.to_string())
    }
}

fn forward(
    activation: AnyActivation,
    task: &Task,
    x: Vec<f32>,
) -> Result<Vec<Box<dyn Way>>, ShapeError> {
    let x = array(task, x)?;
    let y = Array2::zeros(x.raw_dim());
    Ok(vec![repeated(
        "f.forward_into(&x, &mut y)",
        (x, y),
        move |(x, y)| activation.forward_into(x, y).expect("equal shapes"),
        |(_, y), ()| y.iter().copied().collect(),
    )])
}

/// What the others call a backward pass is given what the forward pass kept, and so is the first way.
fn vjp(
    activation: AnyActivation,
    task: &Task,
    x: Vec<f32>,
    dy: Vec<f32>,
) -> Result<Vec<Box<dyn Way>>, ShapeError> {
    let (x, dy) = (array(task, x)?, array(task, dy)?);
    let dx = Array2::zeros(x.raw_dim());
    let (_, pullback) = activation.pullback(x.clone());
    Ok(vec![
        repeated(
            "pullback.apply_into(&dy, &mut dx)",
            (dy.clone(), dx.clone()),
            move |(dy, dx)| apply(&pullback, dy, dx),
            |(_, dx), ()| dx.iter().copied().collect(),
        ),
        repeated(
            "f.vjp_into(&x, &dy, &mut dx)",
            (x, dy, dx),
            move |(x, dy, dx)| activation.vjp_into(x, dy, dx).expect("equal shapes"),
            |(_, _, dx), ()| dx.iter().copied().collect(),
        ),
    ])
}

fn apply(pullback: &Pullback<AnyActivation, f32, Ix2>, dy: &Array2<f32>, dx: &mut Array2<f32>) {
    pullback.apply_into(dy, dx).expect("equal shapes");
}

fn array(task: &Task, numbers: Vec<f32>) -> Result<Array2<f32>, ShapeError> {
    Array2::from_shape_vec((task.rows, task.columns), numbers)
}
