//! An element-wise activation of one's own making, with definition and derivative as closures.

use std::fmt;
use std::sync::Arc;

use activations_core::ndarray::{ArrayView2, ArrayViewMut2, Zip};
use activations_core::{
    Activation, AnyActivation, Declaration, Definitions, Dual, Keeps, Kernel, Kind,
    KinkDeclaration, ParameterDeclaration, ParameterError, Real, Saved, Sigmoid, Sum, Tape, Trace,
};

type Function = Arc<dyn Fn(Trace, &[Trace]) -> Trace + Send + Sync>;
type Derivative = Arc<dyn Fn(Trace, Trace, &[Trace]) -> Trace + Send + Sync>;
type Vjp = Arc<dyn Fn(Trace, Trace, Trace) -> Trace + Send + Sync>;

/// f(x, parameters), with a derivative in x, y and the parameters that nobody checked.
#[derive(Clone)]
pub struct Elements {
    declaration: &'static Declaration,
    parameters: Vec<f64>,
    function: Function,
    derivative: Derivative,
    by_parameters: Option<Derivative>,
    vjp: Option<Vjp>,
    pullback: Option<Vjp>,
    domain: Option<fn(Trace) -> Trace>,
    is_opaque: bool,
    allowed: fn(&[f64]) -> bool,
}

impl fmt::Debug for Elements {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{:?}", self.declaration.name, self.parameters)
    }
}

impl Elements {
    /// Without parameters.
    pub fn new(
        function: impl Fn(Trace) -> Trace + Send + Sync + 'static,
        derivative: impl Fn(Trace, Trace) -> Trace + Send + Sync + 'static,
    ) -> Self {
        Self::with_parameters(
            &[],
            move |x, _| function(x),
            move |x, y, _| derivative(x, y),
        )
    }

