//! Finds the name that a misspelt one was meant to be, and lists names in a message.

/// The candidate nearest to `word`, if it is near enough to be what was meant.
pub(crate) fn nearest<'a>(
    word: &str,
    candidates: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    let length = word.chars().count();
    let allowed = match length {
        0..3 => 0,
        3..6 => 1,
        6..9 => 2,
        _ => 3,
    };
    let cost = |candidate: &str| {
        (
            distance(word, candidate),
            candidate.chars().count().abs_diff(length),
        )
    };
    candidates
        .into_iter()
        .map(|candidate| (cost(candidate), candidate))
        .filter(|((distance, _), _)| *distance <= allowed)
        .min_by_key(|(cost, _)| *cost)
        .map(|(_, candidate)| candidate)
}

/// The number of insertions, deletions, replacements and swaps of neighbours between two words.
fn distance(a: &str, b: &str) -> usize {
    let a: Vec<char> = a.chars().collect();
    let b: Vec<char> = b.chars().collect();
    let mut before: Vec<usize> = Vec::new();
    let mut above: Vec<usize> = (0..=b.len()).collect();
    for (i, &left) in a.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, &right) in b.iter().enumerate() {
            let replaced = above[j] + usize::from(left != right);
            let mut best = replaced.min(above[j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && left == b[j - 1] && a[i - 1] == right {
                best = best.min(before[j - 1] + 1);
            }
            row.push(best);
        }
        before = above;
        above = row;
    }
    above[b.len()]
}

/// "`a`, `b` and `c`"
pub(crate) fn list<'a>(names: impl IntoIterator<Item = &'a str>) -> String {
    let names: Vec<String> = names.into_iter().map(|name| format!("`{name}`")).collect();
    match names.as_slice() {
        [] => "none".to_owned(),
        [only] => only.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::{list, nearest};

    #[test]
    fn misspelt_words_find_their_neighbour() {
        let keys = ["derivative", "params", "spec", "limits"];
        assert_eq!(nearest("derivatve", keys), Some("derivative"));
        assert_eq!(nearest("derivitave", keys), Some("derivative"));
        assert_eq!(nearest("parmas", keys), Some("params"));
        assert_eq!(nearest("limit", keys), Some("limits"));
        assert_eq!(nearest("gradient", keys), None);
        assert_eq!(nearest("tahn", ["tan", "tanh"]), Some("tanh"));
        assert_eq!(nearest("z", ["x"]), None);
        assert_eq!(nearest("", keys), None);
    }

    #[test]
    fn lists_read_as_a_sentence() {
        assert_eq!(list(["x"]), "`x`");
        assert_eq!(list(["x", "alpha", "y"]), "`x`, `alpha` and `y`");
    }
}
