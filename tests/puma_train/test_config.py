"""What a user may write, and what is said about what he may not."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from puma_data.errors import PumaError
from puma_train.config import DEFAULTS, FREE, Loss, Stage, make_config, read_config

BASE: dict[str, Any] = {"model": "m", "data": "d", "output": "o"}


def test_each_stage_trains_the_roles_of_the_paper() -> None:
    config = make_config(BASE)
    assert config.stages == ("text", "align", "instruct")
    assert {name: set(config.stage(name).learning_rates) for name in config.stages} == {
        "text": {"language_model"},
        "align": {"vision_tower", "projector"},
        "instruct": {"vision_tower", "projector", "language_model"},
    }
    assert config.stage("align").loss == Loss(alpha=0.5, lambda_kl=0.1, temperature=1.0, standardize=True)


def test_a_stage_overrides_what_it_names_and_keeps_the_rest() -> None:
    config = make_config(
        {**BASE, "loss": {"alpha": 0.3, "temperature": 2}, "training": {"max_steps": 5, "bf16": True},
         "align": {"loss": {"alpha": 0.9}, "training": {"max_steps": 7}, "data": {"weak": ["vision_only"]},
                   "learning_rates": {"projector": 1e-4}}}
    )  # fmt: skip
    align, text = config.stage("align", "before"), config.stage("text")
    assert (align.loss.alpha, align.loss.temperature, text.loss.alpha) == (0.9, 2, 0.3)
    assert align.training == {**DEFAULTS, "max_steps": 7, "bf16": True}
    assert (align.data.source, align.data.weak, text.data.weak) == (Path("d"), ("vision_only",), None)
    assert align.learning_rates == {"projector": 1e-4}, "the roles listed are all that is trained"
    assert (align.model, text.model) == ("before", "m")


def test_a_model_of_its_own_wins_over_the_predecessor() -> None:
    assert make_config({**BASE, "align": {"model": "own"}}).stage("align", "before").model == "own"


def test_overrides_of_the_command_line_win(tmp_path: Path) -> None:
    file = tmp_path / "run.yaml"
    file.write_text(
        "model: m\ndata: d\noutput: o\ntraining: {max_steps: 9}\ntext: {learning_rates: {projector: 3e-5}}\n"
    )
    config = read_config(
        file, ["align.loss.alpha=0.3", "training.max_steps=10", "data.max_tokens=64", "stages=[align]"]
    )
    assert config.stage("align").loss.alpha == 0.3 and config.stage("text").loss.alpha == 0.5
    assert config.stage("text").training["max_steps"] == 10
    assert (config.data.source, config.data.max_tokens, config.stages) == (Path("d"), 64, ("align",))
    assert config.stage("text").learning_rates == {"projector": 3e-5}, "3e-5 is a number"


@pytest.mark.parametrize(
    ("override", "said"),
    [
        ("aling.loss={}", "unknown key 'aling'; did you mean 'align'?"),
        ("loss.alhpa=1", "unknown key 'loss.alhpa'; did you mean 'alpha'?"),
        ("align.loss.alhpa=1", "unknown key 'align.loss.alhpa'; did you mean 'alpha'?"),
        ("align.los={}", "unknown key 'align.los'; did you mean 'loss'?"),
        ("data.sorce=x", "unknown key 'data.sorce'; did you mean 'source'?"),
        ("align.learning_rates.tower=1", "unknown role 'tower'; did you mean 'vision_tower'?"),
        ("roles.projektor=x", "unknown role 'projektor'; did you mean 'projector'?"),
        ("align.learning_rates={}", "align.learning_rates: "),
        ("align.loss.alpha=2", "align.loss.alpha: input should be less than or equal to 1 (given: 2)"),
        ("stages=[align, text]", "not in the order text, align, instruct"),
        ("stages=[]", "stages: "),
        ("reference=lvie", "reference: input should be 'live', 'base', 'ema' or 'cached' (given: 'lvie')"),
        ("model.a=3", "model holds a value, not settings"),
        ("loss", "'loss' is no override; write key=value"),
        ("loss=[", "loss=[ is not valid YAML"),
        ("training=3", "training: "),
    ],
)
def test_what_is_wrong_is_one_line(override: str, said: str) -> None:
    with pytest.raises(PumaError) as raised:
        make_config(BASE, [override])
    assert said in str(raised.value) and "\n" not in str(raised.value)


def test_files_that_are_none(tmp_path: Path) -> None:
    for content, said in ((None, "No such file"), ("- a", "should hold settings"), ("a: [", "not valid YAML")):
        file = tmp_path / "run.yaml"
        if content:
            file.write_text(content)
        with pytest.raises(PumaError, match=said):
            read_config(file)
    with pytest.raises(PumaError, match="model is not given"):
        make_config({"data": "d", "output": "o"})


def test_a_saved_stage_tells_what_was_changed_and_forgives_what_teaches_nothing() -> None:
    stage = make_config({**BASE, "training": {"max_steps": 3}}).stage("align")
    saved = stage.model_dump(mode="json")
    assert stage.differences(saved) == []
    other = make_config({**BASE, "training": {"max_steps": 4, "report_to": "none"}, "loss": {"alpha": 0.1}}).stage(
        "align"
    )
    assert other.differences(saved) == ["loss.alpha: 0.5 -> 0.1", "training.max_steps: 3 -> 4"]
    assert "report_to" in FREE


@given(
    st.fixed_dictionaries(
        {},
        optional={
            "loss": st.fixed_dictionaries({}, optional={"alpha": st.floats(0, 1), "correct_only": st.booleans()}),
            "reference": st.sampled_from(["live", "base", "ema", "cached"]),
            "lora": st.fixed_dictionaries({"r": st.integers(1, 64)}),
            "seed": st.integers(0, 2**31),
        },
    )
)
def test_a_stage_survives_its_own_file(settings: dict[str, Any]) -> None:
    stage = make_config({**BASE, **settings}).stage("align")
    assert Stage.model_validate(stage.model_dump(mode="json")) == stage
