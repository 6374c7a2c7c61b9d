//! The hash-consing store of expressions: equal formulas are equal handles.

use crate::hashing::QuickMap;
use crate::{Constant, Function, Number};
use core::fmt;

/// The most levels an expression may have.
pub const MAX_DEPTH: usize = 512;
/// The most distinct nodes an arena may hold.
pub const MAX_NODES: usize = 65_536;
/// The most comparisons and connectives one condition may be written with.
pub const MAX_CONDITION: usize = 256;

/// A handle to an expression in an [`Arena`]; equal handles are equal formulas.
///
/// A node's operands always have smaller handles than the node.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Expr(pub(crate) u32);

impl Expr {
    /// How many expressions were made before it.
    pub(crate) fn index(self) -> usize {
        self.0 as usize
    }
}

/// A handle to a condition in an [`Arena`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Cond(pub(crate) u32);

/// A handle to a variable's name in an [`Arena`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Symbol(pub(crate) u32);

/// One step of a formula.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Node {
    /// An exact literal.
    Number(Number),
    /// An exact named constant.
    Constant(Constant),
    /// An input, a parameter, or the output `y`.
    Variable(Symbol),
    /// a + b
    Add(Expr, Expr),
    /// a − b
    Sub(Expr, Expr),
    /// a·b
    Mul(Expr, Expr),
    /// a/b
    Div(Expr, Expr),
    /// −a
    Neg(Expr),
    /// aⁿ for an integer n
    Powi(Expr, i32),
    /// aᶜ for a constant c that is not an integer, a ≥ 0
    Powf(Expr, Number),
    /// f(a)
    Call(Function, Expr),
    /// The larger one; NaN if either is.
    Max(Expr, Expr),
    /// The smaller one; NaN if either is.
    Min(Expr, Expr),
    /// √(a² + b²)
    Hypot(Expr, Expr),
    /// The first value where the condition holds, else the second.
    Select(Cond, Expr, Expr),
    /// One value of a whole row.
    Reduce(Reduction, Expr),
}

/// A condition on values.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Condition {
    /// a ∼ b
    Compare(Relation, Expr, Expr),
    /// Both hold.
    And(Cond, Cond),
    /// One holds, or both.
    Or(Cond, Cond),
    /// It does not hold.
    Not(Cond),
}

/// A comparison; with NaN every one is false but [`Relation::Ne`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Relation {
    /// <
    Lt,
    /// ≤
    Le,
    /// >
    Gt,
    /// ≥
    Ge,
    /// =
    Eq,
    /// ≠
    Ne,
}

/// A reduction along a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Reduction {
    /// Σ xⱼ
    Sum,
    /// Σ xⱼ / k
    Mean,
    /// The largest xⱼ.
    Max,
}

/// An expression has outgrown the arena.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum LimitError {
    /// More than [`MAX_DEPTH`] levels.
    Depth,
    /// More than [`MAX_NODES`] nodes.
    Nodes,
    /// A condition of more than [`MAX_CONDITION`] parts.
    Condition,
}

impl fmt::Display for LimitError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            LimitError::Depth => {
                write!(
                    f,
                    "expected a formula of at most {MAX_DEPTH} levels, found a deeper one"
                )
            }
            LimitError::Nodes => {
                write!(
                    f,
                    "expected a formula of at most {MAX_NODES} steps, found a larger one"
                )
            }
            LimitError::Condition => {
                write!(
                    f,
                    "expected a condition of at most {MAX_CONDITION} parts, found a longer one"
                )
            }
        }
    }
}

impl std::error::Error for LimitError {}

#[derive(Clone, Copy, Debug)]
struct Entry {
    node: Node,
    /// Levels below and including this one.
    depth: u16,
    /// Nodes of the tree that this graph unfolds to, saturating.
    weight: u32,
}

#[derive(Clone, Copy, Debug)]
struct ConditionEntry {
    condition: Condition,
    /// Levels of the deepest value compared.
    depth: u16,
    /// Comparisons and connectives, counted as often as they occur.
    weight: u16,
}

/// The store that gives expressions their identity.
///
/// Builders never fail and never panic. One that would exceed [`MAX_DEPTH`] or [`MAX_NODES`]
/// returns a placeholder, a variable named `…`, and the arena remembers the [`LimitError`]:
/// [`Arena::limit`] tells, and [`Arena::attempt`] undoes.
#[derive(Clone, Debug)]
pub struct Arena {
    entries: Vec<Entry>,
    index: QuickMap<Node, Expr>,
    conditions: Vec<ConditionEntry>,
    condition_index: QuickMap<Condition, Cond>,
    names: Vec<String>,
    limit: Option<LimitError>,
}

impl Default for Arena {
    fn default() -> Arena {
        Arena::new()
    }
}

impl Arena {
    /// An empty store.
    pub fn new() -> Arena {
        let mut arena = Arena {
            entries: Vec::new(),
            index: QuickMap::default(),
            conditions: Vec::new(),
            condition_index: QuickMap::default(),
            names: Vec::new(),
            limit: None,
        };
        let placeholder = arena.symbol("…");
        arena.variable(placeholder);
        // A condition for builders to return when there is no room: … ≠ …
        let nothing = Expr(0);
        arena.compare(Relation::Ne, nothing, nothing);
        arena
    }

