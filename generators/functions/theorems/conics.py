"""Theorems about ellipses, hyperbolas and parabolas: axes, foci, asymptotes."""

from __future__ import annotations

from collections.abc import Iterator

from generators.functions.conics import FOCI, focal, lies_across
from generators.functions.domain import FUNCTIONS
from generators.functions.quantities import parameter, x, y
from generators.functions.theorems.relation import Side, curves_of, plot_of, relation, spoken
from puma_data.symbolic.exact import PI
from puma_data.symbolic.facts import Quantity, Relation
from puma_data.symbolic.figure import Figure

CENTRAL = ("ellipse", "hyperbola", "upright hyperbola")
WHICH = {True: "horizontal", False: "vertical"}
PARABOLAS = ("upright parabola", "sideways parabola")


def _after(figure: Figure, one: Quantity, other: Quantity) -> int:
    """The sign of one coordinate minus another."""
    return 1 if figure.measure(one) > figure.measure(other) else -1


def _along(across: bool) -> tuple[str, str]:
    """Kind of coordinate along an axis, and the parameter that is the middle's."""
    return ("x", "h") if across else ("y", "k")


@FUNCTIONS.theorem("semi_axis")
def semi_axis(figure: Figure) -> Iterator[Relation]:
    """A semi-axis leads from the centre to an end of the axis."""
    ends = [(fact.kind == "x_end", fact.args[0], fact.args[1], fact) for fact in figure.known("x_end")]
    ends += [(False, *fact.args, fact) for fact in figure.known("y_end")]
    for across, conic, p, fact in ends:
        kind, middle = _along(across)
        at, centre, size = (kind, p), parameter(conic, middle), parameter(conic, "a" if across else "b")
        sign = _after(figure, at, centre)
        yield relation(
            "semi_axis", [(1, (size,))], [(sign, (at,)), (-sign, (centre,))], (fact,), (size,), P=p, which=WHICH[across]
        )
    for fact in figure.known("axis_ends"):
        conic, p, q = fact.args
        across = abs(figure.measure(x(p)) - figure.measure(x(q))) > 1e-9
        kind, middle = _along(across)
        size, centre = parameter(conic, "a" if across else "b"), parameter(conic, middle)
        sign = _after(figure, (kind, q), (kind, p))
        sides: Side = [(sign, ((kind, q),)), (-sign, ((kind, p),))]
        yield relation("whole_axis", [(2, (size,))], sides, (fact,), (size,), A=p, B=q, which=WHICH[across])
        for part, name in ((x, "h"), (y, "k")):
            centre = parameter(conic, name)
            yield relation(
                "middle_of_axis", [(2, (centre,))], [(1, (part(p),)), (1, (part(q),))], (fact,), (centre,), A=p, B=q
            )


@FUNCTIONS.theorem("focal_distance")
def focal_distance(figure: Figure) -> Iterator[Relation]:
    """A focus is c from the centre, on the main axis."""
    for fact in figure.known("focus"):
        conic, p = fact.args
        if plot_of(figure).curves[conic].form in CENTRAL:
            kind, middle = _along(lies_across(plot_of(figure), conic))
            at, centre, c = (kind, p), parameter(conic, middle), focal(conic)
            sign = _after(figure, at, centre)
            yield relation("focal_distance", [(1, (c,))], [(sign, (at,)), (-sign, (centre,))], (fact,), (c,), F=p)
    for fact in figure.known("foci"):
        conic, p, q = fact.args
        kind, _ = _along(lies_across(plot_of(figure), conic))
        c, sign = focal(conic), _after(figure, (kind, q), (kind, p))
        yield relation(
            "foci_apart", [(2, (c,))], [(sign, ((kind, q),)), (-sign, ((kind, p),))], (fact,), (c,), A=p, B=q
        )
        for part, name in ((x, "h"), (y, "k")):
            centre = parameter(conic, name)
            yield relation(
                "middle_of_foci", [(2, (centre,))], [(1, (part(p),)), (1, (part(q),))], (fact,), (centre,), A=p, B=q
            )


@FUNCTIONS.theorem("focal_relation")
def focal_relation(figure: Figure) -> Iterator[Relation]:
    """c^2 is the difference of the squares of the semi-axes of an ellipse, and their sum for a hyperbola."""
    for conic in curves_of(figure, *CENTRAL):
        a, b, c = parameter(conic, "a"), parameter(conic, "b"), focal(conic)
        if plot_of(figure).curves[conic].form == "ellipse":
            big, small = (a, b) if lies_across(plot_of(figure), conic) else (b, a)
            yield relation("focal_relation", [(1, (c, c))], [(1, (big, big)), (-1, (small, small))])
        else:
            yield relation("focal_relation_of_hyperbola", [(1, (c, c))], [(1, (a, a)), (1, (b, b))])


