"""Minimax polynomials and quotients of polynomials whose coefficients a float or a double holds.

Least squares, reweighted by its own errors until the largest one stops falling (Lawson), on points
that crowd where the approximation is hard. Coefficients are rounded one by one, the lowest first, and
after each rounding the remaining ones are fitted again to what is left over.
"""

import struct

from mpmath import cos, lu_solve, matrix, mp, mpf, pi

mp.prec = 200

# After so many rounded coefficients of a polynomial the rounding of the others no longer shows.
REFITTED = 4


def single(value):
    """The nearest float."""
    return mpf(struct.unpack("<f", struct.pack("<f", float(value)))[0])


def double(value):
    """The nearest double."""
    return mpf(float(value))


def crowd(low, high, count=200, bend=lambda t: t):
    """Points from low to high that crowd at both ends; `bend` maps [0, 1] to itself."""
    low, high = mpf(low), mpf(high)
    at = [(1 - cos(pi * (i + mpf(1) / 2) / count)) / 2 for i in range(count)]
    return [low + (high - low) * bend(t) for t in at]


def solve(rows, right, weights):
    """The u with the least Σ w·(rows·u − right)²."""
    size = len(rows[0])
    system, sums = matrix(size, size), matrix(size, 1)
    for row, b, w in zip(rows, right, weights):
        for i, value in enumerate(row):
            scaled = w * value
            sums[i] += scaled * b
            for j in range(i, size):
                system[i, j] += scaled * row[j]
    for i in range(size):
        for j in range(i):
            system[i, j] = system[j, i]
    return list(lu_solve(system, sums))


def value(coefficients, x):
    """The polynomial at x, by Horner's scheme."""
    total = mpf(0)
    for c in reversed(coefficients):
        total = total * x + c
    return total


def minimax(solution, error, points, rounds):
    """The solution with the least largest error among `rounds` reweighted ones."""
    emphasis = [mpf(1)] * len(points)
    best, least = None, None
    for _ in range(rounds):
        candidate = solution(emphasis)
        errors = [abs(error(candidate, i)) for i in range(len(points))]
        worst = max(errors)
        if least is None or worst < least:
            best, least = candidate, worst
        if worst == 0:
            break
        emphasis = [e * (r / worst) for e, r in zip(emphasis, errors)]
        mean = sum(emphasis) / len(emphasis)
        emphasis = [e / mean + mpf("1e-6") for e in emphasis]
    return best, least


def polynomial(function, low, high, count, weight=lambda x: mpf(1), rounding=double, fixed=()):
    """`count` coefficients for max |weight·(function − p)| on [low, high], and that maximum.

    `fixed` gives the first ones in advance.
    """
    points = crowd(low, high)
    weights = [weight(x) for x in points]
    values = [function(x) for x in points]
    known, exact = [], []

    def refit():
        left = [f - value(known, x) for f, x in zip(values, points)]
        rows = [[x**k for k in range(len(known), count)] for x in points]

        def solution(emphasis):
            return solve(rows, left, [w * w * e for w, e in zip(weights, emphasis)])

        def error(candidate, i):
            return weights[i] * (left[i] - sum(c * b for c, b in zip(candidate, rows[i])))

        return minimax(solution, error, points, 16)[0]

    while len(known) < count:
        if len(known) < len(fixed):
            known.append(mpf(fixed[len(known)]))
            continue
        if len(known) <= max(REFITTED, len(fixed)):
            exact = refit()
        known.append(rounding(exact.pop(0)))
    worst = max(abs(w * (f - value(known, x))) for w, f, x in zip(weights, values, points))
    return known, worst


def quotient(
    function, low, high, top, bottom, weight=None, rounding=double, first=None, bend=lambda t: t**3
):
    """N of `top` and D of `bottom` coefficients, D(0) = 1, for max |weight·(function − N/D)| on
    [low, high], and that maximum. Without a weight the error is relative. `first` gives N(0)."""
    points = crowd(low, high, 160, bend)
    values = [function(x) for x in points]
    weights = [weight(x) if weight else 1 / f for x, f in zip(points, values)]
    over, under = [mpf(first)] if first else [], [mpf(1)]

    def off(n, d, i):
        return weights[i] * (value(n, points[i]) / value(d, points[i]) - values[i])

    def refit():
        """The coefficients that are not known yet: (n, d), each with the known ones in front."""
        bases = [(0, k) for k in range(len(over), top)] + [(1, k) for k in range(len(under), bottom)]
        rows = [
            [w * (x**k if side == 0 else -f * x**k) for side, k in bases]
            for x, f, w in zip(points, values, weights)
        ]
        left = [
            w * (f * value(under, x) - value(over, x)) for x, f, w in zip(points, values, weights)
        ]
        denominators = [mpf(1)] * len(points)

        def solution(emphasis):
            found = solve(rows, left, [e / (d * d) for e, d in zip(emphasis, denominators)])
            tops = top - len(over)
            n, d = over + found[:tops], under + found[tops:]
            denominators[:] = [value(d, x) for x in points]
            return n, d

        return minimax(solution, lambda found, i: off(*found, i), points, 16)[0]

    while len(over) < top or len(under) < bottom:
        n, d = refit()
        # The lower degree first: its rounding does the more harm.
        if len(over) <= len(under) and len(over) < top or len(under) == bottom:
            over.append(rounding(n[len(over)]))
        else:
            under.append(rounding(d[len(under)]))
    return over, under, max(abs(off(over, under, i)) for i in range(len(points)))
