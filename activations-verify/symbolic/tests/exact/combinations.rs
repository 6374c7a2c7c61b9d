//! Rational combinations of quotients.

use num_rational::BigRational;
use num_traits::Zero;

use super::Fraction;
use super::generators::Generators;
use super::polynomial::{Monomial, Polynomial};

impl Generators {
    /// Rational q with u = Σ qᵢ·vᵢ, if there are such; the vectors are independent.
    pub(super) fn combination(
        &self,
        u: &Fraction,
        vectors: &[Fraction],
    ) -> Option<Vec<BigRational>> {
        // Over the product of all denominators, compare coefficients.
        let all: Vec<&Fraction> = vectors.iter().chain([u]).collect();
        let numerator = |i: usize| {
            let others = all.iter().enumerate().filter(|(k, _)| *k != i);
            let product = others.fold(all[i].above.clone(), |p, (_, f)| p.times(&f.below));
            self.reduced(product)
        };
        let numerators: Vec<Polynomial> = (0..all.len()).map(numerator).collect();
        let mut monomials: Vec<&Monomial> = numerators
            .iter()
            .flat_map(|polynomial| polynomial.terms.keys())
            .collect();
        monomials.sort();
        monomials.dedup();
        let coefficient = |p: &Polynomial, m: &Monomial| {
            p.terms.get(m).cloned().unwrap_or_else(BigRational::zero)
        };
        let mut rows: Vec<Vec<BigRational>> = monomials
            .iter()
            .map(|m| numerators.iter().map(|p| coefficient(p, m)).collect())
            .collect();
        let n = vectors.len();
        let mut pivots = Vec::new();
        for column in 0..=n {
            let Some(row) = (pivots.len()..rows.len()).find(|&r| !rows[r][column].is_zero()) else {
                continue;
            };
            if column == n {
                return None;
            }
            let at = pivots.len();
            rows.swap(at, row);
            let pivot = rows[at].clone();
            for (r, row) in rows.iter_mut().enumerate() {
                if r != at && !row[column].is_zero() {
                    let factor = &row[column] / &pivot[column];
                    for (entry, above) in row.iter_mut().zip(&pivot) {
                        *entry -= &factor * above;
                    }
                }
            }
            pivots.push(column);
        }
        let mut solution = vec![BigRational::zero(); n];
        for (row, column) in pivots.into_iter().enumerate() {
            solution[column] = &rows[row][n] / &rows[row][column];
        }
        Some(solution)
    }
}
