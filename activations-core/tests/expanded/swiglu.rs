//! ```ignore
//! #[derive_activation(
//!     derivative(a = b * a.sigmoid() * (1.0 + a * (-a).sigmoid()), b = a * a.sigmoid()),
//! )]
//! pub fn swiglu<R: Real>(a: R, b: R) -> R {
//!     a * a.sigmoid() * b
//! }
//! ```

#[inline(always)]
pub fn swiglu<R: ::activations_core::Real>(a: R, b: R) -> R {
    a * a.sigmoid() * b
}

#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Swiglu;

impl ::activations_core::__private::Declared for Swiglu {
    const DECLARATION: &'static ::activations_core::Declaration =
        &::activations_core::Declaration {
            inputs: &["a", "b"],
            formula: "a·σ(a)·b",
            derivatives: &["b·σ(a)·(1 + a·σ(−a))", "a·σ(a)"],
            keeps: ::activations_core::Keeps::Input,
            proof: ::activations_core::Proof::Proved,
            ..::activations_core::Declaration::new(
                "swiglu",
                "Swiglu",
                ::activations_core::Kind::Gated,
            )
        };
}

impl ::activations_core::__private::GatedDefinition for Swiglu {
    #[inline(always)]
    fn plain<R: ::activations_core::Real>(a: R, b: R, _parameters: &[R]) -> R {
        swiglu(a, b)
    }

    #[inline(always)]
    fn forward<R: ::activations_core::Real>(&self, a: R, b: R) -> R {
        swiglu(a, b)
    }

    #[inline(always)]
    fn partials<R: ::activations_core::Real>(&self, a: R, b: R, _y: R) -> [R; 2] {
        [
            b * a.sigmoid()
                * (R::literal(::activations_core::Literal::new("1.0", 1.0, 1.0))
                    + a * (-a).sigmoid()),
            a * a.sigmoid(),
        ]
    }

    #[inline(always)]
    fn vjp<R: ::activations_core::Real>(&self, a: R, b: R, y: R, dy: R) -> [R; 2] {
        let [da, db] = self.partials(a, b, y);
        [dy * da, dy * db]
    }
}

::activations_core::__private::gated!(Swiglu);
