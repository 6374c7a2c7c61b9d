//! The decision on the activations' own identities, on wrong ones, and on its known traps.

#[path = "support/parse.rs"]
mod parse;
#[path = "support/table.rs"]
mod table;

use std::time::{Duration, Instant};

use activations_symbolic::decide::{Decision, Obstacle, Requirement, is_zero};
use activations_symbolic::{Arena, Expr, Function, differentiate};
use parse::parse;
use table::{DERIVATIVES, EQUAL};

fn difference(a: &mut Arena, (forward, derivative, wrt): (&str, &str, &str)) -> Expr {
    let f = parse(a, forward);
    let d = parse(a, derivative);
    let (y, wrt) = (a.symbol("y"), a.symbol(wrt));
    let d = a.substitute(d, y, f);
    let slope = differentiate(a, f, wrt);
    a.sub(slope, d)
}

/// What is decided of `left` = `right` where the quantities of `positive` are positive.
fn decided(left: &str, right: &str, positive: &[&str]) -> Decision {
    let mut a = Arena::new();
    let (left, right) = (parse(&mut a, left), parse(&mut a, right));
    let e = a.sub(left, right);
    let positive: Vec<Expr> = positive.iter().map(|text| parse(&mut a, text)).collect();
    is_zero(&a, e, &positive)
}

fn is_proved(decision: &Decision) -> bool {
    matches!(decision, Decision::Zero { .. })
}

#[test]
fn right_derivatives_are_proved() {
    for &claim in DERIVATIVES {
        let mut a = Arena::new();
        let z = difference(&mut a, claim);
        let decision = is_zero(&a, z, &[]);
        assert!(is_proved(&decision), "{claim:?}: {decision:?}");
    }
}

#[test]
fn wrong_derivatives_are_not() {
    // Every derivative off: in the ninth digit, by a sign, by a term, by a factor.
    for &(forward, derivative, wrt) in DERIVATIVES {
        for wrong in [
            format!("1.000000001*({derivative})"),
            format!("-({derivative})"),
            format!("{derivative} + 0.000000001"),
            format!("({derivative})*x"),
            format!("({derivative})^2"),
            format!("{derivative} + x*y"),
        ] {
            let mut a = Arena::new();
            let z = difference(&mut a, (forward, &wrong, wrt));
            assert_eq!(is_zero(&a, z, &[]), Decision::NonZero, "{forward}: {wrong}");
        }
    }
}

#[test]
fn equal_formulas_are_proved_equal() {
    for &(left, right) in EQUAL {
        let decision = decided(left, right, &[]);
        assert!(is_proved(&decision), "{left} = {right}: {decision:?}");
    }
}

#[test]
fn different_formulas_are_not() {
    for (left, right) in [
        ("sqrt(x^2 + 1)", "x + 1"),
        ("sqrt(x + b)", "sqrt(x) + sqrt(b)"),
        ("ln(x + b)", "ln(x)*ln(b)"),
        ("ln(-x)", "-ln(x)"),
        ("exp(x*b)", "exp(x)*exp(b)"),
        ("exp(1.000000001*x)", "exp(x)"),
        ("erf(2*x)", "2*erf(x)"),
        ("sin(x)", "x"),
        ("tanh(x)", "erf(x)"),
        ("ln(3)", "1.0986122886681098"),
        ("PI", "3.141592653589793"),
        ("sqrt(2)", "1.4142135623730951"),
        ("PI", "22/7"),
        ("E", "2.718281828459045"),
        ("exp(sqrt(2)*x)", "exp(x)^2"),
        ("cos(PI)", "1"),
        ("sin(FRAC_PI_3)", "0.5"),
        ("exp(1000000000*x)^1000000000", "exp(x)"),
    ] {
        let decision = decided(left, right, &[]);
        assert!(!is_proved(&decision), "{left} = {right}: {decision:?}");
    }
}