@FUNCTIONS.theorem("eccentricity")
def measures_of_conic(figure: Figure) -> Iterator[Relation]:
    """Eccentricity, area, slope of an asymptote, place of a focus: what is asked for."""
    plot = plot_of(figure)
    for q in spoken(figure):
        match q:
            case ("eccentricity", conic):
                main = parameter(conic, "a" if lies_across(plot, conic) else "b")
                yield relation("eccentricity", [(1, (q, main))], [(1, (focal(conic),))], (), (q,))
            case ("conic_area", conic):
                sides = (parameter(conic, "a"), parameter(conic, "b"))
                yield relation("area_of_ellipse", [(1, (q,))], [(PI, sides)], (), (q,))
            case ("asymptote_slope", conic):
                yield relation(
                    "slope_of_asymptote", [(1, (q, parameter(conic, "a")))], [(1, (parameter(conic, "b"),))], (), (q,)
                )
            case (("right_focus" | "left_focus" | "upper_focus" | "lower_focus") as which, conic):
                axis, side = FOCI[which]
                centre = parameter(conic, "h" if axis == "x" else "k")
                yield relation("place_of_focus", [(1, (q,))], [(1, (centre,)), (side, (focal(conic),))], (), (q,))
            case ("latus_rectum", conic):
                sign = 1 if figure.measure(parameter(conic, "p")) > 0 else -1
                yield relation("latus_rectum", [(1, (q,))], [(4 * sign, (parameter(conic, "p"),))], (), (q,))
            case (("focal_sum" | "focal_difference"), conic, p, _, _):
                main = parameter(conic, "a" if lies_across(plot, conic) else "b")
                facts = [fact for fact in figure.known("on_conic") if fact.args == (conic, p)]
                yield relation(q[0], [(1, (q,))], [(2, (main,))], tuple(facts), (q,), P=p)


@FUNCTIONS.theorem("length_of_axis", weight=0)
def length_of_axis(figure: Figure) -> Iterator[Relation]:
    """An axis is twice its semi-axis, and the foci are 2c apart."""
    for q in spoken(figure):
        if q[0] == "axis_length":
            yield relation("length_of_axis", [(1, (q,))], [(2, (parameter(*q[1:]),))], (), (q,))
        elif q[0] == "focal_gap":
            yield relation("focal_gap", [(1, (q,))], [(2, (focal(q[1]),))], (), (q,))


@FUNCTIONS.theorem("point_on_asymptote")
def point_on_asymptote(figure: Figure) -> Iterator[Relation]:
    """The asymptotes of a hyperbola rise by b over a."""
    for fact in figure.known("on_asymptote"):
        conic, p = fact.args
        centre = next(one for one in figure.known("centre") if one.args[0] == conic)
        run, rise = ("run", centre.args[1], p), ("rise", centre.args[1], p)
        sign = 1 if figure.measure(run) * figure.measure(rise) > 0 else -1
        a, b = parameter(conic, "a"), parameter(conic, "b")
        yield relation(
            "point_on_asymptote", [(1, (b, run))], [(sign, (a, rise))], (centre, fact), (a, b), P=p, C=centre.args[1]
        )


@FUNCTIONS.theorem("focus_of_parabola")
def focus_of_parabola(figure: Figure) -> Iterator[Relation]:
    """The vertex is midway between focus and directrix; p leads from it to the focus."""
    for conic in curves_of(figure, *PARABOLAS):
        across = lies_across(plot_of(figure), conic)
        kind, middle = _along(across)
        vertex, p, d = parameter(conic, middle), parameter(conic, "p"), ("directrix", conic)
        for fact in figure.known("focus"):
            if fact.args[0] != conic:
                continue
            f = fact.args[1]
            at = (kind, f)
            yield relation("focus_of_parabola", [(1, (p,))], [(1, (at,)), (-1, (vertex,))], (fact,), (p,), F=f)
            yield relation(
                "vertex_midway",
                [(2, (vertex,))],
                [(1, (at,)), (1, (d,))],
                (fact,),
                (vertex,),
                F=f,
                line=f"${kind} = d$",
            )
            for on in figure.known("on_conic"):
                if on.args[0] == conic:
                    gone = ("distance", on.args[1], f)
                    sign = _after(figure, (kind, on.args[1]), d)
                    yield relation(
                        "focus_and_directrix",
                        [(1, (gone,))],
                        [(sign, ((kind, on.args[1]),)), (-sign, (d,))],
                        (fact, on),
                        (gone,),
                        P=on.args[1],
                        F=f,
                        line=f"${kind} = d$",
                    )
        yield relation("directrix", [(1, (d,))], [(1, (vertex,)), (-1, (p,))], (), (d, p), line=f"${kind} = d$")


@FUNCTIONS.theorem("axis_through_focus", weight=0)
def axis_through_focus(figure: Figure) -> Iterator[Relation]:
    """The axis of a parabola goes through its focus and its vertex."""
    for fact in figure.known("focus"):
        conic, f = fact.args
        if plot_of(figure).curves[conic].form in PARABOLAS:
            kind, middle = _along(not lies_across(plot_of(figure), conic))
            level = parameter(conic, middle)
            yield relation("axis_through_focus", [(1, (level,))], [(1, ((kind, f),))], (fact,), (level,), F=f)


for _name, _weight in {
    "whole_axis": 1,
    "middle_of_axis": 1,
    "foci_apart": 1,
    "middle_of_foci": 1,
    "focal_relation_of_hyperbola": 1,
    "focal_gap": 0,
    "area_of_ellipse": 1,
    "slope_of_asymptote": 1,
    "place_of_focus": 1,
    "latus_rectum": 1,
    "focal_sum": 1,
    "focal_difference": 1,
    "vertex_midway": 1,
    "focus_and_directrix": 1,
    "directrix": 1,
}.items():

    @FUNCTIONS.theorem(_name, weight=_weight)
    def _emitted_with_another(figure: Figure) -> Iterator[Relation]:
        return iter(())
