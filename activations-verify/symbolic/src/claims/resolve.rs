//! Choosing the branches of an expression where assumptions leave only one.

use std::collections::HashMap;

use super::sign::Oracle;
use super::signs::Signs;
use crate::{Arena, Cond, Condition, Expr, Function, Node};

/// The sign of a quantity that has to be known before a branch can be chosen.
#[derive(Clone, Copy, Debug)]
pub(super) struct NeedSign(pub(super) Expr);

/// Rewrites expressions without `if`, `abs`, `signum`, `max` and `min`.
pub(super) struct Resolver<'a> {
    oracle: &'a mut Oracle,
    /// What `signum` gives at 0, where it may be either 1 or −1.
    signum_at_zero: i64,
    known: HashMap<Expr, Expr>,
}

impl<'a> Resolver<'a> {
    pub(super) fn new(oracle: &'a mut Oracle, signum_at_zero: i64) -> Resolver<'a> {
        Resolver {
            oracle,
            signum_at_zero,
            known: HashMap::new(),
        }
    }

    /// The expression with every branch chosen. Its depth, and with it the recursion, is bounded
    /// by the arena.
    pub(super) fn resolve(&mut self, arena: &mut Arena, e: Expr) -> Result<Expr, NeedSign> {
        if let Some(&known) = self.known.get(&e) {
            return Ok(known);
        }
        let resolved = match arena.node(e) {
            Node::Number(_) | Node::Constant(_) | Node::Variable(_) => e,
            Node::Add(a, b) => self.both(arena, a, b, Arena::add)?,
            Node::Sub(a, b) => self.both(arena, a, b, Arena::sub)?,
            Node::Mul(a, b) => self.both(arena, a, b, Arena::mul)?,
            Node::Div(a, b) => self.both(arena, a, b, Arena::div)?,
            Node::Hypot(a, b) => self.both(arena, a, b, Arena::hypot)?,
            Node::Max(a, b) => self.extreme(arena, a, b, Signs::NOT_NEGATIVE)?,
            Node::Min(a, b) => self.extreme(arena, a, b, Signs::NOT_POSITIVE)?,
            Node::Neg(a) => {
                let a = self.resolve(arena, a)?;
                arena.neg(a)
            }
            Node::Powi(a, n) => {
                let a = self.resolve(arena, a)?;
                arena.powi(a, n)
            }
            Node::Powf(a, exponent) => {
                let a = self.resolve(arena, a)?;
                arena.powf(a, exponent)
            }
            Node::Reduce(reduction, a) => {
                let a = self.resolve(arena, a)?;
                arena.reduce(reduction, a)
            }
            Node::Call(f, a) => {
                let a = self.resolve(arena, a)?;
                self.call(arena, f, a)?
            }
            Node::Select(condition, a, b) => {
                let taken = if self.holds(arena, condition)? { a } else { b };
                self.resolve(arena, taken)?
            }
        };
        self.known.insert(e, resolved);
        Ok(resolved)
    }

    fn both(
        &mut self,
        arena: &mut Arena,
        a: Expr,
        b: Expr,
        build: fn(&mut Arena, Expr, Expr) -> Expr,
    ) -> Result<Expr, NeedSign> {
        let (a, b) = (self.resolve(arena, a)?, self.resolve(arena, b)?);
        Ok(build(arena, a, b))
    }

    /// The first of two where a − b has the given signs, the second where it has the others.
    fn extreme(
        &mut self,
        arena: &mut Arena,
        a: Expr,
        b: Expr,
        first: Signs,
    ) -> Result<Expr, NeedSign> {
        let (a, b) = (self.resolve(arena, a)?, self.resolve(arena, b)?);
        let difference = arena.sub(a, b);
        let signs = self.oracle.signs(arena, difference);
        if signs.within(first) {
            Ok(a)
        } else if signs.within(first.complement() | Signs::ZERO) {
            Ok(b)
        } else {
            Err(NeedSign(difference))
        }
    }

    fn call(&mut self, arena: &mut Arena, f: Function, a: Expr) -> Result<Expr, NeedSign> {
        if !matches!(f, Function::Abs | Function::Signum) {
            return Ok(arena.call(f, a));
        }
        let signs = self.oracle.signs(arena, a);
        let sign = if signs.within(Signs::POSITIVE)
            || f == Function::Abs && signs.within(Signs::NOT_NEGATIVE)
        {
            1
        } else if signs.within(Signs::NEGATIVE)
            || f == Function::Abs && signs.within(Signs::NOT_POSITIVE)
        {
            -1
        } else if signs == Signs::ZERO {
            self.signum_at_zero
        } else {
            return Err(NeedSign(a));
        };
        Ok(match f {
            Function::Abs if sign < 0 => arena.neg(a),
            Function::Abs => a,
            _ => arena.integer(sign),
        })
    }

    /// Whether a condition holds; the recursion is bounded by the arena's bound on conditions.
    pub(super) fn holds(&mut self, arena: &mut Arena, condition: Cond) -> Result<bool, NeedSign> {
        match arena.condition(condition) {
            Condition::Compare(relation, a, b) => {
                let (a, b) = (self.resolve(arena, a)?, self.resolve(arena, b)?);
                let difference = arena.sub(a, b);
                let signs = self.oracle.signs(arena, difference);
                let satisfying = Signs::satisfying(relation);
                if signs.within(satisfying) {
                    Ok(true)
                } else if signs.within(satisfying.complement()) {
                    Ok(false)
                } else {
                    Err(NeedSign(difference))
                }
            }
            // One side may decide where the other is not known.
            Condition::And(a, b) => match (self.holds(arena, a), self.holds(arena, b)) {
                (Ok(false), _) | (_, Ok(false)) => Ok(false),
                (Ok(true), other) => other,
                (need, _) => need,
            },
            Condition::Or(a, b) => match (self.holds(arena, a), self.holds(arena, b)) {
                (Ok(true), _) | (_, Ok(true)) => Ok(true),
                (Ok(false), other) => other,
                (need, _) => need,
            },
            Condition::Not(a) => self.holds(arena, a).map(|holds| !holds),
        }
    }
}
