//! Every operation of every backend against the one number at a time that std computes.

use super::*;

/// Numbers at which lanes and scalars could part: zeros, infinities, NaN, subnormals, limits.
fn numbers<S: Scalar>() -> Vec<S> {
    let smallest = if size_of::<S>() == 4 {
        f64::from(f32::from_bits(1))
    } else {
        f64::from_bits(1)
    };
    let least = if size_of::<S>() == 4 {
        f64::from(f32::MIN_POSITIVE)
    } else {
        f64::MIN_POSITIVE
    };
    let most = if size_of::<S>() == 4 {
        f64::from(f32::MAX)
    } else {
        f64::MAX
    };
    [
        0.0,
        smallest,
        3.0 * smallest,
        least,
        1e-3,
        0.1,
        1.0,
        1.0 / 3.0,
        2.5,
        1e10,
        most,
        f64::INFINITY,
    ]
    .into_iter()
    .flat_map(|v| [v, -v])
    .chain([f64::NAN])
    .map(S::from_f64)
    .collect()
}

/// Equal bits, or NaN on both sides: payloads and signs of NaN are nobody's promise.
fn same<S: Scalar>(lane: S, one: S) -> bool {
    let bits = |v: S| (v.to_f64().to_bits(), v.to_f64().is_nan());
    bits(lane) == bits(one) || (bits(lane).1 && bits(one).1)
}

/// Runs `wide` on registers filled from all triples of numbers, and compares with `one`.
fn agrees<L: Lanes>(
    what: &str,
    wide: impl Fn(L, L, L) -> L,
    one: impl Fn(L::Scalar, L::Scalar, L::Scalar) -> L::Scalar,
) {
    let all = numbers::<L::Scalar>();
    let mut triples = Vec::new();
    for &a in &all {
        for &b in &all {
            for &c in &all {
                triples.push([a, b, c]);
            }
        }
    }
    for group in triples.chunks(L::N) {
        let column = |i: usize| {
            let column: Vec<_> = group.iter().map(|triple| triple[i]).collect();
            L::load_partial(&column, L::Scalar::ZERO)
        };
        let lanes = wide(column(0), column(1), column(2)).to_array();
        for (lane, &[a, b, c]) in lanes.iter().zip(group) {
            let expected = one(a, b, c);
            assert!(
                same(*lane, expected),
                "{what}({a:?}, {b:?}, {c:?}): expected {expected:?}, found {lane:?}"
            );
        }
    }
}

macro_rules! operations {
    ($($name:ident: $lanes:ty, $float:ident, $bits:ident;)*) => {$(
        #[test]
        fn $name() {
            if !present::<$lanes>() {
                return;
            }
            type L = $lanes;
            fn flag(mask: <L as Lanes>::Mask) -> L {
                L::select(mask, L::splat(1.0), L::splat(0.0))
            }
            let truth = |t: bool| if t { 1.0 } else { 0.0 };
            agrees::<L>("add", |a, b, _| a + b, |a, b, _| a + b);
            agrees::<L>("sub", |a, b, _| a - b, |a, b, _| a - b);
            agrees::<L>("mul", |a, b, _| a * b, |a, b, _| a * b);
            agrees::<L>("div", |a, b, _| a / b, |a, b, _| a / b);
            agrees::<L>("neg", |a, _, _| -a, |a, _, _| -a);
            agrees::<L>("abs", |a, _, _| Lanes::abs(a), |a, _, _| $float::abs(a));
            agrees::<L>("sqrt", |a, _, _| Lanes::sqrt(a), |a, _, _| $float::sqrt(a));
            agrees::<L>("copysign", |a, b, _| Lanes::copysign(a, b), |a, b, _| $float::copysign(a, b));
            agrees::<L>("fma", |a, b, c| a.fma(b, c), |a, b, c| {
                if L::FUSED { $float::mul_add(a, b, c) } else { a * b + c }
            });
            agrees::<L>("min", |a, b, _| Lanes::min(a, b), |a, b, _| if a < b { a } else { b });
            agrees::<L>("max", |a, b, _| Lanes::max(a, b), |a, b, _| if a > b { a } else { b });
            agrees::<L>("lt", |a, b, _| flag(Lanes::lt(a, b)), |a, b, _| truth(a < b));
            agrees::<L>("le", |a, b, _| flag(Lanes::le(a, b)), |a, b, _| truth(a <= b));
            agrees::<L>("eq", |a, b, _| flag(Lanes::eq(a, b)), |a, b, _| truth(a == b));
            agrees::<L>("is_nan", |a, _, _| flag(Lanes::is_nan(a)), |a, _, _| truth(a.is_nan()));
            agrees::<L>(
                "and",
                |a, b, c| flag(Lanes::lt(a, b) & Lanes::lt(b, c)),
                |a, b, c| truth(a < b && b < c),
            );
            agrees::<L>(
                "or",
                |a, b, c| flag(Lanes::lt(a, b) | Lanes::lt(b, c)),
                |a, b, c| truth(a < b || b < c),
            );
            agrees::<L>("not", |a, b, _| flag(!Lanes::lt(a, b)), |a, b, _| 1.0 - truth(a < b));
            agrees::<L>(
                "select",
                |a, b, c| L::select(Lanes::lt(a, b), b, c),
                |a, b, c| if a < b { b } else { c },
            );
            agrees::<L>(
                "keep",
                |a, b, c| Lanes::keep(c, Lanes::lt(a, b)),
                |a, b, c| if a < b { c } else { 0.0 },
            );
            agrees::<L>("map", |a, _, _| Lanes::map(a, |v| v * 2.0), |a, _, _| a * 2.0);
            agrees::<L>("iadd", on_bits::<L>(|a, b| a + b), bits($bits::wrapping_add));
            agrees::<L>("isub", on_bits::<L>(|a, b| a - b), bits($bits::wrapping_sub));
            agrees::<L>("iand", on_bits::<L>(|a, b| a & b), bits(|a, b| a & b));
            agrees::<L>("ior", on_bits::<L>(|a, b| a | b), bits(|a, b| a | b));
            agrees::<L>("ixor", on_bits::<L>(|a, b| a ^ b), bits(|a, b| a ^ b));
            agrees::<L>(
                "shl_mantissa",
                on_bits::<L>(|a, _| a.shl_mantissa()),
                bits(|a, _| a << ($float::MANTISSA_DIGITS - 1)),
            );
            agrees::<L>(
                "shr_mantissa",
                on_bits::<L>(|a, _| a.shr_mantissa()),
                bits(|a, _| a >> ($float::MANTISSA_DIGITS - 1)),
            );
            agrees::<L>(
                "shl_sign",
                on_bits::<L>(|a, _| a.shl_sign()),
                bits(|a, _| a << ($bits::BITS - 1)),
            );
            agrees::<L>("splat", |_, _, _| L::splat_bits(77), |_, _, _| $float::from_bits(77));
            fn bits(pick: impl Fn($bits, $bits) -> $bits) -> impl Fn($float, $float, $float) -> $float {
                move |a, b, _| $float::from_bits(pick(a.to_bits(), b.to_bits()))
            }
        }
    )*};
}

