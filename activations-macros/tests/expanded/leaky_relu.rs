// #[derive_activation(derivative = if x > 0.0 { 1.0 } else { alpha }, params(alpha = 0.01 where alpha >= 0.0))]
// fn leaky_relu<R: Real>(x: R, alpha: R) -> R { if x > 0.0 { x } else { alpha * x } }

#[inline(always)]
fn leaky_relu<R: Real>(x: R, alpha: R) -> R {
    <R as ::activations_core::Real>::select(
        <R as ::activations_core::Real>::gt(
            x,
            <R as ::activations_core::Real>::literal(
                ::activations_core::Literal::new("0.0", 0f64, 0f32),
            ),
        ),
        x,
        alpha * x,
    )
}
/// The activation of the function [`leaky_relu`].
///
/// * y = `x if x > 0, else α·x`
/// * ∂y/∂x = `1 if x > 0, else α`
/// * ∂y/∂alpha = `0 if x > 0, else x`
/// * a training step keeps the input
/// * kink at `0`: slope `α` from the left, `1` to the right; the derivative takes `α`
/// * `alpha`: with `α ≥ 0`; `0.01` by default
/// * the derivative was proved when this was compiled
///
/// ```text
///  3.94 │⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⡠⠊
///       │⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⡠⠊⠀⠀
///       │⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⡠⠊⠀⠀⠀⠀
///       │⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⡠⠊⠀⠀⠀⠀⠀⠀
///       │⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⡠⠊⠀⠀⠀⠀⠀⠀⠀⠀
///       │⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⢀⠔⠉⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀
///       │⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⢀⠔⠁⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀
///       │⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⢀⠔⠁⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀
/// −0.04 │⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⠔⠁⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀
///       └────────────────────────────────────
///       −4                0                 4
/// ```
#[derive(
    ::core::clone::Clone,
    ::core::marker::Copy,
    ::core::fmt::Debug,
    ::core::cmp::PartialEq,
)]
struct LeakyRelu {
    alpha: ::core::primitive::f64,
}
#[automatically_derived]
impl ::core::default::Default for LeakyRelu {
    fn default() -> Self {
        Self { alpha: 0.01f64 }
    }
}
#[allow(dead_code, clippy::all)]
impl LeakyRelu {
    /// The activation with these parameters of [`leaky_relu`].
    ///
    /// * `alpha`: with `α ≥ 0`; `0.01` by default
    ///
    /// # Errors
    ///
    /// When a parameter is not finite, or not in its domain.
    fn new(
        alpha: ::core::primitive::f64,
    ) -> ::activations_core::__private::Result<
        Self,
        ::activations_core::ParameterError,
    > {
        if !::core::primitive::f64::is_finite(alpha) {
            return ::activations_core::__private::Result::Err(
                ::activations_core::ParameterError::new(
                    "leaky_relu",
                    "alpha",
                    alpha,
                    "alpha >= 0.0",
                ),
            );
        }
        if !<::core::primitive::f64 as ::activations_core::Real>::ge(
            alpha,
            <::core::primitive::f64 as ::activations_core::Real>::literal(
                ::activations_core::Literal::new("0", 0f64, 0f32),
            ),
        ) {
            return ::activations_core::__private::Result::Err(
                ::activations_core::ParameterError::new(
                    "leaky_relu",
                    "alpha",
                    alpha,
                    "alpha >= 0.0",
                ),
            );
        }
        ::activations_core::__private::Result::Ok(Self { alpha })
    }
    /// The parameter `alpha`.
    #[inline]
    #[must_use]
    const fn alpha(&self) -> ::core::primitive::f64 {
        self.alpha
    }
}
#[automatically_derived]
impl ::activations_core::__private::Declared for LeakyRelu {
    const DECLARATION: &'static ::activations_core::Declaration = &::activations_core::Declaration {
        also: &[],
        inputs: &["x"],
        formula: "x if x > 0, else α·x",
        derivatives: &["1 if x > 0, else α", "0 if x > 0, else x"],
        pullback: ::activations_core::__private::Option::None,
        parameters: &[
            ::activations_core::ParameterDeclaration {
                name: "alpha",
                default: 0.01f64,
                domain: "alpha >= 0.0",
            },
        ],
        keeps: ::activations_core::Keeps::Input,
        kinks: &[
            ::activations_core::KinkDeclaration {
                at: "0",
                left: 0.01f64,
                right: 1f64,
                taken: 0.01f64,
            },
        ],
        limits: [
            ::activations_core::__private::Option::None,
            ::activations_core::__private::Option::None,
        ],
        jumps: ::activations_core::__private::Option::None,
        proof: ::activations_core::Proof::Proved,
        spec: ::activations_core::__private::Option::None,
        domain: ::activations_core::__private::Option::None,
        masked: 0f64,
        ..::activations_core::Declaration::new(
            "leaky_relu",
            "LeakyRelu",
            ::activations_core::Kind::ElementWise,
        )
    };
    fn parameters(&self) -> ::activations_core::__private::Vec<::core::primitive::f64> {
        let values = [self.alpha];
        <[::core::primitive::f64]>::to_vec(&values)
    }
    fn with_parameters(
        &self,
        values: &[::core::primitive::f64],
    ) -> ::activations_core::__private::Result<
        Self,
        ::activations_core::ParameterError,
    > {
        Self::new(values[0usize])
    }
}
#[automatically_derived]
#[allow(unused_variables, deprecated, clippy::all)]
impl ::activations_core::__private::Definition for LeakyRelu {
    #[inline(always)]
    fn plain<R: ::activations_core::Real>(input0: R, parameters: &[R]) -> R {
        leaky_relu(input0, parameters[0usize])
    }
    #[inline(always)]
    fn forward<R: ::activations_core::Real>(&self, input0: R) -> R {
        let value = leaky_relu(
            input0,
            <R as ::activations_core::Real>::from_f64(self.alpha),
        );
        value
    }
    #[inline(always)]
    fn derivative<R: ::activations_core::Real>(&self, input0: R, y: R) -> R {
        {
            let alpha = <R as ::activations_core::Real>::from_f64(self.alpha);
            let x = input0;
            <R as ::activations_core::Real>::propagate_nan(
                <R as ::activations_core::Real>::select(
                    <R as ::activations_core::Real>::gt(
                        x,
                        <R as ::activations_core::Real>::literal(
                            ::activations_core::Literal::new("0.0", 0f64, 0f32),
                        ),
                    ),
                    <R as ::activations_core::Real>::literal(
                        ::activations_core::Literal::new("1.0", 1f64, 1f32),
                    ),
                    alpha,
                ),
                input0,
            )
        }
    }
    #[inline(always)]
    fn vjp<R: ::activations_core::Real>(&self, input0: R, y: R, dy: R) -> R {
        {
            let alpha = <R as ::activations_core::Real>::from_f64(self.alpha);
            let x = input0;
            <R as ::activations_core::Real>::propagate_nan(
                <R as ::activations_core::Real>::select(
                    <R as ::activations_core::Real>::gt(
                        x,
                        <R as ::activations_core::Real>::literal(
                            ::activations_core::Literal::new("0.0", 0f64, 0f32),
                        ),
                    ),
                    dy,
                    dy * alpha,
                ),
                input0,
            )
        }
    }
    #[inline(always)]
    fn parameter_derivative<R: ::activations_core::Real>(
        &self,
        input0: R,
        y: R,
        index: ::core::primitive::usize,
    ) -> R {
        match index {
            _ => {
                <R as ::activations_core::Real>::propagate_nan(
                    <R as ::activations_core::Real>::select(
                        <R as ::activations_core::Real>::gt(
                            input0,
                            <R as ::activations_core::Real>::literal(
                                ::activations_core::Literal::new("0", 0f64, 0f32),
                            ),
                        ),
                        <R as ::activations_core::Real>::literal(
                            ::activations_core::Literal::new("0", 0f64, 0f32),
                        ),
                        input0,
                    ),
                    input0,
                )
            }
        }
    }
}
::activations_core::__private::element_wise! {
    LeakyRelu
}
