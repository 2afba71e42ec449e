from __future__ import annotations

import csv
import io
import json
import pickle
import shutil
import socket
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import PIL.Image
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from puma_data.errors import PumaError
from puma_train.rows import IMAGE_VIEWS, SIX_KEYS, TEXT_VIEWS, closing_line, read_examples, read_pairs

ROW = dict(zip(SIX_KEYS, ("", "Find x if 2x = 10.", "Step 1: halve.\n\n†Answer: x = 5.", "a.png", "Find x.", "x = 5."),
               strict=True))  # fmt: skip


def parquet(folder: Path, config: str, split: str = "train") -> list[dict[str, Any]]:
    """The rows by pyarrow alone, without `datasets`."""
    rows: list[dict[str, Any]] = pq.read_table(folder / config / f"{split}-00000-of-00001.parquet").to_pylist()
    return rows


def pixels(image: Any) -> Any:
    return np.asarray(image.convert("RGB"))


def same_image(image: Any, stored: dict[str, Any] | None) -> bool:
    if image is None or stored is None:
        return image is None and stored is None
    return bool((pixels(image) == pixels(PIL.Image.open(io.BytesIO(stored["bytes"])))).all())


@pytest.mark.parametrize("split", ["train", "test"])
def test_examples_are_the_rows_of_the_table(dataset: Path, split: str) -> None:
    examples, rows = read_examples(dataset, split=split), parquet(dataset, "problems", split)
    assert len(examples) == len(rows) > 0
    for example, row in zip(examples, rows, strict=True):
        assert (example.id, example.view.name, example.view.question, example.target) == (
            row["id"], row["view"], row["question"], row["solution"])  # fmt: skip
        assert same_image(example.view.image, row["image"])


def test_pairs_are_the_rows_of_the_table(dataset: Path) -> None:
    for pair, row in zip(read_pairs(dataset), parquet(dataset, "pairs"), strict=True):
        assert (pair.id, pair.target, pair.weak_target) == (row["pair_id"], row["target"], row["target"])
        for view, side in ((pair.strong, "strong"), (pair.weak, "weak")):
            assert (view.name, view.question) == (row[f"{side}_view"], row[f"{side}_question"])
            assert same_image(view.image, row[f"{side}_image"])


def test_views_are_kept_as_named(dataset: Path) -> None:
    text, image, every = (read_examples(dataset, views=views) for views in (TEXT_VIEWS, IMAGE_VIEWS, None))
    assert all(example.view.image is None for example in text)
    assert all(example.view.image is not None for example in image)
    assert len(text) + len(image) == len(every) and 5 * len(text) == len(image)
    strong = read_pairs(dataset)[0].strong.name
    assert {pair.strong.name for pair in read_pairs(dataset, strong=[strong])} == {strong}


def test_the_bare_answer_may_be_the_target(dataset: Path) -> None:
    rows = parquet(dataset, "problems")
    assert [e.target for e in read_examples(dataset, target="answer")] == [row["answer"] for row in rows]
    assert [p.target for p in read_pairs(dataset, target="answer")] == [r["answer"] for r in parquet(dataset, "pairs")]


def test_rows_can_be_chosen_sliced_and_sent_to_workers(dataset: Path) -> None:
    pairs = read_pairs(dataset)
    assert [pair.id for pair in pairs[1:4]] == [pairs[at].id for at in (1, 2, 3)]
    assert [pair.id for pair in pairs.select([4, 0]).select([1])] == [pairs[0].id]
    assert pairs[-1].id == pairs[len(pairs) - 1].id
    copy = pickle.loads(pickle.dumps(pairs))
    assert [pair.id for pair in copy] == [pair.id for pair in pairs]


def test_nothing_is_asked_of_the_network(dataset: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: Any) -> None:
        raise AssertionError("network")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    assert read_examples(dataset)[0].id


# Math-PUMA's six keys


