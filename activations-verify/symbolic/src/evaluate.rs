//! Plain `f64` evaluation, operation by operation.

use crate::special;
use crate::{Arena, Cond, Condition, Expr, Function, Node, Reduction, Relation, Symbol};

/// The value of an expression in `f64`, every operation rounded once.
///
/// A symbol without a binding is NaN. `max` and `min` give NaN if either argument is NaN. A
/// reduction sees a row of one element.
///
/// ```
/// use activations_symbolic::{Arena, Function, evaluate};
///
/// let mut a = Arena::new();
/// let x = a.symbol("x");
/// let v = a.variable(x);
/// let y = a.call(Function::Tanh, v);
/// assert_eq!(evaluate(&a, y, &[(x, 0.5)]), 0.5f64.tanh());
/// ```
pub fn evaluate(arena: &Arena, e: Expr, bindings: &[(Symbol, f64)]) -> f64 {
    *Values::new(arena, &[e], bindings)
        .values
        .last()
        .unwrap_or(&f64::NAN)
}

/// Whether a condition holds in `f64`, as [`evaluate`] sees its values.
pub fn evaluate_condition(arena: &Arena, c: Cond, bindings: &[(Symbol, f64)]) -> bool {
    let mut compared = Vec::new();
    arena.compared(c, &mut compared);
    let values = Values::new(arena, &compared, bindings);
    values.holds(arena, c)
}

/// The entries of an expression on a row of numbers: `row` binds the symbols for each entry.
pub(crate) fn evaluate_row(arena: &Arena, e: Expr, row: &[Vec<(Symbol, f64)>]) -> Vec<f64> {
    let parts = arena.reachable(&[e]);
    let mut entries: Vec<Values> = row
        .iter()
        .map(|_| Values {
            parts: parts.clone(),
            values: Vec::with_capacity(parts.len()),
        })
        .collect();
    for &part in &parts {
        let of_entry =
            |(entry, bindings): (&Values, &Vec<(Symbol, f64)>)| entry.value(arena, part, bindings);
        let mut values: Vec<f64> = entries.iter().zip(row).map(of_entry).collect();
        if let Node::Reduce(reduction, _) = arena.node(part) {
            let reduced = match reduction {
                Reduction::Sum => values.iter().sum(),
                Reduction::Mean => values.iter().sum::<f64>() / values.len() as f64,
                Reduction::Max => values.iter().copied().fold(f64::NEG_INFINITY, maximum),
            };
            values.fill(reduced);
        }
        for (entry, value) in entries.iter_mut().zip(values) {
            entry.values.push(value);
        }
    }
    let last = |entry: &Values| *entry.values.last().unwrap_or(&f64::NAN);
    entries.iter().map(last).collect()
}

/// The values of all parts of an expression.
struct Values {
    parts: Vec<Expr>,
    values: Vec<f64>,
}

impl Values {
    fn new(arena: &Arena, roots: &[Expr], bindings: &[(Symbol, f64)]) -> Values {
        let parts = arena.reachable(roots);
        let mut values = Values {
            values: Vec::with_capacity(parts.len()),
            parts,
        };
        for i in 0..values.parts.len() {
            let value = values.value(arena, values.parts[i], bindings);
            values.values.push(value);
        }
        values
    }

    fn get(&self, e: Expr) -> f64 {
        self.parts
            .binary_search(&e)
            .map_or(f64::NAN, |i| self.values[i])
    }

    fn value(&self, arena: &Arena, e: Expr, bindings: &[(Symbol, f64)]) -> f64 {
        match arena.node(e) {
            Node::Number(value) => value.to_f64(),
            Node::Constant(constant) => constant.to_f64(),
            Node::Variable(symbol) => bindings
                .iter()
                .find(|(bound, _)| *bound == symbol)
                .map_or(f64::NAN, |b| b.1),
            Node::Add(a, b) => self.get(a) + self.get(b),
            Node::Sub(a, b) => self.get(a) - self.get(b),
            Node::Mul(a, b) => self.get(a) * self.get(b),
            Node::Div(a, b) => self.get(a) / self.get(b),
            Node::Neg(a) => -self.get(a),
            Node::Powi(a, n) => self.get(a).powi(n),
            Node::Powf(a, c) => self.get(a).powf(c.to_f64()),
            Node::Call(f, a) => call(f, self.get(a)),
            Node::Max(a, b) => maximum(self.get(a), self.get(b)),
            Node::Min(a, b) => -maximum(-self.get(a), -self.get(b)),
            Node::Hypot(a, b) => self.get(a).hypot(self.get(b)),
            Node::Select(c, a, b) => self.get(if self.holds(arena, c) { a } else { b }),
            Node::Reduce(_, a) => self.get(a),
        }
    }

    /// Recursion is bounded by `MAX_CONDITION`.
    fn holds(&self, arena: &Arena, c: Cond) -> bool {
        match arena.condition(c) {
            Condition::Compare(relation, a, b) => {
                let (a, b) = (self.get(a), self.get(b));
                match relation {
                    Relation::Lt => a < b,
                    Relation::Le => a <= b,
                    Relation::Gt => a > b,
                    Relation::Ge => a >= b,
                    Relation::Eq => a == b,
                    Relation::Ne => a != b,
                }
            }
            Condition::And(a, b) => self.holds(arena, a) && self.holds(arena, b),
            Condition::Or(a, b) => self.holds(arena, a) || self.holds(arena, b),
            Condition::Not(a) => !self.holds(arena, a),
        }
    }
}

/// The larger one; NaN if either is.
fn maximum(a: f64, b: f64) -> f64 {
    if a.is_nan() || b.is_nan() {
        f64::NAN
    } else {
        a.max(b)
    }
}

fn call(f: Function, x: f64) -> f64 {
    match f {
        Function::Exp => x.exp(),
        Function::ExpM1 => x.exp_m1(),
        Function::Ln => x.ln(),
        Function::Ln1p => x.ln_1p(),
        Function::Sqrt => x.sqrt(),
        Function::Sin => x.sin(),
        Function::Cos => x.cos(),
        Function::Tan => x.tan(),
        Function::Atan => x.atan(),
        Function::Sinh => x.sinh(),
        Function::Cosh => x.cosh(),
        Function::Tanh => x.tanh(),
        Function::Asinh => x.asinh(),
        Function::Abs => x.abs(),
        Function::Signum => x.signum(),
        Function::Recip => x.recip(),
        Function::Sigmoid => special::sigmoid(x),
        Function::Softplus => special::softplus(x),
        Function::LogSigmoid => -special::softplus(-x),
        Function::Erf => special::erf(x),
        Function::Erfc => special::erfc(x),
        Function::NormalCdf => special::normal_cdf(x),
        Function::NormalPdf => special::normal_pdf(x),
        Function::Gaussian => special::gaussian(x),
    }
}
