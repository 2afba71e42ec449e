"""The demonstration from end to end, in a few steps of each stage."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from rich.console import Console

from puma_data.errors import PumaError
from puma_train import demo


@pytest.mark.slow
@pytest.mark.parametrize("mix", ["", "plane=0.5,functions=0.3,solid=0.2"], ids=["plane", "mixed"])
def test_the_page_holds_what_was_measured(tmp_path: Path, mix: str) -> None:
    page = demo.run(tmp_path / "demo", mix=mix, quick=True, console=Console(quiet=True)).read_text(encoding="utf-8")
    assert not re.search(r"(src|href)=\"(?!data:|#)", page)  # self-contained
    assert not re.search(r"\$[a-z]", page)  # every place of the template is filled
    assert page.count("data:image/png;base64,") > 2
    assert page.count("<svg") == 1
    for run in demo.RUNS:
        for stage in ("align", "instruct"):
            assert f"<td>{stage} {run}</td>" in page
    assert "blank picture" in page
    assert f"puma-gen {'all' if mix else 'geometry'} --n 80" in page
    for domain in ("plane geometry", "functions", "solid geometry"):
        assert (f"<th>vision dominant: {domain}</th>" in page) == bool(mix)


def test_a_mix_of_unknown_domains_is_named(tmp_path: Path) -> None:
    with pytest.raises(PumaError, match="unknown domain 'plan' in the mix; did you mean 'plane'"):
        demo.run(tmp_path / "demo", mix="plan=1", quick=True)


def test_a_folder_with_other_files_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.tex").touch()
    with pytest.raises(PumaError, match="holds other files; choose another --out"):
        demo.run(tmp_path, quick=True)
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.tex"]
