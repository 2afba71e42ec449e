"""Parts of a cylinder between two walls through its axis: halves, quarters, three quarters, wedges."""

from __future__ import annotations

from random import Random

from generators.solid.bodies import turned
from generators.solid.family import family
from generators.solid.figure import SolidFigure
from generators.solid.quantities import surface, volume
from generators.solid.sizes import UNITS, decimal, rounded, shapely
from generators.solid.view import orthographic
from puma_data.registry import Retry
from puma_data.symbolic.exact import PI, Exact
from puma_data.symbolic.facts import Quantity
from puma_data.symbolic.problem import Draft, Phrase

ID = "partial_cylinder"
SHARES = {"half": 180, "quarter": 90, "three_quarter": 270}


@family(
    ID,
    "Half, quarter or three quarters of a cylinder, and wedges",
    {"half": 4, "quarter_or_three_quarter_or_wedge": 4},
    weight=1.02,
)
def partial_cylinder(figure: SolidFigure, rng: Random, variant: str) -> Draft:
    """A standing part of a cylinder with its cut faces in view."""
    kind = "half" if variant == "half" else rng.choice(("quarter", "three_quarter", "wedge"))
    unit = rng.choice(UNITS)
    r, h = decimal(rng, 3, 16, unit, 0.2), decimal(rng, 3, 20, unit, 0.2)
    sweep: int = SHARES.get(kind) or rng.choice((30, 36, 40, 45, 50, 60, 72, 75, 80, 100, 108, 120, 135, 140, 150))
    width = 2 * r if kind in ("half", "three_quarter") else r
    shapely(width, h, 0.35, 1.7)
    figure.projection = orthographic(0, rng.choice((18, 21, 24)))
    if kind == "half":
        start = rng.choice((160, 20, 15, 165)) if rng.random() < 0.5 else rng.choice((195, 200, 340, 345))
    elif kind == "three_quarter":
        start = rng.choice((300, 310, 320)) + 15
    else:
        start = 270 - sweep // 2 + rng.choice((-20, -12, 12, 20))
    turned(
        figure,
        "s",
        "cylinder",
        noun="half-cylinder" if kind == "half" else "wedge" if kind == "wedge" else "solid",
        bottom="radius",
        top="radius",
        sweep=(start, start + sweep),
        radius=r,
        height=h,
    )
    if kind == "wedge":
        figure.extents["s.angle"] = float(sweep)
    fact = figure.state("part_cylinder", "s")
    figure.span("height", "s", "_sB", "_sb")
    radius: Quantity = ("base_radius", "s")
    wide, value = radius, r
    figure.span("base_radius", "s", "_sP", "_sa" if kind == "half" else "_sb")
    if kind == "half" and rng.random() < 0.5:
        wide, value = figure.span("base_diameter", "s", "_sa", "_sb"), 2 * r
    elif kind == "half":
        figure.draw("dot", "_sP")
    places = [figure.position[f"_s{c}"] for c in ("A", "B", "O")]
    if kind != "half" and min(
        abs((a - b).real) for a, b in ((places[0], places[2]), (places[1], places[2]))
    ) < 0.12 * float(r):
        raise Retry("a cut face is seen from its edge")
    figure.show()
    givens: dict[Quantity, Exact] = {wide: value, ("height", "s"): h}
    if kind == "wedge":
        figure.anchors["sweep_angle", "s"] = ("corner", "_sa", "_sP", "_sb")
        givens["sweep_angle", "s"] = Exact(sweep)
    share = Exact(sweep, 360)
    area = rng.random() < 0.4
    v, curved, base = share * PI * r * r * h, share * 2 * PI * r * h, share * PI * r * r
    total = curved + 2 * base + 2 * r * h
    wrong: dict[str, Exact | Quantity] = {"full_cylinder": v / share, "surface": total, "diameter_as_radius": 4 * v}
    if area:
        wrong = {
            "forgot_cut_faces": curved + 2 * base,
            "one_cut_face": total - r * h,
            "full_cylinder": 2 * PI * r * (r + h),
            "lateral_only": curved,
        }
    phrases = (Phrase(f"{ID}.{kind}.scene", (fact,)),)
    return Draft(
        figure,
        givens,
        surface("s") if area else volume("s"),
        phrases=phrases,
        unit=unit,
        rounding=rounded(rng, share=0.85),
        wrong=wrong,
        skin=kind,
    )
