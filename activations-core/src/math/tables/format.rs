//! The numbers that follow from a binary format, and the arguments beyond which a function saturates.

use crate::kernels::lanes::Scalar;

/// A binary floating-point format.
pub(crate) trait Format: Scalar {
    /// Exponent bias.
    const BIAS: i64;
    /// The distance of the smallest subnormal from 1, in powers of two.
    const DEEPEST: i64;
    /// 1.5 times the first power of two whose neighbours are integers. Added to a small number it
    /// rounds it to an integer, which then stands in the lowest bits.
    const SHIFTER: Self;
    /// The first power of two whose upper neighbours are the integers.
    const INTEGERS: Self;
    /// 2^⌈p/2⌉ + 1 for p bits of precision: splits a number into halves.
    const SPLITTER: Self;
    /// The least normal number.
    const NORMAL: Self;

    /// So small that f(x) = x + O(x²) is x, and so large that its fourth power is a normal number.
    const SMALL: Self;
    /// So small that adding it to an exponent changes nothing, and still far from subnormal.
    const NEGLIGIBLE: Self;

    /// From here on, 2ⁿ·p with p ≥ 2⁻⁸ is a normal number.
    const SHALLOW: Self;
    /// eˣ is 0 below.
    const EXP_LOW: Self;
    /// 2⁶⁴·eˣ is 0 below.
    const TIMES_EXP_LOW: Self;
    /// eˣ is ∞ above; 2ⁿ⁻¹ is still finite here.
    const EXP_HIGH: Self;
    /// eˣ − 1 is −1 below the negative of this one.
    const EXP_M1_LOW: Self;
    /// eˣ − 1 is eˣ above; 2ⁿ is still finite here.
    const EXP_M1_HIGH: Self;
    /// e⁻ˣ can be split into halves without overflow up to here; σ(x) = eˣ below the negative.
    const SIGMOID_EDGE: Self;
    /// e⁻²ˣ is normal up to here; softplus x = eˣ below the negative.
    const SOFTPLUS_EDGE: Self;
    /// tanh x is 1 at half of this.
    const TANH_FULL: Self;
    /// ½·eˣ is ∞ here, and 2ⁿ⁻² still as the format has it.
    const SINH_FULL: Self;
    /// Up to here the number of a quadrant times a part of π/2 is exact.
    const QUADRANTS: Self;
    /// 1 + x is x from here on, and x² is finite.
    const HUGE: Self;
    /// erf x is 1 from here on.
    const ERF_FULL: Self;
    /// erfc x is 0 from here on.
    const ERFC_EMPTY: Self;
    /// 2⁶⁴·φ(x) is 0 from here on. One for φ and Φ, with a factor and without: so what they have in
    /// common is computed once for both.
    const NORMAL_EMPTY: Self;
    /// e^(−x²) is 0 from here on.
    const GAUSSIAN_EMPTY: Self;
    /// Φ by its tanh approximation is 0 from here on to the left, whatever it is multiplied by.
    const TANH_CDF_EMPTY: Self;
}

impl Format for f32 {
    const BIAS: i64 = 127;
    const DEEPEST: i64 = 149;
    const SHIFTER: f32 = 12_582_912.0;
    const INTEGERS: f32 = 8_388_608.0;
    const SPLITTER: f32 = 4097.0;
    const NORMAL: f32 = f32::MIN_POSITIVE;
    // 2⁻³⁰
    const SMALL: f32 = 9.313_225_746_154_785e-10;
    // 2⁻⁶⁴
    const NEGLIGIBLE: f32 = 5.421_010_862_427_522e-20;
    const SHALLOW: f32 = -117.0;
    const EXP_LOW: f32 = -104.0;
    const TIMES_EXP_LOW: f32 = -150.0;
    const EXP_HIGH: f32 = 89.0;
    const EXP_M1_LOW: f32 = -18.0;
    const EXP_M1_HIGH: f32 = 88.0;
    const SIGMOID_EDGE: f32 = 80.0;
    const SOFTPLUS_EDGE: f32 = 40.0;
    const TANH_FULL: f32 = 20.0;
    const SINH_FULL: f32 = 90.0;
    const QUADRANTS: f32 = 6400.0;
    const HUGE: f32 = 1.0e18;
    const ERF_FULL: f32 = 4.0;
    const ERFC_EMPTY: f32 = 10.1;
    const NORMAL_EMPTY: f32 = 17.3;
    const GAUSSIAN_EMPTY: f32 = 10.25;
    const TANH_CDF_EMPTY: f32 = 14.0;
}

impl Format for f64 {
    const BIAS: i64 = 1023;
    const DEEPEST: i64 = 1074;
    const SHIFTER: f64 = 6_755_399_441_055_744.0;
    const INTEGERS: f64 = 4_503_599_627_370_496.0;
    const SPLITTER: f64 = 134_217_729.0;
    const NORMAL: f64 = f64::MIN_POSITIVE;
    // 2⁻⁶⁰
    const SMALL: f64 = 8.673_617_379_884_035e-19;
    // 2⁻¹²⁸
    const NEGLIGIBLE: f64 = 2.938_735_877_055_719e-39;
    const SHALLOW: f64 = -1013.0;
    const EXP_LOW: f64 = -746.0;
    const TIMES_EXP_LOW: f64 = -800.0;
    const EXP_HIGH: f64 = 710.0;
    const EXP_M1_LOW: f64 = -40.0;
    const EXP_M1_HIGH: f64 = 709.0;
    const SIGMOID_EDGE: f64 = 600.0;
    const SOFTPLUS_EDGE: f64 = 300.0;
    const TANH_FULL: f64 = 40.0;
    const SINH_FULL: f64 = 711.0;
    const QUADRANTS: f64 = 1.6e6;
    const HUGE: f64 = 1.0e100;
    const ERF_FULL: f64 = 6.0;
    const ERFC_EMPTY: f64 = 27.3;
    const NORMAL_EMPTY: f64 = 39.9;
    const GAUSSIAN_EMPTY: f64 = 27.4;
    const TANH_CDF_EMPTY: f64 = 28.0;
}
