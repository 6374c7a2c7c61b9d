//! The algebra of rows: what a row-wise declaration such as softmax is written in.

use std::ops::{Add, Div, Mul, Neg, Sub};

use super::functions::for_each_function;
use super::{Literal, Real};

macro_rules! row_methods {
    (; $($variant:ident $method:ident $meaning:literal;)*) => {
        $(
            #[doc = concat!($meaning, ", element by element.")]
            fn $method(self) -> Self;
        )*
    };
}

/// A row of numbers, over which a row-wise activation is declared.
///
/// Arithmetic is element by element; a [`Scalar`](Row::Scalar) spreads over the row, from either
/// side. Reductions turn a row into a scalar. A definition needs no bounds beyond `V: Row`:
///
/// ```
/// use activations_core::{Row, Tape};
///
/// fn softmax<V: Row>(x: V) -> V {
///     let e = (x - x.max()).exp();
///     e / e.sum()
/// }
///
/// let tape = Tape::row(1, 0, |rows, _| softmax(rows[0]));
/// let y = tape.eval_row(&[&[0.0, 0.0]], &[]);
/// assert_eq!(y, [0.5, 0.5]);
/// ```
///
/// The element-wise methods mean what [`Real`]'s methods of the same name mean.
pub trait Row:
    Copy
    + Neg<Output = Self>
    + Add<Output = Self>
    + Sub<Output = Self>
    + Mul<Output = Self>
    + Div<Output = Self>
    + Add<<Self as Row>::Scalar, Output = Self>
    + Sub<<Self as Row>::Scalar, Output = Self>
    + Mul<<Self as Row>::Scalar, Output = Self>
    + Div<<Self as Row>::Scalar, Output = Self>
{
    /// One number that belongs to the whole row: a sum, a parameter, a literal.
    type Scalar: Real
        + Add<Self, Output = Self>
        + Sub<Self, Output = Self>
        + Mul<Self, Output = Self>
        + Div<Self, Output = Self>;

    /// A decimal as a scalar of the row.
    #[inline(always)]
    fn literal(literal: Literal) -> Self::Scalar {
        Self::Scalar::literal(literal)
    }

    // ---- reductions ----------------------------------------------------------------------------

    /// The greatest element; NaN when any is NaN; −∞ for an empty row.
    fn max(self) -> Self::Scalar;

    /// The sum of the elements; 0 for an empty row.
    fn sum(self) -> Self::Scalar;

    /// The sum divided by the length; NaN for an empty row.
    fn mean(self) -> Self::Scalar;

    // ---- element by element --------------------------------------------------------------------

    /// The greater of two rows, element by element. (`max` alone is the reduction.)
    fn maximum(self, other: Self) -> Self;

    /// The lesser of two rows, element by element.
    fn minimum(self, other: Self) -> Self;

    /// xⁿ
    fn powi(self, n: i32) -> Self;

    /// xᵖ for a constant p
    fn powf(self, p: Literal) -> Self;

    for_each_function!(row_methods! {});
}
