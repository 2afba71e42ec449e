"""How well a model answers when a problem is written, and when it is drawn: accuracy by view, and the gap.

Three passes over the questions. The model answers greedily in every view; it answers the vision-rich views once more
with a blank picture, which shows what the text alone is worth; and the gold answer's likelihood is measured without
generation, which moves long before accuracy does.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from importlib.metadata import version
from itertools import groupby
from pathlib import Path
from typing import Any, Literal

import torch
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from transformers import (
    AutoModelForImageTextToText,
    AutoProcessor,
    GenerationConfig,
    PreTrainedModel,
    ProcessorMixin,
)

from puma_data.errors import PumaError
from puma_train.collate import Encoder, ExampleCollator, answer_rows
from puma_train.losses import fused_linear_alignment_loss
from puma_train.questions import TEXT_RICH, VIEWS, Question, read_questions
from puma_train.reference import answer_states, core, evaluating
from puma_train.report import Likelihood, Report, Sample, summarise, write
from puma_train.rows import Example
from puma_train.scoring import score


def evaluate(
    model: PreTrainedModel,
    processor: ProcessorMixin,
    source: str | Path,
    *,
    split: str = "test",
    views: Collection[str] | None = None,
    limit: int | None = None,
    out: str | Path | None = None,
    batch_size: int = 8,
    max_new_tokens: int = 1024,
    target: Literal["solution", "answer"] = "solution",
    seed: int = 0,
    console: Console | None = None,
) -> Report:
    """Measure a model on a dataset folder of puma-gen or on MathVerse.

    Args:
        source: a dataset folder, a MathVerse json file, or the folder of such files.
        split: of the dataset folder.
        views: the views to ask in; None for all there are.
        limit: problems, from the first.
        out: folder for report.json, samples.jsonl and gap.png; None writes nothing.
        max_new_tokens: where an output is cut off; a cut output is not right, whatever it says.
        target: the gold text whose likelihood is measured: the worked solution, or its answer alone.
        seed: of the bootstrap; nothing else is random.
        console: where progress and the table are printed; None is quiet.

    Raises:
        PumaError: no question, a picture that cannot be read, a processor without chat template.
    """
    questions = read_questions(source, split=split, views=views, limit=limit, target=target)
    questions.sort(key=lambda question: VIEWS.index(question.view_name))  # stable: problems keep their order
    blanks = [q for q in questions if q.picture is not None and q.view_name not in TEXT_RICH]
    encoder = Encoder(processor)
    samples: list[Sample] = []
    with evaluating(model), _progress(console) as progress:
        task = progress.add_task("answering", total=len(questions) + len(blanks))
        for group, blank in ((questions, False), (blanks, True)):
            for _, same_view in groupby(group, key=lambda question: question.view_name):
                for batch in _batches(list(same_view), batch_size):
                    samples += _answer(model, encoder, batch, blank, max_new_tokens)
                    progress.advance(task, len(batch))
        likelihood = _likelihood(model, encoder, questions, batch_size, progress)
    settings = {
        "model": model.name_or_path or type(core(model)).__name__,
        "source": str(source),
        "split": split,
        "limit": limit,
        "target": target,
        "seed": seed,
        "decoding": {"greedy": True, "max_new_tokens": max_new_tokens, "batch_size": batch_size},
        "prompt": _prompt(encoder, questions[0]),
        "dtype": str(model.dtype),
        "device": str(model.device),
        "versions": {name: version(name) for name in ("math-puma", "torch", "transformers", "math-verify", "sympy")},
    }
    report = summarise(samples, likelihood, settings, seed=seed)
    if console is not None:
        console.print(report.tables())
    if out is not None:
        write(report, samples, Path(out))
    return report


# --- the passes -----------------------------------------------------------------------------------------------------


def _answer(
    model: PreTrainedModel, encoder: Encoder, batch: Sequence[Question], blank: bool, max_new_tokens: int
) -> list[Sample]:
    """Greedy answers to a batch of questions in one view."""
    tokenizer, ends = encoder.tokenizer, _ends(model, encoder)
    inputs = encoder.prompt_batch([question.blank if blank else question.view for question in batch])
    inputs = {name: value.to(model.device) for name, value in inputs.items()}
    greedy = GenerationConfig(  # type: ignore[no-untyped-call]
        max_new_tokens=max_new_tokens, do_sample=False, eos_token_id=ends, pad_token_id=tokenizer.pad_token_id
    )
    model.generation_config, own = (
        greedy,
        model.generation_config,
    )  # or the model's own penalties and samplers are merged in
    try:
        rows = model.generate(**inputs)[:, inputs["input_ids"].shape[1] :].tolist()  # type: ignore[operator]
    finally:
        model.generation_config = own
    samples = []
    for question, row in zip(batch, rows, strict=True):
        end = next((at for at, token in enumerate(row) if token in ends), None)
        output = tokenizer.decode(row[:end], skip_special_tokens=True).strip()
        result = score(output, question.gold, cut=end is None)
        samples.append(Sample(question, blank, output, len(row) if end is None else end, result))
    return samples


def _ends(model: PreTrainedModel, encoder: Encoder) -> list[int]:
    """The tokens that end an output: the model's own, and what closes an answer in training."""
    tokenizer = encoder.tokenizer
    own = model.generation_config.eos_token_id if model.generation_config is not None else None
    closing = {*tokenizer(encoder.closing, add_special_tokens=False)["input_ids"]} & {*tokenizer.all_special_ids}
    return sorted({*closing, *(own if isinstance(own, list) else [] if own is None else [own])})


