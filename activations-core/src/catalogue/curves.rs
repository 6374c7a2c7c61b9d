//! Other curves: square roots, bells, waves, and the identity.

#[activations_macros::family]
pub(super) mod declared {
    use core::f64::consts::LN_2;

    use activations_macros::derive_activation;

    use crate::Real;

    /// x
    #[derive_activation(derivative = 1.0, also("linear"))]
    pub fn identity<R: Real>(x: R) -> R {
        x
    }

    // Left of 0, x + √(x² + b) cancels; multiplied by its conjugate it is b/(√(x² + b) − x). The
    // slope is the value divided by √(x² + b). Halves inside the sums, which then cannot overflow.

    /// (x + √(x² + b))/2: a rectifier with a rounded corner.
    ///
    /// Barron 2021, "Squareplus: a softplus-like algebraic rectifier",
    /// <https://arxiv.org/abs/2112.11687>.
    #[derive_activation(
        derivative(
            x = {
                let r = x.hypot(b.sqrt());
                let s = if x > 0.0 { 0.5 * x + 0.5 * r } else { 0.25 * b / (0.5 * r - 0.5 * x) };
                s / r
            },
            b = 0.25 / x.hypot(b.sqrt()),
        ),
        params(b = 4.0 where b > 0.0),
        spec = (x + (x * x + b).sqrt()) / 2.0,
        limits(-inf = 0.0, inf = inf),
    )]
    pub fn squareplus<R: Real>(x: R, b: R) -> R {
        let r = x.hypot(b.sqrt());
        if x > 0.0 {
            0.5 * x + 0.5 * r
        } else {
            0.25 * b / (0.5 * r - 0.5 * x)
        }
    }

    // Near 0 the usual |x| + ln(1 + e^(−2|x|)) − ln 2 is all cancellation, where ½·ln(1 + sinh² x) has
    // none; far out sinh² overflows.

    /// ln cosh x
    #[derive_activation(derivative = x.tanh(), spec = x.cosh().ln(), also("log_cosh"))]
    pub fn logcosh<R: Real>(x: R) -> R {
        if x.abs() < 1.0 {
            0.5 * (x.sinh() * x.sinh()).ln_1p()
        } else {
            x.abs() + (-2.0 * x.abs()).exp().ln_1p() - LN_2
        }
    }

    /// e^(−x²)
    #[derive_activation(derivative = -2.0 * (x * x.gaussian()), limits(-inf = 0.0, inf = 0.0))]
    pub fn gaussian<R: Real>(x: R) -> R {
        x.gaussian()
    }
}
