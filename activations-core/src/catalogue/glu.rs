//! Gated linear units: one input opens the gate for the other. All from Shazeer 2020, "GLU variants
//! improve transformer", <https://arxiv.org/abs/2002.05202>, and Dauphin, Fan, Auli, Grangier 2016,
//! "Language modeling with gated convolutional networks", <https://arxiv.org/abs/1612.08083>.

#[activations_macros::family]
pub(super) mod declared {
    use core::f64::consts::{FRAC_1_SQRT_2, FRAC_2_SQRT_PI};

    use activations_macros::derive_activation;

    use crate::Real;

    /// The second input is the gate: a·σ(b), as in PyTorch, JAX and Keras.
    #[derive_activation(derivative(
        a = b.sigmoid(),
        b = a * b.sigmoid_slope(),
    ))]
    pub fn glu<R: Real>(a: R, b: R) -> R {
        a * b.sigmoid()
    }

    /// Neither input is the gate, or both are: a·b.
    #[derive_activation(derivative(a = b, b = a))]
    pub fn bilinear<R: Real>(a: R, b: R) -> R {
        a * b
    }

    // Chosen and not multiplied: a closed gate lets no infinite b through as 0·∞.

    /// The first input is the gate: relu(a)·b. Slope 0 at a = 0.
    #[derive_activation(
        derivative(a = if a > 0.0 { b } else { 0.0 }, b = a.max(0.0)),
        spec = a.max(0.0) * b,
    )]
    pub fn reglu<R: Real>(a: R, b: R) -> R {
        if a > 0.0 { a * b } else { 0.0 }
    }

    /// The first input is the gate: gelu(a)·b = a·Φ(a)·b.
    #[derive_activation(derivative(
        a = b * (a.normal_cdf() + a.times_normal_pdf(a)),
        b = a.times_normal_cdf(a),
    ))]
    pub fn geglu<R: Real>(a: R, b: R) -> R {
        a.times_normal_cdf(a) * b
    }

    // As in gelu_tanh, and held finite, so that at ±∞ there is no 0·∞ either.

    /// The first input is the gate, a gelu by its tanh approximation: gelu_tanh(a)·b.
    #[derive_activation(derivative(
        a = {
            let c = FRAC_2_SQRT_PI * FRAC_1_SQRT_2;
            let a = a.finite();
            let u = 2.0 * c * (a + 0.044715 * a * a * a);
            let t = 2.0 * u.sigmoid_slope() * a * c;
            b * (u.sigmoid() + (t + 0.134145 * (t * a * a)))
        },
        b = a.times_tanh_cdf(a),
    ))]
    pub fn geglu_tanh<R: Real>(a: R, b: R) -> R {
        a.times_tanh_cdf(a) * b
    }

    /// The first input is the gate: silu(a)·b = a·σ(a)·b.
    #[derive_activation(derivative(
        a = b * (1.0 + a.times_sigmoid(-a)).times_sigmoid(a),
        b = a.times_sigmoid(a),
    ))]
    pub fn swiglu<R: Real>(a: R, b: R) -> R {
        a.times_sigmoid(a) * b
    }
}
