//! Functions that are linear, or zero, on either side of a threshold.

#[activations_macros::family]
pub(super) mod declared {
    use activations_macros::derive_activation;

    use crate::Real;

    // The output tells on which side the input was, exactly, so that the output is what is kept: the
    // next layer keeps it too, and the two share it.

    /// Rectified linear unit, max(x, 0). Slope 0 at 0, as in PyTorch, JAX and Keras.
    ///
    /// Nair, Hinton 2010, "Rectified linear units improve restricted Boltzmann machines".
    #[derive_activation(derivative = if y > 0.0 { 1.0 } else { 0.0 })]
    pub fn relu<R: Real>(x: R) -> R {
        x.max(0.0)
    }

    // From the input: the output has the sign of the input only where alpha is positive, and any
    // finite alpha is allowed.

    /// Leaky rectifier: x, and alpha·x below 0. Slope alpha at 0, as in PyTorch.
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
}
