"""The demonstration: problems are generated, a tiny model learns them from nothing, and a page says what came of it.

One text stage is shared; from its model the two picture stages run twice, side by side: with the KL term and, all else
equal, without it. Everything is measured on problems of the test split, before and after.
"""

from __future__ import annotations

import base64
import html
import io
import json
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from string import Template
from typing import Any

from rich.console import Console

from puma_data.errors import PumaError

VIEWS = ("text_only", "text_dominant", "vision_dominant")
DRAWN = "vision_dominant"  # the view that is hard: its value stands in the picture alone
FAMILIES = {"plane": "parallel_transversal_angle", "functions": "monotonicity_extrema_from_graph",
            "solid": "cuboid_cube_measure"}  # fmt: skip
DATASET: dict[str, Any] = {
    "depth": 1, "mcq": 0.0, "math": "unicode", "style": "plain", "image_size": 96, "split": "problem", "views": VIEWS,
    "pairs": "all", "seed": 7,
}  # fmt: skip
SHAPE: dict[str, Any] = {"image_size": 96, "patch_size": 12, "width": 96, "layers": 3, "vision_layers": 3, "heads": 2}
TRAINING = {"lr_scheduler_type": "cosine", "warmup_steps": 0.1, "weight_decay": 0.0, "adam_beta2": 0.95,
            "logging_steps": 20, "save_strategy": "no", "use_cpu": True}  # fmt: skip
RUNS = {"with KL": 0.1, "without KL": 0.0}  # λ of the alignment loss


@dataclass(frozen=True, slots=True)
class Scale:
    """How much of everything: problems, steps of the three stages, sequences in a step."""

    problems: int = 1000
    steps: tuple[int, int, int] = (600, 450, 700)
    batch: int = 32


QUICK = Scale(problems=80, steps=(4, 4, 4), batch=4)


def run(out: Path, *, mix: str = "", quick: bool = False, console: Console | None = None) -> Path:
    """Do all of it in the folder `out`, which must be new or an earlier demonstration's; returns the page.

    The problems are about parallel lines, or of several domains in the shares of `mix` (as `puma-gen all` takes
    them). Takes two processes of one thread each. Raises `PumaError` where `out` holds something else.
    """
    from puma_data import generate
    from puma_data.dataset.config import make_config
    from puma_train.tiny import tiny_llava

    scale, console = QUICK if quick else Scale(), console or Console(highlight=False)
    if out.exists() and any(out.iterdir()) and not (out / "data").is_dir():
        raise PumaError(f"{out} holds other files; choose another --out")
    quietly()
    clock = _Clock(console)
    data = out / "data"
    asked: dict[str, Any] = {"families": (FAMILIES["plane"],), "givens": 1}
    if mix:  # a point of a plot is two numbers
        shares = make_config(domain="all", n=scale.problems, mix=mix).mix
        asked = {"families": tuple(FAMILIES[domain] for domain, _ in shares), "givens": 2, "mix": shares}
    generate(
        "all" if mix else "geometry", n=scale.problems, out=data, overwrite=data.exists(), workers=2, **DATASET, **asked
    )
    clock.lap(f"{scale.problems:,} problems in {', '.join(VIEWS)}: {data}")

    model, processor = tiny_llava(_texts(data), **SHAPE)
    model.save_pretrained(out / "untrained")
    processor.save_pretrained(out / "untrained")
    size = sum(weight.numel() for weight in model.parameters())
    _train(_config(out, "text", out / "untrained", scale, 0.0), clock.say)
    start = out / "text/1-text/model"
    clock.lap(f"stage text: {scale.steps[0]:,} steps of a model with {size / 1e6:.1f} M parameters")

    with ProcessPoolExecutor(2, get_context("spawn")) as pool:
        before = pool.submit(_measure, start, data, out / "measured/text")
        running = [pool.submit(_branch, out, name, start, scale, weight, clock.start) for name, weight in RUNS.items()]
        before.result()
        for future in running:
            future.result()
    clock.lap("stages align and instruct, with the KL term and without, and all evaluations")
    page = write_page(out, size, clock.laps)
    console.print(f"{page} is ready", markup=False)
    return page


def quietly() -> None:
    """One thread, and no bars but ours."""
    import datasets
    import torch
    from transformers.utils import logging

    torch.set_num_threads(1)
    datasets.disable_progress_bars()
    logging.disable_progress_bar()  # type: ignore[no-untyped-call]


