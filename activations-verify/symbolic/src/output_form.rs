//! A derivative in terms of the function's own value: y·(1 − y) for the sigmoid.

use crate::decide::{Decision, is_zero};
use crate::{Arena, Expr, Function, Node, Number, Symbol, evaluate, simplify};

/// The most factors that are tried for each power of y.
const MAX_FACTORS: usize = 16;

/// `slope`, the derivative of `forward`, written with `output` in place of the input `wrt`; proved
/// equal, and `None` if no short form is found.
///
/// The forms are a + b·y + c·y², c/y and 1 − e^(b·y) with factors that occur in the formulas. Such
/// a form lets a training step keep the output alone. In the tails it has fewer digits than the
/// derivative by x: 1 − y² is 0 where tanh rounds to 1.
///
/// ```
/// use activations_symbolic::{Arena, Function, differentiate, in_terms_of_output, print};
///
/// let mut a = Arena::new();
/// let (x, y) = (a.symbol("x"), a.symbol("y"));
/// let v = a.variable(x);
/// let f = a.call(Function::Sigmoid, v);
/// let slope = differentiate(&mut a, f, x);
/// let slope = in_terms_of_output(&mut a, slope, f, x, y).unwrap();
/// assert_eq!(print::rust(&a, slope), "y * (1.0 - y)");
/// ```
pub fn in_terms_of_output(
    arena: &mut Arena,
    slope: Expr,
    forward: Expr,
    wrt: Symbol,
    output: Symbol,
) -> Option<Expr> {
    if !arena.symbols(slope).contains(&wrt) || has_branches(arena, slope, forward) {
        return None;
    }
    arena
        .attempt(|arena| {
            let mut search = Search::new(arena, slope, forward, wrt, output);
            search
                .quadratic()
                .or_else(|| search.reciprocal())
                .or_else(|| search.exponential())
        })
        .ok()
        .flatten()
}

fn has_branches(arena: &Arena, slope: Expr, forward: Expr) -> bool {
    arena.reachable(&[slope, forward]).into_iter().any(|part| {
        matches!(
            arena.node(part),
            Node::Select(..)
                | Node::Max(..)
                | Node::Min(..)
                | Node::Reduce(..)
                | Node::Call(Function::Abs | Function::Signum, _)
        )
    })
}

/// Values of x, and of all other symbols, at which a form is tried before it is proved.
const PROBES: [(f64, f64); 4] = [(0.3, 1.7), (-0.8, 0.6), (1.1, 2.3), (0.45, 0.9)];

struct Search<'a> {
    arena: &'a mut Arena,
    slope: Expr,
    forward: Expr,
    output: Symbol,
    /// Factors without x: 0, ±1, ±2, literals and other symbols, their opposites and inverses.
    factors: Vec<Expr>,
    /// Values of the slope, the forward and the factors at each probe that has them.
    probes: Vec<(f64, f64, Vec<f64>)>,
}

impl Search<'_> {
    fn new(
        arena: &mut Arena,
        slope: Expr,
        forward: Expr,
        wrt: Symbol,
        output: Symbol,
    ) -> Search<'_> {
        let factors = factors(arena, slope, forward, wrt);
        let symbols = arena.symbols(forward);
        let mut probes = Vec::new();
        for (i, (x, others)) in PROBES.into_iter().enumerate() {
            let value = |(k, &s): (usize, &Symbol)| {
                (
                    s,
                    if s == wrt {
                        x
                    } else {
                        others + 0.21 * (k + i) as f64
                    },
                )
            };
            let at: Vec<(Symbol, f64)> = symbols.iter().enumerate().map(value).collect();
            let (d, y) = (evaluate(arena, slope, &at), evaluate(arena, forward, &at));
            if d.is_finite() && y.is_finite() {
                probes.push((
                    d,
                    y,
                    factors.iter().map(|&c| evaluate(arena, c, &at)).collect(),
                ));
            }
        }
        Search {
            arena,
            slope,
            forward,
            output,
            factors,
            probes,
        }
    }

    /// Whether a form has the slope's values, to be proved only then.
    fn fits(&self, form: impl Fn(f64, &[f64]) -> f64) -> bool {
        let close = |(d, y, factors): &(f64, f64, Vec<f64>)| {
            let value = form(*y, factors);
            (value - d).abs() <= 1e-9 * (d.abs() + 1e-3)
        };
        self.probes.len() > 1 && self.probes.iter().all(close)
    }

    /// a + b·y + c·y²
    fn quadratic(&mut self) -> Option<Expr> {
        let n = self.factors.len();
        // Fewer terms first: the factor 0 is the first one.
        let mut choices: Vec<[usize; 3]> = (0..n * n * n)
            .map(|k| [k / (n * n), k / n % n, k % n])
            .collect();
        choices.sort_by_key(|choice| choice.iter().filter(|&&k| k > 0).count());
        for [a, b, c] in choices {
            if self.fits(|y, factors| factors[a] + y * (factors[b] + y * factors[c])) {
                let y = self.arena.variable(self.output);
                let square = self.arena.powi(y, 2);
                let linear = self.arena.mul(self.factors[b], y);
                let quadratic = self.arena.mul(self.factors[c], square);
                let sum = self.arena.add(self.factors[a], linear);
                let sum = self.arena.add(sum, quadratic);
                if let Some(proved) = self.proved(sum) {
                    return Some(proved);
                }
            }
        }
        None
    }

    /// c/y
    fn reciprocal(&mut self) -> Option<Expr> {
        let fitting = |k: &usize| self.fits(|y, factors| factors[*k] / y);
        let k = (0..self.factors.len()).find(fitting)?;
        let y = self.arena.variable(self.output);
        let form = self.arena.div(self.factors[k], y);
        self.proved(form)
    }

    /// 1 − e^(b·y)
    fn exponential(&mut self) -> Option<Expr> {
        let fitting = |k: &usize| self.fits(|y, factors| -(factors[*k] * y).exp_m1());
        let k = (0..self.factors.len()).find(fitting)?;
        let y = self.arena.variable(self.output);
        let inner = self.arena.mul(self.factors[k], y);
        let exp_m1 = self.arena.call(Function::ExpM1, inner);
        let form = self.arena.neg(exp_m1);
        self.proved(form)
    }

    /// The simplified form, if it is the slope.
    fn proved(&mut self, form: Expr) -> Option<Expr> {
        let form = simplify(self.arena, form);
        let value = self.arena.substitute(form, self.output, self.forward);
        let difference = self.arena.sub(self.slope, value);
        let decision = is_zero(self.arena, difference, &[]);
        matches!(decision, Decision::Zero { .. }).then_some(form)
    }
}

