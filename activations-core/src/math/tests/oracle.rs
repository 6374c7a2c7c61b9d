//! The functions in `f64` for arguments that are `f32`, by other formulas than those under test.
//!
//! libm's functions are off by less than 1 ulp of an `f64`, the compositions here by less than 8 except
//! where noted: that is 2⁻²⁶ ulp of an `f32`.

pub(super) fn exp(x: f64) -> f64 {
    libm::exp(x)
}

pub(super) fn exp_m1(x: f64) -> f64 {
    libm::expm1(x)
}

pub(super) fn ln(x: f64) -> f64 {
    libm::log(x)
}

pub(super) fn ln_1p(x: f64) -> f64 {
    libm::log1p(x)
}

pub(super) fn sigmoid(x: f64) -> f64 {
    if x < 0.0 {
        libm::exp(x) / (1.0 + libm::exp(x))
    } else {
        1.0 / (1.0 + libm::exp(-x))
    }
}

pub(super) fn sigmoid_slope(x: f64) -> f64 {
    let e = libm::exp(-x.abs());
    e / ((1.0 + e) * (1.0 + e))
}

pub(super) fn softplus(x: f64) -> f64 {
    if x < 0.0 {
        libm::log1p(libm::exp(x))
    } else {
        x + libm::log1p(libm::exp(-x))
    }
}

pub(super) fn log_sigmoid(x: f64) -> f64 {
    -softplus(-x)
}

pub(super) fn tanh(x: f64) -> f64 {
    libm::tanh(x)
}

pub(super) fn erf(x: f64) -> f64 {
    libm::erf(x)
}

pub(super) fn erfc(x: f64) -> f64 {
    libm::erfc(x)
}

/// The square of an `f32` is exact here.
pub(super) fn gaussian(x: f64) -> f64 {
    libm::exp(-x * x)
}

/// The square of an `f32` is exact here.
pub(super) fn normal_pdf(x: f64) -> f64 {
    libm::exp(-0.5 * x * x) / (2.0 * std::f64::consts::PI).sqrt()
}

/// x/√2 is off by at most 1 ulp, which the tail multiplies by 2·(x/√2)² < 210: 2⁻²¹ ulp of an `f32`.
pub(super) fn normal_cdf(x: f64) -> f64 {
    0.5 * libm::erfc(-x * std::f64::consts::FRAC_1_SQRT_2)
}

pub(super) fn tanh_cdf(x: f64) -> f64 {
    sigmoid((8.0 / std::f64::consts::PI).sqrt() * (x + 0.044715 * x * x * x))
}

/// By Lambert's fraction near 0, x³/(x² + 3 + x²/(5 + x²/(7 + …))).
pub(super) fn minus_tanh(x: f64) -> f64 {
    if x.abs() > 1.0 {
        return x - libm::tanh(x);
    }
    let square = x * x;
    let fraction = (1..16)
        .rev()
        .fold(33.0, |tail, k| f64::from(2 * k + 1) + square / tail);
    x * (square / (square + fraction))
}

pub(super) fn sin(x: f64) -> f64 {
    libm::sin(x)
}

pub(super) fn cos(x: f64) -> f64 {
    libm::cos(x)
}

pub(super) fn tan(x: f64) -> f64 {
    libm::tan(x)
}

pub(super) fn atan(x: f64) -> f64 {
    libm::atan(x)
}

pub(super) fn sinh(x: f64) -> f64 {
    libm::sinh(x)
}

pub(super) fn cosh(x: f64) -> f64 {
    libm::cosh(x)
}

pub(super) fn asinh(x: f64) -> f64 {
    libm::asinh(x)
}
