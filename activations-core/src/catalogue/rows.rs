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
        shifted - shifted.exp().sum().ln()
    }
}
