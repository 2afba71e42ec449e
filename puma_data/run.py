"""A run: from a config to a finished folder, the same bytes for any number of workers and any number of interruptions.

1. The indices 0 … n-1 are cut into shards, which the workers make in any order.
2. Of problems with the same key the one with the lowest index stays; shards that hold others are written again.
3. What is missing is made from the indices n, n+1, … in rounds whose size depends on nothing but what is missing.
4. The parts get their final names; preview, card and manifest are written; the working folder `.run/` goes.

Each step is a function of the records of the finished shards, so a resumed run finds its place by doing the same again.
"""

from __future__ import annotations

import errno
import fcntl
import itertools
import json
import re
import shutil
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from puma_data.dataset.card import PRODUCTS, write_card
from puma_data.dataset.config import GenerateConfig, check_families, make_config
from puma_data.dataset.manifest import MANIFEST, RUN, differences, identity, plan, read_manifest, run_in, tell
from puma_data.dataset.pairs import why_none
from puma_data.dataset.schema import CONFIGS, Made
from puma_data.dataset.shards import (
    KEY,
    PARTS,
    RECORDS,
    Cut,
    Record,
    attempt,
    checksum,
    commit,
    write_json,
)
from puma_data.errors import PumaError
from puma_data.workers import Bench, Crew, Job, MakerFactory, Thin, default_factory

PLAN = ".run/plan.json"  # where the parts go, once all are made
_OURS = re.compile(r"(train|validation|test)-\d{5,}-of-\d{5,}\.parquet")


@dataclass(slots=True)
class Progress:
    """Where a run stands. `done` and `total` count problems."""

    total: int
    done: int = 0
    rejected: int = 0
    duplicates: int = 0
    phase: str = "making"
    notes: list[str] = field(default_factory=list)  # what the user should know, as it happens


@dataclass(slots=True)
class Summary:
    """What a run has made. `splits` and `counts` are the manifest's; `seconds` is the time of this session."""

    out: str
    command: str
    requested: int
    problems: int
    rows: int
    pairs: int
    splits: dict[str, dict[str, int]]
    counts: dict[str, dict[str, int]]
    rejected: dict[str, int]
    duplicates: int
    replaced: int
    bytes: int
    seconds: float
    rate: float
    notes: list[str] = field(default_factory=list)

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)


Watch = Callable[[Progress], None]


def generate(
    domain: str = "geometry",
    *,
    n: int,
    resume: bool = False,
    overwrite: bool = False,
    maker_factory: MakerFactory | None = None,
    watch: Watch | None = None,
    **options: Any,
) -> Summary:
    """Make a dataset of `n` problems; `options` are the other fields of `GenerateConfig` (`out`, `seed`, `views`, …).

    Raises `PumaError` with one clear line; whatever shards are finished by then stay and serve `resume=True`.
    `watch` is called with the state a few times a second.
    """
    config = make_config(domain=domain, n=n, **options)
    return run(config, resume=resume, overwrite=overwrite, maker_factory=maker_factory, watch=watch)


def problems(
    domain: str = "geometry", n: int = 1, seed: int = 0, *, maker_factory: MakerFactory | None = None, **options: Any
) -> Iterator[Made]:
    """The problems that `generate` would write with the same settings, by index, without writing anything."""
    config = make_config(domain=domain, n=n, seed=seed, **options)
    if maker_factory is None:
        check_families(config)
    return _problems(config, maker_factory or default_factory)


def _problems(config: GenerateConfig, factory: MakerFactory) -> Iterator[Made]:
    maker, seen = factory(config), set[bytes]()
    missing = 0
    for index in itertools.count():
        if len(seen) == config.n:
            return
        if index == config.n:
            missing = config.n - len(seen)
        if index >= config.n + _patience(missing):
            raise PumaError(_exhausted(len(seen), config))
        made = attempt(maker, config, index)
        if isinstance(made, Made) and made.key not in seen:
            seen.add(made.key)
            yield made


