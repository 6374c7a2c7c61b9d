//! Reads the expressions of a declaration: Rust's syntax to [`Term`], refusing what is not understood.

use activations_symbolic::Constant;
use proc_macro2::TokenStream;
use quote::ToTokens;
use syn::{BinOp, Expr, ExprBinary, ExprCall, ExprIf, ExprUnary, Lit, Path, UnOp};

use super::scope::{Scope, Shape};
use super::{literal, refusal};
use crate::errors::Errors;
use crate::term::{Block, Call, Condition, Expression, If, Operator, Term};

/// Terms within terms, where a sum of n terms counts as n.
const MAX_DEPTH: usize = 200;

/// Reads one expression, with the names it may use.
pub(crate) struct Reader<'a> {
    pub(super) errors: &'a mut Errors,
    pub(super) row_wise: bool,
    pub(super) scope: Scope,
    unseen: Option<Path>,
    depth: usize,
    too_deep: bool,
}

impl<'a> Reader<'a> {
    pub(crate) fn new(errors: &'a mut Errors, scope: Scope, row_wise: bool) -> Self {
        Reader {
            errors,
            row_wise,
            scope,
            unseen: None,
            depth: 0,
            too_deep: false,
        }
    }

    /// A function's body.
    pub(crate) fn body(mut self, block: &syn::Block) -> Option<(Expression, Shape)> {
        let read = self.block(block);
        // What is wrong with the function as a whole is shown at its value.
        let source = block.stmts.last().to_token_stream();
        read.map(|(block, shape)| (self.expression(Term::Block(block), source), shape))
    }

    /// The value of a key.
    pub(crate) fn value(mut self, expr: &Expr) -> Option<(Expression, Shape)> {
        let read = self.term(expr);
        let source = expr.to_token_stream();
        read.map(|(term, shape)| (self.expression(term, source), shape))
    }

    /// The condition of a key; what it reads is not kept.
    pub(crate) fn requirement(mut self, expr: &Expr) -> Option<Condition> {
        let condition = self.condition(expr);
        if let Some(path) = &self.unseen {
            self.errors
                .at(path, "a condition calls no function; write its formula");
            return None;
        }
        condition
    }

    fn expression(self, term: Term, source: TokenStream) -> Expression {
        Expression {
            term,
            reads: self.scope.reads(),
            unseen: self.unseen,
            source,
        }
    }

    pub(super) fn term(&mut self, expr: &Expr) -> Option<(Term, Shape)> {
        if self.depth == MAX_DEPTH {
            if !std::mem::replace(&mut self.too_deep, true) {
                let message = format!(
                    "more than {MAX_DEPTH} steps in one expression; bind a part with `let`"
                );
                self.errors.at(expr, message);
            }
            return None;
        }
        self.depth += 1;
        let read = self.term_unbounded(expr);
        self.depth -= 1;
        read
    }

    fn term_unbounded(&mut self, expr: &Expr) -> Option<(Term, Shape)> {
        match expr {
            Expr::Paren(inner) => self.term(&inner.expr),
            Expr::Group(inner) => self.term(&inner.expr),
            Expr::Lit(lit) => self.literal(&lit.lit),
            Expr::Path(path) if path.qself.is_none() => self.path(&path.path),
            Expr::Unary(ExprUnary {
                op: UnOp::Neg(minus),
                expr,
                ..
            }) => {
                let (inner, shape) = self.term(expr)?;
                Some((Term::Negative(*minus, Box::new(inner)), shape))
            }
            Expr::Binary(binary) => self.binary(binary),
            Expr::MethodCall(call) => self.method(call),
            Expr::Call(call) => self.call(call),
            Expr::If(branch) => self.branch(branch),
            Expr::Block(block) if block.label.is_none() => {
                let (block, shape) = self.block(&block.block)?;
                Some((Term::Block(block), shape))
            }
            other => self.refuse(other, refusal::message(other)),
        }
    }

    /// Records an error at `tokens`; nothing was read.
    pub(super) fn refuse<T>(
        &mut self,
        tokens: impl ToTokens,
        message: impl Into<String>,
    ) -> Option<T> {
        self.errors.at(tokens, message.into());
        None
    }

    fn literal(&mut self, lit: &Lit) -> Option<(Term, Shape)> {
        match lit {
            Lit::Float(_) | Lit::Int(_) => {
                let literal = self.errors.keep(literal::read(lit))?;
                Some((Term::Literal(literal), Shape::Number))
            }
            Lit::Bool(_) => self.refuse(lit, "a definition has no `bool`; write a comparison"),
            other => self.refuse(other, "expected a number"),
        }
    }

