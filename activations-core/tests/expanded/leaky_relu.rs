//! ```ignore
//! #[derive_activation(
//!     derivative(x = if x > 0.0 { 1.0 } else { alpha }, alpha = if x > 0.0 { 0.0 } else { x }),
//!     params(alpha = 0.01 where alpha >= 0.0),
//! )]
//! pub fn leaky_relu<R: Real>(x: R, alpha: R) -> R {
//!     if x > 0.0 { x } else { alpha * x }
//! }
//! ```

#[inline(always)]
pub fn leaky_relu<R: ::activations_core::Real>(x: R, alpha: R) -> R {
    R::select(
        ::activations_core::Real::gt(
            x,
            R::literal(::activations_core::Literal::new("0.0", 0.0, 0.0)),
        ),
        x,
        alpha * x,
    )
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LeakyRelu {
    alpha: f64,
}

impl LeakyRelu {
    pub fn new(alpha: f64) -> Result<Self, ::activations_core::ParameterError> {
        if !(alpha.is_finite() && alpha >= 0.0) {
            return Err(::activations_core::ParameterError::new(
                "leaky_relu",
                "alpha",
                alpha,
                "alpha >= 0.0",
            ));
        }
        Ok(Self { alpha })
    }

    pub fn alpha(&self) -> f64 {
        self.alpha
    }
}

impl Default for LeakyRelu {
    fn default() -> Self {
        Self { alpha: 0.01 }
    }
}

impl ::activations_core::__private::Declared for LeakyRelu {
    const DECLARATION: &'static ::activations_core::Declaration =
        &::activations_core::Declaration {
            formula: "x if x > 0, else α·x",
            derivatives: &["1 if x > 0, else α", "0 if x > 0, else x"],
            parameters: &[::activations_core::ParameterDeclaration {
                name: "alpha",
                default: 0.01,
                domain: "alpha >= 0.0",
            }],
            keeps: ::activations_core::Keeps::Input,
            kinks: &[::activations_core::KinkDeclaration {
                at: "0",
                left: 0.01,
                right: 1.0,
                taken: 0.01,
            }],
            proof: ::activations_core::Proof::Proved,
            ..::activations_core::Declaration::new(
                "leaky_relu",
                "LeakyRelu",
                ::activations_core::Kind::ElementWise,
            )
        };

    fn parameters(&self) -> ::activations_core::__private::Vec<f64> {
        ::activations_core::__private::Vec::from([self.alpha])
    }

    fn with_parameters(&self, values: &[f64]) -> Result<Self, ::activations_core::ParameterError> {
        Self::new(values[0])
    }
}

impl ::activations_core::__private::Definition for LeakyRelu {
    #[inline(always)]
    fn plain<R: ::activations_core::Real>(x: R, parameters: &[R]) -> R {
        leaky_relu(x, parameters[0])
    }

    #[inline(always)]
    fn forward<R: ::activations_core::Real>(&self, x: R) -> R {
        leaky_relu(x, R::from_f64(self.alpha))
    }

    #[inline(always)]
    fn derivative<R: ::activations_core::Real>(&self, x: R, _y: R) -> R {
        let alpha = R::from_f64(self.alpha);
        R::select(
            ::activations_core::Real::gt(
                x,
                R::literal(::activations_core::Literal::new("0.0", 0.0, 0.0)),
            ),
            R::literal(::activations_core::Literal::new("1.0", 1.0, 1.0)),
            alpha,
        )
    }

    #[inline(always)]
    fn vjp<R: ::activations_core::Real>(&self, x: R, y: R, dy: R) -> R {
        // Here no branch is the literal 0. The comparison hides a NaN of x, which comes back.
        (dy * self.derivative(x, y)).propagate_nan(x)
    }

    #[inline(always)]
    fn parameter_derivative<R: ::activations_core::Real>(&self, x: R, _y: R, index: usize) -> R {
        match index {
            0 => R::select(
                ::activations_core::Real::gt(
                    x,
                    R::literal(::activations_core::Literal::new("0.0", 0.0, 0.0)),
                ),
                R::literal(::activations_core::Literal::new("0.0", 0.0, 0.0)),
                x,
            ),
            _ => ::core::unreachable!("one parameter is declared"),
        }
    }
}

::activations_core::__private::element_wise!(LeakyRelu);
