//! What the harness and an implementation say to each other: one JSON value a line.
//!
//! The harness writes a [`Request`] to a peer's standard input and reads a [`Reply`] from its
//! standard output. Arrays travel as files of little-endian `f32`. A peer in another language
//! needs no more than a JSON reader; `peers/python/peer.py` is one.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

/// Which half of a training step is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Pass {
    /// y = f(x).
    Forward,
    /// dx = dy · f′(x), given whatever the forward pass kept.
    Vjp,
}

impl Pass {
    /// Both, in the order of a training step.
    pub const ALL: [Pass; 2] = [Pass::Forward, Pass::Vjp];

    /// The name in tables.
    pub fn name(self) -> &'static str {
        match self {
            Pass::Forward => "forward",
            Pass::Vjp => "VJP",
        }
    }
}

/// What is computed: a function, a pass, and the arrays.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Task {
    /// The name that ours has.
    pub function: String,
    /// Forward or VJP.
    pub pass: Pass,
    /// Rows of the array; 1 for an element-wise function.
    pub rows: usize,
    /// Columns of the array. A row-wise function acts along them.
    pub columns: usize,
    /// The file that holds x.
    pub x: PathBuf,
    /// The file that holds dy.
    pub dy: PathBuf,
}

impl Task {
    /// How many elements the arrays have.
    pub fn elements(&self) -> usize {
        self.rows * self.columns
    }
}

/// What the harness asks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "request", rename_all = "snake_case")]
pub enum Request {
    /// Who are you?
    Introduce,
    /// Load the arrays of this task; what the last one held is dropped.
    Prepare(Task),
    /// Write the result of one call to a file.
    Result {
        /// Which of the ways that `Prepared` listed.
        way: usize,
        /// The file to write.
        path: PathBuf,
    },
    /// Call it again and again for about so long.
    Measure {
        /// Which of the ways that `Prepared` listed.
        way: usize,
        /// For how long, in nanoseconds.
        budget: u64,
    },
}

/// What an implementation answers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "reply", rename_all = "snake_case")]
pub enum Reply {
    /// To `Introduce`.
    Introduction(Introduction),
    /// To `Prepare`: the ways in which it can be computed, fastest expected first.
    Prepared {
        /// The calls, as a user would write them: at least one.
        ways: Vec<String>,
    },
    /// To `Prepare`: this implementation does not have the function, or not this pass of it.
    Absent {
        /// Why not.
        why: String,
    },
    /// To `Result`.
    Written,
    /// To `Measure`: nanoseconds per call, one figure a batch of calls.
    Measured {
        /// At least one.
        batches: Vec<f64>,
    },
    /// To anything, when it went wrong.
    Failed {
        /// What went wrong.
        why: String,
    },
}

/// Who answers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Introduction {
    /// The library's version.
    pub version: String,
    /// The language that it is used from.
    pub language: Language,
    /// What a reader of the figures should know: which backend, what each call is made to pay for.
    pub notes: Vec<String>,
}

/// The language that a library is used from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Language {
    /// Rust.
    Rust,
    /// Python.
    Python,
}
