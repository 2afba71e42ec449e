"""What a model is asked in an evaluation: the `problems` of a dataset folder, or a json file of MathVerse."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Literal

from PIL import Image, UnidentifiedImageError

from puma_data.errors import PumaError, nearest
from puma_train.rows import View
from puma_train.scoring import Gold

VIEWS: Final = ("text_only", "text_dominant", "text_lite", "vision_intensive", "vision_dominant", "vision_only")
"""From all text to all picture."""
TEXT_RICH: Final = VIEWS[:2]
"""The views whose text tells the whole problem."""


@dataclass(frozen=True, slots=True)
class Question:
    """A problem in one view. `picture` is decoded only when the view is asked for; `target` is the gold text whose
    likelihood is measured; `source` holds the keys of MathVerse's own row, for its scorer."""

    id: str
    problem_id: str
    view_name: str
    question: str
    picture: bytes | Path | None
    target: str
    gold: Gold
    domain: str
    family: str
    level: int | None
    source: dict[str, Any]

    @property
    def view(self) -> View:
        """The view as a model gets it. Raises `PumaError` for a picture that is missing or broken."""
        if self.picture is None:
            return View(self.view_name, self.question, None)
        try:
            data = self.picture if isinstance(self.picture, bytes) else self.picture.read_bytes()
            image = Image.open(io.BytesIO(data))
            image.load()
            return View(self.view_name, self.question, image)
        except (OSError, UnidentifiedImageError) as error:
            raise PumaError(
                f"{self.id}: its picture cannot be read ({error}); is the image folder beside it?"
            ) from None

    @property
    def blank(self) -> View:
        """The same view with an empty picture of the same size."""
        view = self.view
        assert view.image is not None
        return View(view.name, view.question, Image.new("RGB", view.image.size, "white"))


def read_questions(
    source: str | Path,
    *,
    split: str = "test",
    views: Collection[str] | None = None,
    limit: int | None = None,
    target: Literal["solution", "answer"] = "solution",
) -> list[Question]:
    """The questions of the first `limit` problems of a dataset folder's split, or of a MathVerse json, in the wanted
    views (None: all there are).

    MathVerse's two files can be given as their folder, too. Raises `PumaError` if there is nothing to ask, and why.
    """
    source = Path(source)
    if unknown := sorted(set(views or ()) - set(VIEWS)):
        raise PumaError(f"there is no view {unknown[0]!r}{nearest(unknown[0], VIEWS)}")
    if not source.exists():
        raise PumaError(f"{source} does not exist; give a dataset folder of puma-gen, or MathVerse's testmini.json")
    files = [source] if source.is_file() else sorted(source.glob("testmini*.json"))
    rows = _mathverse(files) if files else _problems(source, split, target)
    questions = [row for row in rows if views is None or row.view_name in views]
    if not questions:
        raise PumaError(f"{source} has no question in the views {', '.join(views or VIEWS)}")
    if limit is not None:
        kept = set(list(dict.fromkeys(question.problem_id for question in questions))[:limit])
        questions = [question for question in questions if question.problem_id in kept]
    return questions


def _problems(folder: Path, split: str, target: str) -> Iterator[Question]:
    """Rows of the `problems` table; pictures stay encoded."""
    import pyarrow.parquet as pq

    table = folder / "problems"
    if not table.is_dir():
        raise PumaError(f"{folder} is no dataset: it has no folder 'problems'; make one with puma-gen")
    parts = sorted(table.glob(f"{split}-*.parquet"))
    if not parts:
        splits = sorted({part.name.split("-")[0] for part in table.glob("*.parquet")})
        raise PumaError(f"{folder} has no split {split!r}{nearest(split, splits)}")
    for part in parts:
        for batch in pq.ParquetFile(part).iter_batches(batch_size=64):
            for row in batch.to_pylist():
                choices = tuple(row["choices"]) if row["choices"] is not None else None
                yield Question(
                    id=row["id"],
                    problem_id=row["problem_id"],
                    view_name=row["view"],
                    question=row["question"],
                    picture=row["image"]["bytes"] if row["image"] else None,
                    target=row[target],
                    gold=Gold(row["answer"], row["answer_kind"], row["answer_value"], row["answer_unit"], choices),
                    domain=row["domain"],
                    family=row["family"],
                    level=row["level"],
                    source={},
                )


_KEYS: Final = ("sample_index", "problem_index", "problem_version", "question", "image", "answer", "question_type")


def _mathverse(files: Iterable[Path]) -> Iterator[Question]:
    """Rows of MathVerse, asked by its own chain-of-thought prompt where it has one."""
    for file in files:
        try:
            rows = json.loads(file.read_text(encoding="utf-8"))
        except (UnicodeDecodeError, json.JSONDecodeError) as error:
            raise PumaError(f"{file} is no json file ({error})") from None
        if not isinstance(rows, list) or not rows:
            raise PumaError(f"{file} holds no list of questions; MathVerse's testmini.json is one")
        folders = (file.parent / "images", file.parent)  # where the pictures are unpacked
        for at, row in enumerate(rows):
            if missing := [key for key in _KEYS if not isinstance(row, dict) or key not in row]:
                raise PumaError(f"{file}, row {at}: no {missing[0]!r}; MathVerse's rows have {', '.join(_KEYS)}")
            view = row["problem_version"].lower().replace(" ", "_").replace("-", "_")
            if view not in VIEWS:
                raise PumaError(f"{file}, row {at}: no view {row['problem_version']!r}{nearest(view, VIEWS)}")
            text = row.get("query_cot") or row["question"] or ""
            answer = row["answer"].strip()
            options = tuple(re.findall(r"^[A-Z]\s*[:.]\s*(.*)$", text.partition("Choices:")[2], re.MULTILINE)) or None
            metadata = row.get("metadata") or row.get("category") or {}
            yield Question(
                id=f"{row['problem_index']}/{view}",
                problem_id=row["problem_index"],
                view_name=view,
                question=text,
                picture=next(
                    (f / row["image"] for f in folders if (f / row["image"]).is_file()), folders[0] / row["image"]
                )
                if row["image"]
                else None,
                target=answer,
                gold=Gold(
                    answer, "choice" if row["question_type"] == "multi-choice" else kind_of(answer), choices=options
                ),
                domain=metadata.get("subject", ""),
                family=metadata.get("subfield", ""),
                level=None,
                source={key: row[key] for key in _KEYS} | {"category": metadata, "prompt": text},
            )


def kind_of(answer: str) -> str:
    """The kind of an answer that comes without one, by its looks."""
    if re.search(r"\\cup|∪|[<>≤≥]|\\l?geq?\b|\\leq?\b|infty|∞|oo\b", answer) or re.fullmatch(
        r"\s*(\[.*[)\]]|\(.*\])\s*", answer
    ):
        return "interval"
    if re.fullmatch(r"\s*\(.*,.*\)\s*", answer):
        return "coordinate"
    return "equation" if "=" in answer else "expression"
