"""Every theorem fires where it should with the right equation, and never states anything false."""

from __future__ import annotations

import cmath
import math
import random
import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml

import generators.plane  # noqa: F401  (registers the theorems)
from generators.plane.domain import PLANE
from generators.plane.theorems.incidence import incidence
from puma_data.symbolic.facts import Quantity, Relation
from puma_data.symbolic.figure import Figure
from tests.generators.plane import theorem_figures as figures

WORDING = yaml.safe_load(Path("templates/en/theorems.yaml").read_text(encoding="utf-8"))


def rays_round() -> Figure:
    return figures.rays(10, 130, 250)


EXPECTED: list[tuple[str, figures.Build, str]] = [
    ("midpoint", figures.perpendicular_bisector, "AM = BM"),
    ("equal_lengths", figures.equilateral, "AB = AC"),
    ("equal_angles", figures.equal_base, "∠ABC = ∠ACB"),
    ("right_angle", figures.thirty, "∠ABC = 90"),
    ("perpendicular_lines", figures.altitude, "∠BHC = 90"),
    ("bisector", figures.isosceles("bisector"), "∠BAD = ∠CAD"),
    ("segment_addition", figures.exterior, "BC + CD = BD"),
    ("angle_addition", figures.cevian, "∠BAD + ∠CAD = ∠BAC"),
    ("complementary_angles", figures.right_rays, "∠AVB + ∠BVC = 90"),
    ("linear_pair", figures.exterior, "∠ACD + ∠ACB = 180"),
    ("angles_on_a_line", figures.line_rays, "∠AVC + ∠CVD + ∠BVD = 180"),
    ("angles_round_a_point", rays_round, "∠AVC + ∠AVB + ∠BVC = 360"),
    ("vertical_angles", figures.cross, "∠AVD = ∠BVC"),
    ("alternate_angles", figures.quadrilateral("rectangle"), "∠BAC = ∠ACD"),
    ("co_interior_angles", figures.special_parallelogram, "∠BAD + ∠ADC = 180"),
    ("corresponding_angles", figures.section, "∠ABC = ∠ADE"),
    ("zigzag_angles", figures.zigzag, "∠ABE + ∠CDE = ∠BED"),
    ("arc_addition", figures.thales, "arc(cAV) + arc(cVB) = arc(cAB)"),
    ("full_circle", figures.thales, "arc(cAV) + arc(cVB) + arc(cBA) = 360"),
    ("major_arc", figures.sector, "arc(cAB) + arc(cBA) = 360"),
    ("equal_arcs", figures.equal_arcs, "arc(cAB) = arc(cCD)"),
    ("semicircle", figures.thales, "arc(cAB) = 180"),
    ("central_angle", figures.sector, "∠AOB = arc(cAB)"),
    ("major_central_angle", figures.sector, "∠AOB + arc(cBA) = 360"),
    ("reflex_angle", figures.sector, "∠AOB + reflex(AOB) = 360"),
    ("inscribed_angle_arc", figures.thales, "2·∠OAV = arc(cVB)"),
    ("inscribed_angle", figures.on_minor_arc, "2·∠AVB = reflex(AOB)"),
    ("same_arc_angles", figures.inscribed, "∠AWB = ∠AVB"),
    ("angle_in_semicircle", figures.thales, "∠AVB = 90"),
    ("cyclic_quadrilateral", figures.cyclic, "∠ADC + ∠ABC = 180"),
    ("cyclic_exterior_angle", figures.cyclic, "∠CBE = ∠ADC"),
    ("equal_arcs_angles", figures.equal_arcs, "∠AOB = ∠COD"),
    ("chords_angle", figures.crossing_chords, "2·∠APD = arc(cDA) + arc(cCB)"),
    ("secants_angle", figures.outside, "2·∠APC + arc(cAC) = arc(cDB)"),
    ("tangent_chord_angle", figures.outside, "2·∠DSP = arc(cSD)"),
    ("tangent_chord_inscribed", figures.outside, "∠DSP = ∠DBS"),
    ("quadrilateral_angle_sum", figures.special_parallelogram, "∠BAD + ∠ABC + ∠BCD + ∠ADC = 360"),
    ("polygon_angle_sum", figures.pentagon, "∠BAE + ∠ABC + ∠BCD + ∠CDE + ∠AED = 540"),
    ("exterior_angle_sum", figures.pentagon, "∠BAV + ∠CBW + ∠DCX + ∠EDY + ∠AEZ = 360"),
    ("regular_polygon_interior", figures.hexagon, "∠BAF = 120"),
    ("regular_polygon_exterior", figures.hexagon, "∠CBZ = 60"),
    ("regular_polygon_central", figures.hexagon, "∠AOB = 60"),
    ("regular_polygon_sides", figures.hexagon, "180·sides(ABCDEF) = sides(ABCDEF)·∠BAF + 360"),
    ("regular_hexagon_diagonals", figures.hexagon, "AD = 2·AB"),
    ("perimeter", figures.sixty, "perimeter(ABC) = AB + BC + AC"),
    ("perimeter_equal_sides", figures.equilateral, "perimeter(ABC) = 3·AB"),
    ("perimeter_parallelogram", figures.special_parallelogram, "perimeter(ABCD) = 2·AB + 2·BC"),
    ("right_triangle_area", figures.thirty, "2·area(ABC) = BC·AB"),
    ("triangle_area", figures.altitude, "2·area(ABC) = AB·CH"),
    ("equilateral_area", figures.equilateral, "4·area(ABC) = √3·AB·AB"),
    ("shared_height_areas", figures.cevian, "area(ABD)·CD = BD·area(ACD)"),
    ("median_areas", figures.perpendicular_bisector, "area(PAM) = area(PBM)"),
    ("common_base_areas", figures.quadrilateral("rectangle"), "area(ABD) = area(ABC)"),
    ("rectangle_area", figures.quadrilateral("rectangle"), "area(ABCD) = AB·BC"),
    ("square_area", figures.quadrilateral("square"), "area(ABCD) = AB·AB"),
    ("parallelogram_area", figures.quadrilateral("parallelogram"), "area(ABCD) = AB·DH"),
    ("trapezoid_area", figures.quadrilateral("isosceles_trapezoid"), "2·area(ABCD) = AB·DH + CD·DH"),
    ("diagonals_area", figures.quadrilateral("rhombus"), "2·area(ABCD) = AC·BD"),
    ("parallelogram_halves", figures.quadrilateral("rectangle"), "area(ABCD) = 2·area(ABC)"),
    ("regular_hexagon_area", figures.hexagon, "2·area(ABCDEF) = 3√3·AB·AB"),
    ("apothem_area", figures.hexagon, "2·area(ABCDEF) = perimeter(ABCDEF)·OM"),
    ("area_addition", figures.cevian, "area(ABD) + area(ACD) = area(ABC)"),
    ("area_fan", figures.fan, "area(ABP) + area(BCP) + area(ACP) = area(ABC)"),
    ("equal_areas_congruent", figures.two_triangles("congruent", 1), "area(ABC) = area(DEF)"),
    ("radius", figures.sector, "OA = radius(c)"),
    ("radii_equal", figures.sector, "OA = OB"),
    ("diameter", figures.sector, "diameter(c) = 2·radius(c)"),
    ("diameter_chord", figures.thales, "AB = diameter(c)"),
    ("centre_perpendicular_chord", figures.sagitta, "AM = BM"),
    ("centre_midpoint_chord", figures.chord_midpoint, "∠OMA = 90"),
    ("perpendicular_bisects_arc", figures.sagitta, "arc(cAC) = arc(cCB)"),
    ("equal_chords_distance", figures.equidistant, "ON = OM"),
    ("equidistant_chords", figures.equidistant, "CD = AB"),
    ("equal_chords_arcs", figures.hexagon, "arc(cEF) = arc(cDE)"),
    ("equal_arcs_chords", figures.equal_arcs, "AB = CD"),
    ("equal_central_angles_chords", figures.equal_central, "CD = AB"),
    ("tangent_radius", figures.outside, "∠OSP = 90"),
    ("tangents_equal", figures.outside, "PS = PT"),
    ("tangents_bisected", figures.outside, "∠OPS = ∠OPT"),
    ("tangents_central_angle", figures.outside, "∠SPT + ∠SOT = 180"),
    ("intersecting_chords", figures.crossing_chords, "AP·BP = CP·DP"),
    ("intersecting_secants", figures.outside, "AP·BP = CP·DP"),
    ("tangent_secant", figures.outside, "PS·PS = AP·BP"),
    ("inradius_area", figures.incircle, "2·area(ABC) = radius(c)·perimeter(ABC)"),
    ("inradius_right_triangle", figures.incircle, "2·radius(c) + AC = BC + AB"),
    ("incircle_tangent_length", figures.incircle, "2·AT + BC = AB + AC"),
    ("circumference", figures.sector, "circumference(c) = 2π·radius(c)"),
    ("circle_area", figures.sector, "disk(c) = π·radius(c)·radius(c)"),
    ("chord_and_rise", figures.sagitta, "AM·AM + CM·CM = 2·radius(c)·CM"),
    ("circle_between_parallels", figures.circle_in_rectangle, "BC = 2·radius(c)"),
    ("ring_and_tangent_chord", figures.ring, "disk(c) = disk(d) + π·AM·AM"),
    ("right_angled_outline", figures.notched, "AB = CD + EF"),
    ("bisector_and_parallel", figures.bisected_parallelogram, "AD = DE"),
    ("rectangle_isosceles", figures.quadrilateral("rectangle"), "∠BAC = ∠ABD"),
    ("isosceles_trapezoid_feet", figures.quadrilateral("isosceles_trapezoid"), "AB = CD + 2·AH"),
    ("arc_length", figures.sector, "arc_length(cAB) = π/180·arc(cAB)·radius(c)"),
    ("sector_area", figures.sector, "sector_area(cAB) = π/360·arc(cAB)·radius(c)·radius(c)"),
    ("sector_area_from_arc", figures.sector, "2·sector_area(cAB) = arc_length(cAB)·radius(c)"),
    ("sector_perimeter", figures.sector, "sector_perimeter(cAB) = arc_length(cAB) + 2·radius(c)"),
    ("region_area", figures.sector, "region_area(s) = sector_area(cAB) + -1·area(OAB)"),
    ("region_perimeter", figures.sector, "region_perimeter(s) = arc_length(cAB) + AB"),
    ("combination", figures.section, "(AD + AE) = AD + AE"),
    ("quotient", figures.cevian, "(BD : CD)·CD = BD"),
    ("ratio_of_parts", figures.cevian, "(BC : BD) = 1 + (CD : BD)"),
    ("reciprocal_ratio", figures.cevian, "(BD : CD)·(CD : BD) = 1"),
    ("area_ratio_of_similar", figures.section, "(area(ABC) : area(ADE)) = (AB : AD)·(AB : AD)"),
    ("area_ratio_of_bases", figures.cevian, "(area(ABD) : area(ACD)) = (BD : CD)"),
    ("triangle_angle_sum", figures.sixty, "∠BAC + ∠ABC + ∠ACB = 180"),
    ("exterior_angle", figures.exterior, "∠ACD = ∠BAC + ∠ABC"),
    ("isosceles_base_angles", figures.forty_five, "∠ACB = ∠BAC"),
    ("isosceles_apex_angle", figures.forty_five, "∠ABC + 2·∠ACB = 180"),
    ("equal_angles_equal_sides", figures.forty_five, "BC = AB"),
    ("equilateral_angles", figures.equilateral, "∠ABC = 60"),
    ("isosceles_with_60", figures.nearly_equilateral, "BC = AB"),
    ("isosceles_altitude", figures.perpendicular_bisector, "AM = BM"),
    ("isosceles_median", figures.perpendicular_bisector, "∠APM = ∠BPM"),
    ("isosceles_bisector", figures.isosceles("bisector"), "∠ADB = 90"),
    ("perpendicular_bisector", figures.perpendicular_bisector, "PA = PB"),
    ("perpendicular_bisector_angles", figures.perpendicular_bisector, "∠PAB = ∠PBA"),
    ("bisector_equidistant", figures.bisector, "DE = DF"),
    ("midsegment", figures.halves, "2·MN = BC"),
    ("centroid", figures.halves, "BG = 2·NG"),
    ("angle_bisector_theorem", figures.isosceles("bisector"), "AB·CD = BD·AC"),
    ("parallelogram_sides", figures.special_parallelogram, "AB = CD"),
    ("parallelogram_opposite_angles", figures.special_parallelogram, "∠BAD = ∠BCD"),
    ("parallelogram_adjacent_angles", figures.special_parallelogram, "∠BAD + ∠ABC = 180"),
    ("parallelogram_diagonals", figures.quadrilateral("rectangle"), "AO = CO"),
    ("rectangle_diagonals", figures.quadrilateral("rectangle"), "AC = BD"),
    ("rhombus_diagonals", figures.quadrilateral("rhombus"), "∠AOB = 90"),
    ("rhombus_diagonal_bisects", figures.quadrilateral("rhombus"), "∠BAC = ∠CAD"),
    ("square_diagonal_angle", figures.quadrilateral("square"), "∠BAC = 45"),
    ("square_diagonal", figures.quadrilateral("square"), "AC = √2·AB"),
    ("isosceles_trapezoid_angles", figures.quadrilateral("isosceles_trapezoid"), "∠BAD = ∠ABC"),
    ("isosceles_trapezoid_diagonals", figures.quadrilateral("isosceles_trapezoid"), "AC = BD"),
    ("trapezoid_midline", figures.quadrilateral("isosceles_trapezoid"), "2·EF = AB + CD"),
    ("kite_angles", figures.quadrilateral("kite"), "∠ABC = ∠ADC"),
    ("kite_diagonals", figures.quadrilateral("kite"), "BO = DO"),
    ("side_splitter", figures.section, "AD·CE = AE·BD"),
    ("three_parallels", figures.three_parallels, "AB·EF = DE·BC"),
    ("similar_triangles", figures.section, "AB·DE = BC·AD"),
    ("similar_triangles_areas", figures.section, "area(ABC)·AD·AD = AB·AB·area(ADE)"),
    ("similar_triangles_perimeters", figures.section, "perimeter(ABC)·AD = AB·perimeter(ADE)"),
    ("congruent_triangles", figures.two_triangles("congruent", 1), "∠ABC = ∠DEF"),
    ("similar_polygons_angles", figures.two_triangles("similar", 1.5), "∠BAC = ∠EDF"),
    ("congruent_angles", figures.two_triangles("congruent", 1), "∠BAC = ∠EDF"),
    ("similar_polygons_sides", figures.two_triangles("similar", 1.5), "AB·EF = BC·DE"),
    ("similar_polygons_perimeters", figures.two_triangles("similar", 1.5), "perimeter(ABC)·DE = AB·perimeter(DEF)"),
    ("similar_polygons_areas", figures.two_triangles("similar", 1.5), "area(ABC)·DE·DE = AB·AB·area(DEF)"),
    ("ratio_in_proportion", figures.section, "(AD : BD)·CE = AE"),
    ("ratio_of_similar_areas", figures.two_triangles("similar", 1.5), "(area(ABC) : area(DEF))·DE·DE = AB·AB"),
    ("third_tangent", figures.three_tangents, "perimeter(PCD) = 2·PA"),
    ("supplementary_chords", figures.supplementary_chords, "CD·CD + AB·AB = 4·radius(c)·radius(c)"),
    ("arc_midpoint_chord", figures.bisected_arc, "BD·BD = DE·AD"),
    ("incentre_arc_midpoint", figures.incentre, "DI = BD"),
    ("similar_altitudes", figures.section_altitude, "DE·AF + BC·EX = BC·AF"),
    ("equal_intercepts", figures.equal_intercepts, "DE = EF"),
    ("pythagoras", figures.thirty, "BC·BC + AB·AB = AC·AC"),
    ("acute_angles", figures.thirty, "∠ACB + ∠BAC = 90"),
    ("triangle_30_60_90", figures.thirty, "AC = 2·BC"),
    ("triangle_45_45_90", figures.forty_five, "BC = AB"),
    ("altitude_mean", figures.right, "BH·BH = CH·AH"),
    ("leg_mean", figures.right, "BC·BC = CH·AC"),
    ("altitude_product", figures.right, "BC·AB = AC·BH"),
    ("median_to_hypotenuse", figures.right, "2·BM = AC"),
    ("sine_definition", figures.thirty, "sine(ACB)·AC = AB"),
    ("cosine_definition", figures.thirty, "cosine(ACB)·AC = BC"),
    ("tangent_definition", figures.thirty, "tangent(ACB)·BC = AB"),
    ("special_values", figures.sixty, "sine(BAC) = √3/2"),
    ("angle_from_ratio", figures.sixty, "∠BAC = 60"),
    ("pythagorean_identity", figures.right, "sine(ACB)·sine(ACB) + cosine(ACB)·cosine(ACB) = 1"),
    ("tangent_quotient", figures.right, "tangent(ACB)·cosine(ACB) = sine(ACB)"),
    ("complementary_ratios", figures.right, "sine(ACB) = cosine(BAC)"),
    ("sine_rule", figures.thirty, "AB·sine(BAC) = BC·sine(ACB)"),
    ("circumdiameter", figures.special_inscribed, "BC = 2·radius(c)·sine(BAC)"),
    ("cosine_rule", figures.sixty, "BC·BC = AB·AB + AC·AC + -2·AB·AC·cosine(BAC)"),
    ("triangle_area_sine", figures.sixty, "2·area(ABC) = AB·AC·sine(BAC)"),
    ("parallelogram_area_sine", figures.special_parallelogram, "area(ABCD) = AB·AD·sine(BAD)"),
]
"""Theorem, a small figure in which it fires, and a relation it must state there."""


