"""Theorems about half circles as graphs, and about circles that are moved."""

from __future__ import annotations

from collections.abc import Iterator

from generators.functions.domain import FUNCTIONS
from generators.functions.quantities import parameter, x, y
from generators.functions.theorems.relation import plot_of, relation, spoken
from puma_data.symbolic.exact import PI, Exact
from puma_data.symbolic.facts import Relation
from puma_data.symbolic.figure import Figure


@FUNCTIONS.theorem("heights_of_semicircle")
def heights_of_semicircle(figure: Figure) -> Iterator[Relation]:
    """Range, length and area of half a circle from its centre and radius."""
    for q in spoken(figure):
        if len(q) != 2 or q[1] not in plot_of(figure).curves:
            continue
        f = q[1]
        k, r = parameter(f, "k"), parameter(f, "r")
        upper = plot_of(figure).curves[f].form == "upper semicircle"
        match q[0]:
            case "least_value":
                right = [(1, (k,))] if upper else [(1, (k,)), (-1, (r,))]
                yield relation("heights_of_semicircle", [(1, (q,))], [*right], (), (q,))
            case "greatest_value":
                right = [(1, (k,)), (1, (r,))] if upper else [(1, (k,))]
                yield relation("heights_of_semicircle", [(1, (q,))], [*right], (), (q,))
            case "length_of_arc":
                yield relation("length_of_semicircle", [(1, (q,))], [(PI, (r,))], (), (q,))
            case "half_disc":
                yield relation("area_of_semicircle", [(1, (q,))], [(PI * Exact(1) / 2, (r, r))], (), (q,))


@FUNCTIONS.theorem("translation_of_circle")
def translation(figure: Figure) -> Iterator[Relation]:
    """A translation moves the centre as it moves any point."""
    for fact in figure.known("circle_moved"):
        image, circle, p, q = fact.args
        for name, part in (("h", x), ("k", y)):
            new, old = parameter(image, name), parameter(circle, name)
            yield relation(
                "translation_of_circle",
                [(1, (new,))],
                [(1, (old,)), (1, (part(q),)), (-1, (part(p),))],
                (fact,),
                (new,),
                A=p,
                B=q,
            )


@FUNCTIONS.theorem("translation_keeps_radius", weight=0)
def translation_keeps_radius(figure: Figure) -> Iterator[Relation]:
    """A translation keeps lengths."""
    for fact in figure.known("circle_moved"):
        image, circle, *_ = fact.args
        new = parameter(image, "r")
        yield relation("translation_keeps_radius", [(1, (new,))], [(1, (parameter(circle, "r"),))], (fact,), (new,))


for _name in ("length_of_semicircle", "area_of_semicircle"):

    @FUNCTIONS.theorem(_name)
    def _emitted_with_the_ends(figure: Figure) -> Iterator[Relation]:
        return iter(())
