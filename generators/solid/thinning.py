"""Chances to keep a problem by its answer or chain of theorems; written by generators/calibrate.py."""

from generators.solid.domain import SOLID

CHANCES = {
    "chain unrolled": 0.505,
    "chain cylinder_volume": 0.517,
    "answer 15": 0.620,
    "chain cylinder_surface": 0.623,
    "answer 12": 0.654,
    "answer 8": 0.658,
    "chain sphere_volume": 0.672,
    "answer 20": 0.685,
    "answer 16": 0.689,
    "answer 10": 0.720,
    "answer 6": 0.733,
    "answer 24": 0.753,
    "answer 30": 0.778,
    "chain sphere_surface": 0.809,
    "chain cone_volume": 0.827,
    "answer 5": 0.867,
    "answer 18": 0.867,
    "chain cone_pythagoras": 0.879,
    "answer 13": 0.885,
    "answer 4": 0.904,
    "chain part_cylinder_volume": 0.926,
}
"""Labels that would else be too common; a label that is not here is always kept."""

THINNING = {SOLID.name: CHANCES}
