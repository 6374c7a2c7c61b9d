//! Numbers against integer arithmetic, `f64`'s own parser and hand-computed values.

use core::cmp::Ordering;

use super::{Number, ParseNumberError};

fn n(text: &str) -> Number {
    Number::parse(text).unwrap()
}

fn r(a: i128, b: i128) -> Number {
    Number::ratio(a, b).unwrap()
}

#[test]
fn literals_are_read_as_rust_reads_them() {
    for text in [
        "0",
        "1",
        "1.",
        "0.0",
        "1e-3",
        "1_000.0",
        "12_3.4_5e+2",
        "0.044715",
        "1e300",
        "5e-324",
        "2.5E-1",
        "1.7976931348623157e308",
        "1e-320",
        "2.2250738585072011e-308",
        "9007199254740993",
        "0.1",
        "1e23",
        "8.98846567431158e307",
        "4.450147717014403e-308",
        "1e400",
        "1e-400",
        "0.000000000000000000001",
        "100000000000000000000000000000000000000000000",
        "7.038531e-26",
        "0e999999",
    ] {
        let std: f64 = text.replace('_', "").parse().unwrap();
        assert_eq!(n(text).to_f64().to_bits(), std.to_bits(), "{text}");
        assert_eq!(n(&format!("-{text}")), n(text).negated());
    }
}

#[test]
fn what_is_not_a_bare_decimal_literal_is_refused() {
    use ParseNumberError::{Range, Suffix, Syntax};
    for (text, error) in [
        ("", Syntax),
        (".5", Syntax),
        ("1.0f64", Suffix),
        ("1f32", Suffix),
        ("3u8", Suffix),
        ("7_i32", Suffix),
        ("0x1f", Syntax),
        ("0b11", Syntax),
        ("1e", Syntax),
        ("1e+-2", Syntax),
        ("1.2.3", Syntax),
        ("x", Syntax),
        ("inf", Syntax),
        ("1e1000000000", Range),
        ("1e99999999999999", Range),
        ("0.1234567890123456789012345678901234567890123", Range),
        ("--1", Syntax),
    ] {
        assert_eq!(Number::parse(text), Err(error), "{text}");
    }
}

#[test]
fn equal_values_have_one_representation() {
    assert_eq!(n("0.50"), r(1, 2));
    assert_eq!(n("1e2"), Number::from(100));
    assert_eq!(r(-6, -4), r(3, 2));
    assert_eq!(r(0, -7), Number::ZERO);
    assert_eq!(Number::ratio(1, 0), None);
    assert_eq!(
        Number::from_f64(0.1),
        n("0.1").checked_add(
            Number::from_f64(0.1)
                .unwrap()
                .checked_sub(n("0.1"))
                .unwrap()
        )
    );
    assert_eq!(Number::from_f64(-0.75), Some(r(-3, 4)));
    assert_eq!(Number::from_f64(5e-324).map(Number::to_f64), Some(5e-324));
    assert_eq!(Number::from_f64(f64::NAN), None);
}

#[test]
fn arithmetic_agrees_with_fractions_of_small_integers() {
    for a in -12i128..=12 {
        for b in 1..=7 {
            for c in -12..=12 {
                for d in [1, 2, 5, 6, 10] {
                    let (x, y) = (r(a, b), r(c, d));
                    assert_eq!(x.checked_add(y), Number::ratio(a * d + c * b, b * d));
                    assert_eq!(x.checked_sub(y), Number::ratio(a * d - c * b, b * d));
                    assert_eq!(x.checked_mul(y), Number::ratio(a * c, b * d));
                    assert_eq!(x.checked_div(y), Number::ratio(a * d, b * c));
                    assert_eq!(x.cmp(&y), (a * d).cmp(&(c * b)));
                }
            }
        }
    }
    assert_eq!(r(-2, 3).checked_powi(-3), Some(r(-27, 8)));
    assert_eq!(Number::ZERO.checked_powi(0), Some(Number::ONE));
    assert_eq!(Number::ZERO.checked_powi(-1), None);
}

#[test]
fn what_does_not_fit_is_none() {
    assert_eq!(n("1e300").checked_add(Number::ONE), None);
    assert_eq!(Number::from(3).checked_powi(i32::MAX), None);
    assert_eq!(Number::TWO.checked_powi(1_000_000_000), None);
    assert_eq!(Number::ratio(i128::MIN, 3), None);
    assert_eq!(n("1e300").cmp(&n("1e299")), Ordering::Greater);
    assert_eq!(n("-1e300").cmp(&n("1e-300")), Ordering::Less);
}

#[test]
fn rounding_is_to_nearest_even() {
    let ulp = r(1, 1 << 52);
    let at = |halves: i128| {
        Number::ONE
            .checked_add(ulp.checked_mul(r(halves, 2)).unwrap())
            .unwrap()
    };
    assert_eq!(at(1).to_f64(), 1.0);
    assert_eq!(at(3).to_f64(), 1.0 + 2.0 * f64::EPSILON);
    assert_eq!(at(1).bounds(), (1.0, 1.0 + f64::EPSILON));
    assert_eq!(r(1, 3).to_f64(), 1.0 / 3.0);
    assert_eq!(r(-2, 7).to_f64(), -2.0 / 7.0);
    // Half of the smallest subnormal is a tie with 0; three halves of it a tie with 2.
    let tiny = Number::from_f64(5e-324).unwrap();
    assert_eq!(tiny.checked_mul(r(1, 2)).unwrap().to_f64(), 0.0);
    assert_eq!(tiny.checked_mul(r(3, 2)).unwrap().to_f64(), 1e-323);
    assert_eq!(n("1e-400").bounds(), (0.0, 5e-324));
    assert_eq!(n("1e400").bounds(), (f64::MAX, f64::INFINITY));
    assert_eq!(n("1.7976931348623158e308").to_f64(), f64::MAX);
}

#[test]
fn printing_is_exact_and_readable() {
    for (value, text) in [
        (n("0.044715"), "0.044715"),
        (n("1000"), "1000"),
        (r(-1, 3), "-1/3"),
        (n("1e-300"), "1e-300"),
        (n("1.5e300"), "1.5e300"),
        (n("123.25"), "123.25"),
        (r(2, 7), "2/7"),
        (Number::ZERO, "0"),
        (n("0.0000001"), "0.0000001"),
        (n("0.000000001"), "1e-9"),
        (n("-2.5"), "-2.5"),
        (n("100000000000000000000000"), "1e23"),
    ] {
        assert_eq!(value.to_string(), text);
    }
}
