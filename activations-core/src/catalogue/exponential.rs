//! Exponentials on one side, lines on the other.

#[activations_macros::family]
pub(super) mod declared {
    use activations_macros::derive_activation;

    use crate::Real;

    // The slopes of elu and its kin are exponentials of the input and not 1 plus the output: y + alpha
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
