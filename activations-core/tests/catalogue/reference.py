"""Values and slopes of every built-in to 50 digits, by mpmath: reference.tsv beside this file.

Needs mpmath. From the repository's root:

    python activations-core/tests/catalogue/reference.py

The formulas are those of the papers, not stabilised, at 1100 digits; slopes are differences of them. Each
line is the name of a built-in, its parameters, inputs, cotangent, output, gradients by the inputs and by
the parameters. Arrays are separated by semicolons. At a kink a slope is the interval between those of both
sides, `left..right`. Element-wise and gated functions have the cotangent 1 at each element, and a gradient
by parameters for each element.
"""

from pathlib import Path

from mpmath import atan, cosh, erf, exp, log, mp, mpf, nstr, pi, sin, sqrt, tanh

mp.dps = 1100
STEP = mpf(10) ** -350

# The bulk, the tails, where functions saturate, and every kink; all are numbers of f32.
MAGNITUDES = [2.0**-20, 0.375, 0.5, 1.0, 1.5, 2.0, 3.0, 4.5, 6.0, 12.0, 20.0, 40.0, 90.0, 700.0]
POINTS = [-x for x in reversed(MAGNITUDES)] + [0.0] + MAGNITUDES
FEW = [-90.0, -12.0, -3.0, -1.0, -(2.0**-20), 0.0, 0.375, 2.0, 6.0, 40.0]
GATES = [-40.0, -1.5, -0.375, 0.0, 0.5, 3.0, 20.0]
ROWS = [
    ([0.5, -1.0, 2.0, 0.25], [1.0, -0.75, 2.0, 0.5]),
    ([-700.0, 0.0, 700.0, 699.0, -3.0], [0.5, -1.5, 1.0, 2.0, -0.25]),
    ([1.0, 1.0, 1.0], [1.0, -2.0, 0.5]),
    ([3.0, 2.75, -2.0, 2.5, 0.0, -0.5, 1.0], [1.0, 0.5, -3.0, 0.25, 2.0, -1.0, 0.75]),
    ([-3.0], [2.0]),
]


def sigma(x):
    return 1 / (1 + exp(-x))


def normal(x):
    return (1 + erf(x / sqrt(2))) / 2


def tanh_gelu(x):
    return x * (1 + tanh(sqrt(2 / pi) * (x + mpf("0.044715") * x**3))) / 2


def relu(x):
    return max(x, mpf(0))


def clamp(x, lo, hi):
    return min(max(x, lo), hi)


def step_down(x, lam, bias):
    return x - bias if x > lam else x + bias if x < -lam else mpf(0)


class Sixth(float):
    """The double 1/6, which stands for the fraction: kinks are where it puts them."""


SIXTH = Sixth(1 / 6)


def exact(x):
    return mpf(1) / 6 if isinstance(x, Sixth) else mpf(x)


LAMBDA = mpf("1.0507009873554804934193349852946")
ALPHA = mpf("1.6732632423543772848170429916717")

