"""Stages: where things are, what is kept after a kill, and what is refused."""

from __future__ import annotations

import json
import shutil
import signal
import subprocess
import sys
import time
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import torch
import yaml
from transformers import AutoModelForImageTextToText

from puma_data.errors import PumaError
from puma_train import stages
from puma_train.callbacks import read_metrics
from puma_train.collate import Encoder
from puma_train.config import make_config
from puma_train.rows import read_examples
from tests.puma_train.architectures import ARCHITECTURES
from tests.puma_train.toy import settings, write_toy


@pytest.fixture(scope="module")
def toy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_toy(tmp_path_factory.mktemp("toy"))


@pytest.fixture(scope="module")
def done(toy: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, Any], Path]:
    """A finished run of all three stages: (its settings, its output); read only."""
    output = tmp_path_factory.mktemp("run") / "run"
    config = settings(toy, output, stages=["text", "align", "instruct"])
    stages.run(config)
    return config, output


def weights(folder: Path) -> dict[str, torch.Tensor]:
    return AutoModelForImageTextToText.from_pretrained(folder, dtype="float32").state_dict()


def losses(output: Path, stage: str = "2-align") -> list[tuple[int, float, float]]:
    lines = read_metrics(output / stage / "metrics.jsonl")
    return [(line["step"], line["loss"], line["grad_norm"]) for line in lines if "loss" in line]


def cut_after_two(done: Path, output: Path) -> None:
    """What a kill after the second step leaves: a complete checkpoint, half of another one, and a torn line."""
    shutil.copytree(done, output)
    for late in ("model", "checkpoint-4/optimizer.pt", "checkpoint-4/environment.json", "stage.json"):
        path = output / "2-align" / late
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    shutil.rmtree(output / "3-instruct")
    with (output / "2-align" / "metrics.jsonl").open("a") as file:
        file.write('{"step": 5, "lo')


def test_each_stage_leaves_what_the_next_one_opens(done: tuple[dict[str, Any], Path], toy: Path) -> None:
    _, output = done
    assert sorted(path.name for path in output.iterdir()) == ["1-text", "2-align", "3-instruct"]
    models = [weights(folder) for folder in (toy / "model", *sorted(output.glob("*/model")))]
    moved = [{name for name in old if not torch.equal(old[name], new[name])} for old, new in pairwise(models)]
    assert all("language_model" in name or "lm_head" in name for name in moved[0]), "text trains the decoder"
    assert not any("language_model" in name for name in moved[1]) and len(moved[1]) > 4, "align leaves it"
    assert {name.split(".")[1] for name in moved[2]} >= {"vision_tower", "multi_modal_projector", "language_model"}
    for name in ("1-text", "2-align", "3-instruct"):
        there = {path.name for path in (output / name).iterdir()}
        assert there >= {"checkpoint-2", "checkpoint-4", "metrics.jsonl", "model", "stage.json", "puma.yaml"}
        for checkpoint in ("checkpoint-2", "checkpoint-4"):
            environment = json.loads((output / name / checkpoint / "environment.json").read_text())
            assert environment["packages"]["torch"] == torch.__version__
            saved = yaml.safe_load((output / name / checkpoint / "puma.yaml").read_text())
            assert saved["name"] == name[2:] and saved["training"]["max_steps"] == 4
    assert {"forward_kl", "reverse_kl", "agreement", "gated_share", "cross_entropy"} <= read_metrics(
        output / "2-align" / "metrics.jsonl"
    )[0].keys()
    assert "forward_kl" not in read_metrics(output / "1-text" / "metrics.jsonl")[0]


def test_four_steps_are_two_and_a_kill_and_two(done: tuple[dict[str, Any], Path], tmp_path: Path) -> None:
    config, whole = done
    output = tmp_path / "cut"
    cut_after_two(whole, output)
    for file in output.rglob("puma.yaml"):  # the copy lies elsewhere, as after moving a run
        file.write_text(file.read_text().replace(str(whole), str(output)))
    said: list[Any] = []
    summary = stages.run({**config, "output": str(output)}, resume=True, tell=said.append)
    assert [stage.trained for stage in summary.stages] == [False, True, True]
    assert any("goes on from" in str(line) and "checkpoint-2" in str(line) for line in said)
    for stage in ("2-align", "3-instruct"):
        assert losses(whole, stage) == [pytest.approx(line, rel=1e-6) for line in losses(output, stage)]
    one, other = (weights(folder / "3-instruct" / "model") for folder in (whole, output))
    assert all(torch.allclose(one[name], other[name], atol=1e-6) for name in one)


@pytest.mark.slow
@pytest.mark.parametrize("architecture", ["idefics3"])
def test_another_architecture_resumes_too(tmp_path: Path, architecture: str) -> None:
    toy, whole, output = write_toy(tmp_path / "toy", 8, architecture), tmp_path / "whole", tmp_path / "cut"
    stages.run(settings(toy, whole))
    cut_after_two_align(whole, output)
    stages.run(settings(toy, output), resume=True)
    assert losses(whole) == [pytest.approx(line, rel=1e-6) for line in losses(output)]


