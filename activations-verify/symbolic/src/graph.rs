//! Walking and rewriting the graph of an expression, without recursion.

use std::collections::{BTreeSet, HashMap};

use crate::{Arena, Cond, Condition, Expr, Node, Symbol};

/// At most two operands, in order; the iterators of the standard library do the same in ten times
/// the steps where nothing is optimised.
struct Operands {
    first: Option<Expr>,
    second: Option<Expr>,
}

impl Iterator for Operands {
    type Item = Expr;

    fn next(&mut self) -> Option<Expr> {
        if self.first.is_some() {
            return self.first.take();
        }
        self.second.take()
    }
}

impl Node {
    /// The operands, left to right; those of a condition are not among them.
    pub fn operands(self) -> impl Iterator<Item = Expr> {
        let (first, second) = match self {
            Node::Number(_) | Node::Constant(_) | Node::Variable(_) => (None, None),
            Node::Neg(a)
            | Node::Powi(a, _)
            | Node::Powf(a, _)
            | Node::Call(_, a)
            | Node::Reduce(_, a) => (Some(a), None),
            Node::Add(a, b)
            | Node::Sub(a, b)
            | Node::Mul(a, b)
            | Node::Div(a, b)
            | Node::Max(a, b)
            | Node::Min(a, b)
            | Node::Hypot(a, b)
            | Node::Select(_, a, b) => (Some(a), Some(b)),
        };
        Operands { first, second }
    }
}

/// What expressions become, by their place in the arena: a map that needs no hashing.
#[derive(Default)]
struct Becoming(Vec<Option<Expr>>);

impl Becoming {
    fn get(&self, e: Expr) -> Option<Expr> {
        self.0.get(e.index()).copied().flatten()
    }

    /// What an expression becomes; itself where nothing was entered.
    fn of(&self, e: Expr) -> Expr {
        self.get(e).unwrap_or(e)
    }

    fn set(&mut self, e: Expr, new: Expr) {
        if self.0.len() <= e.index() {
            self.0.resize(e.index() + 1, None);
        }
        self.0[e.index()] = Some(new);
    }
}

impl Arena {
    /// Every expression that `roots` are made of, themselves and those in conditions included,
    /// each once, operands before what uses them.
    pub fn reachable(&self, roots: &[Expr]) -> Vec<Expr> {
        let Some(&last) = roots.iter().max() else {
            return Vec::new();
        };
        let mut seen = vec![false; last.0 as usize + 1];
        let mut stack = roots.to_vec();
        let mut found = Vec::new();
        while let Some(e) = stack.pop() {
            if std::mem::replace(&mut seen[e.0 as usize], true) {
                continue;
            }
            found.push(e);
            let node = self.node(e);
            for operand in node.operands() {
                stack.push(operand);
            }
            if let Node::Select(c, ..) = node {
                self.compared(c, &mut stack);
            }
        }
        // Handles grow from operands to uses.
        found.sort_unstable();
        found
    }

    /// Appends the expressions that a condition compares.
    pub(crate) fn compared(&self, c: Cond, into: &mut Vec<Expr>) {
        let mut stack = vec![c];
        while let Some(c) = stack.pop() {
            match self.condition(c) {
                Condition::Compare(_, a, b) => into.extend([a, b]),
                Condition::And(a, b) | Condition::Or(a, b) => stack.extend([a, b]),
                Condition::Not(a) => stack.push(a),
            }
        }
    }

    /// The symbols that occur in an expression, conditions included.
    pub fn symbols(&self, e: Expr) -> BTreeSet<Symbol> {
        let variable = |e| match self.node(e) {
            Node::Variable(symbol) => Some(symbol),
            _ => None,
        };
        self.reachable(&[e])
            .into_iter()
            .filter_map(variable)
            .collect()
    }

    /// The symbols that occur in a condition.
    pub fn condition_symbols(&self, c: Cond) -> BTreeSet<Symbol> {
        let mut values = Vec::new();
        self.compared(c, &mut values);
        values.into_iter().flat_map(|e| self.symbols(e)).collect()
    }

    /// The expression with `by` in place of every occurrence of `symbol`.
    pub fn substitute(&mut self, e: Expr, symbol: Symbol, by: Expr) -> Expr {
        let mut becomes = Becoming::default();
        becomes.set(self.variable(symbol), by);
        self.rewrite(&[e], &mut becomes);
        becomes.of(e)
    }

