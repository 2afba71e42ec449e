"""Is this answer right? Typed scoring from the answer columns, and math-verify as a second opinion.

What the model says last is found, read as what the question asks for (a number, a point, an interval, an equation, an
option) and compared by mathematics, never by spelling. Tolerance is explicit: where the question asks to round, half a
unit of the last place asked for; where it does not, a decimal passes for a value that no decimal spells if it is that
value rounded to three significant digits or more.
"""

from __future__ import annotations

import logging
import re
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from string import ascii_uppercase
from typing import Any, Final, Literal, NamedTuple

import sympy

from puma_train.formulas import Unreadable, equal, plain, read

Outcome = Literal["right", "wrong", "unparsable", "cut"]
KINDS: Final = (
    "integer", "fraction", "decimal", "surd", "pi_multiple", "degree", "expression",
    "equation", "interval", "coordinate", "choice",
)  # fmt: skip
SIGNIFICANT_DIGITS: Final = 3
_TAIL: Final = 20_000  # characters of an output that are looked at


@dataclass(frozen=True, slots=True)
class Gold:
    """The answer columns of a question. `value` is exact and in `unit`; a rounded `answer` differs from it."""

    answer: str
    kind: str
    value: float | None = None
    unit: str | None = None
    choices: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Score:
    """Outcome of one output. `extracted` is the text taken for its answer, `answer` how that was read (spelled alike
    for equal answers of the same form). `second` is math-verify's verdict, None where it has none."""

    outcome: Outcome
    extracted: str | None
    answer: str | None
    second: bool | None


def score(output: str, gold: Gold, *, cut: bool = False) -> Score:
    """Score a model's output. `cut`: the output hit the limit of tokens before it came to an end."""
    located = locate(output)
    second = None if cut else second_opinion(located, gold)
    extracted, value = next(_readings(located, gold), (None, None))
    answer = None if value is None else str(value)
    if cut:
        return Score("cut", extracted, answer, second)
    if _spelled(located) == _spelled(gold.answer):  # all that can be asked of an answer in words
        return Score("right", located[:200], answer or _spelled(located), second)
    if value is None:
        return Score("unparsable", None, None, second)
    return Score("right" if _right(value, gold) else "wrong", extracted, answer, second)


def _spelled(text: str) -> str:
    return plain(text).casefold().strip(" .*")


# --- where the answer stands ----------------------------------------------------------------------------------------

_TAGGED = re.compile(r"<answer>(.*?)</answer>", re.DOTALL | re.IGNORECASE)
_CLOSING = re.compile(
    r"(?:\banswer|\b(?:option|choice)(?= is\b)|答案)\s*\**\s*(?::|：|=|\bis\b|\bwould be\b|为|是)+\s*\**([^\n]+)",
    re.IGNORECASE,
)


def locate(output: str) -> str:
    """The part of an output that gives the answer: the closing line, else the last box, else the last line."""
    output = output[-_TAIL:].strip()
    for pattern in (_TAGGED, _CLOSING):
        if found := pattern.findall(output):
            return _box(found[-1]) or str(found[-1]).strip()
    return _box(output) or (output.splitlines() or [""])[-1].strip()


def _box(text: str) -> str | None:
    """What the last complete ``\\boxed{…}`` holds."""
    start = text.rfind("\\boxed{")
    depth = 0
    for at in range(start + 6, len(text)) if start >= 0 else ():
        depth += {"{": 1, "}": -1}.get(text[at], 0)
        if depth == 0:
            return text[start + 7 : at].strip()
    return None


def _readings(located: str, gold: Gold) -> Iterator[tuple[str, Any]]:
    """The located text and ever shorter ends of it, each with its reading, where it can be read."""
    read_as = _reader(gold)
    texts = [located, *reversed([one or other for one, other in _FORMULAS.findall(located)[-3:]])]
    if read_as in (_number, _choice):
        texts += _LOOSE_NUMBER.findall(located)[-1:]
    for text in texts:
        try:
            yield text.strip()[:200], read_as(text, gold)
        except Unreadable:
            continue


_FORMULAS = re.compile(r"\$([^$]+)\$|\\\((.+?)\\\)")
_LOOSE_NUMBER = re.compile(
    r"(?<![\w.^{\\/√])-?\d{1,20}(?:\.\d{1,20})?(?:\s*/\s*\d{1,20})?(?:\s?(?:°|%|[cmk]?m)(?:\^?[23]|[²³])?)?(?![\w}^.]*\w)"
)


# --- reading --------------------------------------------------------------------------------------------------------

