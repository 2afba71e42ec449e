"""The domain of functions and the coordinate plane: what its quantities, facts and theorems register in."""

from puma_data.symbolic.facts import Domain

FUNCTIONS = Domain("functions", limits=(60, 400, 5000, 3))
