"""What the drawings of a problem show, before any pixel: strokes merged into runs, marks sorted into classes, labels,
captions.

Three layers: 0 is the bare drawing, 1 adds the marks of the implicit facts, 2 the labels of the essential ones. Only
stated facts and the aliases of the draft are ever read, so that a drawing cannot show an answer or an intermediate
value.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from puma_data.present.clauses import captioned
from puma_data.present.values import symbol, value
from puma_data.symbolic.exact import Exact, Linear
from puma_data.symbolic.facts import Fact, Quantity
from puma_data.symbolic.problem import Problem

Pair = tuple[str, str]
BARE, MARKED, VALUED = 0, 1, 2
MOST_CLASSES = 3
"""Ticks, arcs and arrows count 1, 2 or 3; further classes are written under the figure."""


class CannotLabel(Exception):
    """A figure that cannot be drawn legibly; the message says why."""


class Crowded(CannotLabel):
    """Points or strokes too close to be told apart: no other orientation helps."""


@dataclass(slots=True)
class Run:
    """A straight stroke through points in order; it may run on past its ends."""

    pen: str
    layer: int
    points: tuple[str, ...]
    before: bool = False
    after: bool = False


@dataclass(slots=True)
class Corner:
    """An angle with something at it: arcs (a class of equal angles), a number or letter, or both."""

    ends: tuple[str, str, str]
    layer: int
    reflex: bool = False
    count: int = 1
    text: str | None = None
    text_layer: int = VALUED
    caption: str | None = None


@dataclass(slots=True)
class Tag:
    """A number or letter at a length, radius or arc."""

    kind: str
    args: tuple[str, ...]
    text: str
    layer: int
    caption: str | None


@dataclass(slots=True)
class Shown:
    """Everything to draw, in the figure's own names and coordinates."""

    runs: list[Run] = field(default_factory=list)
    circles: list[str] = field(default_factory=list)
    arcs: list[tuple[str, str, str]] = field(default_factory=list)
    fills: list[str] = field(default_factory=list)
    dots: list[str] = field(default_factory=list)
    icons: list[tuple[str, str, str]] = field(default_factory=list)
    paths: list[tuple[str, tuple[complex, ...]]] = field(default_factory=list)
    """Pen and positions of lines that go through no points."""
    line_names: list[tuple[str, str, str]] = field(default_factory=list)
    written: list[tuple[str, str]] = field(default_factory=list)
    """Words, or nothing for the point's own letter, each with the point that they stand on."""
    ticks: list[list[Pair]] = field(default_factory=list)
    arrows: list[list[Pair]] = field(default_factory=list)
    arc_ticks: list[list[tuple[str, str, str]]] = field(default_factory=list)
    squares: list[tuple[str, str, str]] = field(default_factory=list)
    corners: list[Corner] = field(default_factory=list)
    tags: list[Tag] = field(default_factory=list)
    captions: list[tuple[int, str]] = field(default_factory=list)
    """Layer and source of each line under the figure."""
    spoken: dict[tuple[str, int], str] = field(default_factory=dict)
    """What a class of ticks or arrows, by kind and count, says in symbols."""


def read(problem: Problem) -> Shown:
    """Collect what is shown. Raises CannotLabel for a value that has neither a place nor a name to write it by."""
    return _Reader(problem).shown


