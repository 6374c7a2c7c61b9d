//! What a claim speaks about: inputs, parameters with their domains, the forward's own domain.

use super::verdict::Reason;
use crate::{Arena, Cond, Expr, Node, Number, Symbol, print};

/// The variables of a declaration and what may be assumed of them.
#[derive(Clone, Debug, Default)]
pub struct Scope {
    /// The inputs, in declared order; each ranges over the reals that `domain` allows.
    pub inputs: Vec<Symbol>,
    /// The parameters, in declared order.
    pub parameters: Vec<Parameter>,
    /// The inputs for which the forward is defined, where that is not every real.
    pub domain: Option<Cond>,
}

/// A parameter of a declaration.
#[derive(Clone, Debug)]
pub struct Parameter {
    /// Its name.
    pub symbol: Symbol,
    /// Its declared default.
    pub default: Number,
    /// What its values satisfy; may speak of other parameters too.
    pub domain: Option<Cond>,
}

impl Scope {
    /// The symbols in declared order, inputs first.
    pub(super) fn symbols(&self) -> impl Iterator<Item = Symbol> {
        self.inputs
            .iter()
            .copied()
            .chain(self.parameters.iter().map(|p| p.symbol))
    }

    /// The defaults of the parameters.
    pub(super) fn defaults(&self) -> Vec<(Symbol, f64)> {
        self.parameters
            .iter()
            .map(|p| (p.symbol, p.default.to_f64()))
            .collect()
    }
}

/// A scope with the variable that a claim is decided along.
#[derive(Clone, Copy, Debug)]
pub(super) struct Setting<'a> {
    pub(super) scope: &'a Scope,
    pub(super) variable: Symbol,
}

/// The claim that `derivative` is the partial derivative of `forward` with respect to `wrt`.
#[derive(Clone, Copy, Debug)]
pub struct DerivativeClaim<'a> {
    /// The variables and their domains.
    pub scope: &'a Scope,
    /// The function, in the inputs and parameters.
    pub forward: Expr,
    /// The name under which `derivative` may use the value of `forward`.
    pub output: Symbol,
    /// The input or parameter differentiated by.
    pub wrt: Symbol,
    /// The stated derivative, in the inputs, the parameters and `output`.
    pub derivative: Expr,
    /// Whether `forward` may jump where its branches meet.
    pub jumps: bool,
}

/// Why formulas are no functions of numbers: one of them reduces a row.
pub(super) fn of_rows(arena: &Arena, formulas: &[Expr]) -> Option<Reason> {
    let parts = arena.reachable(formulas);
    let reduces = |part: &Expr| matches!(arena.node(*part), Node::Reduce(..));
    let part = parts.into_iter().find(reduces)?;
    let what = format!(
        "`{}`, a reduction, outside of a row",
        print::rust(arena, part)
    );
    Some(Reason::Outside { what })
}
