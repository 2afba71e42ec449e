from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import PIL.Image
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from tokenizers.processors import TemplateProcessing
from torch import Tensor

from puma_data.errors import PumaError
from puma_train.collate import IGNORE, Encoder, ExampleCollator, PairCollator, answer_rows, fit, moved_values
from puma_train.rows import Example, Pair, Rows, View
from puma_train.tiny import CHAT_TEMPLATE
from tests.puma_train.architectures import llava

Built = tuple[Any, Any]
RED = PIL.Image.new("RGB", (40, 30), "red")


def mixed(examples: Rows[Example]) -> list[Example]:
    """A row of text between rows with pictures of several sizes, and one before them."""
    text = [example for example in examples if example.view.image is None]
    image = [example for example in examples if example.view.image is not None]
    return [text[0], image[0], text[1], image[4], image[9]]


def logits(model: Any, batch: dict[str, Any], side: str = "active", labels: str = "labels") -> Tensor:
    with torch.no_grad():
        found: Tensor = model(**batch[side], logits_to_keep=answer_rows(batch[labels])).logits
    return found


def images_in(processor: Any, batch: dict[str, Any]) -> int:
    """How many images the pixels of a batch are, by each family's own way of packing them."""
    if "image_grid_thw" in batch:  # Qwen: patches of all images in one matrix
        assert batch["pixel_values"].shape[0] == batch["image_grid_thw"].prod(1).sum()
        return len(batch["image_grid_thw"])
    if "pixel_attention_mask" in batch:  # Idefics3: [B, tiles, ...], all zeros where a row has none
        return int(batch["pixel_attention_mask"].flatten(1).any(1).sum())
    return len(batch["pixel_values"])


# Sequences


def test_a_sequence_is_the_prompt_of_generation_and_then_the_answer(built: Built, examples: Rows[Example]) -> None:
    _, processor = built
    encoder, rows = Encoder(processor), mixed(examples)
    batch = ExampleCollator(encoder)(rows)
    prompts = encoder.prompt_batch([row.view for row in rows])
    for n, row in enumerate(rows):
        ids, labels = batch["active"]["input_ids"][n], batch["labels"][n]
        prompt = prompts["input_ids"][n][prompts["attention_mask"][n].bool()]
        answer = processor.tokenizer(row.target, add_special_tokens=False)["input_ids"]
        end = processor.tokenizer.eos_token_id
        length = len(prompt) + len(answer) + 1
        assert ids[:length].tolist() == [*prompt.tolist(), *answer, end]
        assert labels.tolist() == [IGNORE] * len(prompt) + [*answer, end] + [IGNORE] * (len(ids) - length)
        assert batch["active"]["attention_mask"][n].tolist() == [1] * length + [0] * (len(ids) - length)
    assert batch["ids"] == [row.id for row in rows]


def test_a_mixed_batch_keeps_every_image_and_computes_what_single_rows_do(
    built: Built, examples: Rows[Example]
) -> None:
    model, processor = built
    collate, rows = ExampleCollator(Encoder(processor)), mixed(examples)
    batch = collate(rows)
    assert images_in(processor, batch["active"]) == sum(row.view.image is not None for row in rows) == 3
    single = torch.cat([logits(model, collate([row])) for row in rows])
    torch.testing.assert_close(logits(model, batch), single, rtol=0, atol=1e-5)


def test_each_picture_is_seen_by_its_own_row_alone(built: Built, examples: Rows[Example]) -> None:
    model, processor = built
    collate, rows = ExampleCollator(Encoder(processor)), mixed(examples)
    view = rows[3].view
    assert view.image is not None
    black = PIL.Image.new("RGB", view.image.size)
    before, after = (logits(model, collate([*rows[:3], row, rows[4]]))
                     for row in (rows[3], replace(rows[3], view=replace(view, image=black))))  # fmt: skip
    owner = torch.cat([torch.full((len(collate([row])["labels"][0, answer_rows(collate([row])["labels"])[0]]),), n)
                       for n, row in enumerate(rows)])  # fmt: skip
    changed = (before - after).abs().amax(1) > 1e-5
    assert changed[owner == 3].any() and not changed[owner != 3].any()


