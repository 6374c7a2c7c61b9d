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
    /// The exact value could not be told.
    pub unresolved: Violation,
    previous: Option<(f64, f64)>,
    found: Extent,
    exact: Extent,
}

/// How often in a row of inputs a function takes its extreme value before that is its limit.
const PLATEAU: u64 = 100;

/// The least and the greatest of some numbers, where they are, and how often.
#[derive(Clone, Debug, Default)]
struct Extent {
    least: Option<Extreme>,
    greatest: Option<Extreme>,
}

#[derive(Clone, Debug)]
struct Extreme {
    value: f64,
    at: Vec<f64>,
    count: u64,
}

impl Extreme {
    fn take(this: &mut Option<Self>, value: f64, beyond: fn(&f64, &f64) -> bool, at: impl Fn() -> Vec<f64>) {
        match this {
            Some(extreme) if !beyond(&value, &extreme.value) => {
                extreme.count += u64::from(value == extreme.value);
            }
            _ => *this = Some(Self { value, at: at(), count: 1 }),
        }
    }

    /// Where a value lies beyond a limit.
    fn beyond(this: &Option<Self>, limit: &Option<Self>, beyond: fn(&f64, &f64) -> bool) -> Option<Vec<f64>> {
        let (this, limit) = (this.as_ref()?, limit.as_ref()?);
        (limit.count >= PLATEAU && beyond(&this.value, &limit.value)).then(|| this.at.clone())
    }
}

impl Extent {
    fn take(&mut self, value: f64, at: impl Fn() -> Vec<f64>) {
        Extreme::take(&mut self.least, value, f64::lt, &at);
        Extreme::take(&mut self.greatest, value, f64::gt, &at);
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
        self.exact.take(T::narrow(exact).widen(), &at);
        if let Some((exact_before, found_before)) = self.previous.replace((exact, found))
            && (exact_before < exact && found_before > found
                || exact_before > exact && found_before < found)
        {
            self.order.note(&at);
        }
    }

    /// At the end: whether results went beyond a value at which the exact function levels off.
    pub(super) fn close(&mut self) {
        let low = Extreme::beyond(&self.found.least, &self.exact.least, f64::lt);
        let high = Extreme::beyond(&self.found.greatest, &self.exact.greatest, f64::gt);
        for at in low.into_iter().chain(high) {
            self.range.note(|| at);
        }
    }

    /// What must not happen, by name; order is counted and not held against the code.
    pub fn violations(&self) -> impl Iterator<Item = (&'static str, &Violation)> {
        [
            ("not finite", &self.not_finite),
            ("sign", &self.sign),
            ("range", &self.range),
            ("unresolved", &self.unresolved),
        ]
        .into_iter()
        .filter(|(_, violation)| violation.count > 0)
    }
}
