"""Construction steps: what a composed scene grows by. Each works on the scene's main solid, adds a solid in, around or
beside it or a number of a story, and raises `Retry` where it does not fit."""

from __future__ import annotations

import math
from collections.abc import Callable

from generators.solid import bodies
from generators.solid.compose.scene import NOUNS, Scene
from puma_data.registry import Retry
from puma_data.symbolic.exact import PI, Exact

Step = Callable[[Scene], None]
LINKS: dict[str, tuple[float, frozenset[str], Step]] = {}
"""Steps that add a solid: weight, kinds of main solid that they work on."""
NUMBERS: dict[str, tuple[float, frozenset[str], Step]] = {}
"""Steps that add a number of a story."""
ROUND = frozenset(("cone", "cylinder", "sphere", "hemisphere", "frustum"))
FLAT = frozenset(("cuboid", "cube", "square_box", "square_pyramid", "triangle_prism"))


def link(*kinds: str, weight: float = 1.0) -> Callable[[Step], Step]:
    """Decorator: register a step that adds a solid."""

    def register(function: Step) -> Step:
        LINKS[function.__name__] = (weight, frozenset(kinds), function)
        return function

    return register


def number(*kinds: str, weight: float = 1.0) -> Callable[[Step], Step]:
    """Decorator: register a step that adds a number."""

    def register(function: Step) -> Step:
        NUMBERS[function.__name__] = (weight, frozenset(kinds), function)
        return function

    return register


# --- inside and around ------------------------------------------------------------------------------------------------


def _equator(scene: Scene, part: str, r: float) -> None:
    """The dashed equator of a ball inside something."""
    x, y, z = scene.figure.space(f"_{part}O")
    turns = [math.tau * i / 72 for i in range(73)]
    scene.figure.trace("dashed", [(x + r * math.cos(t), y + r * math.sin(t), z) for t in turns])


def _joined(scene: Scene, kind: str, inner: str, outer: str, *corners: str, left: bool = True) -> None:
    """State how two solids touch, and speak of the space between them now and then."""
    figure = scene.figure
    scene.told.append(figure.state(kind, inner, outer, *corners))
    scene.phrase = kind
    if left and scene.rng.random() < 0.5:
        bodies.whole(figure, "w", "space between the two solids", [(1, outer), (-1, inner)], label="left")
        scene.told.append(figure.state("whole", "w"))


@link("cube", weight=0.8)
def ball_in_cube(scene: Scene) -> None:
    """A ball that touches the six faces of a cube."""
    r = scene.size["edge"] / 2
    bodies.ball(scene.figure, "t", r, label="sphere", at=(0.0, 0.0, float(r)), flat=False)
    _equator(scene, "t", float(r))
    scene.told.append(scene.figure.state("sphere", "t"))
    _joined(scene, "fits_cube", "t", "s")
    _main(scene, "t", "sphere", radius=r)


@link("cylinder", weight=1.2)
def in_cylinder(scene: Scene) -> None:
    """A ball or a cone in a cylinder."""
    r, h = scene.size["radius"], scene.size["height"]
    if h == 2 * r:
        bodies.ball(scene.figure, "t", r, label="sphere", at=(0.0, 0.0, float(r)), flat=False)
        _equator(scene, "t", float(r))
        scene.told.append(scene.figure.state("sphere", "t"))
        _joined(scene, "fits_once", "t", "s")
        _main(scene, "t", "sphere", radius=r)
        return
    bodies.cone(scene.figure, "t", r, h, label="cone")
    scene.told.append(scene.figure.state("cone", "t"))
    _joined(scene, "cone_in_cylinder", "t", "s")
    _main(scene, "t", "cone", radius=r, height=h, slant=(r * r + h * h).sqrt())


@link("cube", "square_box", weight=1.2)
def in_box(scene: Scene) -> None:
    """A cone or a pyramid that fills the base of a box."""
    a = scene.size.get("edge") or scene.size["width"]
    h = scene.size.get("height", a)
    r, figure = a / 2, scene.figure
    kind = scene.rng.choice(("cone", "pyramid"))
    if kind == "pyramid":
        *names, _ = bodies.pyramid(figure, "t", a, a, h, label="pyramid", square=True)
        figure.part_ways(names[4], *names[:4])
        scene.told.append(figure.state("pyramid", "t"))
        _joined(scene, "pyramid_in_box", "t", "s", *names[:3])
        _main(scene, "t", "square_pyramid", side=a, height=h)
        return
    bodies.cone(figure, "t", r, h, label=kind)
    scene.told.append(figure.state(kind, "t"))
    _joined(scene, f"{kind}_in_box", "t", "s")
    _main(scene, "t", kind, radius=r, height=h)


