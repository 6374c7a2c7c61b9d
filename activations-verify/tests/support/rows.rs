//! A row-wise activation of one's own making, with definition and VJP as closures.

use std::fmt;
use std::sync::Arc;

use activations_core::ndarray::{ArrayView2, ArrayViewMut2, Axis};
use activations_core::{
    Activation, Declaration, Definitions, Dual, Keeps, Kernel, Kind, Saved, Softmax, Tape, TraceRow,
};

/// A definition of rows, with a VJP in x, y and dy that nobody checked.
#[derive(Clone)]
pub struct Rows {
    declaration: &'static Declaration,
    plain: Arc<Tape>,
    vjp: Arc<Tape>,
    spec: Option<Arc<Tape>>,
}

impl fmt::Debug for Rows {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.declaration.name)
    }
}

impl Rows {
    /// The activation x ↦ plain(x) with dx = vjp(x, y, dy).
    pub fn new(
        plain: impl Fn(TraceRow) -> TraceRow,
        vjp: impl Fn(TraceRow, TraceRow, TraceRow) -> TraceRow,
    ) -> Self {
        let declaration = Declaration {
            keeps: Keeps::Both,
            ..Declaration::new("planted_rows", "PlantedRows", Kind::RowWise)
        };
        Self {
            declaration: Box::leak(Box::new(declaration)),
            plain: Arc::new(Tape::row(1, 0, |rows, _| plain(rows[0]))),
            vjp: Arc::new(Tape::row(3, 0, |rows, _| vjp(rows[0], rows[1], rows[2]))),
            spec: None,
        }
    }

    /// The same with a textbook formula.
    pub fn spec(self, spec: impl Fn(TraceRow) -> TraceRow) -> Self {
        Self {
            spec: Some(Arc::new(Tape::row(1, 0, |rows, _| spec(rows[0])))),
            ..self
        }
    }
}

impl Activation for Rows {
    fn declaration(&self) -> &'static Declaration {
        self.declaration
    }

    fn definitions(&self) -> Option<Definitions> {
        let mut definitions = Softmax.definitions()?;
        definitions.plain = (*self.plain).clone();
        definitions.forward = (*self.plain).clone();
        definitions.derivatives = vec![(*self.vjp).clone()];
        definitions.spec = self.spec.as_deref().cloned();
        Some(definitions)
    }
}

macro_rules! kernel {
    ($type:ident) => {
        impl Kernel<$type> for Rows {
            fn forward_rows(&self, x: ArrayView2<'_, $type>, mut y: ArrayViewMut2<'_, $type>) {
                for (x, mut y) in x.rows().into_iter().zip(y.rows_mut()) {
                    y.assign(&activations_core::ndarray::arr1(
                        &self.plain.eval_row(&[&x.to_vec()], &[]),
                    ));
                }
            }

            fn vjp_rows(
                &self,
                saved: Saved<'_, $type>,
                dy: ArrayView2<'_, $type>,
                mut dx: ArrayViewMut2<'_, $type>,
            ) {
                let x = match saved {
                    Saved::Input(x) | Saved::Both(x, _) => x,
                    _ => unreachable!("both are kept"),
                };
                for ((x, dy), mut dx) in x
                    .rows()
                    .into_iter()
                    .zip(dy.rows())
                    .zip(dx.axis_iter_mut(Axis(0)))
                {
                    let (x, dy) = (x.to_vec(), dy.to_vec());
                    let y = self.plain.eval_row(&[&x], &[]);
                    let row: Vec<$type> = self.vjp.eval_row(&[&x, &y, &dy], &[]);
                    dx.assign(&activations_core::ndarray::arr1(&row));
                }
            }

            fn jvp_rows(
                &self,
                x: ArrayView2<'_, $type>,
                dx: ArrayView2<'_, $type>,
                mut dy: ArrayViewMut2<'_, $type>,
            ) {
                for ((x, dx), mut dy) in x
                    .rows()
                    .into_iter()
                    .zip(dx.rows())
                    .zip(dy.axis_iter_mut(Axis(0)))
                {
                    let row: Vec<_> = x.iter().zip(dx).map(|(x, dx)| Dual::new(*x, *dx)).collect();
                    let tangents: Vec<$type> = self
                        .plain
                        .eval_row(&[&row], &[])
                        .into_iter()
                        .map(|y| y.tangent)
                        .collect();
                    dy.assign(&activations_core::ndarray::arr1(&tangents));
                }
            }
        }
    };
}

kernel!(f32);
kernel!(f64);
