// #[derive_activation(limits(-inf = 0.0, inf = inf), spec = x / (1.0 + (-x).exp()))]
// fn silu<R: Real>(x: R) -> R { x * x.sigmoid() }

#[inline(always)]
fn silu<R: Real>(x: R) -> R {
    x * x.sigmoid()
}
/// The activation of the function [`silu`].
///
/// * y = `x/(1 + e⁻ˣ)`
/// * computed as `x·σ(x)`, proved equal
/// * dy/dx = `σ(x)·(1 + x·σ(−x))`
/// * a training step keeps the input
/// * `0` at −∞
/// * `∞` at ∞
/// * the derivative was derived from the definition
///
/// ```text
///  3.87 │⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⡠⠊
///       │⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⡠⠊⠀⠀
///       │⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⡠⠊⠀⠀⠀⠀
///       │⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⡠⠊⠀⠀⠀⠀⠀⠀
///       │⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⡠⠊⠀⠀⠀⠀⠀⠀⠀⠀
///       │⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⡠⠊⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀
///       │⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⡠⠊⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀
///       │⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⣀⠔⠊⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀
/// −0.28 │⠒⠒⠤⠤⠤⠤⠤⠤⣀⣀⣀⣀⣀⣀⣀⠤⠤⠒⠉⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀
///       └────────────────────────────────────
///       −4                0                 4
/// ```
#[derive(
    ::core::clone::Clone,
    ::core::marker::Copy,
    ::core::fmt::Debug,
    ::core::cmp::PartialEq,
)]
#[derive(::core::default::Default)]
struct Silu;
#[automatically_derived]
impl ::activations_core::__private::Declared for Silu {
    const DECLARATION: &'static ::activations_core::Declaration = &::activations_core::Declaration {
        also: &[],
        inputs: &["x"],
        formula: "x·σ(x)",
        derivatives: &["σ(x)·(1 + x·σ(−x))"],
        pullback: ::activations_core::__private::Option::None,
        parameters: &[],
        keeps: ::activations_core::Keeps::Input,
        kinks: &[],
        limits: [
            ::activations_core::__private::Option::Some(0f64),
            ::activations_core::__private::Option::Some(::core::primitive::f64::INFINITY),
        ],
        jumps: ::activations_core::__private::Option::None,
        proof: ::activations_core::Proof::Derived,
        spec: ::activations_core::__private::Option::Some("x/(1 + e⁻ˣ)"),
        domain: ::activations_core::__private::Option::None,
        masked: 0f64,
        ..::activations_core::Declaration::new(
            "silu",
            "Silu",
            ::activations_core::Kind::ElementWise,
        )
    };
}
#[automatically_derived]
#[allow(unused_variables, deprecated, clippy::all)]
impl ::activations_core::__private::Definition for Silu {
    #[inline(always)]
    fn plain<R: ::activations_core::Real>(input0: R, parameters: &[R]) -> R {
        silu(input0)
    }
    #[inline(always)]
    fn forward<R: ::activations_core::Real>(&self, input0: R) -> R {
        let value = silu(input0);
        let value = <R as ::activations_core::Real>::select(
            <R as ::activations_core::Real>::eq(
                input0,
                <R as ::activations_core::Real>::from_f64(
                    ::core::primitive::f64::NEG_INFINITY,
                ),
            ),
            <R as ::activations_core::Real>::from_f64(0f64),
            value,
        );
        value
    }
    #[inline(always)]
    fn derivative<R: ::activations_core::Real>(&self, input0: R, y: R) -> R {
        let input0 = <R as ::activations_core::Real>::finite(input0);
        let y = <R as ::activations_core::Real>::finite(y);
        {
            <R as ::activations_core::Real>::sigmoid(input0)
                * (<R as ::activations_core::Real>::literal(
                    ::activations_core::Literal::new("1", 1f64, 1f32),
                ) + (input0 * <R as ::activations_core::Real>::sigmoid(-input0)))
        }
    }
    #[inline(always)]
    fn vjp<R: ::activations_core::Real>(&self, input0: R, y: R, dy: R) -> R {
        let input0 = <R as ::activations_core::Real>::finite(input0);
        let y = <R as ::activations_core::Real>::finite(y);
        {
            dy
                * (<R as ::activations_core::Real>::sigmoid(input0)
                    * (<R as ::activations_core::Real>::literal(
                        ::activations_core::Literal::new("1", 1f64, 1f32),
                    ) + (input0 * <R as ::activations_core::Real>::sigmoid(-input0))))
        }
    }
    #[inline(always)]
    fn spec<R: ::activations_core::Real>(
        input0: R,
        parameters: &[R],
    ) -> ::activations_core::__private::Option<R> {
        let x = input0;
        ::activations_core::__private::Option::Some(
            x
                / (<R as ::activations_core::Real>::literal(
                    ::activations_core::Literal::new("1.0", 1f64, 1f32),
                ) + (-x).exp()),
        )
    }
}
::activations_core::__private::element_wise! {
    Silu
}
