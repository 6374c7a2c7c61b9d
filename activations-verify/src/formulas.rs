//! What an activation declares, as formulas that can be proved about, for every input and parameter.
//!
//! They are traced from its recorded functions, so they say what the compiled code says, through every
//! call.

mod condition;

use activations_core::{Declaration, Kind};
use activations_symbolic::{
    Arena, DerivativeClaim, Expr, Infinity, LimitValue, Number, Parameter, Reduction, RowClaim,
    Scope, Symbol, Verdict, check_derivative, check_equal, check_limit, check_row_equal,
    check_row_vjp,
};

use crate::interpretations::Symbolic;
use crate::subject::Subject;

/// The formulas of an activation, with the store that they live in.
#[derive(Clone, Debug)]
pub struct Formulas {
    /// The store.
    pub arena: Arena,
    /// The inputs, and the parameters with their domains.
    pub scope: Scope,
    /// The definition.
    pub forward: Expr,
    /// The output, in derivatives.
    pub output: Symbol,
    /// dy, in the VJP of a row.
    pub cotangent: Symbol,
    /// The stated derivatives, and what each is by; the VJP of a row is by its input. Last, by the
    /// input again, the one that a training step computes, where that is stated apart.
    pub derivatives: Vec<(Symbol, Expr)>,
    /// The textbook formula.
    pub spec: Option<Expr>,
    /// What the declaration says beside.
    pub declaration: &'static Declaration,
}

impl Formulas {
    /// The formulas of an activation; none for one written by hand, and where a condition of the
    /// declaration or a value cannot be written as a formula.
    ///
    /// ```
    /// use activations_core::{AnyActivation, Silu};
    /// use activations_verify::{Formulas, Subject};
    ///
    /// let silu = Subject::one(AnyActivation::new(Silu));
    /// let formulas = Formulas::of(&silu).unwrap();
    /// assert!(formulas.proofs().iter().all(|(_, verdict)| verdict.is_proved()));
    /// ```
    pub fn of(subject: &Subject) -> Option<Formulas> {
        let declaration = subject.declaration();
        let mut arena = Arena::new();
        let inputs: Vec<Symbol> = declaration
            .inputs
            .iter()
            .map(|name| arena.symbol(name))
            .collect();
        let mut parameters = Vec::new();
        for parameter in declaration.parameters {
            parameters.push(Parameter {
                symbol: arena.symbol(parameter.name),
                default: Number::from_f64(parameter.default)?,
                domain: match parameter.domain {
                    "" => None,
                    text => Some(condition::parse(&mut arena, text)?),
                },
            });
        }
        let domain = match declaration.domain {
            None => None,
            Some(text) => Some(condition::parse(&mut arena, text)?),
        };
        let (output, cotangent) = (arena.symbol("y"), arena.symbol("dy"));
        let scope = Scope {
            inputs,
            parameters,
            domain,
        };
        let mut tracer = Tracer {
            arena,
            scope: &scope,
            output,
            cotangent,
        };
        let (forward, derivatives, spec) = if subject.is_row_wise() {
            tracer.row(subject)?
        } else {
            tracer.scalar(subject)?
        };
        Some(Formulas {
            arena: tracer.arena,
            scope,
            forward,
            output,
            cotangent,
            derivatives,
            spec,
            declaration,
        })
    }

    /// Whether it is a function of rows.
    pub fn is_row_wise(&self) -> bool {
        self.declaration.kind == Kind::RowWise
    }

    /// The verdict on a derivative by `wrt`.
    pub fn check(&self, wrt: Symbol, derivative: Expr, arena: &mut Arena) -> Verdict {
        if self.is_row_wise() {
            let claim = RowClaim {
                scope: &self.scope,
                input: wrt,
                forward: self.forward,
                output: self.output,
                cotangent: self.cotangent,
                vjp: derivative,
            };
            return check_row_vjp(arena, &claim);
        }
        let claim = DerivativeClaim {
            scope: &self.scope,
            forward: self.forward,
            output: self.output,
            wrt,
            derivative,
            jumps: self.declaration.jumps.is_some(),
        };
        check_derivative(arena, &claim)
    }

    /// Every claim that the declaration makes of formulas, by name, with its verdict.
    pub fn proofs(&self) -> Vec<(String, Verdict)> {
        let mut proofs = Vec::new();
        let apart = self
            .declaration
            .pullback
            .map(|_| self.derivatives.len() - 1);
        for (i, &(wrt, derivative)) in self.derivatives.iter().enumerate() {
            let mut arena = self.arena.clone();
            let what = if apart == Some(i) {
                "pullback"
            } else {
                "derivative"
            };
            let name = format!("{what} by {}", arena.name(wrt));
            proofs.push((name, self.check(wrt, derivative, &mut arena)));
        }
        if let Some(spec) = self.spec {
            let mut arena = self.arena.clone();
            let verdict = match self.scope.inputs.as_slice() {
                &[input] if self.is_row_wise() => {
                    check_row_equal(&mut arena, &self.scope, input, self.forward, spec)
                }
                _ => check_equal(&mut arena, &self.scope, self.forward, spec),
            };
            proofs.push(("spec".to_owned(), verdict));
        }
        let ends = [Infinity::Negative, Infinity::Positive];
        for (value, end) in self.declaration.limits.into_iter().zip(ends) {
            let Some(value) = value else { continue };
            let mut arena = self.arena.clone();
            let value = match Number::from_f64(value) {
                Some(number) => LimitValue::Finite(arena.number(number)),
                None if value < 0.0 => LimitValue::Infinite(Infinity::Negative),
                None => LimitValue::Infinite(Infinity::Positive),
            };
            let name = match end {
                Infinity::Negative => "limit at −∞",
                Infinity::Positive => "limit at ∞",
            };
            let verdict = check_limit(&mut arena, &self.scope, self.forward, end, value);
            proofs.push((name.to_owned(), verdict));
        }
        proofs
    }
}