#[test]
fn the_root_of_a_square_has_a_sign() {
    let root = Decision::Unknown(Obstacle::Root);
    for (left, right) in [
        ("sqrt(a^2)", "a"),
        ("sqrt(a^2)", "-a"),
        ("sqrt((x - 1)^2)", "x - 1"),
        ("sqrt(x^2*(1 + b^2)^2)", "x*(1 + b^2)"),
        ("sqrt((1 - exp(x))^2)", "1 - exp(x)"),
        ("sqrt((x + x^2)^2)", "x + x^2"),
        ("(x^2)^0.5", "x"),
        ("hypot(x, 0)", "x"),
        ("sqrt((1 - sqrt(2))^2)", "1 - sqrt(2)"),
        ("sqrt(3 + 2*sqrt(2))", "-1 - sqrt(2)"),
        ("sqrt(3 - 2*sqrt(2))", "1 - sqrt(2)"),
        ("exp(ln(x^2)/2)", "x"),
        // One sample in 2⁸ would show that this product is not zero.
        (
            "(sqrt(a^2) - a)*(sqrt(b^2) - b)*(sqrt(c^2) - c)*(sqrt(d^2) - d)*(sqrt(e^2) - e)*(sqrt(f^2) - f)*(sqrt(g^2) - g)*(sqrt(h^2) - h)",
            "0",
        ),
    ] {
        let decision = decided(left, right, &[]);
        assert!(
            decision == root || decision == Decision::NonZero,
            "{left} = {right}: {decision:?}"
        );
    }
    for (left, right, positive) in [
        ("sqrt(a^2)", "a", &["a"][..]),
        ("sqrt(a^2)", "-a", &["-a"]),
        ("sqrt((x - 1)^2)", "x - 1", &["x - 1"]),
        ("sqrt(x^2*b^4)", "x*b^2", &["x", "b"]),
        ("sqrt(1/x^2)", "1/x", &["x"]),
        ("(x^2)^0.5", "x", &["x"]),
        ("exp(ln(x^2)/2)", "x", &["x"]),
        ("ln(sqrt(x^2))", "ln(x)", &["x"]),
    ] {
        let decision = decided(left, right, positive);
        assert!(
            is_proved(&decision),
            "{left} = {right} where {positive:?} > 0: {decision:?}"
        );
    }
    // Here the form tells the sign.
    for (left, right) in [
        ("sqrt((1 + exp(x))^2)", "1 + exp(x)"),
        ("sqrt((1 + x^2)^2*(2 + b^4)^2)", "(1 + x^2)*(2 + b^4)"),
        (
            "sqrt(1 + 2*cosh(x) + cosh(x)^2)*sqrt(1 + cosh(x))",
            "(1 + cosh(x))*sqrt(1 + cosh(x))",
        ),
        ("exp(ln((1 + x^2)^2)/2)", "1 + x^2"),
    ] {
        let decision = decided(left, right, &[]);
        assert!(is_proved(&decision), "{left} = {right}: {decision:?}");
    }
    // Assumptions may hold logarithms, contradict each other, or be too many.
    assert!(is_proved(&decided(
        "sqrt(x)^2",
        "x",
        &["ln(x)", "softplus(x) - 1"]
    )));
    let contradiction = ["x", "-x"];
    assert!(!is_proved(&decided("sqrt(x^2)", "x", &contradiction)));
    let many = [
        "a", "b", "c", "d", "e", "f", "g", "x - a", "x - b", "x - c", "x - d",
    ];
    assert!(is_proved(&decided("sqrt(a^2*b^2)", "a*b", &many)));
    // What is assumed of one variable says nothing about another.
    assert!(!is_proved(&decided("sqrt(a^2)", "a", &["b"])));
    assert!(!is_proved(&decided(
        "sqrt((a - b)^2)",
        "a - b",
        &["a", "b"]
    )));
    assert!(!is_proved(&decided("sqrt(a^2)", "a", &["-a"])));
}

#[test]
fn what_must_hold_is_listed() {
    let mut a = Arena::new();
    let left = parse(
        &mut a,
        "x*x/x + ln(b) + sqrt(b)/(1 + x^2) + ln_1p(x) + 2/3 + x^-1",
    );
    let right = parse(
        &mut a,
        "x + ln(b) + b^0.5/(1 + x^2) + ln(1 + x) + 2/3 + 1/x",
    );
    let e = a.sub(left, right);
    let (x, b) = (parse(&mut a, "x"), parse(&mut a, "b"));
    let (sum, square) = (parse(&mut a, "1 + x"), parse(&mut a, "1 + x^2"));
    let Decision::Zero { requires } = is_zero(&a, e, &[]) else {
        panic!("not proved")
    };
    for requirement in [
        Requirement::NonZero(x),
        Requirement::NonZero(square),
        Requirement::Positive(b),
        Requirement::NonNegative(b),
        Requirement::AboveMinusOne(x),
        Requirement::Positive(sum),
    ] {
        assert!(
            requires.contains(&requirement),
            "{requirement:?} not in {requires:?}"
        );
    }
    assert_eq!(requires.len(), 6, "{requires:?}");
}

