"""Chances to keep a problem by its answer or its chain of theorems; written by generators/calibrate.py."""

from generators.plane.domain import PLANE

CHANCES = {
    "chain side_splitter": 0.800,
    "chain inscribed_angle": 0.150,
    "chain perimeter": 0.190,
    "chain pythagoras": 0.244,
    "chain perimeter_equal_sides": 0.315,
    "chain isosceles_apex_angle": 0.359,
    "chain segment_addition > similar_triangles": 0.376,
    "chain similar_triangles": 0.330,
    "chain central_angle > arc_length > sector_perimeter": 0.432,
    "chain perimeter_parallelogram": 0.459,
    "chain triangle_30_60_90": 0.529,
    "chain co_interior_angles": 0.545,
    "chain central_angle > sector_area": 0.582,
    "chain triangle_angle_sum": 0.653,
    "chain central_angle > arc_length": 0.732,
    "chain acute_angles": 0.736,
    "chain linear_pair": 0.739,
    "answer 10": 0.787,
    "chain tangents_central_angle": 0.833,
    "answer 8": 0.833,
    "answer 12": 0.852,
    "answer 60": 0.854,
    "answer 6": 0.921,
    "chain inscribed_angle_arc": 0.929,
    "chain alternate_angles": 0.929,
    "chain circumdiameter": 0.929,
    "chain right_triangle_area": 0.941,
    "answer 30": 0.959,
    "chain linear_pair > corresponding_angles": 0.985,
    "chain diagonals_area": 0.985,
    "answer 120": 0.986,
}
"""Labels that would else be too common; a label that is not here is always kept."""

THINNING = {PLANE.name: CHANCES}
