//! The only code that is compiled for each activation: a function along a run of neighbouring numbers.
//!
//! Each combination of activation, operation, element type and instructions is one such loop and
//! nothing else. What depends on how arrays lie in memory is in `elements`, compiled once for each
//! element type, and knows a loop only as a [`Run`].

use super::dispatch::{Level, Number, Simd, Task};
use super::lanes::{Lanes, Scalar};
use crate::Real;

/// A function of `I` numbers with `O` results, whatever the number type.
pub(crate) trait Body<const I: usize, const O: usize>: Copy + Sync {
    /// Its value; always `#[inline(always)]`.
    fn at<R: Real>(self, inputs: [R; I]) -> [R; O];
}

/// Numbers in a line of the cache. Every register holds a divisor of it.
pub(crate) const fn line<T>() -> usize {
    64 / size_of::<T>()
}

/// A function along a run of neighbouring numbers.
pub trait Run<T>: Sync {
    /// Applies it to `length` numbers, a multiple of [`line`], and asks for what is `ahead` numbers
    /// further on.
    ///
    /// # Safety
    /// There are as many pointers as the function has inputs and results. They are valid for `length`
    /// numbers, those of the results for writing; a result is disjoint from all else or lies where an
    /// input lies.
    unsafe fn run(
        &self,
        level: Level,
        length: usize,
        ahead: usize,
        from: &[*const T],
        to: &[*mut T],
    );
}

/// A [`Body`] as a [`Run`].
pub(crate) struct Loop<B, const I: usize, const O: usize>(pub(crate) B);

impl<T: Number, B: Body<I, O>, const I: usize, const O: usize> Run<T> for Loop<B, I, O> {
    unsafe fn run(
        &self,
        level: Level,
        length: usize,
        ahead: usize,
        from: &[*const T],
        to: &[*mut T],
    ) {
        assert!(length.is_multiple_of(line::<T>()));
        level.run(Pass {
            body: self.0,
            length,
            ahead,
            from: from.try_into().expect("a pointer for each input"),
            to: to.try_into().expect("a pointer for each result"),
        });
    }
}

struct Pass<T, B, const I: usize, const O: usize> {
    body: B,
    length: usize,
    ahead: usize,
    from: [*const T; I],
    to: [*mut T; O],
}

impl<T: Number, B: Body<I, O>, const I: usize, const O: usize> Task for Pass<T, B, I, O> {
    type Output = ();

    #[inline(always)]
    fn run<S: Simd>(self) {
        const { assert!(line::<T>().is_multiple_of(<T::Lanes<S> as Lanes>::N)) }
        let mut at = 0;
        while at < self.length {
            let mut x = [<T::Lanes<S> as Lanes>::splat(<T as Scalar>::ZERO); I];
            for (x, from) in x.iter_mut().zip(self.from) {
                let from = from.wrapping_add(at);
                // SAFETY: `Run` was promised `length` numbers, a multiple of N by the assertions, and
                // `at` is a smaller multiple.
                *x = unsafe { Lanes::load(from) };
                <T::Lanes<S> as Lanes>::prefetch(from.wrapping_add(self.ahead));
            }
            for (y, to) in self.body.at(x).into_iter().zip(self.to) {
                let to = to.wrapping_add(at);
                <T::Lanes<S> as Lanes>::prefetch(to.wrapping_add(self.ahead));
                // SAFETY: as above; results are valid for writing, and where one lies on an input
                // that register has been read.
                unsafe { y.store(to) };
            }
            at += <T::Lanes<S> as Lanes>::N;
        }
    }
}
