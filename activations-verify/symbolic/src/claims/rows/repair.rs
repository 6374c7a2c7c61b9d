//! Changes that make a wrong gradient of a row right, each proved before it is offered.

use std::collections::HashMap;

use super::RowClaim;
use crate::claims::fuel::Fuel;
use crate::claims::repair::{Message, Vocabulary, by_factor, message, offer, steps};
use crate::claims::sample::Point;
use crate::claims::verdict::Repair;
use crate::evaluate::evaluate_row;
use crate::{Arena, Expr, Function, MAX_NODES, Node, Reduction, Symbol, simplify};

/// How many candidates that agree in numbers are given to the proof.
const MAX_PROOFS: usize = 8;
/// Rows of different lengths without symmetries; of the input, then of the cotangent.
const ROWS: [[&[f64]; 2]; 3] = [
    [&[0.37, -1.21, 0.84], &[1.13, 0.46, -0.71]],
    [&[-0.56, 1.7, 0.29, -0.93], &[0.31, -1.4, 0.77, 2.1]],
    [&[1.3, 0.21], &[-0.64, 1.9]],
];

/// A row with the right gradient in `f64`.
struct Probe {
    row: Vec<Vec<(Symbol, f64)>>,
    right: Vec<f64>,
}

/// A search for repairs of one claim.
struct Search<'a> {
    claim: &'a RowClaim<'a>,
    probes: Vec<Probe>,
    fuel: &'a Fuel,
    proofs_left: usize,
    proves: &'a mut dyn FnMut(&mut Arena, Expr) -> bool,
}

/// Looks for a repair of a gradient that was refuted at `point`, where `right` is one; `proves`
/// decides whether another is.
pub(super) fn find(
    arena: &mut Arena,
    claim: &RowClaim<'_>,
    point: &Point,
    right: Expr,
    fuel: &Fuel,
    proves: &mut dyn FnMut(&mut Arena, Expr) -> bool,
) -> Option<Repair> {
    // The parameters that tell a wrong gradient from the right one, and the defaults.
    let parameters = claim
        .scope
        .parameters
        .iter()
        .map(|parameter| parameter.symbol);
    let telling: Vec<(Symbol, f64)> = parameters
        .filter_map(|symbol| point.iter().find(|known| known.0 == symbol))
        .map(|known| (known.0, known.1.to_f64()))
        .collect();
    let assignments = [telling.clone(), claim.scope.defaults(), telling];
    let mut probes = Vec::new();
    for (values, parameters) in ROWS.into_iter().zip(assignments) {
        probes.push(probe(arena, claim, right, values, &parameters));
    }
    let mut search = Search {
        claim,
        probes,
        fuel,
        proofs_left: MAX_PROOFS,
        proves,
    };
    search
        .factor(arena)
        .or_else(|| search.edits(arena))
        .or_else(|| search.usual(arena))
        .or_else(|| search.own(arena, right))
}

fn probe(
    arena: &Arena,
    claim: &RowClaim<'_>,
    right: Expr,
    values: [&[f64]; 2],
    parameters: &[(Symbol, f64)],
) -> Probe {
    let mut row: Vec<Vec<(Symbol, f64)>> = values[0]
        .iter()
        .zip(values[1])
        .map(|(&x, &dy)| {
            let mut at = parameters.to_vec();
            at.extend([(claim.input, x), (claim.cotangent, dy)]);
            at
        })
        .collect();
    let right = evaluate_row(arena, right, &row);
    let y = evaluate_row(arena, claim.forward, &row);
    for (at, y) in row.iter_mut().zip(y) {
        at.push((claim.output, y));
    }
    Probe { row, right }
}

