//! Smooth functions of bounded slope: sigmoid, tanh, softplus and their kin.

#[activations_macros::family]
pub(super) mod declared {
    use activations_macros::derive_activation;

    use crate::Real;

    // The derivative as one step, σ(x)·σ(−x): right to the last digits for every x, by one exponential
    // and one division. A training step keeps the output instead, as the next layer does, and
    // multiplies twice.

    /// Logistic sigmoid, 1/(1 + e⁻ˣ).
    ///
    /// The derivative is right to its last digits. A `pullback` knows only the rounded y: its slope is
    /// off by as much as y is, at most half an ulp of 1, and so 0 beyond x = 17.4 in f32.
    ///
    /// Berkson 1944, "Application of the logistic function to bio-assay", and older.
    #[derive_activation(
        derivative = x.sigmoid_slope(),
        pullback = y * (1.0 - y),
        spec = 1.0 / (1.0 + (-x).exp()),
        also("logistic"),
    )]
    pub fn sigmoid<R: Real>(x: R) -> R {
        x.sigmoid()
    }

    // sech² x = 4·σ(2x)·σ(−2x), which keeps its digits where tanh x is rounded to ±1.

    /// Hyperbolic tangent.
    ///
    /// The derivative is right to its last digits. A `pullback` knows only the rounded y: its slope is
    /// off by twice what y is, at most an ulp of 1, and so 0 beyond x = ±9.1 in f32.
    #[derive_activation(
        derivative = 4.0 * (2.0 * x).sigmoid_slope(),
        pullback = (1.0 - y) * (1.0 + y),
    )]
    pub fn tanh<R: Real>(x: R) -> R {
        x.tanh()
    }

    // max(x, 0) + ln(1 + e^(−|βx|))/β: unlike softplus(βx)/β it does not overflow where βx does.

    /// Softplus, ln(1 + e^(βx))/β: the smooth rectifier. No threshold: it is exact for every x, where
    /// PyTorch gives x for βx > 20.
    ///
    /// Dugas, Bengio, Bélisle, Nadeau, Garcia 2000, "Incorporating second-order functional knowledge
    /// for better option pricing".
    #[derive_activation(
        derivative(x = (beta * x).sigmoid()),
        params(beta = 1.0 where beta > 0.0),
        spec = (1.0 + (beta * x).exp()).ln() / beta,
    )]
    pub fn softplus<R: Real>(x: R, beta: R) -> R {
        x.max(0.0) + (-(beta * x).abs()).exp().ln_1p() / beta
    }

    /// Logarithm of the sigmoid, −ln(1 + e⁻ˣ).
    #[derive_activation(
        derivative = (-x).sigmoid(),
        spec = (1.0 / (1.0 + (-x).exp())).ln(),
        also("logsigmoid"),
    )]
    pub fn log_sigmoid<R: Real>(x: R) -> R {
        x.log_sigmoid()
    }

    // The square of the reciprocal: the reciprocal of the square would be 0 before it has to be.

    /// x/(1 + |x|)
    ///
    /// PyTorch, JAX and ONNX Runtime give NaN at ±∞, this one its limits ±1.
    ///
    /// Bergstra, Desjardins, Lamblin, Bengio 2009, "Quadratic polynomials learn better image features".
    #[derive_activation(
        derivative = {
            let r = (1.0 + x.abs()).recip();
            r * r
        },
        limits(-inf = -1.0, inf = 1.0),
        also("soft_sign"),
    )]
    pub fn softsign<R: Real>(x: R) -> R {
        x / (1.0 + x.abs())
    }

    /// arctan x
    #[derive_activation(
        derivative = {
            let r = x.hypot(1.0).recip();
            r * r
        },
        also("atan"),
    )]
    pub fn arctan<R: Real>(x: R) -> R {
        x.atan()
    }

    // Left of −1 and right of 1 with both sides divided by |x|, which has the limits ±1/√alpha; near 0
    // as it stands, where 1/x would overflow.

    /// Inverse square root unit, x/√(1 + alpha·x²).
    ///
    /// Carlile, Delamarter, Kinney, Marti, Whitney 2017, "Improving deep learning by inverse square
    /// root linear units", <https://arxiv.org/abs/1710.09967>.
    #[derive_activation(
        derivative(
            x = {
                let r = (alpha.sqrt() * x).hypot(1.0).recip();
                r * r * r
            },
            alpha = -0.5 * y * y * y,
        ),
        params(alpha = 1.0 where alpha > 0.0),
    )]
    pub fn isru<R: Real>(x: R, alpha: R) -> R {
        if x.abs() > 1.0 {
            x.signum() / alpha.sqrt().hypot(x.recip())
        } else {
            x / (alpha.sqrt() * x).hypot(1.0)
        }
    }
}
