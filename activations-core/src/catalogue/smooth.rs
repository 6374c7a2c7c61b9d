//! x times a smooth step: silu, gelu, mish. Not monotone, so that all keep the input.

#[activations_macros::family]
pub(super) mod declared {
    use core::f64::consts::{FRAC_1_SQRT_2, FRAC_2_SQRT_PI};

    use activations_macros::derive_activation;

    use crate::Real;

    /// Sigmoid linear unit, x·σ(x).
    ///
    /// PyTorch and JAX give NaN at −∞, this one its limit 0.
    ///
    /// Elfwing, Uchibe, Doya 2017, "Sigmoid-weighted linear units for neural network function
    /// approximation in reinforcement learning", <https://arxiv.org/abs/1702.03118>; swish in
    /// Ramachandran, Zoph, Le 2017, <https://arxiv.org/abs/1710.05941>.
    #[derive_activation(
        derivative = (1.0 + x * (-x).sigmoid()).times_sigmoid(x),
        spec = x / (1.0 + (-x).exp()),
        limits(-inf = 0.0, inf = inf),
    )]
    pub fn silu<R: Real>(x: R) -> R {
        x.times_sigmoid(x)
    }

    /// Gaussian error linear unit, x·Φ(x).
    ///
    /// The default of PyTorch, Keras and ONNX; JAX and NNlib default to [`gelu_tanh`]. PyTorch and JAX give
    /// NaN at −∞, this one its limit 0.
    ///
    /// Hendrycks, Gimpel 2016, "Gaussian error linear units", <https://arxiv.org/abs/1606.08415>.
    #[derive_activation(
        derivative = x.normal_cdf() + x.times_normal_pdf(x),
        spec = 0.5 * x * (1.0 + (x * FRAC_1_SQRT_2).erf()),
        limits(-inf = 0.0, inf = inf),
        also("gelu_erf", "gelu_python"),
    )]
    pub fn gelu<R: Real>(x: R) -> R {
        x.times_normal_cdf(x)
    }

    // ½(1 + tanh u) = σ(2u), as one step that keeps its digits in the left tail.
    //
    // Of the derivative σ(2u) + 2x·σ(2u)·σ(−2u)·u′ with u′ = √(2/π)·(1 + 0.134145·x²): for large |x|
    // the product of the sigmoids is 0 long before x³ overflows, so it is multiplied in first, and
    // 0·∞ never comes up.

    /// Gaussian error linear unit by its tanh approximation, x·½(1 + tanh(√(2/π)·(x + 0.044715·x³))).
    ///
    /// Hendrycks, Gimpel 2016, "Gaussian error linear units", <https://arxiv.org/abs/1606.08415>.
    #[derive_activation(
        derivative = {
            let c = FRAC_2_SQRT_PI * FRAC_1_SQRT_2;
            let u = 2.0 * c * (x + 0.044715 * x * x * x);
            let t = 2.0 * u.sigmoid_slope() * x * c;
            u.sigmoid() + (t + 0.134145 * (t * x * x))
        },
        spec = {
            let u = FRAC_2_SQRT_PI * FRAC_1_SQRT_2 * (x + 0.044715 * x.powi(3));
            0.5 * x * (1.0 + u.tanh())
        },
        limits(-inf = 0.0, inf = inf),
        also("gelu_new", "gelu_pytorch_tanh", "gelu_fast", "gelu_accurate", "gelu_python_tanh"),
    )]
    pub fn gelu_tanh<R: Real>(x: R) -> R {
        x.times_tanh_cdf(x)
    }

    // tanh(softplus x) is rational in e^x: n/(n + 2) with n = e^x·(e^x + 2). In q = e^(−|x|) ≤ 1
    // nothing overflows: on the right both are multiplied by q², which makes them 1 + 2q and
    // 1 + 2q + 2q². On the left e^x is multiplied in last, where nothing of it is lost.
    //
    // The slope is n/(n + 2) + 4x·e^x·(1 + e^x)/(n + 2)², likewise.

    /// Mish, x·tanh(ln(1 + eˣ)).
    ///
    /// PyTorch and JAX give NaN at −∞, this one its limit 0.
    ///
    /// Misra 2019, "Mish: a self regularized non-monotonic activation function",
    /// <https://arxiv.org/abs/1908.08681>.
    #[derive_activation(
        derivative = {
            let q = (-x.abs()).exp();
            if x > 0.0 {
                let n = 1.0 + 2.0 * q;
                let d = n + 2.0 * q * q;
                n / d + 4.0 * (q * q) * (1.0 + q) * x / (d * d)
            } else {
                let d = q * (q + 2.0) + 2.0;
                ((q + 2.0) / d + (1.0 + q) * x / (0.25 * d * d)).times_exp(x)
            }
        },
        spec = x * x.softplus().tanh(),
        limits(-inf = 0.0, inf = inf),
    )]
    pub fn mish<R: Real>(x: R) -> R {
        let q = (-x.abs()).exp();
        if x > 0.0 {
            let n = 1.0 + 2.0 * q;
            x * (n / (n + 2.0 * q * q))
        } else {
            let d = q * (q + 2.0) + 2.0;
            (x * ((q + 2.0) / d)).times_exp(x)
        }
    }

    // As in gelu_tanh the two sigmoids are multiplied before x, or x², comes in.

    /// Swish with a steepness of its own, x·σ(beta·x).
    ///
    /// Ramachandran, Zoph, Le 2017, "Searching for activation functions",
    /// <https://arxiv.org/abs/1710.05941>.
    #[derive_activation(
        derivative(
            x = {
                let u = beta * x;
                u.sigmoid() + beta * (u.sigmoid_slope() * x)
            },
            beta = {
                let u = beta * x;
                u.sigmoid_slope() * x * x
            },
        ),
        params(beta = 1.0 where beta > 0.0),
        limits(-inf = 0.0, inf = inf),
    )]
    pub fn swish<R: Real>(x: R, beta: R) -> R {
        x.times_sigmoid(beta * x)
    }

    /// Gaussian error linear unit by its sigmoid approximation, x·σ(1.702·x).
    ///
    /// Hendrycks, Gimpel 2016, "Gaussian error linear units", <https://arxiv.org/abs/1606.08415>.
    #[derive_activation(
        derivative = {
            let u = 1.702 * x;
            u.sigmoid() + 1.702 * (u.sigmoid() * (-u).sigmoid() * x)
        },
        limits(-inf = 0.0, inf = inf),
        also("gelu_quick", "gelu_sigmoid"),
    )]
    pub fn quick_gelu<R: Real>(x: R) -> R {
        x * (1.702 * x).sigmoid()
    }

    /// x·erf(ln(1 + eˣ))
    ///
    /// Nag, Bhattacharyya 2021, "SERF: towards better training of deep neural networks using
    /// log-softplus error activation function", <https://arxiv.org/abs/2108.09598>.
    #[derive_activation(
        derivative = {
            let s = x.softplus();
            s.erf() + FRAC_2_SQRT_PI * (s.gaussian() * x.sigmoid() * x)
        },
        limits(-inf = 0.0, inf = inf),
    )]
    pub fn serf<R: Real>(x: R) -> R {
        x * x.softplus().erf()
    }

    /// x·tanh x
    ///
    /// Roy, Manna, Dubey, Chaudhuri 2019, "LiSHT: non-parametric linearly scaled hyperbolic tangent
    /// activation function", <https://arxiv.org/abs/1901.05894>.
    #[derive_activation(
        derivative = {
            let u = 2.0 * x;
            x.tanh() + 4.0 * (u.sigmoid_slope() * x)
        },
        limits(-inf = inf, inf = inf),
    )]
    pub fn lisht<R: Real>(x: R) -> R {
        x * x.tanh()
    }

    // u·σ(u)·σ(−u) would be ∞·0 for large x: held finite, u is multiplied by 0.

    /// x·tanh(eˣ)
    ///
    /// Fernandez, Mali 2024, "TeLU activation function for fast and stable deep learning",
    /// <https://arxiv.org/abs/2412.20269>.
    #[derive_activation(
        derivative = {
            let e = x.exp();
            let u = (e + e).finite();
            (0.5 * u).tanh() + 2.0 * (u * u.sigmoid_slope() * x)
        },
        limits(-inf = 0.0, inf = inf),
    )]
    pub fn telu<R: Real>(x: R) -> R {
        x * x.exp().tanh()
    }

    /// x − tanh x
    #[derive_activation(derivative = x.tanh() * x.tanh(), also("tanh_shrink"))]
    pub fn tanhshrink<R: Real>(x: R) -> R {
        x.minus_tanh()
    }

    /// x·tanh(gelu x)
    ///
    /// Naveen 2022, "Phish: a novel hyper-optimizable activation function".
    #[derive_activation(
        derivative = {
            let g = x * x.normal_cdf();
            let u = 2.0 * g;
            g.tanh()
                + 4.0 * (u.sigmoid_slope() * x) * (x.normal_cdf() + x * x.normal_pdf())
        },
        limits(-inf = 0.0, inf = inf),
    )]
    pub fn phish<R: Real>(x: R) -> R {
        x * (x * x.normal_cdf()).tanh()
    }
}
