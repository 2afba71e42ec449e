"""The domain of plane geometry: the table that quantities, facts and theorems of the plane register in."""

from puma_data.symbolic.facts import Domain

PLANE = Domain("plane_geometry")