def emitted(figure: Figure) -> Iterator[Relation]:
    for theorem in PLANE.theorems.values():
        yield from theorem.rule(figure)


def equations(figure: Figure, theorem: str) -> list[str]:
    return [figures.written(relation) for relation in PLANE.theorems[theorem].rule(figure)]


# --- one test per theorem ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("theorem", "build", "equation"), EXPECTED, ids=[row[0] for row in EXPECTED])
def test_fires(theorem: str, build: figures.Build, equation: str) -> None:
    assert equation in equations(build(), theorem)


def test_every_theorem_is_tested() -> None:
    assert {row[0] for row in EXPECTED} == set(PLANE.theorems)


# --- an oracle: quantities by formulas that share nothing with the domain's measures ----------------------------------


def oracle(figure: Figure, quantity: Quantity) -> float:
    kind, *args = quantity
    xy = {name: (z.real, z.imag) for name, z in figure.position.items()}

    def distance(p: str, q: str) -> float:
        return math.dist(xy[p], xy[q])

    def corner(p: str, v: str, q: str) -> float:
        """Kahan's formula from the three sides."""
        a, b, c = distance(v, p), distance(v, q), distance(p, q)
        return math.degrees(2 * math.atan2(max(c * c - (a - b) ** 2, 0) ** 0.5, max((a + b) ** 2 - c * c, 0) ** 0.5))

    def swept(c: str, p: str, q: str) -> float:
        ox, oy = xy[figure.circles[c].centre]
        first, last = (math.atan2(xy[x][1] - oy, xy[x][0] - ox) for x in (p, q))
        return math.degrees((last - first) % math.tau)

    def shoelace(*ring: str) -> float:
        return abs(sum(xy[p][0] * xy[q][1] - xy[q][0] * xy[p][1] for p, q in pairwise((*ring, ring[0])))) / 2

    def r(c: str) -> float:
        return figure.circles[c].radius

    formulas: dict[str, Any] = {
        "length": distance,
        "angle": corner,
        "reflex": lambda *a: 360 - corner(*a),
        "area": shoelace,
        "perimeter": lambda *ring: sum(distance(p, q) for p, q in pairwise((*ring, ring[0]))),
        "radius": r,
        "diameter": lambda c: 2 * r(c),
        "circumference": lambda c: math.tau * r(c),
        "disk": lambda c: math.pi * r(c) ** 2,
        "arc": swept,
        "arc_length": lambda c, p, q: math.tau * r(c) * swept(c, p, q) / 360,
        "sector_area": lambda c, p, q: math.pi * r(c) ** 2 * swept(c, p, q) / 360,
        "sector_perimeter": lambda c, p, q: math.tau * r(c) * swept(c, p, q) / 360 + 2 * r(c),
        "sine": lambda *a: math.sin(math.radians(corner(*a))),
        "cosine": lambda *a: math.cos(math.radians(corner(*a))),
        "tangent": lambda *a: math.tan(math.radians(corner(*a))),
        "quotient": lambda a, b: oracle(figure, a) / oracle(figure, b),
        "combination": lambda *terms: sum(float(c) * oracle(figure, q) for c, q in terms),
        "sides": lambda *ring: len(ring),
        "region_area": lambda region: outlined(figure, region)[0],
        "region_perimeter": lambda region: outlined(figure, region)[1],
    }
    return float(formulas[kind](*args))


