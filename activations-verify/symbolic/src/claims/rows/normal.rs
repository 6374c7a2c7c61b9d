//! A normal form for sums along a row, in which equal sums are equal unknowns.

use std::collections::HashMap;

use crate::claims::identity;
use crate::claims::polynomial::{Monomial, Polynomial};
use crate::claims::sign::Oracle;
use crate::{Arena, Expr, Function, Node, Number, Reduction, Symbol};

/// Levels of an expression that are multiplied out.
const MAX_LEVELS: u32 = 64;

/// Multiplies out what stands under sums, and takes out of them what does not depend on the index.
pub(super) struct Normal {
    /// The variables with an index.
    rows: Vec<Symbol>,
    /// Σ 1.
    length: Expr,
    known: HashMap<Expr, Polynomial>,
}

impl Normal {
    pub(super) fn new(arena: &mut Arena, rows: &[Symbol]) -> Normal {
        let length = arena.fresh("k");
        let length = arena.variable(length);
        Normal {
            rows: rows.to_vec(),
            length,
            known: HashMap::new(),
        }
    }

    /// Whether an expression with sums is zero on every row.
    pub(super) fn vanishes(&mut self, arena: &mut Arena, oracle: &mut Oracle, e: Expr) -> bool {
        let Some(polynomial) = self.polynomial(arena, e) else {
            return false;
        };
        if polynomial.terms.is_empty() {
            return true;
        }
        // Sums of different summands, and maxima, count as independent.
        let e = polynomial.expr(arena);
        let mut unknowns = HashMap::new();
        for part in arena.reachable(&[e]) {
            let unknown = match arena.node(part) {
                Node::Reduce(..) => true,
                Node::Max(..) | Node::Min(..) => !self.has_index(arena, part),
                _ => false,
            };
            if unknown {
                let symbol = arena.fresh("s");
                unknowns.insert(part, arena.variable(symbol));
            }
        }
        let e = arena.replace(e, &unknowns);
        identity::vanishes(arena, oracle, e)
    }

    /// An expression with sums multiplied out; none where that grows too large.
    pub(super) fn polynomial(&mut self, arena: &mut Arena, e: Expr) -> Option<Polynomial> {
        self.of(arena, e, MAX_LEVELS)
    }

    /// Σ 1.
    pub(super) fn length(&self) -> Polynomial {
        Polynomial::atom(self.length)
    }

    /// Σu² − (Σu)²/Σ1 for a sum of squares Σu²: it is Σ(u − Σu/Σ1)².
    pub(super) fn variance(&mut self, arena: &mut Arena, sum: Expr) -> Option<Polynomial> {
        let Node::Reduce(Reduction::Sum, square) = arena.node(sum) else {
            return None;
        };
        let square = self.polynomial(arena, square)?;
        let root = square.root()?;
        let total = self.reduce(arena, Reduction::Sum, &root)?;
        let inverse = self.length().reciprocal(arena)?;
        let squared = total.times(&total)?.times(&inverse)?;
        Polynomial::atom(sum).plus(&squared.scaled(Number::from(-1))?)
    }

    fn of(&mut self, arena: &mut Arena, e: Expr, levels: u32) -> Option<Polynomial> {
        if let Some(known) = self.known.get(&e) {
            return Some(known.clone());
        }
        let below = levels.checked_sub(1)?;
        let polynomial = match arena.node(e) {
            Node::Number(value) => Polynomial::constant(value),
            Node::Neg(a) => self.of(arena, a, below)?.scaled(Number::from(-1))?,
            Node::Add(a, b) => self.of(arena, a, below)?.plus(&self.of(arena, b, below)?)?,
            Node::Sub(a, b) => {
                let b = self.of(arena, b, below)?.scaled(Number::from(-1))?;
                self.of(arena, a, below)?.plus(&b)?
            }
            Node::Mul(a, b) => self
                .of(arena, a, below)?
                .times(&self.of(arena, b, below)?)?,
            Node::Div(a, b) => {
                let inverse = self.of(arena, b, below)?.reciprocal(arena)?;
                self.of(arena, a, below)?.times(&inverse)?
            }
            Node::Powi(a, n) => self.of(arena, a, below)?.power(arena, n)?,
            Node::Call(f, a) => self.call(arena, f, a, below)?,
            Node::Reduce(reduction, a) => {
                let summand = self.of(arena, a, below)?;
                self.reduce(arena, reduction, &summand)?
            }
            _ => Polynomial::atom(e),
        };
        self.known.insert(e, polynomial.clone());
        Some(polynomial)
    }

