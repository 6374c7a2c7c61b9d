//! Quadratic polynomials in one variable: their real roots, exactly.

use super::polynomial::Polynomial;
use super::sign::quotient;
use crate::{Arena, Expr, Function, Number};

/// p·v² + q·v + r with p, q, r free of v.
pub(super) struct Quadratic {
    pub(super) leading: Polynomial,
    middle: Polynomial,
    /// q² − 4pr
    pub(super) discriminant: Polynomial,
}

impl Quadratic {
    /// The polynomial as a quadratic in `variable`; `None` where it is none.
    pub(super) fn of(polynomial: &Polynomial, variable: Expr) -> Option<Quadratic> {
        let [rest, middle, leading] = polynomial.coefficients(variable)?;
        if leading.terms.is_empty() {
            return None;
        }
        let product = leading.times(&rest)?.scaled(Number::from(-4))?;
        let discriminant = middle.times(&middle)?.plus(&product)?;
        Some(Quadratic {
            leading,
            middle,
            discriminant,
        })
    }

    /// The two roots, (−q ± √D)/(2p), where D is not negative.
    pub(super) fn roots(&self, arena: &mut Arena) -> Option<[Expr; 2]> {
        let root = match self.discriminant.as_constant().and_then(exact_root) {
            Some(root) => Polynomial::constant(root),
            None => {
                let discriminant = self.discriminant.expr(arena);
                Polynomial::atom(arena.call(Function::Sqrt, discriminant))
            }
        };
        let twice = self.leading.scaled(Number::TWO)?;
        let opposite = self.middle.scaled(Number::from(-1))?;
        let below = opposite.plus(&root.scaled(Number::from(-1))?)?;
        let above = opposite.plus(&root)?;
        Some([
            quotient(arena, &below, &twice)?,
            quotient(arena, &above, &twice)?,
        ])
    }
}

/// The square root of a number that is the square of one.
fn exact_root(square: Number) -> Option<Number> {
    let (numerator, denominator) = square.to_ratio()?;
    let root = |n: i128| {
        let root = i128::try_from(u128::try_from(n).ok()?.isqrt()).ok()?;
        (root * root == n).then_some(root)
    };
    Number::ratio(root(numerator)?, root(denominator)?)
}

#[cfg(test)]
mod tests {
    use super::{Polynomial, Quadratic, exact_root};
    use crate::{Arena, Number, print};

    #[test]
    fn roots_are_exact() {
        let mut arena = Arena::new();
        let x = arena.symbol("x");
        let x = arena.variable(x);
        // 2x² − x − 3 = (2x − 3)(x + 1)
        let (two, three) = (arena.integer(2), arena.integer(3));
        let square = arena.mul(x, x);
        let double = arena.mul(two, square);
        let without = arena.sub(double, x);
        let whole = arena.sub(without, three);
        let polynomial = Polynomial::of(&mut arena, whole).expect("it is small");
        let quadratic = Quadratic::of(&polynomial, x).expect("it is one");
        let roots = quadratic.roots(&mut arena).expect("25 is a square");
        assert_eq!(roots.map(|root| print::rust(&arena, root)), ["-1.0", "1.5"]);
    }

    #[test]
    fn only_squares_have_exact_roots() {
        let ratio = |n, d| Number::ratio(n, d).expect("not 0");
        assert_eq!(exact_root(ratio(9, 4)), Some(ratio(3, 2)));
        assert_eq!(exact_root(ratio(2, 1)), None);
        assert_eq!(exact_root(ratio(-1, 1)), None);
        assert_eq!(exact_root(Number::ZERO), Some(Number::ZERO));
    }
}
