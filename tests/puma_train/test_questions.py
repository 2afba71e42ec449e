"""What an evaluation asks: rows of a dataset folder and of MathVerse, and one clear line where there are none."""

import json

import PIL.Image
import pyarrow.parquet as pq
import pytest

from puma_data.errors import PumaError
from puma_train.questions import VIEWS, kind_of, read_questions

TRIANGLE = {
    "question": "In triangle ABC, angle A = 80.0. Find angle B.\nChoices:\nA:40°\nB:60°\nC:120°\nD:140°",
    "question_type": "multi-choice",
    "answer": "B",
    "metadata": {"split": "testmini", "source": "GeoQA", "subject": "Plane Geometry", "subfield": "Angle"},
}
STRAW = {
    "question": "Find the length of the longest straw.",
    "question_type": "free-form",
    "answer": "14",
    "metadata": {"split": "testmini", "source": "GEOS", "subject": "Solid Geometry", "subfield": "Length"},
}
VERSIONS = ("Text Dominant", "Text Lite", "Vision Intensive", "Vision Dominant", "Vision Only")


@pytest.fixture
def mathverse(tmp_path):
    """A folder laid out as MathVerse's: two problems in five versions with pictures, and text only in a second file."""
    (tmp_path / "images").mkdir()
    rows, texts = [], []
    for index, problem in enumerate((TRIANGLE, STRAW)):
        for version in (*VERSIONS, "Text Only"):
            row = {
                **problem,
                "sample_index": str(len(rows) + 1),
                "problem_index": str(index + 1),
                "problem_version": version,
                "image": "" if version == "Text Only" else f"image_{index}_{VERSIONS.index(version)}.png",
                "query_cot": f"Please first conduct reasoning.\nQuestion: {problem['question']}",
            }
            if version == "Vision Only":
                row |= {"question": None, "query_cot": "According to the question shown in the image, answer."}
            (rows if row["image"] else texts).append(row)
            if row["image"]:
                PIL.Image.new("RGB", (40 + index, 30), "gray").save(tmp_path / "images" / row["image"])
    (tmp_path / "testmini.json").write_text(json.dumps(rows))
    (tmp_path / "testmini_text_only.json").write_text(json.dumps(texts))
    return tmp_path


def test_a_dataset_folder_gives_its_rows_as_they_are(dataset):
    rows = pq.read_table(sorted((dataset / "problems").glob("train-*.parquet"))[0]).to_pylist()
    found = read_questions(dataset, split="train")
    assert [question.id for question in found][: len(rows)] == [row["id"] for row in rows]
    for question, row in zip(found, rows, strict=False):
        assert (question.question, question.gold.answer, question.level) == (
            row["question"],
            row["answer"],
            row["level"],
        )
        assert question.gold.unit == row["answer_unit"] and question.gold.value == row["answer_value"]
        assert (question.view.image is None) is (row["view"] == "text_only")
        assert question.target == row["solution"]
    assert read_questions(dataset, split="train", target="answer")[0].target == rows[0]["answer"]


def test_a_blank_picture_has_the_size_and_the_text_of_the_other(dataset):
    question = read_questions(dataset, split="train", views=["vision_only"])[0]
    view, blank = question.view, question.blank
    assert (blank.question, blank.image.size) == (view.question, view.image.size)
    assert blank.image.convert("L").getextrema() == (255, 255) != view.image.convert("L").getextrema()


def test_a_limit_counts_problems_and_keeps_all_their_views(dataset):
    found = read_questions(dataset, split="train", limit=3, views=["text_only", "vision_only"])
    assert len(found) == 6 and len({question.problem_id for question in found}) == 3


def test_mathverse_is_read_from_its_folder_or_one_file(mathverse):
    found = read_questions(mathverse)
    assert len(found) == 12 and {question.view_name for question in found} == set(VIEWS)
    assert len(read_questions(mathverse / "testmini.json")) == 10
    by_id = {question.id: question for question in found}
    triangle, straw = by_id["1/text_dominant"], by_id["2/vision_only"]
    assert triangle.gold.kind == "choice" and triangle.gold.choices == ("40°", "60°", "120°", "140°")
    assert triangle.question.startswith("Please first conduct reasoning.")
    assert triangle.view.image.size == (40, 30) and by_id["1/text_only"].view.image is None
    assert (straw.domain, straw.family, straw.level) == ("Solid Geometry", "Length", None)
    assert straw.question.startswith("According") and straw.source["question"] is None
    assert straw.gold.answer == straw.target == "14"


def test_pictures_may_lie_beside_the_file(mathverse):
    (mathverse / "images").rename(mathverse / "old")
    for file in (mathverse / "old").iterdir():
        file.rename(mathverse / file.name)
    assert read_questions(mathverse)[0].view.image is not None


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        ("14", "expression"), ("y = 2x + 1", "equation"), ("(1, 2)", "coordinate"), ("[1, 2)", "interval"),
        ("(-\\infty, 3)", "interval"), ("x \\leq 3", "interval"), ("(1, 2) \\cup (3, 4)", "interval"),
        ("2x", "expression"),
    ],
)  # fmt: skip
def test_the_kind_of_an_answer_shows(answer, kind):
    assert kind_of(answer) == kind


def refused(*args, **options):
    with pytest.raises(PumaError) as caught:
        [question.view for question in read_questions(*args, **options)]
    message = str(caught.value)
    assert "\n" not in message
    return message


def test_what_cannot_be_asked_is_said_in_one_line(dataset, mathverse, tmp_path):
    assert "does not exist" in refused(tmp_path / "nowhere")
    assert "make one with puma-gen" in refused(mathverse / "images")
    assert "did you mean 'vision_only'" in refused(dataset, split="train", views=["vison_only"])
    assert "no split 'tset'" in refused(dataset, split="tset")
    assert "no question in the views text_only" in refused(mathverse / "testmini.json", views=["text_only"])


def test_broken_mathverse_files_name_the_row(mathverse):
    file = mathverse / "testmini.json"
    rows = json.loads(file.read_text())
    (mathverse / "images" / rows[2]["image"]).unlink()
    assert "1/vision_intensive" in refused(file) and "image folder" in refused(file)
    for change, told in (
        ({"problem_version": "Text Dominnt"}, "did you mean 'text_dominant'"),
        ({"answer": None}, "row 1: no 'answer'"),
    ):
        file.write_text(json.dumps([rows[0], {key: v for key, v in (rows[1] | change).items() if v is not None}]))
        assert told in refused(file)
    file.write_text("{")
    assert "is no json file" in refused(file)
    file.write_text("{}")
    assert "no list of questions" in refused(file)
