"""Base solids: what a composed problem starts from. Each places one solid, states it and fixes its dimensions."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from generators.plane.triples import TRIPLES
from generators.solid import bodies
from generators.solid.compose.scene import NOUNS, Scene
from generators.solid.sizes import decimal, oblique, shapely, turned_away, upright
from puma_data.registry import Retry
from puma_data.symbolic.exact import Exact

Base = Callable[[Scene], None]
BASES: dict[str, tuple[float, Base]] = {}
"""Base solids by name, each with its weight."""


def base(weight: float = 1.0) -> Callable[[Base], Base]:
    """Decorator: register a base solid."""

    def register(function: Base) -> Base:
        BASES[function.__name__] = (weight, function)
        return function

    return register


def legs(rng: Random, most: int = 45) -> tuple[Exact, Exact, Exact]:
    """The sides of a right triangle in any order of the legs: mostly whole ones, some with a root."""
    if rng.random() < 0.75:
        k = rng.choice((1, 1, 2, 3))
        p, q, far = rng.choice([t for t in TRIPLES if t[2] * k <= most])
        a, b = (p, q) if rng.random() < 0.5 else (q, p)
        return Exact(a * k), Exact(b * k), Exact(far * k)
    x, y = Exact(rng.randint(2, 15)), Exact(rng.randint(2, 15))
    return x, y, (x * x + y * y).sqrt()


@base(1.5)
def cone(scene: Scene) -> None:
    """A cone whose slant height is mostly whole."""
    r, h, slant = legs(scene.rng)
    shapely(2 * r, h, 0.4, 2.2)
    upright(scene.figure, scene.rng)
    bodies.cone(scene.figure, "s", r, h, label="cone")
    scene.begin("cone", "cone", radius=r, height=h, slant=slant)
    scene.parameters({("base_radius", "s"): r, ("height", "s"): h})
    scene.say(("rim", "s"), ("base_area", "s"))


@base(1.5)
def cylinder(scene: Scene) -> None:
    """A cylinder, now and then as high as it is wide."""
    rng = scene.rng
    r = decimal(rng, 2, 12, scene.unit, 0.1)
    h = 2 * r if rng.random() < 0.25 else decimal(rng, 3, 24, scene.unit, 0.1)
    if rng.random() < 0.3:
        p, q, _ = legs(rng)
        r, h = p / 2, q
    shapely(2 * r, h, 0.4, 2.2)
    upright(scene.figure, rng)
    bodies.cylinder(scene.figure, "s", r, h, label="cylinder")
    scene.begin("cylinder", "cylinder", radius=r, height=h)
    scene.parameters({("base_radius", "s"): r, ("height", "s"): h})
    scene.say(("rim", "s"), ("base_area", "s"))


@base(1.0)
def sphere(scene: Scene) -> None:
    """A sphere."""
    r = decimal(scene.rng, 2, 18, scene.unit, 0.15)
    upright(scene.figure, scene.rng)
    bodies.ball(scene.figure, "s", r, label="sphere", at=(0.0, 0.0, float(r)))
    scene.begin("sphere", "sphere", radius=r)
    scene.parameters({("sphere_radius", "s"): r})


@base(0.8)
def hemisphere(scene: Scene) -> None:
    """Half a sphere, lying on its flat side."""
    r = decimal(scene.rng, 2, 18, scene.unit, 0.15)
    upright(scene.figure, scene.rng)
    bodies.ball(scene.figure, "s", r, noun="hemisphere", label="hemisphere", half=1)
    scene.begin("hemisphere", "hemisphere", radius=r)
    scene.parameters({("sphere_radius", "s"): r})
    scene.say(("base_area", "s"))


@base(0.9)
def frustum(scene: Scene) -> None:
    """A frustum of a cone whose slant height is mostly whole."""
    rng = scene.rng
    d, h, slant = legs(rng, 30)
    small = Exact(rng.randint(2, 12))
    big = small + d
    if not 0.3 < float(small / big) < 0.8:
        raise Retry("ends too alike or too different")
    shapely(2 * big, h, 0.4, 1.7)
    upright(scene.figure, rng)
    bodies.frustum(scene.figure, "s", big, small, h, label="frustum")
    scene.begin("frustum", "frustum", radius=big, top=small, height=h, slant=slant)
    scene.parameters({("base_radius", "s"): big, ("top_radius", "s"): small, ("height", "s"): h})


def _box(scene: Scene, a: Exact, b: Exact, c: Exact, noun: str, *, is_cube: bool = False) -> list[str]:
    longest = max(map(float, (a, b, c)))
    if min(map(float, (a, b, c))) < 0.33 * longest:
        raise Retry("too flat or too slender")
    turned_away(scene.figure, scene.rng)
    corner = (-float(a) / 2, -float(b) / 2, 0.0)
    return bodies.cuboid(scene.figure, "s", a, b, c, noun=noun, label=noun, at=corner, cube=is_cube)


@base(1.2)
def cuboid(scene: Scene) -> None:
    """A box, often with a whole space diagonal."""
    rng = scene.rng
    quads = ((1, 2, 2, 3), (2, 3, 6, 7), (1, 4, 8, 9), (4, 4, 7, 9), (2, 6, 9, 11), (6, 6, 7, 11), (3, 4, 12, 13))
    if rng.random() < 0.4:
        *sides, _ = rng.choice(quads)
        k = rng.randint(1, 4)
        rng.shuffle(sides)
        a, b, c = (Exact(k * x) for x in sides)
    else:
        a, b, c = (decimal(rng, 3, 20, scene.unit, 0.1) for _ in range(3))
    _box(scene, a, b, c, "cuboid")
    scene.begin("cuboid", "cuboid", width=a, depth=b, height=c)
    scene.parameters({("width", "s"): a, ("depth", "s"): b, ("height", "s"): c})
    scene.say(("base_area", "s"), ("front_area", "s"), ("side_area", "s"), ("edge_sum", "s"))


@base(0.9)
def square_box(scene: Scene) -> None:
    """A box over a square."""
    half, c, _ = legs(scene.rng, 30)
    a = 2 * half
    if a == c:
        raise Retry("a cube")
    names = _box(scene, a, a, c, "cuboid")
    figure = scene.figure
    scene.begin("square_box", "cuboid", width=a, height=c)
    scene.late.append(("square_floor", "s", *names[4:7]))
    scene.parameters({("width", "s"): a, ("height", "s"): c})
    figure.anchors.pop(("depth", "s"))
    scene.say(("base_area", "s"))


@base(0.9)
def cube(scene: Scene) -> None:
    """A cube."""
    a = decimal(scene.rng, 2, 18, scene.unit, 0.1)
    names = _box(scene, a, a, a, "box", is_cube=True)
    scene.main, scene.kind, scene.size = "s", "cube", {"edge": a}
    scene.slots["a_first"] = NOUNS["cube"]
    scene.late.append(("cube", "s", *names[4:7], names[0]))
    scene.parameters({("edge", "s"): a})


@base(1.1)
def square_pyramid(scene: Scene) -> None:
    """A square pyramid whose slant height is mostly whole."""
    half, h, slant = legs(scene.rng, 30)
    a = 2 * half
    if not 0.5 < float(h / a) < 1.9:
        raise Retry("too flat or too slender")
    figure = scene.figure
    turned_away(figure, scene.rng)
    *names, middle = bodies.pyramid(figure, "s", a, a, h, label="pyramid", square=True)
    scene.begin("square_pyramid", "pyramid", side=a, height=h, slant=slant)
    scene.late.append(("square_base", "s", names[1], names[0], names[3]))
    figure.part_ways(names[4], *names[:4], middle, "_sF")
    figure.span("slant", "s", names[4], "_sF")
    scene.parameters({("side", "s"): a, ("height", "s"): h})
    scene.say(("base_area", "s"))


@base(0.6)
def triangle_prism(scene: Scene) -> None:
    """A prism over a right triangle."""
    rng = scene.rng
    p, q, far = legs(rng, 60)
    if p == q or not far.is_rational:
        raise Retry("legs alike or a root")
    low, up = max(p, q), min(p, q)
    length = decimal(rng, 4, 24, scene.unit, 0.1)
    if not 0.5 < float(length / low) < 2.0 or up < low / 4:
        raise Retry("too short or too long")
    figure = scene.figure
    oblique(figure, rng)
    outline = [{}, {"other_leg": (1.0, 0.0)}, {"leg": (0.0, 1.0)}]
    names = bodies.prism(
        figure, "s", "right_triangle", outline, {"leg": up, "other_leg": low}, length, label="prism"
    )  # fmt: skip
    scene.begin("triangle_prism", "triangle_prism", length=length)
    scene.late.append(("right_base", "s", names[1], names[0], names[2]))
    for role, (i, j) in {"other_leg": (0, 1), "leg": (2, 0), "hypotenuse": (1, 2)}.items():
        figure.span(role, "s", names[i], names[j])
    figure.span("prism_length", "s", names[1], names[4])
    scene.parameters({("leg", "s"): up, ("other_leg", "s"): low, ("prism_length", "s"): length})
    scene.say(("base_perimeter", "s"))
