"""Chances to keep a problem by its answer or chain of theorems; written by generators/calibrate.py."""

from generators.solid.domain import SOLID

CHANCES = {
    "chain cylinder_volume": 0.450,
    "chain unrolled": 0.473,
    "answer 12": 0.547,
    "chain cylinder_surface": 0.563,
    "answer 8": 0.590,
    "answer 24": 0.633,
    "chain sphere_volume": 0.651,
    "answer 18": 0.654,
    "answer 6": 0.759,
    "answer 30": 0.759,
    "chain cone_volume": 0.771,
    "chain sphere_surface": 0.779,
    "answer 10": 0.785,
    "answer 9": 0.787,
    "answer 20": 0.787,
    "answer 60": 0.817,
    "answer 16": 0.821,
    "answer 13": 0.850,
    "answer 15": 0.885,
    "answer 4": 0.885,
    "answer 3": 0.885,
    "answer 26": 0.885,
    "answer 5": 0.892,
    "chain part_cylinder_volume": 0.925,
    "chain triangle_area > prism_volume": 0.962,
    "answer 2": 0.966,
    "chain cuboid_volume": 0.987,
    "chain cone_pythagoras": 0.987,
}
"""Labels that would else be too common; a label that is not here is always kept."""

THINNING = {SOLID.name: CHANCES}
