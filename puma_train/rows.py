"""What lies on disk becomes examples (one view and its target) and pairs (two views and their targets).

Two sources are read, both through `datasets` (memory-mapped, no network), and both give the same rows: a dataset folder
that `puma-gen` wrote, and a file with Math-PUMA's six keys. Texts and files are checked when a source is opened, in one
pass; pictures are opened row by row and decoded only by the processor.
"""

from __future__ import annotations

import functools
import io
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, Literal, TypeVar

import datasets
import numpy as np
import PIL.Image
import pyarrow as pa
import pyarrow.compute as pc

from puma_data.errors import PumaError, nearest

Row = dict[str, Any]
Target = Literal["solution", "answer"]
T = TypeVar("T")

# The views of a problem, from all text to all picture. A file names no views: a row with a picture is there an `image`.
TEXT_VIEWS = ("text_only",)
IMAGE_VIEWS = ("text_dominant", "text_lite", "vision_intensive", "vision_dominant", "vision_only", "image")
SPLITS = ("train", "validation", "test")
SIX_KEYS = ("image_url", "instruction", "output", "image_url_2", "instruction_2", "output_2")
READERS = {
    ".json": datasets.Dataset.from_json,
    ".jsonl": datasets.Dataset.from_json,
    ".csv": datasets.Dataset.from_csv,
    ".parquet": datasets.Dataset.from_parquet,
}

