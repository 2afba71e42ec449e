"""The dataset card: what a reader of the folder, here or on the Hub, sees first."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from puma_data.dataset.gallery import PAGE, SHEET, contact_sheet, heading, sample, varied
from puma_data.dataset.schema import CONFIGS, VIEWS
from puma_data.dataset.shards import write_text

PRODUCTS = ("README.md", "assets/views.png", "assets/examples.png", PAGE, SHEET)  # all that stands beside the data

_VIEWS = {
    "text_only": ("everything", "none"),
    "text_dominant": ("everything", "bare figure"),
    "text_lite": ("implicit facts and numbers", "bare figure"),
    "vision_intensive": ("numbers", "figure with marks"),
    "vision_dominant": ("implicit facts", "figure with marks and numbers"),
    "vision_only": ("a fixed instruction", "the whole question, typeset beside its figure"),
}
_NAMES = {
    "geometry": "Plane geometry",
    "functions": "Functions and the coordinate plane",
    "solid": "Solid geometry",
    "all": "Plane geometry, functions and solids",
}


def write_card(out: Path, manifest: dict[str, Any]) -> None:
    """Draw the pictures of a finished dataset and write its `README.md`."""
    (out / "assets").mkdir(exist_ok=True)
    one = sample(out, manifest, 1)[0]
    contact_sheet([(f"{row['view']}", row) for row in one.rows], out / "assets/views.png", columns=3)
    rows = varied(sample(out, manifest, 8, seed=1))
    contact_sheet([(heading(row), row) for row in rows], out / "assets/examples.png")
    write_text(out / "README.md", _front(manifest) + _body(manifest))


def _front(manifest: dict[str, Any]) -> str:
    configs = []
    for name in _configs(manifest):
        lines = [f"- config_name: {name}", *(["  default: true"] if name == "problems" else []), "  data_files:"]
        for split in manifest["splits"]:
            lines += [f"  - split: {split}", f"    path: {name}/{split}-*.parquet"]
        configs += lines
    title = _NAMES[manifest["config"]["domain"]]
    rows = sum(split["rows"] for split in manifest["splits"].values())
    lines = [
        "---",
        f"pretty_name: {title} in six views",
        "license: apache-2.0",
        f"language:\n- {manifest['config']['lang']}",
        "task_categories:\n- visual-question-answering\n- question-answering\n- image-text-to-text",
        f"size_categories:\n- {_size(rows)}",
        "tags:\n- mathematics\n- geometry\n- multimodal\n- reasoning\n- synthetic\n- verified",
        "configs:",
        *configs,
        "---",
    ]
    return "\n".join(lines) + "\n\n"


def _body(manifest: dict[str, Any]) -> str:
    config, counts = manifest["config"], manifest["counts"]
    rows = sum(split["rows"] for split in manifest["splits"].values())
    pairs = sum(split["pairs"] for split in manifest["splits"].values())
    views = [view for view in VIEWS if view in config["views"]]
    versions = ", ".join(f"{name} {version}" for name, version in manifest["versions"].items() if version)
    rejected = sum(manifest["rejected"].values())
    parts = [
        f"# {_NAMES[config['domain']]} in six views\n",
        f"{manifest['problems']:,} verified problems, {rows:,} rows"
        + (f" and {pairs:,} pairs of views. " if pairs else ". ")
        + "Every figure is to scale, every answer exact, and every problem was recomputed from its coordinates by code "
        "that shares no rule with the code that made it.\n",
        "![One problem in its views](assets/views.png)\n",
        "## Use\n",
        "```python\nimport datasets\n\n"
        + "\n".join(f'{name} = datasets.load_dataset("PATH", "{name}")' for name in _configs(manifest))
        + '\nrow = problems["train"][0]\nrow["image"], row["question"], row["answer"], row["solution"]\n```\n',
        "## Views\n",
        "One problem is told several times; what the text leaves out, the picture carries.\n",
        _table(("view", "text", "picture"), [(f"`{view}`", *_VIEWS[view]) for view in views]),
        "## Splits\n",
        "Problems of one structure (equal up to the names of points and to scale) are always in the same split.\n",
        _table(
            ("split", "problems", "rows of `problems`", "rows of `pairs`"),
            [
                (split, f"{size['problems']:,}", f"{size['rows']:,}", f"{size['pairs']:,}")
                for split, size in manifest["splits"].items()
            ],
        ),
        "## What is in it\n",
        *(
            f"By {name}:\n\n{_shares(label, counts[column], manifest['problems'])}"
            for name, label, column in (
                *((("domain", "domain", "domain"),) if len(counts.get("domain", ())) > 1 else ()),
                ("family", "family", "family"),
                ("level", "level", "level"),
                ("kind of answer", "answer kind", "answer_kind"),
            )
        ),
        "![Examples](assets/examples.png)\n",
        "## Columns\n",
        *(f"`{name}`\n\n{_table(('column', 'type', 'meaning'), _columns(name))}" for name in _configs(manifest)),
        "## How it was made\n",
        f"```\n{manifest['command']}\n```\n",
        f"With {versions}. The same command gives the same bytes for any number of workers. On the way "
        f"{rejected:,} attempts were rejected and {manifest['duplicates']:,} duplicates (up to renaming and "
        f"similarity) were replaced. `manifest.json` has all settings, and the row count and checksum of every file.\n",
    ]
    return "\n".join(parts)


def _configs(manifest: dict[str, Any]) -> list[str]:
    pairs = any(split["pairs"] for split in manifest["splits"].values())
    return ["problems", "pairs"] if pairs else ["problems"]


def _columns(config: str) -> list[tuple[str, str, str]]:
    kinds = {"list": "list[string]", "struct": "Image"}
    return [
        (f"`{name}`", next((told for kind, told in kinds.items() if str(arrow).startswith(kind)), str(arrow)), meaning)
        for name, (arrow, _, meaning) in CONFIGS[config].items()
    ]


def _shares(label: str, counts: dict[str, int], total: int) -> str:
    most = sorted(counts.items(), key=lambda item: (-item[1], item[0]) if label != "level" else (0, item[0]))
    return _table((label, "problems", "share"), [(f"`{n}`", f"{c:,}", f"{c / total:.1%}") for n, c in most])


def _table(head: tuple[str, ...], lines: Sequence[tuple[str, ...]]) -> str:
    return "\n".join(f"| {' | '.join(line)} |" for line in (head, ("---",) * len(head), *lines)) + "\n"


def _size(rows: int) -> str:
    steps = [(1_000, "1K"), (10_000, "10K"), (100_000, "100K"), (1_000_000, "1M"), (10_000_000, "10M")]
    below = "n<1K"
    for (low, name), (_, following) in zip(steps, [*steps[1:], (0, "100M")], strict=True):
        if rows >= low:
            below = f"{name}<n<{following}"
    return below
