import json

import pytest
import yaml
from PIL import Image

import puma_data
from puma_data.dataset.gallery import contact_sheet, page, sample, varied
from puma_data.dataset.manifest import read_manifest
from puma_data.dataset.schema import CONFIGS, VIEWS
from tests.puma_data.dataset.fake_maker import FAMILIES, maker


@pytest.fixture(scope="module")
def dataset(tmp_path_factory):
    out = tmp_path_factory.mktemp("gallery") / "data"
    puma_data.generate(n=60, out=out, workers=1, shard_size=25, maker_factory=maker())
    return out, read_manifest(out)


def test_a_sample_takes_families_in_turn(dataset):
    examples = sample(*dataset, 9)
    families = [example.rows[0]["family"] for example in examples]
    assert sorted(families) == sorted(FAMILIES * 3)
    assert len({example.rows[0]["problem_id"] for example in examples}) == 9
    assert all([row["view"] for row in example.rows] == list(VIEWS) for example in examples)
    assert sample(*dataset, 9) == examples != sample(*dataset, 9, seed=1)
    assert {example.split for example in sample(*dataset, 60)} == set(dataset[1]["splits"])
    assert len(sample(*dataset, 500)) == 60


def test_the_sheet_shows_each_view(dataset, tmp_path):
    rows = varied(sample(*dataset, 6))
    assert [row["view"] for row in rows] == list(VIEWS)
    contact_sheet([("a heading that is much too long for the width of a tile", rows[0])], tmp_path / "a.png")
    contact_sheet([(row["id"], row) for row in rows], tmp_path / "b.png")
    assert Image.open(tmp_path / "b.png").width > 3 * Image.open(tmp_path / "a.png").width


def test_the_page_holds_every_view_once(dataset, tmp_path):
    examples = sample(*dataset, 4)
    page("data", dataset[1], examples, tmp_path / "page.html")
    text = (tmp_path / "page.html").read_text()
    assert text.count("<div class='question'") == 4 * len(VIEWS)
    assert text.count("<img ") == 4 * 5
    for example in examples:
        assert example.rows[0]["problem_id"] in text


def test_facts_and_units_are_readable(dataset, tmp_path):
    example = sample(*dataset, 1)[0]
    length = {"kind": "length", "args": ["A", "B"]}
    total = [["1", length], ["2", {"kind": "angle", "args": ["A", "B", "C"]}], ["1", {"kind": "arc", "args": ["c"]}]]
    facts = [
        {"kind": "combination", "args": total, "class": "essential", "value": "7", "text": True, "picture": False},
        {"kind": "between", "args": ["D", ["A", "B"]], "class": "descriptive", "text": True, "picture": False},
    ]
    for row in example.rows:
        row |= {"spec": json.dumps({"facts": facts}), "choices": None, "answer": "12", "answer_unit": "m^2"}
    page("data", dataset[1], [example], tmp_path / "page.html")
    text = (tmp_path / "page.html").read_text()
    assert "<code>AB + 2·∠ABC + arc c = 7</code>" in text and "<code>D AB</code>" in text
    assert "</math> m²</p>" in text


def test_the_card_says_what_is_there(dataset):
    out, manifest = dataset
    _, front, body = (out / "README.md").read_text().split("---\n", 2)
    head = yaml.safe_load(front)
    assert [config["config_name"] for config in head["configs"]] == list(CONFIGS)
    for config in head["configs"]:
        assert [files["split"] for files in config["data_files"]] == list(manifest["splits"])
        for files in config["data_files"]:
            assert list(out.glob(files["path"]))
    assert head["size_categories"] == ["n<1K"] and head["license"] == "apache-2.0" and head["language"] == ["en"]
    for column in [*CONFIGS["problems"], *CONFIGS["pairs"]]:
        assert f"| `{column}` |" in body
    for family, count in manifest["counts"]["family"].items():
        assert f"| `{family}` | {count} |" in body
    for picture in ("assets/views.png", "assets/examples.png"):
        assert f"]({picture})" in body and Image.open(out / picture).width > 500
    assert manifest["command"] in body and json.loads((out / "manifest.json").read_text()) == manifest
