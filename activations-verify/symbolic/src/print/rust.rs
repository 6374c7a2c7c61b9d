//! Expressions in Rust's syntax.

use super::{Binding, Piece, Pieces};
use crate::{Arena, Cond, Condition, Expr, Node, Number, Reduction, Relation};

/// The text of one node, given those of its operands.
pub(super) fn piece(arena: &Arena, e: Expr, done: &Pieces) -> Piece {
    let infix = |binding, a: Expr, sign: &str, b: Expr, right| {
        Piece::new(
            binding,
            format!("{} {sign} {}", done[&a].at(binding), done[&b].at(right)),
        )
    };
    let call = |a: Expr, method: &str, argument: &str| {
        Piece::new(
            Binding::Atom,
            format!("{}.{method}({argument})", done[&a].at(Binding::Atom)),
        )
    };
    match arena.node(e) {
        Node::Number(value) => number(value),
        Node::Constant(constant) => Piece::new(
            Binding::Atom,
            format!("std::f64::consts::{}", constant.name()),
        ),
        Node::Variable(symbol) => Piece::new(Binding::Atom, arena.name(symbol)),
        Node::Add(a, b) => match arena.as_number(b) {
            Some(value) if value.is_negative() => {
                let (a, b) = (done[&a].at(Binding::Sum), number(value.negated()));
                Piece::new(Binding::Sum, format!("{a} - {}", b.text))
            }
            _ => infix(Binding::Sum, a, "+", b, Binding::Product),
        },
        Node::Sub(a, b) => infix(Binding::Sum, a, "-", b, Binding::Product),
        Node::Mul(a, b) => infix(Binding::Product, a, "*", b, Binding::Sign),
        Node::Div(a, b) => infix(Binding::Product, a, "/", b, Binding::Sign),
        Node::Neg(a) => Piece::new(Binding::Sign, format!("-{}", done[&a].at(Binding::Atom))),
        Node::Powi(a, n) => call(a, "powi", &n.to_string()),
        Node::Powf(a, exponent) => call(a, "powf", &number(exponent).text),
        Node::Call(f, a) => call(a, f.method(), ""),
        Node::Max(a, b) => call(a, "max", &done[&b].text),
        Node::Min(a, b) => call(a, "min", &done[&b].text),
        Node::Hypot(a, b) => call(a, "hypot", &done[&b].text),
        Node::Reduce(Reduction::Sum, a) => call(a, "sum", ""),
        Node::Reduce(Reduction::Mean, a) => call(a, "mean", ""),
        Node::Reduce(Reduction::Max, a) => call(a, "max", ""),
        Node::Select(c, yes, no) => {
            let condition = condition(arena, c, done).text;
            let (a, b) = (&done[&yes].text, &done[&no].text);
            let text = match arena.node(no) {
                Node::Select(..) => format!("if {condition} {{ {a} }} else {b}"),
                _ => format!("if {condition} {{ {a} }} else {{ {b} }}"),
            };
            Piece::new(Binding::Weakest, text)
        }
    }
}

/// A condition, given the texts of the values it compares.
pub(super) fn condition(arena: &Arena, c: Cond, done: &Pieces) -> Piece {
    // Connectives bind: `!` over comparisons over `&&` over `||`; a mixture gets parentheses.
    let both = |a: Cond, sign: &str, b: Cond| {
        let side = |c: Cond| {
            let text = condition(arena, c, done).text;
            let plain = matches!(
                arena.condition(c),
                Condition::Compare(..) | Condition::Not(_)
            );
            if plain { text } else { format!("({text})") }
        };
        Piece::new(Binding::Weakest, format!("{} {sign} {}", side(a), side(b)))
    };
    match arena.condition(c) {
        Condition::Compare(relation, a, b) => {
            let sign = match relation {
                Relation::Lt => "<",
                Relation::Le => "<=",
                Relation::Gt => ">",
                Relation::Ge => ">=",
                Relation::Eq => "==",
                Relation::Ne => "!=",
            };
            let (a, b) = (done[&a].at(Binding::Sum), done[&b].at(Binding::Sum));
            Piece::new(Binding::Weakest, format!("{a} {sign} {b}"))
        }
        Condition::And(a, b) => both(a, "&&", b),
        Condition::Or(a, b) => both(a, "||", b),
        Condition::Not(a) => Piece::new(
            Binding::Sign,
            format!("!({})", condition(arena, a, done).text),
        ),
    }
}

/// A literal with a point or an exponent, or a quotient of two.
fn number(value: Number) -> Piece {
    if let Some(decimal) = value.decimal() {
        let point = if decimal.contains(['.', 'e']) {
            ""
        } else {
            ".0"
        };
        let binding = if value.is_negative() {
            Binding::Sign
        } else {
            Binding::Atom
        };
        return Piece::new(binding, format!("{decimal}{point}"));
    }
    let text = value.to_string();
    let (numerator, denominator) = text.split_once('/').unwrap_or((&text, "1"));
    Piece::new(Binding::Product, format!("{numerator}.0 / {denominator}.0"))
}
