//! What is checked: an activation of one array or of two, behind one type.

use std::sync::Arc;

use activations_core::ndarray::Array1;
use activations_core::{
    Activation, AnyActivation, AnyGated, Declaration, Definitions, Gated, Kind,
};

use crate::inputs::Random;
use crate::number::Number;

/// Parameter values to try: what divides, scales, flips and drowns.
const VALUES: [f64; 9] = [0.25, -0.75, 1.0, 3.0, -2.5, 0.0, 1e-3, 20.0, 300.0];

/// An activation to be checked, with its recorded functions.
#[derive(Clone, Debug)]
pub struct Subject {
    arrays: Arrays,
    definitions: Option<Arc<Definitions>>,
    parameters: Vec<f64>,
}

/// The public interface that the activation has.
#[derive(Clone, Debug)]
pub enum Arrays {
    /// Element-wise or row-wise, of one array.
    One(AnyActivation),
    /// Of two arrays.
    Two(AnyGated),
}

/// What [`verify`](crate::verify) takes: every [`Activation`] and every [`Gated`] activation that can
/// be cloned. `Interface` tells the two apart and is always inferred.
pub trait Verifiable<Interface> {
    /// The activation, ready to be checked.
    fn subject(&self) -> Subject;
}

/// The interface of [`Activation`].
#[derive(Debug)]
pub enum OneArray {}

/// The interface of [`Gated`].
#[derive(Debug)]
pub enum TwoArrays {}

impl<A: Activation + Clone + 'static> Verifiable<OneArray> for A {
    fn subject(&self) -> Subject {
        Subject::one(AnyActivation::new(self.clone()))
    }
}

impl<G: Gated + Clone + 'static> Verifiable<TwoArrays> for G {
    fn subject(&self) -> Subject {
        Subject::two(AnyGated::new(self.clone()))
    }
}

impl Subject {
    /// An activation of one array.
    pub fn one(activation: AnyActivation) -> Self {
        Self {
            definitions: activation.definitions().map(Arc::new),
            parameters: activation.parameters(),
            arrays: Arrays::One(activation),
        }
    }

    /// An activation of two arrays.
    pub fn two(gated: AnyGated) -> Self {
        Self {
            definitions: gated.definitions().map(Arc::new),
            parameters: gated.parameters(),
            arrays: Arrays::Two(gated),
        }
    }

