"""How quantities and values print: symbols, numbers, units. One place, so that text, picture and solution agree."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from puma_data.symbolic.exact import Exact, Linear
from puma_data.symbolic.facts import Args, Quantity
from puma_data.symbolic.problem import Problem


def printed_name(problem: Problem, name: str) -> str:
    """The letter a point is printed as. A circle prints as its centre's letter, as nothing where it is the only one, or
    as its rank by size (1, 2, …) among circles that share a centre or have a centre without a name."""
    circles = problem.figure.circles
    if name in problem.figure.things:
        return problem.figure.things[name][1]
    if name in circles:
        centre = circles[name].centre
        letter = problem.names[centre]
        rivals = [c for c in circles.values() if c.centre == centre or not (letter or problem.names[c.centre])]
        if len(rivals) > 1:
            return str(1 + sum(c.radius < circles[name].radius for c in rivals))
        return letter if len(circles) > 1 else ""
    return problem.names.get(name, name)


def symbol(problem: Problem, quantity: Quantity) -> str:
    """LaTeX of a quantity without dollars: its alias if it has one, else the domain's symbol with printed letters."""
    alias = problem.draft.aliases.get(quantity)
    if alias is not None:
        return alias
    kind = problem.figure.domain.quantities[quantity[0]]
    args, major = _spelled(problem, quantity)
    text = kind.symbol(lambda name: printed_name(problem, name), args)
    return text.replace(r"\overset", r"\text{major }\overset") if major else text


def ring(problem: Problem, vertices: Sequence[str], letter: Callable[[str], str]) -> tuple[str, ...]:
    """The vertices of a polygon as they print: from the first letter towards the earlier of its neighbours; in the
    author's own order where phrases of a family speak of the figure."""
    if problem.draft.phrases:
        return tuple(vertices)
    start = min(range(len(vertices)), key=lambda i: letter(vertices[i]))
    turned = (*vertices[start:], *vertices[:start])
    return turned if letter(turned[1]) < letter(turned[-1]) else (turned[0], *reversed(turned[1:]))


def _spelled(problem: Problem, quantity: Quantity) -> tuple[Args, bool]:
    """The arguments as they print, and whether the word "major" is needed. Two letters in alphabetical order name a
    minor arc; a longer arc is named with a third point on it where there is one. A sector is named with its centre."""
    kind, args = quantity[0], quantity[1:]
    if kind in ("area", "perimeter") and all(problem.names.get(p, p) for p in args):
        return ring(problem, args, lambda p: str(problem.names.get(p, p))), False
    if kind not in ("arc", "arc_length", "sector_area", "sector_perimeter"):
        return args, False
    figure = problem.figure
    circle, *ends = args
    ends.sort(key=lambda p: str(problem.names.get(p, p)))
    if not all(problem.names.get(p, p) for p in ends):
        return args, False
    if kind.startswith("sector"):
        centre = figure.circles[circle].centre
        return ((circle, ends[0], centre, ends[1]) if problem.names.get(centre, centre) else args), False
    sweep = figure.measure(("arc", *args))
    if sweep > 180 - 1e-6:
        for p in figure.points_on(circle):
            if p not in ends and problem.names.get(p, p) and figure.measure(("arc", circle, args[1], p)) < sweep:
                return (circle, ends[0], p, ends[1]), False
    return (circle, *ends), sweep > 180 + 1e-6


def value(problem: Problem, quantity: Quantity, amount: Exact | Linear, *, unit: bool = True) -> str:
    """LaTeX of a value of a quantity: ``60^\\circ``, ``5``, ``5\\text{ cm}``, ``12\\text{ cm}^2``, ``(2x + 3)^\\circ``,
    ``(x + 6)\\text{ cm}``.

    In problems with units terminating fractions print as decimals, as they do in life.
    """
    dimension = problem.figure.dimension(quantity)
    text = amount.latex() if isinstance(amount, Linear) else amount.latex(decimal=problem.draft.unit is not None)
    if dimension == "degree":
        return f"({text})^\\circ" if isinstance(amount, Linear) and not text.isalnum() else f"{text}^\\circ"
    ending = unit_of(problem, quantity) if unit else ""
    return f"({text}){ending}" if ending and isinstance(amount, Linear) and " " in text else text + ending


def unit_of(problem: Problem, quantity: Quantity) -> str:
    """LaTeX of a quantity's unit with its leading space; empty for bare numbers and angles."""
    dimension = problem.figure.dimension(quantity)
    if own := problem.figure.domain.quantities[quantity[0]].unit:
        name, _, power = own.partition("^")
        rest = power[1:] and f"\\text{{{power[1:]}}}"
        return f"\\text{{ {name}}}" + (f"^{power[:1]}{rest}" if power else "")
    if problem.draft.unit is None or dimension in (0, "degree"):
        return ""
    return f"\\text{{ {problem.draft.unit}}}" + (f"^{dimension}" if dimension != 1 else "")
