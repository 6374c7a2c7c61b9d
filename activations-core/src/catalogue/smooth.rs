//! x times a smooth step: silu, gelu, mish. Not monotone, so that all keep the input.

#[activations_macros::family]
pub(super) mod declared {
    use core::f64::consts::{FRAC_1_SQRT_2, FRAC_2_SQRT_PI};

    use activations_macros::derive_activation;

    use crate::Real;

    /// Sigmoid linear unit, x·σ(x).
    ///
    /// Elfwing, Uchibe, Doya 2017, "Sigmoid-weighted linear units for neural network function
    /// approximation in reinforcement learning", <https://arxiv.org/abs/1702.03118>; swish in
    /// Ramachandran, Zoph, Le 2017, <https://arxiv.org/abs/1710.05941>.
    #[derive_activation(
        derivative = (1.0 + x * (-x).sigmoid()).times_sigmoid(x),
        spec = x / (1.0 + (-x).exp()),
        limits(-inf = 0.0, inf = inf),
        also("swish"),
    )]
    pub fn silu<R: Real>(x: R) -> R {
        x.times_sigmoid(x)
    }

    /// Gaussian error linear unit, x·Φ(x).
    ///
    /// Hendrycks, Gimpel 2016, "Gaussian error linear units", <https://arxiv.org/abs/1606.08415>.
    #[derive_activation(
        derivative = x.normal_cdf() + x.times_normal_pdf(x),
        spec = 0.5 * x * (1.0 + (x * FRAC_1_SQRT_2).erf()),
        limits(-inf = 0.0, inf = inf),
        also("gelu_erf"),
    )]
    pub fn gelu<R: Real>(x: R) -> R {
        x.times_normal_cdf(x)
    }

    // ½(1 + tanh u) = σ(2u), which keeps its digits in the left tail.
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
        also("gelu_new", "gelu_pytorch_tanh", "gelu_fast"),
    )]
    pub fn gelu_tanh<R: Real>(x: R) -> R {
        x * (2.0 * (FRAC_2_SQRT_PI * FRAC_1_SQRT_2) * (x + 0.044715 * x * x * x)).sigmoid()
    }

    // tanh(softplus x) is rational in e^x: n/(n + 2) with n = e^x·(e^x + 2). In q = e^(−|x|) ≤ 1
    // nothing overflows: on the right both are multiplied by q², which makes them 1 + 2q and
    // 1 + 2q + 2q². On the left e^x is multiplied in last, where nothing of it is lost.
    //
    // The slope is n/(n + 2) + 4x·e^x·(1 + e^x)/(n + 2)², likewise.

    /// Mish, x·tanh(ln(1 + eˣ)).
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
}
