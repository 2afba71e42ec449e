"""Exact numbers of school geometry: sums of integer multiples of sqrt(r) * pi^p over one positive denominator.

Every value has one canonical form. Square roots of distinct squarefree integers are linearly independent over the
rationals (Besicovitch) and pi is transcendental (Lindemann), so two numbers are equal exactly when their stored
integers are equal, and zero is only the empty sum. Floats are never accepted.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import ClassVar, Final, TypeAlias, final

Term: TypeAlias = tuple[int, int, int]  # (power of pi, squarefree radicand, nonzero coefficient)
Terms: TypeAlias = tuple[Term, ...]


class NotExact(ArithmeticError):
    """The result exists but is not a sum of rational multiples of sqrt(r) * pi^p (or is not found to be one)."""


@final
class Exact:
    """An immutable canonical number. A rational keeps its numerator in `_num` and has no terms; any other keeps all
    its terms, the rational one included, sorted by (power of pi, radicand). Numerator and denominator share no factor.

    `==` with a float is False; every other operation with a float raises TypeError.
    """

    __slots__ = ("_den", "_hash", "_num", "_terms")
    _num: int
    _den: int
    _terms: Terms
    _hash: int | None
    __array_ufunc__: ClassVar[None] = None  # numpy scalars are refused like floats instead of making object arrays

    def __new__(cls, value: Scalar = 0, den: int = 1) -> Exact:
        number = _coerce(value)
        if number is None:
            raise TypeError(f"an exact number needs int, Fraction or Exact, not {type(value).__name__}")
        if not isinstance(den, int):
            raise TypeError(f"a denominator must be int, not {type(den).__name__}")
        return number if den == 1 else number / den

    @staticmethod
    def parse(text: str) -> Exact:
        """Read what `sympy()` and `plain()` print and forms such as "3/4", "2.5", "2*pi + 3"; ValueError otherwise."""
        return _Parser(text).number()

    # Arithmetic

    def __add__(self, other: Scalar) -> Exact:
        right = other if type(other) is Exact else _coerce(other)
        if right is None:
            return NotImplemented
        den, other_den = self._den, right._den
        if not self._terms and not right._terms:
            if den == other_den:
                return _rational(self._num + right._num, den)
            return _rational(self._num * other_den + right._num * den, den * other_den)
        return _combine(self, right, other_den, den)

    __radd__ = __add__

    def __sub__(self, other: Scalar) -> Exact:
        right = other if type(other) is Exact else _coerce(other)
        if right is None:
            return NotImplemented
        den, other_den = self._den, right._den
        if not self._terms and not right._terms:
            if den == other_den:
                return _rational(self._num - right._num, den)
            return _rational(self._num * other_den - right._num * den, den * other_den)
        return _combine(self, right, other_den, -den)

    def __rsub__(self, other: Scalar) -> Exact:
        left = _coerce(other)
        return NotImplemented if left is None else left - self

    def __neg__(self) -> Exact:
        return _make(-self._num, self._den, tuple([(p, r, -c) for p, r, c in self._terms]))

    def __pos__(self) -> Exact:
        return self

    def __abs__(self) -> Exact:
        return -self if self.sign() < 0 else self

    def __mul__(self, other: Scalar) -> Exact:
        right = other if type(other) is Exact else _coerce(other)
        if right is None:
            return NotImplemented
        if not self._terms:
            if not right._terms:
                return _rational(self._num * right._num, self._den * right._den)
            return _scaled(right, self._num, self._den)
        if not right._terms:
            return _scaled(self, right._num, right._den)
        if len(self._terms) == 1 and len(right._terms) == 1:
            (p, r, c), (q, s, d) = self._terms[0], right._terms[0]
            common = math.gcd(r, s)
            return _monomial(p + q, r * s // (common * common), c * d * common, self._den * right._den)
        return _collected(_product(self._terms, right._terms), self._den * right._den)

    __rmul__ = __mul__

    def __truediv__(self, other: Scalar) -> Exact:
        right = other if type(other) is Exact else _coerce(other)
        if right is None:
            return NotImplemented
        if right._terms:
            return self * _inverse(right)
        num, den = right._den, right._num
        if den == 0:
            raise ZeroDivisionError("division of an exact number by zero")
        if den < 0:
            num, den = -num, -den
        return _scaled(self, num, den) if self._terms else _rational(self._num * num, self._den * den)

    def __rtruediv__(self, other: Scalar) -> Exact:
        left = _coerce(other)
        return NotImplemented if left is None else left / self

    def __pow__(self, exponent: int) -> Exact:
        if not isinstance(exponent, int):
            return NotImplemented
        base = self
        if exponent < 0:
            base, exponent = ONE / self, -exponent
        if not base._terms:
            return _make(base._num**exponent, base._den**exponent, ())
        result = ONE
        while exponent:
            if exponent & 1:
                result = result * base
            exponent >>= 1
            if exponent:
                base = base * base
        return result

    def sqrt(self) -> Exact:
        """Principal root of a rational, of a + b*sqrt(n) with square a^2 - b^2*n, or of either times an even power of
        pi. ValueError for a negative number, NotExact when no such root is found."""
        terms, den = self._terms, self._den
        if not terms:
            if self._num < 0:
                raise ValueError(f"square root of the negative number {self.plain()}")
            return _sqrt_of_ratio(self._num, den)
        if self.sign() < 0:
            raise ValueError(f"square root of the negative number {self.plain()}")
        power = terms[0][0]
        if power % 2 or terms[-1][0] != power or len(terms) > 2 or terms[0][1] != 1:
            raise NotExact(f"no exact square root of {self.plain()}")
        a = terms[0][2]
        if len(terms) == 1:
            root = _sqrt_of_ratio(a, den)
        else:
            _, radicand, b = terms[1]
            square = a * a - b * b * radicand
            q = math.isqrt(square) if square >= 0 else 0
            if q * q != square:
                raise NotExact(f"no exact square root of {self.plain()}")
            outer, inner = _sqrt_of_ratio(a + q, 2 * den), _sqrt_of_ratio(a - q, 2 * den)
            root = outer + inner if b > 0 else outer - inner
        return root if power == 0 else root * PI ** (power // 2)

    def cbrt(self) -> Exact:
        """Cube root of a rational that is a cube; NotExact for any other number."""
        if self.is_rational:
            top, bottom = _cube_root(abs(self.numerator)), _cube_root(self.denominator)
            if top is not None and bottom is not None:
                return Exact(top if self.sign() >= 0 else -top, bottom)
        raise NotExact(f"no exact cube root of {self.plain()}")

    # Comparison

    def __eq__(self, other: object) -> bool:
        if type(other) is Exact:
            return self._num == other._num and self._den == other._den and self._terms == other._terms
        if isinstance(other, int):
            return not self._terms and self._den == 1 and self._num == other
        if isinstance(other, Fraction):
            return not self._terms and self._num == other.numerator and self._den == other.denominator
        return NotImplemented

    def __hash__(self) -> int:
        value = self._hash
        if value is None:
            if self._terms:
                value = hash((self._den, self._terms))
            else:
                value = hash(self._num) if self._den == 1 else hash(Fraction(self._num, self._den))
            self._hash = value
        return value

    def __lt__(self, other: Scalar) -> bool:
        right = _coerce(other)
        return NotImplemented if right is None else _compare(self, right) < 0

    def __le__(self, other: Scalar) -> bool:
        right = _coerce(other)
        return NotImplemented if right is None else _compare(self, right) <= 0

    def __gt__(self, other: Scalar) -> bool:
        right = _coerce(other)
        return NotImplemented if right is None else _compare(self, right) > 0

    def __ge__(self, other: Scalar) -> bool:
        right = _coerce(other)
        return NotImplemented if right is None else _compare(self, right) >= 0

    def __bool__(self) -> bool:
        return self._num != 0 or bool(self._terms)

    def sign(self) -> int:
        """-1, 0 or 1: by floats where their error bound allows, otherwise by integer intervals refined until exact."""
        terms = self._terms
        if not terms:
            return (self._num > 0) - (self._num < 0)
        if len(terms) == 1:
            return 1 if terms[0][2] > 0 else -1
        total, error = _float_sum(terms)
        if abs(total) > error:
            return 1 if total > 0 else -1
        bits = 128
        while True:
            low, high = _bounds(terms, bits)
            if low > 0:
                return 1
            if high < 0:
                return -1
            bits *= 2

    # Conversion

    def __float__(self) -> float:
        terms = self._terms
        if not terms:
            return self._num / self._den
        total, error = _float_sum(terms)
        if abs(total) > 1e10 * error:
            try:
                return total / self._den
            except OverflowError:
                pass
        bits = 128
        while True:  # cancellation or overflow: refine to 60 significant bits
            low, high = _bounds(terms, bits)
            if (high - low) << 60 < min(abs(low), abs(high)):
                return (low + high) / (self._den << (bits + 1))
            bits *= 2

    def as_fraction(self) -> Fraction:
        """The value as a Fraction; NotExact when it is irrational."""
        return Fraction(self.numerator, self._den)

    @property
    def numerator(self) -> int:
        """Numerator in lowest terms; NotExact when the number is irrational."""
        if self._terms:
            raise NotExact(f"{self.plain()} is not rational")
        return self._num

    @property
    def denominator(self) -> int:
        """Positive denominator in lowest terms; NotExact when the number is irrational."""
        if self._terms:
            raise NotExact(f"{self.plain()} is not rational")
        return self._den

    def round(self, places: int) -> Fraction:
        """The nearest multiple of 10^-places, ties away from zero, decided from the exact value."""
        scale: int = 10 ** max(places, 0)
        step: int = 10 ** max(-places, 0)
        unit, den = Fraction(step, scale), self._den * step
        if not self._terms:
            count = (2 * abs(self._num) * scale + den) // (2 * den)
            return unit * (count if self._num >= 0 else -count)
        negative = self.sign() < 0
        terms = (-self)._terms if negative else self._terms
        bits = 64
        while True:  # an irrational number is never a tie, so the two floors meet
            low, high = (((2 * scale * bound + (den << bits)) // (den << (bits + 1))) for bound in _bounds(terms, bits))
            if low == high:
                return unit * (-low if negative else low)
            bits *= 2

    def decimal_string(self, places: int) -> str:
        """`round(places)` written with exactly that many digits after the point (none and no point for 0)."""
        if places < 0:
            raise ValueError("a decimal string needs a nonnegative number of places")
        count = int(self.round(places) * 10**places)
        digits = str(abs(count)).rjust(places + 1, "0")
        point = len(digits) - places
        return ("-" if count < 0 else "") + digits[:point] + ("." + digits[point:] if places else "")

    # Properties

    @property
    def is_zero(self) -> bool:
        return self._num == 0 and not self._terms

    @property
    def is_integer(self) -> bool:
        return self._den == 1 and not self._terms

    @property
    def is_rational(self) -> bool:
        return not self._terms

    @property
    def is_surd(self) -> bool:
        """Irrational without pi."""
        return bool(self._terms) and not self.has_pi

    @property
    def has_pi(self) -> bool:
        return bool(self._terms) and (self._terms[0][0] != 0 or self._terms[-1][0] != 0)

    @property
    def is_terminating(self) -> bool:
        """Rational with a finite decimal expansion (denominator 2^a * 5^b)."""
        return not self._terms and _decimal_places(self._den) is not None

    @property
    def complexity(self) -> tuple[int, int, int, int]:
        """(denominator, largest radicand, largest absolute coefficient, number of terms), to drop unwieldy values."""
        terms = self._terms
        if not terms:
            return (self._den, 1, abs(self._num), 1)
        return (self._den, max([t[1] for t in terms]), max([abs(t[2]) for t in terms]), len(terms))

    # Printing

    def latex(self, decimal: bool = False) -> str:
        r"""Textbook LaTeX such as `\frac{5 \sqrt{3}}{2}`; with `decimal`, terminating rationals as decimals."""
        if self._terms:
            return self._written(_latex_monomial, _latex_fraction)
        num, den = self._num, self._den
        if den == 1:
            return str(num)
        if decimal:
            places = _decimal_places(den)
            if places is not None:
                return self.decimal_string(places)
        return f"-\\frac{{{-num}}}{{{den}}}" if num < 0 else f"\\frac{{{num}}}{{{den}}}"

    def plain(self) -> str:
        """One line of Unicode such as 5√3/2."""
        if self._terms:
            return self._written(_plain_monomial, _plain_fraction)
        return str(self._num) if self._den == 1 else f"{self._num}/{self._den}"

    def sympy(self) -> str:
        """Text that sympy.sympify and `parse` read back as this value."""
        if self._terms:
            return self._written(_sympy_monomial, _sympy_fraction)
        return str(self._num) if self._den == 1 else f"{self._num}/{self._den}"

    def __repr__(self) -> str:
        return f"Exact({self.sympy()!r})"

    __str__ = plain

    def _written(self, monomial: Callable[[int, int, int], str], fraction: Callable[[str, bool, int, int], str]) -> str:
        """The sum over one denominator, negative powers of pi moved there, opening with a positive term if any."""
        terms, den = self._terms, self._den
        shift = max(0, -terms[0][0])
        whole = den == 1 and shift == 0
        if len(terms) == 1:
            p, r, c = terms[0]
            text = monomial(p + shift, r, abs(c))
            if not whole:
                text = fraction(text, False, den, shift)
            return "-" + text if c < 0 else text
        first = next((i for i, t in enumerate(terms) if t[2] > 0), 0)
        minus = terms[first][2] < 0 and not whole
        pieces: list[str] = []
        for p, r, c in (terms[first], *terms[:first], *terms[first + 1 :]):
            negative = (c < 0) != minus
            if pieces:
                pieces.append(" - " if negative else " + ")
            elif negative:
                pieces.append("-")
            pieces.append(monomial(p + shift, r, abs(c)))
        text = "".join(pieces)
        if whole:
            return text
        text = fraction(text, True, den, shift)
        return "-" + text if minus else text

    def __reduce__(self) -> tuple[Callable[[int, int, Terms], Exact], tuple[int, int, Terms]]:
        return _make, (self._num, self._den, self._terms)

    def __copy__(self) -> Exact:
        return self

    def __deepcopy__(self, memo: object) -> Exact:
        return self


Scalar: TypeAlias = int | Fraction | Exact
_new = object.__new__


def _make(num: int, den: int, terms: Terms) -> Exact:
    """An Exact from parts that are canonical already."""
    number = _new(Exact)
    number._num = num
    number._den = den
    number._terms = terms
    number._hash = None
    return number


def _rational(num: int, den: int) -> Exact:
    """num/den in lowest terms, den > 0."""
    if den != 1:
        common = math.gcd(num, den)
        if common != 1:
            num //= common
            den //= common
    number = _new(Exact)
    number._num = num
    number._den = den
    number._terms = ()
    number._hash = None
    return number


def _coerce(value: object) -> Exact | None:
    if type(value) is Exact:
        return value
    if isinstance(value, int):
        return _make(int(value), 1, ())
    if isinstance(value, Fraction):
        return _make(value.numerator, value.denominator, ())
    return None


# Sums and products of terms


def _monomial(p: int, r: int, c: int, den: int) -> Exact:
    """c * sqrt(r) * pi^p / den, c nonzero, den > 0."""
    if r == 1 and p == 0:
        return _rational(c, den)
    common = math.gcd(c, den)
    return _make(0, den // common, ((p, r, c // common),))


def _collected(sums: dict[tuple[int, int], int], den: int) -> Exact:
    """The canonical number of collected coefficients, some perhaps zero, over den > 0."""
    terms = [(p, r, c) for (p, r), c in sums.items() if c]
    if not terms:
        return ZERO
    if len(terms) > 1:
        terms.sort()
    elif terms[0][1] == 1 and terms[0][0] == 0:
        return _rational(terms[0][2], den)
    if den != 1:
        common = math.gcd(den, *[c for _, _, c in terms])
        if common != 1:
            den //= common
            terms = [(p, r, c // common) for p, r, c in terms]
    return _make(0, den, tuple(terms))


def _all_terms(number: Exact) -> Terms:
    """The terms with a rational written as one too."""
    if number._terms:
        return number._terms
    return ((0, 1, number._num),) if number._num else ()


def _combine(left: Exact, right: Exact, left_factor: int, right_factor: int) -> Exact:
    """left * left_factor + right * right_factor as numerators over the product of the denominators."""
    den = left._den
    if den == right._den:
        left_factor, right_factor = 1, 1 if right_factor > 0 else -1
    else:
        den *= right._den
    a, b = left._terms or _all_terms(left), right._terms or _all_terms(right)
    if len(a) == 1 and len(b) == 1:
        (p, r, c), (q, s, d) = a[0], b[0]
        c, d = c * left_factor, d * right_factor
        if p == q and r == s:
            return _monomial(p, r, c + d, den) if c + d else ZERO
        common = math.gcd(den, c, d)
        first, second = (p, r, c // common), (q, s, d // common)
        return _make(0, den // common, (first, second) if first < second else (second, first))
    sums = {(p, r): c * left_factor for p, r, c in a}
    for p, r, c in b:
        key = (p, r)
        sums[key] = sums.get(key, 0) + c * right_factor
    return _collected(sums, den)


def _scaled(number: Exact, num: int, den: int) -> Exact:
    """An irrational number times num/den, den > 0."""
    if num == 0:
        return ZERO
    den *= number._den
    terms = number._terms
    if len(terms) == 1:
        p, r, c = terms[0]
        return _monomial(p, r, c * num, den)
    common = math.gcd(den, *[num * c for _, _, c in terms]) if den != 1 else 1
    return _make(0, den // common, tuple([(p, r, num * c // common) for p, r, c in terms]))


def _product(left: Terms, right: Terms) -> dict[tuple[int, int], int]:
    sums: dict[tuple[int, int], int] = {}
    for p, r, c in left:
        for q, s, d in right:
            if r == s:
                key, value = (p + q, 1), c * d * r
            else:
                common = math.gcd(r, s)
                key, value = (p + q, r * s // (common * common)), c * d * common
            sums[key] = sums.get(key, 0) + value
    return sums


def _inverse(number: Exact) -> Exact:
    """Reciprocal of an irrational number that is a surd times one power of pi."""
    terms, den = number._terms, number._den
    power = terms[0][0]
    if terms[-1][0] != power:
        raise NotExact(f"division by {number.plain()}, a sum of unlike powers of pi")
    if len(terms) == 1:
        _, r, c = terms[0]
        return _monomial(-power, r, den if c > 0 else -den, abs(c) * r)
    if len(terms) == 2:
        (_, r, c), (_, s, d) = terms
        norm = c * c * r - d * d * s
        if norm < 0:
            norm, den = -norm, -den
        return _collected({(-power, r): c * den, (-power, s): -d * den}, norm)
    divisor = _make(0, 1, tuple([(0, r, c) for _, r, c in terms]))
    result = _make(0, 1, ((-power, 1, den),)) if power else _make(den, 1, ())
    while divisor._terms:
        # Flip the sign of one prime's root: the product with that conjugate is free of it.
        surds = divisor._terms
        prime = _smallest_prime(surds[0][1] if surds[0][1] != 1 else surds[1][1])
        conjugate = _make(0, 1, tuple([(p, r, -c if r % prime == 0 else c) for p, r, c in surds]))
        result, divisor = result * conjugate, divisor * conjugate
    return result / divisor


# Square roots of integers

_LARGEST_TRIAL: Final = 100_000


def _smallest_prime(number: int) -> int:
    for divisor in range(2, min(math.isqrt(number), _LARGEST_TRIAL) + 1):
        if number % divisor == 0:
            return divisor
    if number > _LARGEST_TRIAL**2:
        raise NotExact(f"no exact division by a sum with sqrt({number}): too large to factor")
    return number


@lru_cache(maxsize=65536)
def _square_part(number: int) -> tuple[int, int]:
    """(a, r) with number = a^2 * r and r squarefree, for number > 0; NotExact when it is too large to factor."""
    root, radicand, rest, divisor = 1, 1, number, 2
    while divisor * divisor * divisor <= rest and divisor <= _LARGEST_TRIAL:
        while rest % (divisor * divisor) == 0:
            rest //= divisor * divisor
            root *= divisor
        if rest % divisor == 0:
            rest //= divisor
            radicand *= divisor
        divisor += 1
    side = math.isqrt(rest)
    if side * side == rest:
        return root * side, radicand
    if divisor * divisor * divisor <= rest:
        raise NotExact(f"no exact square root of {number}: too large to factor")
    return root, radicand * rest  # at most two prime factors are left, and they differ


def _cube_root(number: int) -> int | None:
    """The whole cube root of a whole number, None where there is none."""
    root = round(number ** (1 / 3))
    return next((r for r in (root - 1, root, root + 1) if r**3 == number), None)


def _sqrt_of_ratio(num: int, den: int) -> Exact:
    """sqrt(num/den), num >= 0, den > 0."""
    if num == 0:
        return ZERO
    common = math.gcd(num, den)
    a, r = _square_part(num // common)
    b, s = _square_part(den // common)
    # r and s are coprime, so r*s is squarefree; a*sqrt(r) / (b*sqrt(s)) = a*sqrt(r*s) / (b*s)
    den = b * s
    return _monomial(0, r * s, a, den)


# Certified evaluation


def _float_sum(terms: Terms) -> tuple[float, float]:
    """The sum in floats and a bound of its error (both infinite outside the range of floats)."""
    total = size = 0.0
    if not terms:
        return total, size
    if terms[-1][0] > 500 or terms[0][0] < -500:
        return math.inf, math.inf
    try:
        for p, r, c in terms:
            value = float(c) if r == 1 else c * math.sqrt(r)
            if p:
                value *= math.pi**p
            total += value
            size += abs(value)
    except OverflowError:
        return math.inf, math.inf
    # A few roundings of 2^-53 a term and |p| of them for pi stay far below.
    return total, size * 1e-12


def _bounds(terms: Terms, bits: int) -> tuple[int, int]:
    """Integers low <= sum * 2^bits <= high."""
    low = high = 0
    for p, r, c in terms:
        root = c * c * r << (2 * bits)
        below = math.isqrt(root)
        above = below if below * below == root else below + 1
        if p:
            pi_below = _pi_scaled(bits)
            pi_above = pi_below + 1
            if p > 0:
                below = below * pi_below**p >> (bits * p)
                above = (above * pi_above**p >> (bits * p)) + 1
            else:
                below = (below << (bits * -p)) // pi_above**-p
                above = (above << (bits * -p)) // pi_below**-p + 1
        if c > 0:
            low, high = low + below, high + above
        else:
            low, high = low - above, high - below
    return low, high


@lru_cache(maxsize=64)
def _pi_scaled(bits: int) -> int:
    """floor(pi * 2^bits) by Machin's formula 16 atan(1/5) - 4 atan(1/239)."""
    guard = 32 + bits.bit_length()
    while True:
        one = 1 << (bits + guard)
        value = 16 * _atan_inverse(5, one) - 4 * _atan_inverse(239, one)
        error = 64 * (bits + guard)  # every truncated division loses less than one unit
        if (value - error) >> guard == (value + error) >> guard:
            return value >> guard
        guard *= 2


