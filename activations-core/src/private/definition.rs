//! The seam between a declaration and the kernels: a definition that any number type can run.

use std::fmt::Debug;

use crate::{Declaration, ParameterError, Real};

/// A declared type: what it is, and the values of its parameters.
pub trait Declared: Copy + Debug + PartialEq + Send + Sync + 'static {
    /// What the declaration says.
    const DECLARATION: &'static Declaration;

    /// The values of the parameters, in declared order.
    fn parameters(&self) -> Vec<f64> {
        Vec::new()
    }

    /// The same activation with other values of the parameters, as many as declared.
    fn with_parameters(&self, values: &[f64]) -> Result<Self, ParameterError> {
        assert!(
            values.is_empty() && Self::DECLARATION.parameters.is_empty(),
            "expected `with_parameters` of a type with parameters"
        );
        Ok(*self)
    }
}

/// An element-wise definition. A trait with generic methods is how a function that is generic over
/// its number type is passed to a kernel.
///
/// All methods are `#[inline(always)]` in generated code: they must be inlined into a kernel that was
/// compiled for wider vectors than their own crate.
pub trait Definition: Declared {
    /// The declared function as written, its parameters as numbers.
    fn plain<R: Real>(x: R, parameters: &[R]) -> R;

    /// The forward: `plain` at this activation's parameters, with the declared `limits`, and with a
    /// NaN that a branch would hide.
    fn forward<R: Real>(&self, x: R) -> R;

    /// Whether the derivative reads y; what is kept may be another matter where a `pullback` is stated.
    const READS_OUTPUT: bool = Self::DECLARATION.keeps.output();

    /// The derivative, where y = forward(x). Where it does not read one of them, that is any number.
    fn derivative<R: Real>(&self, x: R, y: R) -> R;

    /// dy · derivative, but 0 on a branch whose derivative is the literal 0, and NaN where what was
    /// kept is NaN.
    fn vjp<R: Real>(&self, x: R, y: R, dy: R) -> R;

    /// The same by what a training step keeps. It reads only what `DECLARATION.keeps` names; the other
    /// one is any number.
    #[inline(always)]
    fn pullback<R: Real>(&self, x: R, y: R, dy: R) -> R {
        self.vjp(x, y, dy)
    }

    /// ∂f/∂parameter number `index`; both x and y are given.
    fn parameter_derivative<R: Real>(&self, x: R, y: R, index: usize) -> R {
        let _ = (x, y, index);
        unreachable!("{} declares no parameters", Self::DECLARATION.name)
    }

    /// x inside of the declared domain, NaN outside.
    fn within_domain<R: Real>(&self, x: R) -> R {
        x
    }

    /// The independent textbook formula, where one is declared.
    fn spec<R: Real>(x: R, parameters: &[R]) -> Option<R> {
        let _ = (x, parameters);
        None
    }
}

/// A definition of two inputs, element by element.
pub trait GatedDefinition: Declared {
    /// The declared function as written, its parameters as numbers.
    fn plain<R: Real>(a: R, b: R, parameters: &[R]) -> R;

    /// The forward at this activation's parameters, as in [`Definition::forward`].
    fn forward<R: Real>(&self, a: R, b: R) -> R;

    /// ∂f/∂a and ∂f/∂b, where y = forward(a, b).
    fn partials<R: Real>(&self, a: R, b: R, y: R) -> [R; 2];

    /// dy times each partial, as in [`Definition::vjp`].
    fn vjp<R: Real>(&self, a: R, b: R, y: R, dy: R) -> [R; 2];

    /// ∂f/∂parameter number `index`.
    fn parameter_derivative<R: Real>(&self, a: R, b: R, y: R, index: usize) -> R {
        let _ = (a, b, y, index);
        unreachable!("{} declares no parameters", Self::DECLARATION.name)
    }

    /// The independent textbook formula, where one is declared.
    fn spec<R: Real>(a: R, b: R, parameters: &[R]) -> Option<R> {
        let _ = (a, b, parameters);
        None
    }
}
