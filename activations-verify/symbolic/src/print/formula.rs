//! Expressions as formulas in Unicode text.

use super::{Binding, Piece, Pieces};
use crate::{Arena, Cond, Condition, Constant, Expr, Function, Node, Number, Reduction, Relation};

/// The longest exponent that is set in superscript characters.
const MAX_SUPERSCRIPT: usize = 5;

/// The text of one node, given those of its operands.
pub(super) fn piece(arena: &Arena, e: Expr, done: &Pieces) -> Piece {
    let infix = |binding, left, a: Expr, sign: &str, b: Expr, right| {
        Piece::new(
            binding,
            format!("{}{sign}{}", done[&a].at(left), done[&b].at(right)),
        )
    };
    let of = |name: &str, inner: &str| Piece::new(Binding::Atom, format!("{name}({inner})"));
    let pair =
        |name: &str, a: Expr, b: Expr| of(name, &format!("{}, {}", done[&a].text, done[&b].text));
    match arena.node(e) {
        Node::Number(value) => number(value),
        Node::Constant(constant) => named(constant),
        Node::Variable(symbol) => Piece::new(Binding::Atom, letter(arena.name(symbol))),
        Node::Add(a, b) => match arena.as_number(b) {
            Some(value) if value.is_negative() => {
                let (a, b) = (done[&a].at(Binding::Sum), number(value.negated()));
                Piece::new(Binding::Sum, format!("{a} − {}", b.text))
            }
            _ => infix(Binding::Sum, Binding::Sum, a, " + ", b, Binding::Product),
        },
        Node::Sub(a, b) => infix(Binding::Sum, Binding::Sum, a, " − ", b, Binding::Product),
        Node::Mul(a, b) => {
            let least = |e: Expr| match arena.node(e) {
                Node::Mul(..) => Binding::Product,
                _ => Binding::Power,
            };
            // A leading sign needs no parentheses, but then the whole reads as a negation.
            let signed = done[&a].binding == Binding::Sum && done[&a].text.starts_with('−');
            if signed && matches!(arena.node(a), Node::Number(_) | Node::Neg(_)) {
                infix(Binding::Sum, Binding::Sum, a, "·", b, Binding::Power)
            } else {
                infix(Binding::Product, least(a), a, "·", b, Binding::Power)
            }
        }
        Node::Div(a, b) => infix(
            Binding::Product,
            Binding::Product,
            a,
            "/",
            b,
            Binding::Power,
        ),
        Node::Neg(a) => Piece::new(Binding::Sum, format!("−{}", done[&a].at(Binding::Product))),
        Node::Powi(a, n) => {
            let exponent = n.to_string().replace('-', "−");
            power(
                &done[&a].at(Binding::Atom),
                &Piece::new(Binding::Atom, exponent),
            )
        }
        Node::Powf(a, exponent) => power(&done[&a].at(Binding::Atom), &number(exponent)),
        Node::Call(f, a) => call(f, &done[&a]),
        Node::Max(a, b) => pair("max", a, b),
        Node::Min(a, b) => pair("min", a, b),
        Node::Hypot(a, b) => {
            let square = |e: Expr| done[&e].at(Binding::Atom);
            Piece::new(Binding::Atom, format!("√({}² + {}²)", square(a), square(b)))
        }
        Node::Reduce(Reduction::Sum, a) => of("sum", &done[&a].text),
        Node::Reduce(Reduction::Mean, a) => of("mean", &done[&a].text),
        Node::Reduce(Reduction::Max, a) => of("max", &done[&a].text),
        Node::Select(c, a, b) => {
            let condition = condition(arena, c, done).text;
            let (a, b) = (&done[&a].text, &done[&b].text);
            Piece::new(Binding::Weakest, format!("{a} if {condition}, else {b}"))
        }
    }
}

/// A condition, given the texts of the values it compares.
pub(super) fn condition(arena: &Arena, c: Cond, done: &Pieces) -> Piece {
    let both = |a: Cond, sign: &str, b: Cond| {
        let side = |c: Cond| condition(arena, c, done).at(Binding::Sum);
        Piece::new(Binding::Weakest, format!("{} {sign} {}", side(a), side(b)))
    };
    match arena.condition(c) {
        Condition::Compare(relation, a, b) => {
            let sign = match relation {
                Relation::Lt => "<",
                Relation::Le => "≤",
                Relation::Gt => ">",
                Relation::Ge => "≥",
                Relation::Eq => "=",
                Relation::Ne => "≠",
            };
            let (a, b) = (done[&a].at(Binding::Sum), done[&b].at(Binding::Sum));
            Piece::new(Binding::Sum, format!("{a} {sign} {b}"))
        }
        Condition::And(a, b) => both(a, "and", b),
        Condition::Or(a, b) => both(a, "or", b),
        Condition::Not(a) => Piece::new(
            Binding::Sum,
            format!("not ({})", condition(arena, a, done).text),
        ),
    }
}