def test_text_only_views_hold_no_image_token(built: Built, examples: Rows[Example]) -> None:
    model, processor = built
    rows = [example for example in examples if example.view.image is None][:4]
    batch = ExampleCollator(Encoder(processor))(rows)["active"]
    assert not (batch["input_ids"] == model.config.image_token_id).any()
    assert "pixel_values" not in batch


def test_rows_are_one_before_their_labels_and_agree_with_generation(built: Built, examples: Rows[Example]) -> None:
    """The answer's first row is the last position of the prompt that `generate` reads, padded on the other side."""
    model, processor = built
    encoder, rows = Encoder(processor), mixed(examples)
    batch = ExampleCollator(encoder)(rows)
    with torch.no_grad():
        prompted = model(**encoder.prompt_batch([row.view for row in rows])).logits[:, -1]
    counts = answer_rows(batch["labels"]).sum(1)
    assert counts.tolist() == (batch["labels"] != IGNORE).sum(1).tolist()
    first = torch.cat([torch.zeros(1, dtype=torch.long), counts.cumsum(0)[:-1]])
    torch.testing.assert_close(logits(model, batch)[first], prompted, rtol=0, atol=1e-5)


def test_transparent_pictures_stand_on_white(tiny: Built) -> None:
    _, processor = tiny
    encoder, line = Encoder(processor), PIL.Image.new("RGBA", (32, 32), (0, 0, 0, 0))
    line.paste((0, 0, 0, 255), (0, 0, 32, 8))
    drawn = PIL.Image.new("RGB", (32, 32), "white")
    drawn.paste((0, 0, 0), (0, 0, 32, 8))
    clear, plain = (encoder.prompt_batch([View("image", "?", image)])["pixel_values"] for image in (line, drawn))
    torch.testing.assert_close(clear, plain)


# Pairs


def test_rows_of_both_views_predict_the_same_tokens(built: Built, pairs: Rows[Pair]) -> None:
    model, processor = built
    batch = PairCollator(Encoder(processor))(pairs[:4])
    tokens = batch["labels"][batch["labels"] != IGNORE]
    assert torch.equal(tokens, batch["reference_labels"][batch["reference_labels"] != IGNORE])
    for side, labels in (("active", "labels"), ("reference", "reference_labels")):
        rows = answer_rows(batch[labels])
        assert torch.equal(batch[side]["input_ids"].roll(-1, 1)[rows], tokens)
        assert logits(model, batch, side, labels).shape[0] == len(tokens)
    assert {len(batch[mask]) for mask in ("final", "moved", "aligned")} == {len(tokens)} and batch["aligned"].all()


def spelled(encoder: Encoder, batch: dict[str, Any], mask: str) -> str:
    tokens = batch["labels"][batch["labels"] != IGNORE]
    text: str = encoder.tokenizer.decode(tokens[batch[mask]])
    return text


STRONG = View(
    "text_only", "In triangle ABC, AB = 12 and BC = 5.5; $CD = 7 \\sqrt{3}$ and $DE = 2x + 1$. Find $x$, 30.", None
)
WEAK = View("vision_dominant", "In triangle ABC, find $x$ as shown. A. 30", RED)
SOLUTION = (
    "1. As $AB = 12$ and $\\frac{12}{5.5}$, not 125 or 5.\n12. So $7 \\sqrt{3} = 2x + 1$, 30.\nAnswer: $12^\\circ$"
)


def test_moved_tokens_spell_what_only_the_strong_question_tells(tiny: Built) -> None:
    encoder = Encoder(tiny[1])
    pair = Pair("p", STRONG, WEAK, SOLUTION, SOLUTION)
    assert [SOLUTION[a:b] for a, b in moved_values(pair)] == ["12", "12", "5.5", "7 \\sqrt{3}", "2x", "1", "12"]
    batch = PairCollator(encoder)([pair])
    assert spelled(encoder, batch, "moved").replace(" ", "") == "12125.57\\sqrt{3}2x112"
    same = PairCollator(encoder)([replace(pair, weak=STRONG)])
    assert not same["moved"].any()


