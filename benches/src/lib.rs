//! How fast: the measuring code, the roofs, and the comparison with what people use today.
//!
//! Everything that is compared runs in a process of its own and answers the same questions
//! ([`protocol`]): ours and the roofs through this package's own binary, the others through
//! `benches/peers`. So all are timed alike, and none of the others is a dependency.

pub mod clock;
#[cfg(feature = "compare")]
pub mod compare;
pub mod data;
#[cfg(feature = "compare")]
pub mod functions;
#[cfg(feature = "compare")]
pub mod ours;
pub mod protocol;
pub mod roof;
pub mod serve;
pub mod statistics;
