//! Evaluating a tape at any number type: scalars as they are, rows element by element.

use super::super::Real;
use super::Tape;
use super::operation::{Mask, Operation, Value};
use crate::declaration::Reduction;

impl Tape {
    /// The value at `inputs`, in any number type.
    ///
    /// # Panics
    ///
    /// When the number of inputs is not the tape's, or the tape takes rows.
    pub fn eval<R: Real>(&self, inputs: &[R]) -> R {
        assert_eq!(
            self.rows, 0,
            "expected a tape of scalars, found one of rows"
        );
        self.run(&[], inputs).scalar()
    }

    /// The row at `rows` and `scalars`, in any number type.
    ///
    /// # Panics
    ///
    /// When the numbers of rows and scalars are not the tape's, or the rows differ in length.
    pub fn eval_row<R: Real>(&self, rows: &[&[R]], scalars: &[R]) -> Vec<R> {
        let length = rows.first().map_or(0, |row| row.len());
        assert!(
            rows.iter().all(|row| row.len() == length),
            "expected rows of one length"
        );
        match self.run(rows, scalars) {
            Spread::Row(row) => row,
            Spread::Scalar(value) => vec![value; length],
        }
    }

    /// The row where one value stands for all its entries, as in a formula with an index: `reduce`
    /// gives what a reduction of such a value is.
    ///
    /// ```
    /// use activations_core::{Row, Tape};
    ///
    /// let tape = Tape::row(1, 0, |rows, _| rows[0] / rows[0].sum());
    /// assert_eq!(tape.eval_entry(&[2.0], &[], &mut |_, entry| 5.0 * entry), 0.2);
    /// ```
    ///
    /// # Panics
    ///
    /// When the numbers of rows and scalars are not the tape's.
    pub fn eval_entry<R: Real>(
        &self,
        rows: &[R],
        scalars: &[R],
        reduce: &mut dyn FnMut(Reduction, R) -> R,
    ) -> R {
        let rows: Vec<&[R]> = rows.iter().map(std::slice::from_ref).collect();
        match self.run_with(&rows, scalars, Some(reduce)) {
            Spread::Row(row) => row[0],
            Spread::Scalar(value) => value,
        }
    }

    fn run<R: Real>(&self, rows: &[&[R]], scalars: &[R]) -> Spread<R> {
        self.run_with(rows, scalars, None)
    }

    fn run_with<'a, R: Real>(
        &self,
        rows: &'a [&'a [R]],
        scalars: &'a [R],
        reduce: Option<&'a mut dyn FnMut(Reduction, R) -> R>,
    ) -> Spread<R> {
        assert_eq!(
            rows.len(),
            self.rows,
            "expected one row per row input of the tape"
        );
        assert_eq!(
            scalars.len(),
            self.scalars,
            "expected one number per scalar input of the tape"
        );
        let mut machine = Machine {
            rows,
            scalars,
            reduce,
            values: Vec::with_capacity(self.values),
            masks: Vec::with_capacity(self.masks),
        };
        for &operation in &self.operations {
            machine.step(operation);
        }
        machine.values.swap_remove(self.output.0 as usize)
    }
}

/// A number, or one number per element of the row.
enum Spread<R> {
    Scalar(R),
    Row(Vec<R>),
}

impl<R: Real> Spread<R> {
    fn map(&self, f: impl Fn(R) -> R) -> Self {
        match self {
            Spread::Scalar(x) => Spread::Scalar(f(*x)),
            Spread::Row(row) => Spread::Row(row.iter().map(|&x| f(x)).collect()),
        }
    }

    fn zip(&self, other: &Self, f: impl Fn(R, R) -> R) -> Self {
        match (self, other) {
            (Spread::Scalar(a), Spread::Scalar(b)) => Spread::Scalar(f(*a, *b)),
            (Spread::Scalar(a), b) => b.map(|b| f(*a, b)),
            (a, Spread::Scalar(b)) => a.map(|a| f(a, *b)),
            (Spread::Row(a), Spread::Row(b)) => {
                Spread::Row(a.iter().zip(b).map(|(&a, &b)| f(a, b)).collect())
            }
        }
    }

    fn reduce(&self, kind: Reduction) -> R {
        let row = match self {
            Spread::Scalar(x) => std::slice::from_ref(x),
            Spread::Row(row) => row,
        };
        let sum = || row.iter().fold(R::from_f64(0.0), |sum, &x| sum + x);
        match kind {
            Reduction::Sum => sum(),
            Reduction::Mean => sum() / R::from_f64(row.len() as f64),
            Reduction::Max => row
                .iter()
                .copied()
                .reduce(R::max)
                .unwrap_or_else(|| R::from_f64(f64::NEG_INFINITY)),
        }
    }

    /// The one number. `Row` has no comparison, `select` or `mul_add`, so that no row gets here.
    fn scalar(&self) -> R {
        match self {
            Spread::Scalar(x) => *x,
            Spread::Row(_) => unreachable!("expected a scalar, found a row"),
        }
    }
}

struct Machine<'a, R: Real> {
    rows: &'a [&'a [R]],
    scalars: &'a [R],
    /// What reduces a row, where that is not to be done entry by entry.
    reduce: Option<&'a mut dyn FnMut(Reduction, R) -> R>,
    values: Vec<Spread<R>>,
    masks: Vec<R::Mask>,
}

impl<R: Real> Machine<'_, R> {
    fn get(&self, value: Value) -> &Spread<R> {
        &self.values[value.0 as usize]
    }

    fn mask(&self, mask: Mask) -> R::Mask {
        self.masks[mask.0 as usize]
    }

    fn number(&self, value: Value) -> R {
        self.get(value).scalar()
    }

    fn step(&mut self, operation: Operation) {
        let value = match operation {
            Operation::RowInput(i) => Spread::Row(self.rows[i].to_vec()),
            Operation::ScalarInput(i) => Spread::Scalar(self.scalars[i]),
            Operation::Literal(literal) => Spread::Scalar(R::literal(literal)),
            Operation::Constant(constant) => Spread::Scalar(R::constant(constant)),
            Operation::Number(value) => Spread::Scalar(R::from_f64(value)),
            Operation::Unary(f, x) => self.get(x).map(|x| f.apply(x)),
            Operation::Binary(f, a, b) => self.get(a).zip(self.get(b), |a, b| f.apply(a, b)),
            Operation::Reduce(kind, x) => {
                let row = &self.values[x.0 as usize];
                Spread::Scalar(match (&mut self.reduce, row) {
                    (None, row) => row.reduce(kind),
                    (Some(reduce), Spread::Scalar(entry)) => reduce(kind, *entry),
                    (Some(reduce), Spread::Row(row)) => reduce(kind, row[0]),
                })
            }
            Operation::MulAdd(a, b, c) => {
                Spread::Scalar(self.number(a).mul_add(self.number(b), self.number(c)))
            }
            Operation::Select(mask, yes, no) => Spread::Scalar(R::select(
                self.mask(mask),
                self.number(yes),
                self.number(no),
            )),
            Operation::Compare(relation, a, b) => {
                return self
                    .masks
                    .push(relation.apply(self.number(a), self.number(b)));
            }
            Operation::IsNan(x) => return self.masks.push(self.number(x).is_nan()),
            Operation::And(a, b) => return self.masks.push(self.mask(a) & self.mask(b)),
            Operation::Or(a, b) => return self.masks.push(self.mask(a) | self.mask(b)),
            Operation::Not(a) => return self.masks.push(!self.mask(a)),
        };
        self.values.push(value);
    }
}
