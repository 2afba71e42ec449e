"""A scene that grows: its figure, the words for what is in it, and the measures it may speak of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from random import Random

from generators.solid.figure import SolidFigure
from puma_data.symbolic.exact import Exact
from puma_data.symbolic.facts import Fact, Quantity
from puma_data.symbolic.problem import Phrase

ID = "compose_solid"


@dataclass(slots=True)
class Scene:
    """A figure under construction.

    ``size`` holds the exact dimensions of the solid that the next step works on, ``main``. ``spoken`` are measures that
    are related only where they are named.
    """

    figure: SolidFigure
    rng: Random
    unit: str | None
    main: str = ""
    kind: str = ""
    size: dict[str, Exact] = field(default_factory=dict)
    told: list[Fact] = field(default_factory=list)
    """The facts that one phrase says together."""
    phrase: str = ""
    slots: dict[str, str] = field(default_factory=dict)
    late: list[tuple[str, ...]] = field(default_factory=list)
    """Facts to state when all else is told: what marks show of a solid that the scene has named."""
    spoken: list[Quantity] = field(default_factory=list)
    steps: list[str] = field(default_factory=list)

    def begin(self, kind: str, fact: str, **size: Exact) -> None:
        """The base is made: state what it is."""
        self.main, self.kind, self.size = "s", kind, size
        self.told.append(self.figure.state(fact, "s"))
        self.slots["a_first"] = NOUNS[kind]

    def parameters(self, values: Mapping[Quantity, Exact]) -> None:
        """Measures whose exact value the construction fixes."""
        for quantity, value in values.items():
            self.figure.parameter(quantity, value)

    def say(self, *quantities: Quantity) -> None:
        """Measures that this scene speaks of."""
        self.spoken += quantities

    def phrases(self) -> tuple[Phrase, ...]:
        """The scene in words: one phrase for all that is told together; a lone solid has none."""
        if not self.phrase:
            return ()
        own = (Phrase(f"{ID}.{self.phrase}.scene", tuple(self.told), tuple(self.slots.items())),)
        marked = [fact for fact in self.figure.facts if fact.kind == "cube"]
        return (*own, *(Phrase(f"{ID}.cube.outer", (fact,)) for fact in marked))


NOUNS: Mapping[str, str] = {
    "cube": "a box",
    "cuboid": "a cuboid",
    "square_box": "a cuboid",
    "triangle_prism": "a right prism with a triangular base",
    "square_pyramid": "a right pyramid",
    "cylinder": "a right circular cylinder",
    "cone": "a right circular cone",
    "sphere": "a sphere",
    "hemisphere": "a hemisphere",
    "frustum": "a frustum of a right circular cone",
}