    fn path(&mut self, path: &Path) -> Option<(Term, Shape)> {
        let last = &path.segments.last()?.ident;
        if let Some(name) = path.get_ident()
            && (self.scope.holds(name) || Constant::from_name(&name.to_string()).is_none())
        {
            return match self.scope.read(name) {
                Ok(shape) => Some((Term::Name(name.clone()), shape?)),
                Err(message) => self.refuse(name, message),
            };
        }
        let Some(constant) = Constant::from_name(&last.to_string()) else {
            return self.refuse(
                path,
                "the value of this path is not visible here; write its decimal, or a constant of \
                 `core::f64::consts`",
            );
        };
        if path.segments.iter().any(|segment| segment.ident == "f32") {
            return self.refuse(
                path,
                format!("write `core::f64::consts::{last}`; it is exact in every number type"),
            );
        }
        Some((Term::Constant(constant, path.clone()), Shape::Number))
    }

    fn binary(&mut self, binary: &ExprBinary) -> Option<(Term, Shape)> {
        let operator = match binary.op {
            BinOp::Add(token) => Operator::Add(token),
            BinOp::Sub(token) => Operator::Sub(token),
            BinOp::Mul(token) => Operator::Mul(token),
            BinOp::Div(token) => Operator::Div(token),
            op => return self.refuse(op, refusal::message(&Expr::Binary(binary.clone()))),
        };
        if let (BinOp::Mul(_), Expr::Unary(power)) = (&binary.op, &*binary.right)
            && matches!(power.op, UnOp::Deref(_))
        {
            return self.refuse(power, refusal::power("**"));
        }
        let left = self.term(&binary.left);
        let right = self.term(&binary.right);
        let ((left, a), (right, b)) = (left?, right?);
        let shape = if a == Shape::Row || b == Shape::Row {
            Shape::Row
        } else {
            Shape::Number
        };
        Some((
            Term::Binary(operator, Box::new(left), Box::new(right)),
            shape,
        ))
    }

    fn call(&mut self, call: &ExprCall) -> Option<(Term, Shape)> {
        let Expr::Path(function) = &*call.func else {
            return self.refuse(&call.func, "expected the name of a function");
        };
        let path = &function.path;
        if function.qself.is_some() || is_associated(path) {
            return self.refuse(function, "write this as a method, such as `x.exp()`");
        }
        if self.row_wise {
            return self.refuse(
                path,
                "a row-wise definition calls no function, for its steps must be seen to be split \
                 into passes; write them here",
            );
        }
        let arguments: Vec<_> = call
            .args
            .iter()
            .map(|argument| self.term(argument))
            .collect();
        let arguments = arguments.into_iter().collect::<Option<Vec<_>>>()?;
        let arguments = arguments.into_iter().map(|(term, _)| term).collect();
        self.unseen.get_or_insert_with(|| path.clone());
        Some((
            Term::Call(Call {
                path: path.clone(),
                arguments,
            }),
            Shape::Number,
        ))
    }

    fn branch(&mut self, branch: &ExprIf) -> Option<(Term, Shape)> {
        if self.row_wise {
            let message = "a row-wise definition has no `if`; write `maximum`, `minimum` or `abs`";
            return self.refuse(branch.if_token, message);
        }
        let condition = self.condition(&branch.cond);
        let yes = self.block(&branch.then_branch);
        let no = match &branch.else_branch {
            // A branch that leaves early has been refused, and needs no other side.
            None if yes.is_none() => None,
            None => self.refuse(
                branch.if_token,
                "`if` needs an `else`: both sides have a value",
            ),
            Some((_, otherwise)) => match &**otherwise {
                Expr::Block(block) => self.block(&block.block),
                nested => self
                    .term(nested)
                    .map(|(term, shape)| (Block::of(term), shape)),
            },
        };
        let (condition, (yes, _), (no, _)) = (condition?, yes?, no?);
        Some((Term::If(If { condition, yes, no }), Shape::Number))
    }
}

/// `R::exp`, `f64::exp`, `Real::exp`: a method written as a path.
fn is_associated(path: &Path) -> bool {
    let count = path.segments.len();
    count > 1
        && path.segments[count - 2]
            .ident
            .to_string()
            .starts_with(|first: char| first.is_uppercase())
        || path
            .segments
            .first()
            .is_some_and(|first| count > 1 && (first.ident == "f64" || first.ident == "f32"))
}