def outlined(figure: Figure, region: str) -> tuple[float, float]:
    """Area and perimeter of a region from a fine polyline along its boundary."""
    area = total = 0.0
    for loop in figure.regions[region]:
        for edge in loop:
            if edge[0] == "line":
                steps = [figure.at(edge[1]), figure.at(edge[2])]
            else:
                circle = figure.circles[edge[1]]
                o = figure.at(circle.centre)
                first, span = 0.0, math.tau
                if edge[0] == "arc":
                    first = cmath.phase(figure.at(edge[2]) - o)
                    span = ((cmath.phase(figure.at(edge[3]) - o) - first) * edge[-1]) % math.tau
                steps = [o + cmath.rect(circle.radius, first + edge[-1] * span * k / 20_000) for k in range(20_001)]
            area += sum((p.conjugate() * q).imag for p, q in pairwise(steps)) / 2
            total += sum(abs(q - p) for p, q in pairwise(steps))
    return abs(area), total


def check(figure: Figure) -> int:
    """Every relation holds by the oracle, with canonical quantities, proper angles, known premises and true guards."""
    count = 0
    for relation in emitted(figure):
        count += 1
        terms = [
            [float(t.coefficient) * math.prod(oracle(figure, q) for q in t.quantities) for t in side]
            for side in (relation.left, relation.right)
        ]
        scale = sum(map(abs, (*terms[0], *terms[1])))
        bound = 1e-6 if relation.theorem.startswith("region") else 1e-7
        assert abs(sum(terms[0]) - sum(terms[1])) <= bound * scale, relation
        for quantity in relation.quantities():
            assert quantity == figure.canonical(quantity), relation
            if quantity[0] == "angle":
                _, p, v, q = quantity
                assert 1e-4 < oracle(figure, quantity) < 180 - 1e-4, relation
                assert (p, q) == (figure.ray(v, p), figure.ray(v, q)), relation
        for fact in relation.premises:
            assert fact in figure.facts or fact in figure.implied, relation
        for quantity, value in relation.guards:
            if value is not None:
                wanted = oracle(figure, value) if isinstance(value, tuple) else float(value)
                assert oracle(figure, quantity) == pytest.approx(wanted, rel=1e-6), relation
    return count


