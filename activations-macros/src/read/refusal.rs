//! What a definition may not contain, and what to write instead.

use syn::{BinOp, Expr, UnOp};

/// The message for an expression that is not part of the language of definitions.
pub(crate) fn message(expr: &Expr) -> String {
    let (what, instead) = match expr {
        Expr::Loop(_) | Expr::While(_) | Expr::ForLoop(_) => (
            "a loop",
            "write the steps one after the other, each bound by `let`",
        ),
        Expr::Match(_) => ("`match`", "write `if` and `else`"),
        Expr::Closure(_) => ("a closure", "bind the value by `let`"),
        Expr::Assign(_) => ("mutation", "bind the new value by `let`"),
        Expr::Binary(binary) => return operator(&binary.op),
        Expr::Unary(unary) => match unary.op {
            UnOp::Deref(_) => ("`*`", "values are `Copy`, so write the name alone"),
            _ => (
                "`!` outside of a condition",
                "write it in the condition of an `if`",
            ),
        },
        Expr::Return(_) | Expr::Break(_) | Expr::Continue(_) => {
            ("an early exit", "the last expression is the value")
        }
        Expr::Macro(_) => ("a macro", "write the expression itself"),
        Expr::Cast(_) => (
            "a cast",
            "every number of a definition has its generic type already",
        ),
        Expr::Reference(_) | Expr::RawAddr(_) => {
            ("a reference", "values are `Copy`, so write the name alone")
        }
        Expr::Tuple(_) | Expr::Array(_) | Expr::Repeat(_) | Expr::Struct(_) => {
            ("a compound value", "bind each number by a `let` of its own")
        }
        Expr::Index(_) | Expr::Field(_) => (
            "access to a part",
            "every value is one number; write its name alone",
        ),
        Expr::Range(_) => ("a range", "write two comparisons joined by `&&`"),
        Expr::Try(_) => (
            "`?`",
            "every step has a value; outside its domain it is NaN",
        ),
        Expr::Async(_) | Expr::Await(_) => ("`async`", "write the expression itself"),
        Expr::Unsafe(_) => ("`unsafe`", "write the expression itself"),
        Expr::Const(_) => ("a `const` block", "write the expression itself"),
        Expr::Let(_) => ("`if let`", "write a comparison"),
        _ => (
            "this",
            "write arithmetic, methods of `Real`, `let`, and `if` with `else`",
        ),
    };
    format!("a definition may not contain {what}; {instead}")
}

fn operator(op: &BinOp) -> String {
    match op {
        BinOp::Eq(_) | BinOp::Ne(_) | BinOp::Lt(_) | BinOp::Le(_) | BinOp::Gt(_) | BinOp::Ge(_) => {
            "a comparison is not a number; write it in the condition of an `if`".to_owned()
        }
        BinOp::And(_) | BinOp::Or(_) => {
            "`&&` and `||` join comparisons; write them in the condition of an `if`".to_owned()
        }
        BinOp::AddAssign(_) | BinOp::SubAssign(_) | BinOp::MulAssign(_) | BinOp::DivAssign(_) => {
            "a definition may not contain mutation; bind the new value by `let`".to_owned()
        }
        BinOp::BitXor(_) => power("^"),
        BinOp::Rem(_) => "`%` is not part of a definition; it jumps at every multiple".to_owned(),
        _ => "an operation on bits is not part of a definition".to_owned(),
    }
}

/// What another language's power is in this one.
pub(crate) fn power(sign: &str) -> String {
    format!("`{sign}` is not a power; write `.powi(2)`, or `.powf(0.5)` for a fraction")
}

/// What to write instead of a method that is not one of `Real`'s but often meant to be.
pub(crate) fn other_method(name: &str) -> Option<&'static str> {
    Some(match name {
        "log" | "log_e" => "`ln`",
        "log1p" => "`ln_1p`",
        "expm1" => "`exp_m1`",
        "exp2" => "`(x * LN_2).exp()`",
        "log2" => "`x.ln() * LOG2_E`",
        "log10" => "`x.ln() * LOG10_E`",
        "pow" => "`powi` with an integer or `powf` with a decimal",
        "square" | "sqr" | "squared" => "`powi(2)`",
        "cube" | "cubed" => "`powi(3)`",
        "rsqrt" => "`x.sqrt().recip()`",
        "logistic" => "`sigmoid`",
        "sign" => "`signum`",
        "neg" => "`-x`",
        "add" | "sub" | "mul" | "div" => "the operator",
        "gt" | "ge" | "lt" | "le" | "eq" | "ne" => "the comparison, in the condition of an `if`",
        "acosh" | "atanh" | "asin" | "acos" => "its formula in `ln`, `sqrt` and `atan`",
        "arctan" => "`atan`",
        "phi" => "`normal_pdf`",
        "relu" => "`max(0.0)`",
        _ => return None,
    })
}
