//! ndarray by hand: what a user writes who has no library of activations.

use std::error::Error;

use benches::protocol::{Introduction, Language, Pass, Task};
use benches::serve::{Implementation, Way, repeated, serve};
use ndarray::{Array2, Axis, Zip, azip};

/// Formulas as textbooks have them, in f32, into arrays that are there beforehand.
struct ByHand;

/// Writes y for x.
type Forward = fn(&Array2<f32>, &mut Array2<f32>);
/// Writes dx for x, y, dy.
type Vjp = fn(&Array2<f32>, &Array2<f32>, &Array2<f32>, &mut Array2<f32>);

/// A function of one number, over an array.
macro_rules! element_wise {
    (|$x:ident, $y:ident, $dy:ident| $forward:expr, $vjp:expr) => {
        (
            (|x, y| azip!((y in y, &$x in x) *y = $forward)) as Forward,
            (|x, y, dy, dx| {
                azip!((dx in dx, &$x in x, &$y in y, &$dy in dy) {
                    // Few read both; what is not read is not loaded.
                    let _ = ($x, $y);
                    *dx = $vjp;
                })
            }) as Vjp,
        )
    };
}

const SQRT_2_OVER_PI: f32 = std::f32::consts::FRAC_2_SQRT_PI * std::f32::consts::FRAC_1_SQRT_2;

fn function(name: &str) -> Option<(Forward, Vjp)> {
    Some(match name {
        "relu" => element_wise!(|x, y, dy| x.max(0.0), if x > 0.0 { dy } else { 0.0 }),
        "sigmoid" => element_wise!(|x, y, dy| sigmoid(x), dy * y * (1.0 - y)),
        "tanh" => element_wise!(|x, y, dy| x.tanh(), dy * (1.0 - y * y)),
        "silu" => element_wise!(|x, y, dy| x * sigmoid(x), {
            let s = sigmoid(x);
            dy * s * (1.0 + x * (1.0 - s))
        }),
        "gelu" => element_wise!(|x, y, dy| x * normal_cdf(x), {
            let density = (-0.5 * x * x).exp() * (0.5 * SQRT_2_OVER_PI);
            dy * (normal_cdf(x) + x * density)
        }),
        "gelu_tanh" => element_wise!(|x, y, dy| 0.5 * x * (1.0 + gelu_inner(x).tanh()), {
            let t = gelu_inner(x).tanh();
            let slope = SQRT_2_OVER_PI * (1.0 + 3.0 * 0.044715 * x * x);
            dy * 0.5 * (1.0 + t + x * (1.0 - t * t) * slope)
        }),
        "softplus" => element_wise!(|x, y, dy| softplus(x), dy * sigmoid(x)),
        "mish" => element_wise!(|x, y, dy| x * softplus(x).tanh(), {
            let t = softplus(x).tanh();
            dy * (t + x * (1.0 - t * t) * sigmoid(x))
        }),
        "elu" => element_wise!(
            |x, y, dy| if x > 0.0 { x } else { x.exp_m1() },
            if y > 0.0 { dy } else { dy * (y + 1.0) }
        ),
        "softmax" => (softmax, softmax_vjp),
        "log_softmax" => (log_softmax, log_softmax_vjp),
        _ => return None,
    })
}

fn sigmoid(x: f32) -> f32 {
    1.0 / (1.0 + (-x).exp())
}

fn softplus(x: f32) -> f32 {
    x.max(0.0) + (-x.abs()).exp().ln_1p()
}

fn normal_cdf(x: f32) -> f32 {
    0.5 * (1.0 + libm::erff(x * std::f32::consts::FRAC_1_SQRT_2))
}

fn gelu_inner(x: f32) -> f32 {
    SQRT_2_OVER_PI * (x + 0.044715 * x * x * x)
}

fn softmax(x: &Array2<f32>, y: &mut Array2<f32>) {
    azip!((mut y in y.rows_mut(), x in x.rows()) {
        let greatest = x.fold(f32::NEG_INFINITY, |a, &b| a.max(b));
        azip!((y in &mut y, &x in x) *y = (x - greatest).exp());
        let sum = y.sum();
        y /= sum;
    });
}

fn softmax_vjp(_x: &Array2<f32>, y: &Array2<f32>, dy: &Array2<f32>, dx: &mut Array2<f32>) {
    azip!((dx in dx.rows_mut(), y in y.rows(), dy in dy.rows()) {
        let dot = y.dot(&dy);
        azip!((dx in dx, &y in y, &dy in dy) *dx = (dy - dot) * y);
    });
}

fn log_softmax(x: &Array2<f32>, y: &mut Array2<f32>) {
    azip!((y in y.rows_mut(), x in x.rows()) {
        let greatest = x.fold(f32::NEG_INFINITY, |a, &b| a.max(b));
        let logarithm = x.fold(0.0, |sum, x| sum + (x - greatest).exp()).ln() + greatest;
        azip!((y in y, &x in x) *y = x - logarithm);
    });
}

fn log_softmax_vjp(_x: &Array2<f32>, y: &Array2<f32>, dy: &Array2<f32>, dx: &mut Array2<f32>) {
    let sums = dy.sum_axis(Axis(1));
    Zip::from(dx.rows_mut())
        .and(y.rows())
        .and(dy.rows())
        .and(&sums)
        .for_each(|dx, y, dy, &sum| {
            azip!((dx in dx, &y in y, &dy in dy) *dx = dy - y.exp() * sum);
        });
}

impl Implementation for ByHand {
    fn introduction(&self) -> Introduction {
        Introduction {
            version: "0.17.2".into(),
            language: Language::Rust,
            notes: vec![
                "loops over ndarray with f32's own methods, erf from libm 0.2.16; outputs given beforehand".into(),
            ],
        }
    }

    fn prepare(&self, task: &Task, x: Vec<f32>, dy: Vec<f32>) -> Result<Vec<Box<dyn Way>>, String> {
        let (forward, vjp) = function(&task.function).ok_or("not written")?;
        let array = |numbers| Array2::from_shape_vec((task.rows, task.columns), numbers);
        let x = array(x).map_err(|error| error.to_string())?;
        let mut y = Array2::zeros(x.raw_dim());
        Ok(vec![match task.pass {
            Pass::Forward => repeated(
                "azip!((y in y, &x in x) *y = …)",
                (x, y),
                move |(x, y)| forward(x, y),
                |(_, y), ()| y.iter().copied().collect(),
            ),
            Pass::Vjp => {
                forward(&x, &mut y);
                let dy = array(dy).map_err(|error| error.to_string())?;
                let dx = Array2::zeros(x.raw_dim());
                repeated(
                    "azip!((dx in dx, &x in x, &y in y, &dy in dy) *dx = …)",
                    (x, y, dy, dx),
                    move |(x, y, dy, dx)| vjp(x, y, dy, dx),
                    |(_, _, _, dx), ()| dx.iter().copied().collect(),
                )
            }
        }])
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    Ok(serve(&ByHand)?)
}
