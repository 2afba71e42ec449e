"""The manifest: which run a folder holds, what decides its bytes, and where each file of a dataset comes from."""

from __future__ import annotations

import json
import platform
import zlib
from collections import Counter
from collections.abc import Sequence
from importlib import metadata
from pathlib import Path
from typing import Any

import puma_data
from puma_data.dataset.config import GenerateConfig, make_config
from puma_data.dataset.schema import SPLITS
from puma_data.dataset.shards import RECORDS, Record
from puma_data.errors import PumaError
from puma_data.registry import GROUP as PLUGINS

GENERATOR, FORMAT = "math-puma", 1
MANIFEST = "manifest.json"
RUN = ".run/run.json"  # the identity of a run that is not finished


def versions() -> dict[str, str | None]:
    """What besides the settings decides the bytes: this package, its plug-ins, and libraries. `isal` is a faster PNG
    compressor with output of its own.
    """
    found: dict[str, str | None] = {GENERATOR: puma_data.__version__, "python": platform.python_version()}
    for name in ("matplotlib", "numpy", "pillow", "pyarrow", "sympy", "shapely", "uharfbuzz", "isal"):
        try:
            found[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            found[name] = None
    for plugin in sorted({entry.dist.name for entry in metadata.entry_points(group=PLUGINS) if entry.dist}):
        found.setdefault(plugin, metadata.version(plugin))
    return found | {"zlib": zlib.ZLIB_RUNTIME_VERSION}


def identity(config: GenerateConfig) -> dict[str, Any]:
    return {
        "generator": GENERATOR,
        "format": FORMAT,
        "config": config.content(),
        "config_hash": config.digest(),
        "versions": versions(),
    }


def run_in(out: Path) -> dict[str, Any] | None:
    """The identity of the run that a folder holds, finished or not; None if it holds none of ours."""
    for name in (MANIFEST, RUN):
        try:
            there = json.loads((out / name).read_bytes())
        except FileNotFoundError:
            continue
        except NotADirectoryError:
            return None
        except ValueError:
            continue
        if isinstance(there, dict) and there.get("generator") == GENERATOR:
            return there
    return None


def tell(out: Path, there: dict[str, Any]) -> str:
    try:
        config = make_config(**there["config"]).describe()
    except PumaError:
        config = "of another version"
    if (out / MANIFEST).exists():
        return f"{config}, finished"
    shards = len(list((out / RECORDS).glob("*.json")))
    return f"{config}, unfinished with {shards} {'shard' if shards == 1 else 'shards'}"


def differences(there: dict[str, Any], here: dict[str, Any]) -> list[str]:
    return [
        f"{name} is {_plain(there.get(group, {}).get(name))} there and {_plain(here[group].get(name))} here"
        for group in ("config", "versions")
        for name in sorted({*there.get(group, {}), *here[group]})
        if there.get(group, {}).get(name) != here[group].get(name)
    ]


def _plain(value: Any) -> str:
    return ",".join(map(str, value)) if isinstance(value, list) else str(value)


def plan(config: GenerateConfig, records: Sequence[Record]) -> dict[str, Any]:
    """The manifest, and from which part each of its files comes."""
    sizes = dict.fromkeys(SPLITS, 0)
    for record in records:
        for part in record.parts:
            if part.config == "problems":
                sizes[part.split] += part.problems
    named = {split: split for split in SPLITS}
    if not sizes["train"]:  # a handful of structures: the largest split is the one to train on
        named[max(SPLITS, key=lambda split: sizes[split])] = "train"

    files = [(record, part) for record in records for part in record.parts]
    totals = Counter((part.config, named[part.split]) for _, part in files)
    splits = {split: {"problems": 0, "rows": 0, "pairs": 0} for split in SPLITS}
    placed: Counter[tuple[str, str]] = Counter()
    listed: dict[int, list[dict[str, Any]]] = {record.shard: [] for record in records}
    parts = {}
    for record, part in files:
        split = named[part.split]
        number, total = placed[part.config, split], totals[part.config, split]
        path = f"{part.config}/{split}-{number:05d}-of-{total:05d}.parquet"
        placed[part.config, split] += 1
        parts[path] = record.path(part)
        listed[record.shard].append({"path": path, "rows": part.rows, "bytes": part.bytes, "sha256": part.sha256})
        if part.config == "problems":
            splits[split]["problems"] += part.problems
        splits[split]["rows" if part.config == "problems" else "pairs"] += part.rows

    rejected: Counter[str] = Counter()
    counts: dict[str, Counter[str]] = {}
    for record in records:
        rejected.update(record.rejected)
        for column, values in record.counts.items():
            counts.setdefault(column, Counter()).update(values)
    manifest = {
        **identity(config),
        "command": config.command(),
        "requested": config.n,
        "problems": sum(record.problems for record in records),
        "splits": {split: sizes for split, sizes in splits.items() if sizes["problems"]},
        "counts": {column: dict(sorted(values.items())) for column, values in counts.items()},
        "rejected": dict(sorted(rejected.items())),
        "duplicates": sum(record.duplicates for record in records),
        "replaced": sum(record.problems for record in records if record.start >= config.n),
        "shards": [
            {
                "shard": record.shard,
                "start": record.start,
                "stop": record.stop,
                "skip": record.skip,
                "problems": record.problems,
                "files": listed[record.shard],
            }
            for record in records
        ],
    }
    return {"manifest": manifest, "parts": parts}


def read_manifest(folder: Path) -> dict[str, Any]:
    """The manifest of a finished dataset; raises `PumaError` where there is none."""
    try:
        manifest = json.loads((folder / MANIFEST).read_bytes())
        if (manifest["generator"], manifest["format"]) != (GENERATOR, FORMAT):
            raise KeyError
    except FileNotFoundError:
        unfinished = (folder / RUN).exists()
        hint = "its run is not finished: continue it with --resume" if unfinished else "make one with puma-gen geometry"
        raise PumaError(f"{folder} holds no finished dataset; {hint}") from None
    except (ValueError, KeyError, TypeError):
        raise PumaError(f"{folder / MANIFEST} is not the manifest of a dataset of math-puma") from None
    return dict(manifest)
