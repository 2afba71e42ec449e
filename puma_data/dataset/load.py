"""Open a generated folder with the `datasets` library."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from puma_data.errors import PumaError, nearest


def load(path: str | Path, config: str = "problems", split: str | None = None) -> Any:
    """The `problems` or `pairs` of a dataset folder: a `DatasetDict`, or a `Dataset` when a split is named.

    Raises `PumaError` if the folder holds no finished dataset or lacks the config or the split.
    """
    from puma_data.dataset.manifest import read_manifest

    splits = read_manifest(Path(path))["splits"]
    configs = [name for name in ("problems", "pairs") if any(counts[name] for counts in splits.values())]
    if config not in configs:
        raise PumaError(f"{path} has no config {config!r}{nearest(config, configs)}")
    if split is not None and split not in splits and not set(split) & set("[+"):  # slices are for `datasets` to read
        raise PumaError(f"{path} has no split {split!r}; it has {', '.join(splits)}")
    import datasets

    return datasets.load_dataset(str(path), config, split=split)
