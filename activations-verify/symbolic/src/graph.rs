//! Walking and rewriting the graph of an expression, without recursion.

use std::collections::{BTreeSet, HashMap};

use crate::{Arena, Cond, Condition, Expr, Node, Symbol};

impl Node {
    /// The operands, left to right; those of a condition are not among them.
    pub fn operands(self) -> impl Iterator<Item = Expr> {
        let pair = match self {
            Node::Number(_) | Node::Constant(_) | Node::Variable(_) => [None, None],
            Node::Neg(a)
            | Node::Powi(a, _)
            | Node::Powf(a, _)
            | Node::Call(_, a)
            | Node::Reduce(_, a) => [Some(a), None],
            Node::Add(a, b)
            | Node::Sub(a, b)
            | Node::Mul(a, b)
            | Node::Div(a, b)
            | Node::Max(a, b)
            | Node::Min(a, b)
            | Node::Hypot(a, b)
            | Node::Select(_, a, b) => [Some(a), Some(b)],
        };
        pair.into_iter().flatten()
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
            stack.extend(node.operands());
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
        let variable = self.variable(symbol);
        self.replace(e, &HashMap::from([(variable, by)]))
    }

    /// The condition with `by` in place of every occurrence of `symbol`.
    pub fn substitute_condition(&mut self, c: Cond, symbol: Symbol, by: Expr) -> Cond {
        let mut values = Vec::new();
        self.compared(c, &mut values);
        let variable = self.variable(symbol);
        let mut known = HashMap::from([(variable, by)]);
        self.replace_all(&values, &mut known);
        self.rebuild_condition(c, &known)
    }

    /// The expression with every occurrence of a key of `known` replaced by its value.
    pub fn replace(&mut self, e: Expr, known: &HashMap<Expr, Expr>) -> Expr {
        let mut known = known.clone();
        self.replace_all(&[e], &mut known);
        known[&e]
    }

    /// Enters what each part of some expressions becomes.
    fn replace_all(&mut self, roots: &[Expr], known: &mut HashMap<Expr, Expr>) {
        for part in self.reachable(roots) {
            if !known.contains_key(&part) {
                let new = self.rebuild(part, known);
                known.insert(part, new);
            }
        }
    }

    /// The node `e` with its operands replaced by what they became; a leaf is itself.
    pub(crate) fn rebuild(&mut self, e: Expr, known: &HashMap<Expr, Expr>) -> Expr {
        if let Node::Select(c, a, b) = self.node(e) {
            let c = self.rebuild_condition(c, known);
            return self.select(c, known[&a], known[&b]);
        }
        self.with_operands(e, |operand| known[&operand])
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
    fn rebuild_condition(&mut self, c: Cond, known: &HashMap<Expr, Expr>) -> Cond {
        match self.condition(c) {
            Condition::Compare(relation, a, b) => self.compare(relation, known[&a], known[&b]),
            Condition::And(a, b) => {
                let (a, b) = (
                    self.rebuild_condition(a, known),
                    self.rebuild_condition(b, known),
                );
                self.and(a, b)
            }
            Condition::Or(a, b) => {
                let (a, b) = (
                    self.rebuild_condition(a, known),
                    self.rebuild_condition(b, known),
                );
                self.or(a, b)
            }
            Condition::Not(a) => {
                let a = self.rebuild_condition(a, known);
                self.not(a)
            }
        }
    }
}
