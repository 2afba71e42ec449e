"""The solids that problems are made of: boxes, prisms and pyramids by their corners, round ones by their profile.

Each function adds a part to a figure, places its points and says where its lengths are measured. Points without a
letter have names that start with an underscore.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

import numpy as np

from generators.solid.figure import Part, SolidFigure, Terms, array
from generators.solid.view import Array, Curve, Piece, Vector, arc, straight
from puma_data.registry import Retry
from puma_data.symbolic.exact import Exact
from puma_data.symbolic.facts import Quantity

Length = int | Exact | float
ORIGIN: Vector = (0.0, 0.0, 0.0)
UP: Vector = (0.0, 0.0, 1.0)


# --- corners and flat faces -------------------------------------------------------------------------------------------


def flat_sided(
    figure: SolidFigure,
    part: Part,
    name: str,
    corners: Sequence[Terms],
    faces: Sequence[tuple[int, ...]],
    *,
    letters: str = "",
    at: Vector = ORIGIN,
    bases: tuple[int, ...] = (0,),
    hollow: bool = False,
    convex: bool = True,
) -> list[str]:
    """Corners and faces (loops counter-clockwise from outside) of a part; returns the names of its corners."""
    names = [letters[i] if letters else f"_{name}{i}" for i in range(len(corners))]
    for point, terms in zip(names, corners, strict=True):
        figure.spot(point, terms, at)
    part.corners, part.faces, part.bases = names, list(faces), bases
    places = [array(figure.space(p)) for p in names]
    if convex:
        part.pieces.append(hull(places, faces, hollow=hollow))
    edges = dict.fromkeys(tuple(sorted(pair)) for face in faces for pair in pairwise((*face, face[0])))
    part.curves += [straight(places[i], places[j], (names[i], names[j])) for i, j in edges]
    return names


def hull(places: Sequence[Array], faces: Sequence[tuple[int, ...]], *, hollow: bool = False) -> Piece:
    """The convex piece between faces."""
    normals, offsets = [], []
    for face in faces:
        normal = np.cross(places[face[1]] - places[face[0]], places[face[2]] - places[face[1]])
        normal = normal / np.linalg.norm(normal)
        normals.append(normal)
        offsets.append(float(normal @ places[face[0]]))
    return Piece(np.array(normals), np.array(offsets), hollow=hollow)


BOX_FACES = ((0, 3, 2, 1), (4, 5, 6, 7), (0, 1, 5, 4), (1, 2, 6, 5), (2, 3, 7, 6), (3, 0, 4, 7))


def cuboid(
    figure: SolidFigure,
    name: str,
    width: Length,
    depth: Length,
    height: Length,
    *,
    noun: str = "cuboid",
    label: str = "",
    letters: str = "",
    at: Vector = ORIGIN,
    hollow: bool = False,
    cube: bool = False,
) -> list[str]:
    """A box: width to the right, depth away from the viewer, height up. Corners run around the bottom from the front
    left one, then around the top."""
    part = figure.shape(name, noun, label, "cube" if cube else "cuboid", width=width, depth=depth, height=height)
    w, d, h = f"{name}.width", f"{name}.depth", f"{name}.height"
    x, y, z = {w: (1.0, 0.0, 0.0)}, {d: (0.0, 1.0, 0.0)}, {h: UP}
    bottom: list[Terms] = [{}, x, {**x, **y}, y]
    names = flat_sided(
        figure, part, name, [*bottom, *({**terms, **z} for terms in bottom)], BOX_FACES, letters=letters, at=at,
        bases=(0, 1), hollow=hollow,
    )  # fmt: skip
    right = 1 if figure.projection.right[1] >= 0 else 0  # the side that is seen
    label = "" if cube else "length"
    figure.span("width", name, names[0], names[1], label)
    figure.span("depth", name, names[1 if right else 0], names[2 if right else 3], label)
    figure.span("height", name, names[0 if right else 1], names[4 if right else 5], label)
    if cube:
        figure.span("edge", name, names[0], names[1])
    return names


def prism(
    figure: SolidFigure,
    name: str,
    kind: str,
    outline: Sequence[Mapping[str, tuple[float, float]]],
    extents: Mapping[str, Length],
    length: Length,
    *,
    noun: str = "prism",
    label: str = "",
    letters: str = "",
    standing: bool = False,
    pieces: Sequence[tuple[int, ...]] = (),
    at: Vector = ORIGIN,
    hollow: bool = False,
) -> list[str]:
    """A right prism. ``outline`` are the corners of its base, counter-clockwise as seen from the viewer, as sums of
    extents; the base is at the front and ``length`` goes away from the viewer, or it lies on the ground
    (``standing``). ``pieces`` are convex parts of a base that is not convex."""
    part = figure.shape(name, noun, label, kind, **extents, length=length)
    n = len(outline)

    def corner(flat: Mapping[str, tuple[float, float]], back: bool) -> Terms:
        terms: Terms = {f"{name}.{role}": (x, y, 0.0) if standing else (x, 0.0, y) for role, (x, y) in flat.items()}
        if back:
            terms[f"{name}.length"] = UP if standing else (0.0, 1.0, 0.0)
        return terms

    corners = [corner(flat, False) for flat in outline] + [corner(flat, True) for flat in outline]
    front, back = tuple(range(n)), tuple(range(2 * n - 1, n - 1, -1))
    sides = [(i, n + i, n + (i + 1) % n, (i + 1) % n) for i in range(n)]
    if standing:
        front, back = front[::-1], back[::-1]
        sides = [side[::-1] for side in sides]
    faces = [front, back, *sides]
    names = flat_sided(
        figure, part, name, corners, faces, letters=letters, at=at, bases=(0, 1), hollow=hollow, convex=not pieces
    )
    places = [array(figure.space(p)) for p in names]
    for piece in pieces:
        m = len(piece)
        own = [places[i] for i in piece] + [places[n + i] for i in piece]
        rims = [tuple(range(m)), tuple(range(2 * m - 1, m - 1, -1))]
        walls = [(i, m + i, m + (i + 1) % m, (i + 1) % m) for i in range(m)]
        loops = [*rims, *walls]
        part.pieces.append(hull(own, [loop[::-1] for loop in loops] if standing else loops, hollow=hollow))
    return names


def pyramid(
    figure: SolidFigure,
    name: str,
    width: Length,
    depth: Length,
    height: Length,
    *,
    noun: str = "pyramid",
    label: str = "",
    letters: str = "",
    at: Vector = ORIGIN,
    square: bool = False,
    hollow: bool = False,
) -> list[str]:
    """A pyramid over a rectangle, its apex above the middle. Corners, apex, then the middle of the base."""
    extents = {"side": width} if square else {"width": width, "depth": depth}
    part = figure.shape(name, noun, label, "square_pyramid" if square else "pyramid", **extents, height=height)
    w, d, h = (f"{name}.{role}" for role in (("side", "side") if square else ("width", "depth")) + ("height",))

    def spot(x: float, y: float, up: float) -> Terms:
        terms: Terms = {w: (x, y, 0.0)} if square else {w: (x, 0.0, 0.0), d: (0.0, y, 0.0)}
        return {**terms, h: (0.0, 0.0, up)}

    corners = [spot(x, y, 0) for x, y in ((-0.5, -0.5), (0.5, -0.5), (0.5, 0.5), (-0.5, 0.5))] + [{h: UP}]
    faces = [(0, 3, 2, 1), (0, 1, 4), (1, 2, 4), (2, 3, 4), (3, 0, 4)]
    names = flat_sided(figure, part, name, corners, faces, letters=letters[:5], at=at, hollow=hollow)
    middle = letters[5] if len(letters) > 5 else f"_{name}O"
    figure.spot(middle, {}, at)
    figure.span("height", name, names[4], middle)
    if square:
        figure.span("side", name, names[0], names[1])
        foot = figure.spot(f"_{name}F", {w: (0.5, 0.0, 0.0)}, at)
        figure.span("slant", name, names[4], foot, "")
    else:
        figure.span("width", name, names[0], names[1])
        figure.span("depth", name, names[1], names[2])
    return [*names, middle]


# --- round solids -----------------------------------------------------------------------------------------------------


def frame(axis: Vector) -> tuple[Array, Array, Array]:
    """Two unit vectors across an axis (the first level) and the axis."""
    up = array(axis)
    across = array((1.0, 0.0, 0.0)) if abs(up[0]) < 0.9 else array((0.0, 1.0, 0.0))
    across = across - (across @ up) * up
    across /= np.linalg.norm(across)
    return across, np.cross(up, across), up


def silhouette(figure: SolidFigure, axis: Vector, growth: float) -> tuple[float, float]:
    """The angles around an axis at which a round wall turns away from the viewer, the right one first.

    Raises Retry where the whole wall is seen, or none of it.
    """
    one, two, up = frame(axis)
    view = array(figure.projection.view)
    a, b, c = float(view @ one), float(view @ two), float(view @ up)
    reach = math.hypot(a, b)
    if abs(growth * c) > 0.97 * reach:
        raise Retry("the outline of a round solid is not seen")
    middle, half = math.atan2(b, a), math.acos(growth * c / reach)
    pair = (middle + half, middle - half)
    places = [figure.projection.place((math.cos(t) * one + math.sin(t) * two).tolist()).real for t in pair]
    return pair if places[0] >= places[1] else pair[::-1]


def turned(
    figure: SolidFigure,
    name: str,
    kind: str,
    *,
    noun: str,
    label: str = "",
    axis: Vector = UP,
    at: Vector = ORIGIN,
    bottom: str = "radius",
    top: str = "",
    sweep: tuple[float, float] | None = None,
    hollow: bool = False,
    **extents: Length,
) -> Part:
    """A cylinder, cone or frustum: radius ``bottom`` at ``at``, radius ``top`` (or an apex) one ``height`` along the
    axis. ``sweep`` (degrees) leaves only a part of a full turn.

    Points: ``_nameO`` and ``_nameP`` are the middles of the ends (the apex too), ``_nameS`` and ``_nameT`` the ends of
    the outline that is seen on the right, ``_nameR`` the point of the bottom rim that is furthest to the right.
    """
    part = figure.shape(name, noun, label, kind, **extents)
    r0 = float(extents[bottom])
    r1 = float(extents[top]) if top else 0.0
    h = float(extents["height"])
    one, two, up = frame(axis)
    origin = array(at)
    summit = origin + h * up
    growth = (r1 - r0) / h
    height: Terms = {f"{name}.height": (float(up[0]), float(up[1]), float(up[2]))}
    foot, peak = f"_{name}O", f"_{name}P"
    figure.spot(foot, {}, at)
    figure.spot(peak, height, at)
    part.profile = [("line", 0.0, 0.0, r0, 0.0), ("line", r0, 0.0, r1, h)]
    if r1:
        part.profile.append(("line", r1, h, 0.0, h))
    normals, offsets = [-up, up], [float(-up @ origin), float(up @ summit)]
    first, last = (0.0, math.tau) if sweep is None else (math.radians(sweep[0]), math.radians(sweep[1]))
    part.sweep = math.degrees(last - first)

    def rim(point: str, centre: str, role: str, turn: float, level: bool) -> str:
        way = math.cos(turn) * one + math.sin(turn) * two
        terms: Terms = {f"{name}.{role}": (float(way[0]), float(way[1]), float(way[2]))} if role else {}
        return figure.spot(point, {**terms, **(height if level else {})}, at)

    def place(turn: float, radius: float, middle: Array) -> Array:
        spot: Array = middle + radius * (math.cos(turn) * one + math.sin(turn) * two)
        return spot

    right, left = silhouette(figure, axis, growth)
    rightmost = silhouette(figure, axis, 0.0)[0]
    rim(f"_{name}R", foot, bottom, rightmost, False)
    rim(f"_{name}S", foot, bottom, right, False)
    rim(f"_{name}T", peak, top, right, True)
    rim(f"_{name}s", foot, bottom, left, False)
    rim(f"_{name}t", peak, top, left, True)
    rim(f"_{name}M", foot, bottom, rightmost + math.pi, False)
    if top:
        rim(f"_{name}Q", peak, top, rightmost, True)
        rim(f"_{name}N", peak, top, rightmost + math.pi, True)
    for radius, middle in ((r0, origin), (r1, summit)):
        if radius:
            part.curves.append(arc(middle, radius * one, radius * two, first, last))
    for turn in (right, left):
        inside = sweep is None or (turn - first) % math.tau < last - first
        if inside:
            part.curves.append(straight(place(turn, r0, origin), place(turn, r1, summit)))
    body = Piece(np.array(normals), np.array(offsets), (origin, up, r0, growth), hollow=hollow)
    if sweep is None:
        part.pieces.append(body)
    else:
        for turn, letter in ((first, "A"), (last, "B")):
            rim(f"_{name}{letter}", foot, bottom, turn, False)
            rim(f"_{name}{letter.lower()}", peak, top, turn, True)
            low, high = place(turn, r0, origin), place(turn, r1, summit)
            part.curves += [straight(low, high), straight(origin, low), straight(summit, high)]
        if not math.isclose(last - first, math.pi):
            part.curves.append(straight(origin, summit))
        part.pieces += wedge(body, one, two, origin, first, last)
    figure.span("height", name, foot, peak, "")
    figure.span("base_radius" if bottom == "radius" else bottom, name, foot, f"_{name}R")
    return part


def wedge(body: Piece, one: Array, two: Array, origin: Array, first: float, last: float) -> list[Piece]:
    """The convex pieces of a round body between two angles: one up to half a turn, else two."""
    if last - first > math.pi + 1e-9:
        middle = (first + last) / 2
        return [*wedge(body, one, two, origin, first, middle), *wedge(body, one, two, origin, middle, last)]
    # the piece is on the left of its first wall and on the right of its last one
    walls = [math.sin(first) * one - math.cos(first) * two, -math.sin(last) * one + math.cos(last) * two]
    normals = np.array([*body.normals, *walls])
    offsets = np.array([*body.offsets, *(float(wall @ origin) for wall in walls)])
    return [Piece(normals, offsets, body.cone, body.ball, body.hollow)]


def cylinder(
    figure: SolidFigure, name: str, radius: Length, height: Length, *, noun: str = "cylinder", **more: Any
) -> Part:
    """A right circular cylinder."""
    part = turned(
        figure, name, "cylinder", noun=noun, bottom="radius", top="radius", radius=radius, height=height, **more
    )
    figure.span("height", name, f"_{name}S", f"_{name}T", "length")
    return part


def cone(figure: SolidFigure, name: str, radius: Length, height: Length, *, noun: str = "cone", **more: Any) -> Part:
    """A right circular cone."""
    part = turned(figure, name, "cone", noun=noun, radius=radius, height=height, **more)
    figure.span("height", name, f"_{name}O", f"_{name}P")
    figure.span("slant", name, f"_{name}S", f"_{name}P")
    return part


def frustum(
    figure: SolidFigure, name: str, radius: Length, top: Length, height: Length, *, noun: str = "frustum", **more: Any
) -> Part:
    """A cone whose tip is cut off: ``radius`` below and ``top_radius`` above."""
    part = turned(
        figure, name, "frustum", noun=noun, bottom="radius", top="top_radius", radius=radius, top_radius=top,
        height=height, **more,
    )  # fmt: skip
    figure.span("height", name, f"_{name}O", f"_{name}P")
    figure.span("slant", name, f"_{name}S", f"_{name}T")
    figure.span("top_radius", name, f"_{name}P", f"_{name}Q")
    return part


def ball(
    figure: SolidFigure,
    name: str,
    radius: Length,
    *,
    noun: str = "sphere",
    label: str = "",
    half: int = 0,
    at: Vector = ORIGIN,
    hollow: bool = False,
    flat: bool = True,
) -> Part:
    """A sphere around ``at``, or the half of it above (``half`` 1) or below (-1). ``flat`` draws the rim of a half."""
    part = figure.shape(name, noun, label, "hemisphere" if half else "sphere", radius=radius)
    r, centre = float(radius), array(at)
    one, two, up = frame(UP)
    view = array(figure.projection.view)
    view = view / np.linalg.norm(view)
    foot = f"_{name}O"
    figure.spot(foot, {}, at)
    right = array(figure.projection.right)
    figure.spot(f"_{name}R", {f"{name}.radius": (float(right[0]), float(right[1]), float(right[2]))}, at)
    figure.spot(f"_{name}L", {f"{name}.radius": (-float(right[0]), -float(right[1]), -float(right[2]))}, at)
    for letter, way in (("U", 1.0), ("D", -1.0)):
        figure.spot(f"_{name}{letter}", {f"{name}.radius": (0.0, 0.0, way)}, at)
    low, high = (-90.0, 90.0) if not half else (0.0, 90.0) if half > 0 else (-90.0, 0.0)
    part.profile = [("arc", 0.0, r, low, high)]
    if half > 0:
        part.profile.insert(0, ("line", 0.0, 0.0, r, 0.0))
    elif half < 0:
        part.profile.append(("line", r, 0.0, 0.0, 0.0))
    if flat:
        part.curves.append(arc(centre, r * one, r * two, 0.0, math.tau))
    level = right / np.linalg.norm(right)
    top = np.cross(view, level)
    top = top if top @ up > 0 else -top
    turns = (0.0, math.tau) if not half else (0.0, math.pi) if half > 0 else (math.pi, math.tau)
    part.curves.append(arc(centre, r * level, r * top, *turns))
    normals = np.array([-half * up]) if half else np.empty((0, 3))
    part.pieces.append(
        Piece(normals, np.array([-half * float(up @ centre)] if half else []), ball=(centre, r), hollow=hollow)
    )
    figure.span("sphere_radius", name, foot, f"_{name}R")
    return part


def whole(
    figure: SolidFigure,
    name: str,
    noun: str,
    volume: Sequence[tuple[int, str]],
    surface: Sequence[tuple[int, str, str]] = (),
    label: str = "solid",
) -> Part:
    """A solid that is made of other parts: the sum of their volumes, and of those areas that are exposed."""
    part = figure.shape(name, noun, label, "whole")
    part.volume, part.surface = tuple(volume), tuple(surface)
    return part


def ends(curves: Sequence[Curve]) -> list[tuple[str, str]]:
    """The straight lines between named points."""
    return [curve.ends for curve in curves if curve.ends is not None]


def radius_or_diameter(
    figure: SolidFigure, name: str, diameter: bool, *, above: bool = False
) -> tuple[Quantity, tuple[str, str]]:
    """How the width of a round base is given, and the line that shows it, in the bottom or in the top."""
    middle, right, left = (f"_{name}{letter}" for letter in ("PQN" if above else "ORM"))
    kind = "base_diameter" if diameter else "base_radius"
    start = left if diameter else middle
    if not diameter:
        figure.draw("dot", middle)
    quantity = figure.span(kind, name, start, right)
    if diameter:
        figure.parts[name].lengths["base_radius"] = (middle, right)
    return quantity, (start, right)
