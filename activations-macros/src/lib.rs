//! Declaration to code: the attribute [`macro@derive_activation`].
//!
//! A declaration is read into types of the macro's own, its claims are decided by
//! `activations-symbolic`, and it is written as code over the algebra of `activations-core`:
//!
//! ```text
//! bounds → read → validate → analysis → prove → expand        on a mistake: fallback
//!          tokens to         formulas   claims  describe, lift, emit,
//!          declaration                          passes, tangent
//! ```

mod analysis;
mod bounds;
mod declaration;
mod describe;
mod emit;
mod errors;
mod expand;
mod express;
mod fallback;
mod family;
mod graph;
mod lift;
mod ones;
mod passes;
mod pipeline;
mod prove;
mod read;
mod tangent;
mod term;
mod validate;

use proc_macro::TokenStream;

/// Declares an activation by its definition and its derivative; a wrong derivative does not compile.
///
/// ```
/// use activations_core::ndarray::array;
/// use activations_core::prelude::*;
///
/// #[derive_activation(derivative = y * (1.0 - y))]
/// pub fn logistic<R: Real>(x: R) -> R {
///     1.0 / (1.0 + (-x).exp())
/// }
///
/// let y = Logistic.forward(&array![0.0, f64::INFINITY]);
/// assert_eq!(y, array![0.5, 1.0]);
/// let dx = Logistic.vjp(&array![0.0], &array![2.0]).unwrap();
/// assert_eq!(dx, array![0.5]);
/// ```
///
/// The function stays where it is, generic over `Real`: it runs on `f32` and `f64`, on vectors of
/// them, on dual numbers. Beside it appears a type in UpperCamelCase that implements `Activation`, or
/// `Gated` for two inputs. Its documentation is made from the declaration.
///
/// # Kinds
///
/// ```
/// # use activations_core::ndarray::array;
/// # use activations_core::prelude::*;
/// // Each element, with a parameter: `LeakyRelu::new(0.2)?`, `LeakyRelu::default()`.
/// #[derive_activation(
///     derivative = if x > 0.0 { 1.0 } else { alpha },
///     params(alpha = 0.01 where alpha >= 0.0),
/// )]
/// fn leaky_relu<R: Real>(x: R, alpha: R) -> R {
///     if x > 0.0 { x } else { alpha * x }
/// }
///
/// // Two inputs; no derivative is stated, so both partials are derived.
/// #[derive_activation]
/// fn gated_linear<R: Real>(a: R, b: R) -> R {
///     a * b.sigmoid()
/// }
///
/// // A row at a time: max, exp and sum, scale, with one exp an element.
/// #[derive_activation(vjp = (dy - (dy * y).sum()) * y)]
/// fn row_softmax<V: Row>(x: V) -> V {
///     let e = (x - x.max()).exp();
///     e / e.sum()
/// }
///
/// assert_eq!(LeakyRelu::new(0.5).unwrap().forward(&array![-2.0]), array![-1.0]);
/// assert_eq!(GatedLinear.forward(&array![4.0], &array![0.0]).unwrap(), array![2.0]);
/// assert_eq!(RowSoftmax.forward(&array![[1.0, 1.0]]), array![[0.5, 0.5]]);
/// ```
///
/// # Keys
///
/// | key | meaning |
/// |---|---|
/// | `derivative = EXPR` | the derivative, in the name of the input and in `y`, the output; which of them it reads is what a training step keeps |
/// | `derivative(x = EXPR, alpha = EXPR)` | one partial for each input or parameter; those left out are derived |
/// | `pullback = EXPR` | the derivative as a training step computes it, in `y`: it decides what is kept, where the stated derivative reads something else |
/// | (none) | the macro derives it, symbolically, or by dual numbers where it cannot see into a function |
/// | `params(alpha = 0.01)` | arguments that are parameters, with defaults |
/// | `params(lo = -1.0, hi = 1.0 where lo < hi)` | and their domain, which `new` checks and the proofs use |
/// | `domain = x > 0.0` | the inputs for which the function is defined; NaN elsewhere |
/// | `spec = EXPR` | an independent formula, proved equal to the body |
/// | `vjp = EXPR` | rows: dL/dx in `x`, `y`, `dy` and reductions |
/// | `jumps = "reason"` | the function may jump where its branches meet |
/// | `limits(-inf = 0.0, inf = inf)` | the values at ±∞, proved and guaranteed |
/// | `masked = -inf` | rows: what a position that a mask hides becomes, where it is not 0 |
/// | `also("swish")` | further names for `by_name` |
/// | `name = Ident` | the name of the type |
/// | `unproved = "reason"` | accept a claim that cannot be decided; it is tested only, and said so |
/// | `crate = path` | the path of `activations-core`, where it was renamed |
///
/// # Definitions
///
/// A body is made of literals, `let`, `if` with `else`, comparisons, arithmetic, the methods of
/// `Real` (or of `Row`), the constants of `core::f64::consts`, and calls of other functions that are
/// generic over `Real`. Literals and constants reach every number type exactly. Anything else is an
/// error at its token that says what to write instead. EXPR may be a block with `let`s.
///
/// # Verdicts
///
/// Every claim (derivatives, `spec`, `limits`, `vjp`) is decided as the declaration is compiled, for all
/// inputs of its `domain` and all parameters of theirs, by exact algebra:
///
/// | verdict | when | what happens |
/// |---|---|---|
/// | proved | the two sides are one function, and the value taken at each kink is a slope between those that meet | it compiles |
/// | refuted | they differ: intervals that enclose the two values at a point have nothing in common | an error with the point, and a repair that was proved, where one was found |
/// | undecided | neither could be shown | an error, unless `unproved = "reason"` accepts it: then it is tested only, and every report says so |
/// | deferred | the body calls a function of which the macro sees no more than the name | a `#[test]` beside the declaration compares what is stated with dual numbers, and the verifier proves it by tracing what was compiled |
///
/// `unproved` accepts what is undecided. What is refuted stays an error.
///
/// # What is generated
///
/// * NaN in, NaN out, in values and gradients, also where a branch would hide it.
/// * `dx = dy · f′`, but a branch whose derivative is the literal 0 gives 0 whatever `dy` is.
/// * At ±∞ with declared `limits`: that value, and the derivative at the largest finite number.
///
/// Generic code is compiled in the crate of the declaration, at its level of optimisation.
#[proc_macro_attribute]
pub fn derive_activation(attribute: TokenStream, item: TokenStream) -> TokenStream {
    pipeline::expand(attribute.into(), item.into()).into()
}

/// Lists the activations that an inline module declares, in its constants `ALL` and `GATED`.
#[doc(hidden)]
#[proc_macro_attribute]
pub fn family(attribute: TokenStream, item: TokenStream) -> TokenStream {
    family::expand(attribute.into(), item.into()).into()
}
