"""Ellipses, hyperbolas and parabolas by their vertices, foci, asymptotes or directrix: equation and measures."""

from __future__ import annotations

import math
from collections.abc import Sequence
from random import Random

from generators.functions import answers
from generators.functions.family import Scene, family
from generators.functions.quantities import parameter, whole
from puma_data.present.shown import BARE, VALUED
from puma_data.registry import Retry
from puma_data.symbolic.exact import PI, Exact
from puma_data.symbolic.plot import Guide
from puma_data.symbolic.problem import Composite, Draft, Whole

Values = dict[str, Exact]
SIDES = {("x", "+"): "right", ("x", "-"): "left", ("y", "+"): "upper", ("y", "-"): "lower"}


@family(
    "conic_equation",
    "Ellipse, hyperbola or parabola from its graph",
    {"ellipse": 4, "hyperbola": 3, "parabola": 1},
    weight=0.89,
)
def conic_equation(scene: Scene, rng: Random, variant: str) -> Draft:
    """A conic whose axes are parallel to those of the plane, at a lattice point."""
    if variant == "parabola":
        return _parabola(scene, rng)
    central = rng.random() < 0.3
    h, k = (0, 0) if central else (rng.randint(-4, 4), rng.randint(-4, 4))
    if variant == "ellipse":
        return _ellipse(scene, rng, h, k)
    return _hyperbola(scene, rng, h, k)


def _focus(big: Exact, small: Exact, sign: int) -> Exact:
    return (big * big + sign * small * small).sqrt()


# --- the ellipse ------------------------------------------------------------------------------------------------------


def _ellipse(scene: Scene, rng: Random, h: int, k: int) -> Draft:
    plot = scene.plot
    across = rng.random() < 0.6
    telling = rng.choice(("axes", "axes", "ends", "foci", "focus"))
    big = rng.randint(3, 7)
    if telling in ("foci", "focus"):
        c = Exact(rng.randint(1, big - 1))
        small = (Exact(big * big) - c * c).sqrt()
        if float(small) < 0.42 * big:
            raise Retry("flat")
    else:
        small = Exact(rng.randint(2, big - 1))
        c = _focus(Exact(big), small, -1)
    a, b = (Exact(big), small) if across else (small, Exact(big))
    values: Values = {"h": Exact(h), "k": Exact(k), "a": a, "b": b}
    plot.curve("e", "ellipse", values)
    goals = ["equation"] * 4 + ["focus", "eccentricity", "gap", "area", "major", "minor", "centre", "sum"]
    goal = rng.choice(goals)
    if float(c) < 0.33 * big:
        raise Retry("looks like a circle")
    if (goal == "centre" and (h == k == 0 or telling in ("axes", "focus"))) or (
        telling in ("foci", "focus") and goal in ("focus", "gap")
    ):
        raise Retry("told")
    if goal == "sum" and telling != "foci":
        telling = "foci"
        if not c.is_integer:
            raise Retry("foci off the lattice")
    _place(scene, across, h, k, Exact(big), small, c, telling)
    if goal == "sum":
        _point_on(scene, rng, values)
    reach = float(a), float(b)
    scene.window([h - reach[0], h + reach[0]], [k - reach[1], k + reach[1]], square=True, margin=1.0)
    _fits(scene)
    _tell(scene, across, telling, "ellipse")
    if goal == "sum":
        _unlike_the_lattice(scene)
        scene.tell("point", scene.state("on_conic", "e", "P"), conic="ellipse")
    _locate(scene, telling)
    if goal == "equation":
        return _equation(scene, "ellipse", "e", values, across, c)
    if goal == "area":
        wrong = {"no_pi": a * b, "whole_axes": 4 * PI * a * b, "perimeter": PI * (a + b), "circle": PI * a * a}
        return scene.ask("area", ("conic_area", "e"), wrong=wrong)
    if goal in ("major", "minor"):
        size, other = (Exact(big), small) if goal == "major" else (small, Exact(big))
        name = "a" if across == (goal == "major") else "b"
        wrong = {"semi_axis": size, "other_axis": 2 * other, "foci": 2 * c}
        return scene.ask(goal, ("axis_length", "e", name), wrong=wrong)
    if goal == "sum":
        wrong = {"semi_axis": Exact(big), "minor_axis": 2 * small, "foci": 2 * c, "twice": Exact(4 * big)}
        return scene.ask("sum", ("focal_sum", "e", "P", "A", "B"), wrong=wrong)
    return _measure(scene, rng, goal, "ellipse", values, across, Exact(big), small, c)


