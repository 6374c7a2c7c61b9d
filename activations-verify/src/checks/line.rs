//! A definition along one of its variables, with the derivative that is stated for it.

use activations_core::{Definitions, Dual, Real};

use crate::formula::Formula;
use crate::interpretations::{Branching, Double, Path, Precision, Running};
use crate::subject::Subject;

/// A function of one variable, and what is said about its slope at a point.
#[derive(Clone, Debug)]
pub(super) enum Line<'a> {
    /// An element-wise or gated activation, along an input or a parameter.
    Scalar {
        formula: Formula<'a>,
        variable: usize,
        inputs: Vec<f64>,
    },
    /// Σ dy·y of a row-wise activation, along an element or a parameter.
    Row(RowLine<'a>),
}

#[derive(Clone, Debug)]
pub(super) struct RowLine<'a> {
    subject: &'a Subject,
    definitions: &'a Definitions,
    x: Vec<f64>,
    dy: Vec<f64>,
    along: Along,
}

#[derive(Clone, Copy, Debug)]
enum Along {
    Element(usize),
    Parameter(usize),
}

impl<'a> Line<'a> {
    /// The lines through a point of a subject's inputs: along each element of each input, or along each
    /// parameter. A row takes signed, non-uniform cotangents with it.
    pub(super) fn through(
        subject: &'a Subject,
        inputs: &[f64],
        dy: &[f64],
        by_parameters: bool,
    ) -> Vec<Self> {
        let Some(definitions) = subject.definitions() else {
            return Vec::new();
        };
        let parameters = subject.parameters().len();
        if let Some(formula) = Formula::of(subject) {
            let variables = if by_parameters {
                formula.inputs()..formula.variables()
            } else {
                0..formula.inputs()
            };
            return variables
                .map(|variable| Line::Scalar {
                    formula,
                    variable,
                    inputs: inputs.to_vec(),
                })
                .collect();
        }
        let row = |along| {
            Line::Row(RowLine {
                subject,
                definitions,
                x: inputs.to_vec(),
                dy: dy.to_vec(),
                along,
            })
        };
        if by_parameters {
            (0..parameters).map(|i| row(Along::Parameter(i))).collect()
        } else {
            (0..inputs.len()).map(|i| row(Along::Element(i))).collect()
        }
    }

    /// The point.
    pub(super) fn at(&self) -> f64 {
        match self {
            Line::Scalar {
                formula,
                variable,
                inputs,
            } => formula.complete(inputs)[*variable],
            Line::Row(row) => match row.along {
                Along::Element(i) => row.x[i],
                Along::Parameter(i) => row.subject.parameters()[i],
            },
        }
    }

    /// The same line through another value of its variable.
    pub(super) fn at_variable(&self, x: f64) -> Self {
        let mut line = self.clone();
        match &mut line {
            Line::Scalar {
                variable, inputs, ..
            } => {
                if let Some(input) = inputs.get_mut(*variable) {
                    *input = x;
                }
            }
            Line::Row(RowLine {
                x: row,
                along: Along::Element(i),
                ..
            }) => row[*i] = x,
            Line::Row(_) => {}
        }
        line
    }

    /// The same line through a point nearby.
    pub(super) fn moved(&self, by: impl FnMut(f64) -> f64) -> Self {
        let mut line = self.clone();
        let inputs = match &mut line {
            Line::Scalar { inputs, .. } => inputs,
            Line::Row(row) => &mut row.x,
        };
        *inputs = inputs.iter().copied().map(by).collect();
        line
    }

    /// The function, in any number type.
    pub(super) fn value<R: Real>(&self, x: R) -> R {
        match self {
            Line::Scalar {
                formula,
                variable,
                inputs,
            } => {
                let mut at: Vec<R> = formula
                    .complete(inputs)
                    .into_iter()
                    .map(R::from_f64)
                    .collect();
                at[*variable] = x;
                formula.value(&at)
            }
            Line::Row(row) => row.value(x),
        }
    }

    /// The stated derivative.
    pub(super) fn stated<P: Precision>(&self) -> Running<P> {
        match self {
            Line::Row(RowLine {
                along: Along::Parameter(i),
                ..
            }) => self.found(*i),
            _ => self.formula().expect("only parameters of rows have none"),
        }
    }

    /// The formula of the stated derivative, in any number type; None along a parameter of a row, for
    /// which none is stated.
    pub(super) fn formula<R: Real>(&self) -> Option<R> {
        let exact = |values: &[f64]| -> Vec<R> { values.iter().map(|x| R::from_f64(*x)).collect() };
        match self {
            Line::Scalar {
                formula,
                variable,
                inputs,
            } => {
                let at = exact(&formula.complete(inputs));
                let y = formula.value(&at);
                Some(formula.partial(*variable, &at[..inputs.len()], y))
            }
            Line::Row(row) => row.formula(),
        }
    }

    /// What array code computes in f64 as the gradient by parameter number `i` of a row, with the error
    /// that it may have: it stands for a stated derivative.
    fn found<P: Precision>(&self, i: usize) -> Running<P> {
        let Line::Row(row) = self else {
            return Running::within(P::Value::from_f64(f64::NAN), f64::INFINITY);
        };
        let x = std::slice::from_ref(&row.x);
        let found = row.subject.parameter_gradients(x, &row.dy)[i];
        let at = Running::<Double>::exact(row.subject.parameters()[i]);
        let allowance = self.value(Dual::variable(at)).tangent.error();
        Running::within(P::Value::from_f64(found), allowance)
    }

