//! What can be wrong in a derivative: every formula that differs from a given one in one part.

use std::collections::HashSet;

use activations_symbolic::{
    Arena, Cond, Constant, Expr, Function, Node, Number, Reduction, Relation, Symbol,
};

use super::parts::{comparisons, parts, replaced, with_comparison};

/// A wrong formula, and how it was made.
#[derive(Clone, Copy, Debug)]
pub(super) struct Mutant {
    pub(super) operator: &'static str,
    pub(super) formula: Expr,
}

/// The variables that can be confused.
#[derive(Clone, Copy, Debug)]
pub(super) struct Names {
    pub(super) input: Symbol,
    pub(super) output: Symbol,
    /// Of a row.
    pub(super) cotangent: Option<Symbol>,
}

/// Functions that are taken for each other.
const CONFUSED: [Function; 6] = [
    Function::Exp,
    Function::ExpM1,
    Function::Tanh,
    Function::Sigmoid,
    Function::NormalCdf,
    Function::NormalPdf,
];

/// Every mutant of a formula, each once.
pub(super) fn mutants(arena: &mut Arena, whole: Expr, names: Names) -> Vec<Mutant> {
    let mut seen = HashSet::from([whole]);
    let mut all = Vec::new();
    for (path, part) in parts(arena, whole) {
        let wanted = Wanted { names, part };
        for (operator, new) in wanted.changed(arena) {
            let formula = replaced(arena, whole, &path, new);
            if arena.limit().is_ok() && seen.insert(formula) {
                all.push(Mutant { operator, formula });
            }
        }
    }
    all
}

/// A part that is to be changed.
struct Wanted {
    names: Names,
    part: Expr,
}

impl Wanted {
    /// The part, changed in every way.
    fn changed(&self, arena: &mut Arena) -> Vec<(&'static str, Expr)> {
        let e = self.part;
        let mut all = self.anywhere(arena);
        match arena.node(e) {
            Node::Add(a, b) => {
                all.extend([("+ as -", arena.sub(a, b)), ("+ as ·", arena.mul(a, b))]);
                all.extend([("left term dropped", b), ("right term dropped", a)]);
            }
            Node::Sub(a, b) => {
                all.extend([
                    ("- as +", arena.add(a, b)),
                    ("- turned round", arena.sub(b, a)),
                ]);
                all.extend([("left term dropped", b), ("right term dropped", a)]);
            }
            Node::Mul(a, b) => {
                all.extend([("· as /", arena.div(a, b)), ("· as +", arena.add(a, b))]);
                all.extend([("left factor dropped", b), ("right factor dropped", a)]);
            }
            Node::Div(a, b) => {
                all.extend([
                    ("/ as ·", arena.mul(a, b)),
                    ("/ turned round", arena.div(b, a)),
                ]);
                all.extend([("divisor dropped", a), ("dividend dropped", b)]);
            }
            Node::Neg(a) => all.push(("negation dropped", a)),
            Node::Powi(a, n) => {
                all.extend([
                    ("power one more", arena.powi(a, n + 1)),
                    ("power one less", arena.powi(a, n - 1)),
                    ("power dropped", a),
                ]);
            }
            Node::Powf(a, _) => all.push(("power dropped", a)),
            Node::Call(f, a) => {
                all.push(("function dropped", a));
                for other in CONFUSED {
                    if other != f {
                        all.push(("another function", arena.call(other, a)));
                    }
                }
            }
            Node::Hypot(a, b) => {
                all.extend([("hypot as a side", a), ("hypot as a side", b)]);
            }
            Node::Max(a, b) => all.extend([("max as min", arena.min(a, b))]),
            Node::Min(a, b) => all.extend([("min as max", arena.max(a, b))]),
            Node::Number(value) => self.literal(arena, value, &mut all),
            Node::Constant(constant) => self.constant(arena, constant, &mut all),
            Node::Variable(symbol) => self.variable(arena, symbol, &mut all),
            Node::Select(condition, a, b) => self.select(arena, condition, a, b, &mut all),
            Node::Reduce(reduction, a) => {
                for other in [Reduction::Sum, Reduction::Mean, Reduction::Max] {
                    if other != reduction {
                        all.push(("another reduction", arena.reduce(other, a)));
                    }
                }
                all.push(("reduction dropped", a));
            }
        }
        all
    }

    /// Changes that any part can suffer.
    fn anywhere(&self, arena: &mut Arena) -> Vec<(&'static str, Expr)> {
        let e = self.part;
        let (one, two) = (arena.integer(1), arena.integer(2));
        let mut all = vec![
            ("sign", arena.neg(e)),
            ("doubled", arena.mul(two, e)),
            ("halved", arena.div(e, two)),
            ("one more", arena.add(e, one)),
            ("one minus it", arena.sub(one, e)),
            ("squared", arena.mul(e, e)),
        ];
        if let Some(slightly) = literal(arena, "1.000001") {
            all.push(("a millionth more", arena.mul(slightly, e)));
        }
        all
    }