@given(st.lists(st.integers(1, 999), max_size=4), st.lists(st.integers(1, 999), max_size=4), st.integers(1, 999))
def test_a_number_moved_exactly_if_the_weak_question_lacks_it(strong: list[int], weak: list[int], number: int) -> None:
    told, drawn = (View("", f"Given {', '.join(map(str, numbers))}.", None) for numbers in (strong + weak, weak))
    found = moved_values(Pair("", told, drawn, "", f"It is {number}."))
    assert bool(found) == (number in strong and number not in weak)


@pytest.mark.parametrize(
    ("target", "final"),
    [(SOLUTION, " $12^\\circ$<|end|>"), ("Step 1: x.\n\n†Answer: 5", " 5<|end|>"), ("30", "30<|end|>")],
)
def test_final_tokens_are_the_answer_and_the_end(tiny: Built, target: str, final: str) -> None:
    encoder = Encoder(tiny[1])
    pair = Pair("p", STRONG, WEAK, target, target)
    batch = PairCollator(encoder)([pair, pair])
    assert spelled(encoder, batch, "final").replace(" ", "") == 2 * final.replace(" ", "")


def test_views_that_disagree_on_the_answer_are_named(built: Built) -> None:
    pair = Pair("row 7", STRONG, WEAK, "x = 5", "x = 51")
    with pytest.raises(PumaError, match="row 7: its views disagree on the answer, 'x = 5' against 'x = 51'"):
        PairCollator(Encoder(built[1]))([pair])


@pytest.mark.parametrize(("target", "weak_target", "common"), [
    ("x = 5, as AB = 5", "x = 5, as AC = 6", "x = 5, as A"), ("1", "12", "1"), ("12", "1", "1"), ("a", "b", ""),
])  # fmt: skip
def test_of_unequal_answers_the_common_prefix_is_aligned(
    built: Built, target: str, weak_target: str, common: str
) -> None:
    """The reference's rows there are those it has with its own target: the independent path is a batch of its own."""
    model, processor = built
    encoder, pair = Encoder(processor), Pair("p", STRONG, WEAK, target, weak_target)
    batch = PairCollator(encoder, unequal_answers="prefix")([pair])
    assert spelled(encoder, batch, "aligned") == common
    n = int(batch["aligned"].sum())
    assert batch["aligned"][:n].all() and not batch["aligned"][n:].any()
    own = ExampleCollator(encoder)([Example("p", STRONG, target)])
    told = logits(model, batch, "reference", "reference_labels")
    assert len(told) == len(logits(model, batch)) == len(batch["aligned"])
    torch.testing.assert_close(told[:n], logits(model, own)[:n], rtol=0, atol=1e-6)


# Lengths


def test_lengths_are_those_of_the_expanded_sequences(built: Built, examples: Rows[Example]) -> None:
    encoder = Encoder(built[1], max_tokens=1)
    rows = list(examples[:12]) + [
        Example("", View("image", "?", RED.resize((9 * k + 5, 230 - 17 * k))), "1") for k in range(1, 9)
    ]
    prompts = encoder.prompt_lengths([row.view for row in rows])
    answers = encoder.answer_lengths([row.target for row in rows])
    for row, prompt, answer in zip(rows, prompts, answers, strict=True):
        inputs, _ = encoder([row.view], [row.target])
        assert inputs["input_ids"].shape == (1, prompt + answer), row.id


