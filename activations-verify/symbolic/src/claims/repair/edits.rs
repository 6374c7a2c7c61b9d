//! Formulas that differ from a stated one in a single step.

use super::Search;
use super::constant::recognise;
use super::message::Message;
use crate::claims::scope::DerivativeClaim;
use crate::claims::verdict::Repair;
use crate::{
    Arena, Cond, Condition, Constant, Expr, Function, Node, Number, Reduction, Relation, Symbol,
};

/// A formula of more steps is not edited.
const MAX_STEPS: usize = 160;

/// Which operand to go to at each level, from the top.
pub(in crate::claims) type Path = Vec<usize>;

/// Every step of a formula, small parts first: what is wrong is most often a leaf. `None` for a
/// formula of too many.
pub(in crate::claims) fn steps(arena: &Arena, whole: Expr) -> Option<Vec<(Path, Expr)>> {
    let mut steps: Vec<(Path, Expr)> = vec![(Vec::new(), whole)];
    let mut next = 0;
    while next < steps.len() {
        if steps.len() > MAX_STEPS {
            return None;
        }
        let (path, e) = steps[next].clone();
        for (i, operand) in arena.node(e).operands().enumerate() {
            let mut path = path.clone();
            path.push(i);
            steps.push((path, operand));
        }
        next += 1;
    }
    steps.reverse();
    Some(steps)
}

/// Tries every edit of every step.
pub(super) fn edits(arena: &mut Arena, search: &mut Search<'_>) -> Option<Repair> {
    let whole = search.claim.derivative;
    let steps = steps(arena, whole)?;
    let vocabulary = Vocabulary::new(arena, search.claim);
    steps
        .iter()
        .find_map(|(path, e)| literal(arena, search, path, *e))
        .or_else(|| {
            steps.iter().find_map(|(path, e)| {
                vocabulary.edits(arena, *e).into_iter().find_map(|new| {
                    let derivative = arena.replace_at(whole, path, new);
                    if search.is_exhausted(derivative) {
                        return None;
                    }
                    let message = message(arena, path, *e, new);
                    search.accept(arena, derivative, message)
                })
            })
        })
}

/// What an edit says about the formula.
pub(in crate::claims) fn message(
    arena: &Arena,
    path: &[usize],
    wrong: Expr,
    right: Expr,
) -> Message {
    if let (Node::Select(c, a, b), Node::Select(d, e, f)) = (arena.node(wrong), arena.node(right)) {
        return if c == d && (a, b) == (f, e) {
            Message::BranchesSwapped(c)
        } else {
            Message::ConditionStandsFor { wrong: c, right: d }
        };
    }
    if path.is_empty() {
        Message::OneStep
    } else {
        Message::StandsFor { wrong, right }
    }
}

/// The value that a literal must have.
fn literal(arena: &mut Arena, search: &mut Search<'_>, path: &[usize], e: Expr) -> Option<Repair> {
    let start = match arena.node(e) {
        Node::Number(value) => value.to_f64(),
        Node::Constant(constant) => constant.to_f64(),
        _ => return None,
    };
    let whole = search.claim.derivative;
    let mut with = |arena: &mut Arena, c: f64| {
        let c = Number::from_f64(c)?;
        let c = arena.number(c);
        Some(arena.replace_at(whole, path, c))
    };
    let solved = search.probe.solve(arena, &mut with, start)?;
    let new = recognise(arena, solved)?;
    let derivative = arena.replace_at(whole, path, new);
    search.accept(
        arena,
        derivative,
        Message::StandsFor {
            wrong: e,
            right: new,
        },
    )
}

/// What an edit may write.
pub(in crate::claims) struct Vocabulary {
    /// The variable, the output, the other inputs and the parameters.
    symbols: Vec<Expr>,
    /// Literals and symbols of the forward's conditions: where its branches change.
    thresholds: Vec<Expr>,
    /// Whether the formula is of a row, which can be summed.
    of_row: bool,
}

/// Functions that are taken for each other.
const KIN: [&[Function]; 4] = [
    &[
        Function::Exp,
        Function::ExpM1,
        Function::Gaussian,
        Function::NormalPdf,
    ],
    &[
        Function::Sigmoid,
        Function::Tanh,
        Function::Softplus,
        Function::LogSigmoid,
        Function::NormalCdf,
        Function::Exp,
    ],
    &[
        Function::Erf,
        Function::Erfc,
        Function::NormalCdf,
        Function::NormalPdf,
        Function::Gaussian,
    ],
    &[
        Function::Sinh,
        Function::Cosh,
        Function::Tanh,
        Function::Sin,
        Function::Cos,
    ],
];

impl Vocabulary {
    fn new(arena: &mut Arena, claim: &DerivativeClaim<'_>) -> Vocabulary {
        let mut symbols = vec![arena.variable(claim.wrt), arena.variable(claim.output)];
        for symbol in claim.scope.symbols() {
            let variable = arena.variable(symbol);
            if !symbols.contains(&variable) {
                symbols.push(variable);
            }
        }
        let mut thresholds = Vec::new();
        for part in arena.reachable(&[claim.forward]) {
            if matches!(arena.node(part), Node::Number(_) | Node::Constant(_)) {
                let opposite = arena.neg(part);
                thresholds.extend([part, opposite]);
            }
        }
        let zero = arena.integer(0);
        thresholds.push(zero);
        for &symbol in &symbols[2..] {
            let opposite = arena.neg(symbol);
            thresholds.extend([symbol, opposite]);
        }
        Vocabulary {
            symbols,
            thresholds,
            of_row: false,
        }
    }