fn factors(arena: &mut Arena, slope: Expr, forward: Expr, wrt: Symbol) -> Vec<Expr> {
    let mut found: Vec<Expr> = [0, 1, -1, 2, -2].map(|n| arena.integer(n)).to_vec();
    let half = Number::ratio(1, 2).map(|half| arena.number(half));
    found.extend(half);
    for part in arena.reachable(&[slope, forward]) {
        let usable = match arena.node(part) {
            Node::Variable(symbol) => symbol != wrt,
            Node::Number(value) => !value.is_zero(),
            _ => false,
        };
        if usable {
            let (minus, inverse) = (arena.neg(part), {
                let one = arena.integer(1);
                arena.div(one, part)
            });
            for factor in [part, minus, inverse] {
                if !found.contains(&factor) {
                    found.push(factor);
                }
            }
        }
    }
    found.truncate(MAX_FACTORS);
    found
}

#[cfg(test)]
mod tests {
    use super::in_terms_of_output;
    use crate::{Arena, Expr, Function, Number, differentiate, print, simplify};

    type Build = fn(&mut Arena, Expr) -> Expr;

    fn form(build: Build) -> Option<String> {
        let mut a = Arena::new();
        let (x, y) = (a.symbol("x"), a.symbol("y"));
        let v = a.variable(x);
        let f = build(&mut a, v);
        let slope = differentiate(&mut a, f, x);
        let slope = simplify(&mut a, slope);
        in_terms_of_output(&mut a, slope, f, x, y).map(|e| print::rust(&a, e))
    }

    fn alpha(a: &mut Arena) -> Expr {
        let symbol = a.symbol("alpha");
        a.variable(symbol)
    }

    #[test]
    fn derivatives_that_the_output_tells() {
        let cases: [(Build, &str); 9] = [
            (|a, x| a.call(Function::Sigmoid, x), "y * (1.0 - y)"),
            (|a, x| a.call(Function::Tanh, x), "1.0 - y.powi(2)"),
            (|a, x| a.call(Function::Exp, x), "y"),
            (|a, x| a.call(Function::Sqrt, x), "0.5 / y"),
            (|a, x| a.call(Function::Recip, x), "-y.powi(2)"),
            (|a, x| a.call(Function::Tan, x), "1.0 + y.powi(2)"),
            (|a, x| a.call(Function::Softplus, x), "-(-y).exp_m1()"),
            (
                |a, x| {
                    let (alpha, e) = (alpha(a), a.call(Function::ExpM1, x));
                    a.mul(alpha, e)
                },
                "alpha + y",
            ),
            (
                |a, x| {
                    let c = a.number(Number::parse("1.702").unwrap());
                    let e = a.call(Function::ExpM1, x);
                    a.mul(c, e)
                },
                "1.702 + y",
            ),
        ];
        for (build, text) in cases {
            assert_eq!(form(build).as_deref(), Some(text));
        }
    }

    #[test]
    fn derivatives_that_it_does_not_tell() {
        assert_eq!(form(|a, x| a.call(Function::Gaussian, x)), None);
        assert_eq!(form(|a, x| a.call(Function::Abs, x)), None);
        assert_eq!(form(|a, x| a.add(x, x)), None);
        assert_eq!(
            form(|a, x| {
                let s = a.call(Function::Sigmoid, x);
                a.mul(x, s)
            }),
            None
        );
    }
}