_LENGTHS: Final = {"mm": "1/1000", "cm": "1/100", "dm": "1/10", "m": "1", "km": "1000"}  # in metres
_NAMES: Final = {"millimeter": "mm", "centimeter": "cm", "decimeter": "dm", "meter": "m", "kilometer": "km"}
_UNIT = re.compile(
    r"(?P<body>.*?(?:[^a-zA-Z^_\s\\(]|\bpi))\s*(?:(?P<square>square|sq\.?|cubic|cu\.?)\s*)?"
    r"(?P<unit>mm|cm|dm|km|m|°|degrees?|deg|度|rad(?:ian)?s?|units?|(?:milli|centi|deci|kilo)?met(?:er|re)s?)"
    r"\s*(?:\^?\s*\{?\s*(?P<power>[23])\s*\}?)?"
)
_DEGREE: Final = ("degree", 1)
Unit = tuple[str, int]  # a length of _LENGTHS and its power, _DEGREE or ("radian", 1)


@dataclass(frozen=True, slots=True)
class Number:
    """A value in its unit, None where no unit is named."""

    value: Any
    places: int | None = None  # decimals, where it was given as a decimal
    unit: Unit | None = None
    percent: bool = False

    def __str__(self) -> str:
        return f"{self.value}"


def _number(text: str, gold: Gold) -> Number:
    """A number or expression with an optional name before it and unit after it."""
    text = plain(text).strip(" .。,;*")
    if gold.unit and _unit(gold.unit) is None:
        text = text.removesuffix(gold.unit).strip()
    text = re.sub(r"(?<=\d)\{,\}(?=\d{3})|(?<=\d),(?=\d{3}(?:\D|$))", "", text)
    for piece in text.split("≈")[-2:]:  # of an exact form and its decimal, the exact one
        try:
            return _quantity(re.sub(r"^(.*):\s*(\d+)$", r"(\1)/\2", piece.rsplit("=", 1)[-1].strip()), _symbols(gold))
        except Unreadable as error:
            problem = error
    raise problem


def _quantity(text: str, symbols: Sequence[str]) -> Number:
    percent = text.endswith("%")
    body, unit = _split(text.removesuffix("%").strip())
    value = read(body, symbols)
    decimal = re.fullmatch(r"[-+]?\s*\d*\.(\d+)", body)
    if unit == ("radian", 1):
        value, unit = value * 180 / sympy.pi, _DEGREE
    return Number(value / 100 if percent else value, len(decimal[1]) if decimal else None, unit, percent)


def _split(text: str) -> tuple[str, Unit | None]:
    """A quantity without its unit, and the unit."""
    match = _UNIT.fullmatch(text)
    if match is None:
        return text, None
    name = match["unit"].replace("metre", "meter").removesuffix("s")
    if name[0] in "°度" or name.startswith("deg"):
        return match["body"], _DEGREE
    if name.startswith("rad"):
        return match["body"], ("radian", 1)
    name = _NAMES.get(name, name)
    power = int(match["power"] or {"s": 2, "c": 3}.get((match["square"] or " ")[0], 1))
    return match["body"], (name, power) if name in _LENGTHS else None


def _unit(name: str) -> Unit | None:
    return _split(f"1 {name}")[1]


def _symbols(gold: Gold) -> list[str]:
    """The letters that may stand in an answer: those of the right one."""
    body, _ = _split(plain(gold.answer))
    bare = re.sub(r"\b(?:sqrt|frac|pi|oo|sin|cos|tan|ln|log|lg|exp|or|and)\b", " ", body)
    return sorted(set(re.findall(r"[a-zA-Zα-ω](?:_\w)?", bare)) - {"e"})


def _point(text: str, gold: Gold) -> tuple[Any, ...]:
    """Coordinates: ``(1, -2)``, ``P(1, -2)``, ``x = 1, y = -2``."""
    text = plain(text).strip(" .;")
    bracketed = re.search(r"\(([^()]*(?:\([^()]*\)[^()]*)*)\)$", text)
    parts = re.split(r"[,;]|\band\b", bracketed[1] if bracketed and "," in bracketed[1] else text)
    if len(parts) < 2:
        raise Unreadable("no point")
    return tuple(read(part.rsplit("=", 1)[-1].strip(), _symbols(gold)) for part in parts)


def _equation(text: str, gold: Gold) -> Any:
    """The numerator of left minus right; a right side alone belongs to the left side of the right answer."""
    text, right = (re.sub(r"\b[fgh] ?\( ?x ?\)", "y", plain(part).strip(" .,;")) for part in (text, gold.answer))
    sides = text.split("=")
    if len(sides) == 1:
        sides = [right.split("=")[0], text]
    if len(sides) != 2:
        raise Unreadable("no equation")
    left, other = (read(side, {"y", *_symbols(gold)}) for side in sides)
    numerator, _ = sympy.fraction(sympy.together(left - other))
    return numerator