    /// For formulas of a row, with these symbols.
    pub(in crate::claims) fn of_row(arena: &mut Arena, symbols: &[Symbol]) -> Vocabulary {
        Vocabulary {
            symbols: symbols
                .iter()
                .map(|&symbol| arena.variable(symbol))
                .collect(),
            thresholds: Vec::new(),
            of_row: true,
        }
    }

    /// What may stand in the place of a step.
    pub(in crate::claims) fn edits(&self, arena: &mut Arena, e: Expr) -> Vec<Expr> {
        let one = arena.integer(1);
        let two = arena.integer(2);
        let mut new = self.of_node(arena, e);
        new.extend(arena.node(e).operands());
        new.extend([
            arena.neg(e),
            arena.sub(one, e),
            arena.add(e, one),
            arena.sub(e, one),
        ]);
        new.extend([
            arena.mul(two, e),
            arena.div(e, two),
            arena.mul(e, e),
            arena.div(one, e),
        ]);
        for &symbol in &self.symbols {
            new.extend([
                symbol,
                arena.mul(e, symbol),
                arena.add(e, symbol),
                arena.sub(e, symbol),
                arena.div(e, symbol),
            ]);
        }
        new.push(one);
        if self.of_row {
            let reduced = [Reduction::Sum, Reduction::Mean].map(|r| arena.reduce(r, e));
            new.extend(reduced);
        }
        new.retain(|&candidate| candidate != e);
        new
    }

    /// Edits of the step itself.
    fn of_node(&self, arena: &mut Arena, e: Expr) -> Vec<Expr> {
        match arena.node(e) {
            Node::Add(a, b) => vec![arena.sub(a, b), arena.mul(a, b), arena.sub(b, a)],
            Node::Sub(a, b) => vec![arena.add(a, b), arena.sub(b, a), arena.mul(a, b)],
            Node::Mul(a, b) => vec![
                arena.div(a, b),
                arena.add(a, b),
                arena.div(b, a),
                arena.sub(a, b),
            ],
            Node::Div(a, b) => vec![arena.mul(a, b), arena.div(b, a)],
            Node::Powi(a, n) => {
                let mut powers = vec![arena.powi(a, n.saturating_neg())];
                powers.extend(
                    [n.checked_sub(1), n.checked_add(1)]
                        .into_iter()
                        .flatten()
                        .map(|n| arena.powi(a, n)),
                );
                powers
            }
            Node::Call(f, a) => {
                let kin = KIN.iter().filter(|kin| kin.contains(&f)).copied().flatten();
                let mut calls: Vec<Expr> = kin.map(|&other| arena.call(other, a)).collect();
                let opposite = arena.neg(a);
                calls.push(arena.call(f, opposite));
                calls
            }
            Node::Max(a, b) => vec![arena.min(a, b)],
            Node::Min(a, b) => vec![arena.max(a, b)],
            Node::Number(value) => {
                let negated = value.negated();
                let mut numbers = vec![arena.number(negated)];
                numbers.extend(value.checked_recip().map(|inverse| arena.number(inverse)));
                numbers
            }
            Node::Constant(constant) => {
                named(constant).map(|other| arena.constant(other)).collect()
            }
            Node::Select(condition, a, b) => {
                let mut selects = vec![arena.select(condition, b, a)];
                for other in self.conditions(arena, condition) {
                    selects.push(arena.select(other, a, b));
                }
                selects
            }
            Node::Reduce(_, a) => [Reduction::Sum, Reduction::Mean, Reduction::Max]
                .map(|reduction| arena.reduce(reduction, a))
                .to_vec(),
            Node::Variable(_) | Node::Neg(_) | Node::Powf(..) | Node::Hypot(..) => Vec::new(),
        }
    }

    /// Conditions that differ in one comparison; the recursion is bounded by the arena's bound.
    fn conditions(&self, arena: &mut Arena, condition: Cond) -> Vec<Cond> {
        match arena.condition(condition) {
            Condition::Compare(relation, a, b) => {
                let mut others = Vec::new();
                for other in [Relation::Gt, Relation::Lt, Relation::Ge, Relation::Le] {
                    if other != relation {
                        others.push(arena.compare(other, a, b));
                    }
                }
                for &threshold in &self.thresholds {
                    if threshold != b {
                        others.push(arena.compare(relation, a, threshold));
                    }
                }
                for &symbol in &self.symbols {
                    if symbol != a {
                        others.push(arena.compare(relation, symbol, b));
                    }
                }
                others
            }
            Condition::And(a, b) => {
                let mut others = vec![a, b, arena.or(a, b)];
                others.extend(
                    self.conditions(arena, a)
                        .into_iter()
                        .map(|a| arena.and(a, b)),
                );
                others.extend(
                    self.conditions(arena, b)
                        .into_iter()
                        .map(|b| arena.and(a, b)),
                );
                others
            }
            Condition::Or(a, b) => {
                let mut others = vec![a, b, arena.and(a, b)];
                others.extend(
                    self.conditions(arena, a)
                        .into_iter()
                        .map(|a| arena.or(a, b)),
                );
                others.extend(
                    self.conditions(arena, b)
                        .into_iter()
                        .map(|b| arena.or(a, b)),
                );
                others
            }
            Condition::Not(a) => vec![a],
        }
    }
}

/// Named constants that are taken for each other.
fn named(constant: Constant) -> impl Iterator<Item = Constant> {
    let kin = [
        Constant::Sqrt2,
        Constant::Frac1Sqrt2,
        Constant::Frac2SqrtPi,
        Constant::Frac1Pi,
        Constant::Frac2Pi,
        Constant::Pi,
    ];
    kin.into_iter().filter(move |&other| other != constant)
}
