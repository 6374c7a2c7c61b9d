//! Enclosures against 126 bits of the true values, and containment of random points.

use activations_symbolic::interval::{Bound, Interval, Wide};

mod golden;

fn apply<B: Bound>(function: &str, x: Interval<B>) -> Interval<B> {
    match function {
        "exp" => x.exp(),
        "exp_m1" => x.exp_m1(),
        "ln" => x.ln().expect("the argument is positive"),
        "ln_1p" => x.ln_1p().expect("the argument is above −1"),
        "sinh" => x.sinh(),
        "cosh" => x.cosh(),
        "tanh" => x.tanh(),
        "sigmoid" => x.sigmoid(),
        "softplus" => x.softplus(),
        "log_sigmoid" => x.log_sigmoid(),
        "asinh" => x.asinh(),
        "sin" => x.sin(),
        "cos" => x.cos(),
        "tan" => x.tan(),
        "atan" => x.atan(),
        "erf" => x.erf(),
        "erfc" => x.erfc(),
        "normal_cdf" => x.normal_cdf(),
        "normal_pdf" => x.normal_pdf(),
        "gaussian" => x.gaussian(),
        _ => panic!("no such function: {function}"),
    }
}

/// The width of an enclosure in units of the last place that its type has there.
fn width_in_ulps<B: Bound>(value: Interval<B>) -> f64 {
    let relative = Interval::point(value.width()) / value.abs();
    relative.hi().approximately() * 2f64.powi(B::PRECISION - 1)
}

fn golden_values_are_enclosed<B: Bound>() {
    for &(function, x, sign, mantissa, exponent) in golden::VALUES {
        let value = apply(function, Interval::point(B::from_f64(x)));
        let size = if sign < 0.0 { -value } else { value };
        let below = B::from_parts_down(mantissa, exponent);
        let above = B::from_parts_up(mantissa + 1, exponent);
        // Where the golden value is no finer than the enclosure, it must at least be touched.
        let (least, greatest) = if B::PRECISION < 120 {
            (below, above)
        } else {
            (above, below)
        };
        assert!(
            size.lo() <= least && greatest <= size.hi(),
            "{function}({x}) lies in {below:?}..{above:?}, but {size:?} was claimed"
        );
        let width = width_in_ulps(value);
        // The argument of the exponential loses log₂ x² digits in a square.
        let limit = if matches!(function, "erfc" | "normal_cdf") {
            4096.0
        } else {
            256.0
        };
        assert!(
            width <= limit,
            "{function}({x}): the enclosure is {width} ulp wide"
        );
    }
}

#[test]
fn golden_values_are_enclosed_in_f64() {
    golden_values_are_enclosed::<f64>();
}

#[test]
fn golden_values_are_enclosed_in_128_bits() {
    golden_values_are_enclosed::<Wide>();
}

/// Numbers of all sizes, the same in every run.
struct Points(u64);

impl Points {
    fn bits(&mut self) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        self.0 ^ (self.0 >> 29)
    }

    fn integer(&mut self) -> i128 {
        let bits = self.bits() >> (self.bits() % 62);
        if self.bits() < u64::MAX / 2 {
            i128::from(bits)
        } else {
            -i128::from(bits)
        }
    }

    fn real(&mut self) -> f64 {
        let scale = (self.bits() % 24) as i32 - 16;
        ((self.bits() >> 11) as f64 / (1u64 << 52) as f64 - 1.0) * 2f64.powi(scale)
    }
}

/// num/den lies between the ends of the enclosure, decided in whole numbers.
fn holds_ratio(value: Interval<f64>, num: i128, den: i128) -> bool {
    // lo·den ≤ num for a positive den, with lo = m·2^e taken apart.
    let at_most = |end: f64, num: i128, den: i128| {
        let bits = end.abs().to_bits();
        let (field, fraction) = ((bits >> 52) as i32, bits & ((1 << 52) - 1));
        let (mantissa, exponent) = if field == 0 {
            (fraction, -1074)
        } else {
            (fraction | 1 << 52, field - 1075)
        };
        let signed = if end < 0.0 {
            -i128::from(mantissa)
        } else {
            i128::from(mantissa)
        };
        match exponent {
            _ if signed == 0 => num >= 0,
            0.. => (signed << exponent) * den <= num,
            // num·2^-exponent is about den·2^52.
            _ => signed * den <= num << -exponent,
        }
    };
    let (num, den) = if den < 0 { (-num, -den) } else { (num, den) };
    at_most(value.lo(), num, den) && at_most(-value.hi(), -num, den)
}

#[test]
fn arithmetic_encloses_exact_ratios() {
    let mut points = Points(1);
    for _ in 0..20_000 {
        let a = points.integer() % (1 << 30);
        let b = points.integer() % (1 << 30);
        let c = points.integer() % (1 << 30);
        if b == 0 || c == 0 {
            continue;
        }
        let ratio = Interval::rational(a, b);
        assert!(holds_ratio(ratio, a, b), "{a}/{b} is not in {ratio:?}");
        let sum = ratio + Interval::integer(c);
        assert!(
            holds_ratio(sum, a + b * c, b),
            "{a}/{b} + {c} is not in {sum:?}"
        );
        let product = ratio * Interval::integer(c);
        assert!(
            holds_ratio(product, a * c, b),
            "{a}/{b}·{c} is not in {product:?}"
        );
        if ratio.lo() == ratio.hi() {
            // A single number claims exactness.
            assert!(holds_ratio(Interval::point(ratio.lo()), a, b));
        }
    }
}