impl Search<'_> {
    /// The repair that a candidate is, if it agrees in numbers and is proved.
    fn accept(&mut self, arena: &mut Arena, vjp: Expr, message: Message) -> Option<Repair> {
        if self.proofs_left == 0 || !self.fits(arena, vjp) {
            return None;
        }
        self.proofs_left -= 1;
        (self.proves)(arena, vjp).then(|| offer(arena, vjp, message))
    }

    fn fits(&self, arena: &Arena, candidate: Expr) -> bool {
        let steps = arena.size(candidate);
        self.probes.iter().all(|probe| {
            self.fuel.spend(steps * probe.row.len())
                && evaluate_row(arena, candidate, &probe.row)
                    .into_iter()
                    .zip(&probe.right)
                    .all(|(a, b)| (a - b).abs() <= 1e-9 * (1.0 + b.abs()))
        })
    }

    /// A constant factor.
    fn factor(&mut self, arena: &mut Arena) -> Option<Repair> {
        let given = self.claim.vjp;
        let probe = self.probes.first()?;
        let found = evaluate_row(arena, given, &probe.row);
        let ratio = probe.right.first()? / found.first()?;
        let (vjp, message) = by_factor(arena, given, ratio)?;
        self.accept(arena, vjp, message)
    }

    /// Every edit of every step.
    fn edits(&mut self, arena: &mut Arena) -> Option<Repair> {
        let RowClaim {
            scope,
            input,
            output,
            cotangent,
            vjp,
            ..
        } = *self.claim;
        let parameters = scope.parameters.iter().map(|parameter| parameter.symbol);
        let symbols: Vec<Symbol> = [cotangent, output, input]
            .into_iter()
            .chain(parameters)
            .collect();
        let vocabulary = Vocabulary::of_row(arena, &symbols);
        let mut longer = Vec::new();
        for (path, e) in steps(arena, vjp)? {
            for new in vocabulary.edits(arena, e) {
                let edited = arena.replace_at(vjp, &path, new);
                if self.fuel.is_empty() || edited.index() > MAX_NODES / 2 {
                    return None;
                }
                let message = message(arena, &path, e, new);
                // A sign or a reduction that is wrong comes before anything that is missing.
                if arena.weight(edited) > arena.weight(vjp) {
                    longer.push((edited, message));
                } else if let Some(repair) = self.accept(arena, edited, message) {
                    return Some(repair);
                }
            }
        }
        longer
            .into_iter()
            .find_map(|(edited, message)| self.accept(arena, edited, message))
    }

    /// The gradients of a vector that sums to 1, and of its logarithm, by the output alone: shorter
    /// than what is derived, and what is meant where only the diagonal of the Jacobian was written.
    fn usual(&mut self, arena: &mut Arena) -> Option<Repair> {
        let y = arena.variable(self.claim.output);
        let dy = arena.variable(self.claim.cotangent);
        let product = arena.mul(dy, y);
        let dot = arena.reduce(Reduction::Sum, product);
        let centred = arena.sub(dy, dot);
        let of_shares = arena.mul(centred, y);
        let share = arena.call(Function::Exp, y);
        let total = arena.reduce(Reduction::Sum, dy);
        let spread = arena.mul(share, total);
        let of_logarithms = arena.sub(dy, spread);
        [of_shares, of_logarithms]
            .into_iter()
            .find_map(|vjp| self.accept(arena, vjp, Message::AnotherFormula))
    }

    /// The gradient that was derived, with the output under its name.
    fn own(&mut self, arena: &mut Arena, right: Expr) -> Option<Repair> {
        let output = arena.variable(self.claim.output);
        let forward = simplify(arena, self.claim.forward);
        let right = simplify(arena, right);
        let mut names = HashMap::new();
        for of_forward in [forward, self.claim.forward] {
            if !matches!(arena.node(of_forward), Node::Variable(_) | Node::Number(_)) {
                names.insert(of_forward, output);
            }
        }
        let right = arena.replace(right, &names);
        let right = with_means(arena, right)?;
        self.accept(arena, right, Message::AnotherFormula)
    }
}

/// The formula with u.mean() for Σu/Σ1; nothing where the length stays, which a body cannot write.
fn with_means(arena: &mut Arena, e: Expr) -> Option<Expr> {
    let one = arena.integer(1);
    let length = arena.reduce(Reduction::Sum, one);
    let mut known = HashMap::new();
    for part in arena.reachable(&[e]) {
        let mean = match arena.node(part) {
            Node::Div(a, b) if b == length => {
                let a = arena.replace(a, &known);
                mean(arena, a)
            }
            _ => None,
        };
        known.extend(mean.map(|mean| (part, mean)));
    }
    let e = arena.replace(e, &known);
    (!arena.reachable(&[e]).contains(&length)).then_some(e)
}

/// A product divided by the length, which turns a sum among its factors into a mean.
fn mean(arena: &mut Arena, e: Expr) -> Option<Expr> {
    match arena.node(e) {
        Node::Reduce(Reduction::Sum, u) => Some(arena.reduce(Reduction::Mean, u)),
        Node::Neg(a) => {
            let a = mean(arena, a)?;
            Some(arena.neg(a))
        }
        Node::Mul(a, b) => match (mean(arena, a), mean(arena, b)) {
            (Some(a), _) => Some(arena.mul(a, b)),
            (None, Some(b)) => Some(arena.mul(a, b)),
            (None, None) => None,
        },
        _ => None,
    }
}
