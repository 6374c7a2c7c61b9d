// #[derive_activation(vjp = (dy - (dy * y).sum()) * y)]
// fn softmax<V: Row>(x: V) -> V { let e = (x - x.max()).exp(); e / e.sum() }

#[inline(always)]
fn softmax<V: Row>(x: V) -> V {
    let e = (x - x.max()).exp();
    e / e.sum()
}
/// The activation of the function [`softmax`].
///
/// * y = `e^(x − max(x))/sum(e^(x − max(x)))`
/// * dL/dx = `(dy − sum(dy·y))·y`
/// * a training step keeps the output
/// * the derivative was proved when this was compiled
#[derive(
    ::core::clone::Clone,
    ::core::marker::Copy,
    ::core::fmt::Debug,
    ::core::cmp::PartialEq,
)]
#[derive(::core::default::Default)]
struct Softmax;
#[automatically_derived]
impl ::activations_core::__private::Declared for Softmax {
    const DECLARATION: &'static ::activations_core::Declaration = &::activations_core::Declaration {
        also: &[],
        inputs: &["x"],
        formula: "e^(x − max(x))/sum(e^(x − max(x)))",
        derivatives: &["(dy − sum(dy·y))·y"],
        pullback: ::activations_core::__private::Option::None,
        parameters: &[],
        keeps: ::activations_core::Keeps::Output,
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
            "softmax",
            "Softmax",
            ::activations_core::Kind::RowWise,
        )
    };
}
#[automatically_derived]
#[allow(unused_variables, deprecated, clippy::all)]
impl ::activations_core::__private::RowDefinition for Softmax {
    #[inline(always)]
    fn plain<V: ::activations_core::Row>(
        input0: V,
        parameters: &[<V as ::activations_core::Row>::Scalar],
    ) -> V {
        softmax(input0)
    }
    #[inline(always)]
    fn plain_vjp<V: ::activations_core::Row>(
        input0: V,
        y: V,
        dy: V,
        parameters: &[<V as ::activations_core::Row>::Scalar],
    ) -> V {
        let dy = dy;
        let y = y;
        (dy - (dy * y).sum()) * y
    }
    const FORWARD_READS_AFTER_STORE: ::core::primitive::bool = false;
    const VJP_READS_AFTER_STORE: ::core::primitive::bool = false;
    #[inline(always)]
    fn forward<E: ::activations_core::__private::RowEngine>(&self, engine: &mut E) {
        let [t1] = ::activations_core::__private::RowEngine::reduce(
            engine,
            [::activations_core::Reduction::Max],
            #[inline(always)]
            |slots| { [slots.x] },
        );
        let [t2] = ::activations_core::__private::RowEngine::store(
            engine,
            [::activations_core::Reduction::Sum],
            #[inline(always)]
            |slots| {
                let t2 = <<E as ::activations_core::__private::RowEngine>::R as ::activations_core::Real>::exp_difference(
                    slots.x,
                    t1,
                );
                (t2, [t2])
            },
        );
        let [] = ::activations_core::__private::RowEngine::store(
            engine,
            [],
            #[inline(always)]
            |slots| { (slots.out / t2, []) },
        );
    }
    #[inline(always)]
    fn vjp<E: ::activations_core::__private::RowEngine>(&self, engine: &mut E) {
        let [t1] = ::activations_core::__private::RowEngine::reduce(
            engine,
            [::activations_core::Reduction::Sum],
            #[inline(always)]
            |slots| { [slots.dy * slots.y] },
        );
        let [] = ::activations_core::__private::RowEngine::store(
            engine,
            [],
            #[inline(always)]
            |slots| { ((slots.dy - t1) * slots.y, []) },
        );
    }
    #[inline(always)]
    fn jvp<E: ::activations_core::__private::RowEngine>(&self, engine: &mut E) {
        let [t1] = ::activations_core::__private::RowEngine::reduce(
            engine,
            [::activations_core::Reduction::Max],
            #[inline(always)]
            |slots| { [slots.x] },
        );
        let [t2, t3] = ::activations_core::__private::RowEngine::store(
            engine,
            [::activations_core::Reduction::Sum, ::activations_core::Reduction::Sum],
            #[inline(always)]
            |slots| {
                let t2 = <<E as ::activations_core::__private::RowEngine>::R as ::activations_core::Real>::exp_difference(
                    slots.x,
                    t1,
                );
                let t3 = t2 * slots.dy;
                (t3, [t2, t3])
            },
        );
        let [] = ::activations_core::__private::RowEngine::store(
            engine,
            [],
            #[inline(always)]
            |slots| { ((slots.out - (slots.y * t3)) / t2, []) },
        );
    }
}
::activations_core::__private::row_wise! {
    Softmax
}
