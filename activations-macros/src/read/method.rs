//! Reads a method call: which method of `Real` or `Row` it is, and whether its arguments fit.

use activations_symbolic::{Function, Reduction};
use proc_macro2::Ident;
use syn::{Expr, ExprLit, ExprMethodCall, ExprUnary, Lit, UnOp};

use super::expression::Reader;
use super::scope::Shape;
use super::{literal, names, refusal};
use crate::term::{Method, MethodKind, Term};

/// Methods beside the functions of one number, and how many arguments they take.
const NUMBER_METHODS: [(&str, usize); 15] = [
    ("sigmoid_slope", 0),
    ("minus_tanh", 0),
    ("finite", 0),
    ("powi", 1),
    ("powf", 1),
    ("max", 1),
    ("min", 1),
    ("hypot", 1),
    ("times_exp", 1),
    ("times_sigmoid", 1),
    ("times_normal_cdf", 1),
    ("times_normal_pdf", 1),
    ("times_tanh_cdf", 1),
    ("mul_add", 2),
    ("clamp", 2),
];
const ROW_METHODS: [(&str, usize); 7] = [
    ("powi", 1),
    ("powf", 1),
    ("max", 0),
    ("sum", 0),
    ("mean", 0),
    ("maximum", 1),
    ("minimum", 1),
];

impl Reader<'_> {
    pub(super) fn method(&mut self, call: &ExprMethodCall) -> Option<(Term, Shape)> {
        if let Some(turbofish) = &call.turbofish {
            self.errors.at(
                turbofish,
                "a method of a definition takes no generic arguments",
            );
        }
        let receiver = self.term(&call.receiver);
        let name = call.method.to_string();
        let Some((receiver, shape)) = receiver else {
            // A complaint about this method could be a consequence of the receiver's mistake;
            // mistakes within its arguments are not.
            for argument in &call.args {
                let _ = self.term(argument);
            }
            return None;
        };
        if !self.arity_fits(call, &name, shape) {
            return None;
        }
        let arguments: Vec<&Expr> = call.args.iter().collect();
        let kind = self.kind(&call.method, &name, shape, &arguments)?;
        let result = if matches!(kind, MethodKind::Reduce(_)) {
            Shape::Number
        } else {
            shape
        };
        let method = Method {
            receiver: Box::new(receiver),
            name: call.method.clone(),
            kind,
        };
        Some((Term::Method(method), result))
    }

    /// Whether the method exists and the number of its arguments is right; an error otherwise.
    fn arity_fits(&mut self, call: &ExprMethodCall, name: &str, shape: Shape) -> bool {
        let arity = if Function::from_method(name).is_some() {
            Some(0)
        } else {
            table(shape)
                .iter()
                .find(|(known, _)| *known == name)
                .map(|(_, arity)| *arity)
        };
        let found = call.args.len();
        let message = match arity {
            Some(0) if name == "finite" && self.row_wise => {
                "`finite` is no step of a row's passes; it is for element-wise definitions"
                    .to_owned()
            }
            Some(arity) if arity == found => return true,
            Some(0) if shape == Shape::Row && name == "max" => {
                "`max` of a row is its greatest element and takes no argument; write `maximum` for \
                 the greater of two rows"
                    .to_owned()
            }
            Some(arity) => {
                let plural = if arity == 1 { "" } else { "s" };
                format!("`{name}` takes {arity} argument{plural}, found {found}")
            }
            None => unknown(name, shape, self.row_wise),
        };
        self.errors.at(&call.method, message);
        false
    }

    fn kind(
        &mut self,
        method: &Ident,
        name: &str,
        shape: Shape,
        arguments: &[&Expr],
    ) -> Option<MethodKind> {
        if let Some(function) = Function::from_method(name) {
            return Some(MethodKind::Function(function));
        }
        Some(match name {
            "powi" => self.powi(arguments[0])?,
            "powf" => self.powf(arguments[0])?,
            "finite" => MethodKind::Finite,
            "sum" => MethodKind::Reduce(Reduction::Sum),
            "mean" => MethodKind::Reduce(Reduction::Mean),
            "max" if shape == Shape::Row => MethodKind::Reduce(Reduction::Max),
            "max" | "maximum" => MethodKind::Max(self.argument(method, arguments[0], shape)?),
            "min" | "minimum" => MethodKind::Min(self.argument(method, arguments[0], shape)?),
            "sigmoid_slope" => MethodKind::SigmoidSlope,
            "minus_tanh" => MethodKind::MinusTanh,
            "hypot" => MethodKind::Hypot(self.argument(method, arguments[0], shape)?),
            "mul_add" | "clamp" => {
                let first = self.argument(method, arguments[0], shape);
                let second = self.argument(method, arguments[1], shape);
                if name == "clamp" {
                    MethodKind::Clamp(first?, second?)
                } else {
                    MethodKind::MulAdd(first?, second?)
                }
            }
            "times_tanh_cdf" => {
                MethodKind::TimesTanhCdf(self.argument(method, arguments[0], shape)?)
            }
            // `arity_fits` let only the names of the table through: what is left is a product.
            _ => {
                let function = Function::from_method(name.strip_prefix("times_")?)?;
                MethodKind::Times(function, self.argument(method, arguments[0], shape)?)
            }
        })
    }

    /// An argument, which has the shape of the receiver.
    fn argument(&mut self, method: &Ident, expr: &Expr, receiver: Shape) -> Option<Box<Term>> {
        let (term, shape) = self.term(expr)?;
        if shape != receiver {
            let (expected, found) = match receiver {
                Shape::Row => ("a row", "a number"),
                Shape::Number => ("a number", "a row"),
            };
            self.errors.at(
                expr,
                format!("`{method}` takes {expected} here, found {found}"),
            );
            return None;
        }
        Some(Box::new(term))
    }

    fn powi(&mut self, expr: &Expr) -> Option<MethodKind> {
        let (negative, inner) = match expr {
            Expr::Unary(ExprUnary {
                op: UnOp::Neg(_),
                expr,
                ..
            }) => (true, &**expr),
            other => (false, other),
        };
        if let Expr::Lit(ExprLit {
            lit: Lit::Int(int), ..
        }) = inner
            && int.suffix().is_empty()
            && let Ok(power) = int.base10_parse::<i32>()
        {
            let power = if negative { -power } else { power };
            return Some(MethodKind::Powi(power, int.span()));
        }
        self.errors.at(
            expr,
            "the exponent of `powi` is an integer literal; write `powf` for a decimal, or \
             `(p * x.ln()).exp()` for a variable `p`",
        );
        None
    }

    fn powf(&mut self, expr: &Expr) -> Option<MethodKind> {
        match literal::signed(expr) {
            Some(literal) => self.errors.keep(literal).map(MethodKind::Powf),
            None => {
                self.errors.at(
                    expr,
                    "the exponent of `powf` is a decimal literal; write `(p * x.ln()).exp()` for a \
                     variable `p`",
                );
                None
            }
        }
    }
}

