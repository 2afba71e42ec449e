"""Chances to keep a problem by its answer or chain of theorems; written by generators/calibrate.py."""

from generators.functions.domain import FUNCTIONS

CHANCES = {
    "chain slope_formula > point_on_line": 0.107,
    "chain distance_formula": 0.118,
    "chain point_on_curve": 0.156,
    "chain slope_formula": 0.158,
    "answer 1": 0.301,
    "chain slope_formula > point_on_line > value_of_line": 0.313,
    "answer 2": 0.332,
    "chain unit_circle > related_angles": 0.392,
    "chain distance_formula > area_of_circle": 0.453,
    "chain point_on_curve > value_of_parabola": 0.474,
    "answer -1": 0.527,
    "answer 4": 0.532,
    "chain midpoint_formula > midpoint_formula > distance_formula": 0.542,
    "answer 3": 0.549,
    "chain slope_formula > point_on_line > point_on_line": 0.578,
    "chain distance_formula > circumference_of_circle": 0.601,
    "chain value_of_quadratic": 0.643,
    "chain point_on_line": 0.648,
    "chain point_on_exponential > point_on_exponential": 0.651,
    "chain point_on_exponential > point_on_exponential > value_of_exponential": 0.669,
    "chain midpoint_formula > midpoint_formula": 0.687,
    "answer -2": 0.690,
    "chain horizontal_line_test": 0.735,
    "answer -3": 0.783,
    "chain unit_circle": 0.791,
    "answer 5": 0.799,
    "chain point_on_hyperbola": 0.800,
    "answer -4": 0.857,
    "chain point_on_line > point_on_line": 0.900,
    "chain midline": 0.900,
    "chain value_of_line": 0.900,
    "chain constant_term > product_of_zeros": 0.923,
    "answer 0": 0.947,
}
"""Labels that would else be too common; a label that is not here is always kept."""

THINNING = {FUNCTIONS.name: CHANCES}
