"""Examples and pairs become batches, through the model's own processor and chat template.

A sequence is the prompt, as `generate` sees it, followed by the answer: the target and what the template closes a turn
of the assistant with. Both are tokenised by themselves and joined as ids, so that the border never falls inside a token
and two views of a pair hold the same answer ids. The processor expands images before anything is located: labels, rows
and lengths are those of the sequence that the model computes on.

Shapes: B rows in the batch, T width of the batch, N answer tokens of the batch, batch-major.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import zip_longest
from typing import Any, Literal

import PIL.Image
import torch
from torch import Tensor
from transformers import ProcessorMixin

from puma_data.errors import PumaError
from puma_train.rows import Example, Pair, Rows, View, closing_line

IGNORE = -100  # the label of a token that is not learned
Batch = dict[str, Any]


def answer_rows(labels: Tensor) -> Tensor:
    """bool [B, T]: the rows that predict an answer token, each one before its label; what `logits_to_keep` takes."""
    rows_BT = torch.zeros_like(labels, dtype=torch.bool)
    rows_BT[:, :-1] = labels[:, 1:] != IGNORE
    return rows_BT


class Encoder:
    """Turns views and targets into model inputs. `max_tokens` is the longest sequence that `fit` keeps, None for any.

    Raises `PumaError` if the processor is only a tokenizer, or lacks a chat template, an end or a padding token.
    """

    def __init__(self, processor: Any, *, max_tokens: int | None = None) -> None:
        if not isinstance(processor, ProcessorMixin):
            raise PumaError(f"{type(processor).__name__} reads text only; the model needs a processor for images too")
        tokenizer: Any = processor.tokenizer
        name = tokenizer.name_or_path or type(processor).__name__
        if not processor.chat_template:
            raise PumaError(f"{name} has no chat template; put one as chat_template.jinja beside the model")
        if tokenizer.eos_token is None or tokenizer.pad_token is None:
            raise PumaError(f"the tokenizer of {name} lacks an end or a padding token; set eos_token and pad_token")
        if not tokenizer.is_fast:
            raise PumaError(f"the tokenizer of {name} cannot say which characters a token spells; use a fast one")
        self.processor: Any = processor
        self.tokenizer, self.max_tokens = tokenizer, max_tokens
        self.opening, self.closing = self._turn()
        start = self._prompt(View("", "?", None))
        self._add_special = not (tokenizer.bos_token and start.startswith(tokenizer.bos_token))
        self._image_tokens: dict[tuple[int, int], int] = {}

    def __call__(self, views: Sequence[View], targets: Sequence[str]) -> tuple[Batch, Tensor]:
        """Model inputs and labels [B, T], padded on the right."""
        prompts, answers = self._process(views, "right"), [self.answer(target)["input_ids"] for target in targets]
        starts = prompts["attention_mask"].sum(1).tolist()
        size, width = prompts["input_ids"].shape, max(len(a) + start for a, start in zip(answers, starts, strict=True))
        labels = torch.full((len(views), width), IGNORE)
        inputs: Batch = {}
        for name, value in prompts.items():
            if value.shape == size:  # one number a token: ids, attention, token types (0 for text)
                fill = self.tokenizer.pad_token_id if name == "input_ids" else 0
                wide = value.new_full((len(views), width), fill)
                wide[:, : size[1]] = value
                value = wide
            inputs[name] = value
        for row, (answer, start) in enumerate(zip(answers, starts, strict=True)):
            place = slice(start, start + len(answer))
            inputs["input_ids"][row, place] = labels[row, place] = torch.tensor(answer)
            inputs["attention_mask"][row, place] = 1
        return inputs, labels

    def prompt_batch(self, views: Sequence[View]) -> Batch:
        """Model inputs that end where the answer begins, padded on the left, for `generate`."""
        return dict(self._process(views, "left"))

    def answer(self, target: str) -> Any:
        """Ids of a target with the end of the turn, and the characters of the target that each of them spells."""
        return self.tokenizer(target + self.closing, add_special_tokens=False, return_offsets_mapping=True)

    def prompt_lengths(self, views: Sequence[View]) -> list[int]:
        """Tokens of each prompt, images expanded; how many an image takes depends on its size, measured once each."""
        prompts = self.tokenizer([self._prompt(view) for view in views], add_special_tokens=self._add_special)
        images = [self._expansion(view.image.size) if view.image else 0 for view in views]
        return [len(ids) + image for ids, image in zip(prompts["input_ids"], images, strict=True)]

    def answer_lengths(self, targets: Sequence[str]) -> list[int]:
        """Tokens of each answer."""
        answers = self.tokenizer([target + self.closing for target in targets], add_special_tokens=False)
        return [len(ids) for ids in answers["input_ids"]]

    def _expansion(self, size: tuple[int, int]) -> int:
        """How many tokens longer a prompt becomes when the processor expands an image of this size."""
        if size not in self._image_tokens:
            view = View("", "?", PIL.Image.new("RGB", size))
            plain = self.tokenizer(self._prompt(view), add_special_tokens=self._add_special)
            self._image_tokens[size] = self._process([view], "right")["input_ids"].shape[1] - len(plain["input_ids"])
        return self._image_tokens[size]

    def _process(self, views: Sequence[View], padding_side: Literal["left", "right"]) -> Any:
        images = [[_opaque(view.image)] if view.image else [] for view in views]
        return self.processor(
            text=[self._prompt(view) for view in views],
            images=images if any(images) else None,
            padding=True,
            padding_side=padding_side,
            add_special_tokens=self._add_special,
            return_tensors="pt",
        )

    def _prompt(self, view: View) -> str:
        image = self.processor.image_token
        if image in view.question:
            raise PumaError(f"a question holds {image}, which the model takes for a picture: {view.question[:60]!r}")
        content = [{"type": "image"}] if view.image else []
        return self._render({"role": "user", "content": [*content, _text(view.question)]}) + self.opening

    def _turn(self) -> tuple[str, str]:
        """What the template writes before an answer, beyond the prompt of `generate`, and after it."""
        mark, question = "<<<answer>>>", {"role": "user", "content": [_text("?")]}
        told = self._render(question, {"role": "assistant", "content": [_text(mark)]})
        before, found, closing = told.partition(mark)
        if not found:
            raise PumaError("the chat template leaves out what the assistant says; it cannot be trained with")
        prompt, closing = self._render(question), closing.rstrip()
        if not {*self.tokenizer(closing, add_special_tokens=False)["input_ids"]} & {*self.tokenizer.all_special_ids}:
            closing = self.tokenizer.eos_token  # the template ends a turn with no token; generation must end somewhere
        return before.removeprefix(prompt) if before.startswith(prompt) else "", closing

    def _render(self, *messages: Any) -> str:
        asks = messages[-1]["role"] == "user"
        rendered: str = self.processor.apply_chat_template([*messages], add_generation_prompt=asks, tokenize=False)
        return rendered


class ExampleCollator:
    """Examples become `{"labels": [B, T], "active": model inputs, "ids": [str]}`."""

    def __init__(self, encoder: Encoder) -> None:
        self.encoder = encoder

    def __call__(self, examples: Sequence[Example]) -> Batch:
        active, labels = self.encoder([x.view for x in examples], [x.target for x in examples])
        return {"labels": labels, "active": active, "ids": [x.id for x in examples]}


class PairCollator:
    """Pairs become two batches that hold the same answer tokens, the weak view `active` and the strong one `reference`.

    `labels` [B, T] and `reference_labels` [B, T'] belong to them; `hidden[answer_rows(labels)]` of one and of the other
    are N rows each, and row n of both predicts the same token. Masks, bool [N], say what is special about a token:

    - `final`: it belongs to the answer on the closing line, or to a bare answer; the end of the turn included;
    - `moved`: it spells a value that the strong question tells and the weak one leaves to the picture;
    - `aligned`: both views' own targets agree up to it, so that the two distributions may be compared.

    Where the targets of a pair differ, `unequal_answers="error"` raises `PumaError` naming the row. With `"prefix"` the
    reference is given the weak target too: up to the first difference a causal model cannot tell, so its rows are those
    it would have with its own target; from there on `aligned` is False. Multiply the KL weights by `aligned`, which is
    all True otherwise, and learn the cross-entropy of every row.
    """

    def __init__(self, encoder: Encoder, *, unequal_answers: Literal["error", "prefix"] = "error") -> None:
        self.encoder, self.unequal_answers = encoder, unequal_answers

    def __call__(self, pairs: Sequence[Pair]) -> Batch:
        targets = [pair.weak_target for pair in pairs]
        active, labels = self.encoder([pair.weak for pair in pairs], targets)
        reference, reference_labels = self.encoder([pair.strong for pair in pairs], targets)
        masks = torch.cat([self._masks(pair) for pair in pairs])
        return {
            "labels": labels,
            "active": active,
            "reference_labels": reference_labels,
            "reference": reference,
            "ids": [pair.id for pair in pairs],
            **dict(zip(("final", "moved", "aligned"), masks.unbind(1), strict=True)),
        }

    def _masks(self, pair: Pair) -> Tensor:
        """bool [answer tokens of the pair, 3]."""
        answer = self.encoder.answer(pair.weak_target)
        common = len(answer["input_ids"])
        if pair.target != pair.weak_target:
            ids = zip_longest(answer["input_ids"], self.encoder.answer(pair.target)["input_ids"])
            common = next((at for at, (weak, strong) in enumerate(ids) if weak != strong), common)
            if common < len(answer["input_ids"]) and self.unequal_answers == "error":
                ends = f"{pair.target[-40:]!r} against {pair.weak_target[-40:]!r}"
                raise PumaError(f"{pair.id}: its views disagree on the answer, {ends}; mend it or set unequal_answers")
        closing, values = closing_line(pair.weak_target), moved_values(pair)
        return torch.tensor(
            [
                (end > closing, any(start < last and end > first for first, last in values), at < common)
                for at, (start, end) in enumerate(answer["offset_mapping"])
            ]
        )


_BRACES = r"\{(?:[^{}]|\{[^{}]*\})*\}"
_FACTOR = rf"\\(?:sqrt{_BRACES}|frac{_BRACES}{_BRACES}|pi(?![a-z]))"
VALUE = re.compile(rf"(?<![\d.])(?:\d+(?:\.\d+)?(?:[a-z](?![a-z]))?|{_FACTOR})(?: ?{_FACTOR})*(?:\^\d)?")


def moved_values(pair: Pair) -> list[tuple[int, int]]:
    """Where the weak target spells a value (`12`, `2x`, `5 \\sqrt{3}`) that only the strong question tells."""
    moved = {*VALUE.findall(pair.strong.question)} - {*VALUE.findall(pair.weak.question)}
    if not moved:
        return []
    longest_first = "|".join(map(re.escape, sorted(moved, key=len, reverse=True)))
    # The number of a step is none of the problem's values, nor is a part of a longer number.
    found = re.finditer(rf"^\d+\. |(?<![\d.])({longest_first})(?!\d|\.\d)", pair.weak_target, re.MULTILINE)
    return [match.span(1) for match in found if match[1]]


def fit(rows: Rows[Any], encoder: Encoder) -> tuple[list[int], int]:
    """Indices of the rows that are at most `encoder.max_tokens` long in every view, and how many are left out.

    Rows are left out whole: a sequence cut short would lose image tokens, which no model accepts, or its end.
    """
    if encoder.max_tokens is None:
        return list(range(len(rows))), 0
    lengths: list[int] = []
    for start in range(0, len(rows), 1024):
        chunk = [rows[at] for at in range(start, min(start + 1024, len(rows)))]
        if isinstance(chunk[0], Pair):
            sides, targets = [[x.strong for x in chunk], [x.weak for x in chunk]], [x.weak_target for x in chunk]
        else:
            sides, targets = [[x.view for x in chunk]], [x.target for x in chunk]
        prompts = zip(*map(encoder.prompt_lengths, sides), strict=True)
        lengths += [max(each) + n for each, n in zip(prompts, encoder.answer_lengths(targets), strict=True)]
    kept = [at for at, length in enumerate(lengths) if length <= encoder.max_tokens]
    if not kept:
        raise PumaError(f"every row is longer than max_tokens {encoder.max_tokens}; the shortest has {min(lengths)}")
    return kept, len(lengths) - len(kept)


def _text(text: str) -> dict[str, str]:
    return {"type": "text", "text": text}


def _opaque(image: PIL.Image.Image) -> PIL.Image.Image:
    """RGB, with white behind what is transparent: black lines on nothing would else become black on black."""
    if image.has_transparency_data:
        image = image.convert("RGBA")
        image = PIL.Image.alpha_composite(PIL.Image.new("RGBA", image.size, "white"), image)
    return image.convert("RGB")
