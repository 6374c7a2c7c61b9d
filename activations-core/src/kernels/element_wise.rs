//! Kernels of element-wise activations.

use ndarray::{ArrayView2, ArrayViewMut2};

use super::dispatch::Number;
use super::loops::{Body, Loop};
use super::place::Place;
use super::{Saved, Sum};
use crate::__private::Definition;
use crate::{Dual, Keeps, Real};

/// y = f(x)
#[derive(Clone, Copy)]
struct Forward<D>(D);

impl<D: Definition> Body<1, 1> for Forward<D> {
    #[inline(always)]
    fn at<R: Real>(self, [x]: [R; 1]) -> [R; 1] {
        [self.0.forward(x)]
    }
}

/// dx = dy · f′ from the input.
#[derive(Clone, Copy)]
struct FromInput<D>(D);

impl<D: Definition> Body<2, 1> for FromInput<D> {
    #[inline(always)]
    fn at<R: Real>(self, [x, dy]: [R; 2]) -> [R; 1] {
        // What a derivative does not read may be any number.
        let y = if D::READS_OUTPUT {
            self.0.forward(x)
        } else {
            x
        };
        [self.0.vjp(x, y, dy)]
    }
}

/// dx = dy · f′ from nothing.
#[derive(Clone, Copy)]
struct FromNothing<D>(D);

impl<D: Definition> Body<1, 1> for FromNothing<D> {
    #[inline(always)]
    fn at<R: Real>(self, [dy]: [R; 1]) -> [R; 1] {
        [self.0.pullback(dy, dy, dy)]
    }
}

/// dx = dy · f′ from the output.
#[derive(Clone, Copy)]
struct FromOutput<D>(D);

impl<D: Definition> Body<2, 1> for FromOutput<D> {
    #[inline(always)]
    fn at<R: Real>(self, [y, dy]: [R; 2]) -> [R; 1] {
        [self.0.pullback(y, y, dy)]
    }
}

/// dx = dy · f′ from input and output.
#[derive(Clone, Copy)]
struct FromBoth<D>(D);

impl<D: Definition> Body<3, 1> for FromBoth<D> {
    #[inline(always)]
    fn at<R: Real>(self, [x, y, dy]: [R; 3]) -> [R; 1] {
        [self.0.pullback(x, y, dy)]
    }
}

/// dy · ∂f/∂parameter
#[derive(Clone, Copy)]
struct Parameter<D>(D, usize);

impl<D: Definition> Body<2, 1> for Parameter<D> {
    #[inline(always)]
    fn at<R: Real>(self, [x, dy]: [R; 2]) -> [R; 1] {
        let y = self.0.forward(x);
        [dy * self.0.parameter_derivative(x, y, self.1)]
    }
}

/// dy · f″ · tangent
#[derive(Clone, Copy)]
struct Second<D>(D);

impl<D: Definition> Body<3, 1> for Second<D> {
    #[inline(always)]
    fn at<R: Real>(self, [x, dy, tangent]: [R; 3]) -> [R; 1] {
        let x = Dual::variable(x);
        let y = if D::READS_OUTPUT {
            self.0.forward(x)
        } else {
            x
        };
        [dy * self.0.derivative(x, y).tangent * tangent]
    }
}

/// y = f(x)
pub fn forward<D, T>(definition: &D, x: ArrayView2<'_, T>, mut y: ArrayViewMut2<'_, T>)
where
    D: Definition,
    T: Number,
{
    assert_eq!(x.dim(), y.dim(), "blocks of one shape");
    let (shape, from, to) = (x.dim(), Place::read(&x), Place::write(&mut y));
    // SAFETY: the views are valid for their shape, and y is borrowed mutably.
    unsafe { T::for_each(&Loop(Forward(*definition)), shape, [from], [to]) }
}

