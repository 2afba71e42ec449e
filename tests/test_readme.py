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
    """The same with a dozen problems."""
    return re.sub(r"(--n |\bn=|^n: )\d{2,}", r"\g<1>12", text, flags=re.MULTILINE)


@pytest.mark.slow
def test_everything_in_the_readme_runs_in_its_order(tmp_path: Path) -> None:
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "HF_DATASETS_CACHE": str(tmp_path / "cache"),
        "COLUMNS": "100",
    }
    for language, text in BLOCKS:
        if language == "yaml":
            (tmp_path / "settings.yaml").write_text(fewer(text), encoding="utf-8")
            continue
        if language == "python":
            commands = [[sys.executable, "-c", fewer(text)]]
        else:
            lines = [shlex.split(fewer(line)) for line in text.splitlines()]
            assert all(line[0] == "puma-gen" for line in lines)
            commands = [[sys.executable, "-m", "puma_data.cli", *line[1:]] for line in lines]
        for command in commands:
            done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=300)
            assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    for made in ("geometry/gallery.html", "geometry/contact_sheet.png", "two_families", "deep", "configured", "small"):
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