def _texts(data: Path) -> list[str]:
    from puma_train.rows import read_examples

    return [f"{example.view.question} {example.target}" for example in read_examples(data, target="answer")]


def _config(out: Path, name: str, model: Path, scale: Scale, lambda_kl: float) -> dict[str, Any]:
    """The run that `puma-train run` would make of the same YAML."""
    text, align, instruct = scale.steps
    stages = ["text"] if name == "text" else ["align", "instruct"]
    return {
        "model": str(model),
        "data": {"source": str(out / "data"), "target": "answer"},
        "output": str(out / name.replace(" ", "-")),
        "stages": stages,
        "reference": "cached",  # exact: the strong view is text, and the language model is frozen
        "loss": {"lambda_kl": lambda_kl, "standardize": False},
        "training": {**TRAINING, "per_device_train_batch_size": scale.batch},
        "text": {"learning_rates": {"language_model": 3e-3}, "training": {"max_steps": text}},
        "align": {
            "learning_rates": {"vision_tower": 2e-3, "projector": 2e-3},
            "data": {"strong": ["text_only"], "weak": [DRAWN]},
            "training": {"max_steps": align},
        },
        "instruct": {
            "learning_rates": {"vision_tower": 1e-3, "projector": 1e-3, "language_model": 1e-3},
            "data": {"views": ["text_only", DRAWN]},
            "training": {"max_steps": instruct},
        },
    }


