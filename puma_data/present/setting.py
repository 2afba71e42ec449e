"""What a text says of a figure before it asks: facts in order of construction, several clauses a sentence.

A polygon opens its sentence ("In triangle ABC, …") or makes one of its own; a special shape takes the place of the
plain polygon;
what another clause has said already (a segment drawn, a circle with its centre) is not said again.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from itertools import takewhile

from puma_data.present.clauses import SHAPES, Clauses, sides_of
from puma_data.present.templates import series
from puma_data.symbolic.facts import Fact
from puma_data.symbolic.problem import Phrase, Problem

CLAUSES_A_SENTENCE = 3
WORDS_A_SENTENCE = 26


@dataclass(slots=True)
class Setting:
    """The told facts of one view in words. ``covered`` are facts that a family says in its own phrase; ``scene`` are
    such phrases
    without facts; ``lead`` allows a polygon to open a sentence; ``have`` opens a sentence that would start with a
    formula."""

    clauses: Clauses
    told: Sequence[Fact]
    covered: dict[Fact, Phrase]
    scene: Sequence[Phrase]
    lead: bool
    have: str
    let: str
    own: list[Fact] = field(init=False)
    """Told facts that are worded here: no values, none that a family says itself."""
    heads: list[Fact] = field(init=False)
    """One fact for each polygon: its most special shape."""
    drawn: set[frozenset[str]] = field(init=False)
    """Segments that some clause mentions."""
    spoken: list[str] = field(default_factory=list)
    """Clauses, and whole sentences (with their full stop)."""
    done: set[Fact | Phrase] = field(default_factory=set)
    opener: Fact | None = None
    """The polygon that comes first, said when all else is."""

    def __post_init__(self) -> None:
        self.own = [fact for fact in self.told if fact.kind != "value" and fact not in self.covered]
        heads: dict[frozenset[str], Fact] = {}
        phrased = {frozenset(f.args) for f in self.told if f in self.covered and _is_shape(f)}
        for fact in self.own:
            if frozenset(fact.args) in phrased:
                continue  # the family's phrase names the shape
            if _is_shape(fact) and heads.get(frozenset(fact.args), fact).kind in (fact.kind, "polygon"):
                heads[frozenset(fact.args)] = fact
        self.heads = [head for head in heads.values() if not self._named_elsewhere(head)]
        self.drawn = self._drawn()

    def sentences(self) -> tuple[str, list[str]]:
        """A lead left over for the next sentence ("in triangle ABC, "), and the sentences."""
        self.spoken += [self.clauses.phrase(phrase) for phrase in self.scene]
        for index, fact in enumerate(self.told):
            if fact.kind != "value" and fact not in self.done:
                self._tell(index, fact)
                self.done.add(fact)
        lead = self._opening()
        sentences = self._joined(lead)
        return ("", sentences) if self.spoken else (lead, sentences)

    # --- one fact after the other -----------------------------------------------------------------------------------

    def _tell(self, index: int, fact: Fact) -> None:
        if (phrase := self.covered.get(fact)) is not None:
            if phrase not in self.done:
                self.done.add(phrase)
                self.spoken.append(self.clauses.phrase(phrase))
        elif _is_shape(fact):
            if (head := self._head(fact.args)) is not None:
                self._tell_shape(head)
        elif fact.kind == "on_circle":
            head = self._head(fact.args[1:])
            if head is not None and head is not self.opener:
                self.done.add(head)
                self.spoken.append(self.clauses.inscribed(head, fact.args[0], self.told))
            else:
                self._tell_on_circle(fact, ())
        elif fact.kind == "crossing":
            self._tell_crossing(fact)
        elif fact.kind == "between" and self._tell_foot(fact):
            return
        elif fact.kind == "between" and len(chain := self._chain(fact)) > 1:
            self.done.update(chain)
            self.spoken.append(self.clauses.chain(chain))
        elif fact.kind == "beyond":
            self.spoken.append(self.clauses.clause(self._from_the_end(index, fact), self.told))
        elif fact.kind in ("segment", "line", "ray"):
            self._tell_segments(index, fact.kind)
        elif fact.kind == "circle" and self._circle_named(fact):
            return
        elif fact.kind == "on_arc" and not self.clauses.named(fact.args[1:2]):
            return  # a helper point
        else:
            self._tell_paired(index, fact)

    def _head(self, vertices: Sequence[str]) -> Fact | None:
        """The polygon on these vertices, if it is still to be said."""
        return next((h for h in self.heads if h not in self.done and set(h.args) == set(vertices)), None)

    def _tell_shape(self, head: Fact) -> None:
        self.done.add(head)
        circle = next((f for f in self.own if f.kind == "on_circle" and set(head.args) <= set(f.args[1:])), None)
        if circle is not None and circle not in self.done:
            self.done.add(circle)
            self.spoken.append(self.clauses.inscribed(head, circle.args[0], self.told))
            self._tell_on_circle(circle, head.args)
        elif self.opener is None and not self.spoken:
            self.opener = head
        elif self.opener is not None and not self.spoken and (side := _shared_side(self.opener, head)) is not None:
            across = self._across(head, self.opener)
            self.done.add(across or head)
            clause = self.clauses.sharing(self.opener, head, side, self.told, across=across is not None)
            self.spoken.append(clause + self._with(self.opener, head))
            self.opener = None
        elif head.kind != "polygon" or not (self._sides_said(head) or self._named_in_phrase(head)):
            across = self._across(head)
            self.done.add(across or head)
            clause = self.clauses.across(head, across, self.told) if across else self.clauses.clause(head, self.told)
            self.spoken.append(clause + self._with(head))

    def _across(self, head: Fact, other: Fact | None = None) -> Fact | None:
        """The fact that a polygon lies across one of its sides from a point (of another polygon)."""
        known = self._known()
        for fact in self.own:
            if (
                fact.kind != "opposite_sides"
                or fact in self.done
                or frozenset(fact.args[2:]) not in sides_of(head.args)
            ):
                continue
            inside, outside = sorted(fact.args[:2], key=lambda p: p not in head.args)
            fits = inside in head.args and outside not in head.args and outside in known
            if fits and (other is None or outside in other.args):
                return fact
        return None

    def _known(self) -> set[str]:
        """The points (and circles) that have been spoken of."""
        return {p for f in self.done if isinstance(f, Fact) and f.kind != "value" for p in f.args}

    def _with(self, *heads: Fact) -> str:
        """ ", with $AB \\perp BC$": what is told of the angles and sides of polygons that have just been named."""
        formulas = []
        for head in heads:
            for fact in self.own:
                inside = fact not in self.done and set(fact.args) <= set(head.args)
                if inside and (formula := self.clauses.formula(fact, self.told)) is not None:
                    self.done.add(fact)
                    formulas.append(formula)
        return ", " + self.clauses.with_formula(series(formulas)) if formulas else ""

    def _tell_crossing(self, fact: Fact) -> None:
        """Crossing segments: the diagonals of a quadrilateral and the medians of a triangle are called so."""
        centroid = next((f for f in self.own if f.kind == "centroid" and f.args[0] == fact.args[0]), None)
        if centroid is not None and all(set(ends) & set(centroid.args[1:]) for ends in (fact.args[1:3], fact.args[3:])):
            self.done.add(centroid)
            shape = self.clauses.polygon(centroid.args[1:], self.told)
            self.spoken.append(self.clauses.crossing(fact, "medians", shape))
            return
        head = next((h for h in self.heads if self.clauses.crosses(fact, h)), None)
        if head is None:
            self.spoken.append(self.clauses.crossing(fact, "clause"))
            return
        first = head is self.opener and not self.spoken
        new = first or head not in self.done
        self.done.add(head)
        if first:
            self.opener = None
        plain = head is self.opener and sum(len(h.args) == 4 for h in self.heads) == 1
        shape = self.clauses.polygon(head.args, self.told, defined=new)
        self.spoken.append(self.clauses.crossing(fact, "own_diagonals" if plain else "diagonals", shape))

    def _tell_foot(self, fact: Fact) -> bool:
        """A point between two others that is also the foot of a perpendicular on their segment: one clause for both."""
        for other in self.own:
            if other.kind == "perpendicular" and other not in self.done and other.args[4] == fact.args[0]:
                clause = self.clauses.foot_on(other, fact)
                if clause is not None:
                    self.done.add(other)
                    self.spoken.append(clause)
                    return True
        return False

    def _chain(self, fact: Fact) -> list[Fact]:
        """All facts that put points between others on one line."""
        line = self.clauses.figure.line_through(*fact.args[1:])
        return [f for f in self.own if f.kind == "between" and f not in self.done and set(f.args) <= set(line)]

    def _from_the_end(self, index: int, fact: Fact) -> Fact:
        """An extension beyond the last point that is known on the line so far."""
        point, start, end = fact.args
        line = self.clauses.figure.line_through(start, end)
        line = line if line.index(start) < line.index(point) else line[::-1]
        known = {p for f in self.told[:index] if f.kind != "value" for p in f.args}
        last = [p for p in line[line.index(end) : line.index(point)] if p in known and self.clauses.letter(p)]
        return Fact("beyond", (point, start, last[-1] if last else end))

    def _named_in_phrase(self, head: Fact) -> bool:
        """Whether a phrase of the family has named a polygon by its letters ("a sail has the shape of $ABC$")."""
        letters = sorted(map(self.clauses.letter, head.args))
        phrases = [self.clauses.phrase(p) for p in (*self.scene, *(p for p in self.done if isinstance(p, Phrase)))]
        return any(sorted(word) == letters for text in phrases for word in re.findall(r"[A-Z]+", text))

    def _sides_said(self, head: Fact) -> bool:
        """Whether other clauses mention every side of a polygon."""
        others = self.drawn - set(sides_of(head.args))
        return all(_covers(self.clauses.problem, others, side) for side in sides_of(head.args))

    def _tell_on_circle(self, fact: Fact, said: Sequence[str]) -> None:
        """The points on a circle but those that are said already, or said to lie on an arc of it."""
        same = [f for f in self.own if f.kind == "on_circle" and f.args[0] == fact.args[0] and f not in self.done]
        same = [f for f in same if f is not fact and self._head(f.args[1:]) is None]
        self.done.update(same)
        fact = Fact(fact.kind, (*fact.args, *(p for f in same for p in f.args[1:] if p not in fact.args)))
        on_arcs = {f.args[1] for f in self.own if f.kind == "on_arc" and f.args[0] == fact.args[0]}
        points = [p for p in fact.args[1:] if p not in said]
        points = [p for p in points if p not in on_arcs] or ([] if said else points)
        if self.clauses.named(points):
            self.spoken.append(self.clauses.clause(Fact("on_circle", (fact.args[0], *points)), self.told))
        for other in self.own:  # before segments to these points are spoken of
            if other.kind != "on_arc" or other in self.done or not self.clauses.letter(other.args[1]):
                continue
            if other.args[0] == fact.args[0] and set(other.args[2:]) <= set(fact.args[1:]):
                run = [
                    f for f in self.own if f.kind == "on_arc" and f not in self.done and f.args[2:] == other.args[2:]
                ]
                run = [f for f in run if f.args[0] == other.args[0] and self.clauses.letter(f.args[1])]
                self.done.update(run)
                self.spoken.append(self.clauses.on_one_arc(run, self.told))

    def _tell_segments(self, index: int, kind: str) -> None:
        """All segments (lines, rays) between points known by now, but those that another clause mentions."""
        run = list(takewhile(lambda f: f.kind == kind and f not in self.covered, self.told[index:]))
        known = self._known() | {p for f in self.told[:index] if f.kind != "value" for p in f.args}
        known |= {circle.centre for name, circle in self.clauses.figure.circles.items() if name in known}
        run += [f for f in self.own if f.kind == kind and f not in self.done and f not in run and set(f.args) <= known]
        self.done.update(run)
        rest = [f.args for f in run if not self._mentioned(f)]
        rest = [args for args in rest if len(self.clauses.named(args)) == 2]
        if rest:
            self.spoken.append(self.clauses.joined(rest, kind))

    def _mentioned(self, fact: Fact) -> bool:
        """Whether another clause shows that a segment or line is drawn."""
        if fact.kind == "segment":
            return _covers(self.clauses.problem, self.drawn, frozenset(fact.args))
        return fact.kind == "line" and frozenset(fact.args) in self.drawn

    def _tell_paired(self, index: int, fact: Fact) -> None:
        """A fact, with the next one of its kind where the two go well in one clause."""
        later = (
            f for f in self.told[index + 1 :] if f.kind == fact.kind and f not in self.done and f not in self.covered
        )
        partner = next(later, None)
        both = self.clauses.pair(fact, partner) if partner is not None else None
        if partner is not None and both is not None:
            self.done.add(partner)
            self.spoken.append(both)
        else:
            self.spoken.append(self.clauses.clause(fact, self.told))

    # --- sentences --------------------------------------------------------------------------------------------------

    def _opening(self) -> str:
        """The polygon that comes first: as a lead of the first sentence, or as a sentence before it."""
        if self.opener is None:
            return ""
        first = self.spoken[0] if self.spoken else ""
        letters = [self.clauses.letter(p) for p in self.opener.args]
        if self.lead and not is_sentence(first) and (not first or any(letter in first for letter in letters)):
            return f"in {self.clauses.polygon(self.opener.args, self.told, defined=True)}, "
        alone = self.clauses.alone(self.opener, self.told, described=_is_formula(first))
        if _is_formula(first):
            alone += " " + self.clauses.with_formula(self.spoken.pop(0))
        self.spoken.insert(0, alone + ".")
        return ""

    def _joined(self, lead: str) -> list[str]:
        """Clauses joined to sentences, up to three each; the lead opens the first."""
        sentences: list[str] = []
        group: list[str] = []

        def close() -> None:
            if group:
                opening = lead
                if sentences or not lead:
                    opening = ""
                    if sentences and _is_formula(group[0]):
                        opening = self.have
                    elif all(map(_is_formula, group)):
                        opening = self.let
                sentences.append(opening + clause_series(group) + ".")
                group.clear()

        for part in self.spoken:
            if is_sentence(part):
                close()
                sentences.append(part)
                continue
            if len(group) == CLAUSES_A_SENTENCE or sum(len(c.split()) for c in (*group, part)) > WORDS_A_SENTENCE:
                close()
            group.append(part)
        close()
        return sentences

    # --- what is said already ---------------------------------------------------------------------------------------

    def _named_elsewhere(self, head: Fact) -> bool:
        """Whether another clause names the polygon by its shape ("triangles ABC and DEF are similar")."""
        size = len(head.args)
        for fact in self.own:
            if fact.kind in ("similar", "congruent"):
                if set(head.args) in (set(fact.args[:size]), set(fact.args[size:])) and len(fact.args) == 2 * size:
                    return True
            elif fact.kind == "incircle" and set(head.args) == set(fact.args[1:4]):
                return True
        return False

    def _circle_named(self, circle: Fact) -> bool:
        """Whether another clause that is told names the circle together with its centre (or it has no name to tell)."""
        name = circle.args[0]
        noun, centre = self.clauses.circle(name), self.clauses.letter(circle.args[1])
        if centre and centre not in noun:
            return False
        kinds = ("on_circle", "diameter", "on_arc", "tangent", "equal_arc", "incircle", "sector")
        if any(fact.kind in kinds and fact.args[0] == name and fact not in self.covered for fact in self.told):
            return True
        return any(
            fact.kind == "value"
            and fact.args[0][0] in ("radius", "diameter", "circumference", "disk")
            and fact.args[0][1] == name
            for fact in self.told
        )

    def _drawn(self) -> set[frozenset[str]]:
        """The segments that clauses about other things mention."""
        drawn = {side for head in self.heads for side in sides_of(head.args)}
        for fact in self.told:
            kind, args = fact.kind, fact.args
            if fact in self.covered:
                continue
            if kind in ("between", "midpoint", "beyond"):
                drawn.add(frozenset(args[1:3]))
                if kind == "beyond":
                    drawn.add(frozenset((args[0], args[1])))
            elif kind in ("crossing", "perpendicular", "parallel"):
                pairs = args[1:] if kind == "crossing" else args[:4]
                drawn |= {frozenset(pairs[:2]), frozenset(pairs[2:4])}
            elif kind == "equal_length":
                drawn |= {frozenset(args[i : i + 2]) for i in range(0, len(args), 2)}
            elif kind == "bisector":
                drawn.add(frozenset((args[0], args[2])))
            elif kind in ("tangent", "diameter"):
                drawn.add(frozenset(args[1:3]))
            elif kind in ("similar", "congruent"):
                half = len(args) // 2
                drawn |= {*sides_of(args[:half]), *sides_of(args[half:])}
            elif kind in ("inside", "incircle", "centroid"):
                drawn |= {*sides_of(args[1:] if kind != "incircle" else args[1:4])}
            elif kind == "sector":
                drawn |= {frozenset((args[3], args[1])), frozenset((args[3], args[2]))}
            elif kind == "value" and args[0][0] == "length":
                drawn.add(frozenset(args[0][1:]))
        return drawn


def is_sentence(text: str) -> bool:
    """Whether a text closes itself."""
    return text.endswith((".", "?", "!"))


def clause_series(clauses: Sequence[str]) -> str:
    """Clauses joined to a sentence, with a comma before "and" where a clause has an "and" of its own."""
    if len(clauses) == 2 and any(" and " in clause or ", " in clause or clause.count(" ") > 11 for clause in clauses):
        return ", and ".join(clauses)
    return series(list(clauses))


def _is_shape(fact: Fact) -> bool:
    return fact.kind == "polygon" or fact.kind in SHAPES


def _is_formula(clause: str) -> bool:
    """Whether a clause is nothing but one formula."""
    return clause.startswith("$") and clause.endswith("$") and clause.count("$") == 2


def _shared_side(first: Fact, second: Fact) -> tuple[str, ...] | None:
    """The one side that two polygons with no other common point share."""
    common = set(first.args) & set(second.args)
    if frozenset(common) in sides_of(first.args) and frozenset(common) in sides_of(second.args):
        return tuple(sorted(common))
    return None


def _covers(problem: Problem, drawn: Collection[frozenset[str]], segment: frozenset[str]) -> bool:
    """Whether some drawn segment contains a segment."""
    if segment in drawn:
        return True
    p, q = sorted(segment)
    line = problem.figure.line_through(p, q)
    first, last = sorted((line.index(p), line.index(q)))
    for other in drawn:
        if all(end in line for end in other):
            low, high = sorted(line.index(end) for end in other)
            if low <= first and last <= high:
                return True
    return False
