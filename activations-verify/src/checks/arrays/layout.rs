//! The ways in which an array can lie in memory.

use activations_core::ndarray::{
    ArrayBase, ArrayD, ArrayViewD, ArrayViewMutD, Axis, IxDyn, RawData, Slice,
};

use crate::inputs::Random;
use crate::number::Number;

/// How the elements of an array lie in memory.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub(super) struct Layout {
    /// The axes rotated by so many places, as a transposed array has them.
    pub(super) rotation: usize,
    /// Axes that are walked backwards, as bits.
    pub(super) reversed: usize,
    /// An axis of which only every third element belongs to the array.
    pub(super) stepped: Option<usize>,
    /// An axis along which all elements are one and the same (of inputs only).
    pub(super) broadcast: Option<usize>,
}

/// An array in a layout: the memory, and how to look at it.
#[derive(Clone, Debug)]
pub(super) struct Laid<T> {
    memory: ArrayD<T>,
    layout: Layout,
    shape: Vec<usize>,
}

/// What lies in memory between the elements of an array, and must stay there.
const FILL: f64 = -77.25;

const STEP: isize = 3;

impl Layout {
    /// A random layout for an array with so many axes.
    pub(super) fn draw(axes: usize, may_broadcast: bool, random: &mut Random) -> Self {
        if axes == 0 || random.once_in(3) {
            return Self::default();
        }
        let mut axis = |chance: usize| random.once_in(chance).then(|| random.below(axes));
        let stepped = axis(3);
        Self {
            stepped,
            broadcast: axis(4).filter(|axis| may_broadcast && stepped != Some(*axis)),
            rotation: random.below(axes),
            reversed: if random.once_in(2) {
                random.below(1 << axes)
            } else {
                0
            },
        }
    }

    /// Layouts with one oddity less.
    pub(super) fn simpler(&self) -> Vec<Self> {
        let plain = Self::default();
        [
            Self {
                rotation: 0,
                ..self.clone()
            },
            Self {
                reversed: 0,
                ..self.clone()
            },
            Self {
                stepped: None,
                ..self.clone()
            },
            Self {
                broadcast: None,
                ..self.clone()
            },
            plain,
        ]
        .into_iter()
        .filter(|simpler| simpler != self)
        .collect()
    }

    /// The same for an array that has fewer axes.
    pub(super) fn within(&self, axes: usize) -> Self {
        Self {
            rotation: if axes == 0 { 0 } else { self.rotation % axes },
            reversed: self.reversed & ((1 << axes) - 1),
            stepped: self.stepped.filter(|axis| *axis < axes),
            broadcast: self.broadcast.filter(|axis| *axis < axes),
        }
    }

    /// In words, for a report.
    pub(super) fn text(&self) -> String {
        let mut words = Vec::new();
        if self.rotation > 0 {
            words.push(format!("axes rotated by {}", self.rotation));
        }
        if self.reversed > 0 {
            words.push(format!("reversed axes {:#b}", self.reversed));
        }
        if let Some(axis) = self.stepped {
            words.push(format!("every {STEP}rd element of axis {axis}"));
        }
        if let Some(axis) = self.broadcast {
            words.push(format!("broadcast along axis {axis}"));
        }
        if words.is_empty() {
            "contiguous".to_owned()
        } else {
            words.join(", ")
        }
    }
}

/// An array as it lies in memory, seen as the layout says.
fn arranged<S: RawData>(memory: ArrayBase<S, IxDyn>, layout: &Layout) -> ArrayBase<S, IxDyn> {
    let axes = memory.ndim();
    // Memory has the array's axes rotated to the left; this turns them back.
    let order: Vec<usize> = (0..axes)
        .map(|axis| (axis + axes - layout.rotation) % axes)
        .collect();
    let mut array = memory.permuted_axes(order);
    if let Some(axis) = layout.stepped {
        array.slice_axis_inplace(Axis(axis), Slice::new(0, None, STEP));
    }
    for axis in (0..axes).filter(|axis| layout.reversed >> axis & 1 == 1) {
        array.invert_axis(Axis(axis));
    }
    array
}

