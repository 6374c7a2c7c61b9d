//! Generated code names everything by its full path, and its own names are nobody's.
#![deny(warnings, missing_docs, unreachable_pub, clippy::all)]

/// The core crate under another name, as a crate that re-exports it would have it.
pub mod renamed {
    pub use activations_core as maths;
}

/// Without a prelude, with every name that generated code might use taken.
// They are there to be in the way, in the case of the names they take.
#[allow(dead_code, non_camel_case_types)]
#[no_implicit_prelude]
mod bare {
    use ::activations_macros::derive_activation;

    struct Option;
    struct Result;
    struct Vec;
    struct Clone;
    struct Debug;
    struct Default;
    struct f64;
    struct bool;
    struct usize;
    mod core {}
    mod activations_core {}
    mod std {}
    fn forward() {}

    #[derive_activation(
        crate = crate::renamed::maths,
        derivative(x = if x > 0.0 { 1.0 } else { alpha }, alpha = if x > 0.0 { 0.0 } else { x }),
        params(alpha = 0.25 where alpha >= 0.0),
    )]
    pub(super) fn leaky<R: crate::renamed::maths::Real>(x: R, alpha: R) -> R {
        if x > 0.0 { x } else { alpha * x }
    }

    #[derive_activation(
        crate = crate::renamed::maths,
        derivative = 1.0 - y * y,
        spec = (x.exp() - (-x).exp()) / (x.exp() + (-x).exp()),
        limits(-inf = -1.0, inf = 1.0),
    )]
    pub(super) fn tanh<R: crate::renamed::maths::Real>(x: R) -> R {
        x.tanh()
    }

    #[derive_activation(crate = crate::renamed::maths, domain = x > -1.0)]
    pub(super) fn log<R>(x: R) -> R
    where
        R: crate::renamed::maths::Real,
    {
        x.ln_1p()
    }

    #[derive_activation(crate = crate::renamed::maths)]
    pub(super) fn product<R: crate::renamed::maths::Real>(a: R, b: R) -> R {
        a * b
    }

    #[derive_activation(crate = crate::renamed::maths, params(tau = 2.0 where tau > 0.0))]
    pub(super) fn tempered<V: crate::renamed::maths::Row>(x: V, tau: V::Scalar) -> V {
        let e = ((x - x.max()) / tau).exp();
        e / e.sum()
    }

    #[derive_activation(crate = crate::renamed::maths)]
    pub(super) fn constant<R: crate::renamed::maths::Real>(x: R) -> R {
        ::core::f64::consts::PI * x + ::core::f64::consts::FRAC_PI_2
    }
}

/// A declaration that a macro writes has the macro's names and the caller's.
mod by_macro {
    use activations_core::Real;
    use activations_macros::derive_activation;

    macro_rules! scaled {
        ($name:ident, $type:ident, $factor:literal, $x:ident) => {
            #[derive_activation(name = $type, derivative = { let t = $x * $factor; $factor * t.exp() })]
            pub(super) fn $name<R: Real>($x: R) -> R {
                let t = $factor * $x;
                t.exp()
            }
        };
    }

    scaled!(double, Twice, 2.0, x);
    scaled!(half, Halved, 0.5, x);

    macro_rules! logistic {
        ($name:ident) => {
            #[derive_activation(derivative = y * (1.0 - y))]
            pub(super) fn $name<R: Real>(x: R) -> R {
                1.0 / (1.0 + (-x).exp())
            }
        };
    }

    logistic!(by_macro);
}

/// Public declarations are documented, each by itself and by what is generated.
pub mod documented {
    use activations_core::{Real, Row};
    use activations_macros::derive_activation;

    /// Words with a raw name.
    #[derive_activation(name = Raw)]
    pub fn r#type<R: Real>(r#in: R) -> R {
        use core::f64::consts::{E, LN_2};
        let r#fn = E * LN_2;
        r#in * r#fn
    }

    /// A row.
    #[inline]
    #[derive_activation]
    pub fn centred<V: Row>(x: V) -> V {
        x - x.mean()
    }

    /// A parameter that another is compared with.
    #[derive_activation(params(lo = -1.0, hi = 1.0 where lo < hi))]
    pub fn clamped<R: Real>(x: R, lo: R, hi: R) -> R {
        x.clamp(lo, hi)
    }
}

use activations_core::ndarray::array;
use activations_core::{Activation, Gated};

#[test]
fn declarations_work_wherever_they_stand() {
    use activations_macros::derive_activation;

    #[derive_activation(derivative = 3.0)]
    fn local<R: activations_core::Real>(x: R) -> R {
        3 * x
    }

    let x = array![-1.0, 2.0];
    assert_eq!(Local.forward(&x), array![-3.0, 6.0]);
    assert_eq!(bare::Leaky::default().forward(&x), array![-0.25, 2.0]);
    assert_eq!(bare::Tanh.forward(&array![f64::INFINITY]), array![1.0]);
    assert!(bare::Log.forward(&array![-2.0_f64])[0].is_nan());
    assert!(bare::Log.vjp(&array![-2.0_f64], &array![1.0]).unwrap()[0].is_nan());
    assert_eq!(bare::Product.forward(&x, &x).unwrap(), array![1.0, 4.0]);
    assert_eq!(
        bare::Tempered::default().forward(&array![1.0, 1.0]),
        array![0.5, 0.5]
    );
    assert_eq!(
        bare::Constant.forward(&array![0.0]),
        array![core::f64::consts::FRAC_PI_2]
    );
    assert_eq!(by_macro::Twice.forward(&array![0.0]), array![1.0]);
    assert_eq!(
        by_macro::Halved.vjp(&array![0.0], &array![1.0]).unwrap(),
        array![0.5]
    );
    assert_eq!(by_macro::ByMacro.forward(&array![0.0]), array![0.5]);
    assert_eq!(documented::Raw.declaration().name, "type");
    assert_eq!(documented::Raw.declaration().inputs, ["in"]);
    assert_eq!(
        documented::Centred.forward(&array![1.0, 3.0]),
        array![-1.0, 1.0]
    );
    let clamped = documented::Clamped::new(-2.0, 1.5).unwrap();
    assert_eq!(clamped.forward(&array![-3.0, 3.0]), array![-2.0, 1.5]);
    assert!(documented::Clamped::new(1.0, -1.0).is_err());
}
