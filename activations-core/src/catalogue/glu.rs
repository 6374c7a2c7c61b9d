//! Gated linear units: one input opens the gate for the other. All from Shazeer 2020, "GLU variants
//! improve transformer", <https://arxiv.org/abs/2002.05202>, and Dauphin, Fan, Auli, Grangier 2016,
//! "Language modeling with gated convolutional networks", <https://arxiv.org/abs/1612.08083>.

#[activations_macros::family]
pub(super) mod declared {
    use activations_macros::derive_activation;

    use crate::Real;

    /// The first input is the gate: silu(a)·b = a·σ(a)·b.
    #[derive_activation(derivative(
        a = b * (1.0 + a * (-a).sigmoid()).times_sigmoid(a),
        b = a.times_sigmoid(a),
    ))]
    pub fn swiglu<R: Real>(a: R, b: R) -> R {
        a.times_sigmoid(a) * b
    }
}
