//! One thing that is wrong.

/// A case in which a claim does not hold.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// What is wrong, as a sentence without capital or stop: "the stated derivative by `x` is not the
    /// slope of the forward".
    pub claim: String,
    /// The number of the case, by which [`Plan::case`](crate::Plan::case) repeats it; none where it is
    /// about all cases together.
    pub case: Option<u64>,
    /// The inputs and parameters, by name.
    pub inputs: Vec<(&'static str, f64)>,
    /// The numbers that differ, where that is the matter.
    pub comparison: Option<Comparison>,
    /// What else helps to find the cause.
    pub notes: Vec<String>,
}

/// Two numbers that should be one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Comparison {
    /// What is right.
    pub expected: f64,
    /// What was found.
    pub found: f64,
    /// How far they are apart.
    pub error: f64,
    /// How far they may be apart.
    pub allowance: f64,
}

impl Comparison {
    /// Two numbers of which `found` may be off by `allowance`.
    pub fn new(expected: f64, found: f64, allowance: f64) -> Self {
        let error = if expected == found {
            0.0
        } else {
            (expected - found).abs()
        };
        Self {
            expected,
            found,
            error,
            allowance,
        }
    }

    /// Whether they are within the allowance. NaN is within that of NaN only.
    pub fn holds(&self) -> bool {
        self.error <= self.allowance || self.expected.is_nan() && self.found.is_nan()
    }
}

impl Finding {
    /// A finding without numbers.
    pub fn new(case: impl Into<Option<u64>>, claim: impl Into<String>) -> Self {
        Self {
            claim: claim.into(),
            case: case.into(),
            inputs: Vec::new(),
            comparison: None,
            notes: Vec::new(),
        }
    }

    /// The same at named inputs.
    pub fn at(self, inputs: impl IntoIterator<Item = (&'static str, f64)>) -> Self {
        Self {
            inputs: inputs.into_iter().collect(),
            ..self
        }
    }

    /// The same with the numbers that differ.
    pub fn comparing(self, comparison: Comparison) -> Self {
        Self {
            comparison: Some(comparison),
            ..self
        }
    }

    /// The same with a further remark.
    pub fn note(mut self, note: impl Into<String>) -> Self {
        self.notes.push(note.into());
        self
    }
}
