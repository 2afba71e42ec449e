"""`import puma_train` is free, and what it names is there."""

from __future__ import annotations

import subprocess
import sys

import puma_train

FREE = "import sys, puma_train, puma_train.cli; assert not {'torch', 'transformers', 'datasets'} & sys.modules.keys()"


def test_importing_the_package_or_its_command_loads_no_torch() -> None:
    subprocess.run([sys.executable, "-c", FREE], check=True)


def test_every_name_is_a_function_or_class_however_often_it_is_asked_for() -> None:
    for _ in range(2):  # a module of the same name would take its place the second time
        assert all(callable(getattr(puma_train, name)) for name in puma_train.__all__)
