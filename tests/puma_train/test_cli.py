"""The command: what it prints, its exit codes, and that a mistake is one line."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from puma_train import cli
from tests.puma_train.toy import settings, write_toy


@pytest.fixture(scope="module")
def toy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_toy(tmp_path_factory.mktemp("toy"))


class Command:
    """Runs `puma-train` in this process."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        self.monkeypatch, self.capsys = monkeypatch, capsys

    def __call__(self, *arguments: Any) -> tuple[int, str, str]:
        self.monkeypatch.setattr(sys, "argv", ["puma-train", *map(str, arguments)])
        self.capsys.readouterr()
        with pytest.raises(SystemExit) as raised:
            cli.main()
        out, err = self.capsys.readouterr()
        return int(raised.value.code or 0), out, err


@pytest.fixture
def puma_train(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Command:
    return Command(monkeypatch, capsys)


def config(folder: Path, toy: Path, **changes: Any) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / "run.yaml"
    file.write_text(yaml.safe_dump(settings(toy, folder / "out", **changes)))
    return file


HELP = """
import sys
from puma_train import cli
sys.argv = ["puma-train", "run", "--help"]
try:
    cli.main()
except SystemExit:
    print([name for name in ("torch", "transformers", "datasets", "peft") if name in sys.modules])
"""


def test_help_needs_no_torch() -> None:
    run = subprocess.run([sys.executable, "-c", HELP], capture_output=True, text=True, check=True)
    assert "KEY=VALUE" in run.stdout and "Example: puma-train run" in run.stdout
    assert run.stdout.strip().endswith("[]")


def test_a_run_says_where_things_are_and_what_to_do_next(toy: Path, tmp_path: Path, puma_train: Command) -> None:
    file = config(tmp_path, toy, training={"max_steps": 2, "save_strategy": "no"})
    code, out, err = puma_train("run", file, "align.loss.alpha=0.3")
    assert code == 0
    model = tmp_path / "out" / "2-align" / "model"
    assert f"{model} is ready: puma-train eval {model} {toy / 'pairs.jsonl'}" in out
    assert "vision_tower" in err and "align: 24 rows" in err and "align: step 2 of 2" in err
    assert yaml.safe_load((tmp_path / "out" / "2-align" / "puma.yaml").read_text())["loss"]["alpha"] == 0.3
    code, out, err = puma_train("run", file, "align.loss.alpha=0.3", "--resume")
    assert code == 0 and "kept" in out


def test_json_is_all_that_is_printed_and_quiet_prints_nothing(toy: Path, tmp_path: Path, puma_train: Command) -> None:
    file = config(tmp_path, toy, training={"max_steps": 1, "save_strategy": "no"})
    code, out, err = puma_train("align", file, "--json")
    summary = json.loads(out)
    assert (code, err) == (0, "")
    assert summary["model"] == str(tmp_path / "out" / "2-align" / "model")
    assert summary["stages"][0]["steps"] == 1 and summary["stages"][0]["rows"] == 24
    assert puma_train("align", file, "--overwrite", "--quiet") == (0, "", "")


def test_mistakes_are_one_line_and_two(toy: Path, tmp_path: Path, puma_train: Command) -> None:
    file = config(tmp_path, toy)
    texts = tmp_path / "texts.jsonl"
    texts.write_text('{"image_url": "", "instruction": "What?", "output": "1"}\n')
    lost = tmp_path / "lost.jsonl"
    row = {
        "image_url": "",
        "instruction": "q",
        "output": "1",
        "image_url_2": "no.png",
        "instruction_2": "q",
        "output_2": "1",
    }
    lost.write_text(json.dumps(row))
    apart = tmp_path / "apart.jsonl"
    apart.write_text(json.dumps({**row, "image_url_2": "", "output_2": "2"}))
    for arguments, said in [
        (("run", tmp_path / "no.yaml"), "cannot read the config"),
        (("run", file, "aling.loss={}"), "did you mean 'align'?"),
        (("run", file, "training.max_stesp=1"), "did you mean 'max_steps'?"),
        (("text", file), "stage text is not in stages (align)"),
        (("run", file, "stages=[text,align]", "--resume", "--overwrite"), "exclude each other"),
        (("align", file, "stages=[text,align]"), "stage align starts from stage text"),
        (("run", file, f"data={tmp_path / 'nothing'}"), "does not exist; make a dataset with puma-gen"),
        (("run", file, f"data={texts}"), "lacks image_url_2"),
        (("run", file, f"data={lost}"), "no.png is no file"),
        (("run", file, f"data={apart}"), "disagree on the answer"),
        (("run", file, f"data={toy}"), "is no dataset"),
        (("run", file, "model=/nowhere"), "model /nowhere does not exist"),
        (("run", file, "data.max_tokens=3"), "longer than max_tokens 3"),
        (("eval", "/nowhere", toy), "/nowhere"),
        (("trian", file), "No such command"),
        (("run",), "CONFIG"),
    ]:  # fmt: skip
        code, _, err = puma_train(*arguments)
        lines = [line for line in err.splitlines() if line.startswith("error:")]
        assert (code, len(lines)) == (2, 1), (arguments, err)
        assert said in lines[0] and "Traceback" not in err, (arguments, err)
        assert err.splitlines()[-1] == lines[0], "the error comes last, on one line"


def test_an_interrupt_tells_how_to_go_on(
    toy: Path, tmp_path: Path, puma_train: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*args: Any, **options: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("puma_train.stages.train_stage", interrupted)
    file = config(tmp_path, toy)
    code, _, err = puma_train("align", file, "loss.alpha=0.3", "--overwrite")
    assert code == 130
    assert f"Continue with: puma-train align {file} loss.alpha=0.3 --resume" in err


def test_eval_and_demo_call_their_functions(
    tmp_path: Path, toy: Path, puma_train: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    called: dict[str, Any] = {}

    class Report:
        def to_dict(self) -> dict[str, Any]:
            return {"gap": 0.5}

    def evaluate(*args: Any, **options: Any) -> Report:
        called.update(options, source=args[2])
        return Report()

    monkeypatch.setattr("puma_train.evaluation.evaluate", evaluate)
    code, out, _ = puma_train("eval", toy / "model", toy, "--views", "text_only,vision_only", "--limit", 3,
                              "--out", tmp_path, "--batch-size", 2, "--max-new-tokens", 5, "--json")  # fmt: skip
    assert code == 0 and json.loads(out) == {"gap": 0.5}
    assert called["views"] == ["text_only", "vision_only"] and called["limit"] == 3 and called["source"] == toy
    assert (called["batch_size"], called["max_new_tokens"], called["out"]) == (2, 5, tmp_path)
    monkeypatch.setattr("puma_train.demo.run", lambda out, **options: called.update(out=out, **options))
    assert puma_train("demo", "--out", tmp_path / "demo", "--quick", "--mix", "solid=1")[0] == 0
    assert called["out"] == tmp_path / "demo" and called["quick"] is True and called["mix"] == "solid=1"