/// x = f(x)
pub fn forward_inplace<D, T>(definition: &D, mut xy: ArrayViewMut2<'_, T>)
where
    D: Definition,
    T: Number,
{
    let place = Place::write(&mut xy);
    // SAFETY: the view is valid for its shape, borrowed mutably, and the only place.
    unsafe { T::for_each(&Loop(Forward(*definition)), xy.dim(), [place], [place]) }
}

/// dx = dy · f′
pub fn vjp<D, T>(
    definition: &D,
    saved: Saved<'_, T>,
    dy: ArrayView2<'_, T>,
    mut dx: ArrayViewMut2<'_, T>,
) where
    D: Definition,
    T: Number,
{
    assert_eq!(dy.dim(), dx.dim(), "blocks of one shape");
    let (shape, from, to) = (dy.dim(), Place::read(&dy), Place::write(&mut dx));
    // SAFETY: the views are valid for their shape, and dx is borrowed mutably.
    unsafe { vjp_between(definition, saved, shape, from, to) }
}

/// dy = dy · f′
pub fn vjp_inplace<D, T>(definition: &D, saved: Saved<'_, T>, mut dy: ArrayViewMut2<'_, T>)
where
    D: Definition,
    T: Number,
{
    let place = Place::write(&mut dy);
    // SAFETY: the view is valid for its shape, borrowed mutably, and the same place on both sides.
    unsafe { vjp_between(definition, saved, dy.dim(), place, place) }
}

/// Only the loops that an activation can need are compiled: from its input, and from what it keeps.
///
/// # Safety
/// As for [`Number::for_each`], with dy as an input and dx as the output.
unsafe fn vjp_between<D, T>(
    definition: &D,
    saved: Saved<'_, T>,
    shape: (usize, usize),
    dy: Place<T>,
    dx: Place<T>,
) where
    D: Definition,
    T: Number,
{
    let definition = *definition;
    let place = |block: &ArrayView2<'_, T>| {
        assert_eq!(block.dim(), shape, "blocks of one shape");
        Place::read(block)
    };
    match saved {
        Saved::Input(x) => {
            // SAFETY: the caller's promise; x is a view of this shape.
            unsafe { T::for_each(&Loop(FromInput(definition)), shape, [place(&x), dy], [dx]) }
        }
        Saved::Nothing if const { matches!(D::DECLARATION.keeps, Keeps::Nothing) } => {
            // SAFETY: the caller's promise.
            unsafe { T::for_each(&Loop(FromNothing(definition)), shape, [dy], [dx]) }
        }
        Saved::Output(y) if const { matches!(D::DECLARATION.keeps, Keeps::Output) } => {
            // SAFETY: the caller's promise; y is a view of this shape.
            unsafe { T::for_each(&Loop(FromOutput(definition)), shape, [place(&y), dy], [dx]) }
        }
        Saved::Both(x, y) if const { matches!(D::DECLARATION.keeps, Keeps::Both) } => {
            // SAFETY: the caller's promise; x and y are views of this shape.
            unsafe {
                T::for_each(
                    &Loop(FromBoth(definition)),
                    shape,
                    [place(&x), place(&y), dy],
                    [dx],
                )
            }
        }
        _ => panic!(
            "expected what {} keeps, {:?}, or its input, found something else",
            D::DECLARATION.name,
            D::DECLARATION.keeps
        ),
    }
}

/// dy = f′ · dx
pub fn jvp<D, T>(
    definition: &D,
    x: ArrayView2<'_, T>,
    dx: ArrayView2<'_, T>,
    dy: ArrayViewMut2<'_, T>,
) where
    D: Definition,
    T: Number,
{
    // The Jacobian is diagonal, and so its own transpose.
    vjp(definition, Saved::Input(x), dx, dy);
}

/// Adds Σ dy · ∂f/∂parameter to each sum, every term in `f64`.
pub fn vjp_params<D, T>(
    definition: &D,
    x: ArrayView2<'_, T>,
    dy: ArrayView2<'_, T>,
    sums: &mut [Sum],
) where
    D: Definition,
    T: Number,
{
    for (index, sum) in sums.iter_mut().enumerate() {
        T::accumulate(&Loop(Parameter(*definition, index)), &[x, dy], sum);
    }
}

/// out = dy · f″ · tangent
pub fn vjp_derivative<D: Definition>(
    definition: &D,
    x: ArrayView2<'_, f64>,
    dy: ArrayView2<'_, f64>,
    tangent: ArrayView2<'_, f64>,
    mut out: ArrayViewMut2<'_, f64>,
) {
    let shape = out.dim();
    let inputs = [x, dy, tangent].map(|block| {
        assert_eq!(block.dim(), shape, "blocks of one shape");
        Place::read(&block)
    });
    let outputs = [Place::write(&mut out)];
    // SAFETY: the views are valid for their shape, and out is borrowed mutably.
    unsafe { f64::for_each(&Loop(Second(*definition)), shape, inputs, outputs) }
}
