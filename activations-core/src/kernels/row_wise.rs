//! Kernels of row-wise activations.

use ndarray::{ArrayView2, ArrayViewMut2};

use super::dispatch::Number;
use super::place::Place;
use super::rows::{Arrays, Each, Job};
use super::{Saved, Sum};
use crate::__private::{RowDefinition, RowEngine};
use crate::api::second::by_tapes;
use crate::{Dual, Element, Keeps, Tape};

/// y = f(x)
#[derive(Clone, Copy)]
struct Forward<D>(D);

impl<D: RowDefinition> Job for Forward<D> {
    #[inline(always)]
    fn run<E: RowEngine>(self, engine: &mut E) {
        self.0.forward(engine);
    }
}

/// dx = Jᵀ dy
#[derive(Clone, Copy)]
struct Vjp<D>(D);

impl<D: RowDefinition> Job for Vjp<D> {
    #[inline(always)]
    fn run<E: RowEngine>(self, engine: &mut E) {
        self.0.vjp(engine);
    }
}

/// dy = J dx
#[derive(Clone, Copy)]
struct Jvp<D>(D);

impl<D: RowDefinition> Job for Jvp<D> {
    #[inline(always)]
    fn run<E: RowEngine>(self, engine: &mut E) {
        self.0.jvp(engine);
    }
}

/// y = f(x)
pub fn forward<D, T>(definition: &D, x: ArrayView2<'_, T>, mut y: ArrayViewMut2<'_, T>)
where
    D: RowDefinition,
    T: Number,
{
    let shape = same_shape([x.dim(), y.dim()]);
    let arrays = Arrays {
        x: Some(Place::read(&x)),
        y: None,
        dy: None,
        out: Place::write(&mut y),
        clashes: false,
    };
    // SAFETY: the views are valid for their shape, and y is borrowed mutably.
    unsafe { T::for_each_row(None, &Each(Forward(*definition)), shape, arrays) }
}

/// x = f(x)
pub fn forward_inplace<D, T>(definition: &D, mut xy: ArrayViewMut2<'_, T>)
where
    D: RowDefinition,
    T: Number,
{
    let place = Place::write(&mut xy);
    let clashes = D::FORWARD_READS_AFTER_STORE;
    let arrays = Arrays {
        x: Some(place),
        y: None,
        dy: None,
        out: place,
        clashes,
    };
    // SAFETY: the view is valid for its shape, borrowed mutably, and the only place.
    unsafe { T::for_each_row(None, &Each(Forward(*definition)), xy.dim(), arrays) }
}

/// dx = Jᵀ dy
pub fn vjp<D, T>(
    definition: &D,
    saved: Saved<'_, T>,
    dy: ArrayView2<'_, T>,
    mut dx: ArrayViewMut2<'_, T>,
) where
    D: RowDefinition,
    T: Number,
{
    let shape = same_shape([dy.dim(), dx.dim()]);
    let (dy, out) = (Some(Place::read(&dy)), Place::write(&mut dx));
    let arrays = Arrays {
        x: None,
        y: None,
        dy,
        out,
        clashes: false,
    };
    // SAFETY: the views are valid for their shape, and dx is borrowed mutably.
    unsafe { vjp_between(definition, saved, shape, arrays) }
}

/// dy = Jᵀ dy
pub fn vjp_inplace<D, T>(definition: &D, saved: Saved<'_, T>, mut dy: ArrayViewMut2<'_, T>)
where
    D: RowDefinition,
    T: Number,
{
    let place = Place::write(&mut dy);
    let clashes = D::VJP_READS_AFTER_STORE;
    let arrays = Arrays {
        x: None,
        y: None,
        dy: Some(place),
        out: place,
        clashes,
    };
    // SAFETY: the view is valid for its shape, borrowed mutably, and the same place on both sides.
    unsafe { vjp_between(definition, saved, dy.dim(), arrays) }
}

/// From the input where that is what there is: the output, if it is needed, is computed first.
///
/// # Safety
/// As for [`Number::for_each_row`], with dy and dx in `arrays`.
unsafe fn vjp_between<D, T>(
    definition: &D,
    saved: Saved<'_, T>,
    shape: (usize, usize),
    arrays: Arrays<T>,
) where
    D: RowDefinition,
    T: Number,
{
    let read = |block: &ArrayView2<'_, T>| {
        same_shape([shape, block.dim()]);
        Some(Place::read(block))
    };
    let keeps = D::DECLARATION.keeps;
    let (x, y) = match (&saved, keeps) {
        (Saved::Nothing, Keeps::Nothing) => (None, None),
        (Saved::Input(x), _) => (read(x), None),
        (Saved::Output(y), Keeps::Output) => (None, read(y)),
        (Saved::Both(x, y), Keeps::Both) => (read(x), read(y)),
        _ => panic!(
            "expected what {} keeps, {keeps:?}, or its input, found something else",
            D::DECLARATION.name
        ),
    };
    let forward = Each(Forward(*definition));
    let output = (y.is_none() && keeps.output()).then_some(&forward as _);
    // SAFETY: the caller's promise; x and y are views of this shape.
    unsafe {
        T::for_each_row(
            output,
            &Each(Vjp(*definition)),
            shape,
            Arrays { x, y, ..arrays },
        )
    }
}

