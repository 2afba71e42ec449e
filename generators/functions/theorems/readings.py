"""Theorems about what is read off drawings: line tests, signs, comparisons, symmetric points, half-planes."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from generators.functions.domain import FUNCTIONS
from generators.functions.quantities import RELATED, _number, parameter, x, y
from generators.functions.readings import COMPARED, MIRRORS, plot_of, points_above, shared_end
from generators.functions.theorems.relation import Side, curves_of, relation, spoken
from puma_data.symbolic.facts import Fact, Quantity, Relation
from puma_data.symbolic.figure import Figure
from puma_data.symbolic.plot import Plot


def emitted_with(names: tuple[str, ...]) -> None:
    """Register theorems whose relations another rule emits."""
    for name in names:
        FUNCTIONS.theorem(name)(lambda figure: iter(()))


def about(figure: Figure, curve: str) -> tuple[Fact, ...]:
    """What is stated of a curve."""
    return tuple(fact for fact in figure.facts if fact.value is None and fact.kind != "form" and curve in fact.args)


# --- tests with lines -------------------------------------------------------------------------------------------------


@FUNCTIONS.theorem("vertical_line_test")
def vertical_line_test(figure: Figure) -> Iterator[Relation]:
    """A drawing is the graph of a function of x just when no vertical line meets it more than once."""
    plot = plot_of(figure)
    for q in spoken(figure):
        if q[0] != "most_above":
            continue
        curves = q[1:]
        most = points_above(plot, curves[0]) if len(curves) == 1 else 1 + shared_end(plot, curves)
        told = _crossed(plot, curves) if most > 1 else "no vertical line meets the drawing more than once"
        result = "it is the graph of a function" if most == 1 else "it is not the graph of a function"
        premises = tuple(dict.fromkeys(fact for curve in curves for fact in about(figure, curve)))
        points = dict.fromkeys(p for fact in premises for p in fact.args if p in figure.position)
        made = relation("vertical_line_test", [(1, (q,))], [(most, ())], premises, (q,), line=told, result=result)
        yield made._replace(guards=tuple((x(p), plot.exact[f"{p}.x"]) for p in points))


def _crossed(plot: Plot, curves: tuple[str, ...]) -> str:
    """A vertical line that meets a drawing more than once, in words."""
    made = plot.curves[curves[0]]
    if len(curves) == 2:
        p, q = made.nodes[-1], plot.curves[curves[1]].nodes[0]
        return f"the line $x = {plot.exact[f'{p}.x'].latex()}$ meets the drawing at ${p}$ and at ${q}$"
    if made.form == "circle":
        return "every vertical line through the inside of the circle meets it twice"
    if not made.nodes:
        return "$A$ and $B$ lie on one vertical line"
    ways = [plot.exact[f"{q}.x"] > plot.exact[f"{p}.x"] for p, q in pairwise(made.nodes)]
    turn = next(made.nodes[i + 1] for i, (one, other) in enumerate(pairwise(ways)) if one != other)
    return f"the drawing turns back at ${turn}$, so that a vertical line near ${turn}$ meets it more than once"


@FUNCTIONS.theorem("injective_and_surjective")
def injective_and_surjective(figure: Figure) -> Iterator[Relation]:
    """Injective: no horizontal line meets the graph twice; surjective: every one through the codomain meets it."""
    plot = plot_of(figure)
    for q in spoken(figure):
        if q[0] != "mapping":
            continue
        fact = next(fact for fact in figure.known("chain") if fact.args[0] == q[1])
        heights = [plot.exact[f"{p}.y"] for p in fact.args[1:]]
        steady = len({one < other for one, other in pairwise(heights)}) == 1
        low, high = min(heights, key=float), max(heights, key=float)
        onto = low == _number(q[2]) and high == _number(q[3])
        made = relation(
            "injective_and_surjective",
            [(1, (q,))],
            [(2 * steady + onto, ())],
            (fact,),
            (q,),
            shape="never turns" if steady else "turns",
            injective="is injective" if steady else "is not injective",
            range=f"$[{low.latex()}, {high.latex()}]$",
            surjective="is surjective" if onto else "is not surjective",
        )
        yield made._replace(guards=tuple((y(p), plot.exact[f"{p}.y"]) for p in fact.args[1:]))


# --- the unit circle --------------------------------------------------------------------------------------------------


@FUNCTIONS.theorem("reflected_point")
def reflected_point(figure: Figure) -> Iterator[Relation]:
    """A reflection in an axis or in the origin changes signs of coordinates."""
    for kind, signs in MIRRORS.items():
        for fact in figure.known(kind):
            p, q = fact.args
            for axis, sign in zip((x, y), signs, strict=True):
                yield relation(
                    "reflected_point", [(1, (axis(q),))], [(sign, (axis(p),))], (fact,), (axis(q),), P=p, Q=q
                )


@FUNCTIONS.theorem("opposite_number")
def opposite_number(figure: Figure) -> Iterator[Relation]:
    """The opposite of a trigonometric value of a related angle."""
    for q in spoken(figure):
        if q[0] == "opposite":
            _, _, factor, part = RELATED[q[2]]
            value, related = (("sine" if part == "y" else "cosine"), q[1]), ("related", q[1], q[2])
            yield relation("unit_circle", [(1, (value,))], [(1, ((y if part == "y" else x)(q[1]),))], P=q[1])
            yield relation("related_angles", [(1, (related,))], [(int(factor), (value,))])
            yield relation("opposite_number", [(1, (q,))], [(-1, (related,))])


# --- parabolas --------------------------------------------------------------------------------------------------------


@FUNCTIONS.theorem("expanded_form")
def expanded_form(figure: Figure) -> Iterator[Relation]:
    """a (x - h)^2 + k = a x^2 + b x + c, with b = -2ah and c = a h^2 + k, and b^2 - 4ac = -4ak."""
    for f in curves_of(figure, "parabola"):
        a, h, k = (parameter(f, name) for name in "ahk")
        b, c, d = (kind for kind in (("coefficient_b", f), ("coefficient_c", f), ("discriminant", f)))
        yield relation("expanded_form", [(1, (b,))], [(-2, (a, h))], (), (b,))
        yield relation("expanded_form", [(1, (c,))], [(1, (a, h, h)), (1, (k,))], (), (c,))
        yield relation("discriminant_from_vertex", [(1, (d,))], [(-4, (a, k))], (), (d,))


@FUNCTIONS.theorem("sign_of_a_number")
def sign_of_a_number(figure: Figure) -> Iterator[Relation]:
    """Positive, zero or negative."""
    for q in spoken(figure):
        if q[0] == "sign":
            inner: Quantity = q[1:]
            number = round(figure.measure(q))
            told = {1: "positive", 0: "zero", -1: "negative"}[number]
            made = relation("sign_of_a_number", [(1, (q,))], [(number, ())], (), (q,), sign=told)
            yield made._replace(guards=((inner, None),), roles=(("sign", told), ("inner", inner)))


@FUNCTIONS.theorem("comparison")
def comparison(figure: Figure) -> Iterator[Relation]:
    """One value minus the other."""
    asked = [q[1:] if q[0] == "sign" else q for q in spoken(figure)]
    for q in asked:
        if q[0] == "excess":
            f, g, what = q[1:]
            one, other = (COMPARED[what](curve) for curve in (f, g))
            yield relation("comparison", [(1, (q,))], [(1, (one,)), (-1, (other,))], (), (q,))
            if what == "intercept":
                for curve, value in ((f, one), (g, other)):
                    a, h, k = (parameter(curve, name) for name in "ahk")
                    square = [(1, (a, h, h)), (1, (k,))]
                    yield relation("value_of_parabola", [(1, (value,))], square, (), (value,))  # type: ignore[arg-type]


# --- heights and places -----------------------------------------------------------------------------------------------


@FUNCTIONS.theorem("local_extremum")
def local_extremum(figure: Figure) -> Iterator[Relation]:
    """A local extreme value is the height of a turning point: a corner between lower (or higher) ones."""
    plot = plot_of(figure)
    for q in spoken(figure):
        if q[0] != "local_extreme":
            continue
        turn = next((fact for fact in figure.known("turns") if fact.args == q[1:]), None)
        if turn is not None:
            yield relation("local_extremum", [(1, (q,))], [(1, (y(q[2]),))], (turn,), (q,), P=q[2])
        for fact in figure.known("chain"):
            if fact.args[0] == q[1]:
                at = fact.args.index(q[2])
                beside = (fact.args[at - 1], fact.args[at + 1])
                made = relation("local_extremum", [(1, (q,))], [(1, (y(q[2]),))], (fact,), (q,), P=q[2])
                yield made._replace(guards=tuple((y(p), plot.exact[f"{p}.y"]) for p in beside))


@FUNCTIONS.theorem("height_on_segment")
def height_on_segment(figure: Figure) -> Iterator[Relation]:
    """A segment rises evenly: a height is reached at the same share of the run as of the rise."""
    plot = plot_of(figure)
    for q in spoken(figure):
        if q[0] != "argument":
            continue
        f, level, p, r = q[1:]
        fact = next(fact for fact in figure.known("chain") if fact.args[0] == f)
        low, high, wanted = plot.exact[f"{p}.y"], plot.exact[f"{r}.y"], _number(level)
        share = (wanted - low) / (high - low)
        roles = {"level": f"${wanted.latex()}$"}
        corner = p if share.is_zero else r if share == 1 else None
        if corner is not None:
            made = relation("height_at_corner", [(1, (q,))], [(1, (x(corner),))], (fact,), (q,), P=corner, **roles)
            yield made._replace(guards=((y(corner), wanted),))
        else:
            right: Side = [(1, (x(p),)), (share, (("run", p, r),))]
            made = relation("height_on_segment", [(1, (q,))], right, (fact,), (q,), A=p, B=r, **roles)
            yield made._replace(guards=((y(p), low), (y(r), high)))


@FUNCTIONS.theorem("reach_of_a_piece")
def reach_of_a_piece(figure: Figure) -> Iterator[Relation]:
    """A piece of a graph reaches from its left to its right end, and from its lowest to its highest point."""
    for q in spoken(figure):
        if q[0] in ("piece_left", "piece_right", "piece_low", "piece_high"):
            facts = about(figure, q[1])
            axis = x if q[0] in ("piece_left", "piece_right") else y
            yield relation("reach_of_a_piece", [(1, (q,))], [(1, (axis(q[2]),))], facts, (q,), P=q[2])


@FUNCTIONS.theorem("intersection_of_segments")
def intersection_of_segments(figure: Figure) -> Iterator[Relation]:
    """Two segments have equal heights at one place; its abscissa rounds to the answer."""
    plot = plot_of(figure)
    for q in spoken(figure):
        if q[0] != "nearest":
            continue
        crossing: Quantity = ("crossing", *q[1:])
        a, b, c, d = q[3:]
        (ax, ay), (bx, by), (cx, cy), (dx, dy) = ((plot.exact[f"{p}.x"], plot.exact[f"{p}.y"]) for p in (a, b, c, d))
        m, n = (by - ay) / (bx - ax), (dy - cy) / (dx - cx)
        share = ((cy - n * cx - ay + m * ax) / (m - n) - ax) / (bx - ax)
        facts = tuple(fact for fact in figure.known("chain") if fact.args[0] in q[1:3])
        right: Side = [(1, (x(a),)), (share, (("run", a, b),))]
        made = relation("intersection_of_segments", [(1, (crossing,))], right, facts, (crossing,), A=a, B=b, C=c, D=d)
        yield made._replace(guards=tuple((axis(p), plot.exact[f"{p}.{'x' if axis is x else 'y'}"])
                                         for p in (a, b, c, d) for axis in (x, y)))  # fmt: skip
        whole = round(figure.measure(q))
        made = relation("rounding", [(1, (q,))], [(whole, ())], (), (q,))
        yield made._replace(guards=((crossing, None),))


@FUNCTIONS.theorem("line_and_parabola")
def line_and_parabola(figure: Figure) -> Iterator[Relation]:
    """a (x - h)^2 + k = m x + b: its roots are x_m - d and x_m + d."""
    for f in curves_of(figure, "parabola"):
        for g in curves_of(figure, "line"):
            on = [fact.args[1] for fact in figure.known("passes") if fact.args[0] == f]
            both = [p for p in on if figure.holds("passes", g, p)]
            if len(both) != 2:
                continue
            p, q = sorted(both, key=lambda point: figure.measure(x(point)))
            a, h, k = (parameter(f, name) for name in "ahk")
            m, b = parameter(g, "m"), parameter(g, "b")
            middle, gap = ("middle_of_roots", f, g, p, q), ("half_gap", f, g, p, q)
            facts = tuple(fact for fact in figure.known("passes") if fact.args[0] in (f, g) and fact.args[1] in (p, q))
            yield relation("line_and_parabola", [(2, (a, middle))], [(2, (a, h)), (1, (m,))], facts, (middle,))
            square: Side = [(1, (a, middle, middle)), (-1, (a, h, h)), (-1, (k,)), (1, (b,))]
            yield relation("half_gap_of_roots", [(1, (a, gap, gap))], square, facts, (gap,))


@FUNCTIONS.theorem("roots_from_middle", weight=0)
def roots_from_middle(figure: Figure) -> Iterator[Relation]:
    """The abscissas of the intersections are x_m - d and x_m + d."""
    for made in line_and_parabola(figure):
        if made.targets[0][0] == "half_gap":
            _, f, g, p, q = gap = made.targets[0]
            for point, sign in ((p, -1), (q, 1)):
                place = x(point)
                right: Side = [(1, (("middle_of_roots", f, g, p, q),)), (sign, (gap,))]
                yield relation("roots_from_middle", [(1, (place,))], right, (), (place,))


# --- limits -----------------------------------------------------------------------------------------------------------


@FUNCTIONS.theorem("one_sided_limit")
def one_sided_limit(figure: Figure) -> Iterator[Relation]:
    """The limit from one side is the height of the end of the piece on that side, included or not."""
    for q in spoken(figure):
        if q[0] == "one_sided_limit":
            piece = q[1] if q[5] == "from_left" else q[2]
            facts = about(figure, piece)
            yield relation(
                "one_sided_limit", [(1, (q,))], [(1, (y(q[3]),))], facts, (q,), P=q[3], side=q[5].removeprefix("from_")
            )
        if q[0] == "value_at_jump":
            closed = tuple(fact for fact in figure.known("closed_end") if fact.args == (q[1], q[2]))
            yield relation("value_at_closed_end", [(1, (q,))], [(1, (y(q[2]),))], closed, (q,), P=q[2])
        if q[0] == "jump":
            facts = (*about(figure, q[1]), *about(figure, q[2]))
            right: Side = [(1, (y(q[4]),)), (-1, (y(q[3]),))]
            yield relation("jump_of_a_graph", [(1, (q,))], right, facts, (q,), A=q[3], B=q[4])


# --- shifted roots and logarithms -------------------------------------------------------------------------------------


@FUNCTIONS.theorem("point_on_shifted_root")
def point_on_shifted_root(figure: Figure) -> Iterator[Relation]:
    """y - k = a sqrt(x - h): a whole root of the run from the starting point gives a."""
    plot = plot_of(figure)
    for start in figure.known("vertex"):
        g, v = start.args
        if plot.curves[g].form != "square root":
            continue
        for on in figure.known("passes"):
            if on.args[0] == g and on.args[1] != v:
                p, a = on.args[1], parameter(g, "a")
                run = plot.exact[f"{p}.x"] - plot.exact[f"{v}.x"]
                made = relation(
                    "point_on_shifted_root", [(run.sqrt(), (a,))], [(1, (("rise", v, p),))], (start, on), (a,), P=p
                )
                yield made._replace(guards=((("run", v, p), run),))


@FUNCTIONS.theorem("point_on_shifted_logarithm")
def point_on_shifted_logarithm(figure: Figure) -> Iterator[Relation]:
    """y - k = a log_2(x - h): the image of (1, 0) gives h and k, a further point a."""
    plot = plot_of(figure)
    for image in figure.known("image_point"):
        g, v = image.args
        a = parameter(g, "a")
        for on in figure.known("passes"):
            if on.args[0] == g and on.args[1] != v:
                p = on.args[1]
                run = plot.exact[f"{p}.x"] - plot.exact[f"{v}.x"]
                power = (int(float(run)) + 1).bit_length() - 1
                rise: Side = [(1, (("rise", v, p),))]
                made = relation("point_on_shifted_logarithm", [(power, (a,))], rise, (image, on), (a,), P=p)
                yield made._replace(guards=((("run", v, p), run),))


@FUNCTIONS.theorem("image_of_one_zero", weight=0)
def image_of_one_zero(figure: Figure) -> Iterator[Relation]:
    """(1, 0) goes to (h + 1, k)."""
    for image in figure.known("image_point"):
        g, v = image.args
        h, k = parameter(g, "h"), parameter(g, "k")
        yield relation("image_of_one_zero", [(1, (h,))], [(1, (x(v),)), (-1, ())], (image,), (h,), P=v)
        yield relation("image_of_one_zero", [(1, (k,))], [(1, (y(v),))], (image,), (k,), P=v)


emitted_with(
    (
        "discriminant_from_vertex",
        "height_at_corner",
        "rounding",
        "half_gap_of_roots",
        "value_at_closed_end",
        "jump_of_a_graph",
    )
)
