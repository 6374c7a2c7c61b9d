//! The sign of an expression under assumptions: rules, linear arithmetic, intervals.

use std::collections::BTreeSet;

use super::bounds::{bounds, bracket};
use super::facts::Facts;
use super::fuel::Fuel;
use super::inverse::{Inverse, invert};
use super::polynomial::{Monomial, Polynomial};
use super::quadratic::Quadratic;
use super::signs::Signs;
use crate::hashing::QuickMap;
use crate::interval::Interval;
use crate::{Arena, Expr, Function, Node, Number, Symbol, enclose};

/// Levels of an expression that the rules look into.
const MAX_LEVELS: u32 = 24;
/// Levels of v + q/p that are looked into for the sign of p·v + q: at more, sums of products would be
/// solved for one variable after the other, again and again.
const ROOT_LEVELS: u32 = 1;

/// Answers questions of sign under fixed assumptions.
#[derive(Debug)]
pub(super) struct Oracle {
    facts: Facts,
    bounds: Vec<(Symbol, Interval)>,
    known: QuickMap<Expr, Signs>,
}

impl Oracle {
    pub(super) fn new(arena: &mut Arena, mut facts: Facts) -> Oracle {
        let bounds = bounds(arena, &facts);
        // What follows for the parts of the assumptions by themselves.
        let mut monomials: BTreeSet<Monomial> = BTreeSet::new();
        for (polynomial, _) in facts.iter() {
            monomials.extend(polynomial.terms.keys().filter(|m| is_compound(m)).cloned());
        }
        let atoms: BTreeSet<Expr> = facts.iter().flat_map(|fact| fact.0.atoms()).collect();
        for atom in atoms {
            if arena.symbols(atom).is_empty() {
                bracket(arena, &mut facts, atom, &[]);
            }
        }
        for monomial in monomials {
            let of_atom = |atom: Expr| facts.signs(&Polynomial::atom(atom));
            let signs = signs_of(&monomial, of_atom);
            facts.assume_polynomial(Polynomial::monomial(monomial), signs);
        }
        Oracle {
            facts,
            bounds,
            known: QuickMap::default(),
        }
    }

    /// Answers under further assumptions.
    pub(super) fn assuming(&self, arena: &mut Arena, more: Vec<(Polynomial, Signs)>) -> Oracle {
        let mut facts = self.facts.clone();
        for (polynomial, signs) in more {
            facts.assume_polynomial(polynomial, signs);
        }
        Oracle::new(arena, facts)
    }

    /// The work that is left.
    pub(super) fn fuel(&self) -> &Fuel {
        &self.facts.fuel
    }

    /// The symbols of `e`, or their opposites, and assumed quantities that are positive.
    pub(super) fn positive(&mut self, arena: &mut Arena, e: Expr) -> Vec<Expr> {
        let mut positive = Vec::new();
        for symbol in arena.symbols(e) {
            let variable = arena.variable(symbol);
            match self.signs(arena, variable) {
                Signs::POSITIVE => positive.push(variable),
                Signs::NEGATIVE => positive.push(arena.neg(variable)),
                _ => {}
            }
        }
        let assumed: Vec<(Polynomial, Signs)> = self.facts.iter().cloned().collect();
        for (polynomial, signs) in assumed {
            if signs == Signs::POSITIVE && polynomial.terms.len() > 1 {
                positive.push(polynomial.expr(arena));
            } else if signs == Signs::NEGATIVE && polynomial.terms.len() > 1 {
                let quantity = polynomial.expr(arena);
                positive.push(arena.neg(quantity));
            }
        }
        positive
    }

    /// Numbers between which each bounded symbol lies.
    pub(super) fn bounds(&self) -> &[(Symbol, Interval)] {
        &self.bounds
    }

    /// The signs that an expression without `if`, `max` and the like can have, where it has a
    /// value.
    pub(super) fn signs(&mut self, arena: &mut Arena, e: Expr) -> Signs {
        self.levels(arena, e, MAX_LEVELS)
    }

    fn levels(&mut self, arena: &mut Arena, e: Expr, levels: u32) -> Signs {
        if let Some(&signs) = self.known.get(&e) {
            return signs;
        }
        if levels == 0 || !self.facts.fuel.spend(20) {
            return Signs::ANY;
        }
        let mut signs = self.by_rule(arena, e, levels - 1);
        if !signs.is_known() {
            signs = signs & self.by_linear_arithmetic(arena, e, levels - 1);
        }
        if !signs.is_known()
            && let Ok(value) = enclose(arena, e, &self.bounds)
        {
            signs = signs & Signs::of(value);
        }
        // A glance may see less than the next question does.
        if signs.is_known() || levels > ROOT_LEVELS {
            self.known.insert(e, signs);
        }
        signs
    }

