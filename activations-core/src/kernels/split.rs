//! Large work as pieces, which several threads share with feature `rayon`.

use std::ops::Range;

/// Numbers in a piece: so many that handing it to a thread costs little beside them.
pub(super) const PIECE: usize = 1 << 16;

/// From this many pieces on the work is shared.
#[cfg(feature = "rayon")]
const MANY: usize = 4;

/// Calls `f` with ranges that together are `0..length`, each but the last a multiple of `piece`.
pub(super) fn for_each_piece(length: usize, piece: usize, f: impl Fn(Range<usize>) + Sync) {
    #[cfg(feature = "rayon")]
    if length >= MANY * piece {
        use rayon::iter::{IntoParallelIterator, ParallelIterator};

        let pieces = (0..length.div_ceil(piece)).into_par_iter();
        pieces.for_each(|i| f(i * piece..length.min((i + 1) * piece)));
        return;
    }
    let _ = piece;
    f(0..length);
}