def _likelihood(
    model: PreTrainedModel, encoder: Encoder, questions: Sequence[Question], batch_size: int, progress: Progress
) -> dict[str, Likelihood]:
    """Likelihood of the gold targets by view, and divergence from the view with the most text of the same problem."""
    collate, head = ExampleCollator(encoder), core(model).get_output_embeddings()  # type: ignore[no-untyped-call]
    problems: dict[str, dict[str, Question]] = defaultdict(dict)
    for question in questions:
        problems[question.problem_id][question.view_name] = question
    reference = questions[0].view_name
    sums: dict[str, list[Any]] = defaultdict(list)
    task = progress.add_task("likelihood", total=len(questions))
    for batch in _batches(list(problems.values()), batch_size):
        by_view: dict[str, list[Question]] = defaultdict(list)
        for problem in batch:
            for view, question in problem.items():
                by_view[view].append(question)
        known: dict[str, Any] = {}  # problem: the reference view's states
        for view, asked in by_view.items():
            rows = collate([Example(question.id, question.view, question.target) for question in asked])
            inputs = {name: value.to(model.device) for name, value in rows["active"].items()}
            labels = rows["labels"].to(model.device)
            mask = answer_rows(labels)
            hidden = answer_states(model, inputs, labels)
            ids = labels[:, 1:][mask[:, :-1]]
            by_problem = dict(
                zip([q.problem_id for q in asked], torch.split(hidden, mask.sum(1).tolist()), strict=True)
            )
            if view == reference:
                known = by_problem
            # A problem that the reference view lacks is compared with itself, and left out of the means below.
            paired = torch.cat([known.get(name, own) for name, own in by_problem.items()])
            has = torch.cat([torch.full((len(own),), name in known) for name, own in by_problem.items()])
            _, terms = fused_linear_alignment_loss(hidden, paired, head.weight, ids, bias=head.bias, standardize=False)
            sums[view].append(torch.stack([*(t.double().cpu() for t in terms[:3]), has.double()]))
            progress.advance(task, len(asked))
    result = {}
    for view, parts in sums.items():
        forward_kl, reverse_kl, nll, has = torch.cat(parts, dim=1)
        pairs = max(1.0, float(has.sum()))
        result[view] = Likelihood(
            len(nll), float(nll.mean()), float(forward_kl.sum()) / pairs, float(reverse_kl.sum()) / pairs
        )
    return result


# --- small things ---------------------------------------------------------------------------------------------------


def load_model(path: str | Path, *, device: str | None = None) -> tuple[PreTrainedModel, ProcessorMixin]:
    """A model and its processor from a folder or hub name; a folder of adapters (peft) is opened on its base model.

    `device` is CUDA where there is one. Raises `PumaError` for a folder that holds no image-text-to-text model, no
    processor, or a processor without a chat template.
    """
    folder = Path(path)
    adapters = folder / "adapter_config.json"
    name = json.loads(adapters.read_text())["base_model_name_or_path"] if adapters.is_file() else str(path)
    if Path(name).is_dir() and not (Path(name) / "config.json").is_file():
        raise PumaError(f"{name} holds no model: it has no config.json; name a folder that save_pretrained wrote")
    try:
        model: Any = AutoModelForImageTextToText.from_pretrained(name, dtype="auto")
    except (OSError, ValueError) as error:
        raise PumaError(f"{name} cannot be opened as an image-text-to-text model: {_first_line(error)}") from None
    home = path if (folder / "processor_config.json").is_file() else name
    try:
        processor = AutoProcessor.from_pretrained(home)  # type: ignore[no-untyped-call]
    except (OSError, ValueError, KeyError) as error:
        raise PumaError(f"{home} has no processor: {_first_line(error)}; save it beside the model") from None
    if not isinstance(processor, ProcessorMixin):
        raise PumaError(f"{home} has a tokenizer but no processor for pictures; save the processor beside the model")
    Encoder(processor)  # complains if there is no chat template
    if adapters.is_file():
        from peft import PeftModel

        model = PeftModel.from_pretrained(model, str(folder))
    return model.to(device or ("cuda" if torch.cuda.is_available() else "cpu")), processor


def _first_line(error: BaseException) -> str:
    return str(error).strip().splitlines()[0].rstrip(".")


def _prompt(encoder: Encoder, question: Question) -> str:
    """The first question as the model gets it, the places of the picture shortened to one."""
    ids = encoder.prompt_batch([question.view])["input_ids"][0].tolist()
    runs = ((token, len(list(run))) for token, run in groupby(ids))
    return str(encoder.tokenizer.decode([token for token, n in runs for _ in range(n if n < 8 else 1)]))


def _batches(items: Sequence[Any], size: int) -> Iterable[Sequence[Any]]:
    return (items[start : start + size] for start in range(0, len(items), size))


def _progress(console: Console | None) -> Progress:
    columns = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn()
    return Progress(*columns, console=console, disable=console is None, transient=True)