# "Answer: …" on the last line, as our solutions end; Math-PUMA's begins with a dagger.
CLOSING_LINE = re.compile(r"^[†‡\s]*Answer\s*:\s*(?=[^\n]*\s*\Z)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class View:
    """A problem as the model sees it."""

    name: str
    question: str
    image: PIL.Image.Image | None


@dataclass(frozen=True, slots=True)
class Example:
    """A view and what the model is to say."""

    id: str
    view: View
    target: str


@dataclass(frozen=True, slots=True)
class Pair:
    """Two views of a problem: `strong` says more of it in text (reference), `weak` shows more in the picture (active).

    The two targets are one text in our data and may differ in foreign data.
    """

    id: str
    strong: View
    weak: View
    target: str
    weak_target: str


class Rows(Sequence[T], Generic[T]):
    """Rows of a table, read when asked for; picklable, so that the workers of a data loader can share it.

    An index beyond the table means the second side of a row, where rows have two.
    """

    def __init__(self, table: Any, indices: Any, read: Callable[[Row, int, int], T]) -> None:
        self.table, self.indices, self.read = table, np.asarray(indices, dtype=np.int64), read

    def __len__(self) -> int:
        return len(self.indices)

    def __getitem__(self, index: Any) -> Any:
        if isinstance(index, slice):
            return self.select(range(len(self))[index])
        side, at = divmod(int(self.indices[index]), len(self.table))
        return self.read(self.table[at], at, side)

    def select(self, indices: Iterable[int]) -> Rows[T]:
        """The rows at `indices`, in that order."""
        return Rows(self.table, self.indices[np.fromiter(indices, dtype=np.int64)], self.read)


def read_examples(
    source: str | Path, *, split: str = "train", views: Sequence[str] | None = None, target: Target = "solution"
) -> Rows[Example]:
    """The views of a source, each with its target: the worked solution, or the bare answer.

    `views` keeps those named; `TEXT_VIEWS` and `IMAGE_VIEWS` are all there are. In a file, the first three of the six
    keys are one example and the last three, where they are there, another. Raises `PumaError` for a source that is
    none, for a split or view that is not in it, for empty texts and for missing pictures.
    """
    source = Path(source)
    if source.is_dir():
        table = _open_folder(source, "problems", split)
        _check_texts(table, ("question", target), source, "id")
        rows = Rows(table, range(len(table)), functools.partial(_example, target))
        return _choose(rows, source, views=(_column(table, "view"), views))
    table = _open_file(source, split, SIX_KEYS[:3])
    sides = ("", "_2") if {*SIX_KEYS} <= {*table.column_names} else ("",)
    for side in sides:
        _check_foreign(table, side, source)
    names = np.concatenate([_foreign_names(table, side) for side in sides])
    rows = Rows(table, range(len(names)), functools.partial(_foreign_example, source, target))
    return _choose(rows, source, views=(names, views))


def read_pairs(
    source: str | Path,
    *,
    split: str = "train",
    strong: Sequence[str] | None = None,
    weak: Sequence[str] | None = None,
    target: Target = "solution",
) -> Rows[Pair]:
    """The pairs of a source; `strong` and `weak` keep those whose view of that side is named; errors as above."""
    source = Path(source)
    if source.is_dir():
        table = _open_folder(source, "pairs", split)
        _check_texts(table, ("strong_question", "weak_question", _TARGET_OF_PAIR[target]), source, "pair_id")
        rows = Rows(table, range(len(table)), functools.partial(_pair, target))
        names = _column(table, "strong_view"), _column(table, "weak_view")
    else:
        table = _open_file(source, split, SIX_KEYS)
        for side in ("", "_2"):
            _check_foreign(table, side, source)
        rows = Rows(table, range(len(table)), functools.partial(_foreign_pair, source, target))
        names = _foreign_names(table, ""), _foreign_names(table, "_2")
    return _choose(rows, source, strong=(names[0], strong), weak=(names[1], weak))


def closing_line(target: str) -> int:
    """Where the answer of a target begins: after `Answer:` on its last line, or at 0 where the answer is all there is.

    >>> closing_line("1. As AB = 3, CD = 4.\\nAnswer: $4$")
    30
    """
    found = CLOSING_LINE.search(target)
    return found.end() if found else 0


# Dataset folders


def _open_folder(folder: Path, config: str, split: str) -> Any:
    if (folder / ".run").exists():
        raise PumaError(f"{folder} is not finished; complete it with puma-gen --resume")
    there = [name for name in ("problems", "pairs") if any((folder / name).glob("*.parquet"))]
    if not there:
        raise PumaError(
            f"{folder} is no dataset: it has no parquet files in problems/ or pairs/; make one with puma-gen"
        )
    if config not in there:
        mend = "; make it again with puma-gen --pairs default" if config == "pairs" else ""
        raise PumaError(f"{folder} has no {config}, only {there[0]}{mend}")
    files = {name: sorted(map(str, (folder / config).glob(f"{name}-*.parquet"))) for name in SPLITS}
    if not files.get(split):
        raise PumaError(f"{folder / config} has no split {split!r}; it has {', '.join(filter(files.get, files))}")
    table = _read(datasets.Dataset.from_parquet, files[split], folder / config)
    for name, feature in table.features.items():
        if isinstance(feature, datasets.Image):  # as bytes: a filter by length needs the size, which the header tells
            table = table.cast_column(name, datasets.Image(decode=False))
    return table


_TARGET_OF_PAIR = {"solution": "target", "answer": "answer"}


def _example(target: Target, row: Row, at: int, side: int) -> Example:
    return Example(row["id"], _view(row["id"], row["view"], row["question"], row["image"]), row[target])


def _pair(target: Target, row: Row, at: int, side: int) -> Pair:
    name, text = row["pair_id"], row[_TARGET_OF_PAIR[target]]
    strong, weak = (_view(name, row[f"{x}_view"], row[f"{x}_question"], row[f"{x}_image"]) for x in ("strong", "weak"))
    return Pair(name, strong, weak, text, text)


def _view(row: str, name: str, question: str, image: Row | None) -> View:
    if image is None and name not in TEXT_VIEWS:
        raise PumaError(f"{row}: view {name} has no picture; make the dataset again")
    return View(name, question, _open_image(row, (image or {}).get("bytes")) if image else None)


# Files with Math-PUMA's six keys: the first three are the view with more text, the last three that with more picture


def _open_file(file: Path, split: str, keys: Sequence[str]) -> Any:
    if not file.exists():
        raise PumaError(f"{file} does not exist; name a dataset folder of puma-gen or a file with Math-PUMA's six keys")
    if file.suffix not in READERS:
        raise PumaError(f"{file} is none of {', '.join(READERS)}, nor a dataset folder")
    if not file.stat().st_size:
        raise PumaError(f"{file} is empty")
    if split != "train":
        raise PumaError(f"{file} has no split {split!r}; a file is all train")
    table = _read(READERS[file.suffix], str(file), file)
    _check_columns(table, keys, file)
    return table


def _check_foreign(table: Any, side: str, file: Path) -> None:
    _check_texts(table, (f"instruction{side}", f"output{side}"), file)
    names = _column(table, f"image_url{side}")
    if {*map(type, names)} - {str, type(None)}:
        raise PumaError(
            f"{file}: image_url{side} is {table.features[f'image_url{side}']}; write the path of one picture"
        )
    for url in {*names} - {None, ""}:
        if not (file.parent / url).is_file():
            row = int(np.flatnonzero(names == url)[0])
            raise PumaError(f"{file} row {row + 1}: image_url{side} {file.parent / url} is no file")


def _foreign_names(table: Any, side: str) -> Any:
    return np.array(["image" if url else "text_only" for url in _column(table, f"image_url{side}")], dtype=object)


def _foreign_example(file: Path, target: Target, row: Row, at: int, side: int) -> Example:
    view, text = _foreign_view(file, target, row, at, ("", "_2")[side])
    return Example(f"{file.name} row {at + 1}{' (_2)' if side else ''}", view, text)


def _foreign_pair(file: Path, target: Target, row: Row, at: int, side: int) -> Pair:
    (strong, strong_target), (weak, weak_target) = (_foreign_view(file, target, row, at, x) for x in ("", "_2"))
    return Pair(f"{file.name} row {at + 1}", strong, weak, strong_target, weak_target)


def _foreign_view(file: Path, target: Target, row: Row, at: int, side: str) -> tuple[View, str]:
    url, text = row[f"image_url{side}"], row[f"output{side}"]
    image = _open_image(f"{file.name} row {at + 1}", (file.parent / url).read_bytes(), url) if url else None
    view = View("image" if url else "text_only", row[f"instruction{side}"], image)
    return view, text[closing_line(text) :].strip() if target == "answer" else text


# Both


def _read(reader: Any, files: Any, source: Path) -> Any:
    try:
        return reader(files)
    except (datasets.exceptions.DatasetGenerationError, pa.ArrowException, ValueError, StopIteration) as error:
        reason = (str(error.__cause__ or error) or "it holds no rows").splitlines()[0]
        raise PumaError(f"{source} cannot be read: {reason}") from error


def _column(table: Any, name: str) -> Any:
    return np.array(table.data.column(name).to_pylist(), dtype=object)


def _check_columns(table: Any, columns: Sequence[str], source: Path) -> None:
    if missing := [name for name in columns if name not in table.column_names]:
        raise PumaError(f"{source} lacks {', '.join(missing)}; its rows have {', '.join(table.column_names)}")


def _check_texts(table: Any, columns: Sequence[str], source: Path, key: str | None = None) -> None:
    """An empty question or target would be trained on without a word; this is the word."""
    _check_columns(table, columns, source)
    for name in columns:
        column = table.data.column(name)
        if not (pa.types.is_string(column.type) or pa.types.is_large_string(column.type)):
            raise PumaError(f"{source}: {name} is {column.type}, not text, or empty in every row")
        empty = pc.fill_null(pc.equal(pc.utf8_length(pc.utf8_trim_whitespace(column)), 0), True).to_numpy()
        if empty.any():
            at = int(empty.argmax())
            row = table.data.column(key)[at].as_py() if key else f"row {at + 1}"
            raise PumaError(f"{source} {row}: {name} is empty ({empty.sum()} such rows in all); fill or remove them")


def _open_image(row: str, data: bytes | None, path: str = "the picture") -> PIL.Image.Image:
    try:
        return PIL.Image.open(io.BytesIO(data or b""))
    except (PIL.UnidentifiedImageError, OSError):
        raise PumaError(f"{row}: {path} is no image; mend or remove it") from None


def _choose(rows: Rows[T], source: Path, **filters: tuple[Any, Sequence[str] | None]) -> Rows[T]:
    """The rows whose views are among those asked for; each filter is (name by row, names to keep)."""
    keep = np.ones(len(rows), dtype=bool)
    for option, (names, wanted) in filters.items():
        for name in wanted or ():
            if name not in TEXT_VIEWS + IMAGE_VIEWS:
                raise PumaError(f"{option}: there is no view {name!r}{nearest(name, TEXT_VIEWS + IMAGE_VIEWS)}")
        if wanted is not None:
            keep &= np.isin(names.astype(str), list(wanted))
    if not keep.any():
        asked = ", ".join(
            f"{option} {'/'.join(wanted)}" for option, (_, wanted) in filters.items() if wanted is not None
        )
        there = ", ".join(f"{option} {'/'.join(sorted({*names}))}" for option, (names, _) in filters.items())
        raise PumaError(f"{source} has no rows with {asked or 'any view'}; it has {there}")
    return rows.select(np.flatnonzero(keep))