def _inequality(text: str, gold: Gold) -> Any:
    """``y >= 3x - 4`` as what is at most 0 (or less than 0, if strict): smaller side minus greater side."""
    sides = re.split(r"(<=|>=|<|>)", plain(text).strip(" .,;"))
    if len(sides) != 3:
        raise Unreadable("no inequality")
    left, right = (read(side, {"y", *_symbols(gold)}) for side in sides[::2])
    return _Inequality(right - left if sides[1][0] == ">" else left - right, "=" not in sides[1])


class _Inequality(NamedTuple):
    below_zero: Any
    strict: bool


_END = r"([^,;()\[\]]*(?:\([^()]*\)[^,;()\[\]]*)*)"
_SPAN = re.compile(rf"([(\[]){_END}[,;]{_END}([)\]])")


def _interval(text: str, gold: Gold) -> Any:
    """A union of intervals, from brackets (``[1, oo)``), chains (``1 < x <= 3``) or all reals (``R``)."""
    text = re.sub(r"^\{?\s*[a-zA-Z]\s*(?:∈|:|\|)\s*", "", plain(text).strip(" .;")).replace("∪ ", "∪").strip()
    pieces = re.split(r"∪|\bor\b", text.strip("{} "))
    return sympy.Union(*(_stretch(piece.strip()) for piece in pieces))


def _stretch(text: str) -> Any:
    def end(part: str) -> Any:
        value = read(part.strip())
        if value.is_extended_real is not True:
            raise Unreadable("no real number")
        return value

    if text == "R" or text == "all real numbers":
        return sympy.S.Reals
    if match := _SPAN.fullmatch(text):
        return sympy.Interval(end(match[2]), end(match[3]), match[1] == "(", match[4] == ")")
    parts = re.split(r"(<=|>=|!=|<|>)", text)
    if len(parts) == 5 and parts[1][0] == parts[3][0] != "!":  # a < x <= b
        low, first, _, second, high = parts if parts[1][0] == "<" else parts[::-1]
        return sympy.Interval(end(low), end(high), "=" not in first, "=" not in second)
    if len(parts) == 3 and re.fullmatch(r"[a-zA-Z]", parts[0].strip()):  # x > a
        bound, strict = end(parts[2]), "=" not in parts[1]
        if parts[1] == "!=":
            return sympy.S.Reals - sympy.FiniteSet(bound)
        less = parts[1][0] == "<"
        return sympy.Interval(-sympy.oo, bound, True, strict) if less else sympy.Interval(bound, sympy.oo, strict, True)
    raise Unreadable("no interval")


def _choice(text: str, gold: Gold) -> str:
    """The letter of an option, from the letter or from what the option says."""
    letters = ascii_uppercase[: len(gold.choices) if gold.choices else 5]
    letter = f"[A-{letters[-1]}]"
    text = plain(text).strip(" .*")
    for pattern in (rf"\(?({letter})\)?", rf"\(?({letter})\s*[).:,].*", rf"({letter}) (?:because|since|as|for)\b.*",
                    rf".*(?:option|choice)\s*\(?({letter})\b.*", rf".*\(({letter})\).*"):  # fmt: skip
        if match := re.fullmatch(pattern, text, re.DOTALL):
            return match[1]
    same = [letter for letter, option in zip(letters, gold.choices or (), strict=False) if _says(text, option)]
    if len(same) == 1:
        return same[0]
    if lone := re.findall(rf"(?<![\w\\])({letter})(?![\w'])(?! [a-z])", text):
        return str(lone[-1])
    raise Unreadable("no option")


def _says(text: str, option: str) -> bool:
    if plain(option).casefold() == text.casefold():
        return True
    try:
        gold = Gold(option, "expression")
        return _same_number(_number(text, gold), _number(option, gold), gold)
    except Unreadable:
        return False


_READERS: Final[dict[str, Callable[[str, Gold], Any]]] = {
    "coordinate": _point, "equation": _equation, "interval": _interval, "choice": _choice,
}  # fmt: skip


def _reader(gold: Gold) -> Callable[[str, Gold], Any]:
    if gold.kind == "expression" and re.search("[<>]", plain(gold.answer)):
        return _inequality
    return _READERS.get(gold.kind, _number)


# --- comparing ------------------------------------------------------------------------------------------------------


def _right(given: Any, gold: Gold) -> bool:
    """Whether what was read is the right answer; one in words cannot be read, and is not met by mathematics."""
    try:
        return _equals(given, gold)
    except Unreadable:
        return False


