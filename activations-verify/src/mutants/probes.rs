//! Points at which a right derivative is known by other means than algebra.
//!
//! Slopes are measured by finite differences of the definition, with their own error, and given by
//! dual numbers; where the definition has a kink, by the slopes on both sides.

use activations_core::{Dual, Real};
use activations_symbolic::{Arena, Expr, Symbol};

use super::values::{Bindings, values};
use crate::differences::{Estimate, Side, central, one_sided};
use crate::formulas::Formulas;
use crate::inputs::Random;
use crate::interpretations::{Branching, Pair, Path, Precision, Running};
use crate::subject::Subject;

/// Parameter values that are tried beside the activation's own.
const VARIANTS: usize = 3;
/// Inputs that are drawn for each.
const INPUTS: usize = 20;
/// Distances from a break at which it is looked closely.
const NEAR: [f64; 5] = [3e-7, 4e-4, 0.03, 0.3, 0.8];
/// Lengths of rows, and rows of each.
const LENGTHS: [usize; 4] = [2, 3, 1, 5];
const ROWS: usize = 3;
/// How many times its own error a measured slope may be off before a formula is surely wrong.
const SURELY_WRONG: f64 = 64.0;

/// What the layers say of a formula.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Killed {
    pub(super) by_differences: bool,
    pub(super) by_duals: bool,
}

impl Killed {
    /// Whether every layer catches it.
    pub(super) fn by_all(self) -> bool {
        self.by_differences && self.by_duals
    }
}

/// Where a slope is asked for.
#[derive(Clone, Debug)]
pub(super) enum Spot {
    /// Inputs and parameters; the slope is by the one with the index.
    Scalar { at: Vec<f64>, index: usize },
    /// A row with its cotangent; the slope is by an entry.
    Row {
        x: Vec<f64>,
        dy: Vec<f64>,
        entry: usize,
    },
}

/// A spot, and what is known of the slope there.
#[derive(Clone, Debug)]
pub(super) struct Probe<P: Precision> {
    at: Bindings<Running<P>>,
    /// The entry of the row that the slope is by.
    entry: usize,
    known: Known<P>,
}

#[derive(Clone, Debug)]
enum Known<P: Precision> {
    Smooth {
        measured: Estimate<P>,
        tangent: Running<P>,
    },
    /// Between the slopes on both sides, and the error of those.
    Kink { least: f64, most: f64, error: f64 },
}

impl<P: Precision> Probe<P> {
    /// Adds what the point says of a formula.
    pub(super) fn judge(&self, arena: &Arena, formula: Expr, killed: &mut Killed) {
        let row = values(arena, formula, &self.at);
        let given = row[if row.len() == 1 { 0 } else { self.entry }];
        let value = given.value();
        match &self.known {
            Known::Smooth { measured, tangent } => {
                let off = |from: P::Value| P::to_f64(value - from).abs();
                let from_measured = off(measured.value);
                killed.by_differences |= from_measured.is_nan()
                    || from_measured > SURELY_WRONG * measured.error + given.error();
                let from_tangent = off(tangent.value());
                killed.by_duals |=
                    from_tangent.is_nan() || from_tangent > tangent.error() + given.error();
            }
            Known::Kink { least, most, error } => {
                let margin = error + given.error() + 1e-9 * (least.abs() + most.abs());
                let value = P::to_f64(value);
                killed.by_differences |= !(least - margin..=most + margin).contains(&value);
            }
        }
    }

    /// Whether the slope is known as one number.
    pub(super) fn is_smooth(&self) -> bool {
        matches!(self.known, Known::Smooth { .. })
    }
}

/// An activation along one of its variables.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place<'a> {
    pub(super) subject: &'a Subject,
    pub(super) formulas: &'a Formulas,
    pub(super) wrt: Symbol,
}

