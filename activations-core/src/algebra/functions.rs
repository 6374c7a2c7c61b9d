//! The list of one-argument functions, written once for everything that must treat each of them.

/// Calls `$callback! { $context… ; Variant method "meaning"; … }` with every one-argument function
/// of `Real`. The verifier has interpretations of its own, which treat each as this crate does.
#[doc(hidden)]
#[macro_export]
macro_rules! __for_each_function {
    ($callback:ident! { $($context:tt)* }) => {
        $callback! {
            $($context)* ;
            Abs abs "|x|";
            Signum signum "1 with the sign of x";
            Recip recip "1/x";
            Sqrt sqrt "√x";
            Exp exp "eˣ";
            ExpM1 exp_m1 "eˣ − 1";
            Ln ln "ln x";
            Ln1p ln_1p "ln(1 + x)";
            Sin sin "sin x";
            Cos cos "cos x";
            Tan tan "tan x";
            Atan atan "arctan x";
            Sinh sinh "sinh x";
            Cosh cosh "cosh x";
            Tanh tanh "tanh x";
            Asinh asinh "arsinh x";
            Sigmoid sigmoid "σ(x) = 1/(1 + e⁻ˣ)";
            Softplus softplus "ln(1 + eˣ)";
            LogSigmoid log_sigmoid "ln σ(x)";
            Erf erf "erf x";
            Erfc erfc "1 − erf x";
            NormalCdf normal_cdf "Φ(x) = ½·erfc(−x/√2)";
            NormalPdf normal_pdf "φ(x) = e^(−x²/2)/√(2π)";
            Gaussian gaussian "e^(−x²)";
        }
    };
}

pub(crate) use __for_each_function as for_each_function;
