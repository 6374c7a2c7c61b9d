//! Which instructions a call uses: asked of the processor once a call, and answered from a cache.

use std::cell::Cell;

use ndarray::ArrayView2;

use super::lanes::{Lanes, Scalar};
use super::loops::Run;
use super::place::Place;
use super::rows::{self, Arrays, Passes};
use super::{Sum, elements, parameters};
use crate::{Element, Real};

/// A set of instructions, as the lane types that use it.
///
/// A further one is a type here, a variant of [`Level`], and a file of lanes.
pub trait Simd {
    /// Lanes of `f32`.
    type F32: Lanes<Scalar = f32> + Real;
    /// Lanes of `f64`.
    type F64: Lanes<Scalar = f64> + Real;
}

/// An element type that has lanes.
///
/// Its methods are the walks over arrays, compiled here and not in the crate of a declaration.
pub trait Number: Element + Scalar + Real {
    /// Its lanes in a set of instructions.
    type Lanes<S: Simd>: Lanes<Scalar = Self> + Real;

    /// The loop at every position of a block, with the best instructions there are.
    ///
    /// # Safety
    /// As for [`elements::for_each`].
    unsafe fn for_each<const I: usize, const O: usize>(
        run: &dyn Run<Self>,
        shape: (usize, usize),
        mut inputs: [Place<Self>; I],
        mut outputs: [Place<Self>; O],
    ) {
        // SAFETY: the caller's promise.
        unsafe { Self::for_each_place(run, shape, &mut inputs, &mut outputs) }
    }

    /// [`Number::for_each`], whatever the number of arrays.
    ///
    /// # Safety
    /// As for [`elements::for_each`].
    unsafe fn for_each_place(
        run: &dyn Run<Self>,
        shape: (usize, usize),
        inputs: &mut [Place<Self>],
        outputs: &mut [Place<Self>],
    );

