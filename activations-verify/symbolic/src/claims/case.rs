//! One range of the parameters, in which a claim is decided at one go.

use super::facts::Facts;
use super::fuel::Fuel;
use super::polynomial::Polynomial;
use super::scope::Scope;
use super::sign::{Oracle, quotient};
use super::signs::Signs;
use crate::{Arena, Cond, Condition, Expr, Node, Number, Symbol};

/// A claim under assumptions on everything but the variable that it is decided along.
#[derive(Clone, Debug)]
pub(super) struct Case {
    /// What is assumed, free of the variable.
    pub(super) facts: Facts,
    /// Symbols that an assumed equality determines, in the order in which they were eliminated.
    pub(super) fixed: Vec<(Symbol, Expr)>,
    /// Conditions of the scope that the facts do not say.
    pub(super) domain: Vec<Cond>,
    pub(super) forward: Expr,
    pub(super) derivative: Expr,
    /// How often the parameters' range was divided to get here.
    pub(super) divisions: u32,
}

impl Case {
    /// The case that assumes just what the scope says.
    pub(super) fn of_scope(
        arena: &mut Arena,
        scope: &Scope,
        variable: Symbol,
        forward: Expr,
        derivative: Expr,
        fuel: &Fuel,
    ) -> Case {
        let mut case = Case {
            facts: Facts::none(fuel),
            fixed: Vec::new(),
            domain: Vec::new(),
            forward,
            derivative,
            divisions: 0,
        };
        let conditions = scope
            .parameters
            .iter()
            .filter_map(|parameter| parameter.domain);
        let mut conditions: Vec<Cond> = conditions.chain(scope.domain).collect();
        while let Some(condition) = conditions.pop() {
            match arena.condition(condition) {
                Condition::And(a, b) => conditions.extend([a, b]),
                Condition::Compare(relation, a, b)
                    if is_smooth(arena, a)
                        && is_smooth(arena, b)
                        && !arena.condition_symbols(condition).contains(&variable) =>
                {
                    let difference = arena.sub(a, b);
                    case.facts
                        .assume(arena, difference, Signs::satisfying(relation));
                }
                _ => case.domain.push(condition),
            }
        }
        case
    }

    /// The part of the case in which `quantity` has one sign; `None` where there is none.
    pub(super) fn divided(&self, arena: &mut Arena, quantity: Expr, signs: Signs) -> Option<Case> {
        let mut case = self.clone();
        case.divisions += 1;
        case.facts.assume(arena, quantity, signs);
        if case.facts.contradictory() {
            return None;
        }
        if signs == Signs::ZERO
            && let Some((symbol, value)) = solve(arena, quantity)
        {
            case.substitute(arena, symbol, value);
            if case.facts.contradictory() {
                return None;
            }
        }
        Some(case)
    }

    fn substitute(&mut self, arena: &mut Arena, symbol: Symbol, value: Expr) {
        self.forward = arena.substitute(self.forward, symbol, value);
        self.derivative = arena.substitute(self.derivative, symbol, value);
        for condition in &mut self.domain {
            *condition = arena.substitute_condition(*condition, symbol, value);
        }
        let mut facts = Facts::none(&self.facts.fuel);
        for (polynomial, signs) in self.facts.iter() {
            let e = polynomial.expr(arena);
            let e = arena.substitute(e, symbol, value);
            facts.assume(arena, e, *signs);
        }
        self.facts = facts;
        self.fixed.push((symbol, value));
    }

    /// An expression of the whole scope as this case sees it.
    pub(super) fn adopt(&self, arena: &mut Arena, e: Expr) -> Expr {
        self.fixed
            .iter()
            .fold(e, |e, &(symbol, value)| arena.substitute(e, symbol, value))
    }

    /// Answers under the facts of this case alone.
    pub(super) fn oracle(&self, arena: &mut Arena) -> Oracle {
        Oracle::new(arena, self.facts.clone())
    }

    /// Answers where the variable lies strictly between two places.
    pub(super) fn oracle_between(
        &self,
        arena: &mut Arena,
        variable: Symbol,
        lo: Option<Expr>,
        hi: Option<Expr>,
    ) -> Oracle {
        let x = arena.variable(variable);
        let mut facts = self.facts.clone();
        for (end, side) in [(lo, Signs::POSITIVE), (hi, Signs::NEGATIVE)] {
            let Some(end) = end else { continue };
            let beside = arena.sub(x, end);
            facts.assume(arena, beside, side);
            if arena.as_number(end).is_none() {
                // What is known of a place as it stands may be lost once it is multiplied out.
                let signs = self.oracle(arena).signs(arena, end);
                facts.assume(arena, end, signs);
            }
        }
        Oracle::new(arena, facts)
    }
}

/// Whether the expression has no branches.
fn is_smooth(arena: &Arena, e: Expr) -> bool {
    use crate::Function::{Abs, Signum};
    arena.reachable(&[e]).into_iter().all(|part| {
        !matches!(
            arena.node(part),
            Node::Select(..) | Node::Max(..) | Node::Min(..) | Node::Call(Abs | Signum, _)
        )
    })
}

/// A symbol that `quantity` = 0 determines as a polynomial of the others.
fn solve(arena: &mut Arena, quantity: Expr) -> Option<(Symbol, Expr)> {
    let polynomial = Polynomial::of(arena, quantity)?;
    for atom in polynomial.atoms().into_iter().rev() {
        let Node::Variable(symbol) = arena.node(atom) else {
            continue;
        };
        let Some((slope, rest)) = polynomial.linear_in(atom) else {
            continue;
        };
        let free = |atom: &Expr| !arena.symbols(*atom).contains(&symbol);
        if slope.as_constant().is_none() || !rest.atoms().iter().all(free) {
            continue;
        }
        let rest = rest.scaled(Number::from(-1))?;
        return quotient(arena, &rest, &slope).map(|value| (symbol, value));
    }
    None
}