# --- the hyperbola ----------------------------------------------------------------------------------------------------


def _hyperbola(scene: Scene, rng: Random, h: int, k: int) -> Draft:
    plot = scene.plot
    across = rng.random() < 0.6
    telling = rng.choice(("asymptote", "asymptote", "foci", "focus", "ends_focus"))
    big = rng.randint(1, 5)
    if telling == "asymptote":
        other = Exact(rng.randint(1, 5))
        c = _focus(Exact(big), other, 1)
    else:
        c = Exact(big + rng.randint(1, 3))
        other = (c * c - big * big).sqrt()
    if not 0.35 < float(other) / big < 2.9:
        raise Retry("steep or flat")
    a, b = (Exact(big), other) if across else (other, Exact(big))
    values: Values = {"h": Exact(h), "k": Exact(k), "a": a, "b": b}
    form = "hyperbola" if across else "upright hyperbola"
    plot.curve("e", form, values)
    goal = rng.choice(["equation"] * 4 + ["focus", "eccentricity", "gap", "slope", "slope", "centre", "difference"])
    if goal == "slope" and telling == "asymptote":
        raise Retry("told")
    if goal == "centre" and (h == k == 0 or telling in ("asymptote", "focus")):
        raise Retry("told")
    if goal in ("focus", "gap") and telling != "asymptote":
        raise Retry("told")
    if goal == "difference" and telling != "foci":
        raise Retry("foci")
    _place(scene, across, h, k, Exact(big), other, c, telling)
    if telling == "asymptote":
        times = rng.choice((1, 1, -1))
        plot.place("P", h + times * a, k + rng.choice((1, -1)) * b)
    reach = max(float(a), float(b), float(c)) + 1.4
    scene.window(
        [h - (float(c) + 1.2 if across else reach), h + (float(c) + 1.2 if across else reach)],
        [k - (reach if across else float(c) + 1.2), k + (reach if across else float(c) + 1.2)],
        square=True,
        margin=0.6,
    )
    _fits(scene)
    if goal == "difference":
        _point_on(scene, rng, values)
    if telling == "asymptote" or (rng.random() < 0.3 and goal != "slope"):
        _asymptotes(scene, values)
    _tell(scene, across, telling, "hyperbola")
    if goal == "difference":
        _unlike_the_lattice(scene)
        scene.tell("point", scene.state("on_conic", "e", "P"), conic="hyperbola")
    _locate(scene, telling)
    if goal == "equation":
        return _equation(scene, form, "e", values, across, c)
    if goal == "slope":
        slope = b / a
        wrong = {"inverse": a / b, "focus_for_axis": c / big, "square": slope * slope, "axis_over_focus": b / c}
        return scene.ask("slope", ("asymptote_slope", "e"), wrong=wrong)
    if goal == "difference":
        wrong = {"semi_axis": Exact(big), "other_axis": 2 * other, "foci": 2 * c, "twice": Exact(4 * big)}
        return scene.ask("difference", ("focal_difference", "e", "P", "A", "B"), wrong=wrong)
    return _measure(scene, rng, goal, "hyperbola", values, across, Exact(big), other, c)


