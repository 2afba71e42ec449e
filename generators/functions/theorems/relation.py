"""How theorems write their relations, and what they look for in a plot."""

from __future__ import annotations

from puma_data.symbolic.exact import Exact
from puma_data.symbolic.facts import Fact, Quantity, Relation, Term
from puma_data.symbolic.figure import Figure
from puma_data.symbolic.plot import Plot

Side = list[tuple[Exact | int, tuple[Quantity, ...]]]


def relation(
    theorem: str,
    left: Side,
    right: Side,
    premises: tuple[Fact, ...] = (),
    targets: tuple[Quantity, ...] = (),
    **roles: str,
) -> Relation:
    """The relation ``left = right``; each side is a sum of ``(coefficient, quantities)``. Terms of 0 are left out."""

    def terms(side: Side) -> tuple[Term, ...]:
        return tuple([Term(_exact(coefficient), quantities) for coefficient, quantities in side if coefficient != 0])

    return Relation(theorem, terms(left), terms(right), premises, tuple(roles.items()), (), False, targets)


_SMALL = {number: Exact(number) for number in range(-4, 5)}


def _exact(number: Exact | int) -> Exact:
    return _SMALL[number] if isinstance(number, int) and number in _SMALL else Exact(number)


def plot_of(figure: Figure) -> Plot:
    """The figure as the plot it is."""
    assert isinstance(figure, Plot)
    return figure


def points_on(figure: Figure, curve: str) -> list[tuple[str, Fact]]:
    """Points known to be on a curve, with the fact that says so."""
    kinds = ("vertex", "passes", "turns")
    return [(fact.args[1], fact) for kind in kinds for fact in figure.known(kind) if fact.args[0] == curve]


def curves_of(figure: Figure, *forms: str) -> list[str]:
    """Curves of some forms; none where graphs are chosen for a given equation, see `choosing`."""
    plot = plot_of(figure)
    return [] if plot.panels else [name for name, curve in plot.curves.items() if curve.form in forms]


def spoken(figure: Figure) -> list[Quantity]:
    """The quantities given and asked for, a whole by its parts."""
    return [part for q in figure.asked for part in (q[1:] if q[0] == "whole" else (q,))]


def asked_values(figure: Figure, curve: str) -> list[str]:
    """Arguments at which values of a curve are spoken of, those of its value included."""
    asked = [q[2] for q in spoken(figure) if q[0] == "value" and q[1] == curve]
    for q in spoken(figure):
        if q[0] == "twice" and q[1] == curve:
            asked += [q[2], q[3]]
        if q[0] == "weighted_sum":
            asked += [at for name, at in zip(q[2::3], q[3::3], strict=True) if name == curve]
        if q[0] == "mirror_ratio" and q[1] == curve:
            asked += [q[2], (-Exact.parse(q[2])).sympy()]
        if q[0] == "carried" and q[1] == curve:
            asked.append(q[3])
        if q[0] == "of":
            asked += [q[4]] if q[1] == curve else [q[3]] if q[2] == curve else []
    return asked


def kind_of(kind: str, p: str, q: str) -> Quantity:
    """A quantity of two points."""
    return (kind, p, q)