def cut_after_two_align(done: Path, output: Path) -> None:
    shutil.copytree(done, output)
    for late in ("model", "checkpoint-4"):
        shutil.rmtree(output / "2-align" / late)
    (output / "2-align" / "stage.json").unlink()


def test_a_finished_run_is_kept_refused_or_replaced(done: tuple[dict[str, Any], Path], tmp_path: Path) -> None:
    config, whole = done
    before = (whole / "1-text" / "stage.json").read_bytes()
    with pytest.raises(
        PumaError, match=r"1-text has a finished stage; --resume goes on .*, --overwrite starts it again"
    ):
        stages.run(config)
    assert not any(stage.trained for stage in stages.run(config, resume=True).stages)
    assert (whole / "1-text" / "stage.json").read_bytes() == before
    with pytest.raises(PumaError, match="exclude each other"):
        stages.run(config, resume=True, overwrite=True)


def test_other_settings_are_named_and_nothing_is_lost(done: tuple[dict[str, Any], Path]) -> None:
    config, whole = done
    files = sorted(whole.rglob("*"))
    changed = {**config, "loss": {"alpha": 0.1}}
    with pytest.raises(PumaError, match=r"made with other settings \(loss.alpha: 0.5 -> 0.1\); restore them"):
        stages.run(changed, resume=True)
    with pytest.raises(PumaError, match="model /nowhere does not exist"):
        stages.run({**config, "model": "/nowhere"}, overwrite=True)
    with pytest.raises(PumaError, match="unknown key 'training.max_stesp'; did you mean 'max_steps'"):
        stages.run({**config, "training": {"max_stesp": 1}}, overwrite=True)
    assert sorted(whole.rglob("*")) == files


def test_a_checkpoint_of_another_architecture_is_refused(
    done: tuple[dict[str, Any], Path], tmp_path: Path, texts: list[str]
) -> None:
    config, whole = done
    output = tmp_path / "cut"
    cut_after_two_align(whole, output)
    other, _ = ARCHITECTURES["idefics3"](texts)
    other.save_pretrained(output / "2-align" / "checkpoint-2")
    for file in output.rglob("puma.yaml"):
        file.write_text(file.read_text().replace(str(whole), str(output)))
    with pytest.raises(
        PumaError, match="checkpoint-2 is not a checkpoint of this model: it is one of idefics3, and the model is llava"
    ) as raised:
        stages.run({**config, "output": str(output)}, only="align", resume=True)
    assert "\n" not in str(raised.value)


def test_a_stage_alone_starts_from_the_model(toy: Path, tmp_path: Path) -> None:
    summary = stages.run(settings(toy, tmp_path, stages=["instruct"], training={"max_steps": 1, "save_strategy": "no"}))
    saved = yaml.safe_load((tmp_path / "3-instruct" / "puma.yaml").read_text())
    assert saved["model"] == str(toy / "model") and summary.model == str(tmp_path / "3-instruct" / "model")


def test_a_stage_without_its_predecessor_is_refused(toy: Path, tmp_path: Path) -> None:
    config = settings(toy, tmp_path, stages=["text", "align"])
    with pytest.raises(PumaError, match="stage align starts from stage text, whose .* run puma-train text first"):
        stages.run(config, only="align")
    with pytest.raises(PumaError, match="stage instruct is not in stages"):
        stages.run(config, only="instruct")


@pytest.mark.parametrize(
    ("training", "said"),
    [
        ({"learning_rate": 1e-4}, "training.learning_rate is set by `learning_rates`"),
        ({"remove_unused_columns": True}, "training.remove_unused_columns: True cannot be had: the model's forward"),
        ({"eval_strategy": "steps"}, "puma-train eval measures"),
        ({"lr_scheduler_type": "cosin"}, "text: training: "),
        ({"output_dir": "x"}, "set by `output`"),
    ],
)
def test_arguments_that_contradict_are_named(toy: Path, tmp_path: Path, training: dict[str, Any], said: str) -> None:
    with pytest.raises(PumaError) as raised:
        stages.run(settings(toy, tmp_path, stages=["text", "align"], training=training))
    assert said in str(raised.value) and "\n" not in str(raised.value)


