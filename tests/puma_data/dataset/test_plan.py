"""The sampling plan: quotas hold in any run of indices, jointly, and depend on the index alone."""

from __future__ import annotations

from collections import Counter
from random import Random

import pytest

from puma_data.dataset.config import make_config
from puma_data.dataset.plan import COMPOSE, DEPTHS, FILL, Mixed, Plan
from puma_data.errors import PumaError
from puma_data.registry import Generator, Request, Retry
from puma_data.symbolic.problem import Problem


def never(rng: Random, request: Request) -> Problem:
    raise Retry("a plan only plans")


def generator(id: str, weight: float = 1.0, capacity: int | None = None, **variants: float) -> Generator:
    return Generator(id, id, "plane_geometry", never, variants or {"only": 1}, weight=weight, capacity=capacity)


COMPOSER = Generator(COMPOSE, COMPOSE, "plane_geometry", never, goals={"angle": 3, "length": 1})
GENERATORS = [generator("a", 3.0, left=1, right=3), generator("b", 1.0), COMPOSER]


def plan(n: int = 10_000, **settings: object) -> Plan:
    return Plan(make_config(n=n, **settings), GENERATORS)


@pytest.mark.parametrize("start", [0, 777, 123_456])
def test_every_share_holds_in_any_run_of_indices(start: int) -> None:
    p = plan()
    strata = [p.at(index) for index in range(start, start + 2000)]
    ids = Counter(s.generator.id for s in strata)
    assert ids["a"] == pytest.approx(750, abs=8)
    assert ids["b"] == pytest.approx(250, abs=8)
    assert ids[COMPOSE] == pytest.approx(1000, abs=8)
    assert sum(s.multiple_choice for s in strata) == pytest.approx(1000, abs=8)
    composed = [s for s in strata if s.generator.id == COMPOSE]
    depths = Counter(s.request.depth for s in composed)
    for depth, share in DEPTHS.items():
        assert depths[depth, depth] == pytest.approx(share * len(composed), abs=25)
    assert Counter(s.request.goal for s in composed)["angle"] == pytest.approx(0.75 * len(composed), abs=45)
    a = Counter(s.request.variant for s in strata if s.generator.id == "a")
    assert a["left"] == pytest.approx(ids["a"] / 4, abs=25)


def test_properties_are_drawn_independently() -> None:
    """Multiple choice is as frequent in every depth: the sequences of two properties do not march in step."""
    p = plan()
    by_depth: dict[tuple[int, int], list[bool]] = {}
    for index in range(20_000):
        stratum = p.at(index)
        if stratum.generator.id == COMPOSE:
            by_depth.setdefault(stratum.request.depth, []).append(stratum.multiple_choice)
    for drawn in by_depth.values():
        assert sum(drawn) / len(drawn) == pytest.approx(0.5, abs=0.03)


def test_an_index_is_planned_alike_in_every_run_of_the_seed() -> None:
    one, two, other = plan(seed=5), plan(seed=5), plan(seed=6)
    strata = [one.at(i) for i in range(200)]
    assert strata == [two.at(i) for i in reversed(range(200))][::-1]
    assert strata != [other.at(i) for i in range(200)]


def test_a_small_family_is_asked_for_no_more_than_a_part_of_what_it_has() -> None:
    p = Plan(make_config(n=10_000), [generator("small", 9.0, capacity=100), generator("large", 1.0), COMPOSER])
    ids = Counter(p.at(index).generator.id for index in range(10_000))
    assert ids["small"] == pytest.approx(FILL * 100, abs=3)
    assert ids[COMPOSE] > 9_000, "what a small family cannot give is composed"


def test_the_settings_choose_generators_and_depth() -> None:
    assert {plan(families="b").at(i).generator.id for i in range(100)} == {"b"}
    assert {plan(families="b,compose").at(i).generator.id for i in range(100)} == {"b", COMPOSE}
    assert {plan(families="compose").at(i).generator.id for i in range(100)} == {COMPOSE}
    assert {plan(families="compose", depth="2-3").at(i).request.depth for i in range(200)} == {(2, 2), (3, 3)}
    assert {plan(compose=0.0).at(i).generator.id for i in range(200)} == {"a", "b"}
    assert {plan(mcq=1.0).at(i).multiple_choice for i in range(50)} == {True}
    with pytest.raises(PumaError, match="nothing to generate"):
        Plan(make_config(n=5), [])


def test_a_request_that_yields_nothing_is_loosened() -> None:
    p = plan(depth="2-4")
    stratum = next(s for s in map(p.at, range(100)) if s.generator.id == "a")
    assert p.relaxed(stratum, 0) == stratum
    assert p.relaxed(stratum, 8).request.variant is None
    assert p.relaxed(stratum, 8).generator.id == "a"
    assert p.relaxed(stratum, 50).generator.id == COMPOSE
    assert p.relaxed(stratum, 50).request.depth == (2, 4)
    alone = plan(families="a")
    assert alone.relaxed(alone.at(0), 50).generator.id == "a", "a run without composed problems gets none"


def test_a_mix_holds_in_any_run_of_indices_and_within_each_domain() -> None:
    others = [
        Generator(id, id, domain, never, {"only": 1}) for id, domain in (("f", "functions"), ("s", "solid_geometry"))
    ]
    mixed = Mixed(make_config(domain="all", n=10_000, mix="plane=5,functions=3,solid=2"), [*GENERATORS, *others])
    for start in (0, 54_321):
        strata = [mixed.at(index) for index in range(start, start + 2000)]
        ids = Counter(s.generator.id for s in strata)
        assert ids["f"] == pytest.approx(600, abs=12) and ids["s"] == pytest.approx(400, abs=12)
        assert ids[COMPOSE] == pytest.approx(500, abs=25) and ids["a"] == pytest.approx(375, abs=25)
    only = Mixed(make_config(domain="all", n=100, families="f"), [*GENERATORS, *others])
    assert {only.at(index).generator.id for index in range(50)} == {"f"}
