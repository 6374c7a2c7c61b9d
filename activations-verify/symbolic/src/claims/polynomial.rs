//! Polynomials over the parts of an expression that are not sums or products.

use std::collections::BTreeMap;

use crate::{Arena, Expr, Node, Number};

/// More terms than this are not worth having for a question of sign.
const MAX_TERMS: usize = 48;
/// The highest power that is multiplied out, and the highest of an atom.
const MAX_POWER: u32 = 8;
const MAX_EXPONENT: i32 = 64;
/// Levels of sums and products that are looked through.
const MAX_LEVELS: u32 = 48;

/// A product of atoms with powers that are not 0, atoms in increasing order.
pub(super) type Monomial = Vec<(Expr, i32)>;

/// A sum of monomials with coefficients that are not 0.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Polynomial {
    pub(super) terms: BTreeMap<Monomial, Number>,
}

impl Polynomial {
    pub(super) fn constant(value: Number) -> Polynomial {
        let mut constant = Polynomial::default();
        if !value.is_zero() {
            constant.terms.insert(Vec::new(), value);
        }
        constant
    }

    pub(super) fn atom(e: Expr) -> Polynomial {
        Polynomial {
            terms: BTreeMap::from([(vec![(e, 1)], Number::ONE)]),
        }
    }

    pub(super) fn monomial(monomial: Monomial) -> Polynomial {
        Polynomial {
            terms: BTreeMap::from([(monomial, Number::ONE)]),
        }
    }

    /// The expression multiplied out; `None` where that grows too large.
    ///
    /// Powers can be negative: a divisor of one term cancels, one of more terms is an atom. So it is
    /// the same function wherever the expression has a value.
    pub(super) fn of(arena: &mut Arena, e: Expr) -> Option<Polynomial> {
        Polynomial::levels(arena, e, MAX_LEVELS)
    }

    fn levels(arena: &mut Arena, e: Expr, levels: u32) -> Option<Polynomial> {
        let Some(below) = levels.checked_sub(1) else {
            return Some(Polynomial::atom(e));
        };
        let node = arena.node(e);
        let mut of = |e| Polynomial::levels(arena, e, below);
        match node {
            Node::Number(value) => Some(Polynomial::constant(value)),
            Node::Neg(a) => of(a)?.scaled(Number::from(-1)),
            Node::Add(a, b) => of(a)?.plus(&of(b)?),
            Node::Sub(a, b) => of(a)?.plus(&of(b)?.scaled(Number::from(-1))?),
            Node::Mul(a, b) => of(a)?.times(&of(b)?),
            Node::Div(a, b) => {
                let numerator = of(a)?;
                numerator.times(&of(b)?.reciprocal(arena)?)
            }
            Node::Powi(a, n) if n.unsigned_abs() <= MAX_POWER => of(a)?.power(arena, n),
            _ => Some(Polynomial::atom(e)),
        }
    }

    /// 1/p: of one term its inverse, of more an atom; `None` for 0.
    pub(super) fn reciprocal(&self, arena: &mut Arena) -> Option<Polynomial> {
        let mut terms = self.terms.iter();
        let (monomial, coefficient) = terms.next()?;
        if terms.next().is_some() {
            let e = self.expr(arena);
            return Some(Polynomial {
                terms: BTreeMap::from([(vec![(e, -1)], Number::ONE)]),
            });
        }
        let inverse = monomial
            .iter()
            .map(|&(atom, power)| (atom, -power))
            .collect();
        let coefficient = coefficient.checked_recip()?;
        Some(Polynomial {
            terms: BTreeMap::from([(inverse, coefficient)]),
        })
    }

    /// pⁿ, where that is small enough.
    pub(super) fn power(&self, arena: &mut Arena, n: i32) -> Option<Polynomial> {
        if n.unsigned_abs() > MAX_POWER {
            return None;
        }
        let base = if n < 0 {
            self.reciprocal(arena)?
        } else {
            self.clone()
        };
        let mut power = Polynomial::constant(Number::ONE);
        for _ in 0..n.unsigned_abs() {
            power = power.times(&base)?;
        }
        Some(power)
    }

    fn enter(&mut self, monomial: Monomial, coefficient: Number) -> Option<()> {
        let sum = match self.terms.get(&monomial) {
            Some(&old) => old.checked_add(coefficient)?,
            None => coefficient,
        };
        if sum.is_zero() {
            self.terms.remove(&monomial);
        } else {
            self.terms.insert(monomial, sum);
        }
        (self.terms.len() <= MAX_TERMS).then_some(())
    }

    pub(super) fn plus(&self, other: &Polynomial) -> Option<Polynomial> {
        let mut sum = self.clone();
        for (monomial, &coefficient) in &other.terms {
            sum.enter(monomial.clone(), coefficient)?;
        }
        Some(sum)
    }

    pub(super) fn scaled(&self, factor: Number) -> Option<Polynomial> {
        self.times(&Polynomial::constant(factor))
    }

    pub(super) fn times(&self, other: &Polynomial) -> Option<Polynomial> {
        let mut product = Polynomial::default();
        for (a, &x) in &self.terms {
            for (b, &y) in &other.terms {
                product.enter(multiply(a, b)?, x.checked_mul(y)?)?;
            }
        }
        Some(product)
    }

    /// The monomial whose square this is.
    pub(super) fn root(&self) -> Option<Polynomial> {
        let mut terms = self.terms.iter();
        let (Some((monomial, &Number::ONE)), None) = (terms.next(), terms.next()) else {
            return None;
        };
        let halved = monomial
            .iter()
            .map(|&(atom, power)| (power % 2 == 0).then_some((atom, power / 2)));
        Some(Polynomial::monomial(halved.collect::<Option<_>>()?))
    }