    fn call(&mut self, arena: &mut Arena, f: Function, a: Expr, below: u32) -> Option<Polynomial> {
        let one = Polynomial::constant(Number::ONE);
        let argument = self.of(arena, a, below)?;
        match f {
            Function::Exp => self.exponential(arena, &argument),
            Function::ExpM1 => {
                let exp = self.exponential(arena, &argument)?;
                exp.plus(&Polynomial::constant(Number::from(-1)))
            }
            Function::Ln1p => {
                let argument = argument.plus(&one)?.expr(arena);
                Some(Polynomial::atom(arena.call(Function::Ln, argument)))
            }
            Function::Recip => argument.reciprocal(arena),
            Function::Sigmoid => {
                // 1/(1 + e⁻ᵘ)
                let opposite = argument.scaled(Number::from(-1))?;
                self.exponential(arena, &opposite)?
                    .plus(&one)?
                    .reciprocal(arena)
            }
            _ => {
                let argument = argument.expr(arena);
                Some(Polynomial::atom(arena.call(f, argument)))
            }
        }
    }

    /// e^u as a product: e^{a + n·b} = e^a·(e^b)ⁿ, and e^{n·ln v} = vⁿ.
    fn exponential(&mut self, arena: &mut Arena, u: &Polynomial) -> Option<Polynomial> {
        let mut product = Polynomial::constant(Number::ONE);
        for (monomial, &coefficient) in &u.terms {
            let (power, base) = match coefficient.to_i32() {
                Some(n) if n.abs() <= 16 => (n, Number::ONE),
                _ => (1, coefficient),
            };
            let factor = match monomial.as_slice() {
                [(atom, 1)] if base == Number::ONE => match arena.node(*atom) {
                    Node::Call(Function::Ln, v) => self.of(arena, v, MAX_LEVELS / 2)?,
                    _ => Polynomial::atom(arena.call(Function::Exp, *atom)),
                },
                _ => {
                    let mut argument = Polynomial::default();
                    argument.terms.insert(monomial.clone(), base);
                    let argument = argument.expr(arena);
                    Polynomial::atom(arena.call(Function::Exp, argument))
                }
            };
            product = product.times(&factor.power(arena, power)?)?;
        }
        Some(product)
    }

    fn reduce(
        &mut self,
        arena: &mut Arena,
        reduction: Reduction,
        summand: &Polynomial,
    ) -> Option<Polynomial> {
        let length = self.length();
        let mut sum = Polynomial::default();
        match reduction {
            Reduction::Max => {
                let summand = summand.expr(arena);
                return Some(Polynomial::atom(arena.reduce(Reduction::Max, summand)));
            }
            Reduction::Mean => {
                let sum = self.reduce(arena, Reduction::Sum, summand)?;
                return sum.times(&length.reciprocal(arena)?);
            }
            Reduction::Sum => {}
        }
        for (monomial, &coefficient) in &summand.terms {
            let (indexed, free): (Monomial, Monomial) = monomial
                .iter()
                .partition(|factor| self.has_index(arena, factor.0));
            let mut outside = Polynomial::default();
            outside.terms.insert(free, coefficient);
            let unknown = if indexed.is_empty() {
                length.clone()
            } else {
                let mut inside = Polynomial::default();
                inside.terms.insert(indexed, Number::ONE);
                let inside = inside.expr(arena);
                Polynomial::atom(arena.reduce(Reduction::Sum, inside))
            };
            sum = sum.plus(&outside.times(&unknown)?)?;
        }
        Some(sum)
    }

    /// Whether an expression varies along the row, sums aside.
    fn has_index(&self, arena: &Arena, e: Expr) -> bool {
        let mut stack = vec![e];
        while let Some(part) = stack.pop() {
            match arena.node(part) {
                Node::Variable(symbol) if self.rows.contains(&symbol) => return true,
                Node::Reduce(..) => {}
                node => stack.extend(node.operands()),
            }
        }
        false
    }
}
