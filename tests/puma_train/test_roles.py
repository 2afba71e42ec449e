from __future__ import annotations

import io
from typing import Any

import pytest
import torch
from rich.console import Console
from transformers import Qwen2Config, Qwen2ForCausalLM

from puma_data.errors import PumaError
from puma_train.collate import Encoder, ExampleCollator
from puma_train.roles import (
    ROLES,
    Roles,
    add_lora,
    find_roles,
    freeze_unused,
    parameter_groups,
    set_trainable,
)
from puma_train.rows import Rows
from tests.puma_train.architectures import ARCHITECTURES

Built = tuple[Any, Any]
# What each family calls its parts, written down by hand.
PREFIXES = {
    "llava": {
        "vision_tower": ("model.vision_tower.",),
        "projector": ("model.multi_modal_projector.",),
        "language_model": ("model.language_model.", "lm_head."),
    },
    "idefics3": {
        "vision_tower": ("model.vision_model.",),
        "projector": ("model.connector.",),
        "language_model": ("model.text_model.", "lm_head."),
    },
    "qwen3_vl": {
        "projector": ("model.visual.merger.", "model.visual.deepstack_merger_list."),
        "vision_tower": ("model.visual.",),
        "language_model": ("model.language_model.", "lm_head."),
    },
}


@pytest.fixture(params=sorted(ARCHITECTURES))
def fresh(request: pytest.FixtureRequest, texts: list[str]) -> tuple[str, Any, Any]:
    return (request.param, *ARCHITECTURES[request.param](texts))


@pytest.fixture
def llava(texts: list[str]) -> Built:
    return ARCHITECTURES["llava"](texts)


def batch_of(processor: Any, examples: Rows[Any], rows: slice = slice(0, 2)) -> dict[str, Any]:
    """Text and picture, or as `rows` says."""
    return ExampleCollator(Encoder(processor))(examples[rows])


def step(model: Any, batch: dict[str, Any], groups: Any) -> set[str]:
    """Names of the parameters that one step of an optimizer changes."""
    before = {name: parameter.detach().clone() for name, parameter in model.named_parameters()}
    model(**batch["active"], labels=batch["labels"]).loss.backward()
    torch.optim.SGD(groups, lr=1.0).step()
    return {name for name, parameter in model.named_parameters() if not torch.equal(parameter, before[name])}


def test_every_parameter_has_the_role_its_family_gives_it(fresh: tuple[str, Any, Any]) -> None:
    name, model, _ = fresh
    expected: dict[str, str] = {}
    for role, prefixes in PREFIXES[name].items():
        for parameter, _ in model.named_parameters():
            if parameter.startswith(prefixes):
                expected.setdefault(parameter, role)
    roles = find_roles(model)
    assert {name: role for role in ROLES for name in roles.names[role]} == expected
    assert sum(map(len, roles.names.values())) == len(expected) == len(list(model.parameters()))


@pytest.mark.parametrize("trained", [("language_model",), ("vision_tower", "projector"), ROLES])
def test_a_step_changes_the_trained_roles_and_nothing_else(
    fresh: tuple[str, Any, Any], examples: Rows[Any], trained: tuple[str, ...]
) -> None:
    _, model, processor = fresh
    roles, batch, rates = find_roles(model), batch_of(processor, examples), dict.fromkeys(trained, 1.0)
    set_trainable(model, roles, rates)
    unused = freeze_unused(model, roles, batch)
    changed = step(model, batch, parameter_groups(model, roles, rates, 0.1))
    of_roles = {name for role in trained for name in roles.names[role]}
    assert changed <= of_roles - {*unused}
    assert all(changed & {*roles.names[role]} for role in trained)
    assert {name for name, parameter in model.named_parameters() if parameter.requires_grad} == of_roles - {*unused}


def test_what_the_forward_never_uses_is_frozen_and_named(llava: Built, examples: Rows[Any]) -> None:
    model, processor = llava
    model.train()
    roles, batch = find_roles(model), batch_of(processor, examples)
    set_trainable(model, roles, dict.fromkeys(ROLES, 1.0))
    assert freeze_unused(model, roles, batch) == [f"model.vision_tower.post_layernorm.{x}" for x in ("weight", "bias")]
    assert model.training and all(parameter.grad is None for parameter in model.parameters())
    model(**batch["active"], labels=batch["labels"]).loss.backward()  # an independent backward finds no other
    assert all((parameter.grad is not None) == parameter.requires_grad for parameter in model.parameters())


def test_a_tower_that_seems_unused_is_an_error(llava: Built, examples: Rows[Any]) -> None:
    model, processor = llava
    roles = find_roles(model)
    set_trainable(model, roles, {"vision_tower": 1.0})
    with pytest.raises(PumaError, match="role vision_tower is to be trained, but the first batch does not use it"):
        freeze_unused(model, roles, batch_of(processor, examples, slice(0, 1)))


