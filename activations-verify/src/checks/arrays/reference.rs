//! What every call must give: each element, or each row, computed alone and contiguously.
//!
//! An element-wise activation owes the same bits wherever an element lies. A row's reductions may be
//! summed in another order, so a row may be off by what its formula's rounding allows.

use activations_core::Activation;
use activations_core::ndarray::{Array1, ArrayD, ArrayViewD, Axis};

use super::super::expected::Model;
use super::call::Method;
use crate::number::Number;
use crate::report::Comparison;
use crate::subject::{Arrays, Subject};

/// The right results of a call, and how far each element may be off.
#[derive(Clone, Debug)]
pub(super) struct Reference<T> {
    pub(super) results: Vec<ArrayD<T>>,
    allowances: Vec<ArrayD<f64>>,
}

impl<T: Number> Reference<T> {
    /// Of a method on inputs and cotangent, along an axis for a row-wise activation.
    pub(super) fn of(
        subject: &Subject,
        method: Method,
        axis: Option<usize>,
        inputs: &[ArrayViewD<'_, T>],
        dy: &ArrayViewD<'_, T>,
    ) -> Self {
        let shape = inputs[0].raw_dim();
        let count = if method.is_forward() { 1 } else { inputs.len() };
        let mut results = vec![ArrayD::from_elem(shape.clone(), T::ZERO); count];
        let mut allowances = vec![ArrayD::from_elem(shape, 0.0); count];
        if !subject.is_row_wise() || inputs[0].ndim() == 0 {
            let inputs: Vec<Vec<T>> = inputs.iter().map(|x| x.iter().copied().collect()).collect();
            let mut slots: Vec<_> = results.iter_mut().map(|result| result.iter_mut()).collect();
            for (i, dy) in dy.iter().enumerate() {
                let alone: Vec<Vec<T>> = inputs.iter().map(|x| vec![x[i]]).collect();
                let values = alone_of(subject, method, &alone, &[*dy]);
                for (slot, value) in slots.iter_mut().filter_map(Iterator::next).zip(values) {
                    *slot = value[0];
                }
            }
            return Self {
                results,
                allowances,
            };
        }
        let axis = Axis(axis.unwrap_or(inputs[0].ndim() - 1));
        let rows = inputs[0].lanes(axis).into_iter().zip(dy.lanes(axis));
        let places = results[0]
            .lanes_mut(axis)
            .into_iter()
            .zip(allowances[0].lanes_mut(axis));
        for ((x, dy), (mut result, mut allowance)) in rows.zip(places) {
            let (x, dy) = (vec![x.to_vec()], dy.to_vec());
            let value = &alone_of(subject, method, &x, &dy)[0];
            let allowed = allowed(subject, method, &x, &dy, value);
            result
                .iter_mut()
                .zip(value)
                .for_each(|(slot, value)| *slot = *value);
            allowance
                .iter_mut()
                .zip(allowed)
                .for_each(|(slot, allowed)| *slot = allowed);
        }
        Self {
            results,
            allowances,
        }
    }

    /// The first element in which results differ: which result, its index, and the numbers.
    pub(super) fn first_difference(
        &self,
        found: &[ArrayD<T>],
    ) -> Option<(usize, Vec<usize>, Comparison)> {
        for (which, (expected, found)) in self.results.iter().zip(found).enumerate() {
            for (index, value) in expected.indexed_iter() {
                let (other, allowance) = (found[&index], self.allowances[which][&index]);
                let comparison = Comparison::new(value.widen(), other.widen(), allowance);
                if !(value.same(other) || allowance > 0.0 && comparison.holds()) {
                    let index = (0..found.ndim()).map(|axis| index[axis]).collect();
                    return Some((which, index, comparison));
                }
            }
        }
        None
    }
}

/// A method on one element or row, contiguously.
pub(super) fn alone_of<T: Number>(
    subject: &Subject,
    method: Method,
    inputs: &[Vec<T>],
    dy: &[T],
) -> Vec<Vec<T>> {
    if method.is_forward() {
        return vec![subject.forward(inputs)];
    }
    if let Method::Pullback | Method::PullbackInto | Method::PullbackInplace = method
        && let Some([_, dx]) = subject.pullback(&inputs[0], dy)
    {
        return vec![dx];
    }
    match (method, subject.arrays()) {
        (Method::Jvp, Arrays::One(activation)) => {
            let (x, dx) = (Array1::from(inputs[0].clone()), Array1::from(dy.to_vec()));
            vec![
                activation
                    .jvp(&x, &dx)
                    .expect("a tangent of the input's length")
                    .to_vec(),
            ]
        }
        _ => subject.gradients(inputs, dy),
    }
}

/// How far a row's elements may be off, both its own value and that which it is compared with.
pub(super) fn allowed<T: Number>(
    subject: &Subject,
    method: Method,
    x: &[Vec<T>],
    dy: &[T],
    value: &[T],
) -> Vec<f64> {
    let Some(model) = Model::of(subject) else {
        // Without a definition: n roundings of the row's greatest number.
        let greatest = value.iter().map(|v| v.widen().abs()).fold(0.0, f64::max);
        return vec![4.0 * T::ulp(greatest) * (1.0 + x[0].len() as f64); value.len()];
    };
    let expected = match method {
        Method::Jvp => model.tangents(x, dy),
        _ if method.is_forward() => model.forward(x),
        _ => model.gradients(x, dy).swap_remove(0),
    };
    expected
        .into_iter()
        .map(|expected| 2.0 * expected.allowance)
        .collect()
}