/// dy = J dx
pub fn jvp<D, T>(
    definition: &D,
    x: ArrayView2<'_, T>,
    dx: ArrayView2<'_, T>,
    mut dy: ArrayViewMut2<'_, T>,
) where
    D: RowDefinition,
    T: Number,
{
    let shape = same_shape([x.dim(), dx.dim(), dy.dim()]);
    let arrays = Arrays {
        x: Some(Place::read(&x)),
        y: None,
        dy: Some(Place::read(&dx)),
        out: Place::write(&mut dy),
        clashes: false,
    };
    // SAFETY: the views are valid for their shape, and dy is borrowed mutably.
    unsafe {
        T::for_each_row(
            Some(&Each(Forward(*definition))),
            &Each(Jvp(*definition)),
            shape,
            arrays,
        )
    }
}

/// Adds Σ dy · ∂f/∂parameter to each sum, by dual numbers over the definition as written, in `f64`.
pub fn vjp_params<D, T>(
    definition: &D,
    x: ArrayView2<'_, T>,
    dy: ArrayView2<'_, T>,
    sums: &mut [Sum],
) where
    D: RowDefinition,
    T: Number,
{
    let values = definition.parameters();
    if values.is_empty() {
        return;
    }
    let tape = Tape::row(1, values.len(), |rows, p| D::plain(rows[0], p));
    add_slopes(&tape, &values, x, dy, sums);
}

/// Adds Σ dy · ∂f/∂parameter of a recorded function to each sum.
fn add_slopes<T: Element>(
    tape: &Tape,
    values: &[f64],
    x: ArrayView2<'_, T>,
    dy: ArrayView2<'_, T>,
    sums: &mut [Sum],
) {
    for (index, sum) in sums.iter_mut().enumerate() {
        let mut parameters: Vec<_> = values.iter().map(|&p| Dual::fixed(p)).collect();
        parameters[index] = Dual::variable(values[index]);
        for (x, dy) in x.rows().into_iter().zip(dy.rows()) {
            let row: Vec<_> = x.iter().map(|x| Dual::fixed(x.widen())).collect();
            for (y, dy) in tape.eval_row(&[&row], &parameters).iter().zip(dy) {
                sum.add(dy.widen() * y.tangent);
            }
        }
    }
}

/// out = the change of the VJP of dy along a tangent of x.
pub fn vjp_derivative<D: RowDefinition>(
    definition: &D,
    x: ArrayView2<'_, f64>,
    dy: ArrayView2<'_, f64>,
    tangent: ArrayView2<'_, f64>,
    out: ArrayViewMut2<'_, f64>,
) {
    let definitions = crate::__private::row_wise::definitions(definition);
    by_tapes(
        &definitions,
        &definition.parameters(),
        [x, dy, tangent],
        out,
    );
}

/// The shape of blocks, which is one.
fn same_shape<const N: usize>(shapes: [(usize, usize); N]) -> (usize, usize) {
    assert!(
        shapes.iter().all(|shape| *shape == shapes[0]),
        "blocks of one shape"
    );
    shapes[0]
}