    fn literal(&self, arena: &mut Arena, value: Number, all: &mut Vec<(&'static str, Expr)>) {
        let times = |factor: &str| value.checked_mul(Number::parse(factor).ok()?);
        for (operator, changed) in [
            ("literal one less", value.checked_sub(Number::ONE)),
            ("literal in its last digit", last_digit(value)),
            ("literal a thousandth more", times("1.001")),
            ("literal a billionth more", times("1.000000001")),
        ] {
            all.extend(changed.map(|changed| (operator, arena.number(changed))));
        }
        // What moves a threshold a little.
        for shift in ["0.1", "0.001", "-0.000001"] {
            let shift = match shift.strip_prefix('-') {
                Some(size) => Number::parse(size).ok().map(Number::negated),
                None => Number::parse(shift).ok(),
            };
            let moved = shift.and_then(|shift| value.checked_add(shift));
            all.extend(moved.map(|moved| ("literal moved", arena.number(moved))));
        }
    }

    fn constant(&self, arena: &mut Arena, constant: Constant, all: &mut Vec<(&'static str, Expr)>) {
        for other in [
            Constant::Pi,
            Constant::Sqrt2,
            Constant::Frac1Sqrt2,
            Constant::Frac2SqrtPi,
            Constant::Ln2,
        ] {
            if other != constant {
                all.push(("another constant", arena.constant(other)));
            }
        }
    }

    fn variable(&self, arena: &mut Arena, symbol: Symbol, all: &mut Vec<(&'static str, Expr)>) {
        let Names {
            input,
            output,
            cotangent,
        } = self.names;
        for other in [Some(input), Some(output), cotangent].into_iter().flatten() {
            if other != symbol {
                all.push(("another variable", arena.variable(other)));
            }
        }
        all.push(("variable as 1", arena.integer(1)));
    }

    fn select(
        &self,
        arena: &mut Arena,
        condition: Cond,
        a: Expr,
        b: Expr,
        all: &mut Vec<(&'static str, Expr)>,
    ) {
        all.push(("branches swapped", arena.select(condition, b, a)));
        all.extend([("branch dropped", a), ("branch dropped", b)]);
        for i in 0..comparisons(arena, condition).len() {
            let mut at = i;
            let closed =
                with_comparison(arena, condition, &mut at, &mut |arena, relation, a, b| {
                    arena.compare(closed_or_open(relation), a, b)
                });
            all.push(("open or closed", arena.select(closed, a, b)));
            let mut at = i;
            let turned =
                with_comparison(arena, condition, &mut at, &mut |arena, relation, a, b| {
                    arena.compare(relation, b, a)
                });
            all.push(("comparison turned round", arena.select(turned, a, b)));
        }
    }
}

fn closed_or_open(relation: Relation) -> Relation {
    match relation {
        Relation::Lt => Relation::Le,
        Relation::Le => Relation::Lt,
        Relation::Gt => Relation::Ge,
        Relation::Ge => Relation::Gt,
        Relation::Eq => Relation::Ne,
        Relation::Ne => Relation::Eq,
    }
}

fn literal(arena: &mut Arena, text: &str) -> Option<Expr> {
    Some(arena.number(Number::parse(text).ok()?))
}

/// A decimal with its last digit changed by one.
fn last_digit(value: Number) -> Option<Number> {
    let text = value.abs().to_string();
    let last = text.chars().last()?.to_digit(10)?;
    let changed = if last == 9 { 8 } else { last + 1 };
    let changed = Number::parse(&format!("{}{changed}", &text[..text.len() - 1])).ok()?;
    Some(if value.is_negative() {
        changed.negated()
    } else {
        changed
    })
}

#[cfg(test)]
mod tests {
    use super::{Names, mutants};
    use activations_symbolic::{Arena, Relation, print};

    #[test]
    fn every_part_is_changed_and_no_mutant_is_made_twice() {
        let mut arena = Arena::new();
        let (x, y) = (arena.symbol("x"), arena.symbol("y"));
        let names = Names {
            input: x,
            output: y,
            cotangent: None,
        };
        let (input, output, zero, one) = (
            arena.variable(x),
            arena.variable(y),
            arena.integer(0),
            arena.integer(1),
        );
        let rest = arena.sub(one, output);
        let slope = arena.mul(output, rest);
        let positive = arena.compare(Relation::Gt, input, zero);
        let whole = arena.select(positive, slope, zero);
        let made = mutants(&mut arena, whole, names);
        let texts: Vec<String> = made
            .iter()
            .map(|m| print::rust(&arena, m.formula))
            .collect();
        for wanted in [
            "if x >= 0.0 { y * (1.0 - y) } else { 0.0 }",
            "if x > 0.1 { y * (1.0 - y) } else { 0.0 }",
            "if x > 0.0 { y * (1.0 + y) } else { 0.0 }",
            "if x > 0.0 { 1.0 - y } else { 0.0 }",
            "if x > 0.0 { x * (1.0 - y) } else { 0.0 }",
            "y * (1.0 - y)",
        ] {
            assert!(
                texts.iter().any(|text| text == wanted),
                "{wanted} in {texts:#?}"
            );
        }
        let different: std::collections::HashSet<&String> = texts.iter().collect();
        assert_eq!(different.len(), made.len());
    }
}
