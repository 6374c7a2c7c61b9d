//! Reductions over a row: sums that stay accurate however long the row is, and greatest values.

use crate::kernels::lanes::Lanes;
use crate::{Real, Reduction, math};

/// Terms added plainly, lane by lane, before their sum joins the total.
///
/// The total is compensated, so that a sum is off by the rounding errors of one block, not of a row.
pub(super) const BLOCK: usize = 16;

/// Running reductions, one value a lane.
pub(super) struct Totals<L, const K: usize> {
    kinds: [Reduction; K],
    /// The block at hand in two parts, which take turns: an addition has to wait for the one before.
    next: [L; K],
    other: [L; K],
    /// The sums of the blocks before, and what they have lost.
    sum: [L; K],
    lost: [L; K],
}

impl<L: Lanes<Scalar: Real> + Real, const K: usize> Totals<L, K> {
    #[inline(always)]
    pub(super) fn new(kinds: [Reduction; K]) -> Self {
        let mut start = [<L as Real>::from_f64(0.0); K];
        for k in 0..K {
            start[k] = identity(kinds[k]);
        }
        Self {
            kinds,
            next: start,
            other: start,
            sum: [<L as Real>::from_f64(0.0); K],
            lost: [<L as Real>::from_f64(0.0); K],
        }
    }

    /// Adds the terms, or those of their lanes where a mask holds.
    #[inline(always)]
    pub(super) fn add(&mut self, mask: Option<<L as Lanes>::Mask>, terms: [L; K]) {
        for (k, term) in terms.into_iter().enumerate() {
            let term = match mask {
                Some(mask) => <L as Lanes>::select(mask, term, identity(self.kinds[k])),
                None => term,
            };
            let total = join(self.kinds[k], self.next[k], term);
            (self.next[k], self.other[k]) = (self.other[k], total);
        }
    }

    /// Ends a block.
    #[inline(always)]
    pub(super) fn flush(&mut self) {
        for k in 0..K {
            let block = join(self.kinds[k], self.next[k], self.other[k]);
            if let Reduction::Max = self.kinds[k] {
                self.next[k] = block;
                self.other[k] = block;
                continue;
            }
            let (total, lost) = math::sum(self.sum[k], block);
            self.lost[k] = self.lost[k] + lost;
            self.sum[k] = total;
            self.next[k] = identity(self.kinds[k]);
            self.other[k] = self.next[k];
        }
    }

    /// The reductions of rows of this length: each lane's own, or the one of all lanes together.
    #[inline(always)]
    pub(super) fn finish(self, length: L, together: bool) -> [L; K] {
        let mut results = self.next;
        for (k, result) in results.iter_mut().enumerate() {
            let kind = self.kinds[k];
            if !matches!(kind, Reduction::Max) {
                // Beside an infinite sum the rest is ∞ − ∞.
                let (sum, lost) = (self.sum[k], self.lost[k]);
                *result = <L as Lanes>::select(Lanes::is_nan(lost), sum, sum + lost);
            }
            if together {
                *result = L::splat(join_lanes(kind, &mut result.to_array()[..L::N]));
            }
            if let Reduction::Mean = kind {
                *result = *result / length;
            }
        }
        results
    }
}

/// Halves joined until one number is left. A call, so that it is not repeated in every pass.
#[inline(never)]
fn join_lanes<T: Real>(kind: Reduction, lanes: &mut [T]) -> T {
    let mut lanes = lanes;
    while lanes.len() > 1 {
        let (low, high) = lanes.split_at_mut(lanes.len() / 2);
        for (low, high) in low.iter_mut().zip(high) {
            *low = join(kind, *low, *high);
        }
        lanes = low;
    }
    lanes[0]
}

/// What changes no reduction of this kind.
#[inline(always)]
fn identity<R: Real>(kind: Reduction) -> R {
    R::from_f64(match kind {
        Reduction::Max => f64::NEG_INFINITY,
        Reduction::Sum | Reduction::Mean => 0.0,
    })
}

#[inline(always)]
fn join<R: Real>(kind: Reduction, total: R, term: R) -> R {
    match kind {
        Reduction::Max => total.max(term),
        Reduction::Sum | Reduction::Mean => total + term,
    }
}
