"""How long a picture takes: our canvas against a pyplot figure per image with mathtext, the same content and size.

Five scenes with labels that differ from image to image, drawn in turn by both in the same run. Prints the median CPU
milliseconds from nothing to PNG bytes, and the median of the paired ratios.

    python benchmarks/rendering.py [ROUNDS]
"""

from __future__ import annotations

import io
import math
import random
import re
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field

import matplotlib

matplotlib.use("agg")
import matplotlib.pyplot as plt
from matplotlib.patches import Arc, Circle, Polygon

from puma_data.present.canvas import Canvas, Color
from puma_data.present.paragraph import paragraph
from puma_data.present.typeset import layout

BLACK, BLUE, RED, GREEN, TINT = (0, 0, 0), (30, 90, 170), (200, 30, 30), (0, 120, 60), (230, 238, 250)
Point = tuple[float, float]


@dataclass
class Drawing:
    """What both sides draw, in pixels with y down."""

    width: int
    height: int
    fills: list[list[Point]] = field(default_factory=list)
    circles: list[tuple[float, float, float]] = field(default_factory=list)
    strokes: list[tuple[Point, Point, Color, float, bool]] = field(default_factory=list)
    arcs: list[tuple[float, float, float, float, float, Color]] = field(default_factory=list)
    curves: list[tuple[list[Point], Color, bool]] = field(default_factory=list)
    dots: list[Point] = field(default_factory=list)
    texts: list[tuple[str, float, float, float]] = field(default_factory=list)  # source, x, baseline, size
    prose: str = ""


def polar(x: float, y: float, r: float, degrees: float) -> Point:
    return x + r * math.cos(math.radians(degrees)), y - r * math.sin(math.radians(degrees))


def name(rng: random.Random) -> str:
    return rng.choice("ABCDEFGHIJKLMNOPQRSTUVWXYZ")


def label(rng: random.Random) -> str:
    a, b, c = rng.randrange(2, 180), rng.randrange(2, 60), rng.randrange(2, 30)
    return rng.choice([
        rf"${a}^\circ$", rf"${b}\sqrt{{{c}}}$", rf"$\frac{{{a}}}{{{c}}}$", rf"$({c}x+{b})^\circ$", f"${a}$",
        rf"$\frac{{{b}\sqrt{{{c}}}}}{{{c + 1}}}$",
    ])  # fmt: skip


def plane(rng: random.Random, size: int = 448, top: int = 0) -> Drawing:
    """A triangle in its circumcircle with a cevian, angle arcs and eight labels."""
    drawing, middle, r = Drawing(size, size + top), (size / 2, top + size / 2), size * 0.38
    turn = rng.uniform(0, 360)
    a, b, c = (polar(*middle, r, turn + angle) for angle in (0, rng.uniform(90, 140), rng.uniform(210, 260)))
    foot = ((b[0] + c[0]) / 2, (b[1] + c[1]) / 2)
    drawing.fills.append([a, b, c])
    drawing.circles.append((*middle, r))
    drawing.strokes += [(p, q, BLACK, 1.8, False) for p, q in ((a, b), (b, c), (c, a))]
    drawing.strokes += [(middle, p, BLUE, 1.2, False) for p in (a, c)] + [(a, foot, RED, 1.2, True)]
    for point, color in ((b, RED), (c, GREEN)):
        start = math.degrees(math.atan2(point[1] - middle[1], middle[0] - point[0]))
        drawing.arcs += [(*point, radius, start - 25, start + 25, color) for radius in (20, 24)]
    drawing.dots += [a, b, c, middle, foot]
    drawing.texts += [(f"${name(rng)}$", x + 6, y - 6, 18) for x, y in (a, b, c, middle, foot)]
    drawing.texts += [(label(rng), *polar(*middle, r * 0.6, rng.uniform(0, 360)), 16) for _ in range(3)]
    return drawing


