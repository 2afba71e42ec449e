"""The vocabulary every room shares: quantities, facts, relations, and the domain that defines their kinds.

A *quantity* is a plain tuple ``(kind, *args)``, for example ``("length", "A", "B")``: hashable, comparable, cheap.
A *fact* is something that can be said or drawn. A *relation* is one polynomial equation between quantities.
What the kinds mean (how they are measured, worded, marked) is defined once, by the domain that owns them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, Protocol, TypeVar

from puma_data.symbolic.exact import Exact, Linear

if TYPE_CHECKING:
    from puma_data.symbolic.figure import Figure

Quantity = tuple[Any, ...]
Args = tuple[Any, ...]
Stroke = tuple[Any, ...]
"""What the bare drawing shows: ``("segment", A, B)``, ``("dashed", A, B)``, ``("line", A, B)`` (runs on past both
points), ``("ray", A, B)`` (runs on past B), ``("circle", c)``, ``("arc", c, A, B)`` (counter-clockwise from A to B),
``("fill", region)``, ``("dot", P)``, ``("line_name", letter, A, B)`` (a letter at B's end of a line), ``("icon",
name, foot, top)`` (a real-world sketch), ``("path", pen, positions)`` (a line through places of the picture; pens
``fill``, ``fill_light`` and ``fill_dark`` fill it), ``("written", word, P)`` (a word that stands on a point; ``""`` is
the letter of the point itself).
Points whose name starts with an underscore are helpers: never dotted, never named."""
Mark = tuple[Any, ...]
"""What the marked drawing adds: ``("ticks", ((A, B), (C, D), …))``, ``("arcs", ((A, B, C), …))`` (vertex in the
middle), ``("square", A, B, C)`` (right angle at B), ``("arrows", ((A, B), (C, D), …))`` (parallel, same sense),
``("dashed", A, B)``, ``("arc_ticks", c, ((A, B), (C, D)))``; on a plot ``("word", P, text)`` beside a point."""

T = TypeVar("T")
InfoClass = Literal["descriptive", "implicit", "essential"]


class Coordinates(Protocol):
    """Anything a measure can read: a figure (floats) or a batch of perturbed figures (numpy arrays)."""

    def at(self, point: str) -> Any:
        """Position as a complex number (or complex array)."""

    def radius(self, circle: str) -> Any:
        """Radius of a circle."""

    def centre(self, circle: str) -> str:
        """The point at the centre of a circle."""

    def unknown(self, symbol: str) -> Any:
        """Value of an algebraic unknown such as x."""

    def loops(self, region: str) -> tuple[tuple[tuple[Any, ...], ...], ...]:
        """Boundary loops of a region."""

    def extent(self, name: str) -> Any:
        """A number that shapes the figure besides its points and circles."""

    @property
    def plan(self) -> Any:
        """The figure itself: what it is made of, whatever its measures."""


@dataclass(frozen=True, slots=True)
class Fact:
    """A statement about a figure. Essential facts are ``Fact("value", (quantity,), value)``."""

    kind: str
    args: Args
    value: Exact | Linear | None = None


class Term(NamedTuple):
    """``coefficient`` times the product of ``quantities`` (a square is the quantity twice)."""

    coefficient: Exact
    quantities: tuple[Quantity, ...] = ()


class Relation(NamedTuple):
    """``sum(left) == sum(right)``, justified by a theorem from premises.

    ``roles`` fills the theorem's wording (letters, or quantities by name). ``guards`` must be known first: ``(q,
    value)`` asks for that exact value, ``(q, other)`` for two equal known quantities, ``(q, None)`` for any value.
    ``ratio`` asks that ``a·d = c·b`` be printed as ``a/b = c/d``. ``targets`` limits what may be solved for.
    """

    theorem: str
    left: tuple[Term, ...]
    right: tuple[Term, ...]
    premises: tuple[Fact, ...] = ()
    roles: tuple[tuple[str, Any], ...] = ()
    guards: tuple[tuple[Quantity, Any], ...] = ()
    ratio: bool = False
    targets: tuple[Quantity, ...] = ()

    def quantities(self) -> list[Quantity]:
        """Every quantity of the equation once, in order of appearance (guards excluded)."""
        return list(dict.fromkeys(q for term in (*self.left, *self.right) for q in term.quantities))


def never(_: Coordinates, __: Args) -> tuple[Any, ...]:
    """Residuals of a fact that fixes no coordinate."""
    return ()


def always(_: Coordinates, __: Args) -> bool:
    """Order part of a fact that has none."""
    return True


def nothing(_: Args) -> tuple[Any, ...]:
    """Implications, strokes, marks or lines of a fact that has none."""
    return ()


def nowhere(_: Figure, __: Args) -> Sequence[tuple[float, float]]:
    """Places in a plot that a quantity does not name."""
    return ()


def unchanged(args: Args) -> Args:
    """Canonical arguments of a fact whose arguments have no symmetry."""
    return args


@dataclass(frozen=True, slots=True)
class FactKind:
    """One kind of fact, defined once.

    ``residuals`` are zero when the equations of the fact hold (they accept arrays); ``holds`` is its order part
    (between, inside, on the other side), which equations cannot say. ``implies`` lists what follows by definition;
    ``lines`` the ordered collinear points it introduces; ``strokes`` and ``marks`` what it draws; ``roles`` names the
    arguments for the wording; ``mirror`` gives the arguments that say the same of the mirror image (arcs swap their
    ends).
    """

    name: str
    info: InfoClass
    roles: tuple[str, ...] = ()
    residuals: Callable[[Coordinates, Args], Sequence[Any]] = never
    holds: Callable[[Coordinates, Args], bool] = always
    canonical: Callable[[Args], Args] = unchanged
    mirror: Callable[[Args], Args] = unchanged
    implies: Callable[[Args], Sequence[Fact]] = nothing
    lines: Callable[[Args], Sequence[tuple[str, ...]]] = nothing
    strokes: Callable[[Args], Sequence[Stroke]] = nothing
    marks: Callable[[Args], Sequence[Mark]] = nothing


@dataclass(frozen=True, slots=True)
class QuantityKind:
    """One kind of quantity: how it is measured, keyed, printed and recomputed by a reader.

    ``dimension`` is the power of length (0 for numbers), ``"degree"``, or None: that of its first part. ``symbol`` is
    LaTeX such as ``AB`` or ``\\angle ABC``, given the function that prints a point (or circle). ``goal`` gives kind and
    arguments for the dataset's ``spec``, ``mirror`` the arguments of the same quantity in the mirror image.
    """

    name: str
    dimension: int | Literal["degree"] | None
    measure: Callable[[Coordinates, Args], Any]
    symbol: Callable[[Callable[[str], str], Args], str]
    canonical: Callable[[Figure, Args], Args] = lambda figure, args: args
    points: Callable[[Figure, Args], tuple[str, ...]] = lambda figure, args: args
    goal: Callable[[Figure, Args, Callable[[str], str]], tuple[str, Any]] | None = None
    parts: Callable[[Args], tuple[Quantity, ...]] = nothing
    mirror: Callable[[Args], Args] = unchanged
    places: Callable[[Figure, Args], Sequence[tuple[float, float]]] = nowhere
    """Places of a plot, besides its points, that whoever reads the quantity off it looks at."""
    unit: str = ""
    """Unit of its own, such as ``L`` or ``kg``, whatever the unit of length is."""
    counted: bool = False
    """Whether it is a number of things: no fraction is ever a plausible value."""


Rule = Callable[["Figure"], Iterable[Relation]]


@dataclass(frozen=True, slots=True)
class Theorem:
    """A named theorem: the rule that emits its relations, and its weight in a derivation (0: true by definition)."""

    name: str
    rule: Rule
    weight: int = 1


@dataclass(slots=True)
class Domain:
    """A branch of mathematics: its fact kinds, quantity kinds and theorems, each registered once."""

    name: str
    facts: dict[str, FactKind] = field(default_factory=dict)
    quantities: dict[str, QuantityKind] = field(default_factory=dict)
    theorems: dict[str, Theorem] = field(default_factory=dict)
    limits: tuple[int, int, int, int] = (60, 400, 5000, 3)
    """Largest denominator, radicand, coefficient and number of terms of a value worth deriving."""

    similar: bool = True
    """Whether problems that differ in scale alone are one problem. Where most are rounded and measured in units, they
    are not."""

    def add_fact(self, kind: FactKind) -> FactKind:
        """Register a fact kind; a second kind of the same name is an error."""
        return _register(self.facts, kind.name, kind)

    def add_quantity(self, kind: QuantityKind) -> QuantityKind:
        """Register a quantity kind."""
        return _register(self.quantities, kind.name, kind)

    def theorem(self, name: str, *, weight: int = 1) -> Callable[[Rule], Rule]:
        """Decorator: register ``rule(figure) -> relations`` as a theorem."""

        def register(rule: Rule) -> Rule:
            _register(self.theorems, name, Theorem(name, rule, weight))
            return rule

        return register


def _register(table: dict[str, T], name: str, entry: T) -> T:
    if name in table:
        raise ValueError(f"{name!r} is registered twice")
    table[name] = entry
    return entry
