"""Theorems about circles, the unit circle among them."""

from __future__ import annotations

from collections.abc import Iterator

from generators.functions.domain import FUNCTIONS
from generators.functions.quantities import RELATED, parameter, x, y
from generators.functions.theorems.relation import (
    kind_of,
    relation,
    spoken,
)
from puma_data.symbolic.facts import Quantity, Relation
from puma_data.symbolic.figure import Figure


@FUNCTIONS.theorem("distance_formula")
def distance_formula(figure: Figure) -> Iterator[Relation]:
    """The radius is the distance of a point from the centre."""
    for centre in figure.known("centre"):
        for rim in figure.known("on_circle"):
            if rim.args[0] == centre.args[0]:
                r = parameter(rim.args[0], "r")
                run, rise = (kind_of(part, centre.args[1], rim.args[1]) for part in ("run", "rise"))
                yield relation(
                    "distance_formula",
                    [(1, (r, r))],
                    [(1, (run, run)), (1, (rise, rise))],
                    (centre, rim),
                    (r,),
                    A=centre.args[1],
                    B=rim.args[1],
                )
    for fact in figure.known("diameter_ends"):
        d, run, rise = (kind_of(part, *fact.args[1:]) for part in ("distance", "run", "rise"))
        yield relation(
            "distance_formula",
            [(1, (d, d))],
            [(1, (run, run)), (1, (rise, rise))],
            (fact,),
            (d,),
            A=fact.args[1],
            B=fact.args[2],
        )


@FUNCTIONS.theorem("radius_from_diameter", weight=0)
def radius_from_diameter(figure: Figure) -> Iterator[Relation]:
    """The radius is half the diameter."""
    for fact in figure.known("diameter_ends"):
        d = kind_of("distance", *fact.args[1:])
        yield relation("radius_from_diameter", [(2, (parameter(fact.args[0], "r"),))], [(1, (d,))], (fact,))


@FUNCTIONS.theorem("midpoint_formula")
def midpoint_formula(figure: Figure) -> Iterator[Relation]:
    """The centre is the midpoint of a diameter."""
    for fact in figure.known("diameter_ends"):
        c, p, q = fact.args
        for name, one, other in (("h", x(p), x(q)), ("k", y(p), y(q))):
            yield relation(
                "midpoint_formula", [(2, (parameter(c, name),))], [(1, (one,)), (1, (other,))], (fact,), A=p, B=q
            )


@FUNCTIONS.theorem("unit_circle")
def unit_circle(figure: Figure) -> Iterator[Relation]:
    """Cosine and sine are the coordinates of the point on the unit circle, the tangent is their ratio."""
    for q in spoken(figure):
        if q[0] in ("sine", "cosine"):
            yield relation("unit_circle", [(1, (q,))], [(1, ((y if q[0] == "sine" else x)(q[1]),))], P=q[1])
        if q[0] == "tangent":
            yield relation("tangent_ratio", [(1, (q, x(q[1])))], [(1, (y(q[1]),))], (), (q,), P=q[1])
        if q[0] == "related":
            _, _, factor, part = RELATED[q[2]]
            base: Quantity = (("sine" if part == "y" else "cosine"), q[1])
            yield relation("unit_circle", [(1, (base,))], [(1, ((y if part == "y" else x)(q[1]),))], P=q[1])
            yield relation("related_angles", [(1, (q,))], [(int(factor), (base,))])


@FUNCTIONS.theorem("tangent_ratio")
def tangent_ratio(figure: Figure) -> Iterator[Relation]:
    """Emitted with the unit circle."""
    return iter(())


@FUNCTIONS.theorem("related_angles")
def related_angles(figure: Figure) -> Iterator[Relation]:
    """Emitted with the unit circle."""
    return iter(())
