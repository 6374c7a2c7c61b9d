//! AVX2 with FMA: eight `f32` or four `f64`.

use std::arch::x86_64::*;
use std::ops::{Add, BitAnd, BitOr, BitXor, Div, Mul, Neg, Not, Sub};

use super::super::{BitLanes, Lanes};
use crate::math;

x86_lanes! {
    /// Eight `f32` in one AVX register.
    F32x8(__m256), M32x8, B32x8(__m256i);
    8 lanes of f32, u32; features = "avx2,fma"; fused = true;
    load = _mm256_loadu_ps; store = _mm256_storeu_ps; splat = _mm256_set1_ps;
    add = _mm256_add_ps; sub = _mm256_sub_ps; mul = _mm256_mul_ps; div = _mm256_div_ps;
    min = _mm256_min_ps; max = _mm256_max_ps; sqrt = _mm256_sqrt_ps;
    fma(a, b, c) = _mm256_fmadd_ps(a, b, c);
    lt(a, b) = _mm256_cmp_ps::<_CMP_LT_OQ>(a, b);
    le(a, b) = _mm256_cmp_ps::<_CMP_LE_OQ>(a, b);
    eq(a, b) = _mm256_cmp_ps::<_CMP_EQ_OQ>(a, b);
    select(mask, yes, no) = _mm256_blendv_ps(no, yes, mask);
    and = _mm256_and_ps; or = _mm256_or_ps; xor = _mm256_xor_ps; andnot = _mm256_andnot_ps;
    movemask = _mm256_movemask_ps;
    to_bits = _mm256_castps_si256; from_bits = _mm256_castsi256_ps;
    isplat(v) = _mm256_set1_epi32(v.cast_signed());
    iadd = _mm256_add_epi32; isub = _mm256_sub_epi32;
    iand = _mm256_and_si256; ior = _mm256_or_si256; ixor = _mm256_xor_si256;
    shl = _mm256_slli_epi32; shr = _mm256_srli_epi32;
}

x86_lanes! {
    /// Four `f64` in one AVX register.
    F64x4(__m256d), M64x4, B64x4(__m256i);
    4 lanes of f64, u64; features = "avx2,fma"; fused = true;
    load = _mm256_loadu_pd; store = _mm256_storeu_pd; splat = _mm256_set1_pd;
    add = _mm256_add_pd; sub = _mm256_sub_pd; mul = _mm256_mul_pd; div = _mm256_div_pd;
    min = _mm256_min_pd; max = _mm256_max_pd; sqrt = _mm256_sqrt_pd;
    fma(a, b, c) = _mm256_fmadd_pd(a, b, c);
    lt(a, b) = _mm256_cmp_pd::<_CMP_LT_OQ>(a, b);
    le(a, b) = _mm256_cmp_pd::<_CMP_LE_OQ>(a, b);
    eq(a, b) = _mm256_cmp_pd::<_CMP_EQ_OQ>(a, b);
    select(mask, yes, no) = _mm256_blendv_pd(no, yes, mask);
    and = _mm256_and_pd; or = _mm256_or_pd; xor = _mm256_xor_pd; andnot = _mm256_andnot_pd;
    movemask = _mm256_movemask_pd;
    to_bits = _mm256_castpd_si256; from_bits = _mm256_castsi256_pd;
    isplat(v) = _mm256_set1_epi64x(v.cast_signed());
    iadd = _mm256_add_epi64; isub = _mm256_sub_epi64;
    iand = _mm256_and_si256; ior = _mm256_or_si256; ixor = _mm256_xor_si256;
    shl = _mm256_slli_epi64; shr = _mm256_srli_epi64;
}
