//! How functions behave far out on the line: sums of c·tᵃ·(ln t)ᵇ·e^{p(t)} as t → ∞.
//!
//! A function is written as a sum of terms. An exact term equals what it says; another one only
//! behaves like it (their ratio tends to 1). Exact terms may cancel each other, and that is what
//! makes 1 + tanh x at −∞ come out as 2·e^{2x} rather than as nothing.

mod functions;
mod growth;

use core::cmp::Ordering;

use super::joins::sign_of_value;
use super::line::Stop;
use super::locate::{Change, locate};
use super::sign::Oracle;
use super::signs::Signs;
use super::verdict::Reason;
use crate::hashing::QuickMap;
use crate::{Arena, Expr, Node, Number, Symbol, print};
use growth::Growth;

/// The most terms of a sum.
const MAX_TERMS: usize = 24;
/// Powers up to this are multiplied out.
const MAX_POWER: i32 = 4;

/// A summand c·growth(t); c is free of t and not 0.
#[derive(Clone, Debug)]
pub(super) struct Term {
    pub(super) coefficient: Expr,
    growth: Growth,
    /// Whether the summand is just this, or only behaves like it.
    exact: bool,
}

/// Where a function tends to.
#[derive(Clone, Copy, Debug)]
pub(super) enum Tendency {
    Zero,
    Constant(Expr),
    /// ±∞, with the sign.
    Infinite(Signs),
}

/// Expands functions of one variable as it grows, under assumptions on everything else.
pub(super) struct Expansion<'a> {
    arena: &'a mut Arena,
    oracle: &'a mut Oracle,
    variable: Symbol,
    known: QuickMap<Expr, Vec<Term>>,
}

impl<'a> Expansion<'a> {
    pub(super) fn new(arena: &'a mut Arena, oracle: &'a mut Oracle, variable: Symbol) -> Self {
        Expansion {
            arena,
            oracle,
            variable,
            known: QuickMap::default(),
        }
    }

    /// Where an expression without branches tends to.
    pub(super) fn limit(&mut self, e: Expr) -> Result<Tendency, Stop> {
        for part in self.arena.reachable(&[e]) {
            if !self.oracle.fuel().spend(100) {
                return Err(Stop::Lost(Reason::TooLarge));
            }
            let sum = self.step(part)?;
            self.known.insert(part, sum);
        }
        let sum = self.expanded(e)?;
        self.tendency(&sum)
    }

    /// The expansion of an operand, which comes before what uses it.
    fn expanded(&self, e: Expr) -> Result<Vec<Term>, Stop> {
        self.known.get(&e).cloned().ok_or_else(|| self.lost(e))
    }

    /// The outermost step as a sum of terms.
    fn step(&mut self, e: Expr) -> Result<Vec<Term>, Stop> {
        let sum = match self.arena.node(e) {
            Node::Variable(symbol) if symbol == self.variable => {
                let one = self.arena.integer(1);
                vec![Term {
                    coefficient: one,
                    growth: Growth::power(Number::ONE),
                    exact: true,
                }]
            }
            Node::Number(value) if value.is_zero() => Vec::new(),
            Node::Number(_) | Node::Constant(_) | Node::Variable(_) => vec![self.constant(e, true)],
            Node::Add(a, b) => {
                let (a, b) = (self.expanded(a)?, self.expanded(b)?);
                self.plus(a, b)?
            }
            Node::Sub(a, b) => {
                let (a, b) = (self.expanded(a)?, self.expanded(b)?);
                let b = self.negated(b);
                self.plus(a, b)?
            }
            Node::Neg(a) => {
                let a = self.expanded(a)?;
                self.negated(a)
            }
            Node::Mul(a, b) => {
                let (a, b) = (self.expanded(a)?, self.expanded(b)?);
                self.times(&a, &b)?
            }
            Node::Div(a, b) => {
                let (a, b) = (self.expanded(a)?, self.expanded(b)?);
                let inverse = self.power(&b, Number::from(-1))?;
                self.times(&a, &inverse)?
            }
            Node::Powi(a, n) => {
                let base = self.expanded(a)?;
                if (2..=MAX_POWER).contains(&n) {
                    let mut power = base.clone();
                    for _ in 1..n {
                        power = self.times(&power, &base)?;
                    }
                    power
                } else {
                    self.power(&base, Number::from(i64::from(n)))?
                }
            }
            Node::Powf(a, exponent) => {
                let base = self.expanded(a)?;
                self.power(&base, exponent)?
            }
            Node::Hypot(a, b) => {
                let (a, b) = (self.expanded(a)?, self.expanded(b)?);
                let (a, b) = (self.times(&a, &a)?, self.times(&b, &b)?);
                let sum = self.plus(a, b)?;
                self.root(&sum)?
            }
            Node::Call(f, a) => {
                let argument = self.expanded(a)?;
                self.call(f, &argument)?
            }
            Node::Max(..) | Node::Min(..) | Node::Select(..) | Node::Reduce(..) => {
                return Err(self.lost(e));
            }
        };
        if sum.len() > MAX_TERMS {
            return Err(Stop::Lost(Reason::TooLarge));
        }
        Ok(sum)
    }

