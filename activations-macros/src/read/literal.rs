//! Reads numbers, exactly.

use activations_symbolic::Number;
use proc_macro2::Span;
use syn::{Expr, ExprLit, ExprParen, ExprUnary, Lit, UnOp};

use crate::term::Literal;

/// A number literal without suffix, whose value `f64` can hold.
pub(crate) fn read(lit: &Lit) -> syn::Result<Literal> {
    let (text, suffix) = match lit {
        Lit::Float(float) => (float.base10_digits(), float.suffix()),
        Lit::Int(int) => (int.base10_digits(), int.suffix()),
        other => return Err(syn::Error::new_spanned(other, "expected a number")),
    };
    if !suffix.is_empty() {
        let message = format!("write `{text}` without the suffix; a definition is generic");
        return Err(syn::Error::new_spanned(lit, message));
    }
    number(text, lit.span())
}

/// The number that `text` is, checked against the range of `f64`.
fn number(text: &str, span: Span) -> syn::Result<Literal> {
    let error = |message: String| syn::Error::new(span, message);
    let value = Number::parse(text).map_err(|problem| error(problem.to_string()))?;
    let rounded = text.parse::<f64>().unwrap_or(f64::INFINITY);
    if rounded.is_infinite() || (rounded == 0.0 && !value.is_zero()) {
        return Err(error("expected a magnitude that `f64` can hold".to_owned()));
    }
    Ok(Literal {
        text: text.to_owned(),
        value,
        span,
    })
}

/// A number literal with an optional sign.
pub(crate) fn signed(expr: &Expr) -> Option<syn::Result<Literal>> {
    match expr {
        Expr::Lit(ExprLit {
            lit: lit @ (Lit::Float(_) | Lit::Int(_)),
            ..
        }) => Some(read(lit)),
        Expr::Paren(ExprParen { expr, .. }) => signed(expr),
        Expr::Unary(ExprUnary {
            op: UnOp::Neg(_),
            expr: inner,
            ..
        }) => match &**inner {
            Expr::Lit(ExprLit {
                lit: lit @ (Lit::Float(_) | Lit::Int(_)),
                ..
            }) => Some(read(lit).map(|literal| Literal {
                text: format!("-{}", literal.text),
                value: literal.value.negated(),
                span: literal.span,
            })),
            _ => None,
        },
        _ => None,
    }
}
