//! What can be wrong with a call: shapes, axes, parameters, names.

use std::error::Error;
use std::fmt;

/// Arrays that do not fit together, or an axis that does not exist. Nothing has been written.
///
/// ```
/// use activations_core::{Activation, Sigmoid, ndarray::array};
///
/// let error = Sigmoid.vjp(&array![1.0, 2.0], &array![1.0, 2.0, 3.0]).unwrap_err();
/// assert_eq!(error.to_string(), "sigmoid: expected `dy` of shape [2], found [3]");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ShapeError {
    /// An array has another shape than the arrays before it demand.
    #[non_exhaustive]
    Mismatch {
        /// The activation's name.
        activation: &'static str,
        /// The argument: `"dy"`.
        argument: &'static str,
        /// The shape it must have.
        expected: Vec<usize>,
        /// The shape it has.
        found: Vec<usize>,
    },
    /// An array does not broadcast to the shape of the first one.
    #[non_exhaustive]
    Broadcast {
        /// The activation's name.
        activation: &'static str,
        /// The argument: `"b"`, `"mask"`.
        argument: &'static str,
        /// The shape it must broadcast to.
        expected: Vec<usize>,
        /// The shape it has.
        found: Vec<usize>,
    },
    /// The array has no such axis.
    #[non_exhaustive]
    Axis {
        /// The activation's name.
        activation: &'static str,
        /// The axis asked for.
        axis: usize,
        /// The array's shape.
        shape: Vec<usize>,
    },
    /// An array to be split into halves has an odd length along the axis.
    #[non_exhaustive]
    Odd {
        /// The activation's name.
        activation: &'static str,
        /// The axis to split.
        axis: usize,
        /// The array's shape.
        shape: Vec<usize>,
    },
}

impl fmt::Display for ShapeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ShapeError::Mismatch {
                activation,
                argument,
                expected,
                found,
            } => {
                write!(
                    f,
                    "{activation}: expected `{argument}` of shape {expected:?}, found {found:?}"
                )
            }
            ShapeError::Broadcast {
                activation,
                argument,
                expected,
                found,
            } => write!(
                f,
                "{activation}: expected `{argument}` of a shape that broadcasts to {expected:?}, \
                 found {found:?}"
            ),
            ShapeError::Axis {
                activation,
                axis,
                shape,
            } => write!(
                f,
                "{activation}: expected an axis of an array of shape {shape:?}, found axis {axis}"
            ),
            ShapeError::Odd {
                activation,
                axis,
                shape,
            } => write!(
                f,
                "{activation}: expected an even length along axis {axis}, found {} in shape {shape:?}",
                shape[*axis]
            ),
        }
    }
}

impl Error for ShapeError {}

/// A parameter that is not finite, or lies outside its declared domain.
///
/// ```
/// use activations_core::LeakyRelu;
///
/// let error = LeakyRelu::new(f64::NAN).unwrap_err();
/// assert_eq!(error.to_string(), "leaky_relu: expected a finite `alpha`, found NaN");
/// ```
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct ParameterError {
    /// The activation's name.
    pub activation: &'static str,
    /// The parameter's name.
    pub parameter: &'static str,
    /// The value given.
    pub value: f64,
    /// The declared domain, `"alpha >= 0.0"`; empty where any finite number will do.
    pub domain: &'static str,
}

impl ParameterError {
    /// The error for `value`, which is not finite or not in `domain`.
    pub const fn new(
        activation: &'static str,
        parameter: &'static str,
        value: f64,
        domain: &'static str,
    ) -> Self {
        Self {
            activation,
            parameter,
            value,
            domain,
        }
    }
}

impl fmt::Display for ParameterError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            activation,
            parameter,
            value,
            domain,
        } = self;
        if value.is_finite() {
            write!(
                f,
                "{activation}: expected `{parameter}` with {domain}, found {value}"
            )
        } else {
            write!(
                f,
                "{activation}: expected a finite `{parameter}`, found {value}"
            )
        }
    }
}

impl Error for ParameterError {}

/// A name that no built-in activation has.
///
/// ```
/// let error = activations_core::by_name("sigmiod").unwrap_err();
/// assert_eq!(error.near(), ["sigmoid"]);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownActivation {
    pub(super) name: String,
    pub(super) near: Vec<&'static str>,
    pub(super) instead: Option<&'static str>,
}

impl UnknownActivation {
    /// The name asked for.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The names that are near to it, nearest first.
    pub fn near(&self) -> &[&'static str] {
        &self.near
    }
}

impl fmt::Display for UnknownActivation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "expected the name of a built-in activation, found `{}`",
            self.name
        )?;
        if let Some(instead) = self.instead {
            write!(f, ", which `{instead}` finds")?;
        }
        for (i, near) in self.near.iter().enumerate() {
            write!(f, "{} `{near}`", if i == 0 { "; near names:" } else { "," })?;
        }
        Ok(())
    }
}

impl Error for UnknownActivation {}