# Formula, and the parameters it is evaluated at.
ELEMENT_WISE = {
    "sigmoid": (sigma, [()]),
    "tanh": (tanh, [()]),
    "softplus": (lambda x, beta: log(1 + exp(beta * x)) / beta, [(1.0,), (0.25,), (8.0,)]),
    "log_sigmoid": (lambda x: log(sigma(x)), [()]),
    "softsign": (lambda x: x / (1 + abs(x)), [()]),
    "arctan": (atan, [()]),
    "isru": (lambda x, alpha: x / sqrt(1 + alpha * x * x), [(1.0,), (0.25,), (9.0,)]),
    "relu": (relu, [()]),
    "relu_squared": (lambda x: relu(x) ** 2, [()]),
    "leaky_relu": (lambda x, alpha: x if x > 0 else alpha * x, [(0.01,), (-0.5,), (3.0,)]),
    "relu6": (lambda x: clamp(x, mpf(0), mpf(6)), [()]),
    "threshold": (lambda x, t, value: x if x > t else value, [(0.0, 0.0), (1.5, -20.0)]),
    "thresholded_relu": (lambda x, theta: x if x > theta else mpf(0), [(1.0,), (-0.5,)]),
    "hard_tanh": (clamp, [(-1.0, 1.0), (-3.0, 0.5)]),
    "hard_swish": (lambda x: x * clamp(x + 3, mpf(0), mpf(6)) / 6, [()]),
    "softshrink": (lambda x, lam: step_down(x, lam, lam), [(0.5,), (2.0,)]),
    "hardshrink": (lambda x, lam: step_down(x, lam, mpf(0)), [(0.5,), (2.0,)]),
    "shrink": (lambda x, bias, lam: step_down(x, lam, bias), [(0.0, 0.5), (-1.0, 3.0)]),
    "hard_sigmoid": (
        lambda x, slope, offset: clamp(slope * x + offset, mpf(0), mpf(1)),
        [(SIXTH, 0.5), (0.2, 0.5), (2.0, -1.0)],
    ),
    "hardmish": (lambda x: x * clamp(x + 2, mpf(0), mpf(2)) / 2, [()]),
    "sparse_plus": (lambda x: mpf(0) if x <= -1 else (x + 1) ** 2 / 4 if x < 1 else x, [()]),
    "sparse_sigmoid": (lambda x: clamp((x + 1) / 2, mpf(0), mpf(1)), [()]),
    "elu": (lambda x, alpha: x if x > 0 else alpha * (exp(x) - 1), [(1.0,), (0.25,), (3.0,)]),
    "selu": (lambda x: LAMBDA * (x if x > 0 else ALPHA * (exp(x) - 1)), [()]),
    "celu": (lambda x, alpha: x if x > 0 else alpha * (exp(x / alpha) - 1), [(1.0,), (0.25,), (5.0,)]),
    "exponential": (exp, [()]),
    "log1mexp": (lambda x: log(1 - exp(-x)), [()]),
    "silu": (lambda x: x * sigma(x), [()]),
    "gelu": (lambda x: x * normal(x), [()]),
    "gelu_tanh": (tanh_gelu, [()]),
    "mish": (lambda x: x * tanh(log(1 + exp(x))), [()]),
    "swish": (lambda x, beta: x * sigma(beta * x), [(1.0,), (0.25,), (8.0,)]),
    "quick_gelu": (lambda x: x * sigma(mpf("1.702") * x), [()]),
    "serf": (lambda x: x * erf(log(1 + exp(x))), [()]),
    "lisht": (lambda x: x * tanh(x), [()]),
    "telu": (lambda x: x * tanh(exp(x)), [()]),
    "tanhshrink": (lambda x: x - tanh(x), [()]),
    "phish": (lambda x: x * tanh(x * normal(x)), [()]),
    "identity": (lambda x: x, [()]),
    "squareplus": (lambda x, b: (x + sqrt(x * x + b)) / 2, [(4.0,), (0.25,)]),
    "logcosh": (lambda x: log(cosh(x)), [()]),
    "gaussian": (lambda x: exp(-x * x), [()]),
    "bent_identity": (lambda x: (sqrt(x * x + 1) - 1) / 2 + x, [()]),
    "snake": (lambda x, a: x + sin(a * x) ** 2 / a, [(1.0,), (0.25,), (6.0,)]),
}

GATED = {
    "prelu": lambda x, slope: x if x > 0 else slope * x,
    "glu": lambda a, b: a * sigma(b),
    "bilinear": lambda a, b: a * b,
    "reglu": lambda a, b: relu(a) * b,
    "geglu": lambda a, b: a * normal(a) * b,
    "geglu_tanh": lambda a, b: tanh_gelu(a) * b,
    "swiglu": lambda a, b: a * sigma(a) * b,
}


def mean(row):
    return sum(row) / len(row)


def shares(row):
    weights = [exp(x) for x in row]
    return [weight / sum(weights) for weight in weights]


def plus_one(row):
    weights = [exp(x) for x in row]
    return [weight / (1 + sum(weights)) for weight in weights]


def standardised(row, eps):
    centred = [x - mean(row) for x in row]
    return [c / sqrt(mean([c * c for c in centred]) + eps) for c in centred]


