"""`import puma_train` is free, and what it names is there."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

import puma_train

ROOT = Path(__file__).parents[2]
FREE = "import sys, puma_train, puma_train.cli; assert not {'torch', 'transformers', 'datasets'} & sys.modules.keys()"


def test_importing_the_package_or_its_command_loads_no_torch() -> None:
    subprocess.run([sys.executable, "-c", FREE], check=True)


def test_every_name_is_a_function_or_class_however_often_it_is_asked_for() -> None:
    for _ in range(2):  # a module of the same name would take its place the second time
        assert all(callable(getattr(puma_train, name)) for name in puma_train.__all__)


@pytest.mark.parametrize("command", ["run run.yaml", "eval model data", "demo"])
def test_without_torch_the_command_says_what_to_install(command: str, tmp_path: Path) -> None:
    (tmp_path / "run.yaml").write_text("{model: m, data: d, output: o}", encoding="utf-8")
    script = "import sys; sys.modules['torch'] = None; from puma_train.cli import main; main()"
    words = [sys.executable, "-c", script, *command.split()]
    done = subprocess.run(
        words, cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, text=True
    )
    assert done.returncode == 2
    assert done.stderr == "error: puma-train needs torch: pip install 'math-puma[train]'\n"