def _asymptotes(scene: Scene, values: Values) -> None:
    """Dashed lines through the centre, from rim to rim of the window."""
    (x0, x1), (y0, y1) = scene.plot.axes.x, scene.plot.axes.y
    h, k, a, b = (float(values[name]) for name in "hkab")
    for sign in (1, -1):
        m = sign * b / a
        ends = []
        for rim in (x0, x1):
            y = min(max(k + m * (rim - h), y0), y1)
            ends += [h + (y - k) / m, y]
        scene.plot.guides.append(Guide("asymptote", tuple(ends), BARE))


# --- what both have in common -----------------------------------------------------------------------------------------


def _at(across: bool, h: int, k: int, along: Exact | int, aside: Exact | int = 0) -> tuple[Exact, Exact]:
    """A place by its distance from the centre along the main axis and across it."""
    return (
        (Exact(h) + along, Exact(k) + aside)
        if across
        else (
            Exact(h) + aside,
            Exact(k) + along,
        )
    )


def _place(scene: Scene, across: bool, h: int, k: int, big: Exact, small: Exact, c: Exact, telling: str) -> None:
    """The points by which a conic is told."""
    plot, side, turn = scene.plot, scene.rng.choice((1, -1)), scene.rng.choice((1, -1))
    match telling:
        case "axes":
            plot.place("C", h, k)
            plot.place("A", *_at(across, h, k, side * big))
            plot.place("B", *_at(across, h, k, 0, turn * small))
        case "asymptote":
            plot.place("C", h, k)
            plot.place("A", *_at(across, h, k, side * big))
        case "ends":
            for name, way in (("A", -1), ("B", 1)):
                plot.place(name, *_at(across, h, k, way * big))
            plot.place("D", *_at(across, h, k, 0, turn * small))
        case "foci":
            for name, way in (("A", -1), ("B", 1)):
                plot.place(name, *_at(across, h, k, way * c))
            plot.place("D", *_at(across, h, k, side * big))
        case "focus":
            plot.place("C", h, k)
            plot.place("F", *_at(across, h, k, side * c))
            plot.place("A", *_at(across, h, k, turn * big))
        case "ends_focus":
            for name, way in (("A", -1), ("B", 1)):
                plot.place(name, *_at(across, h, k, way * big))
            plot.place("F", *_at(across, h, k, side * c))


def _tell(scene: Scene, across: bool, telling: str, noun: str) -> None:
    """Say what the points are."""
    main, cross = ("x_end", "y_end") if across else ("y_end", "x_end")
    state = scene.state
    graph = state("graph", "e")
    match telling:
        case "axes":
            facts = state("centre", "e", "C"), state(main, "e", "A"), state(cross, "e", "B")
            scene.tell("axes", graph, *facts, conic=noun)
        case "asymptote":
            facts = state("centre", "e", "C"), state(main, "e", "A"), state("on_asymptote", "e", "P")
            scene.tell("asymptote", graph, *facts, conic=noun)
        case "ends":
            scene.tell("ends", graph, state("axis_ends", "e", "A", "B"), state(cross, "e", "D"), conic=noun)
        case "foci":
            scene.tell("vertex", graph, state(main, "e", "D"), conic=noun)
            scene.tell("foci", state("foci", "e", "A", "B"), conic=noun)
        case "focus":
            scene.tell("centre_vertex", graph, state("centre", "e", "C"), state(main, "e", "A"), conic=noun)
            scene.tell("focus", state("focus", "e", "F"), conic=noun)
        case "ends_focus":
            scene.tell("vertices", graph, state("axis_ends", "e", "A", "B"), conic=noun)
            scene.tell("focus", state("focus", "e", "F"), conic=noun)


def _locate(scene: Scene, telling: str) -> None:
    named = {"axes": "CAB", "asymptote": "CAP", "ends": "ABD", "foci": "ABD", "focus": "CFA", "ends_focus": "ABF"}
    scene.locate(*named[telling])


