//! The conditions of a declaration, from the text that it keeps of them.

use activations_symbolic::{Arena, Cond, Expr, Number, Relation};

/// The condition that `text` says; none where it says more than comparisons of sums and products of
/// names and decimals, joined by `&&` and `||`.
pub(super) fn parse(arena: &mut Arena, text: &str) -> Option<Cond> {
    let mut reader = Reader {
        arena,
        tokens: tokens(text)?,
        at: 0,
    };
    let condition = reader.any()?;
    (reader.at == reader.tokens.len()).then_some(condition)
}

fn tokens(text: &str) -> Option<Vec<&str>> {
    let mut tokens = Vec::new();
    let mut rest = text.trim_start();
    while let Some(first) = rest.chars().next() {
        let is_word = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '.';
        let length = if is_word(first) {
            let word = rest.find(|c| !is_word(c)).unwrap_or(rest.len());
            let exponent = first.is_ascii_digit()
                && rest[..word].ends_with(['e', 'E'])
                && rest[word..].starts_with(['-', '+']);
            let behind = word + usize::from(exponent);
            let digits = |c: char| exponent && c.is_ascii_digit();
            let length = rest[behind..].find(|c| !digits(c));
            length.map_or(rest.len(), |length| behind + length)
        } else if ["<=", ">=", "&&", "||"]
            .iter()
            .any(|two| rest.starts_with(two))
        {
            2
        } else if "<>+-*/()".contains(first) {
            1
        } else {
            return None;
        };
        tokens.push(&rest[..length]);
        rest = rest[length..].trim_start();
    }
    Some(tokens)
}

struct Reader<'a> {
    arena: &'a mut Arena,
    tokens: Vec<&'a str>,
    at: usize,
}

impl Reader<'_> {
    fn takes(&mut self, token: &str) -> bool {
        let found = self.tokens.get(self.at) == Some(&token);
        self.at += usize::from(found);
        found
    }

    fn any(&mut self) -> Option<Cond> {
        let mut condition = self.all()?;
        while self.takes("||") {
            let other = self.all()?;
            condition = self.arena.or(condition, other);
        }
        Some(condition)
    }

    fn all(&mut self) -> Option<Cond> {
        let mut condition = self.comparison()?;
        while self.takes("&&") {
            let other = self.comparison()?;
            condition = self.arena.and(condition, other);
        }
        Some(condition)
    }

    fn comparison(&mut self) -> Option<Cond> {
        let left = self.sum()?;
        let relation = match *self.tokens.get(self.at)? {
            "<" => Relation::Lt,
            "<=" => Relation::Le,
            ">" => Relation::Gt,
            ">=" => Relation::Ge,
            _ => return None,
        };
        self.at += 1;
        let right = self.sum()?;
        Some(self.arena.compare(relation, left, right))
    }

    fn sum(&mut self) -> Option<Expr> {
        let mut sum = self.product()?;
        loop {
            if self.takes("+") {
                let term = self.product()?;
                sum = self.arena.add(sum, term);
            } else if self.takes("-") {
                let term = self.product()?;
                sum = self.arena.sub(sum, term);
            } else {
                return Some(sum);
            }
        }
    }

    fn product(&mut self) -> Option<Expr> {
        let mut product = self.signed()?;
        loop {
            if self.takes("*") {
                let factor = self.signed()?;
                product = self.arena.mul(product, factor);
            } else if self.takes("/") {
                let factor = self.signed()?;
                product = self.arena.div(product, factor);
            } else {
                return Some(product);
            }
        }
    }

    fn signed(&mut self) -> Option<Expr> {
        if self.takes("-") {
            let e = self.signed()?;
            return Some(self.arena.neg(e));
        }
        if self.takes("(") {
            let e = self.sum()?;
            return self.takes(")").then_some(e);
        }
        let token = *self.tokens.get(self.at)?;
        self.at += 1;
        if token.starts_with(|c: char| c.is_ascii_digit()) {
            let value = Number::parse(token).ok()?;
            return Some(self.arena.number(value));
        }
        let is_name = token.starts_with(char::is_alphabetic) && !token.contains('.');
        is_name.then(|| {
            let symbol = self.arena.symbol(token);
            self.arena.variable(symbol)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::parse;
    use activations_symbolic::{Arena, evaluate_condition};

    #[test]
    fn conditions_mean_what_they_say() {
        for (text, holds, fails) in [
            ("alpha >= 0.0", [0.0, 9.0], [-1.0, 9.0]),
            ("alpha < beta", [1.0, 2.0], [2.0, 2.0]),
            (
                "alpha > 0.5 && beta <= -1e-3 * 2",
                [1.0, -0.002],
                [1.0, 0.0],
            ),
            (
                "alpha > 3.0 || -(alpha - beta) / 2 > 1",
                [0.0, 3.0],
                [0.0, 2.0],
            ),
        ] {
            let mut arena = Arena::new();
            let condition = parse(&mut arena, text).unwrap();
            for (at, expected) in [(holds, true), (fails, false)] {
                let at = [
                    (arena.symbol("alpha"), at[0]),
                    (arena.symbol("beta"), at[1]),
                ];
                assert_eq!(
                    evaluate_condition(&arena, condition, &at),
                    expected,
                    "{text}"
                );
            }
        }
    }

    #[test]
    fn what_it_does_not_know_is_refused() {
        for text in [
            "",
            "alpha",
            "alpha = 1",
            "alpha.sqrt() > 1.0",
            "alpha > 0.0 beta",
            "alpha > !1",
        ] {
            assert!(parse(&mut Arena::new(), text).is_none(), "{text}");
        }
    }
}