    /// The condition with `by` in place of every occurrence of `symbol`.
    pub fn substitute_condition(&mut self, c: Cond, symbol: Symbol, by: Expr) -> Cond {
        let mut values = Vec::new();
        self.compared(c, &mut values);
        let mut becomes = Becoming::default();
        becomes.set(self.variable(symbol), by);
        self.rewrite(&values, &mut becomes);
        self.rebuild_condition(c, &|e| becomes.of(e))
    }

    /// The expression with every occurrence of a key of `known` replaced by its value.
    pub fn replace(&mut self, e: Expr, known: &HashMap<Expr, Expr>) -> Expr {
        let mut becomes = Becoming::default();
        for (&part, &new) in known {
            becomes.set(part, new);
        }
        self.rewrite(&[e], &mut becomes);
        becomes.of(e)
    }

    /// Enters what each part of some expressions becomes.
    fn rewrite(&mut self, roots: &[Expr], becomes: &mut Becoming) {
        for part in self.reachable(roots) {
            if becomes.get(part).is_none() {
                let new = self.rebuild(part, &|e| becomes.of(e));
                becomes.set(part, new);
            }
        }
    }

    /// The node `e` with its operands replaced by what they became; a leaf is itself.
    pub(crate) fn rebuild(&mut self, e: Expr, became: &impl Fn(Expr) -> Expr) -> Expr {
        if let Node::Select(c, a, b) = self.node(e) {
            let c = self.rebuild_condition(c, became);
            return self.select(c, became(a), became(b));
        }
        self.with_operands(e, became)
    }

    /// The expression with `new` at the end of a path of places, each counted as [`Node::operands`]
    /// does; itself where the path leads nowhere.
    pub fn replace_at(&mut self, e: Expr, path: &[usize], new: Expr) -> Expr {
        let Some((&first, rest)) = path.split_first() else {
            return new;
        };
        let Some(operand) = self.node(e).operands().nth(first) else {
            return e;
        };
        let changed = self.replace_at(operand, rest, new);
        let mut place = 0;
        self.with_operands(e, |operand| {
            let here = place == first;
            place += 1;
            if here { changed } else { operand }
        })
    }

    /// The node `e` with what becomes of each operand, in their order; conditions stay.
    fn with_operands(&mut self, e: Expr, mut new: impl FnMut(Expr) -> Expr) -> Expr {
        match self.node(e) {
            Node::Number(_) | Node::Constant(_) | Node::Variable(_) => e,
            Node::Add(a, b) => self.add(new(a), new(b)),
            Node::Sub(a, b) => self.sub(new(a), new(b)),
            Node::Mul(a, b) => self.mul(new(a), new(b)),
            Node::Div(a, b) => self.div(new(a), new(b)),
            Node::Neg(a) => self.neg(new(a)),
            Node::Powi(a, n) => self.powi(new(a), n),
            Node::Powf(a, c) => self.powf(new(a), c),
            Node::Call(f, a) => self.call(f, new(a)),
            Node::Max(a, b) => self.max(new(a), new(b)),
            Node::Min(a, b) => self.min(new(a), new(b)),
            Node::Hypot(a, b) => self.hypot(new(a), new(b)),
            Node::Reduce(r, a) => self.reduce(r, new(a)),
            Node::Select(c, a, b) => self.select(c, new(a), new(b)),
        }
    }

    /// The condition over what its values become; at most `MAX_CONDITION` steps.
    fn rebuild_condition(&mut self, c: Cond, became: &impl Fn(Expr) -> Expr) -> Cond {
        match self.condition(c) {
            Condition::Compare(relation, a, b) => self.compare(relation, became(a), became(b)),
            Condition::And(a, b) => {
                let (a, b) = (
                    self.rebuild_condition(a, became),
                    self.rebuild_condition(b, became),
                );
                self.and(a, b)
            }
            Condition::Or(a, b) => {
                let (a, b) = (
                    self.rebuild_condition(a, became),
                    self.rebuild_condition(b, became),
                );
                self.or(a, b)
            }
            Condition::Not(a) => {
                let a = self.rebuild_condition(a, became);
                self.not(a)
            }
        }
    }
}