    /// What dual numbers give.
    pub(super) fn tangent<R: Real>(&self) -> R {
        self.value(Dual::variable(R::from_f64(self.at()))).tangent
    }

    /// What a slope is measured against where it is small itself: the mean slope from the origin.
    pub(super) fn size(&self) -> f64 {
        self.value(self.at()).abs() / self.at().abs().max(1.0)
    }

    /// On which side of its comparisons the function falls; None where it has no value.
    pub(super) fn path(&self, x: f64) -> Option<Path> {
        Path::quick(|| self.value(x.into())).or_else(|| {
            let (path, value) = Path::with_value(|| self.value(Branching::from(x)));
            value.is_finite().then_some(path)
        })
    }

    /// The same of the stated derivative, and of the function with it: a derivative may make comparisons
    /// that its function does not.
    pub(super) fn stated_path(&self, x: f64) -> Option<Path> {
        let here = self.at_variable(x);
        here.path(x)?;
        Path::quick(|| here.value_and_formula(x.into())).or_else(|| {
            let (path, value) = Path::with_value(|| here.value_and_formula(Branching::from(x)));
            (!value.is_nan()).then_some(path)
        })
    }

    /// The stated derivative of an activation of elements, with the function evaluated for it; of a row
    /// the function alone.
    fn value_and_formula<R: Real>(&self, x: R) -> R {
        match self {
            Line::Scalar { .. } => self.formula().unwrap_or(x),
            Line::Row(row) => row.value(x),
        }
    }

    /// See [`reach`].
    pub(super) fn reach(&self) -> f64 {
        reach(self.at(), |x| self.path(x))
    }

    /// The name of the variable.
    pub(super) fn variable(&self) -> &'static str {
        match self {
            Line::Scalar {
                formula, variable, ..
            } => formula.name(*variable),
            Line::Row(row) => match row.along {
                Along::Element(_) => row.subject.variables()[0],
                Along::Parameter(i) => row.subject.variables()[row.subject.inputs() + i],
            },
        }
    }

    /// The point by name: inputs and parameters, or of a row the element and the parameters.
    pub(super) fn named(&self) -> Vec<(&'static str, f64)> {
        match self {
            Line::Scalar {
                formula, inputs, ..
            } => formula.subject().named(inputs),
            Line::Row(row) => row.subject.named(&[match row.along {
                Along::Element(i) => row.x[i],
                Along::Parameter(_) => row.x.first().copied().unwrap_or(f64::NAN),
            }]),
        }
    }

    /// What else belongs to the point.
    pub(super) fn context(&self) -> Option<String> {
        match self {
            Line::Scalar { .. } => None,
            Line::Row(RowLine {
                x,
                dy,
                along: Along::Element(i),
                ..
            }) => Some(format!(
                "element {i} of the row {x:?} with cotangent {dy:?}"
            )),
            Line::Row(RowLine { x, dy, .. }) => {
                Some(format!("for the row {x:?} with cotangent {dy:?}"))
            }
        }
    }
}

/// The distance from x within which a function is one smooth piece, as far as its comparisons show at the
/// points that the widest stencil uses; 0 where there is none.
pub(super) fn reach(x: f64, path: impl Fn(f64) -> Option<Path>) -> f64 {
    let Some(here) = path(x) else { return 0.0 };
    let mut reach = (x.abs() / 64.0).max(1.0);
    let smallest = reach * 2f64.powi(-50);
    while reach > smallest {
        let mut offsets = (1..=8).flat_map(|k| [f64::from(k), -f64::from(k)]);
        if offsets.all(|k| path(x + k / 8.0 * reach) == Some(here)) {
            return reach;
        }
        reach *= 0.5;
    }
    0.0
}

impl RowLine<'_> {
    fn value<R: Real>(&self, variable: R) -> R {
        let mut x: Vec<R> = self.x.iter().map(|x| R::from_f64(*x)).collect();
        let mut parameters: Vec<R> = self
            .subject
            .parameters()
            .iter()
            .map(|p| R::from_f64(*p))
            .collect();
        match self.along {
            Along::Element(i) => x[i] = variable,
            Along::Parameter(i) => parameters[i] = variable,
        }
        let y = self.definitions.plain.eval_row(&[&x], &parameters);
        let terms = y
            .into_iter()
            .zip(&self.dy)
            .map(|(y, dy)| y * R::from_f64(*dy));
        terms
            .reduce(|a, b| a + b)
            .unwrap_or_else(|| R::from_f64(0.0))
    }

    fn formula<R: Real>(&self) -> Option<R> {
        let Along::Element(i) = self.along else {
            return None;
        };
        let exact = |values: &[f64]| -> Vec<R> { values.iter().map(|x| R::from_f64(*x)).collect() };
        let (x, dy) = (exact(&self.x), exact(&self.dy));
        let parameters = exact(self.subject.parameters());
        let y = self.definitions.plain.eval_row(&[&x], &parameters);
        Some(self.definitions.derivatives[0].eval_row(&[&x, &y, &dy], &parameters)[i])
    }
}