def circle(rng: random.Random) -> Drawing:
    """A circle with chords, radii, a tangent and labels of arcs and angles."""
    drawing, (x, y), r = Drawing(448, 448), (224.0, 230.0), 150.0
    angles = sorted(rng.uniform(0, 360) for _ in range(5))
    points = [polar(x, y, r, angle) for angle in angles]
    drawing.circles.append((x, y, r))
    drawing.strokes += [(points[i], points[(i + 2) % 5], BLACK, 1.5, False) for i in range(4)]
    drawing.strokes += [((x, y), point, BLUE, 1.2, True) for point in points[:2]]
    drawing.arcs += [(x, y, radius, angles[0], angles[1], RED) for radius in (22, 26)]
    drawing.dots += [(x, y), *points]
    drawing.texts += [(f"${name(rng)}$", *polar(x, y, r + 14, angle), 17) for angle in angles]
    drawing.texts += [
        (rf"$m\angle {name(rng)}{name(rng)}{name(rng)}={rng.randrange(10, 170)}^\circ$", 20, 30, 16),
        (rf"$r={rng.randrange(2, 40)}\sqrt{{{rng.randrange(2, 40)}}}$", 300, 30, 16),
        *((label(rng), *polar(x, y, r * 0.5, rng.uniform(0, 360)), 15) for _ in range(2)),
    ]
    return drawing


def dense(rng: random.Random) -> Drawing:
    """A grid with a dozen segments, tick marks and sixteen labels."""
    drawing = Drawing(448, 448)
    drawing.strokes += [((30, 30 + 32 * i), (420, 30 + 32 * i), (200, 200, 200), 0.8, False) for i in range(13)]
    drawing.strokes += [((30 + 32 * i, 30), (30 + 32 * i, 420), (200, 200, 200), 0.8, False) for i in range(13)]
    points = [(rng.uniform(40, 410), rng.uniform(40, 410)) for _ in range(8)]
    for i, point in enumerate(points):
        drawing.strokes.append((point, points[(i + 3) % 8], BLACK, 1.5, False))
        drawing.strokes.append((point, points[(i + 5) % 8], BLUE, 1.2, i % 2 == 0))
        drawing.arcs.append((*point, 18, 30 * i, 30 * i + 60, RED))
    drawing.dots += points
    drawing.texts += [(f"${name(rng)}_{{{rng.randrange(1, 20)}}}$", x + 5, y - 5, 16) for x, y in points]
    drawing.texts += [(label(rng), rng.uniform(30, 380), rng.uniform(40, 420), 15) for _ in range(8)]
    return drawing


def plot(rng: random.Random) -> Drawing:
    """A grid with numbered axes, two curves of 240 points and their equations."""
    drawing = Drawing(448, 448)
    drawing.strokes += [((30, 30 + 32 * i), (420, 30 + 32 * i), (210, 210, 210), 0.8, False) for i in range(13)]
    drawing.strokes += [((30 + 32 * i, 30), (30 + 32 * i, 420), (210, 210, 210), 0.8, False) for i in range(13)]
    drawing.strokes += [((20, 222), (432, 222), BLACK, 1.2, False), ((222, 432), (222, 20), BLACK, 1.2, False)]
    drawing.fills += [[(432, 222), (423, 219), (423, 225)], [(222, 20), (219, 29), (225, 29)]]
    a, b, shift = rng.uniform(20, 90), rng.uniform(0.02, 0.06), rng.uniform(0, 6)
    xs = [30 + 390 * i / 239 for i in range(240)]
    drawing.curves.append(([(x, 222 - a * math.sin(b * x + shift)) for x in xs], BLUE, False))
    drawing.curves.append(([(x, 300 - (x - 222) ** 2 / 300) for x in xs], RED, True))
    for i in range(-6, 7):
        if i:
            drawing.strokes.append(((222 + 32 * i, 219), (222 + 32 * i, 225), BLACK, 1.0, False))
            drawing.texts.append((rf"$\frac{{{i}\pi}}{{{rng.randrange(2, 9)}}}$", 215 + 32 * i, 246, 12))
            drawing.texts.append((f"${i}$", 204, 227 - 32 * i, 13))
    drawing.texts += [("$x$", 430, 238, 15), ("$y$", 230, 26, 15), ("$O$", 208, 238, 15)]
    drawing.texts.append((rf"$y={rng.randrange(2, 99)}\sin {rng.randrange(2, 9)}x$", 290, 60, 15))
    drawing.dots += [(222 + 32 * rng.randrange(-5, 6), 222 + 32 * rng.randrange(-5, 6)) for _ in range(3)]
    return drawing


