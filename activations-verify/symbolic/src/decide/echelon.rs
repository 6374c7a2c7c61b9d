//! Which vectors of samples are combinations of earlier ones, with which coefficients.

use super::field::Field;

/// Linearly independent vectors, reduced as they come.
#[derive(Clone, Debug, Default)]
pub(super) struct Echelon {
    rows: Vec<Row>,
}

#[derive(Clone, Debug)]
struct Row {
    /// The vector, reduced by the rows before it, with 1 at the pivot.
    reduced: Vec<u64>,
    pivot: usize,
    /// `reduced` in terms of the original vectors.
    combination: Vec<u64>,
}

/// What a vector is to the earlier ones.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Relation {
    /// No combination of them; it is one of them now.
    Independent,
    /// The combination of the original vectors with these coefficients.
    Dependent(Vec<u64>),
    /// There are not enough samples to tell.
    Full,
}

/// Samples beyond the rank that confirm a relation, each to one part in 2⁶¹.
const SPARE: usize = 4;

impl Echelon {
    /// Relates a vector to the earlier ones, and keeps it if it is independent and `keep` is set.
    pub(super) fn relate(&mut self, field: &Field, vector: &[u64], keep: bool) -> Relation {
        let mut rest = vector.to_vec();
        let mut coefficients = vec![0; self.rows.len()];
        for row in &self.rows {
            let factor = rest[row.pivot];
            if factor == 0 {
                continue;
            }
            for (entry, &reduced) in rest.iter_mut().zip(&row.reduced) {
                if reduced != 0 {
                    *entry = field.sub(*entry, field.mul(factor, reduced));
                }
            }
            for (sum, &part) in coefficients.iter_mut().zip(&row.combination) {
                *sum = field.add(*sum, field.mul(factor, part));
            }
        }
        let Some(pivot) = rest.iter().position(|&entry| entry != 0) else {
            return Relation::Dependent(coefficients);
        };
        if self.rows.len() + SPARE >= vector.len() {
            return Relation::Full;
        }
        if keep {
            self.push(field, rest, pivot, coefficients);
        }
        Relation::Independent
    }

    /// Keeps vector − Σ coefficients·originals, scaled to 1 at the pivot.
    fn push(&mut self, field: &Field, mut rest: Vec<u64>, pivot: usize, coefficients: Vec<u64>) {
        let scale = field.inverse(rest[pivot]).unwrap_or(1);
        for entry in &mut rest {
            *entry = field.mul(*entry, scale);
        }
        let mut combination: Vec<u64> = coefficients
            .into_iter()
            .map(|c| field.neg(field.mul(c, scale)))
            .collect();
        combination.push(scale);
        self.rows.push(Row {
            reduced: rest,
            pivot,
            combination,
        });
    }
}

#[cfg(test)]
mod tests {
    use super::{Echelon, Relation};
    use crate::decide::field::Field;
    use crate::hashing::mix;

    #[test]
    fn coefficients_are_those_of_the_original_vectors() {
        let f = Field::new(1);
        let vector = |k: u64| (0..12).map(|i| f.sample(mix(k) ^ i)).collect::<Vec<u64>>();
        let originals: Vec<_> = (0..6).map(vector).collect();
        let mut echelon = Echelon::default();
        for v in &originals {
            assert_eq!(echelon.relate(&f, v, true), Relation::Independent);
        }
        let wanted = [3, 0, f.neg(2), 5, 0, 1];
        let sum: Vec<u64> = (0..12)
            .map(|i| (0..6).fold(0, |s, k| f.add(s, f.mul(wanted[k], originals[k][i]))))
            .collect();
        assert_eq!(
            echelon.relate(&f, &sum, true),
            Relation::Dependent(wanted.to_vec())
        );
        assert_eq!(
            echelon.relate(&f, &[0; 12], true),
            Relation::Dependent(vec![0; 6])
        );
        let mut off = sum;
        off[11] = f.add(off[11], 1);
        assert_eq!(echelon.relate(&f, &off, false), Relation::Independent);
        assert_eq!(echelon.relate(&f, &vector(7), true), Relation::Independent);
        assert_eq!(echelon.relate(&f, &vector(8), true), Relation::Independent);
        assert_eq!(echelon.relate(&f, &vector(9), true), Relation::Full);
    }
}