def _atan_inverse(n: int, one: int) -> int:
    power = total = one // n
    k, sign = 1, 1
    while power:
        power //= n * n
        k, sign = k + 2, -sign
        total += sign * (power // k)
    return total


def _compare(left: Exact, right: Exact) -> int:
    if not left._terms and not right._terms:
        difference = left._num * right._den - right._num * left._den
        return (difference > 0) - (difference < 0)
    if left == right:
        return 0
    a, a_error = _float_sum(left._terms or _all_terms(left))
    b, b_error = _float_sum(right._terms or _all_terms(right))
    try:
        a, b = a * right._den, b * left._den  # both over the common denominator
        if math.inf > abs(a - b) > 2 * (a_error * right._den + b_error * left._den):
            return 1 if a > b else -1
    except OverflowError:
        pass
    return (left - right).sign()


def _decimal_places(den: int) -> int | None:
    """Digits after the point of 1/den, None when they never end."""
    twos = fives = 0
    while den % 2 == 0:
        den //= 2
        twos += 1
    while den % 5 == 0:
        den //= 5
        fives += 1
    return max(twos, fives) if den == 1 else None


# Notations: a monomial c * sqrt(r) * pi^p with c > 0 and p >= 0, and a fraction over den * pi^p


def _latex_monomial(p: int, r: int, c: int) -> str:
    text = str(c) if c != 1 or (r == 1 and p == 0) else ""
    if r != 1:
        text += f" \\sqrt{{{r}}}" if text else f"\\sqrt{{{r}}}"
    if p:
        power = "\\pi" if p == 1 else f"\\pi^{{{p}}}"
        text += f" {power}" if text else power
    return text


def _latex_fraction(numerator: str, is_sum: bool, den: int, p: int) -> str:
    return f"\\frac{{{numerator}}}{{{_latex_monomial(p, 1, den)}}}"


_SUPERSCRIPTS: Final = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_SUPERSCRIPT: Final = str.maketrans("0123456789", _SUPERSCRIPTS)


def _plain_monomial(p: int, r: int, c: int) -> str:
    text = str(c) if c != 1 or (r == 1 and p == 0) else ""
    if p:  # before the root, whose extent Unicode does not show
        text += "π" if p == 1 else "π" + str(p).translate(_SUPERSCRIPT)
    return text + f"√{r}" if r != 1 else text


def _plain_fraction(numerator: str, is_sum: bool, den: int, p: int) -> str:
    over = _plain_monomial(p, 1, den)
    if den != 1 and p:
        over = f"({over})"
    return f"({numerator})/{over}" if is_sum else f"{numerator}/{over}"


def _sympy_monomial(p: int, r: int, c: int) -> str:
    factors = [str(c)] if c != 1 or (r == 1 and p == 0) else []
    if r != 1:
        factors.append(f"sqrt({r})")
    if p:
        factors.append("pi" if p == 1 else f"pi**{p}")
    return "*".join(factors)


def _sympy_fraction(numerator: str, is_sum: bool, den: int, p: int) -> str:
    over = _sympy_monomial(p, 1, den)
    if den != 1 and p:
        over = f"({over})"
    return f"({numerator})/{over}" if is_sum else f"{numerator}/{over}"


class _Parser:
    """Recursive descent: sum = product (+|- product)*, product = factor ([*|/] factor)*, factor = base [** int]."""

    _TOKEN: Final = re.compile(rf"\s*([0-9]+(?:\.[0-9]+)?|\.[0-9]+|sqrt|pi|\*\*|[-+*/^()π√]|[{_SUPERSCRIPTS}]+)")
    _LONGEST: Final = 1000
    _DEEPEST: Final = 40

    def __init__(self, text: str) -> None:
        if not isinstance(text, str):
            raise TypeError(f"an exact number is parsed from str, not {type(text).__name__}")
        self.text = text
        self.position = 0
        self.depth = 0
        self.tokens: list[str] = []
        source, start = text.replace("−", "-").rstrip(), 0
        if len(source) > self._LONGEST:
            raise ValueError(f"not an exact number: {len(source)} characters, at most {self._LONGEST} are read")
        while start < len(source):
            match = self._TOKEN.match(source, start)
            if match is None:
                raise self.error(f"unexpected {source[start:].strip()[:1]!r}")
            self.tokens.append(match.group(1))
            start = match.end()

    def error(self, reason: str) -> ValueError:
        return ValueError(f"not an exact number: {self.text[:60]!r} ({reason})")

    def number(self) -> Exact:
        try:
            value = self.sum()
        except ArithmeticError as problem:
            raise self.error(str(problem)) from None
        if self.position < len(self.tokens):
            raise self.error(f"unexpected {self.tokens[self.position]!r}")
        return value

    def peek(self) -> str:
        return self.tokens[self.position] if self.position < len(self.tokens) else ""

    def take(self) -> str:
        token = self.peek()
        self.position += 1
        return token

    def sum(self) -> Exact:
        self.depth += 1
        if self.depth > self._DEEPEST:
            raise self.error("nested too deeply")
        value = self.product()
        while self.peek() in ("+", "-"):
            value = value + self.product() if self.take() == "+" else value - self.product()
        self.depth -= 1
        return value

    def product(self) -> Exact:
        negative = False
        while self.peek() in ("+", "-"):
            negative ^= self.take() == "-"
        value = self.factor()
        while self.peek():
            token = self.peek()
            if token in ("*", "/"):
                self.take()
                value = value * self.factor() if token == "*" else value / self.factor()
            elif token in ("√", "π", "sqrt", "pi"):
                value = value * self.factor()
            else:
                break
        return -value if negative else value

    def factor(self) -> Exact:
        base = self.base()
        token = self.peek()
        if token and token[0] in _SUPERSCRIPTS:
            self.take()
            return self.power(base, Exact(int("".join(str(_SUPERSCRIPTS.index(d)) for d in token))))
        if token in ("**", "^"):
            self.take()
            negative = self.peek() == "-"
            if negative:
                self.take()
            exponent = self.base()
            return self.power(base, -exponent if negative else exponent)
        return base

    def power(self, base: Exact, exponent: Exact) -> Exact:
        if not exponent.is_integer or abs(exponent.numerator) > 99:
            raise self.error("exponents are integers up to 99")
        return base**exponent.numerator

    def base(self) -> Exact:
        token = self.take()
        if token in ("pi", "π"):
            return PI
        if token == "√" and self.peek() != "(":
            return self.root(self.base())
        if token in ("sqrt", "√"):
            if self.take() != "(":
                raise self.error("sqrt needs parentheses")
            return self.root(self.parenthesis())
        if token == "(":
            return self.parenthesis()
        if token and (token[0] in "0123456789."):
            return Exact(Fraction(token))
        raise self.error(f"unexpected {token!r}" if token else "unexpected end")

    def parenthesis(self) -> Exact:
        value = self.sum()
        if self.take() != ")":
            raise self.error("missing ')'")
        return value

    def root(self, value: Exact) -> Exact:
        try:
            return value.sqrt()
        except ValueError as problem:
            raise self.error(str(problem)) from None


ZERO: Final = _make(0, 1, ())
ONE: Final = _make(1, 1, ())
PI: Final = _make(0, 1, ((1, 1, 1),))


def sqrt(n: Scalar) -> Exact:
    """Principal square root; ValueError for a negative number, NotExact when the root is not of this class."""
    return Exact(n).sqrt()


# Trigonometry of degrees

_HALF: Final = _make(1, 2, ())
_SINES: Final[dict[int, Exact]] = {
    0: ZERO,
    15: (sqrt(6) - sqrt(2)) / 4,
    30: _HALF,
    45: sqrt(2) / 2,
    60: sqrt(3) / 2,
    75: (sqrt(6) + sqrt(2)) / 4,
    90: ONE,
}


def sin_degrees(angle: Scalar) -> Exact:
    """Sine of a multiple of 15 degrees; NotExact for any other angle."""
    exact = Exact(angle)
    if not exact.is_integer or exact.numerator % 15:
        raise NotExact(f"no exact sine of {exact.plain()} degrees is kept: it is not a multiple of 15")
    turn = exact.numerator % 360
    half = turn % 180
    value = _SINES[min(half, 180 - half)]
    return value if turn < 180 else -value


def cos_degrees(angle: Scalar) -> Exact:
    """Cosine of a multiple of 15 degrees; NotExact for any other angle."""
    return sin_degrees(90 - Exact(angle))


def tan_degrees(angle: Scalar) -> Exact:
    """Tangent of a multiple of 15 degrees; NotExact for any other angle, ValueError where it is undefined."""
    cosine = cos_degrees(angle)
    if cosine.is_zero:
        raise ValueError(f"the tangent of {Exact(angle).plain()} degrees is undefined")
    return sin_degrees(angle) / cosine


_ARCS: Final[dict[str, dict[Exact, Exact]]] = {
    "sin": {sin_degrees(a): Exact(a) for a in range(15, 91, 15)},
    "cos": {cos_degrees(a): Exact(a) for a in range(15, 180, 15)},
    "tan": {tan_degrees(a): Exact(a) for a in range(15, 180, 15) if a != 90},
}


def arc_degrees(function_name: str, value: Scalar) -> Exact:
    """The multiple of 15 degrees in (0, 180) with this "sin", "cos" or "tan"; of the two angles with one sine the one
    that is not obtuse. NotExact for any other value."""
    if function_name not in _ARCS:
        raise ValueError(f"unknown function {function_name!r}: use sin, cos or tan")
    exact = Exact(value)
    angle = _ARCS[function_name].get(exact)
    if angle is None:
        raise NotExact(f"no multiple of 15 degrees between 0 and 180 has {function_name} {exact.plain()}")
    return angle


# Expressions in one unknown


@dataclass(frozen=True, slots=True)
class Linear:
    """slope * symbol + constant. TypeError for coefficients that are not Exact, ValueError for a symbol that is not
    one name."""

    symbol: str
    slope: Exact
    constant: Exact

    def __post_init__(self) -> None:
        if not self.symbol.isidentifier():
            raise ValueError(f"an unknown is one name, not {self.symbol!r}")
        for coefficient in (self.slope, self.constant):
            if type(coefficient) is not Exact:
                raise TypeError(f"a coefficient must be Exact, not {type(coefficient).__name__}")

    def at(self, value: Scalar) -> Exact:
        """The value of the expression where the unknown has this value."""
        return self.slope * value + self.constant

    def latex(self) -> str:
        r"""Textbook LaTeX such as `2x + 3`, `\frac{3x}{2}`, `180 - 2x`."""
        slope = abs(self.slope)
        if slope == 1:
            product = self.symbol
        elif slope.is_rational and not slope.is_integer:
            count = slope.numerator
            product = f"\\frac{{{count if count != 1 else ''}{self.symbol}}}{{{slope.denominator}}}"
        else:
            text = slope.latex()
            product = f"\\left({text}\\right) {self.symbol}" if " + " in text or " - " in text else text + self.symbol
        return self._written(product, self.constant.latex())

    def plain(self) -> str:
        """One line of Unicode such as 2x + 3 or 3x/2."""
        slope = abs(self.slope)
        if slope == 1:
            product = self.symbol
        elif slope.is_rational and not slope.is_integer:
            count = slope.numerator
            product = f"{count if count != 1 else ''}{self.symbol}/{slope.denominator}"
        else:
            product = slope.plain() + self.symbol if slope.is_integer else f"({slope.plain()}){self.symbol}"
        return self._written(product, self.constant.plain())

    def sympy(self) -> str:
        """Text for sympy.sympify such as 2*x + 3."""
        slope = abs(self.slope)
        text = slope.sympy()
        if slope == 1:
            product = self.symbol
        else:
            product = f"({text})*{self.symbol}" if " " in text else f"{text}*{self.symbol}"
        return self._written(product, self.constant.sympy())

    def _written(self, product: str, constant: str) -> str:
        """The two parts joined; `product` is |slope| * symbol."""
        if self.slope.is_zero:
            return constant
        negative = self.slope.sign() < 0
        if self.constant.is_zero:
            return "-" + product if negative else product
        if negative and self.constant.sign() > 0:
            return f"{constant} - {product}"
        first = "-" + product if negative else product
        return f"{first} - {constant[1:]}" if constant.startswith("-") else f"{first} + {constant}"