def solid(rng: random.Random) -> Drawing:
    """A box with dashed hidden edges, a cylinder with half of its base dashed on top of it, and dimensions."""
    drawing = Drawing(448, 448)
    left, top, width, height, depth = 60, 240, rng.uniform(180, 230), rng.uniform(110, 140), rng.uniform(60, 90)
    corners = [(left + x * width + y * depth, top + (1 - z) * height - y * 0.7 * depth)
               for z in (0, 1) for x, y in ((0, 0), (1, 0), (1, 1), (0, 1))]  # fmt: skip
    for i, j in ((0, 1), (1, 2), (2, 3), (3, 0), (4, 5), (5, 6), (6, 7), (7, 4), (0, 4), (1, 5), (2, 6), (3, 7)):
        drawing.strokes.append((corners[i], corners[j], BLACK, 1.6, 3 in (i, j)))
    x, y, r = left + width / 2 + depth / 2, top - 0.35 * depth, rng.uniform(45, 60)
    rise = rng.uniform(80, 120)
    for level, hidden in ((0.0, True), (rise, False)):
        for start in (0, 180):
            turns = [math.radians(start + 5 * i) for i in range(37)]
            rim = [(x + r * math.cos(t), y - level + 0.35 * r * math.sin(t)) for t in turns]
            drawing.curves.append((rim, BLACK, hidden and start == 180))
    drawing.strokes += [((x + way * r, y), (x + way * r, y - rise), BLACK, 1.6, False) for way in (1, -1)]
    drawing.strokes.append(((x, y - rise), (x + r, y - rise), RED, 1.2, False))
    drawing.dots.append((x, y - rise))
    a, b = rng.randrange(2, 99), rng.randrange(2, 99)
    drawing.texts += [(rf"${a}\sqrt{{{b}}}\text{{ cm}}$", left + width / 2 - 30, top + height + 24, 16)]
    drawing.texts += [(rf"${rng.randrange(2, 99)}.{rng.randrange(1, 9)}\text{{ cm}}$", x + r + 6, y - rise / 2, 16)]
    drawing.texts += [(rf"$\frac{{{a}}}{{{b}}}$", x + r / 2 - 6, y - rise - 6, 14)]
    drawing.texts += [(f"${name(rng)}$", p + 6, q - 6, 17) for p, q in corners]
    return drawing


def page(rng: random.Random) -> Drawing:
    """A question of five lines typeset above a figure."""
    drawing = plane(rng, 448, 192)
    a, b, c, d = (name(rng) for _ in range(4))
    n, m, k = rng.randrange(2, 90), rng.randrange(2, 90), rng.randrange(10, 80)
    drawing.prose = (
        rf"As shown in the figure, triangle ${a}{b}{c}$ is inscribed in circle ${d}$ with ${a}{b}={n}\sqrt{{{m}}}$ and "
        rf"$\angle {a}{b}{c}={k}^\circ$. Point ${d}$ lies on ${b}{c}$ so that ${a}{d}\perp {b}{c}$. If "
        rf"$\frac{{{b}{d}}}{{{d}{c}}}=\frac{{{n}}}{{{m}}}$ and ${c}{d}={m}$, find the length of ${a}{d}$ and the "
        rf"measure of $\angle {b}{a}{c}$ in degrees. Give the exact value in the form $x\sqrt{{{k}}}$."
    )
    return drawing


def ours(drawing: Drawing) -> bytes:
    canvas = Canvas(drawing.width, drawing.height)
    for points in drawing.fills:
        canvas.polygon(points, fill=TINT)
    for x, y, r in drawing.circles:
        canvas.circle(x, y, r, BLUE, 1.6)
    styles: dict[tuple[Color, float, bool], list[tuple[Point, Point]]] = {}
    for start, end, color, width, dashed in drawing.strokes:
        styles.setdefault((color, width, dashed), []).append((start, end))
    for (color, width, dashed), segments in styles.items():
        canvas.lines(segments, color, width, (5, 3) if dashed else None)
    for points, color, dashed in drawing.curves:
        path = [("L" if i else "M", *point) for i, point in enumerate(points)]
        canvas.path(path, color, 1.8, dash=(8, 4) if dashed else None)
    for x, y, r, first, last, color in drawing.arcs:
        canvas.arc(x, y, r, first, last, color, 1.2)
    for x, y in drawing.dots:
        canvas.dot(x, y, 2.5, BLACK)
    for source, x, baseline, size in drawing.texts:
        canvas.text(layout(source, size), x, baseline)
    if drawing.prose:
        for text, x, baseline in paragraph(drawing.prose, 17, "stix", drawing.width - 40).lines:
            canvas.text(text, 20 + x, 20 + baseline)
    return canvas.png()


