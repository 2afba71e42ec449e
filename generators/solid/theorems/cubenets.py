"""Opposite faces of a cube, read off its net."""

from __future__ import annotations

from collections.abc import Iterator

from generators.solid.cubenets import larger, opposite, pairs
from generators.solid.domain import SOLID
from generators.solid.figure import SolidFigure
from generators.solid.theorems.relation import equal, parts, spoken
from puma_data.symbolic.facts import Relation
from puma_data.symbolic.figure import Figure


@SOLID.theorem("opposite_faces")
def opposite_faces(figure: Figure) -> Iterator[Relation]:
    for s, fact in parts(figure, "net"):
        assert isinstance(figure, SolidFigure)
        for a, b in opposite(figure.parts[s].net).items():
            if spoken(figure, ("opposite_number", s, a)):
                yield equal(
                    "opposite_faces", ("opposite_number", s, a), ("face_number", s, b), [fact], solid=s, A=a, B=b
                )


@SOLID.theorem("corner_of_net")
def corner_of_net(figure: Figure) -> Iterator[Relation]:
    """Of two opposite faces exactly one meets each corner, and any choice of one of each pair meets at a corner."""
    for s, fact in parts(figure, "net"):
        if spoken(figure, ("corner_sum", s)):
            assert isinstance(figure, SolidFigure)
            couples = pairs(figure.parts[s].net)
            told = ", ".join(f"${a}$ and ${b}$" for a, b in couples)
            numbers = [("face_number", s, p) for p in larger(figure, s)]
            yield equal("corner_of_net", ("corner_sum", s), numbers, [fact], solid=s, couples=told)


@SOLID.theorem("sum_of_pair")
def sum_of_pair(figure: Figure) -> Iterator[Relation]:
    for rule in figure.known("equal_sums"):
        s = rule.args[0]
        assert isinstance(figure, SolidFigure)
        net = next(fact for fact in figure.known("net") if fact.args[0] == s)
        for a, b in pairs(figure.parts[s].net):
            both = [("face_number", s, a), ("face_number", s, b)]
            yield equal("sum_of_pair", ("pair_sum", s), both, [net, rule], solid=s, A=a, B=b)
