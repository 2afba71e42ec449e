"""The plain style: drawings and wording for models that see and read little."""

from __future__ import annotations

import io
import json
import re

import pyarrow.parquet as pq
import pytest
from PIL import Image

from puma_data.dataset.config import make_config
from puma_data.dataset.schema import Made, split_of
from puma_data.errors import PumaError
from puma_data.make import Maker
from puma_data.run import generate, problems

SETTINGS = {
    "families": "angles_at_a_point", "givens": 1, "mcq": 0.0, "style": "plain", "image_size": 96, "math": "unicode",
    "views": "text_only,text_dominant,vision_dominant",
}  # fmt: skip


@pytest.fixture(scope="module")
def plain() -> list[Made]:
    return list(problems(n=40, seed=3, **SETTINGS))


def test_pictures_have_one_size_and_nothing_but_grey(plain):
    for made in plain:
        for row in made.rows[1:]:
            picture = Image.open(io.BytesIO(row["image"])).convert("RGB")
            assert picture.size == (96, 96)
            assert all(r == g == b for _, (r, g, b) in picture.getcolors(9216))
            assert picture.getpixel((0, 0)) == (255, 255, 255)


def test_values_begin_on_a_lattice_of_eighths(plain):
    for made in plain:
        row = made.rows[2]
        values = [label["box"] for label in json.loads(row["spec"])["labels"] if "circ" in label["text"]]
        assert len(values) == 1
        left, top, _, bottom = values[0]
        assert left % 12 < 3  # the side bearing of the first digit
        assert (top + bottom) / 2 % 12 == pytest.approx(6, abs=1)
        assert bottom - top < 12


def test_one_wording_and_the_authors_letters(plain):
    for made in plain:
        assert re.search(r"Given that ∠[A-O]{3} = \d+°, find the measure of ∠[A-O]{3}\.$", made.rows[0]["question"])
    assert all(made.rows[2]["question"].startswith("As shown in the figure, ") for made in plain)
    assert {letter for made in plain for letter in json.loads(made.rows[0]["spec"])["points"]} <= set("ABCDEFO")


def test_no_problem_gives_more_values_than_asked_for(plain):
    for made in plain:
        assert sum(fact["class"] == "essential" for fact in json.loads(made.rows[0]["spec"])["facts"]) == 1


def test_the_same_index_gives_the_same_bytes(plain):
    maker = Maker(make_config(n=40, seed=3, **SETTINGS))
    assert maker.make(plain[7].index).rows == plain[7].rows


def test_small_pictures_are_for_the_plain_style():
    with pytest.raises(PumaError, match="image_size 96 is too small to read; give 224 or more, or style plain"):
        make_config(n=5, image_size=96)


def test_splits_by_problem_share_structures(tmp_path):
    settings = SETTINGS | {"families": "parallel_transversal_angle", "views": "text_only", "split": "problem"}
    generate(n=60, seed=3, out=tmp_path / "by_problem", workers=1, **settings)
    split = {
        problem_id: file.name.partition("-")[0]
        for file in (tmp_path / "by_problem/problems").iterdir()
        for problem_id in pq.read_table(file)["problem_id"].to_pylist()
    }
    made = list(problems(n=60, seed=3, **settings))
    assert {one.rows[0]["problem_id"]: split_of(one.key, 0.2) for one in made} == split
    trained = {one.structure for one in made if split_of(one.key, 0.2) == "train"}
    assert any(one.structure in trained for one in made if split_of(one.key, 0.2) != "train")
