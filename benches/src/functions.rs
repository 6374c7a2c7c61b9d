//! Elementary functions that activations are made of, declared here to be measured beside vector
//! libraries that offer these and no activations.

use activations_core::prelude::*;
use activations_core::{AnyActivation, UnknownActivation};

#[derive_activation]
fn exp_m1<R: Real>(x: R) -> R {
    x.exp_m1()
}

/// Of the magnitude: the data has both signs, and the logarithm ends at −1.
#[derive_activation]
fn ln_1p_abs<R: Real>(x: R) -> R {
    x.abs().ln_1p()
}

#[derive_activation]
fn erf<R: Real>(x: R) -> R {
    x.erf()
}

#[derive_activation]
fn normal_cdf<R: Real>(x: R) -> R {
    x.normal_cdf()
}

/// The built-in activations, and these functions.
pub fn all() -> impl Iterator<Item = AnyActivation> {
    activations_core::all().chain(functions())
}

/// One of [`all`].
///
/// # Errors
/// Where the name is neither a built-in's nor one of these functions'.
pub fn by_name(name: &str) -> Result<AnyActivation, UnknownActivation> {
    functions()
        .find(|function| function.declaration().name == name)
        .map_or_else(|| activations_core::by_name(name), Ok)
}

fn functions() -> impl Iterator<Item = AnyActivation> {
    [
        AnyActivation::new(ExpM1),
        AnyActivation::new(Ln1pAbs),
        AnyActivation::new(Erf),
        AnyActivation::new(NormalCdf),
    ]
    .into_iter()
}
