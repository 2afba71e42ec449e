"""Looking at a dataset: a contact sheet (PNG) and a self-contained page (HTML), both from the files alone."""

from __future__ import annotations

import base64
import io
import json
import random
import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from html import escape
from importlib import resources, util
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
from PIL import Image, ImageDraw, ImageFont

from puma_data.dataset.mathml import formula, to_html, to_plain
from puma_data.dataset.schema import VIEWS
from puma_data.errors import PumaError, nearest

SHEET, PAGE = "contact_sheet.png", "gallery.html"
FILES = 64  # looked through for a sample: enough for variety, whatever the size of the dataset


@dataclass(frozen=True, slots=True)
class Example:
    """A problem of a dataset: its split and its rows, in the order of the views."""

    split: str
    rows: list[dict[str, Any]]


def sample(
    folder: Path, manifest: dict[str, Any], n: int, seed: int = 0, family: str | None = None, view: str | None = None
) -> list[Example]:
    """`n` problems drawn by a seed, families in turn so that rare ones are seen too; with `view` only that row each.

    Raises `PumaError` if the dataset lacks the family or the view.
    """
    for what, name, known in (
        ("family", family, list(manifest["counts"]["family"])),
        ("view", view, manifest["config"]["views"]),
    ):
        if name is not None and name not in known:
            raise PumaError(f"{folder} has no {what} {name!r}{nearest(name, known)}")
    draw = random.Random(f"sample {seed}")
    files = _files(manifest)
    if family is None:
        files = draw.sample(files, min(FILES, len(files)))
    places: dict[str, list[tuple[str, str]]] = defaultdict(list)  # family: (file, problem)
    for path in files:
        table = pq.read_table(folder / path, columns=["problem_id", "family"])
        same = dict(zip(table["problem_id"].to_pylist(), table["family"].to_pylist(), strict=True))
        for problem, its_family in same.items():
            if family in (None, its_family):
                places[its_family].append((path, problem))
    queues = [draw.sample(places[name], min(n, len(places[name]))) for name in sorted(places)]
    draw.shuffle(queues)
    chosen = [queue[turn] for turn in range(n) for queue in queues if turn < len(queue)][:n]
    wanted: dict[str, set[str]] = defaultdict(set)
    for path, problem in chosen:
        wanted[path].add(problem)
    found: dict[str, Example] = {}
    for path, problems in wanted.items():
        for row in _rows(folder / path, problems):
            if view in (None, row["view"]):
                example = found.setdefault(row["problem_id"], Example(path.split("/")[1].split("-")[0], []))
                example.rows.append(row)
    return [found[problem] for _, problem in chosen]


def _files(manifest: dict[str, Any]) -> list[str]:
    paths = [file["path"] for shard in manifest["shards"] for file in shard["files"]]
    return sorted(path for path in paths if path.startswith("problems/"))


def _rows(path: Path, problems: set[str]) -> list[dict[str, Any]]:
    """Rows of some problems, reading only the row groups that hold them."""
    rows = []
    with pq.ParquetFile(path) as file:
        for group in range(file.num_row_groups):
            names = file.read_row_group(group, columns=["problem_id"])["problem_id"].to_pylist()
            if not problems.isdisjoint(names):
                table = file.read_row_group(group)
                rows += table.take([at for at, name in enumerate(names) if name in problems]).to_pylist()
    return rows


# The contact sheet

TILE, GAP, LINE = 352, 16, 17  # pixels
INK, QUIET, PAPER, DESK, RULE = "#1d1d1f", "#6b6b70", "#ffffff", "#f2f1ee", "#dedcd6"


@cache
def _font(size: int, bold: bool = False) -> ImageFont.FreeTypeFont:
    home = util.find_spec("matplotlib")
    assert home is not None and home.origin is not None
    name = "DejaVuSans-Bold.ttf" if bold else "DejaVuSans.ttf"  # it has the signs of geometry
    return ImageFont.truetype(Path(home.origin).parent / "mpl-data/fonts/ttf" / name, size)