def _point_on(scene: Scene, rng: Random, values: Values) -> None:
    """A point P somewhere on the curve, of which no coordinate is told."""
    plot = scene.plot
    h, k, a, b = (values[name] for name in "hkab")
    root = Exact(3).sqrt()
    if plot.curves["e"].form == "ellipse":
        share, rest = rng.choice(
            (
                (Exact(3) / 5, Exact(4) / 5),
                (Exact(4) / 5, Exact(3) / 5),
                (Exact(1) / 2, root / 2),
                (root / 2, Exact(1) / 2),
            )
        )
        dx, dy = a * share, b * rest
    else:
        main, other = rng.choice(((Exact(5) / 4, Exact(3) / 4), (2 / root, 1 / root), (Exact(5) / 3, Exact(4) / 3)))
        dx, dy = (a * main, b * other) if plot.curves["e"].form == "hyperbola" else (a * other, b * main)
    plot.place("P", h + rng.choice((1, -1)) * dx, k + rng.choice((1, -1)) * dy)
    plot.labelled["P"] = False


def _unlike_the_lattice(scene: Scene) -> None:
    """P, of which nothing is told, must not look like a lattice point that it is not."""
    steps = scene.plot.axes.step
    away = [
        float(at / step) for at, step in zip((scene.plot.exact["P.x"], scene.plot.exact["P.y"]), steps, strict=True)
    ]
    if 1e-9 < math.hypot(*(part - round(part) for part in away)) < 0.27:
        raise Retry("near the lattice")


def _fits(scene: Scene) -> None:
    """The window is neither huge nor does the curve touch its rim."""
    (x0, x1), (y0, y1) = scene.plot.axes.x, scene.plot.axes.y
    if max(x1 - x0, y1 - y0) > 21:
        raise Retry("window")


def _equation(scene: Scene, form: str, conic: str, values: Values, across: bool, c: Exact) -> Draft:
    """Ask for the standard equation."""
    h, k, a, b = (values[name] for name in "hkab")
    other_form = {"ellipse": "hyperbola", "hyperbola": "ellipse", "upright hyperbola": "hyperbola"}[form]
    wrong: dict[str, Composite] = {
        "swapped": answers.conic(form, values | {"a": b, "b": a}),
        "sign_of_squares": answers.conic(other_form, values),
        "focus_for_axis": answers.conic(form, values | ({"b": c} if across else {"a": c})),
        "whole_axes": answers.conic(form, values | {"a": 2 * a, "b": 2 * b}),
    }
    if not (h.is_zero and k.is_zero):
        wrong["signs_of_centre"] = answers.conic(form, values | {"h": -h, "k": -k})
        wrong["swapped_centre"] = answers.conic(form, values | {"h": k, "k": h})
    if a.is_rational and b.is_rational:
        wrong["not_squared"] = answers.conic(form, values | {"a": a.sqrt(), "b": b.sqrt()})
    built = Whole(
        f"the equation of the {form.split()[-1]}",
        lambda v: answers.conic(form, dict(zip("hkab", v, strict=True))),
        wrong,
    )
    return scene.ask("equation", whole(*(parameter(conic, name) for name in "hkab")), whole=built, slots=_noun(form))


def _noun(form: str) -> dict[str, str]:
    return {"conic": form.split()[-1]}


