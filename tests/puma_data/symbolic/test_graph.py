"""The proof graph, and by networkx the depth of every problem along a path of code of its own."""

from __future__ import annotations

from random import Random

import networkx as nx
import pytest

from generators.plane import GENERATORS
from puma_data.registry import Request, Retry
from puma_data.symbolic.graph import proof_graph
from puma_data.symbolic.solve import Unsolvable


@pytest.mark.parametrize("generator", GENERATORS, ids=lambda generator: generator.id)
def test_depth_is_the_longest_path_and_nothing_in_the_solution_is_idle(generator: object) -> None:
    made = 0
    for seed in range(25):
        try:
            problem = generator.invent(Random(seed), Request())  # type: ignore[attr-defined]
        except (Retry, Unsolvable):
            continue
        made += 1
        graph = proof_graph(problem)
        assert nx.is_directed_acyclic_graph(graph)
        assert nx.dag_longest_path_length(graph, weight="weight") == problem.depth
        assert nx.ancestors(graph, problem.goal) | {problem.goal} == set(graph), "a step or given leads nowhere"
        assert problem.steps[-1].quantity == problem.goal
    assert made >= 5
