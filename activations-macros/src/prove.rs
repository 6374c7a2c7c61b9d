//! Decides the claims of a declaration, and turns what is wrong into errors at the claim.

mod message;

use activations_symbolic::{
    DerivativeClaim, Expr, Infinity, Kink, LimitValue as Tending, Mismatch, Proof, RowClaim, Scope,
    Symbol, Verdict, check_derivative, check_equal, check_limit, check_row_equal, check_row_vjp,
    evaluate_condition,
};
use proc_macro2::TokenStream;
use quote::ToTokens;
use syn::LitStr;

use crate::analysis::{Formulas, Slope};
use crate::declaration::{Declaration, Kind, Limit, LimitValue};
use crate::errors::Errors;

/// What was found out about a declaration.
pub(crate) struct Findings {
    pub(crate) standing: Standing,
    pub(crate) kinks: Vec<Kink>,
}

/// How far the derivatives were proved.
pub(crate) enum Standing {
    Proved,
    /// There is no claim: every derivative by an input was derived.
    Derived,
    /// The declaration calls functions that the macro cannot see.
    Deferred,
    Unproved(LitStr),
}

/// Decides every claim; wrong and undecided ones are recorded.
pub(crate) fn decide(
    declaration: &Declaration,
    formulas: &mut Formulas,
    errors: &mut Errors,
) -> Findings {
    let before = errors.count();
    defaults_lie_in_their_domains(declaration, formulas, errors);
    let sensible = errors.count() == before;
    let mut prover = Prover {
        declaration,
        scope: formulas.scope.clone(),
        errors,
        kinks: Vec::new(),
        body_refused: false,
        undecided: false,
    };
    // A claim for parameters of an impossible domain would be about nothing.
    if sensible {
        prover.derivatives(formulas);
        prover.pullback(formulas);
        prover.vjp(formulas);
    }
    // Nor is there a point in comparing a body that is wrong by itself.
    if sensible && !prover.body_refused {
        prover.spec(formulas);
        prover.limits(formulas);
    }
    let Prover {
        kinks, undecided, ..
    } = prover;
    let stated = [&declaration.vjp, &declaration.pullback]
        .into_iter()
        .chain(&declaration.derivatives)
        .any(Option::is_some);
    let claimed =
        stated || declaration.spec.is_some() || declaration.limits.iter().any(Option::is_some);
    let standing = match &declaration.unproved {
        _ if claimed && declaration.unseen().is_some() => Standing::Deferred,
        Some(reason) if undecided => Standing::Unproved(reason.clone()),
        _ if stated => Standing::Proved,
        _ => Standing::Derived,
    };
    Findings { standing, kinks }
}

/// A default outside of the declared domain could not be built by `new`.
fn defaults_lie_in_their_domains(
    declaration: &Declaration,
    formulas: &Formulas,
    errors: &mut Errors,
) {
    let parameters = &formulas.scope.parameters;
    let defaults: Vec<(Symbol, f64)> = parameters
        .iter()
        .map(|parameter| (parameter.symbol, parameter.default.to_f64()))
        .collect();
    for (stated, parameter) in declaration.parameters.iter().zip(parameters) {
        if let (Some(requirement), Some(domain)) = (&stated.domain, parameter.domain)
            && !evaluate_condition(&formulas.arena, domain, &defaults)
        {
            let (name, default) = (&stated.name, stated.default);
            let message =
                format!("the default `{name} = {default}` does not satisfy this condition");
            errors.at(&requirement.source, message);
        }
    }
}

struct Prover<'a> {
    declaration: &'a Declaration,
    scope: Scope,
    errors: &'a mut Errors,
    kinks: Vec<Kink>,
    /// Whether a mistake of the body has been reported, which every claim would find again.
    body_refused: bool,
    undecided: bool,
}

/// What is claimed.
#[derive(Clone, Copy)]
enum Claim {
    /// The derivative by an input or a parameter, counted in this order; stated or derived.
    Derivative { slot: usize, stated: bool },
    /// The body and the textbook formula are one function.
    Spec,
    /// The value at an infinity.
    Limit(Infinity),
    /// The derivative from what a training step keeps.
    Pullback,
    /// The gradient of a row.
    Vjp,
}