def wrapped(source: str, width: int = 52) -> list[str]:
    lines = [""]
    for word in re.findall(r"(?:\$[^$]*\$|\S)+", source):
        if len(lines[-1]) + len(word.replace("\\", "")) > width:
            lines.append("")
        lines[-1] += word + " "
    return lines


def naive(drawing: Drawing) -> bytes:
    def shade(color: Color) -> tuple[float, ...]:
        return tuple(c / 255 for c in color)

    figure = plt.figure(figsize=(drawing.width / 100, drawing.height / 100), dpi=100)
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set_xlim(0, drawing.width)
    axes.set_ylim(drawing.height, 0)
    axes.set_axis_off()
    pt = 72 / 100
    for points in drawing.fills:
        axes.add_patch(Polygon(points, facecolor=shade(TINT), edgecolor="none"))
    for x, y, r in drawing.circles:
        axes.add_patch(Circle((x, y), r, fill=False, edgecolor=shade(BLUE), linewidth=1.6 * pt))
    for start, end, color, width, dashed in drawing.strokes:
        style = "--" if dashed else "-"
        axes.plot([start[0], end[0]], [start[1], end[1]], style, color=shade(color), linewidth=width * pt)
    for points, color, dashed in drawing.curves:
        axes.plot(*zip(*points, strict=True), "--" if dashed else "-", color=shade(color), linewidth=1.8 * pt)
    for x, y, r, first, last, color in drawing.arcs:
        arc = Arc((x, y), 2 * r, 2 * r, theta1=-last, theta2=-first, edgecolor=shade(color), linewidth=1.2 * pt)
        axes.add_patch(arc)
    for x, y in drawing.dots:
        axes.plot([x], [y], "o", color="black", markersize=5 * pt)
    for source, x, baseline, size in drawing.texts:
        axes.text(x, baseline, source, fontsize=size * pt, math_fontfamily="stix")
    if drawing.prose:
        for i, line in enumerate(wrapped(drawing.prose)):
            axes.text(20, 36 + 27 * i, line, fontsize=17 * pt, math_fontfamily="stix", family="STIXGeneral")
    stream = io.BytesIO()
    figure.savefig(stream, format="png", dpi=100)
    plt.close(figure)
    return stream.getvalue()


def cpu_ms(draw: Callable[[Drawing], bytes], drawings: list[Drawing]) -> float:
    start = time.process_time()
    for drawing in drawings:
        draw(drawing)
    return (time.process_time() - start) / len(drawings) * 1e3


def main(rounds: int) -> None:
    scenes = {"plane figure": plane, "circle figure": circle, "dense figure": dense}
    scenes |= {"plot": plot, "solid": solid, "page": page}
    rng = random.Random(1)
    times: dict[str, list[tuple[float, float]]] = {scene: [] for scene in scenes}
    for draw in scenes.values():  # fonts, caches and lazy imports of both
        cpu_ms(ours, [draw(rng) for _ in range(20)])
        cpu_ms(naive, [draw(rng) for _ in range(2)])
    for _ in range(rounds):
        for scene, draw in scenes.items():
            fast = cpu_ms(ours, [draw(rng) for _ in range(20)])
            times[scene].append((fast, cpu_ms(naive, [draw(rng) for _ in range(3)])))
    print(f"{'scene':<14} {'canvas ms':>10} {'img/s':>7} {'pyplot ms':>10} {'ratio':>7}")
    for scene, pairs in times.items():
        own, other = (statistics.median(column) for column in zip(*pairs, strict=True))
        ratio = statistics.median(b / a for a, b in pairs)
        print(f"{scene:<14} {own:>10.2f} {1000 / own:>7.0f} {other:>10.1f} {ratio:>6.1f}x")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 7)
