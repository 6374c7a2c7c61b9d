// #[derive_activation(derivative(b = a * a.sigmoid()))]
// fn swiglu<R: Real>(a: R, b: R) -> R { a * a.sigmoid() * b }

#[inline(always)]
fn swiglu<R: Real>(a: R, b: R) -> R {
    (a * a.sigmoid()) * b
}
/// The activation of the function [`swiglu`].
///
/// * y = `a·σ(a)·b`
/// * ∂y/∂a = `σ(a)·(1 + a·σ(−a))·b`
/// * ∂y/∂b = `a·σ(a)`
/// * a training step keeps the inputs
/// * the derivative was proved when this was compiled
#[derive(
    ::core::clone::Clone,
    ::core::marker::Copy,
    ::core::fmt::Debug,
    ::core::cmp::PartialEq,
)]
#[derive(::core::default::Default)]
struct Swiglu;
#[automatically_derived]
impl ::activations_core::__private::Declared for Swiglu {
    const DECLARATION: &'static ::activations_core::Declaration = &::activations_core::Declaration {
        also: &[],
        inputs: &["a", "b"],
        formula: "a·σ(a)·b",
        derivatives: &["σ(a)·(1 + a·σ(−a))·b", "a·σ(a)"],
        pullback: ::activations_core::__private::Option::None,
        parameters: &[],
        keeps: ::activations_core::Keeps::Input,
        kinks: &[],
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
            "swiglu",
            "Swiglu",
            ::activations_core::Kind::Gated,
        )
    };
}
#[automatically_derived]
#[allow(unused_variables, deprecated, clippy::all)]
impl ::activations_core::__private::GatedDefinition for Swiglu {
    #[inline(always)]
    fn plain<R: ::activations_core::Real>(input0: R, input1: R, parameters: &[R]) -> R {
        swiglu(input0, input1)
    }
    #[inline(always)]
    fn forward<R: ::activations_core::Real>(&self, input0: R, input1: R) -> R {
        let value = swiglu(input0, input1);
        value
    }
    #[inline(always)]
    fn partials<R: ::activations_core::Real>(
        &self,
        input0: R,
        input1: R,
        y: R,
    ) -> [R; 2] {
        [
            {
                (<R as ::activations_core::Real>::sigmoid(input0)
                    * (<R as ::activations_core::Real>::literal(
                        ::activations_core::Literal::new("1", 1f64, 1f32),
                    ) + (input0 * <R as ::activations_core::Real>::sigmoid(-input0))))
                    * input1
            },
            {
                let a = input0;
                a * a.sigmoid()
            },
        ]
    }
    #[inline(always)]
    fn vjp<R: ::activations_core::Real>(
        &self,
        input0: R,
        input1: R,
        y: R,
        dy: R,
    ) -> [R; 2] {
        [
            {
                dy
                    * ((<R as ::activations_core::Real>::sigmoid(input0)
                        * (<R as ::activations_core::Real>::literal(
                            ::activations_core::Literal::new("1", 1f64, 1f32),
                        )
                            + (input0
                                * <R as ::activations_core::Real>::sigmoid(-input0))))
                        * input1)
            },
            {
                let a = input0;
                dy * (a * a.sigmoid())
            },
        ]
    }
}
::activations_core::__private::gated! {
    Swiglu
}