fn call(f: Function, a: &Piece) -> Piece {
    let e = "e";
    match f {
        Function::Exp => power(e, a),
        Function::ExpM1 => Piece::new(Binding::Sum, format!("{} − 1", power(e, a).text)),
        Function::Gaussian => {
            let square = power(&a.at(Binding::Atom), &Piece::new(Binding::Atom, "2"));
            power(e, &Piece::new(Binding::Sum, format!("−{}", square.text)))
        }
        Function::Abs => Piece::new(Binding::Atom, format!("|{}|", a.text)),
        Function::Recip => Piece::new(Binding::Product, format!("1/{}", a.at(Binding::Power))),
        Function::Sqrt if a.binding == Binding::Atom && a.text.chars().count() == 1 => {
            Piece::new(Binding::Atom, format!("√{}", a.text))
        }
        Function::Ln1p => Piece::new(Binding::Atom, format!("ln(1 + {})", a.at(Binding::Product))),
        Function::Sqrt => Piece::new(Binding::Atom, format!("√({})", a.text)),
        Function::Sigmoid => Piece::new(Binding::Atom, format!("σ({})", a.text)),
        Function::LogSigmoid => Piece::new(Binding::Product, format!("ln σ({})", a.text)),
        Function::NormalCdf => Piece::new(Binding::Atom, format!("Φ({})", a.text)),
        Function::NormalPdf => Piece::new(Binding::Atom, format!("φ({})", a.text)),
        Function::Signum => Piece::new(Binding::Atom, format!("sign({})", a.text)),
        Function::Ln
        | Function::Sin
        | Function::Cos
        | Function::Tan
        | Function::Atan
        | Function::Sinh
        | Function::Cosh
        | Function::Tanh
        | Function::Asinh
        | Function::Softplus
        | Function::Erf
        | Function::Erfc => Piece::new(Binding::Atom, format!("{}({})", f.method(), a.text)),
    }
}

/// `base` to a power, in superscripts where there are characters for it.
fn power(base: &str, exponent: &Piece) -> Piece {
    let raised: Option<String> = exponent.text.chars().map(superscript).collect();
    let text = match raised {
        Some(raised) if exponent.text.chars().count() <= MAX_SUPERSCRIPT => {
            format!("{base}{raised}")
        }
        _ => format!("{base}^{}", exponent.at(Binding::Atom)),
    };
    Piece::new(Binding::Power, text)
}

fn superscript(c: char) -> Option<char> {
    const PLAIN: &str = "0123456789+−abcdefghijklmnoprstuvwxyzαβγδεθφχ";
    const RAISED: &str = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻᵅᵝᵞᵟᵋᶿᵠᵡ";
    PLAIN
        .chars()
        .zip(RAISED.chars())
        .find(|(plain, _)| *plain == c)
        .map(|(_, raised)| raised)
}

/// A name, as a Greek letter if it is the name of one.
fn letter(name: &str) -> String {
    const GREEK: [(&str, &str); 13] = [
        ("alpha", "α"),
        ("beta", "β"),
        ("gamma", "γ"),
        ("delta", "δ"),
        ("epsilon", "ε"),
        ("eps", "ε"),
        ("theta", "θ"),
        ("lambda", "λ"),
        ("mu", "μ"),
        ("sigma", "σ"),
        ("tau", "τ"),
        ("phi", "φ"),
        ("omega", "ω"),
    ];
    GREEK
        .iter()
        .find(|(word, _)| *word == name)
        .map_or(name, |(_, letter)| letter)
        .to_owned()
}

fn named(constant: Constant) -> Piece {
    let text = constant.symbol();
    let binding = if text.contains([' ', '/']) {
        Binding::Product
    } else {
        Binding::Atom
    };
    Piece::new(binding, text)
}

fn number(value: Number) -> Piece {
    let binding = if value.is_negative() {
        Binding::Sum
    } else if value.is_decimal() {
        Binding::Atom
    } else {
        Binding::Product
    };
    Piece::new(binding, value.to_string().replace('-', "−"))
}