def _measure(
    scene: Scene, rng: Random, goal: str, form: str, values: Values, across: bool, big: Exact, small: Exact, c: Exact
) -> Draft:
    """Ask for the centre, a focus, the distance of the foci or the eccentricity."""
    h, k = values["h"], values["k"]
    sign = 1 if form != "ellipse" else -1
    if goal == "centre":
        wrong = {
            "signs": answers.point(-h, -k),
            "swapped": answers.point(k, h),
            "not_halved": answers.point(2 * h, 2 * k),
            "one_sign": answers.point(-h, k),
            "vertex": answers.point(h + values["a"], k),
            "other_vertex": answers.point(h, k - values["b"]),
        }
        built = Whole(f"the centre of the {form}", lambda v: answers.point(*v), wrong)
        return scene.ask("centre", whole(parameter("e", "h"), parameter("e", "k")), whole=built, slots=_noun(form))
    if goal == "focus":
        side = rng.choice("+-")
        axis = "x" if across else "y"
        there = c if side == "+" else -c
        other = (big * big - sign * small * small) if big != small else Exact(0)
        places = {
            "other_focus": _at(across, *_whole(h, k), -there),
            "vertex": _at(across, *_whole(h, k), big if side == "+" else -big),
            "on_other_axis": _at(not across, *_whole(h, k), there),
            "from_origin": _at(across, 0, 0, there),
            "co_vertex": _at(across, *_whole(h, k), small if side == "+" else -small),
        }
        if other > 0:
            places["wrong_sign"] = _at(across, *_whole(h, k), other.sqrt() if side == "+" else -other.sqrt())
        mistakes = {name: answers.point(*place) for name, place in places.items()}
        parts = ((f"{SIDES[axis, side]}_focus", "e"), parameter("e", "k" if across else "h"))
        built = Whole(f"the focus of the {form}", lambda v: answers.point(*(v if across else v[::-1])), mistakes)
        return scene.ask("which_focus", whole(*parts), whole=built, slots=_noun(form) | {"side": SIDES[axis, side]})
    if goal == "gap":
        sizes = {"half": c, "main_axis": 2 * big, "other_axis": 2 * small, "squared": c * c}
        return scene.ask("gap", ("focal_gap", "e"), wrong=sizes, slots=_noun(form))
    sizes = {"inverse": big / c, "other_axis": c / small, "ratio_of_axes": small / big, "not_halved": 2 * c / big}
    return scene.ask("eccentricity", ("eccentricity", "e"), wrong=sizes, slots=_noun(form))


def _whole(h: Exact, k: Exact) -> tuple[int, int]:
    return int(float(h)), int(float(k))


# --- the parabola -----------------------------------------------------------------------------------------------------