def write(folder: Path, rows: list[dict[str, Any]], suffix: str = ".jsonl") -> Path:
    PIL.Image.new("RGB", (9, 7), "red").save(folder / "a.png")
    file = folder / f"pairs{suffix}"
    if suffix == ".jsonl":
        file.write_text("".join(json.dumps(row) + "\n" for row in rows))
    elif suffix == ".json":
        file.write_text(json.dumps(rows))
    elif suffix == ".csv":
        with file.open("w", newline="") as lines:
            table = csv.DictWriter(lines, rows[0])
            table.writeheader()
            table.writerows(rows)
    else:
        pq.write_table(pa.Table.from_pylist(rows), file)
    return file


@pytest.mark.parametrize("suffix", [".jsonl", ".json", ".csv", ".parquet"])
def test_a_file_of_six_keys_gives_strong_and_weak_views(tmp_path: Path, suffix: str) -> None:
    file = write(tmp_path, [ROW, ROW | {"instruction_2": "What is x?"}], suffix)
    pair = read_pairs(file)[1]
    assert (pair.strong.name, pair.strong.question, pair.strong.image) == ("text_only", ROW["instruction"], None)
    assert (pair.weak.name, pair.weak.question, pair.target) == ("image", "What is x?", ROW["output"])
    assert pair.weak.image is not None and pair.weak.image.size == (9, 7)
    assert pair.weak_target == "x = 5." and "row 2" in pair.id
    assert read_pairs(file, target="answer")[0].target == "x = 5."
    assert [e.view.question for e in read_examples(file, views=IMAGE_VIEWS)] == ["Find x.", "What is x?"]
    assert [e.target for e in read_examples(file, views=TEXT_VIEWS)] == [ROW["output"]] * 2


def test_a_bare_answer_has_no_space_around_it(tmp_path: Path) -> None:
    file = write(tmp_path, [ROW | {"output": "Step 1.\n†Answer:  5 cm \n", "output_2": " 5 cm"}])
    assert (read_pairs(file, target="answer")[0].target, read_pairs(file, target="answer")[0].weak_target) == (
        "5 cm",
    ) * 2


def test_three_keys_are_examples(tmp_path: Path) -> None:
    file = write(tmp_path, [{"image_url": "a.png", "instruction": "Which colour?", "output": "red"}])
    assert [(e.view.name, e.target) for e in read_examples(file)] == [("image", "red")]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"output_2": ""}, r"row 2: output_2 is empty \(1 such"),
        ({"output": " \n"}, "row 2: output is empty"),
        ({"instruction": None}, "row 2: instruction is empty"),
        ({"image_url_2": "b.png"}, r"row 2: image_url_2 .*b\.png is no file"),
    ],
)
def test_a_row_that_cannot_be_trained_on_is_named_when_the_file_is_opened(
    tmp_path: Path, change: dict[str, Any], message: str
) -> None:
    file = write(tmp_path, [ROW, ROW | change])
    with pytest.raises(PumaError, match=message):
        read_pairs(file)
    with pytest.raises(PumaError, match=message):
        read_examples(file)


def test_a_missing_key_is_named(tmp_path: Path) -> None:
    file = write(tmp_path, [{key: ROW[key] for key in SIX_KEYS if key != "output_2"}])
    with pytest.raises(PumaError, match="lacks output_2; its rows have image_url, "):
        read_pairs(file)
    with pytest.raises(PumaError, match="output is int64, not text"):
        read_pairs(write(tmp_path, [ROW | {"output": 5}]))


def test_a_picture_that_is_none_is_named(tmp_path: Path) -> None:
    file = write(tmp_path, [ROW])
    (tmp_path / "a.png").write_text("no picture")
    with pytest.raises(PumaError, match=r"row 1: a\.png is no image"):
        read_pairs(file)[0]


def test_a_list_of_pictures_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PumaError, match="image_url_2 is List.*; write the path of one picture"):
        read_pairs(write(tmp_path, [ROW | {"image_url_2": ["a.png", "a.png"]}]))


