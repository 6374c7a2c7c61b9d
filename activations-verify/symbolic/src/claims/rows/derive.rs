//! The gradient of a function of a row, derived.

use super::adjoint::{Gradient, gradient};
use super::normal::Normal;
use crate::claims::case::Case;
use crate::claims::fuel::Fuel;
use crate::claims::scope::Scope;
use crate::{Arena, Expr, Symbol, simplify};

/// The gradient of Σⱼ dyⱼ·yⱼ with respect to the row `input`, where y is the value of `forward`.
///
/// Nothing where it depends on which entry of the row is the largest.
///
/// ```
/// use activations_symbolic::{Arena, Reduction, Scope, derive_row_vjp};
///
/// let mut a = Arena::new();
/// let (x, dy) = (a.symbol("x"), a.symbol("dy"));
/// let scope = Scope { inputs: vec![x], ..Scope::default() };
/// let v = a.variable(x);
/// let mean = a.reduce(Reduction::Mean, v);
/// let centred = a.sub(v, mean);
/// let gradient = derive_row_vjp(&mut a, &scope, x, centred, dy).unwrap();
/// assert!(a.symbols(gradient).contains(&dy));
/// let max = a.reduce(Reduction::Max, v);
/// assert!(derive_row_vjp(&mut a, &scope, x, max, dy).is_none());
/// ```
pub fn derive_row_vjp(
    arena: &mut Arena,
    scope: &Scope,
    input: Symbol,
    forward: Expr,
    cotangent: Symbol,
) -> Option<Expr> {
    let derived = arena.attempt(|arena| {
        let case = Case::of_scope(arena, scope, input, forward, forward, &Fuel::for_decision());
        let dy = arena.variable(cotangent);
        let Gradient {
            along_row,
            of_maxima,
        } = gradient(arena, input, forward, dy);
        let mut oracle = case.oracle(arena);
        let mut normal = Normal::new(arena, &[input, cotangent]);
        let fixed = of_maxima
            .iter()
            .all(|&of_maximum| normal.vanishes(arena, &mut oracle, of_maximum));
        fixed.then(|| simplify(arena, along_row))
    });
    derived.ok().flatten()
}