@pytest.mark.parametrize("build", {row[1].__qualname__ + row[0]: row[1] for row in EXPECTED}.values())
def test_figures_hold(build: figures.Build) -> None:
    assert check(build()) > 0


# --- random figures ---------------------------------------------------------------------------------------------------


def random_circle(rng: random.Random) -> Figure:
    """Points, chords, radii, two tangents and a secant of one circle."""
    directions = sorted(rng.sample(range(0, 360, 7), rng.randint(3, 6)))
    names = "ABCDEF"[: len(directions)]
    figure = figures.rim(**dict(zip(names, directions, strict=True)))
    for i, p in enumerate(names):
        for q in (*names[:i], "O"):
            if rng.random() < 0.65:
                figure.state("segment", p, q)
    theta, far = rng.uniform(0, 360), rng.uniform(7, 12)
    figure.point("Q", figures.turn(theta, far))
    for name, side in (("S", 1), ("T", -1)):
        figure.point(name, figures.turn(theta + side * math.degrees(math.acos(5 / far)), 5))
        figure.state("tangent", "c", name, "Q", "O")
        for p in ("O", *names[:2]):
            if rng.random() < 0.5:
                figure.state("segment", name, p)
    heading = figures.turn(theta + 180 + rng.uniform(-17, 17))
    b = (figure.at("Q") * heading.conjugate()).real
    if (root := b * b - far * far + 25) > 0.5:
        figure.point("U", figure.at("Q") + heading * (-b - root**0.5))
        figure.point("V", figure.at("Q") + heading * (-b + root**0.5))
        figure.state("on_circle", "c", "U", "V")
        figure.state("between", "U", "Q", "V")
        figure.state("segment", "Q", "V")
    return figure


