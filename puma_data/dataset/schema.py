"""What a dataset holds: the views, the columns of both configs, and what a maker hands over."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Protocol

import pyarrow as pa

VIEWS = ("text_only", "text_dominant", "text_lite", "vision_intensive", "vision_dominant", "vision_only")
SPLITS = ("train", "validation", "test")
ROW_GROUP = 240  # rows: forty problems in six views, some 4 MB, small enough to stream and to preview

# Column: (Arrow type, Hugging Face feature, what it means). The text is shown on the dataset card.
_STRING = (pa.string(), {"dtype": "string", "_type": "Value"})
_INT = (pa.int64(), {"dtype": "int64", "_type": "Value"})
_FLOAT = (pa.float64(), {"dtype": "float64", "_type": "Value"})
_STRINGS = (pa.list_(pa.string()), {"feature": {"dtype": "string", "_type": "Value"}, "_type": "Sequence"})
_IMAGE = (pa.struct([("bytes", pa.binary()), ("path", pa.string())]), {"_type": "Image"})

PROBLEM_COLUMNS: dict[str, tuple[pa.DataType, dict[str, Any], str]] = {
    "id": (*_STRING, "`{problem_id}/{view}`"),
    "problem_id": (*_STRING, "`{domain}-{seed}-{index:08d}`"),
    "domain": (*_STRING, "`plane_geometry`, `functions` or `solid_geometry`"),
    "family": (*_STRING, "the family of problems, or `compose`"),
    "view": (*_STRING, "one of the six views"),
    "language": (*_STRING, "`en`"),
    "question": (*_STRING, "the text the model gets, options included"),
    "image": (*_IMAGE, "the picture the model gets; null for `text_only`"),
    "statement": (*_STRING, "the full text form, the same in all views"),
    "choices": (*_STRINGS, "option texts, shuffled; null for free form"),
    "answer": (*_STRING, "final answer as LaTeX without `$`; for multiple choice the letter"),
    "answer_value": (*_FLOAT, "numeric value in the answer's unit, or null"),
    "answer_kind": (*_STRING, "integer, fraction, decimal, surd, pi_multiple, degree, expression, …, choice"),
    "answer_unit": (*_STRING, "`degree`, `cm`, …, or null"),
    "solution": (*_STRING, "numbered steps, each naming its theorem, closing with `Answer: …`"),
    "depth": (*_INT, "longest theorem chain"),
    "steps": (*_INT, "number of steps"),
    "level": (*_INT, "difficulty, 1 to 5"),
    "theorems": (*_STRINGS, "theorems in order of use"),
    "spec": (*_STRING, "JSON: points, circles, facts, goal, answer, steps, labels"),
}
PAIR_COLUMNS: dict[str, tuple[pa.DataType, dict[str, Any], str]] = {
    "pair_id": (*_STRING, "`{problem_id}/{strong_view}-{weak_view}`"),
    "problem_id": (*_STRING, "the problem both views show"),
    "domain": (*_STRING, "as in `problems`"),
    "family": (*_STRING, "as in `problems`"),
    "language": (*_STRING, "as in `problems`"),
    "strong_view": (*_STRING, "the view with more of the problem in text"),
    "weak_view": (*_STRING, "the view with more of the problem in the picture"),
    "strong_question": (*_STRING, "text of the strong view"),
    "strong_image": (*_IMAGE, "picture of the strong view; null for `text_only`"),
    "weak_question": (*_STRING, "text of the weak view"),
    "weak_image": (*_IMAGE, "picture of the weak view"),
    "answer": (*_STRING, "as in `problems`"),
    "answer_value": (*_FLOAT, "as in `problems`"),
    "answer_kind": (*_STRING, "as in `problems`"),
    "target": (*_STRING, "the solution, closing line included: what both views are trained to say"),
}
CONFIGS = {"problems": PROBLEM_COLUMNS, "pairs": PAIR_COLUMNS}


@dataclass(slots=True)
class Made:
    """One verified problem: a row for each requested view, in the order of `VIEWS`, and what decides its place."""

    index: int
    rows: list[dict[str, Any]]  # keys: the columns of `problems`; `image` is PNG bytes or None
    key: bytes  # 16 bytes: equal for the same problem up to renaming and similarity
    structure: bytes  # 16 bytes: decides the split
    chain: str  # the chain of theorems, for quotas and reports
    family: str
    answer: str
    rejected: dict[str, int] = field(default_factory=dict)  # reason: attempts thrown away before this one
    batch: pa.RecordBatch | None = None  # the rows as Arrow, once they have been checked


@dataclass(slots=True)
class Rejected:
    """An index that gave no problem; an index after `n` takes its place."""

    index: int
    reason: str
    family: str


class Maker(Protocol):
    """Makes the problem of an index: the same one whenever, wherever and in whatever order it is asked."""

    def make(self, index: int) -> Made | Rejected: ...


@cache
def schema(config: str) -> pa.Schema:
    """Arrow schema of a config, with the metadata from which `datasets` reads `Image` and the other features."""
    columns = CONFIGS[config]
    features = {name: feature for name, (_, feature, _) in columns.items()}
    metadata = {"huggingface": json.dumps({"info": {"features": features}})}
    return pa.schema([(name, kind) for name, (kind, _, _) in columns.items()], metadata=metadata)


def split_of(key: bytes, held_out: float = 0.1) -> str:
    """Split of a structure or problem, evenly by its hash; half of what is held out is validation, half is test.

    All of one key move together. Either way no test problem is a renaming or rescaling of a training problem; with
    keys of structures none has the figure of one with other values, either.
    """
    share = 1 - int.from_bytes(key[:8], "big") / 2**64
    return "train" if share > held_out else "validation" if share > held_out / 2 else "test"