impl<T: Number> Laid<T> {
    /// The content in the layout. Along a broadcast axis its first element counts.
    pub(super) fn new(content: &ArrayD<T>, layout: &Layout) -> Self {
        let mut shape = content.shape().to_vec();
        let mut first = content.view();
        if let Some(axis) = layout.broadcast {
            shape[axis] = shape[axis].min(1);
            first.slice_axis_inplace(Axis(axis), Slice::from(..shape[axis]));
        }
        let memory = ArrayD::from_elem(IxDyn(&in_memory(&shape, layout)), T::narrow(FILL));
        let mut laid = Self {
            memory,
            layout: layout.clone(),
            shape: content.shape().to_vec(),
        };
        arranged(laid.memory.view_mut(), layout).assign(&first);
        laid
    }

    /// An output of the shape, filled.
    pub(super) fn output(shape: &[usize], layout: &Layout) -> Self {
        Self::new(&ArrayD::from_elem(IxDyn(shape), T::narrow(FILL)), layout)
    }

    /// The array.
    pub(super) fn view(&self) -> ArrayViewD<'_, T> {
        let whole = in_memory(&self.shape, &self.layout);
        let memory = self
            .memory
            .broadcast(IxDyn(&whole))
            .expect("an axis of one broadcasts");
        arranged(memory, &self.layout)
    }

    /// The array, to be written to.
    pub(super) fn view_mut(&mut self) -> ArrayViewMutD<'_, T> {
        debug_assert!(
            self.layout.broadcast.is_none(),
            "an output is not broadcast"
        );
        arranged(self.memory.view_mut(), &self.layout)
    }

    /// Whether something was written between the elements.
    pub(super) fn is_spilled(&self) -> bool {
        let mut rest = self.clone();
        rest.view_mut().fill(T::narrow(FILL));
        rest.memory.iter().any(|x| !x.same(T::narrow(FILL)))
    }
}

/// The shape in memory of an array of this shape.
fn in_memory(shape: &[usize], layout: &Layout) -> Vec<usize> {
    let mut spread = shape.to_vec();
    if let Some(axis) = layout.stepped {
        spread[axis] *= STEP as usize;
    }
    spread.rotate_left(layout.rotation);
    spread
}

#[cfg(test)]
mod tests {
    use activations_core::ndarray::{ArrayD, IxDyn};

    use super::{Laid, Layout};
    use crate::inputs::Random;

    #[test]
    fn a_layout_keeps_the_content() {
        let mut random = Random::new(0, "layout", 0);
        for _ in 0..500 {
            let shape: Vec<usize> = (0..random.below(4)).map(|_| random.below(5)).collect();
            let size = shape.iter().product();
            let content =
                ArrayD::from_shape_vec(IxDyn(&shape), (0..size).map(|i| i as f64).collect());
            let mut content = content.expect("as many elements as the shape has");
            let layout = Layout::draw(shape.len(), true, &mut random);
            let laid = Laid::new(&content, &layout);
            if let Some(axis) = layout.broadcast {
                let lanes = content.lanes_mut(activations_core::ndarray::Axis(axis));
                lanes.into_iter().for_each(|mut lane| {
                    if let Some(first) = lane.first().copied() {
                        lane.fill(first);
                    }
                });
            }
            assert_eq!(laid.view(), content, "{}", layout.text());
        }
    }

    #[test]
    fn what_is_spilled_is_seen() {
        let layout = Layout {
            stepped: Some(0),
            ..Layout::default()
        };
        let mut laid = Laid::new(&ArrayD::from_elem(IxDyn(&[4]), 1.0), &layout);
        laid.view_mut().fill(2.0);
        assert!(!laid.is_spilled());
        laid.memory[1] = 2.0;
        assert!(laid.is_spilled());
    }
}