def _train(config: dict[str, Any], say: Callable[[str], None]) -> list[Path]:
    """Train the stages of a run; returns the models they leave."""
    import yaml

    from puma_train.stages import run as train

    told = ""

    def watch(progress: Any) -> None:
        nonlocal told
        if progress.done == progress.total or progress.done % max(progress.total // 10, 1) == 0:
            line = f"{Path(config['output']).name} · {progress.phase}: step {progress.done:,} of {progress.total:,}"
            if line != told:
                say(f"{line} · {progress.told}" if progress.told else line)
            told = line

    output = Path(config["output"])
    output.mkdir(parents=True, exist_ok=True)
    (output / "run.yaml").write_text(yaml.safe_dump(config, sort_keys=False), encoding="utf-8")
    return [Path(stage.model) for stage in train(config, overwrite=True, watch=watch).stages]


def _measure(model: Path, data: Path, out: Path) -> None:
    from puma_train.evaluation import evaluate, load_model

    quietly()
    evaluate(*load_model(model), data, split="test", out=out, batch_size=64, max_new_tokens=12, target="answer")


def _branch(out: Path, name: str, taught: Path, scale: Scale, lambda_kl: float, start: float) -> None:
    """The picture stages of one run, in a process of its own."""
    quietly()
    say = _Clock(Console(highlight=False), start).say
    for model in _train(_config(out, name, taught, scale, lambda_kl), say):
        _measure(model, out / "data", out / "measured" / f"{model.parent.name[2:]} {name}")


class _Clock:
    """Prints what is done, with the time since the start; keeps the laps for the page."""

    def __init__(self, console: Console, start: float | None = None) -> None:
        self.console, self.start = console, time.time() if start is None else start
        self.laps: list[tuple[str, float]] = []

    def say(self, line: str) -> None:
        self.console.print(f"[dim]{self._now()}[/]  {html.escape(line)}", soft_wrap=True)

    def lap(self, what: str) -> None:
        self.laps.append((what, time.time() - self.start))
        self.say(what)

    def _now(self) -> str:
        minutes, seconds = divmod(round(time.time() - self.start), 60)
        return f"{minutes:2d}:{seconds:02d}"


# --- the page -------------------------------------------------------------------------------------------------------


def write_page(out: Path, parameters: int, laps: Sequence[tuple[str, float]]) -> Path:
    """One HTML file from what the runs and evaluations in `out` left."""
    from puma_train.chart import gap_chart
    from puma_train.report import Report

    names = ["text", *(f"{stage} {run}" for stage in ("align", "instruct") for run in RUNS)]
    reports = {name: Report.read(out / "measured" / name / "report.json") for name in names}
    gap_chart(reports, out / "gap.png")
    before, after = reports["text"].views[DRAWN], reports["instruct with KL"].views[DRAWN]
    blank, written = reports["instruct with KL"].blank[DRAWN], reports["text"].views["text_only"]
    tiles = {
        "written, after the text stage": written,
        "drawn, before alignment": before,
        "drawn, after alignment (with KL)": reports["align with KL"].views[DRAWN],
        "drawn, after all stages (with KL)": after,
        "the same with a blank picture": blank,
    }
    apart = after.low > blank.high
    manifest = json.loads((out / "data/manifest.json").read_text(encoding="utf-8"))
    page = Template(Path(__file__).with_suffix(".html").read_text(encoding="utf-8")).substitute(
        title="A tiny model learns to read mathematics from pictures",
        lead=f"{parameters / 1e6:.2f} million weights, drawn at random, and {manifest['problems']:,} generated "
        "problems. The model first learns to answer in text; then its eyes alone are trained, on figures that hold the "
        "value which the text held.",
        tiles="".join(
            f"<div><b>{_percent(tally)}</b><span>{label} {_span(tally)}</span></div>" for label, tally in tiles.items()
        ),
        chart=base64.b64encode((out / "gap.png").read_bytes()).decode(),
        curves=_curves(out),
        table=_table(reports) + _domains(reports),
        cards="".join(_cards(out, names, 12)),
        pixels=DATASET["image_size"],
        words="".join(f"<li>{line}</li>" for line in _words(out, reports, apart)),
        how=html.escape("\n".join([manifest["command"], "", *(f"{_minutes(at)}  {what}" for what, at in laps)])),
        footer=f"{manifest['problems']:,} problems, {after.n} of them in the test split. "
        + ", ".join(f"{name} {number}" for name, number in reports["text"].settings["versions"].items()),
    )  # fmt: skip
    path = out / "report.html"
    path.write_text(page, encoding="utf-8")
    return path


def _curves(out: Path) -> str:
    """Three small charts as SVG: the text stage, the picture stages, and the divergence between the views."""
    from matplotlib.figure import Figure

    from puma_train.callbacks import read_metrics

    figure = Figure(figsize=(10.5, 3.4), layout="constrained")
    text, loss, kl = figure.subplots(1, 3)

    def lines(axes: Any, file: Path, key: str, label: str, colour: str, shift: int = 0) -> int:
        found = [line for line in read_metrics(file) if key in line]
        axes.plot([line["step"] + shift for line in found], [line[key] for line in found], color=colour, label=label)
        return int(found[-1]["step"]) + shift if found else shift

    lines(text, out / "text/1-text/metrics.jsonl", "cross_entropy", "text", "#7a7a7a")
    for colour, run_name in zip(("#3b75af", "#e08a2c"), RUNS, strict=True):
        folder = out / run_name.replace(" ", "-")
        end = lines(loss, folder / "2-align/metrics.jsonl", "cross_entropy", run_name, colour)
        lines(loss, folder / "3-instruct/metrics.jsonl", "cross_entropy", "", colour, end)
        loss.axvline(end, color="#cccccc", linewidth=0.8)
        lines(kl, folder / "2-align/metrics.jsonl", "forward_kl", run_name, colour)
    titles = ("text: cross-entropy, written", "align | instruct: cross-entropy", "align: KL(written ‖ drawn)")
    for axes, title in zip((text, loss, kl), titles, strict=True):
        axes.set_title(title, fontsize=10)
        axes.set_xlabel("step", fontsize=9)
        axes.set_ylim(bottom=0)
        axes.grid(color="#eeeeee")
        axes.spines[["top", "right"]].set_visible(False)
    loss.legend(frameon=False, fontsize=9)
    drawing = io.StringIO()
    figure.savefig(drawing, format="svg")
    return drawing.getvalue()[drawing.getvalue().index("<svg") :]


def _domains(reports: Mapping[str, Any]) -> str:
    """The drawn view by domain, where the problems are of several."""
    domains = sorted({domain for report in reports.values() for domain in report.by_domain})
    if len(domains) < 2:
        return ""
    heads = ("after stage", *(f"{DRAWN}: {domain}" for domain in domains))
    rows = ["<tr>" + "".join(f"<th>{head.replace('_', ' ')}</th>" for head in heads) + "</tr>"]
    for name, report in reports.items():
        cells = "".join(f"<td>{_cell(report.by_domain[domain][DRAWN])}</td>" for domain in domains)
        rows.append(f"<tr><td>{name}</td>{cells}</tr>")
    return f"<table>{''.join(rows)}</table>"


def _table(reports: Mapping[str, Any]) -> str:
    heads = ("after stage", *VIEWS, f"{DRAWN}, blank picture", f"NLL, {DRAWN}", f"KL, {DRAWN}")
    rows = ["<tr>" + "".join(f"<th>{head.replace('_', ' ')}</th>" for head in heads) + "</tr>"]
    for name, report in reports.items():
        likely = report.likelihood[DRAWN]
        cells = [*(_cell(report.views[view]) for view in VIEWS), _cell(report.blank[DRAWN])]
        cells += [f"{likely.nll:.2f}", f"{likely.forward_kl:.2f}"]
        rows.append(f"<tr><td>{name}</td>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>")
    return f"<table>{''.join(rows)}</table>"


def _cards(out: Path, names: Sequence[str], count: int) -> list[str]:
    from puma_train.rows import read_examples

    said = {name: _samples(out, name) for name in names}
    cards = []
    for example in read_examples(out / "data", split="test", views=[DRAWN], target="answer")[:count]:
        assert example.view.image is not None
        picture = io.BytesIO()
        example.view.image.save(picture, "PNG")
        rows = [(name, said[name][example.id, False]) for name in names]
        rows.append(("blank picture", said[names[-2]][example.id, True]))
        answers = "".join(
            f'<tr><td>{name}</td><td class="{"right" if sample["judgement"] else "wrong"}">'
            f"{html.escape(sample['model_answer']) or '–'}</td></tr>"
            for name, sample in rows
        )
        cards.append(
            f'<article><img alt="" src="data:image/png;base64,{base64.b64encode(picture.getvalue()).decode()}">'
            f"<p>{html.escape(example.view.question)}</p><table><tr><td>right answer</td><td><b>"
            f"{html.escape(example.target)}</b></td></tr>{answers}</table></article>"
        )
    return cards


def _words(out: Path, reports: Mapping[str, Any], apart: bool) -> list[str]:
    """What may be said of these numbers, made from them."""
    from puma_train.statistics import paired_gap

    after, blank = reports["instruct with KL"].views[DRAWN], reports["instruct with KL"].blank[DRAWN]
    verdict = "are apart: the model reads the picture" if apart else "overlap: nothing is shown"
    lines = [
        f"After all stages {_percent(after)} {_span(after)} of the drawn problems are answered right, and "
        f"{_percent(blank)} {_span(blank)} with a blank picture. The intervals {verdict}."
    ]
    for stage in ("align", "instruct"):
        one, two = (_samples(out, f"{stage} {name}") for name in RUNS)
        same = [key for key in one if key[0].endswith(DRAWN) and not key[1] and key in two]
        gap = paired_gap([bool(one[key]["judgement"]) for key in same], [bool(two[key]["judgement"]) for key in same])
        verdict = "helps" if gap.low > 0 else "hurts" if gap.high < 0 else "makes no difference that this test can tell"
        lines.append(
            f"After {stage}, the KL term {verdict}: {100 * gap.gap:+.1f} points on the same {gap.n} drawn problems "
            f"[{100 * gap.low:+.1f}, {100 * gap.high:+.1f}]. It is one seed; benchmarks/ablation.py has several."
        )
    lines += [
        "Test problems are none of the training problems, but they share their figures with other values "
        "(<code>--split problem</code>): this is reading and known rules, not new geometry.",
        "The drawing style is made for such a model: one look, one pose, values on a lattice. A model that was trained "
        "on pictures before needs none of that, and the varied style is the default.",
        "Nothing here says how a model of billions of weights behaves; it shows that every part works, from the "
        "generator to the gap.",
    ]
    return lines


def _samples(out: Path, name: str) -> dict[tuple[str, bool], dict[str, Any]]:
    """Lines of samples.jsonl, by row id and whether the picture was blank."""
    text = (out / "measured" / name / "samples.jsonl").read_text(encoding="utf-8")
    samples = [json.loads(line) for line in text.splitlines()]
    return {(sample["id"], sample["blank"]): sample for sample in samples}


def _cell(tally: Any) -> str:
    return f"{_percent(tally)} <i>{_span(tally)}</i>"


def _percent(tally: Any) -> str:
    return f"{100 * tally.accuracy:.0f} %"


def _span(tally: Any) -> str:
    return f"[{100 * tally.low:.0f}, {100 * tally.high:.0f}]"


def _minutes(seconds: float) -> str:
    return f"{int(seconds) // 60:3d}:{round(seconds) % 60:02d}"
