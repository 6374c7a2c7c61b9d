//! Reads the conditions of `if` and of domains.

use activations_symbolic::Relation;
use syn::{BinOp, Expr, UnOp};

use super::expression::Reader;
use super::refusal;
use crate::term::Condition;

impl Reader<'_> {
    /// Comparisons, and what joins them.
    pub(super) fn condition(&mut self, expr: &Expr) -> Option<Condition> {
        match expr {
            Expr::Paren(inner) => self.condition(&inner.expr),
            Expr::Group(inner) => self.condition(&inner.expr),
            Expr::Unary(unary) if matches!(unary.op, UnOp::Not(_)) => {
                Some(Condition::Not(Box::new(self.condition(&unary.expr)?)))
            }
            Expr::Binary(binary) if matches!(binary.op, BinOp::And(_) | BinOp::Or(_)) => {
                let left = self.condition(&binary.left);
                let right = self.condition(&binary.right);
                let (left, right) = (Box::new(left?), Box::new(right?));
                Some(match binary.op {
                    BinOp::And(_) => Condition::And(left, right),
                    _ => Condition::Or(left, right),
                })
            }
            Expr::Binary(binary) if relation(&binary.op).is_some() => {
                let left = self.term(&binary.left);
                let right = self.term(&binary.right);
                let ((left, _), (right, _)) = (left?, right?);
                Some(Condition::Compare(
                    relation(&binary.op)?,
                    Box::new(left),
                    Box::new(right),
                ))
            }
            Expr::Let(_) => self.refuse(expr, refusal::message(expr)),
            other => self.refuse(
                other,
                "expected a comparison such as `x > 0.0`, or several joined by `&&` and `||`",
            ),
        }
    }
}

fn relation(op: &BinOp) -> Option<Relation> {
    Some(match op {
        BinOp::Lt(_) => Relation::Lt,
        BinOp::Le(_) => Relation::Le,
        BinOp::Gt(_) => Relation::Gt,
        BinOp::Ge(_) => Relation::Ge,
        BinOp::Eq(_) => Relation::Eq,
        BinOp::Ne(_) => Relation::Ne,
        _ => return None,
    })
}
