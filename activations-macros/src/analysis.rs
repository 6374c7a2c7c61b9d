//! What follows from a declaration before anything is claimed or written: its formulas as symbolic
//! expressions, the derivatives that it leaves to be derived, and what a training step keeps.

use std::collections::HashMap;

use activations_symbolic::{
    Arena, Cond, Expr, Node, Parameter, Scope, Symbol, derivative, derive_row_vjp,
};

use crate::declaration::{self, Declaration, Kind, Requirement};
use crate::express;
use crate::term::{Expression, word};

/// The formulas of a declaration.
pub(crate) struct Formulas {
    pub(crate) arena: Arena,
    /// Absent where the body calls a function that the macro cannot see.
    pub(crate) body: Option<Expr>,
    /// By each input and then by each parameter; none for a row-wise definition.
    pub(crate) slopes: Vec<Slope>,
    /// The derivative from what a training step keeps, where that is stated apart.
    pub(crate) pullback: Option<Slope>,
    /// Row-wise: dL/dx, stated or derived.
    pub(crate) vjp: Option<Expr>,
    pub(crate) spec: Option<Expr>,
    /// Inputs, parameters, and what may be assumed of them.
    pub(crate) scope: Scope,
    /// The output.
    pub(crate) y: Symbol,
    /// The output's cotangent, and the input's tangent.
    pub(crate) dy: Symbol,
}

/// A partial derivative.
pub(crate) enum Slope {
    /// Stated in the declaration; its formula is absent where it calls an unseen function.
    Stated(Box<Expression>, Option<Expr>),
    /// Derived symbolically.
    Derived(Expr),
    /// The body cannot be seen through, so the code differentiates it by dual numbers.
    Dual,
}

impl Slope {
    /// The formula, where there is one.
    pub(crate) fn formula(&self) -> Option<Expr> {
        match self {
            Slope::Stated(_, formula) => *formula,
            Slope::Derived(formula) => Some(*formula),
            Slope::Dual => None,
        }
    }
}

impl Slope {
    /// Whether the derivative reads the input with this name, or the output `y`.
    pub(crate) fn reads(&self, arena: &Arena, word: &str) -> bool {
        match self {
            Slope::Stated(expression, _) => expression.reads.contains_key(word),
            Slope::Derived(formula) => arena
                .symbols(*formula)
                .into_iter()
                .any(|symbol| arena.name(symbol) == word),
            Slope::Dual => word != "y",
        }
    }
}

impl Formulas {
    /// The formulas of a declaration; an error where one is too large to be worked on.
    pub(crate) fn of(declaration: &Declaration) -> syn::Result<Formulas> {
        let mut arena = Arena::new();
        let scope = scope(&mut arena, declaration);
        let (y, dy) = (arena.symbol("y"), arena.symbol("dy"));
        let body = express::term(&mut arena, &declaration.body.term);
        let mut express = |stated: &Option<Expression>| {
            stated
                .as_ref()
                .and_then(|stated| express::term(&mut arena, &stated.term))
        };
        let (spec, vjp) = (express(&declaration.spec), express(&declaration.vjp));
        let formula = express(&declaration.pullback);
        let pullback = declaration.pullback.clone();
        let pullback = pullback.map(|stated| Slope::Stated(Box::new(stated), formula));
        let mut formulas = Formulas {
            arena,
            body,
            slopes: Vec::new(),
            pullback,
            vjp,
            spec,
            scope,
            y,
            dy,
        };
        match declaration.kind {
            Kind::RowWise if vjp.is_none() => {
                formulas.vjp = Some(formulas.derived_vjp(declaration)?)
            }
            Kind::RowWise => {}
            Kind::ElementWise | Kind::Gated => formulas.slopes = formulas.all_slopes(declaration),
        }
        match formulas.arena.limit() {
            Ok(()) => Ok(formulas),
            Err(limit) => Err(syn::Error::new_spanned(&declaration.body.source, limit)),
        }
    }

