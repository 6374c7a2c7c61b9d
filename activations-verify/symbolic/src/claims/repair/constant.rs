//! Which constant a number is.

use crate::{Arena, Constant, Expr, Number};

/// Factors that turn up in derivatives.
const NAMED: [Constant; 9] = [
    Constant::Pi,
    Constant::Frac1Pi,
    Constant::Sqrt2,
    Constant::Frac1Sqrt2,
    Constant::Frac2SqrtPi,
    Constant::Ln2,
    Constant::Log2E,
    Constant::Ln10,
    Constant::E,
];

/// A short expression with this value: a decimal, a fraction, a named constant times a fraction, a
/// square root of one.
pub(super) fn recognise(arena: &mut Arena, value: f64) -> Option<Expr> {
    if let Some(number) = rational(value) {
        return Some(arena.number(number));
    }
    for constant in NAMED {
        if let Some(factor) = rational(value / constant.to_f64()) {
            let constant = arena.constant(constant);
            let factor = arena.number(factor);
            return Some(arena.mul(factor, constant));
        }
    }
    // √(p/q), √(p/(q·π)).
    let squares = [
        (value * value, None),
        (value * value * std::f64::consts::PI, Some(Constant::Pi)),
    ];
    for (square, divisor) in squares {
        let Some(number) = rational(square) else {
            continue;
        };
        let mut radicand = arena.number(number);
        if let Some(divisor) = divisor {
            let divisor = arena.constant(divisor);
            radicand = arena.div(radicand, divisor);
        }
        let root = arena.call(crate::Function::Sqrt, radicand);
        return Some(if value < 0.0 { arena.neg(root) } else { root });
    }
    None
}

/// A decimal of few digits or a fraction of small parts that `f64` cannot tell from the value.
pub(super) fn rational(value: f64) -> Option<Number> {
    if !(1e-6..1e6).contains(&value.abs()) {
        return (value == 0.0).then_some(Number::ZERO);
    }
    let close = |number: Number| (number.to_f64() - value).abs() <= 2e-9 * value.abs();
    for digits in 0..=6 {
        let text = format!("{:.digits$}", value.abs());
        let number = Number::parse(&text).ok()?;
        let number = if value < 0.0 {
            number.negated()
        } else {
            number
        };
        if close(number) {
            return Some(number);
        }
    }
    (1..=64).find_map(|denominator| {
        let numerator = (value * f64::from(denominator)).round() as i128;
        Number::ratio(numerator, i128::from(denominator)).filter(|&number| close(number))
    })
}

#[cfg(test)]
mod tests {
    use super::recognise;
    use crate::{Arena, print};

    #[test]
    fn constants_are_recognised_by_value() {
        let text = |value: f64| {
            let mut arena = Arena::new();
            recognise(&mut arena, value)
                .map(|e| print::rust(&arena, e).replace("std::f64::consts::", ""))
        };
        assert_eq!(text(2.0).as_deref(), Some("2.0"));
        assert_eq!(text(-0.134145).as_deref(), Some("-0.134145"));
        assert_eq!(text(1.0 / 3.0).as_deref(), Some("1.0 / 3.0"));
        assert_eq!(text(std::f64::consts::SQRT_2).as_deref(), Some("SQRT_2"));
        assert_eq!(
            text(2.0 * std::f64::consts::LN_2).as_deref(),
            Some("2.0 * LN_2")
        );
        assert_eq!(
            text((2.0 / std::f64::consts::PI).sqrt()).as_deref(),
            Some("(2.0 / PI).sqrt()")
        );
        assert_eq!(text(0.123456789123), None);
    }
}