def random_triangle(rng: random.Random) -> Figure:
    """A triangle, sometimes special, with a median, a parallel, an altitude or bisector, an extension."""
    shapes: list[tuple[complex, complex, complex, tuple[str, ...]]] = [
        (0, rng.uniform(4, 8), complex(rng.uniform(-2, 9), rng.uniform(2, 6)), ()),
        (0, 4, 3j, ("right_angle", *"BAC")),
        (0, 6, figures.turn(60, 6), ("equilateral", *"ABC")),
        (0, 4, 4j * math.sqrt(3), ("right_angle", *"BAC")),
        (0, 6, 3 + 4j, ("equal_length", *"CACB")),
    ]
    a, b, c, fact = rng.choice(shapes)
    spin = figures.turn(rng.uniform(0, 360), rng.uniform(0.5, 3))
    figure = figures.triangle(A=a * spin, B=b * spin, C=c * spin)
    if fact:
        figure.state(*fact)
    a, b, c = (figure.at(p) for p in "ABC")
    if rng.random() < 0.6:
        figure.point("N", (a + c) / 2)
        figure.state("midpoint", *"NAC")
        figure.state("segment", *"BN")
    if rng.random() < 0.6:
        for name, end in ("DB", "EC"):
            figure.point(name, a + 0.4 * (figure.at(end) - a))
            figure.state("between", name, "A", end)
        figure.state("segment", *"DE")
        figure.state("parallel", *"DEBC")
    s = ((a - b) * (c - b).conjugate()).real / abs(c - b) ** 2
    if rng.random() < 0.5 and 0.1 < s < 0.9:
        figures.foot(figure, "H", *"ABC")
    elif rng.random() < 0.6:
        t = abs(b - a) / (abs(b - a) + abs(c - a))
        figure.point("K", b + t * (c - b))
        figure.state("between", *"KBC")
        figure.state("segment", *"AK")
        figure.state("bisector", *"KBAC")
    if rng.random() < 0.5:
        figure.point("F", b + 1.5 * (c - b))
        figure.state("beyond", *"FBC")
    if rng.random() < 0.4:
        figure.point("L", a + 0.8 * (c - b))
        figure.point("R", a - 0.7 * (c - b))
        figure.state("between", *"ARL")
        figure.state("segment", *"RL")
        figure.state("parallel", *"RLBC")
    return figure


