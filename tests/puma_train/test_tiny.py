from __future__ import annotations

from pathlib import Path
from typing import Any

import PIL.Image
import pytest
import torch
from hypothesis import assume, given
from hypothesis import strategies as st
from transformers import AutoModelForImageTextToText, AutoProcessor

from puma_train.collate import Encoder, ExampleCollator
from puma_train.rows import Example, View
from puma_train.tiny import tiny_llava, tiny_tokenizer

TEXTS = ["In triangle $ABC$, $AB = 12$ and $\\angle ABC = 60^\\circ$; find $5 \\sqrt{3}$.", "Answer: $60^\\circ$"] * 20
TOKENIZER = tiny_tokenizer(TEXTS)
SPECIAL = TOKENIZER.all_special_tokens


def small(texts: list[str] = TEXTS, **changes: Any) -> tuple[Any, Any]:
    return tiny_llava(texts, **{"image_size": 32, "width": 32, "layers": 2, "vision_layers": 2} | changes)


def test_saved_folder_opens_with_the_auto_classes_and_computes_the_same(tmp_path: Path) -> None:
    model, processor = small()
    model.eval().save_pretrained(tmp_path)
    processor.save_pretrained(tmp_path)
    again: Any = AutoModelForImageTextToText.from_pretrained(tmp_path)
    reader: Any = AutoProcessor.from_pretrained(tmp_path)  # type: ignore[no-untyped-call]
    views = [View("image", "Find $AB$.", PIL.Image.new("RGB", (50, 40), "red")), View("text_only", "$AB = 12$", None)]
    batch, other = Encoder(processor).prompt_batch(views), Encoder(reader).prompt_batch(views)
    assert batch.keys() == other.keys() and all(torch.equal(batch[name], other[name]) for name in batch)
    assert torch.equal(model(**batch).logits, again.eval()(**other).logits)
    assert again.generation_config.eos_token_id == processor.tokenizer.eos_token_id


def test_equal_arguments_give_equal_weights_and_the_callers_random_numbers_stay() -> None:
    state = torch.get_rng_state()
    (one, _), (same, _), (other, _) = (small(seed=seed) for seed in (1, 1, 2))
    assert torch.equal(torch.get_rng_state(), state)
    weights = [model.get_input_embeddings().weight for model in (one, same, other)]
    assert torch.equal(weights[0], weights[1]) and not torch.equal(weights[0], weights[2])
    assert all(torch.equal(a, b) for a, b in zip(one.state_dict().values(), same.state_dict().values(), strict=True))
    assert tiny_tokenizer(TEXTS).get_vocab() == TOKENIZER.get_vocab()


@given(st.text())
def test_any_text_survives_the_tokenizer(text: str) -> None:
    assume(not any(token in text for token in SPECIAL))
    assert TOKENIZER.decode(TOKENIZER(text, add_special_tokens=False)["input_ids"]) == text


@given(st.integers(0, 10**6), st.sampled_from(["{}", "AB = {}", "$\\sqrt{{{}}}$", "is {} cm", "({})"]))
def test_a_value_has_the_same_tokens_wherever_it_stands(number: int, sentence: str) -> None:
    tokens = TOKENIZER.tokenize(sentence.format(number))
    digits = [token for token in tokens if any(c.isdigit() for c in token)]
    assert digits == list(str(number))


def test_points_and_commands_are_tokens_of_their_own() -> None:
    assert TOKENIZER.tokenize("ABC, $\\angle BCA = 60^\\circ$")[:3] == ["A", "B", "C"]
    assert {"\\angle", "^\\circ", "\\sqrt"} <= {*TOKENIZER.get_vocab()}


@pytest.mark.parametrize(("image_size", "patch_size"), [(96, 16), (64, 8), (48, 16)])
def test_an_image_takes_one_token_a_patch(image_size: int, patch_size: int) -> None:
    model, processor = small(image_size=image_size, patch_size=patch_size)
    batch = Encoder(processor).prompt_batch([View("image", "?", PIL.Image.new("RGB", (70, 30)))])
    assert (batch["input_ids"] == model.config.image_token_id).sum() == (image_size // patch_size) ** 2
    model(**batch)


def test_it_learns_to_read_a_colour() -> None:
    model, processor = small(["red", "blue"] * 2)
    colours = ["red", "blue"]
    rows = [Example(c, View("image", "?", PIL.Image.new("RGB", (32, 32), c)), c) for c in colours]
    batch = ExampleCollator(Encoder(processor))(rows)
    optimizer = torch.optim.AdamW(model.parameters(), lr=3e-3)
    for _ in range(30):
        loss = model(**batch["active"], labels=batch["labels"]).loss
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    prompts = Encoder(processor).prompt_batch([row.view for row in rows])
    told = model.eval().generate(**prompts, max_new_tokens=8, do_sample=False)[:, prompts["input_ids"].shape[1] :]
    assert processor.batch_decode(told, skip_special_tokens=True) == colours
