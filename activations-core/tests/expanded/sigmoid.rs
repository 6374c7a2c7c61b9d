//! ```ignore
//! #[derive_activation(derivative = y * (1.0 - y), also("logistic"))]
//! pub fn sigmoid<R: Real>(x: R) -> R {
//!     1.0 / (1.0 + (-x).exp())
//! }
//! ```

#[inline(always)]
pub fn sigmoid<R: ::activations_core::Real>(x: R) -> R {
    R::literal(::activations_core::Literal::new("1.0", 1.0, 1.0))
        / (R::literal(::activations_core::Literal::new("1.0", 1.0, 1.0)) + (-x).exp())
}

#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Sigmoid;

impl ::activations_core::__private::Declared for Sigmoid {
    const DECLARATION: &'static ::activations_core::Declaration =
        &::activations_core::Declaration {
            also: &["logistic"],
            formula: "1/(1 + e⁻ˣ)",
            derivatives: &["y·(1 − y)"],
            keeps: ::activations_core::Keeps::Output,
            proof: ::activations_core::Proof::Proved,
            ..::activations_core::Declaration::new(
                "sigmoid",
                "Sigmoid",
                ::activations_core::Kind::ElementWise,
            )
        };
}

impl ::activations_core::__private::Definition for Sigmoid {
    #[inline(always)]
    fn plain<R: ::activations_core::Real>(x: R, _parameters: &[R]) -> R {
        sigmoid(x)
    }

    #[inline(always)]
    fn forward<R: ::activations_core::Real>(&self, x: R) -> R {
        sigmoid(x)
    }

    #[inline(always)]
    fn derivative<R: ::activations_core::Real>(&self, _x: R, y: R) -> R {
        y * (R::literal(::activations_core::Literal::new("1.0", 1.0, 1.0)) - y)
    }

    #[inline(always)]
    fn vjp<R: ::activations_core::Real>(&self, x: R, y: R, dy: R) -> R {
        dy * self.derivative(x, y)
    }
}

::activations_core::__private::element_wise!(Sigmoid);
