//! A random call, and the simplest one that fails in the same way.

use activations_core::ndarray::{ArrayD, Axis, IxDyn};

use super::call::{Call, Method};
use super::layout::{Laid, Layout};
use super::reference::Reference;
use crate::inputs::{Random, ordinary};
use crate::number::Number;
use crate::report::Finding;
use crate::subject::Subject;

/// A call in all its particulars but the numbers, which follow from the seed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Case {
    method: Method,
    shape: Vec<usize>,
    axis: Option<usize>,
    inputs: Vec<Layout>,
    dy: Layout,
    outputs: Vec<Layout>,
}

impl Case {
    /// Draws a call of a subject.
    pub(super) fn draw<T: Number>(subject: &Subject, random: &mut Random) -> Self {
        let methods = if subject.inputs() == 1 {
            Method::OF_ONE
        } else {
            Method::OF_TWO
        };
        let lengths = [
            0,
            1,
            2,
            3,
            5,
            T::LANES - 1,
            T::LANES,
            T::LANES + 1,
            2 * T::LANES + 1,
        ];
        let axes = random.below(4);
        let mut shape: Vec<usize> = (0..axes).map(|_| 1 + random.below(4)).collect();
        // One long axis, and now and then an empty array.
        if axes > 0 {
            let long = random.below(axes);
            shape[long] = *random.one_of(&lengths);
        }
        let axis =
            (axes > 0 && subject.inputs() == 1 && random.once_in(2)).then(|| random.below(axes));
        let mut layout = |may_broadcast| Layout::draw(axes, may_broadcast, random);
        Self {
            inputs: (0..subject.inputs()).map(|_| layout(true)).collect(),
            dy: layout(true),
            outputs: (0..subject.inputs()).map(|_| layout(false)).collect(),
            method: *random.one_of(methods),
            shape,
            axis,
        }
    }

    /// What is wrong with the call's results, if anything.
    pub(super) fn wrong<T: Number>(&self, subject: &Subject, seed: u64) -> Option<Finding> {
        let mut random = Random::new(seed, "numbers", 0);
        let mut content = |cotangent: bool| -> ArrayD<T> {
            let element = || {
                let x = if cotangent {
                    random.magnitude(0.1, 10.0)
                } else {
                    ordinary(&mut random)
                };
                T::narrow(x)
            };
            ArrayD::from_shape_simple_fn(IxDyn(&self.shape), element)
        };
        let inputs: Vec<Laid<T>> = self
            .inputs
            .iter()
            .map(|layout| Laid::new(&content(false), layout))
            .collect();
        let dy = Laid::new(&content(true), &self.dy);
        let views: Vec<_> = inputs.iter().map(Laid::view).collect();
        let reference = Reference::of(subject, self.method, self.axis, &views, &dy.view());
        let outputs = self
            .outputs
            .iter()
            .map(|layout| Laid::output(&self.shape, layout))
            .collect();
        let mut call = Call {
            method: self.method,
            axis: self.axis,
            inputs: inputs.clone(),
            dy,
            outputs,
        };
        let finding = |claim: String| Some(Finding::new(None, claim).note(self.text::<T>()));
        let found = match call.run(subject.arrays()) {
            Ok(found) => found,
            Err(error) => {
                return finding(format!(
                    "`{}` refuses good shapes: {error}",
                    self.method.name()
                ));
            }
        };
        if let Some(shape) = found
            .iter()
            .map(ArrayD::shape)
            .find(|shape| *shape != self.shape)
        {
            return finding(format!(
                "`{}` gives an array of shape {shape:?}",
                self.method.name()
            ));
        }
        if let Some((which, index, comparison)) = reference.first_difference(&found) {
            let of = if found.len() > 1 {
                format!(" of output {which}")
            } else {
                String::new()
            };
            let claim = format!("`{}` depends on where an element lies", self.method.name());
            return finding(claim).map(|f| {
                f.comparing(comparison)
                    .note(format!("at index {index:?}{of}"))
            });
        }
        if call.outputs.iter().any(Laid::is_spilled) {
            return finding(format!(
                "`{}` writes between the elements of its output",
                self.method.name()
            ));
        }
        None
    }

    /// The simplest case that is still wrong, and what is wrong with it.
    pub(super) fn minimal<T: Number>(
        &self,
        subject: &Subject,
        seed: u64,
        finding: Finding,
    ) -> Finding {
        let mut smallest = (self.clone(), finding);
        'search: loop {
            for simpler in smallest.0.simpler() {
                if let Some(finding) = simpler.wrong::<T>(subject, seed) {
                    smallest = (simpler, finding);
                    continue 'search;
                }
            }
            return smallest.1;
        }
    }

    /// Cases that are simpler in one respect each.
    fn simpler(&self) -> Vec<Self> {
        let mut cases = Vec::new();
        for axis in 0..self.shape.len() {
            if self.axis.is_none() {
                let mut shape = self.shape.clone();
                shape.remove(axis);
                cases.push(self.with_shape(shape));
            }
            let length = self.shape[axis];
            for shorter in [1, length / 2, length.saturating_sub(1)] {
                if shorter < length {
                    let mut shape = self.shape.clone();
                    shape[axis] = shorter;
                    cases.push(self.with_shape(shape));
                }
            }
        }
        if self.axis.is_some() {
            cases.push(Self {
                axis: None,
                ..self.clone()
            });
        }
        for (i, layout) in self.inputs.iter().enumerate() {
            cases.extend(layout.simpler().into_iter().map(|simpler| {
                let mut case = self.clone();
                case.inputs[i] = simpler;
                case
            }));
        }
        cases.extend(
            self.dy
                .simpler()
                .into_iter()
                .map(|dy| Self { dy, ..self.clone() }),
        );
        for (i, layout) in self.outputs.iter().enumerate() {
            cases.extend(layout.simpler().into_iter().map(|simpler| {
                let mut case = self.clone();
                case.outputs[i] = simpler;
                case
            }));
        }
        cases
    }

    fn with_shape(&self, shape: Vec<usize>) -> Self {
        let within = |layouts: &[Layout]| {
            layouts
                .iter()
                .map(|layout| layout.within(shape.len()))
                .collect()
        };
        Self {
            inputs: within(&self.inputs),
            outputs: within(&self.outputs),
            dy: self.dy.within(shape.len()),
            shape,
            ..self.clone()
        }
    }

    fn text<T: Number>(&self) -> String {
        let axis = self
            .axis
            .map_or(String::new(), |axis| format!(" along {:?}", Axis(axis)));
        let mut text = format!("shape {:?} of {}{axis}", self.shape, T::NAME);
        for (i, layout) in self.inputs.iter().enumerate() {
            text += &format!("; input {i} {}", layout.text());
        }
        if !self.method.is_forward() {
            text += &format!("; dy {}", self.dy.text());
        }
        for (i, layout) in self.outputs.iter().enumerate() {
            text += &format!("; output {i} {}", layout.text());
        }
        text
    }
}
