//! Arrays of given values in any memory layout, for tests.

use activations_core::ndarray::{ArrayD, ArrayViewD, ArrayViewMutD, Slice};
use proptest::prelude::*;

/// How an array lies in memory: the order of its axes, and the step along each.
#[derive(Clone, Debug)]
pub(crate) struct Layout {
    order: Vec<usize>,
    steps: Vec<isize>,
}

/// Memory that holds an array in some layout.
pub(crate) struct Stored {
    memory: ArrayD<f64>,
    layout: Layout,
}

impl Stored {
    pub(crate) fn new(values: &ArrayD<f64>, layout: &Layout) -> Self {
        let lengths: Vec<usize> = (layout.order.iter())
            .map(|&axis| values.shape()[axis] * layout.steps[axis].unsigned_abs())
            .collect();
        // What lies between the elements must not be touched, nor taken for one of them.
        let memory = ArrayD::from_elem(lengths, f64::MAX);
        let mut stored = Self {
            memory,
            layout: layout.clone(),
        };
        stored.view_mut().assign(values);
        stored
    }

    fn places(&self) -> Vec<usize> {
        let mut places = vec![0; self.layout.order.len()];
        self.layout
            .order
            .iter()
            .enumerate()
            .for_each(|(i, &axis)| places[axis] = i);
        places
    }

    pub(crate) fn view(&self) -> ArrayViewD<'_, f64> {
        let mut view = self.memory.view().permuted_axes(self.places());
        view.slice_each_axis_inplace(|axis| {
            Slice::new(0, None, self.layout.steps[axis.axis.index()])
        });
        view
    }

    pub(crate) fn view_mut(&mut self) -> ArrayViewMutD<'_, f64> {
        let places = self.places();
        let steps = &self.layout.steps;
        let mut view = self.memory.view_mut().permuted_axes(places);
        view.slice_each_axis_inplace(|axis| Slice::new(0, None, steps[axis.axis.index()]));
        view
    }

    /// The values, after checking that nothing between them was written.
    pub(crate) fn values(&self) -> ArrayD<f64> {
        let values = self.view().to_owned();
        let untouched = self.memory.iter().filter(|&&x| x == f64::MAX).count();
        assert_eq!(
            untouched,
            self.memory.len() - values.len(),
            "wrote between the elements"
        );
        values
    }
}

pub(crate) fn layout(dimensions: usize) -> impl Strategy<Value = Layout> {
    let order = Just((0..dimensions).collect::<Vec<_>>()).prop_shuffle();
    let step = prop_oneof![4 => Just(1_isize), 1 => Just(-1), 1 => Just(2), 1 => Just(-2)];
    (order, prop::collection::vec(step, dimensions))
        .prop_map(|(order, steps)| Layout { order, steps })
}

/// Small whole numbers, all different, so that every sum and product is exact.
pub(crate) fn numbers(shape: &[usize], from: f64) -> ArrayD<f64> {
    let mut next = from;
    ArrayD::from_shape_simple_fn(shape, || {
        next += 1.0;
        next
    })
}
