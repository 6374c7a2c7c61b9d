//! The methods of the public interface, called on arrays in any layout.

use activations_core::ndarray::{ArrayD, Axis};
use activations_core::{Activation, AnyActivation, Gated, ShapeError};

use super::layout::Laid;
use crate::number::Number;
use crate::subject::Arrays;

/// A method that takes an array of inputs to one of outputs, or a cotangent to a gradient.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Method {
    Forward,
    ForwardInto,
    ForwardInplace,
    Vjp,
    VjpInto,
    VjpInplace,
    Pullback,
    PullbackInto,
    PullbackInplace,
    Jvp,
}

impl Method {
    /// Those of an activation of one array.
    pub(super) const OF_ONE: &'static [Self] = &[
        Self::Forward,
        Self::ForwardInto,
        Self::ForwardInplace,
        Self::Vjp,
        Self::VjpInto,
        Self::VjpInplace,
        Self::Pullback,
        Self::PullbackInto,
        Self::PullbackInplace,
        Self::Jvp,
    ];

    /// Those of an activation of two arrays.
    pub(super) const OF_TWO: &'static [Self] =
        &[Self::Forward, Self::ForwardInto, Self::Vjp, Self::VjpInto];

    /// Whether the result is y.
    pub(super) fn is_forward(self) -> bool {
        matches!(
            self,
            Self::Forward | Self::ForwardInto | Self::ForwardInplace
        )
    }

    /// The name, as it is called.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Forward => "forward",
            Self::ForwardInto => "forward_into",
            Self::ForwardInplace => "forward_inplace",
            Self::Vjp => "vjp",
            Self::VjpInto => "vjp_into",
            Self::VjpInplace => "vjp_inplace",
            Self::Pullback => "pullback and apply",
            Self::PullbackInto => "pullback and apply_into",
            Self::PullbackInplace => "pullback and apply_inplace",
            Self::Jvp => "jvp",
        }
    }
}

/// What a call takes, and where it writes.
#[derive(Clone, Debug)]
pub(super) struct Call<T> {
    pub(super) method: Method,
    pub(super) axis: Option<usize>,
    /// x, or a and b.
    pub(super) inputs: Vec<Laid<T>>,
    /// dy; the tangent of x in a JVP.
    pub(super) dy: Laid<T>,
    /// Where an `_into` method writes: y, or the gradient by each input.
    pub(super) outputs: Vec<Laid<T>>,
}

impl<T: Number> Call<T> {
    /// Runs the call: y, or the gradient by each input.
    pub(super) fn run(&mut self, arrays: &Arrays) -> Result<Vec<ArrayD<T>>, ShapeError> {
        match arrays {
            Arrays::One(activation) => match self.axis {
                Some(axis) => {
                    self.of_one(&AnyActivation::new(activation.clone().along(Axis(axis))))
                }
                None => self.of_one(activation),
            },
            Arrays::Two(gated) => self.of_two(gated),
        }
    }

    fn of_one(&mut self, activation: &AnyActivation) -> Result<Vec<ArrayD<T>>, ShapeError> {
        let (x, dy) = (self.inputs[0].view(), self.dy.view());
        let result = match self.method {
            Method::Forward => activation.forward(&x),
            Method::ForwardInto => {
                activation.forward_into(&x, &mut self.outputs[0].view_mut())?;
                self.outputs[0].view().to_owned()
            }
            Method::ForwardInplace => {
                // In the layout that the output would have.
                self.outputs[0].view_mut().assign(&x);
                activation.forward_inplace(&mut *self.outputs[0].view_mut());
                self.outputs[0].view().to_owned()
            }
            Method::Vjp => activation.vjp(&x, &dy)?,
            Method::VjpInto => {
                activation.vjp_into(&x, &dy, &mut self.outputs[0].view_mut())?;
                self.outputs[0].view().to_owned()
            }
            Method::VjpInplace => {
                self.outputs[0].view_mut().assign(&dy);
                activation.vjp_inplace(&x, &mut *self.outputs[0].view_mut())?;
                self.outputs[0].view().to_owned()
            }
            Method::Pullback => activation.pullback(x.to_owned()).1.apply(&dy)?,
            Method::PullbackInto => {
                let (_, pullback) = activation.pullback(x.to_owned());
                pullback.apply_into(&dy, &mut self.outputs[0].view_mut())?;
                self.outputs[0].view().to_owned()
            }
            Method::PullbackInplace => {
                let (_, pullback) = activation.pullback(x.to_owned());
                self.outputs[0].view_mut().assign(&dy);
                pullback.apply_inplace(&mut *self.outputs[0].view_mut())?;
                self.outputs[0].view().to_owned()
            }
            Method::Jvp => activation.jvp(&x, &dy)?,
        };
        Ok(vec![result])
    }

    fn of_two(&mut self, gated: &activations_core::AnyGated) -> Result<Vec<ArrayD<T>>, ShapeError> {
        let (a, b, dy) = (self.inputs[0].view(), self.inputs[1].view(), self.dy.view());
        Ok(match self.method {
            Method::Forward => vec![gated.forward(&a, &b)?],
            Method::ForwardInto => {
                gated.forward_into(&a, &b, &mut self.outputs[0].view_mut())?;
                vec![self.outputs[0].view().to_owned()]
            }
            Method::VjpInto => {
                let (first, second) = self.outputs.split_at_mut(1);
                gated.vjp_into(
                    &a,
                    &b,
                    &dy,
                    &mut first[0].view_mut(),
                    &mut second[0].view_mut(),
                )?;
                vec![first[0].view().to_owned(), second[0].view().to_owned()]
            }
            _ => {
                let (da, db) = gated.vjp(&a, &b, &dy)?;
                vec![da, db]
            }
        })
    }
}