impl Place<'_> {
    /// The points that every formula is tried at.
    pub(super) fn probes(&self, random: &mut Random) -> Vec<Probe<Pair>> {
        let mut probes = Vec::new();
        for variant in self.subject.variants().into_iter().take(VARIANTS) {
            let place = Place {
                subject: &variant,
                ..*self
            };
            for spot in place.spots(random) {
                probes.extend(place.measure(&spot));
            }
            place.kinks(random, &mut probes);
        }
        probes
    }

    fn spots(&self, random: &mut Random) -> Vec<Spot> {
        let mut spots = Vec::new();
        if self.subject.is_row_wise() {
            for length in LENGTHS.into_iter().flat_map(|length| [length; ROWS]) {
                let mut row = |scale: f64| (0..length).map(|_| scale * random.normal()).collect();
                let (x, dy): (Vec<f64>, Vec<f64>) = (row(2.0), row(1.0));
                spots.extend((0..length).map(|entry| Spot::Row {
                    x: x.clone(),
                    dy: dy.clone(),
                    entry,
                }));
            }
        } else {
            for i in 0..INPUTS {
                spots.push(self.spot([1.0, 3.0, 0.2, 8.0][i % 4], 1, random));
            }
        }
        spots
    }

    /// A random spot.
    pub(super) fn spot(&self, scale: f64, length: usize, random: &mut Random) -> Spot {
        if self.subject.is_row_wise() {
            let mut row = |scale: f64| (0..length).map(|_| scale * random.normal()).collect();
            let (x, dy) = (row(scale), row(1.0));
            let entry = random.below(length);
            return Spot::Row { x, dy, entry };
        }
        let inputs = (0..self.subject.inputs()).map(|_| scale * random.normal());
        Spot::Scalar {
            at: inputs
                .chain(self.subject.parameters().iter().copied())
                .collect(),
            index: self.index(),
        }
    }

    fn symbols(&self) -> Vec<Symbol> {
        let scope = &self.formulas.scope;
        let parameters = scope.parameters.iter().map(|p| p.symbol);
        scope.inputs.iter().copied().chain(parameters).collect()
    }

    fn index(&self) -> usize {
        let symbols = self.symbols();
        let found = symbols.iter().position(|&symbol| symbol == self.wrt);
        found.expect("a derivative is by an input or a parameter of the scope")
    }

    /// The definition along the spot's variable; of a row, Σ dy·y.
    fn value<R: Real>(&self, spot: &Spot, t: R) -> R {
        let nothing = R::from_f64(f64::NAN);
        let Some(definitions) = self.subject.definitions() else {
            return nothing;
        };
        match spot {
            Spot::Scalar { at, index } => {
                let mut all = numbers::<R>(at);
                all[*index] = t;
                definitions.plain.eval(&all)
            }
            Spot::Row { x, dy, entry } => {
                let mut x = numbers::<R>(x);
                x[*entry] = t;
                let parameters = numbers::<R>(self.subject.parameters());
                let y = definitions.plain.eval_row(&[&x], &parameters);
                let products = y.into_iter().zip(numbers::<R>(dy)).map(|(y, dy)| y * dy);
                products.reduce(|a, b| a + b).unwrap_or(nothing)
            }
        }
    }

    /// What a formula's symbols are at the spot.
    pub(super) fn bindings<P: Precision>(&self, spot: &Spot) -> Bindings<Running<P>> {
        let definitions = self.subject.definitions();
        let symbols = self.symbols();
        let (inputs, parameters) = symbols.split_at(self.subject.inputs());
        let single = |(symbols, values): (&[Symbol], &[Running<P>])| -> Bindings<Running<P>> {
            let values = values.iter().map(|&v| vec![v]);
            symbols.iter().copied().zip(values).collect()
        };
        let (mut at, y) = match spot {
            Spot::Scalar { at, .. } => {
                let all = numbers::<Running<P>>(at);
                let y = definitions.map(|d| vec![d.plain.eval(&all)]);
                (single((&symbols, &all)), y)
            }
            Spot::Row { x, dy, .. } => {
                let x = numbers::<Running<P>>(x);
                let values = numbers::<Running<P>>(self.subject.parameters());
                let y = definitions.map(|d| d.plain.eval_row(&[&x], &values));
                let mut at = single((parameters, &values));
                at.extend(inputs.iter().map(|&input| (input, x.clone())));
                at.push((self.formulas.cotangent, numbers(dy)));
                (at, y)
            }
        };
        at.push((self.formulas.output, y.unwrap_or_default()));
        at
    }

    /// The slope at a spot; none where the definition is not smooth around it.
    pub(super) fn measure<P: Precision>(&self, spot: &Spot) -> Option<Probe<P>> {
        let reach = self.reach(spot);
        if reach == 0.0 {
            return None;
        }
        let x = variable(spot);
        let measured = central::<P>(|t| self.value(spot, t), x, reach);
        let at = Running::<P>::exact(Real::from_f64(x));
        let tangent = self.value(spot, Dual::variable(at)).tangent;
        let usable = measured.error.is_finite() && tangent.error().is_finite();
        usable.then(|| Probe {
            at: self.bindings(spot),
            entry: entry(spot),
            known: Known::Smooth { measured, tangent },
        })
    }

    fn path(&self, spot: &Spot, x: f64) -> Option<Path> {
        let (path, value) = Path::with_value(|| self.value(spot, Branching::from(x)));
        value.is_finite().then_some(path)
    }

    /// How far the definition is one smooth piece around the spot; 0 where it is not.
    fn reach(&self, spot: &Spot) -> f64 {
        let x = variable(spot);
        let Some(here) = self.path(spot, x) else {
            return 0.0;
        };
        let mut reach = 1.0;
        while reach > f64::powi(2.0, -40) {
            let mut offsets = (1..=8).flat_map(|k| [f64::from(k), -f64::from(k)]);
            if offsets.all(|k| self.path(spot, x + k / 8.0 * reach) == Some(here)) {
                return reach;
            }
            reach *= 0.5;
        }
        0.0
    }

    /// Probes at and beside the breaks of the definition.
    fn kinks(&self, random: &mut Random, probes: &mut Vec<Probe<Pair>>) {
        for _ in 0..3 {
            let Spot::Scalar { at, index } = self.spot(1.0, 1, random) else {
                return;
            };
            let moved = |x: f64| {
                let mut at = at.clone();
                at[index] = x;
                let allowed = at[self.subject.inputs()..] == *self.subject.parameters()
                    || self
                        .subject
                        .with_parameters(&at[self.subject.inputs()..])
                        .is_some();
                allowed.then_some(Spot::Scalar { at, index })
            };
            for place in moved(at[index]).map_or_else(Vec::new, |spot| self.breaks(&spot)) {
                for x in NEAR.iter().flat_map(|d| [place + d, place - d]) {
                    probes.extend(moved(x).and_then(|spot| self.measure(&spot)));
                }
                probes.extend(moved(place).and_then(|spot| self.kink(&spot)));
            }
        }
    }

    /// Where comparisons of the definition change, to the last bit.
    fn breaks(&self, spot: &Spot) -> Vec<f64> {
        let mut breaks: Vec<f64> = Vec::new();
        let grid: Vec<f64> = (-64..=64).map(|i| f64::from(i) / 8.0 + 0.013).collect();
        for pair in grid.windows(2) {
            let (mut lo, mut hi) = (pair[0], pair[1]);
            let (Some(left), Some(right)) = (self.path(spot, lo), self.path(spot, hi)) else {
                continue;
            };
            if left == right {
                continue;
            }
            loop {
                let middle = 0.5 * (lo + hi);
                if middle <= lo || middle >= hi {
                    break;
                }
                if self.path(spot, middle) == Some(left) {
                    lo = middle;
                } else {
                    hi = middle;
                }
            }
            // One zero, not two.
            breaks.push(if hi.abs() < 1e-300 { 0.0 } else { hi });
        }
        breaks
    }

    fn kink(&self, spot: &Spot) -> Option<Probe<Pair>> {
        let sides = [Side::Left, Side::Right].map(|side| {
            one_sided::<Pair>(|t| self.value(spot, t), variable(spot), side, 1.0 / 16.0)
        });
        let slopes = sides.map(|side| (Pair::to_f64(side.slope.value), side.slope.error));
        let error = slopes[0].1 + slopes[1].1;
        let (left, right) = (slopes[0].0, slopes[1].0);
        (error.is_finite() && error < 1e-6).then(|| Probe {
            at: self.bindings(spot),
            entry: 0,
            known: Known::Kink {
                least: left.min(right),
                most: left.max(right),
                error: SURELY_WRONG * error,
            },
        })
    }
}

fn numbers<R: Real>(values: &[f64]) -> Vec<R> {
    values.iter().map(|&v| R::from_f64(v)).collect()
}

fn variable(spot: &Spot) -> f64 {
    match spot {
        Spot::Scalar { at, index } => at[*index],
        Spot::Row { x, entry, .. } => x[*entry],
    }
}

pub(super) fn entry(spot: &Spot) -> usize {
    match spot {
        Spot::Scalar { .. } => 0,
        Spot::Row { entry, .. } => *entry,
    }
}
