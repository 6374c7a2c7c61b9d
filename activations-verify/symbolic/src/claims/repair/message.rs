//! What a repair says is wrong.

use crate::{Arena, Cond, Expr, Symbol, print};

/// What is wrong with the stated formula, in parts that are written only when they are shown.
#[derive(Clone, Copy, Debug)]
pub(in crate::claims) enum Message {
    SignFlipped,
    FactorMissing(Expr),
    FactorTooMuch(Expr),
    StandsFor { wrong: Expr, right: Expr },
    ConditionStandsFor { wrong: Cond, right: Cond },
    BranchesSwapped(Cond),
    SymbolsSwapped(Symbol, Symbol),
    SlopeMissing { slope: Expr, of: Expr },
    DerivativeBy { other: Symbol, wrt: Symbol },
    FunctionItself,
    OneStep,
    AnotherFormula,
}

impl Message {
    pub(super) fn text(self, arena: &Arena) -> String {
        let code = |e: Expr| print::rust(arena, e);
        let condition = |c: Cond| print::rust_condition(arena, c);
        match self {
            Message::SignFlipped => "the sign is flipped".to_owned(),
            Message::FactorMissing(factor) => format!("the factor `{}` is missing", code(factor)),
            Message::FactorTooMuch(factor) => format!("the factor `{}` is too much", code(factor)),
            Message::StandsFor { wrong, right } => {
                format!("`{}` stands where `{}` belongs", code(wrong), code(right))
            }
            Message::ConditionStandsFor { wrong, right } => {
                format!(
                    "`{}` stands where `{}` belongs",
                    condition(wrong),
                    condition(right)
                )
            }
            Message::BranchesSwapped(c) => {
                format!("the branches of `if {}` are swapped", condition(c))
            }
            Message::SymbolsSwapped(a, b) => {
                format!("`{}` and `{}` are swapped", arena.name(a), arena.name(b))
            }
            Message::SlopeMissing { slope, of } => {
                let (slope, of) = (code(slope), code(of));
                format!("the slope `{slope}` of the inner function `{of}` is missing")
            }
            Message::DerivativeBy { other, wrt } => {
                let (other, wrt) = (arena.name(other), arena.name(wrt));
                format!("this is the derivative by `{other}`, not by `{wrt}`")
            }
            Message::FunctionItself => "this is the function itself".to_owned(),
            Message::OneStep => "one step of the formula is wrong".to_owned(),
            Message::AnotherFormula => "another formula is right".to_owned(),
        }
    }
}
