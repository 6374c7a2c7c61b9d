//! Recording the functions of a definition.

use super::{Definition, GatedDefinition, RowDefinition};
use crate::{Declaration, Definitions, Tape};

/// The functions of an element-wise activation.
pub fn of_elements<D: Definition>(definition: &D) -> Definitions {
    let parameters = D::DECLARATION.parameters.len();
    Definitions {
        plain: Tape::scalar(1 + parameters, |v| D::plain(v[0], &v[1..])),
        forward: Tape::scalar(1, |v| definition.forward(v[0])),
        derivatives: vec![Tape::scalar(2, |v| definition.derivative(v[0], v[1]))],
        pullback: D::DECLARATION
            .pullback
            .map(|_| Tape::scalar(3, |v| definition.pullback(v[0], v[1], v[2]))),
        parameters: (0..parameters)
            .map(|i| Tape::scalar(2, |v| definition.parameter_derivative(v[0], v[1], i)))
            .collect(),
        spec: spec(D::DECLARATION, || {
            Tape::scalar(1 + parameters, |v| declared(D::spec(v[0], &v[1..])))
        }),
        domain: D::DECLARATION
            .domain
            .map(|_| Tape::scalar(1, |v| definition.within_domain(v[0]))),
    }
}

/// The functions of a gated activation.
pub fn of_pairs<D: GatedDefinition>(definition: &D) -> Definitions {
    let parameters = D::DECLARATION.parameters.len();
    Definitions {
        plain: Tape::scalar(2 + parameters, |v| D::plain(v[0], v[1], &v[2..])),
        forward: Tape::scalar(2, |v| definition.forward(v[0], v[1])),
        derivatives: (0..2)
            .map(|i| Tape::scalar(3, |v| definition.partials(v[0], v[1], v[2])[i]))
            .collect(),
        pullback: None,
        parameters: (0..parameters)
            .map(|i| Tape::scalar(3, |v| definition.parameter_derivative(v[0], v[1], v[2], i)))
            .collect(),
        spec: spec(D::DECLARATION, || {
            Tape::scalar(2 + parameters, |v| declared(D::spec(v[0], v[1], &v[2..])))
        }),
        domain: None,
    }
}

/// The functions of a row-wise activation. The definition itself is not looked at: its parameters
/// are inputs of the tapes.
pub fn of_rows<D: RowDefinition>(_definition: &D) -> Definitions {
    let parameters = D::DECLARATION.parameters.len();
    let plain = Tape::row(1, parameters, |rows, p| D::plain(rows[0], p));
    Definitions {
        forward: plain.clone(),
        plain,
        derivatives: vec![Tape::row(3, parameters, |rows, p| {
            D::plain_vjp(rows[0], rows[1], rows[2], p)
        })],
        pullback: None,
        parameters: Vec::new(),
        spec: spec(D::DECLARATION, || {
            Tape::row(1, parameters, |rows, p| declared(D::spec(rows[0], p)))
        }),
        domain: None,
    }
}

fn spec(declaration: &Declaration, record: impl FnOnce() -> Tape) -> Option<Tape> {
    declaration.spec.map(|_| record())
}

fn declared<T>(spec: Option<T>) -> T {
    spec.expect("the macro emits the function together with its text in the declaration")
}
