"""Microseconds per operation of exact numbers beside sympy, measured in the same run: python benchmarks/exact.py

Every operand is used once, as in a generator, so sympy's cache (cleared before each row) helps only as far as it would
there.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Sequence
from fractions import Fraction
from statistics import median
from typing import Any

import sympy
from sympy.core.cache import clear_cache

from puma_data.symbolic.exact import PI, Exact, sqrt

Row = tuple[str, Callable[..., Any], Callable[..., Any], list[tuple[Exact, ...]], int]


def microseconds(operation: Callable[..., Any], operands: Sequence[tuple[Any, ...]], repeats: int) -> float:
    """Median over the repeats of the mean time of one operation, the empty loop taken off."""
    times = []
    for _ in range(repeats):
        clear_cache()
        start = time.process_time()
        for arguments in operands:
            operation(*arguments)
        middle = time.process_time()
        for arguments in operands:
            _nothing(*arguments)
        times.append((2 * middle - start - time.process_time()) / len(operands) * 1e6)
    return median(times)


def _nothing(*arguments: Any) -> None:
    pass


def main() -> None:
    rng = random.Random(1)

    def rational() -> Exact:
        return Exact(Fraction(rng.randint(1, 400), rng.randint(1, 30)))

    def monomial() -> Exact:
        return rational() * sqrt(rng.choice([2, 3, 5, 6, 7]))

    def binomial() -> Exact:
        return rng.randint(1, 30) + rng.randint(1, 9) * sqrt(3)

    def many(*makers: Callable[[], Exact]) -> list[tuple[Exact, ...]]:
        return [tuple(maker() for maker in makers) for _ in range(20_000)]

    pairs = many(binomial, binomial)

    parsed = [(number.sympy(),) for (number,) in many(monomial)]
    rows: list[Row] = [
        ("rational + rational", lambda a, b: a + b, lambda a, b: a + b, many(rational, rational), 500),
        ("rational * rational", lambda a, b: a * b, lambda a, b: a * b, many(rational, rational), 500),
        ("rational / rational", lambda a, b: a / b, lambda a, b: a / b, many(rational, rational), 500),
        ("rational < rational", lambda a, b: a < b, lambda a, b: a < b, many(rational, rational), 500),
        ("sqrt(rational)", lambda a: a.sqrt(), sympy.sqrt, many(rational), 300),
        ("a sqrt(m) + b sqrt(n)", lambda a, b: a + b, lambda a, b: a + b, many(monomial, monomial), 500),
        ("a sqrt(m) * b sqrt(n)", lambda a, b: a * b, lambda a, b: a * b, many(monomial, monomial), 300),
        ("(a+b sqrt3)*(c+d sqrt3)", lambda a, b: a * b, lambda a, b: sympy.expand(a * b), pairs, 100),
        ("(a+b sqrt3)/(c+d sqrt3)", lambda a, b: a / b, lambda a, b: sympy.radsimp(a / b), pairs, 30),
        ("rational * pi", lambda a: a * PI, lambda a: a * sympy.pi, many(rational), 300),
        ("a + b sqrt3 < c + d sqrt3", lambda a, b: a < b, lambda a, b: a < b, pairs, 100),
        ("a sqrt(m) == b sqrt(n)", lambda a, b: a == b, lambda a, b: a == b, many(monomial, monomial), 500),
        ("float(a + b sqrt3)", float, float, many(binomial), 200),
        ("latex of a rational", lambda a: a.latex(), sympy.latex, many(rational), 100),
        ("latex of a sqrt(n)", lambda a: a.latex(), sympy.latex, many(monomial), 100),
        ("latex of a + b sqrt3", lambda a: a.latex(), sympy.latex, many(binomial), 100),
        ("round a sqrt(n) to 2 places", lambda a: a.round(2), lambda a: sympy.N(a, 20), many(monomial), 100),
    ]
    print(f"{'operation':<30}{'exact us':>10}{'sympy us':>11}{'ratio':>8}")
    for name, ours, theirs, operands, count in rows:
        own = microseconds(ours, operands, 5)
        other = microseconds(theirs, [tuple(sympy.sympify(x.sympy()) for x in row) for row in operands[:count]], 3)
        print(f"{name:<30}{own:>10.2f}{other:>11.1f}{other / own:>8.0f}")
    own, other = microseconds(Exact.parse, parsed, 3), microseconds(sympy.sympify, parsed[:100], 3)
    print(f"{'parse a sqrt(n)':<30}{own:>10.2f}{other:>11.1f}{other / own:>8.0f}")


if __name__ == "__main__":
    main()
