//! What differs between `f32` and `f64`: the format's own numbers, and fitted coefficients.

// Written by a script, all digits alike.
#[allow(clippy::approx_constant)]
mod double;
mod format;
// As `double`.
#[allow(clippy::approx_constant)]
mod single;

pub(crate) use format::Format;

/// Fitted coefficients. `fit/tables.py` writes them, with a line on each.
pub(crate) trait Tables: Format {
    const LOG2_E: Self;
    const LN_2_HIGH: Self;
    const LN_2_LOW: Self;
    const EXP: &'static [Self];
    const EXP_M1: &'static [Self];
    const LN_1P: &'static [Self];
    const FRAC_2_PI: Self;
    const FRAC_PI_2: &'static [Self];
    const SIN: &'static [Self];
    const COS: &'static [Self];
    const FRAC_PI_4_HIGH: Self;
    const FRAC_PI_4_LOW: Self;
    const ATAN: &'static [Self];
    const TANH_EDGE: Self;
    const TANH: &'static [Self];
    const TANH_REST: &'static [Self];
    const SINH: &'static [Self];
    const ERF: &'static [Self];
    const ERFC_SLOPE: Self;
    const ERFC_SLOPE_LOW: Self;
    const ERFC_OVER: &'static [Self];
    const ERFC_UNDER: &'static [Self];
    const NORMAL_SLOPE: Self;
    const NORMAL_SLOPE_LOW: Self;
    const NORMAL_OVER: &'static [Self];
    const NORMAL_UNDER: &'static [Self];
    const NORMAL_NEAR: &'static [Self];
    const NORMAL_PDF_HIGH: Self;
    const NORMAL_PDF_LOW: Self;
    const TANH_CDF_HIGH: Self;
    const TANH_CDF_LOW: Self;
    const TANH_CDF_CUBIC_HIGH: Self;
    const TANH_CDF_CUBIC_LOW: Self;
}
