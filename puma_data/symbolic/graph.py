"""A solution as a graph, for export and analysis (networkx is too slow for the hot path and just right here)."""

from __future__ import annotations

import networkx as nx

from puma_data.symbolic.closure import weights
from puma_data.symbolic.exact import Linear
from puma_data.symbolic.facts import Quantity
from puma_data.symbolic.problem import Problem


def proof_graph(problem: Problem) -> nx.DiGraph[Quantity]:
    """The derivation as a directed acyclic graph: quantities, and an edge from each premise to what a step finds by it.

    Nodes carry ``value`` (LaTeX) and ``given``; edges carry ``theorem`` and its ``weight`` (0 for a definition): the
    longest weighted path to the goal is the problem's depth. Steps without premises hang on the node ``()``, the
    figure itself; a label such as AB = 2x + 3 is the node ``("label", "length", "A", "B")``.
    """
    graph: nx.DiGraph[Quantity] = nx.DiGraph()
    weight = weights(problem.figure.domain)
    labels = {q: ("label", *q) for q, value in problem.givens.items() if isinstance(value, Linear)}
    for quantity, value in problem.givens.items():
        graph.add_node(labels.get(quantity, quantity), value=value.latex(), given=True)
    for step in problem.steps:
        graph.add_node(step.quantity, value=step.value.latex(), given=False)
        cost = 1 if step.system else min(weight[step.relation.theorem], 1)
        read = [r for r in step.system or (step.relation,) if r.theorem == "given_expression"]
        premises = [*step.parents, *(labels[r.left[0].quantities[0]] for r in read)]
        for premise in premises or [()]:
            graph.add_edge(premise, step.quantity, theorem=step.relation.theorem, weight=cost)
    return graph
