r"""Typesetting of prose with inline formulas: a subset of LaTeX laid out on OpenType MATH fonts.

The layout follows TeX's rules (The TeXbook, appendix G) with the constants of the font's MATH table. Everything is
laid out in em units with y up, independent of size; `layout` scales to pixels. The parser lays out as it reads.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple

from . import fonts
from .fonts import Face, Glyph

FACES: tuple[str, ...] = tuple(fonts.FILES)


class TypesetError(ValueError):
    """A source that cannot be typeset; the message names the offending command or character."""


# What a layout consists of -------------------------------------------------------------------------------------------


class Mark(NamedTuple):
    """A placed glyph. `flush` asks the raster to put the top of its ink on a pixel boundary (roots meet their bar)."""

    x: float
    y: float
    scale: float
    glyph: Glyph
    flush: bool = False


class Rule(NamedTuple):
    """A horizontal bar given by its top."""

    x0: float
    x1: float
    top: float
    thickness: float


class Arch(NamedTuple):
    """The sign over the letters of an arc, from (x0, y) to (x1, y), rising to y + rise."""

    x0: float
    x1: float
    y: float
    rise: float
    thickness: float


Item = Mark | Rule | Arch


@dataclass(slots=True, eq=False)
class Box:
    """Items and placed boxes relative to an origin on the baseline; ascent and descent bound the ink."""

    width: float = 0.0
    ascent: float = -math.inf
    descent: float = -math.inf
    items: list[Item] = field(default_factory=list)
    boxes: list[tuple[Box, float, float, float]] = field(default_factory=list)

    def add(self, other: Box, x: float, y: float = 0.0, scale: float = 1.0) -> None:
        """Draw another box at (x, y); grows the ink bounds, not the width."""
        self.boxes.append((other, x, y, scale))
        if (ascent := other.ascent * scale + y) > self.ascent:
            self.ascent = ascent
        if (descent := other.descent * scale - y) > self.descent:
            self.descent = descent

    def flat(self, into: list[Item], x: float = 0.0, y: float = 0.0, scale: float = 1.0) -> list[Item]:
        """All items with their final positions, appended to a list."""
        for item in self.items:
            if type(item) is Mark:
                into.append(Mark(item.x * scale + x, item.y * scale + y, item.scale * scale, item.glyph, item.flush))
            elif type(item) is Rule:
                x0, x1, top, thickness = item
                into.append(Rule(x0 * scale + x, x1 * scale + x, top * scale + y, thickness * scale))
            elif type(item) is Arch:
                x0, x1, foot, rise, thickness = item
                into.append(Arch(x0 * scale + x, x1 * scale + x, foot * scale + y, rise * scale, thickness * scale))
        for box, dx, dy, factor in self.boxes:
            box.flat(into, dx * scale + x, dy * scale + y, factor * scale)
        return into


@dataclass(frozen=True, slots=True, eq=False)
class Segment:
    """An unbreakable run in em: a word or a formula. A formula knows its pieces between which a long line may break."""

    width: float
    ascent: float
    descent: float
    left: float
    right: float
    items: tuple[Item, ...]
    box: Box
    pieces: tuple[Segment, ...] = ()


def _segment(box: Box, pieces: tuple[Segment, ...] = ()) -> Segment:
    items = box.flat([])
    left = right = 0.0
    if items:
        left = min(i.x + i.glyph.left * i.scale if type(i) is Mark else i.x0 for i in items)  # type: ignore[union-attr]
        right = max(i.x + i.glyph.right * i.scale if type(i) is Mark else i.x1 for i in items)  # type: ignore[union-attr]
    ascent, descent = (box.ascent, box.descent) if box.ascent > -math.inf else (0.0, 0.0)
    return Segment(box.width, ascent, descent, left, right, tuple(items), box, pieces)


@dataclass(frozen=True, slots=True, eq=False)
class Text:
    """One laid-out line in pixels: advance width, ink above and below the baseline, ink box (y down, baseline 0)."""

    width: float
    ascent: float
    descent: float
    ink: tuple[float, float, float, float]
    size: float
    segments: tuple[tuple[Segment, float], ...]

    @property
    def height(self) -> float:
        return self.ascent + self.descent


# The vocabulary ------------------------------------------------------------------------------------------------------

ORD, OP, BIN, REL, OPEN, CLOSE, PUNCT, INNER = range(8)
_THIN, _MEDIUM, _THICK = 3 / 18, 4 / 18, 5 / 18
# Rows: left class; columns: right class. Lower case: not in scripts. (The TeXbook, chapter 18)
_GAPS = {"0": (0.0, True), "T": (_THIN, True), "t": (_THIN, False), "m": (_MEDIUM, False), "k": (_THICK, False)}
_SPACING = [
    [_GAPS[gap] for gap in row]
    for row in ("0Tmk000t", "TT0k000t", "mm00m00m", "kk00k00k", "00000000", "0Tmk000t", "tt0ttttt", "tTmkt0tt")
]

_GREEK = "alpha α beta β gamma γ delta δ epsilon ϵ varepsilon ε zeta ζ eta η theta θ vartheta ϑ iota ι kappa κ lambda λ mu μ nu ν xi ξ omicron ο pi π varpi ϖ rho ρ varrho ϱ sigma σ varsigma ς tau τ upsilon υ phi ϕ varphi φ chi χ psi ψ omega ω"  # noqa: E501
_CAPITAL_GREEK = "Gamma Γ Delta Δ Theta Θ Lambda Λ Xi Ξ Pi Π Sigma Σ Upsilon Υ Phi Φ Psi Ψ Omega Ω"
_SYMBOLS = {
    ORD: "angle ∠ measuredangle ∡ triangle △ square □ Box □ parallelogram ▱ infty ∞ degree ° ldots … dots … "
    "cdots ⋯ prime ′ emptyset ∅ % % $ $ # # _ _ & & | ‖ vert | Vert ‖ "
    "partial ∂ forall ∀ exists ∃ ell ℓ diamond ◇ blacksquare ■",
    BIN: "cdot ⋅ times × div ÷ pm ± mp ∓ circ ∘ odot ⊙ oplus ⊕ ast ∗ cup ∪ cap ∩ setminus ∖ bullet ∙",
    REL: "perp ⊥ parallel ∥ nparallel ∦ sim ∼ cong ≅ approx ≈ neq ≠ ne ≠ le ≤ leq ≤ ge ≥ geq ≥ lt < gt > equiv ≡ "
    "Rightarrow ⇒ implies ⇒ Leftrightarrow ⇔ iff ⇔ rightarrow → to → leftarrow ← leftrightarrow ↔ "
    "therefore ∴ because ∵ mid ∣ in ∈ notin ∉ subset ⊂ subseteq ⊆ supset ⊃ propto ∝ colon :",
    OPEN: "{ { lbrace { lvert | lVert ‖ langle ⟨ lfloor ⌊ lceil ⌈ lbrack [",
    CLOSE: "} } rbrace } rvert | rVert ‖ rangle ⟩ rfloor ⌋ rceil ⌉ rbrack ]",
}
_FUNCTIONS = frozenset(
    re.findall(r"\w+", "sin cos tan cot sec csc arcsin arccos arctan sinh cosh tanh log ln lg exp gcd lcm max min lim")
)
_SPACES = {
    " ": 0.25, ",": _THIN, ";": _THICK, ":": _MEDIUM, ">": _MEDIUM, "!": -_THIN, "quad": 1.0, "qquad": 2.0,
    "enspace": 0.5, "thinspace": _THIN, "~": 0.25,
}  # fmt: skip


def _pairs(words: str) -> list[tuple[str, str]]:
    parts = words.split()
    return list(zip(parts[::2], parts[1::2], strict=True))


def _run(first: int, styled: int, count: int) -> dict[str, str]:
    """The mathematical alphabet from code point `styled` on, by plain letter."""
    return {chr(first + i): chr(styled + i) for i in range(count)}


_COMMANDS = {name: (kind, char) for kind, words in _SYMBOLS.items() for name, char in _pairs(words)}
_ITALIC = _run(ord("A"), 0x1D434, 26) | _run(ord("a"), 0x1D44E, 26) | _run(ord("α"), 0x1D6FC, 25)
_ITALIC["h"] = "ℎ"
_ITALIC |= dict(zip("∂ϵϑϰϕϱϖ", map(chr, range(0x1D715, 0x1D71C)), strict=True))
_BOLD = _run(ord("A"), 0x1D400, 26) | _run(ord("a"), 0x1D41A, 26) | _run(ord("0"), 0x1D7CE, 10)
_CHARS: dict[str, tuple[int, str]] = {char: (kind, char) for kind, char in _COMMANDS.values() if not char.isascii()}
_CHARS |= {char: (ORD, char) for _, char in _pairs(_CAPITAL_GREEK)}
_CHARS |= {char: (ORD, _ITALIC[char]) for char in _ITALIC}
_CHARS |= {char: (ORD, char) for char in '0123456789.|/@"`?'}
_CHARS |= {"-": (BIN, "−"), "−": (BIN, "−"), "+": (BIN, "+"), "*": (BIN, "∗"), "·": (BIN, "⋅"), "∙": (BIN, "∙")}
_CHARS |= {"=": (REL, "="), "<": (REL, "<"), ">": (REL, ">"), ":": (REL, ":"), "?": (CLOSE, "?"), "!": (CLOSE, "!")}
_CHARS |= {"(": (OPEN, "("), "[": (OPEN, "["), ")": (CLOSE, ")"), "]": (CLOSE, "]")}
_CHARS |= {",": (PUNCT, ","), ";": (PUNCT, ";")}
_CHARS |= {"$": (ORD, "$"), "%": (ORD, "%"), "#": (ORD, "#"), "′": (ORD, "′"), "″": (ORD, "″")}
_COMMANDS |= {name: _CHARS[char] for name, char in _pairs(_GREEK)}
_COMMANDS |= {name: (ORD, char) for name, char in _pairs(_CAPITAL_GREEK)}
_COMMANDS["colon"] = (PUNCT, ":")
_ACCENTS = {"vec": "⃗", "hat": "̂", "widehat": "̂", "bar": "̄", "tilde": "̃", "widetilde": "̃", "dot": "̇", "ddot": "̈"}
_DEGREES = {r"\circ", r"\degree", "°"}
_ARCHES = {r"\frown", r"\overarc", "⌢", r"\smallfrown"}
_PRIMES = "′″‴"  # not exchanged for their script forms: those are meant to be raised
_FITTED = frozenset("△□▱")  # drawn far taller than a capital in some fonts: scaled to stand beside letters
_TOKEN = re.compile(  # the argument of \text is one token, as its spaces count
    r"(\\(?:text|textrm|mbox)(?![A-Za-z]))\s*(\{(?:[^{}]|\{[^{}]*\})*\})|(\\[A-Za-z]+|\\.|\S)", re.DOTALL
)

DISPLAY, TEXT, SCRIPT, TINY = 0, 2, 4, 6  # odd numbers are the cramped forms


@dataclass(slots=True)
class _Atom:
    kind: int
    box: Box
    italic: float = 0.0
    symbol: Glyph | None = None  # the glyph of a one-character atom: scripts and accents attach closer
    slanted: bool = False
    space: bool = False


# Formulas ------------------------------------------------------------------------------------------------------------


class _Formula:
    """One formula: recursive descent over its tokens, laying out as it goes."""

    def __init__(self, source: str, face: Face) -> None:
        self.source, self.face = source, face
        self.tokens: list[str | None] = []
        for match in _TOKEN.finditer(source):
            self.tokens += filter(None, match.groups())
        self.tokens.append(None)
        self.at = 0
        self.mu = face.math.constants
        self.scales = (1.0, 1.0, self.mu["SCRIPT_PERCENT_SCALE_DOWN"], self.mu["SCRIPT_SCRIPT_PERCENT_SCALE_DOWN"])

    def fail(self, problem: str) -> TypesetError:
        return TypesetError(f"{problem} in ${self.source}$")

    # Reading

    def peek(self) -> str | None:
        return self.tokens[self.at]

    def take(self) -> str:
        token = self.tokens[self.at]
        if token is None:
            raise self.fail("unexpected end")
        self.at += 1
        return token

    def expect(self, token: str) -> None:
        if self.peek() != token:
            raise self.fail(f"expected {token} but found {self.peek() or 'the end'}")
        self.at += 1

    def raw(self) -> str:
        """The untouched contents of a braced argument."""
        if (token := self.peek()) is not None and token[0] == "{" and len(token) > 1:
            self.at += 1
            return token[1:-1]
        self.expect("{")
        parts: list[str] = []
        while (token := self.take()) != "}":
            parts.append(token)
        return "".join(parts)

    def atoms(self, style: int, stops: tuple[str, ...]) -> list[_Atom]:
        """Atoms up to a stop token (left unread) or the end."""
        row: list[_Atom] = []
        while (token := self.peek()) is not None and token not in stops:
            if token in ("^", "_", "'"):
                base = row.pop() if row and not row[-1].space else _Atom(ORD, Box())
                row.append(self.scripts(base, style))
            else:
                row.extend(self.atom(style))
        return row

    def group(self, style: int) -> list[_Atom]:
        """An argument: a braced group or a single atom."""
        if self.peek() == "{":
            self.at += 1
            row = self.atoms(style, ("}",))
            self.expect("}")
            return row
        return self.atom(style)

    def box(self, style: int) -> Box:
        return self.row(self.group(style), style)

    def atom(self, style: int) -> list[_Atom]:
        token = self.take()
        if token == "{":
            self.at -= 1
            row = self.group(style)
            if len(row) == 1:  # {x} is still the character x, but spaced as an ordinary symbol, as in 1{,}000
                row[0].kind = ORD
                return row
            return [_Atom(ORD, self.row(row, style))]
        if token == "}":
            raise self.fail("unexpected }")
        if token == "&":
            raise self.fail("unexpected &")
        if token == "~":
            return [_Atom(ORD, Box(0.25 * self.scales[style >> 1]), space=True)]
        if token[0] != "\\":
            if token not in _CHARS:
                return [self.symbol(ORD, token, style)]
            return [self.symbol(*_CHARS[token], style)]
        name = token[1:]
        if name in _COMMANDS:
            return [self.symbol(*_COMMANDS[name], style)]
        if name in _SPACES or name.isspace():
            return [_Atom(ORD, Box(_SPACES.get(name, 0.25) * self.scales[style >> 1]), space=True)]
        if name in _FUNCTIONS:
            return [_Atom(OP, self.upright(name, style))]
        return [self.command(name, style)]

    def command(self, name: str, style: int) -> _Atom:
        match name:
            case "frac" | "dfrac" | "tfrac":
                return self.fraction({"frac": style, "dfrac": style & 1, "tfrac": TEXT | style & 1}[name])
            case "sqrt":
                return self.root(style)
            case "left":
                return self.fenced(style)
            case "overline":
                return self.overline(style)
            case "overarc" | "wideparen":
                return self.arch(self.box(style | 1), style)
            case "overset":
                return self.overset(style)
            case "overrightarrow":
                return self.arrow(self.box(style | 1), style)
            case "text" | "textrm" | "mbox":
                return _Atom(ORD, self.scaled(_prose_box(self.raw(), self.face), style))
            case "mathrm" | "operatorname":
                return _Atom(OP if name == "operatorname" else ORD, self.upright(self.raw().replace(" ", ""), style))
            case "mathbf":
                row = [self.symbol(ORD, _BOLD.get(char, char), style) for char in self.raw() if not char.isspace()]
                return _Atom(ORD, self.row(row, style))
            case "begin":
                return self.cases(style)
            case "displaystyle" | "limits":
                return _Atom(ORD, Box(), space=True)
        if name in _ACCENTS:
            return self.accent(_ACCENTS[name], style)
        raise self.fail(f"unknown command \\{name}")

    # Laying out

    def glyph(self, char: str, script: int = 0) -> Glyph:
        return _glyph(char, script, self.face)

    def symbol(self, kind: int, char: str, style: int) -> _Atom:
        level = style >> 1
        glyph, scale = self.glyph(char, 0 if char in _PRIMES else max(0, level - 1)), self.scales[level]
        if char in _FITTED:
            scale *= min(1.0, 0.68 / (glyph.ascent + glyph.descent))
            lift = glyph.descent * scale  # stands on the baseline
            mark = Mark(0.0, lift, scale, glyph)
            return _Atom(kind, Box(glyph.advance * scale, glyph.ascent * scale + lift, 0.0, [mark]))
        mark = Mark(0.0, 0.0, scale, glyph, char in "−=")  # a sharp edge for the bars
        box = Box(glyph.advance * scale, glyph.ascent * scale, glyph.descent * scale, [mark])
        return _Atom(kind, box, glyph.italic * scale, glyph, ord(char) >= 0x1D434 or char == "ℎ")

    def upright(self, word: str, style: int) -> Box:
        return self.scaled(_word(word, self.face).box, style)

    def scaled(self, box: Box, style: int) -> Box:
        result = Box(box.width * self.scales[style >> 1])
        result.add(box, 0.0, 0.0, self.scales[style >> 1])
        return result

    def row(self, atoms: Sequence[_Atom], style: int) -> Box:
        box, x = Box(), 0.0
        for atom, gap in self.spaced(atoms, style):
            x += gap
            box.add(atom.box, x)
            x += atom.box.width
        box.width = x
        if box.ascent == -math.inf:  # nothing in it has ink
            box.ascent = box.descent = 0.0
        return box

    def spaced(self, atoms: Sequence[_Atom], style: int) -> list[tuple[_Atom, float]]:
        """Atoms with the space before each: TeX's table, and the slant's overhang before upright neighbours."""
        scale, script = self.scales[style >> 1], style >= SCRIPT
        previous: _Atom | None = None
        placed: list[tuple[_Atom, float]] = []
        pending = 0.0
        real = [atom for atom in atoms if not atom.space]
        for i, atom in enumerate(real):  # a sign with nothing on its left or right is no operation
            if atom.kind == BIN:
                before = real[i - 1].kind if i else OPEN
                after = real[i + 1].kind if i + 1 < len(real) else CLOSE
                if before in (OP, BIN, REL, OPEN, PUNCT) or after in (REL, CLOSE, PUNCT):
                    atom.kind = ORD
        for atom in atoms:
            if atom.space:
                placed.append((atom, pending))
                pending = 0.0
                continue
            gap = pending
            if previous is not None:
                width, always = _SPACING[previous.kind][atom.kind]
                gap += width * scale if always or not script else 0.0
                if not atom.slanted:
                    gap += previous.italic
            placed.append((atom, gap))
            pending, previous = 0.0, atom
        if previous is not None and previous.italic:
            placed.append((_Atom(ORD, Box(previous.italic), space=True), 0.0))
        return placed

    def scripts(self, base: _Atom, style: int) -> _Atom:
        """Primes, superscript and subscript after a nucleus (The TeXbook, appendix G, rule 18)."""
        box, width = Box(base.box.width), base.box.width  # a subscript goes below the primes
        box.add(base.box, 0.0)
        scale = self.scales[style >> 1]
        superscript: Box | None = None
        subscript: Box | None = None
        italic = base.italic
        while (token := self.peek()) in ("^", "_", "'"):
            self.at += 1
            if token == "'" or (token == "^" and self.peek() == r"\prime"):  # fonts draw the prime at its height
                self.at += token == "^"
                count = 1
                while count < 3 and self.peek() == "'":
                    self.at += 1
                    count += 1
                prime = self.symbol(ORD, "′″‴"[count - 1], style).box
                box.add(prime, box.width + italic)
                box.width += italic + prime.width
                italic = 0.0
            elif token == "^" and self.degree():
                sign = self.symbol(ORD, "°", style).box
                box.add(sign, box.width + italic)
                box.width += italic + sign.width
                italic = 0.0
            elif token == "^":
                if superscript is not None:
                    raise self.fail("double superscript")
                superscript = self.box(max(SCRIPT, style + 2) if style < SCRIPT else TINY | style & 1)
            else:
                if subscript is not None:
                    raise self.fail("double subscript")
                subscript = self.box((SCRIPT if style < SCRIPT else TINY) | 1)
        if superscript is None and subscript is None:
            return _Atom(base.kind, box, italic, None, base.slanted)
        mu = self.mu
        up = 0.0 if base.symbol else base.box.ascent - mu["SUPERSCRIPT_BASELINE_DROP_MAX"] * scale
        down = 0.0 if base.symbol or base.kind == OP else base.box.descent + mu["SUBSCRIPT_BASELINE_DROP_MIN"] * scale
        if subscript is not None:
            down = max(down, mu["SUBSCRIPT_SHIFT_DOWN"] * scale)
            if superscript is None:
                down = max(down, subscript.ascent - mu["SUBSCRIPT_TOP_MAX"] * scale)
        if superscript is not None:
            shift = mu["SUPERSCRIPT_SHIFT_UP_CRAMPED" if style & 1 else "SUPERSCRIPT_SHIFT_UP"]
            up = max(up, shift * scale, superscript.descent + mu["SUPERSCRIPT_BOTTOM_MIN"] * scale)
        if superscript is not None and subscript is not None:
            gap = (up - superscript.descent) - (subscript.ascent - down)
            if gap < mu["SUB_SUPERSCRIPT_GAP_MIN"] * scale:
                down += mu["SUB_SUPERSCRIPT_GAP_MIN"] * scale - gap
                lift = mu["SUPERSCRIPT_BOTTOM_MAX_WITH_SUBSCRIPT"] * scale - (up - superscript.descent)
                if lift > 0:
                    up, down = up + lift, down - lift
        if superscript is not None:
            box.add(superscript, box.width + italic, up)
            box.width += italic + superscript.width
        if subscript is not None:
            box.add(subscript, width, -down)
            box.width = max(box.width, width + subscript.width)
        box.width += mu["SPACE_AFTER_SCRIPT"] * scale
        return _Atom(base.kind, box, 0.0, None, base.slanted)

    def degree(self) -> bool:
        r"""Read `\circ`, `{\circ}` or `°` of a superscript if that is all of it."""
        first, *rest = self.tokens[self.at : self.at + 3]
        if first in _DEGREES:
            self.at += 1
            return True
        if first == "{" and len(rest) == 2 and rest[0] in _DEGREES and rest[1] == "}":
            self.at += 3
            return True
        return False

    def fraction(self, style: int) -> _Atom:
        mu, scale, display = self.mu, self.scales[style >> 1], style < TEXT
        inner = style + 2 if style < TINY else style
        above, below = self.box(inner), self.box(inner | 1)
        axis, thickness = mu["AXIS_HEIGHT"] * scale, mu["FRACTION_RULE_THICKNESS"] * scale
        kind = "_DISPLAY_STYLE" if display else ""
        up = mu[f"FRACTION_NUMERATOR{kind}_SHIFT_UP"] * scale
        down = mu[f"FRACTION_DENOMINATOR{kind}_SHIFT_DOWN"] * scale
        # Latin Modern's gaps are made for print: at screen sizes the digits would touch the bar.
        gap = max(0.1, mu["FRACTION_NUM_DISPLAY_STYLE_GAP_MIN" if display else "FRACTION_NUMERATOR_GAP_MIN"]) * scale
        up = max(up, axis + thickness / 2 + gap + above.descent)
        down = max(down, thickness / 2 + gap + below.ascent - axis)
        over, margin = 0.04 * scale, 0.08 * scale
        bar = max(above.width, below.width) + 2 * over
        box = Box(bar + 2 * margin)
        box.add(_bar(0.0, bar, axis + thickness / 2, thickness), margin)
        box.add(above, margin + (bar - above.width) / 2, up)
        box.add(below, margin + (bar - below.width) / 2, -down)
        return _Atom(INNER, box)

    def tall(self, char: str, target: float, scale: float) -> Box:
        """The smallest form of a vertically stretchy glyph that reaches the target height, on its own baseline."""
        base = self.glyph(char)
        font = base.font
        forms = [(base, base.ascent + base.descent), *font.variants(base.gid, "ttb")]
        for glyph, _ in forms:
            if (glyph.ascent + glyph.descent) * scale >= target:
                break
        else:
            if parts := font.assembly(base.gid, "ttb"):
                return self.assembled(parts, target, scale)
            glyph = forms[-1][0]
        return Box(glyph.advance * scale, glyph.ascent * scale, glyph.descent * scale, [Mark(0.0, 0.0, scale, glyph)])

    def assembled(self, parts: list[fonts.Part], target: float, scale: float) -> Box:
        """Stack pieces bottom up, repeating the extenders until the target is reached."""
        repeats, overlap = 1, 0.06
        while True:
            stack = [part for part in parts for _ in range(repeats if part.extender else 1)]
            height = (sum(part.length for part in stack) - overlap * (len(stack) - 1)) * scale
            if height >= target or not any(part.extender for part in parts):
                break
            repeats += 1
        box, y = Box(max(part.glyph.advance for part in stack) * scale), 0.0
        for part in stack:
            glyph = part.glyph
            box.items.append(Mark(0.0, y + glyph.descent * scale, scale, glyph))
            y += (part.length - overlap) * scale
        box.ascent, box.descent = height, 0.0
        return box

    def root(self, style: int) -> _Atom:
        mu, scale = self.mu, self.scales[style >> 1]
        index: Box | None = None
        if self.peek() == "[":
            self.at += 1
            index = self.row(self.atoms(TINY, ("]",)), TINY)
            self.expect("]")
        inner = self.box(style | 1)
        thickness = mu["RADICAL_RULE_THICKNESS"] * scale
        gap = max(0.1, mu["RADICAL_DISPLAY_STYLE_VERTICAL_GAP" if style < TEXT else "RADICAL_VERTICAL_GAP"]) * scale
        # Like TeX's \mathstrut: neighbouring roots of digits and letters stand equally tall.
        ascent, descent = max(inner.ascent, 0.62 * scale), max(inner.descent, 0.0)
        sign = self.tall("√", ascent + descent + gap + thickness, scale)
        excess = sign.ascent + sign.descent - (ascent + descent + gap + thickness)
        top = ascent + gap + thickness + excess / 2
        box = Box()
        x = 0.0
        if index is not None:
            raised = mu["RADICAL_DEGREE_BOTTOM_RAISE_PERCENT"] * (sign.ascent + sign.descent)
            bottom = top - sign.ascent - sign.descent
            x = max(0.0, mu["RADICAL_KERN_BEFORE_DEGREE"] * scale)
            box.add(index, x, bottom + raised + index.descent)
            x = max(0.0, x + index.width + mu["RADICAL_KERN_AFTER_DEGREE"] * scale)
        sign.items = [item._replace(flush=True) if isinstance(item, Mark) else item for item in sign.items]
        box.add(sign, x, top - sign.ascent)
        x += sign.width
        end = x + inner.width + 0.06 * scale
        box.add(_bar(x - 0.03 * scale, end, top, thickness), 0.0)
        box.add(inner, x + 0.02 * scale)
        box.width = end + 0.06 * scale
        return _Atom(ORD, box)

    def fence(self, char: str, inner: Box, scale: float) -> Box:
        """A delimiter around a box, centred on the axis (TeX's \\delimiterfactor 901, \\delimitershortfall 5pt)."""
        axis = self.mu["AXIS_HEIGHT"] * scale
        reach = 2 * max(inner.ascent - axis, inner.descent + axis)
        sign = self.tall(char, max(0.901 * reach, reach - 0.3 * scale), scale)
        box = Box(sign.width)
        box.add(sign, 0.0, axis - (sign.ascent - sign.descent) / 2)
        return box

    def delimiter(self) -> str | None:
        token = self.take()
        if token == ".":
            return None
        char = _COMMANDS.get(token[1:], (ORD, ""))[1] if token[0] == "\\" else token
        if not char or char not in "()[]{}|‖⟨⟩⌊⌋⌈⌉/":
            raise self.fail(f"{token} is no delimiter")
        return char

    def fenced(self, style: int) -> _Atom:
        scale = self.scales[style >> 1]
        opening = self.delimiter()
        inner = self.row(self.atoms(style, (r"\right",)), style)
        self.expect(r"\right")
        closing = self.delimiter()
        box = Box()
        left = self.fence(opening, inner, scale) if opening else Box()
        right = self.fence(closing, inner, scale) if closing else Box()
        for part in (left, inner, right):
            box.add(part, box.width)
            box.width += part.width
        return _Atom(INNER, box)

    def overline(self, style: int) -> _Atom:
        scale, inner = self.scales[style >> 1], self.box(style | 1)
        thickness = self.mu["OVERBAR_RULE_THICKNESS"] * scale
        top = inner.ascent + min(self.mu["OVERBAR_VERTICAL_GAP"], 0.12) * scale + thickness
        box = Box(inner.width)
        box.add(inner, 0.0)
        box.add(_bar(0.03 * scale, inner.width - 0.01 * scale, top, thickness), 0.0)
        return _Atom(ORD, box)

    def arch(self, inner: Box, style: int) -> _Atom:
        scale = self.scales[style >> 1]
        thickness = max(0.05, self.mu["OVERBAR_RULE_THICKNESS"]) * scale
        rise = (0.1 + 0.07 * min(2.5, inner.width / scale)) * scale
        y = inner.ascent + 0.06 * scale
        box = Box(inner.width)
        box.add(inner, 0.0)
        sign = Arch(0.02 * scale, inner.width, y, rise, thickness)
        box.add(Box(0.0, y + rise, -y, [sign]), 0.0)
        return _Atom(ORD, box)

    def overset(self, style: int) -> _Atom:
        start = self.at
        above = self.raw().strip() if self.peek() == "{" else self.take()
        if above in _ARCHES:
            return self.arch(self.box(style | 1), style)
        self.at = start
        sign, atoms = self.box(SCRIPT if style < SCRIPT else TINY), self.group(style)
        base, scale = self.row(atoms, style), self.scales[style >> 1]
        box = Box(max(base.width, sign.width))
        box.add(base, (box.width - base.width) / 2)
        box.add(sign, (box.width - sign.width) / 2, base.ascent + sign.descent + 0.1 * scale)
        return _Atom(atoms[0].kind if len(atoms) == 1 else ORD, box)

    def arrow(self, inner: Box, style: int) -> _Atom:
        scale = self.scales[style >> 1]
        head = self.glyph("→")
        size = 0.6 * scale
        y = inner.ascent + 0.1 * scale + head.descent * size
        box = Box(inner.width)
        box.add(inner, 0.0)
        thickness = self.mu["OVERBAR_RULE_THICKNESS"] * 0.8 * scale
        middle = y + (head.ascent - head.descent) / 2 * size
        tip = max(inner.width, head.right * size)
        mark = Box(0.0, head.ascent * size, head.descent * size, [Mark(0.0, 0.0, size, head)])
        box.add(mark, tip - head.right * size, y)
        box.add(_bar(0.02 * scale, tip - 0.2 * size, middle + thickness / 2, thickness), 0.0)
        return _Atom(ORD, box)

    def accent(self, char: str, style: int) -> _Atom:
        atoms, scale = self.group(style | 1), self.scales[style >> 1]
        base = self.row(atoms, style | 1)
        single = atoms[0] if len(atoms) == 1 and atoms[0].symbol else None
        if single is None and char == "⃗":
            return self.arrow(base, style)
        accent = self.glyph(char)
        if single is None:
            for wider, _ in accent.font.variants(accent.gid, "ltr"):
                if (wider.right - wider.left) * scale > base.width:
                    break
                accent = wider
        centre = (accent.left + accent.right) / 2 * scale
        target = base.width / 2
        if single is not None and single.symbol is not None:
            target = (single.symbol.accent or single.symbol.advance / 2) * scale
        lift = max(0.0, base.ascent - self.mu["ACCENT_BASE_HEIGHT"] * scale)
        box = Box(base.width)
        box.add(base, 0.0)
        mark = Box(0.0, accent.ascent * scale, accent.descent * scale, [Mark(0.0, 0.0, scale, accent)])
        box.add(mark, target - centre, lift)
        return _Atom(ORD, box, 0.0, None, bool(single and single.slanted))

    def cases(self, style: int) -> _Atom:
        name = self.raw()
        if name != "cases":
            raise self.fail(f"unknown environment {name}")
        scale, inner = self.scales[style >> 1], TEXT if style < SCRIPT else style
        rows: list[list[Box]] = [[]]
        while True:
            rows[-1].append(self.row(self.atoms(inner, ("&", r"\\", r"\end")), inner))
            token = self.take()
            if token == r"\\":
                rows.append([])
            elif token == r"\end":
                break
        if self.raw() != "cases":
            raise self.fail("expected \\end{cases}")
        if len(rows) > 1 and len(rows[-1]) == 1 and not rows[-1][0].items:
            rows.pop()
        columns = [max(row[i].width for row in rows if i < len(row)) for i in range(max(map(len, rows)))]
        heights = [
            (max(0.7 * scale, *(cell.ascent for cell in row)), max(0.3 * scale, *(cell.descent for cell in row)))
            for row in rows
        ]
        skip = 0.25 * scale
        total = sum(a + d for a, d in heights) + skip * (len(rows) - 1)
        body, y = Box(), self.mu["AXIS_HEIGHT"] * scale + total / 2
        for row, (ascent, descent) in zip(rows, heights, strict=True):
            x = 0.0
            for cell, width in zip(row, columns, strict=False):
                body.add(cell, x, y - ascent)
                x += width + scale
            y -= ascent + descent + skip
        body.width = sum(columns) + scale * (len(columns) - 1)
        brace = self.fence("{", body, scale)
        box = Box(brace.width + 0.14 * scale + body.width)
        box.add(brace, 0.0)
        box.add(body, brace.width + 0.14 * scale)
        return _Atom(INNER, box)


def _bar(x0: float, x1: float, top: float, thickness: float) -> Box:
    return Box(0.0, top, thickness - top, [Rule(x0, x1, top, thickness)])


@lru_cache(maxsize=16384)
def _glyph(char: str, script: int, face: Face) -> Glyph:
    """A mathematical character: the face's own, else STIX Two's, which has them all."""
    glyph = face.math.char(char, script) or fonts.face("stix").math.char(char, script)
    if glyph is None:
        raise TypesetError(f"no glyph for {char!r} (U+{ord(char):04X})")
    return glyph


@lru_cache(maxsize=8192)
def _formula(source: str, face: Face) -> Segment:
    reader = _Formula(source, face)
    atoms = reader.atoms(TEXT, ())
    if reader.peek() is not None:
        raise reader.fail(f"unexpected {reader.peek()}")
    placed = reader.spaced(atoms, TEXT)
    whole, x = Box(), 0.0
    cuts: list[int] = []  # a line may break after a relation
    for i, (atom, gap) in enumerate(placed):
        whole.add(atom.box, x + gap)
        x += gap + atom.box.width
        if atom.kind == REL and not atom.space and 0 < i < len(placed) - 1:
            cuts.append(i + 1)
    whole.width = x
    pieces: list[Segment] = []
    if cuts:
        for start, end in zip([0, *cuts], [*cuts, len(placed)], strict=True):
            box, x = Box(), 0.0
            for i, (atom, gap) in enumerate(placed[start:end]):
                x += gap if i else 0.0
                box.add(atom.box, x)
                x += atom.box.width
            box.width = x
            pieces.append(_segment(box))
    return _segment(whole, tuple(pieces))


# Prose ---------------------------------------------------------------------------------------------------------------

_SPAN = re.compile(r"\\\$|\$|[^\\$]+|\\.", re.DOTALL)


def _curl(word: str, first: bool) -> str:
    """Typographic quotes and apostrophes."""
    if "'" not in word and '"' not in word:
        return word
    out: list[str] = []
    for i, char in enumerate(word):
        opening = (i == 0 and first) or (i > 0 and word[i - 1] in "([“‘")
        out.append({"'": "‘" if opening else "’", '"': "“" if opening else "”"}.get(char, char))
    return "".join(out)


@lru_cache(maxsize=8192)
def _word(word: str, face: Face) -> Segment:
    """A shaped word; characters that the prose font lacks come from the maths font."""
    box, x = Box(), 0.0
    for own, group in groupby(word, key=lambda char: face.text.char(char) is not None):
        run = "".join(group)
        if own:
            placed, advance = face.text.shape(run)
        else:
            placed, advance = [], 0.0
            for char in run:
                placed.append((_glyph(char, 0, face), advance))
                advance += placed[-1][0].advance
        for glyph, at in placed:
            box.items.append(Mark(x + at, 0.0, 1.0, glyph))
        x += advance
    marks = [item.glyph for item in box.items if isinstance(item, Mark) and item.glyph.right > item.glyph.left]
    box.width = x
    box.ascent = max((glyph.ascent for glyph in marks), default=-math.inf)
    box.descent = max((glyph.descent for glyph in marks), default=-math.inf)
    return _segment(box)


@lru_cache(maxsize=8192)
def units(source: str, face: Face) -> tuple[tuple[Segment, ...], ...]:
    """The source as units between which a line may break: words, formulas, and both glued together."""
    found: list[list[Segment]] = [[]]
    word = ""

    def close() -> None:
        nonlocal word
        if word:
            found[-1].append(_word(_curl(word, not found[-1]), face))
            word = ""

    start: int | None = None  # where the formula being read began
    for match in _SPAN.finditer(source):
        part = match.group()
        if part == "$":
            if start is None:
                close()
                start = match.end()
            else:
                found[-1].append(_formula(source[start : match.start()].strip(), face))
                start = None
        elif start is None:
            if part[0] == "\\":
                if part[1] not in "$%#&_{} ":
                    raise TypesetError(f"unknown command {part} in prose; commands belong between $ signs")
                part = part[1].replace(" ", "\N{NO-BREAK SPACE}")
            for i, run in enumerate(re.split(r"[ \n\t]+", part)):
                if i:
                    close()
                    if found[-1]:
                        found.append([])
                word += run
    if start is not None:
        raise TypesetError(f"missing $ after ${source[start:]}")
    close()
    return tuple(tuple(unit) for unit in found if unit)


def space(face: Face) -> float:
    """Width of a word space in em."""
    glyph = face.text.char(" ")
    return glyph.advance if glyph else 0.25


def _prose_box(source: str, face: Face) -> Box:
    r"""The contents of \text{...}, whose outer spaces count."""
    gap, box = space(face), Box()
    x = gap if source[:1] == " " else 0.0
    for i, unit in enumerate(units(source, face)):
        x += gap if i else 0.0
        for segment in unit:
            box.add(segment.box, x)
            x += segment.width
    box.width = x + (gap if source[-1:] == " " and source.strip() else 0.0)
    return box


def line(words: Sequence[Sequence[Segment]], size: float, face: Face) -> Text:
    """One line of units with word spaces between them."""
    gap, x = space(face), 0.0
    segments: list[tuple[Segment, float]] = []
    for i, unit in enumerate(words):
        x += gap if i else 0.0
        for segment in unit:
            segments.append((segment, x * size))
            x += segment.width
    if not segments:
        return Text(0.0, 0.0, 0.0, (0.0, 0.0, 0.0, 0.0), size, ())
    ascent = max(segment.ascent for segment, _ in segments) * size
    descent = max(segment.descent for segment, _ in segments) * size
    first, (last, at) = segments[0][0], segments[-1]
    ink = (first.left * size, -ascent, at + last.right * size, descent)
    return Text(x * size, ascent, descent, ink, size, tuple(segments))


@lru_cache(maxsize=16384)
def layout(source: str, size: float, face: str = "stix") -> Text:
    """Lay out one line of prose and $formulas$ at a font size in pixels.

    Raises TypesetError for an unknown command, unbalanced braces or dollars, or a character no font has.
    """
    if face not in fonts.FILES:
        raise TypesetError(f"unknown face {face!r}; there are {', '.join(FACES)}")
    own = fonts.face(face)
    return line(units(source, own), size, own)
