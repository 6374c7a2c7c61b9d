//! What is kept of the comparisons: maxima and where they are, counts, and violations.

use super::Bits;

/// The greatest error of a kind.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Worst {
    /// In units in the last place.
    pub ulps: f64,
    /// The inputs; nothing where there was no error.
    pub at: Vec<f64>,
}

impl Worst {
    pub(super) fn meet(&mut self, ulps: f64, at: impl FnOnce() -> Vec<f64>) {
        if ulps > self.ulps {
            *self = Self { ulps, at: at() };
        }
    }
}

/// What must not happen.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Violation {
    /// How often it did.
    pub count: u64,
    /// The inputs of one case.
    pub at: Vec<f64>,
}

impl Violation {
    pub(super) fn note(&mut self, at: impl FnOnce() -> Vec<f64>) {
        if self.count == 0 {
            self.at = at();
        }
        self.count += 1;
    }
}

/// What was found of one function.
#[derive(Clone, Debug, Default)]
pub struct Figures {
    /// How many results were compared.
    pub inputs: u64,
    /// The greatest error in units in the last place of the exact value.
    pub strict: Worst,
    /// The same, in units of the largest of the terms that make up the value: where they cancel, the
    /// value itself is no measure.
    pub scaled: Worst,
    /// How many results were within half a unit.
    pub nearest: u64,
    /// NaN, an infinity or a number too large where the exact value says otherwise.
    pub not_finite: Violation,
    /// The wrong sign, of zeros too.
    pub sign: Violation,
    /// The exact values of neighbours are in one order and the results in the other.
    pub order: Violation,
    /// Beyond the least or greatest value of the exact function, where that levels off.
    pub range: Violation,
    /// The exact value could not be told, not even in 256 bits: nothing is claimed there.
    pub unresolved: Violation,
    previous: Option<(f64, f64)>,
    found: Extent,
    exact: Extent,
    ends: Vec<f64>,
}

/// The least and the greatest of some numbers, and where they are.
#[derive(Clone, Debug, Default)]
struct Extent {
    least: Option<(f64, Vec<f64>)>,
    greatest: Option<(f64, Vec<f64>)>,
}

impl Extent {
    fn take(&mut self, value: f64, at: impl Fn() -> Vec<f64>) {
        if self.least.as_ref().is_none_or(|(least, _)| value < *least) {
            self.least = Some((value, at()));
        }
        if self
            .greatest
            .as_ref()
            .is_none_or(|(greatest, _)| value > *greatest)
        {
            self.greatest = Some((value, at()));
        }
    }
}

impl Figures {
    /// What comes next is no neighbour of what came before.
    pub(super) fn begin_run(&mut self) {
        self.previous = None;
    }

    /// An ordinary result, `strict` and `scaled` units off.
    pub(super) fn take<T: Bits>(
        &mut self,
        found: T,
        exact: f64,
        (strict, scaled): (f64, f64),
        at: impl Fn() -> Vec<f64>,
    ) {
        self.strict.meet(strict, &at);
        self.scaled.meet(scaled, &at);
        self.nearest += u64::from(strict <= 0.5);
        let found = found.widen();
        self.found.take(found, &at);
        let nearest = T::narrow(exact).widen();
        self.exact.take(nearest, &at);
        if at().first().is_some_and(|x| x.abs() >= T::GREATEST) {
            self.ends.push(nearest);
        }
        if let Some((exact_before, found_before)) = self.previous.replace((exact, found))
            && (exact_before < exact && found_before > found
                || exact_before > exact && found_before < found)
        {
            self.order.note(&at);
        }
    }

    /// At the end: whether results went beyond a value at which the exact function levels off.
    pub(super) fn close(&mut self) {
        let beyond =
            |found: &Option<(f64, Vec<f64>)>, exact: &Option<(f64, Vec<f64>)>, sign: f64| {
                let ((found, at), (exact, _)) = (found.as_ref()?, exact.as_ref()?);
                (self.ends.contains(exact) && sign * found > sign * exact).then(|| at.clone())
            };
        let low = beyond(&self.found.least, &self.exact.least, -1.0);
        let high = beyond(&self.found.greatest, &self.exact.greatest, 1.0);
        for at in low.into_iter().chain(high) {
            self.range.note(|| at);
        }
    }

    /// What must not happen, by name. Order is counted and not held against the code.
    pub fn violations(&self) -> impl Iterator<Item = (&'static str, &Violation)> {
        [
            ("not finite", &self.not_finite),
            ("sign", &self.sign),
            ("range", &self.range),
        ]
        .into_iter()
        .filter(|(_, violation)| violation.count > 0)
    }
}
