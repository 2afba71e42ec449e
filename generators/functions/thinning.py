"""Chances to keep a problem by its answer or chain of theorems; written by generators/calibrate.py."""

from generators.functions.domain import FUNCTIONS

CHANCES = {
    "chain distance_formula": 0.113,
    "chain slope_formula > point_on_line": 0.136,
    "chain point_on_curve": 0.146,
    "chain slope_formula": 0.217,
    "answer 2": 0.234,
    "answer 1": 0.272,
    "chain monotonicity > monotonicity": 0.337,
    "chain horizontal_line_test": 0.397,
    "chain between_corners": 0.422,
    "chain unit_circle > related_angles": 0.444,
    "chain slope_formula > point_on_line > value_of_line": 0.478,
    "chain point_on_curve > value_of_parabola": 0.486,
    "answer 3": 0.487,
    "chain distance_formula > area_of_circle": 0.503,
    "chain point_on_line > point_on_line > point_on_line": 0.509,
    "chain point_on_exponential > point_on_exponential > value_of_exponential": 0.655,
    "chain midpoint_formula > midpoint_formula": 0.665,
    "answer -1": 0.671,
    "answer 4": 0.682,
    "chain vertical_line_test": 0.704,
    "chain point_on_exponential > point_on_exponential": 0.718,
    "chain point_on_line": 0.720,
    "chain distance_formula > circumference_of_circle": 0.735,
    "chain midpoint_formula > midpoint_formula > distance_formula": 0.735,
    "chain midline": 0.857,
    "chain value_of_quadratic": 0.857,
    "answer -2": 0.869,
    "chain slope_formula > point_on_line > point_on_line": 0.874,
    "chain unit_circle": 0.923,
    "chain point_on_line > point_on_line": 0.947,
    "chain value_of_line": 0.947,
}
"""Labels that would else be too common; a label that is not here is always kept."""

THINNING = {FUNCTIONS.name: CHANCES}
