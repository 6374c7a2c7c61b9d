//! A declaration's functions, recorded, for checks that bring their own number types.

use crate::Tape;

/// The functions of a declaration as [`Tape`]s, which any number type can run.
///
/// Element-wise and gated: tapes of scalars. Row-wise: tapes of rows, whose parameters are scalars.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Definitions {
    /// The declared function as written; takes the inputs, then the parameters.
    pub plain: Tape,
    /// The forward at the activation's parameters, with its declared limits; takes the inputs.
    /// Row-wise: as `plain`.
    pub forward: Tape,
    /// The stated derivative by each input; takes the inputs, then the output. Row-wise: one, the
    /// VJP; takes x, y and dy, then the parameters.
    pub derivatives: Vec<Tape>,
    /// dL/dx as a training step computes it, where that is stated apart; takes the input, the output
    /// and dy.
    pub pullback: Option<Tape>,
    /// The derivative by each parameter; takes the inputs, then the output. Row-wise: none, since
    /// `plain` is differentiated.
    pub parameters: Vec<Tape>,
    /// The independent textbook formula, where one is declared; takes what `plain` takes.
    pub spec: Option<Tape>,
    /// The input itself inside of the declared domain and NaN outside, where one is declared.
    pub domain: Option<Tape>,
}