/// An operation on bits as one on numbers.
fn on_bits<L: Lanes>(f: impl Fn(L::Bits, L::Bits) -> L::Bits) -> impl Fn(L, L, L) -> L {
    move |a, b, _| L::from_bits(f(a.to_bits(), b.to_bits()))
}

/// Whether this processor can run a lane type.
fn present<L: Lanes>() -> bool {
    #[cfg(target_arch = "x86_64")]
    if L::N * size_of::<L::Scalar>() >= 32 {
        return is_x86_feature_detected!("avx2") && is_x86_feature_detected!("fma");
    }
    L::N >= 1
}

operations! {
    one_f32: f32, f32, u32;
    one_f64: f64, f64, u64;
}
#[cfg(target_arch = "x86_64")]
operations! {
    sse2_f32: F32x4, f32, u32;
    sse2_f64: F64x2, f64, u64;
    avx2_f32: F32x16, f32, u32;
    avx2_f64: F64x4, f64, u64;
}

fn moves_memory<L: Lanes<Scalar = f32>>() {
    if !present::<L>() {
        return;
    }
    let numbers: Vec<f32> = (0..64).map(|i| i as f32 - 7.5).collect();
    for at in 0..L::N {
        // SAFETY: `at + N ≤ 2·MAX_LANES ≤ 64`.
        let lanes = unsafe { L::load(numbers.as_ptr().add(at)) };
        assert_eq!(lanes.to_array()[..L::N], numbers[at..at + L::N]);
        let mut out = [9.0; 64];
        // SAFETY: as above.
        unsafe { lanes.store(out.as_mut_ptr().add(at)) };
        assert_eq!(out[at..at + L::N], numbers[at..at + L::N]);
        assert!(out[..at].iter().chain(&out[at + L::N..]).all(|v| *v == 9.0));
    }
    for length in 0..=L::N {
        let partial = L::load_partial(&numbers[..length], 5.0).to_array();
        for (i, lane) in partial.iter().enumerate().take(L::N) {
            assert_eq!(*lane, if i < length { numbers[i] } else { 5.0 });
        }
        let mut out = [9.0; 64];
        L::load_partial(&numbers[..length], 5.0).store_partial(&mut out[..length]);
        assert_eq!(out[..length], numbers[..length]);
        assert!(out[length..].iter().all(|v| *v == 9.0));
    }
    for on in 0..L::N {
        let mask = L::mask_from(|i| i == on);
        assert!(L::any(mask));
        let lanes = L::select(mask, L::splat(1.0), L::splat(2.0)).to_array();
        assert!((0..L::N).all(|i| lanes[i] == if i == on { 1.0 } else { 2.0 }));
    }
    assert!(!L::any(L::mask_from(|_| false)));
}

#[test]
fn memory_and_partial_registers() {
    moves_memory::<f32>();
    #[cfg(target_arch = "x86_64")]
    {
        moves_memory::<F32x4>();
        moves_memory::<F32x16>();
    }
}
