"""The little LaTeX of the datasets as MathML for pages, and as plain Unicode for captions. No network, no script."""

from __future__ import annotations

import re
from html import escape

SYMBOLS = {
    "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "theta": "θ", "phi": "φ", "varphi": "φ", "pi": "π",
    "angle": "∠", "triangle": "△", "square": "□", "odot": "⊙", "circ": "°", "degree": "°", "prime": "′",
    "cdot": "⋅", "times": "×", "div": "÷", "pm": "±", "mp": "∓", "parallel": "∥", "perp": "⊥", "cong": "≅", "sim": "∼",
    "le": "≤", "leq": "≤", "ge": "≥", "geq": "≥", "ne": "≠", "neq": "≠", "lt": "<", "gt": ">", "approx": "≈",
    "equiv": "≡", "in": "∈", "infty": "∞", "therefore": "∴", "because": "∵", "Rightarrow": "⇒", "implies": "⇒",
    "to": "→", "rightarrow": "→", "Leftrightarrow": "⇔", "ldots": "…", "dots": "…", "cdots": "⋯", "colon": ":",
    "%": "%", "$": "$", "&": "&", "#": "#", "_": "_", "{": "{", "}": "}", "|": "‖", "mid": "|",
    "lvert": "|", "rvert": "|",
}  # fmt: skip
LETTERS = {"α", "β", "γ", "δ", "θ", "φ", "π"}
SPACES = {",": 0.17, ":": 0.22, ";": 0.28, " ": 0.33, "!": -0.17, "quad": 1.0, "qquad": 2.0}  # em
FUNCTIONS = {"sin", "cos", "tan", "cot", "sec", "csc", "arcsin", "arccos", "arctan", "log", "ln", "exp", "max", "min"}
ACCENTS = {"overline": "¯", "bar": "¯", "overrightarrow": "→", "vec": "→", "overleftrightarrow": "↔", "hat": "^"}
ARCS = {"overparen", "wideparen", "overarc", "widehat"}
# A drawn arc: few of the fonts that browsers find have one that stretches.
_ROUND = "border-top: .09em solid; border-radius: 50% 50% 0 0 / .45em .45em 0 0; padding: .12em .1em 0"
_ARC = f"<mrow style='{_ROUND}'>{{}}</mrow>"
TEXTS = {"text", "mathrm", "textrm", "mathbf", "textbf", "mathit", "operatorname", "mbox", "textit"}

_TOKEN = re.compile(r"\\[A-Za-z]+|[A-Z]{2,}|\\.|\d+(?:[.,]\d+)*|\s+|.", re.DOTALL)
_MATHS = re.compile(r"\$([^$]+)\$")


def to_html(text: str) -> str:
    """Text with `$LaTeX$` as escaped HTML with MathML."""
    pieces = _MATHS.split(text)
    html = "".join(formula(piece) if place % 2 else escape(piece, quote=False) for place, piece in enumerate(pieces))
    # no line begins with the full stop of a formula
    return re.sub(r"(<math>(?:(?!<math>).)*</math>[.,;:?!)]+)", r"<span style='white-space: nowrap'>\1</span>", html)


def formula(tex: str) -> str:
    """One formula, without its dollars, as MathML."""
    return f"<math>{_Reader(tex).row()}</math>"


def to_plain(text: str) -> str:
    """Text with `$LaTeX$` as plain Unicode: `$\\frac{1}{2}\\sqrt{3}$` becomes `1/2√3`."""
    return _MATHS.sub(lambda found: plain_formula(found[1]), text)


def plain_formula(tex: str) -> str:
    tex = re.sub(r"\\[dt]?frac", r"\\frac", re.sub(r"\\(left|right)(?![A-Za-z])", "", tex))
    tex = re.sub(r"(\d)\s*\\frac", r"\1 \\frac", tex)  # mixed numbers
    before = ""
    while before != tex:  # from the innermost braces outwards
        before = tex
        tex = re.sub(rf"\\(?:{'|'.join([*TEXTS, *ACCENTS, *ARCS])})\s*{{([^{{}}]*)}}", r"\1", tex)
        tex = re.sub(r"\\(?:over|stack)(?:set|rel)\s*{[^{}]*}\s*{([^{}]*)}", r"\1", tex)
        tex = re.sub(r"\^\s*{?\s*\\(?:circ|degree)\s*}?", "°", tex)
        tex = re.sub(r"\\sqrt\s*\[(\d)\]", lambda found: "⁰¹²∛∜⁵⁶⁷⁸⁹"[int(found[1])], tex)
        tex = re.sub(r"(?:\\sqrt|([∛∜]))\s*{([^{}]*)}", lambda found: (found[1] or "√") + _grouped(found[2]), tex)
        tex = re.sub(
            r"\\frac\s*{([^{}]*)}\s*{([^{}]*)}(?=(\s*(?:[A-Za-z√]|\\sqrt|\\pi))?)",
            lambda found: ("({}/{})" if found[3] else "{}/{}").format(_grouped(found[1]), _grouped(found[2])),
            tex,
        )
        tex = re.sub(r"\^(?:{(\d+)}|(\d))", lambda found: _raised(found[1] or found[2]), tex)
        tex = re.sub(r"([\^_]){([^{}]*)}", r"\1\2", tex)
    spaces = {name: " " if width > 0 else "" for name, width in SPACES.items()}
    tex = re.sub(r"\\([A-Za-z]+|.)", lambda found: (SYMBOLS | spaces).get(found[1], found[1]), tex)
    tex = re.sub(r"\s+", " ", re.sub(r"[{}]", "", tex))
    return re.sub(r"(?<=[∠△□⊙]) |(?<=[\d)]) (?=[√πθ])", "", tex).strip()


