from collections import Counter
from itertools import product

from puma_data.dataset.config import make_config
from puma_data.dataset.pairs import candidates, pairs_of, why_none
from puma_data.dataset.schema import PAIR_COLUMNS, VIEWS
from tests.puma_data.dataset.fake_maker import FakeMaker

STATED = {  # after the table of views: what each view's text says
    "text_only": {"descriptive", "implicit", "essential"},
    "text_dominant": {"descriptive", "implicit", "essential"},
    "text_lite": {"implicit", "essential"},
    "vision_intensive": {"essential"},
    "vision_dominant": {"implicit"},
    "vision_only": set(),
}


def _rows(index):
    return FakeMaker(make_config(n=1), fail=0, reject=0).make(index).rows


def test_every_pair_goes_from_more_text_to_less():
    every = candidates(VIEWS, "all")
    assert len(every) == len(set(every)) == 14  # all 15 but text-only with text-dominant
    for strong, weak in product(VIEWS, VIEWS):
        if STATED[strong] > STATED[weak]:
            assert (strong, weak) in every
        assert ((strong, weak) in every) + ((weak, strong) in every) <= 1
    whole = {view for view in VIEWS if len(STATED[view]) == 3}
    assert set(candidates(VIEWS, "default")) == set(product(whole, set(VIEWS) - whole))


def test_the_default_draws_one_pair_a_problem_and_all_kinds_evenly():
    drawn = [pairs_of(_rows(index), "default") for index in range(400)]
    assert all(len(pairs) == 1 for pairs in drawn)
    kinds = Counter((pair["strong_view"], pair["weak_view"]) for [pair] in drawn)
    assert set(kinds) == set(candidates(VIEWS, "default"))
    assert min(kinds.values()) > 25  # 50 expected
    assert drawn[:20] == [pairs_of(_rows(index), "default") for index in range(20)]


def test_a_pair_holds_both_views_and_one_target():
    rows = _rows(4)
    by_view = {row["view"]: row for row in rows}
    pairs = pairs_of(rows, "all")
    assert len(pairs) == 14
    for pair in pairs:
        assert list(pair) == list(PAIR_COLUMNS)
        strong, weak = by_view[pair["strong_view"]], by_view[pair["weak_view"]]
        assert pair["pair_id"] == f"{strong['problem_id']}/{strong['view']}-{weak['view']}"
        assert (pair["strong_question"], pair["strong_image"]) == (strong["question"], strong["image"])
        assert (pair["weak_question"], pair["weak_image"]) == (weak["question"], weak["image"])
        assert pair["target"] == strong["solution"] == weak["solution"]


def test_why_there_is_no_pair():
    assert why_none(VIEWS, "default") is None
    assert why_none(("text_only", "vision_only"), "default") is None
    assert "add a view" in why_none(("text_only", "text_dominant"), "all")
    assert "--pairs all would give some" in why_none(("text_lite", "vision_only"), "default")
    assert pairs_of(_rows(4)[:2], "all") == []
