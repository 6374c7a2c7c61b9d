//! Sums as terms with numeric coefficients.

use super::product::Product;
use super::{MAX_NESTING, MAX_WIDTH, Simplifier};
use crate::{Arena, Expr, Node, Number};

/// Σ coefficientᵢ · Π baseⁿ, no two terms with the same factors.
#[derive(Clone, Debug)]
pub(super) struct Sum {
    pub(super) terms: Vec<Product>,
}

impl Sum {
    /// Takes an expression apart.
    pub(super) fn of(a: &Arena, e: Expr) -> Sum {
        let mut sum = Sum { terms: Vec::new() };
        sum.add(a, e, Number::ONE);
        sum
    }

    /// Adds scale·e.
    pub(super) fn add(&mut self, a: &Arena, e: Expr, scale: Number) {
        let mut stack = vec![(e, scale)];
        while let Some((e, scale)) = stack.pop() {
            match a.node(e) {
                Node::Add(u, v) if self.terms.len() + stack.len() < MAX_WIDTH => {
                    stack.extend([(v, scale), (u, scale)]);
                }
                Node::Sub(u, v) if self.terms.len() + stack.len() < MAX_WIDTH => {
                    stack.extend([(v, scale.negated()), (u, scale)]);
                }
                _ => {
                    let mut term = Product::of(a, e);
                    let Some(coefficient) = term.coefficient.checked_mul(scale) else {
                        // e as it is, times the scale
                        let factors = vec![(e, 1)];
                        self.push(Product {
                            factors,
                            ..Product::number(scale)
                        });
                        continue;
                    };
                    if let [(base, 1)] = term.factors[..]
                        && matches!(a.node(base), Node::Add(..) | Node::Sub(..))
                        && coefficient.abs() == scale.abs()
                        && self.terms.len() + stack.len() < MAX_WIDTH
                    {
                        stack.push((base, coefficient));
                        continue;
                    }
                    term.coefficient = coefficient;
                    self.push(term);
                }
            }
        }
    }

    /// Adds a term to the one with the same factors.
    pub(super) fn push(&mut self, term: Product) {
        let like = |known: &Product| {
            known.factors.len() == term.factors.len()
                && known
                    .factors
                    .iter()
                    .all(|&(base, n)| term.exponent(base) == n)
        };
        match self.terms.iter().position(like) {
            Some(i) => match self.terms[i].coefficient.checked_add(term.coefficient) {
                Some(coefficient) if coefficient.is_zero() => {
                    self.terms.remove(i);
                }
                Some(coefficient) => self.terms[i].coefficient = coefficient,
                None => self.terms.push(term),
            },
            None if term.coefficient.is_zero() => {}
            None => self.terms.push(term),
        }
    }

    /// Adds a term; if it is a multiple of a sum, that sum's terms.
    fn expand(&mut self, a: &Arena, term: Product) {
        match term.factors[..] {
            [(base, 1)] if matches!(a.node(base), Node::Add(..) | Node::Sub(..)) => {
                self.add(a, base, term.coefficient);
            }
            _ => self.push(term),
        }
    }

    /// The powers that all terms share, and the sum without them.
    fn common(&self) -> (Vec<(Expr, i32)>, Sum) {
        let Some(first) = self.terms.first() else {
            return (Vec::new(), self.clone());
        };
        let mut shared = Vec::new();
        for &(base, _) in &first.factors {
            let exponents = || self.terms.iter().map(|term| term.exponent(base));
            let (least, most) = (
                exponents().min().unwrap_or(0),
                exponents().max().unwrap_or(0),
            );
            if least > 0 {
                shared.push((base, least));
            } else if most < 0 {
                shared.push((base, most));
            }
        }
        (shared.clone(), self.divided(&shared))
    }

    /// The sum with every term divided by some powers.
    fn divided(&self, powers: &[(Expr, i32)]) -> Sum {
        let mut terms = self.terms.clone();
        for term in &mut terms {
            for &(base, n) in powers {
                term.raise(base, -n);
            }
        }
        Sum { terms }
    }
}

