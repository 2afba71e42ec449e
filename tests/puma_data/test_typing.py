"""The public API as the type checker of a user's project sees it."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
RIGHT = """
import puma_data
from puma_data import Made, PumaError, Summary

summary: Summary = puma_data.generate("geometry", n=3, out="data", seed=7, workers=1)
rate: float = summary.rate
rows: int = summary.splits["train"]["rows"]
kept: list[Made] = list(puma_data.problems(n=2))
text: str = kept[0].rows[0]["statement"]
error: ValueError = PumaError("one line")
puma_data.load("data", "pairs", split="train")
"""
WRONG = """
import puma_data

puma_data.generate("geometry", n="3")
puma_data.generat(n=3)
puma_data.problems(n=2)[0]
"""


@pytest.mark.slow
def test_a_strict_type_checker_accepts_right_use_and_finds_each_mistake(tmp_path: Path) -> None:
    for name, source in (("right.py", RIGHT), ("wrong.py", WRONG)):
        (tmp_path / name).write_text(source)
    command = [sys.executable, "-m", "mypy", "--strict", "--follow-imports=silent", "--config-file=",
               str(tmp_path / "right.py"), str(tmp_path / "wrong.py")]  # fmt: skip
    told = subprocess.run(command, capture_output=True, text=True, cwd=ROOT).stdout
    lines = [line for line in told.splitlines() if ": error:" in line]
    assert [line.split(":")[1] for line in lines if "wrong.py" in line] == ["4", "5", "6"], told
    assert not [line for line in lines if "right.py" in line], told
    assert (ROOT / "puma_data/py.typed").exists()
