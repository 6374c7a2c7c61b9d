//! SSE2, the baseline of x86-64: four `f32` or two `f64`, products and sums rounded one by one.

use std::arch::x86_64::*;
use std::ops::{Add, BitAnd, BitOr, BitXor, Div, Mul, Neg, Not, Sub};

use super::super::{BitLanes, Lanes};
use crate::math;

x86_lanes! {
    /// Four `f32` in one SSE register.
    F32x4(__m128), M32x4, B32x4(__m128i);
    4 lanes of f32, u32; features = "sse2"; fused = false;
    load = _mm_loadu_ps; store = _mm_storeu_ps; splat = _mm_set1_ps;
    add = _mm_add_ps; sub = _mm_sub_ps; mul = _mm_mul_ps; div = _mm_div_ps;
    min = _mm_min_ps; max = _mm_max_ps; sqrt = _mm_sqrt_ps;
    fma(a, b, c) = _mm_add_ps(_mm_mul_ps(a, b), c);
    lt(a, b) = _mm_cmplt_ps(a, b);
    le(a, b) = _mm_cmple_ps(a, b);
    eq(a, b) = _mm_cmpeq_ps(a, b);
    select(mask, yes, no) = _mm_or_ps(_mm_and_ps(mask, yes), _mm_andnot_ps(mask, no));
    and = _mm_and_ps; or = _mm_or_ps; xor = _mm_xor_ps; andnot = _mm_andnot_ps;
    movemask = _mm_movemask_ps;
    to_bits = _mm_castps_si128; from_bits = _mm_castsi128_ps;
    isplat(v) = _mm_set1_epi32(v.cast_signed());
    iadd = _mm_add_epi32; isub = _mm_sub_epi32;
    iand = _mm_and_si128; ior = _mm_or_si128; ixor = _mm_xor_si128;
    shl = _mm_slli_epi32; shr = _mm_srli_epi32;
}

x86_lanes! {
    /// Two `f64` in one SSE register.
    F64x2(__m128d), M64x2, B64x2(__m128i);
    2 lanes of f64, u64; features = "sse2"; fused = false;
    load = _mm_loadu_pd; store = _mm_storeu_pd; splat = _mm_set1_pd;
    add = _mm_add_pd; sub = _mm_sub_pd; mul = _mm_mul_pd; div = _mm_div_pd;
    min = _mm_min_pd; max = _mm_max_pd; sqrt = _mm_sqrt_pd;
    fma(a, b, c) = _mm_add_pd(_mm_mul_pd(a, b), c);
    lt(a, b) = _mm_cmplt_pd(a, b);
    le(a, b) = _mm_cmple_pd(a, b);
    eq(a, b) = _mm_cmpeq_pd(a, b);
    select(mask, yes, no) = _mm_or_pd(_mm_and_pd(mask, yes), _mm_andnot_pd(mask, no));
    and = _mm_and_pd; or = _mm_or_pd; xor = _mm_xor_pd; andnot = _mm_andnot_pd;
    movemask = _mm_movemask_pd;
    to_bits = _mm_castpd_si128; from_bits = _mm_castsi128_pd;
    isplat(v) = _mm_set1_epi64x(v.cast_signed());
    iadd = _mm_add_epi64; isub = _mm_sub_epi64;
    iand = _mm_and_si128; ior = _mm_or_si128; ixor = _mm_xor_si128;
    shl = _mm_slli_epi64; shr = _mm_srli_epi64;
}