class _Reader:
    def __init__(self, problem: Problem) -> None:
        self.problem, self.figure = problem, problem.figure
        self.shown = Shown()
        self.gaps: dict[tuple[str, ...], dict[int, tuple[str, int]]] = {}
        self.beyond: dict[tuple[str, ...], set[str]] = {}
        self.corners: dict[tuple[bool, Quantity], Corner] = {}
        for stroke in self.figure.strokes:
            self.stroke(*stroke)
        implicit = [fact for fact in problem.facts if self.figure.domain.facts[fact.kind].info == "implicit"]
        marks = [(mark, fact) for fact in implicit for mark in self.figure.domain.facts[fact.kind].marks(fact.args)]
        for mark, _ in marks:
            if mark[0] == "dashed" and not self.drawn(mark[1], mark[2]):
                self.draw("dashed", MARKED, mark[1], mark[2])
        self.lay_runs()
        arcs: list[list[Quantity]] = []
        for mark, _ in marks:
            self.mark(mark, arcs)
        for fact in implicit:
            if not self.figure.domain.facts[fact.kind].marks(fact.args):
                self.say(fact)
        self.lay_arcs(arcs)
        for classes in (self.shown.ticks, self.shown.arrows, self.shown.arc_ticks):
            self.caption_rest(classes)
        aliases = problem.draft.aliases
        for quantity, text in aliases.items():
            bare = text.removeprefix("\\angle").strip() if quantity[0] in ("angle", "reflex") else text
            self.tag(quantity, bare, BARE, self.own_symbol(quantity))
        for quantity, amount in problem.givens.items():
            self.given(quantity, amount, quantity in aliases)
        self.shown.corners = list(self.corners.values())

    # --- strokes -----------------------------------------------------------------------------------------------------

    def stroke(self, kind: str, *args: str) -> None:
        shown = self.shown
        if kind in ("segment", "dashed", "line", "ray"):
            self.draw("dashed" if kind == "dashed" else "stroke", BARE, *args)
            line = self.line(*args)
            if kind == "line":
                self.draw("stroke", BARE, line[0], line[-1])
                self.beyond.setdefault(line, set()).update((line[0], line[-1]))
            elif kind == "ray":
                end = line[-1] if line.index(args[1]) > line.index(args[0]) else line[0]
                self.draw("stroke", BARE, args[0], end)
                self.beyond.setdefault(line, set()).add(end)
        elif kind == "circle":
            shown.circles.append(args[0])
        elif kind == "arc":
            shown.arcs.append((args[0], args[1], args[2]))
        elif kind == "fill":
            shown.fills.append(args[0])
        elif kind == "dot":
            shown.dots.append(args[0])
        elif kind == "line_name":
            shown.line_names.append((args[0], args[1], args[2]))
        elif kind == "written":
            shown.written.append((args[0], args[1]))
        elif kind == "path":
            shown.paths.append(args)  # type: ignore[arg-type]
        elif kind == "icon":
            shown.icons.append((args[0], args[1], args[2]))
            self.draw("icon", BARE, args[1], args[2])
        else:
            raise ValueError(f"unknown stroke {kind!r}")

    def line(self, p: str, q: str) -> tuple[str, ...]:
        """The one key of the line through two points: its known points in order."""
        line = self.figure.line_through(p, q)
        return line if len(line) > 2 else self.sorted(p, q)

    def draw(self, pen: str, layer: int, p: str, q: str) -> None:
        """Ink between neighbouring points; solid covers dashed, a lower layer a higher one."""
        line = self.line(p, q)
        gaps = self.gaps.setdefault(line, {})
        first, last = sorted((line.index(p), line.index(q)))
        order = {"stroke": 0, "icon": 1, "dashed": 2}
        for i in range(first, last):
            old = gaps.get(i)
            if old is None or (layer, order[pen]) < (old[1], order[old[0]]):
                gaps[i] = (pen, layer)

    def drawn(self, p: str, q: str) -> bool:
        """Whether the whole segment has ink, even if only of a line no fact knows (the ground of a story)."""
        line = self.line(p, q)
        gaps = self.gaps.get(line, {})
        first, last = sorted((line.index(p), line.index(q)))
        if all(i in gaps for i in range(first, last)):
            return True
        a, b = self.figure.at(p), self.figure.at(q)
        reached = 0.0
        for start, end in sorted(span for span in self.pieces_along(a, b)):
            if start > reached + 1e-6:
                return False
            reached = max(reached, end)
        return reached > 1 - 1e-6

    def pieces_along(self, a: complex, b: complex) -> list[tuple[float, float]]:
        """Ink on line AB as intervals, 0 at A and 1 at B."""
        spans = []
        way = (b - a).conjugate() / abs(b - a) ** 2
        for line, gaps in self.gaps.items():
            for i in gaps:
                start, end = ((self.figure.at(m) - a) * way for m in (line[i], line[i + 1]))
                if abs(start.imag) < 1e-6 and abs(end.imag) < 1e-6:
                    spans.append((min(start.real, end.real), max(start.real, end.real)))
        return spans

    def arm(self, vertex: str, p: str) -> bool:
        """Whether ink leaves the vertex towards P."""
        line = self.line(vertex, p)
        i, j = line.index(vertex), line.index(p)
        if (i if j > i else i - 1) in self.gaps.get(line, {}):
            return True
        spans = self.pieces_along(self.figure.at(vertex), self.figure.at(p))
        return any(start < 1e-6 and end > 0.25 for start, end in spans)

    def split(self, p: str, q: str) -> bool:
        """Whether a point that can be seen lies between P and Q."""
        a, b = self.figure.at(p), self.figure.at(q)
        way = (b - a).conjugate() / abs(b - a) ** 2
        line = self.line(p, q)
        for m, z in self.figure.position.items():
            along = (z - a) * way
            if (
                abs(along.imag) < 1e-6
                and 1e-6 < along.real < 1 - 1e-6
                and (not m.startswith("_") or self.meets(m, line))
            ):
                return True
        return False

    def meets(self, point: str, line: tuple[str, ...]) -> bool:
        """Whether another drawn line goes through a point."""
        return any(
            other != line and point in other and other.index(point) in self.touched(other) for other in self.gaps
        )

    def touched(self, line: tuple[str, ...]) -> set[int]:
        return {k for i in self.gaps[line] for k in (i, i + 1)}

    def lay_runs(self) -> None:
        for line, gaps in self.gaps.items():
            beyond = self.beyond.get(line, set())
            start = 0
            while start < len(line) - 1:
                ink = gaps.get(start)
                end = start + 1
                if ink is not None:
                    while end < len(line) - 1 and gaps.get(end) == ink:
                        end += 1
                    before = line[start] in beyond and start == 0
                    after = line[end] in beyond and end == len(line) - 1
                    if ink[0] != "icon":
                        self.shown.runs.append(Run(*ink, line[start : end + 1], before, after))
                start = end

    # --- marks -------------------------------------------------------------------------------------------------------

    def mark(self, mark: tuple[Any, ...], arcs: list[list[Quantity]]) -> None:
        kind = mark[0]
        if kind == "ticks":
            pairs = [self.sorted(*pair) for pair in mark[1]]
            if all(self.drawn(*pair) and not self.split(*pair) for pair in pairs):
                _merge(self.shown.ticks, pairs)
            else:
                self.caption(
                    MARKED, " = ".join(self.name(*pair) for pair in mark[1]), [p for pair in pairs for p in pair]
                )
        elif kind == "arcs":
            triples = list(mark[1])
            if all(self.arm(v, p) and self.arm(v, q) for p, v, q in triples):
                _merge(arcs, [self.figure.canonical(("angle", *triple)) for triple in triples])
            else:
                angles = " = ".join(self.own_symbol(("angle", *triple)) for triple in triples)
                self.caption(MARKED, angles, [p for triple in triples for p in triple])
        elif kind == "arrows":
            pairs = list(mark[1])
            if all(self.piece(*pair) for pair in pairs):
                _merge(self.shown.arrows, [self.piece(*pair) or pair for pair in pairs])
            else:
                self.caption(
                    MARKED, r" \parallel ".join(self.name(*pair) for pair in pairs), [p for pair in pairs for p in pair]
                )
        elif kind == "square":
            p, v, q = mark[1:]
            if self.arm(v, p) and self.arm(v, q):
                lines = {self.line(v, p), self.line(v, q)}
                same = [
                    s for s in self.shown.squares if s[1] == v and {self.line(v, s[0]), self.line(v, s[2])} == lines
                ]
                if not same:
                    self.shown.squares.append((p, v, q))
            else:
                self.caption(MARKED, rf"{self.name(v, p)} \perp {self.name(v, q)}", [p, v, q])
        elif kind == "arc_ticks":
            _merge(self.shown.arc_ticks, [(mark[1], p, q) for p, q in mark[2]])
        elif kind != "dashed":
            raise ValueError(f"unknown mark {kind!r}")

    def piece(self, p: str, q: str) -> Pair | None:
        """The longest drawn piece between neighbours of line PQ, within PQ where there is one, in the same sense."""
        line = self.line(p, q)
        gaps = self.gaps.get(line, {})
        first, last = sorted((line.index(p), line.index(q)))
        inside = [i for i in gaps if first <= i < last] or list(gaps)
        if not inside:
            return None
        at = self.figure.at
        i = max(inside, key=lambda i: (round(abs(at(line[i]) - at(line[i + 1])), 9), -i))
        return (line[i], line[i + 1]) if line.index(p) < line.index(q) else (line[i + 1], line[i])

    def lay_arcs(self, classes: list[list[Quantity]]) -> None:
        """Arc counts by class; a class whose angles are one and the same needs no arc.

        One arc alone is left to angles that only have a number, where there are such: it would read as equal to them.
        """
        groups = [group for group in classes if len(group) > 1]
        equal = {quantity for group in groups for quantity in group}
        told = [q for q in (*self.problem.draft.aliases, *self.problem.givens) if q[0] in ("angle", "reflex")]
        first = 2 if len(groups) < MOST_CLASSES and any(q not in equal for q in told) else 1
        for count, group in enumerate(groups, first):
            if count > MOST_CLASSES:
                self.caption(MARKED, " = ".join(map(self.own_symbol, group)), [p for q in group for p in q[1:]])
                continue
            for quantity in group:
                self.corners[False, quantity] = Corner(quantity[1:], MARKED, count=count)

    def caption_rest(self, classes: list[list[Any]]) -> None:
        """Write what is more than can be marked, and keep the words for classes that will have no room."""
        shown = self.shown
        kind = "ticks" if classes is shown.ticks else "arrows" if classes is shown.arrows else "arc_ticks"
        sign = r" \parallel " if kind == "arrows" else " = "
        for count, group in enumerate(classes, 1):
            texts = [
                self.name(*item) if len(item) == 2 else rf"\overset{{\frown}}{{{self.name(*item[1:])}}}"
                for item in group
            ]
            points = [p for item in group for p in item if p not in self.figure.circles]
            if count > MOST_CLASSES:
                self.caption(MARKED, sign.join(texts), points)
            elif self.named(points):
                shown.spoken[kind, count] = f"${sign.join(texts)}$"
        del classes[MOST_CLASSES:]

    # --- values ------------------------------------------------------------------------------------------------------

    def given(self, quantity: Quantity, amount: Exact | Linear, aliased: bool) -> None:
        text = value(self.problem, quantity, amount)
        if aliased:
            self.caption(VALUED, f"{symbol(self.problem, quantity)} = {text}", [])
        else:
            self.tag(quantity, text, VALUED, None)

    def tag(self, quantity: Quantity, text: str, layer: int, name: str | None) -> None:
        """Put a number or letter where the quantity is seen, or under the figure."""
        kind, args = quantity[0], quantity[1:]
        caption = self.sentence(quantity, text, name)
        if (anchor := self.figure.anchors.get(quantity)) is not None:
            if anchor[0] == "corner":
                ends = (anchor[1], anchor[2], anchor[3])
                self.corners[False, quantity] = Corner(ends, layer, text=text, text_layer=layer, caption=caption)
            else:
                self.shown.tags.append(Tag(anchor[0], anchor[1:], text, layer, caption))
            return
        if kind in ("angle", "reflex") and self.arm(args[1], args[0]) and self.arm(args[1], args[2]):
            corner = self.corners.setdefault((kind == "reflex", quantity), Corner(args, layer, kind == "reflex"))
            if corner.text is None:
                corner.text, corner.text_layer, corner.caption = text, layer, caption
                corner.layer = min(corner.layer, layer)
                return
        elif kind == "length" and (self.drawn(*args) or caption is None):
            which = "dimension" if self.split(*args) or not self.drawn(*args) else "length"
            self.shown.tags.append(Tag(which, args, text, layer, caption))
            return
        elif kind == "radius":
            circle = args[0]
            centre = self.figure.centre(circle)
            rim = [p for p in self.figure.points_on(circle) if self.drawn(centre, p) and not self.split(centre, p)]
            if rim:
                self.shown.tags.append(Tag("length", (centre, rim[0]), text, layer, caption))
                return
            if circle in self.shown.circles:
                self.shown.tags.append(Tag("radius", args, text, layer, caption))
                return
        elif kind in ("arc", "arc_length") and not self.divided(*args):
            self.shown.tags.append(Tag("arc", args, text, layer, caption))
            return
        if caption is None:
            raise CannotLabel(f"no place and no name for {quantity}")
        self.shown.captions.append((layer, caption))

    def divided(self, circle: str, p: str, q: str) -> bool:
        """Whether another point of the circle lies on the arc, or the arc is not drawn."""
        if circle not in self.shown.circles and (circle, p, q) not in self.shown.arcs:
            return True
        sweep = self.figure.measure(("arc", circle, p, q))
        others = [m for m in self.figure.points_on(circle) if m not in (p, q) and not m.startswith("_")]
        return any(self.figure.measure(("arc", circle, p, m)) < sweep for m in others)

    def sentence(self, quantity: Quantity, text: str, name: str | None) -> str | None:
        """The value in words and symbols, or None where it cannot be said with printed letters."""
        kind, args = quantity[0], quantity[1:]
        if args and args[0] in self.figure.things:
            return f"{captioned(self.problem, quantity)} $= {text}$"
        several = len(self.figure.circles) > 1
        if kind in _POLYGON_WORDS and self.named(args):
            shape = (r"\triangle " if len(args) == 3 else "") + self.name(*args)
            return f"{_POLYGON_WORDS[kind]} ${shape} = {text}$"
        if kind in _CIRCLE_WORDS:
            centre = self.figure.centre(args[0])
            if not several:
                return f"{_CIRCLE_WORDS[kind]} $= {text}$"
            return f"{_CIRCLE_WORDS[kind]} of circle ${self.name(centre)} = {text}$" if self.named((centre,)) else None
        if kind in _PLAIN_WORDS:
            return f"{_PLAIN_WORDS[kind]} $= {text}$"
        amount = self.problem.givens.get(quantity)
        if kind == "quotient" and isinstance(amount, Exact) and amount.is_rational and self.named(_points(args)):
            top, bottom = (symbol(self.problem, part) for part in args)
            return f"${top} : {bottom} = {amount.numerator} : {amount.denominator}$"
        if not self.named(_points(args)):
            return None
        if (
            kind in ("arc", "arc_length") and self.figure.measure(("arc", *args)) > 180
        ):  # two letters name the minor arc
            return f"Major arc ${name} = {text}$" if name else f"${symbol(self.problem, quantity)} = {text}$"
        return f"${name or symbol(self.problem, quantity)} = {text}$"

    def own_symbol(self, quantity: Quantity) -> str:
        """A quantity by its points, whatever alias it has."""
        return self.figure.domain.quantities[quantity[0]].symbol(lambda p: self.problem.names.get(p, p), quantity[1:])

    def say(self, fact: Fact) -> None:
        """Write under the figure what no mark can show."""
        words = _FACT_WORDS.get(fact.kind)
        points = [p for p in fact.args if p in self.figure.position]
        if words is None or not self.named(points):
            raise CannotLabel(f"no mark shows {fact.kind}")
        things = self.figure.things
        self.shown.captions.append(
            (MARKED, words.format(*(things[p][0] if p in things else self.name(p) for p in fact.args)))
        )

    def caption(self, layer: int, formula: str, points: Sequence[str]) -> None:
        if not self.named(points):
            raise CannotLabel(f"cannot write {formula}: a point has no letter")
        line = (layer, f"${formula}$")
        if line not in self.shown.captions:
            self.shown.captions.append(line)

    def named(self, points: Sequence[str]) -> bool:
        return all(self.problem.names.get(p, p) and not p.startswith("_") for p in points if p in self.figure.position)

    def name(self, *points: str) -> str:
        return "".join(self.problem.names.get(p, p) for p in points)

    def sorted(self, p: str, q: str) -> Pair:
        return (p, q) if self.figure.rank(p) < self.figure.rank(q) else (q, p)


