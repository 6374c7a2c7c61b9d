//! The verifier's numbers against values that mpmath computed with 2400 bits (`data/functions.tsv`:
//! function, leading and trailing double of the argument, value to 75 digits).

use std::collections::BTreeMap;
use std::str::FromStr;

use activations_core::{Constant, Real};
use activations_verify::inputs::Random;
use activations_verify::interpretations::{DoubleDouble, Precise};
use dashu_float::{DBig, FBig, round::mode::HalfEven};

type Big = FBig<HalfEven, 2>;

struct Value {
    function: &'static str,
    hi: f64,
    lo: f64,
    value: &'static str,
}

fn values() -> impl Iterator<Item = Value> {
    include_str!("data/functions.tsv").lines().map(|line| {
        let mut fields = line.split('\t');
        let mut next = || fields.next().expect("four fields");
        Value {
            function: next(),
            hi: next().parse().expect("a double"),
            lo: next().parse().expect("a double"),
            value: next(),
        }
    })
}

fn big(text: &str) -> Big {
    let decimal = DBig::from_str(text).expect("a decimal");
    decimal
        .with_base_and_precision::<2>(320)
        .value()
        .with_rounding()
}

fn exact(x: f64) -> Big {
    Big::try_from(x)
        .expect("a finite double")
        .with_precision(320)
        .value()
}

fn apply<R: Real>(function: &str, x: R) -> R {
    match function {
        "exp" => x.exp(),
        "exp_m1" => x.exp_m1(),
        "ln" => x.ln(),
        "ln_1p" => x.ln_1p(),
        "sqrt" => x.sqrt(),
        "recip" => x.recip(),
        "sin" => x.sin(),
        "cos" => x.cos(),
        "tan" => x.tan(),
        "atan" => x.atan(),
        "sinh" => x.sinh(),
        "cosh" => x.cosh(),
        "tanh" => x.tanh(),
        "asinh" => x.asinh(),
        "sigmoid" => x.sigmoid(),
        "softplus" => x.softplus(),
        "log_sigmoid" => x.log_sigmoid(),
        "erf" => x.erf(),
        "erfc" => x.erfc(),
        "normal_cdf" => x.normal_cdf(),
        "normal_pdf" => x.normal_pdf(),
        "gaussian" => x.gaussian(),
        other => panic!("{other} is not in the list"),
    }
}

/// −log₂ of the relative error.
fn bits(found: &Big, expected: &Big) -> f64 {
    let error = (found - expected) / expected;
    -error.to_f64().value().abs().log2()
}

/// The least number of right bits of each function over the table, and where.
fn worst(bits_at: impl Fn(&Value) -> f64) -> BTreeMap<&'static str, (f64, f64)> {
    let mut worst = BTreeMap::new();
    for value in values() {
        let bits = bits_at(&value);
        let entry = worst.entry(value.function).or_insert((f64::INFINITY, 0.0));
        if bits.is_nan() || bits < entry.0 {
            *entry = (bits, value.hi);
        }
    }
    worst
}

#[test]
fn double_double_functions_have_100_bits() {
    let worst = worst(|value| {
        let x = DoubleDouble::from(value.hi) + DoubleDouble::from(value.lo);
        let found = apply(value.function, x);
        bits(&(exact(found.hi()) + exact(found.lo())), &big(value.value))
    });
    assert!(worst.values().all(|(bits, _)| *bits >= 103.0), "{worst:#?}");
}

/// The table has 75 digits, which are 248 bits.
#[test]
fn precise_functions_have_245_bits() {
    let worst = worst(|value| {
        Precise::scope(|| {
            let x = Precise::from(value.hi) + Precise::from(value.lo);
            let expected = Precise::parse(value.value).expect("a decimal");
            let error = (apply(value.function, x) - expected) / expected;
            -error.to_f64().abs().log2()
        })
    });
    assert!(worst.values().all(|(bits, _)| *bits >= 245.0), "{worst:#?}");
}

/// mpmath split the constants of the pairs; dashu computes those of the 256-bit numbers.
#[test]
fn constants_agree() {
    for &constant in Constant::ALL {
        Precise::scope(|| {
            let pair = DoubleDouble::constant(constant);
            let pair = Precise::from(pair.hi()) + Precise::from(pair.lo());
            let error = (pair / Precise::constant(constant) - Precise::from(1.0)).to_f64();
            assert!(
                error.abs() < 2f64.powi(-105),
                "{}: {error:e}",
                constant.name()
            );
        });
    }
}

#[test]
fn decimals_are_read_to_the_last_bit() {
    let texts = [
        "0.044715",
        "1e-3",
        "2",
        "1_000.5",
        "0.1",
        "1.0507009873554804934193349852946",
        "123456789012345678901234567890123456789012345678901234567890.5",
        "1e-320",
        "1.7e308",
        "0",
        "-0.3",
    ];
    for text in texts {
        Precise::scope(|| {
            let pair = DoubleDouble::parse(text).expect("a decimal");
            let pair = Precise::from(pair.hi()) + Precise::from(pair.lo());
            let exact = Precise::parse(&text.replace('_', "")).expect("a decimal");
            let error = (pair - exact).to_f64().abs();
            let allowed = (exact.to_f64().abs() * 2f64.powi(-101)).max(1e-323);
            assert!(error <= allowed, "{text}: {error:e}");
        });
    }
    for text in ["", ".", "e3", "1.5f32", "0x1", "one"] {
        assert_eq!(DoubleDouble::parse(text), None, "{text}");
    }
}

