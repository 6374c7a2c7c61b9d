//! Sweeps over the bit patterns of `f32`, compared with an oracle in `f64`.

use std::fmt;
use std::marker::PhantomData;

use crate::kernels::dispatch::{Level, Simd, Task};
use crate::kernels::lanes::Lanes;
use crate::math::Float;

/// A function under test and the same one by other means.
pub(super) trait Function {
    fn lanes<L: Lanes<Scalar: Float>>(x: L) -> L;
    fn oracle(x: f64) -> f64;
}

/// What a sweep has found.
#[derive(Default)]
pub(super) struct Report {
    /// The largest error in units in the last place of the exact value.
    pub(super) worst: f64,
    /// Where that was.
    pub(super) at: f32,
    /// How many results were not the nearest number.
    pub(super) misrounded: u64,
    /// How many were NaN, infinite or of the wrong sign without cause, or not so with cause.
    pub(super) wrong: u64,
    /// One of those arguments.
    wrong_at: f32,
    /// How many arguments there were.
    count: u64,
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let share = 100.0 * self.misrounded as f64 / self.count as f64;
        write!(
            f,
            "{:.4} ulp at {:e}, {share:.3} % misrounded",
            self.worst, self.at
        )?;
        if self.wrong > 0 {
            write!(f, ", {} wrong, as at {:e}", self.wrong, self.wrong_at)?;
        }
        write!(f, ", of {} inputs", self.count)
    }
}

const BLOCK: usize = 1024;

/// Every `stride`-th bit pattern, and those at which something happens. `STRIDE` overrides the stride.
pub(super) fn patterns(stride: u64) -> impl Iterator<Item = u32> {
    let stride = std::env::var("STRIDE").map_or(stride, |s| s.parse().expect("a whole number"));
    let ends = [
        0.0,
        f32::from_bits(1),
        f32::MIN_POSITIVE,
        1.0,
        f32::MAX,
        f32::INFINITY,
        f32::NAN,
    ];
    let special = ends.into_iter().flat_map(|x| [x.to_bits(), (-x).to_bits()]);
    special.chain(
        (0..1_u64 << 32)
            .step_by(stride as usize)
            .map(|pattern| pattern as u32),
    )
}

struct Apply<'a, F>(&'a [f32; BLOCK], &'a mut [f32; BLOCK], PhantomData<F>);

impl<F: Function> Task for Apply<'_, F> {
    type Output = ();
    #[inline(always)]
    fn run<S: Simd>(self) {
        let lanes = S::F32::N;
        for (x, y) in self
            .0
            .chunks_exact(lanes)
            .zip(self.1.chunks_exact_mut(lanes))
        {
            // SAFETY: each chunk has N numbers.
            unsafe { F::lanes(S::F32::load(x.as_ptr())).store(y.as_mut_ptr()) };
        }
    }
}

/// Arguments and results.
fn for_each<F: Function>(
    level: Level,
    mut patterns: impl Iterator<Item = u32>,
    mut look: impl FnMut(f32, f32),
) {
    let (mut x, mut y) = ([0.0; BLOCK], [0.0; BLOCK]);
    loop {
        let mut length = 0;
        for (x, pattern) in x.iter_mut().zip(&mut patterns) {
            *x = f32::from_bits(pattern);
            length += 1;
        }
        if length == 0 {
            return;
        }
        level.run(Apply::<F>(&x, &mut y, PhantomData));
        x.iter()
            .zip(&y)
            .take(length)
            .for_each(|(x, y)| look(*x, *y));
    }
}

/// Compares results with the oracle.
pub(super) fn sweep<F: Function>(level: Level, patterns: impl Iterator<Item = u32>) -> Report {
    let mut report = Report::default();
    for_each::<F>(level, patterns, |x, y| {
        report.compare(x, y, F::oracle(f64::from(x)))
    });
    report
}

/// A fingerprint of all results, NaN counted as one.
pub(super) fn digest<F: Function>(level: Level, patterns: impl Iterator<Item = u32>) -> u64 {
    let mut digest = 0xcbf2_9ce4_8422_2325_u64;
    for_each::<F>(level, patterns, |_, y| {
        let bits = if y.is_nan() {
            f32::NAN.to_bits()
        } else {
            y.to_bits()
        };
        digest = (digest ^ u64::from(bits)).wrapping_mul(0x0000_0100_0000_01b3);
    });
    digest
}

impl Report {
    /// Takes account of one result.
    pub(super) fn compare(&mut self, x: f32, y: f32, exact: f64) {
        self.count += 1;
        let nearest = exact as f32;
        let right = if exact.is_nan() {
            y.is_nan()
        } else if nearest.is_infinite() || exact == 0.0 {
            y.to_bits() == nearest.to_bits()
        } else {
            y.is_finite() && (y == 0.0 || y.is_sign_negative() == exact.is_sign_negative())
        };
        if !right {
            self.wrong += 1;
            self.wrong_at = x;
        } else if nearest.is_finite() {
            self.misrounded += u64::from(y != nearest);
            let off = (f64::from(y) - exact).abs() / unit(exact);
            if off > self.worst {
                self.worst = off;
                self.at = x;
            }
        }
    }
}

/// The distance of neighbouring `f32` at an exact value; of a power of two, the greater one.
fn unit(exact: f64) -> f64 {
    let exponent = ((exact.to_bits() >> 52) & 0x7ff) as i64 - 1023;
    f64::from_bits(((exponent.max(-126) - 23 + 1023) as u64) << 52)
}