impl Prover<'_> {
    /// The derivatives by the inputs, and the stated ones by the parameters.
    fn derivatives(&mut self, formulas: &mut Formulas) {
        let Some(forward) = formulas.body else { return };
        let count = formulas.slopes.len();
        for (slot, wrt) in formulas.variables().into_iter().enumerate().take(count) {
            let by_input = slot < self.declaration.inputs.len();
            let (source, stated) = match &formulas.slopes[slot] {
                Slope::Stated(expression, _) => (expression.source.clone(), true),
                // Derived from the body, of which the claims by the inputs see everything.
                _ if !by_input => continue,
                _ => (self.declaration.name.to_token_stream(), false),
            };
            let Some(derivative) = formulas.slopes[slot].formula() else {
                continue;
            };
            let claim = Claim::Derivative { slot, stated };
            let proof = self.derivative(claim, source, wrt, forward, derivative, formulas);
            if by_input && let Some(proof) = proof {
                self.kinks.extend(self.named(formulas, wrt, proof.kinks));
            }
        }
    }

    /// The derivative from what a training step keeps.
    fn pullback(&mut self, formulas: &mut Formulas) {
        if let (Some(Slope::Stated(expression, Some(derivative))), Some(forward)) =
            (&formulas.pullback, formulas.body)
        {
            let (source, derivative) = (expression.source.clone(), *derivative);
            let wrt = formulas.scope.inputs[0];
            self.derivative(Claim::Pullback, source, wrt, forward, derivative, formulas);
        }
    }

    fn derivative(
        &mut self,
        claim: Claim,
        source: TokenStream,
        wrt: Symbol,
        forward: Expr,
        derivative: Expr,
        formulas: &mut Formulas,
    ) -> Option<Proof> {
        let stated = DerivativeClaim {
            scope: &self.scope,
            forward,
            output: formulas.y,
            wrt,
            derivative,
            jumps: self.declaration.jumps.is_some(),
        };
        let verdict = check_derivative(&mut formulas.arena, &stated);
        self.settle(claim, source, verdict, formulas)
    }

    /// The gradient of a row, for rows of every length.
    fn vjp(&mut self, formulas: &mut Formulas) {
        if let (Some(vjp), Some(forward), Some(formula)) =
            (&self.declaration.vjp, formulas.body, formulas.vjp)
        {
            let claim = RowClaim {
                scope: &self.scope,
                input: formulas.scope.inputs[0],
                forward,
                output: formulas.y,
                cotangent: formulas.dy,
                vjp: formula,
            };
            let verdict = check_row_vjp(&mut formulas.arena, &claim);
            self.settle(Claim::Vjp, vjp.source.clone(), verdict, formulas);
        }
    }

    /// The declared values at −∞ and ∞.
    fn limits(&mut self, formulas: &mut Formulas) {
        let Some(forward) = formulas.body else { return };
        let ends = [Infinity::Negative, Infinity::Positive];
        for (limit, end) in self.declaration.limits.iter().zip(ends) {
            let Some(Limit { value, source }) = limit else {
                continue;
            };
            let value = match value {
                LimitValue::NegativeInfinity => Tending::Infinite(Infinity::Negative),
                LimitValue::Number(number) => Tending::Finite(formulas.arena.number(*number)),
                LimitValue::Infinity => Tending::Infinite(Infinity::Positive),
            };
            let verdict = check_limit(&mut formulas.arena, &self.scope, forward, end, value);
            self.settle(Claim::Limit(end), source.clone(), verdict, formulas);
        }
    }

    /// The body against the textbook formula.
    fn spec(&mut self, formulas: &mut Formulas) {
        if let (Some(spec), Some(body), Some(formula)) =
            (&self.declaration.spec, formulas.body, formulas.spec)
        {
            let arena = &mut formulas.arena;
            let verdict = match self.declaration.kind {
                Kind::RowWise => {
                    let input = formulas.scope.inputs[0];
                    check_row_equal(arena, &self.scope, input, body, formula)
                }
                Kind::ElementWise | Kind::Gated => check_equal(arena, &self.scope, body, formula),
            };
            self.settle(Claim::Spec, spec.source.clone(), verdict, formulas);
        }
    }

    /// Takes the proof, or records what is wrong at `source`. What is neither proved nor refuted is
    /// accepted only with a reason.
    fn settle(
        &mut self,
        claim: Claim,
        source: TokenStream,
        verdict: Verdict,
        formulas: &Formulas,
    ) -> Option<Proof> {
        match verdict {
            Verdict::Proved(proof) => return Some(proof),
            Verdict::Refuted(counterexample) => {
                let message = message::refuted(self.declaration, formulas, claim, &counterexample);
                let of_body = matches!(
                    counterexample.what,
                    Mismatch::Jump | Mismatch::ForwardUndefined { .. }
                );
                if !of_body {
                    self.errors.at(source, message);
                } else if !std::mem::replace(&mut self.body_refused, true) {
                    self.errors.at(&self.declaration.body.source, message);
                }
            }
            // A derivative that the macro derived claims nothing.
            Verdict::Undecided(_) if matches!(claim, Claim::Derivative { stated: false, .. }) => {}
            Verdict::Undecided(reason) => {
                self.undecided = true;
                if self.declaration.unproved.is_none() {
                    self.errors
                        .at(source, message::undecided(self.declaration, claim, &reason));
                }
            }
        }
        None
    }

    /// With two inputs, a kink says of which.
    fn named(&self, formulas: &Formulas, wrt: Symbol, mut kinks: Vec<Kink>) -> Vec<Kink> {
        if self.declaration.kind == Kind::Gated {
            for kink in &mut kinks {
                kink.at_text = format!("{} = {}", formulas.arena.name(wrt), kink.at_text);
            }
        }
        kinks
    }
}