#[test]
fn branches_and_rows_are_for_others() {
    let mut a = Arena::new();
    let x = parse(&mut a, "x");
    let abs = a.call(Function::Abs, x);
    let max = a.max(x, abs);
    let sum = a.reduce(activations_symbolic::Reduction::Sum, x);
    let rest = a.sub(max, max);
    assert_eq!(
        is_zero(&a, abs, &[]),
        Decision::Unknown(Obstacle::Branch(abs))
    );
    assert_eq!(
        is_zero(&a, rest, &[]),
        Decision::Unknown(Obstacle::Branch(abs))
    );
    assert_eq!(is_zero(&a, sum, &[]), Decision::Unknown(Obstacle::Row(sum)));
}

#[test]
fn literals_built_against_the_primes_prove_nothing() {
    // Products of two primes of the table, as a literal and as digits put together.
    const A: u128 = (1 << 61) - 37_953;
    const OFFSETS: [u128; 6] = [37_953, 150_993, 345_153, 409_713, 499_953, 538_593];
    for offset in OFFSETS {
        let b = (1 << 61) - offset;
        let product = A * b;
        for text in [
            format!("{A}*{b}*x"),
            format!("{product}*x"),
            format!("{}*x + x", product - 1),
            format!("x*{}*{b} + x*{b}", A - 1),
            format!("x/{product} - x"),
        ] {
            assert_ne!(text, "x", "{text}");
            assert!(!is_proved(&decided(&text, "0", &[])), "{text}");
        }
        // By Horner's rule in base 10, whose ten digits are ten short literals.
        let mut a = Arena::new();
        let x = parse(&mut a, "x");
        let mut e = parse(&mut a, "0*x");
        let ten = a.integer(10);
        for digit in product.to_string().bytes() {
            let digit = a.integer(i64::from(digit - b'0'));
            let term = a.mul(digit, x);
            let shifted = a.mul(ten, e);
            e = a.add(shifted, term);
        }
        assert!(!is_proved(&is_zero(&a, e, &[])));
    }
}

#[test]
fn hostile_expressions_end_quickly() {
    let mut a = Arena::new();
    let x = parse(&mut a, "x");
    let one = a.integer(1);
    let two = a.integer(2);
    let mut cases: Vec<(&str, Expr)> = Vec::new();
    let tower = |a: &mut Arena, f: Function| (0..500).fold(x, |e, _| a.call(f, e));
    for f in [
        Function::Exp,
        Function::Sigmoid,
        Function::Sqrt,
        Function::Ln,
        Function::Sin,
        Function::Softplus,
    ] {
        let e = tower(&mut a, f);
        let zero = a.sub(e, one);
        cases.push((f.method(), zero));
    }
    let huge = a.powi(x, 1_000_000_000);
    let huger = a.powi(huge, 1_000_000_000);
    let least = a.powi(x, i32::MIN);
    let number = a.powi(two, i32::MAX);
    let difference = a.sub(huger, one);
    cases.extend([("power", difference), ("least", least), ("number", number)]);
    let mut squares = x;
    for _ in 0..300 {
        squares = a.mul(squares, squares);
    }
    let vanishing = a.sub(squares, squares);
    cases.extend([("squares", squares), ("vanishing", vanishing)]);
    let (mut sum, mut roots) = (a.integer(0), Vec::new());
    for k in 0..400 {
        let k = a.integer(k);
        let term = a.mul(k, x);
        let exp = a.call(Function::Exp, term);
        sum = a.add(sum, exp);
        let shifted = a.add(k, x);
        roots.push(a.call(Function::Sqrt, shifted));
    }
    cases.push(("exponentials", sum));
    while roots.len() > 1 {
        roots = roots
            .chunks(2)
            .map(|pair| {
                if let [u, v] = *pair {
                    a.mul(u, v)
                } else {
                    pair[0]
                }
            })
            .collect();
    }
    cases.push(("roots", roots[0]));
    let mut terms = vec![x];
    for k in 1..3000 {
        let k = a.integer(k);
        let shifted = a.add(x, k);
        let power = a.powi(shifted, 3);
        terms.push(power);
    }
    while terms.len() > 1 {
        terms = terms
            .chunks(2)
            .map(|pair| {
                if let [u, v] = *pair {
                    a.add(u, v)
                } else {
                    pair[0]
                }
            })
            .collect();
    }
    cases.push(("terms", terms[0]));
    let nowhere = parse(&mut a, "1/(x - x) + ln(0*x) + sqrt(x - x)");
    cases.push(("nowhere", nowhere));
    assert_eq!(a.limit(), Ok(()));
    for (name, e) in cases {
        let start = Instant::now();
        let decision = is_zero(&a, e, &[x]);
        assert!(!is_proved(&decision) || name == "vanishing", "{name}");
        assert!(
            start.elapsed() < Duration::from_secs(4),
            "{name}: {:?}",
            start.elapsed()
        );
        eprintln!("{name}: {decision:?} {:?}", start.elapsed());
    }
}
