//! Functions that are linear, or zero, on either side of a threshold.

#[activations_macros::family]
pub(super) mod declared {
    use activations_macros::derive_activation;

    use crate::Real;

    // The output tells on which side the input was, exactly, so that the output is what is kept: the
    // next layer keeps it too, and the two share it.

    /// Rectified linear unit, max(x, 0). Slope 0 at 0, as in PyTorch, JAX and Keras; candle takes 1.
    ///
    /// Nair, Hinton 2010, "Rectified linear units improve restricted Boltzmann machines".
    #[derive_activation(derivative = if y > 0.0 { 1.0 } else { 0.0 })]
    pub fn relu<R: Real>(x: R) -> R {
        x.max(0.0)
    }

    /// Rectifier squared, max(x, 0)².
    ///
    /// So et al. 2021, "Primer: searching for efficient transformers",
    /// <https://arxiv.org/abs/2109.08668>.
    #[derive_activation(derivative = 2.0 * x.max(0.0), also("relu2"))]
    pub fn relu_squared<R: Real>(x: R) -> R {
        let positive = x.max(0.0);
        positive * positive
    }

    // From the input: the output has the sign of the input only where alpha is positive, and any
    // finite alpha is allowed.

    /// Leaky rectifier: x, and alpha·x below 0. Slope alpha at 0, as in PyTorch; JAX takes 1. Keras has the
    /// default 0.2. A randomised one (rrelu) is, outside of training, this with the mean of its bounds.
    ///
    /// Maas, Hannun, Ng 2013, "Rectifier nonlinearities improve neural network acoustic models".
    #[derive_activation(
        derivative(x = if x > 0.0 { 1.0 } else { alpha }, alpha = if x > 0.0 { 0.0 } else { x }),
        params(alpha = 0.01),
    )]
    pub fn leaky_relu<R: Real>(x: R, alpha: R) -> R {
        if x > 0.0 { x } else { alpha * x }
    }

    /// Parametric rectifier of x and a learned slope: x, and slope·x below 0.
    ///
    /// The slope broadcasts: for images of shape (N, C, H, W) and a slope per channel, its shape is
    /// (C, 1, 1). Derivative at 0: the slope, as in PyTorch.
    ///
    /// He, Zhang, Ren, Sun 2015, "Delving deep into rectifiers", <https://arxiv.org/abs/1502.01852>.
    #[derive_activation(
        derivative(x = if x > 0.0 { 1.0 } else { slope }, slope = if x > 0.0 { 0.0 } else { x }),
    )]
    pub fn prelu<R: Real>(x: R, slope: R) -> R {
        if x > 0.0 { x } else { slope * x }
    }

    /// Rectifier capped at 6. Slope 0 at both ends, as in PyTorch and JAX.
    ///
    /// Krizhevsky 2010, "Convolutional deep belief networks on CIFAR-10".
    #[derive_activation(derivative = if y > 0.0 && y < 6.0 { 1.0 } else { 0.0 })]
    pub fn relu6<R: Real>(x: R) -> R {
        x.max(0.0).min(6.0)
    }

    /// x above a threshold, a constant at and below it. Slope 0 at the threshold, as in PyTorch.
    #[derive_activation(
        derivative = if x > threshold { 1.0 } else { 0.0 },
        params(threshold = 0.0, value = 0.0),
        jumps = "the value below the threshold is chosen apart from it",
    )]
    pub fn threshold<R: Real>(x: R, threshold: R, value: R) -> R {
        if x > threshold { x } else { value }
    }

    /// x above theta, 0 at and below it. Slope 0 at theta, as in ONNX.
    ///
    /// Konda, Memisevic, Krueger 2014, "Zero-bias autoencoders and the benefits of co-adapting
    /// features", <https://arxiv.org/abs/1402.3337>.
    #[derive_activation(
        derivative = if x > theta { 1.0 } else { 0.0 },
        params(theta = 1.0),
        jumps = "from 0 to theta, by definition",
        also("trelu"),
    )]
    pub fn thresholded_relu<R: Real>(x: R, theta: R) -> R {
        if x > theta { x } else { 0.0 }
    }
}