def _equals(given: Any, gold: Gold) -> bool:
    if gold.kind == "choice":
        return bool(given == gold.answer.strip().upper())
    if isinstance(given, Number):
        return _same_number(given, _number(gold.answer, gold), gold)
    right = _reader(gold)(gold.answer, gold)
    if gold.kind == "coordinate":
        return len(given) == len(right) and all(map(equal, given, right))
    if isinstance(given, _Inequality):  # the same half-plane
        factor = _factor(given.below_zero, right.below_zero)
        return given.strict == right.strict and factor is not None and bool(factor > 0)
    if gold.kind == "equation":  # the same zeros
        return _factor(given, right) is not None
    if isinstance(given, sympy.Interval) and isinstance(right, sympy.Interval):
        ends = ((given.start, right.start), (given.end, right.end))
        return (given.left_open, given.right_open) == (right.left_open, right.right_open) and all(
            first == second or (first.is_finite and second.is_finite and equal(first, second)) for first, second in ends
        )
    return bool(given == right)


def _factor(given: Any, right: Any) -> Any:
    """The number other than 0 that takes one expression to another; None where there is none."""
    ratio = given / right
    place = {s: sympy.Rational(7919 + 2 * at, 6841) for at, s in enumerate(sorted(right.free_symbols, key=str))}
    factor = ratio.subs(place)
    return factor if factor.is_finite and factor != 0 and equal(ratio, factor) else None


def _same_number(given: Number, right: Number, gold: Gold) -> bool:
    value, unit = given.value, _unit(gold.unit) if gold.unit else right.unit
    if given.unit and unit:  # 1200 mm is 1.2 m; cm is no unit of an area, nor of an angle
        if given.unit[1] != unit[1] or (given.unit == _DEGREE) != (unit == _DEGREE):
            return False
        if unit != _DEGREE:
            value *= (sympy.Rational(_LENGTHS[given.unit[0]]) / sympy.Rational(_LENGTHS[unit[0]])) ** unit[1]
    if right.percent and not given.percent and equal(value, right.value * 100):
        return True
    if equal(value, right.value):
        return True
    if right.value.free_symbols or value.free_symbols:
        return False
    exact = right.value if gold.value is None else sympy.Float(gold.value, 17)
    places = len(gold.answer.partition(".")[2])
    rounded = gold.value is not None and abs(float(right.value) - gold.value) > 1e-9 * max(1.0, abs(gold.value))
    if rounded or (gold.value is None and right.places is not None):  # other people's decimals count as rounded
        return _near(value, exact, places)
    if given.places is None or _terminates(right.value):
        return False
    digits = len(str(abs(given.value) * 10**given.places).lstrip("0"))
    return digits >= SIGNIFICANT_DIGITS and _near(value, exact, given.places)


def _near(value: Any, exact: Any, places: int) -> bool:
    """Within half a unit of the last place."""
    return bool(abs(sympy.re(value) - exact).evalf(20) <= sympy.Float(0.5 * 10.0**-places) + 1e-12 * (1 + abs(exact)))


def _terminates(value: Any) -> bool:
    """Whether a value is a decimal of finitely many places."""
    return bool(value.is_Rational and 10**40 % value.q == 0)


# --- the second opinion ---------------------------------------------------------------------------------------------

_RISKY = re.compile(
    r"(?:(?:\^|\*\*).*){3}"  # many powers
    r"|(?:\^|\*\*)\s*(?:[{(][^)}]*|\w+[)}]*\s*)(?:\^|\*\*)|(?:\^|\*\*)\s*[{(]*\s*-?\d{3}"  # towers
    r"|\d{20}|\d[\s)}]*!"
)


def second_opinion(located: str, gold: Gold, *, seconds: int = 2) -> bool | None:
    """math-verify's verdict on the located answer; None where it has none: it cannot read one of the two, or the text
    holds powers that it would compute. It keeps its time by a signal, so only the main thread gets an opinion."""
    text = located.strip()
    nested = text.count("(") + text.count("{") > 12
    if not 0 < len(text) <= 200 or nested or _RISKY.search(text):
        return None
    if threading.current_thread() is not threading.main_thread():
        return None
    logging.getLogger("math_verify").setLevel(logging.ERROR)  # running out of time is an answer, not news
    from math_verify import ExprExtractionConfig, LatexExtractionConfig, StringExtractionConfig, parse, verify

    if gold.kind == "choice":
        configs: list[Any] = [StringExtractionConfig(strings=tuple(ascii_uppercase[: len(gold.choices or "ABCDE")]))]
        right = parse(gold.answer, configs, parsing_timeout=seconds)
        given = parse(plain(text).strip("() ."), configs, parsing_timeout=seconds)
    else:
        configs = [LatexExtractionConfig(), ExprExtractionConfig()]
        right = parse(f"${gold.answer}$", configs, parsing_timeout=seconds)
        given = []
        bare = "\\" in text and not re.search(r"\$|\\\(|\\\[", text)  # of a bare 2\sqrt{3} it would read the 2
        for spelled in (f"${text}$", text) if bare else (text, f"${text}$"):
            given = given or parse(spelled, configs, parsing_timeout=seconds)
    if not right or not given:
        return None
    return bool(verify(right, given, timeout_seconds=seconds))
