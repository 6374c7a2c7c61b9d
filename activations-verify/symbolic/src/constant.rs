//! The named constants of `core::f64::consts`, as exact symbols.

use core::f64::consts;

/// A mathematical constant, exact: [`Constant::Pi`] is π and not the `f64` nearest to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Constant {
    /// π
    Pi,
    /// e
    E,
    /// ln 2
    Ln2,
    /// ln 10
    Ln10,
    /// log₂ e
    Log2E,
    /// log₁₀ e
    Log10E,
    /// log₂ 10
    Log2Of10,
    /// log₁₀ 2
    Log10Of2,
    /// √2
    Sqrt2,
    /// 1/√2
    Frac1Sqrt2,
    /// 1/π
    Frac1Pi,
    /// 2/π
    Frac2Pi,
    /// 2/√π
    Frac2SqrtPi,
    /// π/2
    FracPi2,
    /// π/3
    FracPi3,
    /// π/4
    FracPi4,
    /// π/6
    FracPi6,
    /// π/8
    FracPi8,
    /// τ = 2π
    Tau,
}

/// Constant, name in `core::f64::consts`, nearest `f64`, text in a formula; in the enum's order.
const TABLE: [(Constant, &str, f64, &str); 19] = [
    (Constant::Pi, "PI", consts::PI, "π"),
    (Constant::E, "E", consts::E, "e"),
    (Constant::Ln2, "LN_2", consts::LN_2, "ln 2"),
    (Constant::Ln10, "LN_10", consts::LN_10, "ln 10"),
    (Constant::Log2E, "LOG2_E", consts::LOG2_E, "log₂ e"),
    (Constant::Log10E, "LOG10_E", consts::LOG10_E, "log₁₀ e"),
    (Constant::Log2Of10, "LOG2_10", consts::LOG2_10, "log₂ 10"),
    (Constant::Log10Of2, "LOG10_2", consts::LOG10_2, "log₁₀ 2"),
    (Constant::Sqrt2, "SQRT_2", consts::SQRT_2, "√2"),
    (
        Constant::Frac1Sqrt2,
        "FRAC_1_SQRT_2",
        consts::FRAC_1_SQRT_2,
        "1/√2",
    ),
    (Constant::Frac1Pi, "FRAC_1_PI", consts::FRAC_1_PI, "1/π"),
    (Constant::Frac2Pi, "FRAC_2_PI", consts::FRAC_2_PI, "2/π"),
    (
        Constant::Frac2SqrtPi,
        "FRAC_2_SQRT_PI",
        consts::FRAC_2_SQRT_PI,
        "2/√π",
    ),
    (Constant::FracPi2, "FRAC_PI_2", consts::FRAC_PI_2, "π/2"),
    (Constant::FracPi3, "FRAC_PI_3", consts::FRAC_PI_3, "π/3"),
    (Constant::FracPi4, "FRAC_PI_4", consts::FRAC_PI_4, "π/4"),
    (Constant::FracPi6, "FRAC_PI_6", consts::FRAC_PI_6, "π/6"),
    (Constant::FracPi8, "FRAC_PI_8", consts::FRAC_PI_8, "π/8"),
    (Constant::Tau, "TAU", consts::TAU, "τ"),
];

const ALL: [Constant; TABLE.len()] = {
    let mut all = [Constant::Pi; TABLE.len()];
    let mut i = 0;
    while i < all.len() {
        all[i] = TABLE[i].0;
        i += 1;
    }
    all
};

impl Constant {
    /// Every constant, in declaration order.
    pub const ALL: &'static [Constant] = &ALL;

    /// The name in `core::f64::consts`.
    ///
    /// ```
    /// # use activations_symbolic::Constant;
    /// assert_eq!(Constant::Frac1Sqrt2.name(), "FRAC_1_SQRT_2");
    /// ```
    pub fn name(self) -> &'static str {
        TABLE[self as usize].1
    }

    /// The constant with this name in `core::f64::consts`.
    pub fn from_name(name: &str) -> Option<Constant> {
        TABLE
            .iter()
            .find(|entry| entry.1 == name)
            .map(|entry| entry.0)
    }

    /// The nearest `f64`.
    pub fn to_f64(self) -> f64 {
        TABLE[self as usize].2
    }

    /// The text in a formula, such as `2/√π`.
    pub(crate) fn symbol(self) -> &'static str {
        TABLE[self as usize].3
    }
}

#[cfg(test)]
mod tests {
    use super::Constant;

    #[test]
    fn the_table_is_in_the_order_of_the_enum() {
        for (i, &constant) in Constant::ALL.iter().enumerate() {
            assert_eq!(constant as usize, i);
            assert_eq!(Constant::from_name(constant.name()), Some(constant));
        }
        assert_eq!(Constant::Tau as usize + 1, Constant::ALL.len());
        assert_eq!(Constant::from_name("FRAC_PI_5"), None);
    }
}
