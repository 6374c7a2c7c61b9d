//! Functions of a whole row: softmax and its kin, and normalisations.

#[activations_macros::family]
pub(super) mod declared {
    use activations_macros::derive_activation;

    use crate::{Real, Row};

    /// Softmax of each row, eˣ/Σeˣ.
    ///
    /// A row of −∞ alone has no softmax: NaN, as in PyTorch and JAX. To leave entries out, mask them
    /// ([`forward_masked`](crate::Activation::forward_masked)): the softmax of a row that is hidden as
    /// a whole is 0.
    ///
    /// Bridle 1990, "Probabilistic interpretation of feedforward classification network outputs".
    #[derive_activation(vjp = (dy - (dy * y).sum()) * y, spec = x.exp() / x.exp().sum())]
    pub fn softmax<V: Row>(x: V) -> V {
        let e = (x - x.max()).exp();
        e / e.sum()
    }

    // Of the sum the greatest entry is 1: less that 1, whose subtraction is exact, the sum of the others
    // keeps its digits, and with them the logarithm of a probability next to 1.

    /// Logarithm of the softmax of each row, x − ln Σeˣ, with no probability rounded to 0 on the way.
    ///
    /// Masked entries are −∞, the logarithm of their probability 0.
    #[derive_activation(
        vjp = dy - y.exp() * dy.sum(),
        spec = (x.exp() / x.exp().sum()).ln(),
        masked = -inf,
    )]
    pub fn log_softmax<V: Row>(x: V) -> V {
        let shifted = x - x.max();
        shifted - (shifted.exp().sum() - 1.0).ln_1p()
    }

    /// Softmax of each row at a temperature, e^(x/tau)/Σe^(x/tau).
    ///
    /// Hinton, Vinyals, Dean 2015, "Distilling the knowledge in a neural network",
    /// <https://arxiv.org/abs/1503.02531>.
    #[derive_activation(
        vjp = (dy - (dy * y).sum()) * y / tau,
        params(tau = 1.0 where tau > 0.0),
        spec = (x / tau).exp() / (x / tau).exp().sum(),
    )]
    pub fn softmax_temperature<V: Row>(x: V, tau: V::Scalar) -> V {
        let e = ((x - x.max()) / tau).exp();
        e / e.sum()
    }

    /// Softmax of the negated row, e⁻ˣ/Σe⁻ˣ. An entry −∞ gives NaN, as ∞ does to a softmax.
    #[derive_activation(vjp = ((dy * y).sum() - dy) * y, spec = (-x).exp() / (-x).exp().sum())]
    pub fn softmin<V: Row>(x: V) -> V {
        let e = (-x - (-x).max()).exp();
        e / e.sum()
    }

    // With m = max(max x, 0) the sum e^(x − m) + e^(−m) is at least 1, and nothing overflows; a shift
    // by max x alone would be provable, but turn a row of −∞ into NaN.

    /// Softmax with one more term in the sum, eˣ/(1 + Σeˣ), so that a row can attend to nothing: a row
    /// of −∞ alone is 0.
    ///
    /// Miller 2023, "Attention is off by one".
    #[derive_activation(
        vjp = (dy - (dy * y).sum()) * y,
        spec = x.exp() / (1.0 + x.exp().sum()),
        also("quiet_softmax"),
    )]
    pub fn softmax_plus_one<V: Row>(x: V) -> V {
        let m = x.max().max(0.0);
        let e = (x - m).exp();
        e / (e.sum() + (-m).exp())
    }

    /// Each row divided by its length, x/√(Σx² + eps): smooth everywhere, where PyTorch divides by
    /// max(√Σx², eps). A row with an infinite entry is NaN.
    #[derive_activation(
        vjp = (dy - y * (dy * y).sum()) / ((x * x).sum() + eps).sqrt(),
        params(eps = 1e-12 where eps > 0.0),
    )]
    pub fn l2_normalize<V: Row>(x: V, eps: V::Scalar) -> V {
        x / ((x * x).sum() + eps).sqrt()
    }

    /// Each row divided by its root mean square, x/√(mean x² + eps), without a learned scale.
    ///
    /// Zhang, Sennrich 2019, "Root mean square layer normalization",
    /// <https://arxiv.org/abs/1910.07467>.
    #[derive_activation(
        vjp = (dy - y * (dy * y).mean()) / ((x * x).mean() + eps).sqrt(),
        params(eps = 1e-6 where eps > 0.0),
    )]
    pub fn rms_norm<V: Row>(x: V, eps: V::Scalar) -> V {
        x / ((x * x).mean() + eps).sqrt()
    }

    /// Each row moved to mean 0 and divided by its standard deviation,
    /// (x − mean x)/√(var x + eps), without a learned scale and shift.
    ///
    /// Ba, Kiros, Hinton 2016, "Layer normalization", <https://arxiv.org/abs/1607.06450>.
    #[derive_activation(
        vjp = {
            let c = x - x.mean();
            (dy - dy.mean() - y * (dy * y).mean()) / ((c * c).mean() + eps).sqrt()
        },
        params(eps = 1e-5 where eps > 0.0),
        also("standardize"),
    )]
    pub fn layer_norm<V: Row>(x: V, eps: V::Scalar) -> V {
        let c = x - x.mean();
        c / ((c * c).mean() + eps).sqrt()
    }
}
