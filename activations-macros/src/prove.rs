//! Decides the claims of a declaration, and turns what is wrong into errors at the claim.

mod message;

use activations_symbolic::{
    DerivativeClaim, Kink, Mismatch, Parameter, Reason, Scope, Symbol, Verdict, check_derivative,
    evaluate_condition,
};
use quote::ToTokens;
use syn::LitStr;

use crate::analysis::{Formulas, Slope};
use crate::declaration::{Declaration, Kind};
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
    let scope = scope(declaration, formulas);
    defaults_lie_in_their_domains(declaration, formulas, &scope, errors);
    let mut prover = Prover {
        declaration,
        scope,
        errors,
        kinks: Vec::new(),
        body_refused: false,
        undecided: false,
    };
    prover.derivatives(formulas);
    let Prover {
        kinks, undecided, ..
    } = prover;
    let claimed = declaration.vjp.is_some() || declaration.derivatives.iter().any(Option::is_some);
    let standing = match &declaration.unproved {
        _ if declaration.unseen().is_some() => Standing::Deferred,
        Some(reason) if undecided => Standing::Unproved(reason.clone()),
        _ if claimed => Standing::Proved,
        _ => Standing::Derived,
    };
    Findings { standing, kinks }
}

/// A default outside of the declared domain could not be built by `new`.
fn defaults_lie_in_their_domains(
    declaration: &Declaration,
    formulas: &Formulas,
    scope: &Scope,
    errors: &mut Errors,
) {
    let parameters = scope.parameters.iter();
    let defaults: Vec<(Symbol, f64)> = parameters
        .map(|parameter| (parameter.symbol, parameter.default.to_f64()))
        .collect();
    for (parameter, domain) in declaration
        .parameters
        .iter()
        .zip(&formulas.parameter_domains)
    {
        if let (Some(requirement), Some(domain)) = (&parameter.domain, *domain)
            && !evaluate_condition(&formulas.arena, domain, &defaults)
        {
            let (name, default) = (&parameter.name, parameter.default);
            let message =
                format!("the default `{name} = {default}` does not satisfy this condition");
            errors.at(&requirement.source, message);
        }
    }
}

fn scope(declaration: &Declaration, formulas: &Formulas) -> Scope {
    let parameters = declaration
        .parameters
        .iter()
        .zip(&formulas.symbols.parameters);
    Scope {
        inputs: formulas.symbols.inputs.clone(),
        parameters: parameters
            .zip(&formulas.parameter_domains)
            .map(|((parameter, symbol), domain)| Parameter {
                symbol: *symbol,
                default: parameter.default,
                domain: *domain,
            })
            .collect(),
        domain: formulas.domain,
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

impl Prover<'_> {
    /// The derivatives by the inputs, and the stated ones by the parameters.
    fn derivatives(&mut self, formulas: &mut Formulas) {
        let Some(forward) = formulas.body else { return };
        let inputs = formulas.symbols.inputs.iter().copied();
        let by: Vec<Symbol> = inputs
            .chain(formulas.symbols.parameters.iter().copied())
            .collect();
        for (slot, wrt) in by.into_iter().enumerate().take(formulas.slopes.len()) {
            let by_input = slot < self.declaration.inputs.len();
            let stated = match &formulas.slopes[slot] {
                Slope::Stated(expression, _) => Some(expression.source.clone()),
                _ => None,
            };
            let Some(derivative) = formulas.slopes[slot].formula() else {
                continue;
            };
            if !by_input && stated.is_none() {
                // Derived from the body, of which the claims by the inputs have seen everything.
                continue;
            }
            let claim = DerivativeClaim {
                scope: &self.scope,
                forward,
                output: formulas.symbols.y,
                wrt,
                derivative,
                jumps: self.declaration.jumps.is_some(),
            };
            match check_derivative(&mut formulas.arena, &claim) {
                Verdict::Proved(proof) if by_input => {
                    self.kinks.extend(self.named(formulas, wrt, proof.kinks))
                }
                Verdict::Proved(_) => {}
                Verdict::Refuted(counterexample) => {
                    let of_body = matches!(
                        counterexample.what,
                        Mismatch::Jump | Mismatch::ForwardUndefined { .. }
                    );
                    let message = message::refuted(
                        self.declaration,
                        formulas,
                        slot,
                        stated.is_some(),
                        &counterexample,
                    );
                    match stated {
                        _ if of_body => {
                            if !std::mem::replace(&mut self.body_refused, true) {
                                self.errors.at(&self.declaration.body.source, message);
                            }
                        }
                        Some(source) => self.errors.at(source, message),
                        None => self.errors.at(&self.declaration.name, message),
                    }
                }
                Verdict::Undecided(reason) => {
                    if let Some(source) = stated {
                        self.undecided(source, &reason);
                    }
                }
            }
        }
    }

    /// A claim that is neither proved nor refuted is accepted only with a reason.
    fn undecided(&mut self, at: impl ToTokens, reason: &Reason) {
        self.undecided = true;
        if self.declaration.unproved.is_none() {
            self.errors
                .at(at, message::undecided(self.declaration, reason));
        }
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