    /// What the declaration says.
    pub fn declaration(&self) -> &'static Declaration {
        match &self.arrays {
            Arrays::One(activation) => activation.declaration(),
            Arrays::Two(gated) => gated.declaration(),
        }
    }

    /// The activation's name.
    pub fn name(&self) -> &'static str {
        self.declaration().name
    }

    /// The values of the parameters.
    pub fn parameters(&self) -> &[f64] {
        &self.parameters
    }

    /// The recorded functions; none for an activation written by hand.
    pub fn definitions(&self) -> Option<&Definitions> {
        self.definitions.as_deref()
    }

    /// The public interface.
    pub fn arrays(&self) -> &Arrays {
        &self.arrays
    }

    /// Whether it acts on rows.
    pub fn is_row_wise(&self) -> bool {
        self.declaration().kind == Kind::RowWise
    }

    /// How many arrays it takes.
    pub fn inputs(&self) -> usize {
        match self.arrays {
            Arrays::One(_) => 1,
            Arrays::Two(_) => 2,
        }
    }

    /// The names of the inputs, then those of the parameters.
    pub fn variables(&self) -> Vec<&'static str> {
        let declaration = self.declaration();
        let parameters = declaration
            .parameters
            .iter()
            .map(|parameter| parameter.name);
        declaration
            .inputs
            .iter()
            .copied()
            .chain(parameters)
            .collect()
    }

    /// Whether a number lies in the declared domain. Of one that is written by hand only the value
    /// tells, which is NaN outside.
    pub(crate) fn is_inside(&self, x: f64) -> bool {
        if self.declaration().domain.is_none() {
            return true;
        }
        let domain = self
            .definitions()
            .and_then(|definitions| definitions.domain.as_ref());
        let value = domain.map_or_else(|| self.forward(&[vec![x]])[0], |domain| domain.eval(&[x]));
        !value.is_nan()
    }

    /// The first number drawn that lies in the declared domain; after a thousand, whatever comes.
    pub(crate) fn inside<T: Number>(&self, mut draw: impl FnMut() -> T) -> T {
        let mut x = draw();
        for _ in 0..1000 {
            if self.is_inside(x.widen()) {
                break;
            }
            x = draw();
        }
        x
    }

    /// Inputs and this activation's parameters, by name.
    pub(crate) fn named(&self, inputs: &[f64]) -> Vec<(&'static str, f64)> {
        let values = inputs.iter().chain(&self.parameters).copied();
        self.variables().into_iter().zip(values).collect()
    }

    /// Whether its parameters are the declared defaults, as f32 has them.
    pub(crate) fn has_default_parameters(&self) -> bool {
        let declared = self.declaration().parameters.iter();
        declared
            .map(|p| p.default as f32)
            .eq(self.parameters.iter().map(|p| *p as f32))
    }

    /// The activation at its own parameters, then at others: at and near 0, small, large, negative, each
    /// parameter alone and several together, as far as their domain allows.
    pub(crate) fn variants(&self) -> Vec<Self> {
        let mut variants = vec![self.clone()];
        let mut random = Random::new(0, self.name(), 0);
        let count = self.parameters.len();
        let alone = (0..count).flat_map(|i| VALUES.iter().map(move |value| (i, *value)));
        let alone = alone.map(|(i, value)| {
            let mut values = self.parameters.clone();
            values[i] = value;
            values
        });
        let mut candidates: Vec<Vec<f64>> = alone.collect();
        if count > 1 {
            let together = (0..24).map(|_| (0..count).map(|_| *random.one_of(&VALUES)).collect());
            candidates.extend(together.collect::<Vec<_>>());
        }
        // Two parameters that are nearly, but not quite, the same.
        for (i, j) in (0..count)
            .flat_map(|i| (0..count).map(move |j| (i, j)))
            .filter(|(i, j)| i != j)
        {
            let mut values = self.parameters.clone();
            values[i] = values[j] - 1e-7;
            candidates.push(values);
        }
        candidates.retain(|values| *values != self.parameters);
        variants.extend(
            candidates
                .iter()
                .filter_map(|values| self.with_parameters(values)),
        );
        variants
    }

    /// The activation at other parameters; None outside of their domain, and for an activation that
    /// cannot be built anew.
    pub(crate) fn with_parameters(&self, values: &[f64]) -> Option<Self> {
        match &self.arrays {
            Arrays::One(activation) => activation.with_parameters(values)?.ok().map(Self::one),
            Arrays::Two(gated) => gated.with_parameters(values)?.ok().map(Self::two),
        }
    }

    /// The activation at its parameters as an element type rounds them.
    pub(crate) fn with_rounded_parameters<T: Number>(&self) -> Self {
        let rounded: Vec<f64> = self
            .parameters
            .iter()
            .map(|p| T::narrow(*p).widen())
            .collect();
        self.with_parameters(&rounded)
            .unwrap_or_else(|| self.clone())
    }

    /// y for contiguous inputs of one length, by the public interface.
    pub fn forward<T: Number>(&self, inputs: &[Vec<T>]) -> Vec<T> {
        let array = |i: usize| Array1::from(inputs[i].clone());
        let y = match &self.arrays {
            Arrays::One(activation) => activation.forward(&array(0)),
            Arrays::Two(gated) => gated
                .forward(&array(0), &array(1))
                .expect("two inputs of one length"),
        };
        y.to_vec()
    }

    /// The gradient by each input, by the public interface.
    pub fn gradients<T: Number>(&self, inputs: &[Vec<T>], dy: &[T]) -> Vec<Vec<T>> {
        let array = |i: usize| Array1::from(inputs[i].clone());
        let dy = Array1::from(dy.to_vec());
        let one_length = "inputs and cotangent of one length";
        match &self.arrays {
            Arrays::One(activation) => {
                vec![activation.vjp(&array(0), &dy).expect(one_length).to_vec()]
            }
            Arrays::Two(gated) => {
                let (da, db) = gated.vjp(&array(0), &array(1), &dy).expect(one_length);
                vec![da.to_vec(), db.to_vec()]
            }
        }
    }

    /// The output and the gradient of a training step, where its derivative is stated apart.
    pub fn pullback<T: Number>(&self, x: &[T], dy: &[T]) -> Option<[Vec<T>; 2]> {
        self.declaration().pullback?;
        let Arrays::One(activation) = &self.arrays else {
            return None;
        };
        let (y, pullback) = activation.pullback(Array1::from(x.to_vec()));
        let dx = pullback.apply(&Array1::from(dy.to_vec()));
        let dx = dx.expect("input and cotangent of one length");
        Some([y.to_vec(), dx.to_vec()])
    }

    /// The gradient by each parameter, by the public interface.
    pub fn parameter_gradients<T: Number>(&self, inputs: &[Vec<T>], dy: &[T]) -> Vec<f64> {
        let array = |i: usize| Array1::from(inputs[i].clone());
        let dy = Array1::from(dy.to_vec());
        let gradients = match &self.arrays {
            Arrays::One(activation) => activation.vjp_params(&array(0), &dy),
            Arrays::Two(gated) => gated.vjp_params(&array(0), &array(1), &dy),
        };
        gradients.expect("inputs and cotangent of one length")
    }
}
