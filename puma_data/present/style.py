"""Looks of a drawing: pens, colours and letters, after the books and benchmarks that models meet. Drawn from a seed.

Every colour that carries information has a contrast of at least 4.5 with the background (WCAG 2.1, relative luminance).
"""

from __future__ import annotations

import random
from dataclasses import dataclass, replace

from puma_data.present.canvas import Color

CAP_HEIGHT = {"stix": 0.656, "latin-modern": 0.683, "sans": 0.689}
"""Height of a capital letter in em."""


@dataclass(frozen=True, slots=True)
class Pen:
    """How one role is stroked: colour, width in pixels at 448, dash pattern (ink, gap)."""

    color: Color
    width: float
    dash: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class Style:
    """One look. ``pens`` by role.

    Stroke, circle, dashed, mark, value, thin, leader, radius, icon; ``text`` by role: letter, value.
    """

    name: str
    background: Color
    pens: dict[str, Pen]
    text: dict[str, Color]
    fill: Color
    face: str
    letters: str = "${}$"
    dots: str = "key"
    """``all`` points, only the ``key`` ones (centres, loose points), as filled discs."""
    dot_radius: float = 3.0
    arrow_ends: bool = False
    """Whether lines and rays end in an arrowhead."""
    cap: float = 14.0
    """Height of a capital point letter in pixels at 448."""
    scale: float = 1.0
    """Pixels per pixel at 448: all widths and sizes grow with the picture."""
    lattice: float | None = None
    """Pixels at 448 of the lattice that values begin on; figures then stand in one pose in a picture of one size."""

    def size(self, role: str) -> float:
        """Font size in pixels of a text role."""
        share = {"letter": 1.0, "value": 0.95, "caption": 0.95, "page": 0.86}[role]
        return round(share * self.cap * self.scale / CAP_HEIGHT[self.face], 2)

    def tone(self, pen: str) -> Color:
        """The colour of a fill: ``fill``, or for the faces of a solid ``fill_light`` and ``fill_dark``."""
        other = {"fill_light": self.background, "fill_dark": self.pens["stroke"].color}.get(pen)
        if other is None:
            return self.fill
        share = 0.6 if pen == "fill_light" else 0.22
        r, g, b = (round(a + share * (z - a)) for a, z in zip(self.fill[:3], other[:3], strict=True))
        return (r, g, b)

    def pen(self, role: str) -> Pen:
        """The pen of a role at the picture's scale."""
        pen = self.pens[role]
        if self.scale == 1.0:
            return pen
        dash = None if pen.dash is None else (pen.dash[0] * self.scale, pen.dash[1] * self.scale)
        return Pen(pen.color, pen.width * self.scale, dash)


def _style(
    name: str, background: Color, stroke: Color, circle: Color, dashed: Color, mark: Color, value: Color, fill: Color,
    face: str, width: float, **more: object,
) -> Style:  # fmt: skip
    text: Color = (20, 20, 20) if background[0] > 128 else (240, 240, 236)
    pens = {
        "stroke": Pen(stroke, width),
        "circle": Pen(circle, width),
        "dashed": Pen(dashed, 0.85 * width, (5.5, 3.5)),
        "mark": Pen(mark, 0.9 * max(width, 1.4)),
        "value": Pen(value, 1.2),
        "thin": Pen(value, 1.0),
        "leader": Pen(value, 0.9),
        "radius": Pen(value, 1.0, (4.5, 3.5)),
        "icon": Pen(stroke, 1.3),
    }
    return Style(name, background, pens, {"letter": text, "value": text}, fill, face, **more)  # type: ignore[arg-type]


WHITE, BLACK = (255, 255, 255), (0, 0, 0)
NAVY, BLUE, RED, GREEN = (22, 40, 90), (26, 86, 180), (190, 24, 40), (14, 110, 60)
MAGENTA, PURPLE, BROWN, TEAL = (184, 10, 140), (104, 44, 160), (140, 70, 10), (0, 104, 116)

STYLES = (
    (_style("line art", WHITE, BLACK, BLACK, BLACK, BLACK, BLACK, (222, 222, 222), "stix", 1.5), 30),
    (
        _style(
            "old book", WHITE, BLACK, BLACK, BLACK, BLACK, BLACK, (214, 214, 214), "latin-modern", 1.25, dot_radius=2.5
        ),
        14,
    ),
    (
        _style(
            "blueprint", WHITE, BLUE, BLUE, BLUE, MAGENTA, MAGENTA, (214, 228, 250), "sans", 1.8, letters="{}",
            arrow_ends=True,
        ),
        18,
    ),
    (
        _style(
            "coloured", WHITE, NAVY, TEAL, PURPLE, RED, RED, (253, 232, 205), "sans", 2.0, dots="all", dot_radius=3.4
        ),
        12,
    ),
    (_style("textbook", WHITE, BLACK, BLUE, RED, GREEN, RED, (223, 234, 250), "stix", 1.7, dots="all"), 14),
    (
        _style(
            "cream", (253, 249, 238), (52, 36, 24), BROWN, BROWN, TEAL, TEAL, (246, 226, 190), "latin-modern", 1.7,
            dots="all",
        ),
        6,
    ),
    (
        _style(
            "chalk", (32, 58, 50), (240, 240, 236), (250, 236, 170), (190, 226, 250), (255, 200, 170), (255, 200, 170),
            (52, 88, 78), "stix", 1.8, dots="all",
        ),
        4,
    ),
)  # fmt: skip
"""Every look with its weight."""

_TINTS: tuple[Color, ...] = (
    (223, 234, 250),
    (253, 232, 205),
    (222, 242, 224),
    (246, 224, 236),
    (232, 226, 246),
    (222, 222, 222),
)


PLAIN = _style(
    "plain", WHITE, BLACK, BLACK, BLACK, BLACK, BLACK, (222, 222, 222), "sans", 2.2, letters="{}", cap=18.0,
    lattice=26.0,
)  # fmt: skip
"""The one look for small models: black on white, upright letters, everything about twice as large as in a book."""


def plain(size: int) -> Style:
    """The plain look: legible from about 96 pixels."""
    return replace(PLAIN, scale=size / 208)


def pick(rng: random.Random, size: int = 448) -> Style:
    """A look with seeded details: stroke width, dots, tint, letter size."""
    (style,) = rng.choices([style for style, _ in STYLES], [weight for _, weight in STYLES])
    thicker = rng.uniform(0.9, 1.15)
    pens = {role: replace(pen, width=round(pen.width * thicker, 2)) for role, pen in style.pens.items()}
    fill = rng.choice(_TINTS) if style.background == WHITE and rng.random() < 0.5 else style.fill
    dots = style.dots if rng.random() < 0.75 else rng.choice(("all", "key"))
    cap = rng.choice((14.0, 15.0))  # few sizes, so that glyphs are drawn once and kept
    return replace(style, pens=pens, fill=fill, dots=dots, cap=cap, scale=size / 448)


def contrast(one: Color, other: Color) -> float:
    """Contrast ratio of two colours (WCAG 2.1)."""
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def _luminance(color: Color) -> float:
    channels = [c / 255 for c in color[:3]]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