def contact_sheet(tiles: list[tuple[str, dict[str, Any]]], path: Path, columns: int = 4) -> None:
    """Draw rows of `problems` as captioned tiles, each under a heading of its own, whose first line is bold."""
    drawn = [_tile(heading, row) for heading, row in tiles]
    columns = min(columns, len(drawn))
    lines = [drawn[start : start + columns] for start in range(0, len(drawn), columns)]
    heights = [max(tile.height for tile in line) for line in lines]
    width = columns * TILE + (columns + 1) * GAP
    sheet = Image.new("RGB", (width, sum(heights) + GAP * (len(lines) + 1)), DESK)
    draw, top = ImageDraw.Draw(sheet), GAP
    for line, height in zip(lines, heights, strict=True):
        for column, tile in enumerate(line):
            left = GAP + column * (TILE + GAP)
            draw.rectangle((left - 1, top - 1, left + TILE, top + height), fill=PAPER, outline=RULE)
            sheet.paste(tile, (left, top))
        top += height + GAP
    draft = path.with_name(path.name + ".tmp")
    sheet.save(draft, format="PNG", optimize=True)
    draft.replace(path)


def _tile(heading: str, row: dict[str, Any]) -> Image.Image:
    inner = TILE - 24
    title, text, small = _font(13, bold=True), _font(13), _font(12)
    question = re.sub(r"\n(?=\(?[B-H][.)])", " · ", to_plain(row["question"]))  # options side by side
    picture = None
    if row["image"]:
        picture = Image.open(io.BytesIO(row["image"]["bytes"])).convert("RGB")
        picture.thumbnail((inner, inner), Image.Resampling.LANCZOS)
    body = _wrap(question, text, inner, 18 if picture is None else 6)
    answer = _wrap(f"Answer: {to_plain('$' + row['answer'] + '$')}", small, inner, 1)
    head = heading.splitlines()
    top = 16 + (LINE + 2) * len(head)
    height = top + (picture.height + 10 if picture else 0) + LINE * (len(body) + 1) + 22
    tile = Image.new("RGB", (TILE, height), PAPER)
    draw = ImageDraw.Draw(tile)
    for place, line in enumerate(head):
        font, colour = (small, QUIET) if place else (title, INK)
        draw.text((12, 12 + (LINE + 2) * place), _wrap(line, font, inner, 1)[0], colour, font)
    if picture:
        tile.paste(picture, ((TILE - picture.width) // 2, top))
        top += picture.height + 10
    for line in body:
        draw.text((12, top), line, INK, text)
        top += LINE
    draw.text((12, top + 8), answer[0], QUIET, small)
    return tile


def _wrap(text: str, font: ImageFont.FreeTypeFont, width: int, most: int) -> list[str]:
    lines = []
    for paragraph in text.splitlines() or [""]:
        line = ""
        for word in paragraph.split():
            longer = f"{line} {word}".strip()
            if line and font.getlength(longer) > width:
                lines.append(line)
                longer = word
            line = longer
        lines.append(line)
    if len(lines) > most:
        last = lines[most - 1]
        while last and font.getlength(f"{last} …") > width:
            last = last[:-1]
        lines = [*lines[: most - 1], f"{last.rstrip()} …"]
    return lines


def heading(row: dict[str, Any]) -> str:
    return f"{row['family']}\n{row['view']} · level {row['level']}"


def varied(examples: list[Example]) -> list[dict[str, Any]]:
    """One row of each example, the views in turn."""
    return [example.rows[place % len(example.rows)] for place, example in enumerate(examples)]


# The page


def page(title: str, manifest: dict[str, Any], examples: list[Example], path: Path) -> None:
    """Write the gallery: every view of each example with text, picture, solution and facts, and filters over all."""
    rows = [row for example in examples for row in example.rows]
    domains = sorted({row["domain"] for row in rows})
    filters = {
        **({"domain": domains} if len(domains) > 1 else {}),
        "family": sorted({row["family"] for row in rows}),
        "level": sorted({str(row["level"]) for row in rows}),
        "split": [split for split in manifest["splits"] if any(example.split == split for example in examples)],
    }
    views = [view for view in VIEWS if any(row["view"] == view for row in rows)]
    pills = "".join(f"<button data-set='{view}'>{_spaced(view)}</button>" for view in views)
    selects = "".join(
        f"<label>{name}<select data-filter='{name}'><option value=''>all</option>"
        + "".join(f"<option value='{escape(value)}'>{_spaced(value)}</option>" for value in values)
        + "</select></label>"
        for name, values in filters.items()
    )
    template = resources.files("puma_data.dataset").joinpath("gallery.html").read_text(encoding="utf-8")
    filled = {
        "TITLE": escape(title),
        "ABOUT": escape(f"{manifest['problems']:,} problems · {manifest['command']}"),
        "VIEWS": pills,
        "FILTERS": selects,
        "CARDS": "\n".join(_card(example) for example in examples),
    }
    for name, value in filled.items():
        template = template.replace(f"<!--{name}-->", value)
    path.write_text(template, encoding="utf-8")


def _card(example: Example) -> str:
    first = example.rows[0]
    spec = json.loads(first["spec"])
    figures: dict[bytes, list[str]] = defaultdict(list)
    for row in example.rows:
        figures[row["image"]["bytes"] if row["image"] else b""].append(row["view"])
    pictures = "".join(_figure(image, views) for image, views in figures.items())
    tabs = "".join(f"<button data-tab='{row['view']}'>{_spaced(row['view'])}</button>" for row in example.rows)
    questions = "".join(
        f"<div class='question' data-views='{row['view']}'>{to_html(row['question'])}</div>" for row in example.rows
    )
    tags = f"<b>{_spaced(first['family'])}</b><span>level {first['level']}</span><span>depth {first['depth']}</span>"
    answer = escape(first["answer"]) if first["choices"] else f"{formula(first['answer'])}{_unit(first)}"
    return (
        f"<article data-domain='{first['domain']}' "
        f"data-family='{escape(first['family'])}' data-level='{first['level']}' data-split='{example.split}'>"
        f"<header>{tags}<span>{example.split}</span><code>{escape(first['problem_id'])}</code></header>"
        f"<nav>{tabs}</nav><div class='columns'>"
        f"<section class='given'>{pictures}{questions}</section>"
        f"<section class='taken'><h3>Answer</h3><p class='answer'>{answer}</p>"
        f"<h3>Solution</h3><div class='solution'>{to_html(first['solution'])}</div></section>"
        f"<section class='facts'><h3>Facts</h3>{_facts(example, spec)}</section></div></article>"
    )


def _figure(image: bytes, views: list[str]) -> str:
    shown = " ".join(views)
    if not image:
        return f"<figure data-views='{shown}' class='none'>no picture</figure>"
    source = base64.b64encode(image).decode()
    return f"<figure data-views='{shown}'><img loading='lazy' alt='' src='data:image/png;base64,{source}'></figure>"


def _facts(example: Example, spec: dict[str, Any]) -> str:
    """Where each view puts each fact: T in the text, P in the picture."""
    seen = {row["view"]: json.loads(row["spec"])["facts"] for row in example.rows}
    lines = []
    for place, fact in enumerate(spec["facts"]):
        join = " + " if fact["kind"] == "combination" else " "
        told = join.join(map(_flat, fact["args"])) + (f" = {fact['value']}" if fact.get("value") else "")
        badges = ""
        for view, facts in seen.items():
            here = facts[place] if place < len(facts) else {}
            marks = [mark for mark, where in (("text", "text"), ("picture", "picture")) if here.get(where)]
            badges += f"<i data-views='{view}'>{''.join(f'<em class={mark}>{mark}</em>' for mark in marks)}</i>"
        lines.append(
            f"<li class='{escape(fact['class'])}'><span>{escape(_spaced(fact['kind']))}</span>"
            f"<code>{escape(told)}</code>{badges}</li>"
        )
    return f"<ul>{''.join(lines)}</ul>"


def _flat(value: Any) -> str:
    match value:
        case {"kind": kind, "args": args}:  # a quantity
            return {"length": "", "angle": "∠"}.get(kind, f"{kind} ") + _flat(args)
        case [coefficient, {"kind": _} as quantity]:
            return ("" if coefficient == "1" else f"{coefficient}·") + _flat(quantity)
        case list():
            return "".join(map(_flat, value))
    return str(value)


def _spaced(name: str) -> str:
    return escape(name.replace("_", " "))


def _unit(row: dict[str, Any]) -> str:
    unit = row["answer_unit"]
    if not unit or unit == "degree":  # degrees are part of the answer's LaTeX
        return ""
    return f" {escape(unit.replace('^2', '²'))}"
