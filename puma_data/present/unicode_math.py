"""LaTeX formulas as one line of Unicode: ``∠ABC = 60°``, ``5√3/2``, ``AB ∥ CD``."""

from __future__ import annotations

import re
from functools import lru_cache

_SYMBOLS = {
    "angle": "∠", "triangle": "△", "parallel": "∥", "perp": "⊥", "odot": "⊙", "pi": "π", "times": "×", "div": "÷",
    "cdot": "·", "circ": "°", "approx": "≈", "sim": "∼", "cong": "≅", "le": "≤", "leq": "≤", "ge": "≥", "geq": "≥",
    "ne": "≠", "neq": "≠", "pm": "±", "sin": "sin ", "cos": "cos ", "tan": "tan ", "alpha": "α", "beta": "β",
    "gamma": "γ", "theta": "θ", "frown": "⌒", "colon": ":", "left": "", "right": "", "quad": " ", "ell": "ℓ",
    "square": "□", "Rightarrow": "⇒", "ldots": "…", "cdots": "⋯",
}  # fmt: skip
_PREFIXES = {"angle", "triangle", "odot", "sin", "cos", "tan", "left", "right", "square", "text"}
"""Commands that stand close to what follows; LaTeX's space after any other is kept."""
_SUPERSCRIPT = str.maketrans("0123456789+-n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻ⁿ")
_SUBSCRIPT = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
_TOKEN = re.compile(r"\\([A-Za-z]+)|\\([,;:! ])|(.)", re.DOTALL)
_FORMULA = re.compile(r"\$([^$]*)\$")


def unicode_text(text: str) -> str:
    """The text with every ``$…$`` written in Unicode."""
    return _FORMULA.sub(lambda match: _formula(match[1]), text)


@lru_cache(maxsize=8192)
def _formula(source: str) -> str:
    tokens = ["\\" + m[1] if m[1] else " " if m[2] else m[3] for m in _TOKEN.finditer(source)]
    written, _ = _sequence(tokens, 0)
    return _tidy(written)


def _tidy(text: str) -> str:
    """Single spaces, none inside a bracket, a product of number, root and pi written close."""
    text = re.sub(r"(?<=[0-9√π]) (?=[√π])", "", re.sub(r" {2,}", " ", text))
    return text.replace("( ", "(").replace("√ ", "√").strip()


def _sequence(tokens: list[str], start: int) -> tuple[str, int]:
    """Everything up to the closing brace (or the end), and the index after it."""
    out = ""
    while start < len(tokens) and tokens[start] != "}":
        piece, start = _piece(tokens, start)
        out += piece
    return out, start + 1


def _argument(tokens: list[str], start: int) -> tuple[str, int]:
    while start < len(tokens) and tokens[start] == " ":
        start += 1
    return _piece(tokens, start) if start < len(tokens) else ("", start)


def _piece(tokens: list[str], start: int) -> tuple[str, int]:
    token = tokens[start]
    start += 1
    if token == "{":
        return _sequence(tokens, start)
    if token == "^":
        power, start = _argument(tokens, start)
        if power == "°":
            return power, start
        return (power.translate(_SUPERSCRIPT) if re.fullmatch(r"[0-9+n-]+", power) else f"^({power})"), start
    if token == "_":
        index, start = _argument(tokens, start)
        return (index.translate(_SUBSCRIPT) if index.isdigit() else f"({index})"), start
    if token == r"\frac":
        top, start = _argument(tokens, start)
        bottom, start = _argument(tokens, start)
        top, bottom = _tidy(top), _tidy(bottom)
        return f"{_operand(top)}/{_operand(bottom, below=True)}", start
    if token == r"\sqrt":
        inner, start = _argument(tokens, start)
        return (f"√{inner}" if re.fullmatch(r"[0-9]+|[A-Za-z]", inner) else f"√({inner})"), start
    if token in (r"\overset", r"\stackrel"):
        over, start = _argument(tokens, start)
        base, start = _argument(tokens, start)
        return (f"arc {base}" if over == "⌒" else base), start
    if token in (r"\widehat", r"\overarc"):
        base, start = _argument(tokens, start)
        return f"arc {base}", start
    if token in (r"\text", r"\mathrm", r"\overline"):
        return _argument(tokens, start)
    if token.startswith("\\"):
        if token[1:] in _PREFIXES and start < len(tokens) and tokens[start] == " ":
            start += 1
        return _SYMBOLS.get(token[1:], token[1:]), start
    return ("−" if token == "-" else token), start


def _operand(text: str, below: bool = False) -> str:
    """Parenthesised where a slash would read otherwise."""
    simple = re.fullmatch(r"[0-9.]*√?[0-9]*|[0-9.]*π?|∠?[A-Z]{1,3}|[A-Za-z]" if below else r"[^ /]+", text)
    return text if simple else f"({text})"
