"""Plane sections of a box: their sides in the faces, and their areas by what they are."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from generators.solid.domain import SOLID
from generators.solid.figure import SolidFigure
from generators.solid.sections import CORNERS, LETTERS, Section, parallel_sides
from generators.solid.theorems.relation import HALF, Part, between, equal, parts, right_triangle, times
from puma_data.symbolic.exact import Exact
from puma_data.symbolic.facts import Fact, Relation
from puma_data.symbolic.figure import Figure


def _sections(figure: Figure) -> Iterator[tuple[str, Section, list[Fact]]]:
    """Sections with what they rest on: the plane, the box, and midpoints."""
    for s, fact in parts(figure, "section"):
        assert isinstance(figure, SolidFigure)
        box = next(f for kind in ("cuboid", "cube") for f in figure.known(kind) if f.args[0] == s)
        yield s, figure.parts[s].section, [fact, box]


@SOLID.theorem("half_edge", weight=0)
def half_edge(figure: Figure) -> Iterator[Relation]:
    for fact in figure.known("midpoint_of"):
        m, a, b = fact.args
        for end in (a, b):
            yield equal("half_edge", between(figure, end, m), times(HALF, between(figure, a, b)), [fact], M=m, A=a, B=b)


@SOLID.theorem("section_side")
def section_side(figure: Figure) -> Iterator[Relation]:
    """Sides of a section are hypotenuses in the faces."""
    for _, section, facts in _sections(figure):
        middles = {m: (a, b) for m, a, b in section.midpoints}
        for p, q in pairwise((*section.ring, section.ring[0])):
            if p.startswith("_") or q.startswith("_"):
                continue
            for v in LETTERS:
                if v not in (p, q) and _leads(v, p, middles) and _leads(v, q, middles):
                    yield right_triangle(figure, "section_side", p, v, q, facts[1])


def _leads(v: str, p: str, middles: dict[str, tuple[str, str]]) -> bool:
    """Whether an edge leads from a corner to a point."""
    if p in middles:
        return v in middles[p]
    return sum(a != b for a, b in zip(_place(v), _place(p), strict=True)) == 1


def _place(letter: str) -> tuple[int, int, int]:
    return CORNERS[LETTERS.index(letter)]


@SOLID.theorem("section_figure")
def section_figure(figure: Figure) -> Iterator[Relation]:
    """The area of a section and the sum of its sides."""
    for s, section, facts in _sections(figure):
        area, around = ("section_area", s), ("section_perimeter", s)
        sides = list(pairwise((*section.ring, section.ring[0])))
        lengths = [between(figure, p, q) for p, q in sides if not (p + q).count("_")]
        match section.kind:
            case "triangle":
                a, b, c = section.ring
                middles = {m: (x, y) for m, x, y in section.midpoints}
                v = next(v for v in LETTERS if all(_leads(v, p, middles) for p in section.ring))
                p, q, r = (between(figure, v, end) for end in section.ring)
                squares: list[Part] = [times(p, p, q, q), times(q, q, r, r), times(r, r, p, p)]
                yield equal("corner_section", times(4, area, area), squares, facts, solid=s, A=a, B=b, C=c, D=v)
                yield equal("section_perimeter", around, [*lengths], facts, solid=s)
            case "rectangle":
                yield equal("rectangle_section", area, times(lengths[0], lengths[1]), facts, solid=s)
                yield equal("section_perimeter", around, [times(2, q) for q in lengths[:2]], facts, solid=s)
            case "trapezoid":
                long, short = (between(figure, *pair) for pair in parallel_sides(section.ring))
                leg, h, d = lengths[1], ("section_height", s), ("section_overhang", s)
                yield equal("trapezoid_height", times(leg, leg), [times(h, h), times(d, d)], facts, solid=s)
                halves: list[Part] = [times(HALF, long, h), times(HALF, short, h)]
                yield equal("trapezoid_section", area, halves, facts, solid=s)
                yield equal("section_perimeter", around, [long, short, leg, lengths[3]], facts, solid=s)
            case "rhombus":
                a, m, g, n = section.ring
                across, along = between(figure, m, n), between(figure, a, g)
                yield equal("rhombus_section", area, times(HALF, along, across), facts, solid=s, A=a, B=m, C=g, D=n)
                yield equal("section_perimeter", around, [times(2, q) for q in lengths[:2]], facts, solid=s)
            case "hexagon":
                side = ("section_edge", s)
                yield equal("hexagon_side", times(4, side, side), times(2, ("edge", s), ("edge", s)), facts, solid=s)
                yield equal(
                    "hexagon_section", area, times(Exact(3) * HALF * Exact(3).sqrt(), side, side), facts, solid=s
                )
                yield equal("hexagon_perimeter", around, times(6, side), facts, solid=s)


@SOLID.theorem("section_overhang", weight=0)
def section_overhang(figure: Figure) -> Iterator[Relation]:
    for s, section, facts in _sections(figure):
        if section.kind == "trapezoid":
            long, short = (between(figure, *pair) for pair in parallel_sides(section.ring))
            d = [times(HALF, long), times(-HALF, short)]
            yield equal("section_overhang", ("section_overhang", s), d, facts, solid=s)


@SOLID.theorem("section_diagonal", weight=0)
def section_diagonal(figure: Figure) -> Iterator[Relation]:
    """The line between the midpoints of two parallel edges is as long as that between their ends."""
    for s, section, facts in _sections(figure):
        if section.kind == "rhombus":
            (m, a, _), (n, c, d) = section.midpoints
            end = c if sum(x != y for x, y in zip(_place(a), _place(c), strict=True)) == 2 else d
            mids = [f for f in figure.known("midpoint_of") if f.args[0] in (m, n)]
            yield equal(
                "section_diagonal", between(figure, m, n), between(figure, a, end), [*mids, *facts], solid=s, A=m, B=n
            )


@SOLID.theorem("section_faces")
def section_faces(figure: Figure) -> Iterator[Relation]:
    """A section has a side in every face that the plane meets."""
    for s, section, facts in _sections(figure):
        count = len(section.ring)
        yield equal("section_faces", ("section_sides", s), Exact(count), facts, solid=s, count=str(count))


for _name in (
    "corner_section", "section_perimeter", "rectangle_section", "trapezoid_height", "trapezoid_section",
    "rhombus_section", "hexagon_side", "hexagon_section", "hexagon_perimeter",
):  # fmt: skip
    SOLID.theorem(_name)(lambda figure: ())
