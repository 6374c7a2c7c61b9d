"""Prints the coefficients of `math/tables`: `tables.py single > single.rs`, `tables.py double > double.rs`.

Needs mpmath; gmpy2 makes it faster. Each line of coefficients carries the error that they leave.
"""

import sys

from mpmath import atan, cos, cosh, erf, erfc, exp, expm1, log, log1p, mp, mpf, nstr, pi, sin, sinh
from mpmath import sqrt, tanh

from minimax import double, polynomial, quotient, single

WHICH = sys.argv[1]
ROUNDING = {"single": single, "double": double}[WHICH]
FLOAT = {"single": "f32", "double": "f64"}[WHICH]


def of(one, two):
    """The choice for the float or for the double."""
    return one if WHICH == "single" else two


def shown(value):
    """Digits that read back to the same number."""
    text = repr(float(value)) if WHICH == "double" else nstr(value, 9)
    return text if any(c in text for c in ".en") else text + ".0"


def table(name, text, coefficients, error):
    print(f"    // {text}: 2^{nstr(log(error, 2), 5)}")
    print(f"    const {name}: &'static [{FLOAT}] = &[")
    for c in coefficients:
        print(f"        {shown(c)},")
    print("    ];")
    sys.stdout.flush()


def number(name, text, value):
    print(f"    // {text}")
    print(f"    const {name}: {FLOAT} = {shown(ROUNDING(value))};")


def safe(quotient_form, series):
    """A quotient that cancels at 0, replaced there by the start of its series."""
    return lambda x: quotient_form(x) if abs(x) > mpf("1e-8") else series(x)


def leading(value, bits):
    """The nearest number of so many bits."""
    scale = mpf(2) ** (bits - mp.frexp(value)[1])
    return mp.nint(value * scale) / scale


def high_and_low(name, text, value, bits):
    """value = high + low with `bits` bits in high, so that its product with a small integer is exact."""
    high = leading(value, bits)
    number(f"{name}_HIGH", f"{text}, its first {bits} bits", high)
    number(f"{name}_LOW", "and the rest", value - high)


def elementary():
    half_ln2 = log(mpf(2)) / 2 * mpf("1.0001")
    number("LOG2_E", "1/ln 2", 1 / log(mpf(2)))
    high_and_low("LN_2", "ln 2", log(mpf(2)), of(16, 42))

    slope = safe(lambda r: expm1(r) / r, lambda r: 1 + r / 2)
    table(
        "EXP",
        "(eʳ − 1)/r on |r| ≤ ½ ln 2, error relative to eʳ",
        *polynomial(
            slope, -half_ln2, half_ln2, of(6, 11), lambda r: abs(r) / exp(r), ROUNDING, fixed=[1]
        ),
    )
    q = safe(lambda r: (expm1(r) - r) / r**2, lambda r: mpf(1) / 2 + r / 6 + r * r / 24)
    table(
        "EXP_M1",
        "(eʳ − 1 − r)/r² on |r| ≤ ½ ln 2, error relative to eʳ − 1",
        *polynomial(q, -half_ln2, half_ln2, of(6, 11), lambda r: abs(r**2 / expm1(r)), ROUNDING),
    )
    g = safe(lambda f: (log1p(f) - f) / f**2, lambda f: -mpf(1) / 2 + f / 3 - f * f / 4)
    table(
        "LN_1P",
        "(ln(1 + f) − f)/f² on −¼ ≤ f ≤ ½, error relative to ln(1 + f)",
        *polynomial(g, -0.25, 0.5, of(9, 20), lambda f: abs(f**2 / log1p(f)), ROUNDING),
    )


def odd(name, text, function, inverse_series, edge, count):
    """(f(x)/x − 1)/x² as a polynomial in x², error relative to f(x)."""
    ratio = lambda t: function(sqrt(t)) / sqrt(t)
    table(
        name,
        f"{text}, error relative to the function",
        *polynomial(
            safe(lambda t: (ratio(t) - 1) / t, lambda t: inverse_series),
            0, mpf(edge) ** 2, count, lambda t: t / ratio(t), ROUNDING,
        ),
    )


