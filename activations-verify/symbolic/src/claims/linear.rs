//! Linear arithmetic: the range of a combination of unknowns under inequalities.

use super::fuel::Fuel;
use super::polynomial::{Monomial, Polynomial};
use super::signs::Signs;
use crate::Number;

/// More inequalities than this end an elimination without a result.
const MAX_ROWS: usize = 120;

/// Σ coefficient·unknown + constant is 0, or not negative, or positive.
#[derive(Clone, Debug)]
struct Row {
    /// By unknown in increasing order; none is 0.
    terms: Vec<(usize, Number)>,
    constant: Number,
    relation: Relation,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Relation {
    Zero,
    NotNegative,
    Positive,
}

/// Inequalities between monomials, which count as independent unknowns; even ones are not negative.
///
/// A row that does not fit is left out, so a conclusion is always right and may be missed.
#[derive(Debug, Default)]
pub(super) struct System<'a> {
    unknowns: Vec<&'a Monomial>,
    rows: Vec<Row>,
}

impl<'a> System<'a> {
    /// Adds that a polynomial has one of the signs.
    pub(super) fn assume(&mut self, polynomial: &'a Polynomial, signs: Signs) {
        let (relation, sign) = match signs {
            Signs::POSITIVE => (Relation::Positive, 1),
            Signs::NOT_NEGATIVE => (Relation::NotNegative, 1),
            Signs::NEGATIVE => (Relation::Positive, -1),
            Signs::NOT_POSITIVE => (Relation::NotNegative, -1),
            Signs::ZERO => (Relation::Zero, 1),
            // Says nothing that an inequality could say.
            _ => return,
        };
        let mut row = self.row(polynomial, relation);
        if sign < 0 {
            row.negate();
        }
        self.rows.push(row);
    }

    /// Whether the rows contradict each other.
    pub(super) fn contradictory(mut self, fuel: &Fuel) -> bool {
        self.add_squares();
        let unknowns = self.unknowns.len();
        !self.eliminate(unknowns, fuel) || self.rows.iter().any(Row::is_violated)
    }

    /// The signs that a polynomial can have.
    pub(super) fn signs(mut self, polynomial: &'a Polynomial, fuel: &Fuel) -> Signs {
        let row = self.row(polynomial, Relation::Zero);
        self.keep_connected(&row);
        self.add_squares();
        // One unknown more, t, and p − t = 0: what is left without the others bounds t.
        let t = self.unknowns.len();
        let mut row = row;
        row.terms.push((t, Number::from(-1)));
        self.rows.push(row);
        if !self.eliminate(t, fuel) {
            return Signs::ANY;
        }
        let mut signs = Signs::ANY;
        for row in &self.rows {
            signs = signs & row.signs_of_only_unknown();
        }
        signs
    }

    fn row(&mut self, polynomial: &'a Polynomial, relation: Relation) -> Row {
        let mut row = Row {
            terms: Vec::with_capacity(polynomial.terms.len() + 1),
            constant: Number::ZERO,
            relation,
        };
        for (monomial, &coefficient) in &polynomial.terms {
            if monomial.is_empty() {
                row.constant = coefficient;
            } else {
                row.terms.push((self.unknown(monomial), coefficient));
            }
        }
        row.terms.sort_unstable_by_key(|term| term.0);
        row
    }

    fn unknown(&mut self, monomial: &'a Monomial) -> usize {
        let known = self.unknowns.iter().position(|&known| known == monomial);
        known.unwrap_or_else(|| {
            self.unknowns.push(monomial);
            self.unknowns.len() - 1
        })
    }

    /// Leaves out what shares no unknown with the row, not even over others.
    fn keep_connected(&mut self, row: &Row) {
        let mut reached = vec![false; self.unknowns.len()];
        for &(unknown, _) in &row.terms {
            reached[unknown] = true;
        }
        let mut rest = std::mem::take(&mut self.rows);
        loop {
            let (near, far): (Vec<Row>, Vec<Row>) = rest
                .into_iter()
                .partition(|row| row.terms.iter().any(|term| reached[term.0]));
            rest = far;
            if near.is_empty() {
                return;
            }
            for row in near {
                for &(unknown, _) in &row.terms {
                    reached[unknown] = true;
                }
                self.rows.push(row);
            }
        }
    }

    fn add_squares(&mut self) {
        for (unknown, monomial) in self.unknowns.iter().enumerate() {
            if monomial.iter().all(|factor| factor.1 % 2 == 0) {
                self.rows.push(Row {
                    terms: vec![(unknown, Number::ONE)],
                    constant: Number::ZERO,
                    relation: Relation::NotNegative,
                });
            }
        }
    }