_FACT_WORDS = {
    "centroid": r"${0}$ is the centroid of $\triangle {1}{2}{3}$",
    "incircle": r"Circle ${4}$ is inscribed in $\triangle {1}{2}{3}$",
    "similar_parts": "The two solids are similar",
    "equal_sums": "Opposite faces have equal sums",
    "poured": "The full vessel is emptied into the other one",
    "recast": "The {0} is melted and recast as the {1}",
    "recast_many": "The {0} is melted and recast as equal copies of the {1}",
}
_POLYGON_WORDS = {"area": "Area of", "perimeter": "Perimeter of"}
_CIRCLE_WORDS = {"circumference": "Circumference", "disk": "Area", "diameter": "Diameter", "radius": "Radius"}
_PLAIN_WORDS = {
    "sector_area": "Area of the sector", "sector_perimeter": "Perimeter of the sector",
    "region_area": "Shaded area", "region_perimeter": "Perimeter of the shaded region",
}  # fmt: skip


def _points(args: tuple[Any, ...]) -> list[str]:
    """Point names anywhere in nested arguments."""
    return [
        p for arg in args for p in (_points(arg) if isinstance(arg, tuple) else [arg] if isinstance(arg, str) else [])
    ]


def _merge(classes: list[list[Any]], items: Sequence[Any]) -> None:
    """Join items to the classes that share one with them."""
    joined = [group for group in classes if any(item in group for item in items)]
    merged = list(dict.fromkeys([item for group in joined for item in group] + list(items)))
    if joined:
        classes[classes.index(joined[0])] = merged
        for group in joined[1:]:
            classes.remove(group)
    else:
        classes.append(merged)