def circular():
    quarter = pi / 4 * mpf("1.0001")
    number("FRAC_2_PI", "2/π", 2 / pi)
    left, parts = pi / 2, []
    for _ in range(3):
        parts.append(leading(left, of(12, 33)))
        left -= parts[-1]
    parts.append(ROUNDING(left))
    left -= parts[-1]
    table(
        "FRAC_PI_2",
        "π/2 in parts, whose products with a quadrant's number are exact but for the last, error",
        parts, abs(left),
    )
    odd("SIN", "(sin r/r − 1)/r² in r², |r| ≤ π/4", sin, -mpf(1) / 6, quarter, of(4, 7))
    table(
        "COS",
        "(cos r − 1 + r²/2)/r⁴ in r², |r| ≤ π/4, error relative to cos r",
        *polynomial(
            safe(lambda t: (cos(sqrt(t)) - 1 + t / 2) / t**2, lambda t: mpf(1) / 24 - t / 720),
            0, quarter**2, of(3, 6), lambda t: t**2 / cos(sqrt(t)), ROUNDING,
        ),
    )
    number("FRAC_PI_4_HIGH", "π/4", pi / 4)
    number("FRAC_PI_4_LOW", "and what that leaves out", pi / 4 - ROUNDING(pi / 4))
    odd("ATAN", "(atan t/t − 1)/t² in t², |t| ≤ tan(π/8)", atan, -mpf(1) / 3, mp.tan(pi / 8), of(5, 12))


def hyperbolic():
    edge = of(mpf(1), mpf(5) / 8)
    number("TANH_EDGE", "where tanh leaves its polynomial", edge)
    odd("TANH", "(tanh x/x − 1)/x² in x², |x| ≤ TANH_EDGE", tanh, -mpf(1) / 3, edge, of(7, 11))
    rest = lambda t: (1 - tanh(sqrt(t)) / sqrt(t)) / t if t else mpf(1) / 3
    table(
        "TANH_REST",
        "(x − tanh x)/x³ in x², |x| ≤ 1, error relative to the function",
        *polynomial(rest, 0, 1, of(8, 17), lambda t: 1 / rest(t), ROUNDING),
    )
    odd("SINH", "(sinh x/x − 1)/x² in x², |x| ≤ 1", sinh, mpf(1) / 6, 1, of(4, 8))


def gaussian():
    ratio = lambda t: erf(sqrt(t)) / sqrt(t) if t else 2 / sqrt(pi)
    table(
        "ERF",
        "erf x/x − 1 in x², |x| ≤ 1, error relative to erf x",
        *polynomial(lambda t: ratio(t) - 1, 0, 1, of(7, 13), lambda t: 1 / ratio(t), ROUNDING),
    )
    # 1/tail − (its asymptote) = over/under: both tails are e^… ·under/(slope·a·under + over).
    tails = [
        ("ERFC", "1/(e^(a²)·erfc a) − √π·a", sqrt(pi), of("10.1", "27.3"), 1,
         lambda a: erfc(a) * exp(a * a)),
        ("NORMAL", "1/(e^(a²/2)·Φ(−a)) − √(2π)·a", sqrt(2 * pi), of("14.3", "38.7"), 2,
         lambda a: erfc(a / sqrt(2)) / 2 * exp(a * a / 2)),
    ]
    for name, text, slope, end, first, tail in tails:
        number(f"{name}_SLOPE", "how the following grows", slope)
        number(f"{name}_SLOPE_LOW", "and what that leaves out", slope - ROUNDING(slope))
        over, under, error = quotient(
            lambda a: 1 / tail(a) - slope * a, 0, end, *of((5, 6), (10, 11)), tail, ROUNDING, first
        )
        table(f"{name}_OVER", f"{text} = over/under, a ≥ 0, error relative to the first term", over, error)
        table(f"{name}_UNDER", "the same", under, error)
    half = lambda t: erf(sqrt(t / 2)) / 2 / sqrt(t) if t else 1 / sqrt(2 * pi)
    edge = mpf("0.68")
    table(
        "NORMAL_NEAR",
        "(Φ(x) − ½)/x in x², |x| ≤ 0.68, error relative to Φ(−|x|)",
        *polynomial(
            half, 0, edge**2, of(5, 9), lambda t: sqrt(t) / (mpf(1) / 2 - sqrt(t) * half(t)), ROUNDING
        ),
    )
    density = 1 / sqrt(2 * pi)
    number("NORMAL_PDF_HIGH", "1/√(2π)", density)
    number("NORMAL_PDF_LOW", "and what that leaves out", density - ROUNDING(density))
    slope = sqrt(8 / pi)
    number("TANH_CDF_HIGH", "√(8/π)", slope)
    number("TANH_CDF_LOW", "and what that leaves out", slope - ROUNDING(slope))
    cubic = mpf("0.044715") * slope
    number("TANH_CDF_CUBIC_HIGH", "0.044715·√(8/π)", cubic)
    number("TANH_CDF_CUBIC_LOW", "and what that leaves out", cubic - ROUNDING(cubic))


if __name__ == "__main__":
    print(f"//! Coefficients for {FLOAT}, made by `math/fit/tables.py {WHICH}`.\n")
    print("use super::Tables;\n")
    print(f"impl Tables for {FLOAT} {{")
    elementary()
    circular()
    hyperbolic()
    gaussian()
    print("}")
