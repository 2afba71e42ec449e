"""Chances to keep a problem by its answer or chain of theorems; written by generators/calibrate.py."""

from generators.functions.domain import FUNCTIONS

CHANCES = {
    "chain slope_formula > point_on_line": 0.145,
    "chain distance_formula": 0.159,
    "chain point_on_curve": 0.226,
    "chain slope_formula": 0.294,
    "answer 1": 0.346,
    "answer 2": 0.400,
    "chain slope_formula > point_on_line > value_of_line": 0.483,
    "chain distance_formula > area_of_circle": 0.492,
    "answer 4": 0.548,
    "chain point_on_curve > value_of_parabola": 0.588,
    "answer 3": 0.594,
    "chain unit_circle > related_angles": 0.657,
    "answer -1": 0.677,
    "chain midpoint_formula > midpoint_formula > distance_formula": 0.710,
    "chain horizontal_line_test": 0.741,
    "chain distance_formula > circumference_of_circle": 0.750,
    "chain point_on_line": 0.789,
    "answer -2": 0.802,
    "chain point_on_exponential > point_on_exponential": 0.803,
    "chain point_on_line > point_on_line": 0.805,
    "answer 5": 0.849,
    "chain value_of_quadratic": 0.882,
    "chain point_on_exponential > point_on_exponential > value_of_exponential": 0.909,
    "chain midline": 0.922,
    "chain slope_formula > point_on_line > point_on_line": 0.937,
    "answer -4": 0.957,
    "chain unit_circle": 0.967,
}
"""Labels that would else be too common; a label that is not here is always kept."""

THINNING = {FUNCTIONS.name: CHANCES}
