//! The elementary functions an expression may call, with the names `Real` gives them.

/// A function of one argument.
///
/// Each has an exact mathematical meaning, a derivative rule of its own and an accurate
/// implementation for every number type of the core crate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Function {
    /// eˣ
    Exp,
    /// eˣ − 1
    ExpM1,
    /// ln x
    Ln,
    /// ln(1 + x)
    Ln1p,
    /// √x
    Sqrt,
    /// sin x
    Sin,
    /// cos x
    Cos,
    /// tan x
    Tan,
    /// atan x
    Atan,
    /// sinh x
    Sinh,
    /// cosh x
    Cosh,
    /// tanh x
    Tanh,
    /// asinh x
    Asinh,
    /// |x|
    Abs,
    /// ±1 with the sign of x, also at ±0, as `f64::signum`
    Signum,
    /// 1/x
    Recip,
    /// σ(x) = 1/(1 + e⁻ˣ)
    Sigmoid,
    /// ln(1 + eˣ)
    Softplus,
    /// ln σ(x) = −ln(1 + e⁻ˣ)
    LogSigmoid,
    /// erf x
    Erf,
    /// erfc x = 1 − erf x
    Erfc,
    /// Φ(x), the distribution function of the standard normal law
    NormalCdf,
    /// φ(x) = e^(−x²/2)/√(2π), its density
    NormalPdf,
    /// e^(−x²)
    Gaussian,
}

/// Function and method name, in the order of the enum.
const METHODS: [(Function, &str); 24] = [
    (Function::Exp, "exp"),
    (Function::ExpM1, "exp_m1"),
    (Function::Ln, "ln"),
    (Function::Ln1p, "ln_1p"),
    (Function::Sqrt, "sqrt"),
    (Function::Sin, "sin"),
    (Function::Cos, "cos"),
    (Function::Tan, "tan"),
    (Function::Atan, "atan"),
    (Function::Sinh, "sinh"),
    (Function::Cosh, "cosh"),
    (Function::Tanh, "tanh"),
    (Function::Asinh, "asinh"),
    (Function::Abs, "abs"),
    (Function::Signum, "signum"),
    (Function::Recip, "recip"),
    (Function::Sigmoid, "sigmoid"),
    (Function::Softplus, "softplus"),
    (Function::LogSigmoid, "log_sigmoid"),
    (Function::Erf, "erf"),
    (Function::Erfc, "erfc"),
    (Function::NormalCdf, "normal_cdf"),
    (Function::NormalPdf, "normal_pdf"),
    (Function::Gaussian, "gaussian"),
];

const ALL: [Function; METHODS.len()] = {
    let mut all = [Function::Exp; METHODS.len()];
    let mut i = 0;
    while i < all.len() {
        all[i] = METHODS[i].0;
        i += 1;
    }
    all
};

impl Function {
    /// Every function, in declaration order.
    pub const ALL: &'static [Function] = &ALL;

    /// The name of the method of `Real`, as in std where std has it.
    ///
    /// ```
    /// # use activations_symbolic::Function;
    /// assert_eq!(Function::ExpM1.method(), "exp_m1");
    /// ```
    pub fn method(self) -> &'static str {
        METHODS[self as usize].1
    }

    /// The function a method name stands for.
    ///
    /// ```
    /// # use activations_symbolic::Function;
    /// assert_eq!(Function::from_method("ln_1p"), Some(Function::Ln1p));
    /// assert_eq!(Function::from_method("log1p"), None);
    /// ```
    pub fn from_method(method: &str) -> Option<Function> {
        METHODS
            .iter()
            .find(|(_, name)| *name == method)
            .map(|(function, _)| *function)
    }
}

#[cfg(test)]
mod tests {
    use super::Function;

    #[test]
    fn the_table_is_in_the_order_of_the_enum() {
        for (i, &function) in Function::ALL.iter().enumerate() {
            assert_eq!(function as usize, i);
            assert_eq!(Function::from_method(function.method()), Some(function));
        }
        assert_eq!(Function::Gaussian as usize + 1, Function::ALL.len());
    }
}
