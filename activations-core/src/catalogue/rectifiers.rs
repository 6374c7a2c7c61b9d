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

    /// x, held between lo and hi. Slope 0 at both ends, as in PyTorch.
    ///
    /// Collobert 2004, "Large scale machine learning".
    #[derive_activation(
        derivative = if y > lo && y < hi { 1.0 } else { 0.0 },
        params(lo = -1.0, hi = 1.0 where lo < hi),
        also("hardtanh"),
    )]
    pub fn hard_tanh<R: Real>(x: R, lo: R, hi: R) -> R {
        x.max(lo).min(hi)
    }

    // The middle piece as one fraction: x/3 + 1/2 would cancel around its zero at −3/2, where
    // 2x + 3 is exact.

    /// Hard swish: x·min(max(x + 3, 0), 6)/6, a swish of straight lines and a parabola. Slope 0 at −3
    /// and 1 at 3, as in PyTorch.
    ///
    /// Howard et al. 2019, "Searching for MobileNetV3", <https://arxiv.org/abs/1905.02244>.
    #[derive_activation(
        derivative = if x <= -3.0 { 0.0 } else if x < 3.0 { (2.0 * x + 3.0) / 6.0 } else { 1.0 },
        spec = x * (x + 3.0).max(0.0).min(6.0) / 6.0,
        also("hardswish", "hard_silu"),
    )]
    pub fn hard_swish<R: Real>(x: R) -> R {
        if x <= -3.0 {
            0.0
        } else if x < 3.0 {
            x * (x + 3.0) / 6.0
        } else {
            x
        }
    }

    /// Soft threshold: x moved towards 0 by lambda, and 0 nearer to it than that. Slope 0 at ±lambda,
    /// as in PyTorch.
    ///
    /// Donoho, Johnstone 1994, "Ideal spatial adaptation by wavelet shrinkage".
    #[derive_activation(
        derivative = if x > lambda { 1.0 } else if x < -lambda { 1.0 } else { 0.0 },
        params(lambda = 0.5 where lambda > 0.0),
        also("soft_shrink"),
    )]
    pub fn softshrink<R: Real>(x: R, lambda: R) -> R {
        if x > lambda {
            x - lambda
        } else if x < -lambda {
            x + lambda
        } else {
            0.0
        }
    }

    // The slopes of these three are exponentials of the input and not 1 plus the output: y + alpha
    // has no digits left in the tail, in f32 from x = −17 on.

    /// Exponential linear unit: x, and alpha·(eˣ − 1) below 0. Slope alpha at 0, as in PyTorch and
    /// JAX.
    ///
    /// Clevert, Unterthiner, Hochreiter 2015, "Fast and accurate deep network learning by exponential
    /// linear units", <https://arxiv.org/abs/1511.07289>.
    #[derive_activation(
        derivative(
            x = if x > 0.0 { 1.0 } else { alpha * x.exp() },
            alpha = if x > 0.0 { 0.0 } else { x.exp_m1() },
        ),
        params(alpha = 1.0),
    )]
    pub fn elu<R: Real>(x: R, alpha: R) -> R {
        if x > 0.0 { x } else { alpha * x.exp_m1() }
    }

    /// Self-normalising exponential linear unit: λ·x, and λ·α·(eˣ − 1) below 0, with λ = 1.0507… and
    /// α = 1.6732… Slope λ·α at 0, as in PyTorch.
    ///
    /// Klambauer, Unterthiner, Mayr, Hochreiter 2017, "Self-normalizing neural networks",
    /// <https://arxiv.org/abs/1706.02515>, whose appendix derives the two constants.
    #[derive_activation(derivative = {
        let lambda = 1.0507009873554804934193349852946;
        let alpha = 1.6732632423543772848170429916717;
        if x > 0.0 { lambda } else { lambda * alpha * x.exp() }
    })]
    pub fn selu<R: Real>(x: R) -> R {
        let lambda = 1.0507009873554804934193349852946;
        let alpha = 1.6732632423543772848170429916717;
        if x > 0.0 {
            lambda * x
        } else {
            lambda * alpha * x.exp_m1()
        }
    }
}
