//! The names an expression may read, and which of them it does.

use std::collections::BTreeMap;

use proc_macro2::Ident;

use super::names;
use crate::term::word;

/// Names with a meaning of their own in a declaration: the output and its cotangent.
pub(crate) const RESERVED: [&str; 2] = ["y", "dy"];

/// Whether a value belongs to each element or to the whole row. Outside row-wise definitions every
/// value is a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    Number,
    Row,
}

/// The names of one expression.
pub(crate) struct Scope {
    /// Names from outside of the expression. A name has no shape where a mistake about it has been
    /// reported already, so that its uses are not reported too.
    outer: Vec<(String, Option<Shape>)>,
    bound: Vec<(String, Option<Shape>)>,
    /// Whether a name that is not there is reported: not when the argument list itself is in doubt.
    strict: bool,
    reads: BTreeMap<String, Ident>,
}

impl Scope {
    pub(crate) fn new(outer: Vec<(String, Option<Shape>)>, strict: bool) -> Self {
        Scope {
            outer,
            bound: Vec::new(),
            strict,
            reads: BTreeMap::new(),
        }
    }

    /// How many names are bound by `let` here; [`close`](Scope::close) returns to it.
    pub(crate) fn open(&self) -> usize {
        self.bound.len()
    }

    pub(crate) fn close(&mut self, mark: usize) {
        self.bound.truncate(mark);
    }

    pub(crate) fn bind(&mut self, name: &Ident, shape: Option<Shape>) {
        self.bound.push((word(name), shape));
    }

    /// The shape of a name, which counts as read; an error when there is no such name.
    pub(crate) fn read(&mut self, name: &Ident) -> Result<Option<Shape>, String> {
        let word = word(name);
        if let Some((_, shape)) = self.bound.iter().rev().find(|(bound, _)| *bound == word) {
            return Ok(*shape);
        }
        if let Some((_, shape)) = self.outer.iter().find(|(outer, _)| *outer == word) {
            let shape = *shape;
            self.reads.entry(word).or_insert_with(|| name.clone());
            return Ok(shape);
        }
        if self.strict {
            Err(self.unknown(&word))
        } else {
            Ok(None)
        }
    }

    /// From here on a name that is not there may be one that could not be read.
    pub(crate) fn doubt(&mut self) {
        self.strict = false;
    }

    pub(crate) fn holds(&self, name: &Ident) -> bool {
        let word = word(name);
        self.bound.iter().any(|(known, _)| *known == word)
            || self.outer.iter().any(|(known, _)| *known == word)
    }

    pub(crate) fn reads(self) -> BTreeMap<String, Ident> {
        self.reads
    }

    fn unknown(&self, word: &str) -> String {
        match word {
            "y" => return "`y`, the output, is known in a derivative only".to_owned(),
            "dy" => {
                return "`dy` is known in `vjp` only; a derivative is multiplied by it later"
                    .to_owned();
            }
            _ => {}
        }
        if word.chars().any(|letter| letter.is_ascii_uppercase()) {
            return format!(
                "the value of `{word}` is not visible here; write its decimal, or a constant of \
                 `core::f64::consts`"
            );
        }
        let outer = || self.outer.iter().map(|(name, _)| name.as_str());
        let known = || outer().chain(self.bound.iter().map(|(name, _)| name.as_str()));
        match names::nearest(word, known()) {
            Some(meant) => format!("unknown name `{word}`; write `{meant}`"),
            None => format!(
                "unknown name `{word}`; the names here are {}",
                names::list(known())
            ),
        }
    }
}
