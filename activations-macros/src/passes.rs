//! Splits a row-wise formula into passes over the row.
//!
//! A reduction needs the whole row, so what reads its result comes in a later pass. Everything that
//! a pass can reduce, it reduces together. A row value that is expensive and needed both by a
//! reduction and later is stored in the output, where the last pass finds it: softmax becomes
//! max / exp + sum / scale with one `exp` an element.

use std::collections::{HashMap, HashSet};

use activations_symbolic::{Arena, Expr, Function, Node, Number, Reduction, Symbol};

use crate::graph::operands;

/// The passes of one formula, in order.
pub(crate) struct Program {
    pub(crate) passes: Vec<Pass>,
    /// The value that a pass before the last stores in the output; later passes read it there.
    pub(crate) stored: Option<Expr>,
}

/// One run over the row.
#[derive(Default)]
pub(crate) struct Pass {
    /// Reductions that it computes, with their contributions.
    pub(crate) reductions: Vec<(Expr, Reduction, Expr)>,
    /// What it stores at each position.
    pub(crate) store: Option<Expr>,
}

impl Pass {
    /// What it computes at each position.
    pub(crate) fn roots(&self) -> Vec<Expr> {
        let contributions = self
            .reductions
            .iter()
            .map(|(.., contribution)| *contribution);
        contributions.chain(self.store).collect()
    }
}

/// What there is to know of the parts of a formula over rows.
pub(crate) struct Rows<'a> {
    arena: &'a Arena,
    rows: HashSet<Symbol>,
}

impl<'a> Rows<'a> {
    /// A formula in which these symbols are rows and all others belong to the whole row.
    pub(crate) fn new(arena: &'a Arena, rows: impl IntoIterator<Item = Symbol>) -> Self {
        Rows {
            arena,
            rows: rows.into_iter().collect(),
        }
    }

    /// The passes that compute and store `out`.
    pub(crate) fn split(&self, out: Expr) -> Program {
        let parts = self.arena.reachable(&[out]);
        let mut levels = HashMap::new();
        let mut passes: Vec<Pass> = Vec::new();
        for &part in &parts {
            let node = self.arena.node(part);
            let below = operands(self.arena, part);
            let below = below
                .iter()
                .map(|operand| levels[operand])
                .max()
                .unwrap_or(0);
            if self.is_length(part) {
                levels.insert(part, 0);
            } else if let Node::Reduce(reduction, contribution) = node {
                passes.resize_with(passes.len().max(below + 1), Pass::default);
                passes[below]
                    .reductions
                    .push((part, reduction, contribution));
                levels.insert(part, below + 1);
            } else {
                levels.insert(part, below);
            }
        }
        let mut stored = None;
        for at in 0..passes.len() {
            let later = passes[at + 1..]
                .iter()
                .flat_map(Pass::roots)
                .chain([out])
                .collect();
            if let Some(value) = self.worth_storing(passes[at].roots(), later) {
                passes[at].store = Some(value);
                stored = Some(value);
                break;
            }
        }
        passes.push(Pass {
            reductions: Vec::new(),
            store: Some(out),
        });
        Program { passes, stored }
    }

    /// Σ 1, which needs no pass.
    fn is_length(&self, e: Expr) -> bool {
        match self.arena.node(e) {
            Node::Reduce(Reduction::Sum, one) => self.arena.as_number(one) == Some(Number::ONE),
            _ => false,
        }
    }

    /// The length of the row, where a program reads it.
    pub(crate) fn length(&self, program: &Program) -> Option<Expr> {
        let roots: Vec<Expr> = program.passes.iter().flat_map(Pass::roots).collect();
        self.arena
            .reachable(&roots)
            .into_iter()
            .find(|part| self.is_length(*part))
    }

    /// The most expensive row value that `now` computes and `later` needs again.
    fn worth_storing(&self, now: Vec<Expr>, later: Vec<Expr>) -> Option<Expr> {
        let later: HashSet<Expr> = self.computed(&later, None).into_iter().collect();
        let shared = self
            .computed(&now, None)
            .into_iter()
            .filter(|part| later.contains(part));
        shared
            .map(|part| (self.cost(part), part))
            .filter(|(cost, _)| *cost > 0)
            .max()
            .map(|(_, part)| part)
    }

    /// The elementary functions in what has to be computed at each position for `e`.
    fn cost(&self, e: Expr) -> usize {
        let expensive = |part: &Expr| match self.arena.node(*part) {
            Node::Call(Function::Abs | Function::Signum | Function::Recip, _) => false,
            Node::Call(..) | Node::Powf(..) | Node::Hypot(..) => true,
            _ => false,
        };
        self.computed(&[e], None)
            .into_iter()
            .filter(expensive)
            .count()
    }

    /// The row values computed at each position for `roots`, operands first: nothing below a
    /// reduction, nothing that belongs to the whole row, and nothing below `known`.
    pub(crate) fn computed(&self, roots: &[Expr], known: Option<Expr>) -> Vec<Expr> {
        let rows = self.row_values(roots);
        let mut found = HashSet::new();
        let mut stack = roots.to_vec();
        while let Some(e) = stack.pop() {
            if rows.contains(&e) && found.insert(e) && known != Some(e) {
                stack.extend(operands(self.arena, e));
            }
        }
        let mut found: Vec<Expr> = found.into_iter().collect();
        found.sort_unstable();
        found
    }

    /// The values for the whole row that are read at each position for `roots`, each as large as
    /// it can be.
    pub(crate) fn invariants(&self, roots: &[Expr], known: Option<Expr>) -> Vec<Expr> {
        let rows = self.row_values(roots);
        let computed = self.computed(roots, known);
        let used = computed
            .iter()
            .filter(|part| known != Some(**part))
            .flat_map(|part| operands(self.arena, *part));
        let mut found: Vec<Expr> = used
            .chain(roots.iter().copied())
            .filter(|e| !rows.contains(e))
            .collect();
        found.sort_unstable();
        found.dedup();
        found
    }

    /// Which row symbols are read at each position for `roots`.
    pub(crate) fn reads(&self, roots: &[Expr], known: Option<Expr>) -> HashSet<Symbol> {
        let computed = self
            .computed(roots, known)
            .into_iter()
            .filter(|part| known != Some(*part));
        computed
            .filter_map(|part| match self.arena.node(part) {
                Node::Variable(symbol) => Some(symbol),
                _ => None,
            })
            .collect()
    }

    /// Whether a pass after the one that stores early reads `symbol`.
    pub(crate) fn reads_after_store(&self, program: &Program, symbol: Symbol) -> bool {
        let mut passes = program.passes.iter();
        passes.by_ref().find(|pass| pass.store.is_some());
        passes.any(|pass| self.reads(&pass.roots(), program.stored).contains(&symbol))
    }

    /// The parts of `roots` that differ from position to position.
    pub(crate) fn row_values(&self, roots: &[Expr]) -> HashSet<Expr> {
        let mut rows = HashSet::new();
        for part in self.arena.reachable(roots) {
            let row = match self.arena.node(part) {
                Node::Variable(symbol) => self.rows.contains(&symbol),
                Node::Reduce(..) => false,
                _ => operands(self.arena, part)
                    .iter()
                    .any(|operand| rows.contains(operand)),
            };
            if row {
                rows.insert(part);
            }
        }
        rows
    }
}
