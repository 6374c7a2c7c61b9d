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

    // a·x may be beyond the range of the type, where its sine is that of the greatest number: of so large
    // an input no digit of a·x says anything of the angle. The slope 1 + sin(2a·x) is 0 in places: as a
    // square it keeps its digits beside them. The slope by a, x·sin(2a·x)/a − sin²(a·x)/a², is halved
    // until last, so that nothing overflows before the result does.

    /// x + sin²(a·x)/a: a line with waves, for what is periodic.
    ///
    /// Ziyin, Hartwig, Ueda 2020, "Neural networks fail to learn periodic functions and how to fix it",
    /// <https://arxiv.org/abs/2006.08195>.
    #[derive_activation(
        derivative(
            x = {
                let u = (a * x).finite();
                let wave = u.sin() + u.cos();
                wave * wave
            },
            a = {
                let u = (a * x).finite();
                let r = u.sin() / a;
                2.0 * (r * (u.cos() * x - 0.5 * r))
            },
        ),
        params(a = 1.0 where a > 0.0),
    )]
    pub fn snake<R: Real>(x: R, a: R) -> R {
        let s = (a * x).finite().sin();
        x + s * (s / a)
    }

    // √(x² + 1) − 1 cancels near 0; multiplied by its conjugate it is x²/(√(x² + 1) + 1).

    /// (√(x² + 1) − 1)/2 + x
    #[derive_activation(
        derivative = 0.5 * (x / x.hypot(1.0)) + 1.0,
        spec = ((x * x + 1.0).sqrt() - 1.0) / 2.0 + x,
        limits(-inf = -inf, inf = inf),
    )]
    pub fn bent_identity<R: Real>(x: R) -> R {
        0.5 * (x * (x / (x.hypot(1.0) + 1.0))) + x
    }
}