def test_groups_hold_each_trained_parameter_once_with_its_roles_rate(llava: Built) -> None:
    model, _ = llava
    roles, rates = find_roles(model), {"vision_tower": 1e-4, "language_model": 3e-5}
    set_trainable(model, roles, rates)
    groups = parameter_groups(model, roles, rates, 0.1)
    names = {id(parameter): name for name, parameter in model.named_parameters()}
    seen = [names[id(parameter)] for group in groups for parameter in group["params"]]
    assert sorted(seen) == sorted(roles.names["vision_tower"] + roles.names["language_model"])
    for group in groups:
        assert group["lr"] == rates[group["role"]]
        for parameter in group["params"]:
            assert names[id(parameter)] in roles.names[group["role"]]
            assert group["weight_decay"] == (0.1 if parameter.ndim >= 2 else 0.0)


def test_a_model_without_a_vision_tower_is_one_clear_line() -> None:
    config = Qwen2Config(hidden_size=8, intermediate_size=8, num_hidden_layers=1, num_attention_heads=1,
                         num_key_value_heads=1, vocab_size=16)  # fmt: skip
    with pytest.raises(PumaError, match="Qwen2ForCausalLM has no vision tower"):
        find_roles(Qwen2ForCausalLM(config))


def test_a_pattern_names_a_role_itself(llava: Built) -> None:
    model, _ = llava
    found = find_roles(model)
    roles = find_roles(model, {"vision_tower": r"vision_tower\.encoder\.layers\.1\."})
    assert {*roles.names["vision_tower"]} == {n for n in found.names["vision_tower"] if "encoder.layers.1." in n}
    assert roles.names["projector"] == found.names["projector"]
    moved = find_roles(model, {"projector": "multi_modal_projector|post_layernorm"})
    assert {*moved.names["projector"]} - {*found.names["projector"]} == {
        n for n in found.names["vision_tower"] if "post_layernorm" in n
    }


@pytest.mark.parametrize(
    ("patterns", "message"),
    [
        ({"vision_tower": "visual_tower"}, r"roles\.vision_tower: no parameter is named like 'visual_tower'"),
        ({"vision": "x"}, "there is no role 'vision'; did you mean 'vision_tower'"),
        ({"vision_tower": "layernorm", "projector": "post_layernorm"}, "is already vision_tower; let the patterns not"),
        ({"projector": "."}, "has no parameters for vision_tower"),
    ],
)
def test_a_pattern_that_does_not_fit_is_one_clear_line(llava: Built, patterns: dict[str, str], message: str) -> None:
    with pytest.raises(PumaError, match=message):
        find_roles(llava[0], patterns)


def test_a_role_without_parameters_or_name_cannot_be_trained(llava: Built) -> None:
    model, _ = llava
    roles = find_roles(model)
    with pytest.raises(PumaError, match="there is no role 'projecter'; did you mean 'projector'"):
        set_trainable(model, roles, {"projecter": 1.0})
    with pytest.raises(PumaError, match="role projector has nothing to train"):
        set_trainable(model, Roles(model, {"projector": ()}), {"projector": 1.0})


def test_the_table_counts_what_is_there(llava: Built) -> None:
    model, _ = llava
    roles = find_roles(model)
    set_trainable(model, roles, {"projector": 1e-3})
    console = Console(width=100, record=True, file=io.StringIO())
    console.print(roles.table({"projector": 1e-3}))
    lines = {role: line for line in console.export_text().splitlines() for role in ROLES if role in line}
    count = sum(parameter.numel() for parameter in model.model.multi_modal_projector.parameters())
    assert lines["projector"].count(f"{count:,}") == 2 and "0.001" in lines["projector"]
    assert " 0 " in lines["vision_tower"] and " 0 " in lines["language_model"]


@pytest.mark.parametrize("on", [("language_model",), ("vision_tower", "projector")])
def test_adapters_learn_in_the_roles_they_are_on_and_full_weights_in_others(
    fresh: tuple[str, Any, Any], examples: Rows[Any], on: tuple[str, ...]
) -> None:
    _, model, processor = fresh
    batch, rates = batch_of(processor, examples), dict.fromkeys(ROLES, 1.0)
    with torch.no_grad():
        before = model.eval()(**batch["active"]).logits
    adapted = add_lora(model, find_roles(model), r=2, alpha=4, on=on)
    roles = find_roles(adapted)
    with torch.no_grad():
        torch.testing.assert_close(adapted.eval()(**batch["active"]).logits, before)  # adapters begin at zero
    set_trainable(adapted, roles, rates)
    freeze_unused(adapted, roles, batch)
    for name, parameter in adapted.named_parameters():
        if parameter.requires_grad:
            role = next(role for role in ROLES if name in roles.names[role])
            assert (".lora_" in name) == (role in on), name
            assert ".lora_" not in name or not name.startswith("base_model.model.lm_head")  # losses read the plain head
    changed = step(adapted, batch, parameter_groups(adapted, roles, rates, 0.0))
    assert all(changed & {*roles.names[role]} for role in ROLES)
    with adapted.disable_adapter():
        assert torch.isfinite(adapted(**batch["active"]).logits).all()