@pytest.mark.parametrize("content", ["", "{", "[1, 2]", "\n\n"])
def test_a_file_that_cannot_be_read_is_one_line(tmp_path: Path, content: str) -> None:
    file = tmp_path / "rows.jsonl"
    file.write_text(content)
    with pytest.raises(PumaError) as error:
        read_pairs(file)
    assert str(file) in str(error.value) and "\n" not in str(error.value)


# Folders that are not what they should be


def drop_pairs(folder: Path) -> None:
    shutil.rmtree(folder / "pairs")


def leave_unfinished(folder: Path) -> None:
    (folder / ".run").mkdir()


def drop_everything(folder: Path) -> None:
    drop_pairs(folder)
    shutil.rmtree(folder / "problems")


def rename_target(folder: Path) -> None:
    for file in (folder / "pairs").iterdir():
        table = pq.read_table(file).rename_columns({"target": "text"}).replace_schema_metadata()
        pq.write_table(table, file)


def change_first(config: str, **columns: Any) -> Callable[[Path], None]:
    def change(folder: Path) -> None:
        file = folder / config / "train-00000-of-00001.parquet"
        table = pq.read_table(file)
        rows = table.to_pylist()
        rows[0] |= columns
        pq.write_table(pa.Table.from_pylist(rows, schema=table.schema), file)

    return change


@pytest.mark.parametrize(
    ("damage", "message"),
    [
        (drop_pairs, "has no pairs, only problems; make it again with puma-gen --pairs"),
        (leave_unfinished, "is not finished; complete it"),
        (drop_everything, "is no dataset"),
        (shutil.rmtree, "does not exist"),
        (change_first("pairs", target=""), "target is empty"),
        (rename_target, "lacks target; its rows have pair_id"),
        (change_first("pairs", weak_question=None), "weak_question is empty"),
        (change_first("pairs", weak_image=None), "has no picture"),
        (change_first("pairs", weak_image={"bytes": b"GIF", "path": None}), "is no image"),
    ],
)
def test_a_damaged_dataset_is_one_clear_line(
    dataset: Path, tmp_path: Path, damage: Callable[[Path], None], message: str
) -> None:
    folder = tmp_path / "copy"
    shutil.copytree(dataset, folder)
    damage(folder)
    with pytest.raises(PumaError, match=message) as error:
        read_pairs(folder)[0]
    assert "\n" not in str(error.value)


def test_what_is_not_there_is_said_beside_what_is(dataset: Path) -> None:
    with pytest.raises(PumaError, match="has no split 'validation'; it has train, test"):
        read_pairs(dataset, split="validation")
    with pytest.raises(PumaError, match="no view 'vision_olny'; did you mean 'vision_only'"):
        read_pairs(dataset, weak=["vision_olny"])
    with pytest.raises(PumaError, match="no rows with weak text_only; it has strong text_.*, weak .*vision_"):
        read_pairs(dataset, weak=["text_only"])
    with pytest.raises(PumaError, match="no rows with views image; it has views text_dominant/"):
        read_examples(dataset, views=["image"])


@pytest.mark.parametrize(
    ("target", "answer"),
    [
        ("1. As AB = 3, CD = 4.\nAnswer: $4$", "$4$"),
        ("Step 1: x\n\n†Answer: y = -5 sin(x).", "y = -5 sin(x)."),
        ("Answer: B\n", "B\n"),
        ("Answer: 3 is wrong.\nSo it is\nAnswer: 4", "4"),
        ("12", "12"),
        ("The Answer: none of a solution", "The Answer: none of a solution"),
        ("Answer: 3\nbut more follows", "Answer: 3\nbut more follows"),
    ],
)
def test_the_answer_is_what_the_last_line_says(target: str, answer: str) -> None:
    assert target[closing_line(target) :] == answer