@link("cone", weight=1.3)
def ball_in_cone(scene: Scene) -> None:
    """A ball that touches the base and the wall of a cone."""
    r, h, slant = (scene.size[role] for role in ("radius", "height", "slant"))
    if not slant.is_rational:
        raise Retry("no plain radius")
    big = r * h / (slant + r)
    bodies.ball(scene.figure, "t", big, label="sphere", at=(0.0, 0.0, float(big)), flat=False)
    _equator(scene, "t", float(big))
    scene.told.append(scene.figure.state("sphere", "t"))
    _joined(scene, "ball_in_cone", "t", "s")
    _main(scene, "t", "sphere", radius=big)


@link("cube", "cuboid", "cylinder", "cone", weight=0.9)
def ball_around(scene: Scene) -> None:
    """A sphere through all corners or rims of a solid."""
    size, figure = scene.size, scene.figure
    if scene.kind == "cone":
        d = size["slant"] * size["slant"] / size["height"]
        middle = size["height"] - d / 2
        if d.complexity[0] > 4 or not 0.35 < float(size["height"] / d) < 0.95:
            raise Retry("no plain radius, or a cone too flat for its sphere")
    else:
        if scene.kind == "cylinder":
            d = (4 * size["radius"] * size["radius"] + size["height"] * size["height"]).sqrt()
        else:
            edges = [size[k] for k in ("width", "depth", "height")] if scene.kind == "cuboid" else [size["edge"]] * 3
            d = sum((x * x for x in edges), Exact(0)).sqrt()
        middle = (size.get("height") or size["edge"]) / 2
    r = d / 2
    bodies.ball(figure, "t", r, label="sphere", at=(0.0, 0.0, float(middle)), flat=False)
    scene.told.append(figure.state("sphere", "t"))
    kind = {"cone": "round_cone", "cylinder": "round_cylinder"}.get(scene.kind, "round_box")
    _joined(scene, kind, "t", "s", left=False)
    _main(scene, "t", "sphere", radius=r)


@link("cone", weight=1.2)
def cut_off(scene: Scene) -> None:
    """A plane parallel to the base cuts a small cone off; what is left is a frustum."""
    r, h = scene.size["radius"], scene.size["height"]
    share = scene.rng.choice((Exact(1, 2), Exact(1, 3), Exact(2, 3), Exact(2, 5), Exact(3, 5), Exact(3, 4)))
    if (h * share).complexity[0] > 2:
        raise Retry("no plain height")
    figure = scene.figure
    bodies.cone(
        figure, "t", r * share, h * share, noun="small cone", label="small", at=(0.0, 0.0, float(h - h * share))
    )
    figure.things["s"] = ("large cone", r"\text{large}")
    scene.told += [figure.state("cone", "t"), figure.state("cut_off", "t", "s")]
    scene.phrase = "cut_off"
    for quantity in (("height", "s"), ("slant", "s"), ("slant", "t")):
        figure.anchors.pop(quantity)  # two numbers on one line would not tell which part is meant
    bodies.whole(figure, "w", "remaining frustum", [(1, "s"), (-1, "t")], label="frustum")
    scene.told.append(figure.state("whole", "w"))
    scene.parameters({("height", "t"): h * share})
    _main(scene, "t", "cone", radius=r * share, height=h * share)


# --- beside -----------------------------------------------------------------------------------------------------------


def _volume(scene: Scene) -> Exact:
    """Volume of the main solid."""
    size = scene.size
    r, h = size.get("radius", Exact(1)), size.get("height", Exact(1))
    match scene.kind:
        case "cone":
            return PI * r * r * h / 3
        case "cylinder":
            return PI * r * r * h
        case "sphere":
            return 4 * PI * r * r * r / 3
        case "hemisphere":
            return 2 * PI * r * r * r / 3
        case "frustum":
            return PI * h * (r * r + r * size["top"] + size["top"] * size["top"]) / 3
        case "cuboid":
            return size["width"] * size["depth"] * h
        case "square_box":
            return size["width"] * size["width"] * h
        case "cube":
            return size["edge"] * size["edge"] * size["edge"]
        case "square_pyramid":
            return size["side"] * size["side"] * h / 3
    raise Retry("not to be melted")


