//! Terms as symbolic expressions, step for step: what is proved is what is written.

use activations_symbolic::{Arena, Cond, Constant, Expr, Function, Number, Symbol};

use crate::term::{Block, Condition, If, Let, Literal, Method, MethodKind, Operator, Term, word};

/// The expression that a term is, over variables named as its arguments.
///
/// Nothing where the term calls a function whose meaning is not visible here.
pub(crate) fn term(arena: &mut Arena, term: &Term) -> Option<Expr> {
    Express {
        arena,
        bound: Vec::new(),
    }
    .term(term)
}

/// The condition that a key states.
pub(crate) fn condition(arena: &mut Arena, condition: &Condition) -> Option<Cond> {
    Express {
        arena,
        bound: Vec::new(),
    }
    .condition(condition)
}

struct Express<'a> {
    arena: &'a mut Arena,
    bound: Vec<(String, Expr)>,
}

impl Express<'_> {
    fn term(&mut self, term: &Term) -> Option<Expr> {
        Some(match term {
            Term::Literal(Literal { value, .. }) => self.arena.number(*value),
            Term::Constant(constant, _) => self.arena.constant(*constant),
            Term::Name(name) => self.name(&word(name)),
            Term::Negative(_, inner) => {
                let inner = self.term(inner)?;
                self.arena.neg(inner)
            }
            Term::Binary(operator, left, right) => {
                let (left, right) = (self.term(left)?, self.term(right)?);
                match operator {
                    Operator::Add(_) => self.arena.add(left, right),
                    Operator::Sub(_) => self.arena.sub(left, right),
                    Operator::Mul(_) => self.arena.mul(left, right),
                    Operator::Div(_) => self.arena.div(left, right),
                }
            }
            Term::Method(method) => self.method(method)?,
            Term::Call(_) => return None,
            Term::If(If { condition, yes, no }) => {
                let condition = self.condition(condition)?;
                let (yes, no) = (self.block(yes)?, self.block(no)?);
                self.arena.select(condition, yes, no)
            }
            Term::Block(block) => self.block(block)?,
        })
    }

    fn name(&mut self, name: &str) -> Expr {
        match self.bound.iter().rev().find(|(bound, _)| bound == name) {
            Some((_, value)) => *value,
            None => {
                let symbol: Symbol = self.arena.symbol(name);
                self.arena.variable(symbol)
            }
        }
    }

    fn method(&mut self, method: &Method) -> Option<Expr> {
        let receiver = self.term(&method.receiver)?;
        Some(match &method.kind {
            MethodKind::Function(function) => self.arena.call(*function, receiver),
            MethodKind::Powi(power, _) => self.arena.powi(receiver, *power),
            MethodKind::Powf(Literal { value, .. }) => self.arena.powf(receiver, *value),
            MethodKind::Max(other) => {
                let other = self.term(other)?;
                self.arena.max(receiver, other)
            }
            MethodKind::Min(other) => {
                let other = self.term(other)?;
                self.arena.min(receiver, other)
            }
            MethodKind::Hypot(other) => {
                let other = self.term(other)?;
                self.arena.hypot(receiver, other)
            }
            MethodKind::SigmoidSlope => {
                let up = self.arena.call(Function::Sigmoid, receiver);
                let against = self.arena.neg(receiver);
                let down = self.arena.call(Function::Sigmoid, against);
                self.arena.mul(up, down)
            }
            MethodKind::MinusTanh => {
                let tanh = self.arena.call(Function::Tanh, receiver);
                self.arena.sub(receiver, tanh)
            }
            MethodKind::Times(function, argument) => {
                let argument = self.term(argument)?;
                let factor = self.arena.call(*function, argument);
                self.arena.mul(receiver, factor)
            }
            MethodKind::TimesTanhCdf(argument) => {
                let x = self.term(argument)?;
                let factor = self.tanh_cdf(x)?;
                self.arena.mul(receiver, factor)
            }
            MethodKind::MulAdd(factor, summand) => {
                let (factor, summand) = (self.term(factor)?, self.term(summand)?);
                let product = self.arena.mul(receiver, factor);
                self.arena.add(product, summand)
            }
            MethodKind::Clamp(lo, hi) => {
                let (lo, hi) = (self.term(lo)?, self.term(hi)?);
                let raised = self.arena.max(receiver, lo);
                self.arena.min(raised, hi)
            }
            MethodKind::Finite => receiver,
            MethodKind::Reduce(reduction) => self.arena.reduce(*reduction, receiver),
        })
    }

    /// σ(2·√(2/π)·(x + 0.044715·x³))
    fn tanh_cdf(&mut self, x: Expr) -> Option<Expr> {
        let cubic = self.arena.number(Number::parse("0.044715").ok()?);
        let cube = self.arena.powi(x, 3);
        let term = self.arena.mul(cubic, cube);
        let sum = self.arena.add(x, term);
        let two = self.arena.integer(2);
        let root = self.arena.constant(Constant::Frac2SqrtPi);
        let half = self.arena.constant(Constant::Frac1Sqrt2);
        let factor = self.arena.mul(root, half);
        let factor = self.arena.mul(two, factor);
        let argument = self.arena.mul(factor, sum);
        Some(self.arena.call(Function::Sigmoid, argument))
    }

    fn block(&mut self, block: &Block) -> Option<Expr> {
        let outer = self.bound.len();
        for Let { name, value, .. } in &block.lets {
            let value = self.term(value)?;
            self.bound.push((word(name), value));
        }
        let value = self.term(&block.value);
        self.bound.truncate(outer);
        value
    }

    fn condition(&mut self, condition: &Condition) -> Option<Cond> {
        Some(match condition {
            Condition::Compare(relation, left, right) => {
                let (left, right) = (self.term(left)?, self.term(right)?);
                self.arena.compare(*relation, left, right)
            }
            Condition::And(left, right) => {
                let (left, right) = (self.condition(left)?, self.condition(right)?);
                self.arena.and(left, right)
            }
            Condition::Or(left, right) => {
                let (left, right) = (self.condition(left)?, self.condition(right)?);
                self.arena.or(left, right)
            }
            Condition::Not(inner) => {
                let inner = self.condition(inner)?;
                self.arena.not(inner)
            }
        })
    }
}
