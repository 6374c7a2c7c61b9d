//! Formulas as text, in the notation of a declaration's body, for tests to read well.

use activations_symbolic::{
    Arena, Cond, Constant, DerivativeClaim, Expr, Function, Number, Parameter, Reduction, Relation,
    Scope, Symbol, Verdict, check_derivative,
};

/// The expression that `text` writes; a constant is written by its name, such as `PI`.
pub(crate) fn parse(arena: &mut Arena, text: &str) -> Expr {
    let mut reader = Reader {
        arena,
        text,
        tokens: tokens(text),
        at: 0,
    };
    let e = reader.expression();
    reader.finish();
    e
}

/// The condition that `text` writes.
pub(crate) fn parse_condition(arena: &mut Arena, text: &str) -> Cond {
    let mut reader = Reader {
        arena,
        text,
        tokens: tokens(text),
        at: 0,
    };
    let condition = reader.any();
    reader.finish();
    condition
}

/// The scope with input `x` (and `b`, `c` where named) and parameters such as
/// `alpha = 1 where alpha >= 0`.
pub(crate) fn scope(arena: &mut Arena, inputs: &[&str], parameters: &[&str]) -> Scope {
    let inputs = inputs.iter().map(|name| arena.symbol(name)).collect();
    let parameters = parameters
        .iter()
        .map(|text| {
            let (name, rest) = text.split_once('=').expect("`name = default`");
            let (default, domain) = match rest.split_once("where") {
                Some((default, domain)) => (default, Some(domain)),
                None => (rest, None),
            };
            Parameter {
                symbol: arena.symbol(name.trim()),
                default: number(default.trim()),
                domain: domain.map(|text| parse_condition(arena, text)),
            }
        })
        .collect();
    Scope {
        inputs,
        parameters,
        domain: None,
    }
}

fn number(text: &str) -> Number {
    match text.strip_prefix('-') {
        Some(rest) => number(rest).negated(),
        None => Number::parse(text).unwrap_or_else(|_| panic!("{text} is a number")),
    }
}

/// A declaration of one input `x` as text.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Declared<'a> {
    pub(crate) inputs: &'a [&'a str],
    pub(crate) parameters: &'a [&'a str],
    pub(crate) forward: &'a str,
    pub(crate) wrt: &'a str,
    pub(crate) derivative: &'a str,
    pub(crate) domain: Option<&'a str>,
    pub(crate) jumps: bool,
}

/// A function of `x` without parameters.
pub(crate) fn of_x<'a>(forward: &'a str, derivative: &'a str) -> Declared<'a> {
    Declared {
        inputs: &["x"],
        parameters: &[],
        forward,
        wrt: "x",
        derivative,
        domain: None,
        jumps: false,
    }
}

/// A declaration read into a store.
pub(crate) struct Read {
    pub(crate) scope: Scope,
    pub(crate) forward: Expr,
    pub(crate) derivative: Expr,
    pub(crate) output: Symbol,
    pub(crate) wrt: Symbol,
    pub(crate) jumps: bool,
}

impl Read {
    pub(crate) fn claim(&self) -> DerivativeClaim<'_> {
        DerivativeClaim {
            scope: &self.scope,
            forward: self.forward,
            output: self.output,
            wrt: self.wrt,
            derivative: self.derivative,
            jumps: self.jumps,
        }
    }
}

impl Declared<'_> {
    pub(crate) fn read(&self, arena: &mut Arena) -> Read {
        let mut scope = scope(arena, self.inputs, self.parameters);
        scope.domain = self.domain.map(|text| parse_condition(arena, text));
        Read {
            scope,
            forward: parse(arena, self.forward),
            derivative: parse(arena, self.derivative),
            output: arena.symbol("y"),
            wrt: arena.symbol(self.wrt),
            jumps: self.jumps,
        }
    }

    /// The verdict and the store that its expressions live in.
    pub(crate) fn check(&self) -> (Arena, Verdict) {
        let mut arena = Arena::new();
        let read = self.read(&mut arena);
        let verdict = check_derivative(&mut arena, &read.claim());
        (arena, verdict)
    }
}

fn tokens(text: &str) -> Vec<&str> {
    let mut tokens = Vec::new();
    let mut rest = text.trim_start();
    while let Some(first) = rest.chars().next() {
        let word = |c: char| c.is_alphanumeric() || c == '_' || c == ':';
        let length = if first.is_ascii_digit() {
            // A point that a digit follows belongs to the number.
            let mut length = rest
                .find(|c: char| !c.is_ascii_digit())
                .unwrap_or(rest.len());
            let behind = &rest[length..];
            if behind.starts_with('.') && behind[1..].starts_with(|c: char| c.is_ascii_digit()) {
                length += 1;
                let digits = &rest[length..];
                length += digits
                    .find(|c: char| !c.is_ascii_digit())
                    .unwrap_or(digits.len());
            }
            let behind = &rest[length..];
            if let Some(exponent) = behind.strip_prefix('e') {
                let sign = usize::from(exponent.starts_with('-'));
                let digits = &exponent[sign..];
                let count = digits
                    .find(|c: char| !c.is_ascii_digit())
                    .unwrap_or(digits.len());
                length += 1 + sign + count;
            }
            length
        } else if word(first) {
            rest.find(|c| !word(c)).unwrap_or(rest.len())
        } else if ["<=", ">=", "==", "!=", "&&", "||"]
            .iter()
            .any(|two| rest.starts_with(two))
        {
            2
        } else {
            first.len_utf8()
        };
        tokens.push(&rest[..length]);
        rest = rest[length..].trim_start();
    }
    tokens
}