def test_rows_that_are_too_long_are_counted(toy: Path, tmp_path: Path) -> None:
    _, processor = stages.open_model(str(toy / "model"), "float32")
    rows = read_examples(toy / "pairs.jsonl", views=("text_only",))
    encoder = Encoder(processor)
    lengths = [encoder([row.view], [row.target])[1].shape[1] for row in rows]
    longest = sorted(lengths)[len(lengths) // 2]
    data = {"source": str(toy / "pairs.jsonl"), "max_tokens": longest}
    training = {"max_steps": 1, "save_strategy": False}  # an unquoted `no`
    said: list[Any] = []
    config = settings(toy, tmp_path, stages=["text"], data=data, training=training)
    summary = stages.run(config, tell=said.append).stages[0]
    assert summary.rows == sum(length <= longest for length in lengths) < len(rows)
    assert summary.dropped == len(rows) - summary.rows
    assert f"{summary.dropped} left out as too long" in said[0]


@pytest.mark.parametrize("workers", [0, 1])
def test_a_bad_row_found_on_the_way_is_named(toy: Path, tmp_path: Path, workers: int) -> None:
    lines = [json.loads(line) for line in (toy / "pairs.jsonl").read_text().splitlines()]
    bad = toy / f"bad{workers}.jsonl"
    bad.write_text(
        "".join(json.dumps({**row, "output_2": "0.5" if at else row["output"]}) + "\n" for at, row in enumerate(lines))
    )
    training = {"dataloader_num_workers": workers}
    with pytest.raises(PumaError, match=r"^bad\d.jsonl row \d+: its views disagree on the answer") as raised:
        stages.run({**settings(toy, tmp_path, training=training), "data": str(bad)})
    assert "\n" not in str(raised.value)
    prefix = {"source": str(bad), "unequal_answers": "prefix"}
    stages.run({**settings(toy, tmp_path, training=training), "data": prefix}, overwrite=True)
    shares = [line["gated_share"] for line in read_metrics(tmp_path / "2-align" / "metrics.jsonl") if "loss" in line]
    assert all(0 < share <= 1 for share in shares), "what differs is not aligned, and counted"


def test_a_model_without_eyes_or_template_is_one_line(toy: Path, tmp_path: Path, texts: list[str]) -> None:
    model, processor = ARCHITECTURES["llava"](texts)
    blind = tmp_path / "blind"
    blind.mkdir()
    (blind / "config.json").write_text(json.dumps(model.config.text_config.to_dict()))
    with pytest.raises(PumaError, match=r"blind \(qwen2\) has no vision tower; give an image-text-to-text model"):
        stages.run({**settings(toy, tmp_path / "a"), "model": str(blind)})
    processor.chat_template = None
    model.save_pretrained(tmp_path / "mute"), processor.save_pretrained(tmp_path / "mute")
    with pytest.raises(PumaError, match="no chat template"):
        stages.run({**settings(toy, tmp_path / "b"), "model": str(tmp_path / "mute")})
    shutil.rmtree(tmp_path / "mute")
    model.save_pretrained(tmp_path / "mute")
    with pytest.raises(PumaError, match="mute cannot be opened"):
        stages.run({**settings(toy, tmp_path / "c"), "model": str(tmp_path / "mute")})


def test_lora_leaves_a_whole_model(toy: Path, tmp_path: Path) -> None:
    rates = {"projector": 1e-3, "language_model": 1e-2}
    training = {"max_steps": 2, "save_strategy": "no", "warmup_steps": 0}
    stages.run(settings(toy, tmp_path, lora={"r": 2}, align={"learning_rates": rates}, training=training))
    old, new = weights(toy / "model"), weights(tmp_path / "2-align" / "model")
    moved = {name for name in old if not torch.equal(old[name], new[name])}
    assert old.keys() == new.keys()
    assert any("self_attn" in name and "language_model" in name for name in moved), "adapters are merged"
    assert any("projector" in name for name in moved) and not any("embed_tokens" in name for name in moved)


def test_a_dataset_folder_trains(dataset: Path, toy: Path, tmp_path: Path, tiny: tuple[Any, Any]) -> None:
    for part in tiny:
        part.save_pretrained(tmp_path / "model")
    config = {**settings(toy, tmp_path / "run"), "model": str(tmp_path / "model"), "data": {"source": str(dataset)}}
    config |= {"stages": ["text", "align"], "training": {**config["training"], "max_steps": 1}}
    summary = stages.run(make_config(config, ["training.save_strategy=no", "training.per_device_train_batch_size=2"]))
    assert [stage.steps for stage in summary.stages] == [1, 1]


@pytest.mark.slow
def test_kill_dash_nine_at_any_time(toy: Path, tmp_path: Path) -> None:
    """Killed again and again, at whatever moment, a run that is resumed ends with the losses of one left in peace."""
    training = {"max_steps": 12, "save_steps": 1}
    whole, output = tmp_path / "whole", tmp_path / "killed"
    stages.run(settings(toy, whole, training=training))
    file = tmp_path / "run.yaml"
    file.write_text(yaml.safe_dump(settings(toy, output, training=training)))
    command = [sys.executable, "-m", "puma_train.cli", "align", str(file), "--resume", "--quiet"]
    kills = 0
    for delay in (0.05, 0.4, 0.9, 0.3):
        process = subprocess.Popen(command)
        seen = len(list(output.glob("2-align/checkpoint-*/environment.json")))
        while process.poll() is None and len(list(output.glob("2-align/checkpoint-*/environment.json"))) <= seen:
            time.sleep(0.01)
        time.sleep(delay)
        if process.poll() is None:
            process.send_signal(signal.SIGKILL)
            kills += 1
        process.wait()
    assert kills >= 2
    assert subprocess.run(command).returncode == 0
    assert losses(whole) == [pytest.approx(line, rel=1e-5) for line in losses(output)]
    one, other = (weights(folder / "2-align" / "model") for folder in (whole, output))
    assert all(torch.allclose(one[name], other[name], atol=1e-6) for name in one)