    /// What the outermost step of the expression says.
    fn by_rule(&mut self, arena: &mut Arena, e: Expr, levels: u32) -> Signs {
        match arena.node(e) {
            Node::Number(_) | Node::Constant(_) | Node::Variable(_) => Signs::ANY,
            Node::Neg(a) => -self.levels(arena, a, levels),
            Node::Mul(a, b) if a == b => self.levels(arena, a, levels).abs(),
            Node::Mul(a, b) | Node::Div(a, b) => {
                let first = self.levels(arena, a, levels);
                first.times(self.levels(arena, b, levels))
            }
            Node::Add(a, b) => {
                let first = self.levels(arena, a, levels);
                first.plus(self.levels(arena, b, levels))
            }
            Node::Sub(a, b) if a == b => Signs::ZERO,
            Node::Sub(a, b) => {
                let first = self.levels(arena, a, levels);
                first.plus(-self.levels(arena, b, levels))
            }
            Node::Powi(a, n) if n % 2 == 0 => self.levels(arena, a, levels).abs(),
            Node::Powi(a, _) => self.levels(arena, a, levels),
            Node::Powf(a, _) => self.levels(arena, a, levels).abs(),
            Node::Hypot(a, b) => {
                let first = self.levels(arena, a, levels).abs();
                first.plus(self.levels(arena, b, levels).abs())
            }
            Node::Call(f, a) => self.call(arena, f, a, levels),
            // A row is not empty: its sum and its maximum have the sign that all entries have.
            Node::Reduce(_, a) => match self.levels(arena, a, levels) {
                Signs::NOT_ZERO => Signs::ANY,
                signs => signs,
            },
            Node::Max(..) | Node::Min(..) | Node::Select(..) => Signs::ANY,
        }
    }

    fn call(&mut self, arena: &mut Arena, f: Function, a: Expr, levels: u32) -> Signs {
        match f {
            Function::Exp
            | Function::Cosh
            | Function::Sigmoid
            | Function::Softplus
            | Function::Erfc
            | Function::NormalCdf
            | Function::NormalPdf
            | Function::Gaussian => Signs::POSITIVE,
            Function::LogSigmoid => Signs::NEGATIVE,
            Function::Abs | Function::Sqrt => self.levels(arena, a, levels).abs(),
            // Functions with the sign of their argument.
            Function::ExpM1
            | Function::Ln1p
            | Function::Sinh
            | Function::Tanh
            | Function::Asinh
            | Function::Atan
            | Function::Erf
            | Function::Recip => self.levels(arena, a, levels),
            Function::Ln => {
                let one = arena.integer(1);
                let above = arena.sub(a, one);
                self.levels(arena, above, levels)
            }
            Function::Signum => match self.levels(arena, a, levels) {
                signs if signs.has_zero() => Signs::NOT_ZERO,
                signs => signs,
            },
            Function::Sin | Function::Cos | Function::Tan => Signs::ANY,
        }
    }

    /// What follows for the expression as a sum of monomials.
    fn by_linear_arithmetic(&mut self, arena: &mut Arena, e: Expr, levels: u32) -> Signs {
        let Some(polynomial) = Polynomial::of(arena, e) else {
            return Signs::ANY;
        };
        let mut signs = self.facts.signs(&polynomial);
        let atoms = polynomial.atoms();
        let is_variable = |atom: &Expr| matches!(arena.node(*atom), Node::Variable(_));
        let (variables, others): (Vec<Expr>, Vec<Expr>) = atoms
            .into_iter()
            .filter(|&atom| atom != e)
            .partition(is_variable);
        if !signs.is_known() {
            signs = signs & self.by_parts(arena, &polynomial, &others, levels);
        }
        if let ([atom], false) = (others.as_slice(), signs.is_known()) {
            signs = signs & self.by_inverse(arena, &polynomial, *atom, levels);
        }
        for variable in variables {
            if !signs.is_known() {
                signs = signs & self.by_root(arena, &polynomial, variable, levels);
            }
            if !signs.is_known() {
                signs = signs & self.by_quadratic(arena, &polynomial, variable, levels);
            }
        }
        signs
    }

    /// What follows with what is known of the monomials, and of atoms that are not variables.
    fn by_parts(
        &mut self,
        arena: &mut Arena,
        sum: &Polynomial,
        others: &[Expr],
        levels: u32,
    ) -> Signs {
        let mut facts = self.facts.clone();
        for &atom in others {
            let of_atom = self.levels(arena, atom, levels);
            facts.assume(arena, atom, of_atom);
            bracket(arena, &mut facts, atom, &self.bounds);
        }
        for monomial in sum.terms.keys().filter(|m| is_compound(m)) {
            let signs = signs_of(monomial, |atom| self.levels(arena, atom, levels));
            facts.assume_polynomial(Polynomial::monomial(monomial.clone()), signs);
        }
        facts.signs(sum)
    }