    /// The inputs, then the parameters.
    pub(crate) fn variables(&self) -> Vec<Symbol> {
        let parameters = self
            .scope
            .parameters
            .iter()
            .map(|parameter| parameter.symbol);
        self.scope
            .inputs
            .iter()
            .copied()
            .chain(parameters)
            .collect()
    }

    /// The derivative by each input and then by each parameter.
    fn all_slopes(&mut self, declaration: &Declaration) -> Vec<Slope> {
        let by = self.variables();
        let arena = &mut self.arena;
        let slope = |(stated, by): (&Option<Expression>, Symbol)| match (stated, self.body) {
            (Some(stated), _) => {
                let formula = express::term(arena, &stated.term);
                Slope::Stated(Box::new(stated.clone()), formula)
            }
            (None, Some(body)) => Slope::Derived(derivative(arena, body, by)),
            (None, None) => Slope::Dual,
        };
        declaration.derivatives.iter().zip(by).map(slope).collect()
    }

    /// The gradient of a row, which reads the output where that is all it has to read.
    fn derived_vjp(&mut self, declaration: &Declaration) -> syn::Result<Expr> {
        let underivable = || {
            let message = "the gradient of this row cannot be derived; write `vjp = EXPR` in `x`, \
                           `y` and `dy`";
            syn::Error::new_spanned(&declaration.name, message)
        };
        let (x, arena) = (self.scope.inputs[0], &mut self.arena);
        let body = self.body.ok_or_else(underivable)?;
        let vjp = derive_row_vjp(arena, &self.scope, x, body, self.dy).ok_or_else(underivable)?;
        // Rows have no branches.
        let is_select = |part: Expr| matches!(arena.node(part), Node::Select(..));
        if arena.reachable(&[vjp]).into_iter().any(is_select) {
            return Err(underivable());
        }
        let output = arena.variable(self.y);
        let of_output = arena.replace(vjp, &HashMap::from([(body, output)]));
        Ok(if arena.symbols(of_output).contains(&x) {
            vjp
        } else {
            of_output
        })
    }
}

/// The variables of a declaration, with their domains.
fn scope(arena: &mut Arena, declaration: &Declaration) -> Scope {
    let inputs = declaration
        .inputs
        .iter()
        .map(|name| arena.symbol(&word(name)))
        .collect();
    let mut domain = |requirement: &Option<Requirement>| {
        requirement
            .as_ref()
            .and_then(|domain| express::condition(arena, &domain.condition))
    };
    let domains: Vec<Option<Cond>> = declaration
        .parameters
        .iter()
        .map(|parameter| domain(&parameter.domain))
        .collect();
    let domain = domain(&declaration.domain);
    let parameter = |(parameter, domain): (&declaration::Parameter, Option<Cond>)| Parameter {
        symbol: arena.symbol(&word(&parameter.name)),
        default: parameter.default,
        domain,
    };
    let parameters = declaration
        .parameters
        .iter()
        .zip(domains)
        .map(parameter)
        .collect();
    Scope {
        inputs,
        parameters,
        domain,
    }
}

/// What the derivatives by the inputs read, or the `pullback` where one is stated.
pub(crate) struct Reads {
    pub(crate) input: bool,
    pub(crate) output: bool,
}

impl Formulas {
    /// What a training step has to keep.
    pub(crate) fn reads(&self, declaration: &Declaration) -> Reads {
        let of_row = |word: &str| {
            let symbols = self
                .vjp
                .map(|vjp| self.arena.symbols(vjp))
                .unwrap_or_default();
            symbols
                .into_iter()
                .any(|symbol| self.arena.name(symbol) == word)
        };
        let slopes = match &self.pullback {
            Some(pullback) => std::slice::from_ref(pullback),
            None => &self.slopes[..declaration.inputs.len().min(self.slopes.len())],
        };
        let reads =
            |word: &str| of_row(word) || slopes.iter().any(|slope| slope.reads(&self.arena, word));
        let output = reads("y");
        let input = declaration.inputs.iter().any(|name| reads(&word(name)));
        // A constant derivative holds in the domain only.
        Reads {
            input: input || (!output && declaration.domain.is_some()),
            output,
        }
    }
}