fn table(shape: Shape) -> &'static [(&'static str, usize)] {
    match shape {
        Shape::Number => &NUMBER_METHODS,
        Shape::Row => &ROW_METHODS,
    }
}

fn unknown(name: &str, shape: Shape, row_wise: bool) -> String {
    let kind = match shape {
        Shape::Row => "a row",
        Shape::Number => "`Real`",
    };
    let known = || {
        let functions = Function::ALL.iter().map(|function| function.method());
        functions.chain(table(shape).iter().map(|(name, _)| *name))
    };
    if let Some(instead) = refusal::other_method(name) {
        return format!("{kind} has no method `{name}`; write {instead}");
    }
    if ROW_METHODS.iter().any(|(method, _)| *method == name) && shape == Shape::Number {
        return if row_wise {
            format!("`{name}` is a method of rows, and this is a number")
        } else {
            format!("`{name}` is a method of rows; write `<V: Row>(x: V) -> V` to use it")
        };
    }
    if NUMBER_METHODS.iter().any(|(method, _)| *method == name) {
        return format!("`{name}` is a method of numbers, and this is a row");
    }
    match names::nearest(name, known()) {
        Some(meant) => format!("{kind} has no method `{name}`; write `{meant}`"),
        None => format!(
            "{kind} has no method `{name}`; its methods are {}",
            names::list(known())
        ),
    }
}
