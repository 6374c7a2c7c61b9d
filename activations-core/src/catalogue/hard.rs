//! Pieces of lines and parabolas in the place of smooth curves, and thresholds on both sides.

#[activations_macros::family]
pub(super) mod declared {
    use activations_macros::derive_activation;

    use crate::Real;

    /// x, held between lo and hi. Slope 0 at both ends, as in PyTorch; JAX takes 1.
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
    /// PyTorch, JAX and ONNX Runtime give NaN at −∞, this one its limit 0.
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

    /// x, and 0 where |x| ≤ lambda. Slope 0 at ±lambda, as in PyTorch.
    ///
    /// Donoho, Johnstone 1994, "Ideal spatial adaptation by wavelet shrinkage".
    #[derive_activation(
        derivative = if x > lambda { 1.0 } else if x < -lambda { 1.0 } else { 0.0 },
        params(lambda = 0.5 where lambda > 0.0),
        jumps = "from 0 to ±lambda, by definition",
        also("hard_shrink"),
    )]
    pub fn hardshrink<R: Real>(x: R, lambda: R) -> R {
        if x > lambda {
            x
        } else if x < -lambda {
            x
        } else {
            0.0
        }
    }

    /// Shrinkage with a bias of its own: x moved towards 0 by bias where |x| > lambda, 0 elsewhere. A
    /// soft threshold for bias = lambda, a hard one for bias = 0. Slope 0 at ±lambda.
    ///
    /// ONNX operator `Shrink`.
    #[derive_activation(
        derivative = if x > lambda { 1.0 } else if x < -lambda { 1.0 } else { 0.0 },
        params(bias = 0.0, lambda = 0.5 where lambda > 0.0),
        jumps = "unless bias is lambda, by definition",
    )]
    pub fn shrink<R: Real>(x: R, bias: R, lambda: R) -> R {
        if x > lambda {
            x - bias
        } else if x < -lambda {
            x + bias
        } else {
            0.0
        }
    }

    /// Sigmoid of straight lines: slope·x + offset, held between 0 and 1. Slope 0 at both ends, as in
    /// PyTorch.
    ///
    /// The defaults 1/6 and 1/2 are those of PyTorch, JAX and Keras 3; ONNX and Keras 2 take 0.2.
    ///
    /// Courbariaux, Bengio, David 2015, "BinaryConnect", <https://arxiv.org/abs/1511.00363>.
    #[derive_activation(
        derivative = if y > 0.0 && y < 1.0 { slope } else { 0.0 },
        params(slope = 1.0 / 6.0 where slope > 0.0, offset = 0.5),
        also("hardsigmoid"),
    )]
    pub fn hard_sigmoid<R: Real>(x: R, slope: R, offset: R) -> R {
        (slope * x + offset).max(0.0).min(1.0)
    }

    /// Mish of straight lines and a parabola: x·min(max(x + 2, 0), 2)/2. Slope 0 at −2.
    ///
    /// Hmish in the work on fast mish by Feng and Wightman, pytorch-image-models 2020.
    #[derive_activation(
        derivative = if x <= -2.0 { 0.0 } else if x < 0.0 { x + 1.0 } else { 1.0 },
        spec = 0.5 * x * (x + 2.0).max(0.0).min(2.0),
        also("hard_mish"),
    )]
    pub fn hardmish<R: Real>(x: R) -> R {
        if x <= -2.0 {
            0.0
        } else if x < 0.0 {
            0.5 * x * (x + 2.0)
        } else {
            x
        }
    }

    /// Softplus of straight lines and a parabola: 0 up to −1, (x + 1)²/4, x from 1 on.
    ///
    /// `sparse_plus` of JAX; Martins, Astudillo 2016, <https://arxiv.org/abs/1602.02068>, for the idea.
    #[derive_activation(
        derivative = if x <= -1.0 { 0.0 } else if x < 1.0 { 0.5 * (x + 1.0) } else { 1.0 },
    )]
    pub fn sparse_plus<R: Real>(x: R) -> R {
        if x <= -1.0 {
            0.0
        } else if x < 1.0 {
            0.25 * (x + 1.0) * (x + 1.0)
        } else {
            x
        }
    }

    /// The slope of [`sparse_plus`]: (x + 1)/2, held between 0 and 1. Slope 0 at both ends; JAX takes a
    /// quarter.
    ///
    /// `sparse_sigmoid` of JAX.
    #[derive_activation(derivative = if y > 0.0 && y < 1.0 { 0.5 } else { 0.0 })]
    pub fn sparse_sigmoid<R: Real>(x: R) -> R {
        (0.5 * x + 0.5).max(0.0).min(1.0)
    }
}