def _grouped(part: str) -> str:
    return part if re.fullmatch(r"\w+|\d*√\w+", part.strip()) else f"({part})"


def _raised(digits: str) -> str:
    return "".join("⁰¹²³⁴⁵⁶⁷⁸⁹"[int(digit)] for digit in digits)


class _Reader:
    """Reads LaTeX from left to right; what it does not know it shows by name."""

    def __init__(self, tex: str) -> None:
        self.tokens = _TOKEN.findall(tex)
        self.place = 0

    def peek(self) -> str:
        while self.place < len(self.tokens) and self.tokens[self.place].isspace():
            self.place += 1
        return self.tokens[self.place] if self.place < len(self.tokens) else ""

    def take(self) -> str:
        token = self.peek()
        self.place += 1
        return token

    def row(self, end: str = "") -> str:
        parts = []
        while (token := self.peek()) and token != end:
            parts.append(self.scripted())
        if token:
            self.take()
        return f"<mrow>{''.join(parts)}</mrow>"

    def scripted(self) -> str:
        base = self.atom()
        scripts = {"^": "", "_": ""}
        while (mark := self.peek()) in ("^", "_", "'"):
            self.take()
            if mark == "'":
                scripts["^"] += "<mo>′</mo>"
            else:
                scripts[mark] += self.argument()
        above, below = scripts["^"], scripts["_"]
        if above.replace("<mrow>", "").replace("</mrow>", "") == "<mi mathvariant='normal'>°</mi>":
            return f"<mrow>{base}<mi mathvariant='normal'>°</mi></mrow>"  # stands on its own height already
        if above and below:
            return f"<msubsup>{base}<mrow>{below}</mrow><mrow>{above}</mrow></msubsup>"
        if above:
            return f"<msup>{base}<mrow>{above}</mrow></msup>"
        return f"<msub>{base}<mrow>{below}</mrow></msub>" if below else base

    def argument(self) -> str:
        if self.peek() == "{":
            self.take()
            return self.row("}")
        return self.atom()

    def letters(self) -> str:
        """The braces of `\\text{…}`, spaces and all."""
        if self.peek() != "{":
            return self.take()
        self.place += 1
        start, depth = self.place, 1
        while self.place < len(self.tokens) and depth:
            depth += {"{": 1, "}": -1}.get(self.tokens[self.place], 0)
            self.place += 1
        inside = self.tokens[start : self.place - (not depth)]
        return "".join(" " if token == "\\ " else token for token in inside)

    def atom(self) -> str:
        token = self.take()
        if token == "{":
            return self.row("}")
        if not token.startswith("\\"):
            return _leaf(token)
        name = token[1:]
        if name in ("frac", "dfrac", "tfrac"):
            style = " displaystyle='true'" if name == "dfrac" else ""
            return f"<mfrac{style}>{self.argument()}{self.argument()}</mfrac>"
        if name == "sqrt":
            if self.peek() == "[":
                self.take()
                index = self.row("]")
                return f"<mroot>{self.argument()}{index}</mroot>"
            return f"<msqrt>{self.argument()}</msqrt>"
        if name in ACCENTS:
            return f"<mover>{self.argument()}<mo stretchy='true'>{ACCENTS[name]}</mo></mover>"
        if name in ("overset", "stackrel"):
            above, base = self.argument(), self.argument()
            return _ARC.format(base) if "frown" in above else f"<mover>{base}{above}</mover>"
        if name in ARCS:
            return _ARC.format(self.argument())
        if name in ("left", "right"):
            bracket = self.take()
            return "" if bracket == "." else f"<mo>{escape(SYMBOLS.get(bracket[1:], bracket))}</mo>"
        if name in TEXTS:
            words = escape(self.letters()).replace(" ", "\u00a0")  # browsers drop plain spaces at the ends
            return f"<mtext>{words}</mtext>"
        if name in SPACES:
            return f"<mspace width='{SPACES[name]}em'/>"
        if name in FUNCTIONS:
            return f"<mi>{name}</mi><mspace width='0.17em'/>"
        return _leaf(SYMBOLS[name]) if name in SYMBOLS else f"<mtext>{escape(name)}</mtext>"


def _leaf(token: str) -> str:
    if token == "°":
        return "<mi mathvariant='normal'>°</mi>"
    if token in ("∠", "△", "□", "⊙"):  # prefixes of a name, not operations between two
        return f"<mo rspace='0' lspace='0' form='prefix'>{token}</mo>"
    if token[:1].isdigit():
        return f"<mn>{escape(token)}</mn>"
    if len(token) > 1 and token.isalpha():  # points side by side, set as one word
        return f"<mi style='font-style: italic'>{token}</mi>"
    if token.isalpha() and (token.isascii() or token in LETTERS):
        return f"<mi>{token}</mi>"
    return f"<mo>{escape({'-': '−', '*': '∗'}.get(token, token))}</mo>" if token else ""
