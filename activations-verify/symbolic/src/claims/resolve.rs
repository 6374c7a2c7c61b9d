//! Choosing the branches of an expression where assumptions leave only one.

use super::sign::Oracle;
use super::signs::Signs;
use crate::hashing::QuickMap;
use crate::{Arena, Cond, Condition, Expr, Function, Node};

/// The sign of a quantity that has to be known before a branch can be chosen.
#[derive(Clone, Copy, Debug)]
pub(super) struct NeedSign(pub(super) Expr);

/// Why a step cannot be taken yet.
enum Halt {
    /// An operand has to be resolved first.
    Operand(Expr),
    /// A sign has to be known first.
    Sign(Expr),
}

/// Rewrites expressions without `if`, `abs`, `signum`, `max` and `min`.
///
/// It works on a stack of its own, because an expression may be deeper than the program's.
pub(super) struct Resolver<'a> {
    oracle: &'a mut Oracle,
    /// What `signum` gives at 0, where it may be either 1 or −1.
    signum_at_zero: i64,
    known: QuickMap<Expr, Expr>,
}

impl<'a> Resolver<'a> {
    pub(super) fn new(oracle: &'a mut Oracle, signum_at_zero: i64) -> Resolver<'a> {
        Resolver {
            oracle,
            signum_at_zero,
            known: QuickMap::default(),
        }
    }

    /// The expression with every branch chosen; branches not taken are not looked at.
    pub(super) fn resolve(&mut self, arena: &mut Arena, e: Expr) -> Result<Expr, NeedSign> {
        self.retry(arena, |resolver, _| resolver.operand(e))
    }

    /// Whether a condition holds.
    pub(super) fn holds(&mut self, arena: &mut Arena, condition: Cond) -> Result<bool, NeedSign> {
        self.retry(arena, |resolver, arena| {
            resolver.condition(arena, condition)
        })
    }

    /// Repeats a question until all the operands that it asks for are resolved.
    fn retry<T>(
        &mut self,
        arena: &mut Arena,
        mut question: impl FnMut(&mut Self, &mut Arena) -> Result<T, Halt>,
    ) -> Result<T, NeedSign> {
        let mut pending: Vec<Expr> = Vec::new();
        loop {
            let halt = match pending.last() {
                None => match question(self, arena) {
                    Ok(answer) => return Ok(answer),
                    Err(halt) => halt,
                },
                Some(&e) => match self.step(arena, e) {
                    Ok(resolved) => {
                        self.known.insert(e, resolved);
                        pending.pop();
                        continue;
                    }
                    Err(halt) => halt,
                },
            };
            match halt {
                Halt::Operand(e) => pending.push(e),
                Halt::Sign(quantity) => return Err(NeedSign(quantity)),
            }
        }
    }

    fn operand(&self, e: Expr) -> Result<Expr, Halt> {
        self.known.get(&e).copied().ok_or(Halt::Operand(e))
    }

    /// The outermost step of an expression with its branch chosen.
    fn step(&mut self, arena: &mut Arena, e: Expr) -> Result<Expr, Halt> {
        Ok(match arena.node(e) {
            Node::Select(condition, a, b) => {
                let taken = if self.condition(arena, condition)? {
                    a
                } else {
                    b
                };
                self.operand(taken)?
            }
            Node::Max(a, b) => self.extreme(arena, a, b, Signs::NOT_NEGATIVE)?,
            Node::Min(a, b) => self.extreme(arena, a, b, Signs::NOT_POSITIVE)?,
            Node::Call(f @ (Function::Abs | Function::Signum), a) => self.by_sign(arena, f, a)?,
            node => {
                for operand in node.operands() {
                    self.operand(operand)?;
                }
                arena.rebuild(e, &|operand| self.known[&operand])
            }
        })
    }

    /// The first of two where a − b has the given signs, the second where it has the others.
    fn extreme(&mut self, arena: &mut Arena, a: Expr, b: Expr, first: Signs) -> Result<Expr, Halt> {
        let (a, b) = (self.operand(a)?, self.operand(b)?);
        let difference = arena.sub(a, b);
        let signs = self.oracle.signs(arena, difference);
        if signs.within(first) {
            Ok(a)
        } else if signs.within(first.complement() | Signs::ZERO) {
            Ok(b)
        } else {
            Err(Halt::Sign(difference))
        }
    }

    /// |a| or the sign of a.
    fn by_sign(&mut self, arena: &mut Arena, f: Function, a: Expr) -> Result<Expr, Halt> {
        let a = self.operand(a)?;
        let signs = self.oracle.signs(arena, a);
        let is_abs = f == Function::Abs;
        let sign = if signs == Signs::POSITIVE || is_abs && signs.within(Signs::NOT_NEGATIVE) {
            1
        } else if signs == Signs::NEGATIVE || is_abs && signs.within(Signs::NOT_POSITIVE) {
            -1
        } else if signs == Signs::ZERO {
            self.signum_at_zero
        } else {
            return Err(Halt::Sign(a));
        };
        Ok(match f {
            Function::Abs if sign < 0 => arena.neg(a),
            Function::Abs => a,
            _ => arena.integer(sign),
        })
    }

    /// Whether a condition holds; the recursion is bounded by the arena's bound on conditions.
    fn condition(&mut self, arena: &mut Arena, condition: Cond) -> Result<bool, Halt> {
        match arena.condition(condition) {
            Condition::Compare(relation, a, b) => {
                let (a, b) = (self.operand(a)?, self.operand(b)?);
                let difference = arena.sub(a, b);
                let signs = self.oracle.signs(arena, difference);
                let satisfying = Signs::satisfying(relation);
                if signs.within(satisfying) {
                    Ok(true)
                } else if signs.within(satisfying.complement()) {
                    Ok(false)
                } else {
                    Err(Halt::Sign(difference))
                }
            }
            // One side may decide where the sign that the other hangs on is not known.
            Condition::And(a, b) => match (self.condition(arena, a), self.condition(arena, b)) {
                (Ok(false), _) | (_, Ok(false)) => Ok(false),
                (_, Err(Halt::Operand(e))) => Err(Halt::Operand(e)),
                (Ok(true), other) => other,
                (halt, _) => halt,
            },
            Condition::Or(a, b) => match (self.condition(arena, a), self.condition(arena, b)) {
                (Ok(true), _) | (_, Ok(true)) => Ok(true),
                (_, Err(Halt::Operand(e))) => Err(Halt::Operand(e)),
                (Ok(false), other) => other,
                (halt, _) => halt,
            },
            Condition::Not(a) => self.condition(arena, a).map(|holds| !holds),
        }
    }
}