@pytest.mark.parametrize("make", [random_circle, random_triangle])
def test_random_figures_hold(make: Any) -> None:
    assert sum(check(make(random.Random(seed))) for seed in range(30)) > 2000


# --- traps ------------------------------------------------------------------------------------------------------------


def test_vertex_on_the_minor_arc_sees_the_reflex_angle() -> None:
    assert equations(figures.on_minor_arc(), "inscribed_angle") == ["2·∠AVB = reflex(AOB)"]
    assert "2·∠AVB = arc(cBA)" in equations(figures.on_minor_arc(), "inscribed_angle_arc")
    assert "2·∠AVB = ∠AOB" in equations(figures.inscribed(), "inscribed_angle")
    assert "2·∠AVB = arc(cAB)" in equations(figures.inscribed(), "inscribed_angle_arc")


def test_vertices_on_opposite_arcs_share_no_angle() -> None:
    figure = figures.rim(drawn="AV VB AW WB", A=0, B=90, V=40, W=200)
    assert equations(figure, "same_arc_angles") == []
    assert "∠AWB + ∠AVB = 180" in equations(figure, "cyclic_quadrilateral")


def test_mirror_images_say_the_same() -> None:
    for seed in range(10):
        figure = random_triangle(random.Random(seed))
        mirrored = Figure(PLANE)
        for point, z in figure.position.items():
            mirrored.point(point, z.conjugate())
        for fact in figure.facts:
            mirrored.state(fact.kind, *fact.args)
        said, seen = (sorted(relation.theorem for relation in emitted(f)) for f in (figure, mirrored))
        assert said == seen


