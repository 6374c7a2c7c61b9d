//! Numbers of 16 bits to `f32` and back, by the processor where it can.

use half::{bf16, f16};

use crate::Element;

/// A number as an `f32` that rounds to 16 bits as the number itself does: `half` itself overlooks the
/// last bits of an `f64`. What is not exact ends in an odd bit, and so never looks like a tie.
pub(in crate::api) fn to_odd(value: f64) -> f32 {
    let near = value as f32;
    let wide = f64::from(near);
    if wide == value || value.is_nan() {
        return near;
    }
    let towards_zero = near.to_bits() - u32::from(wide.abs() > value.abs());
    f32::from_bits(towards_zero | 1)
}

/// A number of 16 bits.
pub(in crate::api) trait Half: Element {
    /// The same numbers as `f32`, exactly.
    fn widen_all(from: &[Self], to: &mut [f32]);
    /// The numbers, rounded to the nearest, ties to even.
    fn narrow_all(from: &[f32], to: &mut [Self]);
}

impl Half for bf16 {
    fn widen_all(from: &[Self], to: &mut [f32]) {
        for (to, from) in to.iter_mut().zip(from) {
            *to = from.to_f32();
        }
    }

    fn narrow_all(from: &[f32], to: &mut [Self]) {
        for (to, from) in to.iter_mut().zip(from) {
            *to = bf16::from_f32(*from);
        }
    }
}

impl Half for f16 {
    fn widen_all(from: &[Self], to: &mut [f32]) {
        #[cfg(target_arch = "x86_64")]
        if is_x86_feature_detected!("avx") && is_x86_feature_detected!("f16c") {
            // SAFETY: the processor has AVX and F16C.
            return unsafe { f16c::widen(from, to) };
        }
        for (to, from) in to.iter_mut().zip(from) {
            *to = from.to_f32();
        }
    }

    fn narrow_all(from: &[f32], to: &mut [Self]) {
        #[cfg(target_arch = "x86_64")]
        if is_x86_feature_detected!("avx") && is_x86_feature_detected!("f16c") {
            // SAFETY: the processor has AVX and F16C.
            return unsafe { f16c::narrow(from, to) };
        }
        for (to, from) in to.iter_mut().zip(from) {
            *to = f16::from_f32(*from);
        }
    }
}

/// The processor's own conversions, eight at a time.
#[cfg(target_arch = "x86_64")]
mod f16c {
    use std::arch::x86_64::*;

    use half::f16;

    #[target_feature(enable = "avx,f16c")]
    pub(super) fn widen(from: &[f16], to: &mut [f32]) {
        let ((from, from_rest), (to, to_rest)) = (from.as_chunks::<8>(), to.as_chunks_mut::<8>());
        for (to, from) in to.iter_mut().zip(from) {
            // SAFETY: each chunk has eight numbers, 16 bytes and 32.
            unsafe {
                let bits = _mm_loadu_si128(from.as_ptr().cast());
                _mm256_storeu_ps(to.as_mut_ptr(), _mm256_cvtph_ps(bits));
            }
        }
        for (to, from) in to_rest.iter_mut().zip(from_rest) {
            *to = from.to_f32();
        }
    }

    #[target_feature(enable = "avx,f16c")]
    pub(super) fn narrow(from: &[f32], to: &mut [f16]) {
        let ((from, from_rest), (to, to_rest)) = (from.as_chunks::<8>(), to.as_chunks_mut::<8>());
        for (to, from) in to.iter_mut().zip(from) {
            // SAFETY: each chunk has eight numbers, 32 bytes and 16.
            unsafe {
                let numbers = _mm256_loadu_ps(from.as_ptr());
                let bits = _mm256_cvtps_ph::<_MM_FROUND_TO_NEAREST_INT>(numbers);
                _mm_storeu_si128(to.as_mut_ptr().cast(), bits);
            }
        }
        for (to, from) in to_rest.iter_mut().zip(from_rest) {
            *to = f16::from_f32(*from);
        }
    }
}
