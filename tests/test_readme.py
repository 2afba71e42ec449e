"""The README is true: what it shows is run as a newcomer would, in an empty folder, with fewer problems."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(bash|python|yaml)\n(.*?)^```$", README, re.DOTALL | re.MULTILINE)


def fewer(text: str) -> str:
    """The same with three dozen problems, two steps and short answers, for a model that is there."""
    text = re.sub(r"(--n |\bn=|^n: )\d{2,}", r"\g<1>36", text, flags=re.MULTILINE)
    text = text.replace("Qwen/Qwen2.5-VL-3B-Instruct", "tiny").replace("bf16: true, ", "")
    text = text.replace("num_train_epochs: 1", "max_steps: 2, save_steps: 1").replace("steps: 8", "steps: 1")
    return re.sub(r"^(puma-train eval .*)$", r"\1 --max-new-tokens 8", text, flags=re.MULTILINE)


@pytest.mark.slow
def test_everything_in_the_readme_runs_in_its_order(tmp_path: Path) -> None:
    from puma_train.tiny import tiny_llava  # not above: torch takes seconds, and most of this file does without

    model, processor = tiny_llava([README])
    model.save_pretrained(tmp_path / "tiny")
    processor.save_pretrained(tmp_path / "tiny")
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "HF_DATASETS_CACHE": str(tmp_path / "cache"),
        "OMP_NUM_THREADS": "1",
        "COLUMNS": "100",
    }
    modules = {"puma-gen": "puma_data.cli", "puma-train": "puma_train.cli"}
    for language, text in BLOCKS:
        if language == "yaml":
            name = re.match(r"# (\w+\.yaml)\n", text)
            assert name
            (tmp_path / name[1]).write_text(fewer(text), encoding="utf-8")
            continue
        if language == "python":
            commands = [[sys.executable, "-c", fewer(text)]]
        else:
            lines = [shlex.split(line, comments=True) for line in fewer(text).splitlines()]
            commands = [[sys.executable, "-m", modules[line[0]], *line[1:]] for line in lines]
        for command in commands:
            done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=300)
            assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    for made in ("geometry/gallery.html", "geometry/contact_sheet.png", "two_families", "deep", "configured", "small",
                 "run/3-instruct/model", "eval/report.json", "eval/gap.png"):  # fmt: skip
        assert (tmp_path / "outputs" / made).exists()


def test_the_two_commands_are_targets_that_do_what_is_said() -> None:
    block = re.search(r"^```sh\n(.*?)^```$", README, re.DOTALL | re.MULTILINE)
    assert block
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for line in block[1].splitlines():
        target = line.split("#")[0].split()[1]
        assert re.search(rf"^{target}:", makefile, re.MULTILINE)
    said = re.search(r"dataset of (\d+) problems in (\S+),", block[1])
    assert said
    assert f"N ?= {said[1]}\n" in makefile and f"OUT ?= {said[2]}\n" in makefile


@pytest.mark.parametrize(
    "page", [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))], ids=lambda page: page.name
)
def test_links_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)\s]+)\)", page.read_text(encoding="utf-8")):
        if target.startswith("http"):
            continue
        file, _, anchor = target.partition("#")
        there = page.parent / file if file else page
        assert there.exists(), target
        if anchor:
            titles = re.findall(r"^#+ (.*)$", there.read_text(encoding="utf-8"), re.MULTILINE)
            assert anchor in {re.sub(r"[^\w\- ]", "", title).strip().lower().replace(" ", "-") for title in titles}


def test_pictures_are_small() -> None:
    assert sum(picture.stat().st_size for picture in (ROOT / "docs/images").glob("*.png")) < 300_000


def test_the_package_shows_the_readme() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["readme"] == "README.md"
