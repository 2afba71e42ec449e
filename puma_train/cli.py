"""`puma-train`: the command line. Heavy imports wait until a command runs, so that `--help` answers at once."""

from __future__ import annotations

import json
import os
import shlex
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from puma_data.errors import PumaError
from puma_data.terminal import Json, Quiet, application, fail, plainly, start

if TYPE_CHECKING:
    from puma_train.callbacks import Progress
    from puma_train.stages import Summary

app = application(
    "Train vision-language models to answer alike whether a problem is written or drawn, and measure the gap.",
    "puma-train run run.yaml training.max_steps=100 && puma-train eval outputs/run/3-instruct/model outputs/geometry",
)

ConfigFile = Annotated[Path, typer.Argument(metavar="CONFIG", help="YAML file of the run.", show_default=False)]
Overrides = Annotated[
    list[str] | None, typer.Argument(metavar="KEY=VALUE", help="Settings that win over the file's.", show_default=False)
]


class Target(StrEnum):
    solution = "solution"
    answer = "answer"


EXTRA = ("torch", "transformers", "accelerate", "peft", "safetensors", "math_verify")  # what `math-puma[train]` brings

Resume = Annotated[bool, typer.Option("--resume", help="Go on from the last complete checkpoint.")]
Overwrite = Annotated[bool, typer.Option("--overwrite", help="Delete what these stages left, and start again.")]


def main() -> None:
    """Entry point of the command."""
    start(app, "puma-train")


def _plainly(command: Callable[..., None]) -> Callable[..., None]:
    """As `plainly`, and says what to install where the data side alone is."""

    @wraps(command)
    def wrapped(*args: Any, **options: Any) -> None:
        try:
            command(*args, **options)
        except ModuleNotFoundError as error:
            if str(error.name).partition(".")[0] not in EXTRA:
                raise
            raise PumaError(f"puma-train needs {error.name}: pip install 'math-puma[train]'") from None

    return plainly(wrapped)


def _stages(name: str, told: str, example: str) -> None:
    """Add the command that trains the stages of a config (`run`), or one of them."""

    def command(
        config: ConfigFile,
        overrides: Overrides = None,
        resume: Resume = False,
        overwrite: Overwrite = False,
        quiet: Quiet = False,
        as_json: Json = False,
    ) -> None:
        only = None if name == "run" else name
        _train(only, config, overrides, resume=resume, overwrite=overwrite, quiet=quiet, as_json=as_json)

    command.__doc__ = told
    app.command(name, epilog=f"Example: {example}")(_plainly(command))


_stages("run", "Train the stages of a config, one after the other.",
        "puma-train run run.yaml align.loss.alpha=0.3 training.max_steps=100")  # fmt: skip
_stages("text", "Stage 1 alone: the language model learns to solve from text.",
        "puma-train text run.yaml text.learning_rates.language_model=1e-4")  # fmt: skip
_stages("align", "Stage 2 alone: the vision tower and the projector learn from pairs of views.",
        "puma-train align run.yaml loss.lambda_kl=0.5 reference=cached")  # fmt: skip
_stages("instruct", "Stage 3 alone: the whole model learns to solve from pictures.",
        "puma-train instruct run.yaml instruct.model=outputs/run/2-align/model")  # fmt: skip


def _train(
    stage: Any,
    file: Path,
    overrides: list[str] | None,
    *,
    resume: bool,
    overwrite: bool,
    quiet: bool,
    as_json: bool,
) -> None:
    from puma_train.config import read_config

    config = read_config(file, overrides or ())  # what is mistyped is said before torch is imported
    from puma_train.stages import run

    first = os.environ.get("RANK", "0") == "0"  # under torchrun one process speaks for all
    try:
        with _watching(quiet or as_json or not first) as (watch, tell):
            summary = run(config, only=stage, resume=resume, overwrite=overwrite, watch=watch, tell=tell)
    except KeyboardInterrupt:
        arguments = [word for word in sys.argv[1:] if word not in ("--overwrite", "--resume")]
        command = shlex.join(["puma-train", *arguments, "--resume"])
        fail(f"interrupted; complete checkpoints are kept. Continue with: {command}", 130)
    from torch import distributed

    if distributed.is_available() and distributed.is_initialized():
        distributed.destroy_process_group()
    if as_json and first:
        typer.echo(json.dumps(summary.as_dict(), indent=2))
    elif first and not quiet:
        _report(summary, str(config.data.source))


