"""Shards on disk: a range of indices becomes one Parquet file a split and config, and a record that vouches for them.

Every file is written under a temporary name, flushed to the disk and renamed, and a record is written after its parts:
a run may be killed at any moment, and a shard without a sound record is simply made again.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import traceback
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from itertools import groupby
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from puma_data.dataset.config import GenerateConfig
from puma_data.dataset.pairs import pairs_of
from puma_data.dataset.schema import (
    CONFIGS,
    PROBLEM_COLUMNS,
    ROW_GROUP,
    SPLITS,
    Made,
    Maker,
    Rejected,
    schema,
    split_of,
)

KEY = 16  # bytes of a problem's key
COUNTED = ("domain", "family", "level", "depth", "answer_kind")  # columns whose values are counted, once a problem
PARTS, RECORDS = ".run/parts", ".run/shards"  # while a run lasts; both are gone when it is finished

Tick = Callable[[int, int, int], None]  # problems, rejected attempts, duplicates: since the last call


@dataclass(frozen=True, slots=True)
class Cut:
    """The indices of one shard: those of `range(start, stop)` that are not in `skip`."""

    shard: int
    start: int
    stop: int
    skip: tuple[int, ...] = ()


@dataclass(slots=True)
class Part:
    """One Parquet file of a shard."""

    config: str
    split: str
    problems: int
    rows: int
    bytes: int
    sha256: str


@dataclass(slots=True)
class Record:
    """A finished shard. `skip` are the indices without a problem; `keys` follows the others, 16 bytes each."""

    shard: int
    start: int
    stop: int
    skip: list[int] = field(default_factory=list)
    keys: bytes = b""
    parts: list[Part] = field(default_factory=list)
    duplicates: int = 0
    rejected: dict[str, int] = field(default_factory=dict)
    counts: dict[str, dict[str, int]] = field(default_factory=dict)

    @property
    def problems(self) -> int:
        return len(self.keys) // KEY

    def indices(self) -> list[int]:
        skip = set(self.skip)
        return [index for index in range(self.start, self.stop) if index not in skip]

    def path(self, part: Part) -> str:
        return f"{PARTS}/{self.shard:05d}-{part.config}-{part.split}.parquet"

    def save(self, out: Path) -> None:
        write_json(out / RECORDS / f"{self.shard:05d}.json", {**asdict(self), "keys": self.keys.hex()})

    @classmethod
    def load(cls, out: Path, cut: Cut) -> Record | None:
        """The record of a shard if it is there and its parts are as it says, else None."""
        try:
            values = json.loads((out / RECORDS / f"{cut.shard:05d}.json").read_bytes())
            values["keys"] = bytes.fromhex(values["keys"])
            values["parts"] = [Part(**part) for part in values["parts"]]
            record = cls(**values)
        except (OSError, ValueError, TypeError, KeyError):
            return None
        if (record.start, record.stop) != (cut.start, cut.stop):
            return None
        return record if all(checksum(out / record.path(part)) == part.sha256 for part in record.parts) else None


def attempt(maker: Maker, config: GenerateConfig, index: int) -> Made | Rejected:
    """The problem of an index. A maker that raises, or hands over rows that do not fit, is a rejection with a name."""
    try:
        made = maker.make(index)
    except (Exception, SystemExit) as error:
        frame = traceback.extract_tb(error.__traceback__)[-1]
        # Numbers are masked so that one fault is one reason, whatever the problem.
        message = re.sub(r"0x[0-9a-fA-F]+|\d+(\.\d+)?", "#", " ".join(str(error).split()))[:80]
        return Rejected(index, f"{type(error).__name__} in {Path(frame.filename).name}:{frame.lineno}: {message}", "")
    if isinstance(made, Rejected):
        return made
    if fault := _fault(made, config):
        return Rejected(index, f"{made.family}: {fault}", made.family)
    return made


def _fault(made: Made, config: GenerateConfig) -> str | None:
    if len(made.key) != KEY or len(made.structure) != KEY:
        return f"key and structure must be {KEY} bytes"
    if tuple(row.get("view", "") for row in made.rows) != config.views:
        return "rows are not the requested views in order"
    for row in made.rows:
        if row.keys() != PROBLEM_COLUMNS.keys():
            return f"row with wrong columns: {', '.join(sorted(row.keys() ^ PROBLEM_COLUMNS.keys()))}"
    try:
        made.batch = _batch("problems", made.rows)
    except (pa.ArrowException, TypeError, ValueError) as error:
        return f"row with a wrong type: {' '.join(str(error).split())[:80]}"
    return None


def make_shard(maker: Maker, config: GenerateConfig, out: Path, cut: Cut, tick: Tick) -> Record:
    """Make the problems of a cut and write them; a problem that fails is counted by its reason and left out."""
    record = Record(cut.shard, cut.start, cut.stop, skip=list(cut.skip))
    rejected: Counter[str] = Counter()
    seen: set[bytes] = set()
    with _Writer(out, config, record) as writer:
        for index in record.indices():
            made = attempt(maker, config, index)
            if isinstance(made, Rejected):
                rejected[made.reason] += 1
                record.skip.append(index)
                tick(0, 1, 0)
                continue
            rejected.update(made.rejected)
            if made.key in seen:  # of two alike the lower index stays
                record.skip.append(index)
                record.duplicates += 1
                tick(0, sum(made.rejected.values()), 1)
                continue
            seen.add(made.key)
            record.keys += made.key
            split = split_of(made.structure) if config.split == "structure" else split_of(made.key, 0.2)
            writer.add(split, made.rows, made.batch)
            tick(1, sum(made.rejected.values()), 0)
        record.skip.sort()
        record.rejected = dict(sorted(rejected.items()))
        writer.close()
    return record


def thin_shard(config: GenerateConfig, out: Path, record: Record, losers: Sequence[int], duplicates: int) -> Record:
    """Write a finished shard again without some of its problems, `duplicates` of which were duplicates.

    The bytes are those that `make_shard` would have given had it known to skip them.
    """
    gone = set(losers)
    kept = [place for place, index in enumerate(record.indices()) if index not in gone]
    thinned = Record(
        record.shard,
        record.start,
        record.stop,
        skip=sorted([*record.skip, *losers]),
        keys=b"".join(record.keys[place * KEY : (place + 1) * KEY] for place in kept),
        duplicates=record.duplicates + duplicates,
        rejected=record.rejected,
    )
    names = {f"{domain}-{config.seed}-{index:08d}" for index in losers for domain in config.shares}
    with _Writer(out, config, thinned) as writer:
        for part in record.parts:
            if part.config == "problems":
                with pq.ParquetFile(out / record.path(part)) as file:
                    for group in range(file.num_row_groups):
                        rows = file.read_row_group(group).to_pylist()
                        for name, same in groupby(rows, key=lambda row: row["problem_id"]):
                            if name not in names:
                                writer.add(part.split, list(same))
        for part in record.parts:
            (out / record.path(part)).unlink()
        writer.close()
    return thinned


class _Writer:
    """Streams problems into the parts of a shard and completes the shard's record. Use as a context manager: drafts
    do not outlive a failure, so that a full disk gets their room back.
    """

    def __init__(self, out: Path, config: GenerateConfig, record: Record) -> None:
        self.out, self.config, self.record = out, config, record
        self.files: dict[tuple[str, str], _File] = {}
        self.counts: dict[str, Counter[str]] = {column: Counter() for column in COUNTED}

    def __enter__(self) -> _Writer:
        return self

    def __exit__(self, failure: type[BaseException] | None, *_: object) -> None:
        if failure is not None:
            for file in self.files.values():
                file.discard()

    def add(self, split: str, rows: list[dict[str, Any]], batch: pa.RecordBatch | None = None) -> None:
        """Add a problem: its rows, and the same as Arrow where that is there already."""
        for column in COUNTED:
            self.counts[column][str(rows[0][column])] += 1
        for name, held in (("problems", rows), ("pairs", pairs_of(rows, self.config.pairs))):
            if held:
                if (name, split) not in self.files:
                    path = self.out / self.record.path(Part(name, split, 0, 0, 0, ""))
                    self.files[name, split] = _File(path, name)
                self.files[name, split].add(batch if batch is not None and name == "problems" else _batch(name, held))

    def close(self) -> None:
        self.record.parts = []
        for name, split in ((name, split) for name in CONFIGS for split in SPLITS):
            if file := self.files.get((name, split)):
                file.close()
                self.record.parts.append(
                    Part(name, split, file.problems, file.rows, file.path.stat().st_size, checksum(file.path) or "")
                )
        self.record.counts = {column: dict(sorted(counts.items())) for column, counts in self.counts.items()}
        self.record.save(self.out)


class _File:
    """A Parquet file under a temporary name: text compressed, images as they are, since PNG does not shrink again."""

    def __init__(self, path: Path, config: str) -> None:
        self.path, self.draft = path, path.with_suffix(".tmp")
        self.schema = schema(config)
        leaves = [leaf for name in self.schema for leaf in _leaves(name)]
        self.writer = pq.ParquetWriter(
            self.draft,
            self.schema,
            compression={leaf: "NONE" if leaf.endswith(".bytes") else "ZSTD" for leaf in leaves},
            use_dictionary=[leaf for leaf in leaves if not leaf.endswith(".bytes")],
            write_statistics=False,
        )
        self.waiting: list[pa.RecordBatch] = []
        self.problems = self.rows = self.flushed = 0

    def add(self, batch: pa.RecordBatch) -> None:
        self.waiting.append(batch)
        self.problems += 1
        self.rows += batch.num_rows
        if self.rows - self.flushed >= ROW_GROUP:
            self._flush()

    def _flush(self) -> None:
        table = pa.Table.from_batches(self.waiting, self.schema).combine_chunks()
        self.writer.write_table(table, row_group_size=table.num_rows)
        self.waiting, self.flushed = [], self.rows

    def close(self) -> None:
        if self.waiting:
            self._flush()
        self.writer.close()
        commit(self.draft, self.path)

    def discard(self) -> None:
        with suppress(OSError, pa.ArrowException):  # what could not be written cannot be finished either
            self.writer.close()
        self.writer.is_open = False  # else it tries again, and complains, when it is collected
        self.draft.unlink(missing_ok=True)


def _leaves(column: pa.Field) -> list[str]:
    if pa.types.is_struct(column.type):
        return [f"{column.name}.{part.name}" for part in column.type]
    return [f"{column.name}.list.element" if pa.types.is_list(column.type) else column.name]


def _batch(config: str, rows: list[dict[str, Any]]) -> pa.RecordBatch:
    """Rows as Arrow; an image is PNG bytes, or already the struct that a file holds."""
    images = [column for column in CONFIGS[config] if column.endswith("image")]
    held = [
        row | {name: {"bytes": row[name], "path": None} for name in images if isinstance(row[name], bytes)}
        for row in rows
    ]
    return pa.RecordBatch.from_pylist(held, schema(config))


def checksum(path: Path) -> str | None:
    """SHA-256 of a file, None if there is none."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except FileNotFoundError:
        return None


def commit(draft: Path, path: Path) -> None:
    """Give a finished draft its name, on the disk before anything that comes after."""
    with draft.open("rb") as file:
        os.fsync(file.fileno())
    draft.replace(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def write_text(path: Path, text: str) -> None:
    """Write a whole file or none of it."""
    draft = path.with_name(path.name + ".tmp")
    draft.write_text(text, encoding="utf-8")
    commit(draft, path)


def write_json(path: Path, value: Any) -> None:
    write_text(path, json.dumps(value, indent=1, ensure_ascii=False) + "\n")