/// The definition, the derivatives and what each is by, and the textbook formula.
type Traced = (Expr, Vec<(Symbol, Expr)>, Option<Expr>);

struct Tracer<'a> {
    arena: Arena,
    scope: &'a Scope,
    output: Symbol,
    cotangent: Symbol,
}

impl Tracer<'_> {
    fn variables(&mut self, symbols: &[Symbol]) -> Vec<Expr> {
        symbols.iter().map(|&s| self.arena.variable(s)).collect()
    }

    fn parameters(&mut self) -> Vec<Expr> {
        let symbols: Vec<Symbol> = self.scope.parameters.iter().map(|p| p.symbol).collect();
        self.variables(&symbols)
    }

    fn scalar(&mut self, subject: &Subject) -> Option<Traced> {
        // Parameters are numbers in the derivatives: such that no literal is one of them.
        let marked = marked(subject)?;
        let definitions = marked.definitions()?;
        let (inputs, parameters) = (self.variables(&self.scope.inputs), self.parameters());
        let all = [inputs.clone(), parameters.clone()].concat();
        let forward = Symbolic::trace(&mut self.arena, &all, |v| definitions.plain.eval(v))?;
        let spec = match &definitions.spec {
            None => None,
            Some(spec) => Some(Symbolic::trace(&mut self.arena, &all, |v| spec.eval(v))?),
        };
        let standing: Vec<(f64, Expr)> = marked
            .parameters()
            .iter()
            .copied()
            .zip(parameters)
            .collect();
        let y = self.arena.variable(self.output);
        let with_output = [inputs, vec![y]].concat();
        let tapes = definitions
            .derivatives
            .iter()
            .chain(&definitions.parameters);
        let wrt: Vec<Symbol> = self
            .scope
            .inputs
            .iter()
            .copied()
            .chain(self.scope.parameters.iter().map(|p| p.symbol))
            .collect();
        let mut derivatives = Vec::new();
        for (tape, wrt) in tapes.zip(wrt) {
            let traced = Symbolic::trace_standing(&mut self.arena, &with_output, &standing, |v| {
                tape.eval(v)
            })?;
            derivatives.push((wrt, traced));
        }
        if let Some(tape) = &definitions.pullback {
            let one = self.arena.number(Number::ONE);
            let at = [with_output, vec![one]].concat();
            let traced =
                Symbolic::trace_standing(&mut self.arena, &at, &standing, |v| tape.eval(v))?;
            derivatives.push((self.scope.inputs[0], traced));
        }
        Some((forward, derivatives, spec))
    }

    fn row(&mut self, subject: &Subject) -> Option<Traced> {
        let definitions = subject.definitions()?;
        let input = *self.scope.inputs.first()?;
        let rows = self.variables(&[input, self.output, self.cotangent]);
        let parameters = self.parameters();
        let mut trace = |tape: &activations_core::Tape| {
            let rows = &rows[..tape.rows()];
            let all = [rows, &parameters].concat();
            Symbolic::trace(&mut self.arena, &all, |v| {
                let (rows, parameters) = v.split_at(rows.len());
                tape.eval_entry(rows, parameters, &mut |reduction, entry| {
                    entry.reduce(match reduction {
                        activations_core::Reduction::Sum => Reduction::Sum,
                        activations_core::Reduction::Mean => Reduction::Mean,
                        activations_core::Reduction::Max => Reduction::Max,
                    })
                })
            })
        };
        let forward = trace(&definitions.plain)?;
        let vjp = trace(definitions.derivatives.first()?)?;
        let spec = match &definitions.spec {
            None => None,
            Some(spec) => Some(trace(spec)?),
        };
        Some((forward, vec![(input, vjp)], spec))
    }
}

/// The activation with parameters that differ from each other and from every literal: those near its
/// own, off by an odd share.
fn marked(subject: &Subject) -> Option<Subject> {
    let own = subject.parameters();
    if own.is_empty() {
        return Some(subject.clone());
    }
    [1.0, -1.0].into_iter().find_map(|sign| {
        let values: Vec<f64> = own
            .iter()
            .enumerate()
            .map(|(i, &value)| {
                let share = sign * (i + 1) as f64 * f64::powi(2.0, -30);
                if value == 0.0 {
                    share
                } else {
                    value * (1.0 + share)
                }
            })
            .collect();
        let marked = subject.with_parameters(&values)?;
        (marked.parameters() == values).then_some(marked)
    })
}
