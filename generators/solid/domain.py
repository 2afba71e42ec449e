"""The domain of solid geometry: the table that quantities, facts and theorems of solids register in."""

from puma_data.symbolic.facts import Domain

SOLID = Domain("solid_geometry", limits=(2000, 2000, 10_000_000, 3), similar=False)
