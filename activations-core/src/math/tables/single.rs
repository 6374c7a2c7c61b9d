//! Coefficients for f32, made by `math/fit/tables.py single`.

use super::Tables;

impl Tables for f32 {
    // 1/ln 2
    const LOG2_E: f32 = 1.44269502;
    // ln 2, its first 16 bits
    const LN_2_HIGH: f32 = 0.693145752;
    // and the rest
    const LN_2_LOW: f32 = 1.42860677e-6;
    // (eʳ − 1)/r on |r| ≤ ½ ln 2, error relative to eʳ: 2^-28.254
    const EXP: &'static [f32] = &[
        1.0,
        0.49999994,
        0.166665211,
        0.0416682623,
        0.00836866908,
        0.00138209737,
    ];
    // (eʳ − 1 − r)/r² on |r| ≤ ½ ln 2, error relative to eʳ − 1: 2^-31.105
    const EXP_M1: &'static [f32] = &[
        0.5,
        0.166666657,
        0.0416664928,
        0.00833354611,
        0.00139323215,
        0.000197616173,
    ];
    // (ln(1 + f) − f)/f² on −¼ ≤ f ≤ ½, error relative to ln(1 + f): 2^-27.588
    const LN_1P: &'static [f32] = &[
        -0.5,
        0.333334506,
        -0.250001013,
        0.199908137,
        -0.166471153,
        0.144786626,
        -0.131629825,
        0.104647785,
        -0.0450743623,
    ];
    // 2/π
    const FRAC_2_PI: f32 = 0.636619747;
    // π/2 in parts, whose products with a quadrant's number are exact but for the last, error: 2^-68.745
    const FRAC_PI_2: &'static [f32] =
        &[1.57080078, -4.45358455e-6, -8.70613803e-10, 6.22337197e-14];
    // (sin r/r − 1)/r² in r², |r| ≤ π/4, error relative to the function: 2^-32.517
    const SIN: &'static [f32] = &[-0.166666672, 0.0083333794, -0.000198530703, 2.83268901e-6];
    // (cos r − 1 + r²/2)/r⁴ in r², |r| ≤ π/4, error relative to cos r: 2^-32.994
    const COS: &'static [f32] = &[0.0416666456, -0.00138873106, 2.44325638e-5];
    // π/4
    const FRAC_PI_4_HIGH: f32 = 0.785398185;
    // and what that leaves out
    const FRAC_PI_4_LOW: f32 = -2.18556941e-8;
    // (atan t/t − 1)/t² in t², |t| ≤ tan(π/8), error relative to the function: 2^-30.419
    const ATAN: &'static [f32] = &[
        -0.333333164,
        0.199985281,
        -0.14244391,
        0.105991699,
        -0.0609006286,
    ];
    // where tanh leaves its polynomial
    const TANH_EDGE: f32 = 1.0;
    // (tanh x/x − 1)/x² in x², |x| ≤ TANH_EDGE, error relative to the function: 2^-27.665
    const TANH: &'static [f32] = &[
        -0.333332956,
        0.133323461,
        -0.0538798496,
        0.0214867052,
        -0.00794608705,
        0.0023013032,
        -0.000358424324,
    ];
    // (x − tanh x)/x³ in x², |x| ≤ 1, error relative to the function: 2^-25.002
    const TANH_REST: &'static [f32] = &[
        0.333333343,
        -0.1333341,
        0.053977821,
        -0.0219101328,
        0.00891605858,
        -0.00351341441,
        0.00113876991,
        -0.000202507072,
    ];
    // (sinh x/x − 1)/x² in x², |x| ≤ 1, error relative to the function: 2^-31.619
    const SINH: &'static [f32] = &[0.166666672, 0.00833331048, 0.000198428941, 2.78222933e-6];
    // erf x/x − 1 in x², |x| ≤ 1, error relative to erf x: 2^-29.376
    const ERF: &'static [f32] = &[
        0.128379166,
        -0.37612626,
        0.112835802,
        -0.0268534943,
        0.00518761389,
        -0.000800334441,
        7.83000069e-5,
    ];
    // how the following grows
    const ERFC_SLOPE: f32 = 1.7724539;
    // and what that leaves out
    const ERFC_SLOPE_LOW: f32 = -5.32463993e-08;
    // 1/(e^(a²)·erfc a) − √π·a = over/under, a ≥ 0, error relative to the first term: 2^-29.529
    const ERFC_OVER: &'static [f32] = &[1.0, 0.889348745, 0.414483488, 0.104955062, 0.0123379333];
    // the same: 2^-29.529
    const ERFC_UNDER: &'static [f32] = &[
        1.0,
        1.53342342,
        1.12888277,
        0.480861545,
        0.118476927,
        0.013920553,
    ];
    // how the following grows
    const NORMAL_SLOPE: f32 = 2.50662827;
    // and what that leaves out
    const NORMAL_SLOPE_LOW: f32 = -2.86602048e-10;
    // 1/(e^(a²/2)·Φ(−a)) − √(2π)·a = over/under, a ≥ 0, error relative to the first term: 2^-29.957
    const NORMAL_OVER: &'static [f32] =
        &[2.0, 1.25782096, 0.414942026, 0.0744065791, 0.00620740512];
    // the same: 2^-29.957
    const NORMAL_UNDER: &'static [f32] = &[
        1.0,
        1.0843401,
        0.564691186,
        0.17021516,
        0.0296965316,
        0.00247614575,
    ];
    // (Φ(x) − ½)/x in x², |x| ≤ 0.68, error relative to Φ(−|x|): 2^-28.716
    const NORMAL_NEAR: &'static [f32] = &[
        0.398942292,
        -0.0664906204,
        0.00997481402,
        -0.00118833978,
        0.000109715293,
    ];
    // 1/√(2π)
    const NORMAL_PDF_HIGH: f32 = 0.398942292;
    // and what that leaves out
    const NORMAL_PDF_LOW: f32 = -1.13351701e-8;
    // √(8/π)
    const TANH_CDF_HIGH: f32 = 1.59576917;
    // and what that leaves out
    const TANH_CDF_LOW: f32 = -4.53406805e-8;
    // 0.044715·√(8/π)
    const TANH_CDF_CUBIC_HIGH: f32 = 0.0713548139;
    // and what that leaves out
    const TANH_CDF_CUBIC_LOW: f32 = 2.39883247e-9;
}