#[test]
fn small_results_stay_exact() {
    let half = Interval::<f64>::rational(1, 2);
    assert_eq!(half + half, Interval::ONE);
    assert_eq!(half.square(), Interval::rational(1, 4));
    assert_eq!(
        Interval::<f64>::integer(49).sqrt(),
        Some(Interval::integer(7))
    );
    assert_eq!(Interval::<f64>::ZERO.exp(), Interval::ONE);
    assert_eq!(Interval::<f64>::ONE.ln(), Some(Interval::ZERO));
    for function in ["exp_m1", "sinh", "tanh", "asinh", "sin", "atan", "erf"] {
        assert_eq!(
            apply(function, Interval::<f64>::ZERO),
            Interval::ZERO,
            "{function}(0)"
        );
    }
    assert!(Interval::<f64>::rational(1, 10).lo() < Interval::<f64>::rational(1, 10).hi());
}

#[test]
fn wide_intervals_contain_the_values_of_their_points() {
    let mut points = Points(7);
    let functions = golden::VALUES
        .iter()
        .map(|row| row.0)
        .collect::<std::collections::BTreeSet<_>>();
    for _ in 0..300 {
        let (a, b) = (points.real(), points.real());
        let wide = Interval::between(a, b);
        for &function in &functions {
            if function.starts_with("ln") && wide.lo() <= 0.0 {
                continue;
            }
            let whole = apply(function, wide);
            for t in [0.0, 0.25, 0.5, 0.8, 1.0] {
                let inside = a + (b - a) * t;
                if !wide.contains(inside) {
                    continue;
                }
                let value = apply(function, Interval::point(inside));
                assert!(
                    whole.intersection(value).is_some(),
                    "{function}({inside}) = {value:?} leaves {function}({wide:?}) = {whole:?}"
                );
            }
        }
    }
}

#[test]
fn functional_equations_hold() {
    let mut points = Points(3);
    let meet = |name: &str, x: f64, a: Interval<f64>, b: Interval<f64>| {
        assert!(
            !a.disjoint(b),
            "{name} at {x}: {a:?} and {b:?} are disjoint"
        );
    };
    for _ in 0..2_000 {
        let x = points.real() * 0.5;
        let at = Interval::point(x);
        let (s, c) = (at.sin(), at.cos());
        meet("sin² + cos² = 1", x, s.square() + c.square(), Interval::ONE);
        meet("tan(atan x) = x", x, at.atan().tan(), at);
        meet("eˣ·e⁻ˣ = 1", x, at.exp() * (-at).exp(), Interval::ONE);
        meet("ln eˣ = x", x, at.exp().ln().expect("eˣ is positive"), at);
        meet("sinh(asinh x) = x", x, at.asinh().sinh(), at);
        meet("erf + erfc = 1", x, at.erf() + at.erfc(), Interval::ONE);
        meet(
            "softplus(x) − softplus(−x) = x",
            x,
            at.softplus() - (-at).softplus(),
            at,
        );
        meet(
            "cosh² − sinh² = 1",
            x,
            at.cosh().square() - at.sinh().square(),
            Interval::ONE,
        );
    }
}

#[test]
fn infinite_ends_give_the_limits() {
    let line = Interval::<f64>::entire();
    assert_eq!(line.sigmoid(), Interval::between(0.0, 1.0));
    assert_eq!(line.tanh(), Interval::between(-1.0, 1.0));
    assert_eq!(line.gaussian(), Interval::between(0.0, 1.0));
    let (lo, hi) = line.erf().to_f64();
    assert_eq!((lo, hi), (-1.0, 1.0));
    let (lo, hi) = line.erfc().to_f64();
    assert_eq!((lo, hi), (0.0, 2.0));
    assert!(line.exp().lo() == 0.0 && line.exp().hi() == f64::INFINITY);
    assert_eq!(line.square(), Interval::between(0.0, f64::INFINITY));
    assert_eq!(line * Interval::ZERO, Interval::ZERO);
    let tail = Interval::between(3.0, f64::INFINITY);
    assert_eq!(
        Interval::ONE / tail,
        Interval::between(0.0, (1.0f64 / 3.0).next_up())
    );
}

fn constants_agree_with_their_series<B: Bound>() {
    // π = 16·arctan(1/5) − 4·arctan(1/239), ln 2 = 3·ln(5/4) + ln(128/125).
    let atan = |d: i128| Interval::<B>::rational(1, d).atan();
    let machin = Interval::integer(16) * atan(5) - Interval::integer(4) * atan(239);
    assert!(!machin.disjoint(Interval::pi()));
    let ln = |n: i128, d: i128| Interval::<B>::rational(n, d).ln().expect("positive");
    assert!(!(Interval::integer(3) * ln(5, 4) + ln(128, 125)).disjoint(Interval::ln_2()));
    // What is left of multiples of them, by their parts.
    for k in [1, -3, 1000] {
        let many = Interval::<B>::integer(k);
        let exp = (many * Interval::ln_2()).exp();
        let power = Interval::<B>::integer(2).powi(k as i32);
        assert!(!exp.disjoint(power), "2^{k}: {exp:?}");
        let sine = (many * Interval::pi()).sin();
        assert!(sine.contains_zero(), "sin {k}π: {sine:?}");
    }
}

#[test]
fn constants_agree_with_their_series_in_f64() {
    constants_agree_with_their_series::<f64>();
}

#[test]
fn constants_agree_with_their_series_in_128_bits() {
    constants_agree_with_their_series::<Wide>();
}
