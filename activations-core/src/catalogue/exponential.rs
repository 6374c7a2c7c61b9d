//! Exponentials on one side, lines on the other.

#[activations_macros::family]
pub(super) mod declared {
    use activations_macros::derive_activation;

    use crate::Real;

    // The slopes of elu and its kin are exponentials of the input: y + alpha has no digits left in the
    // tail, in f32 from x = −17 on, which is what a training step of elu makes do with.

    /// Exponential linear unit: x, and alpha·(eˣ − 1) below 0. Slope alpha at 0, as in PyTorch and
    /// JAX.
    ///
    /// The derivative is right to its last digits. A `pullback` knows only the rounded y: its slope is
    /// off by as much as y is, at most half an ulp of alpha.
    ///
    /// Clevert, Unterthiner, Hochreiter 2015, "Fast and accurate deep network learning by exponential
    /// linear units", <https://arxiv.org/abs/1511.07289>.
    #[derive_activation(
        derivative(
            x = if x > 0.0 { 1.0 } else { alpha * x.exp() },
            alpha = if x > 0.0 { 0.0 } else { x.exp_m1() },
        ),
        pullback = if y > 0.0 { 1.0 } else { y + alpha },
        params(alpha = 1.0 where alpha >= 0.0),
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

    // The slope by alpha, e^u − 1 − u·e^u with u = x/alpha, is nearly −u²/2 near 0, where its terms
    // cancel. With h = u/2 it is −(e^u + 1)·(h − tanh h) − h·(e^u − 1), whose second term prevails there.

    /// Continuously differentiable exponential linear unit: x, and alpha·(e^(x/alpha) − 1) below 0.
    ///
    /// Barron 2017, "Continuously differentiable exponential linear units",
    /// <https://arxiv.org/abs/1704.07483>.
    #[derive_activation(
        derivative(
            x = if x > 0.0 { 1.0 } else { (x / alpha).exp() },
            alpha = {
                let u = x / alpha;
                let h = 0.5 * u;
                if x > 0.0 {
                    0.0
                } else if x > -2.0 * alpha {
                    -((u.exp() + 1.0) * h.minus_tanh()) - h * u.exp_m1()
                } else {
                    u.exp_m1() - u.times_exp(u)
                }
            },
        ),
        params(alpha = 1.0 where alpha > 0.0),
    )]
    pub fn celu<R: Real>(x: R, alpha: R) -> R {
        if x > 0.0 {
            x
        } else {
            alpha * (x / alpha).exp_m1()
        }
    }

    /// eˣ
    #[derive_activation(derivative = y, also("exp"))]
    pub fn exponential<R: Real>(x: R) -> R {
        x.exp()
    }

    // From the left ln(1 − e⁻ˣ) by expm1, from the right by ln_1p: each keeps its digits on its side
    // of 0.7, near which 1 − e⁻ˣ is one half.

    /// ln(1 − e⁻ˣ), for x > 0: the logarithm of the probability that an event of rate x has happened.
    ///
    /// Mächler 2012, "Accurately computing log(1 − exp(−|a|))".
    #[derive_activation(
        derivative = (-x).exp() / -(-x).exp_m1(),
        domain = x > 0.0,
        spec = (1.0 - (-x).exp()).ln(),
    )]
    pub fn log1mexp<R: Real>(x: R) -> R {
        if x < 0.7 {
            (-(-x).exp_m1()).ln()
        } else {
            (-(-x).exp()).ln_1p()
        }
    }
}
