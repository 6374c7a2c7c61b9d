//! Negative controls of the checks whose object is the array interface itself: methods that core provides,
//! overridden with wrong ones.

use activations_core::ndarray::{Array, ArrayRef, ArrayView2, ArrayViewMut2, Dimension};
use activations_core::{
    Activation, AnyActivation, AnyGated, Declaration, Element, Gated, GatedKernel, Kernel, Saved,
    ShapeError, Sigmoid, Swiglu,
};

use super::{errors, masks, pairs};
use crate::checks::tally::Tally;
use crate::inputs::Random;
use crate::plan::Plan;
use crate::subject::Subject;

/// An activation whose masked forward ignores the mask, and which writes before it looks.
#[derive(Clone, Debug)]
struct Careless(AnyActivation);

/// An activation of two arrays in which every entry of a broadcast input's gradient counts twice.
#[derive(Clone, Debug)]
struct CarelessPair(AnyGated);

macro_rules! delegate {
    ($($type:ident)*) => {$(
        impl Kernel<$type> for Careless {
            fn forward_rows(&self, x: ArrayView2<'_, $type>, y: ArrayViewMut2<'_, $type>) {
                Kernel::<$type>::forward_rows(&self.0, x, y);
            }

            fn vjp_rows(&self, saved: Saved<'_, $type>, dy: ArrayView2<'_, $type>, dx: ArrayViewMut2<'_, $type>) {
                Kernel::<$type>::vjp_rows(&self.0, saved, dy, dx);
            }

            fn jvp_rows(&self, x: ArrayView2<'_, $type>, dx: ArrayView2<'_, $type>, dy: ArrayViewMut2<'_, $type>) {
                Kernel::<$type>::jvp_rows(&self.0, x, dx, dy);
            }
        }

        impl GatedKernel<$type> for CarelessPair {
            fn forward_rows(&self, a: ArrayView2<'_, $type>, b: ArrayView2<'_, $type>, y: ArrayViewMut2<'_, $type>) {
                GatedKernel::<$type>::forward_rows(&self.0, a, b, y);
            }

            fn vjp_rows(
                &self,
                a: ArrayView2<'_, $type>,
                b: ArrayView2<'_, $type>,
                dy: ArrayView2<'_, $type>,
                da: ArrayViewMut2<'_, $type>,
                db: ArrayViewMut2<'_, $type>,
            ) {
                GatedKernel::<$type>::vjp_rows(&self.0, a, b, dy, da, db);
            }
        }
    )*};
}

delegate! { f32 f64 }

impl Activation for Careless {
    fn declaration(&self) -> &'static Declaration {
        self.0.declaration()
    }

    fn forward_into<T: Element, D: Dimension>(
        &self,
        x: &ArrayRef<T, D>,
        y: &mut ArrayRef<T, D>,
    ) -> Result<(), ShapeError> {
        y.fill(T::ZERO);
        self.0.forward_into(x, y)
    }

    fn forward_masked<T: Element, D: Dimension, E: Dimension>(
        &self,
        x: &ArrayRef<T, D>,
        _mask: &ArrayRef<bool, E>,
    ) -> Result<Array<T, D>, ShapeError> {
        Ok(self.0.forward(x))
    }
}

impl Gated for CarelessPair {
    fn declaration(&self) -> &'static Declaration {
        self.0.declaration()
    }

    fn vjp<T: Element, D: Dimension, E: Dimension>(
        &self,
        a: &ArrayRef<T, D>,
        b: &ArrayRef<T, E>,
        dy: &ArrayRef<T, D>,
    ) -> Result<(Array<T, D>, Array<T, E>), ShapeError> {
        let (da, db) = self.0.vjp(a, b, dy)?;
        let broadcast = b.shape() != a.shape();
        let wrong = db.mapv(|db| {
            if broadcast {
                T::narrow(2.0 * db.widen())
            } else {
                db
            }
        });
        Ok((da, wrong))
    }
}

#[test]
fn a_mask_that_is_ignored_is_found() {
    let (subject, plan) = (Subject::one(AnyActivation::new(Sigmoid)), Plan::default());
    let mut wrong = Tally::default();
    let mut right = Tally::default();
    for case in 0..8 {
        masks::one::<f64>(
            &subject,
            &Careless(AnyActivation::new(Sigmoid)),
            &plan,
            case,
            &mut wrong,
        );
        masks::one::<f64>(
            &subject,
            &AnyActivation::new(Sigmoid),
            &plan,
            case,
            &mut right,
        );
    }
    assert!(wrong.has_findings() && !right.has_findings());
}

#[test]
fn a_broadcast_gradient_that_is_not_summed_is_found() {
    let mut wrong = Tally::default();
    let mut right = Tally::default();
    for case in 0..8 {
        let random = || Random::new(0, "control", case);
        pairs::broadcast::<f64>(
            &CarelessPair(AnyGated::new(Swiglu)),
            random(),
            case,
            &mut wrong,
        );
        pairs::broadcast::<f64>(&AnyGated::new(Swiglu), random(), case, &mut right);
    }
    assert!(wrong.has_findings() && !right.has_findings());
}

#[test]
fn an_output_that_is_half_written_is_found() {
    let judge = || errors::Judge {
        name: "sigmoid",
        tally: Tally::default(),
    };
    let (mut wrong, mut right) = (judge(), judge());
    errors::of_one(&Careless(AnyActivation::new(Sigmoid)), &mut wrong);
    errors::of_one(&AnyActivation::new(Sigmoid), &mut right);
    assert!(wrong.tally.has_findings() && !right.tally.has_findings());
}
