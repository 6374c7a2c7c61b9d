//! The array interface, with activations written by hand: layouts, broadcasting, masks, pullbacks,
//! errors, allocations.

mod allocation;
mod arranged;
mod by_hand;
mod errors;
mod gated;
mod layouts;
mod masks;
mod pullback;
