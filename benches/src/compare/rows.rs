//! Which rows the table has: each a function, a pass and a size.

use std::fmt;

use activations_core::{Activation, Kind};

use super::options::Size;
use crate::functions;
use crate::protocol::Pass;

/// One row of the table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Row {
    /// The function's name.
    pub function: &'static str,
    /// Forward or VJP.
    pub pass: Pass,
    /// Elements, or rows and columns.
    pub size: Size,
}

impl Row {
    /// Rows and columns of the array.
    pub(super) fn shape(&self) -> (usize, usize) {
        match self.size {
            Size::Elements(count) => (1, count),
            Size::Rows(rows, columns) => (rows, columns),
        }
    }

    /// How many elements the array has.
    pub(super) fn elements(&self) -> usize {
        let (rows, columns) = self.shape();
        rows * columns
    }
}

impl fmt::Display for Size {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Size::Elements(count) => f.pad(&count.to_string()),
            Size::Rows(rows, columns) => f.pad(&format!("{rows}×{columns}")),
        }
    }
}

/// The rows for the built-in activations and the elementary functions: of those named in `only`, or of all.
///
/// A name that none of them has is an error.
pub(super) fn rows(only: &[String], sizes: &[Size]) -> Result<Vec<Row>, String> {
    let functions = if only.is_empty() {
        functions::all().collect()
    } else {
        let found: Result<Vec<_>, _> = only.iter().map(|name| functions::by_name(name)).collect();
        found.map_err(|error| error.to_string())?
    };
    let mut rows = Vec::new();
    for pass in Pass::ALL {
        for function in &functions {
            let declaration = function.declaration();
            let fits = |size: &&Size| match declaration.kind {
                Kind::RowWise => matches!(size, Size::Rows(..)),
                _ => matches!(size, Size::Elements(_)),
            };
            rows.extend(sizes.iter().filter(fits).map(|size| Row {
                function: declaration.name,
                pass,
                size: *size,
            }));
        }
    }
    Ok(rows)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_kind_gets_its_own_sizes() {
        let sizes = [Size::Elements(8), Size::Rows(2, 3)];
        for row in rows(&[], &sizes).expect("rows") {
            let kind = functions::by_name(row.function)
                .expect("a built-in")
                .declaration()
                .kind;
            assert_eq!(
                kind == Kind::RowWise,
                row.size == sizes[1],
                "{}",
                row.function
            );
        }
    }

    #[test]
    fn an_unknown_name_is_an_error() {
        let error = rows(&["no such thing".into()], &[]).expect_err("unknown");
        assert!(error.contains("no such thing"), "{error}");
    }
}