struct Reader<'a> {
    arena: &'a mut Arena,
    text: &'a str,
    tokens: Vec<&'a str>,
    at: usize,
}

impl Reader<'_> {
    fn peek(&self) -> &str {
        self.tokens.get(self.at).copied().unwrap_or("")
    }

    fn takes(&mut self, token: &str) -> bool {
        let found = self.peek() == token;
        self.at += usize::from(found);
        found
    }

    fn expect(&mut self, token: &str) {
        assert!(
            self.takes(token),
            "expected `{token}`, found `{}` in `{}`",
            self.peek(),
            self.text
        );
    }

    fn finish(&self) {
        assert_eq!(self.peek(), "", "in `{}`", self.text);
    }

    fn expression(&mut self) -> Expr {
        if self.takes("if") {
            let condition = self.any();
            self.expect("{");
            let yes = self.expression();
            self.expect("}");
            self.expect("else");
            let no = if self.peek() == "if" {
                self.expression()
            } else {
                self.expect("{");
                let no = self.expression();
                self.expect("}");
                no
            };
            return self.arena.select(condition, yes, no);
        }
        let mut sum = self.product();
        loop {
            if self.takes("+") {
                let term = self.product();
                sum = self.arena.add(sum, term);
            } else if self.takes("-") {
                let term = self.product();
                sum = self.arena.sub(sum, term);
            } else {
                return sum;
            }
        }
    }

    fn product(&mut self) -> Expr {
        let mut product = self.signed();
        loop {
            if self.takes("*") {
                let factor = self.signed();
                product = self.arena.mul(product, factor);
            } else if self.takes("/") {
                let factor = self.signed();
                product = self.arena.div(product, factor);
            } else {
                return product;
            }
        }
    }

    fn signed(&mut self) -> Expr {
        if self.takes("-") {
            let e = self.signed();
            return self.arena.neg(e);
        }
        let mut e = self.primary();
        while self.takes(".") {
            let method = self.peek().to_owned();
            self.at += 1;
            self.expect("(");
            let mut arguments = Vec::new();
            while !self.takes(")") {
                arguments.push(self.expression());
                self.takes(",");
            }
            e = self.method(e, &method, &arguments);
        }
        e
    }

    fn method(&mut self, e: Expr, method: &str, arguments: &[Expr]) -> Expr {
        let literal = |arena: &Arena, e: Expr| arena.as_number(e).expect("a literal exponent");
        match (method, arguments) {
            ("powi" | "powf", &[exponent]) => {
                let exponent = literal(self.arena, exponent);
                self.arena.powf(e, exponent)
            }
            ("max", &[other]) => self.arena.max(e, other),
            ("min", &[other]) => self.arena.min(e, other),
            ("hypot", &[other]) => self.arena.hypot(e, other),
            ("clamp", &[lo, hi]) => {
                let above = self.arena.max(e, lo);
                self.arena.min(above, hi)
            }
            ("sum", []) => self.arena.reduce(Reduction::Sum, e),
            ("mean", []) => self.arena.reduce(Reduction::Mean, e),
            ("max", []) => self.arena.reduce(Reduction::Max, e),
            (_, []) => {
                let f =
                    Function::from_method(method).unwrap_or_else(|| panic!("no method {method}"));
                self.arena.call(f, e)
            }
            _ => panic!("no method {method} with {} arguments", arguments.len()),
        }
    }

    fn primary(&mut self) -> Expr {
        if self.takes("(") {
            let e = self.expression();
            self.expect(")");
            return e;
        }
        let token = self.peek().to_owned();
        self.at += 1;
        if token.starts_with(|c: char| c.is_ascii_digit()) {
            return self.arena.number(number(&token));
        }
        let name = token.rsplit("::").next().unwrap_or(&token);
        if let Some(constant) = Constant::from_name(name) {
            return self.arena.constant(constant);
        }
        assert!(
            token.starts_with(char::is_alphabetic),
            "found `{token}` in `{}`",
            self.text
        );
        let symbol = self.arena.symbol(&token);
        self.arena.variable(symbol)
    }

    fn any(&mut self) -> Cond {
        let mut condition = self.all();
        while self.takes("||") {
            let other = self.all();
            condition = self.arena.or(condition, other);
        }
        condition
    }

    fn all(&mut self) -> Cond {
        let mut condition = self.comparison();
        while self.takes("&&") {
            let other = self.comparison();
            condition = self.arena.and(condition, other);
        }
        condition
    }

    fn comparison(&mut self) -> Cond {
        if self.takes("!") {
            self.expect("(");
            let condition = self.any();
            self.expect(")");
            return self.arena.not(condition);
        }
        let left = self.expression();
        let relation = match self.peek() {
            "<" => Relation::Lt,
            "<=" => Relation::Le,
            ">" => Relation::Gt,
            ">=" => Relation::Ge,
            "==" => Relation::Eq,
            "!=" => Relation::Ne,
            other => panic!("expected a comparison, found `{other}` in `{}`", self.text),
        };
        self.at += 1;
        let right = self.expression();
        self.arena.compare(relation, left, right)
    }
}