def test_concave_quadrilateral() -> None:
    """No sum of angles (one is reflex), and only the inner diagonal splits its area."""
    dart = figures.start(A=0, B=4 - 2j, C=1.5, D=4 + 2j)
    dart.state("polygon", *"ABCD")
    dart.state("segment", *"AC")
    assert equations(dart, "quadrilateral_angle_sum") == []
    assert equations(dart, "area_addition") == ["area(ABC) + area(ACD) = area(ABCD)"]
    dart.state("segment", *"BD")
    assert not any("= area(ABCD)" in x and "BCD) " in x for x in equations(dart, "area_addition"))
    check(dart)


def test_undrawn_rays_make_no_angle() -> None:
    figure = figures.start(A=0, B=4, C=4 + 3j)
    figure.state("segment", *"AB")
    assert not any(q[0] == "angle" for relation in emitted(figure) for q in relation.quantities())


def test_nothing_is_right_or_equal_by_looking() -> None:
    """Pythagoras and base angles wait for an angle or sides to be derived where no fact says so."""
    figure = figures.triangle(A=0, B=3, C=3j)
    assert all(r.guards for r in PLANE.theorems["pythagoras"].rule(figure))
    assert all(r.guards for r in PLANE.theorems["isosceles_base_angles"].rule(figure))
    assert equations(figure, "acute_angles") == []


