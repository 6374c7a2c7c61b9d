//! What a declaration says about its activation, as data: names, formula, what is kept, kinks, proof.

/// An activation's declaration: what the macro read, and what it found out.
///
/// Everything that describes an activation (documentation, tables, the verifier's report) is made
/// from this. A hand-written activation builds one from [`Declaration::new`]:
///
/// ```
/// use activations_core::{Declaration, Keeps, Kind};
///
/// static SQUARE: Declaration = Declaration {
///     formula: "x²",
///     derivatives: &["2·x"],
///     keeps: Keeps::Input,
///     ..Declaration::new("square", "Square", Kind::ElementWise)
/// };
/// assert_eq!(SQUARE.name, "square");
/// assert_eq!(SQUARE.inputs, ["x"]);
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Declaration {
    /// The function's name: `"leaky_relu"`.
    pub name: &'static str,
    /// The type's name: `"LeakyRelu"`.
    pub type_name: &'static str,
    /// Further names by which `by_name` finds it.
    pub also: &'static [&'static str],
    /// Whether it acts on elements, on pairs of elements, or on rows.
    pub kind: Kind,
    /// The names of the inputs that are arrays, in order.
    pub inputs: &'static [&'static str],
    /// The definition as text: `"1/(1 + e⁻ˣ)"`.
    pub formula: &'static str,
    /// The derivatives as text: one per input, then one per parameter. Row-wise: the VJP.
    pub derivatives: &'static [&'static str],
    /// The parameters, in order.
    pub parameters: &'static [ParameterDeclaration],
    /// The derivative as a training step computes it, as text, where that is stated apart.
    pub pullback: Option<&'static str>,
    /// What a training step keeps: what its derivative reads.
    pub keeps: Keeps,
    /// Where the slope jumps, and the value the derivative takes there.
    pub kinks: &'static [KinkDeclaration],
    /// The declared values at −∞ and at ∞.
    pub limits: [Option<f64>; 2],
    /// Why the forward may be discontinuous, where it is.
    pub jumps: Option<&'static str>,
    /// How far the stated derivative was proved.
    pub proof: Proof,
    /// The independent textbook formula, as text.
    pub spec: Option<&'static str>,
    /// The inputs for which the forward is defined, where that is not every real.
    pub domain: Option<&'static str>,
    /// The output at a position that a mask hides: 0, and −∞ for a logarithm of a probability.
    pub masked: f64,
}

impl Declaration {
    /// A declaration that says no more than the names and the kind: keeps both input and output, and
    /// has an unproved derivative.
    pub const fn new(name: &'static str, type_name: &'static str, kind: Kind) -> Self {
        Self {
            name,
            type_name,
            also: &[],
            kind,
            inputs: match kind {
                Kind::Gated => &["a", "b"],
                Kind::ElementWise | Kind::RowWise => &["x"],
            },
            formula: "",
            derivatives: &[],
            parameters: &[],
            pullback: None,
            keeps: Keeps::Both,
            kinks: &[],
            limits: [None, None],
            jumps: None,
            proof: Proof::Unproved("written by hand"),
            spec: None,
            domain: None,
            masked: 0.0,
        }
    }
}

/// What an activation acts on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// One element at a time.
    ElementWise,
    /// A pair of elements at a time, one of each of two inputs.
    Gated,
    /// A whole row, along an axis.
    RowWise,
}

/// What a derivative reads, and so what a training step keeps between forward and backward.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Keeps {
    /// Neither input nor output: the derivative is a constant.
    Nothing,
    /// The input.
    Input,
    /// The output.
    Output,
    /// Input and output.
    Both,
}

impl Keeps {
    /// Whether the input is kept.
    pub const fn input(self) -> bool {
        matches!(self, Keeps::Input | Keeps::Both)
    }

    /// Whether the output is kept.
    pub const fn output(self) -> bool {
        matches!(self, Keeps::Output | Keeps::Both)
    }
}

/// A parameter of an activation.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ParameterDeclaration {
    /// Its name: `"alpha"`.
    pub name: &'static str,
    /// Its default.
    pub default: f64,
    /// Its domain as text: `"alpha >= 0.0"`; empty when any finite number will do.
    pub domain: &'static str,
}

/// A point at which the slope jumps.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct KinkDeclaration {
    /// Where, as text, since it may depend on a parameter: `"0"`, `"-lambda"`.
    pub at: &'static str,
    /// The slope from the left, at the default parameters.
    pub left: f64,
    /// The slope from the right.
    pub right: f64,
    /// The value that the derivative takes.
    pub taken: f64,
}

/// How far the derivative of a declaration was proved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Proof {
    /// Proved equal to the derivative of the definition, when the declaration was compiled.
    Proved,
    /// The body calls functions that the macro cannot see; proved in a test, by tracing.
    Deferred,
    /// Accepted without proof, for the reason given. It is tested only.
    Unproved(&'static str),
    /// Made by the macro from the definition: there is no claim to check.
    Derived,
}

/// How a row becomes one number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Reduction {
    /// The sum.
    Sum,
    /// The sum divided by the length of the row.
    Mean,
    /// The greatest; NaN when any is NaN.
    Max,
}