    /// The sign of a quadratic from its roots.
    fn by_quadratic(&mut self, arena: &mut Arena, sum: &Polynomial, v: Expr, levels: u32) -> Signs {
        let Some(quadratic) = Quadratic::of(sum, v) else {
            return Signs::ANY;
        };
        let leading = quadratic.leading.expr(arena);
        let leading = self.levels(arena, leading, levels);
        let discriminant = quadratic.discriminant.expr(arena);
        let discriminant = self.levels(arena, discriminant, levels);
        if discriminant == Signs::NEGATIVE {
            return leading;
        }
        if !discriminant.within(Signs::NOT_NEGATIVE) {
            return Signs::ANY;
        }
        let Some(roots) = quadratic.roots(arena) else {
            return Signs::ANY;
        };
        roots.into_iter().fold(leading, |signs, root| {
            let beside = arena.sub(v, root);
            signs.times(self.levels(arena, beside, levels))
        })
    }

    /// The sign of p·v + q as that of p times that of v + q/p, where p is not a number.
    fn by_root(&mut self, arena: &mut Arena, sum: &Polynomial, v: Expr, levels: u32) -> Signs {
        let Some((slope, rest)) = sum.linear_in(v) else {
            return Signs::ANY;
        };
        if slope.as_constant().is_some() {
            return Signs::ANY;
        }
        let Some(shift) = quotient(arena, &rest, &slope) else {
            return Signs::ANY;
        };
        let (slope, shifted) = (slope.expr(arena), arena.add(v, shift));
        let of_slope = self.levels(arena, slope, levels);
        if !of_slope.is_known() {
            return Signs::ANY;
        }
        of_slope.times(self.levels(arena, shifted, levels.min(ROOT_LEVELS)))
    }

    /// The sign of c·f(u) + r by comparing u with f⁻¹(−r/c), for a monotone f.
    fn by_inverse(
        &mut self,
        arena: &mut Arena,
        sum: &Polynomial,
        atom: Expr,
        levels: u32,
    ) -> Signs {
        let Some((slope, inverse)) = self.inverse(arena, sum, atom, levels) else {
            return Signs::ANY;
        };
        slope.times(match inverse {
            Inverse::Above => Signs::NEGATIVE,
            Inverse::Below => Signs::POSITIVE,
            Inverse::At(difference) => self.levels(arena, difference, levels),
            Inverse::Needs(_) | Inverse::Unknown => Signs::ANY,
        })
    }

    /// For c·f(u) + r with a monotone f: the signs of c, and u − f⁻¹(−r/c).
    fn inverse(
        &mut self,
        arena: &mut Arena,
        sum: &Polynomial,
        atom: Expr,
        levels: u32,
    ) -> Option<(Signs, Inverse)> {
        let Node::Call(f, u) = arena.node(atom) else {
            return None;
        };
        let (slope, rest) = sum.linear_in(atom)?;
        let threshold = quotient(arena, &rest.scaled(Number::from(-1))?, &slope)?;
        let slope = slope.expr(arena);
        let of_slope = self.levels(arena, slope, levels);
        let inverse = invert(arena, f, threshold, &mut |arena, e| {
            self.levels(arena, e, levels)
        });
        Some(match inverse {
            Inverse::At(point) => (of_slope, Inverse::At(arena.sub(u, point))),
            other => (of_slope, other),
        })
    }

    /// The next quantity to look at for the sign of c·f(u) + r: c itself, −r/c against the ends of
    /// f's range, or u − f⁻¹(−r/c).
    pub(super) fn next_quantity(&mut self, arena: &mut Arena, e: Expr) -> Option<Expr> {
        let sum = Polynomial::of(arena, e)?;
        let is_call = |atom: &Expr| matches!(arena.node(*atom), Node::Call(..));
        let calls: Vec<Expr> = sum.atoms().into_iter().filter(is_call).collect();
        let [atom] = calls[..] else { return None };
        let (slope, _) = sum.linear_in(atom)?;
        let slope = slope.expr(arena);
        if !self.signs(arena, slope).is_known() {
            return Some(slope);
        }
        match self.inverse(arena, &sum, atom, MAX_LEVELS)? {
            (_, Inverse::At(quantity) | Inverse::Needs(quantity)) => Some(quantity),
            _ => None,
        }
    }
}

/// Whether a monomial is more than an atom by itself.
fn is_compound(monomial: &Monomial) -> bool {
    !matches!(monomial.as_slice(), [] | [(_, 1)])
}

/// The signs of a product, by those of its atoms.
fn signs_of(monomial: &Monomial, mut of_atom: impl FnMut(Expr) -> Signs) -> Signs {
    monomial
        .iter()
        .fold(Signs::POSITIVE, |signs, &(atom, power)| {
            let of_atom = of_atom(atom);
            signs.times(if power % 2 == 0 {
                of_atom.abs()
            } else {
                of_atom
            })
        })
}

/// p/q as an expression, multiplied out where q is a number.
pub(super) fn quotient(arena: &mut Arena, p: &Polynomial, q: &Polynomial) -> Option<Expr> {
    if p.terms.is_empty() {
        return Some(arena.integer(0));
    }
    if let Some(value) = q.as_constant() {
        return Some(p.scaled(value.checked_recip()?)?.expr(arena));
    }
    let (p, q) = (p.expr(arena), q.expr(arena));
    Some(arena.div(p, q))
}
