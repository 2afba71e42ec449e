"""Faults of the released code of Math-PUMA that concern rows, sequences and roles, and that do not happen here.

The released trainer reads the KL at the label positions of a sequence whose image tokens are not yet expanded, so that
it sees image patches. It is one row late; it pads unequal answers with zeros; one row of text drops the images of a
batch; names of modules that do not exist freeze the encoder; nothing checks what a view tells.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import PIL.Image
import pyarrow.parquet as pq
import pytest
import torch
from torch import Tensor

from puma_data.errors import PumaError
from puma_train.collate import IGNORE, Encoder, PairCollator, answer_rows
from puma_train.roles import ROLES, find_roles, set_trainable
from puma_train.rows import Pair, Rows, View

Built = tuple[Any, Any]


def kl(model: Any, batch: dict[str, Any]) -> Tensor:
    """KL(reference‖active) of each answer token in float64, from full logits and by hand."""
    rows: list[Tensor] = []
    for side, labels in (("reference", "reference_labels"), ("active", "labels")):
        with torch.no_grad():
            logits = model(**batch[side]).logits.double()
        places = [
            (b, t) for b, row in enumerate(batch[labels].tolist()) for t, label in enumerate(row) if label != IGNORE
        ]
        rows.append(torch.stack([logits[b, t - 1] for b, t in places]).log_softmax(-1))
    reference, active = rows
    return (reference.exp() * (reference - active)).sum(-1)


def answers(pair: Pair, text: str) -> Pair:
    return Pair(pair.id, pair.strong, pair.weak, text, text)


def test_1_the_kl_changes_when_the_answer_or_the_question_changes(built: Built, pairs: Rows[Pair]) -> None:
    model, processor = built
    collate = PairCollator(Encoder(processor))
    pair = answers(pairs[0], "x = 12")
    other = answers(pair, "x = 34")
    asked = Pair("", View("", "Find x.", pair.strong.image), pair.weak, "x = 12", "x = 12")
    rows = [kl(model, collate([row])) for row in (pair, other, asked)]
    assert not torch.allclose(rows[0], rows[1], atol=1e-9) and not torch.allclose(rows[0], rows[2], atol=1e-9)


def test_2_the_kl_of_a_pair_does_not_depend_on_its_neighbours_or_padding(built: Built, pairs: Rows[Pair]) -> None:
    model, processor = built
    collate, rows = PairCollator(Encoder(processor)), pairs[:4]
    batch = collate(rows)
    assert 0 in batch["active"]["attention_mask"] and 0 in batch["reference"]["attention_mask"]
    single = torch.cat([kl(model, collate([row])) for row in rows])
    torch.testing.assert_close(kl(model, batch), single, rtol=1e-3, atol=1e-7)
    assert single.abs().max() > 1e-5
    left = {**batch}  # the same sequences padded on the other side
    for side, labels in (("active", "labels"), ("reference", "reference_labels")):
        mask = batch[side]["attention_mask"]
        order = torch.argsort(mask, dim=1, stable=True)
        left[labels] = batch[labels].gather(1, order)
        left[side] = {name: value.gather(1, order) if value.shape == mask.shape else value
                      for name, value in batch[side].items()}  # fmt: skip
    assert left["active"]["attention_mask"][:, -1].all() and not left["active"]["attention_mask"][:, 0].all()
    torch.testing.assert_close(kl(model, left), single, rtol=1e-3, atol=1e-7)


def test_3_the_first_token_is_aligned_and_the_row_after_the_end_is_not(built: Built, pairs: Rows[Pair]) -> None:
    model, processor = built
    collate = PairCollator(Encoder(processor))
    end = processor.tokenizer.eos_token_id
    pair = answers(pairs[1], "12")
    batch = collate([pair, answers(pairs[0], "345")])
    for side, labels in (("active", "labels"), ("reference", "reference_labels")):
        ids, rows = batch[side]["input_ids"], answer_rows(batch[labels])
        told = [processor.tokenizer.convert_ids_to_tokens(ids[b].roll(-1)[rows[b]].tolist()) for b in (0, 1)]
        assert [t[:-1] for t in told] == [["1", "2"], ["3", "4", "5"]]
        assert all(processor.tokenizer.convert_tokens_to_ids(t[-1]) == end for t in told)
        for row, label in zip(rows, batch[labels], strict=True):
            last = int((label != IGNORE).nonzero().max())
            assert row[last - 1] and not row[last:].any()  # nothing is predicted after the end
    # What is drawn moves the distribution of the very first token.
    assert pair.weak.image is not None
    black = Pair("", pair.strong, View("", pair.weak.question, PIL.Image.new("RGB", pair.weak.image.size)), "12", "12")
    assert kl(model, collate([pair]))[0] != kl(model, collate([black]))[0]


def test_7_unequal_answers_are_an_error_or_an_aligned_prefix(built: Built, pairs: Rows[Pair]) -> None:
    model, processor = built
    for strong, weak, common in (("1234", "123456", 4), ("1", "123456", 1), ("12", "92", 0)):
        pair = Pair("row 3", pairs[0].strong, pairs[0].weak, strong, weak)
        with pytest.raises(PumaError, match="row 3: its views disagree on the answer"):
            PairCollator(Encoder(processor))([pair])
        batch = PairCollator(Encoder(processor), unequal_answers="prefix")([pair, answers(pairs[1], "7")])
        assert batch["aligned"].tolist() == [True] * common + [False] * (len(weak) + 1 - common) + [True] * 2
        same = PairCollator(Encoder(processor))([answers(pair, strong), answers(pairs[1], "7")])
        torch.testing.assert_close(kl(model, batch)[:common], kl(model, same)[:common], rtol=1e-3, atol=1e-7)


def test_8_a_mixed_batch_keeps_every_image(built: Built, pairs: Rows[Pair]) -> None:
    """Pictures of the other rows are seen as they are when each row is alone: blank ones give another KL."""
    model, processor = built
    collate = PairCollator(Encoder(processor))
    text = View("text_only", "Given $AB = 5$, find $BC$.", None)
    mixed = [Pair("", text, text, "5", "5"), pairs[0], Pair("", text, pairs[1].weak, "5", "5")]
    assert torch.allclose(
        kl(model, collate(mixed))[:2], torch.zeros(2, dtype=torch.float64), atol=1e-9
    )  # one view twice
    alone = torch.cat([kl(model, collate([row])) for row in mixed])
    torch.testing.assert_close(kl(model, collate(mixed)), alone, rtol=1e-3, atol=1e-7)
    assert mixed[2].weak.image is not None
    blank = View("", mixed[2].weak.question, PIL.Image.new("RGB", mixed[2].weak.image.size))
    other = kl(model, collate([*mixed[:2], Pair("", text, blank, "5", "5")]))
    assert not torch.allclose(other[-2:], alone[-2:], rtol=1e-2)


def test_11_each_role_of_each_model_has_parameters_that_train(built: Built) -> None:
    model, _ = built
    roles = find_roles(model)
    for role in ROLES:
        set_trainable(model, roles, {role: 1e-4})
        trained = [name for name, parameter in model.named_parameters() if parameter.requires_grad]
        assert sum(parameter.numel() for parameter in model.parameters() if parameter.requires_grad) > 0
        assert sorted(trained) == sorted(roles.names[role])
    set_trainable(model, roles, dict.fromkeys(ROLES, 1e-4))  # the model is shared
    with pytest.raises(PumaError, match="no parameter is named like 'vision_tower_low'"):
        find_roles(model, {"vision_tower": "vision_tower_low"})


def test_12_every_given_is_told_or_drawn_and_the_weak_view_tells_no_more(dataset: Path, pairs: Rows[Pair]) -> None:
    told: dict[tuple[str, str], set[str]] = {}
    for split in ("train", "test"):
        for row in pq.read_table(dataset / "problems" / f"{split}-00000-of-00001.parquet").to_pylist():
            facts = json.loads(row["spec"])["facts"]
            assert facts and all(fact["text"] or fact["picture"] for fact in facts), row["id"]
            assert row["image"] is not None or all(fact["text"] for fact in facts), row["id"]
            told[row["problem_id"], row["view"]] = {
                json.dumps(fact["args"]) + fact["kind"] for fact in facts if fact["text"]
            }
    assert len(pairs) == 11
    for pair in pairs:
        problem = pair.id.rpartition("/")[0]
        strong, weak = told[problem, pair.strong.name], told[problem, pair.weak.name]
        assert weak < strong, pair.id
        assert pair.target == pair.weak_target and pair.weak.image is not None
        assert pair.target.strip() and pair.strong.question.strip() and pair.weak.question.strip()