def test_structure_follows_the_figure() -> None:
    figure = figures.triangle(A=0, B=3, C=1 + 3j)
    before = incidence(figure)
    assert incidence(figure) is before
    figure.point("D", 1)
    figure.state("between", *"DAB")
    figure.state("segment", *"CD")
    assert incidence(figure) is not before
    assert equations(figure, "segment_addition") == ["AD + BD = AB"]


# --- wording ----------------------------------------------------------------------------------------------------------


def letters(template: str) -> set[str]:
    """Roles of a template: single capitals within dollars."""
    formulas = template.split("$")[1::2]
    return {x for formula in formulas for x in re.findall("[A-Z]", re.sub(r"\\[A-Za-z]+", " ", formula))}


def slots(template: str) -> set[str]:
    """Words that a template asks for, outside formulas (within them braces may be LaTeX's own)."""
    return set(re.findall(r"\{([a-z_]+)\}", "".join(template.split("$")[::2])))


SHAPE_WORDS = {"parallelogram", "rectangle", "rhombus", "count"}
"""Slots that the solution fills from the figure: the shape's most special name, a number in letters."""


def test_every_theorem_is_worded() -> None:
    assert set(WORDING) == set(PLANE.theorems)
    for name, theorem in PLANE.theorems.items():
        own_reason = not theorem.weight and name in PLANE.quantities  # a named sum or ratio: its value says it
        forms = [] if own_reason else WORDING[name]["reasons" if theorem.weight else "clause"]
        least = 4 if theorem.weight else 0 if own_reason else 2
        assert WORDING[name]["title"] and len(set(forms)) == len(forms) >= least
        for form in forms:
            assert form.count("$") % 2 == 0 and not form.endswith((".", ",", ":"))
            assert not theorem.weight or form[0].isupper()


@pytest.mark.parametrize(("theorem", "build", "equation"), EXPECTED, ids=[row[0] for row in EXPECTED])
def test_roles_fill_the_wording(theorem: str, build: figures.Build, equation: str) -> None:
    for relation in PLANE.theorems[theorem].rule(build()):
        entry = WORDING[relation.theorem]
        roles = {role for role, _ in relation.roles}
        for form in entry.get("reasons") or entry.get("clause", ()):
            assert letters(form) | slots(form) - SHAPE_WORDS <= roles, (form, roles)