    /// The value, if no atom occurs.
    pub(super) fn as_constant(&self) -> Option<Number> {
        match self.terms.len() {
            0 => Some(Number::ZERO),
            1 => self.terms.get(&Vec::new()).copied(),
            _ => None,
        }
    }

    /// The atoms, each once.
    pub(super) fn atoms(&self) -> Vec<Expr> {
        let mut atoms: Vec<Expr> = self.terms.keys().flatten().map(|&(atom, _)| atom).collect();
        atoms.sort_unstable();
        atoms.dedup();
        atoms
    }

    /// (p, q) with `self` = p·atom + q and no `atom` in p or q; `None` where a higher power of the
    /// atom occurs.
    pub(super) fn linear_in(&self, atom: Expr) -> Option<(Polynomial, Polynomial)> {
        let (mut slope, mut rest) = (Polynomial::default(), Polynomial::default());
        for (monomial, &coefficient) in &self.terms {
            match monomial.iter().find(|factor| factor.0 == atom) {
                None => rest.enter(monomial.clone(), coefficient)?,
                Some(&(_, 1)) => {
                    let others = monomial.iter().copied().filter(|factor| factor.0 != atom);
                    slope.enter(others.collect(), coefficient)?;
                }
                Some(_) => return None,
            }
        }
        Some((slope, rest))
    }

    /// The coefficients of 1, v and v² of a polynomial in which no other power of v occurs, nor v in
    /// the coefficients.
    pub(super) fn coefficients(&self, atom: Expr) -> Option<[Polynomial; 3]> {
        let mut coefficients: [Polynomial; 3] = Default::default();
        for (monomial, &coefficient) in &self.terms {
            let power = monomial
                .iter()
                .find(|factor| factor.0 == atom)
                .map_or(0, |factor| factor.1);
            let others = monomial.iter().copied().filter(|factor| factor.0 != atom);
            let of_power = coefficients.get_mut(usize::try_from(power).ok()?)?;
            of_power.enter(others.collect(), coefficient)?;
        }
        Some(coefficients)
    }

    /// The polynomial as an expression, positive terms first so that it reads well.
    pub(super) fn expr(&self, arena: &mut Arena) -> Expr {
        let mut sum = None;
        let negative_last = |term: &(&Monomial, &Number)| (term.1.is_negative(), term.0.is_empty());
        let mut terms: Vec<_> = self.terms.iter().collect();
        terms.sort_by_key(negative_last);
        for (monomial, &coefficient) in terms {
            let size = arena.number(coefficient.abs());
            let mut product = |sign: i32| {
                let powers = monomial.iter().filter(|factor| factor.1.signum() == sign);
                powers.fold(None, |product, &(atom, power)| {
                    let factor = arena.powi(atom, power.abs());
                    Some(product.map_or(factor, |product| arena.mul(product, factor)))
                })
            };
            let (above, below) = (product(1), product(-1));
            let mut term = above.map_or(size, |above| arena.mul(size, above));
            if let Some(below) = below {
                term = arena.div(term, below);
            }
            sum = Some(match sum {
                None if coefficient.is_negative() => arena.neg(term),
                None => term,
                Some(so_far) if coefficient.is_negative() => arena.sub(so_far, term),
                Some(so_far) => arena.add(so_far, term),
            });
        }
        sum.unwrap_or_else(|| arena.integer(0))
    }
}

/// The product of two monomials.
fn multiply(a: &Monomial, b: &Monomial) -> Option<Monomial> {
    let mut powers: BTreeMap<Expr, i32> = a.iter().copied().collect();
    for &(atom, power) in b {
        let total = powers.entry(atom).or_insert(0);
        *total += power;
        if total.abs() > MAX_EXPONENT {
            return None;
        }
    }
    Some(powers.into_iter().filter(|factor| factor.1 != 0).collect())
}

#[cfg(test)]
mod tests {
    use super::Polynomial;
    use crate::{Arena, Number};

    #[test]
    fn sums_and_products_are_multiplied_out() {
        let mut arena = Arena::new();
        let (x, alpha) = (arena.symbol("x"), arena.symbol("alpha"));
        let (x, alpha) = (arena.variable(x), arena.variable(alpha));
        // x − alpha·x − (2 − alpha)·x/4
        let product = arena.mul(alpha, x);
        let two = arena.integer(2);
        let four = arena.integer(4);
        let factor = arena.sub(two, alpha);
        let scaled = arena.mul(factor, x);
        let quarter = arena.div(scaled, four);
        let difference = arena.sub(x, product);
        let whole = arena.sub(difference, quarter);
        let polynomial = Polynomial::of(&mut arena, whole).expect("it is small");
        let (slope, rest) = polynomial.linear_in(x).expect("it is linear in x");
        assert_eq!(rest, Polynomial::default());
        let half = Number::ratio(1, 2).expect("2 is not 0");
        let expected = Polynomial::of(&mut arena, alpha).expect("an atom");
        let expected = expected
            .scaled(Number::ratio(-3, 4).expect("4 is not 0"))
            .expect("fits");
        assert_eq!(
            slope,
            expected.plus(&Polynomial::constant(half)).expect("fits")
        );
    }

    #[test]
    fn what_grows_too_large_is_refused() {
        let mut arena = Arena::new();
        let mut sum = arena.integer(1);
        for i in 0..20 {
            let symbol = arena.symbol(&format!("a{i}"));
            let a = arena.variable(symbol);
            sum = arena.add(sum, a);
        }
        let power = arena.powi(sum, 3);
        assert_eq!(Polynomial::of(&mut arena, power), None);
    }
}
