//! Gradients of parameters: a function of elements, summed in `f64`.

use ndarray::ArrayView2;

use super::Sum;
use super::dispatch::Level;
use super::loops::{Run, line};
use crate::Element;

/// Terms computed at a time.
const BLOCK: usize = 256;

/// Adds the loop's result at every position of the block to a sum, every term in `f64`.
pub(super) fn accumulate<T: Element>(
    run: &dyn Run<f64>,
    inputs: &[ArrayView2<'_, T>],
    sum: &mut Sum,
) {
    let level = Level::best();
    let mut numbers: Vec<_> = inputs.iter().map(|block| block.iter()).collect();
    let mut wide = vec![[0.0; BLOCK]; inputs.len()];
    let mut terms = [0.0; BLOCK];
    let length = inputs[0].len();
    for start in (0..length).step_by(BLOCK) {
        let length = BLOCK.min(length - start);
        for (wide, numbers) in wide.iter_mut().zip(&mut numbers) {
            for (wide, number) in wide[..length].iter_mut().zip(numbers) {
                *wide = number.widen();
            }
        }
        let from: Vec<_> = wide.iter().map(|wide| wide.as_ptr()).collect();
        let filled = length.next_multiple_of(line::<f64>());
        // SAFETY: the arrays have room for `filled ≤ BLOCK` numbers, and `terms` is one of its own.
        unsafe { run.run(level, filled, 0, &from, &[terms.as_mut_ptr()]) };
        for term in &terms[..length] {
            sum.add(*term);
        }
    }
}