#[test]
fn pair_arithmetic_is_within_its_bounds() {
    let mut random = Random::new(3, "pairs", 0);
    let mut draw = || {
        let hi = random.magnitude(1e-100, 1e100);
        DoubleDouble::from(hi) + DoubleDouble::from(hi * 2f64.powi(-54) * random.within(-1.0, 1.0))
    };
    let exactly = |x: DoubleDouble| exact(x.hi()) + exact(x.lo());
    for _ in 0..2000 {
        let (a, b) = (draw(), draw());
        let close = DoubleDouble::from(a.hi() * (1.0 + 2f64.powi(-40)));
        for (name, found, expected, bound) in [
            ("sum", a + b, exactly(a) + exactly(b), -104.0),
            (
                "cancelling difference",
                a - close,
                exactly(a) - exactly(close),
                -104.0,
            ),
            ("product", a * b, exactly(a) * exactly(b), -103.5),
            ("quotient", a / b, exactly(a) / exactly(b), -102.5),
            ("root", Real::sqrt(a.abs()), exactly(a.abs()).sqrt(), -104.0),
        ] {
            assert!(
                -bits(&exactly(found), &expected) <= bound,
                "{name} of {a:?} and {b:?}"
            );
        }
    }
}

/// The circular functions are accurate in the absolute sense only, and up to 10¹².
#[test]
fn pair_sine_is_resolved_for_large_arguments() {
    for x in [1e6, 12345678.9, 355.0, 1e9 + 0.7, 9.87e11, -6.1e11] {
        Precise::scope(|| {
            let error = |pair: DoubleDouble, precise: Precise| {
                (Precise::from(pair.hi()) + Precise::from(pair.lo()) - precise)
                    .to_f64()
                    .abs()
            };
            let (pair, precise) = (DoubleDouble::from(x), Precise::from(x));
            assert!(
                error(pair.sin(), precise.sin()) < 2f64.powi(-101),
                "sin {x}"
            );
            assert!(
                error(pair.cos(), precise.cos()) < 2f64.powi(-101),
                "cos {x}"
            );
        });
    }
}

/// Values at −∞, −0, 0 and ∞ as the contract of `Real` states them.
const SPECIAL: &[(&str, [f64; 4])] = {
    const INF: f64 = f64::INFINITY;
    const NAN: f64 = f64::NAN;
    &[
        ("exp", [0.0, 1.0, 1.0, INF]),
        ("exp_m1", [-1.0, -0.0, 0.0, INF]),
        ("ln", [NAN, -INF, -INF, INF]),
        ("ln_1p", [NAN, -0.0, 0.0, INF]),
        ("sqrt", [NAN, -0.0, 0.0, INF]),
        ("recip", [-0.0, -INF, INF, 0.0]),
        ("sin", [NAN, -0.0, 0.0, NAN]),
        ("cos", [NAN, 1.0, 1.0, NAN]),
        ("tan", [NAN, -0.0, 0.0, NAN]),
        (
            "atan",
            [
                -std::f64::consts::FRAC_PI_2,
                -0.0,
                0.0,
                std::f64::consts::FRAC_PI_2,
            ],
        ),
        ("sinh", [-INF, -0.0, 0.0, INF]),
        ("cosh", [INF, 1.0, 1.0, INF]),
        ("tanh", [-1.0, -0.0, 0.0, 1.0]),
        ("asinh", [-INF, -0.0, 0.0, INF]),
        ("sigmoid", [0.0, 0.5, 0.5, 1.0]),
        (
            "softplus",
            [0.0, std::f64::consts::LN_2, std::f64::consts::LN_2, INF],
        ),
        (
            "log_sigmoid",
            [-INF, -std::f64::consts::LN_2, -std::f64::consts::LN_2, 0.0],
        ),
        ("erf", [-1.0, -0.0, 0.0, 1.0]),
        ("erfc", [2.0, 1.0, 1.0, 0.0]),
        ("normal_cdf", [0.0, 0.5, 0.5, 1.0]),
        (
            "normal_pdf",
            [0.0, 0.398_942_280_401_432_7, 0.398_942_280_401_432_7, 0.0],
        ),
        ("gaussian", [0.0, 1.0, 1.0, 0.0]),
    ]
};

fn special_values_hold<R: Real>(to_f64: impl Fn(R) -> f64) {
    for (function, expected) in SPECIAL {
        let inputs = [f64::NEG_INFINITY, -0.0, 0.0, f64::INFINITY];
        for (input, expected) in inputs.into_iter().zip(expected) {
            let found = to_f64(apply(function, R::from_f64(input)));
            // As numbers, NaN equal to NaN; the sign of a zero is the business of `recip` alone.
            let equal = found == *expected || (found.is_nan() && expected.is_nan());
            assert!(
                equal,
                "{function}({input}): expected {expected}, found {found}"
            );
        }
        assert!(
            to_f64(apply(function, R::from_f64(f64::NAN))).is_nan(),
            "{function}(NaN)"
        );
    }
}

#[test]
fn special_values() {
    special_values_hold(DoubleDouble::hi);
    Precise::scope(|| special_values_hold(Precise::to_f64));
    special_values_hold::<f64>(|x| x);
}

/// Numbers far below the least double are still numbers: softplus of −1e18 is.
#[test]
fn minute_numbers_keep_their_first_term() {
    Precise::scope(|| {
        let minute = Precise::from_f64(-1e18).softplus();
        for (function, slope) in [
            ("exp_m1", 1.0),
            ("sinh", 1.0),
            ("tanh", 1.0),
            ("erf", std::f64::consts::FRAC_2_SQRT_PI),
        ] {
            let found = (apply(function, minute) / minute).to_f64();
            assert_eq!(found, slope, "{function}");
        }
    });
}

#[test]
#[should_panic(expected = "outside the scope")]
fn a_precise_number_does_not_leave_its_scope() {
    let stale = Precise::scope(|| Precise::from(3.0));
    let _ = stale + stale;
}
