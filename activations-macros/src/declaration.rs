//! A declaration as it was read: every later step works on this.

use activations_symbolic::Number;
use proc_macro2::{Ident, TokenStream};
use syn::{Attribute, LitStr, Path, Visibility};

use crate::read::Argument;
use crate::term::{Condition, Expression};

/// What an activation acts on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// One input, element by element.
    ElementWise,
    /// Two inputs, element by element.
    Gated,
    /// A row at a time.
    RowWise,
}

/// One activation.
pub(crate) struct Declaration {
    pub(crate) kind: Kind,
    pub(crate) attributes: Vec<Attribute>,
    pub(crate) visibility: Visibility,
    /// The function's name.
    pub(crate) name: Ident,
    /// The generated type's name.
    pub(crate) type_name: Ident,
    /// `R` or `V`.
    pub(crate) generic: Ident,
    pub(crate) signature: syn::Signature,
    /// In the order of the function: inputs and parameters.
    pub(crate) arguments: Vec<Argument>,
    pub(crate) inputs: Vec<Ident>,
    pub(crate) parameters: Vec<Parameter>,
    pub(crate) body: Expression,
    /// What is stated of the derivative by each input and then by each parameter.
    pub(crate) derivatives: Vec<Option<Expression>>,
    /// The derivative as a training step computes it, where that is not the stated one.
    pub(crate) pullback: Option<Expression>,
    pub(crate) vjp: Option<Expression>,
    pub(crate) spec: Option<Expression>,
    pub(crate) domain: Option<Requirement>,
    /// At −∞ and at ∞.
    pub(crate) limits: [Option<Limit>; 2],
    pub(crate) jumps: Option<LitStr>,
    pub(crate) unproved: Option<LitStr>,
    pub(crate) also: Vec<LitStr>,
    /// What a masked entry of a row is, where it is not 0.
    pub(crate) masked: Option<LimitValue>,
    pub(crate) krate: Path,
}

/// An argument with a default.
#[derive(Clone)]
pub(crate) struct Parameter {
    pub(crate) name: Ident,
    pub(crate) default: Number,
    pub(crate) domain: Option<Requirement>,
}

/// A condition that a key states.
#[derive(Clone)]
pub(crate) struct Requirement {
    pub(crate) condition: Condition,
    /// As it was written, for the spans of messages.
    pub(crate) source: TokenStream,
}

/// A value at infinity.
#[derive(Clone)]
pub(crate) struct Limit {
    pub(crate) value: LimitValue,
    /// As it was written, for the spans of messages.
    pub(crate) source: TokenStream,
}

/// A number or an infinity.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum LimitValue {
    NegativeInfinity,
    Number(Number),
    Infinity,
}

impl LimitValue {
    pub(crate) fn to_f64(self) -> f64 {
        match self {
            LimitValue::NegativeInfinity => f64::NEG_INFINITY,
            LimitValue::Number(number) => number.to_f64(),
            LimitValue::Infinity => f64::INFINITY,
        }
    }
}

impl Declaration {
    /// Whether the declaration calls functions whose meaning the macro cannot see: then nothing can
    /// be decided here, and the claims are left to `cargo test`.
    pub(crate) fn unseen(&self) -> Option<&Path> {
        let stated = self
            .derivatives
            .iter()
            .flatten()
            .chain(&self.pullback)
            .chain(&self.vjp)
            .chain(&self.spec);
        std::iter::once(&self.body)
            .chain(stated)
            .find_map(|expression| expression.unseen.as_ref())
    }
}
