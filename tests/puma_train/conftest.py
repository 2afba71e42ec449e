"""What the tests of the trainer share: one small dataset, and miniature models that are built once."""

from __future__ import annotations

import os

os.environ |= {"OMP_NUM_THREADS": "1", "HF_HUB_OFFLINE": "1", "TOKENIZERS_PARALLELISM": "false"}  # read at import

import torch

if not torch.cuda.is_available():
    os.environ["TRITON_INTERPRET"] = "1"  # the kernels run in Triton's interpreter; read when anything imports triton

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import datasets
import pytest

import puma_data
from puma_train.rows import Rows, read_examples, read_pairs
from tests.puma_train.architectures import ARCHITECTURES

torch.set_num_threads(1)  # more threads than cores make a small model many times slower
datasets.disable_progress_bars()


@pytest.fixture(scope="session", autouse=True)
def datasets_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Tables that `datasets` converts stay in the folder of this session, also those of subprocesses."""
    with pytest.MonkeyPatch.context() as patch:
        cache = tmp_path_factory.mktemp("datasets")
        patch.setenv("HF_DATASETS_CACHE", str(cache))
        patch.setattr(datasets.config, "HF_DATASETS_CACHE", cache)
        yield


@pytest.fixture(scope="session")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A dataset folder of twelve problems; read only."""
    out = tmp_path_factory.mktemp("data") / "geometry"
    puma_data.generate("geometry", n=12, out=out, seed=3, workers=1, image_size=224)
    return out


@pytest.fixture(scope="session")
def examples(dataset: Path) -> Rows[Any]:
    return read_examples(dataset)


@pytest.fixture(scope="session")
def pairs(dataset: Path) -> Rows[Any]:
    return read_pairs(dataset)


@pytest.fixture(scope="session")
def texts(examples: Rows[Any]) -> list[str]:
    """What the tokenizers of the miniatures are trained on."""
    return [f"{example.view.question}\n{example.target}" for example in examples]


@pytest.fixture(scope="session", params=sorted(ARCHITECTURES))
def built(request: pytest.FixtureRequest, texts: list[str]) -> tuple[Any, Any]:
    """(model, processor) of each architecture in turn, in evaluation mode; read only, build another to change one."""
    model, processor = ARCHITECTURES[request.param](texts)
    return model.eval(), processor


@pytest.fixture(scope="session")
def tiny(texts: list[str]) -> tuple[Any, Any]:
    """(model, processor) of the tiny LLaVA, in evaluation mode; read only."""
    model, processor = ARCHITECTURES["llava"](texts)
    return model.eval(), processor