@link(
    "cone", "cylinder", "sphere", "hemisphere", "frustum", "cuboid", "cube", "square_box", "square_pyramid", weight=1.8
)
def recast(scene: Scene) -> None:
    """The main solid is melted and made into one or many others."""
    rng, figure, space = scene.rng, scene.figure, _volume(scene)
    targets = ("cone", "cylinder", "sphere", "hemisphere") if scene.kind in ROUND else ("cuboid", "square_pyramid")
    called = figure.things["s"][0]  # two solids of one name could not be told apart
    kind = rng.choice([k for k in targets if k.removeprefix("square_") != called])
    size = _target(scene, kind, space)
    count = size.pop("count")
    reach = max(abs(figure.position[p].real) for p in figure.position)
    wide = float(size.get("width") or size.get("side") or size.get("edge") or 2 * size["radius"])
    tall = float(size.get("height") or size.get("edge") or size["radius"])
    away = (1.25 * reach + 0.62 * wide + 0.1 * (reach + wide), 0.0, 0.0)
    heights = [figure.position[p].imag for p in figure.position]
    mine = max(heights) - min(heights)
    if not 0.25 < tall / mine < 4 or not 0.25 < wide / (2 * reach) < 4:
        raise Retry("too unequal in size")
    scene.slots["a_second"] = NOUNS[kind]
    if kind in ("cone", "cylinder"):
        (bodies.cone if kind == "cone" else bodies.cylinder)(
            figure, "t", size["radius"], size["height"], label=kind, at=away
        )
        fact = figure.state(kind, "t")
        scene.parameters({("base_radius", "t"): size["radius"]})
    elif kind in ("sphere", "hemisphere"):
        half = int(kind == "hemisphere")
        at = away if half else (away[0], 0.0, float(size["radius"]))
        bodies.ball(figure, "t", size["radius"], noun=kind, label=kind, half=half, at=at)
        fact = figure.state(kind, "t")
    elif kind == "square_pyramid":
        *names, _ = bodies.pyramid(
            figure, "t", size["side"], size["side"], size["height"], label="pyramid", square=True, at=away
        )
        figure.part_ways(names[4], *names[:4])
        fact = figure.state("pyramid", "t")
        scene.late.append(("square_base", "t", names[1], names[0], names[3]))
        scene.parameters({("side", "t"): size["side"]})
    else:
        a, b, c = (size[role] for role in ("width", "depth", "height"))
        corner = (away[0] - float(a) / 2, -float(b) / 2, 0.0)
        bodies.cuboid(figure, "t", a, b, c, noun=kind, label=kind, at=corner)
        fact = figure.state("cuboid", "t")
        scene.parameters({("width", "t"): a, ("depth", "t"): b})
    scene.told.append(fact)
    if count > 1:
        scene.parameters({figure.number("count", "t", count): count})
    scene.late.append(("recast_many" if count > 1 else "recast", "s", "t"))
    scene.phrase = "pair"
    _main(scene, "t", kind, **size)


SHARES = {"cone": 2 * math.pi / 3, "cylinder": 2 * math.pi, "square_pyramid": 8 / 3}
"""Volume of a solid as high as it is wide, in cubes of half its width."""


def _target(scene: Scene, kind: str, space: Exact) -> dict[str, Exact]:
    """Plain dimensions of a solid of a kind, so many of which have a volume together."""
    rng = scene.rng
    known = float(space)
    for _ in range(60):
        wide, many = rng.randint(1, 15), rng.choice((1, 1, 1, 2, 3, 4, 5, 6, 8, 9, 10, 12))
        if kind in SHARES and not 0.4 < known / (many * SHARES[kind] * wide**3) < 2.2:
            continue  # too flat or too slender
        r, count = Exact(wide), Exact(many)
        if kind in ("cone", "cylinder"):
            h = space * (3 if kind == "cone" else 1) / (count * PI * r * r)
            plain = h.is_rational and h.complexity[0] <= 2 and 0.4 < float(h / (2 * r)) < 2.2
            whole = kind == "cylinder" or (r * r + h * h).sqrt().is_rational or rng.random() < 0.15
            if plain and whole:
                return {"radius": r, "height": h, "count": count, "slant": (r * r + h * h).sqrt()}
        elif kind in ("sphere", "hemisphere"):
            count = space * 3 / ((4 if kind == "sphere" else 2) * PI * r * r * r)
            if count.is_integer and 1 <= count <= 120:
                return {"radius": r, "count": count}
        elif kind == "square_pyramid":
            h = 3 * space / (count * 4 * r * r)
            plain = h.is_rational and h.complexity[0] <= 2 and 0.5 < float(h / (2 * r)) < 1.9
            if plain and ((h * h + r * r).sqrt().is_rational or rng.random() < 0.1):
                return {"side": 2 * r, "height": h, "count": count}
        elif kind == "cuboid":
            b = Exact(rng.randint(2, 15))
            h = space / (count * r * b)
            sizes = [float(x) for x in (r, b, h)]
            if h.is_rational and h.complexity[0] <= 2 and min(sizes) > 0.33 * max(sizes):
                return {"width": r, "depth": b, "height": h, "count": count}
    raise Retry("no plain dimensions")