def test_long_rows_are_left_out_whole_and_counted(built: Built, examples: Rows[Example], pairs: Rows[Pair]) -> None:
    def longest(views: list[View], target: str) -> int:
        return max(encoder([view], [target])[1].shape[1] for view in views)

    encoder = Encoder(built[1])
    for rows in (examples[:18], pairs[:5]):
        full = [longest([row.view] if isinstance(row, Example) else [row.strong, row.weak],
                        row.target) for row in rows]  # fmt: skip
        limit = int(np.median(full))
        kept, dropped = fit(rows, Encoder(built[1], max_tokens=limit))
        assert kept == [at for at, length in enumerate(full) if length <= limit]
        assert dropped == len(rows) - len(kept) > 0
        assert fit(rows, encoder) == (list(range(len(rows))), 0)
        with pytest.raises(PumaError, match=f"longer than max_tokens 3; the shortest has {min(full)}"):
            fit(rows, Encoder(built[1], max_tokens=3))


# Processors that cannot be trained with, and templates that differ


def test_what_a_processor_lacks_is_one_clear_line(texts: list[str]) -> None:
    _, processor = llava(texts)
    with pytest.raises(PumaError, match="reads text only"):
        Encoder(processor.tokenizer)
    with pytest.raises(PumaError, match="a question holds <image>, which the model takes for a picture"):
        Encoder(processor).prompt_batch([View("text_only", "What is <image>?", None)])
    processor.chat_template = "{{ messages[0].content[0].text }}"
    with pytest.raises(PumaError, match="leaves out what the assistant says"):
        Encoder(processor)
    processor.chat_template = None
    with pytest.raises(PumaError, match=r"has no chat template; put one as chat_template\.jinja"):
        Encoder(processor)
    processor.chat_template = CHAT_TEMPLATE
    processor.tokenizer.pad_token = None
    with pytest.raises(PumaError, match="lacks an end or a padding token"):
        Encoder(processor)


PLAIN = "{% for m in messages %}{{ m.role }}: {% for c in m.content %}{{ c.text }} {% endfor %}{% endfor %}"


@pytest.mark.parametrize(
    ("template", "sequence"),
    [
        (PLAIN, "user: Q assistant: 7<|end|>"),  # neither a prompt for generation nor an end of turn
        (CHAT_TEMPLATE.replace("<|end|>", "<|end|>\n"), "<|user|>Q<|end|>\n<|assistant|>7<|end|>"),
        (
            CHAT_TEMPLATE.replace("|>{% if", "|>{{ '<think></think>' if message.role == 'assistant' }}{% if", 1),
            "<|user|>Q<|end|><|assistant|><think></think>7<|end|>",
        ),
    ],
)
def test_a_turn_ends_with_the_end_token_and_opens_as_the_template_does(
    texts: list[str], template: str, sequence: str
) -> None:
    _, processor = llava(texts)
    processor.chat_template = template
    encoder = Encoder(processor)
    inputs, labels = encoder([View("text_only", "Q", None)], ["7"])
    assert processor.tokenizer.decode(inputs["input_ids"][0]) == sequence
    assert processor.tokenizer.decode(labels[labels != IGNORE]) == "7<|end|>"
    prompt = processor.tokenizer.decode(encoder.prompt_batch([View("text_only", "Q", None)])["input_ids"][0])
    assert prompt == sequence.removesuffix("7<|end|>")


@pytest.mark.parametrize("template", [CHAT_TEMPLATE, "<bos>" + CHAT_TEMPLATE])
def test_a_sequence_begins_once(texts: list[str], template: str) -> None:
    """The tokenizer begins each text with a token of its own, and some templates write it too."""
    _, processor = llava(texts)
    tokenizer = processor.tokenizer
    tokenizer.add_special_tokens({"bos_token": "<bos>"})
    begin = TemplateProcessing(single="<bos> $A", special_tokens=[("<bos>", tokenizer.bos_token_id)])
    tokenizer.backend_tokenizer.post_processor = begin
    processor.chat_template = template
    encoder = Encoder(processor)
    view = View("image", "Q", RED)
    for inputs in (encoder([view], ["7"])[0], encoder.prompt_batch([view])):
        assert inputs["input_ids"][0, 0] == tokenizer.bos_token_id
        assert (inputs["input_ids"] == tokenizer.bos_token_id).sum() == 1
    assert encoder.prompt_lengths([view]) == [inputs["input_ids"].shape[1]]