def _parabola(scene: Scene, rng: Random) -> Draft:
    plot = scene.plot
    across = rng.random() < 0.6
    h, k = (0, 0) if rng.random() < 0.2 else (rng.randint(-5, 5), rng.randint(-5, 5))
    p = Exact(rng.choice((1, 2, 3, -1, -2, -3))) / rng.choice((1, 1, 2))
    form = "sideways parabola" if across else "upright parabola"
    values: Values = {"h": Exact(h), "k": Exact(k), "p": p}
    plot.curve("e", form, values)
    telling = rng.choice(("vertex", "directrix"))
    goal = rng.choice(["equation"] * 3 + (["directrix", "chord"] if telling == "vertex" else ["apex", "distance"]))
    if telling == "directrix" and not (2 * p).is_integer:
        raise Retry("half")
    focus = _at(across, h, k, p)
    d = Exact(h if across else k) - p
    reach = float(p) * 2.2 + (1 if p > 0 else -1)
    wide = max(2.2 * abs(float(p)), 2.5)
    named = ["F"] if telling == "directrix" else ["V", "F"]
    if telling == "vertex":
        plot.place("V", h, k)
    plot.place("F", *focus)
    if goal == "distance":
        along = p * rng.choice((1, 2, 3, 4)) / 2
        try:
            aside = (4 * p * along).sqrt()
        except ValueError as fault:
            raise Retry("root") from fault
        plot.place("P", *_at(across, h, k, along, rng.choice((1, -1)) * aside))
        plot.labelled["P"] = False
        wide = max(wide, float(aside) + 0.6)
        reach = reach if abs(reach) > abs(float(along)) + 1 else float(along) * 1.4
    main = [(h if across else k) + reach, float(d)]
    side = [(k if across else h) - wide, (k if across else h) + wide]
    scene.window(main if across else side, side if across else main, square=True, margin=1.0)
    _fits(scene)
    line = f"{'x' if across else 'y'} = {d.latex()}"
    if telling == "vertex":
        scene.tell("parabola_vertex", scene.state("graph", "e"), scene.state("vertex", "e", "V"))
        scene.tell("focus", scene.state("focus", "e", "F"), conic="parabola")
    else:
        scene.tell("parabola", scene.state("graph", "e"))
        scene.tell("focus", scene.state("focus", "e", "F"), conic="parabola")
        plot.guides.append(Guide("x" if across else "y", (float(d),), BARE, line, ("directrix", "e")))
    if goal == "distance":
        _unlike_the_lattice(scene)
        scene.tell("point", scene.state("on_conic", "e", "P"), conic="parabola")
    scene.locate(*named, part="located" if len(named) == 1 else "")
    if telling == "directrix":
        scene.tell("directrix_is", *scene.give({("directrix", "e"): d}), line=line)
    if goal == "distance":
        kind = "x" if across else "y"
        given = scene.give({(kind, "P"): plot.exact[f"P.{kind}"]})
        px, py = plot.coordinates("P")
        foot = (px, 0.0) if across else (0.0, py)
        if abs(py if across else px) < 1:
            raise Retry("on an axis")
        said = f"{kind} = {plot.exact[f'P.{kind}'].latex()}"
        plot.guides.append(Guide("drop", (px, py, *foot), VALUED, said, (kind, "P")))
        scene.tell("coordinate", *given, formula=f"{kind} = {plot.exact[f'P.{kind}'].latex()}")
        along = plot.exact[f"P.{kind}"]
        wrong = {
            "to_vertex": abs(along - (h if across else k)),
            "to_focus": abs(along - (Exact(h if across else k) + p)),
            "coordinate": abs(along),
        }
        return scene.ask("distance", ("distance", "P", "F"), wrong=wrong)
    if goal == "chord":
        return scene.ask("chord", ("latus_rectum", "e"), wrong={"half": 2 * abs(p), "p": abs(p), "double": 8 * abs(p)})
    if goal == "directrix":
        return _directrix(scene, across, d, focus, p)
    if goal == "apex":
        x, y = focus
        wrong_points = {
            "focus": answers.point(x, y),
            "foot": answers.point(*((d, y) if across else (x, d))),
            "signs": answers.point(Exact(-h), Exact(-k)),
            "swapped": answers.point(Exact(k), Exact(h)),
            "half_focus": answers.point(x / 2, y / 2),
        }
        built = Whole("the vertex of the parabola", lambda v: answers.point(*v), wrong_points)
        return scene.ask("apex", whole(parameter("e", "h"), parameter("e", "k")), whole=built)
    other = "upright parabola" if across else "sideways parabola"
    wrong_equations = {
        "sign_of_p": answers.conic(form, values | {"p": -p}),
        "signs_of_vertex": answers.conic(form, values | {"h": Exact(-h), "k": Exact(-k)}),
        "axis": answers.conic(other, values),
        "factor": answers.conic(form, values | {"p": p / 4}),
        "twice": answers.conic(form, values | {"p": 2 * p}),
        "focus_for_vertex": answers.conic(form, values | {"h": focus[0], "k": focus[1]}),
    }
    built = Whole(
        "the equation of the parabola",
        lambda v: answers.conic(form, dict(zip("hkp", v, strict=True))),
        wrong_equations,
    )
    parts = whole(*(parameter("e", name) for name in "hkp"))
    return scene.ask("parabola_equation", parts, whole=built)


def _directrix(scene: Scene, across: bool, d: Exact, focus: Sequence[Exact], p: Exact) -> Draft:
    """Ask for the directrix."""

    def line(at: Exact) -> Composite:
        letter = "x" if across else "y"
        return Composite("equation", f"{letter} = {at.latex()}", f"Eq({letter}, {at.sympy()})")

    own = focus[0] if across else focus[1]
    wrong = {
        "through_focus": line(own),
        "sign": line(-d),
        "through_vertex": line(d + p),
        "twice": line(d - p),
        "half": line(d + p / 2),
    }
    built = Whole("the equation of the directrix", lambda v: line(v[0]), wrong)
    return scene.ask("directrix", whole(("directrix", "e")), whole=built)
