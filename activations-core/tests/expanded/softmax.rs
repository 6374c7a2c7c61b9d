//! ```ignore
//! #[derive_activation(vjp = (dy - (dy * y).sum()) * y)]
//! pub fn softmax<V: Row>(x: V) -> V {
//!     let e = (x - x.max()).exp();
//!     e / e.sum()
//! }
//! ```

#[inline(always)]
pub fn softmax<V: ::activations_core::Row>(x: V) -> V {
    let e = (x - x.max()).exp();
    e / e.sum()
}

#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Softmax;

impl ::activations_core::__private::Declared for Softmax {
    const DECLARATION: &'static ::activations_core::Declaration =
        &::activations_core::Declaration {
            formula: "e/Σe with e = e^(x − max x)",
            derivatives: &["(dy − Σ(dy·y))·y"],
            keeps: ::activations_core::Keeps::Output,
            proof: ::activations_core::Proof::Proved,
            ..::activations_core::Declaration::new(
                "softmax",
                "Softmax",
                ::activations_core::Kind::RowWise,
            )
        };
}

impl ::activations_core::__private::RowDefinition for Softmax {
    // x is read before anything is stored; the last pass reads `out` alone.
    const FORWARD_READS_AFTER_STORE: bool = false;
    // One pass reduces, one stores.
    const VJP_READS_AFTER_STORE: bool = false;

    #[inline(always)]
    fn plain<V: ::activations_core::Row>(x: V, _parameters: &[V::Scalar]) -> V {
        softmax(x)
    }

    #[inline(always)]
    fn plain_vjp<V: ::activations_core::Row>(_x: V, y: V, dy: V, _parameters: &[V::Scalar]) -> V {
        (dy - (dy * y).sum()) * y
    }

    #[inline(always)]
    fn forward<E: ::activations_core::__private::RowEngine>(&self, engine: &mut E) {
        let [max] = engine.reduce(
            [::activations_core::Reduction::Max],
            #[inline(always)]
            |at| [at.x],
        );
        // e is expensive and needed twice, so it is stored where y will be.
        let [sum] = engine.store(
            [::activations_core::Reduction::Sum],
            #[inline(always)]
            |at| {
                let e = ::activations_core::Real::exp(at.x - max);
                (e, [e])
            },
        );
        let [] = engine.store(
            [],
            #[inline(always)]
            |at| (at.out / sum, []),
        );
    }

    #[inline(always)]
    fn vjp<E: ::activations_core::__private::RowEngine>(&self, engine: &mut E) {
        let [sum] = engine.reduce(
            [::activations_core::Reduction::Sum],
            #[inline(always)]
            |at| [at.dy * at.y],
        );
        let [] = engine.store(
            [],
            #[inline(always)]
            |at| ((at.dy - sum) * at.y, []),
        );
    }

    #[inline(always)]
    fn jvp<E: ::activations_core::__private::RowEngine>(&self, engine: &mut E) {
        // The Jacobian is symmetric.
        self.vjp(engine);
    }
}

::activations_core::__private::row_wise!(Softmax);