@contextmanager
def _watching(silent: bool) -> Iterator[tuple[Callable[[Progress], None], Callable[[Any], None]]]:
    """A progress bar on a terminal, a line now and then elsewhere; tables and notes as they come."""
    if silent:
        yield (lambda progress: None), (lambda said: None)
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, SpinnerColumn, TextColumn, TimeElapsedColumn
    from rich.progress import Progress as Bar

    console = Console(stderr=True, highlight=False)
    start = ("", 0, 0.0)  # phase, steps done before, when
    last = time.monotonic()

    def state(progress: Progress) -> str:
        nonlocal start
        now = time.monotonic()
        if start[0] != progress.phase:
            start = (progress.phase, progress.done, now)
        rate = (progress.done - start[1]) / max(now - start[2], 1e-9)
        left = f"{rate:.2f} steps/s · {_time((progress.total - progress.done) / rate)} left" if rate else ""
        return " · ".join(part for part in (progress.told, left) if part)

    if not console.is_terminal:

        def print_sometimes(progress: Progress) -> None:
            nonlocal last
            shown = state(progress)
            if time.monotonic() - last > 10 or progress.done == progress.total:
                last = time.monotonic()
                console.print(
                    f"{progress.phase}: step {progress.done:,} of {progress.total:,} · {shown}", soft_wrap=True
                )

        yield print_sometimes, console.print
        return
    columns = (SpinnerColumn(), TextColumn("{task.description:<9}"), BarColumn(), MofNCompleteColumn(),
               TimeElapsedColumn(), TextColumn("[dim]{task.fields[state]}"))  # fmt: skip
    with Bar(*columns, console=console, transient=True) as bar:
        task = bar.add_task("starting", total=None, state="")

        def draw(progress: Progress) -> None:
            bar.update(task, description=progress.phase, state=state(progress))
            bar.update(task, completed=progress.done, total=progress.total)

        yield draw, console.print


def _time(seconds: float) -> str:
    minutes, seconds = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}:{seconds:02d}" if hours else f"{minutes}:{seconds:02d}"


def _report(summary: Summary, source: str) -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table("stage", "steps", "rows", "left out", "loss", "cross-entropy", "KL", "agreement", "time", box=None)
    for column in table.columns[1:]:
        column.justify = "right"
    for stage in summary.stages:
        figures = [stage.metrics.get(name) for name in ("loss", "cross_entropy", "forward_kl", "agreement")]
        table.add_row(
            stage.name,
            f"{stage.steps:,}",
            f"{stage.rows:,}",
            f"{stage.dropped:,}",
            *(f"{figure:.3f}" if figure is not None else "–" for figure in figures),
            _time(stage.seconds) if stage.trained else "kept",
        )
    console = Console(highlight=False, soft_wrap=True)
    console.print(table)
    folders = ", ".join(stage.folder for stage in summary.stages)
    console.print(f"\nmetrics.jsonl, checkpoints and settings: {folders}", markup=False)
    command = shlex.join(["puma-train", "eval", summary.model, source])
    console.print(f"{summary.model} is ready: {command}", markup=False)


@app.command(
    "eval", epilog="Example: puma-train eval outputs/run/2-align/model outputs/geometry --limit 200 --out outputs/eval"
)
@_plainly
def evaluate(
    model: Annotated[str, typer.Argument(metavar="MODEL", help="Folder or name of a model.", show_default=False)],
    source: Annotated[
        Path, typer.Argument(metavar="DIR", help="Dataset folder, or MathVerse's json.", show_default=False)
    ],
    views: Annotated[str | None, typer.Option(help="Views, separated by commas. [dim]\\[all][/]")] = None,
    split: Annotated[str, typer.Option(help="Split of a dataset folder.")] = "test",
    limit: Annotated[int | None, typer.Option(min=1, help="Problems at most. [dim]\\[all][/]")] = None,
    out: Annotated[Path | None, typer.Option(help="Where to write. [dim]\\[outputs/eval][/]")] = None,
    target: Annotated[Target, typer.Option(help="Gold text whose likelihood is measured.")] = Target.solution,
    batch_size: Annotated[int, typer.Option(min=1, help="Questions at a time.")] = 8,
    max_new_tokens: Annotated[int, typer.Option(min=1, help="Longest answer, in tokens.")] = 1024,
    seed: Annotated[int, typer.Option(help="Of the bootstrap.")] = 0,
    quiet: Quiet = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the report as JSON, and only that.")] = False,
) -> None:
    """Measure accuracy by view and the gap between views, with intervals."""
    from puma_train.evaluation import evaluate, load_model  # isort: skip  # names torch if that is what is missing

    import datasets
    from rich.console import Console
    from transformers.utils import logging

    logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    datasets.disable_progress_bars()
    opened, processor = load_model(model)
    out = out or Path("outputs/eval")
    console = None if quiet or as_json else Console(highlight=False)
    names = [name.strip() for name in views.split(",")] if views else None
    report = evaluate(
        opened,
        processor,
        source,
        split=split,
        views=names,
        limit=limit,
        out=out,
        batch_size=batch_size,
        max_new_tokens=max_new_tokens,
        target=target.value,
        seed=seed,
        console=console,
    )
    if as_json:
        typer.echo(json.dumps(report.to_dict(), indent=2))
    elif console:
        console.print(f"\n{out}: report.json, samples.jsonl, gap.png", markup=False, soft_wrap=True)


@app.command(epilog="Example: puma-train demo --out outputs/demo")
@_plainly
def demo(
    out: Annotated[Path, typer.Option(help="Where to write.")] = Path("outputs/demo"),
    mix: Annotated[
        str, typer.Option(help="Shares of the domains, as in plane=0.5,functions=0.3,solid=0.2.", show_default="plane")
    ] = "",
    quick: Annotated[bool, typer.Option("--quick", help="A few steps of everything, to see that it runs.")] = False,
) -> None:
    """Generate, train a tiny model from scratch, measure, and write one HTML report."""
    from puma_train.demo import run

    run(out, mix=mix, quick=quick)


if __name__ == "__main__":
    main()
