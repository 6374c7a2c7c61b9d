//! The expressions of a definition, as the macro's own type: what it understands and nothing else.
//!
//! Reading ends here: every later step is a total function of a [`Term`].

use std::collections::BTreeMap;

use activations_symbolic::{Constant, Function, Number, Reduction, Relation};
use proc_macro2::{Ident, Span, TokenStream};
use quote::ToTokens;
use syn::ext::IdentExt;

/// A value written in a declaration, with what reading it found out.
#[derive(Clone)]
pub(crate) struct Expression {
    pub(crate) term: Term,
    /// The arguments, and `y` or `dy`, that it reads, each as it stands there first.
    pub(crate) reads: BTreeMap<String, Ident>,
    /// The first call of a function that the macro cannot see.
    pub(crate) unseen: Option<syn::Path>,
    /// As it was written, for the spans of messages.
    pub(crate) source: TokenStream,
}

/// A block: bindings, then the value.
#[derive(Clone)]
pub(crate) struct Block {
    /// `use` items, for constants; left to Rust.
    pub(crate) imports: Vec<syn::ItemUse>,
    pub(crate) lets: Vec<Let>,
    pub(crate) value: Box<Term>,
}

/// `let name = value;`
#[derive(Clone)]
pub(crate) struct Let {
    pub(crate) name: Ident,
    pub(crate) ty: Option<syn::Type>,
    pub(crate) value: Term,
}

/// An expression of type `R` (or `V`, or `V::Scalar`).
#[derive(Clone)]
pub(crate) enum Term {
    Literal(Literal),
    Constant(Constant, syn::Path),
    Name(Ident),
    Negative(syn::Token![-], Box<Term>),
    Binary(Operator, Box<Term>, Box<Term>),
    Method(Method),
    /// A function that the macro cannot see.
    Call(Call),
    If(If),
    Block(Block),
}

/// A decimal, exact.
#[derive(Clone)]
pub(crate) struct Literal {
    /// Digits without separators or suffix, as in the source: `0.044715`, `1e-5`.
    pub(crate) text: String,
    pub(crate) value: Number,
    pub(crate) span: Span,
}

/// `+ - * /`, with its token.
#[derive(Clone, Copy)]
pub(crate) enum Operator {
    Add(syn::Token![+]),
    Sub(syn::Token![-]),
    Mul(syn::Token![*]),
    Div(syn::Token![/]),
}

impl ToTokens for Operator {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        match self {
            Operator::Add(token) => token.to_tokens(tokens),
            Operator::Sub(token) => token.to_tokens(tokens),
            Operator::Mul(token) => token.to_tokens(tokens),
            Operator::Div(token) => token.to_tokens(tokens),
        }
    }
}

/// `receiver.name(…)`
#[derive(Clone)]
pub(crate) struct Method {
    pub(crate) receiver: Box<Term>,
    pub(crate) name: Ident,
    pub(crate) kind: MethodKind,
}

/// What a method means, with its arguments.
#[derive(Clone)]
pub(crate) enum MethodKind {
    Function(Function),
    Powi(i32, Span),
    Powf(Literal),
    /// `max` and `min` of numbers, `maximum` and `minimum` of rows.
    Max(Box<Term>),
    Min(Box<Term>),
    Hypot(Box<Term>),
    /// σ(x)·σ(−x)
    SigmoidSlope,
    /// x − tanh x
    MinusTanh,
    /// The receiver times a function of the argument.
    Times(Function, Box<Term>),
    /// The receiver times ½(1 + tanh(√(2/π)·(x + 0.044715·x³))) of the argument x.
    TimesTanhCdf(Box<Term>),
    MulAdd(Box<Term>, Box<Term>),
    Clamp(Box<Term>, Box<Term>),
    /// Itself: no real number is infinite. Only code can tell.
    Finite,
    Reduce(Reduction),
}

/// `path(…)`
#[derive(Clone)]
pub(crate) struct Call {
    pub(crate) path: syn::Path,
    pub(crate) arguments: Vec<Term>,
}

/// `if condition { yes } else { no }`
#[derive(Clone)]
pub(crate) struct If {
    pub(crate) condition: Condition,
    pub(crate) yes: Block,
    pub(crate) no: Block,
}

/// The condition of an `if` or of a domain.
#[derive(Clone)]
pub(crate) enum Condition {
    Compare(Relation, Box<Term>, Box<Term>),
    And(Box<Condition>, Box<Condition>),
    Or(Box<Condition>, Box<Condition>),
    Not(Box<Condition>),
}

/// A name as a word: `r#in` and `in` are one name.
pub(crate) fn word(name: &Ident) -> String {
    name.unraw().to_string()
}

impl Method {
    /// The arguments that are terms.
    pub(crate) fn arguments(&self) -> Vec<&Term> {
        match &self.kind {
            MethodKind::Function(_)
            | MethodKind::SigmoidSlope
            | MethodKind::MinusTanh
            | MethodKind::Powi(..)
            | MethodKind::Powf(_)
            | MethodKind::Finite
            | MethodKind::Reduce(_) => Vec::new(),
            MethodKind::Max(other)
            | MethodKind::Min(other)
            | MethodKind::Hypot(other)
            | MethodKind::Times(_, other)
            | MethodKind::TimesTanhCdf(other) => vec![other],
            MethodKind::MulAdd(first, second) | MethodKind::Clamp(first, second) => {
                vec![first, second]
            }
        }
    }
}
