"""Read a formula: LaTeX, Unicode or plain text into sympy, by a grammar of its own.

What a model writes is hostile until proven otherwise. Nothing is evaluated but what this grammar knows, and the size of
a number is bounded before the number is made: `9**9**9` is refused, not computed, and the letters of `__import__` are
not in the question.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from typing import Any, Final

import sympy

MAX_CHARACTERS: Final = 300
MAX_DIGITS: Final = 40
"""Digits of a number as written, and of the integer part of every value on the way."""
MAX_DEPTH: Final = 30
MAX_EXPONENT: Final = 64

_COSMETIC = re.compile(
    r"\\(?:left|right|displaystyle|textstyle|qquad|quad|bigl|bigr|big|Big|[,;!: ])(?![a-zA-Z])|[$~]|\\[()\[\]]"
)
_WRAPPED = re.compile(r"\\(?:text|textbf|textit|mathrm|mathbf|mathit|mathsf|operatorname|mbox)\s*\{([^{}]*)\}")
_SPELLINGS: Final = {
    **dict.fromkeys(("\\cdot", "\\times", "×", "·", "⋅", "∗"), "*"),
    **dict.fromkeys(("\\div", "÷", "⁄"), "/"),
    **dict.fromkeys(("−", "–", "—"), "-"),
    **dict.fromkeys(("\\leqslant", "\\leq", "\\le", "≤", "⩽", "=<"), "<="),
    **dict.fromkeys(("\\geqslant", "\\geq", "\\ge", "≥", "⩾"), ">="),
    **dict.fromkeys(("\\neq", "\\ne", "≠"), "!="),
    **dict.fromkeys(("\\lt", "\\gt"), "<"),
    **dict.fromkeys(("\\approx", "≃", "\\simeq", "\\doteq", "≒"), "≈"),
    **dict.fromkeys(("\\infty", "∞", "infinity"), " oo "),
    **dict.fromkeys(("\\cup", "\\bigcup"), "∪"),
    **dict.fromkeys(("\\in", "\\colon"), "∈"),
    **dict.fromkeys(("^{\\circ}", "^\\circ", "^{°}", "^°", "\\degree", "º", "˚", "\\circ"), "°"),
    **dict.fromkeys(("\\lvert", "\\rvert", "\\vert"), "|"),
    **dict.fromkeys(("\\dfrac", "\\tfrac", "\\cfrac"), "\\frac"),
    **{digit: f"^{plain}" for plain, digit in enumerate("⁰¹²³⁴⁵⁶⁷⁸⁹")},
    **dict(zip("½⅓⅔¼¾，：（）％", ("(1/2)", "(1/3)", "(2/3)", "(1/4)", "(3/4)", *",:()%"), strict=True)),
    "\\gt": ">",
    "**": "^",
    "\\%": "%",
    "π": " pi ",
    "√": " sqrt ",
    "ℝ": "R",
    "\\mathbb{R}": "R",
}
_SPELLING = re.compile("|".join(
    re.escape(key) + (r"(?![a-zA-Z])" if key[-1].isalpha() and key[0] == "\\" else "")
    for key in sorted(_SPELLINGS, key=len, reverse=True)
))  # fmt: skip
_FUNCTIONS: Final[dict[str, Callable[[Any], Any]]] = {
    "arcsin": sympy.asin, "arccos": sympy.acos, "arctan": sympy.atan, "sin": sympy.sin, "cos": sympy.cos,
    "tan": sympy.tan, "cot": sympy.cot, "sec": sympy.sec, "csc": sympy.csc, "ln": sympy.log,
    "lg": lambda x: sympy.log(x, 10), "log": lambda x: sympy.log(x, 10), "exp": sympy.exp, "abs": sympy.Abs,
}  # fmt: skip
_CONSTANTS: Final = {"pi": sympy.pi, "oo": sympy.oo, "e": sympy.E}
_TOKEN = re.compile(
    rf"\s*(?:(\d+\.?\d*|\.\d+)|({'|'.join(_FUNCTIONS)}|sqrt|frac|pi|oo)|([a-zA-Zα-ωΑ-Ω](?:_(?:\w|\{{\w{{1,3}}\}}))?)|([-+*/^(){{}}\[\]|]))"
)


class Unreadable(ValueError):
    """The text is no formula of this grammar, or a larger one than anybody answers with."""


def plain(text: str) -> str:
    """LaTeX and Unicode spelled in plain characters: ``\\frac{1}{2}\\pi^\\circ`` becomes ``frac{1}{2} pi °``."""
    text = _WRAPPED.sub(r" \1 ", _COSMETIC.sub(" ", text))
    text = _SPELLING.sub(lambda match: _SPELLINGS[match[0]], text)
    return re.sub(r"\s+", " ", re.sub(r"\\([a-zA-Z]+)", r" \1 ", text)).strip()


def read(text: str, symbols: Collection[str] | None = ()) -> Any:
    """The sympy expression that a plain text spells (see `plain`). Decimals are read exactly, as fractions.

    Only the letters in `symbols` may stand for variables (None: any). Raises `Unreadable`.
    """
    if len(text) > MAX_CHARACTERS:
        raise Unreadable("too long")
    text = re.sub(r"frac\s*(\d)\s*(\d)", r"frac{\1}{\2}", text)
    text = re.sub(r"(?<![\d.])(\d+)\s*frac\s*\{(\d+)\}\s*\{(\d+)\}", r"(\1+\2/\3)", text)  # mixed numbers
    text = re.sub(r"(?<![\d./^])(\d+) (\d+)\s*/\s*(\d+)(?![\d.])", r"(\1+\2/\3)", text)
    reader = _Reader(_tokens(text), symbols)
    try:
        value = reader.expression()
    except (ArithmeticError, TypeError, RecursionError) as error:
        raise Unreadable(str(error)) from error
    if reader.next is not None:
        raise Unreadable(f"unexpected {reader.next!r}")
    return value


def equal(first: Any, second: Any) -> bool:
    """Whether two expressions have the same value, for all values of their symbols.

    Equal as sympy writes them, or to 25 digits (where there are symbols: at five points). Two different
    expressions of `MAX_CHARACTERS` that agree so far are not to be met by chance.
    """
    if first == second:
        return True
    symbols = sorted(first.free_symbols | second.free_symbols, key=str)
    agreed = 0
    for point in range(1, 6) if symbols else (1,):
        place = {
            s: sympy.Rational((-1) ** (point + i) * (37 * point + 11 * i), 29 + point) for i, s in enumerate(symbols)
        }
        left, right = _digits(first, place), _digits(second, place)
        if left is None or right is None:
            if left is not right:
                return False
        elif abs(left - right) > sympy.Float("1e-25") * (1 + abs(left)):
            return False
        else:
            agreed += 1
    return agreed > 0


def _digits(value: Any, place: dict[Any, Any]) -> Any:
    """A value at a point to 40 digits; None where it is not finite."""
    try:
        number = value.subs(place).evalf(40)
    except (ArithmeticError, TypeError, ValueError):
        return None
    return number if number.is_number and number.is_finite else None


def _tokens(text: str) -> list[str]:
    tokens, at = [], 0
    while at < len(text):
        match = _TOKEN.match(text, at)
        if match is None:
            if not text[at:].strip():
                break
            raise Unreadable(f"unexpected {text[at:].strip()[0]!r}")
        tokens.append(match[0].strip())
        at = match.end()
    return tokens


def _bounded(value: Any) -> Any:
    """The value, if it is neither undefined nor of more than `MAX_DIGITS` digits."""
    if value.has(sympy.nan, sympy.zoo):
        raise Unreadable("undefined")
    if value.is_Rational and max(abs(value.p), value.q) > 10 ** (2 * MAX_DIGITS):
        raise Unreadable("too large")
    if value.is_number and value.is_finite and not abs(value.evalf(8)) < 10**MAX_DIGITS:
        raise Unreadable("too large")
    return value


def _power(base: Any, exponent: Any) -> Any:
    """`base ** exponent`, measured first."""
    if exponent.is_number:
        if not (exponent.is_real and abs(exponent.evalf(8)) <= MAX_EXPONENT):
            raise Unreadable("exponent too large")
        if base.is_number and base.is_finite and base != 0:
            magnitude = abs(sympy.log(abs(base.evalf(8)), 10) * exponent.evalf(8))
            if not magnitude < MAX_DIGITS:
                raise Unreadable("too large")
    return base**exponent


class _Reader:
    """Recursive descent: expression, term, factor, power, atom. A number never begins an implied factor."""

    __slots__ = ("at", "depth", "symbols", "tokens")

    def __init__(self, tokens: list[str], symbols: Collection[str] | None) -> None:
        self.tokens, self.symbols = tokens, symbols
        self.at = self.depth = 0

    @property
    def next(self) -> str | None:
        return self.tokens[self.at] if self.at < len(self.tokens) else None

    def take(self, *tokens: str) -> str | None:
        if (found := self.next) is None or found not in tokens:
            return None
        self.at += 1
        return found

    def expect(self, token: str) -> None:
        if self.take(token) is None:
            raise Unreadable(f"{token!r} is missing")

    def expression(self) -> Any:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise Unreadable("nested too deep")
        value = self.term()
        while sign := self.take("+", "-"):
            value = _bounded(value + self.term() if sign == "+" else value - self.term())
        self.depth -= 1
        return value

    def term(self) -> Any:
        value = self.factor()
        while True:
            if self.take("*"):
                value = _bounded(value * self.factor())
            elif self.take("/"):
                value = _bounded(value / self.factor())
            elif self.next is not None and (self.next in "({" or self.next[0].isalpha()):
                value = _bounded(value * self.power())
            else:
                return value

    def factor(self) -> Any:
        negative = False
        while sign := self.take("+", "-"):
            negative ^= sign == "-"
        return -self.power() if negative else self.power()

    def power(self) -> Any:
        base = self.atom()
        if self.take("^"):
            self.depth += 1
            if self.depth > MAX_DEPTH:
                raise Unreadable("nested too deep")
            base = _bounded(_power(base, self.factor()))
            self.depth -= 1
        return base

    def atom(self) -> Any:
        token = self.next
        if token is None:
            raise Unreadable("something is missing at the end")
        self.at += 1
        if token[0].isdigit() or token[0] == ".":
            if len(token) > MAX_DIGITS:
                raise Unreadable("too many digits")
            return sympy.Rational(token)
        if token in ("(", "{", "[", "|"):
            value = self.expression()
            self.expect({"(": ")", "{": "}", "[": "]", "|": "|"}[token])
            return sympy.Abs(value) if token == "|" else value
        if token == "sqrt":
            degree = sympy.Integer(2)
            if self.next == "[":
                degree = self.atom()
            return _bounded(_power(self.atom(), 1 / degree))
        if token == "frac":
            over = self.atom()
            return _bounded(over / self.atom())
        if token in _FUNCTIONS:
            exponent = self.atom() if self.take("^") else None
            value = _bounded(_FUNCTIONS[token](self.power()))
            return value if exponent is None else _bounded(_power(value, exponent))
        if token in _CONSTANTS and not (self.symbols and token in self.symbols):
            return _CONSTANTS[token]
        if token[0].isalpha() and (self.symbols is None or token in self.symbols):
            return sympy.Symbol(token, real=True)
        raise Unreadable(f"unexpected {token!r}")
