//! Formulas from text, so that a table of identities reads like one.
//!
//! `1/(1 + exp(-x))`, `x^-2`, `x^(1/3)`, `hypot(x, 1)`; names of constants are those of std.

use activations_symbolic::{Arena, Constant, Expr, Function, Node, Number};

/// The formula that a text describes.
pub(crate) fn parse(a: &mut Arena, text: &str) -> Expr {
    let mut parser = Parser { a, rest: text };
    let e = parser.sum();
    assert!(
        parser.peek().is_none(),
        "cannot read `{}` in `{text}`",
        parser.rest
    );
    e
}

struct Parser<'a, 'b> {
    a: &'a mut Arena,
    rest: &'b str,
}

impl Parser<'_, '_> {
    fn peek(&mut self) -> Option<char> {
        self.rest = self.rest.trim_start();
        self.rest.chars().next()
    }

    fn eat(&mut self, c: char) -> bool {
        let found = self.peek() == Some(c);
        if found {
            self.rest = &self.rest[c.len_utf8()..];
        }
        found
    }

    fn sum(&mut self) -> Expr {
        let mut value = self.product();
        loop {
            if self.eat('+') {
                let term = self.product();
                value = self.a.add(value, term);
            } else if self.eat('-') {
                let term = self.product();
                value = self.a.sub(value, term);
            } else {
                return value;
            }
        }
    }

    fn product(&mut self) -> Expr {
        let mut value = self.signed();
        loop {
            if self.eat('*') {
                let factor = self.signed();
                value = self.a.mul(value, factor);
            } else if self.eat('/') {
                let factor = self.signed();
                value = self.a.div(value, factor);
            } else {
                return value;
            }
        }
    }

    fn signed(&mut self) -> Expr {
        if self.eat('-') {
            let value = self.signed();
            return self.a.neg(value);
        }
        let base = self.atom();
        if !self.eat('^') {
            return base;
        }
        let exponent = self.signed();
        match self.a.node(exponent) {
            Node::Number(n) => self.a.powf(base, n),
            _ => panic!("expected a constant exponent"),
        }
    }

    fn atom(&mut self) -> Expr {
        if self.eat('(') {
            let value = self.sum();
            assert!(self.eat(')'), "expected `)` before `{}`", self.rest);
            return value;
        }
        let first = self.peek().expect("expected a formula");
        let number = first.is_ascii_digit();
        let end = self
            .rest
            .find(|c: char| {
                let part = if number {
                    c.is_ascii_digit() || c == '.'
                } else {
                    c.is_alphanumeric()
                };
                !(part || c == '_')
            })
            .unwrap_or(self.rest.len());
        let (word, rest) = self.rest.split_at(end);
        self.rest = rest;
        if number {
            return self.a.number(Number::parse(word).unwrap());
        }
        if let Some(constant) = Constant::from_name(word) {
            return self.a.constant(constant);
        }
        if !self.eat('(') {
            let symbol = self.a.symbol(word);
            return self.a.variable(symbol);
        }
        let argument = self.sum();
        let second = self.eat(',').then(|| self.sum());
        assert!(self.eat(')'), "expected `)` before `{}`", self.rest);
        match (word, second) {
            ("hypot", Some(second)) => self.a.hypot(argument, second),
            (_, None) => {
                let f = Function::from_method(word).unwrap_or_else(|| panic!("no function {word}"));
                self.a.call(f, argument)
            }
            _ => panic!("no function {word} of two arguments"),
        }
    }
}