def run(
    config: GenerateConfig,
    *,
    resume: bool = False,
    overwrite: bool = False,
    maker_factory: MakerFactory | None = None,
    watch: Watch | None = None,
) -> Summary:
    """As `generate`, from a config."""
    started = time.monotonic()
    if maker_factory is None:
        check_families(config)
    with _plain_errors(config.folder):
        session = _Run(config, maker_factory or default_factory, watch or (lambda progress: None))
        with session.opened(resume=resume, overwrite=overwrite):
            manifest = session.work()
    seconds = time.monotonic() - started
    summary = Summary(
        out=str(config.folder),
        command=manifest["command"],
        requested=config.n,
        problems=manifest["problems"],
        rows=sum(split["rows"] for split in manifest["splits"].values()),
        pairs=sum(split["pairs"] for split in manifest["splits"].values()),
        splits=manifest["splits"],
        counts=manifest["counts"],
        rejected=manifest["rejected"],
        duplicates=manifest["duplicates"],
        replaced=manifest["replaced"],
        bytes=sum(file["bytes"] for shard in manifest["shards"] for file in shard["files"]),
        seconds=round(seconds, 3),
        rate=round(session.made / seconds, 3),
        notes=session.progress.notes,
    )
    if summary.problems < config.n:
        raise PumaError(f"{_exhausted(summary.problems, config)}; those are in {config.folder}, complete and valid")
    return summary