impl Simplifier<'_> {
    /// The expression of a sum: common factors outside, fractions joined if that is shorter.
    pub(super) fn sum(&mut self, sum: Sum) -> Expr {
        if sum.terms.len() <= 1 || !self.burn() || self.nesting >= MAX_NESTING {
            return self.write_sum(&sum);
        }
        self.nesting += 1;
        let rewritten = self.rewrite_sum(&sum);
        self.nesting -= 1;
        rewritten.unwrap_or_else(|| self.write_sum(&sum))
    }

    /// Applies the first rule for sums that makes this one shorter.
    fn rewrite_sum(&mut self, sum: &Sum) -> Option<Expr> {
        let (shared, rest) = sum.common();
        if !shared.is_empty() {
            let inner = self.sum(rest);
            return Some(self.times(inner, &shared));
        }
        if let Some((numerator, denominator)) = self.joined(sum) {
            let inner = self.sum(numerator);
            return Some(self.times(inner, &denominator));
        }
        if let Some(expanded) = self.expanded(sum) {
            return Some(self.sum(expanded));
        }
        self.recognise_terms(sum)
    }

    fn times(&mut self, e: Expr, powers: &[(Expr, i32)]) -> Expr {
        let mut product = Product::number(Number::ONE);
        for &(base, n) in powers {
            product.raise(base, n);
        }
        product.multiply(self.a, e, 1);
        self.product(product)
    }

    /// The sum over its common denominator, where that has fewer terms.
    fn joined(&mut self, sum: &Sum) -> Option<(Sum, Vec<(Expr, i32)>)> {
        let mut denominator: Vec<(Expr, i32)> = Vec::new();
        for &(base, n) in sum.terms.iter().flat_map(|term| &term.factors) {
            if n < 0 {
                match denominator.iter_mut().find(|factor| factor.0 == base) {
                    Some(factor) => factor.1 = factor.1.min(n),
                    None => denominator.push((base, n)),
                }
            }
        }
        if denominator.is_empty() {
            return None;
        }
        let mut numerator = Sum { terms: Vec::new() };
        for mut term in sum.divided(&denominator).terms {
            while self.burn() && !term.overflow && self.rewrite_factors(&mut term) {}
            self.overflow |= term.overflow;
            numerator.expand(self.a, term);
        }
        (numerator.terms.len() < sum.terms.len()).then_some((numerator, denominator))
    }

    /// The sum with numbers multiplied into the sums among its terms, where like terms then meet.
    fn expanded(&mut self, sum: &Sum) -> Option<Sum> {
        let mut expanded = Sum { terms: Vec::new() };
        let mut separate = 0;
        for term in &sum.terms {
            let mut alone = Sum { terms: Vec::new() };
            alone.expand(self.a, term.clone());
            separate += alone.terms.len();
            expanded.expand(self.a, term.clone());
        }
        (expanded.terms.len() < separate).then_some(expanded)
    }

    /// Terms joined by + and −, one that is not negative first.
    fn write_sum(&mut self, sum: &Sum) -> Expr {
        let mut terms: Vec<&Product> = sum.terms.iter().collect();
        if let Some(first) = terms
            .iter()
            .position(|term| !term.coefficient.is_negative())
        {
            terms[..=first].rotate_right(1);
        }
        let mut value = None;
        for term in terms {
            let negative = term.coefficient.is_negative();
            value = Some(match value {
                None => self.product(term.clone()),
                Some(so_far) if negative => {
                    let opposite = Product {
                        coefficient: term.coefficient.negated(),
                        ..term.clone()
                    };
                    let term = self.product(opposite);
                    self.a.sub(so_far, term)
                }
                Some(so_far) => {
                    let term = self.product(term.clone());
                    self.a.add(so_far, term)
                }
            });
        }
        value.unwrap_or_else(|| self.a.integer(0))
    }
}
