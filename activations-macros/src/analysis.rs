//! What follows from a declaration before anything is claimed or written: its formulas as symbolic
//! expressions, the derivatives that it leaves to be derived, and what a training step keeps.

use activations_symbolic::{Arena, Cond, Expr, Symbol, derivative};
use proc_macro2::Ident;

use crate::declaration::{Declaration, Kind};
use crate::express;
use crate::term::Expression;

/// The formulas of a declaration.
pub(crate) struct Formulas {
    pub(crate) arena: Arena,
    /// Absent where the body calls a function that the macro cannot see.
    pub(crate) body: Option<Expr>,
    /// By each input and then by each parameter; none for a row-wise definition.
    pub(crate) slopes: Vec<Slope>,
    /// Row-wise: dL/dx.
    pub(crate) vjp: Option<Expr>,
    pub(crate) spec: Option<Expr>,
    pub(crate) domain: Option<Cond>,
    pub(crate) parameter_domains: Vec<Option<Cond>>,
    pub(crate) symbols: Symbols,
}

/// The variables of a declaration.
pub(crate) struct Symbols {
    pub(crate) inputs: Vec<Symbol>,
    pub(crate) parameters: Vec<Symbol>,
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
        let body = express::term(&mut arena, &declaration.body.term);
        let mut express = |expression: &Option<Expression>| {
            expression
                .as_ref()
                .and_then(|expression| express::term(&mut arena, &expression.term))
        };
        let vjp = express(&declaration.vjp);
        let spec = express(&declaration.spec);
        let domain = declaration
            .domain
            .as_ref()
            .and_then(|domain| express::condition(&mut arena, &domain.condition));
        let parameter_domains = declaration.parameters.iter().map(|parameter| {
            let domain = parameter.domain.as_ref()?;
            express::condition(&mut arena, &domain.condition)
        });
        let parameter_domains = parameter_domains.collect();
        let slopes = match declaration.kind {
            Kind::RowWise => Vec::new(),
            Kind::ElementWise | Kind::Gated => slopes(&mut arena, declaration, body),
        };
        if let Err(limit) = arena.limit() {
            return Err(syn::Error::new_spanned(&declaration.body.source, limit));
        }
        let mut symbol = |name: &Ident| arena.symbol(&name.to_string());
        let symbols = Symbols {
            inputs: declaration.inputs.iter().map(&mut symbol).collect(),
            parameters: declaration
                .parameters
                .iter()
                .map(|p| symbol(&p.name))
                .collect(),
            y: arena.symbol("y"),
            dy: arena.symbol("dy"),
        };
        Ok(Formulas {
            arena,
            body,
            slopes,
            vjp,
            spec,
            domain,
            parameter_domains,
            symbols,
        })
    }
}

fn slopes(arena: &mut Arena, declaration: &Declaration, body: Option<Expr>) -> Vec<Slope> {
    let names = declaration
        .inputs
        .iter()
        .chain(declaration.parameters.iter().map(|p| &p.name));
    let stated = declaration.derivatives.iter();
    let slope = |(name, stated): (&Ident, &Option<Expression>)| match (stated, body) {
        (Some(stated), _) => {
            let formula = express::term(arena, &stated.term);
            Slope::Stated(Box::new(stated.clone()), formula)
        }
        (None, Some(body)) => {
            let symbol = arena.symbol(&name.to_string());
            Slope::Derived(derivative(arena, body, symbol))
        }
        (None, None) => Slope::Dual,
    };
    names.zip(stated).map(slope).collect()
}

/// What the derivatives by the inputs read.
pub(crate) struct Reads {
    pub(crate) input: bool,
    pub(crate) output: bool,
}

impl Formulas {
    /// What a training step has to keep.
    pub(crate) fn reads(&self, declaration: &Declaration) -> Reads {
        let stated = |word: &str| {
            declaration
                .vjp
                .as_ref()
                .is_some_and(|vjp| vjp.reads.contains_key(word))
        };
        let slopes = || self.slopes.iter().take(declaration.inputs.len());
        let reads =
            |word: &str| stated(word) || slopes().any(|slope| slope.reads(&self.arena, word));
        let output = reads("y");
        let input = declaration
            .inputs
            .iter()
            .any(|name| reads(&name.to_string()));
        // A constant derivative holds in the domain only.
        Reads {
            input: input || (!output && declaration.domain.is_some()),
            output,
        }
    }
}
