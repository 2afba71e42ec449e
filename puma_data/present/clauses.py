"""Facts and quantities in words: noun phrases for what a figure is made of, and a clause for each fact.

Choices between paraphrases are drawn once a problem and kept, so that a fact is said alike in every view that tells it.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from random import Random

from puma_data.present import templates
from puma_data.present.templates import NOTHING, articles_fitted, fill, series, with_article
from puma_data.present.values import ring, symbol, value
from puma_data.symbolic.exact import Exact
from puma_data.symbolic.facts import Args, Fact, Quantity
from puma_data.symbolic.figure import Edge
from puma_data.symbolic.problem import Phrase, Problem

SHAPES = frozenset(
    (
        "equilateral",
        "parallelogram",
        "rectangle",
        "square",
        "rhombus",
        "kite",
        "trapezoid",
        "isosceles_trapezoid",
        "regular_polygon",
    )
)
"""Implicit facts that name a polygon by its shape: they take the place of a plain "polygon"."""


CONTENTS = ("fill_height", "water", "water_litres", "coverage", "count")
"""Measures of what is in or on a thing, or of how many there are: after one of these "its" would not mean the thing."""
LETTERED = ("reflex", "dihedral", "plane_distance", "line_distance", "skew_distance")
"""Quantities that templates speak of by the letters of their points."""
ROUND = ("on_circle", "diameter", "tangent")
"""Facts whose clause names their circle."""


def no_role(_: str) -> None:
    """For templates that have only slots."""


class Clauses:
    """Says the facts and quantities of one problem; the choice of words is seeded and remembered."""

    def __init__(self, problem: Problem, rng: Random, language: str) -> None:
        self.problem = problem
        self.figure = problem.figure
        self.rng = rng
        self.language = language
        self.facts = templates.load(language, "facts")
        self.nouns = templates.load(language, "nouns")
        self.numbers = templates.load(language, "numbers")
        self.shaped = {
            # a stated square implies a rhombus, a rectangle and a parallelogram: the stated shape has the last word
            frozenset(fact.args): fact
            for fact in (*self.figure.implied, *problem.facts)
            if fact.kind in SHAPES
        }
        self._chosen: dict[Hashable, str] = {}

    # --- choosing and filling ---------------------------------------------------------------------------------------

    def choose(self, key: Hashable, paraphrases: Sequence[str]) -> str:
        """One of the paraphrases, the same one whenever the key is asked again."""
        if key not in self._chosen:
            self._chosen[key] = self.rng.choice(paraphrases)
        return self._chosen[key]

    def letter(self, point: str) -> str:
        """Printed letter of a point."""
        return self.problem.names.get(point, point)

    def letters(self, points: Iterable[str]) -> str:
        """Printed letters in a row."""
        return "".join(map(self.letter, points))

    def named(self, points: Iterable[str]) -> list[str]:
        """The points that have a printed letter, as formulas."""
        return [f"${self.letter(p)}$" for p in points if self.letter(p)]

    def say(self, template: str, roles: Mapping[str, str] = NOTHING, /, **words: str) -> str:
        """A template filled with printed letters of its roles (a point's own name where no role of that name
        exists)."""

        def printed(role: str) -> str | None:
            name = roles.get(role)
            return self.problem.names.get(role) if name is None else self.letter(name)

        return fill(template, printed, words)

    # --- nouns ------------------------------------------------------------------------------------------------------

    def kind_of(self, vertices: Sequence[str], told: Collection[Fact]) -> str:
        """What a polygon is called, as far as the told facts say: ``rhombus``, ``pentagon``."""
        shape = self.shaped.get(frozenset(vertices))
        plain = self.nouns["polygons"].get(len(vertices), "polygon")
        if shape is None or not (shape in told or self.figure.implied.get(shape) in told):
            return str(plain)
        return str(self.nouns["shapes"][shape.kind]).replace("{polygon}", plain)

    def shape_of(self, vertices: Sequence[str]) -> str | None:
        """The most special name of a polygon that the problem states; None where it has none."""
        noun = self.kind_of(vertices, self.problem.facts)
        return None if noun == self.nouns["polygons"].get(len(vertices)) else noun

    def polygon(
        self, vertices: Sequence[str], told: Collection[Fact], *, defined: bool = False, ordered: bool = False
    ) -> str:
        """A polygon by name: ``rectangle $ABCD$``, ``$\\triangle ABC$``; ``the triangle`` where it has no letters.

        ``defined``: with what its name leaves open, ``trapezoid $ABCD$ ($AB \\parallel DC$)``. ``ordered``: the order
        of the vertices has a meaning (corresponding vertices of similar polygons).
        """
        noun = self.kind_of(vertices, told)
        letters = self.letters(vertices if ordered else ring(self.problem, vertices, self.letter))
        if defined and (formula := self.defining(vertices, told)):
            return f"{noun} ${letters}$ ({formula})"
        if not all(map(self.letter, vertices)):
            return f"the {noun}"
        if noun == "triangle" and self.choose("triangle", ("word", "word", "symbol")) == "symbol":
            return fill(self.nouns["triangle_symbol"], no_role, {"letters": letters})
        untold = frozenset(vertices) in self.shaped and noun == self.nouns["polygons"].get(len(vertices))
        return f"${letters}$" if untold else f"{noun} ${letters}$"  # "quadrilateral" would hint at less than there is

    def defining(self, vertices: Sequence[str], told: Collection[Fact]) -> str:
        """What the name of a told shape leaves open: the parallel sides of a trapezoid, the equal sides of a kite."""
        shape = self.shaped.get(frozenset(vertices))
        if shape is None or shape not in told:
            return ""
        a, b, c, d = (self.letter(p) for p in (*shape.args, "", "")[:4])
        if shape.kind in ("trapezoid", "isosceles_trapezoid"):
            first, second = (a + b, d + c) if a < b else (b + a, c + d)
            return rf"${first} \parallel {second}$"
        return f"${a}{b} = {a}{d}$, ${c}{b} = {c}{d}$" if shape.kind == "kite" else ""

    def circle(self, circle: str) -> str:
        """A circle by its centre's letter, or as far as it can be told apart without one."""
        centre = self.letter(self.figure.circles[circle].centre)
        others = [c for c in self.figure.circles if c != circle]
        same = [c for c in others if self.figure.circles[c].centre == self.figure.circles[circle].centre]
        if centre and not same:
            template = self.choose("circle", self.nouns["circle"]["named"])
            return fill(template, no_role, {"centre": centre})
        rivals = same or others
        if not rivals:
            return str(self.nouns["circle"]["unnamed"])
        larger = self.figure.radius(circle) >= max(map(self.figure.radius, rivals))
        return str(self.nouns["circle"]["larger" if larger else "smaller"])

    def arc(self, circle: str, p: str, q: str) -> str:
        """An arc as minor, major or a semicircle, by the turn from P counter-clockwise to Q."""
        sweep = self.figure.measure(("arc", circle, p, q))
        size = "half" if abs(sweep - 180) < 1e-6 else "minor" if sweep < 180 else "major"
        return fill(self.nouns["arc"][size], no_role, {"letters": "".join(sorted(self.letters((p, q))))})

    def sector(self, circle: str, p: str, q: str) -> str:
        """A sector by the ends of its arc and the centre; a large one says so, unless the setting has said it."""
        centre = self.figure.circles[circle].centre
        if not all(map(self.letter, (p, centre, q))):
            return "the sector"
        sweep = self.figure.measure(("arc", circle, p, q))
        said = any(fact.kind == "sector" and fact.args[:3] == (circle, p, q) for fact in self.problem.facts)
        form = "sector" if said or sweep < 180 - 1e-6 else "major_sector" if sweep > 180 + 1e-6 else "half_disk"
        p, q = sorted((p, q), key=self.letter)
        words = {"letters": self.letters((p, centre, q)), "ends": self.letters((p, q))}
        return fill(self.nouns["region"][form], no_role, words)

    def region(self, region: str) -> str:
        """A region: "the shaded region" where it is stated as shaded, else by its boundary."""
        if any(fact.kind == "shaded" and fact.args[0] == region for fact in self.problem.facts):
            return str(self.nouns["region"]["shaded"])
        return self.bounded(region)

    def bounded(self, region: str) -> str:
        """A region by its boundary: "the part of square $ABCD$ that lies outside circle $O$"."""
        outer, *holes = [self._inside(loop) for loop in self.figure.regions[region]]
        if not holes:
            return outer
        return fill(self.nouns["region"]["outside"], no_role, {"outer": outer, "inner": series(holes)})

    def _inside(self, loop: tuple[Edge, ...]) -> str:
        nouns = self.nouns["region"]
        straight = [edge for edge in loop if edge[0] == "line"]
        if len(loop) == 1 and loop[0][0] == "circle":
            return self.circle(loop[0][1])
        if len(straight) == len(loop):
            return self.polygon([edge[1] for edge in loop], self.problem.facts)
        arcs = [edge for edge in loop if edge[0] == "arc"]
        if len(arcs) == 1:
            _, circle, p, q, turn = arcs[0]
            ends = (p, q) if turn > 0 else (q, p)
            centre = self.figure.circles[circle].centre
            if len(straight) == 2 and {p for edge in straight for p in edge[1:3]} == {p, q, centre}:
                return self.sector(circle, *ends)
            if len(straight) == 1 and self.figure.measure(("arc", circle, *ends)) < 180:
                return fill(nouns["segment"], no_role, {"letters": self.letters((p, q))})
        edges = []
        for edge in loop:
            if edge[0] == "line":
                edges.append(fill(nouns["edge"], no_role, {"letters": self.letters(edge[1:3])}))
            elif edge[0] == "arc":
                edges.append(self.arc(edge[1], *(edge[2:4] if edge[-1] > 0 else edge[3:1:-1])))
        return fill(nouns["bounded"], no_role, {"edges": series(edges)})

    def segment(self, p: str, q: str) -> str:
        """A segment: ``$AB$``, or ``side $AB$`` where it is a side of a stated polygon (chosen once a problem)."""
        formula = f"${self.letters((p, q))}$"
        if self.is_side(p, q):
            return self.choose("side", ("{}", "{}", "side {}")).format(formula)
        return self.choose("segment", ("{}", "{}", "segment {}")).format(formula)

    def is_side(self, p: str, q: str) -> bool:
        """Whether PQ is a side of a stated polygon."""
        return frozenset((p, q)) in self.sides

    @property
    def sides(self) -> frozenset[frozenset[str]]:
        """The sides of all stated polygons."""
        return frozenset(side for fact in self.problem.facts if fact.kind == "polygon" for side in sides_of(fact.args))

    # --- quantities -------------------------------------------------------------------------------------------------

    def thing(self, name: str, told: Collection[Fact] | None = None) -> str:
        """What is neither point nor circle, by its noun: ``the cone``, ``the upper cylinder``. Where a mark alone
        tells its kind, a plainer noun."""
        noun = self.figure.things[name][0]
        if told is not None and noun in self.nouns["plainer"]:
            kinds = self.figure.domain.facts
            own = [f for f in self.problem.facts if f.args[0] == name and kinds[f.kind].info == "implicit"]
            if any(fact not in told for fact in own):
                noun = self.nouns["plainer"][noun]
        return f"the {noun}"

    def _following(self, quantity: Quantity, told: Collection[Fact]) -> bool:
        """Whether the value told just before is one of the same thing, so that "its" is clear."""
        values = [fact.args[0] for fact in told if fact.kind == "value"]
        at = values.index(quantity) if quantity in values else 0
        before = values[at - 1]
        part = " of " in self.nouns["measures"].get(before[0], "")  # "the hypotenuse of the base": its own length?
        return at > 0 and before[1:2] == quantity[1:2] and before[0] not in CONTENTS and not part

    def parts(self, quantity: Quantity, told: Collection[Fact]) -> tuple[dict[str, str], dict[str, str]]:
        """Roles and words that templates about a quantity may use."""
        kind, args = quantity[0], quantity[1:]
        words = {"symbol": symbol(self.problem, quantity)}
        roles = dict(zip("ABCD", args, strict=False)) if kind in LETTERED else {}
        if kind in ("area", "perimeter"):
            words["polygon"] = self.polygon(args, told)
        elif kind in ("radius", "diameter", "circumference", "disk"):
            words["circle"] = self.circle(args[0])
        elif kind in ("arc", "arc_length"):
            words["arc"] = self.arc(*args)
        elif kind in ("sector_area", "sector_perimeter"):
            words["sector"] = self.sector(*args)
        elif kind in ("region_area", "region_perimeter"):
            words["region"] = self.region(args[0])
        elif kind == "quotient":
            words["top"], words["bottom"] = (symbol(self.problem, part) for part in args)
        if args and args[0] in self.figure.things:
            words["thing"] = self.thing(args[0], told)
            words["noun"] = str(self.nouns["measures"][kind])
            words["a_noun"] = with_article(words["noun"])
        return roles, words

    def given(self, fact: Fact, told: Collection[Fact]) -> str:
        """The clause of a value: one style for all values of a kind in a problem."""
        quantity, amount = fact.args[0], fact.value
        assert amount is not None
        roles, words = self.parts(quantity, told)
        kind = "alias" if quantity in self.problem.draft.aliases else quantity[0]
        if "thing" in words and kind != "alias" and kind not in self.numbers:
            follows = self._following(quantity, told)
            kind = "own_measure" if " of " in words["noun"] else "its_measure" if follows else "measure"
        style = self.numbers[kind]
        if kind == "quotient":
            if isinstance(amount, Exact) and amount.is_rational:
                words["ratio"] = f"{amount.numerator} : {amount.denominator}"
            else:
                style = style[:1]
        template = self.choose(("value", kind), style)
        return self.say(template, roles, value=value(self.problem, quantity, amount), **words)

    # --- facts ------------------------------------------------------------------------------------------------------

    def clause(self, fact: Fact, told: Collection[Fact]) -> str:
        """The clause of one fact that is not a value."""
        kind, args = fact.kind, fact.args
        solid = kind not in self.facts and args[0] in self.figure.things
        forms = self.facts["shape" if kind in SHAPES else "solid" if solid else kind]
        form, roles, words = self._worded(fact, told)
        return self.say(self.choose((kind, args), forms[form]), roles, **words)

    def pair(self, first: Fact, second: Fact) -> str | None:
        """Two facts of one kind in one clause, where the kind has such a form."""
        forms = self.facts.get(first.kind, NOTHING).get("pair")
        if forms is None or (first.kind in ("tangent", "diameter") and first.args[0] != second.args[0]):
            return None
        definition = self.figure.domain.facts[first.kind].roles
        roles = self._roles(first, definition)
        roles.update({role + "'": name for role, name in self._roles(second, definition).items()})
        words: dict[str, str] = {}
        if first.kind == "between":
            words = {"segment": f"${self.letters(first.args[1:])}$", "segment'": f"${self.letters(second.args[1:])}$"}
        elif first.kind in ("tangent", "diameter"):
            words = {"circle": self.circle(first.args[0])}
        return self.say(self.choose((first, second), forms), roles, **words)

    def inscribed(self, polygon: Fact, circle: str, told: Collection[Fact]) -> str:
        """A polygon with all its vertices on a circle."""
        shape = self.polygon(polygon.args, told, defined=True)
        template = self.choose(("inscribed", polygon), self.facts["on_circle"]["inscribed"])
        return self.say(template, shape=shape, circle=self.circle(circle))

    def sharing(self, first: Fact, second: Fact, side: Args, told: Collection[Fact], *, across: bool) -> str:
        """Two polygons that share a side, and lie on opposite sides of it."""
        words = {
            "first": self.polygon(first.args, told, defined=True),
            "second": self.polygon(second.args, told, defined=True),
        }
        form = "sharing_across" if across else "sharing"
        template = self.choose((form, first, second), self.facts["polygon"][form])
        return self.say(template, dict(zip("AB", sorted(side, key=self.letter), strict=True)), **words)

    def across(self, polygon: Fact, opposite: Fact, told: Collection[Fact]) -> str:
        """A polygon that lies across one of its sides from a point."""
        first, second, *side = opposite.args
        point = second if first in polygon.args else first
        roles = dict(zip("ABC", (*sorted(side, key=self.letter), point), strict=True))
        template = self.choose(("across", polygon), self.facts["polygon"]["across"])
        return self.say(template, roles, shape=self.polygon(polygon.args, told, defined=True))

    def chain(self, facts: Sequence[Fact]) -> str:
        """Points between others on one line, with their order."""
        args = {p for fact in facts for p in fact.args}
        line = [p for p in self.figure.line_through(*facts[0].args[1:]) if p in args]
        if self.letter(line[-1]) < self.letter(line[0]):
            line.reverse()
        inner = self.named(line[1:-1])
        words = {"points": series(inner), "named_points": f"points {series(inner)}"}
        words["order"] = ", ".join(self.named(line))
        template = self.choose(("chain", *line), self.facts["between"]["chain"])
        return self.say(template, dict(zip("AB", (line[0], line[-1]), strict=True)), **words)

    def on_one_arc(self, facts: Sequence[Fact], told: Collection[Fact]) -> str:
        """Points on one and the same arc."""
        _, roles, words = self._worded(facts[0], told)
        if len(facts) == 1:
            return self.clause(facts[0], told)
        points = series(self.named([fact.args[1] for fact in facts]))
        template = self.choose(("on_one_arc", *facts), self.facts["on_arc"]["several"])
        return self.say(template, roles, points=points, named_points=f"points {points}", **words)

    def crossing(self, fact: Fact, form: str, shape: str = "") -> str:
        """Segments that cross; as diagonals or medians of a polygon on request."""
        roles = self._roles(fact, self.figure.domain.facts["crossing"].roles)
        words = {"first": f"${self.letters(fact.args[1:3])}$", "second": f"${self.letters(fact.args[3:])}$"}
        template = self.choose(("crossing", form, fact.args), self.facts["crossing"][form])
        return self.say(template, roles, shape=shape, **words)

    def crosses(self, crossing: Fact, polygon: Fact) -> bool:
        """Whether two crossing segments are the diagonals of a quadrilateral."""
        diagonals = {frozenset(polygon.args[::2]), frozenset(polygon.args[1::2])}
        return diagonals == {frozenset(crossing.args[1:3]), frozenset(crossing.args[3:])}

    def foot_on(self, perpendicular: Fact, between: Fact) -> str | None:
        """A perpendicular whose foot lies between the ends of the other segment; None where the two do not fit."""
        form, roles, words = self._perpendicular(perpendicular.args)
        if form != "foot" or {roles["C"], roles["D"]} != set(between.args[1:]):
            return None
        # what the perpendicular alone is told by, where the place of its foot is left to the picture, says less
        forms = self.facts["perpendicular"]
        alone = self.choose((perpendicular.kind, perpendicular.args), forms["foot"])
        return self.say(forms["foot_on"][forms["foot"].index(alone)], roles, **words)

    def formula(self, fact: Fact, told: Collection[Fact]) -> str | None:
        """A right angle or equal sides of a polygon as a bare formula."""
        if fact.kind not in ("right_angle", "perpendicular", "equal_length"):
            return None
        form, roles, words = self._worded(fact, told)
        return self.say(self.facts[fact.kind][form][0], roles, **words) if form in ("clause", "corner") else None

    def with_formula(self, formula: str) -> str:
        """``with $AB \\perp BC$``."""
        return f"{self.nouns['with']} {formula}"

    def alone(self, polygon: Fact, told: Collection[Fact], *, described: bool) -> str:
        """A polygon as an opening sentence without its full stop; ``described``: to go on with "with"."""
        _, roles, words = self._worded(polygon, told)
        form = "described" if described else "alone"
        return self.say(self.choose((form, polygon), self.facts["polygon"][form]), roles, **words)

    def joined(self, segments: Sequence[Args], kind: str) -> str:
        """Segments (lines, rays) that are only drawn, together: radii, diagonals, chords or plain segments."""
        noun = self._segments_noun(segments) if kind == "segment" else kind
        centres = {circle.centre for circle in self.figure.circles.values()} if noun == "radius" else set()
        segments = [(q, p) if q in centres else (p, q) for p, q in segments]
        names = [f"${self.letters(args)}$" for args in segments]
        many = len(names) > 1
        plural = "radii" if noun == "radius" else f"{noun}s"
        words = {
            "segments": f"{plural if many else noun} {series(names)}",
            "points_joined": self._joinings(segments),
            "are": "are" if many else "is",
        }
        forms = self.facts[kind]["few" if kind == "segment" and len(segments) < 3 else "clause"]
        return self.say(self.choose((kind, tuple(segments)), forms), **words)

    # --- a family's own phrases -------------------------------------------------------------------------------------

    def phrase(self, phrase: Phrase, *, alike: bool = False) -> str:
        """A phrase of a family, its slots filled; ``{value}``, ``{value2}``, … print the values that it covers,
        ``{symbol}``,
        ``{symbol2}``, … their quantities. ``alike``: phrases of one key, as options are, are worded alike."""
        family = phrase.key.split(".")[0]
        try:
            paraphrases = templates.phrases(self.language, family)[phrase.key]
        except KeyError:
            raise templates.TemplateError(f"no phrase {phrase.key} in families/{family}.yaml") from None
        formulas: dict[str, str] = {}
        for fact in phrase.covers:
            if fact.kind == "value" and fact.value is not None:
                number = str(len(formulas) // 2 + 1) if formulas else ""
                formulas["value" + number] = value(self.problem, fact.args[0], fact.value)
                formulas["symbol" + number] = symbol(self.problem, fact.args[0])
        words = dict(phrase.slots)
        if phrase.then:
            words["then"] = series([self.phrase(part, alike=alike) for part in phrase.then])
        alike = alike or self.problem.draft.graphs is not None  # what is compared is said in the same words
        chosen = self.choose(phrase.key if alike else phrase, paraphrases)
        text = fill(chosen, self.problem.names.get, words, formulas)
        return articles_fitted(text)

    # --- roles and words of each kind -------------------------------------------------------------------------------

    def _joinings(self, segments: Sequence[Args]) -> str:
        """``$O$ is joined to $A$ and $B$``, or each segment for itself where they have no common point."""
        joined = str(self.nouns["joined"])
        common = sorted(set(segments[0]).intersection(*segments[1:]))
        pairs = (
            [(common[0], [p for s in segments for p in s if p != common[0]])]
            if common
            else [(p, [q]) for p, q in segments]
        )
        return series([f"{self.named([p])[0]} {joined} {series(self.named(ends))}" for p, ends in pairs])

    def _segments_noun(self, segments: Sequence[Args]) -> str:
        centres = {circle.centre: name for name, circle in self.figure.circles.items()}
        on = {name: set(self.figure.points_on(name)) for name in self.figure.circles}

        def noun(p: str, q: str) -> str:
            for centre, point in ((p, q), (q, p)):
                if centre in centres and point in on[centres[centre]]:
                    return "radius"
            if any(p in points and q in points for points in on.values()):
                return "chord"
            for fact in self.problem.facts:
                if fact.kind == "polygon" and len(fact.args) > 3 and p in fact.args and q in fact.args:
                    return "diagonal"
            return "segment"

        nouns = {noun(*args) for args in segments}
        return nouns.pop() if len(nouns) == 1 else "segment"

    def _roles(self, fact: Fact, names: Sequence[str]) -> dict[str, str]:
        return {role: arg for role, arg in zip(names, fact.args, strict=False) if role.isupper()}

    def _worded(self, fact: Fact, told: Collection[Fact]) -> tuple[str, dict[str, str], dict[str, str]]:
        """Form, roles and words of a fact's clause."""
        kind, args = fact.kind, fact.args
        roles = self._roles(fact, self.figure.domain.facts[kind].roles)
        if kind == "polygon" or kind in SHAPES:
            noun = self.kind_of(args, told)
            defining = self.defining(args, told)
            words = {
                "letters": self.letters(ring(self.problem, args, self.letter)),
                "a_shape": with_article(noun) + (" " + self.with_formula(defining) if defining else ""),
                "polygon": str(self.nouns["polygons"].get(len(args), "polygon")),
                "adjective": noun.split()[0],
                "shape": self.polygon(args, told, defined=True),
            }
            return "adjective" if kind in ("equilateral", "regular_polygon") else "clause", roles, words
        if kind == "between":
            return "clause", roles, {"segment": self.segment(*args[1:])}
        if kind == "crossing":
            return "clause", roles, {"first": f"${self.letters(args[1:3])}$", "second": f"${self.letters(args[3:])}$"}
        if kind in ("inside", "centroid", "incircle"):
            vertices = args[1:4] if kind != "inside" else args[1:]
            words = {"shape": self.polygon(vertices, told)}
            if kind == "incircle":
                words["circle"] = self.circle(args[0])
            return "clause", roles, words
        if kind == "circle":
            circle, centre = self.circle(args[0]), self.letter(args[1])
            form = "unnamed" if not centre else "clause" if centre in circle else "shared"
            return form, roles, {"circle": circle}
        if kind == "on_circle":
            named = self.named(args[1:])
            many = len(named) > 1
            return (
                "clause",
                roles,
                {
                    "points": series(named),
                    "named_points": ("points " if many else "point ") + series(named),
                    "lie": "lie" if many else "lies",
                    "are": "are" if many else "is",
                    "circle": self.circle(args[0]),
                },
            )
        if kind == "on_arc":
            arc, others = self.arc(args[0], *args[2:4]), [f for f in told if f.kind in ROUND and f.args[0] == args[0]]
            if len(self.figure.circles) > 1 or not others:  # else the one circle has been named already
                arc = f"{arc} {self.nouns['of']} {self.circle(args[0])}"
            return "clause", roles, {"arc": arc + self._other_half(args)}
        if kind in ("diameter", "tangent", "equal_arc"):
            return "clause", roles, {"circle": self.circle(args[0])}
        if kind == "arc":
            centre = self.figure.circles[args[0]].centre
            return "clause", {**roles, "O": centre}, {"arc": self.arc(*args)}
        if kind == "sector":
            major = self.figure.measure(("arc", *args[:3])) > 180
            return "clause", roles, {"side": f" over the {self.arc(*args[:3])}" if major else ""}
        if kind == "shaded":
            return "clause", roles, {"region": self.bounded(args[0])}
        if kind in ("equal_length", "equal_angle"):
            size = 2 if kind == "equal_length" else 3
            groups = [args[i : i + size] for i in range(0, len(args), size)]
            symbols = [
                symbol(self.problem, self.figure.canonical(("length" if size == 2 else "angle", *g))) for g in groups
            ]
            return "clause", roles, {"chain": " = ".join(symbols), "items": series([f"${s}$" for s in symbols])}
        if kind in ("similar", "congruent"):
            halves = (args[: len(args) // 2], args[len(args) // 2 :])
            first, second = (self.polygon(half, told, ordered=True) for half in halves)
            mark = r"\triangle " if len(args) == 6 else ""
            first_symbol, second_symbol = (f"{mark}{self.letters(half)}" for half in halves)
            return (
                "clause",
                roles,
                {"first": first, "second": second, "first_symbol": first_symbol, "second_symbol": second_symbol},
            )
        if kind == "perpendicular":
            return self._perpendicular(args)
        if args and args[0] in self.figure.things:
            noun, shape = self.figure.things[args[0]][0], str(self.nouns["solids"].get(kind, kind))
            words = {"thing": self.thing(args[0]), "a_thing": with_article(noun), "a_shape": with_article(shape)}
            if len(args) > 1 and args[1] in self.figure.things:
                words["other"] = self.thing(args[1])
            if len(self.named(args[1:])) > 4 and kind not in self.facts:
                return f"letters{len(args) - 1}", roles, words
            own = kind in self.facts or shape.endswith(noun) or noun.endswith(shape) or noun in shape
            return "clause" if own else "shaped", roles, words
        return "clause", roles, {}

    def _other_half(self, args: Args) -> str:
        """``not containing $C$``, where two semicircles have the same ends and C lies on the other one."""
        circle, point, p, q = args
        if abs(self.figure.measure(("arc", circle, p, q)) - 180) > 1e-6:
            return ""
        for other in self.figure.points_on(circle):
            earlier = other not in (p, q, point) and self.figure.rank(other) < self.figure.rank(point)
            if earlier and self.letter(other) and self.figure.measure(("arc", circle, p, other)) > 180:
                return fill(str(self.nouns["not_containing"]), no_role, {"point": f"${self.letter(other)}$"})
        return ""

    def _perpendicular(self, args: Args) -> tuple[str, dict[str, str], dict[str, str]]:
        """A corner (AB and BC), a foot (AD with D on BC), or two lines that cross."""
        first, second, foot = args[:2], args[2:4], args[4]
        if foot in second and foot not in first:
            first, second = second, first
        roles = dict(zip("ABCDP", (*first, *second, foot), strict=True))
        if foot in first and foot in second:
            return "corner", roles, {}
        if foot in first:
            return "foot", roles, {"apex": self.letter(next(p for p in first if p != foot))}
        return "clause", roles, {}


def captioned(problem: Problem, quantity: Quantity, language: str = "en") -> str:
    """A measure of a thing as it stands under a figure: ``Volume``, ``Volume of the cone`` where there are several."""
    things = problem.figure.things
    noun = str(templates.load(language, "nouns")["measures"][quantity[0]])
    owner = f" of the {things[quantity[1]][0]}" if len(things) > 1 else ""
    return noun[:1].upper() + noun[1:] + owner


def sides_of(vertices: Sequence[str]) -> list[frozenset[str]]:
    """The sides of a polygon as unordered pairs."""
    return [frozenset((p, q)) for p, q in zip(vertices, (*vertices[1:], vertices[0]), strict=True)]