    fn lost(&self, e: Expr) -> Stop {
        let what = format!("the behaviour of `{}` far out", print::rust(self.arena, e));
        Stop::Lost(Reason::Outside { what })
    }

    fn constant(&mut self, coefficient: Expr, exact: bool) -> Term {
        Term {
            coefficient,
            growth: Growth::constant(),
            exact,
        }
    }

    fn whole(&mut self, value: i64) -> Term {
        let value = self.arena.integer(value);
        self.constant(value, true)
    }

    /// The sign of an expression that is free of the variable.
    fn sign(&mut self, e: Expr) -> Result<Signs, Stop> {
        let signs = sign_of_value(self.arena, self.oracle, e);
        if signs.is_known() {
            return Ok(signs);
        }
        Err(match locate(self.arena, self.oracle, e, self.variable) {
            Change::Case(quantity) => Stop::Divide(quantity),
            _ => self.lost(e),
        })
    }

    /// Which of two terms grows faster.
    fn compare(&mut self, a: &Growth, b: &Growth) -> Result<Ordering, Stop> {
        if a.beyond != 0 && a.beyond == b.beyond {
            let what = "a comparison of iterated exponentials".to_owned();
            return Err(Stop::Lost(Reason::Outside { what }));
        }
        if a.beyond != b.beyond {
            return Ok(a.beyond.cmp(&b.beyond));
        }
        for difference in a.exponent_differences(b, self.arena) {
            match self.sign(difference)? {
                Signs::POSITIVE => return Ok(Ordering::Greater),
                Signs::NEGATIVE => return Ok(Ordering::Less),
                _ => {}
            }
        }
        Ok(a.power.cmp(&b.power).then(a.logs.cmp(&b.logs)))
    }

    fn negated(&mut self, mut sum: Vec<Term>) -> Vec<Term> {
        for term in &mut sum {
            term.coefficient = self.arena.neg(term.coefficient);
        }
        sum
    }

    fn scaled(&mut self, mut sum: Vec<Term>, factor: Expr) -> Vec<Term> {
        for term in &mut sum {
            term.coefficient = self.arena.mul(factor, term.coefficient);
        }
        sum
    }

