//! The seam for row-wise declarations: a definition split into passes, and the engine that runs them.

use super::Declared;
use crate::{Real, Reduction, Row};

/// A row-wise definition: once as written, once split into passes over the row.
pub trait RowDefinition: Declared {
    /// Whether a pass of `forward` after its first `store` reads `x`. If so, `x` must not be the
    /// memory that is stored to.
    const FORWARD_READS_AFTER_STORE: bool;

    /// The same of `vjp` and `dy`.
    const VJP_READS_AFTER_STORE: bool;

    /// The declared function as written, its parameters as numbers.
    fn plain<V: Row>(x: V, parameters: &[V::Scalar]) -> V;

    /// The declared `vjp` as written.
    fn plain_vjp<V: Row>(x: V, y: V, dy: V, parameters: &[V::Scalar]) -> V;

    /// The textbook formula, where one is declared.
    fn spec<V: Row>(x: V, parameters: &[V::Scalar]) -> Option<V> {
        let _ = (x, parameters);
        None
    }

    /// The forward in passes: reads `x` and `out`.
    fn forward<E: RowEngine>(&self, engine: &mut E);

    /// The VJP in passes: reads `dy`, `out`, and of `x` and `y` what `DECLARATION.keeps` names.
    fn vjp<E: RowEngine>(&self, engine: &mut E);

    /// The directional derivative in passes: reads `x`, `y`, the direction in `dy`, and `out`.
    fn jvp<E: RowEngine>(&self, engine: &mut E);
}

/// One position of a row, as a pass sees it.
#[derive(Clone, Copy, Debug)]
pub struct Slots<R> {
    /// The input.
    pub x: R,
    /// The output of the forward, in a VJP and a JVP.
    pub y: R,
    /// The cotangent in a VJP, the tangent of the input in a JVP.
    pub dy: R,
    /// What an earlier pass stored here.
    pub out: R,
}

/// Runs the passes of a row-wise definition over one row, or over several rows side by side.
///
/// `R` is one number, or lanes: neighbouring positions of one row, or the same position of
/// neighbouring rows. What a pass returns is the reduction over the whole row, in every lane that
/// belongs to it.
///
/// A contribution of kind `Mean` is summed and divided by the length.
pub trait RowEngine {
    /// The number type of the passes.
    type R: Real;

    /// The length of the row.
    fn length(&self) -> Self::R;

    /// One pass that reads and reduces.
    fn reduce<const K: usize>(
        &mut self,
        kinds: [Reduction; K],
        f: impl Fn(Slots<Self::R>) -> [Self::R; K],
    ) -> [Self::R; K];

    /// One pass that also stores a value at each position.
    fn store<const K: usize>(
        &mut self,
        kinds: [Reduction; K],
        f: impl Fn(Slots<Self::R>) -> (Self::R, [Self::R; K]),
    ) -> [Self::R; K];
}