    /// The symbol with this name, made on first use.
    pub fn symbol(&mut self, name: &str) -> Symbol {
        let found = self.names.iter().position(|known| known == name);
        let at = found.unwrap_or_else(|| {
            self.names.push(name.to_owned());
            self.names.len() - 1
        });
        Symbol(at as u32)
    }

    /// A symbol that no formula can name: `hint` with a prime and a number of its own.
    pub fn fresh(&mut self, hint: &str) -> Symbol {
        let name = format!("{hint}′{}", self.names.len());
        self.symbol(&name)
    }

    /// The name of a symbol.
    pub fn name(&self, symbol: Symbol) -> &str {
        &self.names[symbol.0 as usize]
    }

    /// The node of an expression.
    pub fn node(&self, e: Expr) -> Node {
        self.entries[e.0 as usize].node
    }

    /// What a condition says.
    pub fn condition(&self, c: Cond) -> Condition {
        self.conditions[c.0 as usize].condition
    }

    /// The number of levels of an expression.
    pub fn depth(&self, e: Expr) -> usize {
        usize::from(self.entries[e.0 as usize].depth)
    }

    /// The number of nodes of the tree that an expression prints as, where shared parts count
    /// as often as they occur; `u32::MAX` when it is larger.
    pub fn weight(&self, e: Expr) -> u32 {
        self.entries[e.0 as usize].weight
    }

    /// The number of distinct nodes of an expression, those of its conditions included.
    pub fn size(&self, e: Expr) -> usize {
        self.reachable(&[e]).len()
    }

    /// Whether a limit was exceeded.
    ///
    /// # Errors
    ///
    /// The first [`LimitError`] met.
    pub fn limit(&self) -> Result<(), LimitError> {
        self.limit.map_or(Ok(()), Err)
    }

    /// Runs `build`, and forgets all that it made if it exceeds a limit.
    ///
    /// # Errors
    ///
    /// The [`LimitError`] that `build` met, or the one that was there before.
    pub fn attempt<T>(&mut self, build: impl FnOnce(&mut Arena) -> T) -> Result<T, LimitError> {
        self.limit()?;
        let (entries, conditions) = (self.entries.len(), self.conditions.len());
        let made = build(self);
        let Some(error) = self.limit.take() else {
            return Ok(made);
        };
        for entry in self.entries.drain(entries..) {
            self.index.remove(&entry.node);
        }
        for entry in self.conditions.drain(conditions..) {
            self.condition_index.remove(&entry.condition);
        }
        Err(error)
    }

    /// The handle of a node.
    pub(crate) fn intern(&mut self, node: Node) -> Expr {
        if let Some(&e) = self.index.get(&node) {
            return e;
        }
        let (mut depth, mut weight) = (0u16, 1u32);
        for e in node.operands() {
            let entry = self.entries[e.0 as usize];
            depth = depth.max(entry.depth);
            weight = weight.saturating_add(entry.weight);
        }
        if let Node::Select(c, ..) = node {
            depth = depth.max(self.conditions[c.0 as usize].depth);
        }
        if usize::from(depth) >= MAX_DEPTH {
            return self.exceed(LimitError::Depth);
        }
        if self.entries.len() >= MAX_NODES {
            return self.exceed(LimitError::Nodes);
        }
        let e = Expr(self.entries.len() as u32);
        self.entries.push(Entry {
            node,
            depth: depth + 1,
            weight,
        });
        self.index.insert(node, e);
        e
    }

    fn exceed(&mut self, error: LimitError) -> Expr {
        self.limit.get_or_insert(error);
        Expr(0)
    }

    /// The handle of a condition.
    pub(crate) fn intern_condition(&mut self, condition: Condition) -> Cond {
        if let Some(&c) = self.condition_index.get(&condition) {
            return c;
        }
        let entry = |c: Cond| self.conditions[c.0 as usize];
        let (depth, weight) = match condition {
            Condition::Compare(_, a, b) => (
                self.entries[a.0 as usize]
                    .depth
                    .max(self.entries[b.0 as usize].depth),
                1,
            ),
            Condition::And(a, b) | Condition::Or(a, b) => (
                entry(a).depth.max(entry(b).depth),
                entry(a).weight + entry(b).weight + 1,
            ),
            Condition::Not(a) => (entry(a).depth, entry(a).weight + 1),
        };
        if usize::from(weight) > MAX_CONDITION {
            self.exceed(LimitError::Condition);
            return Cond(0);
        }
        if self.conditions.len() >= MAX_NODES {
            self.exceed(LimitError::Nodes);
            return Cond(0);
        }
        let c = Cond(self.conditions.len() as u32);
        self.conditions.push(ConditionEntry {
            condition,
            depth,
            weight,
        });
        self.condition_index.insert(condition, c);
        c
    }
}

#[cfg(test)]
mod tests;
