//! Trains a small network on the 8×8 handwritten digits, with any built-in as the hidden activation.
//!
//! ```text
//! cargo run --release --example digits -- [ACTIVATION] [SEED]
//! ```
//!
//! The same arguments give the same numbers.

use std::error::Error;
use std::io::Read;
use std::process::ExitCode;

use activations_core::ndarray::{Array1, Array2, Axis, s};
use activations_core::prelude::*;
use activations_core::{AnyActivation, LogSoftmax, by_name};

const PIXELS: usize = 64;
const CLASSES: usize = 10;
const HIDDEN: usize = 128;
const EPOCHS: usize = 30;
const BATCH: usize = 32;
/// The learning rate at the start; it falls linearly to 0.
const RATE: f32 = 0.05;
const MOMENTUM: f32 = 0.9;

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if arguments.len() > 2 {
        return Err(format!(
            "expected [ACTIVATION] [SEED], found {}",
            arguments.join(" ")
        )
        .into());
    }
    let name = arguments.first().map_or("gelu", String::as_str);
    let seed = match arguments.get(1) {
        Some(text) => text
            .parse()
            .map_err(|_| format!("expected a seed, found `{text}`"))?,
        None => 1,
    };
    let hidden = by_name(name)?;

    let mut rng = fastrand::Rng::with_seed(seed);
    let (train, test) = Digits::load()?.split(&mut rng);
    let mut network = Network::new(hidden, &mut rng);
    println!(
        "{name}, {} images to train on, {} held out",
        train.labels.len(),
        test.labels.len()
    );
    for epoch in 1..=EPOCHS {
        let rate = RATE * (1.0 - (epoch - 1) as f32 / EPOCHS as f32);
        let loss = network.train(&train, rate, &mut rng)?;
        let accuracy = network.accuracy(&test);
        println!(
            "epoch {epoch:2}   loss {loss:.4}   test accuracy {:.2} %",
            100.0 * accuracy
        );
    }
    Ok(())
}

/// Images, one a row with pixels in 0 … 1, and their labels.
struct Digits {
    images: Array2<f32>,
    labels: Vec<usize>,
}

impl Digits {
    fn load() -> Result<Self, Box<dyn Error>> {
        let mut text = String::new();
        flate2::read::GzDecoder::new(&include_bytes!("data/digits.csv.gz")[..])
            .read_to_string(&mut text)?;
        let mut pixels = Vec::new();
        let mut labels = Vec::new();
        for line in text.lines() {
            let (image, label) = line
                .rsplit_once(',')
                .ok_or("expected pixels, then a label")?;
            for pixel in image.split(',') {
                pixels.push(pixel.parse::<f32>()? / 16.0);
            }
            labels.push(label.parse()?);
        }
        Ok(Self {
            images: Array2::from_shape_vec((labels.len(), PIXELS), pixels)?,
            labels,
        })
    }

    /// The rows that `order` names.
    fn pick(&self, order: &[usize]) -> Self {
        Self {
            images: self.images.select(Axis(0), order),
            labels: order.iter().map(|&i| self.labels[i]).collect(),
        }
    }

    /// A shuffled four fifths to train on, and the fifth that is held out.
    fn split(&self, rng: &mut fastrand::Rng) -> (Self, Self) {
        let mut order: Vec<usize> = (0..self.labels.len()).collect();
        rng.shuffle(&mut order);
        let (test, train) = order.split_at(order.len() / 5);
        (self.pick(train), self.pick(test))
    }
}

/// A weight matrix and a bias, each with its momentum.
struct Linear {
    weight: Array2<f32>,
    bias: Array1<f32>,
    weight_step: Array2<f32>,
    bias_step: Array1<f32>,
}

impl Linear {
    fn new(inputs: usize, outputs: usize, rng: &mut fastrand::Rng) -> Self {
        // He et al. 2015: variance 2/inputs, here from the uniform distribution on ±√(6/inputs).
        let bound = (6.0 / inputs as f32).sqrt();
        Self {
            weight: Array2::from_shape_simple_fn((inputs, outputs), || {
                bound * (2.0 * rng.f32() - 1.0)
            }),
            bias: Array1::zeros(outputs),
            weight_step: Array2::zeros((inputs, outputs)),
            bias_step: Array1::zeros(outputs),
        }
    }

    fn forward(&self, x: &Array2<f32>) -> Array2<f32> {
        x.dot(&self.weight) + &self.bias
    }

    /// One step of gradient descent; the cotangent of the input is returned.
    fn backward(&mut self, x: &Array2<f32>, dy: &Array2<f32>, rate: f32) -> Array2<f32> {
        let dx = dy.dot(&self.weight.t());
        self.weight_step *= MOMENTUM;
        self.weight_step.scaled_add(-rate, &x.t().dot(dy));
        self.bias_step *= MOMENTUM;
        self.bias_step.scaled_add(-rate, &dy.sum_axis(Axis(0)));
        self.weight += &self.weight_step;
        self.bias += &self.bias_step;
        dx
    }
}

struct Network {
    hidden: AnyActivation,
    first: Linear,
    second: Linear,
}

impl Network {
    fn new(hidden: AnyActivation, rng: &mut fastrand::Rng) -> Self {
        let first = Linear::new(PIXELS, HIDDEN, rng);
        Self {
            hidden,
            first,
            second: Linear::new(HIDDEN, CLASSES, rng),
        }
    }

    /// One pass over the images in random batches; the mean cross-entropy is returned.
    fn train(
        &mut self,
        data: &Digits,
        rate: f32,
        rng: &mut fastrand::Rng,
    ) -> Result<f32, Box<dyn Error>> {
        let mut order: Vec<usize> = (0..data.labels.len()).collect();
        rng.shuffle(&mut order);
        let mut loss = 0.0;
        for batch in order.chunks(BATCH) {
            let Digits { images, labels } = data.pick(batch);
            // Forward: each pullback keeps only what its derivative reads.
            let (h, hidden) = self.hidden.pullback(self.first.forward(&images));
            let h = h.into_owned();
            let (log_p, log_softmax) = LogSoftmax.pullback(self.second.forward(&h));
            // Cross-entropy −log p[label], and its cotangent.
            let mut d_log_p = Array2::zeros(log_p.raw_dim());
            for (row, &label) in labels.iter().enumerate() {
                loss -= log_p[[row, label]];
                d_log_p[[row, label]] = -1.0 / labels.len() as f32;
            }
            // Backward.
            let d_h = self
                .second
                .backward(&h, &log_softmax.apply(&d_log_p)?, rate);
            self.first.backward(&images, &hidden.apply(&d_h)?, rate);
        }
        Ok(loss / order.len() as f32)
    }

    /// The share of images whose most likely class is their label.
    fn accuracy(&self, data: &Digits) -> f32 {
        let h = self.hidden.forward(&self.first.forward(&data.images));
        let scores = self.second.forward(&h);
        let right = data.labels.iter().enumerate().filter(|&(row, &label)| {
            let row = scores.slice(s![row, ..]);
            row.iter().all(|&score| score <= row[label])
        });
        right.count() as f32 / data.labels.len() as f32
    }
}