    /// Adds the loop's result at every position of the block to a sum, every term in `f64`.
    fn accumulate(run: &dyn Run<f64>, inputs: &[ArrayView2<'_, Self>], sum: &mut Sum);

    /// The job for every row of a block, with the best instructions there are.
    ///
    /// # Safety
    /// As for [`rows::for_each_row`].
    unsafe fn for_each_row(
        output: Option<&dyn Passes<Self>>,
        job: &dyn Passes<Self>,
        shape: (usize, usize),
        arrays: Arrays<Self>,
    );
}

macro_rules! number {
    ($float:ident, $lanes:ident) => {
        impl Number for $float {
            type Lanes<S: Simd> = S::$lanes;

            unsafe fn for_each_place(
                run: &dyn Run<Self>,
                shape: (usize, usize),
                inputs: &mut [Place<Self>],
                outputs: &mut [Place<Self>],
            ) {
                // SAFETY: the caller's promise.
                unsafe { elements::for_each(Level::best(), run, shape, inputs, outputs) }
            }

            fn accumulate(run: &dyn Run<f64>, inputs: &[ArrayView2<'_, Self>], sum: &mut Sum) {
                parameters::accumulate(run, inputs, sum);
            }

            unsafe fn for_each_row(
                output: Option<&dyn Passes<Self>>,
                job: &dyn Passes<Self>,
                shape: (usize, usize),
                arrays: Arrays<Self>,
            ) {
                // SAFETY: the caller's promise.
                unsafe { rows::for_each_row(Level::best(), output, job, shape, arrays) }
            }
        }
    };
}
number!(f32, F32);
number!(f64, F64);

/// AVX2 and FMA.
#[cfg(target_arch = "x86_64")]
#[derive(Debug)]
pub struct Avx2;

/// SSE2, which every x86-64 processor has.
#[cfg(target_arch = "x86_64")]
#[derive(Debug)]
pub struct Sse2;

/// One number at a time, on any processor. On x86-64 only tests take it.
#[cfg(any(test, not(target_arch = "x86_64")))]
#[derive(Debug)]
pub struct Portable;

#[cfg(target_arch = "x86_64")]
impl Simd for Avx2 {
    type F32 = super::lanes::F32x16;
    type F64 = super::lanes::F64x4;
}

#[cfg(target_arch = "x86_64")]
impl Simd for Sse2 {
    type F32 = super::lanes::F32x4;
    type F64 = super::lanes::F64x2;
}

#[cfg(any(test, not(target_arch = "x86_64")))]
impl Simd for Portable {
    type F32 = f32;
    type F64 = f64;
}

/// Work that is compiled once for each set of instructions.
///
/// `run` and everything that it calls is `#[inline(always)]`: only what is inlined into the functions
/// of this file is compiled for more than the target's baseline.
pub trait Task {
    /// What it returns.
    type Output;
    /// Does the work.
    fn run<S: Simd>(self) -> Self::Output;
}

/// The sets of instructions that there are code paths for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// AVX2 and FMA.
    #[cfg(target_arch = "x86_64")]
    Avx2,
    /// SSE2, which every x86-64 processor has.
    #[cfg(target_arch = "x86_64")]
    Sse2,
    /// One number at a time, on any processor.
    #[cfg(any(test, not(target_arch = "x86_64")))]
    Portable,
}

thread_local! {
    /// What [`Level::during`] asks for.
    static FORCED: Cell<Option<Level>> = const { Cell::new(None) };
}

impl Level {
    /// The sets that this processor has and calls may use, the best one last.
    pub fn all() -> Vec<Self> {
        #[cfg(target_arch = "x86_64")]
        let all = [Self::Sse2, Self::Avx2];
        #[cfg(not(target_arch = "x86_64"))]
        let all = [Self::Portable];
        all.into_iter().filter(|level| level.present()).collect()
    }

    /// Does `work`, whose calls on this thread take these instructions instead of the best ones.
    pub fn during<T>(self, work: impl FnOnce() -> T) -> T {
        /// Puts back what was there, also after a panic.
        struct Restore(Option<Level>);
        impl Drop for Restore {
            fn drop(&mut self) {
                FORCED.set(self.0);
            }
        }
        let _restore = Restore(FORCED.replace(Some(self)));
        work()
    }

    /// The one for a call on this thread: the best one of this processor, unless another is forced.
    #[inline]
    pub fn best() -> Self {
        if let Some(level) = FORCED.get() {
            return level;
        }
        #[cfg(target_arch = "x86_64")]
        {
            if Self::Avx2.present() {
                Self::Avx2
            } else {
                Self::Sse2
            }
        }
        #[cfg(not(target_arch = "x86_64"))]
        Self::Portable
    }

    /// Whether this processor has it.
    #[inline]
    pub fn present(self) -> bool {
        match self {
            #[cfg(target_arch = "x86_64")]
            Self::Avx2 => is_x86_feature_detected!("avx2") && is_x86_feature_detected!("fma"),
            #[cfg(target_arch = "x86_64")]
            Self::Sse2 => true,
            #[cfg(any(test, not(target_arch = "x86_64")))]
            Self::Portable => true,
        }
    }

    /// Panics if the processor lacks it. A call, so that it is not repeated in every loop.
    #[inline(never)]
    fn assert_present(self) {
        assert!(self.present(), "the processor lacks {self:?}");
    }

    /// How many numbers a register holds.
    pub fn lanes<T: Number>(self) -> usize {
        match self {
            #[cfg(target_arch = "x86_64")]
            Self::Avx2 => <T::Lanes<Avx2> as Lanes>::N,
            #[cfg(target_arch = "x86_64")]
            Self::Sse2 => <T::Lanes<Sse2> as Lanes>::N,
            #[cfg(any(test, not(target_arch = "x86_64")))]
            Self::Portable => <T::Lanes<Portable> as Lanes>::N,
        }
    }

    /// Does the work with these instructions.
    ///
    /// # Panics
    /// If the processor lacks them.
    #[inline]
    pub fn run<K: Task>(self, task: K) -> K::Output {
        self.assert_present();
        match self {
            #[cfg(target_arch = "x86_64")]
            // SAFETY: the processor has AVX2 and FMA.
            Self::Avx2 => unsafe { avx2(task) },
            #[cfg(target_arch = "x86_64")]
            Self::Sse2 => sse2(task),
            #[cfg(any(test, not(target_arch = "x86_64")))]
            Self::Portable => portable(task),
        }
    }
}

// Never inlined, so that each is compiled once for each kind of work, wherever it is called from.

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2,fma")]
#[inline(never)]
fn avx2<K: Task>(task: K) -> K::Output {
    task.run::<Avx2>()
}

#[cfg(target_arch = "x86_64")]
#[inline(never)]
fn sse2<K: Task>(task: K) -> K::Output {
    task.run::<Sse2>()
}

#[cfg(any(test, not(target_arch = "x86_64")))]
#[inline(never)]
fn portable<K: Task>(task: K) -> K::Output {
    task.run::<Portable>()
}
