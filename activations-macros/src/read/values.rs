//! Reads the values of the keys, now that the arguments and their roles are known.

use proc_macro2::{Ident, TokenStream};
use quote::ToTokens;
use syn::{Expr, ExprPath, ExprUnary, UnOp};

use super::Outline;
use super::expression::Reader;
use super::keys::{self, Raw};
use super::literal;
use super::scope::{Scope, Shape};
use super::signature::Algebra;
use crate::declaration::{Kind, Limit, LimitValue, Requirement};
use crate::errors::Errors;
use crate::term::{Expression, word};

/// Reads values of one declaration and records their mistakes.
pub(super) struct Values<'a> {
    pub(super) outline: &'a Outline,
    pub(super) errors: &'a mut Errors,
}

impl Values<'_> {
    /// A reader that knows the arguments and `more` names.
    fn reader(&mut self, more: &[&str]) -> Reader<'_> {
        let signature = &self.outline.signature;
        let algebra = signature.generic.as_ref().map(|(_, algebra)| *algebra);
        let shape = |row: bool| algebra.map(|_| if row { Shape::Row } else { Shape::Number });
        let arguments = signature.arguments.iter();
        let names = arguments
            .map(|argument| (word(&argument.name), shape(argument.row)))
            .chain(
                more.iter()
                    .map(|name| ((*name).to_owned(), shape(algebra == Some(Algebra::Row)))),
            )
            .collect();
        let scope = Scope::new(names, signature.names_known);
        Reader::new(self.errors, scope, algebra == Some(Algebra::Row))
    }

    /// The function's body.
    pub(super) fn body(&mut self) -> Option<Expression> {
        let block = &self.outline.item.block;
        let (body, shape) = self.reader(&[]).body(block)?;
        self.fits(&body, shape).then_some(body)
    }

    /// The value of `key = EXPR`, which may read `more` names besides the arguments.
    pub(super) fn expression(&mut self, key: &str, more: &[&str]) -> Option<Expression> {
        let expr = self.outline.keys.parse::<Expr>(key, self.errors)?;
        self.value(&expr, more)
    }

    fn value(&mut self, expr: &Expr, more: &[&str]) -> Option<Expression> {
        let (value, shape) = self.reader(more).value(expr)?;
        self.fits(&value, shape).then_some(value)
    }

    /// Whether the value is a row where rows are declared; an error otherwise.
    fn fits(&mut self, expression: &Expression, shape: Shape) -> bool {
        let row_wise = self.outline.roles.kind == Some(Kind::RowWise);
        if row_wise && shape == Shape::Number {
            self.errors.at(
                &expression.source,
                "expected a row, found one number for the whole row",
            );
            return false;
        }
        true
    }

    /// What is stated of the derivative by each input and each parameter.
    pub(super) fn derivatives(&mut self) -> Vec<Option<Expression>> {
        let roles = &self.outline.roles;
        let slots: Vec<&Ident> = roles
            .inputs
            .iter()
            .chain(roles.parameters.iter().map(|p| &p.name))
            .collect();
        let mut stated: Vec<Option<Expression>> = slots.iter().map(|_| None).collect();
        let Some(raw) = self.outline.keys.get("derivative") else {
            return stated;
        };
        if !raw.list {
            let value = self.expression("derivative", &["y"]);
            if let Some(first) = stated.first_mut() {
                *first = value;
            }
            return stated;
        }
        let mut seen = vec![false; slots.len()];
        for entry in keys::entries(raw, self.errors) {
            let value = self.entry_value(raw, entry.value, &["y"]);
            let Some(name) = self.errors.keep(syn::parse2::<Ident>(entry.name)) else {
                continue;
            };
            match slots.iter().position(|slot| **slot == name) {
                Some(slot) if seen[slot] => {
                    self.errors
                        .at(&name, format!("duplicate derivative by `{name}`"));
                }
                Some(slot) => {
                    seen[slot] = true;
                    stated[slot] = value;
                }
                None if self.outline.signature.names_known => {
                    let known = slots
                        .iter()
                        .map(|slot| slot.to_string())
                        .collect::<Vec<_>>();
                    let known = super::names::list(known.iter().map(String::as_str));
                    let message = format!("expected an argument, one of {known}; found `{name}`");
                    self.errors.at(&name, message);
                }
                None => {}
            }
        }
        stated
    }

    /// The derivative from what a training step keeps. Without the output it could only be the derivative.
    pub(super) fn pullback(&mut self) -> Option<Expression> {
        let pullback = self.expression("pullback", &["y"])?;
        if !pullback.reads.contains_key("y") {
            let message = "expected an expression in `y`, the output; one in the input alone is the \
                           `derivative`";
            self.errors.at(&pullback.source, message);
        }
        Some(pullback)
    }

    fn entry_value(&mut self, raw: &Raw, value: TokenStream, more: &[&str]) -> Option<Expression> {
        let expr: Expr = self.errors.keep(keys::parse(value, &raw.key))?;
        self.value(&expr, more)
    }

    pub(super) fn domain(&mut self) -> Option<Requirement> {
        let expr = self.outline.keys.parse::<Expr>("domain", self.errors)?;
        let condition = self.reader(&[]).requirement(&expr)?;
        Some(Requirement {
            condition,
            source: expr.to_token_stream(),
        })
    }

    /// The stated values at −∞ and at ∞.
    pub(super) fn limits(&mut self) -> [Option<Limit>; 2] {
        let mut limits = [None, None];
        let Some(raw) = self.outline.keys.get("limits") else {
            return limits;
        };
        for entry in keys::entries(raw, self.errors) {
            let value = self.limit(raw, entry.value);
            let end = match syn::parse2::<Expr>(entry.name).as_ref().map(infinity) {
                Ok(Some(LimitValue::NegativeInfinity)) => 0,
                Ok(Some(LimitValue::Infinity)) => 1,
                _ => {
                    let message = "expected an end; write `limits(-inf = 0.0, inf = inf)`";
                    self.errors.push(syn::Error::new(entry.span, message));
                    continue;
                }
            };
            if limits[end].is_some() {
                self.errors
                    .push(syn::Error::new(entry.span, "duplicate limit"));
            }
            limits[end] = value.or(limits[end].take());
        }
        limits
    }

    /// The value of a masked entry of a row.
    pub(super) fn masked(&mut self) -> Option<LimitValue> {
        let raw = self.outline.keys.get("masked")?;
        self.limit(raw, raw.value.clone()).map(|limit| limit.value)
    }

    fn limit(&mut self, raw: &Raw, tokens: TokenStream) -> Option<Limit> {
        let expr: Expr = self.errors.keep(keys::parse(tokens, &raw.key))?;
        let value = match (infinity(&expr), literal::signed(&expr)) {
            (Some(infinity), _) => infinity,
            (None, Some(number)) => LimitValue::Number(self.errors.keep(number)?.value),
            (None, None) => {
                self.errors.at(&expr, "expected a number, `inf` or `-inf`");
                return None;
            }
        };
        Some(Limit {
            value,
            source: expr.to_token_stream(),
        })
    }
}

/// `inf` or `-inf`.
fn infinity(expr: &Expr) -> Option<LimitValue> {
    match expr {
        Expr::Path(ExprPath { path, .. }) if path.is_ident("inf") => Some(LimitValue::Infinity),
        Expr::Unary(ExprUnary {
            op: UnOp::Neg(_),
            expr,
            ..
        }) => infinity(expr).map(|_| LimitValue::NegativeInfinity),
        _ => None,
    }
}
