//! Reads blocks and their statements, refusing those that a definition may not contain.

use proc_macro2::Ident;
use syn::{Attribute, Pat, Stmt};

use super::expression::Reader;
use super::scope::{RESERVED, Shape};
use crate::term::{Block, Let, Term, word};

impl Reader<'_> {
    pub(super) fn block(&mut self, block: &syn::Block) -> Option<(Block, Shape)> {
        let mark = self.scope.open();
        let mut imports = Vec::new();
        let mut lets = Vec::new();
        let mut value = None;
        let mut complete = true;
        let last = block.stmts.len().saturating_sub(1);
        for (i, statement) in block.stmts.iter().enumerate() {
            match statement {
                Stmt::Local(local) => match self.binding(local) {
                    Some(binding) => lets.push(binding),
                    None => complete = false,
                },
                Stmt::Expr(expr, None) if i == last => value = self.term(expr),
                Stmt::Item(syn::Item::Use(import)) => imports.push(import.clone()),
                other => {
                    self.statement(other, i == last);
                    complete = false;
                }
            }
        }
        if block.stmts.is_empty() || matches!(block.stmts.last(), Some(Stmt::Local(_))) {
            self.errors.push(syn::Error::new(
                block.brace_token.span.close(),
                "expected an expression, the value of the block",
            ));
        }
        self.scope.close(mark);
        let (value, shape) = value?;
        complete.then(|| {
            (
                Block {
                    imports,
                    lets,
                    value: Box::new(value),
                },
                shape,
            )
        })
    }

    /// A statement that has no place in a block.
    fn statement(&mut self, statement: &Stmt, last: bool) {
        match statement {
            // Where the expression itself is refused, that is the mistake.
            Stmt::Expr(expr, semicolon) => {
                let before = self.errors.count();
                let _ = self.term(expr);
                if self.errors.count() > before {
                    return;
                }
                match semicolon {
                    Some(token) if last => {
                        self.errors
                            .at(token, "remove this `;`: the last expression is the value");
                    }
                    _ => self.errors.at(expr, "this value is lost; bind it by `let`"),
                }
            }
            Stmt::Macro(call) => {
                let message = "a definition may not contain a macro; write the expression itself";
                self.errors.at(call, message);
            }
            other => {
                let message = "a definition may not contain items; write `let name = 0.5;`";
                self.errors.at(other, message);
            }
        }
    }

    fn binding(&mut self, local: &syn::Local) -> Option<Let> {
        self.no_attributes(&local.attrs);
        let (pattern, ty) = match &local.pat {
            Pat::Type(typed) => (&*typed.pat, Some((*typed.ty).clone())),
            pattern => (pattern, None),
        };
        let name = self.bound_name(pattern);
        let value = match &local.init {
            Some(init) => {
                if let Some((otherwise, _)) = &init.diverge {
                    self.errors
                        .at(otherwise, "a `let` of a definition has no `else`");
                }
                self.term(&init.expr)
            }
            None => self.refuse(&local.pat, "expected a value; write `let name = value;`"),
        };
        if name.is_none() {
            self.scope.doubt();
        }
        if let Some(name) = &name {
            self.scope
                .bind(name, value.as_ref().map(|(_, shape)| *shape));
        }
        let (value, _) = value?;
        Some(Let {
            name: name?,
            ty,
            value,
        })
    }

    fn bound_name(&mut self, pattern: &Pat) -> Option<Ident> {
        let Pat::Ident(name) = pattern else {
            return self.refuse(pattern, "expected one name; write a `let` for each number");
        };
        if let Some(token) = name.mutability {
            return self.refuse(
                token,
                "a definition may not contain mutation; bind the new value by `let`",
            );
        }
        if name.by_ref.is_some() || name.subpat.is_some() {
            return self.refuse(pattern, "expected one name; write a `let` for each number");
        }
        if RESERVED.contains(&word(&name.ident).as_str()) {
            return self.refuse(
                &name.ident,
                "`y` and `dy` stand for the output and its cotangent; choose another name",
            );
        }
        Some(name.ident.clone())
    }

    fn no_attributes(&mut self, attributes: &[Attribute]) {
        if let Some(attribute) = attributes.first() {
            self.errors
                .at(attribute, "a definition has no attributes inside its body");
        }
    }
}

impl Block {
    /// A block of nothing but its value.
    pub(crate) fn of(term: Term) -> Self {
        Block {
            imports: Vec::new(),
            lets: Vec::new(),
            value: Box::new(term),
        }
    }
}
