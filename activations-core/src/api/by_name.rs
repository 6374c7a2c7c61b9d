//! The built-in activations by name, and the names nearest to one that is not there.

use super::{AnyActivation, AnyGated, UnknownActivation};
use crate::Declaration;
use crate::catalogue::{ACTIVATIONS, GATED};

/// Every built-in activation of one array, with its default parameters.
///
/// ```
/// use activations_core::Activation;
///
/// assert!(activations_core::all().any(|activation| activation.declaration().name == "gelu"));
/// ```
pub fn all() -> impl Iterator<Item = AnyActivation> {
    ACTIVATIONS
        .iter()
        .copied()
        .flatten()
        .map(|entry| (entry.build)())
}

/// Every built-in activation of two arrays, with its default parameters.
pub fn all_gated() -> impl Iterator<Item = AnyGated> {
    GATED.iter().copied().flatten().map(|entry| (entry.build)())
}

/// The built-in activation of that name, or of that further name, with its default parameters.
///
/// ```
/// use activations_core::ndarray::array;
/// use activations_core::{Activation, by_name};
///
/// assert_eq!(by_name("relu")?.forward(&array![-1.0, 1.0]), array![0.0, 1.0]);
///
/// let error = by_name("rellu").unwrap_err();
/// assert!(error.to_string().starts_with(
///     "expected the name of a built-in activation, found `rellu`; near names: `relu`"
/// ));
/// # Ok::<(), activations_core::UnknownActivation>(())
/// ```
pub fn by_name(name: &str) -> Result<AnyActivation, UnknownActivation> {
    match ACTIVATIONS
        .iter()
        .copied()
        .flatten()
        .find(|entry| has_name(entry.declaration, name))
    {
        Some(entry) => Ok((entry.build)()),
        None => Err(unknown(
            name,
            activations(),
            gated()
                .any(|known| known == name)
                .then_some("gated_by_name"),
        )),
    }
}

/// The built-in activation of two arrays of that name, with its default parameters.
pub fn gated_by_name(name: &str) -> Result<AnyGated, UnknownActivation> {
    match GATED
        .iter()
        .copied()
        .flatten()
        .find(|entry| has_name(entry.declaration, name))
    {
        Some(entry) => Ok((entry.build)()),
        None => Err(unknown(
            name,
            gated(),
            activations()
                .any(|known| known == name)
                .then_some("by_name"),
        )),
    }
}

fn activations() -> impl Iterator<Item = &'static str> {
    ACTIVATIONS
        .iter()
        .copied()
        .flatten()
        .flat_map(|entry| names(entry.declaration))
}

fn gated() -> impl Iterator<Item = &'static str> {
    GATED
        .iter()
        .copied()
        .flatten()
        .flat_map(|entry| names(entry.declaration))
}

fn names(declaration: &'static Declaration) -> impl Iterator<Item = &'static str> {
    std::iter::once(declaration.name).chain(declaration.also.iter().copied())
}

fn has_name(declaration: &'static Declaration, name: &str) -> bool {
    names(declaration).any(|known| known == name)
}

/// The error for a name that is not among the `known`, with at most three that are near to it.
fn unknown(
    name: &str,
    known: impl Iterator<Item = &'static str>,
    instead: Option<&'static str>,
) -> UnknownActivation {
    // A third of the letters may differ; names in other spellings ("LeakyReLU") differ in nothing.
    let wanted = plain(name);
    let limit = wanted.len() / 3 + 1;
    let mut near: Vec<(usize, &str)> = known
        .map(|known| (distance(&wanted, &plain(known)), known))
        .filter(|(distance, _)| *distance <= limit)
        .collect();
    near.sort_unstable();
    let near = near.into_iter().take(3).map(|(_, known)| known).collect();
    UnknownActivation {
        name: name.to_owned(),
        near,
        instead,
    }
}

/// The letters and digits alone, in lower case.
fn plain(name: &str) -> Vec<char> {
    name.chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

/// How many letters must be inserted, removed, replaced, or swapped with a neighbour (restricted
/// Damerau–Levenshtein distance, three rows of the usual table at a time).
fn distance(a: &[char], b: &[char]) -> usize {
    let mut before: Vec<usize> = vec![0; b.len() + 1];
    let mut above: Vec<usize> = (0..=b.len()).collect();
    for i in 0..a.len() {
        let mut row = vec![i + 1; b.len() + 1];
        for j in 0..b.len() {
            let replaced = above[j] + usize::from(a[i] != b[j]);
            row[j + 1] = replaced.min(above[j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && a[i] == b[j - 1] && a[i - 1] == b[j] {
                row[j + 1] = row[j + 1].min(before[j - 1] + 1);
            }
        }
        before = std::mem::replace(&mut above, row);
    }
    above[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distances() {
        let between = |a: &str, b: &str| distance(&plain(a), &plain(b));
        assert_eq!(between("", ""), 0);
        assert_eq!(between("", "abc"), 3);
        assert_eq!(between("kitten", "sitting"), 3);
        assert_eq!(between("sigmiod", "sigmoid"), 1);
        assert_eq!(between("LeakyReLU", "leaky_relu"), 0);
    }
}
