"""The demonstration from end to end, in a few steps of each stage."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from rich.console import Console

from puma_data.errors import PumaError
from puma_train import demo


@pytest.mark.slow
def test_the_page_holds_what_was_measured(tmp_path: Path) -> None:
    page = demo.run(tmp_path / "demo", quick=True, console=Console(quiet=True)).read_text(encoding="utf-8")
    assert not re.search(r"(src|href)=\"(?!data:|#)", page)  # self-contained
    assert not re.search(r"\$[a-z]", page)  # every place of the template is filled
    assert page.count("data:image/png;base64,") > 2
    assert page.count("<svg") == 1
    for run in demo.RUNS:
        for stage in ("align", "instruct"):
            assert f"<td>{stage} {run}</td>" in page
    assert "blank picture" in page
    assert "puma-gen geometry --n 80" in page


def test_a_folder_with_other_files_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.tex").touch()
    with pytest.raises(PumaError, match="holds other files; choose another --out"):
        demo.run(tmp_path, quick=True)
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.tex"]