    /// With parameters, by name and default.
    pub fn with_parameters(
        parameters: &[(&'static str, f64)],
        function: impl Fn(Trace, &[Trace]) -> Trace + Send + Sync + 'static,
        derivative: impl Fn(Trace, Trace, &[Trace]) -> Trace + Send + Sync + 'static,
    ) -> Self {
        let declared = parameters
            .iter()
            .map(|(name, default)| ParameterDeclaration {
                name,
                default: *default,
                domain: "",
            });
        let declaration = Declaration {
            parameters: Box::leak(declared.collect::<Vec<_>>().into_boxed_slice()),
            keeps: Keeps::Both,
            ..Declaration::new("planted", "Planted", Kind::ElementWise)
        };
        Self {
            declaration: Box::leak(Box::new(declaration)),
            parameters: parameters.iter().map(|(_, default)| *default).collect(),
            function: Arc::new(function),
            derivative: Arc::new(derivative),
            by_parameters: None,
            vjp: None,
            pullback: None,
            domain: None,
            is_opaque: false,
            allowed: |_| true,
        }
    }

    /// The same with a declaration changed.
    pub fn declaring(self, change: impl FnOnce(&mut Declaration)) -> Self {
        let mut declaration = *self.declaration;
        change(&mut declaration);
        Self {
            declaration: Box::leak(Box::new(declaration)),
            ..self
        }
    }

    /// The same with these kinks declared: place, slopes, value taken.
    pub fn kinks(self, kinks: &[(&'static str, f64, f64, f64)]) -> Self {
        let kinks = kinks
            .iter()
            .map(|(at, left, right, taken)| KinkDeclaration {
                at,
                left: *left,
                right: *right,
                taken: *taken,
            });
        let kinks = Box::leak(kinks.collect::<Vec<_>>().into_boxed_slice());
        self.declaring(|declaration| declaration.kinks = kinks)
    }

    /// The same with array code that computes dx in another way from x, y and dy.
    pub fn vjp(self, vjp: impl Fn(Trace, Trace, Trace) -> Trace + Send + Sync + 'static) -> Self {
        Self {
            vjp: Some(Arc::new(vjp)),
            ..self
        }
    }

    /// The same with dx of a training step stated apart; the array code knows nothing of it.
    pub fn pullback(
        self,
        dx: impl Fn(Trace, Trace, Trace) -> Trace + Send + Sync + 'static,
    ) -> Self {
        let declared = self.declaring(|declaration| declaration.pullback = Some("apart"));
        Self {
            pullback: Some(Arc::new(dx)),
            ..declared
        }
    }

    /// The same with a stated derivative by its only parameter.
    pub fn by_parameter(
        self,
        derivative: impl Fn(Trace, Trace, &[Trace]) -> Trace + Send + Sync + 'static,
    ) -> Self {
        Self {
            by_parameters: Some(Arc::new(derivative)),
            ..self
        }
    }

    /// The same in a domain; `inside` is its input there and NaN elsewhere.
    pub fn domain(self, text: &'static str, inside: fn(Trace) -> Trace) -> Self {
        let declared = self.declaring(|declaration| declaration.domain = Some(text));
        Self {
            domain: Some(inside),
            ..declared
        }
    }

    /// The same without its definition, as an activation written by hand has none.
    pub fn opaque(self) -> Self {
        Self {
            is_opaque: true,
            ..self
        }
    }

    /// The same for parameters that satisfy a condition only.
    pub fn allowing(self, allowed: fn(&[f64]) -> bool) -> Self {
        Self { allowed, ..self }
    }

    fn numbers(&self) -> Vec<Trace> {
        self.parameters
            .iter()
            .map(|p| Trace::from_f64(*p))
            .collect()
    }

    fn forward_tape(&self) -> Tape {
        Tape::scalar(1, |v| (self.function)(v[0], &self.numbers()))
    }

    fn derivative_tape(&self) -> Tape {
        Tape::scalar(2, |v| (self.derivative)(v[0], v[1], &self.numbers()))
    }

    fn vjp_tape(&self) -> Tape {
        Tape::scalar(3, |v| match &self.vjp {
            Some(vjp) => vjp(v[0], v[1], v[2]),
            None => v[2] * (self.derivative)(v[0], v[1], &self.numbers()),
        })
    }

    fn plain_tape(&self) -> Tape {
        Tape::scalar(1 + self.parameters.len(), |v| {
            (self.function)(v[0], &v[1..])
        })
    }

    /// ∂f/∂parameter by dual numbers: parameters are not what is wrong here.
    fn parameter_slope(&self, x: f64, index: usize) -> f64 {
        let mut at = vec![Dual::fixed(x)];
        at.extend(self.parameters.iter().map(|p| Dual::fixed(*p)));
        at[1 + index] = Dual::variable(self.parameters[index]);
        self.plain_tape().eval(&at).tangent
    }
}

impl Activation for Elements {
    fn declaration(&self) -> &'static Declaration {
        self.declaration
    }

    fn parameters(&self) -> Vec<f64> {
        self.parameters.clone()
    }

    fn with_parameters(&self, values: &[f64]) -> Option<Result<AnyActivation, ParameterError>> {
        let made = Self {
            parameters: values.to_vec(),
            ..self.clone()
        };
        let refused = || ParameterError::new("planted", "p", values[0], "");
        Some(if (self.allowed)(values) {
            Ok(AnyActivation::new(made))
        } else {
            Err(refused())
        })
    }

    fn definitions(&self) -> Option<Definitions> {
        if self.is_opaque {
            return None;
        }
        // A definition is not to be made from outside; one of core's is filled anew.
        let mut definitions = Sigmoid.definitions()?;
        definitions.plain = self.plain_tape();
        definitions.forward = self.forward_tape();
        definitions.derivatives = vec![self.derivative_tape()];
        let pullback = self.pullback.as_ref();
        definitions.pullback = pullback.map(|dx| Tape::scalar(3, |v| dx(v[0], v[1], v[2])));
        // Where nothing is stated by parameters, nothing is checked by them.
        definitions.parameters = match &self.by_parameters {
            Some(derivative) => vec![Tape::scalar(2, |v| derivative(v[0], v[1], &self.numbers()))],
            None => self
                .parameters
                .iter()
                .map(|_| Tape::scalar(2, |v| v[0] * Trace::from_f64(f64::NAN)))
                .collect(),
        };
        definitions.spec = None;
        definitions.domain = self.domain.map(|inside| Tape::scalar(1, |v| inside(v[0])));
        Some(definitions)
    }
}

macro_rules! kernel {
    ($type:ident) => {
        impl Kernel<$type> for Elements {
            fn forward_rows(&self, x: ArrayView2<'_, $type>, y: ArrayViewMut2<'_, $type>) {
                let tape = self.forward_tape();
                Zip::from(y).and(x).for_each(|y, x| *y = tape.eval(&[*x]));
            }

            fn vjp_rows(
                &self,
                saved: Saved<'_, $type>,
                dy: ArrayView2<'_, $type>,
                dx: ArrayViewMut2<'_, $type>,
            ) {
                let (forward, vjp) = (self.forward_tape(), self.vjp_tape());
                let x = match saved {
                    Saved::Input(x) | Saved::Both(x, _) => x,
                    _ => unreachable!("both are kept"),
                };
                Zip::from(dx)
                    .and(x)
                    .and(dy)
                    .for_each(|dx, x, dy| *dx = vjp.eval(&[*x, forward.eval(&[*x]), *dy]));
            }

            fn jvp_rows(
                &self,
                x: ArrayView2<'_, $type>,
                dx: ArrayView2<'_, $type>,
                dy: ArrayViewMut2<'_, $type>,
            ) {
                self.vjp_rows(Saved::Input(x), dx, dy);
            }

            fn vjp_params_rows(
                &self,
                x: ArrayView2<'_, $type>,
                dy: ArrayView2<'_, $type>,
                sums: &mut [Sum],
            ) {
                for (index, sum) in sums.iter_mut().enumerate() {
                    Zip::from(x).and(dy).for_each(|x, dy| {
                        sum.add(f64::from(*dy) * self.parameter_slope(f64::from(*x), index))
                    });
                }
            }
        }
    };
}

kernel!(f32);
kernel!(f64);