def sparsemax(row):
    ordered = sorted(row, reverse=True)
    k = max(k for k in range(1, len(row) + 1) if 1 + k * ordered[k - 1] > sum(ordered[:k]))
    tau = (sum(ordered[:k]) - 1) / k
    return [relu(x - tau) for x in row]


ROW_WISE = {
    "softmax": (shares, [()]),
    "log_softmax": (lambda row: [log(share) for share in shares(row)], [()]),
    "softmax_temperature": (lambda row, tau: shares([x / tau for x in row]), [(1.0,), (0.25,), (4.0,)]),
    "softmin": (lambda row: shares([-x for x in row]), [()]),
    "softmax_plus_one": (plus_one, [()]),
    "l2_normalize": (
        lambda row, eps: [x / sqrt(sum(x * x for x in row) + eps) for x in row],
        [(1e-12,), (0.5,)],
    ),
    "rms_norm": (lambda row, eps: [x / sqrt(mean([x * x for x in row]) + eps) for x in row], [(1e-6,), (0.5,)]),
    "layer_norm": (standardised, [(1e-5,), (0.5,)]),
    "sparsemax": (sparsemax, [()]),
}


def number(x):
    # What a difference of steps leaves of an exact 0.
    x = mpf(0) if abs(x) < mpf(10) ** -340 else x
    return nstr(x, 20, min_fixed=-4, max_fixed=16)


def slope(f, x):
    """Of f at x: a number, or the interval between the slopes of both sides."""
    right = (f(x + 2 * STEP) - f(x + STEP)) / STEP
    left = (f(x - STEP) - f(x - 2 * STEP)) / STEP
    if abs(left - right) > mpf(10) ** -40 * (1 + abs(left)):
        return "..".join(number(side) for side in sorted([left, right]))
    # Nearer to it by the square of the step, but for a jump.
    middle = (f(x + STEP) - f(x - STEP)) / (2 * STEP)
    return number(middle if abs(middle - left) < mpf(10) ** -40 * (1 + abs(left)) else left)


def slopes(f, arguments):
    """By each of the arguments of f."""
    def along(i):
        return lambda t: f(*arguments[:i], t, *arguments[i + 1 :])

    return [slope(along(i), arguments[i]) for i in range(len(arguments))]


lines = ["name\tparameters\tinputs\tdy\ty\tgradients\tby parameters"]


def note(name, parameters, inputs, dy, y, gradients, by_parameters):
    def text(array):
        return " ".join(x if isinstance(x, str) else repr(float(x)) for x in array)

    fields = [text(parameters), *(";".join(map(text, arrays)) for arrays in (inputs, dy, y, gradients, by_parameters))]
    lines.append("\t".join([name, *fields]))


def is_inside(name, x):
    return name != "log1mexp" or x > 0


def element_wise():
    for name, (f, variants) in ELEMENT_WISE.items():
        for parameters in variants:
            x = [x for x in POINTS if is_inside(name, x)]
            at = [[mpf(x), *map(exact, parameters)] for x in x]
            found = [slopes(f, point) for point in at]
            by_x, *by_parameters = zip(*found)
            note(name, parameters, [x], [], [[number(f(*point)) for point in at]], [by_x], by_parameters)


def gated():
    for name, f in GATED.items():
        pairs = [(a, b) for a in FEW for b in GATES]
        at = [[mpf(a), mpf(b)] for a, b in pairs]
        gradients = zip(*[slopes(f, point) for point in at])
        note(name, (), zip(*pairs), [], [[number(f(*point)) for point in at]], gradients, [])


def row_wise():
    for name, (f, variants) in ROW_WISE.items():
        for parameters in variants:
            for row, dy in ROWS:
                at = [mpf(p) for p in parameters]
                loss = lambda *v: sum(mpf(d) * y for d, y in zip(dy, f(list(v[: len(row)]), *v[len(row) :])))
                found = slopes(loss, [*map(mpf, row), *at])
                y = [number(y) for y in f([mpf(x) for x in row], *at)]
                by_parameters = [[slope] for slope in found[len(row) :]]
                note(name, parameters, [row], [dy], [y], [found[: len(row)]], by_parameters)


element_wise()
gated()
row_wise()
Path(__file__).with_suffix(".tsv").write_text("\n".join(lines) + "\n")