# --- numbers of a story -----------------------------------------------------------------------------------------------


@number(
    "cone",
    "cylinder",
    "sphere",
    "hemisphere",
    "cuboid",
    "cube",
    "square_pyramid",
    "triangle_prism",
    "square_box",
    "frustum",
)
def density(scene: Scene) -> None:
    """What the main solid weighs, by its density."""
    if scene.unit != "cm" or "w" in scene.figure.parts:
        raise Retry("no unit for a density")
    value = Exact(scene.rng.choice((25, 27, 78, 89, 105, 24, 11, 19)), 10)
    scene.parameters({scene.figure.number("density", scene.main, value): value})
    scene.say(("mass", scene.main))


@number(
    "cone",
    "cylinder",
    "sphere",
    "hemisphere",
    "cuboid",
    "cube",
    "square_pyramid",
    "triangle_prism",
    "square_box",
    "frustum",
    weight=1.2,
)
def coverage(scene: Scene) -> None:
    """Paint for the whole surface of the main solid, by what a liter covers."""
    if scene.unit != "m":
        raise Retry("no unit for paint")
    value = Exact(scene.rng.choice((5, 6, 8, 10, 12, 4)))
    scene.parameters({scene.figure.number("coverage", scene.main, value): value})
    scene.say(("paint", scene.main))


@number("cylinder", "cuboid", "square_box", weight=1.3)
def water(scene: Scene) -> None:
    """Water that stands at some height in the main solid, an open vessel then."""
    if scene.main != "s" or len(scene.figure.parts) > 1:
        raise Retry("a vessel stands alone")
    figure, rng, h = scene.figure, scene.rng, scene.size["height"]
    level = Exact(round(float(h) * rng.uniform(0.35, 0.8) * 2), 2)
    if not level < h:
        raise Retry("too full")
    figure.extents["s.fill"] = float(level)
    foot = "_sO" if scene.kind == "cylinder" else figure.spot("_sO", {}, (0.0, 0.0, 0.0))
    figure.spot("_sW", {"s.fill": (0.0, 0.0, 1.0)}, figure.origin[foot])
    if scene.kind == "cylinder":
        low, up = figure.spot("_sX", figure.terms["_ss"], figure.origin["_ss"]), "_sY"
        figure.spot(up, {**figure.terms["_ss"], "s.fill": (0.0, 0.0, 1.0)}, figure.origin["_ss"])
        r = float(scene.size["radius"])
        front = [
            (r * math.cos(t), r * math.sin(t), float(level)) for t in (math.pi + math.pi * i / 36 for i in range(37))
        ]
        figure.trace("stroke", front)
        figure.trace("dashed", [(x, -y, z) for x, y, z in front])
    else:
        names = figure.parts["s"].corners
        low, up = names[0], "_sY"
        rim = []
        for i in range(4):
            at = figure.spot(
                f"_sY{i}" if i else up, {**figure.terms[names[i]], "s.fill": (0.0, 0.0, 1.0)}, figure.origin[names[i]]
            )
            rim.append(figure.space(at))
        seen = (0, 1, 2) if figure.projection.right[1] >= 0 else (3, 0, 1)
        figure.trace("stroke", [rim[i] for i in seen])
        figure.trace("dashed", [rim[i] for i in (seen[2], (seen[2] + 1) % 4, seen[0])])
    figure.span("fill_height", "s", low, up)
    scene.parameters({("fill_height", "s"): level})
    scene.say(("water", "s"))
    if scene.unit == "cm":
        scene.say(("water_litres", "s"))
    scene.told.append(figure.state("filled", "s"))
    scene.phrase = "water"


@number("cone", "cylinder", "frustum", weight=0.8)
def axial(scene: Scene) -> None:
    """The section through the axis."""
    scene.say(("axial_area", scene.main))
    if scene.kind == "cylinder":
        scene.figure.span("rod", scene.main, f"_{scene.main}M", f"_{scene.main}Q", "")
        scene.say(("rod", scene.main))


def _main(scene: Scene, part: str, kind: str, **size: Exact) -> None:
    scene.main, scene.kind, scene.size = part, kind, size