class _Run:
    def __init__(self, config: GenerateConfig, factory: MakerFactory, watch: Watch) -> None:
        self.config, self.out, self.watch = config, config.folder, watch
        self.bench = Bench(config, self.out.absolute(), factory)
        self.progress = Progress(total=config.n)
        self.made = 0  # problems made in this session
        if config.normalised:
            self.note(config.normalised)
        if reason := why_none(config.views, config.pairs):
            self.note(f"no pairs are written: {reason}")

    def note(self, line: str) -> None:
        self.progress.notes.append(line)
        self.watch(self.progress)

    def tick(self, made: int, rejected: int, duplicates: int) -> None:
        self.made += made
        self.progress.done = min(self.progress.done + made, self.progress.total)
        self.progress.rejected += rejected
        self.progress.duplicates += duplicates
        self.watch(self.progress)

    def phase(self, name: str) -> None:
        self.progress.phase = name
        self.watch(self.progress)

    # The folder

    @contextmanager
    def opened(self, *, resume: bool, overwrite: bool) -> Iterator[None]:
        """Claim the folder: it is new, or empty but for hidden files, or this run's to continue, or to be replaced."""
        there = run_in(self.out)
        if there is None:
            if self.out.exists() and not self.out.is_dir():
                raise PumaError(f"{self.out} is a file; choose another --out")
            foreign = sorted(path.name for path in self.out.glob("[!.]*"))
            if foreign:
                raise PumaError(f"{self.out} holds other files ({foreign[0]}, …) and no run; choose another --out")
        elif not (resume or overwrite):
            raise PumaError(
                f"{self.out} holds another run ({tell(self.out, there)}); "
                "continue it with --resume or replace it with --overwrite"
            )
        elif not overwrite and (changes := differences(there, identity(self.config))):
            raise PumaError(
                f"{self.out} holds a run with other settings: {'; '.join(changes)}; "
                "resume with its own settings, replace it with --overwrite or choose another --out"
            )
        (self.out / ".run").mkdir(parents=True, exist_ok=True)
        with (self.out / ".run/lock").open("w") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                line = f"another run is writing into {self.out}; wait for it or choose another --out"
                raise PumaError(line) from None
            if overwrite:
                _clear_work(self.out)
            write_json(self.out / RUN, identity(self.config))
            if overwrite:
                _clear_products(self.out)
            for folder in (PARTS, RECORDS):
                (self.out / folder).mkdir(exist_ok=True)
            for draft in (self.out / ".run").rglob("*.tmp"):
                draft.unlink()
            yield

    # The work

    def work(self) -> dict[str, Any]:
        with Crew(self.bench, self.tick, self.note) as crew:
            if (self.out / MANIFEST).exists():
                todo: dict[str, Any] = {"manifest": read_manifest(self.out), "parts": {}}
                self.restore(crew, todo)
            elif (self.out / PLAN).exists():
                todo = json.loads((self.out / PLAN).read_bytes())
                self.restore(crew, todo)
            else:
                todo = self.make(crew)
                write_json(self.out / PLAN, todo)
                for path, part in todo["parts"].items():
                    self.place(part, path)
        self.phase("writing the card")
        manifest: dict[str, Any] = todo["manifest"]
        write_card(self.out, manifest)
        write_json(self.out / MANIFEST, manifest)
        shutil.rmtree(self.out / ".run")
        return manifest

    def make(self, crew: Crew) -> dict[str, Any]:
        """Make every shard that has no sound record, settle duplicates, fill the gaps; returns the plan to finish."""
        size, n = self.config.per_shard, self.config.n
        cuts = [Cut(shard, start, min(start + size, n)) for shard, start in enumerate(range(0, n, size))]
        records = self.records(crew, cuts)
        if not any(record.problems for record in records):
            reasons = Counter[str]()
            for record in records:
                reasons.update(record.rejected)
            worst = "; ".join(f"{reason} ({count})" for reason, count in reasons.most_common(2))
            raise PumaError(f"no problem could be made, all {n} were rejected: {worst}")
        known = _Known()
        records = self.thinned(crew, records, known.losers(records))

        first, last = n, n + _patience(n - known.count)  # the indices that may replace a missing one
        while (missing := n - known.count) and first < last:
            self.progress.done = known.count
            self.phase("replacing")
            stop = min(first + missing + missing // 4 + 16, last)
            cuts = [
                Cut(shard, start, min(start + size, stop))
                for shard, start in enumerate(range(first, stop, size), start=len(records))
            ]
            fresh = self.records(crew, cuts)
            records += self.thinned(crew, fresh, known.losers(fresh, room=missing))
            first = stop
        self.progress.done = known.count
        return plan(self.config, records)

    def records(self, crew: Crew, cuts: list[Cut]) -> list[Record]:
        """The records of the cuts in order: those that are there and sound, and the others made."""
        found: dict[int, Record] = {}
        for cut in cuts:
            if record := Record.load(self.out, cut):
                found[cut.shard] = record
                self.progress.done = min(self.progress.done + record.problems, self.progress.total)
                self.progress.rejected += sum(record.rejected.values())
                self.progress.duplicates += record.duplicates
                self.phase(self.progress.phase)
        for record in crew.do([cut for cut in cuts if cut.shard not in found]):
            found[record.shard] = record
        return [found[cut.shard] for cut in cuts]

    def thinned(self, crew: Crew, records: list[Record], losers: dict[int, Thin]) -> list[Record]:
        jobs: list[Job] = list(losers.values())
        self.progress.duplicates += sum(thin.duplicates for thin in losers.values())
        changed = {record.shard: record for record in crew.do(jobs)}
        return [changed.get(record.shard, record) for record in records]

    def place(self, part: str, path: str) -> None:
        (self.out / path).parent.mkdir(exist_ok=True)
        commit(self.out / part, self.out / path)

    def restore(self, crew: Crew, todo: dict[str, Any]) -> None:
        """Put every file of the manifest in its place: from where it is, or made again if it is lost or damaged."""
        self.phase("checking")
        broken: dict[int, list[dict[str, Any]]] = {}
        shards = {shard["shard"]: shard for shard in todo["manifest"]["shards"]}
        for number, shard in shards.items():
            for file in shard["files"]:
                if checksum(self.out / file["path"]) == file["sha256"]:
                    continue
                part = todo["parts"].get(file["path"])
                if part and checksum(self.out / part) == file["sha256"]:
                    self.place(part, file["path"])
                else:
                    broken.setdefault(number, []).append(file)
            self.progress.done = min(self.progress.done + shard["problems"], self.progress.total)
            self.phase("checking")
        if broken:
            self.note(f"{len(broken)} damaged {'shards were' if len(broken) > 1 else 'shard was'} made again")
        cuts = [Cut(n, shards[n]["start"], shards[n]["stop"], tuple(shards[n]["skip"])) for n in broken]
        for record in crew.do(cuts):
            parts = {part.sha256: record.path(part) for part in record.parts}
            for file in broken[record.shard]:
                if file["sha256"] not in parts:
                    raise PumaError(f"{file['path']} is damaged and was not made the same again; use --overwrite")
                self.place(parts[file["sha256"]], file["path"])


class _Known:
    """The keys that are taken: 16 bytes a problem, sorted, and a small set for the replacements."""

    def __init__(self) -> None:
        self.base: np.ndarray[Any, np.dtype[np.bytes_]] | None = None
        self.later: set[bytes] = set()

    @property
    def count(self) -> int:
        return (0 if self.base is None else len(self.base)) + len(self.later)

    def losers(self, records: list[Record], room: int = 0) -> dict[int, Thin]:
        """By shard, the problems to drop: those whose key a lower index has, and replacements beyond `room`."""
        if self.base is None:
            keys = np.frombuffer(b"".join(record.keys for record in records), dtype=f"S{KEY}")
            self.base, first = np.unique(keys, return_index=True)  # the first of equals, and they are in index order
            keep = np.zeros(len(keys), dtype=bool)
            keep[first] = True
            return self._thin(records, keep.tolist(), beyond=len(keys))
        kept: list[bool] = []
        beyond, full = 0, self.count + room
        for record in records:
            for place in range(record.problems):
                key = record.keys[place * KEY : (place + 1) * KEY]
                wanted = self.count < full
                beyond += wanted
                kept.append(wanted and not self._has(key))
                if kept[-1]:
                    self.later.add(key)
        return self._thin(records, kept, beyond)

    def _has(self, key: bytes) -> bool:
        assert self.base is not None
        place = int(np.searchsorted(self.base, np.bytes_(key)))
        # numpy drops zero bytes at the end of an element
        return key in self.later or (place < len(self.base) and self.base[place].ljust(KEY, b"\0") == key)

    @staticmethod
    def _thin(records: list[Record], keep: list[bool], beyond: int) -> dict[int, Thin]:
        thin, place = {}, 0
        for record in records:
            here = range(place, place + record.problems)
            losers = [index for index, at in zip(record.indices(), here, strict=True) if not keep[at]]
            if losers:
                thin[record.shard] = Thin(record, tuple(losers), sum(at < beyond and not keep[at] for at in here))
            place += record.problems
        return thin


def _patience(missing: int) -> int:
    """How many indices after `n` are tried for the missing problems before a generator counts as exhausted."""
    return 20 * missing + 1000 if missing else 0


def _exhausted(made: int, config: GenerateConfig) -> str:
    return (
        f"only {made} different problems of the {config.n} asked for exist within reach of these settings: "
        "allow more families, depths or composed problems, or lower n"
    )


def _clear_work(out: Path) -> None:
    for name in (PARTS, RECORDS):
        shutil.rmtree(out / name, ignore_errors=True)
    (out / PLAN).unlink(missing_ok=True)


def _clear_products(out: Path) -> None:
    """Remove what runs write and nothing else; the manifest goes last, so that a killed removal is recognised."""
    for config in CONFIGS:
        for path in sorted((out / config).glob("*.parquet")):
            if _OURS.fullmatch(path.name):
                path.unlink()
    for name in (*PRODUCTS, MANIFEST):
        (out / name).unlink(missing_ok=True)
    for name in (*CONFIGS, "assets"):
        with suppress(OSError):  # it is not there, or something else lives there and stays
            (out / name).rmdir()


@contextmanager
def _plain_errors(out: Path) -> Iterator[None]:
    """Turn what the operating system says into a line that says what to do."""
    try:
        yield
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
            raise PumaError(
                f"the disk is full at {out}: finished shards are kept; free some space and continue with --resume"
            ) from error
        what = error.strerror or str(error)
        raise PumaError(f"cannot write {error.filename or out}: {what}; choose another --out or mend it") from error
