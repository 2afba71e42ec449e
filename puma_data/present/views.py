"""The six views: which information class is said and which is drawn (after MathVerse).

============== =========== ======== ========= ========
view           descriptive implicit essential drawing
============== =========== ======== ========= ========
text_only      text        text     text      none
text_dominant  text        text     text      bare
text_lite      picture     text     text      bare
vision_intensive picture   picture  text      marked
vision_dominant picture    text     picture   valued
vision_only    picture     picture  picture   page
============== =========== ======== ========= ========

The bare drawing shows descriptive facts in every view that has a picture, the marked one implicit facts too, the
valued one all.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from puma_data.symbolic.facts import Fact, InfoClass
from puma_data.symbolic.problem import Problem

View = Literal["text_only", "text_dominant", "text_lite", "vision_intensive", "vision_dominant", "vision_only"]
Drawing = Literal["bare", "marked", "valued", "page"]

TOLD: Final[dict[View, frozenset[InfoClass]]] = {
    "text_only": frozenset({"descriptive", "implicit", "essential"}),
    "text_dominant": frozenset({"descriptive", "implicit", "essential"}),
    "text_lite": frozenset({"implicit", "essential"}),
    "vision_intensive": frozenset({"essential"}),
    "vision_dominant": frozenset({"implicit"}),
    "vision_only": frozenset(),
}
"""The information classes that the text of a view tells, and no others."""

DRAWING: Final[dict[View, Drawing | None]] = {
    "text_only": None,
    "text_dominant": "bare",
    "text_lite": "bare",
    "vision_intensive": "marked",
    "vision_dominant": "valued",
    "vision_only": "page",
}
SHOWN: Final[dict[Drawing, frozenset[InfoClass]]] = {
    "bare": frozenset({"descriptive"}),
    "marked": frozenset({"descriptive", "implicit"}),
    "valued": frozenset({"descriptive", "implicit", "essential"}),
    "page": frozenset({"descriptive", "implicit", "essential"}),
}
"""The information classes that a drawing shows (a page shows essential facts as labels or typeset with the
question)."""

VIEWS: Final[tuple[View, ...]] = tuple(TOLD)


@dataclass(frozen=True, slots=True)
class Routing:
    """Where every stated fact of a problem goes in one view, and the drawing that goes with it."""

    text: frozenset[Fact]
    picture: frozenset[Fact]
    drawing: Drawing | None


def info_class(problem: Problem, fact: Fact) -> InfoClass:
    """The information class of a fact: a property of its kind."""
    return problem.figure.domain.facts[fact.kind].info


def route(problem: Problem, view: View, page_values: bool) -> Routing:
    """The routing of a view. ``page_values`` only decides how a page shows essential facts: as labels of the figure
    (its drawing
    is then the valued one), or typeset with the question beside the marked figure; either way they are in the
    picture."""
    drawing = DRAWING[view]
    shown = SHOWN[drawing] if drawing else frozenset()
    classes = [(fact, info_class(problem, fact)) for fact in problem.facts]
    return Routing(
        frozenset(fact for fact, info in classes if info in TOLD[view]),
        frozenset(fact for fact, info in classes if info in shown),
        drawing,
    )