    /// The sum, exact terms of equal growth taken together.
    fn plus(&mut self, mut a: Vec<Term>, b: Vec<Term>) -> Result<Vec<Term>, Stop> {
        'next: for term in b {
            for i in 0..a.len() {
                if a[i].exact
                    && term.exact
                    && self.compare(&a[i].growth, &term.growth)? == Ordering::Equal
                {
                    let sum = self.arena.add(a[i].coefficient, term.coefficient);
                    if self.sign(sum)? == Signs::ZERO {
                        a.remove(i);
                    } else {
                        a[i].coefficient = sum;
                    }
                    continue 'next;
                }
            }
            a.push(term);
        }
        Ok(a)
    }

    fn times(&mut self, a: &[Term], b: &[Term]) -> Result<Vec<Term>, Stop> {
        if a.len() * b.len() > MAX_TERMS {
            return Err(Stop::Lost(Reason::TooLarge));
        }
        let mut product = Vec::new();
        for x in a {
            for y in b {
                let coefficient = self.arena.mul(x.coefficient, y.coefficient);
                let growth = x.growth.times(&y.growth, self.arena);
                let growth = growth.ok_or(Stop::Lost(Reason::TooLarge))?;
                let exact = x.exact && y.exact;
                product = self.plus(
                    product,
                    vec![Term {
                        coefficient,
                        growth,
                        exact,
                    }],
                )?;
            }
        }
        Ok(product)
    }

    /// The term that the sum behaves like; `None` for a sum that is 0.
    fn leading(&mut self, sum: &[Term]) -> Result<Option<Term>, Stop> {
        let Some((first, others)) = sum.split_first() else {
            return Ok(None);
        };
        let mut leading = first.clone();
        for term in others {
            match self.compare(&term.growth, &leading.growth)? {
                Ordering::Less => leading.exact = false,
                Ordering::Greater => {
                    leading = Term {
                        exact: false,
                        ..term.clone()
                    }
                }
                Ordering::Equal => {
                    let total = self.arena.add(leading.coefficient, term.coefficient);
                    if self.sign(total)? == Signs::ZERO {
                        // What is left is smaller than all that is known.
                        return Err(self.lost(total));
                    }
                    leading = Term {
                        coefficient: total,
                        exact: false,
                        ..leading
                    };
                }
            }
        }
        Ok(Some(leading))
    }

    fn tendency(&mut self, sum: &[Term]) -> Result<Tendency, Stop> {
        let Some(leading) = self.leading(sum)? else {
            return Ok(Tendency::Zero);
        };
        Ok(match self.compare(&leading.growth, &Growth::constant())? {
            Ordering::Less => Tendency::Zero,
            Ordering::Equal => Tendency::Constant(leading.coefficient),
            Ordering::Greater => Tendency::Infinite(self.sign(leading.coefficient)?),
        })
    }

    /// (L + r)ᶜ = Lᶜ·(1 + c·r/L + …) with the leading term L.
    fn power(&mut self, sum: &[Term], exponent: Number) -> Result<Vec<Term>, Stop> {
        let Some(leading) = self.leading(sum)? else {
            let zero = self.arena.integer(0);
            return Err(self.lost(zero));
        };
        if exponent.to_i32().is_none() && self.sign(leading.coefficient)? != Signs::POSITIVE {
            return Err(self.lost(leading.coefficient));
        }
        let first = self.raised(&leading, exponent)?;
        let Some(rest) = self.behind(&leading, sum)? else {
            return Ok(vec![first]);
        };
        let Some(rest) = self.leading(&rest)? else {
            return Ok(vec![first]);
        };
        let less = exponent
            .checked_sub(Number::ONE)
            .ok_or(Stop::Lost(Reason::TooLarge))?;
        let slope = self.raised(
            &Term {
                exact: false,
                ..leading
            },
            less,
        )?;
        let second = self.times(&[slope], &[rest])?;
        let factor = self.arena.number(exponent);
        let second = self.scaled(second, factor);
        self.plus(
            vec![Term {
                exact: true,
                ..first
            }],
            second,
        )
    }

    /// What a sum has besides its leading term; `None` where that term is known only roughly.
    fn behind(&mut self, leading: &Term, sum: &[Term]) -> Result<Option<Vec<Term>>, Stop> {
        let mut rest = Vec::new();
        for term in sum {
            if self.compare(&term.growth, &leading.growth)? == Ordering::Less {
                rest.push(term.clone());
            } else if !term.exact {
                return Ok(None);
            }
        }
        Ok(Some(rest))
    }

    fn raised(&mut self, term: &Term, exponent: Number) -> Result<Term, Stop> {
        let growth = term
            .growth
            .raised(exponent, self.arena)
            .ok_or(Stop::Lost(Reason::TooLarge))?;
        let is_one = self.arena.as_number(term.coefficient) == Some(Number::ONE);
        let coefficient = if is_one {
            term.coefficient
        } else {
            self.arena.powf(term.coefficient, exponent)
        };
        Ok(Term {
            coefficient,
            growth,
            exact: term.exact,
        })
    }

    fn root(&mut self, sum: &[Term]) -> Result<Vec<Term>, Stop> {
        self.power(sum, Number::ratio(1, 2).unwrap_or(Number::ONE))
    }
}