    /// Replaces the rows by their consequences that do not speak of the first `count` unknowns, by
    /// Gauss's elimination, and by Fourier's and Motzkin's; false if that grows too large.
    fn eliminate(&mut self, count: usize, fuel: &Fuel) -> bool {
        let mut open: Vec<usize> = (0..count).collect();
        while !open.is_empty() {
            let size: usize = self.rows.iter().map(|row| row.terms.len() + 1).sum();
            if self.rows.len() > MAX_ROWS || !fuel.spend(size) {
                return false;
            }
            let cost = |&unknown: &usize| {
                let (mut above, mut below) = (0, 0);
                for row in &self.rows {
                    match row.coefficient(unknown) {
                        Some(_) if row.relation == Relation::Zero => return 0,
                        Some(c) if c.is_negative() => below += 1,
                        Some(_) => above += 1,
                        None => {}
                    }
                }
                above * below
            };
            let Some(next) = (0..open.len()).min_by_key(|&i| cost(&open[i])) else {
                return true;
            };
            let unknown = open.swap_remove(next);
            self.eliminate_one(unknown);
        }
        true
    }

    fn eliminate_one(&mut self, unknown: usize) {
        let rows = std::mem::take(&mut self.rows);
        let (mut with, without): (Vec<Row>, Vec<Row>) = rows
            .into_iter()
            .partition(|row| row.coefficient(unknown).is_some());
        self.rows = without;
        if let Some(equality) = with.iter().position(|row| row.relation == Relation::Zero) {
            let equality = with.swap_remove(equality);
            for row in &with {
                self.keep(combine(row, &equality, unknown));
            }
            return;
        }
        let is_below = |row: &&Row| row.coefficient(unknown).is_some_and(Number::is_negative);
        let (below, above): (Vec<&Row>, Vec<&Row>) = with.iter().partition(is_below);
        for row in above {
            for other in &below {
                self.keep(combine(row, other, unknown));
            }
        }
    }

    /// Keeps a row that says something.
    fn keep(&mut self, row: Option<Row>) {
        if let Some(row) = row
            && (!row.terms.is_empty() || row.is_violated())
        {
            self.rows.push(row);
        }
    }
}

impl Row {
    fn coefficient(&self, unknown: usize) -> Option<Number> {
        let term = self.terms.iter().find(|term| term.0 == unknown);
        term.map(|term| term.1)
    }

    fn negate(&mut self) {
        for term in &mut self.terms {
            term.1 = term.1.negated();
        }
        self.constant = self.constant.negated();
    }

    /// Whether the row is a false statement about a constant.
    fn is_violated(&self) -> bool {
        self.terms.is_empty()
            && match self.relation {
                Relation::Zero => !self.constant.is_zero(),
                Relation::NotNegative => self.constant.is_negative(),
                Relation::Positive => self.constant.is_negative() || self.constant.is_zero(),
            }
    }

    /// What a row with one unknown, c·t + k, says of the sign of t.
    fn signs_of_only_unknown(&self) -> Signs {
        let &[(_, slope)] = self.terms.as_slice() else {
            // A contradiction: anything follows.
            return Signs::ZERO;
        };
        // t beside −k/c, whose sign is that of −k where c is positive.
        let k = match (self.constant.is_zero(), self.constant.is_negative()) {
            (true, _) => Signs::ZERO,
            (_, true) => Signs::NEGATIVE,
            _ => Signs::POSITIVE,
        };
        let above = match (self.relation, k) {
            (Relation::Zero, _) => -k,
            (_, Signs::NEGATIVE) => Signs::POSITIVE,
            (Relation::Positive, Signs::ZERO) => Signs::POSITIVE,
            (_, Signs::ZERO) => Signs::NOT_NEGATIVE,
            _ => Signs::ANY,
        };
        if slope.is_negative() { -above } else { above }
    }
}

/// A combination of two rows in which an unknown cancels, the first one with a positive factor; the
/// second one must have the opposite sign there, or be an equality.
fn combine(row: &Row, other: &Row, unknown: usize) -> Option<Row> {
    let (a, b) = (row.coefficient(unknown)?, other.coefficient(unknown)?);
    // row + (−a/b)·other
    let factor = a.checked_div(b)?.negated();
    let mut terms = Vec::with_capacity(row.terms.len() + other.terms.len());
    let (mut i, mut j) = (0, 0);
    loop {
        let (left, right) = (row.terms.get(i), other.terms.get(j));
        let (at, coefficient) = match (left, right) {
            (None, None) => break,
            (Some(&(u, c)), Some(&(v, _))) if u < v => (u, c),
            (Some(&(u, c)), None) => (u, c),
            (Some(&(u, c)), Some(&(v, d))) if u == v => (u, c.checked_add(factor.checked_mul(d)?)?),
            (_, Some(&(v, d))) => (v, factor.checked_mul(d)?),
        };
        i += usize::from(left.is_some_and(|term| term.0 == at));
        j += usize::from(right.is_some_and(|term| term.0 == at));
        if at != unknown && !coefficient.is_zero() {
            terms.push((at, coefficient));
        }
    }
    let relation = match (row.relation, other.relation) {
        (relation, Relation::Zero) | (Relation::Zero, relation) => relation,
        (Relation::NotNegative, Relation::NotNegative) => Relation::NotNegative,
        _ => Relation::Positive,
    };
    Some(Row {
        terms,
        constant: row
            .constant
            .checked_add(factor.checked_mul(other.constant)?)?,
        relation,
    })
}
