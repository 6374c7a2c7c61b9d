//! Smooth functions of bounded slope: sigmoid, tanh, softplus and their kin.

#[activations_macros::family]
pub(super) mod declared {
    use activations_macros::derive_activation;

    use crate::Real;

    // sigmoid′ from the output, y·(1 − y), would keep no more than the output, but 1 − y has lost
    // what the output had rounded away: in f32 it is 0 from x = 16.7 on, where the slope is 5.6e-8,
    // and wrong in the third digit at 8. σ(x)·σ(−x) is right to the last digits for every x; as one
    // step it costs one exponential and one division. A model that wants the smaller memory declares a
    // sigmoid with `derivative = y * (1.0 - y)`: one line.

    /// Logistic sigmoid, 1/(1 + e⁻ˣ).
    ///
    /// Berkson 1944, "Application of the logistic function to bio-assay", and older.
    #[derive_activation(
        derivative = x.sigmoid_slope(),
        spec = 1.0 / (1.0 + (-x).exp()),
        also("logistic"),
    )]
    pub fn sigmoid<R: Real>(x: R) -> R {
        x.sigmoid()
    }

    // sech² x = 4·σ(2x)·σ(−2x). From the output, (1 − y)·(1 + y) is 0 in f32 from x = 9.1 on.

    /// Hyperbolic tangent.
    #[derive_activation(derivative = 4.0 * (2.0 * x).sigmoid_slope())]
    pub fn tanh<R: Real>(x: R) -> R {
        x.tanh()
    }

    // max(x, 0) + ln(1 + e^(−|βx|))/β: unlike softplus(βx)/β it does not overflow where βx does.

    /// Softplus, ln(1 + e^(βx))/β: the smooth rectifier. No threshold: it is exact for every x.
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
}
